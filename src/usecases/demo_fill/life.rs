//! The life of one dossier: which act comes next, by whom, and when.

use super::chance::Chance;
use super::hours::later;
use super::mix::{Offer, Staff};
use crate::domain::decide::{Command, Facts, Moment, Outcome, Refusal, decide, unit_of};
use crate::domain::dossier::Dossier;
use crate::domain::event::Event;
use crate::domain::handing_back::Collector;
use crate::domain::lifecycle::{Act, State};
use crate::domain::org::Actor;
use crate::domain::process::StepKind;
use crate::domain::role::Permit;
use crate::records::trail::Head;
use crate::text::HumanText;
use crate::usecases::Rules;
use crate::usecases::act::event;
use crate::usecases::receive::Intake;
use crate::usecases::rules::local;
use crate::usecases::write::Writing;
use crate::worktime::Limit;

/// Why a step was late, for the trail.
const LATE: [&str; 4] = [
    "Chờ kết quả xác minh",
    "Chờ ý kiến của cơ quan phối hợp",
    "Hồ sơ nhiều, xử lý chậm",
    "Chờ người nộp bổ sung thông tin",
];

/// More acts than any process has steps: a life that does not end by then never will.
const MOST_ACTS: usize = 60;

/// The act that comes next; none when the life is over or the process has no way on.
pub(super) fn next_act(dossier: &Dossier, immediate: bool) -> Option<Act> {
    let here = dossier.step().map(|s| s.kind);
    match dossier.state {
        State::Received if immediate => Some(Act::SolveAtOnce),
        state if state != State::Received && dossier.life.hand_over.is_some() => Some(Act::Take),
        State::InProgress | State::WithCoAgency if dossier.position.holder.is_none() => {
            Some(Act::Take)
        }
        State::Received | State::InProgress | State::WithCoAgency => {
            match dossier.next_step()?.kind {
                StepKind::Examine | StepKind::Receive if leaves(dossier) => Some(Act::HandOver),
                StepKind::Examine | StepKind::Receive => Some(Act::Forward),
                StepKind::Approve | StepKind::Sign => Some(Act::SubmitForApproval),
                StepKind::Issue | StepKind::Return => None,
            }
        }
        State::AwaitingApproval => Some(Act::Approve),
        State::AwaitingSignature if here == Some(StepKind::Issue) => Some(Act::Issue),
        State::AwaitingSignature => Some(Act::Sign),
        State::ResultReady => Some(Act::ReturnResult),
        _ => None,
    }
}

/// Whether the next step is another agency's.
fn leaves(dossier: &Dossier) -> bool {
    let next = dossier.next_step();
    next.is_some_and(|step| unit_of(&step.unit, &dossier.desk) != dossier.position.org)
}

/// When the next act comes after the one at `at`: mostly in time, now and then late, rarely very.
pub(super) fn moment_of_next(
    rules: &Rules,
    chance: &mut Chance,
    dossier: &Dossier,
    act: Act,
    at: i64,
) -> Option<i64> {
    let allotted = dossier
        .step()
        .map_or(0, |step| i64::from(step.half_days))
        .max(1);
    let half_days = match act {
        Act::SolveAtOnce | Act::Take => i64::from(chance.in_thousand(30)),
        Act::ReturnResult if dossier.clock.limit == Limit::InDay => 0,
        Act::ReturnResult if chance.in_thousand(10) => 200 + chance.up_to(600),
        Act::ReturnResult => chance.up_to(8),
        _ => match chance.below(1000) {
            0..930 => allotted / 2 + chance.up_to(allotted - allotted / 2 + 1),
            930..992 => allotted + 1 + chance.up_to(allotted + 1),
            _ => 3 * allotted + 10 + chance.up_to(80),
        },
    };
    later(&rules.calendar, chance, at, half_days).ok()
}

