//! Finding and lists over HTTP against the raw indexed query and two round trips.
//!
//! `cargo bench --bench search [-- TIMES]`. `MOTCUA_BENCH_DOSSIERS` (20000) dossiers are made in a
//! temporary folder, or `MOTCUA_BENCH_DATA` names a folder that `motcua demo fill` has filled and
//! `MOTCUA_BENCH_DATABASE` its PostgreSQL. The ratio is p50 / (raw p50 + 2 round trips).

#![allow(missing_docs)]

#[path = "common.rs"]
mod common;

use std::path::Path;

use common::{Client, Times, private_mib};
use motcua::records::{finding, lists};
use motcua::store::sql::catalogue;
use motcua::store::{Engine, Sql, StoreError, Val};
use motcua::text::fold_words;
use motcua::usecases::App;
use motcua::usecases::demo_fill::{Order, fill};
use rusqlite::config::DbConfig;

catalogue! {
    NEWEST = "SELECT max(id) AS id FROM dossier";
    FROM = "SELECT code AS code, owner AS owner, content AS content FROM dossier
            WHERE id >= $1 AND desk = $2 ORDER BY id LIMIT 1";
}

/// The desk of the clerk who asks.
const DESK: &str = "xa-minh-hoa";
/// The word that stands for it in the word index.
const SCOPE: &str = "zzdeskxaminhhoa";

/// One question: its path, and the statement behind it with its arguments.
struct Question {
    path: String,
    sql: &'static Sql,
    args: Vec<Val<'static>>,
}

fn main() {
    let often = std::env::args()
        .find_map(|arg| arg.parse().ok())
        .unwrap_or(1000);
    let temporary = tempfile::tempdir().unwrap();
    let given = std::env::var("MOTCUA_BENCH_DATA").ok();
    let folder = given.as_deref().map_or(temporary.path(), Path::new);
    let database = std::env::var("MOTCUA_BENCH_DATABASE").ok();
    let app = common::office(folder, database.as_deref());
    if given.is_none() {
        let dossiers = common::number("MOTCUA_BENCH_DOSSIERS", 20_000);
        fill(
            &app,
            Order {
                dossiers,
                seed: 1,
                until: None,
            },
            &mut |_| (),
        )
        .unwrap();
    }
    let people = people(&app, 500);
    let server = common::serve(app.clone());
    let mut client = Client::to(server);
    let mut raw = Raw::open(folder, database.as_deref());
    let trip = Times::of(often, |_| {
        client.get("/api/health");
    })
    .middle();
    println!("round trip {trip:.3} ms");
    println!(
        "{:22} {:>8} {:>8} {:>8} {:>6}",
        "milliseconds", "p50", "p99", "raw p50", "ratio"
    );
    for (name, questions) in kinds(&app, &people) {
        let ours = Times::of(often, |n| {
            let (status, body) = client.get(&questions[n % questions.len()].path);
            assert_eq!(status, 200, "{body}");
        });
        let floor = Times::of(often, |n| raw.ask(&questions[n % questions.len()]));
        let (p50, raw) = (ours.middle(), floor.middle());
        let ratio = p50 / (raw + 2.0 * trip);
        println!(
            "{name:22} {p50:8.3} {:8.3} {raw:8.3} {ratio:6.2}",
            ours.at(0.99)
        );
    }
    println!(
        "private memory of this process {:.1} MiB (server and client)",
        private_mib(None)
    );
}

/// A made-up person and the dossier.
struct Somebody {
    code: String,
    words: Vec<String>,
    identity: String,
    phone: String,
}

fn people(app: &App, count: i64) -> Vec<Somebody> {
    let found = app.store.read_blocking::<_, StoreError, _>(move |tx| {
        let newest = tx.row(&NEWEST, &[])?.map_or(Ok(0), |row| row.int(0))?;
        let mut found = Vec::new();
        for n in 0..count {
            let rows = tx.rows(&FROM, &[(newest / (count + 1) * n).into(), DESK.into()])?;
            for row in rows {
                found.push((row.string(0)?, row.string(1)?, row.string(2)?));
            }
        }
        Ok(found)
    });
    let person = |(code, owner, content): (String, String, String)| {
        let content: serde_json::Value = serde_json::from_str(&content).unwrap();
        let text = |field: &str| content["owner"][field].as_str().unwrap_or("").to_owned();
        Somebody {
            code,
            words: fold_words(&owner),
            identity: text("identity"),
            phone: text("phone"),
        }
    };
    found.unwrap().into_iter().map(person).collect()
}

