//! Random calendars and questions for the oracle and the program.

use chrono::{Datelike, NaiveDate, TimeDelta};
use proptest::prelude::*;

use crate::oracle::{self, Day, Exception, Oracle};

/// Days in a random calendar.
pub const DAYS: usize = 150;

/// A calendar, a receipt (day, minute), a limit, a policy, and a stop after the receipt.
#[derive(Debug, Clone)]
pub struct Question {
    pub oracle: Oracle,
    pub hours_change: usize,
    pub received: (usize, u32),
    pub limit: oracle::Limit,
    pub count: oracle::Count,
    /// Minutes from receipt to request, and from request to acceptance.
    pub stop: (u32, u32),
    pub pause: bool,
    pub lead: u32,
}

pub fn question() -> impl Strategy<Value = Question> {
    let receipt = (0..DAYS - 20, minute_of_day());
    let stop = (
        0_u32..9 * 1440,
        prop_oneof![2 => 0_u32..8 * 1440, 1 => 0_u32..300],
    );
    (
        calendar(),
        receipt,
        limit(),
        count(),
        stop,
        any::<bool>(),
        0_u32..5,
    )
        .prop_map(
            |((oracle, hours_change), received, limit, count, stop, pause, lead)| {
                // Half of the receipts fall on the very edge of a session or of the cut-off.
                let (day, (minute, edge)) = received;
                let edges: Vec<u32> = oracle.days[day]
                    .hours
                    .into_iter()
                    .chain([oracle.cutoff])
                    .collect();
                let minute = edge.map_or(minute, |(which, off)| edges[which] + off - 1);
                Question {
                    oracle,
                    hours_change,
                    received: (day, minute),
                    limit,
                    count,
                    stop,
                    pause,
                    lead,
                }
            },
        )
}

fn minute_of_day() -> impl Strategy<Value = (u32, Option<(usize, u32)>)> {
    (0_u32..1440, proptest::option::of((0_usize..5, 0_u32..3)))
}

fn limit() -> impl Strategy<Value = oracle::Limit> {
    prop_oneof![
        6 => (1_u32..45).prop_map(oracle::Limit::HalfDays),
        2 => (1_u32..60).prop_map(oracle::Limit::Hours),
        2 => (1_u32..40).prop_map(oracle::Limit::Days),
        1 => (1_u32..4).prop_map(oracle::Limit::Months),
        2 => Just(oracle::Limit::InDay),
        1 => Just(oracle::Limit::None),
    ]
}

fn count() -> impl Strategy<Value = oracle::Count> {
    prop_oneof![
        2 => Just(oracle::Count::Session),
        1 => Just(oracle::Count::ReceiptCounts),
        1 => Just(oracle::Count::CivilDay),
    ]
}

/// A first date, a week, two periods of hours, and exceptional days.
fn calendar() -> impl Strategy<Value = (Oracle, usize)> {
    let week = proptest::array::uniform7((
        proptest::bool::weighted(0.8),
        proptest::bool::weighted(0.75),
    ));
    let exceptions = proptest::collection::vec((0..DAYS, 0_u8..6), 0..16);
    (0_i64..4000, week, hours(), hours(), 0..=DAYS, exceptions).prop_map(
        |(start, week, early, late, hours_change, exceptions)| {
            let first =
                NaiveDate::from_ymd_opt(2019, 1, 1).expect("a date") + TimeDelta::days(start);
            let mut days: Vec<Day> = first
                .iter_days()
                .take(DAYS)
                .enumerate()
                .map(|(place, date)| {
                    let weekday = date.weekday().num_days_from_monday() as usize;
                    Day {
                        year: date.year(),
                        month: date.month(),
                        day: date.day(),
                        weekday,
                        week: [week[weekday].0, week[weekday].1],
                        exception: None,
                        hours: if place < hours_change { early } else { late },
                    }
                })
                .collect();
            for (place, choice) in exceptions {
                let halves = [[true, true], [true, false], [false, true]][usize::from(choice) / 2];
                let day = &mut days[place];
                // A make-up row must open something, or the file is refused.
                let shut = (0..2).any(|half| halves[half] && !day.week[half]);
                day.exception = Some(Exception {
                    opens: choice % 2 == 1 && shut,
                    halves,
                });
            }
            (
                Oracle {
                    days,
                    cutoff: 15 * 60,
                },
                hours_change,
            )
        },
    )
}

/// Minutes of morning start and end, afternoon start and end.
fn hours() -> impl Strategy<Value = [u32; 4]> {
    (360_u32..480, 60_u32..300, 0_u32..150, 60_u32..300).prop_map(
        |(start, morning, lunch, afternoon)| {
            let (noon, after) = (start + morning, start + morning + lunch);
            [start, noon, after, after + afternoon]
        },
    )
}
