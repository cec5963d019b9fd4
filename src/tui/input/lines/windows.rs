//! The echo of a console of Windows, which shows letters only while a line is being read.

use std::io::{self, Read};

use super::LONGEST;

/// Nothing is shown before a line is read.
pub fn hide() {}

/// A line that the terminal does not echo. The echo comes back with [`show_again`] also when the
/// program leaves in the middle.
pub fn unseen_line() -> Option<String> {
    crossterm::terminal::enable_raw_mode().ok()?;
    let line = unseen_bytes();
    show_again();
    Some(String::from_utf8_lossy(&line?).into_owned())
}

fn unseen_bytes() -> Option<Vec<u8>> {
    let mut line = Vec::new();
    let mut byte = [0];
    let mut stdin = io::stdin().lock();
    loop {
        match (stdin.read(&mut byte), byte[0]) {
            (Ok(1), b'\r' | b'\n') => return Some(line),
            // Ctrl+C, Ctrl+D: as the end of the input.
            (Ok(1), 3 | 4) => return None,
            (Ok(1), 8 | 127) => {
                let text = String::from_utf8_lossy(&line);
                let kept = text.char_indices().next_back().map_or(0, |(at, _)| at);
                line.truncate(kept);
            }
            (Ok(1), 0..32) => {}
            (Ok(1), letter) if (line.len() as u64) < LONGEST => line.push(letter),
            (Ok(1), _) => {}
            _ => return None,
        }
    }
}

/// The terminal shows again what is typed.
pub fn show_again() {
    // Without a terminal there is nothing to put back.
    let _ = crossterm::terminal::disable_raw_mode();
}
