//! Deleting what was entered by mistake (roles page, §2): the desk proposes it before the dossier has left,
//! another person approves. Nothing is erased: the number stays used and the trail whole.

use super::charge::Charge;
use super::{Refusal, Turn};
use crate::domain::life::DeletionProposal;
use crate::domain::lifecycle::State;

/// Letters that a reason to delete has at least (roles page, rules under §2).
const LEAST_REASON: usize = 10;

impl Turn<'_> {
    pub(super) fn propose_deletion(&mut self) -> Result<Charge, Refusal> {
        self.still_at_the_desk()?;
        let reason = self.command.note.clone();
        let letters = reason.as_str().chars().filter(|c| !c.is_whitespace());
        if letters.count() < LEAST_REASON {
            return Err(Refusal::ReasonTooShort {
                least: LEAST_REASON,
            });
        }
        self.next.life.deletion = Some(DeletionProposal {
            reason,
            by: self.actor.officer().to_owned(),
        });
        Ok(Charge::None)
    }

    /// The second person makes the proposal true.
    pub(super) fn delete(&mut self) -> Result<Charge, Refusal> {
        self.still_at_the_desk()?;
        let proposal = self.before.life.deletion.as_ref();
        let proposal = proposal.ok_or(Refusal::NoDeletionProposed)?;
        if proposal.by == self.actor.officer() {
            return Err(Refusal::SamePerson);
        }
        if self.facts.taken_dong > 0 {
            return Err(Refusal::MoneyTaken {
                taken: self.facts.taken_dong,
            });
        }
        self.end(State::Deleted)
    }

    fn still_at_the_desk(&self) -> Result<(), Refusal> {
        if self.before.life.passed.is_empty() {
            return Ok(());
        }
        Err(Refusal::AlreadyForwarded)
    }
}
