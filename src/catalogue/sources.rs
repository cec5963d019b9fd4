//! Where the texts come from: the embedded files and, over them, the files of an office.

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use super::layer::{AsOf, Layer};
use super::problem::Problem;
use super::rows::{CASES, FEES, PAPERS, PROCEDURES};
use super::shipped;
use super::table::Table;

/// The four tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TableKind {
    Procedures,
    Cases,
    Fees,
    Papers,
}

impl TableKind {
    pub(crate) const ALL: [Self; 4] = [Self::Procedures, Self::Cases, Self::Fees, Self::Papers];

    /// Files of a kind begin with this word: `fees.tsv`, `fees-xa-minh-hoa.tsv`.
    pub(crate) fn prefix(self) -> &'static str {
        match self {
            Self::Procedures => "procedures",
            Self::Cases => "cases",
            Self::Fees => "fees",
            Self::Papers => "papers",
        }
    }

    pub(crate) fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Procedures => PROCEDURES,
            Self::Cases => CASES,
            Self::Fees => FEES,
            Self::Papers => PAPERS,
        }
    }

    pub(crate) fn of_file(name: &str) -> Option<Self> {
        let stem = name.strip_suffix(".tsv")?;
        Self::ALL.into_iter().find(|kind| {
            stem.strip_prefix(kind.prefix())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        })
    }
}

/// A text with the name people know it by.
#[derive(Debug, Clone)]
pub(crate) struct SourceFile {
    /// Shown in problems.
    pub(crate) file: String,
    /// File name without folder: files of the same name replace each other.
    pub(crate) name: String,
    pub(crate) text: Cow<'static, str>,
    /// Laid over by an office.
    pub(crate) office: bool,
    /// The change that brought it; the first layer for shipped and office files.
    pub(crate) layer: Layer,
}

/// Everything that is read, shipped files first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sources {
    /// Originals of the tables, for the check.
    pub(crate) tables: Vec<(TableKind, SourceFile)>,
    /// The same tables, sorted, for look-up.
    sorted: Vec<(TableKind, Layer, Table)>,
    pub(crate) processes: Vec<SourceFile>,
    pub(crate) forms: Vec<SourceFile>,
}

impl Sources {
    /// The embedded files.
    pub(crate) fn shipped() -> Self {
        let files = |folder: &str, list: &[(&str, &'static str)]| -> Vec<SourceFile> {
            list.iter()
                .map(|(name, text)| SourceFile {
                    file: format!("{folder}/{name}"),
                    name: (*name).to_owned(),
                    text: Cow::Borrowed(text),
                    office: false,
                    layer: Layer::default(),
                })
                .collect()
        };
        let mut sources = Self {
            processes: files("assets/processes", shipped::PROCESSES),
            forms: files("forms", shipped::FORMS),
            ..Self::default()
        };
        for file in files("assets/catalogue", shipped::TABLES) {
            if let Some(kind) = TableKind::of_file(&file.name) {
                sources.add_table(kind, file);
            }
        }
        sources
    }

    fn add_table(&mut self, kind: TableKind, file: SourceFile) {
        let table = match &file.text {
            Cow::Borrowed(text) => Table::sorted(text),
            Cow::Owned(text) => Table::sort(text),
        };
        self.sorted.push((kind, file.layer, table));
        self.tables.push((kind, file));
    }

    /// Lays the files of an approved change over these. Its processes and forms stand beside the older
    /// ones, procedure by procedure; nothing is replaced, so old dossiers still find theirs.
    pub(crate) fn lay_change(&mut self, change: Self) {
        for (kind, file) in change.tables {
            self.add_table(kind, file);
        }
        self.processes.extend(change.processes);
        self.forms.extend(change.forms);
    }

    /// Lays the files of an office over these.
    pub(crate) fn lay_over(&mut self, office: Self) {
        for (kind, file) in office.tables {
            self.add_table(kind, file);
        }
        replace(&mut self.processes, office.processes);
        replace(&mut self.forms, office.forms);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.tables.is_empty() && self.processes.is_empty() && self.forms.is_empty()
    }

    /// The rows of one code from the last table that has any, among those in force `on` then.
    pub(crate) fn rows_of<'a>(
        &'a self,
        kind: TableKind,
        national: &'a str,
        on: AsOf,
    ) -> impl Iterator<Item = Vec<&'a str>> {
        self.sorted
            .iter()
            .rev()
            .filter(move |(own, layer, _)| *own == kind && layer.holds(on))
            .map(move |(_, _, table)| table.rows_of(national).peekable())
            .find_map(|mut rows| rows.peek().is_some().then_some(rows))
            .into_iter()
            .flatten()
    }

    /// The layers whose tables have rows of this code.
    pub(crate) fn editions_of<'a>(
        &'a self,
        national: &'a str,
        on: AsOf,
    ) -> impl Iterator<Item = Layer> + 'a {
        self.sorted
            .iter()
            .filter(move |(_, layer, table)| {
                layer.holds(on) && layer.edition > 0 && table.rows_of(national).next().is_some()
            })
            .map(|(_, layer, _)| *layer)
    }

    /// Every text, for the content hash.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        let tables = self.tables.iter().map(|(_, file)| file);
        tables
            .chain(&self.processes)
            .chain(&self.forms)
            .map(|file| file.text.as_ref())
    }
}

fn replace(shipped: &mut Vec<SourceFile>, office: Vec<SourceFile>) {
    for file in office {
        match shipped.iter_mut().find(|old| old.name == file.name) {
            Some(old) => *old = file,
            None => shipped.push(file),
        }
    }
}

/// Reads the files of an office; folders that are not there count as empty.
pub(crate) fn read_office(dir: &Path) -> Result<Sources, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut sources = Sources::default();
    for file in read_folder(&dir.join("catalogue"), "tsv", &mut problems) {
        match TableKind::of_file(&file.name) {
            Some(kind) => sources.tables.push((kind, file)),
            None => problems.push(Problem::at(
                &file.file,
                0,
                "tên tệp không cho biết là bảng nào",
                "đặt tên bắt đầu bằng procedures, cases, fees hoặc papers, ví dụ fees-xa.tsv",
            )),
        }
    }
    sources.processes = read_folder(&dir.join("processes"), "toml", &mut problems);
    sources.forms = read_folder(&dir.join("forms"), "toml", &mut problems);
    if problems.is_empty() {
        Ok(sources)
    } else {
        Err(problems)
    }
}

/// The files of one folder with an ending, by name.
pub(crate) fn read_folder(
    dir: &Path,
    ending: &str,
    problems: &mut Vec<Problem>,
) -> Vec<SourceFile> {
    let Ok(entries) = fs::read_dir(dir) else {
        return Vec::new();
    };
    let mut paths: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    paths.retain(|path| path.extension().is_some_and(|found| found == ending));
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let file = path.display().to_string();
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        match fs::read_to_string(&path) {
            Ok(text) => files.push(SourceFile {
                file,
                name: name.unwrap_or_default(),
                text: Cow::Owned(text),
                office: true,
                layer: Layer::default(),
            }),
            Err(error) => problems.push(Problem::at(
                &file,
                0,
                format!("không đọc được tệp ({error})"),
                "xem quyền đọc của tệp và lưu tệp theo UTF-8",
            )),
        }
    }
    files
}
