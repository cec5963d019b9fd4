//! The shape of a calendar file, as the office writes it. No rules here; those are in `check`.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer};
use toml::Spanned;

/// A whole calendar file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CalendarFile {
    pub id: Spanned<String>,
    pub version: Spanned<String>,
    #[serde(default)]
    pub name: String,
    pub valid_from: Spanned<FileDate>,
    pub valid_to: Spanned<FileDate>,
    /// The state has not yet published the days of this period.
    #[serde(default)]
    pub provisional: bool,
    pub hours: Vec<Spanned<HoursRow>>,
    pub week: Vec<Spanned<WeekRow>>,
    #[serde(default)]
    pub day: Vec<Spanned<DayRow>>,
}

/// Session hours from one date to another; without dates, of the whole calendar.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HoursRow {
    pub from: Option<FileDate>,
    pub to: Option<FileDate>,
    /// `07:30-11:30`.
    pub am: String,
    /// `13:30-17:00`.
    pub pm: String,
}

/// Weekdays on which each session is open; without dates, of the whole calendar.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WeekRow {
    pub from: Option<FileDate>,
    pub to: Option<FileDate>,
    pub am: Vec<FileWeekday>,
    pub pm: Vec<FileWeekday>,
}

/// One exceptional date, or a run of dates.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DayRow {
    pub date: FileDate,
    pub to: Option<FileDate>,
    pub kind: DayKind,
    pub half: Option<FileHalf>,
    pub name: String,
    #[serde(default)]
    pub status: Status,
}

/// Why a date differs from its week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// Public holiday (nghỉ lễ).
    Holiday,
    /// Day off for a holiday that fell on a weekend (nghỉ bù).
    Compensatory,
    /// Working day given off, worked on another date (hoán đổi).
    SwapOff,
    /// Day off that is worked instead (làm bù).
    Makeup,
    /// The office itself is closed.
    Closed,
}

/// Whether the state has published the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Status {
    #[default]
    Official,
    Unconfirmed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum FileHalf {
    Am,
    Pm,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(super) enum FileWeekday {
    T2,
    T3,
    T4,
    T5,
    T6,
    T7,
    Cn,
}

/// A TOML date without a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FileDate(pub NaiveDate);

impl<'de> Deserialize<'de> for FileDate {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let value = toml::value::Datetime::deserialize(from)?;
        match (value.date, value.time) {
            (Some(date), None) => {
                NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
            }
            _ => None,
        }
        .map(FileDate)
        .ok_or_else(|| serde::de::Error::custom("cần một ngày, ví dụ 2025-04-30"))
    }
}
