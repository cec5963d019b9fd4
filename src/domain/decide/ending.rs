//! Ends: solved at once, result ready, handed back, withdrawn, returned unsolved, stopped for good.
//! Every open part of the dossier is closed with it.

use super::charge::Charge;
use super::{Refusal, Turn};
use crate::domain::handing_back::Delivery;
use crate::domain::lifecycle::{ClockIs, State};

impl Turn<'_> {
    pub(super) fn solve_at_once(&mut self) -> Result<Charge, Refusal> {
        let last = self.before.process.steps.last().cloned();
        self.enter(&last.ok_or(Refusal::NoSuchStep)?);
        Ok(Charge::Close)
    }

    /// The result is ready once it is on the flow. That moment counts for lateness, not the one at
    /// which it is collected.
    pub(super) fn result_ready(&mut self) -> Result<(), Refusal> {
        let ready = self.next.state == State::ResultReady;
        if !ready || self.next.clock.finished.is_some() {
            return Ok(());
        }
        let wanted = self.before.rules.policy.result_file;
        if wanted && self.facts.results == Some(0) {
            return Err(Refusal::ResultFileMissing);
        }
        self.next.clock.finished = Some(self.moment.session);
        self.next.clock.finished_at = Some(self.moment.at);
        // What is finished has no date left to correct.
        self.next.life.due_proposal = None;
        Ok(())
    }

    pub(super) fn return_result(&mut self) -> Result<Charge, Refusal> {
        if self.before.life.hand_over.is_some() {
            return Err(Refusal::NotReceivedYet);
        }
        if self.facts.owed_dong > 0 {
            return Err(Refusal::FeeOwed {
                owed: self.facts.owed_dong,
            });
        }
        self.collected()?;
        self.next.state = State::ResultReturned;
        self.next.clock.returned_at = Some(self.moment.at);
        self.next
            .life
            .collector
            .clone_from(&self.command.details.collector);
        self.next
            .life
            .posted
            .clone_from(&self.command.details.number);
        Ok(Charge::None)
    }

    /// Over the counter whoever collects is named; what goes by post has its consignment number instead,
    /// and only where the post was asked for at receipt.
    fn collected(&self) -> Result<(), Refusal> {
        let details = &self.command.details;
        let numbered = details.number.as_ref().is_some_and(|n| !n.is_empty());
        let by_post = numbered && Delivery::asked(&self.before.content) == Delivery::Post;
        if details.collector.is_some() || by_post {
            return Ok(());
        }
        Err(Refusal::CollectorMissing)
    }

    pub(super) fn expire_supplement(&mut self) -> Result<Charge, Refusal> {
        let stopped = self.before.life.stopped.as_ref();
        let deadline = stopped.and_then(|s| s.deadline);
        let today = crate::worktime::local(self.moment.at).date();
        match deadline {
            Some(day) if day < today => self.end(State::ReturnedUnresolved),
            _ => Err(Refusal::NotExpired),
        }
    }

    /// Ends without a result. A clock that stood still ends where it stood; the agencies that had no
    /// part any more are told by the state itself.
    pub(super) fn end(&mut self, state: State) -> Result<Charge, Refusal> {
        self.next.state = state;
        let life = &mut self.next.life;
        life.stopped = None;
        life.hand_over = None;
        life.awaits_assignment = false;
        life.due_proposal = None;
        self.next.position.sender = self.actor.officer().to_owned();
        self.next.clock.finished = Some(self.moment.session);
        self.next.clock.finished_at = Some(self.moment.at);
        Ok(match self.before.state.clock() {
            ClockIs::Running | ClockIs::Stopped => Charge::GoOn,
            ClockIs::NotStarted | ClockIs::Ended => Charge::None,
        })
    }
}
