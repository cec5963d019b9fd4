//! Remove (gỡ tệp): the attachment no longer counts; row and bytes stay with the reason.

use serde_json::json;

use super::{event, may_change, present};
use crate::domain::attachment::{LEAST_REASON, Removal};
use crate::domain::code_scheme::normalise;
use crate::domain::org::Actor;
use crate::domain::result::ResultState;
use crate::records::{attachments, results};
use crate::text::HumanText;
use crate::usecases::act::readable;
use crate::usecases::write::{Key, once};
use crate::usecases::{App, FileRefusal, UseCaseError};

/// Removes the attachment `id` of the dossier `code`, with the reason.
///
/// # Errors
/// No such dossier or attachment; not allowed; too short a reason; the dossier has ended; the file
/// belongs to a final result; the store.
pub async fn remove(
    app: &App,
    actor: &Actor,
    key: &str,
    code: &str,
    id: i64,
    reason: &str,
) -> Result<i64, UseCaseError> {
    let code = normalise(code);
    let key = Key::of(
        key,
        &["detach", actor.officer(), &code, &id.to_string(), reason],
    )?;
    let reason = reason_of(reason)?;
    let actor = actor.clone();
    once(app, key, move |tx, writing| {
        let dossier = readable(tx, &actor, &code)?;
        let permit = may_change(&actor, &dossier)?;
        if dossier.state.is_final() {
            return Err(FileRefusal::Closed.into());
        }
        let attachment = present(tx, dossier.id, id)?;
        let all = results::of_dossier(tx, dossier.id)?;
        if all
            .iter()
            .any(|r| r.attachment == Some(id) && r.state == ResultState::Final)
        {
            return Err(FileRefusal::InUse.into());
        }
        let removal = Removal {
            at: writing.at,
            officer: permit.actor().officer().to_owned(),
            reason: reason.as_str().to_owned(),
        };
        if !attachments::remove(tx, id, &removal)? {
            return Err(FileRefusal::NoAttachment.into());
        }
        let change =
            json!({ "attachment": id, "label": attachment.label, "sha256": attachment.hash });
        let mut event = event(writing, &permit, "detach", &dossier, &change);
        event.note.clone_from(&removal.reason);
        writing.append(tx, &event)?;
        Ok(id)
    })
    .await
}

/// A reason that says something.
pub(in crate::usecases) fn reason_of(text: &str) -> Result<HumanText, UseCaseError> {
    let reason = HumanText::note(text, 2000).map_err(|_| FileRefusal::ReasonShort)?;
    if reason.as_str().chars().count() < LEAST_REASON {
        return Err(FileRefusal::ReasonShort.into());
    }
    Ok(reason)
}
