//! Backwards: send back, recall, undo, and the administrator's reset. Nothing is erased; the trail
//! keeps both ways.

use super::charge::Charge;
use super::{Previous, Refusal, Turn, place};
use crate::domain::lifecycle::{Act, ClockIs, State};
use crate::domain::process::{Step, StepKind};

/// How long an officer may undo an act, milliseconds.
pub const UNDO_MS: i64 = 30_000;

/// Whether a clock that had ended runs again: a result that was not accepted. The half-days since it
/// was ready are charged then, so that act is answered by another one and never undone.
pub(super) fn restarts(from: State, to: State) -> bool {
    from.clock() == ClockIs::Ended && to.clock_runs()
}

impl Turn<'_> {
    pub(super) fn send_back(&mut self) -> Result<Charge, Refusal> {
        if self.command.act == Act::SendBack && !self.step_here()?.back {
            return Err(self.not_here());
        }
        let back = self.step_back().ok_or(Refusal::NoSuchStep)?;
        let passed = self.before.life.passed.get(&back.no).cloned();
        self.enter(&back);
        // Whoever passed it on from that step gets it again, unless somebody else is named. The sender
        // may be a leader who only assigned it here, or rejected a draft.
        if self.command.act == Act::SendBack && self.next.position.holder.is_none() {
            self.next.position.holder = passed;
        }
        self.next.life.awaits_assignment = false;
        Ok(Charge::Close)
    }

    /// A rejected draft goes to the last examination before; a dossier sent back, one step.
    fn step_back(&self) -> Option<Step> {
        let dossier = self.before;
        if self.command.act == Act::SendBack {
            return dossier.previous_step().cloned();
        }
        let steps = dossier.process.steps.iter();
        let before = steps.filter(|s| s.no < dossier.position.step);
        let examined = before.clone().rev().find(|s| s.kind == StepKind::Examine);
        // Without an examination the draft was the desk's own.
        examined.or_else(|| before.clone().next()).cloned()
    }

    pub(super) fn reset_flow(&mut self) -> Result<Charge, Refusal> {
        let to = self.command.details.to_step;
        let steps = &self.before.process.steps;
        let fits = |s: &&Step| Some(s.no) == to && s.kind != StepKind::Return;
        let step = steps.iter().find(fits).cloned();
        let step = step.ok_or(Refusal::NoSuchStep)?;
        self.enter(&step);
        self.next.life.awaits_assignment = false;
        self.next.life.hand_over = None;
        Ok(Charge::Close)
    }

    pub(super) fn recall(&mut self) -> Result<Charge, Refusal> {
        let previous = self.facts.previous.as_deref();
        let absent = place::absent_sender(self.before, self.facts);
        let own = |p: &&Previous| p.by == self.actor.officer() || Some(p.by.as_str()) == absent;
        let mine = previous.filter(|p| p.act.passes_on() && own(p));
        self.restore(mine.ok_or(Refusal::TooLateToRecall)?)
            .ok_or(Refusal::TooLateToRecall)
    }

    pub(super) fn undo(&mut self) -> Result<Charge, Refusal> {
        let previous = self.facts.previous.as_deref();
        let fits = |p: &&Previous| {
            let row = self.book.lifecycle.row(p.act, Some(p.dossier.state));
            row.is_some_and(|row| row.undo) && self.moment.at - p.at <= UNDO_MS
        };
        let mine = previous.filter(fits).ok_or(Refusal::TooLateToUndo)?;
        if restarts(mine.dossier.state, self.before.state) {
            return Err(Refusal::TooLateToUndo);
        }
        self.restore(mine).ok_or(Refusal::TooLateToUndo)
    }

    /// Brings the dossier back to where it stood before its last act; the step that was left goes on
    /// with what it had used. None when something happened since.
    fn restore(&mut self, previous: &Previous) -> Option<Charge> {
        let stood = &previous.dossier;
        if stood.version + 1 != self.before.version {
            return None;
        }
        // What the act charged to the step it closed.
        let closed = self
            .book
            .calendar
            .between(stood.position.since, self.before.position.since);
        let used = stood.life.step_used + closed.unwrap_or(0).max(0);
        self.next = stood.clone();
        self.next.version = self.before.version + 1;
        if !stood.state.clock_runs() {
            return Some(Charge::None);
        }
        Some(Charge::Reopen(used))
    }
}
