//! The last gate before the terminal: only printable letters pass, whatever the data says.
//!
//! Views already show hidden characters as marks ([`crate::tui::term::pen`]); this gate is what
//! makes the promise hold when a view forgets.

/// Appends `symbol` to `out`, with every control, format or bidi character replaced by `?`.
/// With `ascii` our signs become their plain twins.
pub fn push_safe(out: &mut Vec<u8>, symbol: &str, ascii: bool) {
    if let [byte @ b' '..=b'~'] = symbol.as_bytes() {
        out.push(*byte);
        return;
    }
    for letter in symbol.chars() {
        let letter = if is_hidden(letter) { '?' } else { letter };
        let letter = if ascii { plain_sign(letter) } else { letter };
        let mut four = [0; 4];
        out.extend_from_slice(letter.encode_utf8(&mut four).as_bytes());
    }
}

/// Control characters, line and paragraph separators, bidi controls, zero-width and tag letters:
/// what a terminal or a reader would obey or not see.
pub fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

fn plain_sign(letter: char) -> char {
    match letter {
        '√' => '+',
        '×' => 'x',
        '►' => '>',
        '▼' => 'v',
        '•' => '*',
        '…' => '~',
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
        for hostile in ["\u{1b}", "\u{9b}", "\u{7}", "\u{202e}", "\u{200b}", "\u{e0041}", "\u{feff}"] {
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
        let twins: String = ["√", "×", "►", "▼", "•", "─", "│"].iter().map(|s| passed(s, true)).collect();
        assert_eq!(twins, "+x>v*-|");
    }
}
