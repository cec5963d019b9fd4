//! Between agencies: a hand-over is given, and received or refused. The moment of giving is the one
//! that counts; the confirmation is kept and does not move the clock (life-cycle page, §5).

use super::charge::Charge;
use super::movement::state_at;
use super::{Refusal, Turn};
use crate::domain::dossier::Position;
use crate::domain::life::HandOver;

impl Turn<'_> {
    pub(super) fn hand_over(&mut self) -> Result<Charge, Refusal> {
        let after = self.step_after()?;
        if !self.leaves_agency(&after) {
            return Err(self.not_here());
        }
        if self.waits_for_decision()? {
            return Err(self.not_here());
        }
        self.enter(&after);
        Ok(Charge::Close)
    }

    /// Notes that `left` gave the dossier away and that nobody has confirmed it yet.
    pub(super) fn given(&mut self, left: String) {
        self.next.life.hand_over = Some(HandOver {
            from_org: left,
            from_step: self.before.position.step,
            by: self.actor.officer().to_owned(),
            at: self.moment.at,
            consignment: self.command.details.number.clone(),
        });
    }

    pub(super) fn refuse_hand_over(&mut self) -> Result<Charge, Refusal> {
        let given = self.next.life.hand_over.take().ok_or(Refusal::NoHandOver)?;
        let steps = &self.before.process.steps;
        let step = steps.iter().find(|s| s.no == given.from_step);
        let step = step.cloned().ok_or(Refusal::NoSuchStep)?;
        self.next.state = state_at(step.kind, &given.from_org, &self.next.desk);
        self.next.life.awaits_assignment = false;
        // Who refused has had it, and may still read it.
        let passed = (self.before.position.step, self.actor.officer().to_owned());
        self.next.life.passed.extend([passed]);
        // The result was not accepted, so it is not ready.
        self.next.clock.finished = None;
        self.next.clock.finished_at = None;
        self.next.position = Position {
            step: step.no,
            org: given.from_org,
            role: step.role,
            holder: Some(given.by),
            since: self.moment.session,
            sender: self.actor.officer().to_owned(),
        };
        Ok(Charge::Close)
    }

    /// The agency that made the result posts it to the desk: only its number is added.
    pub(super) fn consign(&mut self) -> Result<Charge, Refusal> {
        let number = self.command.details.number.clone();
        let number = number.filter(|n| !n.is_empty());
        let number = number.ok_or(Refusal::DetailMissing {
            what: "số hiệu bưu gửi",
        })?;
        let given = self
            .next
            .life
            .hand_over
            .as_mut()
            .ok_or(Refusal::NoHandOver)?;
        given.consignment = Some(number);
        Ok(Charge::None)
    }
}
