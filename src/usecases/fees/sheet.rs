//! The fee sheet of a dossier: lines, what is owed, receipts, and how money could be taken now.

use super::super::act::readable;
use super::super::rules::date;
use super::super::{App, UseCaseError};
use super::number::{ModeOffer, offers};
use crate::domain::code_scheme::normalise;
use crate::domain::dossier::Dossier;
use crate::domain::fee::Line;
use crate::domain::org::Actor;
use crate::domain::receipt::{Payer, Receipt};
use crate::domain::shift::Shift;
use crate::records::shifts::Refund;
use crate::records::{fees, receipts, shifts};

/// Fees of one dossier.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The dossier.
    pub dossier: Dossier,
    /// Lines.
    pub lines: Vec<Line>,
    /// Receipts, oldest first.
    pub receipts: Vec<Receipt>,
    /// Money given back out of them.
    pub refunds: Vec<Refund>,
    /// Who would be named as payer.
    pub payer: Payer,
    /// Ways of giving receipts in force today.
    pub modes: Vec<ModeOffer>,
    /// The asker's open shift.
    pub shift: Option<Shift>,
}

/// The fee sheet of the dossier `code`.
///
/// # Errors
/// No such dossier for this officer; the store.
pub async fn sheet(app: &App, actor: &Actor, code: &str) -> Result<Sheet, UseCaseError> {
    let (viewer, code) = (actor.clone(), normalise(code));
    let (rules, today) = (app.rules.clone(), date(app.clock.now()));
    app.store
        .read(move |tx| {
            let dossier = readable(tx, &viewer, &code)?;
            let receipts = receipts::of_dossier(tx, dossier.id)?;
            let mut refunds = Vec::new();
            for receipt in &receipts {
                refunds.extend(shifts::refunds(tx, receipt.id)?);
            }
            Ok(Sheet {
                lines: fees::of_dossier(tx, dossier.id)?,
                receipts,
                refunds,
                payer: payer_of(&dossier),
                modes: offers(tx, &rules, viewer.org(), today)?,
                shift: shifts::open_of(tx, viewer.org(), viewer.officer())?,
                dossier,
            })
        })
        .await
}

/// Who pays when nobody else is named: who stands at the counter.
pub(super) fn payer_of(dossier: &Dossier) -> Payer {
    let content = &dossier.content;
    let person = content.submitter.as_ref().unwrap_or(&content.owner);
    Payer {
        name: person.name.as_str().to_owned(),
        address: person.address.as_str().to_owned(),
    }
}
