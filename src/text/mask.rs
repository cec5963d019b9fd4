//! Masks for screens that may be read over a shoulder: the ends are enough to recognise.

/// Masks an identity number: first four and last two letters stay (`0010••••••45`).
#[must_use]
pub fn mask_identity(number: &str) -> String {
    mask(number, 4, 2)
}

/// Masks a telephone number: the first and the last three digits stay (`0••••••678`).
#[must_use]
pub fn mask_phone(number: &str) -> String {
    mask(number, 1, 3)
}

fn mask(text: &str, head: usize, tail: usize) -> String {
    let length = text.chars().count();
    if length <= head + tail {
        return "•".repeat(length);
    }
    text.chars()
        .enumerate()
        .map(|(i, c)| {
            if i < head || i >= length - tail {
                c
            } else {
                '•'
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_only_the_ends() {
        assert_eq!(mask_identity("001090123445"), "0010••••••45");
        assert_eq!(mask_phone("0912345678"), "0••••••678");
        assert_eq!(mask_phone("113"), "•••");
    }
}
