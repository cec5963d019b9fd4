//! “Đã ra giấy chưa?”: what the officer at the tray says of a paper in doubt.

use serde_json::json;

use super::super::print_number::blank;
use super::super::write::{Key, once};
use super::super::{App, UseCaseError};
use super::{about, of_unit, permit, step};
use crate::domain::event::Change;
use crate::domain::org::Actor;
use crate::domain::print_job::Step;
use crate::records::print_jobs::PrintJob;

/// Says of job `id` whether its paper came out. If it did, the job is over; if nothing did, the same
/// paper with the same number waits again. The trail says who said so.
///
/// # Errors
/// No such job in the unit; it is not in doubt; the store.
pub async fn answer(
    app: &App,
    actor: &Actor,
    key: &str,
    id: i64,
    came_out: bool,
) -> Result<PrintJob, UseCaseError> {
    let said = if came_out { "out" } else { "nothing" };
    let permit = permit(actor)?;
    let key = Key::of(
        key,
        &["print_answer", actor.officer(), &id.to_string(), said],
    )?;
    let actor = actor.clone();
    let id = once(app, key, move |tx, writing| {
        let mut job = of_unit(tx, &actor, id)?;
        let about = about(tx, &actor, &job)?;
        let next = match came_out {
            true => Step::CameOut,
            false => Step::NothingCame,
        };
        let fault = job.fault.clone();
        let mut event = blank(writing, &permit, "print_answer", &about);
        event.change = Change::of(&json!({
            "print": job.id,
            "form": job.form,
            "copy": job.number,
            "printer": job.printer,
            "fault": fault,
            "said": said,
        }));
        step(tx, &mut job, next, writing.at, actor.officer())?;
        writing.append(tx, &event)?;
        Ok(id)
    })
    .await?;
    super::read(app, id).await
}
