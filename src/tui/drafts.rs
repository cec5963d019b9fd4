//! Drafts on this computer: what is being typed survives a crash, a closed line, a power button.
//!
//! One file per draft in a folder per officer, readable by its owner only, replaced as a whole
//! (a part beside it, then rename) so that a half-written draft never exists under its name. A part that
//! is whole counts too: a program that is killed while a busy disk takes its time loses nothing of it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

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

    /// Writes a draft beside what was kept under its id. A program killed from now on loses nothing of it;
    /// a machine without power does, until it is settled.
    ///
    /// # Errors
    /// What the file system said; the draft kept before is untouched.
    pub fn write(&self, draft: &Draft) -> io::Result<Written> {
        private_folder(&self.folder)?;
        let text = serde_json::to_vec(draft)?;
        let path = self.path(&draft.id);
        let part = path.with_extension(format!("{}-{}.{PART}", *RUN, now()));
        let mut file = private_file().open(&part)?;
        file.write_all(&text)?;
        Ok(Written { file, part, path })
    }

    /// Removes a draft and every part of it written before `until`; one that is not there is fine.
    ///
    /// # Errors
    /// What the file system said.
    pub fn drop_draft(&self, id: &str, until: Turn) -> io::Result<()> {
        let path = self.path(id);
        remove_parts(&path, until)?;
        remove(&path)
    }

    /// All drafts that can be read, newest first. A file that is no draft is left alone.
    pub fn all(&self) -> Vec<Draft> {
        let mut newest: BTreeMap<String, Draft> = BTreeMap::new();
        for path in files(&self.folder, WHOLE).chain(files(&self.folder, PART)) {
            let text = fs::read(path).unwrap_or_default();
            let Ok(draft) = serde_json::from_slice::<Draft>(&text) else {
                continue;
            };
            let known = newest.get(&draft.id);
            if known.is_none_or(|known| known.kept_at <= draft.kept_at) {
                newest.insert(draft.id.clone(), draft);
            }
        }
        let mut drafts: Vec<Draft> = newest.into_values().collect();
        drafts.sort_by(|a, b| b.kept_at.cmp(&a.kept_at).then_with(|| a.id.cmp(&b.id)));
        drafts
    }

    fn path(&self, id: &str) -> PathBuf {
        let name: String = id
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
            .collect();
        self.folder.join(format!("{name}.{WHOLE}"))
    }
}

const WHOLE: &str = "json";
const PART: &str = "part";

/// The order of what is written and dropped.
pub type Turn = u64;

/// The turn of what happens now.
pub fn now() -> Turn {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// What tells the parts of this program from those of one that was killed.
static RUN: LazyLock<String> = LazyLock::new(|| uuid::Uuid::now_v7().simple().to_string());

/// When a part was written; those of a program that was killed are older than all of this one.
fn turn_of(part: &Path) -> Turn {
    let stem = part.with_extension("");
    let name = stem.extension().and_then(|name| name.to_str());
    let (run, turn) = name.and_then(|n| n.split_once('-')).unwrap_or_default();
    match run == *RUN {
        true => turn.parse().unwrap_or(0),
        false => 0,
    }
}

fn files(folder: &Path, kind: &'static str) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    paths.filter(move |path| path.extension().is_some_and(|x| x == kind))
}

/// Removes the parts of the draft at `path` that were written before `until`.
fn remove_parts(path: &Path, until: Turn) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new(""));
    for part in files(folder, PART) {
        let of = part.with_extension("").with_extension(WHOLE);
        if of == path && turn_of(&part) < until {
            remove(&part)?;
        }
    }
    Ok(())
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// A draft that is written, but may still be lost with the power.
#[derive(Debug)]
pub struct Written {
    file: File,
    part: PathBuf,
    path: PathBuf,
}

impl Written {
    /// Waits for the disk, then takes the place of what was kept before, and of what a killed program left.
    ///
    /// # Errors
    /// What the file system said; the draft kept before is untouched.
    pub fn settle(self) -> io::Result<()> {
        self.file.sync_data()?;
        let turn = turn_of(&self.part);
        fs::rename(&self.part, &self.path)?;
        remove_parts(&self.path, turn)
    }

