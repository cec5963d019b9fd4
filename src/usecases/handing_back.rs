//! Hand back (trả kết quả): what the desk must see and check before a result leaves the house. The act
//! itself is `return_result` of the life cycle.

use super::act::readable;
use super::{App, FileRefusal, UseCaseError};
use crate::domain::code_scheme::normalise;
use crate::domain::dossier::Dossier;
use crate::domain::handing_back::{Collector, Delivery, Standing};
use crate::domain::org::Actor;
use crate::domain::result::{ResultPaper, ResultState};
use crate::domain::role::{Permit, Right};
use crate::records::post_lists::{self, Posted};
use crate::records::{fees, results};

/// What the desk sees before it hands a result back.
#[derive(Debug, Clone)]
pub struct ReturnSheet {
    /// The dossier.
    pub dossier: Dossier,
    /// Results to hand over: the final ones.
    pub results: Vec<ResultPaper>,
    /// Drafts that nobody finished.
    pub drafts: usize,
    /// Fees not yet settled, whole đồng; none when this office keeps no fees here.
    pub owed_dong: Option<u64>,
    /// What was asked for at receipt.
    pub delivery: Delivery,
    /// The list with which it went to the post, if it did.
    pub posted: Option<Posted>,
}

/// The sheet of the dossier `code`.
///
/// # Errors
/// No such dossier for this officer; the role hands nothing back; the store.
pub async fn sheet(app: &App, actor: &Actor, code: &str) -> Result<ReturnSheet, UseCaseError> {
    Permit::ask(actor, Right::Return)?;
    let (viewer, code) = (actor.clone(), normalise(code));
    app.store
        .read(move |tx| {
            let dossier = readable(tx, &viewer, &code)?;
            let all = results::of_dossier(tx, dossier.id)?;
            let drafts = all.iter().filter(|r| r.state == ResultState::Draft);
            Ok(ReturnSheet {
                drafts: drafts.count(),
                owed_dong: Some(fees::owed(tx, dossier.id)?),
                delivery: Delivery::asked(&dossier.content),
                posted: post_lists::of_dossier(tx, dossier.id)?,
                results: all
                    .into_iter()
                    .filter(|r| r.state == ResultState::Final)
                    .collect(),
                dossier,
            })
        })
        .await
}

/// In what standing `collector` may take the result of the dossier `code`; changes nothing.
///
/// # Errors
/// As [`sheet`]; who may not have it, with what is missing.
pub async fn check(
    app: &App,
    actor: &Actor,
    code: &str,
    collector: &Collector,
) -> Result<Standing, UseCaseError> {
    let sheet = sheet(app, actor, code).await?;
    let standing = collector.check(&sheet.dossier.content);
    standing.map_err(|why| FileRefusal::from(why).into())
}
