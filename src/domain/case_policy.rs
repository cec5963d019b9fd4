//! What law or province decides about the life of a dossier, procedure by procedure. A dossier keeps
//! the policy of the day of its receipt.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::worktime::SupplementPolicy;

/// The legal numbers of one dossier (life-cycle page, §4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CasePolicy {
    /// What a supplement does to the due session.
    pub supplement: SupplementPolicy,
    /// Requests to supplement after receipt; 0 forbids them.
    pub supplement_max: u32,
    /// Half-days after the receipt session within which the request must come; 0 sets no bound.
    pub supplement_within: u32,
    /// Working days the applicant has; 0 sets no deadline unless the request names one.
    pub supplement_days: u32,
    /// How often a dossier may be given a new appointment.
    pub reappoint_max: u32,
    /// Half-days before the due session by which an apology must be delivered.
    pub apology_lead: u32,
    /// Whether a result needs its file on the flow before the dossier is finished.
    pub result_file: bool,
    /// Whether fees are paid before receipt.
    pub prepaid: bool,
}

impl Default for CasePolicy {
    fn default() -> Self {
        Self {
            supplement: SupplementPolicy::Restart,
            supplement_max: 1,
            supplement_within: 6,
            supplement_days: 0,
            reappoint_max: 1,
            apology_lead: 2,
            result_file: true,
            prepaid: false,
        }
    }
}

/// One row of the policy file: for whom, when, and what differs from the default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyRow {
    /// Procedures by national code; with `fields` empty and this empty it is for all.
    #[serde(default)]
    pub procedures: Vec<String>,
    /// Fields (lĩnh vực).
    #[serde(default)]
    pub fields: Vec<String>,
    /// Only procedures that are solved at once.
    #[serde(default)]
    pub immediate: bool,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
    /// Where it is written.
    pub source: String,
    /// The numbers.
    pub policy: CasePolicy,
}

/// All rows; the last that fits decides.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CasePolicies {
    /// Rows in the order of the file, the general ones first.
    #[serde(default, rename = "row")]
    pub rows: Vec<PolicyRow>,
}

impl CasePolicies {
    /// The policy of a procedure on `day`.
    #[must_use]
    pub fn of(&self, procedure: &str, field: &str, immediate: bool, day: NaiveDate) -> CasePolicy {
        let fits = |row: &&PolicyRow| {
            let named = row
                .procedures
                .iter()
                .any(|p| procedure.starts_with(p.as_str()))
                || row.fields.iter().any(|f| f == field)
                || (row.procedures.is_empty() && row.fields.is_empty());
            let at_once = !row.immediate || immediate;
            named && at_once && row.valid_from <= day && row.valid_to.is_none_or(|to| day <= to)
        };
        let row = self.rows.iter().rev().find(fits);
        row.map_or_else(CasePolicy::default, |row| row.policy.clone())
    }
}
