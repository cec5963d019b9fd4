//! Time limits as the law writes them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::error::TextError;

/// A published time limit (thời hạn giải quyết) of a procedure case. Written and stored as `2d`,
/// `2.5d`, `3h`, `15cd`, `1m`, `in-day`, `none`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Limit {
    /// Working half-days: `2d` is 4, `½d` is 1.
    HalfDays(u32),
    /// Working hours (giờ làm việc), rounded up to whole half-days of four hours.
    WorkingHours(u32),
    /// Calendar days (ngày).
    CalendarDays(u32),
    /// Months.
    Months(u32),
    /// Solved in the day (trong ngày), cut-off 15:00.
    InDay,
    /// No due date; never late.
    NoDue,
}

/// One half-day stands for this many working hours.
const HOURS_PER_HALF_DAY: u32 = 4;

/// No published limit comes near this number of days, hours or months; a larger one is a slip of the key.
const MOST_UNITS: u32 = 9_999;

impl Limit {
    /// Half-days counted on working sessions, or `None` for limits that are not counted so.
    /// Hours are rounded up and are never less than one half-day.
    pub fn half_days(self) -> Option<u32> {
        match self {
            Limit::HalfDays(n) => Some(n),
            Limit::WorkingHours(hours) => Some(hours.div_ceil(HOURS_PER_HALF_DAY).max(1)),
            _ => None,
        }
    }

    /// The limit of several steps done one after another, or `None` if they do not add up.
    /// Hours are added as hours, so that the total is rounded once and not step by step.
    pub fn total(steps: &[Limit]) -> Option<Limit> {
        let mut half_days = 0_u32;
        let mut hours = 0_u32;
        for step in steps {
            match step {
                Limit::HalfDays(n) => half_days = half_days.checked_add(*n)?,
                Limit::WorkingHours(n) => hours = hours.checked_add(*n)?,
                _ => return None,
            }
        }
        match hours {
            0 => Some(Limit::HalfDays(half_days)),
            _ => half_days
                .checked_mul(HOURS_PER_HALF_DAY)?
                .checked_add(hours)
                .map(Limit::WorkingHours),
        }
    }

    /// The limit as the receipt slip prints it: “02 ngày làm việc”, “Trong ngày”.
    pub fn in_words(self) -> String {
        match self {
            Limit::HalfDays(1) => "½ ngày làm việc".into(),
            Limit::HalfDays(n) if n % 2 == 1 => format!("{:02}½ ngày làm việc", n / 2),
            Limit::HalfDays(n) => format!("{:02} ngày làm việc", n / 2),
            Limit::WorkingHours(n) => format!("{n:02} giờ làm việc"),
            Limit::CalendarDays(n) => format!("{n:02} ngày"),
            Limit::Months(n) => format!("{n:02} tháng"),
            Limit::InDay => "Trong ngày".into(),
            Limit::NoDue => "Không quy định".into(),
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Limit::HalfDays(n) if n % 2 == 1 => write!(f, "{}.5d", n / 2),
            Limit::HalfDays(n) => write!(f, "{}d", n / 2),
            Limit::WorkingHours(n) => write!(f, "{n}h"),
            Limit::CalendarDays(n) => write!(f, "{n}cd"),
            Limit::Months(n) => write!(f, "{n}m"),
            Limit::InDay => f.write_str("in-day"),
            Limit::NoDue => f.write_str("none"),
        }
    }
}

impl FromStr for Limit {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        read(text.trim()).ok_or_else(|| TextError::Limit(text.chars().take(40).collect()))
    }
}

fn read(text: &str) -> Option<Limit> {
    match text {
        "in-day" => return Some(Limit::InDay),
        "none" => return Some(Limit::NoDue),
        _ => {}
    }
    if let Some(days) = text.strip_suffix("cd") {
        return whole(days).map(Limit::CalendarDays);
    }
    if let Some(days) = text.strip_suffix('d') {
        return half_days(days).map(Limit::HalfDays);
    }
    if let Some(hours) = text.strip_suffix('h') {
        return whole(hours).map(Limit::WorkingHours);
    }
    whole(text.strip_suffix('m')?).map(Limit::Months)
}

