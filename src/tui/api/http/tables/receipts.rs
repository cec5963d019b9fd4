//! Receipts of a dossier: cancelled, replaced, refunded by a second person; a waiting one numbered.

use super::{done, lacks, moment};
use crate::client::Client;
use crate::text::amount::figures;
use crate::tui::api::{
    Blank, BlankKind, Column, FormLine, Order, OrderRequest, Ordered, Standing, Subject, Table,
    TableRow,
};
use crate::wire::{
    CancelRequest, FeeSheet, IssueRequest, Me, PayerView, Problem, ReceiptItem, ReceiptView,
    RefundRequest, ReplaceRequest,
};

/// The receipts of the dossier `code`, newest first.
pub(super) async fn table(client: &Client, me: &Me, code: &str) -> Result<Table, Box<Problem>> {
    Ok(of(me, &client.fees(code).await?))
}

/// The table of a fee sheet.
pub(in crate::tui::api) fn of(me: &Me, sheet: &FeeSheet) -> Table {
    let newest = sheet.receipts.iter().rev();
    Table {
        title: "BIÊN LAI CỦA HỒ SƠ".into(),
        head: format!("{} · {}", sheet.dossier_code, sheet.owner),
        columns: vec![
            Column::text("Số biên lai", 0),
            Column::text("Loại", 7),
            Column::figures("Số tiền", 11),
            Column::text("Người thu", 18),
            Column::text("Trạng thái", 12),
        ],
        rows: newest.map(|receipt| row(me, receipt)).collect(),
        acts: Vec::new(),
        on_marked: None,
        empty: "Hồ sơ này chưa có biên lai nào.".into(),
        help: "Biên lai đã lập không sửa, không xóa. Hủy, thay thế, hoàn trả do người khác với \
               người thu làm, có quyền duyệt tiền, ghi lý do. F7 in biên lai và phiếu hoàn trả."
            .into(),
    }
}

fn row(me: &Me, receipt: &ReceiptView) -> TableRow {
    let items: Vec<&str> = receipt
        .items
        .iter()
        .map(|item| item.name.as_str())
        .collect();
    let mut detail = vec![
        items.join("; "),
        format!(
            "{} · {} · {}",
            receipt.payer.name,
            receipt.way_label,
            moment(&receipt.at)
        ),
    ];
    let refunded = receipt.refunds.iter().map(|refund| {
        format!(
            "Phiếu hoàn trả {}: {} đồng",
            refund.number,
            figures(refund.amount_dong)
        )
    });
    let why = Some(format!("Lý do: {}", receipt.reason));
    let why = why.filter(|_| !receipt.reason.is_empty());
    let more: Vec<String> = refunded.chain(why).collect();
    if !more.is_empty() {
        detail.push(more.join(" · "));
    }
    TableRow {
        id: receipt.id.to_string(),
        cells: vec![
            number(receipt),
            receipt.kind_label.clone(),
            figures(receipt.amount_dong),
            receipt.officer.clone(),
            receipt.state_label.clone(),
        ],
        standing: standing(receipt),
        detail,
        markable: false,
        acts: acts(me, receipt),
        papers: papers(receipt),
    }
}

fn number(receipt: &ReceiptView) -> String {
    match receipt.number.as_str() {
        "" => "(chờ số)".to_owned(),
        number => format!("{} {} {number}", receipt.symbol, receipt.series),
    }
}

fn standing(receipt: &ReceiptView) -> Standing {
    match receipt.state.as_str() {
        "draft" => Standing::Near,
        "cancelled" | "replaced" => Standing::Late,
        _ => Standing::Good,
    }
}

fn papers(receipt: &ReceiptView) -> Vec<(Subject, FormLine)> {
    let line = |id: &str, title: String| FormLine {
        id: id.to_owned(),
        title,
    };
    let title = format!("Biên lai {} {}", receipt.kind_label, number(receipt));
    let own = (Subject::Receipt(receipt.id), line("bien-lai-a5", title));
    let refunds = receipt.refunds.iter().map(|refund| {
        let title = format!("Phiếu hoàn trả số {}", refund.number);
        (Subject::Refund(refund.id), line("phieu-hoan-tra-a5", title))
    });
    std::iter::once(own).chain(refunds).collect()
}

fn acts(me: &Me, receipt: &ReceiptView) -> Vec<Order> {
    let id = receipt.id.to_string();
    let second = second_person(me, receipt);
    let live = !matches!(receipt.state.as_str(), "cancelled" | "replaced");
    let over = (!live).then(|| format!("Biên lai {}.", receipt.state_label.to_lowercase()));
    let pending = receipt.state == "draft";
    let waits = pending.then(|| "Biên lai còn chờ cấp số: hủy, hoặc ghi số trước.".to_owned());
    let new = |act: &str, label: &str| Order::new(act, label, &[&id]);
    let what = format!(
        "Biên lai {} {}, {} đồng, {}.",
        receipt.kind_label,
        number(receipt),
        figures(receipt.amount_dong),
        receipt.payer.name
    );
    let mut all = vec![
        new("cancel_receipt", "Hủy biên lai")
            .about(&what)
            .about("Các khoản thành chưa thu lại; tiền được ghi trả ra khỏi ca đang mở.")
            .asking([Blank::reason()])
            .unless(over.clone().or(second.clone())),
        new("replace_receipt", "Lập biên lai thay thế")
            .about(&what)
            .about("Ghi lại cho đúng; biên lai mới ghi rõ thay cho biên lai này.")
            .asking(corrected(receipt))
            .unless(over.clone().or(waits).or(second.clone())),
        new("refund_receipt", "Hoàn trả tiền")
            .about(&what)
            .about("Biên lai vẫn còn giá trị; tiền trả lại có phiếu hoàn trả riêng.")
            .asking([
                Blank::new("amount", "Số tiền hoàn trả", BlankKind::Money)
                    .must()
                    .hint("đồng")
                    .holding(figures(left(receipt))),
                Blank::reason(),
            ])
            .unless(over.or(second)),
    ];
    if pending {
        let blank = |id: &str, label: &str| Blank::new(id, label, BlankKind::Line).must();
        all.push(
            new("issue_receipt", "Ghi số biên lai")
                .about(what)
                .asking([
                    blank("symbol", "Ký hiệu mẫu"),
                    blank("series", "Ký hiệu"),
                    Blank::new("number", "Số", BlankKind::Number).must(),
                ])
                .unless(lacks(me, "collect", "Vai của bạn không thu tiền.")),
        );
    }
    all
}

