//! Process files: one or more `[[process]]` with their steps, as TOML.

use chrono::NaiveDate;
use serde::Deserialize;

use super::problem::{Fault, Problem, line_at, line_of};
use super::published::Published;
use super::sources::{SourceFile, Sources};
use crate::domain::procedure::ProcedureCode;
use crate::domain::process::{GENERIC, Gate, Process, Step, StepKind, StepUnit};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Where the processes were published.
    source: String,
    #[serde(default)]
    valid_from: String,
    #[serde(default)]
    valid_to: String,
    /// Whether these wait for the leader's assignment note; as the office says when left out.
    #[serde(default)]
    gate: Option<Gate>,
    #[serde(default)]
    process: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    #[serde(default)]
    procedure: String,
    name: String,
    #[serde(default)]
    case: String,
    /// Published total; `motcua flow check` tells when the steps do not add up to it.
    half_days: u32,
    #[serde(default)]
    gate: Option<Gate>,
    #[serde(default)]
    note: String,
    steps: Vec<EntryStep>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryStep {
    kind: StepKind,
    unit: String,
    role: String,
    half_days: u32,
    name: String,
    #[serde(default)]
    clue: String,
    /// Whether its holder may send back one step.
    #[serde(default = "yes")]
    allowed_back: bool,
}

fn yes() -> bool {
    true
}

/// Roles that may hold a step.
const ROLES: [&str; 7] = [
    "desk_officer",
    "specialist",
    "department_leader",
    "agency_leader",
    "registry_clerk",
    "cashier",
    "result_officer",
];

/// Reads every process of every file; what cannot be read is a problem and left out.
pub(crate) fn read_all(sources: &Sources) -> (Vec<Published>, Vec<Problem>) {
    let mut processes: Vec<Published> = Vec::new();
    let mut problems = Vec::new();
    for file in &sources.processes {
        for published in read_file(file, &mut problems) {
            let id = &published.process.id;
            if processes.iter().any(|other| other.process.id == *id) || id == GENERIC {
                let what = format!("mã quy trình “{id}” đã dùng");
                problems.push(Problem::at(&file.file, published.line, what, "đặt id khác"));
            } else {
                processes.push(published);
            }
        }
    }
    (processes, problems)
}

/// Every process of one file.
pub(crate) fn read_file(file: &SourceFile, problems: &mut Vec<Problem>) -> Vec<Published> {
    let parsed: File = match toml::from_str(&file.text) {
        Ok(parsed) => parsed,
        Err(error) => {
            problems.push(toml_problem(file, &error));
            return Vec::new();
        }
    };
    let dates = (read_date(&parsed.valid_from), read_date(&parsed.valid_to));
    let (Ok(from), Ok(to)) = dates else {
        let line = line_of(&file.text, "valid_");
        problems.push(Problem::at(
            &file.file,
            line,
            "không hiểu ngày hiệu lực",
            "viết như \"2025-07-01\"",
        ));
        return Vec::new();
    };
    let mut read = Vec::new();
    for entry in parsed.process {
        let line = line_of(&file.text, &entry.id);
        let (half_days, gate) = (entry.half_days, entry.gate.or(parsed.gate));
        match process(entry, &parsed.source, from, to) {
            Ok(process) => read.push(Published {
                process,
                half_days,
                gate,
                file: file.file.clone(),
                line,
            }),
            Err(fault) => problems.push(fault.at(&file.file, line)),
        }
    }
    read
}

/// A syntax error of a TOML file as a problem.
pub(crate) fn toml_problem(file: &SourceFile, error: &toml::de::Error) -> Problem {
    let line = error
        .span()
        .map_or(1, |span| line_at(&file.text, span.start));
    Problem::at(
        &file.file,
        line,
        format!("không đọc được: {}", error.message()),
        "sửa dòng này theo một tệp mẫu cùng thư mục",
    )
}

/// The processes of a file that is not (yet) one of the office.
///
/// # Errors
/// Every problem with line and mend.
pub fn read_process_file(name: &str, text: &str) -> Result<Vec<Published>, Vec<Problem>> {
    let file = SourceFile {
        file: name.to_owned(),
        name: name.to_owned(),
        text: text.to_owned().into(),
        office: true,
    };
    let mut problems = Vec::new();
    let read = read_file(&file, &mut problems);
    if problems.is_empty() {
        Ok(read)
    } else {
        Err(problems)
    }
}

fn read_date(text: &str) -> Result<Option<NaiveDate>, chrono::ParseError> {
    if text.is_empty() {
        return Ok(None);
    }
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map(Some)
}

fn process(
    entry: Entry,
    source: &str,
    valid_from: Option<NaiveDate>,
    valid_to: Option<NaiveDate>,
) -> Result<Process, Fault> {
    let procedure = match entry.procedure.as_str() {
        "" => None,
        code => Some(ProcedureCode::parse(code).ok_or_else(|| {
            Fault::new(
                format!("“{code}” không phải mã thủ tục"),
                "viết như 1.001193 hoặc bỏ dòng procedure",
            )
        })?),
    };
    let steps = (1..)
        .zip(entry.steps)
        .map(|(no, entry)| step(no, entry))
        .collect::<Result<Vec<_>, _>>()?;
    let process = Process {
        gate: Gate::default(),
        id: entry.id,
        procedure,
        name: entry.name,
        case: entry.case,
        valid_from,
        valid_to,
        source: source.to_owned(),
        note: entry.note,
        steps,
    };
    check_shape(&process)?;
    Ok(process)
}

fn step(no: u32, entry: EntryStep) -> Result<Step, Fault> {
    if !ROLES.contains(&entry.role.as_str()) {
        return Err(Fault::new(
            format!("bước {no}: không có vai trò “{}”", entry.role),
            format!("dùng: {}", ROLES.join(", ")),
        ));
    }
    let unit = match entry.unit.split_once(':') {
        None if entry.unit == "desk" => StepUnit::Desk,
        None if entry.unit == "office" => StepUnit::Office(String::new()),
        Some(("office", room)) if !room.is_empty() => StepUnit::Office(room.to_owned()),
        Some(("org", org)) if !org.is_empty() => StepUnit::Org(org.to_owned()),
        _ => {
            return Err(Fault::new(
                format!("bước {no}: không hiểu nơi làm “{}”", entry.unit),
                "viết desk, office, office:TÊN PHÒNG hoặc org:TÊN, MÃ, CẤP hay LOẠI CƠ QUAN",
            ));
        }
    };
    Ok(Step {
        no,
        kind: entry.kind,
        name: entry.name,
        unit,
        role: entry.role.as_str().into(),
        half_days: entry.half_days,
        clue: entry.clue,
        back: entry.allowed_back,
    })
}

/// A dossier must have somewhere to begin; what else is wrong is a finding.
fn check_shape(process: &Process) -> Result<(), Fault> {
    let first = process
        .steps
        .first()
        .map(|step| (step.kind, step.unit == StepUnit::Desk));
    if first == Some((StepKind::Receive, true)) {
        return Ok(());
    }
    Err(Fault::new(
        "bước đầu không phải tiếp nhận tại một cửa",
        "thêm bước { kind = \"receive\", unit = \"desk\", … } ở đầu",
    ))
}
