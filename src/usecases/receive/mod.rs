//! Receive (tiếp nhận): papers over the counter become a dossier with a number and a due session.

mod begin;
mod complete;
mod findable;

pub(super) use begin::{Intake, Start};
pub use complete::{complete, usual_fees};
pub(super) use findable::{index, names, numbers};

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::rules::date;
use super::write::{Key, kept, once};
use super::{App, Office, Rules, UseCaseError, choose_process};
use crate::catalogue::AsOf;
use crate::domain::dossier::Content;
use crate::domain::flow::Acceptance;
use crate::domain::intake::{self, Checked, Request};
use crate::domain::org::{Actor, named_unit};
use crate::domain::procedure::{Procedure, ProcedureCode};
use crate::domain::process::{Process, StepUnit};
use crate::domain::role::{Permit, Right};
use crate::records::dossiers::Texts;

/// What the counter learns when a dossier has its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Dossier code.
    pub code: String,
    /// Version.
    pub version: i64,
    /// Session of receipt.
    pub received_session: String,
    /// ISO 8601 with +07:00.
    pub received_at: String,
    /// Due session.
    pub due: Option<String>,
    /// End of the due session, ISO 8601 with +07:00.
    pub due_at: Option<String>,
    /// An unconfirmed day was counted.
    pub provisional: bool,
    /// Forms to offer.
    pub prints: Vec<String>,
    /// Things the clerk should know.
    pub warnings: Vec<String>,
}

/// Procedure, form and checked content of one request.
pub(super) struct Prepared {
    pub procedure: Arc<Procedure>,
    pub checked: Checked,
    pub process: Process,
    /// What the clerk should know about the process.
    pub warning: Option<String>,
}

/// Takes in a dossier. `key` is the draft's UUID: the same draft sent twice makes one dossier.
///
/// # Errors
/// Not allowed; no such procedure; fields to mend; the calendar ends; the store.
pub async fn receive(
    app: &App,
    actor: &Actor,
    key: &str,
    request: Request,
) -> Result<Receipt, UseCaseError> {
    let permit = Permit::ask(actor, Right::Receive)?;
    // The same intake sent again after the form was read anew is still the same.
    let asked = Request {
        edition: None,
        ..request.clone()
    };
    let body = serde_json::to_string(&asked).unwrap_or_default();
    let key = Key::of(key, &["receive", actor.officer(), &body])?;
    let now = app.clock.now();
    let request = complete(&app.rules, request, date(now));
    let accepted = choose_process::accepted_for(app, &request.procedure).await?;
    let prepared = match prepare(&app.rules, &request, date(now), actor.org(), &accepted) {
        Ok(prepared) => prepared,
        Err(refused) => return kept(app, &key).await?.ok_or(refused),
    };
    let content = Content {
        lookup_pin: app.secret(18),
        ..prepared.checked.content
    };
    let rules = app.rules.clone();
    let (procedure, limit, process) =
        (prepared.procedure, prepared.checked.limit, prepared.process);
    let told: Vec<String> = prepared.warning.into_iter().collect();
    let texts = Texts::of(&content, &process)?;
    once(app, key, move |tx, writing| {
        let intake = Intake {
            rules: &rules,
            permit: &permit,
            desk: permit.actor().org(),
            procedure: &procedure,
            limit,
        };
        let dossier = (content.clone(), process.clone());
        let mut receipt = intake.commit(tx, writing, Start::Received, dossier, &texts)?;
        receipt.warnings.extend(told.iter().cloned());
        Ok(receipt)
    })
    .await
}

/// Looks the procedure up and checks the request of `desk` against it and its form, as they were `on`
/// that day; `accepted` are findings of its processes that persons accepted.
pub(super) fn prepare(
    rules: &Rules,
    request: &Request,
    on: impl Into<AsOf>,
    desk: &str,
    accepted: &[Acceptance],
) -> Result<Prepared, UseCaseError> {
    let on = on.into();
    let unknown = || UseCaseError::NoProcedure(request.procedure.clone());
    let code = ProcedureCode::parse(&request.procedure).ok_or_else(unknown)?;
    let procedure = rules.catalogue.procedure(&code, on).ok_or_else(unknown)?;
    if request
        .edition
        .is_some_and(|seen| seen != rules.catalogue.edition_of(&code, on))
    {
        return Err(UseCaseError::ProcedureChanged(procedure.name.clone()));
    }
    let form = rules.catalogue.form_on(&code, on);
    let checked = intake::check(request, &procedure, form, on.day).map_err(UseCaseError::Fields)?;
    let chosen = choose_process::choose(rules, &code, checked.limit, on, accepted);
    Ok(Prepared {
        procedure,
        checked,
        process: with_known_units(chosen.process, &rules.office, desk),
        warning: chosen.warning,
    })
}

/// A process names other agencies by name, level or kind. One that is a unit of this office gets the
/// dossier; for one that is not, the receiving unit records what it did, or nobody could move it on.
pub(super) fn with_known_units(mut process: Process, office: &Office, desk: &str) -> Process {
    for step in &mut process.steps {
        if let StepUnit::Org(named) = &step.unit {
            step.unit = match named_unit(&office.orgs, named, desk) {
                Some(org) if org.id == desk => StepUnit::Office(String::new()),
                Some(org) => StepUnit::Org(org.id.clone()),
                None => StepUnit::Office(named.clone()),
            };
        }
    }
    process
}
