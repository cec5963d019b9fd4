//! Fees, receipts, shifts and books as they travel. Kinds are `phi` and `le_phi`; ways `tien-mat`,
//! `chuyen-khoan`, `truc-tuyen`; modes `hand_book`, `printed_book`, `electronic`.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Answer of `GET /api/dossiers/{code}/fees`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct FeeSheet {
    /// Dossier code.
    pub dossier_code: String,
    /// Owner.
    pub owner: String,
    /// Summary.
    pub summary: String,
    /// Lines.
    pub lines: Vec<FeeRow>,
    /// Phí still owed, whole đồng.
    pub owed_phi_dong: u64,
    /// Lệ phí still owed, whole đồng.
    pub owed_le_phi_dong: u64,
    /// Receipts, oldest first.
    pub receipts: Vec<ReceiptView>,
    /// Who is named as payer unless another is.
    pub payer: PayerView,
    /// Ways of giving receipts in force today.
    pub modes: Vec<ModeView>,
    /// The asker's open shift; absent when none.
    pub shift: Option<i64>,
}

/// One fee line and how it was settled.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct FeeRow {
    /// Number, from 1.
    pub no: u32,
    /// `phi` or `le_phi`.
    pub kind: String,
    /// Kind for people.
    pub kind_label: String,
    /// Name.
    pub name: String,
    /// Whole đồng.
    pub amount_dong: u64,
    /// `before`, `after`, `obligation`.
    pub when: String,
    /// The same for people.
    pub when_label: String,
    /// `owed`, `receipt`, `exempt`, `elsewhere`, `free`.
    pub settled: String,
    /// Receipt, ground and paper, in words.
    pub settled_label: String,
}

/// Who pays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PayerView {
    /// Name; empty for who handed the dossier in.
    pub name: String,
    /// Address.
    pub address: String,
}

/// A way of giving receipts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct ModeView {
    /// Identifier.
    pub mode: String,
    /// Name for people.
    pub label: String,
    /// Law.
    pub law: String,
    /// Next number of each kind that has a book with numbers left.
    pub next: Vec<NextNumber>,
}

/// The next number of a book.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct NextNumber {
    /// `phi` or `le_phi`.
    pub kind: String,
    /// Ký hiệu mẫu.
    pub symbol: String,
    /// Ký hiệu.
    pub series: String,
    /// Số.
    pub number: u32,
}

/// A receipt.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct ReceiptView {
    /// Identifier.
    pub id: i64,
    /// Dossier code.
    pub dossier_code: String,
    /// `phi` or `le_phi`.
    pub kind: String,
    /// Kind for people.
    pub kind_label: String,
    /// How it was given.
    pub mode: String,
    /// Ký hiệu mẫu; empty while pending.
    pub symbol: String,
    /// Ký hiệu.
    pub series: String,
    /// Số as printed; empty while pending.
    pub number: String,
    /// Payer.
    pub payer: PayerView,
    /// Items.
    pub items: Vec<ReceiptItem>,
    /// Whole đồng.
    pub amount_dong: u64,
    /// The amount in words.
    pub amount_words: String,
    /// Way of payment.
    pub way: String,
    /// The same for people.
    pub way_label: String,
    /// Officer's name.
    pub officer: String,
    /// Shift.
    pub shift: i64,
    /// Moment of collection, ISO 8601 with +07:00.
    pub at: String,
    /// State.
    pub state: String,
    /// State for people.
    pub state_label: String,
    /// Receipt it stands for.
    pub replaces: Option<i64>,
    /// Why it was cancelled or replaced.
    pub reason: String,
    /// Money given back, oldest first; only in the fees of a dossier.
    #[serde(default)]
    pub refunds: Vec<RefundView>,
}

/// One item of a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReceiptItem {
    /// Line of the dossier.
    pub no: u32,
    /// Name of the fee.
    pub name: String,
    /// Whole đồng.
    pub amount_dong: u64,
}

/// Body of `POST /api/dossiers/{code}/fees/collect`. Header: `Idempotency-Key`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CollectRequest {
    /// Lines; all that are owed when empty.
    pub lines: Vec<u32>,
    /// Way of payment; `tien-mat` when empty.
    pub way: String,
    /// How the receipt is given; the office's usual way when empty.
    pub mode: String,
    /// Cash given by the payer, đồng.
    pub given_dong: Option<u64>,
    /// Number read from hand-written paper, of the receipt for phí.
    pub phi_number: Option<u32>,
    /// The same for lệ phí.
    pub le_phi_number: Option<u32>,
    /// Payer, when another than who handed the dossier in.
    pub payer: PayerView,
    /// Opens a shift with so many đồng in the drawer when none is open.
    pub open_with_dong: Option<u64>,
}

/// Answer of a collection.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct CollectedView {
    /// Receipts, one for each kind.
    pub receipts: Vec<ReceiptView>,
    /// Cash to give back, đồng.
    pub change_dong: u64,
    /// Shift.
    pub shift: i64,
}

/// Body of `POST /api/dossiers/{code}/fees/exempt`. Header: `Idempotency-Key`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ExemptRequest {
    /// Lines; all that are owed when empty.
    pub lines: Vec<u32>,
    /// The rule that exempts.
    pub ground: String,
    /// The paper that proves it.
    pub paper: String,
}

/// Answer of an exemption.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct ExemptedView {
    /// Lines that are exempt now.
    pub lines: Vec<u32>,
    /// Whole đồng still owed.
    pub owed_dong: u64,
}

