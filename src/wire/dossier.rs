//! Dossiers in lists and in full, and acts on them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{FeeLine, PaperLine, Party};

/// Answer of `GET /api/dossiers` and `GET /api/find`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct Page {
    /// Rows, in the order of the list.
    pub rows: Vec<DossierLine>,
    /// Pass as `after` for the rows that follow; absent on the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// What was searched or listed, in words.
    pub about: String,
    /// The text is the exact code of the only row: open it.
    #[serde(default)]
    pub exact: bool,
}

/// One dossier in a list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct DossierLine {
    /// Code.
    pub code: String,
    /// Version.
    pub version: i64,
    /// Owner.
    pub owner: String,
    /// Summary.
    pub summary: String,
    /// Procedure name.
    pub procedure: String,
    /// State identifier.
    pub state: String,
    /// State for people.
    pub state_label: String,
    /// Name of the step.
    pub step: String,
    /// Officer who holds it; empty for the whole group.
    pub holder: String,
    /// Session of receipt.
    pub received: String,
    /// Due session; absent when none.
    pub due: Option<String>,
    /// How it stands.
    pub standing: Standing,
}

/// How a dossier stands against its due session, in half-days.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Standing {
    /// No due date.
    #[default]
    NoDue,
    /// Open, more than the warning time left.
    Within {
        /// Half-days left.
        half_days: i64,
    },
    /// Open, the warning time or less left.
    NearDue {
        /// Half-days left.
        half_days: i64,
    },
    /// Open and past due.
    Late {
        /// Half-days over.
        half_days: i64,
    },
    /// Finished before the due session.
    Early {
        /// Half-days before.
        half_days: i64,
    },
    /// Finished in the due session.
    OnTime,
    /// Finished after the due session.
    FinishedLate {
        /// Half-days over.
        half_days: i64,
    },
}

/// Answer of `GET /api/dossiers/{code}`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct DossierView {
    /// As in lists.
    pub line: DossierLine,
    /// Procedure code.
    pub procedure_code: String,
    /// Name of the case.
    pub case_name: String,
    /// Owner.
    pub applicant: Party,
    /// Submitter, when not the owner.
    pub submitter: Option<Party>,
    /// Papers.
    pub papers: Vec<PaperLine>,
    /// Sets.
    pub sets: u32,
    /// Fees as confirmed.
    pub fees: Vec<FeeLine>,
    /// Channel for people.
    pub channel: String,
    /// Where the result is collected.
    pub collect_at: String,
    /// Remarks.
    pub note: String,
    /// Answers: label and value, in the order of the form.
    pub answers: Vec<(String, String)>,
    /// Limit in words.
    pub limit_words: String,
    /// Moment of receipt, ISO 8601 with +07:00.
    pub received_at: String,
    /// Due moment, ISO 8601 with +07:00.
    pub due_at: Option<String>,
    /// Steps of the process.
    pub steps: Vec<StepView>,
    /// Acts that this officer can do now, and those that cannot be done with the reason.
    pub acts: Vec<ActView>,
    /// The trail, oldest first.
    pub trail: Vec<TrailLine>,
    /// Forms that may be printed, the usual one first.
    pub forms: Vec<FormLine>,
}

/// A step of the process and how it went.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct StepView {
    /// Number.
    pub no: u32,
    /// Name.
    pub name: String,
    /// Role for people.
    pub role: String,
    /// Allotted half-days.
    pub half_days: u32,
    /// `done`, `here` or `ahead`.
    pub progress: String,
    /// Half-days charged so far.
    pub charged: i64,
    /// Deadline of the step, when it is the current one.
    pub deadline: Option<String>,
}

/// An act offered on a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct ActView {
    /// Identifier: `forward`, `take`, `submit_for_approval`, …
    pub act: String,
    /// Name for people.
    pub label: String,
    /// Why it cannot be done now; absent when it can.
    pub blocked: Option<String>,
    /// A reason must be written.
    pub reason: bool,
}

/// One act of the trail.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct TrailLine {
    /// Position in the whole trail.
    pub seq: i64,
    /// ISO 8601 with +07:00.
    pub at: String,
    /// Officer's name.
    pub who: String,
    /// Role for people.
    pub role: String,
    /// Unit.
    pub org: String,
    /// What was done.
    pub act: String,
    /// Who got it.
    pub to: String,
    /// Half-days charged.
    pub charged: i64,
    /// Reason or instruction.
    pub note: String,
}

/// A form that a dossier may print.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct FormLine {
    /// Template identifier, e.g. `mau-01-a5`.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// How many times it was printed.
    pub printed: i64,
}

/// Body of `POST /api/dossiers/{code}/acts`. Headers: `Idempotency-Key`, `If-Match: "version"`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ActRequest {
    /// Identifier of the act.
    pub act: String,
    /// Reason or instruction.
    pub note: String,
    /// Officer who is to get it; the whole group when absent.
    pub to_officer: Option<String>,
}

/// Answer of an act.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct Acted {
    /// Code.
    pub dossier_code: String,
    /// Version after.
    pub version: i64,
    /// State after.
    pub state: String,
    /// State for people.
    pub state_label: String,
    /// Step after.
    pub step: String,
    /// Half-days charged to the unit that handed over.
    pub charged: i64,
    /// Forms to offer.
    pub prints: Vec<String>,
}

/// Answer of `GET …/forms/{form}/preview`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct Preview {
    /// Title of the form.
    pub title: String,
    /// Lines of text, in the order of the paper.
    pub lines: Vec<String>,
}
