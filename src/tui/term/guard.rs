//! Takes the terminal and gives it back: on leaving, on a panic, on a signal.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, ThreadId};

use super::tty::{self, Tty};

/// Reports of buttons and wheel, with places beyond column 223.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";

static TAKEN: AtomicBool = AtomicBool::new(false);
static MOUSE: AtomicBool = AtomicBool::new(false);

/// The terminal while it is ours; dropping it puts everything back.
#[derive(Debug)]
pub struct Guard {
    tty: Tty,
}

impl Guard {
    /// Takes the terminal: raw mode now, the screen with the first frame (see [`Guard::opening`]).
    pub fn take() -> io::Result<Self> {
        let tty = Tty::open()?;
        crossterm::terminal::enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        give_back_on_panic(thread::current().id());
        Ok(Self { tty })
    }

    /// The bytes that go before the first frame, in the same write; with `mouse` its reports are asked for.
    pub fn opening(mouse: bool) -> Vec<u8> {
        MOUSE.store(mouse, Ordering::SeqCst);
        let mouse = if mouse { MOUSE_ON } else { b"" };
        [tty::take(), mouse].concat()
    }

    /// Writes one frame with one system call.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if bytes.is_empty() {
            Ok(())
        } else {
            self.tty.write(bytes)
        }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

/// Puts the terminal back, once; safe to call at any time.
pub fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout();
        let mouse = match MOUSE.swap(false, Ordering::SeqCst) {
            true => MOUSE_OFF,
            false => b"",
        };
        // Nothing can be said if this fails: the terminal is gone.
        let bytes = [mouse, tty::give_back()].concat();
        let _ = out.write_all(&bytes).and_then(|()| out.flush());
        let _ = crossterm::terminal::disable_raw_mode();
    }
}

/// A panic of the thread that draws gives the terminal back at once. One elsewhere must not touch the
/// screen: it goes to the log, and whoever waits for that thread says what became of it.
fn give_back_on_panic(drawing: ThreadId) {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !TAKEN.load(Ordering::SeqCst) {
            return before(info);
        }
        tracing::error!(%info, "panic");
        if thread::current().id() == drawing {
            give_back();
        }
    }));
}
