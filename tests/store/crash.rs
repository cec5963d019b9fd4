//! `kill -9` at any moment: what was acknowledged is there, nothing half-done stays.
//!
//! The judge is the list of acknowledgements the child process printed, never the store's opinion.
//! `SEED=…` replays a run, `CYCLES=…` sets its length (200 before a release of the store).

use crate::{postgres, schema::*};
use motcua::store::{Store, StoreError, failpoint, open_postgres, open_sqlite};
use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

const WHERE: &str = "MOTCUA_CRASH_STORE";
const FIRST_ID: &str = "MOTCUA_CRASH_FIRST_ID";
const TOO_EARLY: &str = "MOTCUA_CRASH_ACKNOWLEDGE_TOO_EARLY";
const WRITERS: i64 = 4;
/// Each use case writes a row and its twin this far away.
const TWIN: i64 = 1_000_000_000;

#[test]
fn sqlite_survives_kill_9() {
    let folder = tempfile::tempdir().unwrap();
    let lost = kill_cycles(&file(&folder), cycles(40), false);
    assert_eq!(lost, 0, "acknowledged and lost");
}

/// The negative control: a program that acknowledges before the commit must be caught.
#[test]
fn acknowledging_too_early_is_caught() {
    let folder = tempfile::tempdir().unwrap();
    let lost = kill_cycles(&file(&folder), cycles(40), true);
    assert!(lost > 0, "the test cannot see a lost write");
}

#[test]
fn postgres_survives_kill_9_of_the_program() {
    let Some(database) = postgres::database() else {
        return;
    };
    assert_eq!(
        kill_cycles(database.url(), cycles(10), false),
        0,
        "acknowledged and lost"
    );
}

#[test]
fn every_fail_point_leaves_whole_data() {
    let mut random = Random::new();
    for (point, name) in failpoint::TABLE {
        let folder = tempfile::tempdir().unwrap();
        let place = file(&folder);
        let nth = 1 + random.below(20);
        let mut child = start(
            &place,
            0,
            &[(failpoint::VARIABLE, &format!("{name}:{nth}"))],
        );
        let told = acknowledged(&mut child, usize::MAX);
        assert!(!child.wait().unwrap().success(), "{name} was never reached");
        let found = check(&place, &told);
        if *point == failpoint::FailPoint::AfterCommitBeforeAnswer {
            assert!(
                found.len() > told.len(),
                "{name}: it died before the commit"
            );
        }
    }
}

/// Kills the child over and over; returns how many acknowledged rows are missing in the end.
fn kill_cycles(place: &str, cycles: u64, too_early: bool) -> usize {
    let mut random = Random::new();
    let mut told = BTreeSet::new();
    for cycle in 0..cycles {
        let early: &[(&str, &str)] = if too_early { &[(TOO_EARLY, "1")] } else { &[] };
        let mut child = start(place, cycle as i64 * 1_000_000, early);
        // Sometimes at once, while it opens the database, sometimes in full flight.
        let after = if random.below(8) == 0 {
            0
        } else {
            random.below(150) as usize
        };
        told.extend(acknowledged(&mut child, after));
        if too_early {
            let found = found(&*open(place));
            let lost = told.difference(&found).count();
            if lost > 0 {
                return lost;
            }
        } else {
            check(place, &told);
        }
    }
    told.difference(&found(&*open(place))).count()
}

