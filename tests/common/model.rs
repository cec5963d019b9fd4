//! A small world in which `decide` can be tried out: offices, officers, processes of every shape, and
//! everything that anybody could ask for.

#![allow(dead_code)]

use motcua::domain::decide::{
    Command, Details, Facts, Moment, Outcome, Previous, Refusal, Rewrite, decide, rewrite,
    right_for,
};
use motcua::domain::dossier::{Clock, Content, Dossier, PaperCount, Position, RuleVersions};
use motcua::domain::handing_back::Collector;
use motcua::domain::lifecycle::{Act, State};
use motcua::domain::org::{Actor, Grant, Officer};
use motcua::domain::process::{Gate, Process, Step, StepKind, StepUnit, generic_for};
use motcua::domain::role::Permit;
use motcua::text::HumanText;
use motcua::usecases::Rules;
use motcua::worktime::{Limit, due_session, instant};
use std::sync::{Arc, OnceLock};

pub const DESK: &str = "xa-minh-hoa";
pub const DISTRICT: &str = "huyen-minh-hoa";
pub const PROVINCE: &str = "tinh";

/// Rules of the demonstration office, read once a process.
pub fn rules() -> &'static Rules {
    static RULES: OnceLock<Arc<Rules>> = OnceLock::new();
    RULES.get_or_init(|| {
        let empty = tempfile::tempdir().unwrap();
        Arc::new(motcua::home::load_rules(empty.path()).unwrap())
    })
}

/// Officers, each in one role.
pub fn actors() -> &'static [Actor] {
    static ACTORS: OnceLock<Vec<Actor>> = OnceLock::new();
    ACTORS.get_or_init(|| {
        let mut all = Vec::new();
        for org in [DESK, DISTRICT, PROVINCE] {
            for role in [
                "desk_officer",
                "specialist",
                "department_leader",
                "agency_leader",
                "registry_clerk",
            ] {
                all.push(actor(&format!("{role}@{org}"), role, org));
            }
        }
        all.push(actor(&format!("hai@{DESK}"), "specialist", DESK));
        all.push(actor(&format!("phutrach@{DESK}"), "desk_manager", DESK));
        all.push(actor("cntt@huyen", "district_it_admin", DISTRICT));
        all.push(actor("to@tinh", "provincial_admin", PROVINCE));
        all.push(actor("cong@tinh", "portal", PROVINCE));
        all
    })
}

fn actor(id: &str, role: &str, org: &str) -> Actor {
    let officer = Officer {
        id: id.to_owned(),
        name: id.to_owned(),
        title: String::new(),
        grants: vec![Grant {
            role: role.into(),
            org: org.to_owned(),
            fields: Vec::new(),
        }],
    };
    Actor::of(&officer, 0, &rules().roles, "").unwrap()
}

fn step(no: u32, kind: StepKind, org: &str, half_days: u32) -> Step {
    let role = match kind {
        StepKind::Receive | StepKind::Return => "desk_officer",
        StepKind::Examine => "specialist",
        StepKind::Approve => "department_leader",
        StepKind::Sign => "agency_leader",
        StepKind::Issue => "registry_clerk",
    };
    Step {
        no,
        kind,
        name: format!("{kind:?} {org}"),
        unit: match org {
            DESK => StepUnit::Office(String::new()),
            org => StepUnit::Org(org.to_owned()),
        },
        role: role.into(),
        half_days,
        clue: String::new(),
        back: true,
    }
}

pub fn process(id: &str, gate: Gate, steps: &[(StepKind, &str, u32)]) -> Process {
    let steps = steps.iter().zip(1..);
    Process {
        id: id.to_owned(),
        gate,
        steps: steps
            .map(|((kind, org, n), no)| step(no, *kind, org, *n))
            .collect(),
        ..generic_for(Limit::HalfDays(20))
    }
}

