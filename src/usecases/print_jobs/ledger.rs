//! The rows as the ledger of a carrier in this process.

use super::super::{App, UseCaseError};
use super::{Holder, report, take};
use crate::print::spool::{Ledger, PrintJob, Told};

/// The rows, written by one carrier.
#[derive(Clone)]
pub struct AppLedger {
    /// Application.
    pub app: App,
    /// The carrier.
    pub holder: Holder,
}

impl Ledger for AppLedger {
    type Error = UseCaseError;

    async fn take(&self, job: i64) -> Result<Option<PrintJob>, UseCaseError> {
        take(&self.app, &self.holder, job).await
    }

    async fn tell(&self, job: i64, told: &Told) -> Result<bool, UseCaseError> {
        report(&self.app, &self.holder, job, told).await
    }
}
