//! What may reach a terminal or a log line: nothing that the terminal would obey.

use std::borrow::Cow;
use std::fmt;

/// Text that a terminal can only show, never obey. The renderer draws nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermSafe<'a>(Cow<'a, str>);

impl<'a> TermSafe<'a> {
    /// Makes hidden and control characters of `text` visible as marks; never drops one.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self(visible(text))
    }

    /// The text to draw.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TermSafe<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Replaces every control, bidi, zero-width or tag character by a mark (`␛`, `⟨U+202E⟩`).
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\u{1b}' => shown.push('␛'),
            '\u{0}'..='\u{1f}' => shown.extend(char::from_u32(0x2400 + c as u32)),
            '\u{7f}' => shown.push('␡'),
            c if is_hidden(c) => shown.push_str(&format!("⟨U+{:04X}⟩", c as u32)),
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// Characters that act on the terminal or the reading order instead of showing a letter.
#[must_use]
pub(crate) fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}'           // C0, DEL, C1
        | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}'    // soft hyphen, joiners, Arabic mark
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' // zero width, bidi embedding
        | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{206f}' // separators, isolates
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_become_marks() {
        assert_eq!(
            visible("a\u{1b}[2Jb\u{202e}c\u{9b}d\n"),
            "a␛[2Jb⟨U+202E⟩c⟨U+009B⟩d␊"
        );
        assert!(matches!(visible("Nguyễn Thị Ví Dụ"), Cow::Borrowed(_)));
    }

    #[test]
    fn nothing_hidden_is_left_for_any_character() {
        for c in (0..=0x10ffffu32).filter_map(char::from_u32) {
            let text = c.to_string();
            let shown = visible(&text);
            assert!(!shown.chars().any(is_hidden), "U+{:04X}", c as u32);
            assert!(!shown.is_empty());
        }
    }
}
