//! Where things are (XDG): data, configuration, state.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

/// The folders of this user's installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// Database and printed forms.
    pub data: PathBuf,
    /// `office.toml` and the office's own forms, processes, calendars, templates.
    pub config: PathBuf,
    /// Drafts and logs.
    pub state: PathBuf,
}

impl Folders {
    /// The folders after XDG; with `data` everything lies under that one folder.
    #[must_use]
    pub fn find(data: Option<&Path>) -> Option<Self> {
        if let Some(data) = data {
            return Some(Self {
                data: data.to_owned(),
                config: data.join("config"),
                state: data.join("state"),
            });
        }
        let dirs = ProjectDirs::from("", "", "motcua")?;
        // Of this machine: Windows carries the other kind of folder from machine to machine.
        let data = dirs.data_local_dir().to_owned();
        Some(Self {
            state: dirs
                .state_dir()
                .map_or_else(|| data.join("state"), Path::to_owned),
            config: dirs.config_local_dir().to_owned(),
            data,
        })
    }

    /// The embedded database.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.data.join("motcua.db")
    }

    /// Drafts of intakes.
    #[must_use]
    pub fn drafts(&self) -> PathBuf {
        self.state.join("drafts")
    }

    /// Printed forms.
    #[must_use]
    pub fn printed(&self) -> PathBuf {
        self.data.join("printed")
    }

    /// The office file.
    #[must_use]
    pub fn office(&self) -> PathBuf {
        self.config.join("office.toml")
    }
}
