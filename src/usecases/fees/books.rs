//! Paper books of receipts (quyển biên lai): adding one, listing them.

use serde::Serialize;
use serde_json::json;

use super::super::rules::date;
use super::super::write::{Key, once};
use super::super::{App, UseCaseError};
use super::trace::Trace;
use crate::domain::fee::FeeRefusal;
use crate::domain::org::Actor;
use crate::domain::procedure::FeeKind;
use crate::domain::receipt::ReceiptNumber;
use crate::domain::receipt_rules::Mode;
use crate::domain::role::{Permit, Right};
use crate::records::receipt_books::{self, Book};

/// A book to be added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewBook {
    /// Phí or lệ phí.
    pub kind: FeeKind,
    /// Written by hand or printed.
    pub mode: Mode,
    /// Ký hiệu mẫu.
    pub symbol: String,
    /// Ký hiệu.
    pub series: String,
    /// First number.
    pub first: u32,
    /// Last number.
    pub last: u32,
}

/// Adds a paper book to the officer's unit; answers its identifier.
///
/// # Errors
/// Not allowed; no paper books that day; symbol, series or numbers that the rules of the day do not
/// know; numbers of another book; the store.
pub async fn add_book(
    app: &App,
    actor: &Actor,
    key: &str,
    book: NewBook,
) -> Result<i64, UseCaseError> {
    let permit = Permit::ask(actor, Right::ApproveMoney)?;
    let body = serde_json::to_string(&book).unwrap_or_default();
    let key = Key::of(key, &["add_book", actor.officer(), &body])?;
    let rules = app.rules.clone();
    once(app, key, move |tx, writing| {
        let (by, today) = (permit.actor(), date(writing.at));
        if book.first == 0 || book.first > book.last {
            return Err(FeeRefusal::BookRange.into());
        }
        let rule = rules.receipts.rule(book.mode, today);
        let rule = rule.filter(|rule| rule.mode.has_book());
        let rule = rule.ok_or_else(|| FeeRefusal::NoMode {
            mode: book.mode.label().to_owned(),
            date: today.format("%d/%m/%Y").to_string(),
        })?;
        for number in [book.first, book.last] {
            let number = ReceiptNumber {
                symbol: book.symbol.clone(),
                series: book.series.clone(),
                number,
            };
            rule.accepts(&number, today)?;
        }
        let (symbol, series) = (book.symbol.as_str(), book.series.as_str());
        if receipt_books::meets(tx, by.org(), symbol, series, book.first, book.last)? {
            return Err(FeeRefusal::BookOverlap.into());
        }
        let kept = Book {
            id: writing.next_seq(),
            org: by.org().to_owned(),
            kind: book.kind,
            mode: book.mode,
            symbol: book.symbol.clone(),
            series: book.series.clone(),
            first: book.first,
            last: book.last,
            next: book.first,
            added_by: by.officer().to_owned(),
            added_at: writing.at,
        };
        receipt_books::insert(tx, &kept)?;
        let trace = Trace {
            rules: &rules,
            permit: &permit,
            dossier: None,
        };
        trace.append(tx, writing, "add_book", "", &json!({ "book": book }))?;
        Ok(kept.id)
    })
    .await
}

/// Books of the officer's unit, newest first.
///
/// # Errors
/// Not allowed; the store.
pub async fn books(app: &App, actor: &Actor) -> Result<Vec<Book>, UseCaseError> {
    Permit::ask(actor, Right::Collect).or_else(|_| Permit::ask(actor, Right::ApproveMoney))?;
    let org = actor.org().to_owned();
    Ok(app
        .store
        .read(move |tx| receipt_books::of_org(tx, &org))
        .await?)
}
