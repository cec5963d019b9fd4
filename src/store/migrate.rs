//! Bringing a database to the schema this program knows.
//!
//! Numbered `.sql` files, one folder per engine, compiled in. Each runs in one transaction together
//! with its row in `schema_version`, so a start killed half-way is simply started again. A migration
//! that has shipped is never edited: its fingerprint is kept and compared.

use super::error::StoreError;
use sha2::{Digest, Sha256};
use std::time::{SystemTime, UNIX_EPOCH};

/// One step of the schema.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// 1, 2, 3 … without gaps.
    pub number: u32,
    /// What it is about, as in the file name.
    pub name: &'static str,
    /// Its statements, in the dialect of one engine.
    pub sql: &'static str,
}

/// All steps of one engine, in order.
#[derive(Debug, Clone, Copy)]
pub struct Migrations(pub &'static [Migration]);

impl Migrations {
    /// The schema version this program knows.
    pub fn newest(&self) -> u32 {
        self.0.last().map_or(0, |last| last.number)
    }

    fn check_numbers(&self) -> Result<(), StoreError> {
        for (wanted, step) in (1..).zip(self.0) {
            if step.number != wanted {
                return Err(failed(step.number, &format!("expected number {wanted}")));
            }
        }
        Ok(())
    }
}

/// A step found in `schema_version`.
pub(crate) struct Applied {
    pub number: u32,
    pub fingerprint: String,
}

/// A row for `schema_version`.
pub(crate) struct Entry {
    pub number: i64,
    pub name: &'static str,
    pub fingerprint: String,
    pub applied_at_ms: i64,
}

impl Entry {
    fn of(step: &Migration) -> Self {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |t| t.as_millis());
        Entry {
            number: step.number.into(),
            name: step.name,
            fingerprint: fingerprint(step.sql),
            applied_at_ms: i64::try_from(now).unwrap_or(i64::MAX),
        }
    }
}

/// What an engine does for the runner.
pub(crate) trait Target {
    /// Steps applied so far, ascending; empty for a new database.
    fn applied(&mut self) -> Result<Vec<Applied>, StoreError>;

    /// Applies one step and writes its entry, in one transaction. Nothing is done when another
    /// program has just applied it.
    fn apply(&mut self, sql: &str, entry: &Entry) -> Result<(), StoreError>;
}

/// Applies what is missing. Refuses a database from a newer program.
pub(crate) fn migrate(
    target: &mut impl Target,
    steps: &Migrations,
    refuse_newer: bool,
) -> Result<(), StoreError> {
    steps.check_numbers()?;
    let applied = target.applied()?;
    let found = applied.last().map_or(0, |last| last.number);
    if found > steps.newest() && refuse_newer {
        return Err(StoreError::Newer {
            found,
            known: steps.newest(),
        });
    }
    for (done, step) in applied.iter().zip(steps.0) {
        if done.number != step.number || done.fingerprint != fingerprint(step.sql) {
            return Err(failed(step.number, "changed after it was applied"));
        }
    }
    for step in steps.0.iter().skip(applied.len()) {
        target
            .apply(step.sql, &Entry::of(step))
            .map_err(|error| match error {
                StoreError::Other { why } | StoreError::Misuse { what: why } => {
                    failed(step.number, &why)
                }
                other => other,
            })?;
    }
    Ok(())
}

fn failed(number: u32, why: &str) -> StoreError {
    StoreError::Migration {
        number,
        why: why.to_owned(),
    }
}

/// Line ends do not count: a checkout may change them.
fn fingerprint(sql: &str) -> String {
    let mut hash = Sha256::new();
    sql.lines().for_each(|line| {
        hash.update(line.trim_end().as_bytes());
        hash.update(b"\n");
    });
    hash.finalize()
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Fake(Vec<Applied>);

    impl Target for Fake {
        fn applied(&mut self) -> Result<Vec<Applied>, StoreError> {
            Ok(self.0.drain(..).collect())
        }

        fn apply(&mut self, sql: &str, entry: &Entry) -> Result<(), StoreError> {
            if sql == "bad" {
                return Err(StoreError::Other {
                    why: "syntax".into(),
                });
            }
            let number = u32::try_from(entry.number).unwrap_or(0);
            self.0.push(Applied {
                number,
                fingerprint: entry.fingerprint.clone(),
            });
            Ok(())
        }
    }

    const A: Migration = Migration {
        number: 1,
        name: "a",
        sql: "a",
    };
    const B: Migration = Migration {
        number: 2,
        name: "b",
        sql: "b",
    };

    fn applied(steps: &[Migration]) -> Fake {
        let row = |m: &Migration| Applied {
            number: m.number,
            fingerprint: fingerprint(m.sql),
        };
        Fake(steps.iter().map(row).collect())
    }

    #[test]
    fn only_what_is_missing_is_applied() {
        let mut database = applied(&[A]);
        assert_eq!(migrate(&mut database, &Migrations(&[A, B]), true), Ok(()));
        assert_eq!(database.0.iter().map(|m| m.number).collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn a_newer_database_is_refused_unless_the_check_is_off() {
        let old = Migrations(&[A]);
        let newer = Err(StoreError::Newer { found: 2, known: 1 });
        assert_eq!(migrate(&mut applied(&[A, B]), &old, true), newer);
        assert_eq!(migrate(&mut applied(&[A, B]), &old, false), Ok(()));
    }

    #[test]
    fn an_edited_gap_or_broken_migration_is_named() {
        const EDITED: Migration = Migration {
            number: 1,
            name: "a",
            sql: "a2",
        };
        const BROKEN: Migration = Migration {
            number: 2,
            name: "b",
            sql: "bad",
        };
        let number = |outcome| match outcome {
            Err(StoreError::Migration { number, .. }) => number,
            _ => 0,
        };
        assert_eq!(
            number(migrate(&mut applied(&[A]), &Migrations(&[EDITED]), true)),
            1
        );
        assert_eq!(
            number(migrate(&mut applied(&[]), &Migrations(&[B]), true)),
            2
        );
        assert_eq!(
            number(migrate(&mut applied(&[A]), &Migrations(&[A, BROKEN]), true)),
            2
        );
    }
}
