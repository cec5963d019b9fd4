//! The shapes screens show and send.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// Who sits at this desk.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seat {
    /// Desk name, e.g. `Quầy 03`.
    pub desk: String,
    /// Agency name.
    pub agency: String,
    /// Officer's id.
    pub officer_id: String,
    /// Officer's name.
    pub officer: String,
    /// Officer's role in words.
    pub role: String,
    /// Rights of the role (`receive`, `move`, …); empty when unknown.
    pub rights: Vec<String>,
    /// One key opens the lock (demonstration office); otherwise the password.
    pub one_key: bool,
    /// The screen is hidden after so many idle minutes; 0 for never.
    pub lock_minutes: u32,
    /// The password must be changed before anything else.
    pub must_change: bool,
    /// Days until it must be, when that is near.
    pub password_days: Option<i64>,
    /// Local date and time on the server; `None` when unknown.
    pub server_time: Option<NaiveDateTime>,
}

/// What the intake of one procedure needs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProcedureSheet {
    /// National code.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Cases with their own limit and fees; never empty, one needs no choice.
    pub cases: Vec<CaseLine>,
    /// The procedure's own fields, in headed groups.
    pub sections: Vec<(String, Vec<FormField>)>,
    /// Papers of the checklist.
    pub papers: Vec<PaperLine>,
    /// Places where the result may be collected, the usual one first.
    pub places: Vec<String>,
    /// Solved at once: full record, no slip.
    pub immediate: bool,
    /// Which edition of the procedure this is; sent back with what was filled in.
    pub edition: i64,
}

/// One case of a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CaseLine {
    /// Case id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Limit as written in data: `2d`, `½d`, `in-day`.
    pub limit: String,
    /// Limit in words.
    pub limit_words: String,
    /// Nothing is published: the clerk enters a limit.
    pub needs_limit: bool,
    /// Fee lines for the clerk to confirm.
    pub fees: Vec<FeeLine>,
}

/// One field of a procedure's form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FormField {
    /// Key of the answer.
    pub key: String,
    /// Label.
    pub label: String,
    /// `text`, `name`, `identity`, `phone`, `email`, `date`, `choice`, `number`, `money`,
    /// `address`, `note`.
    pub kind: String,
    /// Must be given.
    pub required: bool,
    /// Unit or hint after the field.
    pub hint: String,
    /// What F1 says.
    pub help: String,
    /// Values of a choice.
    pub choices: Vec<String>,
    /// What it starts with.
    pub default: String,
    /// Least and greatest number.
    pub bounds: (Option<i64>, Option<i64>),
}

/// One paper of the checklist.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PaperLine {
    /// Name.
    pub name: String,
    /// Originals, certified copies, photocopies asked for.
    pub asked: [u16; 3],
    /// Only in some cases.
    pub optional: bool,
}

/// One fee line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FeeLine {
    /// Legal kind: `phi` or `le_phi`.
    pub kind: String,
    /// Name.
    pub name: String,
    /// Amount in đồng; `None` when it must be asked.
    pub amount: Option<u64>,
    /// Unit and remarks, after the field.
    pub note: String,
}

/// When it is due, and why.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Due {
    /// e.g. `Chiều 21/11/2026`; empty when no due date applies.
    pub short: String,
    /// The limit in words.
    pub limit: String,
    /// The reason, one step a line.
    pub why: Vec<String>,
}

/// A list of this officer's role: a tab of the desk.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListTab {
    /// Id.
    pub id: String,
    /// Name on the tab.
    pub label: String,
    /// What it holds, in words.
    pub about: String,
    /// How many, as shown: `7`, `999+`.
    pub count: String,
    /// F6: the first of these that a dossier allows.
    pub onward: Vec<ActLine>,
    /// What else F10 offers.
    pub others: Vec<ActLine>,
}

/// How a deadline stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// `√`
    #[default]
    Good,
    /// `!`
    Near,
    /// `×`
    Late,
    /// No clock runs.
    None,
}

