//! The fee receipt (biên lai): one kind of money from one payer, numbered once, never altered.

use serde::{Deserialize, Serialize};

use super::fee::{FeeRefusal, Way};
use super::procedure::FeeKind;
use super::receipt_rules::Mode;

/// State of a receipt: draft → issued → (sent) → replaced | cancelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReceiptState {
    /// The money is booked, the number is still to come (`receipt_pending`).
    Draft,
    /// It has its number.
    Issued,
    /// It was sent to the payer.
    Sent,
    /// Another receipt stands in its place.
    Replaced,
    /// Cancelled by a second person.
    Cancelled,
}

impl ReceiptState {
    const ALL: [Self; 5] = [
        Self::Draft,
        Self::Issued,
        Self::Sent,
        Self::Replaced,
        Self::Cancelled,
    ];

    /// Identifier in tables and on the wire.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Issued => "issued",
            Self::Sent => "sent",
            Self::Replaced => "replaced",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state of that identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.id() == id)
    }

    /// Name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Draft => "Chờ cấp số",
            Self::Issued => "Đã lập",
            Self::Sent => "Đã gửi",
            Self::Replaced => "Đã thay thế",
            Self::Cancelled => "Đã hủy",
        }
    }

    /// Whether its money counts.
    #[must_use]
    pub fn is_live(self) -> bool {
        matches!(self, Self::Draft | Self::Issued | Self::Sent)
    }

    /// Whether `next` may follow.
    #[must_use]
    pub fn may_become(self, next: Self) -> bool {
        match self {
            Self::Draft => matches!(next, Self::Issued | Self::Cancelled),
            Self::Issued => matches!(next, Self::Sent | Self::Replaced | Self::Cancelled),
            Self::Sent => matches!(next, Self::Replaced | Self::Cancelled),
            Self::Replaced | Self::Cancelled => false,
        }
    }
}

/// Form symbol, series and number of a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptNumber {
    /// Ký hiệu mẫu.
    pub symbol: String,
    /// Ký hiệu.
    pub series: String,
    /// Số, from 1.
    pub number: u32,
}

/// Who pays, as printed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Payer {
    /// Name.
    pub name: String,
    /// Address.
    pub address: String,
}

/// One item of a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Line of the dossier.
    pub no: u32,
    /// Name of the fee.
    pub name: String,
    /// Whole đồng.
    pub amount_dong: u64,
}

/// A receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Identifier: the number of the event that made it. A provider gets it as its key, so that a lost
    /// answer never makes two.
    pub id: i64,
    /// Unit that collects.
    pub org: String,
    /// Phí or lệ phí.
    pub kind: FeeKind,
    /// How it was given.
    pub mode: Mode,
    /// Rule row it was given under.
    pub rule: String,
    /// Book it was taken from.
    pub book: Option<i64>,
    /// Symbol, series, number; none while it is pending.
    pub number: Option<ReceiptNumber>,
    /// Dossier.
    pub dossier: i64,
    /// Code of the dossier.
    pub code: String,
    /// Who pays.
    pub payer: Payer,
    /// Items, one at least.
    pub items: Vec<Item>,
    /// Whole đồng: the sum of the items.
    pub amount_dong: u64,
    /// How the money came.
    pub way: Way,
    /// Officer who took it.
    pub officer: String,
    /// Shift it was taken in.
    pub shift: i64,
    /// Moment of collection, UTC milliseconds; the date on the receipt.
    pub at: i64,
    /// Moment it got its number.
    pub issued_at: Option<i64>,
    /// State.
    pub state: ReceiptState,
    /// Receipt it stands for.
    pub replaces: Option<i64>,
    /// Why it was replaced or cancelled, when it was.
    pub reason: String,
}

impl Receipt {
    /// Whether this officer may cancel it: a second person, while it stands.
    ///
    /// # Errors
    /// [`FeeRefusal::SamePerson`], [`FeeRefusal::WrongState`].
    pub fn cancellable(&self, by: &str) -> Result<(), FeeRefusal> {
        if self.officer == by {
            return Err(FeeRefusal::SamePerson);
        }
        self.becomes(ReceiptState::Cancelled)
    }

    /// Whether `next` may follow its state.
    ///
    /// # Errors
    /// [`FeeRefusal::WrongState`].
    pub fn becomes(&self, next: ReceiptState) -> Result<(), FeeRefusal> {
        if self.state.may_become(next) {
            return Ok(());
        }
        let state = self.state.label();
        Err(FeeRefusal::WrongState { state })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_follows_a_cancelled_or_replaced_receipt() {
        for next in ReceiptState::ALL {
            assert!(!ReceiptState::Cancelled.may_become(next));
            assert!(!ReceiptState::Replaced.may_become(next));
            assert!(!next.may_become(ReceiptState::Draft));
        }
        assert!(ReceiptState::Draft.may_become(ReceiptState::Issued));
        assert!(!ReceiptState::Draft.may_become(ReceiptState::Replaced));
    }
}
