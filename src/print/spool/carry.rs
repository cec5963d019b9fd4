//! How one paper is carried to its printer, whoever carries it.
//!
//! The order is the whole point: ask the printer, **write down** that the paper is on its way, send,
//! tell. A carrier that dies after the second step leaves a job in doubt, never one that is sent again.

use std::future::Future;
use std::time::{Duration, Instant};

use super::{
    Condition, Device, Fault, PrintJob, Progress, Sent, Spool as _, SpoolReceipt, Trouble,
};

/// What a carrier tells of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// Not sent yet: the printer is stopped.
    Held(Trouble),
    /// Taken, but certain that nothing reached the printer.
    Unsent(Trouble),
    /// The printer refused it.
    Refused(Trouble),
    /// The printer has it, under this number; what stops it, if anything.
    Printing(String, Option<Trouble>),
    /// It is out.
    Printed(SpoolReceipt),
    /// Nobody knows.
    Doubtful(Trouble),
}

/// Where it is written down.
pub trait Ledger: Sync {
    /// Why it could not be written.
    type Error: Send;

    /// The paper is this carrier's, and written down as on its way; `None` when it is not to be printed
    /// any more, or somebody else has it.
    fn take(&self, job: i64) -> impl Future<Output = Result<Option<PrintJob>, Self::Error>> + Send;

    /// Writes down what became of it; `false` when it is no longer this carrier's.
    fn tell(&self, job: i64, told: &Told)
    -> impl Future<Output = Result<bool, Self::Error>> + Send;
}

/// How long a carrier waits for a printer that has the paper.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Between two questions.
    pub every: Duration,
    /// How long the printer may be out of reach.
    pub unreachable: Duration,
    /// How long it may print and name no fault.
    pub printing: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            every: Duration::from_millis(700),
            unreachable: Duration::from_secs(20),
            printing: Duration::from_secs(300),
        }
    }
}

/// Carries paper `job`; answers with the last thing told, `None` when there was nothing to carry.
///
/// # Errors
/// The ledger cannot be written: the carrier stops at once, and the paper is in doubt if it was taken.
pub async fn carry<L: Ledger>(
    device: &Device,
    ledger: &L,
    job: i64,
    pace: Pace,
) -> Result<Option<Told>, L::Error> {
    if let Condition::Stopped(trouble) = device.condition().await {
        let told = match trouble.fault {
            Fault::Format => Told::Refused(trouble),
            _ => Told::Held(trouble),
        };
        ledger.tell(job, &told).await?;
        return Ok(Some(told));
    }
    let Some(paper) = ledger.take(job).await? else {
        return Ok(None);
    };
    let told = match device.send(&paper).await {
        Sent::NotSent(trouble) => Told::Unsent(trouble),
        Sent::Refused(trouble) => Told::Refused(trouble),
        Sent::Done(receipt) => Told::Printed(receipt),
        Sent::Doubtful(trouble) => Told::Doubtful(trouble),
        Sent::Accepted(number) => {
            return watch(device, ledger, job, &paper.name, number, pace)
                .await
                .map(Some);
        }
    };
    ledger.tell(job, &told).await?;
    Ok(Some(told))
}

/// Watches a paper that the printer has, until it is out or nobody knows.
async fn watch<L: Ledger>(
    device: &Device,
    ledger: &L,
    job: i64,
    name: &str,
    number: String,
    pace: Pace,
) -> Result<Told, L::Error> {
    let mut quiet_since = Instant::now();
    let mut away_since: Option<Instant> = None;
    loop {
        let told = match device.trace(name, &number).await {
            Progress::Done => Told::Printed(SpoolReceipt {
                file: None,
                job: Some(number.clone()),
            }),
            Progress::Aborted(trouble) => Told::Doubtful(trouble),
            Progress::Unknown => Told::Doubtful(Trouble::of(Fault::Silent)),
            Progress::Printing(trouble) => {
                away_since = None;
                // A printer that names its fault is waited for as long as the fault lasts.
                if trouble.is_some() {
                    quiet_since = Instant::now();
                }
                match quiet_since.elapsed() > pace.printing {
                    true => Told::Doubtful(Trouble::of(Fault::Hangs)),
                    false => Told::Printing(number.clone(), trouble),
                }
            }
            Progress::Unreachable => {
                let since = *away_since.get_or_insert_with(Instant::now);
                match since.elapsed() > pace.unreachable {
                    true => Told::Doubtful(Trouble::of(Fault::Lost)),
                    false => Told::Printing(number.clone(), Some(Trouble::of(Fault::Off))),
                }
            }
        };
        let is_mine = ledger.tell(job, &told).await?;
        if !matches!(told, Told::Printing(..)) || !is_mine {
            return Ok(told);
        }
        tokio::time::sleep(pace.every).await;
    }
}

/// Asks the printer about a paper in doubt: `Some` when it says that the paper is out. It is never sent
/// from here.
pub async fn look_again(device: &Device, name: &str, number: &str) -> Option<Told> {
    match device.trace(name, number).await {
        Progress::Done => Some(Told::Printed(SpoolReceipt::default())),
        _ => None,
    }
}
