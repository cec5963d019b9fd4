//! Correcting what a dossier holds, and putting it under the rules of today.

use serde::{Deserialize, Serialize};

use super::{Intake, ProcedureSheet};
use crate::wire::ValueChange;

/// The dossier that an intake corrects.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Correcting {
    /// Code.
    pub code: String,
    /// Version the clerk saw.
    pub version: i64,
    /// Due as on its slip, e.g. `Chiều 21/11/2026`; empty without one.
    pub due: String,
}

/// What a dossier holds, as it would be typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Held {
    /// The dossier.
    pub about: Correcting,
    /// Every field of the form as it would be typed, empty ones too.
    pub intake: Intake,
    /// The sheet it was taken in with.
    pub sheet: ProcedureSheet,
}

/// What a correction or a conversion would make different.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Differences {
    /// Code of the dossier.
    pub code: String,
    /// Version that was compared.
    pub version: i64,
    /// Value by value; empty when nothing is different.
    pub changes: Vec<ValueChange>,
    /// It would begin at the desk again.
    pub back_to_desk: bool,
}

/// A conversion to carry out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ConvertOrder {
    /// The same key sent twice converts once.
    pub key: String,
    /// Code of the dossier.
    pub code: String,
    /// Version whose differences were shown.
    pub version: i64,
    /// Why.
    pub reason: String,
}
