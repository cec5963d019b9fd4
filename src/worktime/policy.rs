//! What an office may decide about counting. Plain data; the defaults are those of the rule book.

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

/// The choices that the rules leave to the office or the province.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// How the due session follows from the receipt session.
    pub count: CountPolicy,
    /// Last minute, inclusive, at which an in-the-day case is answered the same day.
    pub in_day_cutoff: NaiveTime,
    /// Last minute, inclusive, at which the desk must forward a dossier the same day
    /// (NĐ 118/2025 as amended by NĐ 309/2026).
    pub forward_cutoff: NaiveTime,
    /// An open dossier with at most this many half-days left is near due.
    pub warn_halfdays: u32,
    /// The apology is issued at least this many half-days before due
    /// (CV 286/VP-HCC1: “01 ngày”, read as one working day).
    pub apology_lead: u32,
    /// How often one dossier may be given a new appointment.
    pub reappoint_max: u32,
    /// What a supplement does to the due session. Payment and suspension always pause.
    pub supplement: SupplementPolicy,
    /// Which appointment reports measure lateness against.
    pub late_against: LateAgainst,
}

impl Default for Policy {
    fn default() -> Self {
        let three_in_the_afternoon = NaiveTime::MIN + chrono::TimeDelta::hours(15);
        Policy {
            count: CountPolicy::Session,
            in_day_cutoff: three_in_the_afternoon,
            forward_cutoff: three_in_the_afternoon,
            warn_halfdays: 2,
            apology_lead: 2,
            reappoint_max: 1,
            supplement: SupplementPolicy::Restart,
            late_against: LateAgainst::Original,
        }
    }
}

/// The part of a [`Policy`] that fixes the dates of a dossier: kept with it from its receipt, so that an
/// office that counts otherwise tomorrow does not move what it promised yesterday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Counting {
    /// How the due session follows from the receipt session.
    #[serde(skip_serializing_if = "usual")]
    pub count: CountPolicy,
    /// Last minute, inclusive, at which an in-the-day case is answered the same day.
    #[serde(skip_serializing_if = "at_three")]
    pub in_day_cutoff: NaiveTime,
    /// Which appointment reports measure lateness against.
    #[serde(skip_serializing_if = "original")]
    pub late_against: LateAgainst,
}

impl Default for Counting {
    fn default() -> Self {
        Policy::default().counting()
    }
}

fn usual(count: &CountPolicy) -> bool {
    *count == CountPolicy::default()
}

fn at_three(cutoff: &NaiveTime) -> bool {
    *cutoff == Policy::default().in_day_cutoff
}

fn original(against: &LateAgainst) -> bool {
    *against == LateAgainst::default()
}

impl Policy {
    /// What a dossier received now keeps of it.
    #[must_use]
    pub fn counting(&self) -> Counting {
        Counting {
            count: self.count,
            in_day_cutoff: self.in_day_cutoff,
            late_against: self.late_against,
        }
    }

    /// This policy for a dossier that keeps `counting`.
    #[must_use]
    pub fn keeping(&self, counting: &Counting) -> Self {
        Self {
            count: counting.count,
            in_day_cutoff: counting.in_day_cutoff,
            late_against: counting.late_against,
            ..self.clone()
        }
    }
}

/// How the due session D follows from the receipt session R and N half-days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountPolicy {
    /// D = R + N: the receipt session is the applicant's.
    #[default]
    Session,
    /// D = R + N − 1: the receipt session is charged to the agency.
    ReceiptCounts,
    /// Last session of the (N/2)-th working date after the date of R, an odd half-day rounded up:
    /// the Civil Code read by the letter (first day not counted, ends with the last day).
    CivilDay,
}

/// What the supplement interval does to the due session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SupplementPolicy {
    /// The whole limit runs again from the acceptance of the supplement.
    #[default]
    Restart,
    /// Only what was left runs on.
    Pause,
}

/// Which appointment counts when a dossier was given a new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LateAgainst {
    /// The first appointment.
    #[default]
    Original,
    /// The appointment now in force.
    Current,
}
