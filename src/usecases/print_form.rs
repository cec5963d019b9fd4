//! Print (in): the fields of a dossier or of a counter slip on one of the office's templates.

use serde_json::json;

use super::act::readable;
use super::paper_fields::{dossier_fields, post_list_fields, slip_fields};
use super::write::record;
use super::{App, FileRefusal, Rules, UseCaseError};
use crate::domain::code_scheme::normalise;
use crate::domain::dossier::Dossier;
use crate::domain::event::{Change, Event};
use crate::domain::lifecycle::{Act, State};
use crate::domain::org::Actor;
use crate::domain::role::{Permit, Right};
use crate::print::{self, Fonts, FormData, Template};
use crate::records::{dossiers, post_lists, results, slips, trail};

/// Which paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A dossier by code.
    Dossier(String),
    /// A guidance or refusal slip.
    Slip(i64),
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
        printed: times_printed(trail, &template.id),
    })
}

/// Prints of a form, whatever the size of paper: A4 after A5 is a copy too.
fn times_printed(trail: &[Event], template: &str) -> i64 {
    let of_form = |e: &&Event| {
        let change = e.change.value();
        let form = change["form"].as_str().unwrap_or("");
        let base = form.rsplit_once('-').map_or(form, |(base, _)| base);
        e.act == Act::Print.id() && (form == template || base == template)
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
    let permit =
        Permit::ask(actor, Right::Search).or_else(|_| Permit::ask(actor, Right::Return))?;
    let template = template(&app.rules, form)?;
    let mut paper = gather(app, actor, subject, &template).await?;
    let copy = note_print(app, permit, &template, paper.dossier, paper.slip).await?;
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
    dossier: Option<Dossier>,
    slip: Option<i64>,
) -> Result<i64, UseCaseError> {
    let (id, form) = (template.id.clone(), whole_id(template));
    record(app, move |tx, writing| {
        let mut event = writing.event(&permit, Act::Print.id(), None);
        let mut copy = 1;
        if let Some(dossier) = &dossier {
            event.dossier = dossier.id;
            event.code.clone_from(&dossier.code);
            event.version = dossier.version;
            event.from_state = dossier.state.id().to_owned();
            event.to_state = dossier.state.id().to_owned();
            event.from_step = dossier.position.step;
            event.to_step = dossier.position.step;
            copy += times_printed(&trail::of_dossier(tx, dossier.id, 0)?, &id);
        }
        event.change = Change::of(&json!({ "form": form, "copy": copy, "slip": slip }));
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
    dossier: Option<Dossier>,
    slip: Option<i64>,
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
        Subject::PostList(id) => of_post_list(app, actor, *id).await,
    }
}

async fn of_dossier(
    app: &App,
    actor: &Actor,
    code: &str,
    template: &Template,
) -> Result<Paper, UseCaseError> {
    let (viewer, code) = (actor.clone(), normalise(code));
    let (dossier, events, all) = app
        .store
        .read(move |tx| {
            let dossier = readable(tx, &viewer, &code)?;
            let events = trail::of_dossier(tx, dossier.id, 0)?;
            let all = results::of_dossier(tx, dossier.id)?;
            Ok::<_, UseCaseError>((dossier, events, all))
        })
        .await?;
    let printed = times_printed(&events, &template.id);
    let mut data = dossier_fields(&app.rules, &dossier, &events, &all);
    if printed > 0 {
        data.set("reprint_number", printed.to_string());
    }
    Ok(Paper {
        data,
        dossier: Some(dossier),
        slip: None,
    })
}

async fn of_slip(app: &App, actor: &Actor, id: i64) -> Result<Paper, UseCaseError> {
    Permit::ask(actor, Right::Receive)?;
    let org = actor.org().to_owned();
    let slip = app.store.read(move |tx| slips::one(tx, id, &org)).await?;
    let slip = slip.ok_or_else(|| UseCaseError::NoDossier(id.to_string()))?;
    let data = slip_fields(&app.rules, &slip);
    Ok(Paper {
        data,
        dossier: None,
        slip: Some(id),
    })
}

async fn of_post_list(app: &App, actor: &Actor, id: i64) -> Result<Paper, UseCaseError> {
    Permit::ask(actor, Right::Return)?;
    let org = actor.org().to_owned();
    let found = app
        .store
        .read(move |tx| {
            let Some(list) = post_lists::one(tx, id, &org)? else {
                return Ok(None);
            };
            let mut letters = Vec::new();
            for item in post_lists::items(tx, id)? {
                let dossier = dossiers::by_code(tx, &item.code)?;
                let all = results::of_dossier(tx, item.dossier)?;
                letters.extend(dossier.map(|dossier| (item, dossier, all)));
            }
            Ok::<_, crate::store::StoreError>(Some((list, letters)))
        })
        .await?;
    let (list, letters) = found.ok_or(UseCaseError::Files(FileRefusal::NoList))?;
    Ok(Paper {
        data: post_list_fields(&app.rules, &list, &letters),
        dossier: None,
        slip: None,
    })
}
