//! The way to the printer: small drivers behind one trait, and the one procedure that carries a paper.
//!
//! A driver knows one kind of printer and nothing of dossiers, rows or desks. [`carry`] asks how the
//! printer is, writes down that the paper is on its way **before** the first byte leaves, sends it, and
//! tells what became of it. What it tells is kept by a [`Ledger`]: the server's rows, or a desk that
//! reports to the server.

mod carry;
mod fault;
mod files;
mod ipp;
mod line;
mod message;
mod said;
mod ticket;
mod trust;

use std::future::Future;
use std::path::PathBuf;

pub use carry::{Ledger, Pace, Told, carry, look_again};
pub use fault::{Fault, Trouble};
pub use files::{FolderSpool, QueueSpool, ViewerSpool};
pub use ipp::IppSpool;
pub use ticket::TicketSpool;
pub use trust::Trust;

/// A paper to carry away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrintJob {
    /// Name of the file and of the job at the printer, without path: `mau-01-000.23.31.H62-261121-0001`.
    /// Two papers never share it, two tries of one paper do: by it a printer is asked about an earlier try.
    pub name: String,
    /// The PDF, or the rows of dots of a ticket (576 dots, 72 bytes a row).
    pub content: Vec<u8>,
    /// How many times it comes out.
    pub copies: u32,
    /// Tray, as the printer calls it; empty for its own choice.
    pub tray: String,
    /// Size of the paper as forms name it: `a4`, `a5`.
    pub size: String,
    /// It was sent before: the printer is asked about that first.
    pub tried: bool,
}

/// How a printer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// It takes papers.
    Ready,
    /// Something stops it.
    Stopped(Trouble),
}

/// What became of sending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// Certain that nothing reached the printer: the paper may be sent again.
    NotSent(Trouble),
    /// The printer refused it: nothing comes out, and nothing will unless somebody changes something.
    Refused(Trouble),
    /// The printer has it, under this number of its own.
    Accepted(String),
    /// It came out, or is where it was to go.
    Done(SpoolReceipt),
    /// Nobody knows whether it comes out.
    Doubtful(Trouble),
}

/// How far the printer is with a paper that it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Not out yet; what stops it, if anything.
    Printing(Option<Trouble>),
    /// Out.
    Done,
    /// The printer gave it up; some of it may be out.
    Aborted(Trouble),
    /// The printer does not know it, or does not say.
    Unknown,
    /// The printer cannot be reached.
    Unreachable,
}

/// Where a paper went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpoolReceipt {
    /// The file that holds it, when there is one.
    pub file: Option<PathBuf>,
    /// What the printer or queue calls it (`Quay03-17`).
    pub job: Option<String>,
}

/// A kind of printer.
pub trait Spool: Send + Sync {
    /// How the printer is. Answers within a few seconds, whatever the printer does.
    fn condition(&self) -> impl Future<Output = Condition> + Send;

    /// Sends a paper. Answers within half a minute, whatever the printer does.
    fn send(&self, job: &PrintJob) -> impl Future<Output = Sent> + Send;

    /// How far the printer is with what it [accepted](Sent::Accepted); with an empty number it is looked
    /// for by its name.
    fn trace(&self, name: &str, number: &str) -> impl Future<Output = Progress> + Send;
}

/// One printer of any kind.
#[derive(Clone, Debug)]
pub enum Device {
    /// A folder.
    Folder(FolderSpool),
    /// A folder and a viewer.
    Viewer(ViewerSpool),
    /// A print program.
    Queue(QueueSpool),
    /// IPP.
    Ipp(IppSpool),
    /// ESC/POS over TCP.
    Ticket(TicketSpool),
}

impl Device {
    /// Whether it can say how it is.
    #[must_use]
    pub fn tells_its_state(&self) -> bool {
        matches!(self, Self::Ipp(_) | Self::Ticket(_))
    }
}

impl Spool for Device {
    async fn condition(&self) -> Condition {
        match self {
            Self::Ipp(spool) => spool.condition().await,
            Self::Ticket(spool) => spool.condition().await,
            Self::Folder(_) | Self::Viewer(_) | Self::Queue(_) => Condition::Ready,
        }
    }

    async fn send(&self, job: &PrintJob) -> Sent {
        match self {
            Self::Ipp(spool) => spool.send(job).await,
            Self::Ticket(spool) => spool.send(job).await,
            Self::Folder(spool) => aside(spool.clone(), job, |spool, job| spool.submit(job)).await,
            Self::Viewer(spool) => aside(spool.clone(), job, |spool, job| spool.submit(job)).await,
            Self::Queue(spool) => aside(spool.clone(), job, |spool, job| spool.submit(job)).await,
        }
    }

    async fn trace(&self, name: &str, number: &str) -> Progress {
        match self {
            Self::Ipp(spool) => spool.trace(name, number).await,
            _ => Progress::Unknown,
        }
    }
}

/// Files and programs are waited for on a thread of their own.
async fn aside<S: Send + 'static>(
    spool: S,
    job: &PrintJob,
    submit: fn(&S, &PrintJob) -> Result<SpoolReceipt, super::error::PrintError>,
) -> Sent {
    let job = job.clone();
    let done = tokio::task::spawn_blocking(move || submit(&spool, &job)).await;
    match done {
        Ok(Ok(receipt)) => Sent::Done(receipt),
        Ok(Err(error)) => Sent::Refused(Trouble::of_file(&error)),
        Err(_) => Sent::Doubtful(Trouble::of(Fault::Lost)),
    }
}
