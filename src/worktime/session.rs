//! Working sessions: a date and its morning or afternoon.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::error::TextError;

/// One working session (buổi làm việc), the unit of the clock. Written `2025-03-03 AM`, also in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Session {
    /// Local date, UTC+7.
    pub date: NaiveDate,
    /// Which half of the date.
    pub half: Half,
}

/// Half of a working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Half {
    /// Morning (sáng).
    Am,
    /// Afternoon (chiều).
    Pm,
}

impl Half {
    /// Morning, then afternoon.
    pub const BOTH: [Half; 2] = [Half::Am, Half::Pm];
}

impl Session {
    /// The session of that date and half, whether or not any calendar opens it.
    pub fn new(date: NaiveDate, half: Half) -> Self {
        Session { date, half }
    }

    /// Days since 1970-01-01 times two, plus one for an afternoon. Depends on no calendar, sorts in
    /// time order and never changes meaning, so this is the number to store. It is not the `idx` of
    /// a calendar: nights and holidays have ordinals too, so never subtract two of them.
    pub fn ordinal(self) -> i64 {
        i64::from(self.date.to_epoch_days()) * 2 + i64::from(self.half == Half::Pm)
    }

    /// The session with that [`ordinal`](Self::ordinal), or `None` beyond the dates that exist.
    pub fn from_ordinal(ordinal: i64) -> Option<Self> {
        let days = i32::try_from(ordinal.div_euclid(2)).ok()?;
        let half = Half::BOTH[usize::from(ordinal.rem_euclid(2) == 1)];
        Some(Session::new(NaiveDate::from_epoch_days(days)?, half))
    }
}

impl fmt::Display for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let half = match self.half {
            Half::Am => "AM",
            Half::Pm => "PM",
        };
        // `NaiveDate` writes itself as ISO 8601; reading a format text would take longer.
        write!(f, "{} {half}", self.date)
    }
}

impl FromStr for Session {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        let wrong = || TextError::Session(text.chars().take(40).collect());
        let (date, half) = text.trim().split_once(' ').ok_or_else(wrong)?;
        let date = NaiveDate::parse_from_str(date, "%Y-%m-%d").map_err(|_| wrong())?;
        match half {
            "AM" => Ok(Session::new(date, Half::Am)),
            "PM" => Ok(Session::new(date, Half::Pm)),
            _ => Err(wrong()),
        }
    }
}

impl From<Session> for String {
    fn from(session: Session) -> String {
        session.to_string()
    }
}

impl TryFrom<String> for Session {
    type Error = TextError;

    fn try_from(text: String) -> Result<Self, TextError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_ordinal_are_read_back_as_they_were_written() {
        let session: Session = "2025-03-03 PM".parse().unwrap();
        assert_eq!(session.to_string(), "2025-03-03 PM");
        assert_eq!(Session::from_ordinal(session.ordinal()), Some(session));
        assert_eq!(
            serde_json::to_string(&session).unwrap(),
            r#""2025-03-03 PM""#
        );
        assert!("2025-02-30 AM".parse::<Session>().is_err());
        assert!("2025-03-03 am".parse::<Session>().is_err());
    }

    #[test]
    fn ordinals_follow_time_even_before_1970() {
        let day = |text: &str| text.parse::<Session>().unwrap().ordinal();
        assert_eq!(day("1970-01-01 AM"), 0);
        assert_eq!(day("1969-12-31 PM"), -1);
        assert_eq!(
            Session::from_ordinal(-1).unwrap().to_string(),
            "1969-12-31 PM"
        );
        assert_eq!(day("2025-03-04 AM") - day("2025-03-03 AM"), 2);
        assert_eq!(Session::from_ordinal(i64::MAX), None);
    }
}
