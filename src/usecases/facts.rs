//! What a decision must know beside the dossier, read in the transaction that decides.

use super::rules::local;
use super::{Rules, UseCaseError};
use crate::domain::decide::{Facts, StandIn, unit_of};
use crate::domain::dossier::{Clock, Dossier};
use crate::domain::lifecycle::{Act, State};
use crate::domain::org::Actor;
use crate::domain::procedure::ProcedureCode;
use crate::domain::staffing::{Days, Place};
use crate::records::{dossiers, fees, results, staffing};
use crate::store::Tx;
use crate::worktime::{appointment, instant};

/// The facts about `dossier` for `acts` of `actor` at `at`, and the number of the event of its last act.
pub(super) fn gather(
    tx: &mut dyn Tx,
    rules: &Rules,
    actor: &Actor,
    dossier: &Dossier,
    acts: &[Act],
    at: i64,
) -> Result<(Facts, Option<i64>), UseCaseError> {
    let mut facts = Facts::default();
    people(tx, rules, actor, dossier, at, &mut facts)?;
    let mut last = None;
    if acts
        .iter()
        .any(|act| matches!(act, Act::Recall | Act::Undo))
        && let Some((event, previous)) = dossiers::before(tx, dossier)?
    {
        last = Some(event);
        facts.previous = Some(Box::new(previous));
    }
    if acts.iter().any(|act| makes_ready(*act)) {
        facts.results = Some(results::ready(tx, dossier.id)?.finals);
    }
    if acts.contains(&Act::ReturnResult) {
        facts.owed_dong = fees::owed(tx, dossier.id)?;
    }
    if acts.contains(&Act::Receive) && dossier.state == State::RegisteredOnline {
        facts.clock = Some(clock(rules, dossier, at)?);
    }
    Ok((facts, last))
}

/// Acts that may end with the result on the flow.
fn makes_ready(act: Act) -> bool {
    matches!(
        act,
        Act::Sign | Act::Issue | Act::SolveAtOnce | Act::HandOver | Act::ReturnResult
    )
}

/// Who usually stands at each step, and for whom the actor acts: one question for all steps.
fn people(
    tx: &mut dyn Tx,
    rules: &Rules,
    actor: &Actor,
    dossier: &Dossier,
    at: i64,
    facts: &mut Facts,
) -> Result<(), UseCaseError> {
    let steps = &dossier.process.steps;
    let units: Vec<String> = steps
        .iter()
        .map(|s| unit_of(&s.unit, &dossier.desk))
        .collect();
    let mut orgs: Vec<&str> = units.iter().map(String::as_str).collect();
    orgs.sort_unstable();
    orgs.dedup();
    let session = rules.calendar.session_of(local(at))?;
    let days = Days {
        from: session.date,
        to: session.date,
    };
    let staffing = staffing::between(tx, &orgs, days)?;
    let code = ProcedureCode::parse(&dossier.content.procedure);
    let procedure = code.as_ref().map_or("", |code| code.national());
    for (step, org) in steps.iter().zip(&units) {
        let place = Place {
            org,
            procedure,
            field: &dossier.content.field,
            role: &step.role,
            kind: step.kind,
        };
        if let Some(officer) = staffing.usual(place, session) {
            facts.staff.insert(step.no, officer.to_owned());
        }
    }
    let absent = staffing.stands_in_for(actor.officer(), session.date);
    let stand_in = |(officer, org): (&str, &str)| StandIn {
        officer: officer.to_owned(),
        org: org.to_owned(),
        roles: rules.office.roles_in(officer, org),
    };
    facts.stands_in = absent.into_iter().map(stand_in).collect();
    Ok(())
}

/// The clock of a dossier that is received at `at`.
fn clock(rules: &Rules, dossier: &Dossier, at: i64) -> Result<Clock, UseCaseError> {
    let (calendar, policy) = (&rules.calendar, &rules.office.policy);
    let limit = dossier.clock.limit;
    let due = appointment(calendar, local(at), limit, policy)?;
    Ok(Clock {
        received_at: at,
        received: due.received_session,
        due: due.due,
        due_at: due.due_at.map(instant),
        provisional: due.provisional,
        ..dossier.clock.clone()
    })
}
