//! Receipts of a dossier: cancelled, replaced, refunded by a second person; a waiting one numbered.

use super::{done, lacks, moment};
use crate::client::Client;
use crate::messages::say;
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
        title: say!("receipts.title").into(),
        head: format!("{} · {}", sheet.dossier_code, sheet.owner),
        columns: vec![
            Column::text(say!("receipts.receipt_number"), 0),
            Column::text(say!("common.kind"), 7),
            Column::figures(say!("common.amount"), 11),
            Column::text(say!("common.collector"), 18),
            Column::text(say!("common.status"), 12),
        ],
        rows: newest.map(|receipt| row(me, receipt)).collect(),
        acts: Vec::new(),
        on_marked: None,
        empty: say!("receipts.empty_list").into(),
        help: say!("receipts.table_help").into(),
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
        say!(
            "receipts.refund_line",
            number = refund.number,
            amount_dong = figures(refund.amount_dong)
        )
    });
    let why = Some(say!("common.reason_given", reason = receipt.reason));
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
        "" => say!("receipts.number_pending").to_owned(),
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
    let title = say!(
        "receipts.receipt_title",
        kind_label = receipt.kind_label,
        receipt = number(receipt)
    );
    let own = (Subject::Receipt(receipt.id), line("bien-lai-a5", title));
    let refunds = receipt.refunds.iter().map(|refund| {
        let title = say!("receipts.refund_slip_title", number = refund.number);
        (Subject::Refund(refund.id), line("phieu-hoan-tra-a5", title))
    });
    std::iter::once(own).chain(refunds).collect()
}

fn acts(me: &Me, receipt: &ReceiptView) -> Vec<Order> {
    let id = receipt.id.to_string();
    let second = second_person(me, receipt);
    let live = !matches!(receipt.state.as_str(), "cancelled" | "replaced");
    let over = (!live).then(|| {
        say!(
            "receipts.receipt_over",
            to_lowercase = receipt.state_label.to_lowercase()
        )
    });
    let pending = receipt.state == "draft";
    let waits = pending.then(|| say!("receipts.awaits_number").to_owned());
    let new = |act: &str, label: &str| Order::new(act, label, &[&id]);
    let what = say!(
        "receipts.receipt_facts",
        kind_label = receipt.kind_label,
        receipt = number(receipt),
        amount_dong = figures(receipt.amount_dong),
        name = receipt.payer.name
    );
    let mut all = vec![
        new("cancel_receipt", say!("receipts.cancel_receipt"))
            .about(&what)
            .about(say!("receipts.cancel_about"))
            .asking([Blank::reason()])
            .unless(over.clone().or(second.clone())),
        new("replace_receipt", say!("receipts.replace_receipt"))
            .about(&what)
            .about(say!("receipts.replace_about"))
            .asking(corrected(receipt))
            .unless(over.clone().or(waits).or(second.clone())),
        new("refund_receipt", say!("receipts.refund_money"))
            .about(&what)
            .about(say!("receipts.refund_about"))
            .asking([
                Blank::new("amount", say!("receipts.refund_amount"), BlankKind::Money)
                    .must()
                    .hint(say!("common.currency"))
                    .holding(figures(left(receipt))),
                Blank::reason(),
            ])
            .unless(over.or(second)),
    ];
    if pending {
        let blank = |id: &str, label: &str| Blank::new(id, label, BlankKind::Line).must();
        all.push(
            new("issue_receipt", say!("receipts.record_receipt_number"))
                .about(what)
                .asking([
                    blank("symbol", say!("common.form_symbol")),
                    blank("series", say!("common.series")),
                    Blank::new("number", say!("receipts.number"), BlankKind::Number).must(),
                ])
                .unless(lacks(me, "collect", say!("common.role_no_money"))),
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
    let role = say!("common.role_not_approving_money");
    let own = receipt.officer == me.name;
    let own = own.then(|| say!("receipts.own_receipt").to_owned());
    lacks(me, "approve_money", role).or(own)
}

/// The blanks of a replacement, filled with what stands on the old one.
fn corrected(receipt: &ReceiptView) -> Vec<Blank> {
    let kinds = [
        ("phi", say!("common.fee")),
        ("le_phi", say!("common.charge")),
    ];
    let kinds = kinds.map(|(code, name)| (code.to_owned(), name.to_owned()));
    let kind = Blank::new(
        "kind",
        say!("common.kind"),
        BlankKind::Choice(kinds.to_vec()),
    )
    .must();
    let mut blanks = vec![kind.holding(&receipt.kind)];
    for item in &receipt.items {
        let name = format!("name:{}", item.no);
        let amount = format!("amount:{}", item.no);
        blanks.push(
            Blank::new(
                &name,
                &say!("receipts.item_no", no = item.no),
                BlankKind::Line,
            )
            .holding(&item.name)
            .help(say!("receipts.blank_item_help")),
        );
        let money = Blank::new(&amount, say!("receipts.correct_amount"), BlankKind::Money)
            .hint(say!("common.currency"));
        blanks.push(money.holding(figures(item.amount_dong)));
    }
    blanks.push(
        Blank::new("payer", say!("common.submitter"), BlankKind::Line).holding(&receipt.payer.name),
    );
    blanks.push(
        Blank::new("address", say!("common.address"), BlankKind::Line)
            .holding(&receipt.payer.address),
    );
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
    Ok(done(say!(
        "receipts.receipt_cancelled",
        receipt = number(&receipt)
    )))
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
    let words = say!(
        "receipts.replacement_made",
        receipt = number(&receipt),
        amount_dong = figures(receipt.amount_dong)
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
        title: say!("receipts.refund_slip_title", number = refund.number),
    };
    Ok(Ordered {
        words: say!(
            "receipts.refunded",
            amount_dong = figures(refund.amount_dong),
            number = refund.number
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
    Ok(done(say!(
        "receipts.number_recorded",
        receipt = number(&receipt)
    )))
}
