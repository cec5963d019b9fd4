//! People who have been at the desk before.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Party;

/// Answer of `GET /api/applicants`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct KnownPeople {
    /// People, who came last first; each once.
    pub people: Vec<KnownPerson>,
    /// Codes of dossiers of the same procedure received today.
    pub today: Vec<String>,
}

/// Somebody known, as they were last.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct KnownPerson {
    /// What they gave last time.
    pub person: Party,
    /// Code of that dossier.
    pub code: String,
    /// Day it was received, `YYYY-MM-DD`.
    pub day: String,
}
