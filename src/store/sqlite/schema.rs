//! Migrations on SQLite.

use super::errors::{Doing, store_error};
use crate::store::{
    error::StoreError,
    migrate::{Applied, Entry, Target},
};
use rusqlite::{Connection, TransactionBehavior};

pub(super) struct Schema<'a>(pub &'a mut Connection);

const APPLIED: &str = "SELECT number, fingerprint FROM schema_version ORDER BY number";
const THERE: &str = "SELECT count(*) FROM sqlite_schema WHERE name = 'schema_version'";
const TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_version (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL, fingerprint TEXT NOT NULL,
    applied_at INTEGER NOT NULL) STRICT";

impl Target for Schema<'_> {
    fn applied(&mut self) -> Result<Vec<Applied>, StoreError> {
        self.read_applied()
            .map_err(|error| store_error(error, Doing::Running(self.0)))
    }

    fn apply(&mut self, sql: &str, entry: &Entry) -> Result<(), StoreError> {
        self.run(sql, entry)
            .map_err(|error| store_error(error, Doing::Running(self.0)))
    }
}

impl Schema<'_> {
    fn read_applied(&self) -> rusqlite::Result<Vec<Applied>> {
        if self.0.query_row(THERE, [], |row| row.get::<_, i64>(0))? == 0 {
            return Ok(Vec::new());
        }
        let mut ask = self.0.prepare(APPLIED)?;
        ask.query_map([], |row| {
            Ok(Applied {
                number: row.get(0)?,
                fingerprint: row.get(1)?,
            })
        })?
        .collect()
    }

    fn run(&mut self, sql: &str, entry: &Entry) -> rusqlite::Result<()> {
        let tx = self
            .0
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        tx.execute_batch(TABLE)?;
        let row = (
            entry.number,
            entry.name,
            &entry.fingerprint,
            entry.applied_at_ms,
        );
        let put = "INSERT INTO schema_version VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
        if tx.execute(put, row)? == 0 {
            return tx.rollback();
        }
        tx.execute_batch(sql)?;
        let broken = tx.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
            row.get::<_, i64>(0)
        })?;
        if broken > 0 {
            return Err(rusqlite::Error::ToSqlConversionFailure(
                format!("{broken} rows point nowhere").into(),
            ));
        }
        tx.commit()
    }
}
