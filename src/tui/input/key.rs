//! Keys as the rest of the program sees them.

use std::fmt;

/// Which key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// A letter, with every shift already applied.
    Char(char),
    /// Function key 1–12.
    F(u8),
    /// Enter, also a carriage return or line feed.
    Enter,
    /// Tab.
    Tab,
    /// Shift+Tab.
    BackTab,
    /// Both 0x08 and 0x7F.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Escape on its own.
    Esc,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
}

/// A key with the modifiers we tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// With Ctrl.
    pub ctrl: bool,
    /// With Alt; never bound, known so that it can be left alone.
    pub alt: bool,
    /// With Shift, on keys where it does not change the letter; never bound.
    pub shift: bool,
}

impl Key {
    /// A key on its own.
    pub const fn plain(code: Code) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// A letter.
    pub const fn letter(letter: char) -> Self {
        Self::plain(Code::Char(letter))
    }

    /// Ctrl and a lower-case letter.
    pub const fn ctrl(letter: char) -> Self {
        Self {
            ctrl: true,
            ..Self::letter(letter)
        }
    }

    /// Function key `number`.
    pub const fn f(number: u8) -> Self {
        Self::plain(Code::F(number))
    }

    /// The letter to insert, when this key types one.
    pub fn typed(&self) -> Option<char> {
        match self.code {
            Code::Char(letter) if !self.ctrl && !self.alt => Some(letter),
            _ => None,
        }
    }

    /// Reads a key as the keymap writes it: `F9`, `Esc`, `Ctrl+S`, `Ctrl+Left`.
    pub fn parse(name: &str) -> Option<Self> {
        let (ctrl, rest) = match name.strip_prefix("Ctrl+") {
            Some(rest) => (true, rest),
            None => (false, name),
        };
        let code = match rest {
            "Esc" => Code::Esc,
            "Enter" => Code::Enter,
            "Tab" => Code::Tab,
            "Del" => Code::Delete,
            "Left" => Code::Left,
            "Right" => Code::Right,
            _ => {
                let number = rest.strip_prefix('F').and_then(|n| n.parse().ok());
                match number {
                    Some(number @ 1..=12) => Code::F(number),
                    _ if ctrl && rest.len() == 1 => {
                        Code::Char(rest.chars().next()?.to_ascii_lowercase())
                    }
                    _ => return None,
                }
            }
        };
        Some(Self {
            ctrl,
            ..Self::plain(code)
        })
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl+")?;
        }
        match self.code {
            Code::Char(letter) => write!(f, "{}", letter.to_uppercase()),
            Code::F(number) => write!(f, "F{number}"),
            Code::Delete => f.write_str("Del"),
            other => write!(f, "{other:?}"),
        }
    }
}
