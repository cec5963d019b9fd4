//! What SQLite says, in the words of the store.

use crate::store::error::StoreError;
use rusqlite::{Connection, Error, ErrorCode, ffi};
use std::path::Path;

/// What was being done; the same code of SQLite means different things.
#[derive(Clone, Copy)]
pub(super) enum Doing<'a> {
    /// Opening this file, or bringing its schema up to date.
    Opening(&'a Path),
    /// Running a statement. The connection tells which constraint was broken.
    Running(&'a Connection),
    /// Committing: after an I/O error nobody knows what is on the disk.
    Committing,
}

pub(super) fn store_error(error: Error, doing: Doing<'_>) -> StoreError {
    let why = error.to_string();
    let Error::SqliteFailure(failure, message) = error else {
        return other_error(error, why);
    };
    match failure.code {
        ErrorCode::DiskFull => StoreError::DiskFull,
        _ if failure.extended_code == ffi::SQLITE_IOERR_SHMSIZE => StoreError::DiskFull,
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Locked,
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => StoreError::Corrupt { why },
        ErrorCode::SystemIoFailure => match doing {
            Doing::Committing => StoreError::OutcomeUnknown,
            _ => StoreError::Io { why },
        },
        ErrorCode::CannotOpen | ErrorCode::PermissionDenied | ErrorCode::ReadOnly => match doing {
            Doing::Opening(path) => StoreError::NotWritable {
                path: path.to_owned(),
            },
            _ if failure.extended_code == ffi::SQLITE_READONLY => {
                StoreError::misuse("a writing statement in a reading transaction")
            }
            _ => StoreError::Io { why },
        },
        // A value of the wrong kind for its column (STRICT tables, integer keys).
        ErrorCode::TypeMismatch => StoreError::misuse(why),
        _ if failure.extended_code == ffi::SQLITE_CONSTRAINT_DATATYPE => StoreError::misuse(why),
        ErrorCode::ConstraintViolation => {
            constraint(failure.extended_code, &message.unwrap_or(why), doing)
        }
        // The general code: a table, a column or a function that is not there.
        _ if failure.extended_code == ffi::SQLITE_ERROR => StoreError::misuse(why),
        _ => StoreError::Other { why },
    }
}

fn other_error(error: Error, why: String) -> StoreError {
    match error {
        Error::ExecuteReturnedResults | Error::MultipleStatement | Error::InvalidQuery => {
            StoreError::misuse(why)
        }
        Error::SqlInputError { msg, .. } => StoreError::misuse(msg),
        _ => StoreError::Other { why },
    }
}

fn constraint(code: i32, message: &str, doing: Doing<'_>) -> StoreError {
    let rule = message
        .rsplit_once("failed: ")
        .map_or(message, |(_, rule)| rule);
    match (code, doing) {
        (
            ffi::SQLITE_CONSTRAINT_UNIQUE
            | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
            | ffi::SQLITE_CONSTRAINT_ROWID,
            Doing::Running(connection),
        ) => StoreError::Unique {
            constraint: unique_name(code, rule, connection),
        },
        _ => StoreError::Constraint {
            rule: rule.to_owned(),
        },
    }
}

/// SQLite names columns (`dossier.code`), PostgreSQL the index. One name for both: that of the
/// `CREATE UNIQUE INDEX`, otherwise the one PostgreSQL would have given by default.
fn unique_name(code: i32, rule: &str, connection: &Connection) -> String {
    if let Some(index) = rule.strip_prefix("index '") {
        return index.trim_end_matches('\'').to_owned();
    }
    let Some((table, _)) = rule.split_once('.') else {
        return rule.to_owned();
    };
    if code != ffi::SQLITE_CONSTRAINT_UNIQUE {
        return format!("{table}_pkey");
    }
    let prefix = format!("{table}.");
    let columns: Vec<&str> = rule
        .split(", ")
        .map(|column| column.strip_prefix(&prefix).unwrap_or(column))
        .collect();
    index_on(connection, table, &columns.join(","))
        .unwrap_or_else(|| format!("{table}_{}_key", columns.join("_")))
}

fn index_on(connection: &Connection, table: &str, columns: &str) -> Option<String> {
    let ask = "SELECT l.name FROM pragma_index_list(?1) l WHERE l.\"unique\" = 1 AND l.origin = 'c'
               AND (SELECT group_concat(i.name, ',' ORDER BY i.seqno)
                    FROM pragma_index_info(l.name) i) = ?2";
    connection
        .query_row(ask, [table, columns], |row| row.get(0))
        .ok()
}
