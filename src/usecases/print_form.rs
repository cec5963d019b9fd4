//! Print (in): one paper of a dossier or of a counter slip.

use serde_json::{Value, json};

use super::act::{note, readable};
use super::fees::paper::{day_book_fields, owed_fields, receipt_fields, refund_fields};
use super::offered::{Chosen, choose, is_for};
use super::paper_fields::{dossier_fields, post_list_fields, slip_fields};
use super::print_list::{ListPaper, of_list};
use super::print_number::{self, About, Numbered, times_printed};
use super::rules::date;
use super::write::record;
use super::{App, FileRefusal, Rules, UseCaseError};
use crate::domain::code_scheme::normalise;
use crate::domain::event::{Change, Event};
use crate::domain::org::Actor;
use crate::domain::role::{Denied, Permit, Right};
use crate::domain::scope::Reader;
use crate::print::{self, Fonts, FormData, FormSet};
use crate::records::{dossiers, fees, post_lists, receipts, results, slips, trail};
use crate::store::StoreError;

pub use super::offered::{FormOffer, forms_of};

/// Which paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A dossier by code.
    Dossier(String),
    /// A guidance or refusal slip.
    Slip(i64),
    /// A fee receipt.
    Receipt(i64),
    /// The document of money given back.
    Refund(i64),
    /// The day-book of a cash shift.
    Shift(i64),
    /// A hand-over list to the post.
    PostList(i64),
    /// A paper of many dossiers; which form that is says the list itself.
    List(ListPaper),
}

/// The text preview of `form`: the same fields in the same order as on paper.
///
/// # Errors
/// No such dossier or form; the template; the store.
pub async fn preview(
    app: &App,
    actor: &Actor,
    subject: &Subject,
    form: &str,
    width: u16,
) -> Result<(String, Vec<String>), UseCaseError> {
    let paper = gather(app, actor, subject, form).await?;
    let lines = print::preview(&paper.chosen.template, &paper.data, width);
    Ok((paper.chosen.title, lines))
}

/// The PDF of `form`. From the second print on the paper says which one it is and `reason` is
/// demanded; every print is recorded in the trail with its user.
///
/// The print is recorded before it is made: two clerks who print at once never get two originals.
///
/// # Errors
/// No such dossier or form; something the paper must say is missing; no reason for a reprint; the
/// template; the store.
pub async fn pdf(
    app: &App,
    actor: &Actor,
    subject: &Subject,
    form: &str,
    reason: &str,
) -> Result<Vec<u8>, UseCaseError> {
    let reason = note(reason)?.into_string();
    let (paper, permit) = ready(app, actor, subject, form).await?;
    let noted = Noted::of(&paper, reason);
    let Paper {
        chosen,
        mut data,
        about,
        ..
    } = paper;
    let copy = note_print(app, permit, noted, about).await?;
    if copy > 1 {
        data.set("reprint_number", (copy - 1).to_string());
    }
    Ok(print::pdf(Fonts::load()?, &chosen.template, &data)?)
}

/// The paper, with everything it must say, and the permit to print it.
pub(super) async fn ready(
    app: &App,
    actor: &Actor,
    subject: &Subject,
    form: &str,
) -> Result<(Paper, Permit), UseCaseError> {
    let paper = gather(app, actor, subject, form).await?;
    let (template, data) = (&paper.chosen.template, &paper.data);
    if let Some(field) = template.lacks(data) {
        return Err(UseCaseError::PaperLacks {
            title: paper.chosen.title.clone(),
            what: template.meaning(field).to_lowercase(),
        });
    }
    let permit = match subject {
        Subject::Receipt(_) | Subject::Refund(_) | Subject::Shift(_) => {
            Permit::ask(actor, Right::Collect)
                .or_else(|_| Permit::ask(actor, Right::ApproveMoney))?
        }
        Subject::Dossier(_) | Subject::Slip(_) | Subject::PostList(_) | Subject::List(_) => {
            paper_permit(actor)?
        }
    };
    Ok((paper, permit))
}

/// What the trail keeps of a print.
pub(super) struct Noted {
    pub(super) form: String,
    template: String,
    pub(super) paper: String,
    slip: String,
    reason: String,
    kept: Value,
}

impl Noted {
    pub(super) fn of(paper: &Paper, reason: String) -> Self {
        let (chosen, data) = (&paper.chosen, &paper.data);
        Self {
            form: chosen.id(),
            template: chosen.template.id.clone(),
            paper: chosen.paper.clone(),
            slip: data.text("slip_number").to_owned(),
            reason,
            kept: paper.kept.clone(),
        }
    }

