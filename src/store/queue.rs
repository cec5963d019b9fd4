//! The line in which jobs wait for a thread. A thread with nothing to do sleeps until woken: an idle
//! server makes no wake-ups.

use super::{error::StoreError, job::Job};
use std::{
    collections::VecDeque,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
};

/// More than this many waiting jobs are refused rather than kept in memory.
const LIMIT: usize = 8192;

#[derive(Default)]
pub(crate) struct Queue {
    line: Mutex<Line>,
    woken: Condvar,
}

#[derive(Default)]
struct Line {
    jobs: VecDeque<Box<dyn Job>>,
    closed: bool,
}

impl Queue {
    /// Puts a job at the end, or answers it at once when the store is closed or overloaded.
    pub fn push(&self, job: Box<dyn Job>) {
        let mut line = self.lock();
        let refusal = match (line.closed, line.jobs.len() >= LIMIT) {
            (true, _) => StoreError::Closed,
            (_, true) => StoreError::Overloaded,
            _ => {
                line.jobs.push_back(job);
                drop(line);
                self.woken.notify_one();
                return;
            }
        };
        drop(line);
        job.answer(Err(refusal));
    }

    /// Waits for work and takes up to `most` jobs; `None` when the line is closed and empty.
    pub fn take(&self, most: usize) -> Option<Vec<Box<dyn Job>>> {
        let mut line = self.lock();
        loop {
            if !line.jobs.is_empty() {
                let taken = line.jobs.len().min(most);
                return Some(line.jobs.drain(..taken).collect());
            }
            if line.closed {
                return None;
            }
            line = self
                .woken
                .wait(line)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Takes no more jobs; those in line are still done.
    pub fn close(&self) {
        self.lock().closed = true;
        self.woken.notify_all();
    }

    /// Answers whatever is left with an error; for a thread that could not start.
    pub fn refuse_all(&self, why: &StoreError) {
        self.close();
        let left: Vec<_> = self.lock().jobs.drain(..).collect();
        left.into_iter()
            .for_each(|job| job.answer(Err(why.clone())));
    }

    fn lock(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
