//! Files, results and handing back, as the screens show and send them.

/// A file that is to be attached, and the result it is, when it is one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AttachRequest {
    /// Key of the request; its steps add to it.
    pub key: String,
    /// Code of the dossier.
    pub dossier: String,
    /// Where the file is on this machine, as typed or pasted.
    pub path: String,
    /// What people call it.
    pub label: String,
    /// `paper`, `draft`, `result`, `scan`, `signed_request`, `authorisation`.
    pub kind: String,
    /// Number of the result; empty for what is no result.
    pub number: String,
    /// Date of the result, `YYYY-MM-DD`.
    pub date: String,
    /// Who signed the result.
    pub signed_by: String,
}

/// Files and results of a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FilesSheet {
    /// Files, oldest first.
    pub files: Vec<FileLine>,
    /// Results, each in one line.
    pub results: Vec<String>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileLine {
    /// Identifier.
    pub id: i64,
    /// What people call it.
    pub label: String,
    /// What it is for.
    pub kind: String,
    /// Name of the file.
    pub name: String,
    /// Size in words.
    pub size: String,
    /// What was seen in it.
    pub remark: String,
}

/// What the desk sees before it hands a result back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HandBackSheet {
    /// Code of the dossier.
    pub code: String,
    /// Version.
    pub version: i64,
    /// Whether the result waits for its owner.
    pub ready: bool,
    /// State in words.
    pub state: String,
    /// Procedure.
    pub procedure: String,
    /// Owner's name.
    pub owner: String,
    /// Submitter's name, when not the owner.
    pub submitter: String,
    /// Results to hand over, each in one line.
    pub results: Vec<String>,
    /// Drafts that nobody finished.
    pub drafts: i64,
    /// Fees not settled, whole đồng; `None` when this office keeps none here.
    pub owed_dong: Option<i64>,
    /// How it is to leave the house, in words.
    pub delivery: String,
}

/// Handing a result back to somebody who is there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HandBack {
    /// Key of the request.
    pub key: String,
    /// Code of the dossier.
    pub dossier: String,
    /// Version seen.
    pub version: i64,
    /// Collector's name.
    pub name: String,
    /// Number of the identity paper shown.
    pub identity: String,
    /// Kind, number and date of the authorisation.
    pub authorisation: String,
    /// Number of the letter or parcel, when it is sent.
    pub number: String,
}

/// Bytes as people say them.
#[must_use]
pub fn size_words(bytes: i64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KB", bytes / 1024),
        _ => format!(
            "{},{} MB",
            bytes / 1_048_576,
            bytes % 1_048_576 * 10 / 1_048_576
        ),
    }
}
