//! Layers: every approved change of the catalogue lies over what was before it from one day on, and takes
//! nothing away. Looking back, a dossier sees the layers of the day of its receipt.

use chrono::NaiveDate;

/// Where a file belongs: to what the program and the office brought, or to an approved change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Layer {
    /// First day; none for the first layer.
    pub from: Option<NaiveDate>,
    /// Number of the event that approved the change; 0 for the first layer.
    pub edition: i64,
}

/// Every change there is, whatever its number.
pub const NEWEST: i64 = i64::MAX;

/// Which catalogue is meant: that of a day, with the changes that were approved by then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AsOf {
    /// The day.
    pub day: NaiveDate,
    /// Changes approved up to this number; a change approved later is not seen, even if it says that it
    /// holds since long ago.
    pub edition: i64,
}

impl From<NaiveDate> for AsOf {
    fn from(day: NaiveDate) -> Self {
        Self {
            day,
            edition: NEWEST,
        }
    }
}

impl Layer {
    /// Whether the layer is part of that catalogue.
    #[must_use]
    pub fn holds(self, on: AsOf) -> bool {
        self.edition <= on.edition && self.from.is_none_or(|from| from <= on.day)
    }
}
