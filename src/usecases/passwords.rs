//! Hashing passwords: Argon2id, slow on purpose, so on threads of its own and few at a time.

use std::sync::Mutex;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use super::{App, UseCaseError};
use crate::domain::account::SignInPolicy;
use crate::domain::password::canonical;
use crate::store::StoreError;
use crate::text::Secret;

/// So many are hashed at a time: each takes a core and 19 MiB.
static HASHING: Semaphore = Semaphore::const_new(2);

/// So many may be waiting or at it; the next is turned away at once.
static WAITING: Semaphore = Semaphore::const_new(64);

/// The PHC text of `password` with a new salt.
///
/// # Errors
/// Too many at once; a defect of the hash.
pub async fn hash(app: &App, password: &Secret) -> Result<String, UseCaseError> {
    let mut salt = [0; 16];
    (app.random)(&mut salt);
    let (policy, password) = (app.rules.office.sign_in.clone(), canonical(password));
    apart(move || make(&policy, &password, &salt)).await?
}

/// Whether `password` is the one of `kept`; the same work when there is none.
///
/// # Errors
/// Too many at once; a defect of the hash.
pub async fn is_right(
    app: &App,
    kept: Option<String>,
    password: &Secret,
) -> Result<bool, UseCaseError> {
    let (policy, password) = (app.rules.office.sign_in.clone(), canonical(password));
    apart(move || {
        let known = kept.is_some();
        let hash = match kept {
            Some(hash) => hash,
            None => nobody(&policy)?,
        };
        let hash = PasswordHash::new(&hash).map_err(defect)?;
        let right = Argon2::default()
            .verify_password(password.reveal().as_bytes(), &hash)
            .is_ok();
        Ok(known && right)
    })
    .await?
}

/// Runs `work` on a thread that may be slow.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, UseCaseError> {
    let _place = WAITING.try_acquire().map_err(|_| UseCaseError::Busy)?;
    let turn = HASHING.acquire().await.map_err(defect)?;
    // The permit goes with the work: a client that leaves does not make room for another.
    tokio::task::spawn_blocking(move || {
        let _turn = turn;
        work()
    })
    .await
    .map_err(defect)
}

fn make(policy: &SignInPolicy, password: &Secret, salt: &[u8]) -> Result<String, UseCaseError> {
    let params =
        Params::new(policy.memory_kib, policy.passes, policy.lanes, None).map_err(defect)?;
    let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash: PasswordHash = hasher
        .hash_password_with_salt(password.reveal().as_bytes(), salt)
        .map_err(defect)?;
    Ok(hash.to_string())
}

/// The hash of a password that nobody has, made once for each policy.
fn nobody(policy: &SignInPolicy) -> Result<String, UseCaseError> {
    static MADE: Mutex<Option<(SignInPolicy, String)>> = Mutex::new(None);
    let mut made = MADE
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some((of, hash)) = made.as_ref()
        && of == policy
    {
        return Ok(hash.clone());
    }
    let hash = make(policy, &Secret::new("nobody's"), &[7; 16])?;
    *made = Some((policy.clone(), hash.clone()));
    Ok(hash)
}

fn defect(error: impl std::fmt::Display) -> UseCaseError {
    StoreError::misuse(format!("password hash: {error}")).into()
}
