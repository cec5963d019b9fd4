//! SQLite: the embedded database of one office.
//!
//! One connection writes, a few read; WAL, so that readers never wait for the writer. Every setting
//! below is there for a reason that was measured or suffered.

mod errors;
mod schema;
mod session;

use super::{
    Store,
    engine::{Durability, Engine, OpenOptions},
    error::StoreError,
    migrate::{Migrations, migrate},
    threads::ThreadedStore,
};
use errors::{Doing, store_error};
use rusqlite::{Connection, OpenFlags, config::DbConfig};
use session::{SqliteSession, Use};
use std::{path::Path, sync::Arc, time::Duration};

/// Prepared statements kept per connection.
const PREPARED: usize = 256;

/// - NORMAL until the schema is there: a power cut may undo a migration, never break it, and the first
///   durable commit carries everything before it to the disk. Saves flushes at the start.
/// - temp_store: the undo log of a savepoint stays in memory instead of a file after 64 KiB.
/// - wal_autocheckpoint off: the session checkpoints after it has answered, not before.
/// - foreign keys off while migrating, as rebuilding a table needs it.
const BEFORE_MIGRATING: &str =
    "PRAGMA synchronous = NORMAL; PRAGMA journal_mode = WAL; PRAGMA temp_store = MEMORY;
     PRAGMA cache_size = -16384; PRAGMA mmap_size = 0; PRAGMA wal_autocheckpoint = 0;
     PRAGMA journal_size_limit = 67108864; PRAGMA foreign_keys = OFF;";

/// Opens (or makes) the database file and brings its schema up to date. The folder must exist.
///
/// Errors: MC-5001 not writable, MC-5002 disk full, MC-5003 newer database, MC-5004 held by another
/// program, MC-5008 damaged, MC-5016 migration.
pub fn open_sqlite(path: &Path, steps: &Migrations) -> Result<Arc<dyn Store>, StoreError> {
    open_sqlite_with(path, steps, &OpenOptions::default())
}

/// [`open_sqlite`] with other than the product's settings; for tests and measurements.
pub fn open_sqlite_with(
    path: &Path,
    steps: &Migrations,
    options: &OpenOptions,
) -> Result<Arc<dyn Store>, StoreError> {
    let (to_write, to_read) = (path.to_owned(), path.to_owned());
    let (steps, wanted, patience) = (*steps, options.clone(), options.patience);
    ThreadedStore::start(
        Engine::Sqlite,
        options,
        move || open_writer(&to_write, &steps, &wanted),
        move || open_reader(&to_read, patience),
    )
}

fn open_writer(
    path: &Path,
    steps: &Migrations,
    options: &OpenOptions,
) -> Result<SqliteSession, StoreError> {
    let opening = |error| store_error(error, Doing::Opening(path));
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags).map_err(opening)?;
    connection.busy_timeout(options.patience).map_err(opening)?;
    // SQLite falls back to reading without a word when it may not write.
    if connection.is_readonly("main").map_err(opening)? {
        return Err(StoreError::NotWritable {
            path: path.to_owned(),
        });
    }
    connection
        .execute_batch(BEFORE_MIGRATING)
        .map_err(opening)?;
    migrate(
        &mut schema::Schema(&mut connection),
        steps,
        options.refuse_newer,
    )?;
    connection
        .execute_batch("PRAGMA foreign_keys = ON")
        .map_err(opening)?;
    if options.durability == Durability::Full {
        connection
            .execute_batch("PRAGMA synchronous = FULL")
            .map_err(opening)?;
    }
    keep_plans(&connection).map_err(opening)?;
    SqliteSession::new(connection, Use::Writing).map_err(opening)
}

fn open_reader(path: &Path, patience: Duration) -> Result<SqliteSession, StoreError> {
    let opening = |error| store_error(error, Doing::Opening(path));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(opening)?;
    connection.busy_timeout(patience).map_err(opening)?;
    // Small caches: the file cache of the operating system does the work, and the server stays light.
    connection
        .execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -5120; PRAGMA mmap_size = 0;")
        .map_err(opening)?;
    keep_plans(&connection).map_err(opening)?;
    SqliteSession::new(connection, Use::Reading).map_err(opening)
}

/// Statements are planned once. Without the stability guarantee SQLite looks at the values to be
/// bound, and then plans a kept statement anew each time it is used: longer than a list takes to read.
fn keep_plans(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_prepared_statement_cache_capacity(PREPARED);
    connection
        .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
        .map(drop)
}
