//! Carries papers to the printers of this server: one paper at a time to each printer, in the order in
//! which they were asked for. Whoever asked has had their answer long before.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use tokio::task::JoinHandle;

use super::in_force::Live;
use crate::domain::print_job::JobState;
use crate::domain::printer::At;
use crate::print::spool::{Device, Fault, Pace, Told, Trouble, carry, look_again};
use crate::records::print_jobs::PrintJob;
use crate::usecases::print_jobs::{AppLedger, Holder, all_open, device, report, sweep};
use crate::usecases::{App, UseCaseError};

/// Between two looks at the rows.
const EVERY: Duration = Duration::from_millis(1_000);
/// Between two questions to a printer about a paper in doubt.
const DOUBT_EVERY: Duration = Duration::from_secs(5);

/// The carrier of one server.
pub struct PrintWorker {
    holder: Holder,
    pace: Pace,
    /// Printers to which a paper is on its way now.
    carrying: HashMap<String, JoinHandle<()>>,
    asked: HashMap<i64, Instant>,
}

impl PrintWorker {
    /// A carrier under a name of its own.
    #[must_use]
    pub fn new(app: &App, pace: Pace) -> Self {
        Self {
            holder: Holder {
                name: format!("server-{}", app.secret(12)),
                place: At::Server,
                org: None,
            },
            pace,
            carrying: HashMap::new(),
            asked: HashMap::new(),
        }
    }

    /// One look at the rows: starts what can be started, and puts in doubt what fell silent.
    ///
    /// # Errors
    /// The store.
    pub async fn round(&mut self, app: &App) -> Result<(), UseCaseError> {
        sweep(app).await?;
        self.carrying.retain(|_, carry| !carry.is_finished());
        let jobs = all_open(app).await?;
        self.asked.retain(|id, _| jobs.iter().any(|j| j.id == *id));
        for job in jobs.iter().filter(|job| job.place == At::Server) {
            let Some(device) = app.rules.printers.get(&job.printer).and_then(device) else {
                // It was there when the paper was asked for; since then its file has changed.
                if job.state == JobState::Queued {
                    let gone = Trouble::with(Fault::Missing, &job.printer);
                    report(app, &self.holder, job.id, &Told::Held(gone)).await?;
                }
                continue;
            };
            match job.state {
                JobState::Queued => self.start(app, device, job),
                JobState::Doubtful => self.ask(app, &device, job).await?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Waits until nothing is on its way; for tests.
    pub async fn rest(&mut self) {
        for (_, carry) in self.carrying.drain() {
            drop(carry.await);
        }
    }

    fn start(&mut self, app: &App, device: Device, job: &PrintJob) {
        if self.carrying.contains_key(&job.printer) {
            return;
        }
        let ledger = AppLedger {
            app: app.clone(),
            holder: self.holder.clone(),
        };
        let (id, pace) = (job.id, self.pace);
        let carried = tokio::spawn(async move {
            if let Err(error) = carry(&device, &ledger, id, pace).await {
                tracing::warn!(code = error.code(), job = id, "print job");
            }
        });
        self.carrying.insert(job.printer.clone(), carried);
    }

    /// A printer that remembers its jobs may know what nobody saw.
    async fn ask(
        &mut self,
        app: &App,
        device: &Device,
        job: &PrintJob,
    ) -> Result<(), UseCaseError> {
        let asked = self.asked.get(&job.id);
        if asked.is_some_and(|at| at.elapsed() < DOUBT_EVERY) {
            return Ok(());
        }
        self.asked.insert(job.id, Instant::now());
        if let Some(told) = look_again(device, &job.name_at_printer(), &job.remote).await {
            let holder = Holder {
                name: job.holder.clone(),
                ..self.holder.clone()
            };
            report(app, &holder, job.id, &told).await?;
        }
        Ok(())
    }
}

/// Carries until the future is dropped. Does nothing in an office whose printers all hang at desks.
pub(super) async fn run(live: Live) {
    let mut worker = PrintWorker::new(&live.now().app, Pace::default());
    let mut carries = false;
    loop {
        live.renew_printers().await;
        let app = live.now().app;
        let mut printers = app.rules.printers.printer.iter();
        // Papers may still wait for a printer that its file no longer has.
        carries |= printers.any(|printer| printer.at == At::Server);
        if carries && let Err(error) = worker.round(&app).await {
            tracing::warn!(code = error.code(), "print worker");
        }
        tokio::time::sleep(EVERY).await;
    }
}
