//! `kill -9` of the server at any moment, with four writing clients.

use crate::office::{BIRTH, MACHINE, MARRIAGE, Random, key, order, request, runtime, times};
use crate::postgres;
use motcua::client::Client;
use motcua::store::failpoint;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

#[test]
fn sqlite_survives() {
    let home = tempfile::tempdir().unwrap();
    kill_cycles(
        &Place {
            home: home.path(),
            database: None,
        },
        times("CYCLES", 8),
    );
}

#[test]
fn postgres_survives() {
    let Some(database) = postgres::database() else {
        return;
    };
    let home = tempfile::tempdir().unwrap();
    kill_cycles(
        &Place {
            home: home.path(),
            database: Some(&database),
        },
        times("CYCLES", 3),
    );
}

#[test]
fn every_fail_point_leaves_whole_data() {
    let mut random = Random::new();
    for (_, name) in failpoint::TABLE {
        let home = tempfile::tempdir().unwrap();
        let place = Place {
            home: home.path(),
            database: None,
        };
        let nth = 2 + random.below(12);
        let point = format!("{name}:{nth}");
        let mut server = Server::start(&place, Some(&point));
        let told = write(Told::default(), &server, &Arc::default());
        assert!(
            !server.child.wait().unwrap().success(),
            "{name} was never reached"
        );
        check(&place, told, &point);
    }
}

/// What the clients were told: code of each draft, and versions of acts.
#[derive(Default)]
struct Told {
    codes: BTreeMap<String, String>,
    versions: BTreeMap<String, i64>,
    /// Sent and not answered.
    open: BTreeMap<String, &'static str>,
}

struct Place<'a> {
    home: &'a Path,
    database: Option<&'a postgres::Database>,
}

impl Place<'_> {
    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_motcua"));
        command.args(args).arg("--data").arg(self.home.join("data"));
        command
            .env("HOME", self.home)
            .env("MOTCUA_TOKEN", MACHINE)
            .stdin(Stdio::null());
        if let Some(database) = self.database {
            command.args(["--database", database.url()]);
        }
        command
    }
}

struct Server {
    child: Child,
    base: String,
}

impl Server {
    fn start(place: &Place, point: Option<&str>) -> Self {
        let mut command = place.command(&["serve", "--listen", "127.0.0.1:0"]);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        if let Some(point) = point {
            command.env(failpoint::VARIABLE, point);
        }
        let begun = Instant::now();
        let mut child = command.spawn().unwrap();
        let mut base = String::new();
        let _ = BufReader::new(child.stdout.take().unwrap()).read_line(&mut base);
        println!("ready after {} ms", begun.elapsed().as_millis());
        Self {
            child,
            base: base.trim().to_owned(),
        }
    }
}

fn kill_cycles(place: &Place, cycles: u64) {
    let mut random = Random::new();
    let mut told = Told::default();
    for _ in 0..cycles {
        let mut server = Server::start(place, None);
        // Sometimes while it has hardly begun, sometimes in full flight.
        let enough = told.codes.len() + [0, 3, random.below(60) as usize][random.below(3) as usize];
        let deadline = Instant::now() + Duration::from_millis(random.below(40));
        let count = Arc::new(Mutex::new(0));
        let pid = server.child.id();
        let killer = {
            let count = count.clone();
            std::thread::spawn(move || {
                while *count.lock().unwrap() < enough || Instant::now() < deadline {
                    std::thread::sleep(Duration::from_millis(1));
                }
                let _ = Command::new("kill").args(["-9", &pid.to_string()]).status();
            })
        };
        told = write(told, &server, &count);
        killer.join().unwrap();
        assert!(!server.child.wait().unwrap().success());
        told = check(place, told, "");
    }
    assert!(
        told.codes.len() as u64 > cycles,
        "only {} written",
        told.codes.len()
    );
    println!("{} dossiers over {cycles} kills", told.codes.len());
}

