//! Two screens, the shown one and the next one, and the bytes between them.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::encode::Encoder;

/// Keeps what the terminal shows and turns each drawn frame into one run of bytes.
#[derive(Debug)]
pub struct Frames {
    shown: Buffer,
    next: Buffer,
    encoder: Encoder,
    clear: bool,
}

impl Frames {
    /// Frames for a terminal of `columns` × `rows`; the first one wipes it.
    pub fn new(columns: u16, rows: u16, ascii: bool) -> Self {
        let area = Rect::new(0, 0, columns, rows);
        Self {
            shown: Buffer::empty(area),
            next: Buffer::empty(area),
            encoder: Encoder::new(ascii),
            clear: true,
        }
    }

    /// Takes a new size; the next frame wipes the terminal and draws everything.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.next.resize(Rect::new(0, 0, columns, rows));
        self.wipe();
    }

    /// Forgets what is shown, so that the next frame draws everything again.
    pub fn wipe(&mut self) {
        self.shown = Buffer::empty(self.next.area);
        self.clear = true;
    }

    /// Draws the next frame; answers the bytes that bring the terminal there (none when nothing
    /// changed). `draw` returns where the caret stands.
    pub fn paint(&mut self, draw: impl FnOnce(&mut Buffer) -> Option<Position>) -> &[u8] {
        self.next.reset();
        let area = self.next.area;
        let caret = draw(&mut self.next).filter(|p| area.contains(*p));
        std::mem::swap(&mut self.shown, &mut self.next);
        let clear = std::mem::take(&mut self.clear);
        self.encoder.encode(&self.next, &self.shown, caret, clear)
    }

    /// What the terminal shows now.
    pub fn shown(&self) -> &Buffer {
        &self.shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::{Modifier, Style};

    fn line(frames: &mut Frames, text: &str, caret: u16) -> String {
        let bytes = frames.paint(|b| {
            b.set_string(0, 0, text, Style::new());
            Some(Position::new(caret, 0))
        });
        String::from_utf8(bytes.to_vec()).expect("utf-8")
    }

    #[test]
    fn a_typed_letter_costs_one_byte() {
        let mut frames = Frames::new(20, 2, false);
        assert_eq!(line(&mut frames, "ab", 2), "\x1b[2J\x1b[Hab\x1b[?25h");
        assert_eq!(line(&mut frames, "abc", 3), "c");
        assert_eq!(line(&mut frames, "abcễ", 4), "ễ");
        assert_eq!(
            line(&mut frames, "abcễ", 4),
            "",
            "nothing changed, nothing written"
        );
    }

    #[test]
    fn backspace_is_cheap() {
        let mut frames = Frames::new(20, 2, false);
        line(&mut frames, "abc", 3);
        assert_eq!(line(&mut frames, "ab", 2), "\x08 \x08");
    }

    #[test]
    fn the_rest_of_a_line_is_erased() {
        let mut frames = Frames::new(20, 2, false);
        line(&mut frames, "abcdefgh", 8);
        assert_eq!(line(&mut frames, "a", 1), "\x1b[7D\x1b[K");
    }

    #[test]
    fn style_is_said_once_and_kept() {
        let mut frames = Frames::new(20, 2, false);
        let reversed = Style::new().add_modifier(Modifier::REVERSED);
        let mut paint = |text: &str| {
            let caret = text.len() as u16;
            let bytes = frames.paint(|b| {
                b.set_string(0, 0, text, reversed);
                Some(Position::new(caret, 0))
            });
            String::from_utf8(bytes.to_vec()).expect("utf-8")
        };
        assert_eq!(paint("a"), "\x1b[2J\x1b[H\x1b[7ma\x1b[?25h");
        assert_eq!(paint("ab"), "b");
    }

    #[test]
    fn after_the_last_column_the_place_is_not_trusted() {
        let mut frames = Frames::new(3, 2, false);
        line(&mut frames, "abc", 0);
        let bytes = frames.paint(|b| {
            b.set_string(0, 0, "abd", Style::new());
            b.set_string(0, 1, "x", Style::new());
            None
        });
        assert_eq!(String::from_utf8_lossy(bytes), "abd\x1b[2Hx\x1b[?25l");
    }
}
