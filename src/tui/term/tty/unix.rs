//! A terminal is a file: one frame, one system call.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;

use crate::platform::terminal_name;

/// Alternate screen, no wrap surprises, bracketed paste, and a title that never comes from data.
const TAKE: &[u8] = b"\x1b[?1049h\x1b[?25l\x1b[?2004h\x1b]2;motcua\x07";
/// Undoes it, but for the title. Wiped first: where there is no alternate screen, papers of citizens would
/// stay for whoever comes next.
const GIVE_BACK: &[u8] = b"\x1b[m\x1b[H\x1b[2J\x1b[?2004l\x1b[?25h\x1b[?1049l";

/// The Linux console has neither alternate screen nor title, and some show what they do not know.
const TAKE_CONSOLE: &[u8] = b"\x1b[?25l";
const GIVE_BACK_CONSOLE: &[u8] = b"\x1b[m\x1b[H\x1b[2J\x1b[?25h";

/// What goes before the first frame.
pub fn take() -> &'static [u8] {
    match is_console() {
        true => TAKE_CONSOLE,
        false => TAKE,
    }
}

/// What goes after the last frame.
pub fn give_back() -> &'static [u8] {
    match is_console() {
        true => GIVE_BACK_CONSOLE,
        false => GIVE_BACK,
    }
}

fn is_console() -> bool {
    terminal_name() == "linux"
}

/// Standard output as a terminal.
#[derive(Debug)]
pub struct Tty(File);

impl Tty {
    /// The terminal behind standard output.
    pub fn open() -> io::Result<Self> {
        Ok(Self(File::from(io::stdout().as_fd().try_clone_to_owned()?)))
    }

    /// Writes all of `bytes`.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }
}
