//! What no scenario has met yet, by name: rows of the table, codes of refusals, and every way from a state
//! to a state that the decision can take.

use crate::language::table;
use crate::reach::explore_all;
use crate::told::{must_hold, told};
use motcua::domain::lifecycle::{Act, State};
use std::collections::BTreeSet;

type Arrow = (Act, Option<State>, Option<State>);

/// Acts that are not a matter of one dossier at a desk.
const ELSEWHERE: [Act; 1] = [Act::Convert];

/// Refusals that a desk cannot bring about, and where they are proved instead.
const ELSEWHERE_REFUSED: [(&str, &str); 3] = [
    ("MC-1275", "money taken: tests/stories/deleting.rs"),
    ("MC-1073", "fees owed: tests/stories/fees.rs"),
    ("MC-1074", "no file of the result: tests/stories/life.rs"),
];

fn met() -> (BTreeSet<Arrow>, BTreeSet<String>) {
    let (mut arrows, mut refusals) = (BTreeSet::new(), BTreeSet::new());
    for name in crate::ALL {
        must_hold(told(name));
        if let Ok(met) = told(name) {
            arrows.extend(met.arrows.iter().copied());
            refusals.extend(met.refusals.iter().cloned());
        }
    }
    (arrows, refusals)
}

#[test]
fn every_row_every_refusal_and_every_way_is_met() {
    let (arrows, refusals) = met();
    let mut lacking = Vec::new();
    let is_met = |act: Act, from: &str| {
        arrows
            .iter()
            .any(|(done, was, _)| *done == act && was.map_or("-", State::id) == from)
    };
    for row in table()
        .transition
        .iter()
        .filter(|row| !ELSEWHERE.contains(&row.act))
    {
        if !row.from.iter().any(|from| is_met(row.act, from)) {
            lacking.push(format!("dòng {:?} {}", row.no, row.act.id()));
        }
    }
    for code in codes().difference(&refusals) {
        lacking.push(format!("từ chối {code}"));
    }
    let mut ways: BTreeSet<(Act, State, State)> = BTreeSet::new();
    for world in explore_all() {
        ways.extend(world.arrows.iter().copied());
    }
    ways.retain(|(act, _, _)| !ELSEWHERE.contains(act));
    let total = ways.len();
    for (act, from, to) in ways {
        if !arrows.contains(&(act, Some(from), Some(to))) {
            lacking.push(format!("{}: {from} → {to}", act.id()));
        }
    }
    println!(
        "{} ways of {total}, {} codes met",
        arrows.len(),
        refusals.len()
    );
    assert!(
        lacking.is_empty(),
        "{} not met by any scenario:\n{}",
        lacking.len(),
        lacking.join("\n")
    );
}

/// Codes of the refusals of a decision.
fn codes() -> BTreeSet<String> {
    let numbers = (1041..=1047).chain(1060..=1082).chain(1270..=1275);
    let all = numbers.map(|n| format!("MC-{n}"));
    all.filter(|code| !ELSEWHERE_REFUSED.iter().any(|(known, _)| known == code))
        .collect()
}
