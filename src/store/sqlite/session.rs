//! One SQLite connection and its transaction.

use super::errors::{Doing, store_error};
use crate::store::{
    engine::{Engine, Session},
    error::StoreError,
    sql::Sql,
    tx::{Shape, Tx, check_args},
    value::{Row, Val},
};
use rusqlite::{
    CachedStatement, Connection,
    types::{ToSqlOutput, ValueRef},
};
use std::sync::{
    Arc,
    atomic::{AtomicI32, Ordering::Relaxed},
};

/// Pages in the write-ahead log (4 KiB each) after which they are moved into the database file.
const CHECKPOINT_PAGES: i32 = 4000;
/// After a checkpoint that a reader held up, wait for this many more pages.
const CHECKPOINT_STEP: i32 = 1000;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Writing,
    Reading,
}

pub(super) struct SqliteSession {
    connection: Connection,
    begin: &'static str,
    /// Pages in the write-ahead log after the last commit.
    log_pages: Arc<AtomicI32>,
    next_checkpoint: i32,
}

impl SqliteSession {
    pub fn new(mut connection: Connection, purpose: Use) -> rusqlite::Result<Self> {
        let log_pages = Arc::new(AtomicI32::new(0));
        let seen = log_pages.clone();
        if purpose == Use::Writing {
            connection.wal_hook(Some(move |_: &mut rusqlite::hooks::Wal, pages| {
                seen.store(pages, Relaxed);
                Ok(())
            }))?;
        }
        // A plain BEGIN that reads first may fail at once when it comes to write; IMMEDIATE waits.
        let begin = match purpose {
            Use::Writing => "BEGIN IMMEDIATE",
            Use::Reading => "BEGIN",
        };
        Ok(SqliteSession {
            connection,
            begin,
            log_pages,
            next_checkpoint: CHECKPOINT_PAGES,
        })
    }

    fn control(&self, text: &str) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(text)
            .and_then(|mut statement| statement.raw_execute())
            .map(drop)
            .map_err(|error| self.explain(error))
    }

    fn ready(&self, sql: &Sql, args: &[Val]) -> Result<CachedStatement<'_>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached(sql.text(Engine::Sqlite))
            .map_err(|error| match self.explain(error) {
                StoreError::Misuse { what } => {
                    StoreError::misuse(format!("{}: {what}", sql.name()))
                }
                other => other,
            })?;
        check_args(sql, args, statement.parameter_count())?;
        for (i, value) in args.iter().enumerate() {
            statement
                .raw_bind_parameter(i + 1, value)
                .map_err(|error| self.explain(error))?;
        }
        Ok(statement)
    }

    fn explain(&self, error: rusqlite::Error) -> StoreError {
        store_error(error, Doing::Running(&self.connection))
    }
}

impl Tx for SqliteSession {
    fn exec(&mut self, sql: &Sql, args: &[Val]) -> Result<u64, StoreError> {
        let changed = self.ready(sql, args)?.raw_execute();
        changed
            .map(|rows| rows as u64)
            .map_err(|error| self.explain(error))
    }

    fn rows(&mut self, sql: &Sql, args: &[Val]) -> Result<Vec<Row>, StoreError> {
        let mut statement = self.ready(sql, args)?;
        let width = statement.column_count();
        let mut answer = statement.raw_query();
        let mut rows = Vec::new();
        while let Some(row) = answer.next().map_err(|error| self.explain(error))? {
            let cell = |i| {
                row.get_ref(i)
                    .map_err(|error| self.explain(error))
                    .and_then(value)
            };
            rows.push(Row::new((0..width).map(cell).collect::<Result<_, _>>()?));
        }
        Ok(rows)
    }

    fn shape(&mut self, sql: &Sql) -> Result<Shape, StoreError> {
        let statement = self
            .connection
            .prepare_cached(sql.text(Engine::Sqlite))
            .map_err(|error| self.explain(error))?;
        let columns = statement.column_names().map(str::to_owned).collect();
        Ok(Shape {
            params: statement.parameter_count(),
            columns,
        })
    }
}

impl Session for SqliteSession {
    fn begin(&mut self) -> Result<(), StoreError> {
        self.control(self.begin)
    }

    fn mark(&mut self) -> Result<(), StoreError> {
        self.control("SAVEPOINT job")
    }

    fn keep(&mut self) -> Result<(), StoreError> {
        self.control("RELEASE job")
    }

    fn undo(&mut self) -> Result<(), StoreError> {
        self.control("ROLLBACK TO job")?;
        self.control("RELEASE job")
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("COMMIT")
            .and_then(|mut statement| statement.raw_execute())
            .map(drop)
            .map_err(|error| store_error(error, Doing::Committing))
    }

    fn rollback(&mut self) {
        if self.stands() {
            let _ = self.control("ROLLBACK");
        }
    }

    fn stands(&self) -> bool {
        !self.connection.is_autocommit()
    }

    /// Checkpoints when the log has grown: everybody has been answered, so nobody waits for it.
    fn settle(&mut self) {
        let pages = self.log_pages.load(Relaxed);
        if pages < self.next_checkpoint {
            return;
        }
        let ask = "PRAGMA wal_checkpoint(PASSIVE)";
        let moved = self
            .connection
            .query_row(ask, [], |row| Ok((row.get(1)?, row.get(2)?)));
        self.next_checkpoint = match moved {
            Ok::<(i32, i32), _>((logged, moved)) if logged == moved => {
                self.log_pages.store(0, Relaxed);
                CHECKPOINT_PAGES
            }
            _ => pages + CHECKPOINT_STEP,
        };
    }
}

impl rusqlite::ToSql for Val<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Val::Null => ValueRef::Null,
            Val::Int(n) => ValueRef::Integer(*n),
            Val::Text(text) => ValueRef::Text(text.as_bytes()),
            Val::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

fn value(cell: ValueRef<'_>) -> Result<Val<'static>, StoreError> {
    Ok(match cell {
        ValueRef::Null => Val::Null,
        ValueRef::Integer(n) => Val::Int(n),
        ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Val::from(text.to_owned()),
            Err(_) => {
                return Err(StoreError::Corrupt {
                    why: "text is not UTF-8".into(),
                });
            }
        },
        ValueRef::Blob(bytes) => Val::from(bytes.to_vec()),
        ValueRef::Real(_) => return Err(StoreError::misuse("a column holds a fraction")),
    })
}
