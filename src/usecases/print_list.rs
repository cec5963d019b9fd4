//! Print (in) papers of many dossiers: the register book of a desk and the record of a hand-over.

use chrono::{Days, NaiveDate, NaiveTime};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::act::{note, readable};
use super::list_fields::{hand_over_fields, register_fields};
use super::offered::{Chosen, choose};
use super::print_form::{Paper, paper_permit};
use super::print_number::About;
use super::rules::instant;
use super::{App, UseCaseError};
use crate::domain::code_scheme::normalise;
use crate::domain::org::Actor;
use crate::print::FormData;
use crate::records::{register, trail};

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

    /// What kind of list it is, as jobs and events name it.
    #[must_use]
    pub fn what(&self) -> &'static str {
        match self {
            Self::Register { .. } => "register",
            Self::HandOver { .. } => "hand_over",
        }
    }

    /// What the trail keeps of it beside form and copy.
    pub(super) fn kept(&self) -> Value {
        match self {
            Self::Register { from, to, book } => json!({ "from": from, "to": to, "book": book }),
            Self::HandOver { dossiers, receiver } => {
                json!({ "dossiers": dossiers, "receiver": receiver })
            }
        }
    }
}

/// The paper, filled. The same list of the same unit is the same paper: printed again it is a reprint.
pub(super) async fn of_list(
    app: &App,
    actor: &Actor,
    list: &ListPaper,
) -> Result<Paper, UseCaseError> {
    paper_permit(actor)?;
    let list = tidy(list.clone())?;
    let chosen = chosen(app, &list)?;
    let data = gather(app, actor, &list).await?;
    let mut kept = list.kept();
    let id = identity(actor.org(), &kept);
    kept["count"] = json!(data.rows("rows").len());
    Ok(Paper {
        chosen,
        data,
        about: About {
            what: list.what(),
            id,
            dossier: None,
        },
        kept,
    })
}

/// A number for what a list is about: its unit and what it was asked for.
fn identity(org: &str, kept: &Value) -> i64 {
    let digest = Sha256::digest(format!("{org}/{kept}").as_bytes());
    let first = digest
        .iter()
        .take(8)
        .fold(0, |n, byte| n << 8 | u64::from(*byte));
    i64::try_from(first >> 1).unwrap_or(i64::MAX)
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

/// The paper in today's set: a list is made today, whenever its dossiers were received.
fn chosen(app: &App, list: &ListPaper) -> Result<Chosen, UseCaseError> {
    let name = list.paper();
    let set = app.rules.form_set(super::rules::date(app.clock.now()));
    choose(&app.rules, set, name).ok_or_else(|| UseCaseError::NoForm(name.to_owned()))
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
