//! Open (mở hồ sơ): everything about one dossier, and what this officer can do with it now.

use super::act::readable;
use super::list::{Standing, now_session, standing};
use super::print_form::paper_permit;
use super::{App, Rules, UseCaseError, facts};
use crate::domain::code_scheme::normalise;
use crate::domain::decide::{Command, Details, Facts, Moment, decide, may_rewrite};
use crate::domain::dossier::{Dossier, PaperCount};
use crate::domain::event::Event;
use crate::domain::handing_back::Collector;
use crate::domain::lifecycle::{Act, Asked, Transition};
use crate::domain::org::Actor;
use crate::domain::role::{Permit, Right};
use crate::domain::scope::Reader;
use crate::records::trail;
use crate::store::StoreError;
use crate::text::HumanText;
use crate::worktime::Session;
use chrono::NaiveDate;

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
    /// Whether people's details, papers and answers may be shown too.
    pub details: bool,
    /// Whether its papers may be printed.
    pub prints: bool,
    /// Session by which an apology must be delivered, when that time is near and none is under way.
    pub apology_by: Option<Session>,
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
    /// What it asks for beside.
    pub asks: Vec<Asked>,
    /// Its officer may undo it for a while.
    pub undo: bool,
    /// Half-days by which the step it ends is late: a reason is asked for.
    pub late_half_days: i64,
    /// Due session to offer, where one is asked for.
    pub due: Option<Session>,
}

/// Opens the dossier with this code.
///
/// # Errors
/// No such dossier for this officer; the calendar ends; the store.
pub async fn open(app: &App, actor: &Actor, code: &str) -> Result<Opened, UseCaseError> {
    let code = normalise(code);
    let viewer = actor.clone();
    let (rules, at) = (app.rules.clone(), app.clock.now());
    let (dossier, events, facts) = app
        .store
        .read(move |tx| {
            let dossier = readable(tx, &viewer, &code)?;
            let events = trail::of_dossier(tx, dossier.id, 0)?;
            let acts: Vec<Act> = rules.lifecycle.from(dossier.state).map(|r| r.act).collect();
            let asked = facts::Asked {
                acts: &acts,
                named: None,
            };
            let (mut facts, _) = facts::gather(tx, &rules, &viewer, &dossier, asked, at)?;
            // Whom the officer will name is not known yet; that never blocks an offer.
            facts.fits = dossier.process.steps.iter().map(|s| s.no).collect();
            Ok::<_, UseCaseError>((dossier, events, facts))
        })
        .await?;
    let now = Moment {
        at,
        session: now_session(app)?,
    };
    let clock = &dossier.clock;
    Ok(Opened {
        standing: standing(
            &app.rules,
            dossier.state,
            clock.due,
            clock.finished,
            dossier.position.since,
            now.session,
        ),
        offers: offers(&app.rules, actor, &dossier, now, &facts),
        deadline: dossier.step_deadline(&app.rules.calendar),
        prints: paper_permit(actor).is_ok(),
        details: Reader::of(actor).is_ok_and(|reader| reader.sees_details()),
        apology_by: apology_by(&app.rules, &dossier, now.session),
        trail: events,
        dossier,
    })
}

/// Tries every act of the table without doing it, so that a key that cannot work says why.
fn offers(
    rules: &Rules,
    actor: &Actor,
    dossier: &Dossier,
    now: Moment,
    facts: &Facts,
) -> Vec<Offer> {
    let rows = rules.lifecycle.from(dossier.state);
    rows.filter(|row| fits(row, dossier))
        .map(|row| offer(rules, actor, dossier, row, now, facts))
        .filter(|offer| offer.blocked.is_none() || !ONLY_WHEN_POSSIBLE.contains(&offer.act))
        .collect()
}

/// Acts that would only be noise where they cannot be done.
const ONLY_WHEN_POSSIBLE: &[Act] = &[
    Act::Recall,
    Act::Undo,
    Act::RefuseHandOver,
    Act::ConsignResult,
    Act::ExpireSupplement,
    Act::CorrectDue,
    Act::Delete,
    Act::ProposeDeletion,
    Act::SignApology,
    Act::DeliverApology,
    Act::Assign,
    Act::ResetFlow,
    Act::CorrectIntake,
    Act::Convert,
];

