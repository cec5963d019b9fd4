//! Register (nộp trực tuyến): what a citizen sends through the portal waits at the desk for receipt.
//! No clock runs yet, and nothing is promised but that it came.

use super::receive::{Intake, Receipt, Start, complete, prepare};
use super::write::{Key, kept, once};
use super::{App, UseCaseError, choose_process};
use crate::domain::dossier::Content;
use crate::domain::intake::Request;
use crate::domain::org::Actor;
use crate::domain::role::{Permit, Right};
use crate::records::dossiers::Texts;

/// Registers `request` for the desk of `desk`. The same `key` sent twice makes one dossier.
///
/// # Errors
/// Not the portal; no such unit or procedure; fields to mend; the store.
pub async fn register_online(
    app: &App,
    actor: &Actor,
    key: &str,
    desk: &str,
    request: Request,
) -> Result<Receipt, UseCaseError> {
    let permit = Permit::ask(actor, Right::Portal)?;
    let body = serde_json::to_string(&request).unwrap_or_default();
    let key = Key::of(key, &["submit_online", actor.officer(), desk, &body])?;
    if app.rules.office.org(desk).is_none() {
        return Err(UseCaseError::NoOfficer(desk.to_owned()));
    }
    let now = app.clock.now();
    let request = complete(&app.rules, request, now);
    let accepted = choose_process::accepted_for(app, &request.procedure).await?;
    let prepared = match prepare(&app.rules, &request, now, desk, &accepted) {
        Ok(prepared) => prepared,
        Err(refused) => return kept(app, &key).await?.ok_or(refused),
    };
    let content = Content {
        lookup_pin: app.secret(18),
        ..prepared.checked.content
    };
    let (rules, desk) = (app.rules.clone(), desk.to_owned());
    let (procedure, limit, process) =
        (prepared.procedure, prepared.checked.limit, prepared.process);
    let texts = Texts::of(&content, &process)?;
    once(app, key, move |tx, writing| {
        let intake = Intake {
            rules: &rules,
            permit: &permit,
            desk: &desk,
            procedure: &procedure,
            limit,
        };
        let dossier = (content.clone(), process.clone());
        intake.commit(tx, writing, Start::Registered, dossier, &texts)
    })
    .await
}
