//! The index: one light entry for each procedure.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::problem::Problem;
use super::rows::{CaseRow, ProcedureRow};
use super::sources::{Sources, TableKind};
use super::table::rows;
use crate::domain::procedure::{Level, ProcedureCode};
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
    let mut entries: Vec<ProcedureEntry> = Vec::with_capacity(3_000);
    let mut problems = Vec::new();
    let tables = sources
        .tables
        .iter()
        .filter(|(kind, _)| *kind == TableKind::Procedures);
    for (_, file) in tables {
        match &file.text {
            Cow::Borrowed(text) => {
                read(
                    sources,
                    &file.file,
                    text,
                    Cow::Borrowed,
                    &mut entries,
                    &mut problems,
                );
            }
            Cow::Owned(text) => {
                let own = |cell: &str| Cow::Owned(cell.to_owned());
                read(sources, &file.file, text, own, &mut entries, &mut problems);
            }
        }
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
    sources: &Sources,
    file: &str,
    text: &'a str,
    keep: impl Fn(&'a str) -> Cow<'static, str>,
    entries: &mut Vec<ProcedureEntry>,
    problems: &mut Vec<Problem>,
) {
    for row in rows(text) {
        match ProcedureRow::read(&row.cells) {
            Ok(found) => entries.push(entry(sources, found, &keep)),
            Err(fault) => problems.push(fault.at(file, row.line)),
        }
    }
}

fn entry<'a>(
    sources: &Sources,
    row: ProcedureRow<'a>,
    keep: &impl Fn(&'a str) -> Cow<'static, str>,
) -> ProcedureEntry {
    let mut cases = sources.rows_of(TableKind::Cases, row.code.national());
    let first = cases.next().and_then(|cells| {
        CaseRow::read(&cells)
            .ok()
            .map(|case| (case.limit, case.checked))
    });
    let (limit, limit_checked) = first.unwrap_or((Limit::NoDue, false));
    ProcedureEntry {
        case_count: 1 + cases.count(),
        name: keep(row.name),
        field: keep(row.field),
        levels: row.levels,
        limit,
        limit_checked,
        immediate: row.immediate,
        valid_from: row.validity.from,
        valid_to: row.validity.to,
        code: row.code,
    }
}
