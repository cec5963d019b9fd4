//! One runner for all worked examples: every file of `cases/` is fed to the real functions.

mod charged;
mod due;
mod finished;
mod stopped;

use std::collections::BTreeSet;
use std::path::Path;

use chrono::NaiveDateTime;
use motcua::worktime::Calendar;
use serde::Deserialize;

use self::charged::ChargedCase;
use self::due::DueCase;
use self::finished::{ApologyCase, CountedCase, FinishedCase, ForwardCase, ReappointedCase};
use self::stopped::StoppedCase;

#[test]
fn every_worked_example_comes_out_as_written() {
    let mut seen = BTreeSet::new();
    for entry in std::fs::read_dir(folder().join("cases")).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let file: CaseFile =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for id in file.run() {
            assert!(seen.insert(id.clone()), "{id} is written twice");
        }
    }
    let expected: BTreeSet<String> = (1..=50).map(|n| format!("E{n:02}")).collect();
    assert_eq!(seen, expected, "the examples read are not E01 to E50");
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
struct CaseFile {
    due: Vec<DueCase>,
    finished: Vec<FinishedCase>,
    apology: Vec<ApologyCase>,
    reappointed: Vec<ReappointedCase>,
    forward: Vec<ForwardCase>,
    stopped: Vec<StoppedCase>,
    charged: Vec<ChargedCase>,
    counted: Vec<CountedCase>,
}

impl CaseFile {
    fn run(self) -> Vec<String> {
        let mut ids = Vec::new();
        ids.extend(self.due.into_iter().map(DueCase::run));
        ids.extend(self.finished.into_iter().map(FinishedCase::run));
        ids.extend(self.apology.into_iter().map(ApologyCase::run));
        ids.extend(self.reappointed.into_iter().map(ReappointedCase::run));
        ids.extend(self.forward.into_iter().map(ForwardCase::run));
        ids.extend(self.stopped.into_iter().map(StoppedCase::run));
        ids.extend(self.charged.into_iter().map(ChargedCase::run));
        ids.extend(self.counted.into_iter().map(CountedCase::run));
        ids
    }
}

/// A local time written `2025-03-03T08:15`.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(try_from = "String")]
struct Moment(NaiveDateTime);

impl TryFrom<String> for Moment {
    type Error = chrono::ParseError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M").map(Moment)
    }
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/worktime"))
}

pub fn calendar(name: &str) -> Calendar {
    let path = folder().join(format!("{name}.toml"));
    Calendar::from_toml(&std::fs::read_to_string(path).unwrap()).unwrap()
}
