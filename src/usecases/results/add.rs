//! Draft a result (dự thảo kết quả).

use serde_json::json;

use super::open_only;
use crate::domain::code_scheme::normalise;
use crate::domain::field_codes;
use crate::domain::org::Actor;
use crate::domain::result::{ResultPaper, ResultState};
use crate::records::results;
use crate::text::HumanText;
use crate::usecases::act::readable;
use crate::usecases::attachments::{event, line, may_change, present, unfit};
use crate::usecases::write::{Key, once};
use crate::usecases::{App, UseCaseError};

/// A draft as sent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Drafted {
    /// What it is: kind and subject.
    pub title: String,
    /// The draft's own file, if one is attached.
    pub attachment: Option<i64>,
    /// Remarks.
    pub note: String,
}

/// Adds a draft to the results of the dossier `code`; answers its number among them.
///
/// # Errors
/// No such dossier or attachment; not allowed; no title; the dossier has ended; the store.
pub async fn add(
    app: &App,
    actor: &Actor,
    key: &str,
    code: &str,
    draft: Drafted,
) -> Result<i64, UseCaseError> {
    let code = normalise(code);
    let file = draft.attachment.unwrap_or(0).to_string();
    let parts = [
        "result",
        actor.officer(),
        &code,
        &draft.title,
        &file,
        &draft.note,
    ];
    let key = Key::of(key, &parts)?;
    let title = line("title", &draft.title, 300)?;
    let note = line("note", &draft.note, 500)?;
    if title.is_empty() {
        let text = "Kết quả phải có trích yếu; gõ loại và nội dung kết quả".to_owned();
        return Err(unfit("title", field_codes::MISSING, text));
    }
    let actor = actor.clone();
    once(app, key, move |tx, writing| {
        let dossier = readable(tx, &actor, &code)?;
        let permit = may_change(&actor, &dossier)?;
        open_only(&dossier)?;
        if let Some(id) = draft.attachment {
            present(tx, dossier.id, id)?;
        }
        let all = results::of_dossier(tx, dossier.id)?;
        let result = ResultPaper {
            id: writing.next_seq(),
            dossier: dossier.id,
            no: all.last().map_or(1, |last| last.no + 1),
            title: title.clone(),
            number: HumanText::default(),
            date: None,
            signed_by: HumanText::default(),
            form: None,
            attachment: draft.attachment,
            state: ResultState::Draft,
            note: note.clone(),
            remarks: Vec::new(),
            at: writing.at,
            officer: permit.actor().officer().to_owned(),
        };
        results::insert(tx, &result)?;
        let change =
            json!({ "result": result.no, "title": result.title, "attachment": result.attachment });
        let event = event(writing, &permit, "draft_result", &dossier, &change);
        writing.append(tx, &event)?;
        Ok(result.no)
    })
    .await
}
