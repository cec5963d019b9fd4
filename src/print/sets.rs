//! Sets of forms: which template is used for which paper, by the circular in force.
//!
//! The life cycle names papers (`mau-04`); a set says which template that is under its circular, and
//! what it is called there. A dossier keeps the set of its receipt. A third set needs only a file.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::Deserialize;

use super::shelf::{Shelf, template_files};
use super::template::TemplateProblem;

/// Sets that the program brings; a test compares them with the folder.
const SHIPPED: &[(&str, &str)] = &[
    (
        "2018.toml",
        include_str!("../../assets/form-sets/2018.toml"),
    ),
    (
        "2025.toml",
        include_str!("../../assets/form-sets/2025.toml"),
    ),
];

/// Stands in `states` for every state of a dossier that was received.
pub const ANY_STATE: &str = "any";

/// One set of forms.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormSet {
    /// Identity, kept by each dossier: `2018`.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// The circular.
    pub legal_basis: String,
    /// First day of validity.
    pub valid_from: NaiveDate,
    /// Last day of validity; open when none.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
    /// What is not certain about the set.
    #[serde(default)]
    pub note: String,
    /// The papers of the set, in the order in which they are offered.
    pub form: Vec<SetForm>,
}

/// One paper of a set.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetForm {
    /// Name by which the life cycle calls it.
    pub paper: String,
    /// Template on the shelf.
    pub template: String,
    /// Number of the form in the circular; empty for a paper it does not prescribe.
    #[serde(default)]
    pub number: String,
    /// What it is called in this set.
    pub title: String,
    /// States in which it may be printed before, or without, the act that gives it.
    #[serde(default)]
    pub states: Vec<String>,
}

/// All sets of one office.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormSets {
    sets: Vec<FormSet>,
}

impl FormSet {
    /// The form for a paper.
    #[must_use]
    pub fn form(&self, paper: &str) -> Option<&SetForm> {
        self.form.iter().find(|form| form.paper == paper)
    }

    fn valid_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }
}

impl FormSets {
    /// The sets that the program brings, with those of `folder` in place of the ones with the same
    /// id; checked against `shelf` and the names of `papers` that the life cycle prints.
    ///
    /// # Errors
    /// Every problem with file, line and mend.
    pub fn load(
        folder: &Path,
        shelf: &Shelf,
        papers: &[String],
    ) -> Result<Self, Vec<TemplateProblem>> {
        let mut found = Self::default();
        let mut problems = Vec::new();
        for (name, source) in SHIPPED {
            found.take(name, source, &Desk { shelf, papers }, &mut problems);
        }
        for path in set_files(folder) {
            let name = path.display().to_string();
            match std::fs::read_to_string(&path) {
                Ok(source) => found.take(&name, &source, &Desk { shelf, papers }, &mut problems),
                Err(error) => problems.push(problem(
                    &name,
                    1,
                    error.to_string(),
                    "kiểm tra quyền đọc của tệp",
                )),
            }
        }
        if problems.is_empty() {
            Ok(found)
        } else {
            Err(problems)
        }
    }

    /// Lays the set in `source`, known to people as `file`, beside the others; its id.
    ///
    /// # Errors
    /// Every problem with line and mend, against `shelf` and the `papers` that the life cycle prints.
    pub fn lay(
        &mut self,
        file: &str,
        source: &str,
        shelf: &Shelf,
        papers: &[String],
    ) -> Result<String, Vec<TemplateProblem>> {
        let mut problems = Vec::new();
        let mut next = self.clone();
        next.take(file, source, &Desk { shelf, papers }, &mut problems);
        if !problems.is_empty() {
            return Err(problems);
        }
        *self = next;
        // It was read a moment ago.
        let read = toml::from_str::<FormSet>(source);
        Ok(read.map(|set| set.id).unwrap_or_default())
    }

    /// The papers of `papers` that a set lacks, with its id.
    #[must_use]
    pub fn lacking(&self, papers: &[String]) -> Vec<(String, String)> {
        let lacks = |set: &FormSet| {
            let missing = papers.iter().filter(|paper| set.form(paper).is_none());
            missing
                .map(|paper| (set.id.clone(), paper.clone()))
                .collect::<Vec<_>>()
        };
        self.sets.iter().flat_map(lacks).collect()
    }

    /// The set of that id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&FormSet> {
        self.sets.iter().find(|set| set.id == id)
    }

    /// The set in force on `day`: the one that began last.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Option<&FormSet> {
        let valid = self.sets.iter().filter(|set| set.valid_on(day));
        valid.max_by_key(|set| set.valid_from)
    }

    /// Every set, oldest first.
    #[must_use]
    pub fn all(&self) -> &[FormSet] {
        &self.sets
    }

    fn take(
        &mut self,
        file: &str,
        source: &str,
        desk: &Desk<'_>,
        problems: &mut Vec<TemplateProblem>,
    ) {
        match toml::from_str::<FormSet>(source) {
            Ok(set) => {
                problems.extend(check(file, source, &set, desk));
                self.sets.retain(|known| known.id != set.id);
                self.sets.push(set);
                self.sets.sort_by_key(|set| set.valid_from);
            }
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                let line = 1 + source[..at.min(source.len())].matches('\n').count();
                problems.push(problem(
                    file,
                    line,
                    error.message().to_owned(),
                    "sửa dòng này theo assets/form-sets/2018.toml",
                ));
            }
        }
    }
}

