//! A reader of codes on a serial line: each line it sends is a scan, and no key is involved.

#[cfg_attr(unix, path = "serial/unix.rs")]
#[cfg_attr(not(unix), path = "serial/windows.rs")]
mod system;

use std::io::{self, Read};
use std::path::PathBuf;
use std::time::Duration;

/// A line longer than any code of ours is noise.
const LONGEST: usize = 600;
/// A reader that was pulled out is looked for so often.
const LOOK_AGAIN: Duration = Duration::from_secs(2);

/// Starts the thread that listens at `device`; each line goes to `take` until `take` says `false`.
/// A reader that is not there yet, or not any more, is waited for.
///
/// # Errors
/// No thread could be started.
pub fn listen_at(
    device: PathBuf,
    take: impl Fn(String) -> bool + Send + 'static,
) -> io::Result<()> {
    let listen = move || loop {
        let heard = system::open(&device).map(|line| lines(line, &take));
        if heard.is_ok_and(|goes_on| !goes_on) {
            return;
        }
        std::thread::sleep(LOOK_AGAIN);
    };
    let thread = std::thread::Builder::new().name("scanner".into());
    thread.stack_size(64 << 10).spawn(listen).map(drop)
}

/// Hands over whole lines until the device ends (then true) or nobody listens any more.
fn lines(mut device: impl Read, take: impl Fn(String) -> bool) -> bool {
    let (mut line, mut buffer) = (Vec::new(), [0; 256]);
    loop {
        let count = match device.read(&mut buffer) {
            Ok(0) => return true,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => return true,
        };
        for byte in &buffer[..count] {
            match byte {
                b'\r' | b'\n' | 0x03 => {
                    let text = String::from_utf8_lossy(&line).trim().to_owned();
                    line.clear();
                    if !text.is_empty() && !take(text) {
                        return false;
                    }
                }
                // What some readers send before a code.
                0x02 => line.clear(),
                _ if line.len() < LONGEST => line.push(*byte),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    fn heard(bytes: &[u8]) -> Vec<String> {
        let lines_heard = RefCell::new(Vec::new());
        let ended = lines(bytes, |line| {
            lines_heard.borrow_mut().push(line);
            true
        });
        assert!(ended);
        lines_heard.into_inner()
    }

    #[test]
    fn each_line_is_a_scan_however_the_reader_ends_it() {
        let codes = "000.00.00.H62-261121-0001";
        for bytes in [
            format!("{codes}\r"),
            format!("{codes}\r\n"),
            format!("\x02{codes}\x03"),
            format!("noise\x02{codes}\n"),
        ] {
            assert_eq!(heard(bytes.as_bytes()), [codes], "{bytes:?}");
        }
        assert_eq!(heard(b"a\rb\rrest"), ["a", "b"]);
        let long = [vec![b'x'; 5000], b"\r".to_vec()].concat();
        assert_eq!(heard(&long)[0].len(), LONGEST);
    }

    #[test]
    fn nobody_listens_any_more() {
        assert!(!lines(&b"a\rb\r"[..], |_| false));
    }
}
