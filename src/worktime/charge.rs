//! Who is charged for which half-days: the ledger of one dossier.
//!
//! Each hand-over is charged to the agency that makes it, for the sessions since the one before;
//! a stop is charged to the applicant. So the charges always add up to the whole time.

use serde::{Deserialize, Serialize};

use super::calendar::Calendar;
use super::error::ClockError;
use super::session::Session;

/// One act that moves the charge, in the order of the trace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// The session of the act.
    pub session: Session,
    /// The agency that acts.
    pub agency: String,
    /// What it does to the charge.
    pub kind: ActKind,
}

/// What an act does to the charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActKind {
    /// The agency ends its step (hands over, or finishes).
    HandOver {
        /// Half-days the process allots to the step, if it allots any.
        allotment: Option<u32>,
    },
    /// The agency asks the applicant for something: the clock stops.
    Ask,
    /// What was asked is accepted: the clock runs again, in the same step.
    Resume,
}

/// Who bears an interval.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Payer {
    /// An agency, by its code.
    Agency(String),
    /// The applicant.
    Applicant,
}

/// One interval of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charge {
    /// Who bears it.
    pub payer: Payer,
    /// Session of the act before.
    pub from: Session,
    /// Session of this act.
    pub to: Session,
    /// Half-days between.
    pub half_days: u32,
}

/// One step, all its intervals together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepCharge {
    /// The agency that ended the step.
    pub agency: String,
    /// Session from which the step was charged.
    pub from: Session,
    /// Session in which it was handed over.
    pub to: Session,
    /// Half-days charged to agencies within the step.
    pub half_days: u32,
    /// Half-days allotted, if any.
    pub allotment: Option<u32>,
    /// Step deadline: begin + allotment, moved by the applicant's half-days within the step.
    pub deadline: Option<Session>,
    /// Half-days over the allotment.
    pub late: u32,
}

/// The charges of one dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    /// Every interval, in order.
    pub charges: Vec<Charge>,
    /// Every ended step, in order.
    pub steps: Vec<StepCharge>,
}

impl Ledger {
    /// Half-days charged to one payer.
    pub fn charged_to(&self, payer: &Payer) -> u32 {
        self.charges
            .iter()
            .filter(|charge| charge.payer == *payer)
            .map(|c| c.half_days)
            .sum()
    }

    /// Half-days charged to agencies: what the pause policy calls used.
    pub fn agencies(&self) -> u32 {
        self.total() - self.charged_to(&Payer::Applicant)
    }

    /// All half-days; equals the last act minus the receipt.
    pub fn total(&self) -> u32 {
        self.charges.iter().map(|charge| charge.half_days).sum()
    }

    /// Steps to be named when the dossier is late: every late one, not only the last.
    pub fn late_steps(&self) -> impl Iterator<Item = &StepCharge> {
        self.steps.iter().filter(|step| step.late > 0)
    }
}

/// Charges the acts of a dossier received in session `received`.
///
/// # Errors
/// [`ClockError::OutOfOrder`] when an act is dated before the act it follows,
/// [`ClockError::NotThatState`] for a hand-over or request while stopped, or a resumption while
/// running; [`ClockError::Calendar`] outside the calendar.
pub fn charge(calendar: &Calendar, received: Session, acts: &[Act]) -> Result<Ledger, ClockError> {
    let mut ledger = Ledger {
        charges: Vec::new(),
        steps: Vec::new(),
    };
    let mut at = received;
    let mut step = OpenStep::at(received);
    for act in acts {
        step.accepts(act)?;
        let half_days = u32::try_from(calendar.between(at, act.session)?).map_err(|_| {
            ClockError::OutOfOrder {
                earlier: at,
                later: act.session,
            }
        })?;
        let payer = step.payer(act);
        step.add(&payer, half_days);
        ledger.charges.push(Charge {
            payer,
            from: at,
            to: act.session,
            half_days,
        });
        at = act.session;
        match act.kind {
            ActKind::HandOver { allotment } => {
                ledger.steps.push(step.close(calendar, act, allotment)?);
                step = OpenStep::at(at);
            }
            ActKind::Ask => step.stopped = true,
            ActKind::Resume => step.stopped = false,
        }
    }
    Ok(ledger)
}

/// The step being worked on.
struct OpenStep {
    from: Session,
    agency_half_days: u32,
    applicant_half_days: u32,
    stopped: bool,
}

impl OpenStep {
    fn at(from: Session) -> Self {
        OpenStep {
            from,
            agency_half_days: 0,
            applicant_half_days: 0,
            stopped: false,
        }
    }

    fn accepts(&self, act: &Act) -> Result<(), ClockError> {
        let what = match (self.stopped, act.kind) {
            (true, ActKind::HandOver { .. }) => "hồ sơ đang dừng mà được chuyển đi",
            (true, ActKind::Ask) => "hồ sơ đang dừng mà lại có yêu cầu mới",
            (false, ActKind::Resume) => "hồ sơ không dừng mà được tiếp tục",
            _ => return Ok(()),
        };
        Err(ClockError::NotThatState {
            at: act.session,
            what,
        })
    }

    fn payer(&self, act: &Act) -> Payer {
        match self.stopped {
            true => Payer::Applicant,
            false => Payer::Agency(act.agency.clone()),
        }
    }

    fn add(&mut self, payer: &Payer, half_days: u32) {
        match payer {
            Payer::Applicant => self.applicant_half_days += half_days,
            Payer::Agency(_) => self.agency_half_days += half_days,
        }
    }

    fn close(
        &self,
        calendar: &Calendar,
        act: &Act,
        allotment: Option<u32>,
    ) -> Result<StepCharge, ClockError> {
        let allowed = allotment.map(|n| i64::from(n) + i64::from(self.applicant_half_days));
        Ok(StepCharge {
            agency: act.agency.clone(),
            from: self.from,
            to: act.session,
            half_days: self.agency_half_days,
            allotment,
            deadline: allowed.map(|n| calendar.plus(self.from, n)).transpose()?,
            late: allotment.map_or(0, |n| self.agency_half_days.saturating_sub(n)),
        })
    }
}
