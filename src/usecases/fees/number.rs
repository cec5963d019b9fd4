//! Which way a receipt is given today, and its number when it comes from a paper book.

use chrono::NaiveDate;

use super::super::{Rules, UseCaseError};
use crate::domain::fee::FeeRefusal;
use crate::domain::procedure::FeeKind;
use crate::domain::receipt::ReceiptNumber;
use crate::domain::receipt_rules::{Mode, ModeRule};
use crate::records::receipt_books::{self, Book};
use crate::records::receipts;
use crate::store::Tx;

/// How a receipt is given: its rule, its book and number when it has them already.
pub(super) struct Numbered {
    pub mode: Mode,
    pub rule: String,
    pub book: Option<i64>,
    pub number: Option<ReceiptNumber>,
}

/// A way of giving receipts that the clerk may choose today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModeOffer {
    /// The way.
    pub mode: Mode,
    /// Law it rests on.
    pub law: String,
    /// Next number of each kind that has a book with numbers left.
    pub next: Vec<(FeeKind, ReceiptNumber)>,
}

/// Ways in force on `date`, with the numbers that `org` would take.
pub(super) fn offers(
    tx: &mut dyn Tx,
    rules: &Rules,
    org: &str,
    date: NaiveDate,
) -> Result<Vec<ModeOffer>, UseCaseError> {
    let mut found = Vec::new();
    for rule in rules.receipts.on(date) {
        let mut next = Vec::new();
        for kind in crate::domain::fee::KINDS {
            if rule.mode.has_book() {
                let books = receipt_books::for_kind(tx, org, kind, rule.mode)?;
                let book = books.iter().find(|book| serves(book, rule, date));
                next.extend(book.map(|book| (kind, book.number(book.next))));
            }
        }
        found.push(ModeOffer {
            mode: rule.mode,
            law: rule.law.clone(),
            next,
        });
    }
    Ok(found)
}

/// Takes a number for one receipt of `kind`, or leaves it to the provider.
pub(super) fn number(
    tx: &mut dyn Tx,
    rules: &Rules,
    org: &str,
    kind: FeeKind,
    wanted: Option<Mode>,
    typed: Option<u32>,
    date: NaiveDate,
) -> Result<Numbered, UseCaseError> {
    let refused = |mode: &str| FeeRefusal::NoMode {
        mode: mode.to_owned(),
        date: date.format("%d/%m/%Y").to_string(),
    };
    let rule = match wanted {
        Some(mode) => {
            let rule = rules.receipts.rule(mode, date);
            rule.ok_or_else(|| refused(mode.label()))?
        }
        None => usual(tx, rules, org, kind, date)?.ok_or_else(|| refused("thường dùng"))?,
    };
    if !rule.mode.has_book() {
        return Ok(Numbered {
            mode: rule.mode,
            rule: rule.id.clone(),
            book: None,
            number: None,
        });
    }
    from_book(tx, rule, org, kind, typed, date)
}

/// The first way of the office that it can use: a way of paper needs a book.
fn usual<'a>(
    tx: &mut dyn Tx,
    rules: &'a Rules,
    org: &str,
    kind: FeeKind,
    date: NaiveDate,
) -> Result<Option<&'a ModeRule>, UseCaseError> {
    for rule in rules.receipts.usual(date) {
        let books =
            !rule.mode.has_book() || !receipt_books::for_kind(tx, org, kind, rule.mode)?.is_empty();
        if books {
            return Ok(Some(rule));
        }
    }
    Ok(None)
}

fn serves(book: &Book, rule: &ModeRule, date: NaiveDate) -> bool {
    !book.is_used_up() && rule.accepts(&book.number(book.next), date).is_ok()
}

fn from_book(
    tx: &mut dyn Tx,
    rule: &ModeRule,
    org: &str,
    kind: FeeKind,
    typed: Option<u32>,
    date: NaiveDate,
) -> Result<Numbered, UseCaseError> {
    let books = receipt_books::for_kind(tx, org, kind, rule.mode)?;
    let Some(book) = books.iter().find(|book| serves(book, rule, date)) else {
        return Err(match books.last() {
            None => FeeRefusal::NoBook { kind: kind.label() },
            Some(last) => FeeRefusal::BookEmpty {
                book: format!("{} {}", last.symbol, last.series),
            },
        }
        .into());
    };
    if let Some(given) = typed.filter(|given| *given != book.next) {
        let next = book.next;
        return Err(FeeRefusal::OtherNumber { given, next }.into());
    }
    let taken = receipt_books::take(tx, book.id)?.unwrap_or(book.next);
    let number = book.number(taken);
    if receipts::taken(tx, org, &number)? {
        return Err(FeeRefusal::NumberTaken(words(&number)).into());
    }
    Ok(Numbered {
        mode: rule.mode,
        rule: rule.id.clone(),
        book: Some(book.id),
        number: Some(number),
    })
}

/// A number for people: `EBL01 26TAA 15`.
pub(super) fn words(number: &ReceiptNumber) -> String {
    format!("{} {} {}", number.symbol, number.series, number.number)
}
