//! Places where a test may make the program die, as a power cut or `kill -9` would.
//!
//! A test switch, always compiled in so that what is tested is what is shipped: with
//! `MOTCUA_FAILPOINT=before_commit:3` in the environment the process aborts the third time it comes to
//! that point. Without it each point costs one relaxed atomic load.

use super::error::StoreError;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

/// Environment variable that arms a point: `name` or `name:nth`.
pub const VARIABLE: &str = "MOTCUA_FAILPOINT";

/// A place where the program can be made to die.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum FailPoint {
    /// All jobs of a batch have run, nothing is committed.
    BeforeCommit = 1,
    /// Committed, nobody has been told.
    AfterCommitBeforeAnswer,
    /// One job of a batch has run and is kept, others follow.
    InBatchAfterJob,
}

/// Every point and its name; tests walk this table.
pub const TABLE: &[(FailPoint, &str)] = &[
    (FailPoint::BeforeCommit, "before_commit"),
    (
        FailPoint::AfterCommitBeforeAnswer,
        "after_commit_before_answer",
    ),
    (FailPoint::InBatchAfterJob, "in_batch_after_job"),
];

static ARMED: AtomicU32 = AtomicU32::new(0);
static LEFT: AtomicUsize = AtomicUsize::new(0);

/// Dies here if this point is armed and its turn has come.
#[inline]
pub fn hit(point: FailPoint) {
    if ARMED.load(Ordering::Relaxed) == point as u32 && LEFT.fetch_sub(1, Ordering::Relaxed) == 1 {
        std::process::abort();
    }
}

/// Reads [`VARIABLE`]; an unknown name is an error, or a test would pass without its fault.
pub fn arm_from_environment() -> Result<(), StoreError> {
    let Ok(wish) = std::env::var(VARIABLE) else {
        return Ok(());
    };
    let (point, nth) = parse(&wish)?;
    LEFT.store(nth, Ordering::Relaxed);
    ARMED.store(point as u32, Ordering::Relaxed);
    Ok(())
}

fn parse(wish: &str) -> Result<(FailPoint, usize), StoreError> {
    let (name, nth) = wish.split_once(':').unwrap_or((wish, "1"));
    let point = TABLE
        .iter()
        .find(|(_, known)| *known == name)
        .map(|(point, _)| *point);
    match (point, nth.parse()) {
        (Some(point), Ok(nth)) if nth > 0 => Ok((point, nth)),
        _ => Err(StoreError::misuse(format!("{VARIABLE}={wish}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_turns_are_read() {
        for (point, name) in TABLE {
            assert_eq!(parse(name), Ok((*point, 1)));
            assert_eq!(parse(&format!("{name}:12")), Ok((*point, 12)));
        }
        for bad in ["", "nowhere", "before_commit:0", "before_commit:x"] {
            assert_eq!(parse(bad).map_err(|e| e.code()), Err("MC-5018"), "{bad}");
        }
    }
}
