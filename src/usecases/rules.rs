//! The rule data in force: everything that law or office fixes, as values.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Timelike};

use super::Office;
use crate::catalogue::Catalogue;
use crate::domain::code_scheme::CodeSchemes;
use crate::domain::decide::Refusal;
use crate::domain::lifecycle::Lifecycle;
use crate::domain::receipt_rules::ReceiptRules;
use crate::domain::role::RoleBook;
use crate::print::Shelf;
use crate::worktime::Calendar;

/// Rule data of one installation.
#[derive(Debug)]
pub struct Rules {
    /// Units, officers, policy.
    pub office: Office,
    /// Roles and rights.
    pub roles: RoleBook,
    /// Life cycle.
    pub lifecycle: Lifecycle,
    /// Dossier codes.
    pub schemes: CodeSchemes,
    /// How receipts are given.
    pub receipts: ReceiptRules,
    /// Working days.
    pub calendar: Calendar,
    /// The calendars as their files, for desks that count on their own.
    pub calendar_files: Vec<String>,
    /// Procedures, processes, forms.
    pub catalogue: Catalogue,
    /// Print templates.
    pub shelf: Shelf,
}

impl Rules {
    /// The refusal with people and roles by the names people know.
    #[must_use]
    pub fn spoken(&self, refusal: Refusal) -> Refusal {
        match refusal {
            Refusal::HeldByOther { who } => {
                let officer = self.office.officer(&who).map(|o| o.name.clone());
                let role = || self.roles.label_of(&who.as_str().into()).to_owned();
                Refusal::HeldByOther {
                    who: officer.unwrap_or_else(role),
                }
            }
            other => other,
        }
    }
}

/// Vietnam has one offset and no daylight saving: legal dates are at UTC+7.
pub const VIETNAM_OFFSET_MS: i64 = 7 * 3_600_000;

/// Local date and time of a UTC instant in milliseconds.
#[must_use]
pub fn local(at: i64) -> NaiveDateTime {
    DateTime::from_timestamp_millis(at.saturating_add(VIETNAM_OFFSET_MS))
        .unwrap_or_default()
        .naive_utc()
}

/// UTC milliseconds of a local date and time.
#[must_use]
pub fn instant(local: NaiveDateTime) -> i64 {
    local.and_utc().timestamp_millis() - VIETNAM_OFFSET_MS
}

/// ISO 8601 with +07:00, to the second.
#[must_use]
pub fn iso(at: i64) -> String {
    let local = local(at);
    let (hour, minute, second) = (local.hour(), local.minute(), local.second());
    format!("{}T{hour:02}:{minute:02}:{second:02}+07:00", local.date())
}

/// Local date of a UTC instant.
#[must_use]
pub fn date(at: i64) -> NaiveDate {
    local(at).date()
}
