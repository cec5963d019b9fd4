//! The same answers without HTTP, for commands of this program: wire in, use case, wire out.

use super::convert;
use crate::domain::org::Actor;
use crate::usecases::receive::{self as use_receive, Receipt};
use crate::usecases::{App, UseCaseError, find as use_find};
use crate::wire::{IntakeRequest, Page, Received};

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
