//! Print (in): the fields of a dossier or of a counter slip on one of the office's templates.

use serde_json::json;

use super::act::readable;
use super::fees::paper::{day_book_fields, owed_fields, receipt_fields};
use super::paper_fields::{dossier_fields, post_list_fields, slip_fields};
use super::write::record;
use super::{App, FileRefusal, Rules, UseCaseError};
use crate::domain::code_scheme::normalise;
use crate::domain::dossier::Dossier;
use crate::domain::event::{Change, Event};
use crate::domain::lifecycle::{Act, State};
use crate::domain::org::Actor;
use crate::domain::role::{Denied, Permit, Right};
use crate::domain::scope::Reader;
use crate::print::{self, Fonts, FormData, Template};
use crate::records::{dossiers, fees, post_lists, receipts, results, slips, trail};

/// Which paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A dossier by code.
    Dossier(String),
    /// A guidance or refusal slip.
    Slip(i64),
    /// A fee receipt.
    Receipt(i64),
    /// The day-book of a cash shift.
    Shift(i64),
    /// A hand-over list to the post.
    PostList(i64),
}

/// A form that may be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormOffer {
    /// Template identifier.
    pub id: String,
    /// Title.
    pub title: String,
    /// How many times it was printed.
    pub printed: i64,
}

/// Forms of a dossier, the usual one first.
#[must_use]
pub fn forms_of(rules: &Rules, dossier: &Dossier, trail: &[Event]) -> Vec<FormOffer> {
    let mut ids = vec!["mau-01-a5", "mau-01-a4", "phieu-kiem-soat-a4"];
    if matches!(dossier.state, State::ResultReady | State::ResultReturned) {
        ids.insert(0, "giay-bien-nhan-ket-qua-a5");
    }
    if dossier.content.fees.iter().any(|fee| fee.amount_dong > 0) {
        ids.push("thong-bao-nop-tien-a5");
    }
    ids.into_iter()
        .filter_map(|id| offer(rules, id, trail))
        .collect()
}

fn offer(rules: &Rules, id: &str, trail: &[Event]) -> Option<FormOffer> {
    let template = rules.shelf.get(id).ok()?;
    let paper = template.paper().name.to_uppercase();
    Some(FormOffer {
        id: id.to_owned(),
        title: format!("{} ({paper})", template.title),
        printed: times_printed(trail, &template.id, None),
    })
}

/// Prints of a form, whatever the size of paper: A4 after A5 is a copy too. Each receipt of a dossier is
/// a paper of its own.
fn times_printed(trail: &[Event], template: &str, receipt: Option<i64>) -> i64 {
    let of_form = |e: &&Event| {
        let change = e.change.value();
        let form = change["form"].as_str().unwrap_or("");
        let base = form.rsplit_once('-').map_or(form, |(base, _)| base);
        let same = change["receipt"].as_i64() == receipt;
        e.act == Act::Print.id() && same && (form == template || base == template)
    };
    i64::try_from(trail.iter().filter(of_form).count()).unwrap_or(0)
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
    let template = template(&app.rules, form)?;
    let paper = gather(app, actor, subject, &template).await?;
    Ok((
        template.title.clone(),
        print::preview(&template, &paper.data, width),
    ))
}

/// The PDF of `form`. A second print says which one it is, and each is recorded in the trail.
///
/// The print is recorded before it is made: two clerks who print at once never get two originals.
///
/// # Errors
/// No such dossier or form; the template; the store.
pub async fn pdf(
    app: &App,
    actor: &Actor,
    subject: &Subject,
    form: &str,
) -> Result<Vec<u8>, UseCaseError> {
    let template = template(&app.rules, form)?;
    let mut paper = gather(app, actor, subject, &template).await?;
    let permit = match subject {
        Subject::Receipt(_) | Subject::Shift(_) => Permit::ask(actor, Right::Collect)
            .or_else(|_| Permit::ask(actor, Right::ApproveMoney))?,
        Subject::Dossier(_) | Subject::Slip(_) | Subject::PostList(_) => paper_permit(actor)?,
    };
    let copy = note_print(app, permit, &template, paper.about).await?;
    if copy > 1 {
        paper.data.set("reprint_number", (copy - 1).to_string());
    }
    Ok(print::pdf(Fonts::load()?, &template, &paper.data)?)
}

