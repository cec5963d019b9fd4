//! The machine's clock, chance, and the secret of a running server.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::platform::private_file;
use crate::usecases::Clock;

/// The clock of this machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct MachineClock;

impl Clock for MachineClock {
    fn now(&self) -> i64 {
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }
}

/// Fills `bytes` from the operating system.
pub fn machine_random(bytes: &mut [u8]) {
    // Without a source of chance no secret is safe: stopping is the only right answer.
    if getrandom::fill(bytes).is_err() {
        eprintln!(
            "MC-5040 Máy không cho số ngẫu nhiên. Chưa có gì bị thay đổi. Khởi động lại máy."
        );
        std::process::exit(6);
    }
}

/// A new secret of 256 bits in hexadecimal.
#[must_use]
pub fn machine_token() -> String {
    let mut bytes = [0; 32];
    machine_random(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Leaves the secret of the server at `port` where only this user can read it; it is worth nothing
/// once the server has stopped.
///
/// # Errors
/// When the folder or the file cannot be written.
pub fn write_server_token(state: &Path, port: u16, token: &str) -> std::io::Result<PathBuf> {
    let path = token_file(state, port);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = private_file().open(&path)?;
    file.write_all(token.as_bytes())?;
    Ok(path)
}

/// The secret of the server at `port`, if it was started by this user on this machine.
#[must_use]
pub fn read_server_token(state: &Path, port: u16) -> Option<String> {
    let text = std::fs::read_to_string(token_file(state, port)).ok()?;
    Some(text.trim().to_owned())
}

fn token_file(state: &Path, port: u16) -> PathBuf {
    state.join("servers").join(format!("{port}.token"))
}
