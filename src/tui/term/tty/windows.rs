//! The console of Windows takes letters, not bytes: standard output turns our UTF-8 into them, whatever the code
//! page.

use std::io::{self, Write};

use crate::messages::say;

/// Alternate screen, no wrap surprises, and a title that never comes from data. Not bracketed paste: the
/// console hands its marks over as typed letters; a paste is known by its speed there.
const TAKE: &[u8] = b"\x1b[?1049h\x1b[?25l\x1b]2;motcua\x07";
/// Undoes it, but for the title. Wiped first, should there be no alternate screen.
const GIVE_BACK: &[u8] = b"\x1b[m\x1b[H\x1b[2J\x1b[?25h\x1b[?1049l";

/// What goes before the first frame.
pub fn take() -> &'static [u8] {
    TAKE
}

/// What goes after the last frame.
pub fn give_back() -> &'static [u8] {
    GIVE_BACK
}

/// Standard output as a terminal.
#[derive(Debug)]
pub struct Tty;

impl Tty {
    /// The console behind standard output.
    ///
    /// # Errors
    /// It does not understand escape sequences (before Windows 10).
    pub fn open() -> io::Result<Self> {
        if crossterm::ansi_support::supports_ansi() {
            return Ok(Self);
        }
        let why = say!("options.old_console");
        Err(io::Error::new(io::ErrorKind::Unsupported, why))
    }

    /// Writes all of `bytes`.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(bytes)?;
        out.flush()
    }
}
