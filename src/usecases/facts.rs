//! What a decision must know beside the dossier, read in the transaction that decides.

use super::rules::local;
use super::{Rules, UseCaseError};
use crate::domain::decide::Facts;
use crate::domain::dossier::{Clock, Dossier};
use crate::domain::lifecycle::{Act, State};
use crate::records::{dossiers, fees, results};
use crate::store::Tx;
use crate::worktime::{appointment, instant};

/// The facts about `dossier` for `acts` at `at`, and the number of the event of its last act.
pub(super) fn gather(
    tx: &mut dyn Tx,
    rules: &Rules,
    dossier: &Dossier,
    acts: &[Act],
    at: i64,
) -> Result<(Facts, Option<i64>), UseCaseError> {
    let mut facts = Facts::default();
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
