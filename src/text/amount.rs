//! Money as it is written and read out: figures with dots, and Vietnamese words.

/// Which of two regional words is used; both are right, an office chooses one for all its papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dialect {
    /// “ngàn” instead of “nghìn”.
    pub ngan: bool,
    /// “lẻ” instead of “linh”.
    pub le: bool,
}

const DIGITS: [&str; 10] = [
    "không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín",
];

/// One “tỷ”: above it the same three words are used again.
const BILLION: u64 = 1_000_000_000;

/// `1250000` as `1.250.000`.
#[must_use]
pub fn figures(dong: u64) -> String {
    let digits = dong.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// [`figures`] of an amount that may be below nothing: `-20.000`.
#[must_use]
pub fn signed_figures(dong: i64) -> String {
    let sign = if dong < 0 { "-" } else { "" };
    format!("{sign}{}", figures(dong.unsigned_abs()))
}

/// Whole đồng of a typed amount: digits, with dots or spaces between them; none for anything else.
#[must_use]
pub fn read_figures(typed: &str) -> Option<u64> {
    let digits: String = typed
        .trim()
        .trim_end_matches(['đ', 'Đ'])
        .chars()
        .filter(|c| !matches!(c, '.' | ' '))
        .collect();
    let sound = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    sound.then(|| digits.parse().ok()).flatten()
}

/// The amount in words as receipts print it: first letter capital, `đồng` at the end.
#[must_use]
pub fn words(dong: u64, dialect: Dialect) -> String {
    let mut out: Vec<&str> = Vec::new();
    say(dong, false, dialect, &mut out);
    if out.is_empty() {
        out.push(DIGITS[0]);
    }
    let text = format!("{} đồng", out.join(" "));
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => text,
    }
}

/// Says `number`; `inside` when something larger was said before it, so that its hundreds are said
/// even when they are none.
fn say(number: u64, inside: bool, dialect: Dialect, out: &mut Vec<&'static str>) {
    if number >= BILLION {
        say(number / BILLION, inside, dialect, out);
        out.push("tỷ");
        return say(number % BILLION, true, dialect, out);
    }
    let thousand = if dialect.ngan { "ngàn" } else { "nghìn" };
    let groups = [
        (number / 1_000_000, Some("triệu")),
        (number / 1_000 % 1_000, Some(thousand)),
        (number % 1_000, None),
    ];
    let mut inside = inside;
    for (group, unit) in groups {
        if group > 0 {
            say_group(group, inside, dialect, out);
            out.extend(unit);
            inside = true;
        }
    }
}

/// Says three digits.
fn say_group(group: u64, inside: bool, dialect: Dialect, out: &mut Vec<&'static str>) {
    let digit = |n: u64| DIGITS[usize::try_from(n % 10).unwrap_or(0)];
    let (hundreds, tens, ones) = (group / 100, group / 10 % 10, group % 10);
    let whole = inside || hundreds > 0;
    if whole {
        out.extend([digit(hundreds), "trăm"]);
    }
    match (tens, ones) {
        (0, 0) => {}
        (0, _) if whole => out.extend([if dialect.le { "lẻ" } else { "linh" }, digit(ones)]),
        (0, _) => out.push(digit(ones)),
        (1, _) => out.push("mười"),
        _ => out.extend([digit(tens), "mươi"]),
    }
    match (tens, ones) {
        (0, _) | (_, 0) => {}
        (2.., 1) => out.push("mốt"),
        (_, 5) => out.push("lăm"),
        _ => out.push(digit(ones)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NORTH: Dialect = Dialect {
        ngan: false,
        le: false,
    };
    const SOUTH: Dialect = Dialect {
        ngan: true,
        le: true,
    };

    #[test]
    fn reads_the_amounts_of_the_receipts_out() {
        let told = [
            (1_250_000, "Một triệu hai trăm năm mươi nghìn đồng"),
            (1_005_000, "Một triệu không trăm linh năm nghìn đồng"),
            (21_000, "Hai mươi mốt nghìn đồng"),
            (15_000, "Mười lăm nghìn đồng"),
            (104_000, "Một trăm linh bốn nghìn đồng"),
            (0, "Không đồng"),
            (5, "Năm đồng"),
            (10, "Mười đồng"),
            (11, "Mười một đồng"),
            (2_000, "Hai nghìn đồng"),
            (1_000_001, "Một triệu không trăm linh một đồng"),
            (1_000_000_000, "Một tỷ đồng"),
            (2_000_015_000, "Hai tỷ không trăm mười lăm nghìn đồng"),
            (1_000_000_000_000, "Một nghìn tỷ đồng"),
        ];
        for (dong, text) in told {
            assert_eq!(words(dong, NORTH), text);
        }
        assert_eq!(
            words(1_005_000, SOUTH),
            "Một triệu không trăm lẻ năm ngàn đồng"
        );
    }

    #[test]
    fn writes_and_reads_figures() {
        assert_eq!(figures(1_250_000), "1.250.000");
        assert_eq!(figures(999), "999");
        assert_eq!(signed_figures(-20_000), "-20.000");
        assert_eq!(read_figures(" 1.250.000 đ"), Some(1_250_000));
        assert_eq!(read_figures("1,5"), None);
        assert_eq!(read_figures(""), None);
        assert_eq!(read_figures("99999999999999999999999"), None);
    }

    /// What the words mean, found without the code that made them: every word adds to or multiplies
    /// what has been heard so far.
    fn heard(text: &str) -> Option<u64> {
        let text = text.to_lowercase();
        let mut said: Vec<&str> = text.split(' ').collect();
        assert_eq!(said.pop(), Some("đồng"));
        value(&said)
    }

    fn value(said: &[&str]) -> Option<u64> {
        let units = [
            (&["tỷ"][..], BILLION),
            (&["triệu"], 1_000_000),
            (&["nghìn", "ngàn"], 1_000),
            (&["trăm"], 100),
            (&["mươi"], 10),
        ];
        for (names, size) in units {
            if let Some(at) = said.iter().rposition(|word| names.contains(word)) {
                let left = value(&said[..at])?;
                return left.checked_mul(size)?.checked_add(value(&said[at + 1..])?);
            }
        }
        match said {
            [] => Some(0),
            ["linh" | "lẻ", rest @ ..] => value(rest),
            ["mười", rest @ ..] => Some(10 + value(rest)?),
            ["mốt"] => Some(1),
            ["lăm"] => Some(5),
            [one] => DIGITS
                .iter()
                .position(|d| d == one)
                .and_then(|n| u64::try_from(n).ok()),
            _ => None,
        }
    }

    proptest! {
        #[test]
        fn what_is_said_is_what_was_meant(
            dong in prop_oneof![0..100_000_000_000_u64, any::<u64>(), (0..1_000_000_u64).prop_map(|k| k * 1000)],
            ngan: bool,
            le: bool,
        ) {
            let text = words(dong, Dialect { ngan, le });
            prop_assert_eq!(heard(&text), Some(dong), "{}", text);
            prop_assert!(!text.contains("  ") && text.ends_with(" đồng"));
        }

        #[test]
        fn figures_are_read_back(dong: u64) {
            prop_assert_eq!(read_figures(&figures(dong)), Some(dong));
        }
    }
}
