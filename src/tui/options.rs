//! What the terminal client is started with, and why it may not start.

use std::path::PathBuf;

use super::term::Palette;
use crate::messages::Language;
use crate::messages::say;
use crate::platform::{is_utf8, locale, terminal_name};

/// How to start the terminal client.
#[derive(Debug, Clone)]
pub struct TuiOptions {
    /// Address of the server, e.g. `http://127.0.0.1:8080`.
    pub server_url: String,
    /// The machine's token, with which officers are signed in.
    pub token: String,
    /// Login name of the officer to sign in; empty for the first desk officer of the
    /// demonstration office.
    pub officer: String,
    /// Name of the desk on the top line, e.g. `Quầy 03`.
    pub desk: String,
    /// Where drafts are kept, one folder per officer below it.
    pub drafts_dir: PathBuf,
    /// Where printed papers are written.
    pub prints_dir: PathBuf,
    /// Program (and its first arguments) that gets each printed file, e.g. `lp` or a viewer; empty
    /// for none.
    pub print_command: Vec<String>,
    /// The usual paper of a dossier is printed as soon as it has its number.
    pub print_after_save: bool,
    /// New clerks are told what to do now.
    pub guided: bool,
    /// Colours; `NO_COLOR` and plain terminals still win.
    pub palette: Palette,
    /// Plain signs only.
    pub ascii: bool,
    /// Lines instead of a screen.
    pub linear: bool,
    /// Keymap profile: `default` or `5250`.
    pub keymap: String,
    /// Clicks and the wheel stand for keys; off, the mouse marks text as the terminal does.
    pub mouse: bool,
    /// Language of the screens.
    pub language: Language,
}

impl TuiOptions {
    /// The palette after `NO_COLOR` and `TERM` have had their say.
    pub(super) fn fitting_palette(&self) -> Palette {
        let said = |name| std::env::var(name).ok();
        self.palette
            .fitting(said("NO_COLOR").as_deref(), said("TERM").as_deref())
    }

    /// Whether signs are plain: asked for, or the bare console is not set up for UTF-8.
    pub(super) fn plain_signs(&self) -> bool {
        self.ascii || (terminal_name() == "linux" && !is_utf8(&locale()))
    }
}

/// Why the terminal client stopped or could not start.
#[derive(Debug, thiserror::Error)]
pub enum TuiError {
    /// Standard output is a file or a pipe.
    #[error(
        "{}", say!("options.not_a_terminal")
    )]
    NotATerminal,
    /// The terminal is smaller than a screen needs: columns, rows.
    #[error(
        "{}", say!("options.window_too_small", columns = .0, rows = .1)
    )]
    TooSmall(u16, u16),
    /// The terminal did not let itself be set up or read.
    #[error(
        "{}", say!("options.screen_unusable", why = .0)
    )]
    Terminal(#[source] std::io::Error),
    /// Standard input or output broke while lines were read and written.
    #[error(
        "{}", say!("options.lines_broken", why = .0)
    )]
    Lines(#[source] std::io::Error),
    /// The keymap file is wrong; names the line and the mend.
    #[error("{}", say!("options.keymap_unusable", why = .0))]
    Keymap(String),
    /// The effect runner could not start.
    #[error(
        "{}", say!("options.background_failed", why = .0)
    )]
    Background(#[source] std::io::Error),
    /// The program itself failed while drawing; what was typed is kept.
    #[error("{}", say!("options.screen_failed"))]
    Broken,
}

impl TuiError {
    /// Code of the error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotATerminal => "MC-9001",
            Self::Terminal(_) => "MC-9002",
            Self::Keymap(_) => "MC-9003",
            Self::Lines(_) => "MC-9070",
            Self::Background(_) => "MC-9004",
            Self::Broken => "MC-9005",
            Self::TooSmall(..) => "MC-9006",
        }
    }
}
