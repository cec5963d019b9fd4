//! A dossier is deleted: papers of it that are not out say nothing about people any more.

use super::super::UseCaseError;
use super::step;
use crate::domain::print_job::{JobState, Step};
use crate::records::print_jobs;
use crate::store::Tx;

/// Takes the fields of all open papers of dossier `code` away. What waits is given up; what a printer may
/// have stays where it is, until somebody knows whether it came out, but is never sent again.
///
/// # Errors
/// The store.
pub(in super::super) fn forget(
    tx: &mut dyn Tx,
    code: &str,
    at: i64,
    who: &str,
) -> Result<(), UseCaseError> {
    for mut job in print_jobs::open_of(tx, code)? {
        match job.state {
            JobState::Queued | JobState::Failed => step(tx, &mut job, Step::Cancel, at, who)?,
            _ => print_jobs::forget(tx, job.id)?,
        }
    }
    Ok(())
}
