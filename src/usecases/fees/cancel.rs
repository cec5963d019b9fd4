//! Cancel a receipt (hủy biên lai): by a second person, with a reason; the row stays for ever.

use serde_json::json;

use super::super::write::{Key, once};
use super::super::{App, UseCaseError};
use super::port::{Asked, OutboxPort, ReceiptPort};
use super::trace::{Trace, kept_dong, receipt_of, signed, till};
use crate::domain::fee::{FeeRefusal, enough_reason};
use crate::domain::org::Actor;
use crate::domain::receipt::{Receipt, ReceiptState};
use crate::domain::receipt_rules::Mode;
use crate::domain::role::{Permit, Right};
use crate::domain::shift::{Entry, EntryKind};
use crate::records::{fees, receipts, shifts};
use crate::text::HumanText;

/// Cancels receipt `id`: its lines are owed again, its money leaves an open drawer.
///
/// # Errors
/// Not allowed; no such receipt; the officer who made it; a reason of less than ten letters; a receipt
/// that does not stand any more; the store.
pub async fn cancel(
    app: &App,
    actor: &Actor,
    key: &str,
    id: i64,
    reason: &str,
) -> Result<Receipt, UseCaseError> {
    let permit = Permit::ask(actor, Right::ApproveMoney)?;
    let key = Key::of(
        key,
        &["cancel_receipt", actor.officer(), &id.to_string(), reason],
    )?;
    let reason = clean_reason(reason)?;
    let rules = app.rules.clone();
    once(app, key, move |tx, writing| {
        let (receipt, dossier) = receipt_of(tx, id, permit.actor())?;
        receipt.cancellable(permit.actor().officer())?;
        let back = kept_dong(tx, &receipt)?;
        let shift = till(tx, &receipt)?;
        let by = permit.actor().officer();
        receipts::change(tx, &receipt, ReceiptState::Cancelled, &reason, by)?;
        fees::unsettle(tx, dossier.id, receipt.id)?;
        let entry = Entry {
            what: EntryKind::Cancel,
            receipt: receipt.id,
            kind: receipt.kind,
            way: receipt.way,
            dong: -signed(back)?,
            at: writing.at,
        };
        shifts::book(tx, shift.id, writing.next_seq(), &entry)?;
        if receipt.mode == Mode::Electronic {
            OutboxPort.hand_in(tx, writing, &receipt, Asked::Cancel)?;
        }
        let trace = Trace {
            rules: &rules,
            permit: &permit,
            dossier: Some(&dossier),
        };
        let change = json!({ "receipt": id, "back_dong": back, "shift": shift.id });
        trace.append(tx, writing, "cancel_receipt", &reason, &change)?;
        Ok(Receipt {
            state: ReceiptState::Cancelled,
            reason: reason.clone(),
            ..receipt
        })
    })
    .await
}

/// A reason as it may be kept: ten letters at least.
pub(super) fn clean_reason(reason: &str) -> Result<String, FeeRefusal> {
    let text = HumanText::note(reason, 500).map_or(String::new(), HumanText::into_string);
    enough_reason(&text)?;
    Ok(text)
}
