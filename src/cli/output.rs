//! Writing results. A reader that went away (`| head`) is no failure of ours.

use std::io::Write;

use serde::Serialize;

use super::exit::{Exit, Failure};

/// One line on standard output.
pub fn line(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}

/// One JSON value on standard output.
///
/// # Errors
/// A value that has no JSON: a defect of the program.
pub fn json<T: Serialize>(value: &T) -> Result<(), Failure> {
    let text = serde_json::to_string(value)
        .map_err(|error| Failure::new(Exit::Other, "MC-9011", error.to_string()))?;
    line(&text);
    Ok(())
}
