//! The approved changes whose day has come, laid over the rules of this process. Every server on one
//! database asks here and comes to the same rules, in the same order.

use std::sync::Arc;

use chrono::NaiveDate;

use super::rules::date;
use super::{App, Rules, UseCaseError};
use crate::catalogue::{ChangeSet, Layer};
use crate::records::catalogue_changes::{self, CatalogueChange};
use crate::store::{StoreError, Tx};

/// The rules of `app` with every approved change of today; none when there is no new one.
///
/// # Errors
/// The store; a change that no longer fits the files of this machine.
pub async fn newer_rules(app: &App) -> Result<Option<Arc<Rules>>, UseCaseError> {
    let (today, known) = (date(app.clock.now()), app.rules.clone());
    let new = app
        .store
        .read(move |tx| new_layers(tx, &known, today))
        .await?;
    lay(&app.rules, new).map_err(UseCaseError::ChangeUnfit)
}

/// As [`newer_rules`], before there are any threads: for the start of the program.
///
/// # Errors
/// As [`newer_rules`].
pub fn rules_at_start(app: &App) -> Result<Option<Arc<Rules>>, UseCaseError> {
    let (today, known) = (date(app.clock.now()), app.rules.clone());
    let new = app
        .store
        .read_blocking(move |tx| new_layers(tx, &known, today))?;
    lay(&app.rules, new).map_err(UseCaseError::ChangeUnfit)
}

type NewLayer = (CatalogueChange, Layer);

fn new_layers(
    tx: &mut dyn Tx,
    known: &Rules,
    today: NaiveDate,
) -> Result<Vec<NewLayer>, StoreError> {
    let all = catalogue_changes::in_force(tx, today)?;
    let mut new = Vec::new();
    for (id, edition, from) in all {
        if known.changes.iter().any(|applied| applied.id == id) {
            continue;
        }
        if let Some(change) = catalogue_changes::one(tx, id)? {
            let from = Some(from);
            new.push((change, Layer { from, edition }));
        }
    }
    Ok(new)
}

fn lay(rules: &Arc<Rules>, new: Vec<NewLayer>) -> Result<Option<Arc<Rules>>, String> {
    let mut next: Option<Rules> = None;
    for (change, layer) in new {
        let set: ChangeSet = serde_json::from_str(&change.body)
            .map_err(|error| format!("thay đổi số {}: {error}", change.id))?;
        let below = next.as_ref().unwrap_or(rules);
        let laid = below.with_change(change.id, &set, layer, false);
        next = Some(laid.map_err(|problems| {
            let problem = problems.first().map_or(String::new(), ToString::to_string);
            format!("thay đổi số {}: {problem}", change.id)
        })?);
    }
    Ok(next.map(Arc::new))
}
