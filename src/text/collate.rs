//! Vietnamese alphabetical order: letters first (a ă â b c d đ e ê …), tones only to break a tie.

use unicode_normalization::UnicodeNormalization;

/// Sort key of a text: compare keys bytewise to get Vietnamese order.
#[must_use]
pub fn collation_key(text: &str) -> Vec<u8> {
    let mut letters = Vec::with_capacity(text.len() * 2);
    let mut tones = Vec::new();
    for c in text.nfc().flat_map(char::to_lowercase) {
        let (rank, tone) = letter(c);
        letters.extend_from_slice(&rank.to_be_bytes());
        tones.push(tone);
    }
    letters.extend_from_slice(&[0, 0, 0, 0]);
    letters.extend_from_slice(&tones);
    letters
}

/// Sort key of a person's name: by given name (the last word), then by the whole name, as registers
/// in Vietnam are kept.
#[must_use]
pub fn name_key(name: &str) -> Vec<u8> {
    let given = name.split_whitespace().next_back().unwrap_or("");
    let mut key = collation_key(given);
    key.extend_from_slice(&[0, 0, 0, 0]);
    key.extend_from_slice(&collation_key(name));
    key
}

const ORDER: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

/// Rank of the letter without its tone, and the tone (ngang, huyền, hỏi, ngã, sắc, nặng).
fn letter(c: char) -> (u32, u8) {
    let mut base = c;
    let mut tone = 0;
    let mut quality = None;
    for part in std::iter::once(c).nfd().skip(1) {
        match part {
            '\u{300}' => tone = 1,
            '\u{309}' => tone = 2,
            '\u{303}' => tone = 3,
            '\u{301}' => tone = 4,
            '\u{323}' => tone = 5,
            other => quality = Some(other),
        }
    }
    if let Some(plain) = std::iter::once(c).nfd().next() {
        base = match quality {
            Some(mark) => [plain, mark].into_iter().nfc().next().unwrap_or(plain),
            None => plain,
        };
    }
    match ORDER.chars().position(|o| o == base) {
        Some(position) => (0x1000 + position as u32, tone),
        None if base.is_whitespace() => (1, 0),
        None if base.is_ascii() => (0x100 + base as u32, tone),
        None => (0x10000 + base as u32, tone),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_before_tones() {
        let mut words = vec!["đa", "dá", "da", "ăn", "an", "ân", "dạ", "dan"];
        words.sort_by_key(|w| collation_key(w));
        assert_eq!(words, ["an", "ăn", "ân", "da", "dá", "dạ", "dan", "đa"]);
    }

    #[test]
    fn names_sort_by_given_name() {
        let mut names = vec![
            "Trần Văn Ánh",
            "Nguyễn Thị Yến",
            "Lê Văn An",
            "Đỗ Thị Ân",
            "Bùi Ánh",
        ];
        names.sort_by_key(|n| name_key(n));
        assert_eq!(
            names,
            [
                "Lê Văn An",
                "Bùi Ánh",
                "Trần Văn Ánh",
                "Đỗ Thị Ân",
                "Nguyễn Thị Yến"
            ]
        );
    }
}
