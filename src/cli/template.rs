//! `motcua template`: list, check and preview the print templates.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::exit::{Exit, Failure};
use super::output;
use crate::catalogue::Catalogue;
use crate::print::{
    Fonts, FormData, FormSets, PrintError, Shelf, Template, TemplateProblem, pdf, preview, sample,
    template_files,
};
use crate::usecases::papers_check::procedure_papers;

/// Arguments of `motcua template`.
#[derive(Debug, Args)]
pub struct TemplateArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Liệt kê các mẫu in và khổ giấy
    List {
        /// Thư mục mẫu in của cơ quan
        #[arg(long)]
        folder: Option<PathBuf>,
    },
    /// Kiểm tra tệp mẫu in: báo tệp, dòng và cách sửa
    Check {
        /// Tệp hoặc thư mục; không ghi thì là print-templates
        paths: Vec<PathBuf>,
    },
    /// Điền dữ liệu giả vào mẫu in: ra màn hình dạng chữ, hoặc ra tệp PDF
    Preview {
        /// Mã mẫu in (mau-01-a5) hoặc tệp .toml đang sửa
        id: String,
        /// Ghi PDF ra tệp này
        #[arg(long)]
        out: Option<PathBuf>,
        /// Thư mục mẫu in của cơ quan
        #[arg(long)]
        folder: Option<PathBuf>,
        /// Tệp JSON chứa dữ liệu thay cho dữ liệu giả
        #[arg(long)]
        data: Option<PathBuf>,
        /// Bề rộng bản chữ, tính bằng ô
        #[arg(long, default_value_t = 80)]
        width: u16,
    },
}

/// Runs `motcua template …`.
///
/// # Errors
/// Templates with problems, an unknown template, a file that cannot be read or written.
pub fn run(args: TemplateArgs) -> Result<(), Failure> {
    match args.action {
        Action::List { folder } => list(folder.as_deref()),
        Action::Check { paths } => check(&paths),
        Action::Preview {
            id,
            out,
            folder,
            data,
            width,
        } => {
            let template = find(&id, folder.as_deref())?;
            let data = match data {
                None => sample(&template.kind, folder.as_deref())?,
                Some(path) => read_data(&path)?,
            };
            show(&template, &data, out.as_deref(), width)
        }
    }
}

fn list(folder: Option<&Path>) -> Result<(), Failure> {
    for entry in shelf(folder)?.list() {
        output::line(&format!(
            "{:<28} {} ({})",
            entry.id, entry.title, entry.legal_basis
        ));
    }
    Ok(())
}

fn check(paths: &[PathBuf]) -> Result<(), Failure> {
    let usual = [PathBuf::from("print-templates")];
    let paths = if paths.is_empty() { &usual } else { paths };
    let of = |p: &PathBuf| {
        if p.is_dir() {
            template_files(p)
        } else {
            vec![p.clone()]
        }
    };
    let files: Vec<_> = paths.iter().flat_map(of).collect();
    if files.is_empty() {
        let text = "Không thấy tệp mẫu in nào. Chưa kiểm tra gì. Ghi đúng thư mục hoặc tệp .toml.";
        return Err(Failure::new(Exit::NotFound, "MC-4007", text));
    }
    let mut problems = 0;
    for file in &files {
        let found = Template::parse(&file.display().to_string(), &read(file)?);
        for problem in found.err().unwrap_or_default() {
            eprintln!("{} {problem}", problem.code());
            problems += 1;
        }
    }
    let folders = paths.iter().filter(|path| path.is_dir());
    let sound = problems == 0;
    for folder in folders.filter(|_| sound) {
        for problem in check_together(folder)? {
            eprintln!("{} {problem}", problem.code());
            problems += 1;
        }
    }
    if problems > 0 {
        let text = format!(
            "{} mẫu in, {problems} lỗi. Chưa có gì bị thay đổi. Sửa từng dòng ở trên rồi kiểm tra lại.",
            files.len()
        );
        return Err(Failure::new(Exit::Refused, "MC-4008", text));
    }
    output::line(&format!("{} mẫu in: đúng.", files.len()));
    Ok(())
}

/// Sets of forms over the templates, and papers of procedures over their intake forms: both need all
/// templates at once, so they are checked for a whole folder.
fn check_together(folder: &Path) -> Result<Vec<TemplateProblem>, PrintError> {
    let shelf = Shelf::with_folder(folder)?;
    let sets = folder.with_file_name("form-sets");
    let mut found = FormSets::load(&sets, &shelf, &[]).err().unwrap_or_default();
    // The catalogue that is shipped has no problems; its check is a command of its own.
    if let Ok(catalogue) = Catalogue::embedded() {
        found.extend(procedure_papers(&shelf, &catalogue));
    }
    Ok(found)
}

fn show(
    template: &Template,
    data: &FormData,
    out: Option<&Path>,
    width: u16,
) -> Result<(), Failure> {
    let Some(out) = out else {
        preview(template, data, width)
            .iter()
            .for_each(|line| output::line(line));
        return Ok(());
    };
    let bytes = pdf(Fonts::load()?, template, data)?;
    let path = out.to_path_buf();
    std::fs::write(out, bytes).map_err(|cause| PrintError::File { path, cause })?;
    output::line(&format!("Đã ghi {}", out.display()));
    Ok(())
}

/// A template by id, or straight from a file that is being edited.
fn find(id: &str, folder: Option<&Path>) -> Result<Template, Failure> {
    if !id.ends_with(".toml") {
        return Ok(shelf(folder)?.get(id)?);
    }
    Template::parse(id, &read(Path::new(id))?).map_err(|problems| {
        let first = problems
            .first()
            .map(ToString::to_string)
            .unwrap_or_default();
        PrintError::BrokenTemplate(first).into()
    })
}

fn shelf(folder: Option<&Path>) -> Result<Shelf, PrintError> {
    folder.map_or_else(Shelf::built_in, Shelf::with_folder)
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|cause| {
        let text = format!(
            "Không đọc được tệp {}: {cause}. Chưa có gì bị thay đổi. Kiểm tra tên và quyền đọc.",
            path.display()
        );
        Failure::new(Exit::NotFound, "MC-4006", text)
    })
}

fn read_data(path: &Path) -> Result<FormData, Failure> {
    let (name, source) = (path.display().to_string(), read(path)?);
    let data = serde_json::from_str(&source);
    Ok(data.map_err(|error| PrintError::Sample {
        name,
        cause: error.to_string(),
    })?)
}

impl From<PrintError> for Failure {
    fn from(error: PrintError) -> Self {
        let exit = match error {
            PrintError::UnknownTemplate(_) => Exit::NotFound,
            PrintError::BrokenTemplate(_) | PrintError::QrTooLong(_) => Exit::Refused,
            PrintError::Sample { .. } => Exit::Refused,
            PrintError::File { .. } => Exit::Store,
            PrintError::Font(_) | PrintError::Viewer { .. } | PrintError::Queue { .. } => {
                Exit::Other
            }
        };
        Failure::new(exit, error.code(), error.to_string())
    }
}