/// One dossier in a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DossierLine {
    /// Dossier code.
    pub code: String,
    /// Owner's name.
    pub owner: String,
    /// Procedure name.
    pub procedure: String,
    /// State in words.
    pub state: String,
    /// Name of the step it is in.
    pub step: String,
    /// Officer who holds it; empty for the whole group.
    pub holder: String,
    /// Due, e.g. `Chiều 21/11/2026`.
    pub due: String,
    /// How the deadline stands.
    pub standing: Standing,
    /// The same in words, e.g. `Còn ½ ngày`.
    pub standing_words: String,
    /// Version, for an act from the list.
    pub version: i64,
    /// Unit where it is.
    pub org: String,
    /// Deadline of the step, short; with `×` when it is over.
    pub step_due: String,
    /// By when the desk must pass it on.
    pub forward_by: String,
}

/// A dossier being taken in: everything typed, ready to send. Also what a draft keeps.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Intake {
    /// Id of the draft; the same id sent twice makes one dossier.
    pub id: String,
    /// Procedure code.
    pub procedure: String,
    /// Procedure name, for the list of drafts.
    pub procedure_name: String,
    /// Case; empty for the only one.
    pub case: String,
    /// Limit entered by the clerk where none is published.
    pub limit: String,
    /// Field id → stored value (see the field's kind).
    pub values: Vec<(String, String)>,
    /// Papers handed in: name, originals, certified copies, photocopies.
    pub papers: Vec<(String, [u16; 3])>,
    /// Fee lines confirmed: legal kind, name, amount in đồng.
    pub fees: Vec<(String, String, u64)>,
    /// Empty to receive; `refuse` or `guide` to end at the counter without a number.
    pub outcome: String,
    /// Reason of a refusal or guidance.
    pub reason: String,
    /// Edition of the procedure that was filled in; none in a draft, whose form is read anew.
    #[serde(skip)]
    pub edition: Option<i64>,
    /// The dossier it corrects; none when one is taken in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correcting: Option<super::Correcting>,
}

impl Intake {
    /// The value of a field; empty when not given.
    pub fn value(&self, id: &str) -> &str {
        self.values
            .iter()
            .find(|(k, _)| k == id)
            .map_or("", |(_, v)| v)
    }
}

/// A dossier was received.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Received {
    /// Its code; empty for a guidance or refusal slip.
    pub code: String,
    /// Id of the slip, when no dossier was made.
    pub slip: Option<i64>,
    /// e.g. `chiều 21/11/2026`; empty without a due date.
    pub due: String,
    /// Forms that may be printed now, the usual one first.
    pub forms: Vec<FormLine>,
    /// What the clerk should know.
    pub warnings: Vec<String>,
}

/// What is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A dossier, by code.
    Dossier(String),
    /// A guidance or refusal slip, by id.
    Slip(i64),
    /// A fee receipt, by id.
    Receipt(i64),
    /// The document of money given back, by id.
    Refund(i64),
    /// The day-book of a cash shift, by id.
    Shift(i64),
    /// A hand-over list to the post, by id.
    PostList(i64),
    /// The register book of the desk.
    Register {
        /// First day, `2026-11-01`.
        from: String,
        /// Last day.
        to: String,
        /// Number of the book; empty to write it by hand.
        book: String,
    },
    /// The record of a hand-over of several dossiers.
    HandOver {
        /// Their codes.
        dossiers: Vec<String>,
        /// Who gets them; empty to write it by hand.
        receiver: String,
    },
}

/// Where a printed paper went.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Printed {
    /// What was done, up to the path.
    pub words: String,
    /// The file, the user's own folder written as `~`.
    pub file: String,
}

/// A form that may be printed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FormLine {
    /// Form id.
    pub id: String,
    /// Title.
    pub title: String,
}

