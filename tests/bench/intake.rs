//! Intakes over HTTP: how many durable ones a second, and how long one takes when desks come now and
//! then. `cargo bench --bench intake [-- SECONDS CLIENTS]`.
//!
//! The floor of the same run is the store alone: a use case that appends one row, through the same
//! group commit. PostgreSQL is measured when `MOTCUA_TEST_PG_DURABLE=1`, with `fsync` on.

#![allow(missing_docs)]

#[path = "common.rs"]
mod common;
#[path = "../common/postgres.rs"]
mod pg;

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

use common::{Client, Times};
use motcua::records::settings;
use motcua::store::{Engine, StoreError};
use motcua::usecases::App;

const BODY: &str = r#"{"procedure":"1.001193","applicant":{"name":"Nguyễn Thị Hồng Ánh","identity":"026190012345",
"phone":"0912345678","address":"Tổ 5, phường Tích Sơn, thành phố Vĩnh Yên, tỉnh Vĩnh Phúc"},"channel":"direct"}"#;

/// Intakes a second when desks come now and then.
const CALM_RATE: u64 = 20;

static KEY: AtomicU64 = AtomicU64::new(0);

fn main() {
    let given: Vec<u64> = std::env::args()
        .filter_map(|arg| arg.parse().ok())
        .collect();
    let time = Duration::from_secs(given.first().copied().unwrap_or(5));
    let clients = given.get(1).copied().unwrap_or(64);
    println!("{clients} clients, {} s each", time.as_secs());
    let folder = tempfile::tempdir().unwrap();
    measure("sqlite", common::office(folder.path(), None), time, clients);
    if std::env::var_os("MOTCUA_TEST_PG_DURABLE").is_none() {
        return println!("PostgreSQL: set MOTCUA_TEST_PG_DURABLE=1 to measure it");
    }
    if let Some(database) = pg::database() {
        let folder = tempfile::tempdir().unwrap();
        measure(
            "postgres",
            common::office(folder.path(), Some(database.url())),
            time,
            clients,
        );
    }
}

fn measure(engine: &str, app: App, time: Duration, clients: u64) {
    let server = common::serve(app.clone());
    let calm = calm(server, time);
    println!(
        "{engine:9} {CALM_RATE}/s       p50 {:.2} ms  p99 {:.2} ms",
        calm.middle(),
        calm.at(0.99)
    );
    for round in 1..=3 {
        let floor = flat_out(time, clients, || one_row(&app));
        let ours = flat_out(time, clients, || intakes(server));
        println!(
            "{engine:9} round {round}   {ours:6.0} intakes/s, one row {floor:6.0}/s: {:.2} of it",
            ours / floor
        );
    }
    let counts = app.store.counts();
    assert_eq!(app.store.engine() == Engine::Postgres, engine == "postgres");
    println!(
        "{engine:9} largest group {}, run again {}",
        counts.largest_group, counts.reruns
    );
}

/// One desk after the other at even distances; a late answer is late for its own time.
fn calm(server: SocketAddr, time: Duration) -> Times {
    let mut one = intakes(server);
    let gap = Duration::from_millis(1000 / CALM_RATE);
    let begun = Instant::now();
    let mut due = begun;
    let mut times = Vec::new();
    while begun.elapsed() < time {
        due += gap;
        thread::sleep(due.saturating_duration_since(Instant::now()));
        one();
        times.push(due.elapsed());
    }
    Times::from(times)
}

fn intakes(server: SocketAddr) -> impl FnMut() + Send {
    let mut client = Client::to(server);
    move || {
        let key = format!("bench-{}-{}", std::process::id(), KEY.fetch_add(1, Relaxed));
        let (status, body) = client.post("/api/dossiers", &key, BODY);
        assert_eq!(status, 201, "{body}");
    }
}

fn one_row(app: &App) -> impl FnMut() + Send + use<> {
    let store = app.store.clone();
    move || {
        let key = format!("row-{}", KEY.fetch_add(1, Relaxed));
        store
            .write_blocking::<_, StoreError, _>(move |tx| settings::put(tx, &key, "x"))
            .unwrap();
    }
}

fn flat_out<W: FnMut() + Send>(time: Duration, clients: u64, make: impl Fn() -> W) -> f64 {
    let begun = Instant::now();
    let done: u64 = thread::scope(|scope| {
        let clients: Vec<_> = (0..clients)
            .map(|_| {
                let mut work = make();
                scope.spawn(move || {
                    let mut done = 0;
                    while begun.elapsed() < time {
                        work();
                        done += 1;
                    }
                    done
                })
            })
            .collect();
        clients
            .into_iter()
            .map(|client| client.join().unwrap_or(0))
            .sum()
    });
    done as f64 / begun.elapsed().as_secs_f64()
}
