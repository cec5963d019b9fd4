//! Every shipped process carries a dossier from receipt to return, by acts that the table knows.

use crate::office::shipped_rules;
use motcua::domain::decide::{Command, Facts, Moment, decide, right_for};
use motcua::domain::dossier::{Clock, Content, Dossier, Position, RuleVersions};
use motcua::domain::lifecycle::{Act, State};
use motcua::domain::org::{Actor, Grant, Officer};
use motcua::domain::process::{Process, StepKind, StepUnit, generic_for};
use motcua::domain::role::Permit;
use motcua::text::HumanText;
use motcua::worktime::{Limit, Session};

#[test]
fn every_process_reaches_its_end() {
    let rules = shipped_rules();
    let mut all: Vec<Process> = rules.catalogue.processes().cloned().collect();
    assert!(all.len() > 100, "only {} processes", all.len());
    for limit in [
        "none", "in-day", "½d", "1d", "3d", "20d", "15cd", "3h", "1m",
    ] {
        all.push(generic_for(limit.parse::<Limit>().unwrap()));
    }
    let stuck: Vec<String> = all.iter().filter_map(stuck).collect();
    assert!(
        stuck.is_empty(),
        "{} are stuck:\n{}",
        stuck.len(),
        stuck.join("\n")
    );
}

/// Forward acts in the order in which an officer would try them.
const ON: [Act; 9] = [
    Act::Issue,
    Act::Sign,
    Act::Approve,
    Act::Forward,
    Act::HandOver,
    Act::Take,
    Act::SubmitForApproval,
    Act::SolveAtOnce,
    Act::ReturnResult,
];

fn stuck(process: &Process) -> Option<String> {
    let rules = shipped_rules();
    let mut dossier = received(process.clone());
    for _ in 0..process.steps.len() * 3 {
        if dossier.state == State::ResultReturned {
            let last = process.steps.last().map(|s| (s.no, s.kind));
            assert_eq!(
                last,
                Some((dossier.position.step, StepKind::Return)),
                "{}",
                process.id
            );
            return None;
        }
        let before = dossier.clone();
        for act in ON {
            // The shortcut is for procedures that are solved at once.
            if act == Act::SolveAtOnce {
                continue;
            }
            let Some(right) = right_for(&rules.lifecycle, act, dossier.state) else {
                continue;
            };
            let actor = holder(&dossier);
            let Ok(permit) = Permit::ask(&actor, right) else {
                continue;
            };
            let mut command = Command::plain(act, HumanText::line("đúng hạn", 20).unwrap());
            command.details.collector = Some(motcua::domain::handing_back::Collector::default());
            let moment = Moment {
                at: 0,
                session: dossier.clock.received,
            };
            let (book, facts) = (rules.book(), Facts::default());
            if let Ok(outcome) = decide(&dossier, &command, &permit, moment, &book, &facts) {
                dossier = outcome.dossier;
                break;
            }
        }
        if dossier == before {
            break;
        }
    }
    let at = dossier.step().map(|s| s.name.clone());
    Some(format!("{} at {at:?} in {}", process.id, dossier.state))
}

/// An officer who holds just the role at whose step the dossier is.
fn holder(dossier: &Dossier) -> Actor {
    let officer = Officer {
        id: "thu@minhhoa.example".to_owned(),
        name: "Người Thử".to_owned(),
        title: String::new(),
        grants: vec![Grant {
            role: dossier.position.role.clone(),
            org: dossier.position.org.clone(),
            fields: Vec::new(),
        }],
    };
    Actor::of(&officer, 0, &shipped_rules().roles, "").unwrap()
}

fn received(process: Process) -> Dossier {
    let session: Session = "2025-08-04 AM".parse().unwrap();
    let first = process.steps[0].clone();
    assert_eq!(
        (first.kind, &first.unit),
        (StepKind::Receive, &StepUnit::Desk)
    );
    Dossier {
        id: 1,
        code: "H62.98.1-250804-0001".to_owned(),
        version: 1,
        state: State::Received,
        desk: "xa-minh-hoa".to_owned(),
        position: Position {
            step: first.no,
            org: "xa-minh-hoa".to_owned(),
            role: first.role,
            holder: None,
            since: session,
            sender: String::new(),
            step_due: None,
        },
        clock: Clock {
            received_at: 0,
            received: session,
            limit: Limit::NoDue,
            due: None,
            due_at: None,
            provisional: false,
            finished_at: None,
            finished: None,
            returned_at: None,
            apology_by: None,
        },
        content: content(),
        process,
        rules: RuleVersions::default(),
        life: motcua::domain::life::Life::default(),
    }
}

fn content() -> Content {
    let text = serde_json::json!({
        "procedure": "1.001193", "procedure_name": "", "field": "", "case": "", "case_name": "",
        "summary": "", "submitter": null, "papers": [], "sets": 1, "fees": [], "channel": "direct",
        "collect_at": "", "note": "", "answers": {}, "lookup_pin": "",
        "owner": { "name": "Nguyễn Thị Ví Dụ", "kind": "citizen", "identity": "", "birth": "",
                   "phone": "", "email": "", "address": "" }
    });
    serde_json::from_value(text).unwrap()
}
