//! Raw process lists (one JSON object a line) → a process file. Nothing is made to fit: what had to
//! be read into the source stands in the `note` of its process, sums stay as published.

mod raw;
mod reading;
mod written;

use chrono::NaiveDate;

use super::problem::Problem;
use super::process_file::read_file;
use super::published::Published;
use super::sources::SourceFile;
use raw::Raw;

/// What became of a raw list.
#[derive(Debug, Default)]
pub struct Imported {
    /// The process file.
    pub toml: String,
    /// Its processes, as the program reads them.
    pub processes: Vec<Published>,
    /// Records of the list.
    pub records: usize,
    /// Records that could not be read as a process, with line and mend.
    pub refused: Vec<Problem>,
}

/// Reads the lines of `text`; `file` names it in problems, `target` is the file to be written, and
/// `valid_from` the first day of its processes.
#[must_use]
pub fn import_processes(
    file: &str,
    text: &str,
    target: &str,
    valid_from: Option<NaiveDate>,
) -> Imported {
    let mut imported = Imported::default();
    let mut drafts: Vec<reading::Draft> = Vec::new();
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    for (at, line) in lines {
        imported.records += 1;
        let raw: Result<Raw, _> = serde_json::from_str(line);
        let read = raw
            .map_err(|error| error.to_string())
            .and_then(reading::drafts);
        match read {
            Ok(read) => drafts.extend(read),
            Err(why) => imported.refused.push(Problem::at(
                file,
                at + 1,
                format!("không đọc được quy trình: {why}"),
                "sửa dòng này, hoặc viết quy trình bằng tay theo một tệp trong processes",
            )),
        }
    }
    reading::tell_apart(&mut drafts);
    imported.toml = written::file(file, valid_from, &drafts);
    let source = SourceFile {
        file: target.to_owned(),
        name: target.to_owned(),
        text: imported.toml.clone().into(),
        office: true,
    };
    imported.processes = read_file(&source, &mut imported.refused);
    imported
}

#[cfg(test)]
mod tests;
