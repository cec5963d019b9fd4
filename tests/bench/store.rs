//! What group commit is worth: durable use cases a second, ours against the bare engine.
//!
//! `cargo bench --bench store [-- SECONDS CLIENTS]`. Each line is the median of three rounds, taken in
//! turn (A B A B …) because machines are noisy; only the ratio to the floor of the same run counts.
//! Nothing here fails a test. PostgreSQL is measured when there is one, with `fsync` on.
//!
//! `row` is one inserted row. `intake` is eight statements: the number, the dossier, two searchable
//! keys, a step, an event, an outbox row and the idempotency key.

#![allow(missing_docs)]

#[path = "../common/postgres.rs"]
mod pg;

use motcua::store::{
    Migration, Migrations, OpenOptions, Sql, Store, StoreError, Tx, Val, open_postgres,
    open_sqlite, open_sqlite_with, sql::catalogue,
};
use std::{
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering::Relaxed},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

const TABLES: &str = "CREATE TABLE counter (name TEXT PRIMARY KEY, n BIGINT NOT NULL);
    INSERT INTO counter VALUES ('x', 0);
    CREATE TABLE dossier (id BIGINT PRIMARY KEY, code TEXT, name TEXT, address TEXT, due BIGINT);
    CREATE UNIQUE INDEX dossier_code ON dossier (code);
    CREATE TABLE key (dossier BIGINT, kind BIGINT, key TEXT, PRIMARY KEY (kind, key, dossier));
    CREATE TABLE step (dossier BIGINT, step BIGINT, org TEXT, PRIMARY KEY (dossier, step));
    CREATE TABLE event (id BIGINT PRIMARY KEY, dossier BIGINT, act TEXT, hash TEXT);
    CREATE TABLE outbox (id BIGINT PRIMARY KEY, topic TEXT, body TEXT);
    CREATE TABLE sent (key TEXT PRIMARY KEY, answer TEXT);";
const STEPS: Migrations = Migrations(&[Migration {
    number: 1,
    name: "bench",
    sql: TABLES,
}]);

catalogue! {
    NUMBER = "UPDATE counter SET n = n + 1 WHERE name = 'x' RETURNING n";
    DOSSIER = "INSERT INTO dossier VALUES ($1, $2, $3, $4, $5)";
    KEY = "INSERT INTO key VALUES ($1, $2, $3)";
    STEP = "INSERT INTO step VALUES ($1, 1, $2)";
    EVENT = "INSERT INTO event VALUES ($1, $1, $2, $3)";
    OUTBOX = "INSERT INTO outbox VALUES ($1, $2, $3)";
    SENT = "INSERT INTO sent VALUES ($1, $2)";
    STEP_ROW = "INSERT INTO step VALUES ($1, 2, 'x')";
}

const NAME: &str = "Nguyễn Thị Hồng Hạnh";
const BODY: &str = r#"{"act":"intake","org":"H62.31","who":"canbo.motcua","note":"quầy 03"}"#;

/// The statements of one use case with their arguments, the same for everybody measured.
fn use_case(work: Work, id: i64) -> Vec<(&'static Sql, Vec<Val<'static>>)> {
    if work == Work::Row {
        return vec![(&STEP_ROW, vec![id.into()])];
    }
    let shuffled = id * 7919 % 100_000_007;
    let text = |prefix: &str| Val::from(format!("{prefix}{shuffled:09}"));
    vec![
        (&NUMBER, vec![]),
        (
            &DOSSIER,
            vec![
                id.into(),
                text("H62-26-"),
                NAME.into(),
                "Tổ 5".into(),
                id.into(),
            ],
        ),
        (&KEY, vec![id.into(), 1.into(), text("nguyen thi ")]),
        (&KEY, vec![id.into(), 2.into(), text("09")]),
        (&STEP, vec![id.into(), "H62.31".into()]),
        (&EVENT, vec![id.into(), "intake".into(), BODY.into()]),
        (&OUTBOX, vec![id.into(), "dossier".into(), BODY.into()]),
        (&SENT, vec![text("draft-"), "{}".into()]),
    ]
}

