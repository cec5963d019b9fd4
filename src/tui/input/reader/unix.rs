//! The terminal of Linux and its relatives gives bytes.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::os::fd::AsFd;
use std::time::Instant;

use super::Bytes;

/// Starts the reading thread; each read goes to `take` until `take` says `false` or the terminal
/// is gone, which is told by an empty read.
pub fn read_into(take: impl Fn(Bytes) -> bool + Send + 'static) -> io::Result<()> {
    let stdin = io::stdin();
    let mut tty = if stdin.is_terminal() {
        File::from(stdin.as_fd().try_clone_to_owned()?)
    } else {
        File::open("/dev/tty")?
    };
    std::thread::Builder::new()
        .name("keys".into())
        .stack_size(64 << 10)
        .spawn(move || {
            let mut buffer = [0; 4096];
            loop {
                let bytes = match tty.read(&mut buffer) {
                    Ok(count) => buffer[..count].to_vec(),
                    Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                    Err(_) => Vec::new(),
                };
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
