//! Correct (sửa thông tin, cấp lại giấy hẹn): a wrong procedure, name or limit found after the slip was
//! given. The dossier keeps its code and its receipt; a new slip names the one it replaces, and what
//! stood before stays in the trail.

use super::act::{conflict, done, event, note, notify, readable};
use super::receive::{Prepared, complete, names, numbers, prepare};
use super::rules::{as_of_receipt, local};
use super::write::{Key, Writing, once};
use super::{App, Rules, UseCaseError, choose_process, units};
use crate::domain::code_scheme::normalise;
use crate::domain::decide::{Command, Moment, Rewrite, rewrite};
use crate::domain::dossier::{Content, Dossier, RuleVersions};
use crate::domain::intake::Request;
use crate::domain::lifecycle::Act;
use crate::domain::org::Actor;
use crate::domain::role::{Permit, Right};
use crate::records::dossiers::{self, Texts};
use crate::records::{finding, trail};
use crate::store::Tx;
use crate::text::HumanText;
use crate::usecases::act::Done;
use crate::worktime::{Session, due_session};

/// Puts `request` in the place of what was handed in with the dossier `code`, seen at version `seen`.
///
/// # Errors
/// Not allowed; no such dossier or procedure; fields to mend; somebody was faster; the store.
pub async fn correct_intake(
    app: &App,
    actor: &Actor,
    key: &str,
    (code, seen): (&str, i64),
    request: Request,
    reason: &str,
) -> Result<Done, UseCaseError> {
    let permit = Permit::ask(actor, Right::Receive)?;
    let code = normalise(code);
    let body = serde_json::to_string(&request).unwrap_or_default();
    let act = Act::CorrectIntake.id();
    let key = Key::of(key, &[act, actor.officer(), &code, &body, reason])?;
    let reason = note(reason)?;
    let (viewer, wanted) = (actor.clone(), code.clone());
    let read = app.store.read(move |tx| readable(tx, &viewer, &wanted));
    // The rules of the day of receipt go on, whatever the catalogue says today.
    let before = read.await?;
    let on = as_of_receipt(&before);
    let request = complete(&app.rules, request, on);
    let accepted = choose_process::accepted_for(app, &request.procedure).await?;
    let prepared = prepare(&app.rules, &request, on, &before.desk, &accepted)?;
    let (rules, actor) = (app.rules.clone(), actor.clone());
    once(app, key, move |tx, writing| {
        let dossier = readable(tx, &actor, &code)?;
        if dossier.version != seen {
            return Err(conflict(tx, &rules, &dossier, seen)?);
        }
        let turn = Turn {
            rules: &rules,
            permit: &permit,
            reason: &reason,
        };
        turn.carry_out(tx, writing, &dossier, &prepared)
    })
    .await
}

struct Turn<'a> {
    rules: &'a Rules,
    permit: &'a Permit,
    reason: &'a HumanText,
}

impl Turn<'_> {
    fn carry_out(
        &self,
        tx: &mut dyn Tx,
        writing: &mut Writing,
        dossier: &Dossier,
        prepared: &Prepared,
    ) -> Result<Done, UseCaseError> {
        let new = rewritten(self.rules, dossier, prepared)?;
        let texts = Texts::of(&new.content, &new.process)?;
        let command = Command::plain(Act::CorrectIntake, self.reason.clone());
        let moment = Moment {
            at: writing.at,
            session: self.rules.calendar.session_of(local(writing.at))?,
        };
        let book = self.rules.book();
        let outcome = rewrite(dossier, &command, self.permit, moment, &book, new)
            .map_err(|refusal| self.rules.spoken(refusal))?;
        if !dossiers::update(tx, &outcome.dossier, dossier.version)? {
            return Err(conflict(tx, self.rules, dossier, dossier.version)?);
        }
        dossiers::rewrite(tx, &outcome.dossier, &texts)?;
        let new = &outcome.dossier.content;
        let (was, is) = (all_names(tx, dossier)?, names(new));
        finding::add_names(tx, dossier.id, &dossier.desk, &was, &is, &numbers(new))?;
        units::follow(tx, Some(dossier), &outcome.dossier)?;
        notify(tx, writing, &outcome)?;
        let event = event(writing, self.permit, dossier, &command, &outcome, moment);
        writing.append(tx, &event)?;
        Ok(done(outcome))
    }
}

/// The dossier with `prepared` in the place of what was handed in.
pub(super) fn rewritten(
    rules: &Rules,
    dossier: &Dossier,
    prepared: &Prepared,
) -> Result<Rewrite, UseCaseError> {
    let limit = prepared.checked.limit;
    let same_process = prepared.checked.content.procedure == dossier.content.procedure
        && limit == dossier.clock.limit;
    let content = Content {
        lookup_pin: dossier.content.lookup_pin.clone(),
        ..prepared.checked.content.clone()
    };
    Ok(Rewrite {
        due: due(rules, dossier, prepared)?,
        limit,
        process: if same_process {
            dossier.process.clone()
        } else {
            prepared.process.clone()
        },
        step: None,
        rules: RuleVersions {
            procedure: prepared.procedure.version.clone(),
            ..dossier.rules.clone()
        },
        content,
    })
}

/// Another limit counts from the original receipt; the stops so far move it on.
fn due(
    rules: &Rules,
    dossier: &Dossier,
    prepared: &Prepared,
) -> Result<Option<Session>, UseCaseError> {
    let limit = prepared.checked.limit;
    if limit == dossier.clock.limit {
        return Ok(dossier.clock.due);
    }
    let calendar = &rules.calendar;
    let policy = dossier.counted_by(&rules.office.policy);
    let received = local(dossier.clock.received_at);
    let due = due_session(calendar, received, limit, &policy)?;
    let stopped = dossier.life.applicant_half_days;
    Ok(due.map(|due| calendar.plus(due, stopped)).transpose()?)
}

/// The names by which `dossier` is found now, as the index holds them: its own, then those of every
/// correction before, the newest first.
fn all_names(tx: &mut dyn Tx, dossier: &Dossier) -> Result<String, UseCaseError> {
    let mut all = vec![names(&dossier.content)];
    let events = trail::of_dossier(tx, dossier.id, 0)?;
    let corrections = events
        .iter()
        .rev()
        .filter(|e| e.act == Act::CorrectIntake.id());
    all.extend(corrections.filter_map(|event| {
        let replaced = event.change.value()["replaced"]["content"].clone();
        serde_json::from_value(replaced).ok().as_ref().map(names)
    }));
    Ok(all.join(" "))
}
