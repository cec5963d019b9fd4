//! Marks of a dossier: what somebody must do with it beside the work of its step. Lists read them
//! as one number.

use serde::Deserialize;

use super::dossier::Dossier;

/// One mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Waits for the leader's assignment note.
    Assignment = 1,
    /// Handed over and not confirmed.
    HandOver = 2,
    /// A request to supplement is drafted and not told.
    Supplement = 4,
    /// An apology is drafted and not signed.
    ApologyToSign = 8,
    /// An apology is signed and not delivered.
    ApologyToSend = 16,
    /// A due session is proposed and waits for a second person.
    Due = 32,
    /// The appointment in force was apologised for, or an apology is under way.
    Apologised = 64,
    /// The desk asks to delete it, and waits for a second person.
    Deletion = 128,
}

impl Mark {
    /// All of `marks` as one number.
    #[must_use]
    pub fn sum(marks: &[Self]) -> i64 {
        marks.iter().fold(0, |sum, mark| sum | *mark as i64)
    }
}

impl Dossier {
    /// Its marks as one number; none once it is final.
    #[must_use]
    pub fn marks(&self) -> i64 {
        if self.state.is_final() {
            return 0;
        }
        let life = &self.life;
        let open = life.apologies.iter().rev().find(|a| a.delivered.is_none());
        let given = life
            .apologies
            .iter()
            .any(|a| self.clock.due.is_none_or(|due| a.due >= due));
        let all = [
            (life.awaits_assignment, Mark::Assignment),
            (life.hand_over.is_some(), Mark::HandOver),
            (
                life.supplement.is_some() && self.state.clock_runs(),
                Mark::Supplement,
            ),
            (
                open.is_some_and(|a| a.signed_by.is_none()),
                Mark::ApologyToSign,
            ),
            (
                open.is_some_and(|a| a.signed_by.is_some()),
                Mark::ApologyToSend,
            ),
            (life.due_proposal.is_some(), Mark::Due),
            (open.is_some() || given, Mark::Apologised),
            (
                life.deletion.is_some() && life.passed.is_empty(),
                Mark::Deletion,
            ),
        ];
        let carried: Vec<Mark> = all.iter().filter(|(is, _)| *is).map(|(_, m)| *m).collect();
        Mark::sum(&carried)
    }
}
