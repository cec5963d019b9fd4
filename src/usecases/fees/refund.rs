//! Refund (hoàn trả): money goes back with a document of its own; the receipt stays.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::super::rules::date;
use super::super::write::{Key, once};
use super::super::{App, UseCaseError};
use super::cancel::clean_reason;
use super::pending::may_read;
use super::trace::{Trace, kept_dong, receipt_of, signed, till};
use crate::domain::fee::FeeRefusal;
use crate::domain::org::Actor;
use crate::domain::receipt::Receipt;
use crate::domain::role::{Permit, Right};
use crate::domain::shift::{Entry, EntryKind};
use crate::records::shifts::{self, Refund};
use crate::records::{counters, receipts};
use crate::store::StoreError;
use crate::text::amount::figures;

/// What was given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refunded {
    /// Identifier.
    pub id: i64,
    /// Number of the document.
    pub number: String,
    /// Receipt.
    pub receipt: i64,
    /// Whole đồng.
    pub amount_dong: u64,
    /// Shift it was paid out of.
    pub shift: i64,
}

/// Gives `amount_dong` of receipt `id` back.
///
/// # Errors
/// Not allowed; no such receipt; the officer who made it; no reason; more than was taken; no open
/// drawer; the store.
pub async fn refund(
    app: &App,
    actor: &Actor,
    key: &str,
    id: i64,
    amount_dong: u64,
    reason: &str,
) -> Result<Refunded, UseCaseError> {
    let permit = Permit::ask(actor, Right::ApproveMoney)?;
    let asked = format!("{id}/{amount_dong}");
    let key = Key::of(key, &["refund_fee", actor.officer(), &asked, reason])?;
    let reason = clean_reason(reason)?;
    let rules = app.rules.clone();
    once(app, key, move |tx, writing| {
        let by = permit.actor();
        let (receipt, dossier) = receipt_of(tx, id, by)?;
        if receipt.officer == by.officer() {
            return Err(FeeRefusal::SamePerson.into());
        }
        if !receipt.state.is_live() {
            let state = receipt.state.label();
            return Err(FeeRefusal::WrongState { state }.into());
        }
        let most = kept_dong(tx, &receipt)?;
        if amount_dong == 0 || amount_dong > most {
            let most = figures(most);
            return Err(FeeRefusal::RefundTooMuch { most }.into());
        }
        let shift = till(tx, &receipt)?;
        let year = date(writing.at).format("%Y");
        let seq = counters::take(tx, &format!("refund/{}/{year}", by.org()))?;
        let made = Refund {
            id: writing.next_seq(),
            org: by.org().to_owned(),
            number: format!("{seq:02}/{year}"),
            receipt: receipt.id,
            amount_dong,
            shift: shift.id,
            at: writing.at,
            reason: reason.clone(),
            approved_by: by.officer().to_owned(),
        };
        shifts::refund(tx, &made)?;
        let entry = Entry {
            what: EntryKind::Refund,
            receipt: receipt.id,
            kind: receipt.kind,
            way: receipt.way,
            dong: -signed(amount_dong)?,
            at: writing.at,
        };
        shifts::book(tx, shift.id, made.id, &entry)?;
        let trace = Trace {
            rules: &rules,
            permit: &permit,
            dossier: Some(&dossier),
        };
        let done = Refunded {
            id: made.id,
            number: made.number,
            receipt: receipt.id,
            amount_dong,
            shift: shift.id,
        };
        trace.append(
            tx,
            writing,
            "refund_fee",
            &reason,
            &json!({ "refund": done }),
        )?;
        Ok(done)
    })
    .await
}

/// The refund `id` of the officer's unit, and the receipt it was paid out of.
///
/// # Errors
/// Not allowed; no such refund; the store.
pub async fn refund_of(
    app: &App,
    actor: &Actor,
    id: i64,
) -> Result<(Refund, Receipt), UseCaseError> {
    may_read(actor)?;
    let org = actor.org().to_owned();
    let found = app
        .store
        .read(move |tx| {
            let Some(refund) = shifts::refund_by_id(tx, id, &org)? else {
                return Ok(None);
            };
            let receipt = receipts::one(tx, refund.receipt, &org)?;
            Ok::<_, StoreError>(receipt.map(|receipt| (refund, receipt)))
        })
        .await?;
    Ok(found.ok_or(FeeRefusal::NoReceipt(id))?)
}
