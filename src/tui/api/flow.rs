//! Processes and their people in the words of the screens.

/// A process in the list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FlowRow {
    /// Id.
    pub id: String,
    /// Code of its procedure; may be empty.
    pub procedure: String,
    /// Name, with its case.
    pub name: String,
    /// Total in words.
    pub days: String,
    /// Findings in all.
    pub findings: usize,
    /// Findings that nobody accepted.
    pub open: usize,
}

/// A process with its steps.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FlowSheet {
    /// Id.
    pub id: String,
    /// Code of its procedure; may be empty.
    pub procedure: String,
    /// Name in one line.
    pub title: String,
    /// Findings in one line each, with who accepted them.
    pub findings: Vec<String>,
    /// Findings that may be accepted and are not: name and words.
    pub acceptable: Vec<(String, String)>,
    /// Steps.
    pub steps: Vec<FlowStepRow>,
}

/// A step of a process.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FlowStepRow {
    /// Number.
    pub no: u32,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: String,
    /// Unit, by identifier.
    pub org: String,
    /// Unit, by name.
    pub org_name: String,
    /// Role.
    pub role: String,
    /// Role in words.
    pub role_label: String,
    /// Allotment in words.
    pub days: String,
    /// Who usually gets it; empty for the group.
    pub usual: String,
    /// Who may be set: id and name.
    pub officers: Vec<(String, String)>,
}

/// Who is to get a step from now on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StaffOrder {
    /// Makes a second sending harmless.
    pub key: String,
    /// Process that is shown.
    pub process: String,
    /// Code of its procedure; for all procedures when empty.
    pub procedure: String,
    /// Unit.
    pub org: String,
    /// Role.
    pub role: String,
    /// Kind of step.
    pub kind: String,
    /// Officer; empty for the group.
    pub officer: String,
}
