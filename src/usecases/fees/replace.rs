//! Replace a receipt (thay thế biên lai): wrong amount or kind; the new one names the one it stands for.

use serde::Serialize;
use serde_json::json;

use super::super::write::{Key, Writing, once};
use super::super::{App, Rules, UseCaseError};
use super::cancel::clean_reason;
use super::collect::{Counter, Making, checked};
use super::trace::{Trace, kept_dong, receipt_of, signed, till};
use crate::domain::dossier::Dossier;
use crate::domain::fee::FeeRefusal;
use crate::domain::org::Actor;
use crate::domain::procedure::FeeKind;
use crate::domain::receipt::{Item, Payer, Receipt, ReceiptState};
use crate::domain::role::{Permit, Right};
use crate::domain::shift::{Entry, EntryKind};
use crate::records::{fees, receipts, shifts};
use crate::store::Tx;
use crate::text::HumanText;

/// What stands on the new receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Replacement {
    /// Phí or lệ phí.
    pub kind: FeeKind,
    /// Items; each is a line of the dossier with its name and amount put right.
    pub items: Vec<Item>,
    /// Payer, when another; an empty name keeps the old one.
    pub payer: Payer,
    /// Why.
    pub reason: String,
}

/// Puts a new receipt in the place of receipt `id`; lines that it leaves out are owed again.
///
/// # Errors
/// Not allowed; no such receipt; the officer who made it; no reason; no items; the store.
pub async fn replace(
    app: &App,
    actor: &Actor,
    key: &str,
    id: i64,
    asked: Replacement,
) -> Result<Receipt, UseCaseError> {
    let permit = Permit::ask(actor, Right::ApproveMoney)?;
    let body = serde_json::to_string(&asked).unwrap_or_default();
    let parts = ["replace_receipt", actor.officer(), &id.to_string(), &body];
    let key = Key::of(key, &parts)?;
    let asked = sound(asked)?;
    let rules = app.rules.clone();
    once(app, key, move |tx, writing| {
        let (old, dossier) = receipt_of(tx, id, permit.actor())?;
        if old.officer == permit.actor().officer() {
            return Err(FeeRefusal::SamePerson.into());
        }
        old.becomes(ReceiptState::Replaced)?;
        void(tx, writing, &rules, &permit, &dossier, &old, &asked.reason)?;
        let known = fees::of_dossier(tx, dossier.id)?;
        for item in &asked.items {
            if !known.iter().any(|line| line.no == item.no) {
                return Err(FeeRefusal::NoLine { no: item.no }.into());
            }
            fees::correct(
                tx,
                dossier.id,
                item.no,
                asked.kind,
                &item.name,
                item.amount_dong,
            )?;
        }
        let shift = till(tx, &old)?;
        let counter = Counter {
            rules: &rules,
            permit: &permit,
            dossier: &dossier,
        };
        let payer = if asked.payer.name.is_empty() {
            old.payer.clone()
        } else {
            asked.payer.clone()
        };
        let making = Making {
            kind: asked.kind,
            items: asked.items.clone(),
            payer,
            way: old.way,
            mode: rules
                .receipts
                .rule(old.mode, super::super::rules::date(writing.at))
                .map(|rule| rule.mode),
            typed: None,
            shift: &shift,
            replaces: Some(old.id),
        };
        counter.make(tx, writing, making, "collect_fee", &asked.reason)
    })
    .await
}

fn sound(asked: Replacement) -> Result<Replacement, UseCaseError> {
    let mut items = Vec::new();
    for item in asked.items {
        let name = HumanText::line(&item.name, 250).map_or(String::new(), HumanText::into_string);
        if name.is_empty() || item.amount_dong == 0 || item.amount_dong > 100_000_000_000 {
            return Err(FeeRefusal::EmptyReplacement.into());
        }
        items.push(Item { name, ..item });
    }
    if items.is_empty() {
        return Err(FeeRefusal::EmptyReplacement.into());
    }
    Ok(Replacement {
        items,
        payer: checked(&asked.payer)?,
        reason: clean_reason(&asked.reason)?,
        kind: asked.kind,
    })
}

/// The old receipt no longer stands: its lines are owed, its money leaves the drawer.
fn void(
    tx: &mut dyn Tx,
    writing: &mut Writing,
    rules: &Rules,
    permit: &Permit,
    dossier: &Dossier,
    old: &Receipt,
    reason: &str,
) -> Result<(), UseCaseError> {
    let back = kept_dong(tx, old)?;
    let shift = till(tx, old)?;
    let by = permit.actor().officer();
    receipts::change(tx, old, ReceiptState::Replaced, reason, by)?;
    fees::unsettle(tx, dossier.id, old.id)?;
    let entry = Entry {
        what: EntryKind::Replace,
        receipt: old.id,
        kind: old.kind,
        way: old.way,
        dong: -signed(back)?,
        at: writing.at,
    };
    shifts::book(tx, shift.id, writing.next_seq(), &entry)?;
    let trace = Trace {
        rules,
        permit,
        dossier: Some(dossier),
    };
    let change = json!({ "receipt": old.id, "back_dong": back, "shift": shift.id });
    trace.append(tx, writing, "replace_receipt", reason, &change)?;
    Ok(())
}
