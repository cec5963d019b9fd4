//! Results (kết quả giải quyết) of a dossier: several, drafts and final ones, each with its file.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::text::HumanText;

/// Where a result stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResultState {
    /// Drafted; may be submitted, not handed over.
    Draft,
    /// Numbered, dated, with a file that was found fit.
    Final,
    /// Another result stands in its place.
    Replaced,
}

impl ResultState {
    /// Identifier in tables and on the wire.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Final => "final",
            Self::Replaced => "replaced",
        }
    }

    /// The state of that identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::Draft, Self::Final, Self::Replaced]
            .into_iter()
            .find(|state| state.id() == id)
    }

    /// Name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Draft => "Dự thảo",
            Self::Final => "Chính thức",
            Self::Replaced => "Đã thay thế",
        }
    }
}

/// In which form a result is on the flow (CV 286/VP-HCC1: a digitally signed file; a colour scan when
/// it exists only on paper).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResultForm {
    /// A digitally signed file.
    SignedFile,
    /// A colour scan of the signed paper.
    Scan,
}

impl ResultForm {
    /// Identifier in tables and on the wire.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::SignedFile => "signed_file",
            Self::Scan => "scan",
        }
    }

    /// The form of that identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::SignedFile, Self::Scan]
            .into_iter()
            .find(|form| form.id() == id)
    }

    /// Name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::SignedFile => "Tệp ký số",
            Self::Scan => "Bản quét màu",
        }
    }
}

/// A result as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultPaper {
    /// Identifier: the number of the event that made it.
    pub id: i64,
    /// Dossier.
    pub dossier: i64,
    /// Number among the results of the dossier, from 1.
    pub no: i64,
    /// What it is: its kind and subject (trích yếu).
    pub title: HumanText,
    /// Outgoing number; empty in a draft.
    pub number: HumanText,
    /// Date of the paper.
    pub date: Option<NaiveDate>,
    /// Who signed it, as told.
    pub signed_by: HumanText,
    /// Form on the flow.
    pub form: Option<ResultForm>,
    /// Its file.
    pub attachment: Option<i64>,
    /// Where it stands.
    pub state: ResultState,
    /// Remarks, or why it was replaced.
    pub note: HumanText,
    /// What the check of the file said.
    pub remarks: Vec<String>,
    /// Moment of the last change, UTC milliseconds.
    pub at: i64,
    /// Officer of the last change.
    pub officer: String,
}
