//! What PostgreSQL says, in the words of the store.

use crate::store::error::StoreError;
use postgres::{
    Error,
    error::{DbError, Severity, SqlState},
};

/// An error of a statement that was not a commit.
pub(super) fn store_error(error: &Error) -> StoreError {
    match error.as_db_error() {
        Some(told) => told_error(told),
        None if is_ours(error) => StoreError::misuse(whole(error)),
        None => StoreError::Unreachable { why: whole(error) },
    }
}

/// An error while committing: only a clear refusal by a living server means "not saved".
pub(super) fn commit_error(error: &Error) -> StoreError {
    match error.as_db_error() {
        Some(told) if !ends_connection(told) => told_error(told),
        _ => StoreError::OutcomeUnknown,
    }
}

/// An error while connecting.
pub(super) fn connect_error(error: Error) -> StoreError {
    StoreError::Unreachable { why: whole(&error) }
}

fn told_error(told: &DbError) -> StoreError {
    let named = |name: Option<&str>| name.unwrap_or_else(|| told.message()).to_owned();
    let state = told.code();
    match *state {
        SqlState::UNIQUE_VIOLATION => StoreError::Unique {
            constraint: named(told.constraint()),
        },
        SqlState::T_R_SERIALIZATION_FAILURE | SqlState::T_R_DEADLOCK_DETECTED => {
            StoreError::Conflict
        }
        SqlState::DISK_FULL => StoreError::DiskFull,
        SqlState::QUERY_CANCELED => StoreError::Timeout,
        SqlState::LOCK_NOT_AVAILABLE => StoreError::Locked,
        SqlState::READ_ONLY_SQL_TRANSACTION => {
            StoreError::misuse("a writing statement in a reading transaction")
        }
        SqlState::CHARACTER_NOT_IN_REPERTOIRE | SqlState::UNTRANSLATABLE_CHARACTER => {
            StoreError::Text
        }
        SqlState::DATA_CORRUPTED | SqlState::INDEX_CORRUPTED => StoreError::Corrupt {
            why: told.message().to_owned(),
        },
        SqlState::IO_ERROR => StoreError::Io {
            why: told.message().to_owned(),
        },
        _ if ends_connection(told) => StoreError::Unreachable {
            why: told.message().to_owned(),
        },
        _ => by_class(
            state.code(),
            told,
            named(told.constraint().or(told.column())),
        ),
    }
}

/// The first two letters of a state say what kind it is.
fn by_class(code: &str, told: &DbError, rule: String) -> StoreError {
    match code.get(..2) {
        Some("23") => StoreError::Constraint { rule },
        Some("42" | "26") => StoreError::misuse(told.message()),
        _ => StoreError::Other {
            why: format!("{}: {}", code, told.message()),
        },
    }
}

/// The server is going away, not complaining about the statement.
fn ends_connection(told: &DbError) -> bool {
    let gone = matches!(
        told.parsed_severity(),
        Some(Severity::Fatal | Severity::Panic)
    );
    gone || told.code().code().starts_with("08") || told.code().code().starts_with("57P")
}

/// The client refused before sending: a value that does not fit its parameter or column.
fn is_ours(error: &Error) -> bool {
    let text = error.to_string();
    !error.is_closed() && (text.starts_with("error serializing") || text.starts_with("error deser"))
}

/// The client says only "error connecting" and keeps the reason inside.
fn whole(error: &Error) -> String {
    let mut text = error.to_string();
    let mut inner = std::error::Error::source(error);
    while let Some(cause) = inner {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text = format!("{text}: {cause_text}");
        }
        inner = cause.source();
    }
    text
}
