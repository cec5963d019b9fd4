//! What a decision must know beside the dossier, read in the transaction that decides.

use chrono::NaiveDate;

use super::fees::trace::kept_dong;
use super::rules::local;
use super::{Office, Rules, UseCaseError};
use crate::domain::decide::{Facts, StandIn, unit_of};
use crate::domain::dossier::{Clock, Dossier};
use crate::domain::lifecycle::{Act, State};
use crate::domain::org::{Actor, OrgId};
use crate::domain::procedure::ProcedureCode;
use crate::domain::process::Step;
use crate::domain::role::RoleId;
use crate::domain::staffing::{Days, Place, Staffing};
use crate::records::{dossiers, fees, receipts, results, staffing};
use crate::store::Tx;
use crate::worktime::{appointment, instant};

/// What a decision is asked about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    /// Acts that may be decided.
    pub acts: &'a [Act],
    /// Officer whom the command names to get the dossier.
    pub named: Option<&'a str>,
}

/// The facts about `dossier` for the acts of `actor` at `at`, and the number of the event of its last act.
pub(super) fn gather(
    tx: &mut dyn Tx,
    rules: &Rules,
    actor: &Actor,
    dossier: &Dossier,
    asked: Asked<'_>,
    at: i64,
) -> Result<(Facts, Option<i64>), UseCaseError> {
    let Asked { acts, named } = asked;
    let mut facts = Facts::default();
    people(tx, rules, actor, dossier, named, at, &mut facts)?;
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
    if acts.contains(&Act::Delete) {
        for receipt in receipts::of_dossier(tx, dossier.id)? {
            if receipt.state.is_live() {
                facts.taken_dong += kept_dong(tx, &receipt)?;
            }
        }
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

/// The officers who may hold a dossier at one step: those with its role in its unit, and who acts for an
/// absent one of them. One reading for the list that is offered and for the check of who was named.
pub(super) struct Group<'a> {
    office: &'a Office,
    staffing: &'a Staffing,
    /// Agency of the step.
    pub org: OrgId,
    /// Role of the step.
    pub role: RoleId,
    day: NaiveDate,
}

impl<'a> Group<'a> {
    /// The group of `step` of `dossier` on `day`.
    pub fn at(
        rules: &'a Rules,
        staffing: &'a Staffing,
        dossier: &Dossier,
        step: &Step,
        day: NaiveDate,
    ) -> Self {
        let position = &dossier.position;
        // A dossier at its first step waits for the role that took it in.
        let here = position.step == step.no;
        Self {
            office: &rules.office,
            staffing,
            org: unit_of(&step.unit, &dossier.desk),
            role: if here { &position.role } else { &step.role }.clone(),
            day,
        }
    }

    /// Whether `officer` holds the role there.
    pub fn holds(&self, officer: &str) -> bool {
        self.office
            .roles_in(officer, &self.org)
            .contains(&self.role)
    }

    /// Absent officers of the group for whom `officer` acts.
    pub fn deputy_of(&self, officer: &str) -> Vec<&'a str> {
        let absent = self.staffing.stands_in_for(officer, self.day);
        let here = absent
            .into_iter()
            .filter(|(who, org)| *org == self.org && self.holds(who));
        here.map(|(who, _)| who).collect()
    }

    /// Whether `officer` may get a dossier at this step.
    pub fn has(&self, officer: &str) -> bool {
        self.holds(officer) || !self.deputy_of(officer).is_empty()
    }
}

/// Who usually stands at each step, and for whom the actor acts: one question for all steps.
fn people(
    tx: &mut dyn Tx,
    rules: &Rules,
    actor: &Actor,
    dossier: &Dossier,
    named: Option<&str>,
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
        let group = Group::at(rules, &staffing, dossier, step, session.date);
        if named.is_some_and(|named| group.has(named)) {
            facts.fits.insert(step.no);
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
    let (calendar, policy) = (&rules.calendar, dossier.counted_by(&rules.office.policy));
    let limit = dossier.clock.limit;
    let due = appointment(calendar, local(at), limit, &policy)?;
    Ok(Clock {
        received_at: at,
        received: due.received_session,
        due: due.due,
        due_at: due.due_at.map(instant),
        provisional: due.provisional,
        ..dossier.clock.clone()
    })
}
