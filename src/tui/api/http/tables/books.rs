//! Paper books of receipts: which one is in use, adding the next.

use super::{done, lacks};
use crate::client::Client;
use crate::messages::say;
use crate::tui::api::{
    Blank, BlankKind, Column, Order, OrderRequest, Ordered, Standing, Table, TableRow,
};
use crate::wire::{BookRequest, BookView, Me, Problem};

pub(super) async fn table(client: &Client, me: &Me) -> Result<Table, Box<Problem>> {
    Ok(of(me, &client.receipt_books().await?.rows))
}

/// The table of the books.
pub(in crate::tui::api) fn of(me: &Me, books: &[BookView]) -> Table {
    let pair = |code: &str, name: &str| (code.to_owned(), name.to_owned());
    let kinds = vec![
        pair("phi", say!("common.fee")),
        pair("le_phi", say!("common.charge")),
    ];
    let modes = vec![
        pair("printed_book", say!("books.print_in_book")),
        pair("hand_book", say!("books.handwrite_in_book")),
    ];
    let number = |id: &str, label: &str| Blank::new(id, label, BlankKind::Number).must();
    let add = Order::new("add_book", say!("books.add_book"), &[])
        .about(say!("books.add_book_about"))
        .asking([
            Blank::new("kind", say!("common.kind"), BlankKind::Choice(kinds)).must(),
            Blank::new("mode", say!("books.mode"), BlankKind::Choice(modes)).must(),
            Blank::new("symbol", say!("common.form_symbol"), BlankKind::Line).must(),
            Blank::new("series", say!("common.series"), BlankKind::Line).must(),
            number("first", say!("books.from_no")),
            number("last", say!("books.to_no")),
        ])
        .unless(lacks(me, "approve_money", say!("books.role_no_books")));
    Table {
        title: say!("books.title").into(),
        head: say!("books.head").into(),
        columns: vec![
            Column::text(say!("common.series"), 0),
            Column::text(say!("common.kind"), 7),
            Column::text(say!("books.mode"), 20),
            Column::text(say!("books.from_to"), 17),
            Column::text(say!("books.next_no"), 10),
        ],
        rows: books.iter().map(row).collect(),
        acts: vec![add],
        on_marked: None,
        empty: say!("books.empty").into(),
        help: say!("books.help").into(),
    }
}

fn row(book: &BookView) -> TableRow {
    let (next, standing) = match book.next {
        None => (say!("books.used_up").to_owned(), Standing::Late),
        Some(next) if book.last - next < 5 => (next.to_string(), Standing::Near),
        Some(next) => (next.to_string(), Standing::Good),
    };
    let left = book.next.map_or(0, |next| book.last + 1 - next);
    TableRow {
        id: book.id.to_string(),
        cells: vec![
            format!("{} {}", book.symbol, book.series),
            book.kind_label.clone(),
            book.mode_label.clone(),
            format!("{} – {}", book.first, book.last),
            next,
        ],
        standing,
        detail: vec![say!("books.left", left)],
        ..TableRow::default()
    }
}

pub(super) async fn add(client: &Client, order: &OrderRequest) -> Result<Ordered, Box<Problem>> {
    let text = |id: &str| order.value(id).to_owned();
    let number = |id: &str| u32::try_from(order.number(id)).unwrap_or(0);
    let body = BookRequest {
        kind: text("kind"),
        mode: text("mode"),
        symbol: text("symbol"),
        series: text("series"),
        first: number("first"),
        last: number("last"),
    };
    client.add_receipt_book(&order.key, &body).await?;
    Ok(done(say!(
        "books.added",
        symbol = body.symbol,
        series = body.series,
        first = body.first,
        last = body.last
    )))
}
