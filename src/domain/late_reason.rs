//! Reasons why a step was late (QĐ 07/2017/QĐ-UBND: the specialist records the reason).

use serde::{Deserialize, Serialize};

/// One reason of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LateReason {
    /// Identifier in reports.
    pub code: String,
    /// In words.
    pub label: String,
}

/// The catalogue of reasons.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LateReasons {
    /// In the order in which they are offered.
    pub reason: Vec<LateReason>,
}

impl LateReasons {
    /// Used when the officer wrote words without choosing.
    pub const OTHER: &'static str = "other";

    /// The reason of that code.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&LateReason> {
        self.reason.iter().find(|reason| reason.code == code)
    }
}
