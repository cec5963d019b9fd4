//! Before receipt: what citizens send through the portal waits without a clock until the desk takes it
//! in, asks for more, or refuses it.

use super::charge::Charge;
use super::{Refusal, Turn};
use crate::domain::life::SupplementRequest;
use crate::domain::lifecycle::State;

impl Turn<'_> {
    pub(super) fn ask_online_supplement(&mut self) -> Result<Charge, Refusal> {
        self.next.life.supplement = Some(SupplementRequest {
            papers: self.command.details.papers.clone(),
            reason: self.command.note.clone(),
            drafted_by: self.actor.officer().to_owned(),
            deadline: self.command.details.deadline,
        });
        self.next.state = State::AwaitingSupplementOnline;
        Ok(Charge::None)
    }

    pub(super) fn resubmit_online(&mut self) -> Result<Charge, Refusal> {
        let life = &mut self.next.life;
        life.supplement = None;
        life.supplied
            .extend(self.command.details.papers.iter().cloned());
        self.next.state = State::RegisteredOnline;
        Ok(Charge::None)
    }

    /// Receipt: from now on the clock runs.
    pub(super) fn receive_registered(&mut self) -> Result<Charge, Refusal> {
        let clock = self.facts.clock.clone().ok_or_else(|| self.not_here())?;
        self.next.position.since = clock.received;
        self.next.position.holder = Some(self.actor.officer().to_owned());
        self.next.position.role = self.actor.role().clone();
        self.next.clock = clock;
        self.next.state = State::Received;
        Ok(Charge::None)
    }

    pub(super) fn refuse_registered(&mut self) -> Result<Charge, Refusal> {
        self.next.state = State::Refused;
        Ok(Charge::None)
    }
}
