//! Counting outcomes per organisation: a dossier may stand in several rows but only once in a total.

use std::collections::{BTreeMap, BTreeSet};

use super::compare::Outcome;

/// One finished dossier and the organisations whose rows it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// Dossier code.
    pub dossier: String,
    /// How it ended against its due session.
    pub outcome: Outcome,
    /// Organisations that count it, for example a department and the district of its land branch.
    pub counted_under: Vec<String>,
}

/// Dossiers by outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Finished before due (trước hạn).
    pub early: u32,
    /// Finished in the due session (đúng hạn).
    pub on_time: u32,
    /// Finished after due (quá hạn).
    pub late: u32,
}

/// Rows per organisation, and the total over dossiers, which is not the sum of the rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// One row per organisation.
    pub rows: BTreeMap<String, Counts>,
    /// Each dossier once.
    pub total: Counts,
}

/// Counts finished dossiers; one dossier named twice is counted once.
pub fn tally<'a>(finished: impl IntoIterator<Item = &'a Finished>) -> Tally {
    let mut tally = Tally::default();
    let mut seen = BTreeSet::new();
    for dossier in finished {
        if !seen.insert(&dossier.dossier) {
            continue;
        }
        tally.total.add(dossier.outcome);
        for org in dossier.counted_under.iter().collect::<BTreeSet<_>>() {
            tally
                .rows
                .entry(org.clone())
                .or_default()
                .add(dossier.outcome);
        }
    }
    tally
}

impl Counts {
    fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Early(_) => self.early += 1,
            Outcome::OnTime => self.on_time += 1,
            Outcome::Late(_) => self.late += 1,
        }
    }
}
