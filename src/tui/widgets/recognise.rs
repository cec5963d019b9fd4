//! What a clerk typed, understood: dates, money, telephone and identity numbers, e-mail, counts.
//! Pure; "today" is an input. The field then shows what it took.

use chrono::{Datelike, Days, NaiveDate};

use crate::messages::say;
use crate::text::fold;
use crate::worktime::Limit;

/// Why a typed value was not taken; `Display` is what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// Not a date we can read.
    #[error("{}", say!("recognise.bad_date"))]
    Date,
    /// A date outside what may be meant here.
    #[error("{}", say!("recognise.date_out_of_range", date = .0))]
    DateRange(String),
    /// Not a time limit.
    #[error("{}", say!("recognise.bad_limit"))]
    Limit,
    /// Not an amount.
    #[error("{}", say!("recognise.bad_money"))]
    Money,
    /// Not a Vietnamese telephone number.
    #[error("{}", say!("recognise.bad_phone"))]
    Phone,
    /// Not an identity number.
    #[error("{}", say!("recognise.bad_identity"))]
    Identity,
    /// Not an e-mail address.
    #[error("{}", say!("recognise.bad_email"))]
    Email,
    /// Not a count in range.
    #[error("{}", say!("recognise.bad_count", least = .0, most = .1))]
    Count(u32, u32),
    /// Nothing given where something must be.
    #[error("{}", say!("recognise.field_required"))]
    Missing,
    /// Not one of the values of a list.
    #[error("{}", say!("recognise.not_listed"))]
    NotListed,
    /// Filled from a card, and nobody has compared it yet.
    #[error("{}", say!("recognise.compare_card"))]
    Unseen,
    /// The text gate refused it.
    #[error("{}", say!("recognise.bad_text", what = .0))]
    Text(String),
}

impl NotTaken {
    /// The code of this refusal, for the message line and the manual.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Date => "MC-1021",
            Self::DateRange(_) => "MC-1022",
            Self::Money => "MC-1023",
            Self::Phone => "MC-1024",
            Self::Identity => "MC-1025",
            Self::Email => "MC-1026",
            Self::Count(..) => "MC-1027",
            Self::Missing => "MC-1028",
            Self::NotListed => "MC-1029",
            Self::Text(_) => "MC-1030",
            Self::Limit => "MC-1031",
            Self::Unseen => "MC-1033",
        }
    }
}

/// Reads a date: `1/2/90`, `01-02-1990`, `010290`, `01021990`, `1/2` (this year), `hôm nay`, `+3`,
/// `-1` (days from today). Two-digit years lie in the hundred years that end ten years from now.
///
/// # Errors
/// [`NotTaken::Date`] when nothing fits, [`NotTaken::DateRange`] before 1900 or after 2100.
pub fn date(typed: &str, today: NaiveDate) -> Result<NaiveDate, NotTaken> {
    let text = fold(typed);
    let found = match text.as_str() {
        "hom nay" | "nay" | "today" => Some(today),
        "hom qua" | "qua" | "yesterday" => today.pred_opt(),
        "ngay mai" | "mai" | "tomorrow" => today.succ_opt(),
        _ if text.starts_with(['+', '-']) => shifted(&text, today),
        _ => written(&text, today),
    };
    let date = found.ok_or(NotTaken::Date)?;
    if (1900..=2100).contains(&date.year()) {
        Ok(date)
    } else {
        Err(NotTaken::DateRange(show_date(date)))
    }
}

/// Reads a date of birth as [`date`] does, or a year alone; not after today.
///
/// # Errors
/// As [`date`].
pub fn birth(typed: &str, today: NaiveDate) -> Result<String, NotTaken> {
    let text = typed.trim();
    let year = text.parse::<i32>().ok().filter(|_| text.len() == 4);
    if let Some(year) = year {
        let known = (1900..=today.year()).contains(&year);
        return if known {
            Ok(text.to_owned())
        } else {
            Err(NotTaken::DateRange(text.to_owned()))
        };
    }
    // Nobody is born in the future: a two-digit year then means the century before.
    let date = date(text, today)?;
    let date = if date > today {
        date.with_year(date.year() - 100).unwrap_or(date)
    } else {
        date
    };
    Ok(show_date(date))
}

