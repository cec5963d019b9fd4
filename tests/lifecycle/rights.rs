//! Every role, every act, every state, at the desk, where the dossier is, and elsewhere, in the own field and
//! another: who is let through is exactly who the written expectation lets through. A right that is widened
//! in a data file or in code makes this fail.

use crate::expected::{Expected, Held, Stands};
use crate::model::{DESK, DISTRICT, PROVINCE, dossier, process, rules, start};
use motcua::domain::decide::{Command, Facts, Previous, decide, right_for};
use motcua::domain::dossier::Dossier;
use motcua::domain::lifecycle::{Act, State};
use motcua::domain::org::{Actor, Grant, Officer};
use motcua::domain::process::{Gate, StepKind};
use motcua::domain::role::Permit;
use motcua::domain::scope::Reader;
use motcua::text::HumanText;
use motcua::worktime::Limit;
use std::collections::BTreeSet;

const ME: &str = "toi@thu.example";
const OTHER: &str = "khac@thu.example";

/// Refusals that mean “not you” or “not from here”; every other one comes after them.
const SHUT: [&str; 5] = ["MC-1020", "MC-7003", "MC-1042", "MC-1064", "MC-1065"];

fn actor(role: &str, org: &str, fields: &[&str]) -> Actor {
    let officer = Officer {
        id: ME.to_owned(),
        name: ME.to_owned(),
        title: String::new(),
        grants: vec![Grant {
            role: role.into(),
            org: org.to_owned(),
            fields: fields.iter().map(|f| (*f).to_owned()).collect(),
        }],
    };
    Actor::of(&officer, 0, &rules().roles, "").unwrap()
}

/// Received at the commune, at the district now.
fn case(state: State, step_role: &str, held: Held) -> Dossier {
    let steps = [
        (StepKind::Receive, DESK, 1),
        (StepKind::Examine, DISTRICT, 4),
        (StepKind::Return, DESK, 1),
    ];
    let shape = process("hai-noi", Gate::Automatic, &steps);
    let mut dossier = dossier(shape, Limit::HalfDays(20), State::Received);
    dossier.content.field = "Hộ tịch".to_owned();
    dossier.state = state;
    dossier.version = 2;
    dossier.position.step = 2;
    dossier.position.org = DISTRICT.to_owned();
    dossier.position.role = step_role.into();
    let who = |mine: &str, other: &str| match held {
        Held::Me => mine.to_owned(),
        _ => other.to_owned(),
    };
    dossier.position.holder = (held != Held::Nobody).then(|| who(ME, OTHER));
    dossier.position.sender = who(ME, OTHER);
    dossier
}

/// It was forwarded a second ago by whoever is said to hold it.
fn facts(dossier: &Dossier) -> Facts {
    let mut before = dossier.clone();
    before.version -= 1;
    before.state = State::InProgress;
    before.position.org = DESK.to_owned();
    before.position.step = 1;
    Facts {
        previous: Some(Box::new(Previous {
            dossier: before,
            act: Act::Forward,
            by: dossier.position.sender.clone(),
            at: start().at,
        })),
        ..Facts::default()
    }
}

/// Whether the product lets `actor` begin `act`.
fn let_in(actor: &Actor, act: Act, dossier: &Dossier, facts: &Facts) -> bool {
    if !Reader::of(actor).is_ok_and(|reader| reader.covers(dossier)) {
        return false;
    }
    let Some(right) = right_for(&rules().lifecycle, act, dossier.state) else {
        return false;
    };
    let Ok(permit) = Permit::ask(actor, right) else {
        return false;
    };
    let note = HumanText::line("lý do của việc này", 50).unwrap();
    let command = Command::plain(act, note);
    match decide(dossier, &command, &permit, start(), &rules().book(), facts) {
        Ok(_) => true,
        Err(refusal) => !SHUT.contains(&refusal.code()),
    }
}

#[test]
fn nobody_may_more_or_less_than_is_written() {
    let expected = Expected::read();
    let roles: Vec<String> = rules().roles.role.keys().map(ToString::to_string).collect();
    let (mut tried, mut allowed, mut wrong) = (0, 0, Vec::new());
    for role in &roles {
        for org in [DESK, DISTRICT, PROVINCE] {
            for fields in [&[][..], &["Hộ tịch"], &["Đất đai"]] {
                let actor = actor(role, org, fields);
                let in_field = fields != ["Đất đai"];
                for state in State::ALL {
                    for held in [Held::Nobody, Held::Me, Held::Other] {
                        for step_role in [true, false] {
                            let at = Stands {
                                at_desk: org == DESK,
                                there: org == DISTRICT,
                                part: org != PROVINCE,
                                in_field,
                                step_role,
                                held,
                            };
                            let named = if step_role { role } else { "vai_tro_khac" };
                            let dossier = case(state, named, held);
                            let facts = facts(&dossier);
                            for act in Act::ALL {
                                let may = expected.may(role, act.id(), state.id(), at);
                                tried += 1;
                                allowed += usize::from(may);
                                if let_in(&actor, *act, &dossier, &facts) != may {
                                    wrong.push(format!(
                                        "{role} {} {state} {at:?}: lẽ ra {may}",
                                        act.id()
                                    ));
                                }
                            }
                        }
                    }
                }
            }
        }
    }
    println!("{tried} combinations, {allowed} allowed");
    assert!(tried >= 5_000 && allowed > 1_000, "{tried}, {allowed}");
    let shown: Vec<&str> = wrong.iter().take(20).map(String::as_str).collect();
    assert!(
        wrong.is_empty(),
        "{} differ:\n{}",
        wrong.len(),
        shown.join("\n")
    );
}

/// Every role reads as far as is written, and sees details only where that is written.
#[test]
fn nobody_reads_more_or_less_than_is_written() {
    let expected = Expected::read();
    for role in rules().roles.role.keys() {
        let role = role.as_str();
        let reader = Reader::of(&actor(role, DESK, &[]));
        let details = reader.is_ok_and(|reader| reader.sees_details());
        assert_eq!(
            details,
            expected.readers("details").contains(role),
            "{role}"
        );
        for org in [DESK, DISTRICT, PROVINCE] {
            for state in State::ALL {
                let at = Stands {
                    at_desk: org == DESK,
                    there: org == DISTRICT,
                    part: org != PROVINCE,
                    in_field: true,
                    step_role: false,
                    held: Held::Nobody,
                };
                let reader = Reader::of(&actor(role, org, &[]));
                let sees = reader.is_ok_and(|r| r.covers(&case(state, "x", Held::Nobody)));
                let written = expected.sees(role, state.id(), at);
                assert_eq!(sees, written, "{role} at {org} {state}");
            }
        }
    }
}

/// The expectation speaks of every act of the table, and of nothing else.
#[test]
fn every_act_has_its_line() {
    let lines = crate::expected::lines();
    let written: BTreeSet<&str> = lines.iter().map(|l| l.act).collect();
    let table = &rules().lifecycle.transition;
    let mut known: BTreeSet<&str> = table.iter().map(|row| row.act.id()).collect();
    known.insert("read");
    assert_eq!(written, known);
    for line in &lines {
        for role in &line.roles {
            assert!(rules().roles.role.contains_key(&(*role).into()), "{role}");
        }
    }
}
