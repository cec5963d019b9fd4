//! Stops of the clock: supplement, payment, suspension (half-day clock, §5). The request is charged to
//! the agency, the answer to the applicant.

use chrono::NaiveDate;

use super::charge::{Charge, days};
use super::{Refusal, Turn};
use crate::domain::dossier::PaperCount;
use crate::domain::life::{MoveCause, Obligation, Stopped, SupplementRequest};
use crate::domain::lifecycle::State;
use crate::worktime::{Policy, Stop, StopKind, local, resume};

impl Turn<'_> {
    pub(super) fn draft_supplement(&mut self) -> Result<Charge, Refusal> {
        self.supplements_left()?;
        self.next.life.supplement = Some(SupplementRequest {
            papers: self.command.details.papers.clone(),
            reason: self.command.note.clone(),
            drafted_by: self.actor.officer().to_owned(),
            deadline: self.command.details.deadline,
        });
        Ok(Charge::None)
    }

    pub(super) fn request_supplement(&mut self) -> Result<Charge, Refusal> {
        let request = self
            .before
            .life
            .supplement
            .as_ref()
            .ok_or(Refusal::NoDraft)?;
        self.supplements_left()?;
        let deadline = match request.deadline {
            Some(day) => Some(day),
            None => self.usual_deadline()?,
        };
        self.next.life.supplements += 1;
        if let Some(request) = &mut self.next.life.supplement {
            request.deadline = deadline;
        }
        self.stop(StopKind::Supplement, State::AwaitingSupplement, deadline);
        Ok(Charge::GoOn)
    }

    /// How often and how late one may ask is the policy of the day of receipt.
    fn supplements_left(&self) -> Result<(), Refusal> {
        let policy = &self.before.rules.policy;
        let (used, max) = (self.before.life.supplements, policy.supplement_max);
        if used >= max {
            return Err(Refusal::SupplementsUsedUp { used, max });
        }
        let within = i64::from(policy.supplement_within);
        let received = self.before.clock.received;
        let passed = self.book.calendar.between(received, self.moment.session)?;
        if within > 0 && passed > within {
            return Err(Refusal::SupplementTooLate {
                limit: days(within),
            });
        }
        Ok(())
    }

    fn usual_deadline(&self) -> Result<Option<NaiveDate>, Refusal> {
        let mut day = self.moment.session.date;
        let count = self.before.rules.policy.supplement_days;
        for _ in 0..count {
            day = self.book.calendar.working_date_after(day)?;
        }
        Ok((count > 0).then_some(day))
    }

    pub(super) fn accept_supplement(&mut self) -> Result<Charge, Refusal> {
        let request = self.next.life.supplement.take().ok_or(Refusal::NoDraft)?;
        let given = &self.command.details.papers;
        let lacking = request.papers.iter().find(|asked| !covered(asked, given));
        if let Some(paper) = lacking {
            return Err(Refusal::PaperLacking {
                paper: paper.name.to_string(),
            });
        }
        self.next.life.supplied.extend(given.iter().cloned());
        self.go_on()
    }

    pub(super) fn request_payment(&mut self) -> Result<Charge, Refusal> {
        let deadline = self.command.details.deadline;
        self.next.life.obligation = Some(Obligation {
            amount_dong: self.command.details.amount_dong.unwrap_or(0),
            reason: self.command.note.clone(),
            paid_by: None,
        });
        self.stop(StopKind::Payment, State::AwaitingPayment, deadline);
        Ok(Charge::GoOn)
    }

    pub(super) fn confirm_payment(&mut self) -> Result<Charge, Refusal> {
        let paid = self.command.details.amount_dong.unwrap_or(0);
        let asked = self.next.life.obligation.as_mut().ok_or(Refusal::NoDraft)?;
        if paid < asked.amount_dong {
            return Err(Refusal::NotPaidInFull {
                lacking: asked.amount_dong - paid,
            });
        }
        asked.paid_by = Some(self.command.details.number.clone().unwrap_or_default());
        self.go_on()
    }

    pub(super) fn suspend(&mut self) -> Result<Charge, Refusal> {
        self.stop(StopKind::Suspended, State::Suspended, None);
        Ok(Charge::GoOn)
    }

    pub(super) fn resume(&mut self) -> Result<Charge, Refusal> {
        self.go_on()
    }

    fn stop(&mut self, kind: StopKind, state: State, deadline: Option<NaiveDate>) {
        self.next.life.stopped = Some(Stopped {
            kind,
            asked_at: self.moment.at,
            asked: self.moment.session,
            back: self.before.state,
            deadline,
        });
        self.next.state = state;
    }

    /// The clock runs again: D' by the policy of the dossier, on a new slip that shows the old one.
    fn go_on(&mut self) -> Result<Charge, Refusal> {
        let stopped = self.next.life.stopped.take().ok_or(Refusal::NoDraft)?;
        let policy = Policy {
            supplement: self.before.rules.policy.supplement,
            ..self.before.counted_by(self.book.policy)
        };
        let stop = Stop {
            kind: stopped.kind,
            asked: local(stopped.asked_at),
            resumed: local(self.moment.at),
        };
        let (calendar, clock) = (self.book.calendar, &self.before.clock);
        let resumed = resume(calendar, clock.due, clock.limit, stop, &policy)?;
        self.next.state = stopped.back;
        if resumed.due != clock.due {
            let cause = if resumed.restarted {
                MoveCause::Restart
            } else {
                MoveCause::Stop
            };
            self.move_due(resumed.due, cause);
        }
        Ok(Charge::GoOn)
    }
}

/// Whether what was asked for came, in at least the number asked for.
fn covered(asked: &PaperCount, given: &[PaperCount]) -> bool {
    let sum = |p: &PaperCount| p.originals + p.certified + p.photocopies;
    let came: u32 = given.iter().filter(|p| p.name == asked.name).map(sum).sum();
    came >= sum(asked).max(1)
}
