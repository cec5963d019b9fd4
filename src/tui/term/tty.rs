//! Where frames are written, per operating system.

#[cfg(unix)]
#[path = "tty/unix.rs"]
mod this;
#[cfg(windows)]
#[path = "tty/windows.rs"]
mod this;

pub use this::{Tty, give_back, take};
