//! The store: one small trait, two engines (SQLite, PostgreSQL), no knowledge of what is stored.
//!
//! Read in this order: [`tx`] (what a use case may do), [`sql`] and [`value`] (how it says it),
//! [`job`] and `batch` (how many use cases share one durable commit), `threads`, then the engines.
//!
//! A use case is a closure over `&mut dyn Tx`:
//!
//! ```no_run
//! # use motcua::store::{self, sql::catalogue, Store, StoreError};
//! # catalogue! { ADD = "INSERT INTO note (text) VALUES ($1)"; }
//! # async fn example(store: std::sync::Arc<dyn Store>) -> Result<(), StoreError> {
//! store.write(|tx| tx.exec(&ADD, &["Đã nhận".into()])).await
//! # .map(drop) }
//! ```
//!
//! Promises: an answer comes only after a durable commit; an error or a panic undoes the changes of
//! that use case alone; a use case may be run again, so it has no effects outside its transaction.

pub mod tx;
pub mod sql;
pub mod value;
pub mod error;
pub mod engine;
pub mod job;
mod batch;
mod seat;
mod queue;
mod threads;
pub mod migrate;
pub mod failpoint;
pub mod sqlite;
pub mod postgres;

pub use engine::{Durability, Engine, OpenOptions};
pub use error::StoreError;
pub use job::{Job, Pending};
pub use migrate::{Migration, Migrations};
pub use postgres::{open_postgres, open_postgres_with};
pub use sql::Sql;
pub use sqlite::{open_sqlite, open_sqlite_with};
pub use tx::Tx;
pub use value::{Row, Val};

/// An open database. Shared as `Arc<dyn Store>`; dropping the last handle closes it.
pub trait Store: Send + Sync {
    /// Puts a job in line for the writing thread; [`dyn Store::write`](#method.write) is the usual way.
    fn submit_write(&self, job: Box<dyn Job>);

    /// Puts a job in line for a reading thread; it sees one snapshot of what is committed.
    fn submit_read(&self, job: Box<dyn Job>);

    /// Which database this is.
    fn engine(&self) -> Engine;

    /// What the writing thread has done so far.
    fn counts(&self) -> Counts;

    /// Finishes what is in line, closes the connections and waits for the threads. Later jobs are
    /// answered with [`StoreError::Closed`].
    fn close(&self);
}

/// What the writing thread has done since the store was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Writing jobs taken from the line.
    pub jobs: u64,
    /// Durable commits made for them.
    pub commits: u64,
    /// Times a batch or a job was run again.
    pub reruns: u64,
    /// Most jobs that shared a commit.
    pub largest_group: u64,
}

impl dyn Store + '_ {
    /// Runs a use case in a writing transaction. The answer comes after the durable commit.
    pub fn write<T, E, F>(&self, work: F) -> Pending<T, E>
    where
        F: FnMut(&mut dyn Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (job, answer) = job::pack(work);
        self.submit_write(job);
        answer
    }

    /// Runs a question on one snapshot of the committed data. A question nobody waits for any more
    /// is skipped.
    pub fn read<T, E, F>(&self, work: F) -> Pending<T, E>
    where
        F: FnMut(&mut dyn Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (job, answer) = job::pack(work);
        self.submit_read(job);
        answer
    }

    /// [`write`](#method.write) for a plain thread; blocks until the answer is there.
    pub fn write_blocking<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnMut(&mut dyn Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.write(work).wait()
    }

    /// [`read`](#method.read) for a plain thread; blocks until the answer is there.
    pub fn read_blocking<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnMut(&mut dyn Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.read(work).wait()
    }
}
