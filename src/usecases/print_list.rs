//! Print (in) papers of many dossiers: the register book of a desk and the record of a hand-over.

use chrono::{Days, NaiveDate, NaiveTime};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::act::{note, readable};
use super::list_fields::{hand_over_fields, register_fields};
use super::print_form::paper_permit;
use super::rules::instant;
use super::write::record;
use super::{App, UseCaseError};
use crate::domain::code_scheme::normalise;
use crate::domain::event::Change;
use crate::domain::lifecycle::Act;
use crate::domain::org::Actor;
use crate::domain::role::Permit;
use crate::print::{self, Fonts, FormData, Template};
use crate::records::{counters, register, trail};

/// Most dossiers in one printing of the register.
pub const REGISTER_MAX: i64 = 2_000;
/// Most dossiers in one record of a hand-over.
pub const HAND_OVER_MAX: usize = 200;

/// A paper of many dossiers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListPaper {
    /// The register book: what the officer's desk received from one day to another.
    Register {
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
        /// Number of the book (quyển số); empty to write it by hand.
        book: String,
    },
    /// The record of a hand-over of several dossiers.
    HandOver {
        /// Codes.
        dossiers: Vec<String>,
        /// Who gets them; empty to write it by hand.
        receiver: String,
    },
}

impl ListPaper {
    /// Name of the paper in the sets of forms.
    #[must_use]
    pub fn paper(&self) -> &'static str {
        match self {
            Self::Register { .. } => "so-theo-doi",
            Self::HandOver { .. } => "bien-ban-giao-nhan",
        }
    }

    /// What the trail keeps of it beside form and copy.
    fn kept(&self) -> serde_json::Value {
        match self {
            Self::Register { from, to, book } => json!({ "from": from, "to": to, "book": book }),
            Self::HandOver { dossiers, receiver } => {
                json!({ "dossiers": dossiers, "receiver": receiver })
            }
        }
    }
}

/// The PDF of `paper`. The same paper again is a reprint: it says so and demands `reason`. Each print
/// is recorded in the trail.
///
/// # Errors
/// Not allowed; no such dossier; too many or none; a range that is no range; no reason for a reprint;
/// the template; the store.
pub async fn pdf(
    app: &App,
    actor: &Actor,
    paper: ListPaper,
    reason: &str,
) -> Result<Vec<u8>, UseCaseError> {
    let permit = paper_permit(actor)?;
    let reason = note(reason)?.into_string();
    let paper = tidy(paper)?;
    let template = template(app, &paper)?;
    let mut data = gather(app, actor, &paper).await?;
    if let Some(field) = template.lacks(&data) {
        return Err(UseCaseError::PaperLacks {
            title: template.title.clone(),
            what: template.meaning(field).to_lowercase(),
        });
    }
    let copy = note_print(app, permit, &template, &paper, &data, reason).await?;
    if copy > 1 {
        data.set("reprint_number", (copy - 1).to_string());
    }
    Ok(print::pdf(Fonts::load()?, &template, &data)?)
}

/// Codes as they are kept, none twice; lines without anything hidden; a range that is one.
fn tidy(paper: ListPaper) -> Result<ListPaper, UseCaseError> {
    match paper {
        ListPaper::Register { from, to, book } if from <= to => Ok(ListPaper::Register {
            from,
            to,
            book: note(&book)?.into_string(),
        }),
        ListPaper::Register { .. } => Err(UseCaseError::PrintRange),
        ListPaper::HandOver { dossiers, receiver } => {
            let mut codes: Vec<String> = Vec::new();
            for code in dossiers.iter().map(|code| normalise(code)) {
                if !code.is_empty() && !codes.contains(&code) {
                    codes.push(code);
                }
                if codes.len() > HAND_OVER_MAX {
                    let most = i64::try_from(HAND_OVER_MAX).unwrap_or(i64::MAX);
                    return Err(UseCaseError::TooManyRows(most));
                }
            }
            if codes.is_empty() {
                return Err(UseCaseError::NothingListed);
            }
            Ok(ListPaper::HandOver {
                dossiers: codes,
                receiver: note(&receiver)?.into_string(),
            })
        }
    }
}

/// The template of today's set: a list is made today, whenever its dossiers were received.
fn template(app: &App, paper: &ListPaper) -> Result<Template, UseCaseError> {
    let name = paper.paper();
    let set = app.rules.form_set(super::rules::date(app.clock.now()));
    let form = set.and_then(|set| set.form(name));
    let id = form.map_or(name, |form| form.template.as_str());
    let found = app.rules.shelf.get(id);
    found.map_err(|_| UseCaseError::NoForm(name.to_owned()))
}

async fn gather(app: &App, actor: &Actor, paper: &ListPaper) -> Result<FormData, UseCaseError> {
    let (rules, viewer) = (app.rules.clone(), actor.clone());
    match paper.clone() {
        ListPaper::Register { from, to, book } => {
            let (start, end) = (midnight(from)?, midnight(next_day(to)?)?);
            let desk = actor.org().to_owned();
            let rows = app
                .store
                .read(move |tx| {
                    let last = trail::seen_head(tx)?.map_or(0, |head| head.seq);
                    let first = register::first_at(tx, last, start)?;
                    let until = register::first_at(tx, last, end)?;
                    register::receipts(tx, &desk, (first, until), REGISTER_MAX + 1)
                })
                .await?;
            if i64::try_from(rows.len()).unwrap_or(i64::MAX) > REGISTER_MAX {
                return Err(UseCaseError::TooManyRows(REGISTER_MAX));
            }
            Ok(register_fields(&rules, actor, (start, end), &book, &rows))
        }
        ListPaper::HandOver { dossiers, receiver } => {
            let found = app
                .store
                .read(move |tx| {
                    let read = |code: &String| readable(tx, &viewer, code);
                    dossiers.iter().map(read).collect::<Result<Vec<_>, _>>()
                })
                .await?;
            Ok(hand_over_fields(&rules, actor, &receiver, &found))
        }
    }
}

fn midnight(day: NaiveDate) -> Result<i64, UseCaseError> {
    Ok(instant(day.and_time(NaiveTime::MIN)))
}

fn next_day(day: NaiveDate) -> Result<NaiveDate, UseCaseError> {
    day.checked_add_days(Days::new(1))
        .ok_or(UseCaseError::PrintRange)
}

/// Records one more print; tells which one it is, from 1.
async fn note_print(
    app: &App,
    permit: Permit,
    template: &Template,
    paper: &ListPaper,
    data: &FormData,
    reason: String,
) -> Result<i64, UseCaseError> {
    let mut change = paper.kept();
    let digest = Sha256::digest(change.to_string().as_bytes());
    let digest: String = digest.iter().take(8).map(|b| format!("{b:02x}")).collect();
    let org = permit.actor().org();
    let scope = format!("print/list/{}/{org}/{digest}", paper.paper());
    change["form"] = json!(format!("{}-{}", paper.paper(), template.paper().name));
    change["template"] = json!(template.id);
    change["count"] = json!(data.rows("rows").len());
    record(app, move |tx, writing| {
        let copy = counters::take(tx, &scope)?;
        if copy > 1 && reason.is_empty() {
            return Err(UseCaseError::ReprintReason);
        }
        let mut event = writing.event(&permit, Act::Print.id(), None);
        let mut change = change.clone();
        change["copy"] = json!(copy);
        event.note.clone_from(&reason);
        event.change = Change::of(&change);
        Ok((event, copy))
    })
    .await
}
