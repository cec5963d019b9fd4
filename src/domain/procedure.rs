//! The administrative procedure (thủ tục hành chính) as published: cases, fees, papers.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::worktime::Limit;

/// A published procedure, complete, at one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Procedure {
    /// Code in the national database, with the suffix of the source kept.
    pub code: ProcedureCode,
    /// Official name, NFC.
    pub name: String,
    /// Branch of administration (lĩnh vực).
    pub field: String,
    /// Ministry that owns the procedure; empty when the source does not say.
    pub ministry: String,
    /// Levels that decide it; empty when unknown.
    pub levels: Vec<Level>,
    /// Publishing decision (quyết định công bố), such as `163/QĐ-BTP`; empty when unknown.
    pub decision: String,
    /// Version label of this text, kept by every dossier received under it.
    pub version: String,
    /// First day of validity; `None` when the source does not say.
    pub valid_from: Option<NaiveDate>,
    /// Last day of validity; `None` while in force.
    pub valid_to: Option<NaiveDate>,
    /// Ways to file; empty when unknown.
    pub channels: Vec<FilingChannel>,
    /// Variants with their own limit and fees; never empty.
    pub cases: Vec<ProcedureCase>,
    /// Required papers in the order of the source; empty when the source has only the name.
    pub papers: Vec<Paper>,
    /// Solved while the applicant waits: no receipt slip is needed (CV 286/VP-HCC1).
    pub immediate: bool,
    /// Short name of the list this row was taken from.
    pub source: String,
}

impl Procedure {
    /// The case with this id; the first one when the id is empty.
    pub fn case(&self, id: &str) -> Option<&ProcedureCase> {
        match id {
            "" => self.cases.first(),
            _ => self.cases.iter().find(|case| case.id == id),
        }
    }
}

/// One variant (trường hợp) of a procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProcedureCase {
    /// Stable within the procedure: `1`, `2`, …
    pub id: String,
    /// What sets it apart; empty when the procedure has one case only.
    pub name: String,
    /// Time limit; `NoDue` when the source has none.
    pub limit: Limit,
    /// The limit in the words of the source.
    pub limit_text: String,
    /// False when the source gives no unit or no limit at all and a clerk must confirm.
    pub limit_checked: bool,
    /// Fees of this case, before exemptions.
    pub fees: Vec<FeeLine>,
}

impl ProcedureCase {
    /// True when no limit is known at all: the clerk chooses one before a due date can be printed.
    /// A checked `NoDue` is a real answer ("không quy định") and needs nothing.
    pub fn needs_limit(&self) -> bool {
        self.limit == Limit::NoDue && !self.limit_checked
    }
}

/// One amount that may be collected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeLine {
    /// Fee or charge: two legal kinds, never added together (Luật Phí và lệ phí 2015).
    pub kind: FeeKind,
    /// Name printed on the receipt.
    pub name: String,
    /// Whole đồng per unit; `None` when the province's council sets it or the source is doubtful.
    pub amount_dong: Option<u64>,
    /// What one amount pays for: `hồ sơ`, `trang`, `bản` …
    pub unit: String,
    /// The channel it applies to; `None` for every channel.
    pub channel: Option<FilingChannel>,
    /// Steps, caps and exemptions in the words of the source.
    pub note: String,
    /// The number contradicts its own note: ask before collecting.
    pub suspect: bool,
}

/// The two legal kinds of collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeeKind {
    /// Phí: pays for a service.
    Phi,
    /// Lệ phí: a fixed charge.
    LePhi,
}

impl FeeKind {
    /// The code used in data files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Phi => "phi",
            Self::LePhi => "le_phi",
        }
    }

    /// Name shown and printed.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Phi => "Phí",
            Self::LePhi => "Lệ phí",
        }
    }

    /// Reads the code used in data files.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Phi, Self::LePhi]
            .into_iter()
            .find(|kind| kind.code() == code)
    }
}

