//! What the program says on its screens, one file per language: `assets/texts/vi.toml` and
//! `en.toml`. Code names a message by its key, so words are changed without touching code.
//!
//! The language belongs to the thread that builds a screen: two desks in one process, or two tests
//! side by side, do not speak with each other's tongue. Vietnamese comes first: it is what a thread
//! speaks until it is told otherwise.

use std::cell::Cell;
use std::collections::HashMap;
use std::fmt::Display;
use std::sync::OnceLock;

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Tiếng Việt, the first language.
    #[default]
    Vi,
    /// English, the second.
    En,
}

impl Language {
    /// By its code, `vi` or `en`.
    pub fn of_code(code: &str) -> Option<Self> {
        match code {
            "vi" => Some(Self::Vi),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// `vi` or `en`, as in the file's name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    fn file(self) -> &'static str {
        match self {
            Self::Vi => include_str!("../../assets/texts/vi.toml"),
            Self::En => include_str!("../../assets/texts/en.toml"),
        }
    }
}

thread_local! {
    static SPOKEN: Cell<Language> = const { Cell::new(Language::Vi) };
}

/// The language this thread speaks.
pub fn spoken() -> Language {
    SPOKEN.get()
}

/// From now on this thread speaks `language`.
pub fn speak(language: Language) {
    SPOKEN.set(language);
}

/// `work` for another thread, which is to speak there what is spoken here.
pub fn carried<T>(work: impl FnOnce() -> T) -> impl FnOnce() -> T {
    let language = spoken();
    move || {
        speak(language);
        work()
    }
}

/// A message of a table of constants: said in the language of the moment it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text(&'static str);

impl Text {
    /// The message with this key, `area.name`.
    pub const fn of(key: &'static str) -> Self {
        Self(key)
    }

    /// Its words.
    pub fn words(self) -> &'static str {
        text(self.0)
    }
}

impl std::ops::Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.words()
    }
}

impl Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.words())
    }
}

/// The words of message `area.name`. A key that no file has is its own words; a test keeps that
/// from happening.
pub fn text(key: &'static str) -> &'static str {
    all(spoken())
        .get(key)
        .or_else(|| all(Language::Vi).get(key))
        .map_or(key, |words| words)
}

/// What a thing that comes as data (an act, a list, a refusal) is called in this language: its
/// entry `name` in table `kind`. `None` where the data's own words are to be used.
pub fn called(kind: &str, name: &str) -> Option<&'static str> {
    let words = all(spoken()).get(format!("{kind}.{name}").as_str());
    words.map(String::as_str)
}

/// As [`called`]; `own` words of the data where this language has none.
pub fn called_or(kind: &str, name: &str, own: String) -> String {
    called(kind, name).map_or(own, str::to_owned)
}

/// The words of message `key` with `{name}` replaced by each value.
pub fn fill(key: &'static str, values: &[(&str, &dyn Display)]) -> String {
    let mut rest = text(key);
    let mut said = String::with_capacity(rest.len() + 16);
    while let Some((before, after)) = rest.split_once('{') {
        said.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            break;
        };
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            said.push_str(&value.to_string());
        }
        rest = behind;
    }
    said.push_str(rest);
    said
}

/// A message by its key: `say!("desk.empty")`; with values, in any order: `say!("desk.kept", at)`,
/// `say!("find.more", count = rows.len())`.
macro_rules! say {
    ($key:literal) => {
        $crate::messages::text($key)
    };
    (@value $name:ident) => { &$name };
    (@value $name:ident $value:expr) => { &$value };
    ($key:literal, $($name:ident $(= $value:expr)?),+ $(,)?) => {
        $crate::messages::fill(
            $key,
            &[$((stringify!($name), $crate::messages::say!(@value $name $($value)?) as &dyn std::fmt::Display)),+],
        )
    };
}
pub(crate) use say;

fn all(language: Language) -> &'static HashMap<String, String> {
    static VI: OnceLock<HashMap<String, String>> = OnceLock::new();
    static EN: OnceLock<HashMap<String, String>> = OnceLock::new();
    let kept = match language {
        Language::Vi => &VI,
        Language::En => &EN,
    };
    // The files are part of the program; a test reads both.
    kept.get_or_init(|| read(language.file()).unwrap_or_default())
}

/// The messages of a file, `[area]` and `name = "words"`, by `area.name`.
fn read(file: &str) -> Result<HashMap<String, String>, toml::de::Error> {
    let areas: HashMap<String, HashMap<String, String>> = toml::from_str(file)?;
    let flat = areas.into_iter().flat_map(|(area, messages)| {
        let key = move |(name, words)| (format!("{area}.{name}"), words);
        messages.into_iter().map(key)
    });
    Ok(flat.collect())
}

#[cfg(test)]
mod tests;
