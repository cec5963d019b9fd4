//! What a carrier does with the rows: takes a paper, says what became of it; and what is said in its
//! place when it falls silent.

use super::super::write::unkeyed;
use super::super::{App, PrintRefusal, Rules, UseCaseError};
use super::{read, size, step};
use crate::domain::print_job::{JobState, LEASE_MS, Step};
use crate::domain::printer::{At, Printer, PrinterKind};
use crate::print::spool::{
    Device, Fault, FolderSpool, IppSpool, PrintJob as Paper, TicketSpool, Told, Trouble,
};
use crate::print::{self, Fonts, FormData};
use crate::records::print_jobs::{self, PrintJob};

/// Who carries: this server, or a desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// A name that no other carrier has.
    pub name: String,
    /// What it may carry.
    pub place: At,
    /// The unit it carries for; any for a server.
    pub org: Option<String>,
}

impl Holder {
    fn may(&self, job: &PrintJob) -> Result<(), PrintRefusal> {
        if self.org.as_ref().is_some_and(|org| *org != job.org) {
            return Err(PrintRefusal::NoJob(job.id));
        }
        if self.place != job.place {
            return Err(PrintRefusal::OtherCarrier(job.id));
        }
        Ok(())
    }
}

/// Takes job `id`: it is written down as sent, and its paper given. `None` when it is not to be sent now.
///
/// The paper is made first: a template that cannot be drawn leaves the job where it is, refused.
///
/// # Errors
/// No such job for this carrier; the store.
pub async fn take(app: &App, holder: &Holder, id: i64) -> Result<Option<Paper>, UseCaseError> {
    let job = read(app, id).await?;
    holder.may(&job)?;
    if job.state != JobState::Queued {
        return Ok(None);
    }
    let content = match content(&app.rules, &job) {
        Ok(content) => content,
        Err(trouble) => {
            report(app, holder, id, &Told::Refused(trouble)).await?;
            return Ok(None);
        }
    };
    let paper = Paper {
        name: job.name_at_printer(),
        content,
        copies: job.copies,
        tray: job.tray.clone(),
        size: size(&job.form).to_owned(),
        tried: job.tries > 0,
    };
    let by = holder.clone();
    let mine = unkeyed(app, move |tx, writing| {
        let Some(mut job) = print_jobs::one(tx, id)? else {
            return Ok(false);
        };
        if job.state != JobState::Queued {
            return Ok(false);
        }
        job.tries += 1;
        job.holder.clone_from(&by.name);
        job.lease = writing.at + LEASE_MS;
        job.fault.clear();
        job.said.clear();
        job.remote.clear();
        match step(tx, &mut job, Step::Take, writing.at, &by.name) {
            Ok(()) => Ok(true),
            Err(UseCaseError::PrintJob(PrintRefusal::NotNow { .. })) => Ok(false),
            Err(error) => Err(error),
        }
    })
    .await?;
    Ok(mine.then_some(paper))
}

/// Writes down what a carrier says of job `id`; `false` when it is no longer its own.
///
/// # Errors
/// No such job; the store.
pub async fn report(
    app: &App,
    holder: &Holder,
    id: i64,
    told: &Told,
) -> Result<bool, UseCaseError> {
    let job = read(app, id).await?;
    holder.may(&job)?;
    if is_known(app, &job, holder, told) {
        return Ok(true);
    }
    let (holder, told) = (holder.clone(), told.clone());
    unkeyed(app, move |tx, writing| {
        let Some(mut job) = print_jobs::one(tx, id)? else {
            return Ok(false);
        };
        let Some((next, trouble)) = meaning(&told, &job, &holder) else {
            return Ok(false);
        };
        if let Told::Printing(number, _) = &told {
            job.remote.clone_from(number);
            job.lease = writing.at + LEASE_MS;
        }
        set(&mut job, trouble);
        let Some(next) = next else {
            job.changed_at = writing.at;
            print_jobs::note(tx, &job)?;
            return Ok(true);
        };
        match step(tx, &mut job, next, writing.at, &holder.name) {
            Ok(()) => Ok(true),
            Err(UseCaseError::PrintJob(PrintRefusal::NotNow { .. })) => Ok(false),
            Err(error) => Err(error),
        }
    })
    .await
}

