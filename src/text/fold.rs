//! Search keys: what a clerk types in a hurry, without accents.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Folds `text` for searching: no tone or vowel marks, `đ` as `d`, lower case, single spaces, none at
/// the ends. Both database engines store the result, so neither engine's own folding is relied on.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.nfd().filter(|c| !is_combining_mark(*c)) {
        if c.is_whitespace() {
            gap = !key.is_empty();
            continue;
        }
        if gap {
            key.push(' ');
            gap = false;
        }
        match c {
            'đ' | 'Đ' => key.push('d'),
            c if c.is_ascii() => key.push(c.to_ascii_lowercase()),
            c => key.extend(c.to_lowercase()),
        }
    }
    key
}

/// The words of the folded `text`: runs of letters and digits, everything else separates.
#[must_use]
pub fn fold_words(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_every_vietnamese_mark() {
        assert_eq!(fold("  Nguyễn   Thị ĐÀO "), "nguyen thi dao");
        assert_eq!(fold("Hoà"), fold("Hòa"));
        assert_eq!(fold("ẶỆỖỮỲỴỶỸ"), "aeouyyyy");
    }

    #[test]
    fn composed_and_decomposed_give_one_key() {
        let composed = "Trần Quốc Tuấn Đặng";
        let decomposed: String = composed.nfd().collect();
        assert_ne!(composed, decomposed);
        assert_eq!(fold(composed), fold(&decomposed));
    }

    #[test]
    fn words_split_on_everything_that_is_no_letter() {
        assert_eq!(
            fold_words("Cấp (lại) GCN-QSDĐ, số 12"),
            ["cap", "lai", "gcn", "qsdd", "so", "12"]
        );
    }
}
