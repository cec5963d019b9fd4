//! Drafts on this computer: what is being typed survives a crash, a closed line, a power button.
//!
//! One file per draft in a folder per officer, readable by its owner only, replaced as a whole
//! (temporary file, then rename) so that a half-written draft never exists under its name.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::api::Intake;
use crate::platform::{private_file, private_folder};

/// A dossier being typed, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Draft {
    /// Also the key under which the dossier is sent: sent twice, received once.
    pub id: String,
    /// Local time of the last change that was kept.
    pub kept_at: NaiveDateTime,
    /// The dossier; values as typed, not yet understood.
    pub intake: Intake,
    /// The field the clerk was in.
    pub focus: String,
    /// Whether it was sent and no answer has come yet.
    pub sent: bool,
}

/// The folder of one officer's drafts.
#[derive(Debug, Clone)]
pub struct Shelf {
    folder: PathBuf,
}

impl Shelf {
    /// The shelf of `officer` under `root`; the folder is made when first needed.
    pub fn new(root: &Path, officer: &str) -> Self {
        let name: String = officer
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
            .collect();
        Self {
            folder: root.join(name),
        }
    }

    /// Keeps a draft, replacing what was kept under its id.
    ///
    /// # Errors
    /// What the file system said; the draft kept before is untouched.
    pub fn keep(&self, draft: &Draft) -> io::Result<()> {
        private_folder(&self.folder)?;
        let text = serde_json::to_vec(draft)?;
        let path = self.path(&draft.id);
        let part = path.with_extension("part");
        let mut file = private_file().open(&part)?;
        file.write_all(&text)?;
        file.sync_data()?;
        fs::rename(&part, &path)
    }

    /// Removes a draft; one that is not there is fine.
    ///
    /// # Errors
    /// What the file system said.
    pub fn drop_draft(&self, id: &str) -> io::Result<()> {
        match fs::remove_file(self.path(id)) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }

    /// All drafts that can be read, newest first. A file that is no draft is left alone.
    pub fn all(&self) -> Vec<Draft> {
        let Ok(entries) = fs::read_dir(&self.folder) else {
            return Vec::new();
        };
        let mut drafts: Vec<Draft> = entries
            .flatten()
            .filter(|e| e.path().extension().is_some_and(|x| x == "json"))
            .filter_map(|e| serde_json::from_slice(&fs::read(e.path()).ok()?).ok())
            .collect();
        drafts.sort_by(|a, b| b.kept_at.cmp(&a.kept_at).then_with(|| a.id.cmp(&b.id)));
        drafts
    }

    fn path(&self, id: &str) -> PathBuf {
        let name: String = id
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
            .collect();
        self.folder.join(format!("{name}.json"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(id: &str, minute: u32) -> Draft {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).expect("date");
        let kept_at = day.and_hms_opt(9, minute, 0).expect("time");
        Draft {
            id: id.into(),
            kept_at,
            ..Draft::default()
        }
    }

    #[test]
    fn newest_first_replaced_and_dropped() {
        let folder = tempfile::tempdir().expect("folder");
        let shelf = Shelf::new(folder.path(), "lan@example.vn");
        shelf.keep(&draft("a", 1)).expect("keep");
        shelf.keep(&draft("b", 2)).expect("keep");
        shelf.keep(&draft("a", 3)).expect("keep");
        let ids: Vec<_> = shelf.all().into_iter().map(|d| d.id).collect();
        assert_eq!(ids, ["a", "b"]);
        shelf.drop_draft("a").expect("drop");
        shelf.drop_draft("a").expect("dropping twice is fine");
        assert_eq!(shelf.all().len(), 1);
    }

    #[test]
    fn another_officer_sees_nothing_and_a_half_file_is_no_draft() {
        let folder = tempfile::tempdir().expect("folder");
        let shelf = Shelf::new(folder.path(), "lan");
        shelf.keep(&draft("a", 1)).expect("keep");
        fs::write(folder.path().join("lan/b.json"), b"{\"id\":").expect("write");
        assert_eq!(shelf.all().len(), 1);
        assert!(Shelf::new(folder.path(), "hoa").all().is_empty());
    }

    #[test]
    fn a_name_never_leaves_the_folder() {
        let folder = tempfile::tempdir().expect("folder");
        let shelf = Shelf::new(folder.path(), "lan");
        shelf.keep(&draft("../../x", 1)).expect("keep");
        assert!(folder.path().join("lan/x.json").is_file());
    }
}
