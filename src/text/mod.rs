//! Vietnamese text: one way to fold it for searching, one way to sort it, one gate through which it
//! enters, one gate through which it reaches a terminal.

pub mod staff_card;
pub mod amount;
mod collate;
mod command;
mod distinguish;
mod fold;
mod human;
mod mask;
mod packed;
pub mod procedure_search;
mod secret;
pub mod typing;
mod visible;

pub use collate::{collation_key, name_key};
pub use command::command_words;
pub use distinguish::{distinguish, elide};
pub use fold::{fold, fold_words};
pub use human::{HumanText, Refused};
pub use mask::{mask_identity, mask_phone};
pub use packed::{Packed, Span};
pub use secret::Secret;
pub use visible::{TermSafe, visible};

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The NFC form of `text`; borrows nothing so that callers may store it.
#[must_use]
pub fn nfc(text: &str) -> String {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text.to_owned(),
        _ => text.nfc().collect(),
    }
}

/// The NFKC form of `text`: what passwords are compared in, so that the same keys on another machine
/// give the same password.
#[must_use]
pub fn nfkc(text: &str) -> String {
    text.nfkc().collect()
}
