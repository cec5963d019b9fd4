//! Papers of many dossiers.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Body of `POST /api/lists/register`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RegisterPrint {
    /// First day, `2025-08-01`.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Number of the book; empty to write it by hand.
    pub book: String,
    /// Why it is printed again, from the second print on.
    pub reason: String,
}

/// Body of `POST /api/lists/hand-over`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct HandOverPrint {
    /// Codes of the dossiers.
    pub dossiers: Vec<String>,
    /// Who gets them; empty to write it by hand.
    pub receiver: String,
    /// Why it is printed again, from the second print on.
    pub reason: String,
}

/// Query of `POST …/forms/{form}`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Reprint {
    /// Why it is printed again, from the second print on.
    pub reason: String,
}
