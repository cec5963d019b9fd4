//! The key store of this machine's user (Secret Service, on Windows the credential manager): where an officer's token lives. Never a file.

use keyring::v1::{Entry, Error};

const SERVICE: &str = "motcua";

/// Why the key store could not be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyStoreError {
    /// There is no key store, or it is locked.
    #[error(
        "Máy này không có kho khóa đang mở ({0}). Mã chưa được cất, không ghi ra tệp nào. Đặt biến MOTCUA_OFFICER_TOKEN cho mỗi lần chạy."
    )]
    Unavailable(String),
}

/// Keeps `token` for `server`.
///
/// # Errors
/// [`KeyStoreError::Unavailable`].
pub fn keep_token(server: &str, token: &str) -> Result<(), KeyStoreError> {
    entry(server)?.set_password(token).map_err(unavailable)
}

/// The token kept for `server`; none when nothing was kept or there is no key store.
#[must_use]
pub fn kept_token(server: &str) -> Option<String> {
    entry(server).ok()?.get_password().ok()
}

/// Whether the key store can be used now; keeps nothing.
///
/// # Errors
/// [`KeyStoreError::Unavailable`].
pub fn try_key_store() -> Result<(), KeyStoreError> {
    match entry("doctor")?.get_password() {
        Ok(_) | Err(Error::NoEntry) => Ok(()),
        Err(error) => Err(unavailable(error)),
    }
}

/// Forgets the token of `server`.
///
/// # Errors
/// [`KeyStoreError::Unavailable`]; nothing kept is no error.
pub fn forget_token(server: &str) -> Result<(), KeyStoreError> {
    match entry(server)?.delete_credential() {
        Ok(()) | Err(Error::NoEntry) => Ok(()),
        Err(error) => Err(unavailable(error)),
    }
}

fn entry(server: &str) -> Result<Entry, KeyStoreError> {
    Entry::new(SERVICE, server.trim_end_matches('/')).map_err(unavailable)
}

fn unavailable(error: Error) -> KeyStoreError {
    KeyStoreError::Unavailable(error.to_string())
}
