//! `motcua check`: every data file of the office in one go.

use std::path::PathBuf;

use clap::Args;

use super::exit::Failure;
use super::output;
use crate::home::{Folders, StartError, load_rules};

/// Options of `motcua check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Thư mục cấu hình (mặc định: thư mục cấu hình của người dùng)
    folder: Option<PathBuf>,
}

/// Loads all rule data as a start would; opens no database.
///
/// # Errors
/// Every problem with file, line and mend.
pub fn run(args: &CheckArgs) -> Result<(), Failure> {
    let folder = match &args.folder {
        Some(folder) => folder.clone(),
        None => Folders::find(None).ok_or(StartError::NoHome)?.config,
    };
    let rules = load_rules(&folder)?;
    output::line(&format!(
        "√ Cơ quan “{}”: {} đơn vị, {} cán bộ, {} vai trò, {} thủ tục, {} mẫu in, lịch đến {}",
        rules.office.id,
        rules.office.orgs.len(),
        rules.office.officers.len(),
        rules.roles.role.len(),
        rules.catalogue.index().len(),
        rules.shelf.list().len(),
        rules.calendar.ends_on().format("%d/%m/%Y"),
    ));
    Ok(())
}
