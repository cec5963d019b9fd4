//! Along the process, within one agency: take, assign, forward, submit, approve, sign, issue.

use super::charge::Charge;
use super::{Refusal, Turn};
use crate::domain::dossier::Position;
use crate::domain::lifecycle::{Act, State};
use crate::domain::process::{Gate, Step, StepKind, StepUnit};

impl Turn<'_> {
    /// Taking confirms a hand-over too; neither moves the clock.
    pub(super) fn take(&mut self) -> Result<Charge, Refusal> {
        if self.before.life.awaits_assignment {
            return Err(Refusal::AwaitsAssignment);
        }
        let received = self.next.life.hand_over.take().is_some();
        if self.before.position.holder.is_some() && !received {
            return Err(Refusal::AlreadyTaken);
        }
        self.next.position.holder = Some(self.actor.officer().to_owned());
        Ok(Charge::None)
    }

    pub(super) fn assign(&mut self) -> Result<Charge, Refusal> {
        // The note of the receiving agency's own leader confirms the hand-over, or a process that waits
        // for that note could neither be taken nor assigned.
        if self.before.life.hand_over.is_some() && self.actor.org() != self.before.position.org {
            return Err(Refusal::NotReceivedYet);
        }
        self.next.life.hand_over = None;
        self.next.life.awaits_assignment = false;
        self.give_to_named();
        Ok(Charge::None)
    }

    pub(super) fn transfer(&mut self) -> Result<Charge, Refusal> {
        if self.command.details.to_officer == self.before.position.holder {
            return Err(Refusal::AlreadyTaken);
        }
        self.give_to_named();
        Ok(Charge::None)
    }

    fn give_to_named(&mut self) {
        self.next.position.holder = self.command.details.to_officer.clone();
        self.next.position.sender = self.actor.officer().to_owned();
    }

    pub(super) fn forward(&mut self) -> Result<Charge, Refusal> {
        let after = self.step_after()?;
        if self.waits_for_decision()? {
            return Err(self.not_here());
        }
        if matches!(after.kind, StepKind::Approve | StepKind::Sign) || self.leaves_agency(&after) {
            return Err(self.not_here());
        }
        self.enter(&after);
        Ok(Charge::Close)
    }

    pub(super) fn submit(&mut self) -> Result<Charge, Refusal> {
        let after = self.step_after()?;
        let to_leader = matches!(after.kind, StepKind::Approve | StepKind::Sign);
        if !to_leader || self.leaves_agency(&after) {
            return Err(self.not_here());
        }
        self.enter(&after);
        self.next.state = State::AwaitingApproval;
        Ok(Charge::Close)
    }

    pub(super) fn approve(&mut self) -> Result<Charge, Refusal> {
        if self.step_here()?.kind == StepKind::Sign {
            // The leader who signs approves first, at the same step.
            self.next.state = State::AwaitingSignature;
            return Ok(Charge::None);
        }
        let after = self.step_after()?;
        self.enter(&after);
        Ok(Charge::Close)
    }

    pub(super) fn sign_or_issue(&mut self) -> Result<Charge, Refusal> {
        let here = self.step_here()?;
        if (self.command.act == Act::Issue) != (here.kind == StepKind::Issue) {
            return Err(self.not_here());
        }
        let after = self.step_after()?;
        self.enter(&after);
        Ok(Charge::Close)
    }

    /// Whoever is named to get the dossier belongs to the group of the step at which it is then
    /// (life-cycle page, rows 6 and 7); the deputy of an absent officer of the group does.
    pub(super) fn named_belongs(&self) -> Result<(), Refusal> {
        let act = self.command.act;
        let gives = act.passes_on() || act == Act::ResetFlow;
        let Some(named) = self.command.details.to_officer.as_ref().filter(|_| gives) else {
            return Ok(());
        };
        if self.facts.fits.contains(&self.next.position.step) {
            return Ok(());
        }
        Err(Refusal::NotOfTheGroup {
            who: named.clone(),
            step: self.next.step().map_or(String::new(), |s| s.name.clone()),
        })
    }

    /// What waits to be approved, signed or issued goes on by just that, never by passing it on.
    pub(super) fn waits_for_decision(&self) -> Result<bool, Refusal> {
        let here = self.step_here()?.kind;
        let by_decision = matches!(here, StepKind::Approve | StepKind::Sign | StepKind::Issue);
        Ok(by_decision)
    }

    pub(super) fn step_here(&self) -> Result<Step, Refusal> {
        self.before.step().cloned().ok_or(Refusal::NoSuchStep)
    }

    pub(super) fn step_after(&self) -> Result<Step, Refusal> {
        self.before.next_step().cloned().ok_or(Refusal::NoSuchStep)
    }

    pub(super) fn leaves_agency(&self, step: &Step) -> bool {
        unit_of(&step.unit, &self.before.desk) != self.before.position.org
    }

    /// Puts the dossier at `step`: with the officer named, or who usually stands there, or the group.
    pub(super) fn enter(&mut self, step: &Step) {
        let org = unit_of(&step.unit, &self.next.desk);
        let left = self.before.position.org.clone();
        let usual = self.facts.staff.get(&step.no).cloned();
        self.next.state = state_at(step.kind, &org, &self.next.desk);
        self.next.life.awaits_assignment = self.waits_for_leader(step, &org);
        let holder = self.command.details.to_officer.clone().or(usual);
        self.next.position = Position {
            step: step.no,
            role: step.role.clone(),
            holder: holder.filter(|_| !self.next.life.awaits_assignment),
            since: self.moment.session,
            sender: self.actor.officer().to_owned(),
            step_due: None,
            org,
        };
        self.next.life.hand_over = None;
        if self.command.act != Act::ResetFlow {
            let passed = (self.before.position.step, self.actor.officer().to_owned());
            self.next.life.passed.extend([passed]);
        }
        if self.next.position.org != left {
            self.given(left);
        }
    }

    /// Where the process waits for the leader's assignment note, the first examination of an agency
    /// has no holder until the leader names one (QĐ 07/2017/QĐ-UBND).
    fn waits_for_leader(&self, step: &Step, org: &str) -> bool {
        let comes_new = self.before.position.org != org
            || self
                .before
                .step()
                .is_some_and(|s| s.kind == StepKind::Receive);
        self.before.process.gate == Gate::Leader && step.kind == StepKind::Examine && comes_new
    }
}

/// The state of a dossier that waits at a step of this kind in `org`.
#[must_use]
pub fn state_at(kind: StepKind, org: &str, desk: &str) -> State {
    match kind {
        StepKind::Receive if org == desk => State::Received,
        StepKind::Receive | StepKind::Examine if org != desk => State::WithCoAgency,
        StepKind::Receive | StepKind::Examine => State::InProgress,
        StepKind::Approve => State::AwaitingApproval,
        StepKind::Sign | StepKind::Issue => State::AwaitingSignature,
        StepKind::Return => State::ResultReady,
    }
}

/// The unit of a step: the receiving one, or the named agency of an interlinked process.
#[must_use]
pub fn unit_of(unit: &StepUnit, desk: &str) -> String {
    match unit {
        StepUnit::Desk | StepUnit::Office(_) => desk.to_owned(),
        StepUnit::Org(org) => org.clone(),
    }
}
