//! Which scenarios are played by keys: those that say `Bằng phím: có`, or with `KEYS=all` every one, the short
//! ones of the counter (`quay/`) among them.

use super::Hindered;
use crate::play::{By, Met};
use crate::told::{self, Outcome};
use motcua::store::Engine;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Offices at a time: each has a server and its desks.
const TOGETHER: usize = 4;

/// How many scenarios are played by keys at least, in every run and in the whole one.
const LEAST: (usize, usize) = (30, 120);

#[test]
fn scenarios_are_played_by_keys() {
    let all = std::env::var("KEYS").is_ok_and(|which| which == "all");
    let only = std::env::var("KEYS").ok().filter(|which| which != "all");
    let whole = crate::ALL.iter().map(|name| (*name).to_owned());
    let chosen = whole.chain(counter()).filter(|name| match &only {
        Some(only) => name.contains(only.as_str()),
        None => all || told::read(name).unwrap().1.by_keys,
    });
    let names: Vec<String> = chosen.collect();
    let began = std::time::Instant::now();
    let played = together(&names);
    let mut wrong = Vec::new();
    for (name, outcome) in &played {
        match outcome {
            Ok(met) => println!("{name}: {}", sum(met)),
            Err(why) if all && why.contains("không có màn hình: ") => {
                println!("{name}: – {why}")
            }
            Err(why) => wrong.push(why.as_str()),
        }
    }
    let fine = played.iter().filter(|(_, outcome)| outcome.is_ok()).count();
    let took = began.elapsed().as_secs();
    println!("{fine} of {} played by keys in {took} s", played.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    let least = if all { LEAST.1 } else { LEAST.0 };
    assert!(only.is_some() || fine >= least, "only {fine} played");
}

/// The short scenarios of the counter, one file each.
fn counter() -> Vec<String> {
    let files = std::fs::read_dir(format!("{}/quay", told::FOLDER)).unwrap();
    let mut names: Vec<String> = files
        .flatten()
        .filter_map(|file| file.file_name().into_string().ok())
        .filter_map(|name| Some(format!("quay/{}", name.strip_suffix(".txt")?)))
        .collect();
    names.sort();
    names
}

fn together(names: &[String]) -> Vec<(&str, Outcome)> {
    let (next, played) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..TOGETHER.min(names.len()) {
            scope.spawn(|| {
                while let Some(name) = names.get(next.fetch_add(1, Relaxed)) {
                    let by = if name.starts_with("quay/") {
                        By::Counter
                    } else {
                        By::Keys
                    };
                    let outcome = told::tell(name, Engine::Sqlite, by);
                    played.lock().unwrap().push((name.as_str(), outcome));
                }
            });
        }
    });
    let mut played = played.into_inner().unwrap();
    played.sort_by_key(|(name, _)| *name);
    played
}

fn sum(met: &Met) -> String {
    let keys: usize = met.pressed.iter().map(|(_, keys)| keys).sum();
    let most = met.pressed.iter().max_by_key(|(_, keys)| keys);
    let most = most.map_or(String::new(), |(no, keys)| {
        format!(", most {keys} on line {no}")
    });
    let (mut refused, mut stopped, mut unoffered) = (0, 0, 0);
    for (_, why) in &met.hindered {
        match why {
            Hindered::Refused(..) => refused += 1,
            Hindered::Stopped(_) => stopped += 1,
            Hindered::NotOffered(_) | Hindered::NoScreen(_) => unoffered += 1,
        }
    }
    format!(
        "{keys} keys for {} deeds{most}; refused by the server {refused}, stopped by the screen {stopped}, not offered {unoffered}",
        met.pressed.len()
    )
}