/// Processes of every shape.
pub fn shapes() -> Vec<Process> {
    use Gate::{Automatic, Leader};
    use StepKind::{Approve, Examine, Issue, Receive, Return, Sign};
    vec![
        generic_for(Limit::HalfDays(10)),
        process("ngay", Automatic, &[(Receive, DESK, 1), (Return, DESK, 1)]),
        process(
            "hai-buoc-tham-tra",
            Automatic,
            &[
                (Receive, DESK, 1),
                (Examine, DESK, 4),
                (Examine, DESK, 4),
                (Return, DESK, 1),
            ],
        ),
        process(
            "duyet-ky-phat-hanh",
            Automatic,
            &[
                (Receive, DESK, 1),
                (Examine, DESK, 4),
                (Approve, DESK, 2),
                (Sign, DESK, 1),
                (Issue, DESK, 1),
                (Return, DESK, 1),
            ],
        ),
        process(
            "hai-cap-duyet",
            Automatic,
            &[
                (Receive, DESK, 1),
                (Examine, DESK, 4),
                (Approve, DESK, 2),
                (Approve, DESK, 2),
                (Sign, DESK, 1),
                (Return, DESK, 1),
            ],
        ),
        process(
            "ky-roi-tham-tra",
            Automatic,
            &[
                (Receive, DESK, 1),
                (Sign, DESK, 2),
                (Examine, DESK, 4),
                (Approve, DESK, 1),
                (Return, DESK, 1),
            ],
        ),
        process(
            "lien-thong-hai",
            Automatic,
            &[
                (Receive, DESK, 4),
                (Examine, DISTRICT, 12),
                (Sign, DESK, 4),
                (Return, DESK, 0),
            ],
        ),
        process(
            "lien-thong-ba",
            Automatic,
            &[
                (Receive, DESK, 2),
                (Examine, DISTRICT, 4),
                (Examine, PROVINCE, 8),
                (Sign, DESK, 2),
                (Return, DESK, 0),
            ],
        ),
        process(
            "ket-qua-o-huyen",
            Automatic,
            &[
                (Receive, DESK, 1),
                (Examine, DISTRICT, 4),
                (Examine, DISTRICT, 1),
                (Approve, DISTRICT, 1),
                (Sign, DISTRICT, 1),
                (Issue, DISTRICT, 1),
                (Return, DESK, 1),
            ],
        ),
        process(
            "huyen-nhan-roi-ky-o-tinh",
            Automatic,
            &[
                (Receive, DESK, 1),
                (Receive, DISTRICT, 1),
                (Examine, DISTRICT, 4),
                (Approve, PROVINCE, 2),
                (Sign, PROVINCE, 1),
                (Examine, DESK, 1),
                (Return, DESK, 1),
            ],
        ),
        process(
            "cho-phan-cong",
            Leader,
            &[
                (Receive, DESK, 0),
                (Examine, DESK, 8),
                (Sign, DESK, 1),
                (Return, DESK, 1),
            ],
        ),
        process(
            "lien-thong-cho-phan-cong",
            Leader,
            &[
                (Receive, DESK, 2),
                (Examine, DESK, 4),
                (Examine, DISTRICT, 8),
                (Sign, DESK, 4),
                (Return, DESK, 0),
            ],
        ),
    ]
}

/// Monday 3 March 2025, the session in which everything begins.
pub fn start() -> Moment {
    moment("2025-03-03T08:30:00")
}

/// The moment of a local time.
pub fn moment(local: &str) -> Moment {
    let local = local.parse().unwrap();
    Moment {
        at: instant(local),
        session: rules().calendar.session_of(local).unwrap(),
    }
}

/// The moment `ms` later.
pub fn later(moment: Moment, ms: i64) -> Moment {
    let at = moment.at + ms;
    Moment {
        at,
        session: rules()
            .calendar
            .session_of(motcua::worktime::local(at))
            .unwrap(),
    }
}

pub fn clock(limit: Limit, moment: Moment) -> Clock {
    let calendar = &rules().calendar;
    let local = motcua::worktime::local(moment.at);
    let due = due_session(calendar, local, limit, &rules().office.policy).unwrap();
    Clock {
        received_at: moment.at,
        received: moment.session,
        limit,
        due,
        due_at: due.map(|due| instant(calendar.end_of(due))),
        provisional: false,
        finished_at: None,
        finished: None,
        returned_at: None,
        apology_by: None,
    }
}

