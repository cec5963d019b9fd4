//! Writing results. A reader that went away (`| head`) is no failure of ours.

use std::io::Write;

/// One line on standard output.
pub fn line(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}
