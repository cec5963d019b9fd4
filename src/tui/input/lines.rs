//! A thread that reads one line whenever it is asked to, from a terminal, a pipe or a file.

use std::io::{self, BufRead, IsTerminal, Read};
use std::sync::mpsc::{Receiver, Sender, channel};

#[cfg(unix)]
#[path = "lines/unix.rs"]
mod echo;
#[cfg(windows)]
#[path = "lines/windows.rs"]
mod echo;

pub use echo::{hide, show_again};

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
            true => echo::unseen_line(),
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
