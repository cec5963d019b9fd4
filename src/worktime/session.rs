//! Working sessions: a date and its morning or afternoon.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Half of a working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Half {
    /// Morning (sáng).
    Am,
    /// Afternoon (chiều).
    Pm,
}

/// One working session (buổi làm việc), the unit of the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Session {
    /// Local date, UTC+7.
    pub date: NaiveDate,
    /// Which half of the date.
    pub half: Half,
}