/// Acts that the process can never take at this step are not shown at all.
fn fits(row: &Transition, dossier: &Dossier) -> bool {
    match row.act {
        Act::Guide | Act::SubmitOnline => false,
        Act::Take => dossier.position.holder.is_none() || dossier.life.hand_over.is_some(),
        _ => true,
    }
}

fn offer(
    rules: &Rules,
    actor: &Actor,
    dossier: &Dossier,
    row: &Transition,
    now: Moment,
    facts: &Facts,
) -> Offer {
    let mut command = trial(row, dossier);
    let promised = dossier.life.appointment(dossier.clock.due);
    let latest = promised.map_or(now.session, |due| due.max(now.session));
    command.details.due = rules.calendar.plus(latest, 2).ok();
    let spoken = |refusal| rules.spoken(refusal).to_string();
    let tried = match Permit::ask(actor, row.right) {
        Err(denied) => Err(denied.to_string()),
        // What is written instead is not known yet; only whether anything may be.
        Ok(permit) if matches!(row.act, Act::CorrectIntake | Act::Convert) => {
            may_rewrite(dossier, &command, &permit, &rules.book())
                .map(|()| 0)
                .map_err(spoken)
        }
        Ok(permit) => decide(dossier, &command, &permit, now, &rules.book(), facts)
            .map(|outcome| outcome.late_halfdays)
            .map_err(spoken),
    };
    Offer {
        act: row.act,
        label: row.label.clone(),
        reason: row.reason,
        undo: row.undo,
        due: command
            .details
            .due
            .filter(|_| row.asks.contains(&Asked::Due)),
        late_half_days: tried.as_ref().map_or(0, |late| *late),
        blocked: tried.err(),
        asks: row.asks.clone(),
    }
}

/// A command with something in every place, so that only what the officer cannot mend blocks it.
fn trial(row: &Transition, dossier: &Dossier) -> Command {
    let note = HumanText::line("thử xem làm được không", 50).unwrap_or_default();
    let life = &dossier.life;
    let asked = life.supplement.as_ref().map(|s| s.papers.clone());
    let paper = PaperCount {
        name: note.clone(),
        originals: 1,
        certified: 0,
        photocopies: 0,
    };
    let last_day = NaiveDate::from_ymd_opt(2000, 1, 1);
    let mut command = Command::plain(row.act, note.clone());
    command.details = Details {
        to_officer: Some(String::new()),
        to_step: dossier.process.steps.first().map(|s| s.no),
        papers: asked.unwrap_or_else(|| vec![paper]),
        amount_dong: Some(u64::MAX),
        due: None,
        deadline: last_day,
        number: Some(note),
        collector: Some(Collector::default()),
    };
    command
}

/// The apology duty rises one warning time before the last session in which it would be in time
/// (CV 286/VP-HCC1: at least 01 day before due).
fn apology_by(rules: &Rules, dossier: &Dossier, now: Session) -> Option<Session> {
    let due = dossier.clock.due.filter(|_| dossier.state.clock_runs())?;
    let latest = dossier.apology_by(&rules.calendar)?;
    let warn = i64::from(rules.office.policy.warn_halfdays);
    let near = rules.calendar.between(now, latest).ok()? <= warn;
    let under_way = dossier
        .life
        .apologies
        .iter()
        .any(|a| a.due >= due || a.delivered.is_none());
    (near && !under_way).then_some(latest)
}

/// Name of an act for people.
#[must_use]
pub fn act_label(rules: &Rules, act: &str) -> String {
    if let Some(name) = super::act_names::beside(act) {
        return name.to_owned();
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
    if dossier.took_part(actor.org()) || actor.rights().has(Right::Portal) {
        return Ok(());
    }
    let permit =
        Permit::ask(actor, Right::SearchAll).or_else(|_| Permit::ask(actor, Right::Search))?;
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
