//! Group commit: the promises about a write, stated once for both engines.
//!
//! Jobs that wait together share one transaction and one flush to disk.
//! - Nobody is answered before the commit returned.
//! - A use case that fails or panics loses its own changes only: its batch is run again with a
//!   savepoint round each.
//! - If the commit fails, every job of the batch is told so.
//! - A batch that lost a race or its connection *before* the commit runs again, at last job by job,
//!   so that one job cannot take the others down.

use super::{
    engine::Session,
    error::StoreError,
    failpoint::{FailPoint, hit},
    job::Job,
    seat::{Seat, is_passing},
};
use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    thread,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

/// How often a whole batch is tried before its jobs go one by one.
const TRIES_TOGETHER: u32 = 2;
/// How often a single job is tried against others who change the same rows.
const TRIES_ALONE: u32 = 8;

/// What the writing thread has done since it started.
#[derive(Default)]
pub(crate) struct Meter {
    pub jobs: AtomicU64,
    pub commits: AtomicU64,
    pub reruns: AtomicU64,
    pub largest: AtomicU64,
}

/// Runs these jobs in one transaction and answers each.
pub(crate) fn write_group<S: Session>(session: &mut S, jobs: Vec<Box<dyn Job>>, meter: &Meter) {
    meter.jobs.fetch_add(jobs.len() as u64, Relaxed);
    meter.largest.fetch_max(jobs.len() as u64, Relaxed);
    let seats: Vec<Seat> = jobs.into_iter().map(Seat::new).collect();
    if seats.len() == 1 {
        return write_persistently(session, seats, TRIES_ALONE, meter);
    }
    if let Err(seats) = try_tries(session, seats, TRIES_TOGETHER, meter) {
        for seat in seats {
            write_persistently(session, vec![seat], TRIES_ALONE, meter);
        }
    }
}

/// One reading job in its own snapshot. It is answered before the transaction is closed: there is
/// nothing left that could fail.
pub(crate) fn read_one<S: Session>(session: &mut S, job: Box<dyn Job>) {
    if !job.is_awaited() {
        return;
    }
    let mut seat = Seat::new(job);
    let mut outcome = session.begin();
    for tries_left in (0..TRIES_TOGETHER).rev() {
        if outcome.is_ok() {
            outcome = seat.run(session).and_then(|()| seat.verdict.clone());
        }
        match &outcome {
            Err(error) if is_passing(error) && tries_left > 0 => {
                session.rollback();
                outcome = session.begin();
            }
            _ => break,
        }
    }
    seat.job.answer(outcome);
    session.rollback();
}

/// A single job, tried to the end and answered.
fn write_persistently<S: Session>(session: &mut S, seat: Vec<Seat>, tries: u32, meter: &Meter) {
    if let Err(seats) = try_tries(session, seat, tries, meter) {
        seats.into_iter().for_each(Seat::give_up);
    }
}

/// Tries the batch; gives the seats back, unanswered, when it did not get through.
fn try_tries<S: Session>(
    session: &mut S,
    mut seats: Vec<Seat>,
    tries: u32,
    meter: &Meter,
) -> Result<(), Vec<Seat>> {
    for attempt in 0..tries {
        if attempt > 0 {
            meter.reruns.fetch_add(1, Relaxed);
            pause(attempt);
        }
        let failure = match run_and_commit(session, &mut seats, meter) {
            Ok(()) => {
                hit(FailPoint::AfterCommitBeforeAnswer);
                seats.into_iter().for_each(Seat::answer);
                session.settle();
                return Ok(());
            }
            Err(failure) => failure,
        };
        session.rollback();
        match failure {
            Failure::Final(error) => {
                refuse(seats, &error);
                return Ok(());
            }
            // The server is away: one fresh connection was tried, more would keep everybody waiting.
            Failure::Passing(error @ StoreError::Unreachable { .. }) if attempt > 0 => {
                refuse(seats, &error);
                return Ok(());
            }
            Failure::Passing(error) => {
                seats
                    .iter_mut()
                    .for_each(|seat| seat.last_error = Some(error.clone()));
                if !is_passing(&error) {
                    break;
                }
            }
        }
    }
    Err(seats)
}

fn refuse(seats: Vec<Seat>, error: &StoreError) {
    seats
        .into_iter()
        .for_each(|seat| seat.job.answer(Err(error.clone())));
}

/// Why a batch did not get through; in both cases nothing of it is kept, unless the error says
/// [`StoreError::OutcomeUnknown`].
enum Failure {
    /// Every job is told this.
    Final(StoreError),
    /// Certainly nothing is saved, and running again (all, or each alone) makes sense.
    Passing(StoreError),
}

fn run_and_commit<S: Session>(
    session: &mut S,
    seats: &mut [Seat],
    meter: &Meter,
) -> Result<(), Failure> {
    begin(session)?;
    if !all_kept(session, seats)? {
        session.rollback();
        if seats.len() == 1 {
            return Ok(());
        }
        begin(session)?;
        each_marked(session, seats)?;
    }
    hit(FailPoint::BeforeCommit);
    session.commit().map_err(|error| match error {
        // Found at commit and certainly not kept: only the guilty job must suffer.
        StoreError::Conflict | StoreError::Constraint { .. } | StoreError::Unique { .. } => {
            Failure::Passing(error)
        }
        _ => Failure::Final(error),
    })?;
    meter.commits.fetch_add(1, Relaxed);
    Ok(())
}

fn begin<S: Session>(session: &mut S) -> Result<(), Failure> {
    session.begin().map_err(|error| match is_passing(&error) {
        true => Failure::Passing(error),
        false => Failure::Final(error),
    })
}

/// Runs the jobs one after the other without marks, in the hope that all want to be kept, as nearly
/// always: a mark makes the engine copy every page a job touches and write its word index out, which
/// costs more than the job. False when one must be undone; then nothing of the batch may be kept.
fn all_kept<S: Session>(session: &mut S, seats: &mut [Seat]) -> Result<bool, Failure> {
    for seat in seats.iter_mut() {
        if !seat.dead {
            seat.run(session).map_err(Failure::Passing)?;
            hit(FailPoint::InBatchAfterJob);
        }
        if seat.dead || !seat.keep {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Runs the jobs so that each can be undone alone.
fn each_marked<S: Session>(session: &mut S, seats: &mut [Seat]) -> Result<(), Failure> {
    for seat in seats.iter_mut().filter(|seat| !seat.dead) {
        seat.run_marked(session).map_err(Failure::Passing)?;
        hit(FailPoint::InBatchAfterJob);
    }
    Ok(())
}

/// Waits 1, 2, 4 … ms plus up to as much again, so that two programs do not collide in step.
fn pause(attempt: u32) {
    let base = 1000u64 << attempt.min(6);
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |t| t.subsec_nanos());
    thread::sleep(Duration::from_micros(base / 2 + u64::from(now) % base));
}

#[cfg(test)]
mod tests;
