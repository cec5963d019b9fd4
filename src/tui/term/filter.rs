//! The last gate before the terminal: only printable letters pass, whatever the data says.
//!
//! Views already show hidden characters as marks ([`crate::tui::term::pen`]); this gate is what
//! makes the promise hold when a view forgets.

use std::borrow::Cow;

use crate::text::visible;

/// Appends `symbol` to `out`, or `?` when it holds a control, format or bidi character.
/// With `ascii` our signs become their plain twins.
pub fn push_safe(out: &mut Vec<u8>, symbol: &str, ascii: bool) {
    if let [byte @ b' '..=b'~'] = symbol.as_bytes() {
        out.push(*byte);
        return;
    }
    // A symbol that would need a mark holds something the terminal might obey.
    if matches!(visible(symbol), Cow::Owned(_)) {
        out.push(b'?');
        return;
    }
    for letter in symbol.chars() {
        let letter = if ascii { plain_sign(letter) } else { letter };
        let mut four = [0; 4];
        out.extend_from_slice(letter.encode_utf8(&mut four).as_bytes());
    }
}

fn plain_sign(letter: char) -> char {
    match letter {
        '√' => '+',
        '×' => 'x',
        '►' => '>',
        '▼' => 'v',
        '•' => '*',
        '…' => '~',
        '·' => '.',
        '–' | '—' => '-',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        '↑' => '^',
        '↓' => 'v',
        '←' => '<',
        '→' => '>',
        '─' => '-',
        '│' => '|',
        '┌' | '┐' | '└' | '┘' | '├' | '┤' | '┬' | '┴' | '┼' => '+',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passed(symbol: &str, ascii: bool) -> String {
        let mut out = Vec::new();
        push_safe(&mut out, symbol, ascii);
        String::from_utf8(out).expect("utf-8")
    }

    #[test]
    fn nothing_a_terminal_obeys_gets_through() {
        for hostile in [
            "\u{1b}",
            "\u{9b}",
            "\u{7}",
            "\u{202e}",
            "\u{200b}",
            "\u{e0041}",
            "\u{feff}",
        ] {
            assert_eq!(passed(hostile, false), "?", "{hostile:?}");
        }
    }

    #[test]
    fn vietnamese_passes_in_both_forms() {
        assert_eq!(passed("ễ", false), "ễ");
        assert_eq!(passed("e\u{302}\u{303}", false), "e\u{302}\u{303}");
    }

    #[test]
    fn signs_have_plain_twins() {
        let twins: String = ["√", "×", "►", "▼", "•", "─", "│", "·", "–", "“", "→"]
            .iter()
            .map(|s| passed(s, true))
            .collect();
        assert_eq!(twins, "+x>v*-|.-\">");
    }
}