/// Records one more print; tells which one it is, from 1.
async fn note_print(
    app: &App,
    permit: Permit,
    template: &Template,
    about: About,
) -> Result<i64, UseCaseError> {
    let (id, form) = (template.id.clone(), whole_id(template));
    record(app, move |tx, writing| {
        let mut event = writing.event(&permit, Act::Print.id(), None);
        let mut copy = 1;
        if let Some(dossier) = &about.dossier {
            event.dossier = dossier.id;
            event.code.clone_from(&dossier.code);
            event.version = dossier.version;
            event.from_state = dossier.state.id().to_owned();
            event.to_state = dossier.state.id().to_owned();
            event.from_step = dossier.position.step;
            event.to_step = dossier.position.step;
            let trail = trail::of_dossier(tx, dossier.id, 0)?;
            copy += times_printed(&trail, &id, about.receipt);
        }
        let (slip, receipt, shift) = (about.slip, about.receipt, about.shift);
        event.change = Change::of(&json!({
            "form": form, "copy": copy, "slip": slip, "receipt": receipt, "shift": shift,
        }));
        Ok((event, copy))
    })
    .await
}

/// Identifier with the size of paper: `mau-01-a5`.
fn whole_id(template: &Template) -> String {
    format!("{}-{}", template.id, template.paper().name)
}

fn template(rules: &Rules, form: &str) -> Result<Template, UseCaseError> {
    rules
        .shelf
        .get(form)
        .map_err(|_| UseCaseError::NoForm(form.to_owned()))
}

/// The fields of one paper, and what it is about.
struct Paper {
    data: FormData,
    about: About,
}

#[derive(Default)]
struct About {
    dossier: Option<Dossier>,
    slip: Option<i64>,
    receipt: Option<i64>,
    shift: Option<i64>,
}

async fn gather(
    app: &App,
    actor: &Actor,
    subject: &Subject,
    template: &Template,
) -> Result<Paper, UseCaseError> {
    match subject {
        Subject::Dossier(code) => of_dossier(app, actor, code, template).await,
        Subject::Slip(id) => of_slip(app, actor, *id).await,
        Subject::Receipt(id) => of_receipt(app, actor, *id, template).await,
        Subject::Shift(id) => of_shift(app, actor, *id).await,
        Subject::PostList(id) => of_post_list(app, actor, *id).await,
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

async fn of_dossier(
    app: &App,
    actor: &Actor,
    code: &str,
    template: &Template,
) -> Result<Paper, UseCaseError> {
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
    let printed = times_printed(&events, &template.id, None);
    let mut data = dossier_fields(&app.rules, &dossier, &events, &all);
    owed_fields(&mut data, &app.rules, &lines);
    if printed > 0 {
        data.set("reprint_number", printed.to_string());
    }
    Ok(Paper {
        data,
        about: About {
            dossier: Some(dossier),
            ..About::default()
        },
    })
}

async fn of_slip(app: &App, actor: &Actor, id: i64) -> Result<Paper, UseCaseError> {
    Permit::ask(actor, Right::Receive)?;
    let org = actor.org().to_owned();
    let slip = app.store.read(move |tx| slips::one(tx, id, &org)).await?;
    let slip = slip.ok_or_else(|| UseCaseError::NoDossier(id.to_string()))?;
    Ok(Paper {
        data: slip_fields(&app.rules, &slip),
        about: About {
            slip: Some(id),
            ..About::default()
        },
    })
}

async fn of_receipt(
    app: &App,
    actor: &Actor,
    id: i64,
    template: &Template,
) -> Result<Paper, UseCaseError> {
    let receipt = super::fees::receipt(app, actor, id).await?;
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
    let printed = times_printed(&events, &template.id, Some(id));
    if printed > 0 {
        data.set("reprint_number", printed.to_string());
    }
    Ok(Paper {
        data,
        about: About {
            dossier,
            receipt: Some(id),
            ..About::default()
        },
    })
}

async fn of_shift(app: &App, actor: &Actor, id: i64) -> Result<Paper, UseCaseError> {
    let book = super::fees::day_book(app, actor, id).await?;
    Ok(Paper {
        data: day_book_fields(&app.rules, &book),
        about: About {
            shift: Some(id),
            ..About::default()
        },
    })
}

async fn of_post_list(app: &App, actor: &Actor, id: i64) -> Result<Paper, UseCaseError> {
    Permit::ask(actor, Right::Return)?;
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
            Ok::<_, crate::store::StoreError>(Some((list, letters)))
        })
        .await?;
    let (list, letters) = found.ok_or(UseCaseError::Files(FileRefusal::NoList))?;
    Ok(Paper {
        data: post_list_fields(&app.rules, &list, &letters),
        about: About::default(),
    })
}
