//! Paper books of receipts: which one is in use, adding the next.

use super::{done, lacks};
use crate::client::Client;
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
    let kinds = vec![pair("phi", "Phí"), pair("le_phi", "Lệ phí")];
    let modes = vec![
        pair("printed_book", "In trên quyển giấy"),
        pair("hand_book", "Viết tay theo quyển"),
    ];
    let number = |id: &str, label: &str| Blank::new(id, label, BlankKind::Number).must();
    let add = Order::new("add_book", "Thêm quyển biên lai", &[])
        .about("Ghi đúng như trên bìa quyển; máy lấy số lần lượt từ số đầu.")
        .asking([
            Blank::new("kind", "Loại", BlankKind::Choice(kinds)).must(),
            Blank::new("mode", "Cách lập", BlankKind::Choice(modes)).must(),
            Blank::new("symbol", "Ký hiệu mẫu", BlankKind::Line).must(),
            Blank::new("series", "Ký hiệu", BlankKind::Line).must(),
            number("first", "Từ số"),
            number("last", "Đến số"),
        ])
        .unless(lacks(
            me,
            "approve_money",
            "Vai của bạn không nhập quyển: nhờ phụ trách một cửa hoặc lãnh đạo.",
        ));
    Table {
        title: "QUYỂN BIÊN LAI".into(),
        head: "Quyển của đơn vị, mới nhất trước".into(),
        columns: vec![
            Column::text("Ký hiệu", 0),
            Column::text("Loại", 7),
            Column::text("Cách lập", 20),
            Column::text("Từ – đến", 17),
            Column::text("Số kế tiếp", 10),
        ],
        rows: books.iter().map(row).collect(),
        acts: vec![add],
        on_marked: None,
        empty: "Đơn vị chưa có quyển biên lai giấy nào. Enter thêm quyển.".into(),
        help: "Quyển giấy cho mỗi loại và mỗi cách lập. Lúc thu, chọn cách lập ở ô “Cách lập biên \
               lai”: máy lấy số kế tiếp của quyển nhập trước còn số."
            .into(),
    }
}

fn row(book: &BookView) -> TableRow {
    let (next, standing) = match book.next {
        None => ("hết số".to_owned(), Standing::Late),
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
        detail: vec![format!("Còn {left} số.")],
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
    Ok(done(format!(
        "Đã thêm quyển {} {}, số {} đến {}.",
        body.symbol, body.series, body.first, body.last
    )))
}
