//! Migrations on PostgreSQL.

use super::errors::store_error;
use crate::store::{
    error::StoreError,
    migrate::{Applied, Entry, Target},
};
use postgres::{Client, Error, error::SqlState};

pub(super) struct Schema<'a>(pub &'a mut Client);

const APPLIED: &str = "SELECT number, fingerprint FROM schema_version ORDER BY number";
const TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_version (
    number BIGINT PRIMARY KEY, name TEXT NOT NULL, fingerprint TEXT NOT NULL,
    applied_at BIGINT NOT NULL)";
/// A second program that comes at the same time waits here for the first and then finds the row.
const ENTER: &str =
    "INSERT INTO schema_version VALUES ($1, $2, $3, $4) ON CONFLICT (number) DO NOTHING";

impl Target for Schema<'_> {
    fn applied(&mut self) -> Result<Vec<Applied>, StoreError> {
        let found = match self.0.query(APPLIED, &[]) {
            Err(error) if error.code() == Some(&SqlState::UNDEFINED_TABLE) => return Ok(Vec::new()),
            found => found.map_err(|error| store_error(&error))?,
        };
        found
            .iter()
            .map(|row| {
                let number = u32::try_from(row.try_get::<_, i64>(0)?).unwrap_or(u32::MAX);
                Ok(Applied {
                    number,
                    fingerprint: row.try_get(1)?,
                })
            })
            .collect::<Result<_, Error>>()
            .map_err(|error| store_error(&error))
    }

    fn apply(&mut self, sql: &str, entry: &Entry) -> Result<(), StoreError> {
        // Two programs making the table at once: one of them is told "already there".
        if self.0.batch_execute(TABLE).is_err() {
            self.0
                .batch_execute(TABLE)
                .map_err(|error| store_error(&error))?;
        }
        self.run(sql, entry).map_err(|error| store_error(&error))
    }
}

impl Schema<'_> {
    fn run(&mut self, sql: &str, entry: &Entry) -> Result<(), Error> {
        let mut tx = self.0.transaction()?;
        // Rebuilding a table of a million rows takes longer than a question may.
        tx.batch_execute("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0;")?;
        let entered = tx.execute(
            ENTER,
            &[
                &entry.number,
                &entry.name,
                &entry.fingerprint,
                &entry.applied_at_ms,
            ],
        )?;
        if entered == 1 {
            tx.batch_execute(sql)?;
        }
        tx.commit()
    }
}
