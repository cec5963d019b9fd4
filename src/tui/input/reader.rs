//! A thread that does nothing but read the terminal.

use std::time::Instant;

#[cfg(any(windows, test))]
mod console;
#[cfg(unix)]
#[path = "reader/unix.rs"]
mod this;
#[cfg(windows)]
#[path = "reader/windows.rs"]
mod this;

pub use this::read_into;

/// One read: what came, and when.
#[derive(Debug)]
pub struct Bytes {
    /// As read; empty when the terminal is gone.
    pub bytes: Vec<u8>,
    /// When the read returned.
    pub at: Instant,
}
