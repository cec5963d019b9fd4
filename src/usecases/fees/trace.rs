//! Events of money: they say nothing about where the dossier waits, so its version stays.

use serde_json::Value;

use super::super::rules::local;
use super::super::write::Writing;
use super::super::{Rules, UseCaseError};
use crate::domain::dossier::Dossier;
use crate::domain::event::{Change, Event};
use crate::domain::fee::FeeRefusal;
use crate::domain::org::Actor;
use crate::domain::receipt::Receipt;
use crate::domain::role::Permit;
use crate::domain::scope::Reader;
use crate::domain::shift::Shift;
use crate::records::{dossiers, receipts, shifts};
use crate::store::{StoreError, Tx};

/// Who writes what about which dossier: enough for an event.
pub(super) struct Trace<'a> {
    pub rules: &'a Rules,
    pub permit: &'a Permit,
    pub dossier: Option<&'a Dossier>,
}

impl Trace<'_> {
    /// Appends the event `act`; answers its number.
    pub fn append(
        &self,
        tx: &mut dyn Tx,
        writing: &mut Writing,
        act: &str,
        note: &str,
        change: &Value,
    ) -> Result<i64, StoreError> {
        let session = self.rules.calendar.session_of(local(writing.at)).ok();
        let mut event = writing.event(self.permit, act, session);
        if let Some(dossier) = self.dossier {
            stay(&mut event, dossier);
        }
        note.clone_into(&mut event.note);
        event.change = Change::of(change);
        let seq = event.seq;
        writing.append(tx, &event)?;
        Ok(seq)
    }
}

fn stay(event: &mut Event, dossier: &Dossier) {
    event.dossier = dossier.id;
    event.code.clone_from(&dossier.code);
    event.version = dossier.version;
    event.from_state = dossier.state.id().to_owned();
    event.to_state = dossier.state.id().to_owned();
    event.from_step = dossier.position.step;
    event.to_step = dossier.position.step;
}

/// Receipt `id` of the unit of `actor`, and its dossier.
pub(super) fn receipt_of(
    tx: &mut dyn Tx,
    id: i64,
    actor: &Actor,
) -> Result<(Receipt, Dossier), UseCaseError> {
    let receipt = receipts::one(tx, id, actor.org())?.ok_or(FeeRefusal::NoReceipt(id))?;
    let dossier = dossiers::by_code(tx, &Reader::of(actor)?, &receipt.code)?;
    let dossier = dossier.ok_or_else(|| UseCaseError::NoDossier(receipt.code.clone()))?;
    Ok((receipt, dossier))
}

/// The open drawer that money of `receipt` goes back from: its own, or the one its cashier has open
/// now, or any other that is open in the unit.
pub(super) fn till(tx: &mut dyn Tx, receipt: &Receipt) -> Result<Shift, UseCaseError> {
    let own = shifts::one(tx, receipt.shift, &receipt.org)?.filter(|s| s.closed_at.is_none());
    if let Some(shift) = own {
        return Ok(shift);
    }
    if let Some(shift) = shifts::open_of(tx, &receipt.org, &receipt.officer)? {
        return Ok(shift);
    }
    let waiting = shifts::unapproved(tx, &receipt.org, 0, 200)?;
    let open = waiting.into_iter().find(|s| s.closed_at.is_none());
    open.ok_or_else(|| FeeRefusal::NoTill.into())
}

/// Whole đồng of `receipt` that were not given back yet.
pub(in crate::usecases) fn kept_dong(
    tx: &mut dyn Tx,
    receipt: &Receipt,
) -> Result<u64, StoreError> {
    let back = shifts::refunds(tx, receipt.id)?;
    let back: u64 = back.iter().map(|r| r.amount_dong).sum();
    Ok(receipt.amount_dong.saturating_sub(back))
}

/// An amount as the day-book keeps it.
pub(super) fn signed(dong: u64) -> Result<i64, StoreError> {
    i64::try_from(dong).map_err(|_| StoreError::misuse("amount too large"))
}
