//! Procedures as a desk chooses them: the index with its uses, and the intake sheet of one.

use std::sync::Arc;

use std::collections::HashMap;

use super::rules::date;
use super::{App, Rules, UseCaseError};
use crate::catalogue::AsOf;
use crate::domain::intake_form::IntakeForm;
use crate::domain::org::Actor;
use crate::domain::procedure::{Procedure, ProcedureCode};
use crate::domain::process::Process;
use crate::records::counters;

/// How often this actor's desk has received each procedure (national code).
///
/// # Errors
/// The store.
pub async fn uses(app: &App, actor: &Actor) -> Result<HashMap<String, u64>, UseCaseError> {
    let org = actor.org().to_owned();
    let uses = app.store.read(move |tx| counters::uses(tx, &org)).await?;
    Ok(uses
        .into_iter()
        .map(|(code, n)| (code, u64::try_from(n).unwrap_or(0)))
        .collect())
}

/// A procedure with its form and the process of its first case.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The procedure as in force today.
    pub procedure: Arc<Procedure>,
    /// Its form, merged over the generic one.
    pub form: IntakeForm,
    /// The process a dossier of the first case would follow.
    pub process: Process,
    /// Number of the newest change of the catalogue that touched it; 0 when none did.
    pub edition: i64,
}

/// The intake sheet of `code`, as it is today.
///
/// # Errors
/// [`UseCaseError::NoProcedure`].
pub fn sheet(app: &App, code: &str) -> Result<Sheet, UseCaseError> {
    sheet_on(&app.rules, code, date(app.clock.now()).into())
}

/// The same as it was `on` that day.
///
/// # Errors
/// As [`sheet`].
pub fn sheet_on(rules: &Rules, code: &str, on: AsOf) -> Result<Sheet, UseCaseError> {
    let unknown = || UseCaseError::NoProcedure(code.to_owned());
    let parsed = ProcedureCode::parse(code).ok_or_else(unknown)?;
    let catalogue = &rules.catalogue;
    let procedure = catalogue.procedure(&parsed, on).ok_or_else(unknown)?;
    let limit = procedure
        .cases
        .first()
        .map_or(crate::worktime::Limit::NoDue, |c| c.limit);
    Ok(Sheet {
        edition: catalogue.edition_of(&parsed, on),
        form: catalogue.form_on(&parsed, on).clone(),
        process: catalogue.process_for(&parsed, limit, on),
        procedure,
    })
}
