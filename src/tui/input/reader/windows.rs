//! The console of Windows gives events: what is waiting becomes one read, as a burst is on other systems.

use std::io;
use std::time::{Duration, Instant};

use crossterm::event::{poll, read};

use super::Bytes;
use super::console::Console;

/// Most bytes of one read: a long paste comes in several, as elsewhere.
const MOST: usize = 4096;

/// Starts the reading thread; each read goes to `take` until `take` says `false` or the terminal
/// is gone, which is told by an empty read.
pub fn read_into(take: impl Fn(Bytes) -> bool + Send + 'static) -> io::Result<()> {
    std::thread::Builder::new()
        .name("keys".into())
        .stack_size(256 << 10)
        .spawn(move || {
            let mut console = Console::default();
            loop {
                let bytes = burst(&mut console).unwrap_or_default();
                let gone = bytes.is_empty();
                if !take(Bytes {
                    bytes,
                    at: Instant::now(),
                }) || gone
                {
                    break;
                }
            }
        })?;
    Ok(())
}

/// Waits for the next key, then takes all that came with it.
fn burst(console: &mut Console) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    while bytes.is_empty() {
        console.hear(&read()?, &mut bytes);
        while bytes.len() < MOST && poll(Duration::ZERO)? {
            console.hear(&read()?, &mut bytes);
        }
    }
    Ok(bytes)
}
