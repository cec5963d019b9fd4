//! The echo of a terminal of Linux and its relatives.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};

/// Whether the echo was there and is switched off.
static HIDDEN: AtomicBool = AtomicBool::new(false);

/// The terminal shows nothing of what is typed from now on: before the question, so that fast fingers do not
/// come first.
pub fn hide() {
    if !HIDDEN.load(Ordering::Relaxed) && echo(false) {
        HIDDEN.store(true, Ordering::Relaxed);
    }
}

/// The terminal shows again what is typed, also when the program leaves in the middle.
pub fn show_again() {
    if HIDDEN.swap(false, Ordering::Relaxed) {
        echo(true);
    }
}

/// A line that the terminal does not echo.
pub fn unseen_line() -> Option<String> {
    hide();
    super::line()
}

/// Switches the echo; answers whether it was otherwise before. Without a terminal there is none.
fn echo(on: bool) -> bool {
    let stdin = io::stdin();
    let Ok(mut modes) = tcgetattr(&stdin) else {
        return false;
    };
    let other = modes.local_modes.contains(LocalModes::ECHO) != on;
    modes.local_modes.set(LocalModes::ECHO, on);
    other && tcsetattr(&stdin, OptionalActions::Now, &modes).is_ok()
}
