//! Attachments, results, handing back.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One attachment of a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct AttachmentLine {
    /// Identifier.
    pub id: i64,
    /// What people call it.
    pub label: String,
    /// Identifier of what it is for: `paper`, `draft`, `result`, `scan`, `signed_request`,
    /// `authorisation`.
    pub kind: String,
    /// The same for people.
    pub kind_label: String,
    /// Name of the file.
    pub name: String,
    /// Media type, found by content.
    pub media: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256, hexadecimal.
    pub sha256: String,
    /// What was seen in it.
    pub remarks: Vec<String>,
    /// ISO 8601 with +07:00.
    pub at: String,
    /// Officer's name.
    pub who: String,
}

/// Answer of `POST /api/dossiers/{code}/attachments`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct Attached {
    /// Identifier of the attachment.
    pub id: i64,
}

/// Body of what needs a reason and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// At least ten letters.
    pub reason: String,
}

/// One result of a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct ResultLine {
    /// Number among the results of the dossier.
    pub no: i64,
    /// What it is.
    pub title: String,
    /// Outgoing number; empty in a draft.
    pub number: String,
    /// Date of the paper, `2025-08-04`; absent in a draft.
    pub date: Option<String>,
    /// Who signed it.
    pub signed_by: String,
    /// `signed_file` or `scan`; absent in a draft.
    pub form: Option<String>,
    /// The same for people.
    pub form_label: String,
    /// Its file.
    pub attachment: Option<i64>,
    /// `draft`, `final` or `replaced`.
    pub state: String,
    /// The same for people.
    pub state_label: String,
    /// Remarks.
    pub note: String,
    /// What the check of the file said.
    pub remarks: Vec<String>,
}

/// Body of `POST /api/dossiers/{code}/results`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ResultDraft {
    /// What it is: kind and subject.
    pub title: String,
    /// The draft's own file.
    pub attachment: Option<i64>,
    /// Remarks.
    pub note: String,
}

/// Answer that names a result by its number.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct ResultNumber {
    /// Number among the results of the dossier.
    pub no: i64,
}

/// Body of `POST /api/dossiers/{code}/results/{no}/finish`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ResultFinish {
    /// Outgoing number.
    pub number: String,
    /// Date of the paper, `2025-08-04`.
    pub date: String,
    /// Who signed it.
    pub signed_by: String,
    /// `signed_file` or `scan`.
    pub form: String,
    /// The attachment that is the result.
    pub attachment: i64,
}

/// Answer of `POST …/finish`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct ResultFinished {
    /// What the check of the file said.
    pub remarks: Vec<String>,
}

/// Answer of `GET /api/dossiers/{code}/return`: what to see and check before handing back.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct ReturnSheet {
    /// Code.
    pub code: String,
    /// Version.
    pub version: i64,
    /// State identifier.
    pub state: String,
    /// State for people.
    pub state_label: String,
    /// Procedure.
    pub procedure: String,
    /// Owner's name.
    pub owner: String,
    /// Owner's identity number.
    pub owner_identity: String,
    /// Submitter's name, when not the owner.
    pub submitter: Option<String>,
    /// Submitter's identity number.
    pub submitter_identity: Option<String>,
    /// Final results.
    pub results: Vec<ResultLine>,
    /// Drafts that nobody finished.
    pub drafts: i64,
    /// Fees not settled, whole đồng; absent when this office keeps none here.
    pub owed_dong: Option<i64>,
    /// `counter` or `post`.
    pub delivery: String,
    /// The same for people.
    pub delivery_label: String,
    /// Place of collection as written at receipt.
    pub collect_at: String,
    /// The post list it went with: number and consignment.
    pub posted: Option<String>,
}

/// Body of `POST /api/dossiers/{code}/collector`: who is there to collect.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CollectorShown {
    /// Full name.
    pub name: String,
    /// Number of the identity paper shown.
    pub identity: String,
    /// Kind, number and date of the authorisation.
    pub authorisation: String,
}

/// Answer of `POST …/collector`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct CollectorStanding {
    /// `owner`, `submitter` or `authorised`.
    pub standing: String,
    /// The same for people.
    pub label: String,
}

/// Body of `POST /api/post-lists`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PostListRequest {
    /// Who takes the letters.
    pub carrier: String,
    /// The letters, in the order of the list.
    pub letters: Vec<LetterLine>,
}

/// One letter.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LetterLine {
    /// Code of the dossier.
    pub code: String,
    /// Number on the letter.
    pub consignment: String,
}

/// Answer of `POST /api/post-lists`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct PostListMade {
    /// Identifier, for printing.
    pub id: i64,
    /// Number of the list.
    pub number: String,
    /// How many letters.
    pub letters: i64,
    /// Who took them.
    #[serde(default)]
    pub carrier: String,
    /// Moment, ISO 8601 with +07:00.
    #[serde(default)]
    pub at: String,
}

/// Answer of `GET /api/post-lists`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct PostLists {
    /// Results that wait for the post, most urgent first.
    pub waiting: Vec<PostWaiting>,
    /// Lists made, newest first.
    pub made: Vec<PostListMade>,
}

/// A result that waits for the post.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct PostWaiting {
    /// Code of the dossier.
    pub code: String,
    /// Owner.
    pub owner: String,
    /// Owner's address.
    pub address: String,
    /// Procedure.
    pub procedure: String,
    /// Place of collection as written at receipt.
    pub collect_at: String,
}
