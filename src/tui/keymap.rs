//! The table of keys: which key means which action. One file feeds dispatch, the bottom line, the
//! help, the list of all actions and the printed card, so they cannot disagree.

use crate::messages::say;
use serde::Deserialize;
use toml::Spanned;

use super::actions::{self, Action};
use super::input::{Code, Key};
use super::model::Model;
use super::term::width;

const DEFAULT: &str = include_str!("../../assets/keymaps/default.toml");
const LIKE_5250: &str = include_str!("../../assets/keymaps/5250.toml");

/// Most keys on the bottom line.
const LEGEND_MOST: usize = 8;

/// A keymap, checked.
#[derive(Debug)]
pub struct Keymap {
    binds: Vec<Bind>,
    /// Places on the bottom line of the screen's own keys, the first key's first.
    own: Vec<u8>,
}

/// One row of the table.
#[derive(Debug)]
pub struct Bind {
    /// The shown key first, then its twins.
    pub keys: Vec<Key>,
    /// What they mean.
    pub action: &'static Action,
    legend: Option<u8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    own: Vec<u8>,
    bind: Vec<Spanned<Line>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    keys: Vec<String>,
    action: String,
    legend: Option<u8>,
}

impl Keymap {
    /// A profile that ships with the program.
    ///
    /// # Errors
    /// A sentence that names what is wrong and the mend.
    pub fn profile(name: &str) -> Result<Self, String> {
        match name {
            "" | "default" => Self::parse("default.toml", DEFAULT),
            "5250" => Self::parse("5250.toml", LIKE_5250),
            other => Err(say!("keymap.no_such_profile", other)),
        }
    }

    /// Reads and checks a keymap file.
    ///
    /// # Errors
    /// `file:line: what – mend`.
    pub fn parse(file: &str, text: &str) -> Result<Self, String> {
        let table: File = toml::from_str(text).map_err(|e| {
            let line = line_of(text, e.span().map_or(0, |span| span.start));
            let what = e.message();
            say!("keymap.cannot_read", file, line, what)
        })?;
        let mut binds: Vec<Bind> = Vec::new();
        for line in table.bind {
            let at = format!("{file}:{}", line_of(text, line.span().start));
            let line = line.into_inner();
            let action = actions::named(&line.action).ok_or_else(|| {
                let known: Vec<&str> = actions::ALL.iter().map(|a| a.id).collect();
                let known = known.join(", ");
                say!("keymap.no_such_action", at, action = line.action, known)
            })?;
            let mut keys = Vec::new();
            for name in &line.keys {
                let key = Key::parse(name).filter(|k| may_be_bound(*k));
                let key = key.ok_or_else(|| say!("keymap.key_not_bindable", at, name))?;
                if binds.iter().any(|b| b.keys.contains(&key)) || keys.contains(&key) {
                    return Err(say!("keymap.key_bound_twice", at, name));
                }
                keys.push(key);
            }
            if keys.is_empty() {
                let action = line.action;
                return Err(say!("keymap.action_without_key", at, action));
            }
            binds.push(Bind {
                keys,
                action,
                legend: line.legend,
            });
        }
        Ok(Self {
            binds,
            own: table.own,
        })
    }

    /// The action of a key.
    pub fn action(&self, key: Key) -> Option<&'static Action> {
        self.binds
            .iter()
            .find(|b| b.keys.contains(&key))
            .map(|b| b.action)
    }

    /// The shown key of an action.
    pub fn key_of(&self, id: &str) -> Option<Key> {
        self.binds
            .iter()
            .find(|b| b.action.id == id)
            .and_then(|b| b.keys.first().copied())
    }

    /// All rows.
    pub fn binds(&self) -> &[Bind] {
        &self.binds
    }

    /// The bottom line: only keys that work now, the screen's own first, at most eight, at most
    /// `columns` wide; what does not fit goes by its place in the file's `own` and `legend`. What has
    /// place 0 (help, all commands) always stays.
    pub fn legend(&self, model: &Model, columns: usize) -> Vec<(String, String)> {
        let own = model.top().show().keys(&model.shared).into_iter();
        let mut shown: Vec<(u8, String, String)> = own
            .enumerate()
            .map(|(place, (key, label))| (self.own_rank(place), key.to_owned(), label.to_owned()))
            .collect();
        for bind in &self.binds {
            let Some(rank) = bind.legend else { continue };
            if (bind.action.available)(model).is_ok() {
                let label = (bind.action.label)(model).into_owned();
                shown.push((rank, bind.keys[0].to_string(), label));
            }
        }
        loop {
            let used: usize = shown
                .iter()
                .map(|(_, k, l)| width(k) + 1 + width(l) + 2)
                .sum();
            if shown.len() <= LEGEND_MOST && used <= columns + 1 {
                break;
            }
            let least = (0..shown.len()).max_by_key(|i| (shown[*i].0, *i));
            let Some(least) = least.filter(|i| shown[*i].0 > 0) else {
                break;
            };
            shown.remove(least);
        }
        shown
            .into_iter()
            .map(|(_, key, label)| (key, label))
            .collect()
    }

    /// The place of the screen's own key number `place`; the last written one serves the rest.
    fn own_rank(&self, place: usize) -> u8 {
        let written = self.own.get(place).or(self.own.last());
        written.copied().unwrap_or(1)
    }
}

