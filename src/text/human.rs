//! The gate for text typed, pasted or sent by people.

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

use super::{nfc, visible::is_hidden};

/// Text about people and their matters: NFC, no control or format characters, trimmed, no run of
/// spaces, at most the number of graphemes its field allows. Line feeds survive only in notes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct HumanText(String);

/// Why a text was not taken. `Display` is the Vietnamese sentence for the clerk.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// A control, bidi or zero-width character: what would be printed differs from what is seen.
    #[error("có ký tự ẩn {mark} ở vị trí {position}; xóa ký tự đó rồi gõ lại")]
    Hidden {
        /// The character made visible.
        mark: String,
        /// 1-based position in graphemes.
        position: usize,
    },
    /// A picture sign or unassigned character that no form can print.
    #[error("có ký hiệu {sign} không in được trên giấy; bỏ ký hiệu đó")]
    NotALetter {
        /// The sign as typed.
        sign: String,
    },
    /// Longer than the field allows.
    #[error("dài {length} ký tự, nhiều nhất {max}; rút gọn lại")]
    TooLong {
        /// Graphemes given.
        length: usize,
        /// Graphemes allowed.
        max: usize,
    },
}

impl HumanText {
    /// One line of text of at most `max` graphemes.
    ///
    /// # Errors
    /// [`Refused`] names the first thing that cannot be taken; nothing is silently dropped.
    pub fn line(text: &str, max: usize) -> Result<Self, Refused> {
        let text = nfc(text);
        inspect(&text, max, false)?;
        Ok(Self(text.split_whitespace().collect::<Vec<_>>().join(" ")))
    }

    /// Several lines of at most `max` graphemes in all.
    ///
    /// # Errors
    /// As [`HumanText::line`].
    pub fn note(text: &str, max: usize) -> Result<Self, Refused> {
        let text = nfc(text).replace("\r\n", "\n").replace('\r', "\n");
        inspect(&text, max, true)?;
        Ok(Self(text.trim().to_owned()))
    }

    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nothing was given.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes the string out.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

impl fmt::Display for HumanText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn inspect(text: &str, max: usize, lines: bool) -> Result<(), Refused> {
    // Nearly every text: graphemes are only counted when something must be told about them.
    let plain = |c: char| (lines && c == '\n') || c == '\t' || !(is_hidden(c) || is_picture(c));
    if text.chars().all(plain) && text.chars().count() <= max {
        return Ok(());
    }
    let mut length = 0;
    for (position, grapheme) in text.graphemes(true).enumerate() {
        length += 1;
        for c in grapheme.chars() {
            if (lines && c == '\n') || c == '\t' {
                continue;
            }
            if is_hidden(c) {
                let mark = super::visible(grapheme).into_owned();
                return Err(Refused::Hidden {
                    mark,
                    position: position + 1,
                });
            }
            if is_picture(c) {
                return Err(Refused::NotALetter {
                    sign: grapheme.to_owned(),
                });
            }
        }
    }
    if length > max {
        return Err(Refused::TooLong { length, max });
    }
    Ok(())
}

/// Emoji, pictographs, private use and non-characters: nothing a name of any people in Vietnam needs.
fn is_picture(c: char) -> bool {
    matches!(c as u32,
        0xe000..=0xf8ff | 0x1f000..=0x1faff | 0x2600..=0x27bf | 0xf0000..=0x10ffff | 0xfffe | 0xffff)
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn takes_names_of_every_people() {
        for name in [
            "Nguyễn Thị Ví Dụ",
            "H'Hen Niê",
            "K'Brơi",
            "Y Krơ̆k Byă",
            "Đinh Ƀar",
            "A Ma–Thuột",
        ] {
            let decomposed: String = name.nfd().collect();
            let taken = HumanText::line(&decomposed, 100).expect(name);
            assert_eq!(taken.as_str(), name.nfc().collect::<String>());
        }
    }

    #[test]
    fn names_what_it_refuses() {
        let bidi = HumanText::line("An\u{202e}h", 100).unwrap_err();
        assert_eq!(
            bidi.to_string(),
            "có ký tự ẩn ⟨U+202E⟩ ở vị trí 3; xóa ký tự đó rồi gõ lại"
        );
        assert!(matches!(
            HumanText::line("a\u{1b}[2J", 9),
            Err(Refused::Hidden { .. })
        ));
        assert!(matches!(
            HumanText::line("zero\u{200b}width", 99),
            Err(Refused::Hidden { .. })
        ));
        assert!(matches!(
            HumanText::line("An 😀", 9),
            Err(Refused::NotALetter { .. })
        ));
        assert!(matches!(
            HumanText::line(&"a".repeat(101), 100),
            Err(Refused::TooLong { .. })
        ));
    }

    #[test]
    fn squeezes_spaces_and_keeps_lines_in_notes() {
        assert_eq!(
            HumanText::line("  Lê\t Văn   A ", 50).unwrap().as_str(),
            "Lê Văn A"
        );
        assert_eq!(
            HumanText::note("một\r\nhai\rba", 50).unwrap().as_str(),
            "một\nhai\nba"
        );
    }
}
