//! Marks of the trail kept beside the database: number and hash of its end, one line a stop. A trail
//! cut off and rewritten inside the database no longer meets them.

use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Number of an event and its hash.
pub type Mark = (i64, String);

/// Appends the mark `(seq, hash)`; the same one is not written twice.
///
/// # Errors
/// When the file cannot be written.
pub fn note_mark(data: &Path, seq: i64, hash: &str) -> std::io::Result<()> {
    if seq == 0
        || read_marks(data)
            .last()
            .is_some_and(|(last, _)| *last == seq)
    {
        return Ok(());
    }
    let mut file = std::fs::OpenOptions::new()
        .append(true)
        .create(true)
        .open(path(data))?;
    writeln!(file, "{seq}:{hash}")?;
    file.sync_data()
}

/// Every mark kept, oldest first; lines that are no marks are passed over.
#[must_use]
pub fn read_marks(data: &Path) -> Vec<Mark> {
    let text = std::fs::read_to_string(path(data)).unwrap_or_default();
    text.lines().filter_map(read_mark).collect()
}

/// Reads `NUMBER:HASH`.
#[must_use]
pub fn read_mark(text: &str) -> Option<Mark> {
    let (seq, hash) = text.trim().split_once(':')?;
    Some((seq.parse().ok()?, hash.to_owned()))
}

fn path(data: &Path) -> PathBuf {
    data.join("trail-marks.log")
}