fn kinds(app: &App, people: &[Somebody]) -> Vec<(&'static str, Vec<Question>)> {
    let engine = app.store.engine();
    let all = |make: &dyn Fn(&Somebody) -> Question| people.iter().map(make).collect::<Vec<_>>();
    let last = |p: &Somebody, n: usize| p.words[p.words.len().saturating_sub(n)..].to_vec();
    vec![
        ("all words of a name", all(&|p| by_name(engine, &p.words))),
        ("three words", all(&|p| by_name(engine, &last(p, 3)))),
        ("two words", all(&|p| by_name(engine, &last(p, 2)))),
        ("one word", all(&|p| by_name(engine, &last(p, 1)))),
        (
            "a begun word",
            all(&|p| by_name(engine, &[p.words[0].clone(), begun(&p.words)])),
        ),
        (
            "one common word",
            vec![by_name(engine, &["nguyen".to_owned()])],
        ),
        ("telephone", all(&|p| by_number(&p.phone, &p.phone, ""))),
        (
            "identity",
            all(&|p| by_number(&p.identity, &p.identity, "")),
        ),
        ("code", all(&by_code)),
        (
            "last digits",
            (1..200)
                .map(|n| by_number(&n.to_string(), &format!("{SCOPE}#{n}"), ""))
                .collect(),
        ),
        ("list desk", vec![at_desk("desk", 0)]),
        ("list overdue", vec![at_desk("overdue", 0)]),
        ("list near_due", vec![at_desk("near_due", 0)]),
        ("list to_return", vec![at_desk("to_return", 1)]),
        ("list inbox", vec![inbox()]),
    ]
}

fn begun(words: &[String]) -> String {
    words
        .last()
        .map_or(String::new(), |word| word.chars().take(2).collect())
}

fn by_name(engine: Engine, words: &[String]) -> Question {
    let (quote, and, mark) = match engine {
        Engine::Sqlite => ('"', " AND ", "*"),
        Engine::Postgres => ('\'', " & ", ":*"),
    };
    let mut parts = vec![format!("{quote}{SCOPE}{quote}")];
    parts.extend(words.iter().map(|word| format!("{quote}{word}{quote}")));
    let begun = words.last().is_some_and(|word| word.chars().count() >= 2);
    let query = format!("{}{}", parts.join(and), if begun { mark } else { "" });
    Question {
        path: format!("/api/find?q={}", words.join("%20")),
        sql: &finding::BY_NAME,
        args: vec![query.into(), 50.into(), i64::MAX.into(), "deleted".into()],
    }
}

fn by_number(typed: &str, number: &str, org: &'static str) -> Question {
    Question {
        path: format!("/api/find?q={typed}"),
        sql: &finding::BY_NUMBER,
        args: vec![
            number.to_owned().into(),
            50.into(),
            i64::MAX.into(),
            if org.is_empty() {
                "".into()
            } else {
                format!("|{org}|").into()
            },
            "".into(),
            "".into(),
            "deleted".into(),
        ],
    }
}

fn by_code(person: &Somebody) -> Question {
    let end = format!("{}\u{10ffff}", person.code);
    Question {
        path: format!("/api/find?q={}", person.code),
        sql: &finding::BY_CODE_PREFIX,
        args: vec![
            person.code.clone().into(),
            end.into(),
            50.into(),
            format!("|{DESK}|").into(),
            "".into(),
            "".into(),
            "deleted".into(),
        ],
    }
}

fn list(name: &str, sql: &'static Sql) -> Question {
    Question {
        path: format!("/api/dossiers?list={name}"),
        sql,
        args: vec![
            DESK.into(),
            i64::MIN.into(),
            0.into(),
            i64::MAX.into(),
            50.into(),
        ],
    }
}

/// The list of a desk at one stage, whatever marks and state its rows have.
fn at_desk(name: &str, stage: i64) -> Question {
    let mut question = list(name, &lists::AT_DESK);
    question.args.extend([stage.into(), 0.into(), "".into()]);
    question
}

fn inbox() -> Question {
    let mut question = list("inbox", &lists::IN_BOX);
    question.args.extend([
        "desk_officer".into(),
        "vidu.motcua@minhhoa.example".into(),
        "".into(),
    ]);
    question
}

/// The bare engine, one connection, statement prepared.
enum Raw {
    Sqlite(Box<rusqlite::Connection>),
    Postgres(
        Box<postgres::Client>,
        std::collections::HashMap<*const u8, postgres::Statement>,
    ),
}

impl Raw {
    fn open(folder: &Path, database: Option<&str>) -> Self {
        match database {
            Some(url) => {
                let client = postgres::Client::connect(url, postgres::NoTls).unwrap();
                Self::Postgres(Box::new(client), std::collections::HashMap::new())
            }
            None => {
                let file = rusqlite::Connection::open(folder.join("motcua.db")).unwrap();
                // A floor that plans every statement anew would be no floor.
                file.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
                    .unwrap();
                Self::Sqlite(Box::new(file))
            }
        }
    }

    fn ask(&mut self, question: &Question) {
        match self {
            Self::Sqlite(file) => {
                let mut statement = file
                    .prepare_cached(question.sql.text(Engine::Sqlite))
                    .unwrap();
                for (n, value) in question.args.iter().enumerate() {
                    statement.raw_bind_parameter(n + 1, value).unwrap();
                }
                let mut rows = statement.raw_query();
                while let Some(row) = rows.next().unwrap() {
                    assert!(row.get_ref(0).is_ok());
                }
            }
            Self::Postgres(client, known) => {
                let text = question.sql.text(Engine::Postgres);
                let statement = known
                    .entry(text.as_ptr())
                    .or_insert_with(|| client.prepare(text).unwrap());
                let args: Vec<&(dyn postgres::types::ToSql + Sync)> =
                    question.args.iter().map(|value| value as _).collect();
                drop(client.query(&*statement, &args).unwrap());
            }
        }
    }
}
