//! The same answers without HTTP, for commands of this program: wire in, use case, wire out.

use super::convert;
use crate::domain::org::Actor;
use crate::usecases::receive::{self as use_receive, Receipt};
use crate::usecases::{App, UseCaseError, act as use_act, find as use_find, open as use_open};
use crate::wire::{ActRequest, Acted, DossierView, IntakeRequest, Page, Received};

/// Takes a dossier in.
///
/// # Errors
/// As the use case.
pub async fn receive_wire(
    app: &App,
    actor: &Actor,
    key: &str,
    body: IntakeRequest,
) -> Result<Received, UseCaseError> {
    let request = convert::request(body)?;
    Ok(received(
        use_receive::receive(app, actor, key, request).await?,
    ))
}

/// A dossier in full.
///
/// # Errors
/// As the use case.
pub async fn open_wire(app: &App, actor: &Actor, code: &str) -> Result<DossierView, UseCaseError> {
    let opened = use_open::open(app, actor, code).await?;
    use_open::note_foreign_reading(app, actor, &opened.dossier).await?;
    Ok(convert::view(&app.rules, opened))
}

/// Does an act on the dossier `code` as it was at version `seen`.
///
/// # Errors
/// As the use case.
pub async fn act_wire(
    app: &App,
    actor: &Actor,
    key: &str,
    (code, seen): (&str, i64),
    body: ActRequest,
) -> Result<Acted, UseCaseError> {
    let order = convert::order(code, seen, body)?;
    Ok(convert::acted(use_act::act(app, actor, key, order).await?))
}

/// Finds dossiers.
///
/// # Errors
/// As the use case.
pub async fn find_wire(app: &App, actor: &Actor, text: &str) -> Result<Page, UseCaseError> {
    let found = use_find::find(app, actor, text).await?;
    Ok(Page {
        rows: found
            .rows
            .into_iter()
            .map(|row| convert::line(&app.rules, row))
            .collect(),
        next: None,
        about: found.about,
        exact: found.exact,
    })
}

pub(super) fn received(receipt: Receipt) -> Received {
    Received {
        dossier_code: receipt.code,
        version: receipt.version,
        received_session: receipt.received_session,
        received_at: receipt.received_at,
        due: receipt.due,
        due_at: receipt.due_at,
        provisional: receipt.provisional,
        prints: receipt.prints,
        warnings: receipt.warnings,
    }
}