/// Four clients write until the line breaks.
fn write(told: Told, server: &Server, count: &Arc<Mutex<usize>>) -> Told {
    *count.lock().unwrap() = told.codes.len();
    let told = Arc::new(Mutex::new(told));
    if server.base.is_empty() {
        // It died before it was ready.
        return Arc::into_inner(told).unwrap().into_inner().unwrap();
    }
    let runtime = runtime();
    runtime.block_on(async {
        let mut hands = Vec::new();
        for hand in 0..4 {
            let desk = Client::new(&server.base, MACHINE).unwrap();
            let (told, count) = (told.clone(), count.clone());
            hands.push(tokio::spawn(async move {
                loop {
                    let draft = key();
                    let procedure = if hand % 2 == 0 { BIRTH } else { MARRIAGE };
                    told.lock().unwrap().open.insert(draft.clone(), procedure);
                    let Ok(received) = desk
                        .receive(&draft, &request(procedure, "Nguyễn Thị Ví Dụ"))
                        .await
                    else {
                        return;
                    };
                    let code = received.dossier_code;
                    {
                        let mut told = told.lock().unwrap();
                        told.open.remove(&draft);
                        told.codes.insert(draft, code.clone());
                        *count.lock().unwrap() = told.codes.len();
                    }
                    let Ok(done) = desk.act(&code, 1, &key(), &order("forward", "")).await else {
                        return;
                    };
                    told.lock().unwrap().versions.insert(code, done.version);
                }
            }));
        }
        for hand in hands {
            hand.await.unwrap();
        }
    });
    Arc::into_inner(told).unwrap().into_inner().unwrap()
}

/// Starts again, repeats what was not answered, and compares with what the clients were told.
fn check(place: &Place, mut told: Told, about: &str) -> Told {
    let mut server = Server::start(place, None);
    assert!(!server.base.is_empty(), "{about}: it does not start again");
    runtime().block_on(async {
        let desk = Client::new(&server.base, MACHINE).unwrap();
        for (draft, procedure) in std::mem::take(&mut told.open) {
            let received = desk
                .receive(&draft, &request(procedure, "Nguyễn Thị Ví Dụ"))
                .await
                .unwrap();
            told.codes.insert(draft, received.dossier_code);
        }
        for (code, version) in &told.versions {
            let there = desk.dossier(code).await.unwrap().line.version;
            assert!(
                there >= *version,
                "{about}: {code} fell back from {version} to {there}"
            );
        }
        for code in told.codes.values() {
            desk.dossier(code)
                .await
                .unwrap_or_else(|e| panic!("{about}: {code} is lost: {e:?}"));
        }
    });
    // Stopped in order this time, so that the verification reads a closed database.
    let _ = Command::new("kill")
        .args(["-TERM", &server.child.id().to_string()])
        .status();
    server.child.wait().unwrap();
    let distinct: BTreeSet<&String> = told.codes.values().collect();
    assert_eq!(
        distinct.len(),
        told.codes.len(),
        "{about}: a number was given twice"
    );
    let mut by_day: BTreeMap<&str, BTreeSet<u64>> = BTreeMap::new();
    for code in &distinct {
        let (day, number) = code.rsplit_once('-').unwrap();
        by_day
            .entry(day)
            .or_default()
            .insert(number.parse().unwrap());
    }
    for (day, numbers) in by_day {
        let complete: BTreeSet<u64> = (1..=numbers.len() as u64).collect();
        assert_eq!(numbers, complete, "{about}: series {day}");
    }
    let verified = place.command(&["audit", "verify"]).output().unwrap();
    let verdict: Value = serde_json::from_slice(&verified.stdout).unwrap();
    assert!(verified.status.success(), "{about}: {verdict}");
    assert_eq!(
        verdict["dossiers"],
        told.codes.len(),
        "{about}: half-done or unexplained dossiers"
    );
    told
}
