//! One row of the checklist of papers: a name and its three counts.

use crate::messages::say;
use crate::tui::input::{Code, Key};

use super::spoken::{Said, Takes};
use super::text_field::Typed;

/// The most of one paper that can be counted.
const MOST: u16 = 999;

/// A paper and how many of it were handed in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// Name of the paper.
    pub name: String,
    /// Originals, certified copies, photocopies handed in.
    pub given: [u16; 3],
    /// The same, as the catalogue asks for.
    pub asked: [u16; 3],
    /// Only in some cases: its lack is no mark against the dossier.
    pub optional: bool,
    /// Which count the keys change.
    pub column: usize,
}

impl Counts {
    /// A paper of which nothing has been handed in yet.
    pub fn new(name: &str, asked: [u16; 3]) -> Self {
        Self {
            name: name.into(),
            asked,
            ..Self::default()
        }
    }

    /// Whether something was handed in.
    pub fn any(&self) -> bool {
        self.given.iter().any(|n| *n > 0)
    }

    /// As many as asked for; one original where nothing is said.
    pub fn take_asked(&mut self) {
        self.given = match self.asked {
            [0, 0, 0] => [1, 0, 0],
            asked => asked,
        };
    }

    /// The row in words.
    pub fn spoken(&self) -> Said {
        let counts = |[originals, certified, copies]: [u16; 3]| {
            say!("counts.given_counts", originals, certified, copies)
        };
        let hint = match self.asked {
            [0, 0, 0] => String::new(),
            asked => say!("counts.asked_counts", asked = counts(asked)),
        };
        Said {
            required: !self.optional,
            value: counts(self.given),
            hint,
            ..Said::new(&self.name, Takes::Counts)
        }
    }

    /// Takes a key: digits count, ←/→ choose the column, Space takes what is asked for (or none).
    pub fn key(&mut self, key: Key) -> Typed {
        match (key.typed(), key.code) {
            (Some(' '), _) => {
                if self.any() {
                    self.given = [0; 3];
                } else {
                    self.take_asked();
                }
                Typed::Changed
            }
            (Some(digit), _) => match digit.to_digit(10) {
                Some(digit) => {
                    let count = u32::from(self.given[self.column]) * 10 + digit;
                    self.given[self.column] = (count % 1000).min(u32::from(MOST)) as u16;
                    Typed::Changed
                }
                None => Typed::NotMine,
            },
            (None, Code::Backspace) => {
                self.given[self.column] /= 10;
                Typed::Changed
            }
            (None, Code::Delete) => {
                self.given[self.column] = 0;
                Typed::Changed
            }
            (None, Code::Left) if self.column > 0 => {
                self.column -= 1;
                Typed::Moved
            }
            (None, Code::Right) if self.column < 2 => {
                self.column += 1;
                Typed::Moved
            }
            _ => Typed::NotMine,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counting_papers() {
        let mut paper = Counts::new("Tờ khai", [1, 0, 2]);
        paper.key(Key::letter(' '));
        assert_eq!(paper.given, [1, 0, 2]);
        paper.key(Key::plain(Code::Right));
        paper.key(Key::letter('1'));
        paper.key(Key::letter('2'));
        assert_eq!(paper.given, [1, 12, 2]);
        paper.key(Key::plain(Code::Backspace));
        assert_eq!(paper.given, [1, 1, 2]);
        paper.key(Key::letter(' '));
        assert!(!paper.any());
        assert_eq!(paper.key(Key::letter('-')), Typed::NotMine);
    }
}