/// Decides `act` at `at` and writes its event after number `seq`.
pub(super) fn step(
    rules: &Rules,
    staff: &Staff,
    chance: &mut Chance,
    dossier: &Dossier,
    act: Act,
    at: i64,
    seq: i64,
) -> Option<(Outcome, Event)> {
    let session = rules.calendar.session_of(local(at)).ok()?;
    let moment = Moment { at, session };
    let actor = actor(staff, dossier, act)?;
    let right = crate::domain::decide::right_for(&rules.lifecycle, act, dossier.state)?;
    let permit = Permit::ask(actor, right).ok()?;
    let named = chance.in_thousand(700);
    let mut command = Command::plain(act, HumanText::default());
    command.details.to_officer = named.then(|| next_officer(staff, dossier, act)).flatten();
    let owner = &dossier.content.owner;
    command.details.collector = (act == Act::ReturnResult).then(|| Collector {
        name: owner.name.clone(),
        identity: owner.identity.clone(),
        authorisation: HumanText::default(),
    });
    // Whoever is named here holds the role of the next step.
    let fits = dossier.process.steps.iter().map(|s| s.no).collect();
    let facts = Facts {
        fits,
        ..Facts::default()
    };
    let book = rules.book();
    let mut outcome = decide(dossier, &command, &permit, moment, &book, &facts);
    if matches!(
        outcome,
        Err(Refusal::LateReasonMissing { .. } | Refusal::ReasonMissing)
    ) {
        let reason = chance.one(&LATE).copied().unwrap_or(LATE[0]);
        command.note = HumanText::line(reason, 200).unwrap_or_default();
        outcome = decide(dossier, &command, &permit, moment, &book, &facts);
    }
    let outcome = outcome.ok()?;
    let writing = Writing {
        at,
        head: Head {
            seq,
            at,
            hash: String::new(),
        },
    };
    let event = event(&writing, &permit, dossier, &command, &outcome, moment);
    Some((outcome, event))
}

fn actor<'a>(staff: &'a Staff, dossier: &Dossier, act: Act) -> Option<&'a Actor> {
    match act {
        Act::ReturnResult => staff.holder(&dossier.desk, "desk_officer"),
        _ => staff.holder(&dossier.position.org, dossier.position.role.as_str()),
    }
}

/// The officer of the step after, when the sender names one.
fn next_officer(staff: &Staff, dossier: &Dossier, act: Act) -> Option<String> {
    let next = match act {
        Act::Take | Act::SolveAtOnce | Act::ReturnResult => return None,
        _ => dossier.next_step()?,
    };
    let org = unit_of(&next.unit, &dossier.desk);
    staff
        .holder(&org, next.role.as_str())
        .map(|officer| officer.officer().to_owned())
}

/// Whether the office has an officer for every step of the process, so that the life can end.
pub(super) fn can_end(
    rules: &Rules,
    staff: &Staff,
    clerk: &Actor,
    offer: &Offer,
    now: i64,
) -> bool {
    let Ok(permit) = Permit::ask(clerk, crate::domain::role::Right::Receive) else {
        return false;
    };
    let Some(mut dossier) = received(rules, &permit, offer, now) else {
        return false;
    };
    let mut chance = Chance::new(0);
    for _ in 0..MOST_ACTS {
        let Some(act) = next_act(&dossier, offer.procedure.immediate) else {
            return dossier.state.is_final();
        };
        let Some((outcome, _)) = step(rules, staff, &mut chance, &dossier, act, now, 0) else {
            return false;
        };
        dossier = outcome.dossier;
    }
    false
}

fn received(rules: &Rules, permit: &Permit, offer: &Offer, now: i64) -> Option<Dossier> {
    let intake = Intake {
        rules,
        permit,
        desk: permit.actor().org(),
        procedure: &offer.procedure,
        limit: offer.limit,
    };
    let clock = intake.clock(now).ok()?;
    let writing = Writing {
        at: now,
        head: Head {
            seq: 0,
            at: 0,
            hash: String::new(),
        },
    };
    let (content, process) = (offer.content.clone(), offer.process.clone());
    Some(intake.dossier(
        &writing,
        String::new(),
        String::new(),
        content,
        process,
        clock,
    ))
}
