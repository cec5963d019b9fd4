//! Draws text into a frame. Everything a view shows goes through here, so hidden and control
//! characters always come out as marks (`␛`, `⟨U+202E⟩`) and nothing runs past its width.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::theme::{Look, Theme};
use crate::text::{elide, visible};

/// Writes into one frame with the looks of one theme.
pub struct Pen<'a> {
    /// The frame being drawn.
    pub frame: &'a mut Buffer,
    /// The looks.
    pub theme: Theme,
    /// Nothing is written outside of it.
    pub within: Rect,
    /// The row in which the mark `►` was written last.
    pub marked: Option<u16>,
}

/// `1½` as `1,5` and `½` as `0,5`, for terminals that show plain signs only.
fn halves_in_figures(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains('½') {
        return text;
    }
    let mut figures = String::with_capacity(text.len() + 4);
    for letter in text.chars() {
        match letter {
            '½' if figures.ends_with(|c: char| c.is_ascii_digit()) => figures.push_str(",5"),
            '½' => figures.push_str("0,5"),
            other => figures.push(other),
        }
    }
    Cow::Owned(figures)
}

impl<'a> Pen<'a> {
    /// A pen for an empty frame.
    pub fn new(frame: &'a mut Buffer, theme: Theme) -> Self {
        Self {
            within: frame.area,
            frame,
            theme,
            marked: None,
        }
    }
}

impl Pen<'_> {
    /// Writes `text` at a place, cut at `columns`; answers the columns used.
    pub fn text(&mut self, x: u16, y: u16, columns: u16, text: &str, look: Look) -> u16 {
        let area = self.within;
        if y < area.top() || y >= area.bottom() || x < area.left() || x >= area.right() {
            return 0;
        }
        if text.starts_with('►') {
            self.marked = Some(y);
        }
        let room = columns.min(area.right() - x);
        let style = self.theme.style(look);
        let shown = visible(text);
        let shown = if self.theme.ascii {
            halves_in_figures(shown)
        } else {
            shown
        };
        let mut used = 0;
        for letter in shown.graphemes(true) {
            let wide = letter_width(letter) as u16;
            if used + wide > room {
                break;
            }
            if wide == 0 {
                continue;
            }
            self.frame[(x + used, y)]
                .set_symbol(letter)
                .set_style(style);
            for extra in 1..wide {
                self.frame[(x + used + extra, y)]
                    .set_symbol(" ")
                    .set_style(style);
            }
            used += wide;
        }
        used
    }

    /// Writes `text` so that it ends before column `right`; answers where it begins.
    pub fn text_right(&mut self, right: u16, y: u16, text: &str, look: Look) -> u16 {
        let grows = if self.theme.ascii {
            2 * text.matches('½').count()
        } else {
            0
        };
        let wide = (width(text) + grows).min(right as usize) as u16;
        self.text(right - wide, y, wide, text, look);
        right - wide
    }

    /// Writes `text` in the middle of a row.
    pub fn text_centre(&mut self, area: Rect, y: u16, text: &str, look: Look) {
        let wide = width(text).min(area.width as usize) as u16;
        self.text(area.x + (area.width - wide) / 2, y, wide, text, look);
    }

    /// Writes lines from the top of an area; answers the rows used.
    pub fn lines<S: AsRef<str>>(&mut self, area: Rect, lines: &[S], look: Look) -> u16 {
        let mut row = 0;
        for line in lines.iter().take(area.height as usize) {
            self.text(area.x, area.y + row, area.width, line.as_ref(), look);
            row += 1;
        }
        row
    }

    /// Gives every cell of an area a look and clears it.
    pub fn fill(&mut self, area: Rect, look: Look) {
        let style = self.theme.style(look);
        let area = area.intersection(self.within);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                self.frame[(x, y)].set_symbol(" ").set_style(style);
            }
        }
    }

    /// A horizontal rule.
    pub fn rule(&mut self, x: u16, y: u16, columns: u16) {
        let row = Rect::new(x, y, columns, 1).intersection(self.within);
        for column in row.left()..row.right() {
            if !row.is_empty() {
                self.frame[(column, y)].set_symbol("─");
            }
        }
    }

    /// A single-line box, its inside cleared; answers the inside.
    pub fn boxed(&mut self, area: Rect, title: &str) -> Rect {
        let area = area.intersection(self.within);
        if area.width < 4 || area.height < 3 {
            return Rect::new(area.x, area.y, 0, 0);
        }
        self.fill(area, Look::Text);
        let (right, bottom) = (area.right() - 1, area.bottom() - 1);
        self.rule(area.x, area.y, area.width);
        self.rule(area.x, bottom, area.width);
        for y in area.y..=bottom {
            self.frame[(area.x, y)].set_symbol("│");
            self.frame[(right, y)].set_symbol("│");
        }
        for (x, y, corner) in [
            (area.x, area.y, "┌"),
            (right, area.y, "┐"),
            (area.x, bottom, "└"),
            (right, bottom, "┘"),
        ] {
            self.frame[(x, y)].set_symbol(corner);
        }
        if !title.is_empty() {
            self.text(
                area.x + 2,
                area.y,
                area.width - 4,
                &format!(" {title} "),
                Look::Strong,
            );
        }
        Rect::new(area.x + 2, area.y + 1, area.width - 4, area.height - 2)
    }
}

