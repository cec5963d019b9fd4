//! The text in the QR of a citizen's identity card, taken apart.
//!
//! `number|old number|name|ddmmyyyy|sex|residence|issued`, on older cards without the second part,
//! on newer ones with more parts at the end. Only what a form needs is kept; the text is never
//! stored or logged.

use chrono::{Datelike, NaiveDate};

use crate::text::nfc;

/// What a card says about its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Personal number, 12 digits.
    pub number: String,
    /// Name as printed, NFC.
    pub name: String,
    /// Date of birth, when it is one.
    pub born: Option<NaiveDate>,
    /// `Nam` or `Nữ`, as printed.
    pub sex: String,
    /// Place of residence, NFC.
    pub address: String,
}

/// Why a card must be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// The name has no mark at all: reader or typing may have eaten them.
    BareName,
    /// Century, sex or year in the number is not that of the card.
    Number,
}

impl Card {
    /// Reads the text of a card's QR; `None` when it is something else.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let parts: Vec<&str> = text.split('|').map(str::trim).collect();
        let number = *parts.first()?;
        if number.len() != 12 || !is_digits(number) || parts.len() < 4 {
            return None;
        }
        // Cards without the old number have one part less.
        let with_old = parts[1].is_empty() || (parts[1].len() == 9 && is_digits(parts[1]));
        let rest = &parts[if with_old { 2 } else { 1 }..];
        let part = |at: usize| rest.get(at).copied().unwrap_or_default();
        let name = nfc(part(0));
        if !name.chars().any(char::is_alphabetic) || text.chars().any(|c| c.is_control()) {
            return None;
        }
        Some(Self {
            number: number.to_owned(),
            name,
            born: date(part(1)),
            sex: nfc(part(2)),
            address: nfc(part(3)),
        })
    }

    /// What does not agree with itself.
    pub fn doubts(&self) -> Vec<Doubt> {
        let mut doubts = Vec::new();
        if self.name.is_ascii() {
            doubts.push(Doubt::BareName);
        }
        if !self.number_agrees() {
            doubts.push(Doubt::Number);
        }
        doubts
    }

    /// Digit 4 is century and sex (0 man, 1 woman born 19xx; 2 and 3 born 20xx …), digits 5–6 the
    /// year (Circular 59/2021/TT-BCA).
    fn number_agrees(&self) -> bool {
        let Some(born) = self.born else { return false };
        let digits = self.number.as_bytes();
        let fourth = i32::from(digits[3] - b'0');
        let century = 19 + fourth / 2;
        let sex = match self.sex.as_str() {
            "Nam" => fourth % 2 == 0,
            "Nữ" => fourth % 2 == 1,
            _ => false,
        };
        let year = century * 100 + self.number[4..6].parse::<i32>().unwrap_or(-1);
        sex && year == born.year()
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

fn date(text: &str) -> Option<NaiveDate> {
    if text.len() != 8 || !is_digits(text) {
        return None;
    }
    let number = |range: std::ops::Range<usize>| text[range].parse::<u32>().ok();
    let year = text[4..8].parse().ok()?;
    NaiveDate::from_ymd_opt(year, number(2..4)?, number(0..2)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FULL: &str =
        "001190000045|012345678|Nguyễn Thị Ví Dụ|01021990|Nữ|Thôn 1, Xã Minh Họa|15062021";

    #[test]
    fn every_variant_of_the_card() {
        let full = Card::read(FULL).expect("card");
        assert_eq!(full.name, "Nguyễn Thị Ví Dụ");
        assert_eq!(full.born, NaiveDate::from_ymd_opt(1990, 2, 1));
        assert_eq!(full.doubts(), []);
        let variants = [
            FULL.replace("012345678", ""),
            FULL.replace("012345678|", ""),
            format!("{FULL}||x|y"),
            format!(" {FULL}\r"),
            FULL.replace("Nguyễn", "Nguye\u{302}\u{303}n"),
        ];
        for variant in variants {
            assert_eq!(Card::read(&variant), Some(full.clone()), "{variant}");
        }
    }

    #[test]
    fn what_disagrees_is_doubted() {
        let doubts = |text: &str| Card::read(text).expect("card").doubts();
        assert_eq!(doubts(&FULL.replace("Nữ", "Nam")), [Doubt::Number]);
        assert_eq!(
            doubts(&FULL.replace("01021990", "01021991")),
            [Doubt::Number]
        );
        assert_eq!(doubts(&FULL.replace("01021990", "")), [Doubt::Number]);
        assert_eq!(
            doubts(&FULL.replace("Nguyễn Thị Ví Dụ", "NGUYEN THI VI DU")),
            [Doubt::BareName]
        );
    }

    #[test]
    fn what_is_no_card() {
        for text in [
            "",
            "001190000045",
            "00119000004|a|b|c",
            "001190000045||",
            "a|b|c|d|e|f|g",
            "001190000045|1|\u{1b}[2J|x",
        ] {
            assert_eq!(Card::read(text), None, "{text:?}");
        }
    }
}
