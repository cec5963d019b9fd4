//! A ready application from folders and a database address.

use std::path::PathBuf;
use std::sync::Arc;

use super::{Folders, MachineClock, load_rules, machine_random};
use crate::platform::private_folder;
use crate::records::{POSTGRES, SQLITE, settings};
use crate::store::{Store, StoreError, open_postgres, open_sqlite};
use crate::usecases::in_force::rules_at_start;
use crate::usecases::{App, Clock};

/// What to start.
#[derive(Clone, Default)]
pub struct StartOptions {
    /// One folder for everything, instead of the XDG ones.
    pub data: Option<PathBuf>,
    /// `postgres://…`; the embedded database when absent.
    pub database: Option<String>,
    /// Another clock, for tests.
    pub clock: Option<Arc<dyn Clock>>,
}

/// Why the program cannot start: one plain sentence, with what to do.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// There is no home folder.
    #[error(
        "Không biết thư mục nhà của người dùng. Chưa có gì bị thay đổi. Đặt biến HOME hoặc dùng --data THƯ_MỤC."
    )]
    NoHome,
    /// A folder cannot be made or written.
    #[error("Không ghi được thư mục {} ({why}). Chưa có gì bị thay đổi. Cấp quyền ghi, hoặc dùng --data THƯ_MỤC.", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        why: String,
    },
    /// Rule data with problems.
    #[error("Dữ liệu cấu hình có {} lỗi. Chưa mở kho dữ liệu. Sửa từng dòng rồi chạy lại:\n{}", .0.len(), .0.join("\n"))]
    Data(Vec<String>),
    /// The database belongs to another office.
    #[error(
        "Kho dữ liệu này là của cơ quan “{found}”, không phải “{wanted}”. Chưa có gì bị thay đổi. Dùng --data với thư mục khác."
    )]
    OtherOffice {
        /// Office in the database.
        found: String,
        /// Office in the file.
        wanted: String,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl StartError {
    /// Problems of data files.
    pub fn data<P: ToString>(problems: impl IntoIterator<Item = P>) -> Self {
        Self::Data(problems.into_iter().map(|p| p.to_string()).collect())
    }

    /// Code shown before the sentence.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoHome => "MC-5051",
            Self::Folder { .. } => "MC-5052",
            Self::Data(_) => "MC-3100",
            Self::OtherOffice { .. } => "MC-5053",
            Self::Store(error) => error.code(),
        }
    }
}

/// Makes the folders, loads the rule data, opens the database.
///
/// # Errors
/// [`StartError`].
pub fn open_app(options: &StartOptions) -> Result<(App, Folders), StartError> {
    let folders = Folders::find(options.data.as_deref()).ok_or(StartError::NoHome)?;
    make(&folders.data)?;
    make(&folders.state)?;
    let rules = load_rules(&folders.config)?;
    let store = match &options.database {
        Some(url) => open_postgres(url, &POSTGRES)?,
        None => open_sqlite(&folders.database(), &SQLITE)?,
    };
    claim(&store, &rules.office.id)?;
    let clock = options
        .clock
        .clone()
        .unwrap_or_else(|| Arc::new(MachineClock));
    let mut app = App {
        store,
        rules: Arc::new(rules),
        clock,
        random: Arc::new(machine_random),
    };
    if let Some(rules) = rules_at_start(&app).map_err(|error| StartError::data([error]))? {
        app.rules = rules;
    }
    Ok((app, folders))
}

fn make(folder: &std::path::Path) -> Result<(), StartError> {
    let failed = |error: std::io::Error| StartError::Folder {
        path: folder.to_owned(),
        why: error.to_string(),
    };
    // Personal data of citizens: nobody else on this machine may read it.
    private_folder(folder).map_err(failed)
}

/// A database belongs to one office for ever: numbers of two offices never mix.
fn claim(store: &Arc<dyn Store>, office: &str) -> Result<(), StartError> {
    let found: Option<String> = store.read_blocking(|tx| settings::get(tx, "office"))?;
    match found {
        Some(found) if found == office => Ok(()),
        Some(found) => Err(StartError::OtherOffice {
            found,
            wanted: office.to_owned(),
        }),
        None => {
            let office = office.to_owned();
            store
                .write_blocking(move |tx| settings::put(tx, "office", &office))
                .map_err(Into::into)
        }
    }
}
