//! The columns of the four tables, and each row as a value. One place knows the shape of a row;
//! the loader and the check both read through it.

use chrono::NaiveDate;

use super::problem::Fault;
use crate::domain::procedure::{FeeKind, FeeLine, FilingChannel, Level, Paper, ProcedureCode};
use crate::worktime::Limit;

/// Columns of `procedures.tsv`.
pub(crate) const PROCEDURES: &[&str] = &[
    "code",
    "name",
    "field",
    "ministry",
    "levels",
    "channels",
    "decision",
    "immediate",
    "source",
    "version",
    "valid_from",
    "valid_to",
];
/// Columns of `cases.tsv`.
pub(crate) const CASES: &[&str] = &[
    "code",
    "case",
    "limit",
    "checked",
    "name",
    "limit_text",
    "valid_from",
    "valid_to",
];
/// Columns of `fees.tsv`; case `*` stands for every case.
pub(crate) const FEES: &[&str] = &[
    "code",
    "case",
    "kind",
    "name",
    "amount",
    "unit",
    "channel",
    "note",
    "suspect",
    "valid_from",
    "valid_to",
];
/// Columns of `papers.tsv`.
pub(crate) const PAPERS: &[&str] = &[
    "code",
    "no",
    "group",
    "name",
    "originals",
    "certified",
    "photocopies",
    "form_file",
];

/// Days a row holds for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Validity {
    pub(crate) from: Option<NaiveDate>,
    pub(crate) to: Option<NaiveDate>,
}

impl Validity {
    pub(crate) fn holds_on(self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    fn read(from: &str, to: &str) -> Result<Self, Fault> {
        let validity = Self {
            from: date(from)?,
            to: date(to)?,
        };
        match (validity.from, validity.to) {
            (Some(from), Some(to)) if to < from => Err(Fault::new(
                "hết hiệu lực trước khi có hiệu lực",
                "sửa valid_from hoặc valid_to",
            )),
            _ => Ok(validity),
        }
    }
}

/// A row of `procedures.tsv`, borrowed from the table.
#[derive(Debug, Clone)]
pub(crate) struct ProcedureRow<'a> {
    pub(crate) code: ProcedureCode,
    pub(crate) name: &'a str,
    pub(crate) field: &'a str,
    pub(crate) ministry: &'a str,
    pub(crate) levels: Vec<Level>,
    pub(crate) channels: Vec<FilingChannel>,
    pub(crate) decision: &'a str,
    pub(crate) immediate: bool,
    pub(crate) source: &'a str,
    pub(crate) version: &'a str,
    pub(crate) validity: Validity,
}

impl<'a> ProcedureRow<'a> {
    pub(crate) fn read(cells: &[&'a str]) -> Result<Self, Fault> {
        let [
            code_cell,
            name,
            field,
            ministry,
            levels,
            channels,
            decision,
            immediate,
            source,
            version,
            from,
            to,
        ] = *sized(cells, PROCEDURES)?;
        Ok(Self {
            code: code(code_cell)?,
            name: named(name)?,
            field,
            ministry,
            levels: list(levels, Level::from_code, "cấp", "bo, tinh, huyen, xa, khac")?,
            channels: list(
                channels,
                FilingChannel::from_code,
                "cách nộp",
                "direct, online, postal",
            )?,
            decision,
            immediate: flag(immediate)?,
            source,
            version: named_version(version)?,
            validity: Validity::read(from, to)?,
        })
    }
}

/// A row of `cases.tsv`.
#[derive(Debug, Clone)]
pub(crate) struct CaseRow<'a> {
    pub(crate) id: &'a str,
    pub(crate) limit: Limit,
    pub(crate) checked: bool,
    pub(crate) name: &'a str,
    pub(crate) limit_text: &'a str,
    pub(crate) validity: Validity,
}

impl<'a> CaseRow<'a> {
    pub(crate) fn read(cells: &[&'a str]) -> Result<Self, Fault> {
        let [code_cell, id, limit, checked, name, limit_text, from, to] = *sized(cells, CASES)?;
        code(code_cell)?;
        if id.is_empty() || id == "*" {
            return Err(Fault::new(
                "trường hợp chưa có mã",
                "ghi 1, 2, … vào cột case",
            ));
        }
        let limit: Limit = limit.parse().map_err(|_| {
            Fault::new(
                format!("không hiểu thời hạn “{limit}”"),
                "viết 2d, 0.5d, 3h, 15cd, 1m, in-day hoặc none",
            )
        })?;
        let checked = flag(checked)?;
        Ok(Self {
            id,
            limit,
            checked,
            name,
            limit_text,
            validity: Validity::read(from, to)?,
        })
    }
}

/// A row of `fees.tsv`.
#[derive(Debug, Clone)]
pub(crate) struct FeeRow<'a> {
    pub(crate) case: &'a str,
    pub(crate) line: FeeLine,
    pub(crate) validity: Validity,
}

