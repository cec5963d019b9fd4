//! What a calendar says about itself: identity, days covered, exceptional and unconfirmed days.

use chrono::NaiveDate;

use super::plan::Exception;
use super::{Calendar, Session};

impl Calendar {
    /// The row that makes this session differ from its week, if there is one in force.
    pub fn exception(&self, session: Session) -> Option<&Exception> {
        self.plan
            .exception(session)
            .filter(|row| self.use_unconfirmed || !row.unconfirmed)
    }

    /// What is not yet certain between two dates, both included, in words; empty when all is.
    pub fn unconfirmed_between(&self, from: NaiveDate, to: NaiveDate) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for row in &self.plan.exceptions {
            if row.unconfirmed && (from..=to).contains(&row.session.date) {
                let words = format!("{} {}", row.session.date.format("%d/%m/%Y"), row.name);
                if !found.contains(&words) {
                    found.push(words);
                }
            }
        }
        let provisional = self.plan.parts.iter().filter(|part| part.provisional);
        for part in provisional.filter(|part| part.from <= to && from <= part.to) {
            found.push(format!(
                "lịch {}–{} là lịch dự kiến",
                part.from.format("%d/%m/%Y"),
                part.to.format("%d/%m/%Y")
            ));
        }
        found
    }

    /// Identifier and version, as a dossier keeps them: `vn@2026.1`.
    pub fn label(&self) -> String {
        format!("{}@{}", self.plan.id, self.plan.version)
    }

    /// Identifier of the calendar.
    pub fn id(&self) -> &str {
        &self.plan.id
    }

    /// Version of the calendar; `a+b` for a joined one.
    pub fn version(&self) -> &str {
        &self.plan.version
    }

    /// Title of the calendar, Vietnamese; may be empty.
    pub fn name(&self) -> &str {
        &self.plan.name
    }

    /// First day covered.
    pub fn begins_on(&self) -> NaiveDate {
        self.plan.first()
    }

    /// Last day covered.
    pub fn ends_on(&self) -> NaiveDate {
        self.plan.last()
    }

    /// Number of working sessions in the whole calendar.
    pub fn len(&self) -> usize {
        self.open.len()
    }

    /// Whether no session is open at all.
    pub fn is_empty(&self) -> bool {
        self.open.is_empty()
    }
}
