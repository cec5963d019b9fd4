//! What stands on a staff card: `CB-` and a secret in the alphabet that no input method rewrites.

/// Letters of the secret: more than 140 random bits.
pub const LETTERS: usize = 32;
const MARK: &str = "CB-";

/// The text of a card with this secret.
#[must_use]
pub fn of_secret(secret: &str) -> String {
    format!("{MARK}{secret}")
}

/// Whether `text` is the text of a card.
#[must_use]
pub fn is_one(text: &str) -> bool {
    text.strip_prefix(MARK).is_some_and(|secret| {
        let fits = |b: u8| b.is_ascii_digit() || b.is_ascii_uppercase();
        secret.len() == LETTERS && secret.bytes().all(fits)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_known_by_its_mark_and_length() {
        let card = of_secret("0123456789BCFGHKLMNPQRSTVX012345");
        assert!(is_one(&card), "{card}");
        for other in [
            "CB-0123",
            "000.23.31.H62-261121-0001",
            "cb-0123456789BCFGHKLMNPQRSTVX012345",
            "",
        ] {
            assert!(!is_one(other), "{other}");
        }
    }
}
