//! PostgreSQL: one server shared by several programs.
//!
//! The same shape as SQLite: one connection writes in groups, a few read. Writing is `SERIALIZABLE`, so
//! that a use case proven on SQLite (one writer) behaves the same when several programs write.

mod bind;
mod errors;
mod link;
mod schema;
mod session;

use super::{
    Store,
    engine::{Durability, Engine, OpenOptions},
    error::StoreError,
    migrate::{Migrations, migrate},
    threads::ThreadedStore,
};
use link::{Link, Use};
use session::PostgresSession;
use std::sync::Arc;

/// Connects to `postgres://user@host:port/database` and brings its schema up to date.
///
/// The connection is not encrypted: use a server on this machine or a tunnel.
///
/// Errors: MC-5017 address, MC-5007 not reachable, MC-5003 newer database, MC-5016 migration.
pub fn open_postgres(url: &str, steps: &Migrations) -> Result<Arc<dyn Store>, StoreError> {
    open_postgres_with(url, steps, &OpenOptions::default())
}

/// [`open_postgres`] with other than the product's settings; for tests and measurements.
pub fn open_postgres_with(
    url: &str,
    steps: &Migrations,
    options: &OpenOptions,
) -> Result<Arc<dyn Store>, StoreError> {
    let durable = options.durability == Durability::Full;
    let writing = Link::new(
        url,
        Use::Writing {
            durable,
            patience: options.patience,
        },
    )?;
    let reading = Link::new(url, Use::Reading)?;
    let (steps, refuse_newer) = (*steps, options.refuse_newer);
    ThreadedStore::start(
        Engine::Postgres,
        options,
        move || {
            let mut session = PostgresSession::new(writing);
            migrate(&mut schema::Schema(session.client()?), &steps, refuse_newer)?;
            Ok(session)
        },
        move || Ok(PostgresSession::new(reading.clone())),
    )
}