/// The line, from 1, in which the byte at `place` stands.
fn line_of(text: &str, place: usize) -> usize {
    1 + text.bytes().take(place).filter(|b| *b == b'\n').count()
}

/// Letters are text, Alt and Shift+F belong to the desktop, F11 to the terminal, and a few Ctrl
/// letters are other keys on the wire.
fn may_be_bound(key: Key) -> bool {
    match key.code {
        Code::Char(letter) => {
            key.ctrl && !matches!(letter, 'h' | 'i' | 'j' | 'm' | '[' | 'c' | 'g')
        }
        Code::F(11) => false,
        Code::F(_) | Code::Esc => !key.ctrl,
        _ => false,
    }
}

/// The function key meant by the key after Ctrl+G, for terminals that keep F-keys for themselves.
pub fn chord(key: Key) -> Option<Key> {
    let number = match key.typed()? {
        digit @ '1'..='9' => digit as u8 - b'0',
        '0' => 10,
        '-' => 11,
        '=' => 12,
        _ => return None,
    };
    Some(Key::f(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_profiles_are_sound() {
        for name in ["default", "5250"] {
            let keymap = Keymap::profile(name).unwrap_or_else(|e| panic!("{name}: {e}"));
            for must in ["help", "save", "menu", "back", "leave", "lock"] {
                assert!(keymap.key_of(must).is_some(), "{name}: {must}");
            }
        }
        let keymap = Keymap::profile("5250").expect("5250");
        assert_eq!(keymap.action(Key::f(3)).map(|a| a.id), Some("leave"));
        assert_eq!(keymap.action(Key::f(12)).map(|a| a.id), Some("back"));
        assert_eq!(keymap.action(Key::f(6)).map(|a| a.id), Some("intake"));
    }

    #[test]
    fn a_wrong_file_is_told_what_to_mend() {
        let wrong = |text: &str| Keymap::parse("x.toml", text).expect_err("wrong");
        let third =
            "[[bind]]\nkeys=[\"F1\"]\naction=\"help\"\n\n[[bind]]\nkeys=[]\naction=\"menu\"";
        assert!(wrong(third).starts_with("x.toml:5: "), "{}", wrong(third));
        assert!(wrong("[[bind]]\nkey=1").starts_with("x.toml:2: "));
        assert!(wrong("[[bind]]\nkeys=[\"F11\"]\naction=\"help\"").contains("F11"));
        assert!(wrong("[[bind]]\nkeys=[\"F1\"]\naction=\"nope\"").contains("nope"));
        let twice =
            "[[bind]]\nkeys=[\"F1\"]\naction=\"help\"\n[[bind]]\nkeys=[\"F1\"]\naction=\"menu\"";
        assert!(wrong(twice).contains("hai lần"));
        assert!(wrong("[[bind]]\nkeys=[\"Ctrl+H\"]\naction=\"help\"").contains("Ctrl+H"));
    }

    #[test]
    fn ctrl_g_stands_for_function_keys() {
        let number = |c| chord(Key::letter(c)).map(|k| k.code);
        assert_eq!(number('1'), Some(Code::F(1)));
        assert_eq!(number('0'), Some(Code::F(10)));
        assert_eq!(number('='), Some(Code::F(12)));
        assert_eq!(number('a'), None);
    }
}
