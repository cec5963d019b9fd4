//! `desk.toml`: what the desk of this computer starts with when the command line does not say it.

use std::path::Path;

use serde::Deserialize;

use super::start::StartError;
use crate::messages::Language;

/// The desk of this computer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DeskFile {
    /// Name in the corner of the screen.
    pub name: String,
    /// Command that gets each printed PDF.
    pub print_command: String,
    /// New clerks are told what to do now.
    pub guided: bool,
    /// Clicks and the wheel stand for keys.
    pub mouse: bool,
    /// Language of the screens: `vi` or `en`.
    pub language: Language,
}

/// The file in the office's folder; the defaults when there is none.
///
/// # Errors
/// [`StartError::Data`] with file and mend.
pub fn desk_file(config: &Path) -> Result<DeskFile, StartError> {
    let file = config.join("desk.toml");
    let Ok(text) = std::fs::read_to_string(&file) else {
        return Ok(DeskFile::default());
    };
    toml::from_str(&text).map_err(|error| {
        let line = error
            .span()
            .map_or(1, |span| text[..span.start].matches('\n').count() + 1);
        let name = file.display();
        StartError::data([format!("{name}:{line}: {} – sửa dòng này", error.message())])
    })
}