/// Reads a time limit as data writes it, also `0,5d`.
///
/// # Errors
/// [`NotTaken::Limit`].
pub fn limit(typed: &str) -> Result<String, NotTaken> {
    let text = typed
        .trim()
        .to_lowercase()
        .replace(',', ".")
        .replace("0.5d", "½d");
    match text.parse::<Limit>() {
        Ok(_) => Ok(text),
        Err(_) => Err(NotTaken::Limit),
    }
}

fn shifted(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let days: u64 = text[1..].trim().parse().ok().filter(|d| *d <= 3660)?;
    match text.as_bytes()[0] {
        b'+' => today.checked_add_days(Days::new(days)),
        _ => today.checked_sub_days(Days::new(days)),
    }
}

fn written(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let parts: Vec<&str> = text
        .split(['/', '-', '.', ' '])
        .filter(|p| !p.is_empty())
        .collect();
    let (day, month, year) = match parts.as_slice() {
        [day, month, year] => (*day, *month, Some(*year)),
        [day, month] => (*day, *month, None),
        [run] if run.is_ascii() && matches!(run.len(), 6 | 8) => {
            (&run[0..2], &run[2..4], Some(&run[4..]))
        }
        _ => return None,
    };
    let year = match year {
        None => today.year(),
        Some(two) if two.len() == 2 => {
            let short: i32 = two.parse().ok()?;
            let last = today.year() + 10;
            last - (last - short).rem_euclid(100)
        }
        Some(four) if four.len() == 4 => four.parse().ok()?,
        Some(_) => return None,
    };
    NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)
}

/// `01/02/1990`.
pub fn show_date(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}

/// Reads an amount in đồng: `4000`, `4.000`, `4.000 đ`, `4k` (thousand), `0`.
///
/// # Errors
/// [`NotTaken::Money`].
pub fn money(typed: &str) -> Result<u64, NotTaken> {
    let text = fold(typed);
    let text = text.trim_end_matches("vnd").trim_end_matches('d').trim();
    let (digits, times) = match text.strip_suffix('k') {
        Some(head) => (head, 1000),
        None => (text, 1),
    };
    let digits: String = digits.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
    let plain =
        !digits.is_empty() && digits.len() <= 12 && digits.bytes().all(|b| b.is_ascii_digit());
    let amount: u64 = if plain { digits.parse().ok() } else { None }.ok_or(NotTaken::Money)?;
    amount.checked_mul(times).ok_or(NotTaken::Money)
}

/// `4.000`.
pub fn show_money(amount: u64) -> String {
    let digits = amount.to_string();
    let mut shown = String::with_capacity(digits.len() + 4);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push('.');
        }
        shown.push(digit);
    }
    shown
}

/// Reads a telephone number: spaces, dots and dashes fall away, `+84` becomes `0`.
///
/// # Errors
/// [`NotTaken::Phone`].
pub fn phone(typed: &str) -> Result<String, NotTaken> {
    let bare: String = typed
        .chars()
        .filter(|c| !matches!(c, ' ' | '.' | '-' | '(' | ')'))
        .collect();
    let local = match bare
        .strip_prefix("+84")
        .or_else(|| bare.strip_prefix("0084"))
    {
        Some(rest) => format!("0{rest}"),
        None => bare,
    };
    let fits = matches!(local.len(), 10 | 11)
        && local.starts_with('0')
        && local.bytes().all(|b| b.is_ascii_digit());
    if fits {
        Ok(local)
    } else {
        Err(NotTaken::Phone)
    }
}

