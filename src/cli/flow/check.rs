//! `motcua flow check [--file F] [--json]`: what is wrong with each process, with line and mend.

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::super::exit::{Exit, Failure};
use super::super::output;
use super::super::place::{Place, runtime};
use crate::catalogue::{Published, read_process_file};
use crate::usecases::App;
use crate::usecases::flow::{Flow, checked};

/// Options of `motcua flow check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Chỉ tệp này: tên một tệp của cơ quan, hoặc đường dẫn tới một tệp quy trình
    #[arg(long, value_name = "TỆP")]
    file: Option<PathBuf>,
    /// Trả lời bằng JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Place,
}

#[derive(Serialize)]
struct Line<'a> {
    process: &'a str,
    hash: &'a str,
    file: &'a str,
    line: usize,
    usable: bool,
    findings: Vec<Named<'a>>,
}

#[derive(Serialize)]
struct Named<'a> {
    id: &'a str,
    what: &'a str,
    mend: &'a str,
    blocking: bool,
    open: bool,
}

/// Checks; fails while something is open.
///
/// # Errors
/// `MC-3068` when a finding is open, `MC-3069` when the file cannot be read; the store.
pub fn run(args: &CheckArgs) -> Result<(), Failure> {
    let (app, _) = args.place.open()?;
    let published = wanted(&app, args.file.as_deref())?;
    let flows = runtime()?.block_on(checked(&app, &published))?;
    app.store.close();
    if args.json {
        let lines: Vec<Line<'_>> = flows.iter().map(line).collect();
        output::json(&lines)?;
    } else {
        flows.iter().for_each(show);
    }
    let open = flows.iter().filter(|flow| !flow.usable()).count();
    let accepted = flows
        .iter()
        .filter(|f| f.usable() && !f.findings.is_empty())
        .count();
    if open > 0 {
        let text = format!(
            "{open} trên {} quy trình còn điểm chưa được nhận, ghi ở trên; hồ sơ mới theo quy trình chung. Chưa có gì bị thay đổi. Sửa tệp, hoặc nhận bằng motcua flow accept.",
            flows.len()
        );
        return Err(Failure::new(Exit::Refused, "MC-3068", text));
    }
    if !args.json {
        output::line(&format!(
            "√ {} quy trình dùng được, {accepted} trong đó có điểm đã được nhận.",
            flows.len()
        ));
    }
    Ok(())
}

/// The processes of the office, or of one file of it, or of a file outside.
fn wanted(app: &App, file: Option<&Path>) -> Result<Vec<Published>, Failure> {
    let all = app.rules.catalogue.published();
    let Some(path) = file else {
        return Ok(all.to_vec());
    };
    let own = all
        .iter()
        .filter(|one| Path::new(&one.file).ends_with(path));
    let own: Vec<Published> = own.cloned().collect();
    if !own.is_empty() {
        return Ok(own);
    }
    let unreadable = |why: String| {
        let text = format!(
            "Không đọc được tệp quy trình: {why}. Chưa có gì bị thay đổi. Sửa tệp rồi chạy lại."
        );
        Failure::new(Exit::Refused, "MC-3069", text)
    };
    let text = std::fs::read_to_string(path)
        .map_err(|error| unreadable(format!("{} ({error})", path.display())))?;
    read_process_file(&path.display().to_string(), &text).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        unreadable(lines.join("\n"))
    })
}

fn line(flow: &Flow) -> Line<'_> {
    let named = |f: &'_ crate::domain::flow::Finding| flow.open.iter().any(|open| open.id == f.id);
    Line {
        process: &flow.published.process.id,
        hash: &flow.hash,
        file: &flow.published.file,
        line: flow.published.line,
        usable: flow.usable(),
        findings: flow
            .findings
            .iter()
            .map(|f| Named {
                id: &f.id,
                what: &f.what,
                mend: &f.mend,
                blocking: f.blocking,
                open: named(f),
            })
            .collect(),
    }
}

/// `file:line: process [finding] what – mend`, with who accepted it.
pub(super) fn show(flow: &Flow) {
    let place = format!("{}:{}", flow.published.file, flow.published.line);
    for finding in &flow.findings {
        let by = flow
            .accepted
            .iter()
            .find(|a| a.findings.contains(&finding.id));
        let standing = match (finding.blocking, by) {
            (true, _) => " (phải sửa)".to_owned(),
            (false, Some(by)) => format!(" (đã nhận: {})", by.officer),
            (false, None) => String::new(),
        };
        output::line(&format!(
            "{place}: {} [{}]{standing} {} – {}",
            flow.published.process.id, finding.id, finding.what, finding.mend
        ));
    }
}
