//! Errors as `application/problem+json` (RFC 9457) with our codes.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Code of the one answer to every token that is not right, or no longer: sign in again.
pub const NOT_SIGNED_IN: &str = "MC-7010";

/// What failed, what is safe, what to do next.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// `urn:motcua:error:MC-nnnn`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Code, e.g. `MC-1020`.
    pub code: String,
    /// HTTP status.
    pub status: u16,
    /// Vietnamese sentence for the screen.
    pub title: String,
    /// Fields that cannot be kept as they are, in the order of the form.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldProblem>,
    /// On a conflict: the version now, and what changed since the one that was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conflict: Option<Conflict>,
}

/// One field and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldProblem {
    /// Path: `applicant.name`, `papers.0.originals`, `answers.child_name`.
    pub field: String,
    /// Code, `MC-11nn`.
    pub code: String,
    /// What is wrong and how to mend it, in Vietnamese.
    pub message: String,
}

/// What happened to a dossier since the version the sender had seen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct Conflict {
    /// Version now.
    pub version: i64,
    /// Acts since, oldest first, each a Vietnamese sentence.
    pub since: Vec<String>,
}
