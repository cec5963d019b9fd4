//! `motcua office check`: an office file, with file, line and mend.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::exit::{Exit, Failure};
use super::output;
use crate::domain::role::RoleBook;
use crate::usecases::Office;

/// Options of `motcua office`.
#[derive(Debug, Args)]
pub struct OfficeArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Kiểm tra tệp cơ quan (đơn vị, cán bộ, vai trò, lịch)
    Check {
        /// Tệp office.toml
        file: PathBuf,
    },
    /// In tệp cơ quan trình diễn, để chép làm mẫu
    Sample,
}

/// Checks or shows.
///
/// # Errors
/// Problems in the file.
pub fn run(args: &OfficeArgs) -> Result<(), Failure> {
    match &args.what {
        What::Sample => {
            output::line(Office::DEMO.trim_end());
            Ok(())
        }
        What::Check { file } => check(file),
    }
}

fn check(file: &std::path::Path) -> Result<(), Failure> {
    let roles: RoleBook = toml::from_str(include_str!("../../assets/roles/roles.toml"))
        .map_err(|error| Failure::new(Exit::Other, "MC-3101", error.to_string()))?;
    match Office::load(file, &roles) {
        Ok(office) => {
            output::line(&format!(
                "√ {} đơn vị, {} cán bộ",
                office.orgs.len(),
                office.officers.len()
            ));
            Ok(())
        }
        Err(problems) => {
            problems
                .iter()
                .for_each(|problem| output::line(&problem.to_string()));
            let text = format!(
                "Tệp cơ quan có {} lỗi. Chưa có gì bị thay đổi. Sửa từng dòng rồi kiểm tra lại.",
                problems.len()
            );
            Err(Failure::new(Exit::Refused, "MC-3103", text))
        }
    }
}