/// Reads acknowledgements; after `enough` of them kills the child, then reads what was still on its way.
fn acknowledged(child: &mut Child, enough: usize) -> BTreeSet<i64> {
    let mut told = BTreeSet::new();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    if enough == 0 {
        child.kill().unwrap();
    }
    for line in lines.map_while(Result::ok) {
        // A line cut short by the kill is no acknowledgement.
        let Some(id) = line
            .strip_prefix("ack ")
            .and_then(|rest| rest.strip_suffix('.'))
        else {
            continue;
        };
        told.insert(id.parse().unwrap());
        if told.len() == enough {
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();
    told
}

/// Everything acknowledged is there, twins are there together, numbers have no gap.
fn check(place: &str, told: &BTreeSet<i64>) -> BTreeSet<i64> {
    let store = open(place);
    let found = found(&*store);
    let lost: Vec<_> = told.difference(&found).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
    let whole = store.read_blocking(|tx| {
        tx.row(&WHOLE, &[])?
            .map_or(Ok(String::new()), |r| r.string(0))
    });
    assert_eq!(whole, Ok::<_, StoreError>("ok".into()));
    found
}

/// Keys of whole use cases; panics when a half-done one is found.
fn found(store: &dyn Store) -> BTreeSet<i64> {
    let (all, number) = store
        .read_blocking::<_, StoreError, _>(|tx| {
            let ids: Result<BTreeSet<i64>, _> =
                tx.rows(&IDS, &[])?.iter().map(|row| row.int(0)).collect();
            let number = tx
                .row(&CURRENT, &["n".into()])?
                .map_or(Ok(0), |row| row.int(0))?;
            Ok((ids?, number))
        })
        .unwrap();
    let (whole, twins): (BTreeSet<i64>, BTreeSet<i64>) = all.iter().partition(|id| **id < TWIN);
    assert_eq!(
        whole,
        twins.iter().map(|id| id - TWIN).collect(),
        "half-done"
    );
    assert_eq!(number, whole.len() as i64, "the number series has a gap");
    whole
}

fn open(place: &str) -> Arc<dyn Store> {
    if place.starts_with("postgres") {
        open_postgres(place, &POSTGRES).unwrap()
    } else {
        open_sqlite(Path::new(place), &SQLITE).unwrap()
    }
}

fn file(folder: &tempfile::TempDir) -> String {
    folder.path().join("crash.db").to_str().unwrap().to_owned()
}

fn start(place: &str, first_id: i64, more: &[(&str, &str)]) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args([
            "crash::child",
            "--exact",
            "--ignored",
            "--nocapture",
            "--test-threads=1",
        ])
        .env(WHERE, place)
        .env(FIRST_ID, first_id.to_string())
        .envs(more.iter().copied())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// The program under the knife: writes and acknowledges until it is killed.
#[test]
#[ignore = "started by the tests above"]
fn child() {
    let Ok(place) = std::env::var(WHERE) else {
        return;
    };
    let first_id: i64 = std::env::var(FIRST_ID).unwrap().parse().unwrap();
    let too_early = std::env::var_os(TOO_EARLY).is_some();
    let store = open(&place);
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let store = store.clone();
            std::thread::spawn(move || {
                for i in 0.. {
                    let id = first_id + i * WRITERS + writer;
                    let answer = store.write::<_, StoreError, _>(move |tx| {
                        tx.exec(&ADD, &[id.into(), "a".into()])?;
                        tx.row(&NEXT, &["n".into()])?;
                        tx.exec(&ADD, &[(id + TWIN).into(), "b".into()])
                    });
                    if too_early {
                        acknowledge(id);
                    }
                    answer.wait().unwrap();
                    if !too_early {
                        acknowledge(id);
                    }
                }
            })
        })
        .collect();
    writers
        .into_iter()
        .for_each(|thread| thread.join().unwrap());
}

fn acknowledge(id: i64) {
    // When the parent has stopped reading there is no one left to tell.
    let _ = std::io::stdout()
        .lock()
        .write_all(format!("ack {id}.\n").as_bytes());
}

fn cycles(usual: u64) -> u64 {
    std::env::var("CYCLES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(usual)
}

/// A small generator whose seed is printed and may be given.
struct Random(u64);

impl Random {
    fn new() -> Self {
        let given = std::env::var("SEED")
            .ok()
            .and_then(|seed| seed.parse().ok());
        let now = || {
            SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .unwrap()
                .as_nanos() as u64
        };
        let seed = given.unwrap_or_else(now);
        println!("seed={seed}");
        Random(seed | 1)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}
