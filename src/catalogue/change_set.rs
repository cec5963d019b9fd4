//! A change set: the files of one change of the catalogue, as they travel from a folder into the
//! database and from there to every server. The shapes are those of an office's own folder.

use std::borrow::Cow;
use std::path::Path;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::layer::Layer;
use super::problem::Problem;
use super::sources::{SourceFile, Sources, TableKind, read_folder};

/// One file of a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeFile {
    /// Path inside the folder: `catalogue/fees.tsv`, `processes/x.toml`, `policies.toml`.
    pub path: String,
    /// Text.
    pub text: String,
}

/// A change of the catalogue: from which day on, and what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeSet {
    /// First day for which it says that it holds.
    pub valid_from: NaiveDate,
    /// Files, by path.
    pub files: Vec<ChangeFile>,
}

/// Folders of a change with the ending of their files; the rest stands beside them.
const FOLDERS: [(&str, &str); 6] = [
    ("catalogue", "tsv"),
    ("processes", "toml"),
    ("forms", "toml"),
    ("calendars", "toml"),
    (TEMPLATES, "toml"),
    (FORM_SETS, "toml"),
];

/// Files that stand in the folder itself.
pub const POLICIES: &str = "policies.toml";
/// Code schemes.
pub const SCHEMES: &str = "schemes.toml";
/// Receipt rules.
pub const RECEIPT_RULES: &str = "receipts.toml";
/// The life cycle.
pub const LIFECYCLE: &str = "transitions.toml";
/// Why steps may be late.
pub const LATE_REASONS: &str = "late-reasons.toml";
/// Folder of print templates.
pub const TEMPLATES: &str = "print-templates";
/// Folder of sets of forms.
pub const FORM_SETS: &str = "form-sets";

/// Files of the folder itself that a change may bring.
const FILES: [&str; 5] = [POLICIES, SCHEMES, RECEIPT_RULES, LIFECYCLE, LATE_REASONS];

/// Files that belong to one office and take effect when its server starts, never by a change.
const OFFICE_ONLY: [&str; 4] = ["office.toml", "roles.toml", "lists.toml", "keymap.toml"];

impl ChangeSet {
    /// Reads the folder of a change. A whole export is such a folder too: procedures that are in it
    /// and the same as now make no difference.
    ///
    /// # Errors
    /// Files that cannot be read, or a folder without any.
    pub fn read(dir: &Path, valid_from: NaiveDate) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut files = Vec::new();
        for (folder, ending) in FOLDERS {
            for file in read_folder(&dir.join(folder), ending, &mut problems) {
                files.push(ChangeFile {
                    path: format!("{folder}/{}", file.name),
                    text: file.text.into_owned(),
                });
            }
        }
        for file in read_folder(dir, "toml", &mut problems) {
            files.push(ChangeFile {
                path: file.name,
                text: file.text.into_owned(),
            });
        }
        if files.is_empty() && problems.is_empty() {
            let what = "thư mục không có tệp nào của danh mục";
            let mend = "đặt tệp vào catalogue/, processes/, forms/, calendars/, print-templates/, form-sets/, hoặc policies.toml";
            problems.push(Problem::at(&dir.display().to_string(), 0, what, mend));
        }
        let set = Self { valid_from, files };
        match set.sources(Layer::default()) {
            Err(more) => problems.extend(more),
            Ok(_) if problems.is_empty() => return Ok(set),
            Ok(_) => {}
        }
        Err(problems)
    }

    /// Names the content: two sets with the same day and files agree on it.
    #[must_use]
    pub fn digest(&self) -> String {
        let text = serde_json::to_string(self).unwrap_or_default();
        let digest = Sha256::digest(text.as_bytes());
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The files below `folder`.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files.iter().filter_map(move |file| {
            let name = file.path.strip_prefix(folder)?.strip_prefix('/')?;
            Some((name, file.text.as_str()))
        })
    }

    /// The text of one file.
    #[must_use]
    pub fn text_of(&self, path: &str) -> Option<&str> {
        let file = self.files.iter().find(|file| file.path == path)?;
        Some(&file.text)
    }

    /// Tables, processes and forms, all of `layer`.
    pub(crate) fn sources(&self, layer: Layer) -> Result<Sources, Vec<Problem>> {
        let mut sources = Sources::default();
        let mut problems = Vec::new();
        for file in &self.files {
            if let Err(problem) = place(&mut sources, file, layer) {
                problems.push(problem);
            }
        }
        if problems.is_empty() {
            Ok(sources)
        } else {
            Err(problems)
        }
    }
}

/// Puts one file where it is read; what is read elsewhere (calendars, policies, papers) is left.
fn place(sources: &mut Sources, file: &ChangeFile, layer: Layer) -> Result<(), Problem> {
    let (folder, name) = file.path.split_once('/').unwrap_or(("", &file.path));
    let own = SourceFile {
        file: file.path.clone(),
        name: name.to_owned(),
        text: Cow::Owned(file.text.clone()),
        office: true,
        layer,
    };
    match (folder, TableKind::of_file(name)) {
        ("catalogue", Some(kind)) => sources.tables.push((kind, own)),
        ("processes", _) => sources.processes.push(own),
        ("forms", _) => sources.forms.push(own),
        ("calendars" | TEMPLATES | FORM_SETS, _) => {}
        ("", _) if FILES.contains(&name) => {}
        ("", _) if OFFICE_ONLY.contains(&name) => {
            let what = "tệp này là của riêng cơ quan, không đi theo thay đổi danh mục";
            let mend =
                "bỏ tệp khỏi thư mục; sửa trong thư mục của cơ quan rồi khởi động lại máy chủ";
            return Err(Problem::at(&file.path, 0, what, mend));
        }
        _ => {
            let mend = "dùng catalogue/procedures|cases|fees|papers*.tsv, processes/, forms/, calendars/, print-templates/, form-sets/*.toml, policies.toml, schemes.toml, receipts.toml, transitions.toml hoặc late-reasons.toml";
            let what = "không biết tệp này thuộc phần nào của danh mục";
            return Err(Problem::at(&file.path, 0, what, mend));
        }
    }
    Ok(())
}