impl<'a> FeeRow<'a> {
    pub(crate) fn read(cells: &[&'a str]) -> Result<Self, Fault> {
        let [
            code_cell,
            case,
            kind,
            name,
            amount,
            unit,
            channel,
            note,
            suspect,
            from,
            to,
        ] = *sized(cells, FEES)?;
        code(code_cell)?;
        let kind = FeeKind::from_code(kind).ok_or_else(|| {
            Fault::new(
                format!("không có loại thu “{kind}”"),
                "viết phi hoặc le_phi vào cột kind",
            )
        })?;
        let line = FeeLine {
            kind,
            name: named(name)?.to_owned(),
            amount_dong: amount_of(amount)?,
            unit: unit.to_owned(),
            channel: list(
                channel,
                FilingChannel::from_code,
                "cách nộp",
                "direct, online, postal",
            )?
            .first()
            .copied(),
            note: note.to_owned(),
            suspect: flag(suspect)?,
        };
        Ok(Self {
            case,
            line,
            validity: Validity::read(from, to)?,
        })
    }
}

/// Reads a row of `papers.tsv`.
pub(crate) fn read_paper(cells: &[&str]) -> Result<Paper, Fault> {
    let [
        code_cell,
        no,
        group,
        name,
        originals,
        certified,
        photocopies,
        form_file,
    ] = *sized(cells, PAPERS)?;
    code(code_cell)?;
    Ok(Paper {
        no: count(no)?,
        group: group.to_owned(),
        name: named(name)?.to_owned(),
        originals: count(originals)?,
        certified: count(certified)?,
        photocopies: count(photocopies)?,
        form_file: form_file.to_owned(),
    })
}

fn sized<'r, 'a, const N: usize>(
    cells: &'r [&'a str],
    columns: &[&str],
) -> Result<&'r [&'a str; N], Fault> {
    cells.try_into().map_err(|_| {
        Fault::new(
            format!(
                "dòng có {} cột, bảng này có {} cột",
                cells.len(),
                columns.len()
            ),
            format!("ngăn bằng phím Tab đúng các cột: {}", columns.join(" ")),
        )
    })
}

fn code(cell: &str) -> Result<ProcedureCode, Fault> {
    ProcedureCode::parse(cell)
        .filter(|code| code.as_str() == cell)
        .ok_or_else(|| {
            Fault::new(
                format!("“{cell}” không phải mã thủ tục"),
                "viết như 1.001193 hoặc 1.001193.H56",
            )
        })
}

fn named(cell: &str) -> Result<&str, Fault> {
    if cell.trim().is_empty() {
        return Err(Fault::new("thiếu tên", "ghi tên vào cột name"));
    }
    Ok(cell)
}

fn named_version(cell: &str) -> Result<&str, Fault> {
    if cell.trim().is_empty() {
        return Err(Fault::new(
            "thiếu phiên bản",
            "ghi tháng hoặc số quyết định vào cột version",
        ));
    }
    Ok(cell)
}

fn date(cell: &str) -> Result<Option<NaiveDate>, Fault> {
    if cell.is_empty() {
        return Ok(None);
    }
    NaiveDate::parse_from_str(cell, "%Y-%m-%d")
        .map(Some)
        .map_err(|_| Fault::new(format!("không hiểu ngày “{cell}”"), "viết như 2025-07-01"))
}

fn flag(cell: &str) -> Result<bool, Fault> {
    match cell {
        "" => Ok(false),
        "1" => Ok(true),
        _ => Err(Fault::new(
            format!("“{cell}” không phải dấu có/không"),
            "ghi 1 hoặc để trống",
        )),
    }
}

fn count(cell: &str) -> Result<u32, Fault> {
    cell.parse()
        .map_err(|_| Fault::new(format!("“{cell}” không phải số đếm"), "ghi số từ 0 trở lên"))
}

fn amount_of(cell: &str) -> Result<Option<u64>, Fault> {
    if cell.is_empty() {
        return Ok(None);
    }
    cell.parse().map(Some).map_err(|_| {
        Fault::new(
            format!("“{cell}” không phải số tiền"),
            "ghi số đồng, không dấu chấm, hoặc để trống",
        )
    })
}

fn list<T>(
    cell: &str,
    read: impl Fn(&str) -> Option<T>,
    noun: &str,
    known: &str,
) -> Result<Vec<T>, Fault> {
    cell.split(',')
        .filter(|part| !part.is_empty())
        .map(|part| {
            read(part).ok_or_else(|| {
                Fault::new(
                    format!("không có {noun} “{part}”"),
                    format!("dùng: {known}"),
                )
            })
        })
        .collect()
}