    /// Whether `other` is about the same draft.
    pub fn is_of(&self, other: &Self) -> bool {
        self.path == other.path
    }

    /// A newer one is written: this one needs no disk any more.
    ///
    /// # Errors
    /// What the file system said.
    pub fn give_up(self) -> io::Result<()> {
        remove(&self.part)
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

    fn keep(shelf: &Shelf, id: &str, minute: u32) {
        let written = shelf.write(&draft(id, minute)).expect("written");
        written.settle().expect("settled");
    }

    fn minutes(shelf: &Shelf) -> Vec<u32> {
        use chrono::Timelike;
        shelf.all().iter().map(|d| d.kept_at.minute()).collect()
    }

    #[test]
    fn a_part_that_is_whole_counts_and_a_half_one_does_not() {
        let folder = tempfile::tempdir().expect("folder");
        let shelf = Shelf::new(folder.path(), "lan");
        keep(&shelf, "a", 1);
        let second = shelf.write(&draft("a", 2)).expect("written");
        assert_eq!(minutes(&shelf), [2], "killed before the disk was ready");
        fs::write(folder.path().join("lan/a.99.part"), b"{\"id\":").expect("write");
        assert_eq!(minutes(&shelf), [2], "killed while it wrote");
        let third = shelf.write(&draft("a", 3)).expect("written");
        assert!(third.is_of(&second));
        second.give_up().expect("gone");
        third.settle().expect("settled");
        assert_eq!(minutes(&shelf), [3]);
    }

    #[test]
    fn what_is_dropped_takes_its_parts_along_but_none_that_came_later() {
        let folder = tempfile::tempdir().expect("folder");
        let shelf = Shelf::new(folder.path(), "lan");
        keep(&shelf, "a", 1);
        let _lost = shelf.write(&draft("a", 2)).expect("written");
        let other = shelf.write(&draft("ab", 5)).expect("written");
        // Of a program that was killed long after this one wrote its hundredth part.
        let killed = folder.path().join("lan/a.0123-900.part");
        let text = serde_json::to_vec(&draft("a", 4)).expect("json");
        fs::write(&killed, text).expect("write");
        let until = now();
        let later = shelf.write(&draft("a", 3)).expect("written");
        shelf.drop_draft("a", until).expect("dropped");
        assert_eq!(minutes(&shelf), [5, 3]);
        fs::write(&killed, "left by a killed program").expect("write");
        later.settle().expect("settled");
        assert!(!killed.exists(), "its newer version takes its place");
        other.settle().expect("settled");
        shelf.drop_draft("a", now()).expect("dropped");
        assert_eq!(minutes(&shelf), [5]);
    }

    #[test]
    fn newest_first_replaced_and_dropped() {
        let folder = tempfile::tempdir().expect("folder");
        let shelf = Shelf::new(folder.path(), "lan@example.vn");
        keep(&shelf, "a", 1);
        keep(&shelf, "b", 2);
        keep(&shelf, "a", 3);
        let ids: Vec<_> = shelf.all().into_iter().map(|d| d.id).collect();
        assert_eq!(ids, ["a", "b"]);
        shelf.drop_draft("a", now()).expect("drop");
        shelf
            .drop_draft("a", now())
            .expect("dropping twice is fine");
        assert_eq!(shelf.all().len(), 1);
    }

    #[test]
    fn another_officer_sees_nothing_and_a_half_file_is_no_draft() {
        let folder = tempfile::tempdir().expect("folder");
        let shelf = Shelf::new(folder.path(), "lan");
        keep(&shelf, "a", 1);
        fs::write(folder.path().join("lan/b.json"), b"{\"id\":").expect("write");
        assert_eq!(shelf.all().len(), 1);
        assert!(Shelf::new(folder.path(), "hoa").all().is_empty());
    }

    #[test]
    fn a_name_never_leaves_the_folder() {
        let folder = tempfile::tempdir().expect("folder");
        let shelf = Shelf::new(folder.path(), "lan");
        keep(&shelf, "../../x", 1);
        assert!(folder.path().join("lan/x.json").is_file());
    }
}
