//! Print (in): one paper of a dossier or of a counter slip.

use serde_json::json;

use super::act::{note, readable};
use super::offered::{Chosen, choose, is_for, times_printed};
use super::paper_fields::{dossier_fields, slip_fields};
use super::rules::date;
use super::write::{Writing, record};
use super::{App, Rules, UseCaseError};
use crate::domain::code_scheme::normalise;
use crate::domain::dossier::Dossier;
use crate::domain::event::{Change, Event};
use crate::domain::lifecycle::Act;
use crate::domain::org::Actor;
use crate::domain::role::{Permit, Right};
use crate::print::{self, Fonts, FormData};
use crate::records::slips::Slip;
use crate::records::{counters, slips, trail};
use crate::store::{StoreError, Tx};

pub use super::offered::{FormOffer, forms_of};

/// Which paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A dossier by code.
    Dossier(String),
    /// A guidance or refusal slip.
    Slip(i64),
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
    let permit =
        Permit::ask(actor, Right::Search).or_else(|_| Permit::ask(actor, Right::Return))?;
    let reason = note(reason)?;
    let Paper {
        chosen,
        mut data,
        about,
    } = gather(app, actor, subject, form).await?;
    if let Some(field) = chosen.template.lacks(&data) {
        return Err(UseCaseError::PaperLacks {
            title: chosen.title.clone(),
            what: chosen.template.meaning(field).to_lowercase(),
        });
    }
    let slip = data.text("slip_number").to_owned();
    let noted = Noted {
        form: chosen.id(),
        template: chosen.template.id.clone(),
        paper: chosen.paper,
        slip,
        reason: reason.into_string(),
    };
    let copy = note_print(app, permit, noted, about).await?;
    if copy > 1 {
        data.set("reprint_number", (copy - 1).to_string());
    }
    Ok(print::pdf(Fonts::load()?, &chosen.template, &data)?)
}

/// What the trail keeps of a print.
struct Noted {
    form: String,
    template: String,
    paper: String,
    slip: String,
    reason: String,
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
        let (mut event, copy) = blank_event(tx, &rules, writing, &permit, &noted.paper, &about)?;
        if copy > 1 && noted.reason.is_empty() {
            return Err(UseCaseError::ReprintReason);
        }
        event.note.clone_from(&noted.reason);
        event.change = Change::of(&json!({
            "form": noted.form,
            "template": noted.template,
            "copy": copy,
            "slip": noted.slip,
        }));
        Ok((event, copy))
    })
    .await
}

/// The event of a print without its content, and which print of the paper it is.
fn blank_event(
    tx: &mut dyn Tx,
    rules: &Rules,
    writing: &Writing,
    permit: &Permit,
    paper: &str,
    about: &About,
) -> Result<(Event, i64), StoreError> {
    let mut event = writing.event(permit, Act::Print.id(), None);
    let copy = match about {
        About::Dossier(dossier) => {
            event.dossier = dossier.id;
            event.code.clone_from(&dossier.code);
            event.version = dossier.version;
            event.from_state = dossier.state.id().to_owned();
            event.to_state = dossier.state.id().to_owned();
            event.from_step = dossier.position.step;
            event.to_step = dossier.position.step;
            let trail = trail::of_dossier(tx, dossier.id, 0)?;
            1 + times_printed(rules, &trail, paper)
        }
        About::Slip(id) => counters::take(tx, &format!("print/slip/{id}/{paper}"))?,
    };
    Ok((event, copy))
}

/// One paper filled, and what it is about.
struct Paper {
    chosen: Chosen,
    data: FormData,
    about: About,
}

enum About {
    Dossier(Box<Dossier>),
    Slip(i64),
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
    }
}

async fn of_dossier(
    app: &App,
    actor: &Actor,
    code: &str,
    form: &str,
) -> Result<Paper, UseCaseError> {
    let rules = &app.rules;
    let (viewer, code) = (actor.clone(), normalise(code));
    let (dossier, events) = app
        .store
        .read(move |tx| {
            let dossier = readable(tx, &viewer, &code)?;
            let events = trail::of_dossier(tx, dossier.id, 0)?;
            Ok::<_, UseCaseError>((dossier, events))
        })
        .await?;
    let chosen = choose(rules, rules.forms_for(&dossier), form);
    let chosen =
        chosen.filter(|c| c.template.procedures.is_empty() || is_for(&c.template, &dossier));
    let chosen = chosen.ok_or_else(|| UseCaseError::NoForm(form.to_owned()))?;
    let kind = &chosen.template.kind;
    let mut data = dossier_fields(rules, &dossier, &events, &chosen.paper, kind);
    let printed = times_printed(rules, &events, &chosen.paper);
    if printed > 0 {
        data.set("reprint_number", printed.to_string());
    }
    Ok(Paper {
        chosen,
        data,
        about: About::Dossier(Box::new(dossier)),
    })
}

/// Papers that are printed of a counter slip.
const OF_SLIP: &[&str] = &["supplement", "refusal"];

async fn of_slip(app: &App, actor: &Actor, id: i64, form: &str) -> Result<Paper, UseCaseError> {
    Permit::ask(actor, Right::Receive)?;
    let org = actor.org().to_owned();
    let slip = app.store.read(move |tx| slips::one(tx, id, &org)).await?;
    let slip: Slip = slip.ok_or_else(|| UseCaseError::NoDossier(id.to_string()))?;
    let chosen = choose(&app.rules, app.rules.form_set(date(slip.at)), form);
    let chosen = chosen.filter(|c| OF_SLIP.contains(&c.template.kind.as_str()));
    Ok(Paper {
        chosen: chosen.ok_or_else(|| UseCaseError::NoForm(form.to_owned()))?,
        data: slip_fields(&app.rules, &slip),
        about: About::Slip(id),
    })
}
