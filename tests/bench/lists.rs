//! Every list of every role over HTTP, and the tabs with their counts.
//!
//! `cargo bench --bench lists [-- TIMES]`. `MOTCUA_BENCH_DOSSIERS` (20000) dossiers are made in a
//! temporary folder, or `MOTCUA_BENCH_DATA` names a folder that `motcua demo fill` has filled and
//! `MOTCUA_BENCH_DATABASE` its PostgreSQL.

#![allow(missing_docs)]

#[path = "common.rs"]
mod common;

use std::path::Path;
use std::time::Instant;

use common::{TOKEN, Times};
use motcua::client::Client;
use motcua::usecases::demo_fill::{Order, fill};
use motcua::wire::SignIn;

/// Who is timed: login name and which of the roles.
const OFFICERS: &[(&str, usize)] = &[
    ("vidu.motcua@minhhoa.example", 0),
    ("vidu.chuyenvien@minhhoa.example", 0),
    ("vidu.chutich@minhhoa.example", 0),
    ("vidu.chutich@minhhoa.example", 1),
    ("vidu.phutrach@minhhoa.example", 0),
];

fn main() {
    let often = std::env::args()
        .find_map(|arg| arg.parse().ok())
        .unwrap_or(200);
    let temporary = tempfile::tempdir().unwrap();
    let given = std::env::var("MOTCUA_BENCH_DATA").ok();
    let folder = given.as_deref().map_or(temporary.path(), Path::new);
    let database = std::env::var("MOTCUA_BENCH_DATABASE").ok();
    let app = common::office(folder, database.as_deref());
    if given.is_none() {
        let dossiers = common::number("MOTCUA_BENCH_DOSSIERS", 20_000);
        let order = Order {
            dossiers,
            seed: 1,
            until: None,
        };
        fill(&app, order, &mut |_| ()).unwrap();
    }
    let machine = Client::new(&format!("http://{}", common::serve(app)), TOKEN).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    println!(
        "{:18} {:16} {:>6} {:>8} {:>8}",
        "role", "list", "rows", "p50 ms", "p95 ms"
    );
    for (officer, grant) in OFFICERS {
        runtime.block_on(time(&machine, officer, *grant, often));
    }
}

async fn time(machine: &Client, officer: &str, grant: usize, often: usize) {
    let who = SignIn {
        officer: officer.to_owned(),
        grant,
        client: "bench".to_owned(),
    };
    let session = machine.sign_in(&who).await.unwrap();
    let desk = machine.with_token(&session.token);
    let role = session.me.role;
    let tabs = desk.lists().await.unwrap();
    let mut times = Vec::new();
    for _ in 0..often {
        let begun = Instant::now();
        desk.lists().await.unwrap();
        times.push(begun.elapsed());
    }
    say(&role, "(tabs)", tabs.len() as i64, times);
    for tab in tabs {
        let mut times = Vec::new();
        for _ in 0..often {
            let begun = Instant::now();
            desk.list(&tab.id, None).await.unwrap();
            times.push(begun.elapsed());
        }
        say(&role, &tab.id, tab.count, times);
    }
}

fn say(role: &str, list: &str, rows: i64, times: Vec<std::time::Duration>) {
    let times = Times::from(times);
    let (p50, p95) = (times.middle(), times.at(0.95));
    println!("{role:18} {list:16} {rows:6} {p50:8.3} {p95:8.3}");
}
