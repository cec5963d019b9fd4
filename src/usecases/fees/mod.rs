//! Fees (thu phí, lệ phí): what a dossier owes, taking it, giving receipts, the shift of the cashier.
//!
//! One file a verb. Money, number and receipt are one transaction: a number is never taken without its
//! money, money never booked without its receipt.

mod books;
mod cancel;
mod collect;
mod day_book;
mod exempt;
mod number;
pub(super) mod paper;
mod pending;
mod port;
mod refund;
mod replace;
mod settle;
mod sheet;
mod shift;
pub(super) mod trace;

pub use books::{NewBook, add_book, books};
pub use cancel::cancel;
pub use collect::{Collected, KindNumber, Order, collect};
pub use day_book::{DayBook, day_book, own_day_book};
pub use exempt::{Exempted, Exemption, exempt};
pub use number::ModeOffer;
pub use pending::{issue, pending, receipt, sent};
pub use port::{Asked, OutboxPort, ReceiptPort};
pub use refund::{Refunded, refund, refund_of};
pub use replace::{Replacement, replace};
pub use settle::{NewLine, oblige, settle_obligation};
pub use sheet::{Sheet, sheet};
pub use shift::{Closing, approve_shift, close_shift, open_shift, unapproved_shifts};
