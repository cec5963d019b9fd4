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
    /// What happened beside the steps.
    #[serde(default)]
    pub life: LifeView,
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
    /// What it asks for beside: `officer`, `step`, `papers`, `amount`, `due`, `deadline`, `number`,
    /// `collector`.
    #[serde(default)]
    pub asks: Vec<String>,
    /// It may be undone for 30 seconds.
    #[serde(default)]
    pub undo: bool,
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
    #[serde(default)]
    pub act: String,
    /// Reason or instruction.
    #[serde(default)]
    pub note: String,
    /// Officer who is to get it; the whole group when absent.
    #[serde(default)]
    pub to_officer: Option<String>,
    /// Reason of the catalogue for a late step.
    #[serde(default)]
    pub late_reason: Option<String>,
    /// Step at which it is to be (`reset_flow`).
    #[serde(default)]
    pub to_step: Option<u32>,
    /// Papers lacking, or papers that came.
    #[serde(default)]
    pub papers: Vec<PaperLine>,
    /// Whole đồng.
    #[serde(default)]
    pub amount_dong: Option<i64>,
    /// New due session, `2025-03-12 AM`.
    #[serde(default)]
    pub due: Option<String>,
    /// Last day for the applicant, `2025-03-12`.
    #[serde(default)]
    pub deadline: Option<String>,
    /// Number of a consignment, a decision, a payment paper.
    #[serde(default)]
    pub number: Option<String>,
    /// Who collects the result; the owner when absent.
    #[serde(default)]
    pub collector: Option<CollectorLine>,
}

/// Who collects a result.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct CollectorLine {
    /// Full name.
    pub name: String,
    /// Number of the identity paper shown.
    #[serde(default)]
    pub identity: String,
    /// Kind, number and date of the authorisation, for another person than owner and submitter.
    #[serde(default)]
    pub authorisation: String,
}

/// What happened beside the steps: stops, dates that moved, apologies, hand-overs under way.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct LifeView {
    /// Due session on the very first slip, when it moved since.
    pub first_due: Option<String>,
    /// Appointment in force, when an apology moved it.
    pub appointment: Option<String>,
    /// Replacements of the slip so far.
    pub slips_replaced: usize,
    /// `supplement`, `payment` or `suspended` while the clock stands still.
    pub stopped: Option<String>,
    /// Last day for the applicant.
    pub deadline: Option<String>,
    /// Half-days charged to the applicant so far.
    pub applicant_half_days: i64,
    /// Papers asked for, drafted or sent.
    pub papers_asked: Vec<PaperLine>,
    /// Requests to supplement sent.
    pub supplements: u32,
    /// Whole đồng that the applicant was asked to pay and has not.
    pub obligation_dong: Option<i64>,
    /// Session by which an apology must be delivered, once that is near.
    pub apology_by: Option<String>,
    /// Apologies, oldest first.
    pub apologies: Vec<ApologyView>,
    /// Proposed due session that waits for a second person.
    pub proposed_due: Option<String>,
    /// Waits for the leader's assignment note.
    pub awaits_assignment: bool,
    /// Agency that handed it over, until the receiver confirms.
    pub handed_over_by: Option<String>,
    /// Consignment number of a result on its way to the desk.
    pub consignment: Option<String>,
    /// Late steps with the agency that answers for each.
    pub late_steps: Vec<LateStepView>,
}

/// An apology with a new appointment.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct ApologyView {
    /// Appointment it moves.
    pub due: String,
    /// New appointment.
    pub new: String,
    /// Why.
    pub reason: String,
    /// Signed.
    pub signed: bool,
    /// Session of delivery.
    pub delivered: Option<String>,
    /// Delivered while the rule still allowed it.
    pub in_time: Option<bool>,
}

/// A late step.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct LateStepView {
    /// Name of the step.
    pub step: String,
    /// Agency that answers for it.
    pub org: String,
    /// Half-days over the allotment.
    pub half_days: i64,
    /// Reason by its label.
    pub reason: String,
    /// Reason in words.
    pub text: String,
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