/// Days in whole or half: `2`, `2.5`, `2,5`, `2½`, `½`.
fn half_days(days: &str) -> Option<u32> {
    for half in ["½", ".5", ",5"] {
        match days.strip_suffix(half) {
            Some("" | "0") => return Some(1),
            Some(whole_days) => return Some(whole(whole_days)? * 2 + 1),
            None => {}
        }
    }
    whole(days).map(|days| days * 2)
}

/// A count from 1; no sign, no blanks.
fn whole(digits: &str) -> Option<u32> {
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let count = plain.then(|| digits.parse().ok()).flatten()?;
    (1..=MOST_UNITS).contains(&count).then_some(count)
}

impl From<Limit> for String {
    fn from(limit: Limit) -> String {
        limit.to_string()
    }
}

impl TryFrom<String> for Limit {
    type Error = TextError;

    fn try_from(text: String) -> Result<Self, TextError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_a_limit_is_read_and_written_back() {
        for (typed, limit, short, words) in [
            ("2d", Limit::HalfDays(4), "2d", "02 ngày làm việc"),
            ("2.5d", Limit::HalfDays(5), "2.5d", "02½ ngày làm việc"),
            ("2½d", Limit::HalfDays(5), "2.5d", "02½ ngày làm việc"),
            ("2,5d", Limit::HalfDays(5), "2.5d", "02½ ngày làm việc"),
            ("½d", Limit::HalfDays(1), "0.5d", "½ ngày làm việc"),
            ("0.5d", Limit::HalfDays(1), "0.5d", "½ ngày làm việc"),
            ("20d", Limit::HalfDays(40), "20d", "20 ngày làm việc"),
            ("4h", Limit::WorkingHours(4), "4h", "04 giờ làm việc"),
            ("15cd", Limit::CalendarDays(15), "15cd", "15 ngày"),
            ("1m", Limit::Months(1), "1m", "01 tháng"),
            ("in-day", Limit::InDay, "in-day", "Trong ngày"),
            ("none", Limit::NoDue, "none", "Không quy định"),
        ] {
            assert_eq!(typed.parse(), Ok(limit), "{typed}");
            assert_eq!(limit.to_string(), short);
            assert_eq!(limit.in_words(), words);
            let json = serde_json::to_string(&limit).unwrap();
            assert_eq!(json, format!("\"{short}\""));
            assert_eq!(serde_json::from_str::<Limit>(&json).unwrap(), limit);
        }
    }

    #[test]
    fn what_is_not_a_limit_is_refused_with_the_ways_to_write_one() {
        for typed in [
            "",
            "2",
            "d",
            "-1d",
            "+2d",
            "0d",
            "0h",
            "2.25d",
            "2 d",
            "10000d",
            "1y",
            "½h",
            "２d",
            "99999999999d",
        ] {
            let error = typed.parse::<Limit>().unwrap_err();
            assert_eq!(error.code(), "MC-2021", "{typed}");
            assert!(error.to_string().contains("15cd"));
        }
    }

    #[test]
    fn hours_become_half_days_of_four_hours_rounded_up() {
        let of = |hours| Limit::WorkingHours(hours).half_days();
        assert_eq!(
            [of(0), of(1), of(4), of(5), of(8), of(9)].map(Option::unwrap),
            [1, 1, 1, 2, 2, 3]
        );
        assert_eq!(Limit::CalendarDays(3).half_days(), None);
    }

    #[test]
    fn steps_are_rounded_once_over_the_total() {
        let hours = [2, 3, 2, 1].map(Limit::WorkingHours);
        assert_eq!(Limit::total(&hours).and_then(Limit::half_days), Some(2));
        let mixed = [Limit::HalfDays(2), Limit::WorkingHours(2)];
        assert_eq!(Limit::total(&mixed), Some(Limit::WorkingHours(10)));
        assert_eq!(Limit::total(&[Limit::HalfDays(2), Limit::InDay]), None);
    }
}