    /// Fills the event of print number `number`.
    ///
    /// # Errors
    /// No reason for a reprint.
    pub(super) fn fill(
        &self,
        event: &mut Event,
        number: i64,
        about: &About,
    ) -> Result<(), UseCaseError> {
        if number > 1 && self.reason.is_empty() {
            return Err(UseCaseError::ReprintReason);
        }
        event.note.clone_from(&self.reason);
        let mut change = json!({
            "form": self.form,
            "template": self.template,
            "copy": number,
            "slip": self.slip,
            "receipt": about.receipt(),
            "of": about.what,
            "id": about.id,
        });
        if let (Some(change), Some(kept)) = (change.as_object_mut(), self.kept.as_object()) {
            change.extend(kept.clone());
        }
        event.change = Change::of(&change);
        Ok(())
    }
}

/// Records one more print; tells which one it is, from 1.
async fn note_print(
    app: &App,
    permit: Permit,
    noted: Noted,
    about: About,
) -> Result<i64, UseCaseError> {
    let rules = app.rules.clone();
    record(app, move |tx, writing| {
        let paper = (noted.paper.as_str(), &about);
        let Numbered {
            mut event, number, ..
        } = print_number::take(tx, &rules, writing, &permit, paper)?;
        noted.fill(&mut event, number, &about)?;
        Ok::<_, UseCaseError>((event, number))
    })
    .await
}

/// One paper filled, and what it is about.
pub(super) struct Paper {
    pub(super) chosen: Chosen,
    pub(super) data: FormData,
    pub(super) about: About,
    /// What the trail keeps of it besides; nothing for most.
    pub(super) kept: Value,
}

async fn gather(
    app: &App,
    actor: &Actor,
    subject: &Subject,
    form: &str,
) -> Result<Paper, UseCaseError> {
    match subject {
        Subject::Dossier(code) => of_dossier(app, actor, code, form).await,
        Subject::Slip(id) => of_slip(app, actor, *id, form).await,
        Subject::Receipt(id) => of_receipt(app, actor, *id, form).await,
        Subject::Refund(id) => of_refund(app, actor, *id, form).await,
        Subject::Shift(id) => of_shift(app, actor, *id, form).await,
        Subject::PostList(id) => of_post_list(app, actor, *id, form).await,
        Subject::List(list) => of_list(app, actor, list).await,
    }
}

/// A paper names people in full: it is for those who read papers, and for the counter that hands
/// it out.
pub(super) fn paper_permit(actor: &Actor) -> Result<Permit, Denied> {
    [Right::Papers, Right::Receive, Right::Return]
        .into_iter()
        .find_map(|right| Permit::ask(actor, right).ok())
        .ok_or(Denied {
            right: Right::Papers,
        })
}

/// The paper called `form` in `set`, when its kind is one of `kinds`.
fn paper_of(
    rules: &Rules,
    set: Option<&FormSet>,
    form: &str,
    kinds: &[&str],
) -> Result<Chosen, UseCaseError> {
    choose(rules, set, form)
        .filter(|chosen| kinds.contains(&chosen.template.kind.as_str()))
        .ok_or_else(|| UseCaseError::NoForm(form.to_owned()))
}

/// Kinds of paper that are about a dossier.
const OF_DOSSIER: &[&str] = &[
    "receipt",
    "supplement",
    "refusal",
    "control",
    "result_handover",
    "act",
    "history",
    "payment_notice",
    "procedure_form",
];

async fn of_dossier(
    app: &App,
    actor: &Actor,
    code: &str,
    form: &str,
) -> Result<Paper, UseCaseError> {
    let rules = &app.rules;
    let (viewer, code) = (actor.clone(), normalise(code));
    let (dossier, events, lines, all) = app
        .store
        .read(move |tx| {
            let dossier = readable(tx, &viewer, &code)?;
            paper_permit(&viewer)?;
            let events = trail::of_dossier(tx, dossier.id, 0)?;
            let lines = fees::of_dossier(tx, dossier.id)?;
            let all = results::of_dossier(tx, dossier.id)?;
            Ok::<_, UseCaseError>((dossier, events, lines, all))
        })
        .await?;
    let chosen = paper_of(rules, rules.forms_for(&dossier), form, OF_DOSSIER)?;
    if !chosen.template.procedures.is_empty() && !is_for(&chosen.template, &dossier) {
        return Err(UseCaseError::NoForm(form.to_owned()));
    }
    let kind = chosen.template.kind.as_str();
    let mut data = dossier_fields(rules, &dossier, &events, &chosen.paper, kind, &all);
    if kind == "payment_notice" {
        owed_fields(&mut data, rules, &lines);
    }
    let printed = times_printed(rules, &events, &chosen.paper, None);
    mark_copy(&mut data, printed);
    Ok(Paper {
        chosen,
        data,
        about: About {
            what: "dossier",
            id: dossier.id,
            dossier: Some(Box::new(dossier)),
        },
        kept: Value::Null,
    })
}

