//! Open, close and approve a cash shift (mở ca, đóng ca, duyệt ca).

use serde_json::json;

use super::super::write::{Key, Writing, once};
use super::super::{App, Rules, UseCaseError};
use super::trace::{Trace, signed};
use crate::domain::fee::FeeRefusal;
use crate::domain::org::Actor;
use crate::domain::role::{Permit, Right};
use crate::domain::shift::{Shift, totals};
use crate::records::shifts;
use crate::store::Tx;
use crate::text::HumanText;

/// Opens a shift of the officer with `opening_dong` in the drawer.
///
/// # Errors
/// Not allowed; one is open; the store.
pub async fn open_shift(
    app: &App,
    actor: &Actor,
    key: &str,
    opening_dong: u64,
) -> Result<Shift, UseCaseError> {
    let permit = Permit::ask(actor, Right::Collect)?;
    let asked = opening_dong.to_string();
    let key = Key::of(key, &["open_shift", actor.officer(), actor.org(), &asked])?;
    let rules = app.rules.clone();
    once(app, key, move |tx, writing| {
        open_in(tx, writing, &rules, &permit, opening_dong)
    })
    .await
}

/// Opens a shift inside the caller's transaction.
pub(super) fn open_in(
    tx: &mut dyn Tx,
    writing: &mut Writing,
    rules: &Rules,
    permit: &Permit,
    opening_dong: u64,
) -> Result<Shift, UseCaseError> {
    let actor = permit.actor();
    if shifts::open_of(tx, actor.org(), actor.officer())?.is_some() {
        return Err(FeeRefusal::ShiftOpen.into());
    }
    let shift = Shift {
        id: writing.next_seq(),
        org: actor.org().to_owned(),
        officer: actor.officer().to_owned(),
        opened_at: writing.at,
        opening_dong: signed(opening_dong)?,
        closed_at: None,
        counted_dong: None,
        expected_dong: None,
        reason: String::new(),
        handed_to: String::new(),
        approved_by: String::new(),
        approved_at: None,
    };
    shifts::open(tx, &shift)?;
    let trace = Trace {
        rules,
        permit,
        dossier: None,
    };
    trace.append(tx, writing, "open_shift", "", &json!({ "shift": shift }))?;
    Ok(shift)
}

/// What the cashier says at the end of a shift.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Closing {
    /// Cash counted, đồng.
    pub counted_dong: u64,
    /// Why it differs from the book; empty when it does not.
    pub reason: String,
    /// Who got the money.
    pub handed_to: String,
}

/// Closes the officer's own shift `id`: the count must balance with the book, or a reason say why not.
///
/// # Errors
/// Not allowed; no such shift; closed; a difference without a reason; the store.
pub async fn close_shift(
    app: &App,
    actor: &Actor,
    key: &str,
    id: i64,
    closing: Closing,
) -> Result<Shift, UseCaseError> {
    let permit = Permit::ask(actor, Right::Collect)?;
    let asked = format!("{id}/{}", closing.counted_dong);
    let parts = [
        "close_shift",
        actor.officer(),
        &asked,
        &closing.reason,
        &closing.handed_to,
    ];
    let key = Key::of(key, &parts)?;
    let line =
        |text: &str| HumanText::line(text, 250).map_or(String::new(), HumanText::into_string);
    let (reason, handed_to) = (line(&closing.reason), line(&closing.handed_to));
    let rules = app.rules.clone();
    once(app, key, move |tx, writing| {
        let shift = shifts::one(tx, id, permit.actor().org())?;
        let own = shift.filter(|shift| shift.officer == permit.actor().officer());
        let shift = own.ok_or(FeeRefusal::NoSuchShift(id))?;
        let totals = totals(&shifts::entries(tx, id)?);
        let counted = signed(closing.counted_dong)?;
        let shift = shift.close(&totals, counted, &reason, &handed_to, writing.at)?;
        shifts::close(tx, &shift)?;
        let trace = Trace {
            rules: &rules,
            permit: &permit,
            dossier: None,
        };
        let change = json!({ "shift": shift, "totals": totals });
        trace.append(tx, writing, "close_shift", &reason, &change)?;
        Ok(shift)
    })
    .await
}

/// Approves the close-out of shift `id`: a second person.
///
/// # Errors
/// Not allowed; no such shift; not closed yet; the cashier's own; the store.
pub async fn approve_shift(
    app: &App,
    actor: &Actor,
    key: &str,
    id: i64,
) -> Result<Shift, UseCaseError> {
    let permit = Permit::ask(actor, Right::ApproveMoney)?;
    let key = Key::of(key, &["approve_shift", actor.officer(), &id.to_string()])?;
    let rules = app.rules.clone();
    once(app, key, move |tx, writing| {
        let by = permit.actor();
        let shift = shifts::one(tx, id, by.org())?.ok_or(FeeRefusal::NoSuchShift(id))?;
        let shift = shift.approve(by.officer(), writing.at)?;
        shifts::approve(tx, &shift)?;
        let trace = Trace {
            rules: &rules,
            permit: &permit,
            dossier: None,
        };
        trace.append(tx, writing, "approve_shift", "", &json!({ "shift": shift }))?;
        Ok(shift)
    })
    .await
}

/// Shifts of the unit that are open or wait for approval; a cashier without the right to approve sees
/// only those of his own.
///
/// # Errors
/// Not allowed; the store.
pub async fn unapproved_shifts(app: &App, actor: &Actor) -> Result<Vec<Shift>, UseCaseError> {
    let all = Permit::ask(actor, Right::ApproveMoney).is_ok();
    if !all {
        Permit::ask(actor, Right::Collect)?;
    }
    let (org, officer) = (actor.org().to_owned(), actor.officer().to_owned());
    let mut found = app
        .store
        .read(move |tx| shifts::unapproved(tx, &org, 0, 200))
        .await?;
    found.retain(|shift| all || shift.officer == officer);
    Ok(found)
}
