//! Attachments (tệp đính kèm) of a dossier: what they are for, how they are called, how many there may be.

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

use crate::text::HumanText;

/// What an attachment is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttachmentKind {
    /// A paper that was handed in (thành phần hồ sơ).
    #[default]
    Paper,
    /// A draft of a result.
    Draft,
    /// A result as a digitally signed file.
    Result,
    /// A colour scan of a result that exists on paper.
    Scan,
    /// A request signed by the applicant: to supplement, to withdraw.
    SignedRequest,
    /// Authorisation of who collects or acts for the owner.
    Authorisation,
}

impl AttachmentKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::Paper,
        Self::Draft,
        Self::Result,
        Self::Scan,
        Self::SignedRequest,
        Self::Authorisation,
    ];

    /// Identifier in tables and on the wire.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Paper => "paper",
            Self::Draft => "draft",
            Self::Result => "result",
            Self::Scan => "scan",
            Self::SignedRequest => "signed_request",
            Self::Authorisation => "authorisation",
        }
    }

    /// The kind of that identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// Name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Paper => "Giấy tờ",
            Self::Draft => "Dự thảo",
            Self::Result => "Kết quả ký số",
            Self::Scan => "Bản quét kết quả",
            Self::SignedRequest => "Đơn có chữ ký",
            Self::Authorisation => "Giấy ủy quyền",
        }
    }
}

/// How much may be attached: policy of the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AttachmentLimits {
    /// Megabytes (1024 × 1024 bytes) of one file.
    pub file_mb: u32,
    /// Attachments of one dossier.
    pub per_dossier: u32,
    /// Megabytes of one dossier.
    pub dossier_mb: u32,
}

impl Default for AttachmentLimits {
    fn default() -> Self {
        Self {
            file_mb: 25,
            per_dossier: 100,
            dossier_mb: 200,
        }
    }
}

const MB: u64 = 1024 * 1024;

/// A limit that would be passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beyond {
    /// One file.
    File,
    /// The count.
    Count,
    /// All files of the dossier together.
    Dossier,
}

impl AttachmentLimits {
    /// Bytes of one file.
    #[must_use]
    pub fn file_bytes(&self) -> u64 {
        // A file must fit what a request may carry, whatever the office wrote.
        u64::from(self.file_mb.min(MOST_FILE_MB)) * MB
    }

    /// Whether `size` more bytes may be attached beside `count` attachments of `total` bytes.
    ///
    /// # Errors
    /// The first limit that would be passed.
    pub fn allow(&self, size: u64, count: u64, total: u64) -> Result<(), Beyond> {
        if size > self.file_bytes() {
            return Err(Beyond::File);
        }
        if count >= u64::from(self.per_dossier) {
            return Err(Beyond::Count);
        }
        if total.saturating_add(size) > u64::from(self.dossier_mb) * MB {
            return Err(Beyond::Dossier);
        }
        Ok(())
    }
}

/// No policy may let a larger file in: the server keeps a whole file in memory while it looks at it.
pub const MOST_FILE_MB: u32 = 32;

/// Longest name kept, in letters.
const LONGEST_NAME: usize = 120;

/// The name of a file as it is shown and given back: the last part of a path, without what a file
/// system, a terminal or a header would obey, ending as its content says. Bytes are found by their
/// hash; the name never leads anywhere.
#[must_use]
pub fn clean_name(given: &str, ending: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or("");
    let kept: String = crate::text::nfc(last)
        .graphemes(true)
        .filter(|letter| HumanText::line(letter, 8).is_ok())
        .collect();
    let kept: String = kept
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| {
            !matches!(
                c,
                '<' | '>' | ':' | '"' | '|' | '?' | '*' | ';' | '%' | '\'' | '`' | '$'
            )
        })
        .collect();
    let stem = match kept.rsplit_once('.') {
        Some((stem, _)) => stem,
        None => kept.as_str(),
    };
    let stem = stem.trim_matches(|c: char| c == '.' || c == ' ' || c == '-');
    let stem: String = stem.graphemes(true).take(LONGEST_NAME).collect();
    let stem = stem.trim_end();
    if stem.is_empty() {
        return format!("tep.{ending}");
    }
    if is_device(stem) {
        return format!("tep-{stem}.{ending}");
    }
    format!("{stem}.{ending}")
}

/// Names that one desktop system takes for devices, whatever their ending.
fn is_device(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or("").trim().to_uppercase();
    let numbered = |kind: &str| {
        let rest = first.strip_prefix(kind).unwrap_or("");
        rest.chars().count() == 1 && rest.chars().all(char::is_numeric)
    };
    ["CON", "PRN", "AUX", "NUL"].contains(&first.as_str()) || numbered("COM") || numbered("LPT")
}

/// An attachment as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Identifier: the number of the event that made it.
    pub id: i64,
    /// Dossier.
    pub dossier: i64,
    /// What people call it.
    pub label: HumanText,
    /// What it is for.
    pub kind: AttachmentKind,
    /// Name of the file, cleaned.
    pub name: String,
    /// Media type, found by content.
    pub media: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256 of the bytes, hexadecimal.
    pub hash: String,
    /// What was seen in it.
    pub remarks: Vec<String>,
    /// Moment, UTC milliseconds.
    pub at: i64,
    /// Officer.
    pub officer: String,
    /// Removed, and why.
    pub removed: Option<Removal>,
}

/// An attachment that no longer counts; its bytes and its row stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    /// Moment, UTC milliseconds.
    pub at: i64,
    /// Officer.
    pub officer: String,
    /// Reason, at least ten letters.
    pub reason: String,
}

/// Soft removals need a reason of at least this many letters (roles page, rule on deletion).
pub const LEAST_REASON: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere() {
        for (given, kept) in [
            ("Đơn đề nghị.PDF", "Đơn đề nghị.pdf"),
            ("../../etc/passwd", "passwd.pdf"),
            ("C:\\Users\\a\\giấy tờ.docx", "giấy tờ.pdf"),
            ("..", "tep.pdf"),
            ("", "tep.pdf"),
            (".bashrc", "tep.pdf"),
            ("CON", "tep-CON.pdf"),
            ("com1.pdf", "tep-com1.pdf"),
            ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie x=1.pdf"),
            ("x\u{202e}fdp.exe", "xfdp.pdf"),
            ("a\0b.pdf", "ab.pdf"),
            ("-rf.pdf", "rf.pdf"),
            ("a\";rm.pdf", "arm.pdf"),
            ("\u{1b}[2Jx.pdf", "[2Jx.pdf"),
        ] {
            assert_eq!(clean_name(given, "pdf"), kept, "{given:?}");
        }
        let long = clean_name(&"ế".repeat(500), "pdf");
        assert_eq!(long.graphemes(true).count(), LONGEST_NAME + 4);
    }

    #[test]
    fn limits_say_which_one_is_passed() {
        let limits = AttachmentLimits {
            file_mb: 1,
            per_dossier: 2,
            dossier_mb: 2,
        };
        assert_eq!(limits.allow(MB, 1, MB), Ok(()));
        assert_eq!(limits.allow(MB + 1, 0, 0), Err(Beyond::File));
        assert_eq!(limits.allow(1, 2, 0), Err(Beyond::Count));
        assert_eq!(limits.allow(MB, 1, MB + 1), Err(Beyond::Dossier));
    }

    #[test]
    fn identifiers_lead_back() {
        for kind in AttachmentKind::ALL {
            assert_eq!(AttachmentKind::from_id(kind.id()), Some(kind));
        }
    }
}