/// Reads an identity number: 12 digits, 9 digits (old card), or a passport's letters and digits.
///
/// # Errors
/// [`NotTaken::Identity`].
pub fn identity(typed: &str) -> Result<String, NotTaken> {
    let bare: String = typed
        .chars()
        .filter(|c| !matches!(c, ' ' | '.' | '-'))
        .collect();
    let bare = bare.to_uppercase();
    let digits = bare.bytes().all(|b| b.is_ascii_digit());
    let passport = matches!(bare.len(), 7..=9)
        && bare.starts_with(|c: char| c.is_ascii_uppercase())
        && bare.bytes().all(|b| b.is_ascii_alphanumeric());
    match bare.len() {
        9 | 12 if digits => Ok(bare),
        _ if passport => Ok(bare),
        _ => Err(NotTaken::Identity),
    }
}

/// Reads an e-mail address, without asking more of it than a post office would.
///
/// # Errors
/// [`NotTaken::Email`].
pub fn email(typed: &str) -> Result<String, NotTaken> {
    let text = typed.trim();
    let good = text.is_ascii()
        && text.len() <= 120
        && !text.contains(char::is_whitespace)
        && text.split_once('@').is_some_and(|(who, place)| {
            !who.is_empty()
                && place.contains('.')
                && !place.contains('@')
                && !place.starts_with('.')
                && !place.ends_with('.')
        });
    if good {
        Ok(text.to_owned())
    } else {
        Err(NotTaken::Email)
    }
}

/// Reads a whole number from `low` to `high`.
///
/// # Errors
/// [`NotTaken::Count`].
pub fn count(typed: &str, low: u32, high: u32) -> Result<u32, NotTaken> {
    let number = typed
        .trim()
        .parse()
        .ok()
        .filter(|n| (low..=high).contains(n));
    number.ok_or(NotTaken::Count(low, high))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(typed: &str) -> String {
        let today = NaiveDate::from_ymd_opt(2026, 11, 20).expect("date");
        date(typed, today).map_or_else(|e| e.code().to_owned(), show_date)
    }

    #[test]
    fn dates_as_clerks_type_them() {
        for (typed, taken) in [
            ("1/2/90", "01/02/1990"),
            ("010290", "01/02/1990"),
            ("01021990", "01/02/1990"),
            ("1-2-1990", "01/02/1990"),
            ("5/6", "05/06/2026"),
            ("3/4/30", "03/04/2030"),
            ("hôm nay", "20/11/2026"),
            ("Mai", "21/11/2026"),
            ("+3", "23/11/2026"),
            ("-20", "31/10/2026"),
        ] {
            assert_eq!(on(typed), taken, "{typed}");
        }
    }

    #[test]
    fn dates_that_are_none() {
        for typed in [
            "",
            "31/2/2020",
            "99/99/99",
            "1/2/3",
            "+",
            "+99999",
            "٣/٣/٣",
            "0102199",
            "-",
        ] {
            assert_eq!(on(typed), "MC-1021", "{typed}");
        }
        assert_eq!(on("1/1/1066"), "MC-1022");
        assert_eq!(on("1/1/9999"), "MC-1022");
    }

    #[test]
    fn money_with_full_stops() {
        for (typed, taken) in [
            ("4000", "4.000"),
            ("4.000 đ", "4.000"),
            ("1.250k", "1.250.000"),
            ("0", "0"),
        ] {
            assert_eq!(
                money(typed).map(show_money),
                Ok(taken.to_owned()),
                "{typed}"
            );
        }
        for typed in ["", "-5", "4,5", "x", "9999999999999", "đ"] {
            assert_eq!(money(typed), Err(NotTaken::Money), "{typed}");
        }
    }

    #[test]
    fn numbers_of_people() {
        assert_eq!(phone("+84 912.345.678"), Ok("0912345678".into()));
        assert_eq!(phone("912345678"), Err(NotTaken::Phone));
        assert_eq!(identity("0010 9000 0045"), Ok("001090000045".into()));
        assert_eq!(identity("c1234567"), Ok("C1234567".into()));
        assert_eq!(identity("12345"), Err(NotTaken::Identity));
        assert_eq!(email("a@b.vn"), Ok("a@b.vn".into()));
        assert_eq!(email("a@@b.vn"), Err(NotTaken::Email));
        assert_eq!(count("-1", 1, 50), Err(NotTaken::Count(1, 50)));
    }
}
