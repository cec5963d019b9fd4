//! The index: one light entry for each procedure.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::NaiveDate;

use super::problem::Problem;
use super::rows::{CaseRow, ProcedureRow};
use super::sources::{Sources, TableKind};
use super::table::rows;
use crate::domain::procedure::{Level, NATIONAL_LEN, ProcedureCode};
use crate::worktime::Limit;

/// What a chooser needs of a procedure. Texts are borrowed from the embedded tables where possible.
#[derive(Debug, Clone)]
pub struct ProcedureEntry {
    /// Code as in the list.
    pub code: ProcedureCode,
    /// Official name.
    pub name: Cow<'static, str>,
    /// Branch of administration.
    pub field: Cow<'static, str>,
    /// Levels that decide it.
    pub levels: Vec<Level>,
    /// How many cases it has, at least one.
    pub case_count: usize,
    /// Limit of the first case, the usual one.
    pub limit: Limit,
    /// False when that limit must be confirmed by the clerk.
    pub limit_checked: bool,
    /// Solved at once, without a receipt slip.
    pub immediate: bool,
    /// First day of validity of the newest version.
    pub valid_from: Option<NaiveDate>,
    /// Last day of validity of the newest version.
    pub valid_to: Option<NaiveDate>,
}

impl ProcedureEntry {
    /// The usual limit in clerks' words; `?` after a limit that must be confirmed.
    pub fn limit_words(&self) -> String {
        match (self.limit, self.limit_checked) {
            (Limit::NoDue, false) => "Chưa rõ thời hạn".to_owned(),
            (limit, true) => limit.in_words(),
            (limit, false) => format!("{} (?)", limit.in_words()),
        }
    }
}

/// Builds the index over all procedure tables: a later row of a code takes the place of an earlier.
pub(crate) fn index(sources: &Sources) -> Result<Vec<ProcedureEntry>, Vec<Problem>> {
    let cases = usual_cases(sources);
    let mut entries: Vec<ProcedureEntry> = Vec::with_capacity(3_000);
    let mut problems = Vec::new();
    let tables = sources
        .tables
        .iter()
        .filter(|(kind, _)| *kind == TableKind::Procedures);
    for (_, file) in tables {
        let found = match &file.text {
            Cow::Borrowed(text) => read(&file.file, text, &mut problems, |row| {
                entry(&row, &cases, Cow::Borrowed)
            }),
            Cow::Owned(text) => read(&file.file, text, &mut problems, |row| {
                entry(&row, &cases, |cell| Cow::Owned(cell.to_owned()))
            }),
        };
        entries.extend(found);
    }
    // Stable: of two rows of a code the later one stays last and wins.
    entries.sort_by(|a, b| a.code.national().cmp(b.code.national()));
    entries.dedup_by(|later, earlier| {
        let same = later.code.national() == earlier.code.national();
        if same {
            std::mem::swap(later, earlier);
        }
        same
    });
    if problems.is_empty() {
        Ok(entries)
    } else {
        Err(problems)
    }
}

fn read<'a>(
    file: &str,
    text: &'a str,
    problems: &mut Vec<Problem>,
    entry: impl Fn(ProcedureRow<'a>) -> ProcedureEntry,
) -> Vec<ProcedureEntry> {
    let mut entries = Vec::new();
    for row in rows(text) {
        match ProcedureRow::read(&row.cells) {
            Ok(found) => entries.push(entry(found)),
            Err(fault) => problems.push(fault.at(file, row.line)),
        }
    }
    entries
}

fn entry<'a>(
    row: &ProcedureRow<'a>,
    cases: &HashMap<&str, Usual>,
    keep: impl Fn(&'a str) -> Cow<'static, str>,
) -> ProcedureEntry {
    let usual = cases
        .get(row.code.national())
        .copied()
        .unwrap_or(Usual::UNKNOWN);
    ProcedureEntry {
        code: row.code.clone(),
        name: keep(row.name),
        field: keep(row.field),
        levels: row.levels.clone(),
        case_count: usual.count,
        limit: usual.limit,
        limit_checked: usual.checked,
        immediate: row.immediate,
        valid_from: row.validity.from,
        valid_to: row.validity.to,
    }
}

/// The first case of a procedure, and how many there are.
#[derive(Debug, Clone, Copy)]
struct Usual {
    count: usize,
    limit: Limit,
    checked: bool,
}

impl Usual {
    const UNKNOWN: Self = Self {
        count: 1,
        limit: Limit::NoDue,
        checked: false,
    };
}

/// One pass over the case tables: looking the cases up one procedure at a time takes longer than
/// reading everything else.
fn usual_cases(sources: &Sources) -> HashMap<&str, Usual> {
    let mut all: HashMap<&str, Usual> = HashMap::with_capacity(3_000);
    for (_, file) in sources
        .tables
        .iter()
        .filter(|(kind, _)| *kind == TableKind::Cases)
    {
        let mut own: HashMap<&str, Usual> = HashMap::with_capacity(3_000);
        for row in rows(&file.text) {
            let Ok(case) = CaseRow::read(&row.cells) else {
                continue;
            };
            let Some(code) = row.cells[0].get(..NATIONAL_LEN) else {
                continue;
            };
            own.entry(code)
                .and_modify(|usual| usual.count += 1)
                .or_insert(Usual {
                    count: 1,
                    limit: case.limit,
                    checked: case.checked,
                });
        }
        all.extend(own);
    }
    all
}