/// The columns a text takes on screen, marks included.
pub fn width(text: &str) -> usize {
    if text.is_ascii() && !text.bytes().any(|b| b.is_ascii_control()) {
        return text.len();
    }
    visible(text).graphemes(true).map(letter_width).sum()
}

/// The columns of one letter as a reader sees it.
fn letter_width(letter: &str) -> usize {
    letter.width().min(2)
}

/// `text` shortened to `columns` by leaving out its middle: alike names differ at their ends.
pub fn elide_middle(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(elide(&visible(text), columns))
    }
}

/// `text` cut into lines of at most `columns`, at spaces where there are any.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        let mut used = 0;
        for word in paragraph.split_whitespace() {
            let wide = width(word);
            if used > 0 && used + 1 + wide > columns {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            for letter in word.graphemes(true) {
                let one = width(letter);
                if used + one > columns {
                    lines.push(std::mem::take(&mut line));
                    used = 0;
                }
                line.push_str(letter);
                used += one;
            }
        }
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_letters_come_out_as_marks() {
        assert_eq!(visible("a\u{1b}[31mb"), "a␛[31mb");
        assert_eq!(visible("a\u{202e}b"), "a⟨U+202E⟩b");
        assert_eq!(width("a\u{202e}b"), 10);
    }

    #[test]
    fn alike_names_keep_both_ends() {
        let name = "Đăng ký biến động quyền sử dụng đất do đổi tên";
        assert_eq!(elide_middle(name, 21), "Đăng ký…do đổi tên");
        assert_eq!(elide_middle("ngắn", 21), "ngắn");
    }

    #[test]
    fn long_words_are_broken_too() {
        assert_eq!(wrap("một hai ba", 7), ["một hai", "ba"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
    }

    #[test]
    fn text_stays_inside_its_width() {
        let mut frame = Buffer::empty(Rect::new(0, 0, 6, 1));
        let mut pen = Pen::new(&mut frame, Theme::default());
        assert_eq!(pen.text(1, 0, 3, "abcdef", Look::Text), 3);
        assert_eq!(pen.text(9, 9, 3, "abc", Look::Text), 0);
        assert_eq!(frame, Buffer::with_lines([" abc  "]).clone_with(&frame));
    }

    trait CloneWith {
        fn clone_with(self, other: &Buffer) -> Buffer;
    }

    impl CloneWith for Buffer {
        /// Same letters, the styles of `other`.
        fn clone_with(mut self, other: &Buffer) -> Buffer {
            for (mine, theirs) in self.content.iter_mut().zip(&other.content) {
                mine.set_style(theirs.style());
            }
            self
        }
    }
}
