//! A thread that reads one line whenever it is asked to, from a terminal, a pipe or a file.

use std::io::{self, BufRead, IsTerminal, Read};
use std::sync::mpsc::{Receiver, Sender, channel};

/// Longest line taken, in bytes; the rest comes as the next one.
const LONGEST: u64 = 64 << 10;

/// The reading thread.
#[derive(Debug)]
pub struct Lines {
    wanted: Sender<bool>,
}

impl Lines {
    /// Starts it; each line goes to `take`, nothing when there are no more.
    pub fn start(take: impl Fn(Option<String>) -> bool + Send + 'static) -> io::Result<Self> {
        let (wanted, requests) = channel();
        std::thread::Builder::new()
            .name("lines".into())
            .stack_size(256 << 10)
            .spawn(move || serve(&requests, take))?;
        Ok(Self { wanted })
    }

    /// Asks for the next line; one that is `hidden` does not appear on a terminal.
    pub fn next(&self, hidden: bool) {
        // The thread is gone only after it told that there are no more lines.
        let _ = self.wanted.send(hidden);
    }

    /// Whether lines are typed at a terminal.
    pub fn typed() -> bool {
        io::stdin().is_terminal()
    }
}

fn serve(requests: &Receiver<bool>, take: impl Fn(Option<String>) -> bool) {
    while let Ok(hidden) = requests.recv() {
        let line = match hidden && Lines::typed() {
            true => unseen_line(),
            false => line(),
        };
        let gone = line.is_none();
        if !take(line) || gone {
            return;
        }
    }
}

fn line() -> Option<String> {
    let mut bytes = Vec::new();
    let mut stdin = io::stdin().lock().take(LONGEST);
    match stdin.read_until(b'\n', &mut bytes) {
        Ok(1..) => {
            let line = String::from_utf8_lossy(&bytes);
            Some(line.trim_end_matches(['\n', '\r']).to_owned())
        }
        _ => None,
    }
}

/// A line that the terminal does not echo. The echo comes back with [`show_again`] also when the
/// program leaves in the middle.
fn unseen_line() -> Option<String> {
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
