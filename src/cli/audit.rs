//! `motcua audit verify`: reads the whole trail and tells whether it is whole.

use clap::{Args, Subcommand};

use super::exit::{Exit, Failure};
use super::output;
use super::place::{Place, runtime};
use crate::home::{Mark, note_mark, read_mark, read_marks};
use crate::usecases::verify::verify;

/// Options of `motcua audit`.
#[derive(Debug, Args)]
pub struct AuditArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Kiểm tra chuỗi lưu vết: sửa, xóa, chèn, đổi chỗ đều bị phát hiện
    Verify {
        /// Mốc đã ghi lại trước đây: SỐ:MÃ_BĂM; phát hiện cả việc cắt đuôi rồi nối lại
        #[arg(long, value_name = "SỐ:MÃ_BĂM")]
        since: Option<String>,
        #[command(flatten)]
        place: Place,
    },
}

/// Verifies; a broken trail ends with its own exit status.
///
/// # Errors
/// A broken trail, or the store.
pub fn run(args: &AuditArgs) -> Result<(), Failure> {
    let What::Verify { since, place } = &args.what;
    let given = since.as_deref().map(mark).transpose()?;
    let (app, folders) = place.open()?;
    // A database elsewhere has its own marks on the machine that serves it.
    let kept = if place.database.is_none() {
        read_marks(&folders.data)
    } else {
        Vec::new()
    };
    let known: Vec<_> = kept.into_iter().chain(given).collect();
    let verdict = runtime()?.block_on(verify(&app, &known))?;
    app.store.close();
    output::json(&verdict)?;
    if verdict.faults.is_empty() {
        if place.database.is_none() {
            // The next verification starts from here; a mark that cannot be kept loses only that.
            let _ = note_mark(&folders.data, verdict.events, &verdict.head);
        }
        return Ok(());
    }
    let text = format!(
        "Chuỗi lưu vết không nguyên vẹn: {}. Chưa sửa gì. Giữ nguyên kho dữ liệu, sao một bản và báo thanh tra.",
        verdict.faults[0]
    );
    Err(Failure::new(Exit::AuditBroken, "MC-8001", text))
}

fn mark(text: &str) -> Result<Mark, Failure> {
    read_mark(text).ok_or_else(|| {
        let text = "Mốc viết dạng SỐ:MÃ_BĂM, lấy từ lần kiểm tra trước (events và head).";
        Failure::new(Exit::Usage, "MC-8002", text)
    })
}
