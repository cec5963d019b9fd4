//! Half-days: who is charged for the time since the last charge, and how late the step was
//! (half-day clock, §4 and §5). Charges follow each other without gap or overlap.

use super::{APPLICANT, Refusal, Turn};
use crate::domain::late_reason::LateReasons;
use crate::domain::life::LateStep;
use crate::domain::lifecycle::ClockIs;

/// What an act does to the charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Charge {
    /// Nothing: the time goes on being charged as before.
    None,
    /// The time so far is charged and the step goes on (a stop, a resumption).
    GoOn,
    /// The time so far is charged and the step is over.
    Close,
    /// The step that was left is open again, with what it had already used (half-days).
    Reopen(i64),
}

/// What was charged.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Bill {
    /// Half-days.
    pub half_days: i64,
    /// Agency, [`APPLICANT`], or empty.
    pub payer: String,
    /// Half-days over the allotment of the step that is over.
    pub late: i64,
}

impl Turn<'_> {
    /// Charges the time since the last charge, and lets the next charge begin here.
    pub(super) fn charge(&mut self, charge: Charge) -> Bill {
        let clock = self.before.state.clock();
        // A result that comes back was not ready: the time since counts like any other.
        let counts = match clock {
            ClockIs::Running | ClockIs::Stopped => true,
            ClockIs::Ended => self.next.state.clock_runs(),
            ClockIs::NotStarted => false,
        };
        if charge == Charge::None || !counts {
            return Bill::default();
        }
        let half_days = self.since_last_charge();
        let payer = match (clock, charge) {
            (_, Charge::Reopen(_)) => self.next.position.org.clone(),
            (ClockIs::Stopped, _) => APPLICANT.to_owned(),
            _ => self.before.position.org.clone(),
        };
        let to_applicant = payer == APPLICANT;
        if to_applicant {
            self.next.life.applicant_half_days += half_days;
        }
        let used = self.before.life.step_used + if to_applicant { 0 } else { half_days };
        self.next.position.since = self.moment.session;
        self.next.life.step_used = match charge {
            Charge::Close => 0,
            Charge::Reopen(used) => used + half_days,
            Charge::GoOn | Charge::None => used,
        };
        Bill {
            half_days,
            payer,
            late: if charge == Charge::Close {
                self.late(used)
            } else {
                0
            },
        }
    }

    /// Half-days since the last charge.
    pub(super) fn since_last_charge(&self) -> i64 {
        let since = self.before.position.since;
        let between = self.book.calendar.between(since, self.moment.session);
        between.unwrap_or(0).max(0)
    }

    /// Half-days by which the step that is over was late. A process without allotments, and a
    /// dossier without due session, is never late.
    fn late(&self, used: i64) -> i64 {
        let counted = self.before.process.half_days() > 0 && self.before.clock.due.is_some();
        let allotted = self.before.step().map_or(0, |s| i64::from(s.half_days));
        // A step without time of its own (the desk) still has the session it works in.
        if counted {
            (used - allotted.max(1)).max(0)
        } else {
            0
        }
    }

    /// A late step moves on only with its reason, which stays with the agency that answers for it.
    pub(super) fn late_step(&mut self, late: i64) -> Result<(), Refusal> {
        if late == 0 {
            return Ok(());
        }
        let code = match &self.command.late_reason {
            Some(code) if self.book.late_reasons.get(code).is_none() => {
                return Err(Refusal::NoSuchReason(code.clone()));
            }
            Some(code) => code.clone(),
            None if self.command.note.is_empty() => {
                return Err(Refusal::LateReasonMissing {
                    late_words: days(late),
                });
            }
            None => LateReasons::OTHER.to_owned(),
        };
        self.next.life.late_steps.push(LateStep {
            step: self.before.position.step,
            org: self.before.position.org.clone(),
            half_days: late,
            code,
            text: self.command.note.clone(),
        });
        Ok(())
    }
}

/// Half-days as days, the way they are said: `1½ ngày`.
#[must_use]
pub fn days(half_days: i64) -> String {
    match (half_days / 2, half_days % 2) {
        (0, _) => "½ ngày".to_owned(),
        (whole, 0) => format!("{whole} ngày"),
        (whole, _) => format!("{whole}½ ngày"),
    }
}
