//! Changes of the catalogue and conversions of dossiers, as they travel.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One value that changes; empty where there is none.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct ValueChange {
    /// What it is, in words.
    pub field: String,
    /// Before.
    pub old: String,
    /// After.
    pub new: String,
}

/// The difference for one procedure.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct ProcedureChange {
    /// National code.
    pub code: String,
    /// Name.
    pub name: String,
    /// `added`, `changed`, `ended`.
    pub fate: String,
    /// The same for people.
    pub fate_label: String,
    /// Value by value.
    pub fields: Vec<ValueChange>,
    /// Open dossiers of the procedure; they keep the rules of their receipt.
    pub open: i64,
}

/// One line of the list of changes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct CatalogueChange {
    /// Number.
    pub id: i64,
    /// Names its content.
    pub digest: String,
    /// Who proposed it.
    pub author: String,
    /// Name for people.
    pub author_name: String,
    /// ISO 8601 with +07:00.
    pub at: String,
    /// Why.
    pub reason: String,
    /// First day for which it says that it holds.
    pub valid_from: String,
    /// `proposed`, `approved`, `refused`, `withdrawn`.
    pub state: String,
    /// Name of who decided it.
    pub decided_by: Option<String>,
    /// ISO 8601 with +07:00.
    pub decided_at: Option<String>,
    /// Why.
    pub decided_reason: Option<String>,
    /// First day in force here.
    pub effective_from: Option<String>,
    /// Procedures that change.
    pub procedures: Vec<ProcedureChange>,
    /// Calendars, policies, code schemes.
    pub others: Vec<ValueChange>,
}

/// Answer of `GET /api/catalogue-changes`, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct CatalogueChanges {
    /// Changes.
    pub changes: Vec<CatalogueChange>,
}

/// Body of `POST /api/catalogue-changes`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct ChangeProposal {
    /// First day, `2026-01-31`.
    pub valid_from: String,
    /// Why.
    pub reason: String,
    /// Files of the folder.
    pub files: Vec<ProposedFile>,
}

/// One file of a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct ProposedFile {
    /// Path inside the folder: `catalogue/fees.tsv`.
    pub path: String,
    /// Text.
    pub text: String,
}

/// Body of `POST /api/catalogue-changes/{id}/decision`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct ChangeVerdict {
    /// `approve`, `refuse`, `withdraw`.
    pub verdict: String,
    /// Why; demanded to refuse.
    #[serde(default)]
    pub reason: String,
}

/// Where a change stands after a decision.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct ChangeStands {
    /// Number.
    pub id: i64,
    /// State.
    pub state: String,
    /// First day in force.
    pub effective_from: Option<String>,
}

/// What a conversion makes different.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct ConversionPreview {
    /// Code of the dossier.
    pub code: String,
    /// Its version.
    pub version: i64,
    /// Value by value; empty when it already stands under the rules of today.
    pub changes: Vec<ValueChange>,
    /// It would begin at the desk again.
    pub back_to_desk: bool,
}

/// Body of `POST /api/dossiers/{code}/conversion`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct ConversionRequest {
    /// Why.
    pub reason: String,
}