/// One dossier, whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DossierSheet {
    /// Dossier code.
    pub code: String,
    /// Version for the next act (two clerks on one dossier).
    pub version: i64,
    /// State in words.
    pub state: String,
    /// Owner's name.
    pub owner: String,
    /// How the deadline stands.
    pub standing: Standing,
    /// The same in words.
    pub standing_words: String,
    /// Label and value.
    pub facts: Vec<Fact>,
    /// Steps of the process.
    pub steps: Vec<StepLine>,
    /// What happened, oldest first.
    pub trace: Vec<TraceLine>,
    /// What this officer may do with it, or why not.
    pub acts: Vec<ActLine>,
    /// Forms this dossier may print, the usual one first.
    pub forms: Vec<FormLine>,
    /// Procedure code, for its checklist.
    pub procedure: String,
    /// Papers asked for and not supplied: name and three counts.
    pub papers_asked: Vec<(String, [u16; 3])>,
    /// Who may collect: name and identity number, the owner first.
    pub people: Vec<(String, String)>,
    /// Whole đồng asked for and not paid.
    pub owed: Option<u64>,
}

/// One fact of a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fact {
    /// Label.
    pub label: String,
    /// Value.
    pub value: String,
    /// Personal number: masked until shown on purpose.
    pub secret: bool,
}

/// One step of the process.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StepLine {
    /// Number.
    pub no: u32,
    /// Name.
    pub name: String,
    /// Unit and role.
    pub who: String,
    /// Deadline, short.
    pub due: String,
    /// How it stands in words, e.g. `Đúng hạn`.
    pub words: String,
    /// The sign of the words.
    pub standing: Standing,
    /// Whether the dossier is in this step now.
    pub current: bool,
}

/// One event of the trace.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TraceLine {
    /// Local date and time, short.
    pub at: String,
    /// Who.
    pub who: String,
    /// What.
    pub what: String,
}

/// An act on a dossier, as the server offers it to this officer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ActLine {
    /// `take`, `forward`, `approve`, `sign`, `return`, `refuse`, `guide`, `send_back`, ….
    pub act: String,
    /// Label.
    pub label: String,
    /// A reason must be given.
    pub reason: bool,
    /// Why it cannot be done now; `None` when it can.
    pub why_not: Option<String>,
    /// What it asks for beside: `officer`, `step`, `papers`, `amount`, `due`, `deadline`, `number`,
    /// `collector`.
    pub asks: Vec<String>,
    /// It may be undone for 30 seconds.
    pub undo: bool,
    /// The step it ends is late: by how much, in words; empty when it is not.
    pub late: String,
    /// Due session to offer: date and `AM` or `PM`.
    pub due: Option<(chrono::NaiveDate, String)>,
}

/// An act to carry out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ActRequest {
    /// The same key sent twice acts once.
    pub key: String,
    /// Dossier code.
    pub dossier: String,
    /// Version the officer saw.
    pub version: i64,
    /// Which act.
    pub act: String,
    /// Reason or note; empty when none.
    pub reason: String,
    /// What the act asks for beside.
    pub details: Details,
}

/// What acts ask for beside the reason; empty where an act does not ask.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Details {
    /// Why the step was late, by code.
    pub late_reason: String,
    /// Login name of the officer who is to get it.
    pub officer: String,
    /// Number of the step.
    pub step: Option<u32>,
    /// Papers with their three counts.
    pub papers: Vec<(String, [u16; 3])>,
    /// Whole đồng.
    pub amount: Option<u64>,
    /// Due session, `2025-03-12 AM`.
    pub due: String,
    /// Last day, `2025-03-12`.
    pub deadline: String,
    /// Number of a paper.
    pub number: String,
    /// Who collects: name, identity number, authorisation; `None` for the owner.
    pub collector: Option<[String; 3]>,
}

/// One dossier of a list and what is to be done with it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ActOn {
    /// The request, its act still open.
    pub request: ActRequest,
    /// The acts, the first that is possible being done.
    pub acts: Vec<String>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Dossier code when the text was one exact code.
    pub exact: Option<String>,
    /// The filter in words.
    pub filter: String,
    /// How many are shown.
    pub total: usize,
    /// There are more than those shown.
    pub more: bool,
    /// Newest first.
    pub rows: Vec<DossierLine>,
}

/// A demonstration officer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OfficerLine {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Role in words.
    pub role: String,
    /// Agency.
    pub agency: String,
}