/// One required paper (thành phần hồ sơ) with the three counts of the official forms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Position in the source, from 1.
    pub no: u32,
    /// Heading it stands under, such as "Giấy tờ phải nộp".
    pub group: String,
    /// Name of the paper.
    pub name: String,
    /// Bản chính.
    pub originals: u32,
    /// Bản sao có chứng thực.
    pub certified: u32,
    /// Bản sao thường (photo).
    pub photocopies: u32,
    /// Official form to fill in, as named by the source; empty when none.
    pub form_file: String,
}

/// Level of government, a label only: powers hang on roles (the district left in 2025).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Bộ, ngành trung ương.
    Ministry,
    /// Tỉnh.
    Province,
    /// Huyện, until 30/6/2025.
    District,
    /// Xã, phường.
    Commune,
    /// Other bodies, such as offices abroad.
    Other,
}

impl Level {
    const ALL: [Self; 5] = [
        Self::Ministry,
        Self::Province,
        Self::District,
        Self::Commune,
        Self::Other,
    ];

    /// The code used in data files: `bo`, `tinh`, `huyen`, `xa`, `khac`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ministry => "bo",
            Self::Province => "tinh",
            Self::District => "huyen",
            Self::Commune => "xa",
            Self::Other => "khac",
        }
    }

    /// Reads the code used in data files.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.code() == code)
    }
}

/// A way to hand in a dossier (cách thức thực hiện).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FilingChannel {
    /// Trực tiếp, at the desk.
    Direct,
    /// Trực tuyến, through the portal.
    Online,
    /// Dịch vụ bưu chính công ích.
    Postal,
}

impl FilingChannel {
    const ALL: [Self; 3] = [Self::Direct, Self::Online, Self::Postal];

    /// The code used in data files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Online => "online",
            Self::Postal => "postal",
        }
    }

    /// Reads the code used in data files.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.code() == code)
    }
}

/// Code of a procedure (mã TTHC): a national part such as `1.001193`, maybe with a suffix such as
/// `.000.00.00.H56` or `.H56`. Two codes name the same procedure when the national parts agree;
/// the whole text is kept for synchronisation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProcedureCode(String);

/// Length of the national part in bytes: one digit, a dot, six digits.
pub const NATIONAL_LEN: usize = 8;

impl ProcedureCode {
    /// Reads a code; `None` when it does not begin with a national part or the suffix has no dot.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let national = text.as_bytes().get(..NATIONAL_LEN)?;
        let well_formed = national.iter().enumerate().all(|(at, byte)| match at {
            1 => *byte == b'.',
            _ => byte.is_ascii_digit(),
        });
        let suffix = &text.as_bytes()[NATIONAL_LEN..];
        let suffix_ok = suffix.is_empty()
            || (suffix.len() > 1
                && suffix[0] == b'.'
                && suffix
                    .iter()
                    .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'.'));
        (well_formed && suffix_ok).then(|| Self(text.to_owned()))
    }

    /// The national part, the one to match on.
    pub fn national(&self) -> &str {
        &self.0[..NATIONAL_LEN]
    }

    /// The whole code as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ProcedureCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl TryFrom<String> for ProcedureCode {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("“{text}” không phải mã thủ tục (mẫu: 1.001193)"))
    }
}

impl From<ProcedureCode> for String {
    fn from(code: ProcedureCode) -> Self {
        code.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_keeps_its_suffix_and_matches_on_the_national_part() {
        for text in ["1.001193", "1.000094.000.00.00.H56", "2.002621.H56"] {
            let code = ProcedureCode::parse(text).expect(text);
            assert_eq!(code.as_str(), text);
            assert_eq!(code.national(), &text[..8]);
        }
    }

    #[test]
    fn what_is_not_a_code_is_refused() {
        for text in [
            "",
            "1001193",
            "1.00119",
            "a.001193",
            "1.0011935",
            "1.001193.",
            "1.001193 x",
            "1.00119ễ",
        ] {
            assert_eq!(ProcedureCode::parse(text), None, "{text}");
        }
    }
}