/// Answer of `GET /api/receipts`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct ReceiptList {
    /// Receipts that wait for their number, oldest first.
    pub rows: Vec<ReceiptView>,
}

/// Body of `POST /api/receipts/{id}/cancel`. Header: `Idempotency-Key`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CancelRequest {
    /// Reason, ten letters at least.
    pub reason: String,
}

/// Body of `POST /api/receipts/{id}/replace`. Header: `Idempotency-Key`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ReplaceRequest {
    /// `phi` or `le_phi`.
    pub kind: String,
    /// Items put right; each is a line of the dossier.
    pub items: Vec<ReceiptItem>,
    /// Payer; the old one when the name is empty.
    pub payer: PayerView,
    /// Reason, ten letters at least.
    pub reason: String,
}

/// Body of `POST /api/receipts/{id}/issue`. Header: `Idempotency-Key`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IssueRequest {
    /// Ký hiệu mẫu.
    pub symbol: String,
    /// Ký hiệu.
    pub series: String,
    /// Số.
    pub number: u32,
}

/// Body of `POST /api/receipts/{id}/refund`. Header: `Idempotency-Key`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefundRequest {
    /// Whole đồng.
    pub amount_dong: u64,
    /// Reason, ten letters at least.
    pub reason: String,
}

/// Answer of a refund.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct RefundView {
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

/// Body of `POST /api/shifts`. Header: `Idempotency-Key`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenShiftRequest {
    /// Cash in the drawer, đồng.
    pub opening_dong: u64,
}

/// Body of `POST /api/shifts/{id}/close`. Header: `Idempotency-Key`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CloseShiftRequest {
    /// Cash counted, đồng.
    pub counted_dong: u64,
    /// Why it differs from the book.
    pub reason: String,
    /// Who got the money.
    pub handed_to: String,
}

/// A shift.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct ShiftView {
    /// Identifier.
    pub id: i64,
    /// Officer's name.
    pub officer: String,
    /// Opened, ISO 8601 with +07:00.
    pub opened_at: String,
    /// Cash at opening, đồng.
    pub opening_dong: i64,
    /// Closed.
    pub closed_at: Option<String>,
    /// Cash counted, đồng.
    pub counted_dong: Option<i64>,
    /// Cash that should have been there, đồng.
    pub expected_dong: Option<i64>,
    /// Why the two differ.
    pub reason: String,
    /// Who got the money.
    pub handed_to: String,
    /// Name of the second person.
    pub approved_by: String,
    /// `open`, `closed`, `approved`.
    pub state: String,
}

/// Answer of `GET /api/shifts`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct ShiftList {
    /// Shifts that are open or wait for approval, oldest first.
    pub rows: Vec<ShiftView>,
}

/// Answer of `GET /api/shifts/{id}`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct DayBookView {
    /// The shift.
    pub shift: ShiftView,
    /// Movements in order.
    pub entries: Vec<EntryView>,
    /// Sums by kind and way.
    pub totals: Vec<TotalView>,
    /// Cash that must be in the drawer, đồng.
    pub expected_dong: i64,
}

/// Answer of `GET /api/shifts/own`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct OwnShift {
    /// The day-book of the officer's open shift, when there is one.
    pub day_book: Option<DayBookView>,
}

/// One movement of money.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct EntryView {
    /// `collect`, `cancel`, `replace`, `refund`.
    pub what: String,
    /// The same for people.
    pub what_label: String,
    /// Receipt.
    pub receipt: i64,
    /// Its number in words; empty while pending.
    pub number: String,
    /// Dossier code.
    pub dossier_code: String,
    /// Payer.
    pub payer: String,
    /// Kind for people.
    pub kind_label: String,
    /// Way for people.
    pub way_label: String,
    /// Whole đồng; below 0 when given back.
    pub dong: i64,
    /// ISO 8601 with +07:00.
    pub at: String,
}

/// Sum of one kind and way.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct TotalView {
    /// `phi` or `le_phi`.
    pub kind: String,
    /// Kind for people.
    pub kind_label: String,
    /// Way of payment.
    pub way: String,
    /// Way for people.
    pub way_label: String,
    /// Receipts.
    pub taken: i64,
    /// Whole đồng.
    pub dong: i64,
}

/// Body of `POST /api/receipt-books`. Header: `Idempotency-Key`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BookRequest {
    /// `phi` or `le_phi`.
    pub kind: String,
    /// `hand_book` or `printed_book`.
    pub mode: String,
    /// Ký hiệu mẫu.
    pub symbol: String,
    /// Ký hiệu.
    pub series: String,
    /// First number.
    pub first: u32,
    /// Last number.
    pub last: u32,
}

/// A paper book.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct BookView {
    /// Identifier.
    pub id: i64,
    /// Kind for people.
    pub kind_label: String,
    /// Mode for people.
    pub mode_label: String,
    /// Ký hiệu mẫu.
    pub symbol: String,
    /// Ký hiệu.
    pub series: String,
    /// First number.
    pub first: u32,
    /// Last number.
    pub last: u32,
    /// Next number; absent when it is used up.
    pub next: Option<u32>,
}

/// Answer of `GET /api/receipt-books`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct BookList {
    /// Books, newest first.
    pub rows: Vec<BookView>,
}

/// Answer of `POST /api/receipt-books`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct BookAdded {
    /// Identifier.
    pub id: i64,
}
