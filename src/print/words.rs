//! Dates and times in the words of the forms, Vietnam time (UTC+7).

use chrono::{DateTime, Datelike, FixedOffset, Timelike};

/// "ngày 03 tháng 02 năm 2026": days below 10 and the months 1 and 2 carry a zero
/// (NĐ 30/2020/NĐ-CP, Annex I). Empty for a time outside the calendar.
pub fn date_words(utc_ms: i64) -> String {
    local(utc_ms).map_or_else(String::new, |t| day_words(&t))
}

/// "08 giờ 15 phút, ngày 03 tháng 02 năm 2026", as on lines 4 and 5 of Mẫu số 01.
pub fn moment_words(utc_ms: i64) -> String {
    local(utc_ms).map_or_else(String::new, |t| {
        format!(
            "{:02} giờ {:02} phút, {}",
            t.hour(),
            t.minute(),
            day_words(&t)
        )
    })
}

/// "08 giờ 15 phút": the first half of [`moment_words`].
pub fn hour_words(utc_ms: i64) -> String {
    local(utc_ms).map_or_else(String::new, |t| {
        format!("{:02} giờ {:02} phút", t.hour(), t.minute())
    })
}

fn day_words(t: &DateTime<FixedOffset>) -> String {
    let month = if t.month() <= 2 {
        format!("0{}", t.month())
    } else {
        t.month().to_string()
    };
    format!("ngày {:02} tháng {month} năm {}", t.day(), t.year())
}

fn local(utc_ms: i64) -> Option<DateTime<FixedOffset>> {
    const VIETNAM_SECONDS: i32 = 7 * 3600;
    let zone = FixedOffset::east_opt(VIETNAM_SECONDS)?;
    Some(DateTime::from_timestamp_millis(utc_ms)?.with_timezone(&zone))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pads_days_below_ten_and_the_first_two_months() {
        // 2026-02-03 08:15 in Vietnam.
        assert_eq!(
            moment_words(1_770_081_300_000),
            "08 giờ 15 phút, ngày 03 tháng 02 năm 2026"
        );
        // 2026-11-21 00:00 in Vietnam, still the day before in UTC.
        assert_eq!(date_words(1_795_194_000_000), "ngày 21 tháng 11 năm 2026");
        assert_eq!(date_words(i64::MAX), "");
    }
}
