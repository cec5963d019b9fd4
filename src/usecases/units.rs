//! Where a dossier is found by name beside the desk that took it in: in every agency that has or had a
//! part in it (roles page, §2).

use super::receive::names;
use crate::domain::dossier::Dossier;
use crate::records::finding;
use crate::store::{StoreError, Tx};

/// Follows `dossier`, which stood as `before` until now, into the agencies that it came to, and out of those
/// from which an act was taken back.
pub(super) fn follow(
    tx: &mut dyn Tx,
    before: Option<&Dossier>,
    dossier: &Dossier,
) -> Result<(), StoreError> {
    let names = names(&dossier.content);
    let was = before.map_or_else(Vec::new, Dossier::further_units);
    let is = dossier.further_units();
    // Under a new name it must be found everywhere once more.
    let renamed = before.is_some_and(|before| super::receive::names(&before.content) != names);
    let new: Vec<String> = is
        .iter()
        .filter(|org| renamed || !was.contains(org))
        .cloned()
        .collect();
    let gone: Vec<String> = was
        .iter()
        .filter(|org| !is.contains(org))
        .cloned()
        .collect();
    finding::leave(tx, dossier.id, &gone)?;
    finding::enter(tx, dossier.id, dossier.version, &new, &names)
}
