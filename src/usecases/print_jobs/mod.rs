//! Papers on their way out: asked for, carried, doubted, answered for.
//!
//! Saving never waits for any of this: a job is written in the transaction of the print's event, and
//! whoever carries it ([`carrier`]) does so afterwards, on the server or at the desk.

mod answer;
mod cancel;
mod carrier;
mod forget;
mod ledger;
mod list;
mod queue;
mod send_again;

pub use answer::answer;
pub use cancel::cancel;
pub use carrier::{Holder, content, device, report, sweep, take};
pub(super) use forget::forget;
pub use ledger::AppLedger;
pub use list::{Open, all_open, open, steps};
pub use queue::{Order, queue};
pub use send_again::{Elsewhere, send_again};

use super::act::readable;
use super::print_number::About;
use super::{App, PrintRefusal, Rules, UseCaseError};
use crate::domain::org::Actor;
use crate::domain::print_job::{JobState, Step};
use crate::domain::printer::{COPIES_MOST, Printer};
use crate::domain::role::{Denied, Permit, Right};
use crate::records::print_jobs::{self, PrintJob};
use crate::store::Tx;

/// Who may look after papers on their way: those who print some.
fn permit(actor: &Actor) -> Result<Permit, Denied> {
    super::print_form::paper_permit(actor)
        .or_else(|denied| Permit::ask(actor, Right::Collect).map_err(|_| denied))
}

/// Whether `actor` may look after papers on their way.
///
/// # Errors
/// [`Denied`].
pub fn may(actor: &Actor) -> Result<(), Denied> {
    permit(actor).map(drop)
}

/// Job `id` of the officer's unit.
fn of_unit(tx: &mut dyn Tx, actor: &Actor, id: i64) -> Result<PrintJob, UseCaseError> {
    let job = print_jobs::one(tx, id)?;
    let own = job.filter(|job| job.org == actor.org());
    own.ok_or_else(|| PrintRefusal::NoJob(id).into())
}

/// Moves `job` by `step`, as `who`.
///
/// # Errors
/// [`PrintRefusal::NotNow`] when it may not, or when somebody was faster.
fn step(
    tx: &mut dyn Tx,
    job: &mut PrintJob,
    step: Step,
    at: i64,
    who: &str,
) -> Result<(), UseCaseError> {
    let (id, from) = (job.id, job.state);
    let not_now = || PrintRefusal::NotNow { id, state: from };
    let next = from.after(step).ok_or_else(not_now)?;
    // A paper whose fields were taken away with its dossier goes nowhere any more.
    job.state = match job.fields.is_empty() && matches!(next, JobState::Queued | JobState::Failed) {
        true => JobState::Cancelled,
        false => next,
    };
    job.changed_at = at;
    if job.state != JobState::Sent {
        job.lease = 0;
    }
    if matches!(step, Step::Confirm | Step::CameOut | Step::NothingCame) {
        job.fault.clear();
        job.said.clear();
    }
    if job.state.is_over() {
        // The fields name people; who wants the paper again prints it from the dossier.
        job.fields.clear();
    }
    match print_jobs::move_on(tx, job, from, who)? {
        true => Ok(()),
        false => Err(not_now().into()),
    }
}

/// What the paper of `job` is about, with the dossier if the officer may read it.
fn about(tx: &mut dyn Tx, actor: &Actor, job: &PrintJob) -> Result<About, UseCaseError> {
    let dossier = match job.code.as_str() {
        "" => None,
        code => match readable(tx, actor, code) {
            Ok(dossier) => Some(Box::new(dossier)),
            // Its dossier was deleted, and with it what the paper said: only the job is left.
            Err(UseCaseError::NoDossier(_)) if job.fields.is_empty() => None,
            Err(error) => return Err(error),
        },
    };
    let what = WHAT.iter().find(|what| **what == job.what);
    Ok(About {
        what: what.copied().unwrap_or("dossier"),
        id: job.about,
        dossier,
    })
}

/// What papers are about.
const WHAT: &[&str] = &[
    "dossier",
    "slip",
    "receipt",
    "refund",
    "shift",
    "post_list",
    "register",
    "hand_over",
];

/// The printer `id`, with paper of `size` and, when named, that tray.
fn fitting<'a>(
    rules: &'a Rules,
    id: &str,
    size: &str,
    tray: &str,
    copies: u32,
) -> Result<&'a Printer, PrintRefusal> {
    let printer = rules.printers.get(id);
    let printer = printer.ok_or_else(|| PrintRefusal::NoPrinter(id.to_owned()))?;
    if !printer.takes(size) {
        return Err(PrintRefusal::OtherSize {
            printer: printer.name.clone(),
            size: size.to_uppercase(),
        });
    }
    if !tray.is_empty() && !printer.trays.iter().any(|t| t.id == tray) {
        return Err(PrintRefusal::NoTray(tray.to_owned()));
    }
    if !(1..=COPIES_MOST).contains(&copies) {
        return Err(PrintRefusal::Copies(copies));
    }
    Ok(printer)
}

/// Size of paper of a form: `a5` of `mau-01-a5`.
fn size(form: &str) -> &str {
    form.rsplit_once('-').map_or("", |(_, size)| size)
}

/// Reads job `id` whoever asks: for carriers.
async fn read(app: &App, id: i64) -> Result<PrintJob, UseCaseError> {
    let job = app.store.read(move |tx| print_jobs::one(tx, id)).await?;
    job.ok_or_else(|| PrintRefusal::NoJob(id).into())
}
