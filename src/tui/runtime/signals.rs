//! What the operating system tells besides keys: leave, and a new size of the terminal.

#[cfg(unix)]
#[path = "signals/unix.rs"]
mod this;
#[cfg(windows)]
#[path = "signals/windows.rs"]
mod this;

pub use this::signals;
