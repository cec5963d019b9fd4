//! `motcua flow import FILE.jsonl --out DIR [--accept-none]`: raw process lists → a process file.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use super::super::exit::{Exit, Failure};
use super::super::output;
use super::super::place::{Place, runtime};
use super::check::show;
use crate::catalogue::import_processes;
use crate::usecases::flow::checked;

/// Options of `motcua flow import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// Danh sách thô, mỗi dòng một quy trình dạng JSON
    file: PathBuf,
    /// Thư mục nhận tệp quy trình (thường là processes của cơ quan)
    #[arg(long, value_name = "THƯ_MỤC")]
    out: PathBuf,
    /// Ngày đầu hiệu lực, ví dụ 2025-07-01
    #[arg(long, value_name = "NGÀY")]
    valid_from: Option<NaiveDate>,
    /// Báo lỗi khi quy trình nhập vào còn điểm vướng, không chờ ai nhận
    #[arg(long)]
    accept_none: bool,
    #[command(flatten)]
    place: Place,
}

/// Writes the file and shows what is wrong with each process; nothing is used before it is accepted.
///
/// # Errors
/// A file that cannot be read or written; records that are no process; with `--accept-none` any finding.
pub fn run(args: &ImportArgs) -> Result<(), Failure> {
    let name = args.file.display().to_string();
    let text = std::fs::read_to_string(&args.file)
        .map_err(|error| unusable(Exit::NotFound, &format!("không đọc được {name} ({error})")))?;
    let stem = args
        .file
        .file_stem()
        .map_or_else(|| "nhap".into(), |stem| stem.to_string_lossy());
    let target = args.out.join(format!("{stem}.toml"));
    let shown = target.display().to_string();
    let imported = import_processes(&name, &text, &shown, args.valid_from);
    std::fs::create_dir_all(&args.out)
        .and_then(|()| std::fs::write(&target, &imported.toml))
        .map_err(|error| unusable(Exit::Store, &format!("không ghi được {shown} ({error})")))?;
    let (app, _) = args.place.open()?;
    let flows = runtime()?.block_on(checked(&app, &imported.processes))?;
    app.store.close();
    flows.iter().for_each(show);
    imported
        .refused
        .iter()
        .for_each(|problem| output::line(&problem.to_string()));
    let faulty = flows
        .iter()
        .filter(|flow| !flow.findings.is_empty())
        .count();
    output::line(&format!(
        "{} mục đọc được thành {} quy trình trong {shown}; {faulty} quy trình có điểm cần xem; {} mục không đọc được.",
        imported.records - imported.refused.len().min(imported.records),
        flows.len(),
        imported.refused.len()
    ));
    if !imported.refused.is_empty() {
        return Err(unusable(Exit::Refused, "có mục không đọc được, ghi ở trên"));
    }
    if args.accept_none && faulty > 0 {
        return Err(unusable(
            Exit::Refused,
            "có quy trình còn điểm vướng, ghi ở trên",
        ));
    }
    Ok(())
}

fn unusable(exit: Exit, why: &str) -> Failure {
    let text = format!(
        "Nhập quy trình chưa trọn: {why}. Quy trình đang dùng không đổi. Sửa rồi chạy lại."
    );
    Failure::new(exit, "MC-3070", text)
}