/// What was not given back yet, đồng.
fn left(receipt: &ReceiptView) -> u64 {
    let back: u64 = receipt
        .refunds
        .iter()
        .map(|refund| refund.amount_dong)
        .sum();
    receipt.amount_dong.saturating_sub(back)
}

fn second_person(me: &Me, receipt: &ReceiptView) -> Option<String> {
    let role = "Vai của bạn không duyệt tiền: nhờ phụ trách một cửa hoặc lãnh đạo.";
    let own = receipt.officer == me.name;
    let own = own.then(|| "Biên lai do bạn lập: phải người thứ hai làm.".to_owned());
    lacks(me, "approve_money", role).or(own)
}

/// The blanks of a replacement, filled with what stands on the old one.
fn corrected(receipt: &ReceiptView) -> Vec<Blank> {
    let kinds = [("phi", "Phí"), ("le_phi", "Lệ phí")];
    let kinds = kinds.map(|(code, name)| (code.to_owned(), name.to_owned()));
    let kind = Blank::new("kind", "Loại", BlankKind::Choice(kinds.to_vec())).must();
    let mut blanks = vec![kind.holding(&receipt.kind)];
    for item in &receipt.items {
        let name = format!("name:{}", item.no);
        let amount = format!("amount:{}", item.no);
        blanks.push(
            Blank::new(&name, &format!("Khoản {}", item.no), BlankKind::Line).holding(&item.name)
                .help("Để trống tên khoản nếu khoản này không còn trên biên lai mới: nó thành chưa thu."),
        );
        let money = Blank::new(&amount, "Số tiền đúng", BlankKind::Money).hint("đồng");
        blanks.push(money.holding(figures(item.amount_dong)));
    }
    blanks.push(Blank::new("payer", "Người nộp", BlankKind::Line).holding(&receipt.payer.name));
    blanks.push(Blank::new("address", "Địa chỉ", BlankKind::Line).holding(&receipt.payer.address));
    blanks.push(Blank::reason());
    blanks
}

pub(super) async fn cancel(client: &Client, order: &OrderRequest) -> Result<Ordered, Box<Problem>> {
    let body = CancelRequest {
        reason: order.value("reason").to_owned(),
    };
    let receipt = client
        .cancel_receipt(order.target(), &order.key, &body)
        .await?;
    Ok(done(format!("Đã hủy biên lai {}.", number(&receipt))))
}

pub(super) async fn replace(
    client: &Client,
    order: &OrderRequest,
) -> Result<Ordered, Box<Problem>> {
    let items = order.values.iter().filter_map(|(id, name)| {
        let no = id.strip_prefix("name:").filter(|_| !name.is_empty())?;
        Some(ReceiptItem {
            no: no.parse().ok()?,
            name: name.clone(),
            amount_dong: order.number(&format!("amount:{no}")),
        })
    });
    let body = ReplaceRequest {
        kind: order.value("kind").to_owned(),
        items: items.collect(),
        payer: PayerView {
            name: order.value("payer").to_owned(),
            address: order.value("address").to_owned(),
        },
        reason: order.value("reason").to_owned(),
    };
    let receipt = client
        .replace_receipt(order.target(), &order.key, &body)
        .await?;
    let words = format!(
        "Đã lập biên lai {} thay thế, {} đồng. F7 in.",
        number(&receipt),
        figures(receipt.amount_dong)
    );
    Ok(Ordered {
        words,
        papers: papers(&receipt),
    })
}

pub(super) async fn refund(client: &Client, order: &OrderRequest) -> Result<Ordered, Box<Problem>> {
    let body = RefundRequest {
        amount_dong: order.number("amount"),
        reason: order.value("reason").to_owned(),
    };
    let refund = client.refund(order.target(), &order.key, &body).await?;
    let paper = FormLine {
        id: "phieu-hoan-tra-a5".into(),
        title: format!("Phiếu hoàn trả số {}", refund.number),
    };
    Ok(Ordered {
        words: format!(
            "Đã hoàn trả {} đồng, phiếu số {}. F7 in phiếu.",
            figures(refund.amount_dong),
            refund.number
        ),
        papers: vec![(Subject::Refund(refund.id), paper)],
    })
}

pub(super) async fn issue(client: &Client, order: &OrderRequest) -> Result<Ordered, Box<Problem>> {
    let body = IssueRequest {
        symbol: order.value("symbol").to_owned(),
        series: order.value("series").to_owned(),
        number: u32::try_from(order.number("number")).unwrap_or(0),
    };
    let receipt = client
        .issue_receipt(order.target(), &order.key, &body)
        .await?;
    Ok(done(format!("Đã ghi số {}.", number(&receipt))))
}