/// What a set is checked against.
struct Desk<'a> {
    shelf: &'a Shelf,
    papers: &'a [String],
}

/// Every rule that `set` breaks.
fn check(file: &str, source: &str, set: &FormSet, desk: &Desk<'_>) -> Vec<TemplateProblem> {
    let mut found = Vec::new();
    let line = |key: &str, value: &str| line_of(source, key, value);
    if set.valid_to.is_some_and(|last| last < set.valid_from) {
        let what = "valid_to trước valid_from".to_owned();
        found.push(problem(
            file,
            line("valid_to", ""),
            what,
            "sửa một trong hai ngày",
        ));
    }
    for (at, form) in set.form.iter().enumerate() {
        if desk.shelf.get(&form.template).is_err() {
            let what = format!("không có mẫu in “{}”", form.template);
            let mend = "viết tệp mẫu in đó, hoặc ghi đúng id: motcua template list";
            found.push(problem(file, line("template", &form.template), what, mend));
        }
        if set.form[..at].iter().any(|other| other.paper == form.paper) {
            let what = format!("giấy “{}” ghi hai lần", form.paper);
            found.push(problem(
                file,
                line("paper", &form.paper),
                what,
                "xóa một khối [[form]]",
            ));
        }
    }
    for paper in desk.papers {
        if set.form(paper).is_none() {
            let what = format!("bộ mẫu thiếu giấy “{paper}” mà vòng đời hồ sơ phải in");
            let mend = format!("thêm khối [[form]] có paper = \"{paper}\"");
            found.push(problem(file, 1, what, &mend));
        }
    }
    found
}

fn problem(file: &str, line: usize, what: String, mend: &str) -> TemplateProblem {
    TemplateProblem {
        file: file.to_owned(),
        line,
        what,
        mend: mend.to_owned(),
    }
}

/// The line on which `key = "value"` stands (`key = …` for an empty value); the first when nowhere.
fn line_of(source: &str, key: &str, value: &str) -> usize {
    let here = |line: &str| {
        let written = line.strip_prefix(key).map(str::trim_start);
        written
            .and_then(|rest| rest.strip_prefix('='))
            .is_some_and(|rest| value.is_empty() || rest.trim() == format!("\"{value}\""))
    };
    source.lines().position(here).map_or(1, |at| at + 1)
}

/// The set files of a folder, by name.
fn set_files(folder: &Path) -> Vec<PathBuf> {
    template_files(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn sets(folder: &Path, papers: &[&str]) -> Result<FormSets, Vec<TemplateProblem>> {
        let papers: Vec<_> = papers.iter().map(|p| (*p).to_owned()).collect();
        FormSets::load(folder, &Shelf::built_in().unwrap(), &papers)
    }

    #[test]
    fn the_set_of_a_day_and_its_titles() {
        let sets = sets(Path::new("no-such-folder"), &[]).unwrap();
        let (old, new) = (
            sets.on(day("2025-09-14")).unwrap(),
            sets.on(day("2025-09-15")).unwrap(),
        );
        assert_eq!((old.id.as_str(), new.id.as_str()), ("2018", "2025"));
        assert!(sets.on(day("2018-12-31")).is_none());
        assert_eq!(
            old.form("mau-04").unwrap().title,
            "Phiếu xin lỗi và hẹn lại ngày trả kết quả"
        );
        assert_eq!(
            new.form("mau-04").unwrap().title,
            "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"
        );
        let numbers = |set: &FormSet| {
            ["phieu-kiem-soat", "so-theo-doi"].map(|p| set.form(p).unwrap().number.clone())
        };
        assert_eq!(numbers(old), ["Mẫu số 05", "Mẫu số 06"]);
        assert_eq!(numbers(new), ["Mẫu số 06", "Mẫu số 07"]);
    }

    #[test]
    fn the_program_brings_exactly_the_files_of_the_folder() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/form-sets");
        let names: Vec<_> = set_files(&folder)
            .iter()
            .map(|p| p.file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        assert_eq!(names, SHIPPED.iter().map(|(n, _)| *n).collect::<Vec<_>>());
    }

    #[test]
    fn a_third_set_needs_only_a_file_and_a_broken_one_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("2026.toml");
        let good = "id = \"2026\"\ntitle = \"Bộ mẫu năm 2026\"\nlegal_basis = \"…\"\n\
                    valid_from = \"2026-08-05\"\n\n[[form]]\npaper = \"mau-01\"\n\
                    template = \"mau-01\"\ntitle = \"Giấy tiếp nhận\"\n";
        std::fs::write(&file, good).unwrap();
        let found = sets(folder.path(), &["mau-01"]).unwrap();
        assert_eq!(found.on(day("2026-08-05")).unwrap().id, "2026");

        let broken = good.replace("template = \"mau-01\"", "template = \"mau-99\"");
        std::fs::write(&file, broken).unwrap();
        let told: Vec<_> = sets(folder.path(), &["mau-01", "mau-04"])
            .unwrap_err()
            .iter()
            .map(ToString::to_string)
            .collect();
        let name = file.display();
        assert_eq!(
            told,
            [
                format!(
                    "{name}:8: không có mẫu in “mau-99”. Cách sửa: viết tệp mẫu in đó, hoặc ghi đúng id: motcua template list"
                ),
                format!(
                    "{name}:1: bộ mẫu thiếu giấy “mau-04” mà vòng đời hồ sơ phải in. Cách sửa: thêm khối [[form]] có paper = \"mau-04\""
                ),
            ]
        );
    }
}
