//! Send a paper to another printer, or again to one that refused it: the same paper, the same number.

use serde_json::json;

use super::super::print_number::blank;
use super::super::write::{Key, once};
use super::super::{App, PrintRefusal, UseCaseError};
use super::{about, fitting, of_unit, permit, size, step};
use crate::domain::event::Change;
use crate::domain::org::Actor;
use crate::domain::print_job::{JobState, Step};
use crate::records::print_jobs::{self, PrintJob};

/// Where it is to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// Printer; empty for the same.
    pub printer: String,
    /// Tray; empty for the printer's choice.
    pub tray: String,
    /// How many times it comes out; as before when none.
    pub copies: Option<u32>,
    /// The desk that takes it over; empty for the same.
    pub desk: String,
}

/// Sends job `id` to `elsewhere`; only while it waits, or when its printer refused it.
///
/// # Errors
/// No such job in the unit; it may have come out; no such printer or tray; the store.
pub async fn send_again(
    app: &App,
    actor: &Actor,
    key: &str,
    id: i64,
    elsewhere: Elsewhere,
) -> Result<PrintJob, UseCaseError> {
    let permit = permit(actor)?;
    let Elsewhere {
        printer,
        tray,
        copies,
        desk,
    } = elsewhere;
    let count = copies.map_or(String::new(), |n| n.to_string());
    let number = id.to_string();
    let parts = [
        "print_move",
        actor.officer(),
        &number,
        &printer,
        &tray,
        &count,
        &desk,
    ];
    let key = Key::of(key, &parts)?;
    let desk = super::super::act::note(&desk)?.into_string();
    let (actor, rules) = (actor.clone(), app.rules.clone());
    let id = once(app, key, move |tx, writing| {
        let mut job = of_unit(tx, &actor, id)?;
        let about = about(tx, &actor, &job)?;
        let wanted = match printer.as_str() {
            "" => job.printer.clone(),
            other => other.to_owned(),
        };
        let copies = copies.unwrap_or(job.copies);
        let to = fitting(&rules, &wanted, size(&job.form), &tray, copies)?;
        let from = job.printer.clone();
        job.printer.clone_from(&to.id);
        job.place = to.at;
        job.tray.clone_from(&tray);
        job.copies = copies;
        if !desk.is_empty() {
            job.desk.clone_from(&desk);
        }
        job.fault.clear();
        job.said.clear();
        match job.state {
            JobState::Queued => {
                job.changed_at = writing.at;
                if !print_jobs::move_on(tx, &job, JobState::Queued, actor.officer())? {
                    let state = job.state;
                    return Err(PrintRefusal::NotNow { id, state }.into());
                }
            }
            JobState::Failed => {
                step(tx, &mut job, Step::NothingCame, writing.at, actor.officer())?;
            }
            state => return Err(PrintRefusal::NotNow { id, state }.into()),
        }
        let mut event = blank(writing, &permit, "print_move", &about);
        event.change = Change::of(&json!({
            "print": job.id,
            "form": job.form,
            "copy": job.number,
            "printer": [from, job.printer],
        }));
        writing.append(tx, &event)?;
        Ok(id)
    })
    .await?;
    super::read(app, id).await
}