/// What a word means for the job as it stands: the step it takes, if any, and what is wrong. `None` when
/// the carrier has no say in it. That a printer is stopped is said of a job nobody has taken; everything
/// else by the one who has.
fn meaning<'a>(
    told: &'a Told,
    job: &PrintJob,
    holder: &Holder,
) -> Option<(Option<Step>, Option<&'a Trouble>)> {
    let waits = job.state == JobState::Queued;
    let is_own = job.holder == holder.name;
    Some(match told {
        Told::Held(trouble) if waits => (None, Some(trouble)),
        Told::Refused(trouble) if waits || is_own => (Some(Step::Refuse), Some(trouble)),
        Told::Printing(_, trouble) if is_own && job.state == JobState::Sent => {
            (None, trouble.as_ref())
        }
        Told::Unsent(trouble) if is_own => (Some(Step::Unsent), Some(trouble)),
        Told::Doubtful(trouble) if is_own => (Some(Step::Doubt), Some(trouble)),
        Told::Printed(_) if is_own => (Some(Step::Confirm), None),
        _ => return None,
    })
}

/// Nothing new: not worth a write to the disk. A lease is renewed when a third of it is gone.
fn is_known(app: &App, job: &PrintJob, holder: &Holder, told: &Told) -> bool {
    let same = |trouble: Option<&Trouble>| {
        job.fault == trouble.map_or("", |t| t.fault.code())
            && job.said == trouble.map_or("", |t| t.said.as_str())
    };
    match told {
        Told::Held(trouble) => job.state == JobState::Queued && same(Some(trouble)),
        Told::Printing(number, trouble) => {
            let fresh = job.lease - app.clock.now() > LEASE_MS * 2 / 3;
            job.state == JobState::Sent
                && job.holder == holder.name
                && job.remote == *number
                && fresh
                && same(trouble.as_ref())
        }
        _ => false,
    }
}

fn set(job: &mut PrintJob, trouble: Option<&Trouble>) {
    job.fault = trouble.map_or(String::new(), |t| t.fault.code().to_owned());
    job.said = trouble.map_or(String::new(), |t| t.said.clone());
}

/// Puts in doubt what silent carriers had; answers how many. Nothing is sent again from here.
///
/// # Errors
/// The store.
pub async fn sweep(app: &App) -> Result<usize, UseCaseError> {
    let now = app.clock.now();
    let silent = |job: &PrintJob| job.state == JobState::Sent && job.lease < now;
    let open = super::all_open(app).await?;
    let lost: Vec<i64> = open.iter().filter(|j| silent(j)).map(|j| j.id).collect();
    if lost.is_empty() {
        return Ok(0);
    }
    unkeyed(app, move |tx, writing| {
        let mut count = 0;
        for id in &lost {
            let Some(mut job) = print_jobs::one(tx, *id)? else {
                continue;
            };
            if job.state != JobState::Sent || job.lease >= writing.at {
                continue;
            }
            job.fault = Fault::Carrier.code().to_owned();
            job.said.clear();
            let who = job.holder.clone();
            step(tx, &mut job, Step::Doubt, writing.at, &who)?;
            count += 1;
        }
        Ok(count)
    })
    .await
}

/// The paper of a job, made from the fields it keeps: the same in every try.
///
/// # Errors
/// The template is gone or cannot be drawn.
pub fn content(rules: &Rules, job: &PrintJob) -> Result<Vec<u8>, Trouble> {
    let bad = |error: &dyn std::fmt::Display| Trouble::with(Fault::Template, error);
    let template = rules.shelf.get(&job.template).map_err(|e| bad(&e))?;
    let data: FormData = serde_json::from_str(&job.fields).map_err(|e| bad(&e))?;
    let fonts = Fonts::load().map_err(|e| bad(&e))?;
    let printer = rules.printers.get(&job.printer);
    match printer.map(|printer| printer.kind) {
        Some(PrinterKind::Raw9100) => {
            let dots = print::ticket(fonts, &template, &data).map_err(|e| bad(&e))?;
            Ok(dots.bytes().to_vec())
        }
        _ => print::pdf(fonts, &template, &data).map_err(|e| bad(&e)),
    }
}

/// The driver of a printer that a server carries to; `None` when its address is none.
#[must_use]
pub fn device(printer: &Printer) -> Option<Device> {
    Some(match printer.kind {
        PrinterKind::Ipp => Device::Ipp(IppSpool::at(&printer.address, &printer.certificate)?),
        PrinterKind::Raw9100 => Device::Ticket(TicketSpool {
            address: printer.address.clone(),
            answers: printer.answers,
        }),
        PrinterKind::Queue => Device::Queue(crate::print::spool::QueueSpool {
            folder: None,
            command: Vec::new(),
            queue: printer.address.clone(),
        }),
        PrinterKind::Folder | PrinterKind::Viewer => Device::Folder(FolderSpool {
            folder: printer.address.clone().into(),
        }),
    })
}