#[derive(Clone, Copy, PartialEq)]
enum Work {
    Row,
    Intake,
}

/// A name and how to measure it in the given round.
type Contestant<'a> = (&'a str, Box<dyn Fn(u32) -> f64 + 'a>);

fn main() {
    let given: Vec<u64> = std::env::args()
        .filter_map(|arg| arg.parse().ok())
        .collect();
    let seconds = Duration::from_secs(given.first().copied().unwrap_or(2));
    let clients = given.get(1).copied().unwrap_or(32);
    println!(
        "{clients} clients, {} s each, median of 3",
        seconds.as_secs()
    );
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    for (work, name) in [(Work::Row, "row"), (Work::Intake, "intake")] {
        let contestants: Vec<Contestant> = vec![
            (
                "bare rusqlite, own commit",
                Box::new(|n| bare_single(&file(&format!("{name}a{n}")), work, seconds)),
            ),
            (
                "bare rusqlite, group commit",
                Box::new(|n| bare_group(&file(&format!("{name}b{n}")), work, seconds, clients)),
            ),
            (
                "store, group commit",
                Box::new(|n| {
                    let store = open_sqlite(&file(&format!("{name}c{n}")), &STEPS).unwrap();
                    through_store(&store, work, seconds, clients)
                }),
            ),
            (
                "store, groups of one",
                Box::new(|n| {
                    let options = OpenOptions {
                        group: 1,
                        ..OpenOptions::default()
                    };
                    let store =
                        open_sqlite_with(&file(&format!("{name}d{n}")), &STEPS, &options).unwrap();
                    through_store(&store, work, seconds, clients)
                }),
            ),
        ];
        rounds(&format!("sqlite {name}"), contestants);
    }
    // The server of the tests does not wait for its disk unless told to.
    if std::env::var_os("MOTCUA_TEST_PG_DURABLE").is_none() {
        println!("PostgreSQL: set MOTCUA_TEST_PG_DURABLE=1 to measure it");
        return;
    }
    for (work, name) in [(Work::Row, "row"), (Work::Intake, "intake")] {
        let contestants: Vec<Contestant> = vec![
            (
                "bare, a connection per client",
                Box::new(|_| bare_postgres(work, seconds, clients)),
            ),
            (
                "store, group commit",
                Box::new(|_| {
                    let Some(database) = pg::database() else {
                        return 0.0;
                    };
                    let store = open_postgres(database.url(), &STEPS).unwrap();
                    through_store(&store, work, seconds, clients)
                }),
            ),
        ];
        rounds(&format!("postgres {name}"), contestants);
    }
}

fn rounds(title: &str, contestants: Vec<Contestant<'_>>) {
    let mut seen = vec![Vec::new(); contestants.len()];
    for round in 0..3 {
        for (rates, (_, measure)) in seen.iter_mut().zip(&contestants) {
            rates.push(measure(round));
        }
    }
    let middle = |rates: &mut Vec<f64>| {
        rates.sort_by(f64::total_cmp);
        rates[rates.len() / 2]
    };
    let medians: Vec<f64> = seen.iter_mut().map(middle).collect();
    for ((name, _), median) in contestants.iter().zip(&medians) {
        println!(
            "{title:16} {name:30} {median:9.0}/s  {:5.2} x the first",
            median / medians[0]
        );
    }
}

fn through_store(store: &Arc<dyn Store>, work: Work, time: Duration, clients: u64) -> f64 {
    let next = Arc::new(AtomicI64::new(1));
    let before = store.counts();
    let rate = clock(time, clients, || {
        let (store, next) = (store.clone(), next.clone());
        move || {
            let id = next.fetch_add(1, Relaxed);
            let done = store.write_blocking::<_, StoreError, _>(move |tx: &mut dyn Tx| {
                for (sql, args) in use_case(work, id) {
                    tx.rows(sql, &args)?;
                }
                Ok(())
            });
            done.unwrap();
        }
    });
    let after = store.counts();
    let group = (after.jobs - before.jobs) as f64 / (after.commits - before.commits).max(1) as f64;
    eprintln!("    {group:.1} jobs a commit");
    rate
}

