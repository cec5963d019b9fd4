//! A terminal is a file: one frame, one system call.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;

/// Alternate screen, no wrap surprises, bracketed paste, and a title that never comes from data.
pub const TAKE: &[u8] = b"\x1b[?1049h\x1b[?25l\x1b[?2004h\x1b]2;motcua\x07";
/// Undoes [`TAKE`], but for the title.
pub const GIVE_BACK: &[u8] = b"\x1b[m\x1b[?2004l\x1b[?25h\x1b[?1049l";

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
