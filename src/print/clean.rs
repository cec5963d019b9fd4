//! What may stand on paper: composed letters, and a visible mark for everything hidden.

use unicode_normalization::UnicodeNormalization;

/// Stands for a character that must not be printed as it is, or that the font does not have.
pub const MARK: char = '\u{25A1}';

/// The text in NFC; line ends as `\n`, tabs as spaces, and every control, bidi or zero-width
/// character as [`MARK`]: shown, because a name that hides something must not look clean on paper.
pub fn clean(text: &str) -> String {
    let ends = text.replace("\r\n", "\n");
    ends.nfc().map(shown).collect()
}

fn shown(c: char) -> char {
    match c {
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => '\n',
        '\t' => ' ',
        c if c.is_control() || is_hidden(c) => MARK,
        c => c,
    }
}

fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composes_letters_and_keeps_line_ends() {
        assert_eq!(
            clean("Nguye\u{0302}\u{0303}n\r\nA\u{0306}\u{0323}"),
            "Nguyễn\nẶ"
        );
    }

    #[test]
    fn shows_what_hides() {
        assert_eq!(clean("a\u{202E}b\u{200B}c\u{1B}[2Jd\te"), "a□b□c□[2Jd e");
    }
}
