//! The calendars that come with the program.

use super::calendar::Calendar;
use super::error::CalendarError;

/// Official working days of 2019–2026, as TOML text.
pub const VN: &str = include_str!("../../assets/calendars/vn.toml");

/// Expected working days of 2027, before the state publishes them, as TOML text. An office may
/// [join](Calendar::join) it so that a long limit late in 2026 still gets a (provisional) date.
pub const VN_2027_PROVISIONAL: &str =
    include_str!("../../assets/calendars/vn-2027-provisional.toml");

/// The default calendar.
///
/// # Errors
/// Never with the file as shipped, which a test reads.
pub fn vn() -> Result<Calendar, CalendarError> {
    Calendar::from_toml(VN)
}

/// The default calendar with the expected days of 2027 joined to it.
///
/// # Errors
/// Never with the files as shipped, which a test reads.
pub fn vn_with_2027() -> Result<Calendar, CalendarError> {
    vn()?.join(&Calendar::from_toml(VN_2027_PROVISIONAL)?)
}
