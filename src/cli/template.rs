//! `motcua template`: list, check and preview the print templates.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::print::{
    Fonts, FormData, PrintError, Shelf, Template, pdf, preview, sample, template_files,
};

/// Print templates: list, check, preview.
#[derive(Debug, Args)]
pub struct TemplateArgs {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// List the templates and their papers.
    List {
        /// Folder with the templates of the office.
        #[arg(long)]
        folder: Option<PathBuf>,
    },
    /// Check template files; each problem is one line FILE:LINE: what. mend.
    Check {
        /// Files or folders; `print-templates` when none is given.
        paths: Vec<PathBuf>,
    },
    /// Fill a template with made-up data, as text on the screen or as PDF.
    Preview {
        /// Id of the template (`mau-01-a5`), or a template file.
        id: String,
        /// Write a PDF here instead of text.
        #[arg(long)]
        out: Option<PathBuf>,
        /// Folder with the templates of the office.
        #[arg(long)]
        folder: Option<PathBuf>,
        /// JSON file with the data instead of the made-up ones.
        #[arg(long)]
        data: Option<PathBuf>,
        /// Width of the text.
        #[arg(long, default_value_t = 80)]
        width: u16,
    },
}

/// Runs `motcua template …`. Status 0: done; 1: templates have problems; 2: could not be done.
pub fn run(args: TemplateArgs) -> ExitCode {
    let done = match args.verb {
        Verb::List { folder } => list(folder.as_deref()),
        Verb::Check { paths } => return check(paths),
        Verb::Preview {
            id,
            out,
            folder,
            data,
            width,
        } => show(
            &id,
            out.as_deref(),
            folder.as_deref(),
            data.as_deref(),
            width,
        ),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{} {error}", error.code());
            ExitCode::from(2)
        }
    }
}

fn list(folder: Option<&Path>) -> Result<(), PrintError> {
    for entry in shelf(folder)?.list() {
        say(&format!(
            "{:<28} {} ({})",
            entry.id, entry.title, entry.legal_basis
        ));
    }
    Ok(())
}

fn check(paths: Vec<PathBuf>) -> ExitCode {
    let paths = if paths.is_empty() {
        vec![PathBuf::from("print-templates")]
    } else {
        paths
    };
    let of = |p: &PathBuf| {
        if p.is_dir() {
            template_files(p)
        } else {
            vec![p.clone()]
        }
    };
    let files: Vec<_> = paths.iter().flat_map(of).collect();
    if files.is_empty() {
        eprintln!(
            "MC-4005 Không thấy tệp mẫu in nào. Chưa kiểm tra gì. Ghi đúng thư mục hoặc tệp .toml."
        );
        return ExitCode::from(2);
    }
    let mut problems = 0;
    for file in &files {
        match std::fs::read_to_string(file) {
            Err(cause) => {
                eprintln!(
                    "MC-4010 {}: không đọc được ({cause}). Cách sửa: kiểm tra tên và quyền đọc",
                    file.display()
                );
                problems += 1;
            }
            Ok(source) => {
                for problem in Template::parse(&file.display().to_string(), &source)
                    .err()
                    .unwrap_or_default()
                {
                    eprintln!("{} {problem}", problem.code());
                    problems += 1;
                }
            }
        }
    }
    say(&format!("{} mẫu, {problems} lỗi", files.len()));
    ExitCode::from(u8::from(problems > 0))
}

fn show(
    id: &str,
    out: Option<&Path>,
    folder: Option<&Path>,
    data: Option<&Path>,
    width: u16,
) -> Result<(), PrintError> {
    let template = find(id, folder)?;
    let data = match data {
        None => sample(&template.kind, folder)?,
        Some(path) => read_data(path)?,
    };
    let Some(out) = out else {
        preview(&template, &data, width)
            .iter()
            .for_each(|line| say(line));
        return Ok(());
    };
    let bytes = pdf(Fonts::load()?, &template, &data)?;
    let written = std::fs::write(out, bytes);
    written.map_err(|cause| PrintError::File {
        path: out.to_path_buf(),
        cause,
    })?;
    say(&format!("Đã ghi {}", out.display()));
    Ok(())
}

/// A template by id, or straight from a file that is being edited.
fn find(id: &str, folder: Option<&Path>) -> Result<Template, PrintError> {
    let path = Path::new(id);
    if !id.ends_with(".toml") {
        return shelf(folder)?.get(id);
    }
    let source = std::fs::read_to_string(path).map_err(|cause| PrintError::File {
        path: path.to_path_buf(),
        cause,
    })?;
    Template::parse(id, &source).map_err(|problems| {
        PrintError::BrokenTemplate(
            problems
                .first()
                .map(ToString::to_string)
                .unwrap_or_default(),
        )
    })
}

fn shelf(folder: Option<&Path>) -> Result<Shelf, PrintError> {
    folder.map_or_else(Shelf::built_in, Shelf::with_folder)
}

fn read_data(path: &Path) -> Result<FormData, PrintError> {
    let name = path.display().to_string();
    let failed = |cause: String| PrintError::Sample {
        name: name.clone(),
        cause,
    };
    let source = std::fs::read_to_string(path).map_err(|e| failed(e.to_string()))?;
    serde_json::from_str(&source).map_err(|e| failed(e.to_string()))
}

/// A line on stdout; a reader that went away (`| head`) is not an error.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
