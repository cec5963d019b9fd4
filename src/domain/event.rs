//! The audit trail (lưu vết): every act is an event, each chained to the one before by its hash.

use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};
use sha2::{Digest, Sha256};

use crate::worktime::Session;

/// Hash that the first event follows.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// One act, as it is kept for ever: who, in which role, for which unit, when, what changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Position in the trail, from 1, without gaps. Order comes from here, never from the clock.
    pub seq: i64,
    /// Moment, UTC milliseconds.
    pub at: i64,
    /// Login name of the officer; `system` for the program itself.
    pub actor: String,
    /// Role used.
    pub role: String,
    /// Unit acted for.
    pub org: String,
    /// From where: host, terminal, program.
    pub client: String,
    /// Identifier of the act.
    pub act: String,
    /// Dossier, 0 when the act is about none.
    pub dossier: i64,
    /// Code of the dossier, empty when it has none.
    pub code: String,
    /// Version of the dossier after the act.
    pub version: i64,
    /// State before.
    pub from_state: String,
    /// State after.
    pub to_state: String,
    /// Step before.
    pub from_step: u32,
    /// Step after.
    pub to_step: u32,
    /// Officer who holds it after, empty for the whole group.
    pub to_officer: String,
    /// Unit that holds it after.
    pub to_org: String,
    /// Role that holds it after.
    pub to_role: String,
    /// Working session of the act; none when the calendar does not cover it.
    pub session: Option<Session>,
    /// Half-days charged for the time since the last charge.
    pub charged_halfdays: i64,
    /// Who bears them: an agency, or the applicant; empty when nothing was charged.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub charged_to: String,
    /// Half-days by which the step was late.
    pub late_halfdays: i64,
    /// Reason or instruction in words.
    pub note: String,
    /// What changed, old and new, as the act defines it.
    pub change: Change,
}

/// JSON that is kept as its text: what is hashed is what was written, and is made only once.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Change(Box<RawValue>);

impl Change {
    /// The JSON of `value`; `null` for a value that has none.
    #[must_use]
    pub fn of<T: Serialize>(value: &T) -> Self {
        Self(to_raw_value(value).unwrap_or_else(|_| RawValue::NULL.to_owned()))
    }

    /// Nothing changed.
    #[must_use]
    pub fn none() -> Self {
        Self(RawValue::NULL.to_owned())
    }

    /// The JSON text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.0.get()
    }

    /// The value, for looking into it.
    #[must_use]
    pub fn value(&self) -> serde_json::Value {
        serde_json::from_str(self.text()).unwrap_or_default()
    }
}

impl PartialEq for Change {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

impl Eq for Change {}

impl Event {
    /// The text that is stored and hashed.
    #[must_use]
    pub fn body(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Hash of this event after `previous` (64 hexadecimal digits).
    #[must_use]
    pub fn hash_after(previous: &str, body: &str) -> String {
        let mut hasher = Sha256::new();
        hasher.update(previous.as_bytes());
        hasher.update(b"\n");
        hasher.update(body.as_bytes());
        let mut hex = String::with_capacity(64);
        for byte in hasher.finalize() {
            hex.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
            hex.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
        }
        hex
    }
}
