//! Options that say which installation a command works on, and how failures end a command.

use std::path::PathBuf;

use clap::Args;

use super::exit::{Exit, Failure};
use crate::home::{Folders, StartError, StartOptions, open_app};
use crate::usecases::{App, FileRefusal, UseCaseError};

/// Which installation.
#[derive(Debug, Clone, Default, Args)]
pub struct Place {
    /// Thư mục chứa mọi dữ liệu (mặc định: thư mục của người dùng theo XDG)
    #[arg(long, value_name = "THƯ_MỤC", env = "MOTCUA_DATA", global = true)]
    pub data: Option<PathBuf>,
    /// Kho PostgreSQL thay cho SQLite nhúng: postgres://người@máy/kho
    #[arg(
        long,
        value_name = "URL",
        env = "MOTCUA_DATABASE",
        hide_env_values = true,
        global = true
    )]
    pub database: Option<String>,
}

impl Place {
    /// Opens the installation; on an empty home it becomes the demonstration office.
    ///
    /// # Errors
    /// One plain sentence.
    pub fn open(&self) -> Result<(App, Folders), Failure> {
        let options = StartOptions {
            data: self.data.clone(),
            database: self.database.clone(),
            clock: None,
        };
        open_app(&options).map_err(Into::into)
    }
}

/// A runtime for commands that ask one question.
///
/// # Errors
/// When the system gives no threads.
pub fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| no_threads(&error))
}

/// A command could not start its threads.
pub fn no_threads(error: &std::io::Error) -> Failure {
    let text = format!(
        "Máy không cho chạy thêm luồng ({error}). Chưa có gì bị thay đổi. Đóng bớt chương trình."
    );
    Failure::new(Exit::Other, "MC-9012", text)
}

impl From<StartError> for Failure {
    fn from(error: StartError) -> Self {
        let exit = match &error {
            StartError::Data(_) => Exit::Refused,
            _ => Exit::Store,
        };
        Failure::new(exit, error.code(), error.to_string())
    }
}

impl From<UseCaseError> for Failure {
    fn from(error: UseCaseError) -> Self {
        let exit = match &error {
            UseCaseError::NoProcedure(_)
            | UseCaseError::NoDossier(_)
            | UseCaseError::NoForm(_)
            | UseCaseError::NoOfficer(_)
            | UseCaseError::NoProcess(_)
            | UseCaseError::NoChange(_)
            | UseCaseError::NoAccount(_)
            | UseCaseError::NoList(_)
            | UseCaseError::Files(FileRefusal::NoAttachment | FileRefusal::NoResult) => {
                Exit::NotFound
            }
            UseCaseError::Conflict { .. } | UseCaseError::KeyReused => Exit::Conflict,
            UseCaseError::Store(_) => Exit::Store,
            UseCaseError::Print(_) => Exit::Other,
            _ => Exit::Refused,
        };
        let mut text = error.to_string();
        if let UseCaseError::Fields(fields) = &error {
            for field in fields {
                text.push_str(&format!(
                    "\n  {} {}: {}",
                    field.code, field.field, field.message
                ));
            }
        }
        Failure::new(exit, error.code(), text)
    }
}
