//! The port to a provider of electronic receipts. The rows are ours and durable; a provider that does
//! not answer only delays the number, never the money.

use serde_json::json;

use super::super::write::Writing;
use crate::domain::receipt::Receipt;
use crate::records::outbox;
use crate::store::{StoreError, Tx};

/// What a provider is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Make and sign the receipt, give it a number.
    Issue,
    /// Cancel it.
    Cancel,
}

impl Asked {
    fn id(self) -> &'static str {
        match self {
            Self::Issue => "issue",
            Self::Cancel => "cancel",
        }
    }
}

/// Hands receipts in to whoever makes and signs them. Called inside the transaction of the money, so
/// it may only write rows; who carries them out calls `issue` with the number that came back, under the
/// identifier of the receipt as its key: asked twice, a provider still makes one.
pub trait ReceiptPort {
    /// Asks for `asked` about `receipt`.
    ///
    /// # Errors
    /// [`StoreError`] of the engine.
    fn hand_in(
        &self,
        tx: &mut dyn Tx,
        writing: &Writing,
        receipt: &Receipt,
        asked: Asked,
    ) -> Result<(), StoreError>;
}

/// Queues in the outbox; the number is typed in or sent by an adapter later.
#[derive(Debug, Clone, Copy, Default)]
pub struct OutboxPort;

impl ReceiptPort for OutboxPort {
    fn hand_in(
        &self,
        tx: &mut dyn Tx,
        writing: &Writing,
        receipt: &Receipt,
        asked: Asked,
    ) -> Result<(), StoreError> {
        let payload = json!({ "receipt": receipt.id, "code": receipt.code }).to_string();
        let order = outbox::Notice {
            event: writing.next_seq(),
            topic: "receipt",
            kind: asked.id(),
            dossier: receipt.dossier,
            payload: &payload,
            at: writing.at,
        };
        outbox::queue(tx, &order)
    }
}

/// Tells the payer that the receipt has its number (notice `BienLai`).
pub(super) fn tell_payer(
    tx: &mut dyn Tx,
    writing: &Writing,
    receipt: &Receipt,
) -> Result<(), StoreError> {
    let payload = json!({
        "code": receipt.code,
        "receipt": receipt.id,
        "number": receipt.number,
        "amount_dong": receipt.amount_dong,
    })
    .to_string();
    let notice = outbox::Notice {
        event: writing.next_seq(),
        topic: "notice",
        kind: "BienLai",
        dossier: receipt.dossier,
        payload: &payload,
        at: writing.at,
    };
    outbox::queue(tx, &notice)
}
