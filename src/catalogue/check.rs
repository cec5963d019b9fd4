//! The check of every data file: walks tables, processes and forms and names each problem.

use std::collections::HashSet;
use std::path::Path;

use super::problem::{Fault, Problem, line_of};
use super::rows::{CaseRow, FeeRow, ProcedureRow, read_paper};
use super::sources::{SourceFile, Sources, TableKind, read_office};
use super::table::{Row, check_head, rows};
use super::{form_file, process_file};
use crate::domain::procedure::NATIONAL_LEN;
use crate::text::nfc;

/// What a check went through, and what it found.
#[derive(Debug, Default)]
pub struct Checked {
    /// Distinct procedures.
    pub procedures: usize,
    /// Published processes.
    pub processes: usize,
    /// Intake forms.
    pub forms: usize,
    /// Everything that is wrong, in order of file and line.
    pub problems: Vec<Problem>,
}

/// Whose files are named in the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    All,
    OfficeOnly,
}

/// Checks the embedded files.
pub fn check_shipped() -> Checked {
    check(&Sources::shipped(), Extent::All)
}

/// Checks the files of an office (`catalogue/`, `processes/`, `forms/` in `dir`) as they stand over
/// the embedded ones.
pub fn check_office(dir: &Path) -> Checked {
    if !dir.is_dir() {
        let problem = Problem::at(
            &dir.display().to_string(),
            0,
            "không có thư mục này",
            "ghi thư mục có catalogue, processes hoặc forms bên trong",
        );
        return Checked {
            problems: vec![problem],
            ..Checked::default()
        };
    }
    let mut sources = Sources::shipped();
    match read_office(dir) {
        Ok(office) => sources.lay_over(office),
        Err(problems) => {
            return Checked {
                problems,
                ..Checked::default()
            };
        }
    }
    check(&sources, Extent::OfficeOnly)
}

pub(crate) fn check_sources(sources: &Sources, extent: Extent) -> Vec<Problem> {
    check(sources, extent).problems
}

fn check(sources: &Sources, extent: Extent) -> Checked {
    let wanted = |file: &SourceFile| extent == Extent::All || file.office;
    let codes = known_codes(sources);
    let mut problems = Vec::new();
    for (kind, file) in sources.tables.iter().filter(|(_, file)| wanted(file)) {
        check_table(*kind, file, sources, &codes, &mut problems);
    }
    let (processes, process_problems) = process_file::read_all(sources);
    let (forms, form_problems) = form_file::read_all(sources);
    let of_wanted = |problem: &Problem| {
        let files = sources.processes.iter().chain(&sources.forms);
        files
            .filter(|file| wanted(file))
            .any(|file| file.file == problem.file)
    };
    problems.extend(
        process_problems
            .into_iter()
            .chain(form_problems)
            .filter(of_wanted),
    );
    for file in sources.processes.iter().filter(|file| wanted(file)) {
        check_nfc(file, &mut problems);
        let of_file = processes.iter().map(|one| &one.process);
        for process in of_file.filter(|process| holds(file, &process.id)) {
            let code = process.procedure.as_ref().map(|code| code.national());
            if let Some(code) = code.filter(|code| !codes.contains(*code)) {
                let what = format!("danh mục không có thủ tục {code}");
                let mend = "sửa mã, hoặc thêm thủ tục vào procedures.tsv";
                problems.push(Problem::at(
                    &file.file,
                    line_of(&file.text, &process.id),
                    what,
                    mend,
                ));
            }
        }
    }
    check_forms(sources, &codes, &wanted, &mut problems);
    problems.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    Checked {
        procedures: codes.len(),
        processes: processes.len(),
        forms: forms.len(),
        problems,
    }
}

fn holds(file: &SourceFile, id: &str) -> bool {
    file.text.contains(&format!("id = \"{id}\""))
}

fn check_forms(
    sources: &Sources,
    codes: &HashSet<&str>,
    wanted: &dyn Fn(&SourceFile) -> bool,
    problems: &mut Vec<Problem>,
) {
    let mut served: HashSet<String> = HashSet::new();
    for file in &sources.forms {
        let Ok(form) = toml::from_str(&file.text) else {
            continue;
        };
        if wanted(file) {
            check_nfc(file, problems);
            problems.extend(form_file::check_form(file, &form, &|code| {
                codes.contains(code)
            }));
        }
        for code in &form.procedures {
            if !served.insert(code.national().to_owned()) && wanted(file) {
                let what = format!("thủ tục {code} đã có biểu mẫu khác");
                let line = line_of(&file.text, code.as_str());
                problems.push(Problem::at(
                    &file.file,
                    line,
                    what,
                    "để mỗi thủ tục ở một biểu mẫu",
                ));
            }
        }
    }
}

