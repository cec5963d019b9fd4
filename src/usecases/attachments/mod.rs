//! Attachments of a dossier: attach, list, download, remove. Who may read a dossier and its papers may
//! list and read; who also works on it may attach.

mod attach;
mod download;
pub(super) mod remove;

pub use attach::{Offered, attach};
pub use download::download;
pub use remove::remove;

use super::act::readable;
use super::write::Writing;
use super::{App, FileRefusal, UseCaseError};
use crate::domain::attachment::Attachment;
use crate::domain::code_scheme::normalise;
use crate::domain::dossier::Dossier;
use crate::domain::event::{Change, Event};
use crate::domain::field_codes;
use crate::domain::intake::FieldProblem;
use crate::domain::org::Actor;
use crate::domain::role::{Denied, Permit, Right};
use crate::records::attachments;
use crate::text::HumanText;

/// Attachments of the dossier `code` that were not removed, oldest first.
///
/// # Errors
/// No such dossier for this officer; the role reads no papers; the store.
pub async fn list(app: &App, actor: &Actor, code: &str) -> Result<Vec<Attachment>, UseCaseError> {
    let (viewer, code) = (actor.clone(), normalise(code));
    let (dossier, all) = app
        .store
        .read(move |tx| {
            let dossier = readable(tx, &viewer, &code)?;
            Permit::ask(&viewer, Right::Papers)?;
            let all = attachments::of_dossier(tx, dossier.id)?;
            Ok::<_, UseCaseError>((dossier, all))
        })
        .await?;
    super::open::note_foreign_reading(app, actor, &dossier).await?;
    Ok(all.into_iter().filter(|a| a.removed.is_none()).collect())
}

/// The permit to change the files of `dossier`: who reads papers and does some work on dossiers, in
/// the unit that received it or holds it.
pub(super) fn may_change(actor: &Actor, dossier: &Dossier) -> Result<Permit, UseCaseError> {
    Permit::ask(actor, Right::Papers)?;
    if actor.org() != dossier.desk && actor.org() != dossier.position.org {
        return Err(Denied { right: Right::Move }.into());
    }
    one_of(
        actor,
        &[Right::Receive, Right::Move, Right::Issue, Right::Return],
    )
}

/// The permit for the first of `rights` that the role has.
pub(super) fn one_of(actor: &Actor, rights: &[Right]) -> Result<Permit, UseCaseError> {
    let mut denied = None;
    for right in rights {
        match Permit::ask(actor, *right) {
            Ok(permit) => return Ok(permit),
            Err(refused) => denied = denied.or(Some(refused)),
        }
    }
    Err(denied.unwrap_or(Denied { right: Right::Move }).into())
}

/// One line of text, or the field that cannot be kept.
pub(super) fn line(field: &str, text: &str, max: usize) -> Result<HumanText, UseCaseError> {
    let read = HumanText::line(text, max);
    read.map_err(|refused| unfit(field, field_codes::UNFIT_TEXT, refused.to_string()))
}

/// One field that cannot be kept as it is.
pub(super) fn unfit(field: &str, code: &'static str, message: String) -> UseCaseError {
    UseCaseError::Fields(vec![FieldProblem {
        field: field.to_owned(),
        code,
        message,
    }])
}

/// An event about `dossier` that moves nothing.
pub(super) fn event(
    writing: &Writing,
    permit: &Permit,
    act: &str,
    dossier: &Dossier,
    change: &serde_json::Value,
) -> Event {
    let mut event = writing.event(permit, act, None);
    event.dossier = dossier.id;
    event.code.clone_from(&dossier.code);
    event.version = dossier.version;
    event.from_state = dossier.state.id().to_owned();
    event.to_state = dossier.state.id().to_owned();
    event.from_step = dossier.position.step;
    event.to_step = dossier.position.step;
    event.change = Change::of(change);
    event
}

/// The attachment `id` of `dossier` that was not removed.
pub(super) fn present(
    tx: &mut dyn crate::store::Tx,
    dossier: i64,
    id: i64,
) -> Result<Attachment, UseCaseError> {
    let found = attachments::one(tx, dossier, id)?;
    found
        .filter(|a| a.removed.is_none())
        .ok_or_else(|| FileRefusal::NoAttachment.into())
}