/// A dossier just received, or waiting at the portal.
pub fn dossier(process: Process, limit: Limit, state: State) -> Dossier {
    let now = start();
    let clerk = format!("desk_officer@{DESK}");
    let registered = state == State::RegisteredOnline;
    Dossier {
        id: 1,
        code: "H62.98.1-250303-0001".to_owned(),
        version: 1,
        state,
        desk: DESK.to_owned(),
        position: Position {
            step: 1,
            org: DESK.to_owned(),
            role: "desk_officer".into(),
            holder: (!registered).then(|| clerk.clone()),
            since: now.session,
            sender: if registered {
                "cong@tinh".to_owned()
            } else {
                clerk
            },
            step_due: None,
        },
        clock: match registered {
            true => Clock {
                due: None,
                due_at: None,
                ..clock(limit, now)
            },
            false => clock(limit, now),
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

/// A dossier with what is remembered of its last act.
#[derive(Debug, Clone)]
pub struct Standing {
    pub dossier: Dossier,
    pub previous: Option<Box<Previous>>,
}

/// What somebody could ask for.
pub fn commands(act: Act, dossier: &Dossier, now: Moment) -> Vec<Command> {
    let text = |s: &str| HumanText::line(s, 50).unwrap();
    let mut command = Command::plain(act, text("lý do của việc này"));
    let asked = dossier.life.supplement.as_ref().map(|s| s.papers.clone());
    let paper = PaperCount {
        name: text("Giấy khai sinh"),
        originals: 1,
        certified: 0,
        photocopies: 0,
    };
    command.details = Details {
        papers: asked.unwrap_or_else(|| vec![paper]),
        amount_dong: Some(50_000),
        number: Some(text("01")),
        collector: Some(Collector::default()),
        ..Details::default()
    };
    match act {
        Act::Assign | Act::Transfer => {
            let group = actors()
                .iter()
                .filter(|a| a.holds(&dossier.position.org, dossier.position.role.as_str()));
            let to = |a: &Actor| {
                let mut command = command.clone();
                command.details.to_officer = Some(a.officer().to_owned());
                command
            };
            group.map(to).collect()
        }
        Act::ResetFlow => {
            let to = |s: &Step| {
                let mut command = command.clone();
                command.details.to_step = Some(s.no);
                command
            };
            dossier.process.steps.iter().map(to).collect()
        }
        Act::DraftApology | Act::ProposeDue => {
            let promised = dossier.life.appointment(dossier.clock.due);
            let latest = promised.map_or(now.session, |due| due.max(now.session));
            command.details.due = rules().calendar.plus(latest, 4).ok();
            vec![command]
        }
        Act::DraftSupplement | Act::AskOnlineSupplement => {
            let mut bounded = command.clone();
            bounded.details.deadline = Some(now.session.date);
            vec![command, bounded]
        }
        _ => vec![command],
    }
}

/// What is known beside the dossier.
pub fn facts(standing: &Standing, now: Moment) -> Facts {
    let dossier = &standing.dossier;
    let registered = dossier.state == State::RegisteredOnline;
    Facts {
        previous: standing.previous.clone(),
        // Whoever is named here belongs to the group.
        fits: dossier.process.steps.iter().map(|s| s.no).collect(),
        clock: registered.then(|| clock(dossier.clock.limit, now)),
        ..Facts::default()
    }
}

/// Asks `decide` as the use case would; none for an officer without the right.
pub fn try_act(
    dossier: &Dossier,
    command: &Command,
    actor: &Actor,
    now: Moment,
    facts: &Facts,
) -> Option<Result<Outcome, Refusal>> {
    let right = right_for(&rules().lifecycle, command.act, dossier.state)?;
    let permit = Permit::ask(actor, right).ok()?;
    let book = rules().book();
    if !matches!(command.act, Act::CorrectIntake | Act::Convert) {
        return Some(decide(dossier, command, &permit, now, &book, facts));
    }
    let new = Rewrite {
        content: dossier.content.clone(),
        limit: dossier.clock.limit,
        due: dossier.clock.due,
        process: match dossier.process.id.as_str() {
            "generic" => dossier.process.clone(),
            _ => generic_for(dossier.clock.limit),
        },
        rules: dossier.rules.clone(),
        step: None,
    };
    Some(rewrite(dossier, command, &permit, now, &book, new))
}

/// The dossier after `outcome`, and what is remembered.
pub fn follow(standing: &Standing, outcome: &Outcome, act: Act, by: &str, at: i64) -> Standing {
    Standing {
        dossier: outcome.dossier.clone(),
        previous: Some(Box::new(Previous {
            dossier: standing.dossier.clone(),
            act,
            by: by.to_owned(),
            at,
        })),
    }
}
