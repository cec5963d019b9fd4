//! Act on a dossier: take, forward, send back, submit, approve, sign, issue, hand back. Which act is
//! possible from where is a row of the life-cycle table; this is the one file that carries a row out.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::rules::local;
use super::write::{Key, Writing, once};
use super::{App, FileRefusal, Rules, UseCaseError, facts, print_jobs, units};
use crate::domain::code_scheme::normalise;
use crate::domain::decide::{
    Command, Details, Moment, Outcome, Refusal, UNDO_MS, decide, right_for,
};
use crate::domain::dossier::Dossier;
use crate::domain::event::{Change, Event};
use crate::domain::field_codes;
use crate::domain::intake::FieldProblem;
use crate::domain::lifecycle::{Act, State};
use crate::domain::org::Actor;
use crate::domain::role::Permit;
use crate::domain::scope::Reader;
use crate::records::{dossiers, outbox, trail};
use crate::store::{StoreError, Tx};
use crate::text::HumanText;

/// What an officer asks for, as sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActRequest {
    /// Code of the dossier.
    pub code: String,
    /// Version the officer has seen.
    pub seen: i64,
    /// The act.
    pub act: Act,
    /// Reason or instruction.
    pub note: String,
    /// Reason of the catalogue for a late step.
    pub late_reason: Option<String>,
    /// What the act asks for.
    pub details: Details,
}

/// What the officer learns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// Code.
    pub code: String,
    /// Version after.
    pub version: i64,
    /// State after.
    pub state: String,
    /// State for people.
    pub state_label: String,
    /// Step after.
    pub step: String,
    /// Half-days charged to the unit that handed over.
    pub charged: i64,
    /// Forms to offer.
    pub prints: Vec<String>,
}

/// Carries out `request`.
///
/// # Errors
/// No such dossier; not allowed; refused by the life cycle; somebody was faster; the store.
pub async fn act(
    app: &App,
    actor: &Actor,
    key: &str,
    request: ActRequest,
) -> Result<Done, UseCaseError> {
    let code = normalise(&request.code);
    let details = serde_json::to_string(&request.details).unwrap_or_default();
    let late = request.late_reason.clone().unwrap_or_default();
    let who = actor.officer();
    let parts = [request.act.id(), who, &code, &request.note, &late, &details];
    let key = Key::of(key, &parts)?;
    let note = note(&request.note)?;
    if let Some(to) = &request.details.to_officer
        && app.rules.office.officer(to).is_none()
    {
        return Err(UseCaseError::NoOfficer(to.clone()));
    }
    let command = Command {
        act: request.act,
        note,
        late_reason: request.late_reason,
        details: request.details,
    };
    let (rules, actor) = (app.rules.clone(), actor.clone());
    once(app, key, move |tx, writing| {
        let dossier = readable(tx, &actor, &code)?;
        if dossier.version != request.seen {
            return Err(conflict(tx, &rules, &dossier, request.seen)?);
        }
        carry_out(tx, writing, &rules, &actor, &dossier, &command)
    })
    .await
}

pub(super) fn note(text: &str) -> Result<HumanText, UseCaseError> {
    HumanText::note(text, 2000).map_err(|refused| {
        UseCaseError::Fields(vec![FieldProblem {
            field: "note".to_owned(),
            code: field_codes::UNFIT_TEXT,
            message: refused.to_string(),
        }])
    })
}

/// The dossier, if this actor may see it; otherwise it does not exist.
pub(super) fn readable(
    tx: &mut dyn Tx,
    actor: &Actor,
    code: &str,
) -> Result<Dossier, UseCaseError> {
    let missing = || UseCaseError::NoDossier(code.to_owned());
    let reader = Reader::of(actor).map_err(|_| missing())?;
    dossiers::by_code(tx, &reader, code)?.ok_or_else(missing)
}

pub(super) fn carry_out(
    tx: &mut dyn Tx,
    writing: &mut Writing,
    rules: &Rules,
    actor: &Actor,
    dossier: &Dossier,
    command: &Command,
) -> Result<Done, UseCaseError> {
    let not_here = || Refusal::NotFromHere {
        state: dossier.state.label(),
    };
    let right = right_for(&rules.lifecycle, command.act, dossier.state).ok_or_else(not_here)?;
    let permit = Permit::ask(actor, right)?;
    immediate_only(rules, dossier, command.act)?;
    if let Some(collector) = &command.details.collector {
        collector
            .check(&dossier.content)
            .map_err(FileRefusal::from)?;
    }
    let session = rules.calendar.session_of(local(writing.at))?;
    let moment = Moment {
        at: writing.at,
        session,
    };
    let asked = facts::Asked {
        acts: &[command.act],
        named: command.details.to_officer.as_deref(),
    };
    let (facts, last) = facts::gather(tx, rules, actor, dossier, asked, writing.at)?;
    let outcome = decide(dossier, command, &permit, moment, &rules.book(), &facts)
        .map_err(|refusal| rules.spoken(refusal))?;
    if !dossiers::update(tx, &outcome.dossier, dossier.version)? {
        return Err(conflict(tx, rules, dossier, dossier.version)?);
    }
    units::follow(tx, Some(dossier), &outcome.dossier)?;
    if outcome.dossier.state == State::Deleted {
        print_jobs::forget(tx, &dossier.code, writing.at, actor.officer())?;
    }
    if let Some(last) = last {
        outbox::withdraw(tx, last)?;
    }
    let (next, who) = (writing.next_seq(), actor.officer());
    dossiers::keep_before(tx, dossier, next, command.act, who, writing.at)?;
    notify(tx, writing, &outcome)?;
    let event = event(writing, &permit, dossier, command, &outcome, moment);
    writing.append(tx, &event)?;
    Ok(done(outcome))
}