/// A preview says which copy the next print will be.
fn mark_copy(data: &mut FormData, printed: i64) {
    if printed > 0 {
        data.set("reprint_number", printed.to_string());
    }
}

async fn of_slip(app: &App, actor: &Actor, id: i64, form: &str) -> Result<Paper, UseCaseError> {
    Permit::ask(actor, Right::Receive)?;
    let org = actor.org().to_owned();
    let slip = app.store.read(move |tx| slips::one(tx, id, &org)).await?;
    let slip = slip.ok_or_else(|| UseCaseError::NoDossier(id.to_string()))?;
    let set = app.rules.form_set(date(slip.at));
    Ok(Paper {
        chosen: paper_of(&app.rules, set, form, &["supplement", "refusal"])?,
        data: slip_fields(&app.rules, &slip),
        about: About {
            what: "slip",
            id,
            dossier: None,
        },
        kept: Value::Null,
    })
}

async fn of_receipt(app: &App, actor: &Actor, id: i64, form: &str) -> Result<Paper, UseCaseError> {
    let receipt = super::fees::receipt(app, actor, id).await?;
    let chosen = paper_of(&app.rules, None, form, &["fee_receipt"])?;
    let (old, org) = (receipt.replaces, actor.org().to_owned());
    let reader = Reader::of(actor)?;
    let code = receipt.code.clone();
    let (replaced, dossier, events) = app
        .store
        .read(move |tx| {
            let replaced = match old {
                Some(old) => receipts::one(tx, old, &org)?,
                None => None,
            };
            let dossier = dossiers::by_code(tx, &reader, &code)?;
            let id = dossier.as_ref().map_or(0, |d| d.id);
            let events = trail::of_dossier(tx, id, 0)?;
            Ok::<_, UseCaseError>((replaced, dossier, events))
        })
        .await?;
    let mut data = receipt_fields(&app.rules, &receipt, replaced.as_ref());
    let printed = times_printed(&app.rules, &events, &chosen.paper, Some(id));
    mark_copy(&mut data, printed);
    Ok(Paper {
        chosen,
        data,
        about: About {
            what: "receipt",
            id,
            dossier: dossier.map(Box::new),
        },
        kept: Value::Null,
    })
}

async fn of_refund(app: &App, actor: &Actor, id: i64, form: &str) -> Result<Paper, UseCaseError> {
    let (refund, receipt) = super::fees::refund_of(app, actor, id).await?;
    let set = app.rules.form_set(date(refund.at));
    Ok(Paper {
        chosen: paper_of(&app.rules, set, form, &["refund"])?,
        data: refund_fields(&app.rules, &refund, &receipt),
        about: About {
            what: "refund",
            id,
            dossier: None,
        },
        kept: Value::Null,
    })
}

async fn of_shift(app: &App, actor: &Actor, id: i64, form: &str) -> Result<Paper, UseCaseError> {
    let book = super::fees::day_book(app, actor, id).await?;
    Ok(Paper {
        chosen: paper_of(&app.rules, None, form, &["day_book"])?,
        data: day_book_fields(&app.rules, &book),
        about: About {
            what: "shift",
            id,
            dossier: None,
        },
        kept: Value::Null,
    })
}

async fn of_post_list(
    app: &App,
    actor: &Actor,
    id: i64,
    form: &str,
) -> Result<Paper, UseCaseError> {
    Permit::ask(actor, Right::Return)?;
    let chosen = paper_of(&app.rules, None, form, &["post_list"])?;
    let (org, reader) = (actor.org().to_owned(), Reader::of(actor)?);
    let found = app
        .store
        .read(move |tx| {
            let Some(list) = post_lists::one(tx, id, &org)? else {
                return Ok(None);
            };
            let mut letters = Vec::new();
            for item in post_lists::items(tx, id)? {
                let dossier = dossiers::by_code(tx, &reader, &item.code)?;
                let all = results::of_dossier(tx, item.dossier)?;
                letters.extend(dossier.map(|dossier| (item, dossier, all)));
            }
            Ok::<_, StoreError>(Some((list, letters)))
        })
        .await?;
    let (list, letters) = found.ok_or(UseCaseError::Files(FileRefusal::NoList))?;
    Ok(Paper {
        chosen,
        data: post_list_fields(&app.rules, &list, &letters),
        about: About {
            what: "post_list",
            id,
            dossier: None,
        },
        kept: Value::Null,
    })
}
