//! The internal process (quy trình nội bộ): who does what with a dossier, and in how many half-days.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::procedure::ProcedureCode;
use super::role::RoleId;
use crate::worktime::Limit;

/// A published step list, or the generic one. The first step is always `Receive` at the desk,
/// where a dossier stands once it is taken in; the last is always `Return`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Process {
    /// Unique among all process files; `generic` for the generic one.
    pub id: String,
    /// The procedure it belongs to; `None` when no national code is known or for the generic one.
    pub procedure: Option<ProcedureCode>,
    /// Name in the source, so that a process without a code can still be found.
    pub name: String,
    /// The case it was published for; empty when the source makes no difference.
    pub case: String,
    /// First day of validity.
    pub valid_from: Option<NaiveDate>,
    /// Last day of validity.
    pub valid_to: Option<NaiveDate>,
    /// Where it was published.
    pub source: String,
    /// Whether the leader of the agency assigns the work, or the process itself says who gets it.
    #[serde(default)]
    pub gate: Gate,
    /// What was changed when the source was read (shared times split, a sum that did not fit).
    pub note: String,
    /// The steps in order; never fewer than two.
    pub steps: Vec<Step>,
}

impl Process {
    /// Sum of the allotments, half-days. Zero means that no step has an allotment of its own
    /// (a dossier without a due date): no step of it is ever late.
    pub fn half_days(&self) -> u32 {
        self.steps.iter().map(|step| step.half_days).sum()
    }

    /// In force on that day.
    pub fn valid_on(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }

    /// The same steps with allotments in the same proportions and the given sum (largest
    /// remainders first, so the sum is exact). A process without times gives all to examination.
    pub fn fitted_to(mut self, half_days: u32) -> Self {
        let old: Vec<u32> = self.steps.iter().map(|step| step.half_days).collect();
        for (step, new) in self.steps.iter_mut().zip(split(half_days, &old)) {
            step.half_days = new;
        }
        if self.half_days() != half_days
            && let Some(step) = self
                .steps
                .iter_mut()
                .find(|step| step.kind == StepKind::Examine)
        {
            step.half_days = half_days;
        }
        self
    }
}

/// Who says which officer gets a dossier that comes new to an agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gate {
    /// The process itself presets it (CV 286/VP-HCC1); the leader may always say otherwise.
    #[default]
    Automatic,
    /// It waits for the leader's assignment note (QĐ 07/2017/QĐ-UBND).
    Leader,
}

/// One step (bước xử lý).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Position, from 1.
    pub no: u32,
    /// What is done.
    pub kind: StepKind,
    /// Vietnamese name, shown and printed on the control slip.
    pub name: String,
    /// Where it is done.
    pub unit: StepUnit,
    /// Who may hold it.
    pub role: RoleId,
    /// Allotted working half-days.
    pub half_days: u32,
    /// Hints of the source for the officer, such as which register is signed; may be empty.
    #[serde(default)]
    pub clue: String,
    /// Whether its holder may send the dossier back one step (life-cycle page, transition 9).
    #[serde(default = "allowed", skip_serializing_if = "is_allowed")]
    pub back: bool,
}

fn allowed() -> bool {
    true
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
fn is_allowed(back: &bool) -> bool {
    *back
}

/// Kinds of step, in the order they normally come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// Tiếp nhận, kiểm tra, chuyển.
    Receive,
    /// Thẩm tra, thụ lý, dự thảo.
    Examine,
    /// Duyệt dự thảo.
    Approve,
    /// Ký.
    Sign,
    /// Vào số, đóng dấu, phát hành.
    Issue,
    /// Trả kết quả.
    Return,
}

impl StepKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::Receive,
        Self::Examine,
        Self::Approve,
        Self::Sign,
        Self::Issue,
        Self::Return,
    ];

    /// Identifier in files, tables and on the wire.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Receive => "receive",
            Self::Examine => "examine",
            Self::Approve => "approve",
            Self::Sign => "sign",
            Self::Issue => "issue",
            Self::Return => "return",
        }
    }

    /// The kind of that identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }
}

/// Where a step is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "name")]
pub enum StepUnit {
    /// The one-stop desk of the receiving agency.
    Desk,
    /// A room of the same agency; empty for whichever room answers for the field.
    Office(String),
    /// Another agency, by code or by kind ("Sở Tư pháp").
    Org(String),
}

