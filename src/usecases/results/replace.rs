//! Replace a result (thay thế kết quả): the final one stays with its mark, a new draft follows it.

use serde_json::json;

use super::{one, open_only};
use crate::domain::code_scheme::normalise;
use crate::domain::org::Actor;
use crate::domain::result::{ResultPaper, ResultState};
use crate::domain::role::Right;
use crate::records::results;
use crate::text::HumanText;
use crate::usecases::act::readable;
use crate::usecases::attachments::remove::reason_of;
use crate::usecases::attachments::{event, one_of};
use crate::usecases::write::{Key, once};
use crate::usecases::{App, FileRefusal, UseCaseError};

/// Marks the final result `no` of the dossier `code` as replaced, with the reason, and adds the draft
/// that is to follow it; answers the number of that draft.
///
/// # Errors
/// No such dossier or result; not allowed; not final; too short a reason; the dossier has ended; the
/// store.
pub async fn replace(
    app: &App,
    actor: &Actor,
    key: &str,
    code: &str,
    no: i64,
    reason: &str,
) -> Result<i64, UseCaseError> {
    let code = normalise(code);
    let parts = [
        "replace_result",
        actor.officer(),
        &code,
        &no.to_string(),
        reason,
    ];
    let key = Key::of(key, &parts)?;
    let reason = reason_of(reason)?;
    let actor = actor.clone();
    once(app, key, move |tx, writing| {
        let dossier = readable(tx, &actor, &code)?;
        let permit = one_of(&actor, &[Right::Issue, Right::Sign])?;
        open_only(&dossier)?;
        let before = one(tx, &dossier, no)?;
        if before.state != ResultState::Final {
            return Err(FileRefusal::NotFinal.into());
        }
        let replaced = ResultPaper {
            state: ResultState::Replaced,
            note: reason.clone(),
            at: writing.at,
            officer: permit.actor().officer().to_owned(),
            ..before
        };
        results::update(tx, &replaced)?;
        let all = results::of_dossier(tx, dossier.id)?;
        let next = ResultPaper {
            id: writing.next_seq(),
            no: all.last().map_or(1, |last| last.no + 1),
            number: HumanText::default(),
            date: None,
            signed_by: HumanText::default(),
            form: None,
            attachment: None,
            state: ResultState::Draft,
            note: HumanText::default(),
            remarks: Vec::new(),
            ..replaced.clone()
        };
        results::insert(tx, &next)?;
        let change = json!({ "result": no, "number": replaced.number, "replaced_by": next.no });
        let mut event = event(writing, &permit, "replace_result", &dossier, &change);
        event.note = reason.as_str().to_owned();
        writing.append(tx, &event)?;
        Ok(next.no)
    })
    .await
}
