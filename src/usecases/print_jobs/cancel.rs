//! Give a paper up before anything was sent: its number is free again.

use serde_json::json;

use super::super::print_number::{GIVEN_UP, blank, scope};
use super::super::write::{Key, once};
use super::super::{App, UseCaseError};
use super::{about, of_unit, permit, step};
use crate::domain::event::Change;
use crate::domain::org::Actor;
use crate::domain::print_job::Step;
use crate::records::counters;
use crate::records::print_jobs::PrintJob;

/// Gives job `id` up.
///
/// # Errors
/// No such job in the unit; something was sent; the store.
pub async fn cancel(
    app: &App,
    actor: &Actor,
    key: &str,
    id: i64,
) -> Result<PrintJob, UseCaseError> {
    let permit = permit(actor)?;
    let key = Key::of(key, &[GIVEN_UP, actor.officer(), &id.to_string()])?;
    let actor = actor.clone();
    let id = once(app, key, move |tx, writing| {
        let mut job = of_unit(tx, &actor, id)?;
        let about = about(tx, &actor, &job)?;
        step(tx, &mut job, Step::Cancel, writing.at, actor.officer())?;
        if job.code.is_empty() {
            let scope = scope(&job.what, job.about, &job.paper);
            counters::give_back(tx, &scope, job.number)?;
        }
        let mut event = blank(writing, &permit, GIVEN_UP, &about);
        event.change = Change::of(&json!({
            "print": job.id,
            "form": job.form,
            "copy": job.number,
        }));
        writing.append(tx, &event)?;
        Ok(id)
    })
    .await?;
    super::read(app, id).await
}
