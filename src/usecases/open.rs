//! Open (mở hồ sơ): everything about one dossier, and what this officer can do with it now.

use super::act::readable;
use super::list::{Standing, now_session, standing};
use super::{App, Rules, UseCaseError};
use crate::domain::code_scheme::normalise;
use crate::domain::decide::{Command, Moment, decide};
use crate::domain::dossier::Dossier;
use crate::domain::event::Event;
use crate::domain::lifecycle::{Act, Transition};
use crate::domain::org::Actor;
use crate::domain::role::{Permit, Right};
use crate::records::trail;
use crate::store::StoreError;
use crate::text::HumanText;
use crate::worktime::Session;

/// A dossier opened by an officer.
#[derive(Debug, Clone)]
pub struct Opened {
    /// As it stands.
    pub dossier: Dossier,
    /// Its events, oldest first.
    pub trail: Vec<Event>,
    /// How it stands against its due session.
    pub standing: Standing,
    /// Acts that start from its state.
    pub offers: Vec<Offer>,
    /// Deadline of the current step.
    pub deadline: Option<Session>,
}

/// An act offered to the officer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The act.
    pub act: Act,
    /// Its name.
    pub label: String,
    /// Why it cannot be done now.
    pub blocked: Option<String>,
    /// A reason must be written.
    pub reason: bool,
}

/// Opens the dossier with this code.
///
/// # Errors
/// No such dossier for this officer; the calendar ends; the store.
pub async fn open(app: &App, actor: &Actor, code: &str) -> Result<Opened, UseCaseError> {
    let code = normalise(code);
    let viewer = actor.clone();
    let (dossier, events) = app
        .store
        .read(move |tx| {
            let dossier = readable(tx, &viewer, &code)?;
            let events = trail::of_dossier(tx, dossier.id, 0)?;
            Ok::<_, UseCaseError>((dossier, events))
        })
        .await?;
    let now = now_session(app)?;
    let clock = &dossier.clock;
    Ok(Opened {
        standing: standing(&app.rules, dossier.state, clock.due, clock.finished, now),
        offers: offers(&app.rules, actor, &dossier, now),
        deadline: deadline(&app.rules, &dossier),
        trail: events,
        dossier,
    })
}

/// Tries every act of the table without doing it, so that a key that cannot work says why.
fn offers(rules: &Rules, actor: &Actor, dossier: &Dossier, now: Session) -> Vec<Offer> {
    let rows = rules.lifecycle.from(dossier.state);
    rows.filter(|row| fits(row, dossier))
        .map(|row| offer(rules, actor, dossier, row, now))
        .collect()
}

/// Acts that the process can never take at this step are not shown at all.
fn fits(row: &Transition, dossier: &Dossier) -> bool {
    match row.act {
        Act::Receive | Act::Refuse | Act::Guide => false,
        Act::Take => dossier.position.holder.is_none(),
        _ => true,
    }
}

fn offer(rules: &Rules, actor: &Actor, dossier: &Dossier, row: &Transition, now: Session) -> Offer {
    let note = HumanText::line("thử", 10).unwrap_or_default();
    let command = Command {
        act: row.act,
        note,
        to_officer: None,
    };
    let moment = Moment {
        at: 0,
        session: now,
    };
    let blocked = match Permit::ask(actor, row.right) {
        Err(denied) => Some(denied.to_string()),
        Ok(permit) => {
            let tried = decide(
                dossier,
                &command,
                &permit,
                moment,
                &rules.lifecycle,
                &rules.calendar,
            );
            tried.err().map(|refusal| rules.spoken(refusal).to_string())
        }
    };
    Offer {
        act: row.act,
        label: row.label.clone(),
        blocked,
        reason: row.reason,
    }
}

/// Step deadline = session of the last hand-over + allotment; a dossier without due has none.
fn deadline(rules: &Rules, dossier: &Dossier) -> Option<Session> {
    dossier.clock.due.filter(|_| dossier.state.clock_runs())?;
    let allotted = i64::from(dossier.step()?.half_days);
    rules.calendar.plus(dossier.position.since, allotted).ok()
}

/// Name of an act for people.
#[must_use]
pub fn act_label(rules: &Rules, act: &str) -> String {
    if act == Act::Print.id() {
        return "In biểu mẫu".to_owned();
    }
    if let Some(label) = super::attachments::act_label(act) {
        return label.to_owned();
    }
    let row = rules
        .lifecycle
        .transition
        .iter()
        .find(|row| row.act.id() == act);
    row.map_or_else(|| act.to_owned(), |row| row.label.clone())
}

/// Every reading of another unit's dossier leaves a trace of its own (roles page, audit).
///
/// # Errors
/// The store.
pub async fn note_foreign_reading(
    app: &App,
    actor: &Actor,
    dossier: &Dossier,
) -> Result<(), UseCaseError> {
    if actor.org() == dossier.desk || actor.org() == dossier.position.org {
        return Ok(());
    }
    let permit = Permit::ask(actor, Right::SearchAll)?;
    let (id, code, version) = (dossier.id, dossier.code.clone(), dossier.version);
    let state = dossier.state.id();
    super::write::record(app, move |_, writing| {
        let mut event = writing.event(&permit, "read", None);
        event.dossier = id;
        event.code.clone_from(&code);
        event.version = version;
        event.from_state = state.to_owned();
        event.to_state = state.to_owned();
        Ok::<_, StoreError>((event, ()))
    })
    .await
}
