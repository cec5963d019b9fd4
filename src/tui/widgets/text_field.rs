//! One line (or a long text) being typed: whole letters, words, undo, and a view that jumps rather
//! than creeps, so that a letter typed at the end of a full field stays one letter on the line.

use unicode_segmentation::UnicodeSegmentation;

use crate::text::nfc;
use crate::tui::input::{Code, Key};
use crate::tui::term::width;

/// The most letters one paste may bring.
pub const PASTE_CAP: usize = 10_000;
const UNDO_DEPTH: usize = 50;

/// What a paste lost on its way in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PasteLoss {
    /// Control characters left out.
    pub hidden: usize,
    /// Letters beyond the cap.
    pub beyond: usize,
}

/// What a key did to a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// The text changed.
    Changed,
    /// Only the caret moved.
    Moved,
    /// Not a key of a field.
    NotMine,
}

/// Text with a caret.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextField {
    text: String,
    /// Byte place of the caret, always between two whole letters.
    caret: usize,
    undo: Vec<(String, usize)>,
    last_edit: Edit,
    /// Whether Enter is a new line.
    many_lines: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Edit {
    #[default]
    None,
    Insert,
    Delete,
}

impl TextField {
    /// A field holding `text`, the caret at its end.
    pub fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            caret: text.len(),
            ..Self::default()
        }
    }

    /// A field of several lines.
    pub fn long(text: &str) -> Self {
        Self {
            many_lines: true,
            ..Self::new(text)
        }
    }

    /// What is typed, as typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Byte place of the caret.
    pub fn caret(&self) -> usize {
        self.caret
    }

    /// Whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Puts another text in place, undoable.
    pub fn set(&mut self, text: &str) {
        if self.text != text {
            self.remember(Edit::None);
            self.text = text.to_owned();
            self.caret = text.len();
        }
    }

    /// Composes the text; called when the field is left, never while typing.
    pub fn compose(&mut self) {
        let composed = nfc(&self.text);
        if composed != self.text {
            // A letter typed before a mark took that mark: the caret goes behind both.
            let caret = nfc(&self.text[..self.caret]).len();
            self.caret = composed.ceil_char_boundary(caret);
            self.text = composed;
        }
    }

    /// Takes a key.
    pub fn key(&mut self, key: Key) -> Typed {
        if let Some(letter) = key.typed() {
            self.insert(letter);
            return Typed::Changed;
        }
        if key.alt {
            return Typed::NotMine;
        }
        match (key.code, key.ctrl) {
            (Code::Backspace, _) => self.delete(self.before(self.caret), self.caret),
            (Code::Delete, false) => self.delete(self.caret, self.after(self.caret)),
            (Code::Left, false) => self.go(self.before(self.caret)),
            (Code::Right, false) => self.go(self.after(self.caret)),
            (Code::Left, true) => self.go(self.word_before()),
            (Code::Right, true) => self.go(self.word_after()),
            (Code::Home, _) => self.go(self.line_start()),
            (Code::End, _) => self.go(self.line_end()),
            (Code::Enter, false) if self.many_lines => {
                self.insert('\n');
                Typed::Changed
            }
            (Code::Char('u'), true) => {
                if self.is_empty() {
                    Typed::Moved
                } else {
                    self.delete(0, self.text.len())
                }
            }
            (Code::Char('z'), true) => self.take_back(),
            _ => Typed::NotMine,
        }
    }

    /// Takes a paste: line ends become spaces (or stay, in a long text), control characters are
    /// left out, at most [`PASTE_CAP`] letters are taken.
    pub fn paste(&mut self, pasted: &str) -> PasteLoss {
        let mut loss = PasteLoss::default();
        let line_end = if self.many_lines { '\n' } else { ' ' };
        let unified = pasted.replace("\r\n", "\r");
        let mut taken = String::with_capacity(unified.len().min(PASTE_CAP * 4));
        for (count, letter) in unified.chars().enumerate() {
            match letter {
                _ if count >= PASTE_CAP => loss.beyond += 1,
                '\r' | '\n' => taken.push(line_end),
                '\t' => taken.push(' '),
                _ if letter.is_control() => loss.hidden += 1,
                _ => taken.push(letter),
            }
        }
        self.remember(Edit::None);
        self.text.insert_str(self.caret, &taken);
        self.caret += taken.len();
        loss
    }

    fn insert(&mut self, letter: char) {
        self.remember(Edit::Insert);
        self.text.insert(self.caret, letter);
        self.caret += letter.len_utf8();
        if letter == ' ' {
            // The next word is its own undo step.
            self.last_edit = Edit::None;
        }
    }

    fn delete(&mut self, from: usize, to: usize) -> Typed {
        if from == to {
            return Typed::Moved;
        }
        self.remember(Edit::Delete);
        self.text.replace_range(from..to, "");
        self.caret = from;
        Typed::Changed
    }

    fn go(&mut self, place: usize) -> Typed {
        self.caret = place;
        self.last_edit = Edit::None;
        Typed::Moved
    }

    fn remember(&mut self, edit: Edit) {
        if edit == Edit::None || edit != self.last_edit {
            if self.undo.len() == UNDO_DEPTH {
                self.undo.remove(0);
            }
            self.undo.push((self.text.clone(), self.caret));
        }
        self.last_edit = edit;
    }

    fn take_back(&mut self) -> Typed {
        let Some((text, caret)) = self.undo.pop() else {
            return Typed::Moved;
        };
        self.text = text;
        self.caret = caret;
        self.last_edit = Edit::None;
        Typed::Changed
    }

    fn before(&self, place: usize) -> usize {
        self.text[..place]
            .grapheme_indices(true)
            .next_back()
            .map_or(0, |(at, _)| at)
    }

    fn after(&self, place: usize) -> usize {
        self.text[place..]
            .graphemes(true)
            .next()
            .map_or(place, |g| place + g.len())
    }

    fn word_before(&self) -> usize {
        let head = self.text[..self.caret].trim_end();
        head.rfind(char::is_whitespace)
            .map_or(0, |at| self.after(at))
    }

    fn word_after(&self) -> usize {
        let tail = &self.text[self.caret..];
        let word_end = tail.find(char::is_whitespace).unwrap_or(tail.len());
        let gap = &tail[word_end..];
        self.caret + word_end + (gap.len() - gap.trim_start().len())
    }

    fn line_start(&self) -> usize {
        if !self.many_lines {
            return 0;
        }
        self.text[..self.caret].rfind('\n').map_or(0, |at| at + 1)
    }

    fn line_end(&self) -> usize {
        if !self.many_lines {
            return self.text.len();
        }
        self.text[self.caret..]
            .find('\n')
            .map_or(self.text.len(), |at| self.caret + at)
    }

    /// The part to show in `columns` and the caret's column in it. The view moves by halves of its
    /// width, so most keys leave it where it is.
    pub fn window(&self, columns: usize) -> (&str, usize) {
        let columns = columns.max(2);
        let caret_column = width(&self.text[..self.caret]);
        let half = columns / 2;
        let first = if caret_column < columns {
            0
        } else {
            (caret_column - columns) / half * half + half
        };
        let (mut from, mut column) = (0, 0);
        for (at, letter) in self.text.grapheme_indices(true) {
            if column >= first {
                break;
            }
            column += width(letter);
            from = at + letter.len();
        }
        (&self.text[from..], caret_column - column.min(caret_column))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(field: &mut TextField, text: &str) {
        for letter in text.chars() {
            field.key(Key::letter(letter));
        }
    }

    #[test]
    fn backspace_takes_a_whole_letter_also_decomposed() {
        let mut field = TextField::default();
        typed(&mut field, "Ve\u{302}\u{303}");
        field.key(Key::plain(Code::Backspace));
        assert_eq!(field.text(), "V");
    }

    #[test]
    fn composed_only_when_left() {
        let mut field = TextField::default();
        typed(&mut field, "e\u{302}");
        assert_eq!(field.text(), "e\u{302}");
        field.compose();
        assert_eq!((field.text(), field.caret()), ("ê", 2));
    }

    #[test]
    fn a_letter_typed_before_a_mark_takes_it() {
        let mut field = TextField::new("z\u{301}a");
        field.key(Key::plain(Code::Home));
        field.key(Key::letter('z'));
        field.key(Key::letter('e'));
        field.key(Key::plain(Code::Delete));
        assert_eq!(field.text(), "zea", "a letter goes with its mark");
        let mut field = TextField::new("\u{301}a");
        field.key(Key::plain(Code::Home));
        typed(&mut field, "ze");
        field.compose();
        assert_eq!((field.text(), field.caret()), ("zéa", "zé".len()));
        field.key(Key::letter('x'));
        assert_eq!(field.text(), "zéxa");
    }

    #[test]
    fn undo_goes_back_by_words() {
        let mut field = TextField::default();
        typed(&mut field, "một hai");
        field.key(Key::ctrl('z'));
        assert_eq!(field.text(), "một ");
        field.key(Key::ctrl('u'));
        assert_eq!(field.text(), "");
        field.key(Key::ctrl('z'));
        assert_eq!(field.text(), "một ");
    }

    #[test]
    fn words_and_ends() {
        let ctrl = |code| Key {
            ctrl: true,
            ..Key::plain(code)
        };
        let mut field = TextField::new("Nguyễn Thị  Ví");
        field.key(ctrl(Code::Left));
        assert_eq!(&field.text()[field.caret()..], "Ví");
        field.key(ctrl(Code::Left));
        assert_eq!(&field.text()[field.caret()..], "Thị  Ví");
        field.key(ctrl(Code::Right));
        assert_eq!(&field.text()[field.caret()..], "Ví");
        field.key(Key::plain(Code::Home));
        field.key(Key::plain(Code::Delete));
        assert_eq!(field.text(), "guyễn Thị  Ví");
    }

    #[test]
    fn a_paste_is_cleaned_and_capped() {
        let mut field = TextField::default();
        let loss = field.paste("a\rb\u{1b}\u{7}c");
        assert_eq!(
            (field.text(), loss),
            (
                "a bc",
                PasteLoss {
                    hidden: 2,
                    beyond: 0
                }
            )
        );
        let mut field = TextField::default();
        let loss = field.paste(&"x".repeat(10_005));
        assert_eq!((field.text().len(), loss.beyond), (10_000, 5));
    }

    #[test]
    fn the_view_jumps_by_halves() {
        let mut field = TextField::default();
        typed(&mut field, "0123456789");
        assert_eq!(field.window(10), ("56789", 5));
        typed(&mut field, "abcd");
        assert_eq!(field.window(10), ("56789abcd", 9));
        typed(&mut field, "e");
        assert_eq!(field.window(10), ("abcde", 5));
    }
}
