//! A stretch of the story that is written in one transaction: rows as they stand at its end, and
//! every event on the way.

use std::collections::{BTreeMap, HashMap};

use crate::domain::dossier::Dossier;
use crate::domain::event::Event;
use crate::records::counters;
use crate::records::dossiers::{self, Texts};
use crate::records::trail::{self, Head};
use crate::store::Tx;
use crate::usecases::UseCaseError;
use crate::usecases::receive::index;
use crate::usecases::units;

/// What one transaction writes.
#[derive(Debug, Default)]
pub(super) struct Batch {
    /// Dossiers received in this stretch, as they stand at its end.
    pub new: Vec<Dossier>,
    /// Their long texts, by number.
    pub texts: HashMap<i64, Texts>,
    /// Dossiers received before that moved, with the version they had at the end of the last stretch.
    pub moved: Vec<(i64, Dossier)>,
    /// Every event, in order.
    pub events: Vec<Event>,
    /// Last numbers taken, by scope.
    pub numbers: BTreeMap<String, i64>,
    /// Receipts by desk and procedure.
    pub uses: BTreeMap<(String, String), i64>,
}

impl Batch {
    /// Writes all of it after `head`; answers the new end of the trail.
    ///
    /// # Errors
    /// [`UseCaseError::NotEmpty`] when somebody else wrote in between; the store.
    pub fn write(&self, tx: &mut dyn Tx, seq: i64) -> Result<Head, UseCaseError> {
        let head = trail::head(tx)?;
        if head.seq != seq {
            return Err(UseCaseError::NotEmpty);
        }
        for dossier in &self.new {
            if let Some(texts) = self.texts.get(&dossier.id) {
                dossiers::insert(tx, dossier, texts)?;
                index(tx, dossier)?;
                units::follow(tx, None, dossier)?;
            }
        }
        for (seen, dossier) in &self.moved {
            dossiers::update(tx, dossier, *seen)?;
            units::follow(tx, None, dossier)?;
        }
        for (scope, last) in &self.numbers {
            counters::put(tx, scope, *last)?;
        }
        for ((org, procedure), uses) in &self.uses {
            counters::count_uses(tx, org, procedure, *uses)?;
        }
        trail::append_all(tx, head, &self.events).map_err(Into::into)
    }
}
