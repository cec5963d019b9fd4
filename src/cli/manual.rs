//! `motcua manual [PAGE]`: the users' manual that comes with the program.

use std::path::{Path, PathBuf};

use clap::Args;

use super::exit::{Exit, Failure};
use super::output;
use crate::manual::{self, Page};
use crate::print::{Book, Chapter, Fonts, pdf_of_book};
use crate::text::fold;

/// Options of `motcua manual`.
#[derive(Debug, Args)]
pub struct ManualArgs {
    /// Tên trang, hoặc một mã lỗi như MC-1028; không ghi thì liệt kê các trang
    #[arg(value_name = "TRANG")]
    page: Option<String>,
    /// Chỉ những trang của vai này, ví dụ "Một cửa"
    #[arg(long, value_name = "VAI", conflicts_with = "page")]
    role: Option<String>,
    /// In mọi trang ra chữ, để đọc hoặc đưa ra máy in
    #[arg(long, conflicts_with = "page")]
    all: bool,
    /// Mọi trang thành tệp PDF khổ A4, có mục lục và số trang, để in
    #[arg(long, value_name = "TỆP", conflicts_with = "page")]
    pdf: Option<PathBuf>,
}

/// Prints a page, the meaning of a code, all pages, or their list; or binds the pages in a PDF file.
///
/// # Errors
/// No such page, code or role; the file cannot be written.
pub fn run(args: &ManualArgs) -> Result<(), Failure> {
    if let Some(wanted) = &args.page {
        return one(wanted);
    }
    let pages = of_role(args.role.as_deref())?;
    if let Some(file) = &args.pdf {
        return bind(&pages, args.role.as_deref().and_then(known), file);
    }
    if args.all {
        // A form feed before each page but the first: printers begin a new sheet there.
        let texts: Vec<&str> = pages.iter().map(|page| page.text.trim_end()).collect();
        output::line(&texts.join("\n\u{c}\n"));
        return Ok(());
    }
    for page in pages {
        let roles = manual::roles_of(page.name).join(", ");
        output::line(&format!("{:<22}{}  [{roles}]", page.name, page.title()));
    }
    output::line(
        "Đọc một trang: motcua manual TRANG. Tra mã lỗi: motcua manual MC-1028. In cả sổ: motcua manual --pdf so-tay.pdf.",
    );
    Ok(())
}

fn bind(pages: &[&Page], role: Option<&str>, file: &Path) -> Result<(), Failure> {
    let (pdf, count) = pdf_of_book(Fonts::load()?, &book(pages, role));
    write(file, &pdf)?;
    output::line(&format!(
        "Sổ tay: {count} trang A4, tệp {}. In bằng chương trình xem PDF, hai mặt cũng được.",
        file.display()
    ));
    Ok(())
}

fn book<'a>(pages: &[&'a Page], role: Option<&str>) -> Book<'a> {
    let version = env!("CARGO_PKG_VERSION");
    let chapter = |page: &&'a Page| Chapter {
        title: page.title(),
        name: page.name,
        note: format!("Cần cho: {}", manual::roles_of(page.name).join(", ")),
        text: page.text,
    };
    Book {
        title: "Sổ tay người dùng",
        subtitle: match role {
            Some(role) => {
                format!("motcua {version}, phần mềm bộ phận một cửa. Phần của vai: {role}")
            }
            None => format!("motcua {version}, phần mềm bộ phận một cửa"),
        },
        contents: "Mục lục",
        chapters: pages.iter().map(chapter).collect(),
    }
}

/// Whole or not at all: a file of that name is replaced only by a finished one.
fn write(file: &Path, pdf: &[u8]) -> Result<(), Failure> {
    let part = file.with_extension("part");
    let written = std::fs::write(&part, pdf).and_then(|()| std::fs::rename(&part, file));
    written.map_err(|cause| {
        let text = format!(
            "Không ghi được {} ({cause}). Không có gì khác bị thay đổi. Chọn chỗ khác cho tệp PDF rồi chạy lại.",
            file.display()
        );
        Failure::new(Exit::Store, "MC-4022", text)
    })
}

fn of_role(role: Option<&str>) -> Result<Vec<&'static manual::Page>, Failure> {
    let all = manual::pages().iter();
    let Some(role) = role else {
        return Ok(all.collect());
    };
    let wanted = fold(role);
    let everybody = manual::roles().first().copied().unwrap_or_default();
    if known(role).is_none() {
        let text = format!(
            "Sách hướng dẫn không chia cho vai “{role}”. Chưa có gì bị thay đổi. Các vai: {}.",
            manual::roles().join(", ")
        );
        return Err(Failure::new(Exit::NotFound, "MC-9091", text));
    }
    let fits = |name: &str| fold(name) == wanted || name == everybody;
    let of = |page: &&manual::Page| manual::roles_of(page.name).iter().any(|r| fits(r));
    Ok(all.filter(of).collect())
}

/// The role as the manual writes it.
fn known(role: &str) -> Option<&'static str> {
    let wanted = fold(role);
    manual::roles()
        .into_iter()
        .find(|role| fold(role) == wanted)
}

fn one(wanted: &str) -> Result<(), Failure> {
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