/// The national parts of all codes of the procedure tables.
fn known_codes(sources: &Sources) -> HashSet<&str> {
    let tables = sources
        .tables
        .iter()
        .filter(|(kind, _)| *kind == TableKind::Procedures);
    tables
        .flat_map(|(_, file)| rows(&file.text))
        .filter_map(|row| row.cells.first().and_then(|code| code.get(..NATIONAL_LEN)))
        .collect()
}

fn check_table(
    kind: TableKind,
    file: &SourceFile,
    sources: &Sources,
    codes: &HashSet<&str>,
    problems: &mut Vec<Problem>,
) {
    if let Some(problem) = check_head(&file.file, &file.text, kind.columns()) {
        problems.push(problem);
        return;
    }
    check_nfc(file, problems);
    let mut seen = HashSet::new();
    let mut before = "";
    for row in rows(&file.text) {
        if let Err(fault) = check_row(kind, &row, sources, codes, &mut seen) {
            problems.push(fault.at(&file.file, row.line));
        }
        let code = row.cells[0].get(..NATIONAL_LEN).unwrap_or("");
        if !file.office && code < before {
            let fault = Fault::new("dòng không theo thứ tự mã", "xếp các dòng theo mã thủ tục");
            problems.push(fault.at(&file.file, row.line));
        }
        before = code;
    }
}

fn check_row<'a>(
    kind: TableKind,
    row: &Row<'a>,
    sources: &Sources,
    codes: &HashSet<&str>,
    seen: &mut HashSet<(&'a str, &'a str, &'a str)>,
) -> Result<(), Fault> {
    let cells = &row.cells;
    let twice = |what: &str| Fault::new(format!("{what} ghi hai lần"), "bỏ một dòng hoặc sửa khóa");
    match kind {
        TableKind::Procedures => {
            ProcedureRow::read(cells)?;
            if !seen.insert((cells[0], "", cells[10])) {
                return Err(twice("thủ tục cùng ngày hiệu lực"));
            }
            if sources
                .rows_of(TableKind::Cases, cells[0].get(..NATIONAL_LEN).unwrap_or(""))
                .next()
                .is_none()
            {
                return Err(Fault::new(
                    "thủ tục chưa có trường hợp và thời hạn",
                    "thêm một dòng vào cases.tsv (thời hạn chưa biết thì ghi none)",
                ));
            }
        }
        TableKind::Cases => {
            let case = CaseRow::read(cells)?;
            if !seen.insert((cells[0], case.id, cells[6])) {
                return Err(twice("trường hợp"));
            }
        }
        TableKind::Fees => {
            let fee = FeeRow::read(cells)?;
            let code = cells[0].get(..NATIONAL_LEN).unwrap_or("");
            let known = |cells: Vec<&str>| cells.get(1) == Some(&fee.case);
            if fee.case != "*" && !sources.rows_of(TableKind::Cases, code).any(known) {
                return Err(Fault::new(
                    format!("không có trường hợp “{}” của thủ tục này", fee.case),
                    "ghi mã trường hợp trong cases.tsv, hoặc * cho mọi trường hợp",
                ));
            }
        }
        TableKind::Papers => {
            read_paper(cells)?;
            if !seen.insert((cells[0], cells[1], "")) {
                return Err(twice("số thứ tự giấy tờ"));
            }
        }
    }
    let code = cells[0].get(..NATIONAL_LEN).unwrap_or("");
    if !codes.contains(code) {
        return Err(Fault::new(
            format!("procedures.tsv không có thủ tục {code}"),
            "sửa mã, hoặc thêm thủ tục vào procedures.tsv",
        ));
    }
    Ok(())
}

/// Texts are NFC everywhere: two spellings of one letter must not make two names.
fn check_nfc(file: &SourceFile, problems: &mut Vec<Problem>) {
    for (at, line) in file.text.lines().enumerate() {
        if nfc(line) != line {
            let fault = Fault::new(
                "chữ có dấu ở dạng tách rời",
                "gõ lại dòng này bằng bảng mã Unicode dựng sẵn",
            );
            problems.push(fault.at(&file.file, at + 1));
        }
    }
}