/// "Solve at once" is only for procedures whose result is given while the applicant waits.
fn immediate_only(rules: &Rules, dossier: &Dossier, act: Act) -> Result<(), UseCaseError> {
    if act != Act::SolveAtOnce {
        return Ok(());
    }
    let code = crate::domain::procedure::ProcedureCode::parse(&dossier.content.procedure);
    let on = super::rules::as_of_receipt(dossier);
    let procedure = code.and_then(|code| rules.catalogue.procedure(&code, on));
    let in_day = dossier.clock.limit == crate::worktime::Limit::InDay;
    if in_day || procedure.is_some_and(|p| p.immediate) {
        return Ok(());
    }
    Err(Refusal::NotImmediate.into())
}

pub(super) fn notify(
    tx: &mut dyn Tx,
    writing: &Writing,
    outcome: &Outcome,
) -> Result<(), StoreError> {
    let Some(kind) = outcome.notice.as_deref() else {
        return Ok(());
    };
    let dossier = &outcome.dossier;
    let payload = json!({
        "code": dossier.code,
        "procedure": dossier.content.procedure,
        "state": dossier.state.id(),
    })
    .to_string();
    let notice = outbox::Notice {
        event: writing.next_seq(),
        topic: "notice",
        kind,
        dossier: dossier.id,
        payload: &payload,
        // What may still be undone does not leave the house before.
        at: writing.at + if outcome.may_undo { UNDO_MS } else { 0 },
    };
    outbox::queue(tx, &notice)
}

/// The event of an act that was decided.
pub(super) fn event(
    writing: &Writing,
    permit: &Permit,
    before: &Dossier,
    command: &Command,
    outcome: &Outcome,
    moment: Moment,
) -> Event {
    let after = &outcome.dossier;
    let mut event = writing.event(permit, command.act.id(), Some(moment.session));
    event.dossier = after.id;
    event.code.clone_from(&after.code);
    event.version = after.version;
    event.from_state = before.state.id().to_owned();
    event.to_state = after.state.id().to_owned();
    event.from_step = before.position.step;
    event.to_step = after.position.step;
    event.to_officer = after.position.holder.clone().unwrap_or_default();
    event.to_org.clone_from(&after.position.org);
    event.to_role = after.position.role.to_string();
    event.charged_halfdays = outcome.charged_halfdays;
    event.charged_to.clone_from(&outcome.charged_to);
    event.late_halfdays = outcome.late_halfdays;
    event.note = command.note.as_str().to_owned();
    event.change = Change::of(&outcome.change);
    event
}

pub(super) fn done(outcome: Outcome) -> Done {
    let step = outcome
        .dossier
        .step()
        .map(|s| s.name.clone())
        .unwrap_or_default();
    Done {
        code: outcome.dossier.code,
        version: outcome.dossier.version,
        state: outcome.dossier.state.id().to_owned(),
        state_label: outcome.dossier.state.label().to_owned(),
        step,
        charged: outcome.charged_halfdays,
        prints: outcome.prints,
    }
}

/// Tells what happened since the version that the officer had seen.
pub(super) fn conflict(
    tx: &mut dyn Tx,
    rules: &Rules,
    dossier: &Dossier,
    seen: i64,
) -> Result<UseCaseError, StoreError> {
    let events = trail::of_dossier(tx, dossier.id, 0)?;
    let since = events
        .iter()
        .filter(|e| e.version > seen)
        .map(|e| sentence(rules, e))
        .collect();
    Ok(UseCaseError::Conflict {
        version: dossier.version,
        since,
    })
}

/// One act of the trail as people say it: "Trần Văn Minh Họa: Nhận hồ sơ (09:41)".
fn sentence(rules: &Rules, event: &Event) -> String {
    let act = super::open::act_label(rules, &event.act);
    let who = rules.office.officer_name(&event.actor);
    format!("{who}: {act} ({})", local(event.at).format("%H:%M"))
}