/// Working half-days that stand for a limit when it is shared out among steps. Calendar days and
/// months are counted at five working days a week; `InDay` is one working day, because a dossier
/// received after 15:00 has the next day. `None` when there is no due date.
pub fn half_days_of(limit: Limit) -> Option<u32> {
    match limit {
        Limit::HalfDays(n) => Some(n),
        Limit::WorkingHours(hours) => Some(hours.div_ceil(4).max(1)),
        Limit::CalendarDays(days) => Some((days.saturating_mul(10) / 7).max(1)),
        Limit::Months(months) => Some(months.saturating_mul(42)),
        Limit::InDay => Some(2),
        Limit::NoDue => None,
    }
}

/// The process of a procedure that has published none: specialist, leader, back to the desk.
/// The desk keeps no time of its own, because it must forward at once; the leader has about an
/// eighth of the limit (from one half-day to two days), the desk one half-day at the end when
/// there are at least four, the specialist the rest. The sum equals the limit.
pub fn generic_for(limit: Limit) -> Process {
    let total = half_days_of(limit).unwrap_or(0);
    let hand_back = u32::from(total >= 4);
    let leader = match total {
        0 | 1 => 0,
        _ => (total / 8).clamp(1, 4),
    };
    let office = || StepUnit::Office(String::new());
    let step = |no, kind, name: &str, unit, role: &str, half_days| Step {
        no,
        kind,
        name: name.to_owned(),
        unit,
        role: role.into(),
        half_days,
        clue: String::new(),
        back: true,
    };
    Process {
        id: GENERIC.to_owned(),
        procedure: None,
        name: "Quy trình chung".to_owned(),
        case: String::new(),
        valid_from: None,
        valid_to: None,
        source: String::new(),
        gate: Gate::default(),
        note: String::new(),
        steps: vec![
            step(
                1,
                StepKind::Receive,
                "Tiếp nhận, chuyển hồ sơ",
                StepUnit::Desk,
                "desk_officer",
                0,
            ),
            step(
                2,
                StepKind::Examine,
                "Thẩm tra, dự thảo kết quả",
                office(),
                "specialist",
                total - leader - hand_back,
            ),
            step(
                3,
                StepKind::Sign,
                "Xem xét, ký duyệt",
                office(),
                "agency_leader",
                leader,
            ),
            step(
                4,
                StepKind::Return,
                "Trả kết quả",
                StepUnit::Desk,
                "desk_officer",
                hand_back,
            ),
        ],
    }
}

/// Id of the generic process.
pub const GENERIC: &str = "generic";

/// Shares `total` in proportion to `weights`; all zeros when the weights are all zero.
fn split(total: u32, weights: &[u32]) -> Vec<u32> {
    let sum: u64 = weights.iter().map(|w| u64::from(*w)).sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let product = |at: usize| u64::from(total) * u64::from(weights[at]);
    let mut shares: Vec<u64> = (0..weights.len()).map(|at| product(at) / sum).collect();
    let mut left = u64::from(total) - shares.iter().sum::<u64>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(product(*at) % sum));
    for at in order {
        if left == 0 {
            break;
        }
        shares[at] += 1;
        left -= 1;
    }
    shares
        .into_iter()
        .map(|share| u32::try_from(share).unwrap_or(u32::MAX))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn allotments(limit: Limit) -> Vec<u32> {
        generic_for(limit)
            .steps
            .iter()
            .map(|step| step.half_days)
            .collect()
    }

    #[test]
    fn the_generic_process_shares_the_limit_out() {
        assert_eq!(allotments(Limit::HalfDays(1)), [0, 1, 0, 0]);
        assert_eq!(allotments(Limit::InDay), [0, 1, 1, 0]);
        assert_eq!(allotments(Limit::HalfDays(6)), [0, 4, 1, 1]);
        assert_eq!(allotments(Limit::HalfDays(40)), [0, 35, 4, 1]);
        assert_eq!(allotments(Limit::NoDue), [0, 0, 0, 0]);
    }

    #[test]
    fn shared_times_keep_their_proportions() {
        assert_eq!(split(10, &[1, 6, 1, 1, 1]), [1, 6, 1, 1, 1]);
        assert_eq!(split(5, &[1, 6, 1, 1, 1]), [1, 3, 1, 0, 0]);
        assert_eq!(split(7, &[0, 0]), [0, 0]);
    }

    proptest! {
        #[test]
        fn sums_are_exact(total in 0u32..5000, from in 1u32..400, to in 0u32..400) {
            let generic = generic_for(Limit::HalfDays(total));
            prop_assert_eq!(generic.half_days(), total);
            prop_assert_eq!(generic_for(Limit::HalfDays(from)).fitted_to(to).half_days(), to);
            prop_assert_eq!(generic_for(Limit::NoDue).fitted_to(to).half_days(), to);
        }
    }
}