/// Lets `clients` threads repeat an act for `time`; returns acts a second.
fn clock<A: FnMut() + Send>(time: Duration, clients: u64, make: impl Fn() -> A) -> f64 {
    let start = Instant::now();
    let total: u64 = thread::scope(|scope| {
        let threads: Vec<_> = (0..clients)
            .map(|_| {
                let mut act = make();
                scope.spawn(move || {
                    let mut done = 0;
                    while start.elapsed() < time {
                        act();
                        done += 1;
                    }
                    done
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    });
    total as f64 / start.elapsed().as_secs_f64()
}

fn bare(path: &Path) -> rusqlite::Connection {
    let connection = rusqlite::Connection::open(path).unwrap();
    connection
        .execute_batch(&format!(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; {TABLES}"
        ))
        .unwrap();
    connection.set_prepared_statement_cache_capacity(64);
    connection
}

fn bare_use_case(connection: &rusqlite::Connection, work: Work, id: i64) {
    for (sql, args) in use_case(work, id) {
        let mut statement = connection
            .prepare_cached(sql.text(motcua::store::Engine::Sqlite))
            .unwrap();
        let mut rows = statement
            .query(rusqlite::params_from_iter(args.iter()))
            .unwrap();
        while rows.next().unwrap().is_some() {}
    }
}

fn bare_single(path: &Path, work: Work, time: Duration) -> f64 {
    let shared = Arc::new(Mutex::new((bare(path), 0)));
    clock(time, 1, || {
        let shared = shared.clone();
        move || {
            let mut held = shared.lock().unwrap();
            held.1 += 1;
            held.0.execute_batch("BEGIN IMMEDIATE").unwrap();
            bare_use_case(&held.0, work, held.1);
            held.0.execute_batch("COMMIT").unwrap();
        }
    })
}

/// The shape of the floor: a writer thread, one commit for all that wait, no savepoints.
fn bare_group(path: &Path, work: Work, time: Duration, clients: u64) -> f64 {
    let connection = bare(path);
    let (line, jobs) = mpsc::channel::<mpsc::SyncSender<()>>();
    let writer = thread::spawn(move || {
        let mut id = 0;
        while let Ok(first) = jobs.recv() {
            connection.execute_batch("BEGIN IMMEDIATE").unwrap();
            let waiting: Vec<_> = std::iter::once(first)
                .chain(jobs.try_iter().take(999))
                .collect();
            for _ in &waiting {
                id += 1;
                bare_use_case(&connection, work, id);
            }
            connection.execute_batch("COMMIT").unwrap();
            waiting.iter().for_each(|answer| answer.send(()).unwrap());
        }
    });
    let rate = clock(time, clients, || {
        let (line, (answer, told)) = (line.clone(), mpsc::sync_channel(1));
        move || {
            line.send(answer.clone()).unwrap();
            told.recv().unwrap();
        }
    });
    drop(line);
    writer.join().unwrap();
    rate
}

fn bare_postgres(work: Work, time: Duration, clients: u64) -> f64 {
    let Some(database) = pg::database() else {
        return 0.0;
    };
    database.connect().batch_execute(TABLES).unwrap();
    let next = Arc::new(AtomicI64::new(1));
    clock(time, clients, || {
        let mut client = database.connect();
        let texts: Vec<_> = ALL
            .iter()
            .map(|sql| {
                (
                    sql.name(),
                    client
                        .prepare(sql.text(motcua::store::Engine::Postgres))
                        .unwrap(),
                )
            })
            .collect();
        let next = next.clone();
        move || {
            let id = next.fetch_add(1, Relaxed);
            let mut tx = client.transaction().unwrap();
            for (sql, args) in use_case(work, id) {
                let statement = &texts
                    .iter()
                    .find(|(name, _)| *name == sql.name())
                    .unwrap()
                    .1;
                let args: Vec<&(dyn postgres::types::ToSql + Sync)> =
                    args.iter().map(|value| value as _).collect();
                tx.query(statement, &args).unwrap();
            }
            tx.commit().unwrap();
        }
    })
}
