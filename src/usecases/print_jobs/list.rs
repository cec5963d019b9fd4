//! Papers that are not out yet (giấy đang chờ in).

use super::super::{App, UseCaseError};
use super::{of_unit, permit};
use crate::domain::org::Actor;
use crate::domain::print_job::JobState;
use crate::records::print_jobs::{self, PrintJob, StepTaken};
use crate::text::fold;

/// Most papers looked at in one go: more than any desk has on its way.
const MOST: i64 = 500;

/// What is on its way for a desk.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Open {
    /// Its papers, oldest first.
    pub jobs: Vec<PrintJob>,
}

/// Papers of the officer's unit that are not over; those of `desk`, when it is named. Those whose
/// carrier fell silent are put in doubt first.
///
/// # Errors
/// Not allowed; the store.
pub async fn open(app: &App, actor: &Actor, desk: &str) -> Result<Open, UseCaseError> {
    permit(actor)?;
    let org = actor.org().to_owned();
    let read = || {
        let org = org.clone();
        app.store.read(move |tx| print_jobs::open(tx, &org, MOST))
    };
    let mut jobs = read().await?;
    let now = app.clock.now();
    if jobs
        .iter()
        .any(|j| j.state == JobState::Sent && j.lease < now)
    {
        super::sweep(app).await?;
        jobs = read().await?;
    }
    let wanted = fold(desk);
    jobs.retain(|job| wanted.is_empty() || fold(&job.desk) == wanted);
    Ok(Open { jobs })
}

/// All papers that are not over, whoever's: for carriers.
///
/// # Errors
/// The store.
pub async fn all_open(app: &App) -> Result<Vec<PrintJob>, UseCaseError> {
    let jobs = app.store.read(|tx| print_jobs::all_open(tx, MOST)).await?;
    Ok(jobs)
}

/// Job `id` of the officer's unit, with all that happened to it.
///
/// # Errors
/// No such job; the store.
pub async fn steps(
    app: &App,
    actor: &Actor,
    id: i64,
) -> Result<(PrintJob, Vec<StepTaken>), UseCaseError> {
    permit(actor)?;
    let actor = actor.clone();
    app.store
        .read(move |tx| {
            let job = of_unit(tx, &actor, id)?;
            let steps = print_jobs::steps(tx, id)?;
            Ok::<_, UseCaseError>((job, steps))
        })
        .await
}
