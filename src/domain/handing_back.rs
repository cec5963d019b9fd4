//! Handing a result back (trả kết quả): who collects it.

use serde::{Deserialize, Serialize};

use crate::text::HumanText;

/// Who collects a result.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Collector {
    /// Full name.
    pub name: HumanText,
    /// Number of the identity paper shown.
    pub identity: HumanText,
    /// Kind, number and date of the authorisation; empty for the owner and the submitter.
    #[serde(default)]
    pub authorisation: HumanText,
}
