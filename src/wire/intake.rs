//! Taking in, guiding and refusing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::IntakeSheet;

/// Body of `POST /api/dossiers`, `/api/guidances` and `/api/refusals`. The header `Idempotency-Key`
/// carries the draft's UUID: the same draft sent twice makes one dossier.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct IntakeRequest {
    /// Procedure code, e.g. `1.001193`.
    pub procedure: String,
    /// Case; the first one when empty.
    pub case: String,
    /// Limit entered by the clerk where none is published, e.g. `5d`.
    pub limit: Option<String>,
    /// Owner of the matter (chủ hồ sơ).
    pub applicant: Party,
    /// Who hands it in, when not the owner.
    pub submitter: Option<Party>,
    /// Summary; made from the form when empty.
    pub summary: String,
    /// Papers with counts; the usual ones of the procedure when absent.
    pub papers: Option<Vec<PaperLine>>,
    /// Number of sets; 1 when absent.
    pub sets: Option<i64>,
    /// Fee lines as confirmed.
    pub fees: Vec<FeeLine>,
    /// `direct`, `online`, `postal`.
    pub channel: String,
    /// Where the result is collected; the desk itself when empty.
    pub collect_at: String,
    /// Remarks.
    pub note: String,
    /// Answers to the procedure's own fields, by key.
    pub answers: BTreeMap<String, String>,
    /// Whether required own fields must be there (the counter sends true, imports need not).
    pub complete: bool,
    /// Reason, for guidance, refusal and correction.
    pub reason: String,
    /// Unit whose desk it is for; only for what comes through the portal.
    pub desk: String,
    /// `edition` of the sheet that was filled in; refused when the procedure has changed since.
    pub edition: Option<i64>,
}

/// A party as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Party {
    /// Full name.
    pub name: String,
    /// `citizen`, `enterprise`, `state_agency`, `organisation`; citizen when empty.
    pub kind: String,
    /// Identity number.
    pub identity: String,
    /// Date of birth `dd/mm/yyyy`, or the year.
    pub birth: String,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Address.
    pub address: String,
}

/// A paper with its three counts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PaperLine {
    /// Name.
    pub name: String,
    /// Bản chính.
    pub originals: i64,
    /// Bản chứng thực.
    pub certified: i64,
    /// Bản photo.
    pub photocopies: i64,
}

/// A fee line.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FeeLine {
    /// `phi` or `le_phi`.
    pub kind: String,
    /// Name.
    pub name: String,
    /// Whole đồng.
    pub amount_dong: i64,
}

/// Answer of `POST /api/dossiers`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct Received {
    /// Dossier code.
    pub dossier_code: String,
    /// Version.
    pub version: i64,
    /// Session of receipt.
    pub received_session: String,
    /// Moment of receipt, ISO 8601 with +07:00.
    pub received_at: String,
    /// Due session; null when the case has no due date.
    pub due: Option<String>,
    /// End of the due session, ISO 8601 with +07:00.
    pub due_at: Option<String>,
    /// An unconfirmed day of the calendar was counted.
    pub provisional: bool,
    /// Forms to offer, the usual one first; empty for an immediate procedure.
    pub prints: Vec<String>,
    /// Things the clerk should know (a widened number, an identity that does not fit the birth year).
    pub warnings: Vec<String>,
}

/// Answer of `POST /api/guidances` and `POST /api/refusals`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct CounterSlip {
    /// Identifier under which it can be printed again.
    pub id: i64,
    /// Number on the slip.
    pub number: String,
    /// Forms to offer.
    pub prints: Vec<String>,
}

/// Answer of `GET /api/dossiers/{code}/intake`: what a correction begins with.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct HeldIntake {
    /// Code of the dossier.
    pub code: String,
    /// Its version, for `If-Match`.
    pub version: i64,
    /// State for people.
    pub state_label: String,
    /// Due session.
    pub due: Option<String>,
    /// What it holds, as it would be sent to take it in.
    pub intake: IntakeRequest,
    /// The sheet it was taken in with.
    pub sheet: IntakeSheet,
}
