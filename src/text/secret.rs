//! A text that is never shown: no `Debug`, no `Display`, wiped when it goes.

use std::fmt;

/// A password on its way. Whoever needs it says so with [`Secret::reveal`].
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Secret(String);

impl Secret {
    /// Keeps `text`.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Number of letters, for the dots on a screen.
    #[must_use]
    pub fn letters(&self) -> usize {
        self.0.chars().count()
    }

    /// Adds a letter.
    pub fn push(&mut self, letter: char) {
        // Growing in place would leave the old buffer behind unwiped.
        if self.0.len() + letter.len_utf8() > self.0.capacity() {
            let mut larger = String::with_capacity((self.0.capacity() * 2).max(128));
            larger.push_str(&self.0);
            *self = Self(larger);
        }
        self.0.push(letter);
    }

    /// Takes the last letter away.
    pub fn pop(&mut self) {
        self.0.pop();
    }

    /// Wipes it.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        let mut bytes = std::mem::take(&mut self.0).into_bytes();
        bytes.fill(0);
        std::hint::black_box(&bytes);
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_never_shown() {
        let mut secret = Secret::new("mật khẩu");
        assert_eq!(format!("{secret:?}"), "Secret(…)");
        secret.push('ữ');
        assert_eq!((secret.reveal(), secret.letters()), ("mật khẩuữ", 9));
        secret.clear();
        assert!(secret.is_empty());
    }
}
