//! The calendars that come with the program, against figures that were counted apart from them.

use chrono::{Datelike, NaiveDate};
use motcua::worktime::{
    Calendar, CalendarError, Limit, Policy, Session, VN_2027_PROVISIONAL, due, vn, vn_with_2027,
};

/// year, month, working days by the official rows alone.
const WORKING_DAYS: &str = include_str!("working_days_by_month.tsv");

#[test]
fn the_shipped_calendar_has_the_published_number_of_working_days_in_every_month() {
    let calendar = vn().unwrap().with_unconfirmed(false);
    let mut months = 0;
    for line in WORKING_DAYS.lines().skip(1) {
        let row: Vec<u32> = line.split('\t').map(|cell| cell.parse().unwrap()).collect();
        let first = NaiveDate::from_ymd_opt(row[0] as i32, row[1], 1).unwrap();
        let dates = first.iter_days().take_while(|date| date.month() == row[1]);
        let working = dates.filter(|date| calendar.is_working_date(*date)).count();
        assert_eq!(working, row[2] as usize, "{}/{}", row[1], row[0]);
        months += 1;
    }
    assert_eq!(months, 96);
}

#[test]
fn the_unconfirmed_swap_is_in_force_until_switched_off() {
    let working = |calendar: &Calendar, date: &str| calendar.is_working_date(date.parse().unwrap());
    let on = vn().unwrap();
    assert!(!working(&on, "2026-01-02") && working(&on, "2026-01-10"));
    let off = on.with_unconfirmed(false);
    assert!(working(&off, "2026-01-02") && !working(&off, "2026-01-10"));
}

#[test]
fn a_count_past_the_last_day_says_which_day_and_what_to_do() {
    let received = "2026-12-28T08:00:00".parse().unwrap();
    let limit = "30d".parse().unwrap();
    let error = due(&vn().unwrap(), received, limit, &Policy::default()).unwrap_err();
    assert_eq!(error.code(), "MC-2001");
    let text = error.to_string();
    assert!(
        text.contains("31/12/2026") && text.contains("bổ sung lịch"),
        "{text}"
    );
}

#[test]
fn the_joined_calendar_answers_with_a_provisional_date() {
    let joined = vn_with_2027().unwrap();
    assert_eq!(joined.version(), "2026.1+2027.0");
    let received = "2026-12-28T08:00:00".parse().unwrap();
    let got = due(&joined, received, Limit::HalfDays(60), &Policy::default()).unwrap();
    // Working days after Mon 28/12: 3 in December, 20 in January, 1–3/2 and 11–12/2 around Tết, 15/2, 16/2.
    assert_eq!(got.due.unwrap().to_string(), "2027-02-16 AM");
    assert!(got.provisional);
    let last = got.explain.last().unwrap().to_string();
    assert!(
        last.contains("dự kiến") && last.contains("Tết Nguyên Đán"),
        "{last}"
    );
}

#[test]
fn joining_changes_nothing_before_the_seam() {
    let (plain, joined) = (vn().unwrap(), vn_with_2027().unwrap());
    assert!(joined.len() > plain.len());
    assert!((0..plain.len()).all(|idx| plain.at_idx(idx) == joined.at_idx(idx)));
    let seam: Session = "2026-12-31 PM".parse().unwrap();
    assert_eq!(joined.plus(seam, 1).unwrap().to_string(), "2027-01-04 AM");
}

#[test]
fn a_calendar_joins_only_the_one_that_follows_it() {
    let next = Calendar::from_toml(VN_2027_PROVISIONAL).unwrap();
    let error = next.join(&vn().unwrap()).unwrap_err();
    assert!(matches!(error, CalendarError::NotAdjacent { .. }));
    assert_eq!(error.code(), "MC-2011");
}
