//! The guided mode for new clerks: what to do now on this screen, and the one likely next key. The words
//! are data; a screen is named by its id and the state it says it is in.

use std::sync::LazyLock;

use serde::Deserialize;

use super::actions;
use super::model::Model;
use crate::messages::{Language, spoken};

/// Rows that the guidance takes from the body.
pub const ROWS: u16 = 2;

/// What is said of a screen in a state.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hint {
    screen: String,
    #[serde(default)]
    state: String,
    now: String,
    /// The next act, by its id: its key follows the keymap.
    #[serde(default)]
    action: String,
    /// Or a key of the screen itself, with its words.
    #[serde(default)]
    key: String,
}

#[derive(Deserialize)]
struct File {
    hint: Vec<Hint>,
}

static VI: LazyLock<Vec<Hint>> = LazyLock::new(|| read(include_str!("../../assets/guide/vi.toml")));
static EN: LazyLock<Vec<Hint>> = LazyLock::new(|| read(include_str!("../../assets/guide/en.toml")));

fn read(text: &str) -> Vec<Hint> {
    let file: Result<File, _> = toml::from_str(text);
    // A file that cannot be read guides nobody; a test reads it.
    file.map_or_else(|_| Vec::new(), |file| file.hint)
}

/// The guide in the language of the screen.
fn hints() -> &'static [Hint] {
    match spoken() {
        Language::Vi => &VI,
        Language::En => &EN,
    }
}

/// What is said of the screen `id` in `state`; of the screen in any state when nothing else is.
fn hint(id: &str, state: &str) -> Option<&'static Hint> {
    let of = |state: &str| hints().iter().find(|h| h.screen == id && h.state == state);
    of(state).or_else(|| of(""))
}

/// What to do now, and the next key with its words; none without guidance for the screen.
pub fn said(model: &Model) -> Option<(&'static str, String)> {
    let top = model.top();
    let hint = hint(top.id(), top.show().state())?;
    let Some(action) = actions::named(&hint.action) else {
        return Some((&hint.now, hint.key.clone()));
    };
    // A key that cannot work now is no advice.
    if (action.available)(model).is_err() {
        return Some((&hint.now, String::new()));
    }
    let key = model.shared.keys.key_of(action.id);
    let key = key.map_or_else(|| "F10".to_owned(), |key| key.to_string());
    Some((&hint.now, format!("{key} {}", (action.label)(model))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::speak;
    use crate::tui::screens::Screen;

    #[test]
    fn every_screen_has_words_and_one_next_key() {
        for (language, hints) in [(Language::Vi, &*VI), (Language::En, &*EN)] {
            speak(language);
            assert!(!hints.is_empty(), "{language:?} cannot be read");
            for id in Screen::IDS {
                let found = hint(id, "").or_else(|| hints.iter().find(|h| h.screen == *id));
                assert!(found.is_some(), "{language:?}: no guidance for {id}");
                let page = crate::manual::page_of(id, "");
                assert!(page.is_some(), "no page of the manual about {id}");
            }
            hints.iter().for_each(is_of_use);
        }
        speak(Language::Vi);
    }

    #[test]
    fn each_language_guides_alike() {
        let shape = |hints: &[Hint]| -> Vec<[String; 3]> {
            let of = |h: &Hint| [h.screen.clone(), h.state.clone(), h.action.clone()];
            hints.iter().map(of).collect()
        };
        assert_eq!(shape(&VI), shape(&EN));
    }

    fn is_of_use(hint: &Hint) {
        let name = format!("{} {}", hint.screen, hint.state);
        assert!(Screen::IDS.contains(&hint.screen.as_str()), "{name}");
        let action = !hint.action.is_empty();
        assert_ne!(action, !hint.key.is_empty(), "{name}: one next key");
        assert!(!action || actions::named(&hint.action).is_some(), "{name}");
        assert!(hint.now.chars().count() <= 110, "{name} is too long");
    }
}
