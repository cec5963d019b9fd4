//! The rule data in force: everything that law or office fixes, as values.

use chrono::{NaiveDate, Timelike};

use super::Office;
use crate::catalogue::{AsOf, Catalogue};
use crate::domain::case_policy::CasePolicies;
use crate::domain::code_scheme::CodeSchemes;
use crate::domain::decide::{Book, Refusal};
use crate::domain::dossier::Dossier;
use crate::domain::flow::Acceptance;
use crate::domain::late_reason::LateReasons;
use crate::domain::lifecycle::Lifecycle;
use crate::domain::receipt_rules::ReceiptRules;
use crate::domain::role::RoleBook;
use crate::domain::work_list::WorkLists;
use crate::print::{FormSet, FormSets, Shelf};
use crate::worktime::{Calendar, CalendarError};

/// Rule data of one installation.
#[derive(Debug, Clone)]
pub struct Rules {
    /// Units, officers, policy.
    pub office: Office,
    /// Roles and rights.
    pub roles: RoleBook,
    /// Life cycle.
    pub lifecycle: Lifecycle,
    /// Legal numbers, procedure by procedure.
    pub policies: CasePolicies,
    /// Why steps may be late.
    pub late_reasons: LateReasons,
    /// Lists of work, role by role.
    pub lists: WorkLists,
    /// Dossier codes.
    pub schemes: CodeSchemes,
    /// How receipts are given.
    pub receipts: ReceiptRules,
    /// Printers, desk by desk and form by form.
    pub printers: crate::domain::printer::Printers,
    /// Folder whose printers these are; they are read again when its files change.
    pub printers_of: Option<std::path::PathBuf>,
    /// Working days.
    pub calendar: Calendar,
    /// The calendars as their files, for desks that count on their own.
    pub calendar_files: Vec<String>,
    /// Procedures, processes, forms.
    pub catalogue: Catalogue,
    /// Findings of processes that were accepted beforehand: the demonstration office's.
    pub acceptances: Vec<Acceptance>,
    /// What is wrong with processes, once looked at.
    pub findings: super::choose_process::Kept,
    /// Print templates.
    pub shelf: Shelf,
    /// Which template each circular prescribes.
    pub form_sets: FormSets,
    /// Approved changes that are laid over the files, the lowest first.
    pub changes: Vec<Applied>,
}

/// An approved change that is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Applied {
    /// Its number.
    pub id: i64,
    /// Number of the event that approved it.
    pub edition: i64,
}

impl Rules {
    /// The newest approved change in force; 0 when there is none.
    #[must_use]
    pub fn edition(&self) -> i64 {
        let editions = self.changes.iter().map(|change| change.edition);
        editions.max().unwrap_or(0)
    }

    /// What a decision reads.
    #[must_use]
    pub fn book(&self) -> Book<'_> {
        Book {
            lifecycle: &self.lifecycle,
            calendar: &self.calendar,
            policy: &self.office.policy,
            late_reasons: &self.late_reasons,
        }
    }

    /// The set of forms for what is received on `day`: the office's choice, or the one in force.
    #[must_use]
    pub fn form_set(&self, day: NaiveDate) -> Option<&FormSet> {
        let chosen = self.office.form_set.as_deref();
        chosen
            .and_then(|id| self.form_sets.get(id))
            .or_else(|| self.form_sets.on(day))
    }

    /// The set that `dossier` keeps from its receipt.
    #[must_use]
    pub fn forms_for(&self, dossier: &Dossier) -> Option<&FormSet> {
        let kept = self.form_sets.get(&dossier.rules.form_set);
        kept.or_else(|| self.form_set(date(dossier.clock.received_at)))
    }

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
            Refusal::NotOfTheGroup { who, step } => Refusal::NotOfTheGroup {
                who: self.office.officer_name(&who).to_owned(),
                step,
            },
            other => other,
        }
    }
}

/// The calendars of these files, one after the other; none when there is no file.
///
/// # Errors
/// A file that is no calendar, or that does not follow the one before.
pub fn join_calendars(
    files: &[String],
    unconfirmed: bool,
) -> Result<Option<Calendar>, CalendarError> {
    let mut joined: Option<Calendar> = None;
    for text in files {
        let next = Calendar::from_toml(text)?.with_unconfirmed(unconfirmed);
        joined = Some(match joined {
            Some(calendar) => calendar.join(&next)?,
            None => next,
        });
    }
    Ok(joined)
}

/// The catalogue that a dossier was received under, or converted to: that of the day, without changes
/// approved later.
#[must_use]
pub fn as_of_receipt(dossier: &Dossier) -> AsOf {
    AsOf {
        day: dossier
            .rules
            .converted_on
            .unwrap_or_else(|| date(dossier.clock.received_at)),
        edition: dossier.rules.edition,
    }
}

pub use crate::worktime::{instant, local};

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
