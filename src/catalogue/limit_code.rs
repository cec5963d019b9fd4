//! Limits as data files write them: `2d`, `0.5d`, `½d`, `3h`, `15cd`, `1m`, `in-day`, `none`.

use crate::worktime::Limit;

/// Reads a limit; `None` when it is not written as above or is not a whole number of half-days.
pub fn parse_limit(text: &str) -> Option<Limit> {
    let whole = |number: &str| number.parse::<u32>().ok().filter(|n| *n > 0 && *n < 10_000);
    match text {
        "none" => return Some(Limit::NoDue),
        "in-day" => return Some(Limit::InDay),
        _ => {}
    }
    if let Some(number) = text.strip_suffix("cd") {
        return whole(number).map(Limit::CalendarDays);
    }
    if let Some(number) = text.strip_suffix('h') {
        return whole(number).map(Limit::WorkingHours);
    }
    if let Some(number) = text.strip_suffix('m') {
        return whole(number).map(Limit::Months);
    }
    half_days(text.strip_suffix('d')?).map(Limit::HalfDays)
}

fn half_days(number: &str) -> Option<u32> {
    let (days, half) = match number.strip_suffix('½').or_else(|| number.strip_suffix(".5")) {
        Some(days) => (days, 1),
        None => (number, 0),
    };
    let days = match days {
        "" if half == 1 => 0,
        days => days.parse::<u32>().ok().filter(|n| *n < 10_000)?,
    };
    Some(days * 2 + half).filter(|n| *n > 0)
}

/// A limit in the words clerks use.
pub fn limit_words(limit: Limit) -> String {
    match limit {
        Limit::HalfDays(1) => "½ ngày làm việc".to_owned(),
        Limit::HalfDays(n) if n % 2 == 1 => format!("{}½ ngày làm việc", n / 2),
        Limit::HalfDays(n) => format!("{} ngày làm việc", n / 2),
        Limit::WorkingHours(n) => format!("{n} giờ làm việc"),
        Limit::CalendarDays(n) => format!("{n} ngày"),
        Limit::Months(n) => format!("{n} tháng"),
        Limit::InDay => "trong ngày".to_owned(),
        Limit::NoDue => "không có thời hạn".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_a_limit_is_read() {
        let read = [
            ("2d", Limit::HalfDays(4)),
            ("0.5d", Limit::HalfDays(1)),
            ("½d", Limit::HalfDays(1)),
            ("2½d", Limit::HalfDays(5)),
            ("3h", Limit::WorkingHours(3)),
            ("15cd", Limit::CalendarDays(15)),
            ("1m", Limit::Months(1)),
            ("in-day", Limit::InDay),
            ("none", Limit::NoDue),
        ];
        for (text, limit) in read {
            assert_eq!(parse_limit(text), Some(limit), "{text}");
        }
        for text in ["", "d", "0d", "-1d", "1.25d", "2", "2 d", "99999d", "cd", "1w"] {
            assert_eq!(parse_limit(text), None, "{text}");
        }
    }
}
