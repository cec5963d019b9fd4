//! Lateness told in time: the apology with a new appointment, and the correction of a wrong date. The
//! due session that reports count against is never overwritten by an apology.

use super::charge::Charge;
use super::{Refusal, Turn};
use crate::domain::life::{Apology, DueProposal, MoveCause};
use crate::worktime::{Policy, latest_apology};

impl Turn<'_> {
    pub(super) fn draft_apology(&mut self) -> Result<Charge, Refusal> {
        let due = self.before.clock.due.ok_or(Refusal::NoDue)?;
        let new = self.new_due()?;
        let max = self.before.rules.policy.reappoint_max;
        let used = self.before.life.reappointments();
        if used >= max {
            return Err(Refusal::ReappointmentsUsedUp { used, max });
        }
        let appointment = self.before.life.appointment(Some(due)).unwrap_or(due);
        if new <= appointment {
            return Err(Refusal::NotLater);
        }
        if self.next.life.open_apology().is_some() {
            return Err(Refusal::ApologyOpen);
        }
        self.next.life.apologies.push(Apology {
            due: appointment,
            new,
            reason: self.command.note.clone(),
            drafted_by: self.actor.officer().to_owned(),
            signed_by: None,
            delivered_at: None,
            delivered: None,
            in_time: None,
        });
        Ok(Charge::None)
    }

    pub(super) fn sign_apology(&mut self) -> Result<Charge, Refusal> {
        let signer = self.actor.officer().to_owned();
        let apology = self.next.life.open_apology();
        let apology = apology.filter(|a| a.signed_by.is_none());
        apology.ok_or(Refusal::NoApology)?.signed_by = Some(signer);
        Ok(Charge::None)
    }

    /// Delivered in time is delivered at least the lead before the appointment it moves.
    pub(super) fn deliver_apology(&mut self) -> Result<Charge, Refusal> {
        let policy = Policy {
            apology_lead: self.before.rules.policy.apology_lead,
            ..self.before.counted_by(self.book.policy)
        };
        let (calendar, moment) = (self.book.calendar, self.moment);
        let apology = self.next.life.open_apology();
        let apology = apology.filter(|a| a.signed_by.is_some());
        let apology = apology.ok_or(Refusal::NoApology)?;
        let latest = latest_apology(calendar, apology.due, &policy)?;
        apology.delivered_at = Some(moment.at);
        apology.delivered = Some(moment.session);
        apology.in_time = Some(moment.session <= latest);
        Ok(Charge::None)
    }

    pub(super) fn propose_due(&mut self) -> Result<Charge, Refusal> {
        let due = self.new_due()?;
        if Some(due) == self.before.clock.due {
            return Err(Refusal::SameDue);
        }
        self.next.life.due_proposal = Some(DueProposal {
            due,
            reason: self.command.note.clone(),
            by: self.actor.officer().to_owned(),
        });
        Ok(Charge::None)
    }

    /// The second person makes the proposal true.
    pub(super) fn correct_due(&mut self) -> Result<Charge, Refusal> {
        let proposal = self.next.life.due_proposal.take();
        let proposal = proposal.ok_or(Refusal::NoProposal)?;
        if proposal.by == self.actor.officer() {
            return Err(Refusal::SamePerson);
        }
        self.move_due(Some(proposal.due), MoveCause::Correction);
        if let Some(moved) = self.next.life.due_moves.last_mut()
            && moved.reason.is_empty()
        {
            moved.reason = proposal.reason;
        }
        Ok(Charge::None)
    }

    /// The session asked for, when it is one of the calendar.
    fn new_due(&self) -> Result<crate::worktime::Session, Refusal> {
        let due = self.command.details.due.ok_or(Refusal::DetailMissing {
            what: "ngày hẹn mới",
        })?;
        self.book.calendar.idx(due)?;
        Ok(due)
    }
}
