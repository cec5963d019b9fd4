//! Finish a result (hoàn thành kết quả): number, date and the file that stands for the paper.

use chrono::NaiveDate;
use serde_json::json;

use super::{one, open_only};
use crate::domain::code_scheme::normalise;
use crate::domain::event::Change;
use crate::domain::field_codes;
use crate::domain::intake::FieldProblem;
use crate::domain::org::Actor;
use crate::domain::result::{ResultForm, ResultPaper, ResultState};
use crate::domain::role::Right;
use crate::inspect::{self, Fit};
use crate::records::results;
use crate::text::HumanText;
use crate::usecases::act::readable;
use crate::usecases::attachments::{download, event, line, one_of, present};
use crate::usecases::rules::date;
use crate::usecases::write::{Key, kept, once};
use crate::usecases::{App, FileRefusal, UseCaseError};

/// What finishes a result, as sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finish {
    /// Outgoing number with its symbol, e.g. `12/GCN`.
    pub number: String,
    /// Date of the paper.
    pub date: NaiveDate,
    /// Who signed it.
    pub signed_by: String,
    /// Form on the flow.
    pub form: ResultForm,
    /// The attachment that is the result.
    pub attachment: i64,
}

/// Finishes the draft `no` of the dossier `code`; answers what the check of its file said.
///
/// # Errors
/// No such dossier, result or attachment; not allowed; not a draft; a file that does not fit; fields
/// to mend; the dossier has ended; the store.
pub async fn finalise(
    app: &App,
    actor: &Actor,
    key: &str,
    code: &str,
    no: i64,
    finish: Finish,
) -> Result<Vec<String>, UseCaseError> {
    let code = normalise(code);
    let parts = [
        "finish_result",
        actor.officer(),
        &code,
        &no.to_string(),
        &finish.number,
        &finish.date.to_string(),
        &finish.signed_by,
        finish.form.id(),
        &finish.attachment.to_string(),
    ];
    let key = Key::of(key, &parts)?;
    if let Some(answer) = kept(app, &key).await? {
        return Ok(answer);
    }
    let (number, signed_by) = fields(app, &finish)?;
    one_of(actor, &[Right::Issue, Right::Sign])?;
    let fit = checked(app, actor, &code, &finish).await?;
    let actor = actor.clone();
    once(app, key, move |tx, writing| {
        let dossier = readable(tx, &actor, &code)?;
        let permit = one_of(&actor, &[Right::Issue, Right::Sign])?;
        open_only(&dossier)?;
        let before = one(tx, &dossier, no)?;
        if before.state != ResultState::Draft {
            return Err(FileRefusal::NotDraft.into());
        }
        present(tx, dossier.id, finish.attachment)?;
        let result = ResultPaper {
            number: number.clone(),
            date: Some(finish.date),
            signed_by: signed_by.clone(),
            form: Some(finish.form),
            attachment: Some(finish.attachment),
            state: ResultState::Final,
            remarks: fit.remarks.clone(),
            at: writing.at,
            officer: permit.actor().officer().to_owned(),
            ..before
        };
        results::update(tx, &result)?;
        let change = json!({
            "result": no, "number": result.number, "date": finish.date, "form": finish.form,
            "attachment": finish.attachment, "remarks": fit.remarks,
        });
        let mut event = event(writing, &permit, "finish_result", &dossier, &change);
        event.change = Change::of(&change);
        writing.append(tx, &event)?;
        Ok(fit.remarks.clone())
    })
    .await
}

fn fields(app: &App, finish: &Finish) -> Result<(HumanText, HumanText), UseCaseError> {
    let number = line("number", &finish.number, 60)?;
    let signed_by = line("signed_by", &finish.signed_by, 100)?;
    let mut wrong = Vec::new();
    let mut report = |field: &str, code, message: &str| {
        wrong.push(FieldProblem {
            field: field.to_owned(),
            code,
            message: message.to_owned(),
        });
    };
    if number.is_empty() {
        report(
            "number",
            field_codes::MISSING,
            "Kết quả chính thức phải có số; gõ số văn bản",
        );
    }
    let today = date(app.clock.now());
    if finish.date > today || finish.date < NaiveDate::default() {
        report(
            "date",
            field_codes::MISFIT,
            "Ngày văn bản không thể sau hôm nay; gõ lại ngày",
        );
    }
    if wrong.is_empty() {
        return Ok((number, signed_by));
    }
    Err(UseCaseError::Fields(wrong))
}

/// Looks into the file with all care; it cannot change between this and the write, its hash is its name.
async fn checked(
    app: &App,
    actor: &Actor,
    code: &str,
    finish: &Finish,
) -> Result<Fit, UseCaseError> {
    let (_, bytes) = download(app, actor, code, finish.attachment).await?;
    let form = finish.form;
    let looked = tokio::task::spawn_blocking(move || match form {
        ResultForm::SignedFile => inspect::as_signed(&bytes),
        ResultForm::Scan => inspect::as_scan(&bytes),
    });
    let fit = looked.await.unwrap_or(Err(inspect::Unfit::TooComplex));
    fit.map_err(|unfit| FileRefusal::from(unfit).into())
}
