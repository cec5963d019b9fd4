//! The day-book of a shift (sổ quỹ ca thu): opening, receipts, cancelled, hand-over.

use super::super::{App, UseCaseError};
use crate::domain::fee::FeeRefusal;
use crate::domain::org::Actor;
use crate::domain::receipt::Receipt;
use crate::domain::role::{Permit, Right};
use crate::domain::shift::{Entry, Shift, Total, totals};
use crate::records::{receipts, shifts};
use crate::store::Tx;

/// A shift with all its movements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayBook {
    /// The shift.
    pub shift: Shift,
    /// Movements in order.
    pub entries: Vec<Entry>,
    /// Sums by kind and way.
    pub totals: Vec<Total>,
    /// Receipts that the movements name, oldest first.
    pub receipts: Vec<Receipt>,
    /// Cash that must be in the drawer, đồng.
    pub expected_dong: i64,
}

/// The day-book of shift `id`: its cashier and who may approve it may read it.
///
/// # Errors
/// Not allowed; no such shift; the store.
pub async fn day_book(app: &App, actor: &Actor, id: i64) -> Result<DayBook, UseCaseError> {
    let all = Permit::ask(actor, Right::ApproveMoney).is_ok();
    if !all {
        Permit::ask(actor, Right::Collect)?;
    }
    let viewer = actor.clone();
    app.store
        .read(move |tx| {
            let shift = shifts::one(tx, id, viewer.org())?;
            let shift = shift.filter(|shift| all || shift.officer == viewer.officer());
            let shift = shift.ok_or(FeeRefusal::NoSuchShift(id))?;
            read(tx, shift)
        })
        .await
}

/// The day-book of the officer's own open shift; nothing when none is open.
///
/// # Errors
/// Not allowed; the store.
pub async fn own_day_book(app: &App, actor: &Actor) -> Result<Option<DayBook>, UseCaseError> {
    if Permit::ask(actor, Right::ApproveMoney).is_err() {
        Permit::ask(actor, Right::Collect)?;
    }
    let viewer = actor.clone();
    app.store
        .read(
            move |tx| match shifts::open_of(tx, viewer.org(), viewer.officer())? {
                Some(shift) => read(tx, shift).map(Some),
                None => Ok(None),
            },
        )
        .await
}

fn read(tx: &mut dyn Tx, shift: Shift) -> Result<DayBook, UseCaseError> {
    let entries = shifts::entries(tx, shift.id)?;
    let totals = totals(&entries);
    let mut ids: Vec<i64> = entries.iter().map(|entry| entry.receipt).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut named = Vec::with_capacity(ids.len());
    for id in ids {
        named.extend(receipts::one(tx, id, &shift.org)?);
    }
    Ok(DayBook {
        expected_dong: shift
            .expected_dong
            .unwrap_or_else(|| shift.expected(&totals)),
        receipts: named,
        entries,
        totals,
        shift,
    })
}
