//! `motcua manual [PAGE]`: the users' manual that comes with the program.

use clap::Args;

use super::exit::{Exit, Failure};
use super::output;
use crate::manual;

/// Options of `motcua manual`.
#[derive(Debug, Args)]
pub struct ManualArgs {
    /// Tên trang, hoặc một mã lỗi như MC-1028; không ghi thì liệt kê các trang
    #[arg(value_name = "TRANG")]
    page: Option<String>,
}

/// Prints a page, the meaning of a code, or the list of pages.
///
/// # Errors
/// No such page or code.
pub fn run(args: &ManualArgs) -> Result<(), Failure> {
    let Some(wanted) = &args.page else {
        for page in manual::pages() {
            output::line(&format!("{:<22}{}", page.name, page.title()));
        }
        output::line("Đọc một trang: motcua manual TRANG. Tra mã lỗi: motcua manual MC-1028.");
        return Ok(());
    };
    let page = manual::page(wanted).map(|page| page.text.trim_end());
    let text = page.or_else(|| manual::about_code(&wanted.to_uppercase()));
    let text = text.ok_or_else(|| {
        let text = format!(
            "Sách hướng dẫn không có trang hay mã “{wanted}”. Chưa có gì bị thay đổi. Chạy motcua manual để xem các trang."
        );
        Failure::new(Exit::NotFound, "MC-9022", text)
    })?;
    output::line(text);
    Ok(())
}
