//! A job in a batch: how it ran, and what it will be told.

use super::{
    engine::Session,
    error::StoreError,
    job::Job,
    sql::Sql,
    tx::{Shape, Tx},
    value::{Row, Val},
};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Errors that have nothing to do with the job itself and pass.
pub(crate) fn is_passing(error: &StoreError) -> bool {
    matches!(error, StoreError::Conflict | StoreError::Unreachable { .. })
}

/// A job in a batch.
pub(crate) struct Seat {
    pub job: Box<dyn Job>,
    /// It wants its changes kept.
    pub keep: bool,
    /// It panicked and is not run again.
    pub dead: bool,
    /// What to answer if the commit succeeds.
    pub verdict: Result<(), StoreError>,
    /// Why its batch last failed.
    pub last_error: Option<StoreError>,
}

impl Seat {
    pub fn new(job: Box<dyn Job>) -> Self {
        Seat {
            job,
            keep: false,
            dead: false,
            verdict: Ok(()),
            last_error: None,
        }
    }

    /// The transaction ended well.
    pub fn answer(self) {
        self.job.answer(self.verdict);
    }

    /// Every try failed.
    pub fn give_up(self) {
        self.job
            .answer(Err(self.last_error.unwrap_or(StoreError::Conflict)));
    }

    /// Runs the job so that it can be undone alone.
    pub fn run_marked<S: Session>(&mut self, session: &mut S) -> Result<(), StoreError> {
        session.mark()?;
        self.run(session)?;
        if self.keep {
            session.keep()
        } else {
            session.undo()
        }
    }

    /// Runs the job; an error means the transaction round it is gone or must be repeated.
    pub fn run<S: Session>(&mut self, session: &mut S) -> Result<(), StoreError> {
        let mut guarded = Guarded {
            session,
            first: None,
        };
        let ran = catch_unwind(AssertUnwindSafe(|| self.job.run(&mut guarded)));
        let first = guarded.first;
        (self.keep, self.verdict) = match (ran, &first) {
            (Ok(true), None) => (true, Ok(())),
            // It swallowed an error: its changes are not whole.
            (Ok(true), Some(error)) => (false, Err(error.clone())),
            (Ok(false), _) => (false, Ok(())),
            (Err(_), _) => (false, Err(StoreError::Panicked)),
        };
        self.dead = self.verdict == Err(StoreError::Panicked);
        match first {
            Some(error) if is_passing(&error) || !session.stands() => Err(error),
            _ => Ok(()),
        }
    }
}

/// Remembers the first error: PostgreSQL refuses everything after it, so SQLite shall too.
struct Guarded<'a, S> {
    session: &'a mut S,
    first: Option<StoreError>,
}

impl<S: Session> Guarded<'_, S> {
    fn step<T>(
        &mut self,
        act: impl FnOnce(&mut S) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        match &self.first {
            Some(error) => Err(error.clone()),
            None => act(self.session).inspect_err(|error| self.first = Some(error.clone())),
        }
    }
}

impl<S: Session> Tx for Guarded<'_, S> {
    fn exec(&mut self, sql: &Sql, args: &[Val]) -> Result<u64, StoreError> {
        self.step(|session| session.exec(sql, args))
    }

    fn rows(&mut self, sql: &Sql, args: &[Val]) -> Result<Vec<Row>, StoreError> {
        self.step(|session| session.rows(sql, args))
    }

    fn shape(&mut self, sql: &Sql) -> Result<Shape, StoreError> {
        self.step(|session| session.shape(sql))
    }
}
