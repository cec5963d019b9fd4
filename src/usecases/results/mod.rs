//! Results of a dossier: draft, finish with number, date and file, replace.

mod add;
mod finalise;
mod replace;

pub use add::{Drafted, add};
pub use finalise::{Finish, finalise};
pub use replace::replace;

use super::act::readable;
use super::{App, FileRefusal, UseCaseError};
use crate::domain::code_scheme::normalise;
use crate::domain::dossier::Dossier;
use crate::domain::org::Actor;
use crate::domain::result::ResultPaper;
use crate::domain::role::{Permit, Right};
use crate::records::results;
use crate::store::Tx;

/// Results of the dossier `code`, in their order.
///
/// # Errors
/// No such dossier for this officer; the role reads no papers; the store.
pub async fn list(app: &App, actor: &Actor, code: &str) -> Result<Vec<ResultPaper>, UseCaseError> {
    let (viewer, code) = (actor.clone(), normalise(code));
    let (dossier, all) = app
        .store
        .read(move |tx| {
            let dossier = readable(tx, &viewer, &code)?;
            Permit::ask(&viewer, Right::Papers)?;
            let all = results::of_dossier(tx, dossier.id)?;
            Ok::<_, UseCaseError>((dossier, all))
        })
        .await?;
    super::open::note_foreign_reading(app, actor, &dossier).await?;
    Ok(all)
}

/// The result `no` of `dossier`.
fn one(tx: &mut dyn Tx, dossier: &Dossier, no: i64) -> Result<ResultPaper, UseCaseError> {
    let all = results::of_dossier(tx, dossier.id)?;
    let found = all.into_iter().find(|result| result.no == no);
    found.ok_or_else(|| FileRefusal::NoResult.into())
}

/// Results of a dossier that has ended do not change.
fn open_only(dossier: &Dossier) -> Result<(), UseCaseError> {
    if dossier.state.is_final() {
        return Err(FileRefusal::Closed.into());
    }
    Ok(())
}
