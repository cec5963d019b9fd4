//! Receipts that wait for their number (`receipt_pending`), giving it, and marking one as sent.

use serde_json::json;

use super::super::rules::date;
use super::super::write::{Key, once};
use super::super::{App, UseCaseError};
use super::number::words;
use super::port::tell_payer;
use super::trace::{Trace, receipt_of};
use crate::domain::fee::FeeRefusal;
use crate::domain::org::Actor;
use crate::domain::receipt::{Receipt, ReceiptNumber, ReceiptState};
use crate::domain::receipt_rules::Mode;
use crate::domain::role::{Permit, Right};
use crate::records::receipts;

/// Rows shown at a time.
const PAGE: i64 = 200;

/// Receipts of the unit that wait for their number, oldest first.
///
/// # Errors
/// Not allowed; the store.
pub async fn pending(app: &App, actor: &Actor) -> Result<Vec<Receipt>, UseCaseError> {
    may_read(actor)?;
    let org = actor.org().to_owned();
    Ok(app
        .store
        .read(move |tx| receipts::pending(tx, &org, 0, PAGE))
        .await?)
}

/// Receipt `id` of the unit.
///
/// # Errors
/// Not allowed; no such receipt; the store.
pub async fn receipt(app: &App, actor: &Actor, id: i64) -> Result<Receipt, UseCaseError> {
    may_read(actor)?;
    let org = actor.org().to_owned();
    let found = app
        .store
        .read(move |tx| receipts::one(tx, id, &org))
        .await?;
    Ok(found.ok_or(FeeRefusal::NoReceipt(id))?)
}

/// Who takes money or approves it may read receipts.
pub(super) fn may_read(actor: &Actor) -> Result<Permit, UseCaseError> {
    Ok(Permit::ask(actor, Right::Collect).or_else(|_| Permit::ask(actor, Right::ApproveMoney))?)
}

/// Gives the pending receipt `id` the number that its provider gave, under the rules of today.
///
/// # Errors
/// Not allowed; no such receipt; one that has its number; a number that the rules do not know or that
/// was used; the store.
pub async fn issue(
    app: &App,
    actor: &Actor,
    key: &str,
    id: i64,
    number: ReceiptNumber,
) -> Result<Receipt, UseCaseError> {
    let permit = Permit::ask(actor, Right::Collect)?;
    let asked = format!("{id}/{}", words(&number));
    let key = Key::of(key, &["issue_receipt", actor.officer(), &asked])?;
    let rules = app.rules.clone();
    once(app, key, move |tx, writing| {
        let (receipt, dossier) = receipt_of(tx, id, permit.actor())?;
        receipt.becomes(ReceiptState::Issued)?;
        let today = date(writing.at);
        let rule = rules.receipts.rule(Mode::Electronic, today);
        let rule = rule.ok_or_else(|| FeeRefusal::NoMode {
            mode: Mode::Electronic.label().to_owned(),
            date: today.format("%d/%m/%Y").to_string(),
        })?;
        rule.accepts(&number, today)?;
        if receipts::taken(tx, &receipt.org, &number)? {
            return Err(FeeRefusal::NumberTaken(words(&number)).into());
        }
        receipts::issue(tx, id, &rule.id, &number, writing.at)?;
        let issued = Receipt {
            rule: rule.id.clone(),
            number: Some(number.clone()),
            issued_at: Some(writing.at),
            state: ReceiptState::Issued,
            ..receipt
        };
        tell_payer(tx, writing, &issued)?;
        let trace = Trace {
            rules: &rules,
            permit: &permit,
            dossier: Some(&dossier),
        };
        let change = json!({ "receipt": id, "number": number });
        trace.append(tx, writing, "issue_receipt", "", &change)?;
        Ok(issued)
    })
    .await
}

/// Records that receipt `id` was sent to its payer.
///
/// # Errors
/// Not allowed; no such receipt; one without a number or that does not stand any more; the store.
pub async fn sent(app: &App, actor: &Actor, key: &str, id: i64) -> Result<Receipt, UseCaseError> {
    let permit = Permit::ask(actor, Right::Collect)?;
    let key = Key::of(key, &["send_receipt", actor.officer(), &id.to_string()])?;
    let rules = app.rules.clone();
    once(app, key, move |tx, writing| {
        let (receipt, dossier) = receipt_of(tx, id, permit.actor())?;
        receipt.becomes(ReceiptState::Sent)?;
        let by = permit.actor().officer();
        receipts::change(tx, &receipt, ReceiptState::Sent, "", by)?;
        let trace = Trace {
            rules: &rules,
            permit: &permit,
            dossier: Some(&dossier),
        };
        trace.append(tx, writing, "send_receipt", "", &json!({ "receipt": id }))?;
        Ok(Receipt {
            state: ReceiptState::Sent,
            ..receipt
        })
    })
    .await
}
