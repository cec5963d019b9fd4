//! The fields of paper about money: receipt, payment notice, day-book.

use super::super::Rules;
use super::super::paper_fields::head;
use super::super::rules::local;
use super::DayBook;
use crate::domain::fee::{KINDS, Line, owed};
use crate::domain::procedure::FeeKind;
use crate::domain::receipt::{Receipt, ReceiptNumber, ReceiptState};
use crate::domain::shift::Entry;
use crate::print::{FormData, date_words, moment_words};
use crate::records::shifts::Refund;
use crate::text::amount::{figures, signed_figures, words};

/// Fields of a receipt; `replaced` is the one it stands for.
pub(in super::super) fn receipt_fields(
    rules: &Rules,
    receipt: &Receipt,
    replaced: Option<&Receipt>,
) -> FormData {
    let mut data = head(rules, &receipt.org, &receipt.officer, receipt.at);
    let org = rules.office.org(&receipt.org);
    data.set("collector_name", org.map_or("", |org| &org.name));
    if let Some(collector) = rules.receipts.collector(&receipt.org) {
        data.set("tax_code", &collector.tax_code);
        data.set("principal", &collector.principal);
    }
    match &receipt.number {
        Some(number) => {
            data.set("form_symbol", &number.symbol);
            data.set("form_series", &number.series);
            data.set("receipt_number", printed(rules, receipt, number));
        }
        None => data.set(
            "pending",
            "BIÊN LAI CHỜ CẤP SỐ, CHƯA CÓ GIÁ TRỊ THAY BIÊN LAI",
        ),
    }
    if !receipt.state.is_live() {
        data.set("void", state_words(receipt.state));
    }
    if let Some(old) = replaced {
        data.set("replaces", number_words(rules, old));
    }
    let names: Vec<&str> = receipt.items.iter().map(|i| i.name.as_str()).collect();
    data.set("fee_kind", receipt.kind.label());
    data.set("fee_names", names.join("; "));
    data.set("payer_name", &receipt.payer.name);
    data.set("payer_address", &receipt.payer.address);
    data.set("code", &receipt.code);
    data.set("amount", figures(receipt.amount_dong));
    data.set(
        "amount_words",
        words(receipt.amount_dong, rules.receipts.dialect()),
    );
    data.set("way", receipt.way.label());
    data.set("receipt_date", date_words(receipt.at));
    data.set("cashier_name", rules.office.officer_name(&receipt.officer));
    for (i, item) in receipt.items.iter().enumerate() {
        let cells = [
            ("number", (i + 1).to_string()),
            ("name", item.name.clone()),
            ("amount", figures(item.amount_dong)),
        ];
        data.push_row("items", cells);
    }
    data
}

/// Fields of the document of money given back.
pub(in super::super) fn refund_fields(
    rules: &Rules,
    refund: &Refund,
    receipt: &Receipt,
) -> FormData {
    let mut data = head(rules, &refund.org, &refund.approved_by, refund.at);
    let org = rules.office.org(&refund.org);
    data.set("collector_name", org.map_or("", |org| &org.name));
    data.set("refund_number", &refund.number);
    data.set("receipt", number_words(rules, receipt));
    data.set("receipt_date", date_words(receipt.at));
    data.set("fee_kind", receipt.kind.label());
    let names: Vec<&str> = receipt.items.iter().map(|i| i.name.as_str()).collect();
    data.set("fee_names", names.join("; "));
    data.set("receipt_amount", figures(receipt.amount_dong));
    data.set("payer_name", &receipt.payer.name);
    data.set("payer_address", &receipt.payer.address);
    data.set("code", &receipt.code);
    data.set("amount", figures(refund.amount_dong));
    data.set(
        "amount_words",
        words(refund.amount_dong, rules.receipts.dialect()),
    );
    data.set("way", receipt.way.label());
    data.set("reason", &refund.reason);
    data.set("refund_date", date_words(refund.at));
    data.set(
        "approver_name",
        rules.office.officer_name(&refund.approved_by),
    );
    data.set("cashier_name", rules.office.officer_name(&receipt.officer));
    data
}

fn state_words(state: ReceiptState) -> &'static str {
    match state {
        ReceiptState::Cancelled => "BIÊN LAI ĐÃ HỦY",
        _ => "BIÊN LAI ĐÃ ĐƯỢC THAY THẾ",
    }
}

fn printed(rules: &Rules, receipt: &Receipt, number: &ReceiptNumber) -> String {
    let rule = rules.receipts.of(&receipt.rule);
    rule.map_or_else(
        || number.number.to_string(),
        |rule| rule.printed(number.number),
    )
}

fn number_words(rules: &Rules, receipt: &Receipt) -> String {
    match &receipt.number {
        Some(n) => format!("{} {} {}", n.symbol, n.series, printed(rules, receipt, n)),
        None => "Chờ cấp số".to_owned(),
    }
}

/// Fields of a payment notice: what is owed now, each kind with its own sum.
pub(in super::super) fn owed_fields(data: &mut FormData, rules: &Rules, lines: &[Line]) {
    let open: Vec<Line> = lines.iter().filter(|l| l.is_owed()).cloned().collect();
    for (i, line) in open.iter().enumerate() {
        let cells = [
            ("number", (i + 1).to_string()),
            ("kind", line.kind.label().to_owned()),
            ("name", line.name.clone()),
            ("amount", figures(line.amount_dong)),
        ];
        data.push_row("lines", cells);
    }
    for kind in KINDS {
        let mine: Vec<Line> = open.iter().filter(|l| l.kind == kind).cloned().collect();
        let sum = owed(&mine);
        if sum == 0 {
            continue;
        }
        let (figure, spelled) = match kind {
            FeeKind::Phi => ("sum_phi", "sum_phi_words"),
            FeeKind::LePhi => ("sum_le_phi", "sum_le_phi_words"),
        };
        data.set(figure, figures(sum));
        data.set(spelled, words(sum, rules.receipts.dialect()));
    }
}

/// Fields of a day-book.
pub(in super::super) fn day_book_fields(rules: &Rules, book: &DayBook) -> FormData {
    let shift = &book.shift;
    let at = shift.closed_at.unwrap_or(shift.opened_at);
    let mut data = head(rules, &shift.org, &shift.officer, at);
    data.set("shift_number", shift.id.to_string());
    data.set("cashier_name", rules.office.officer_name(&shift.officer));
    data.set("opened_at", moment_words(shift.opened_at));
    data.set(
        "closed_at",
        shift.closed_at.map_or(String::new(), moment_words),
    );
    data.set("opening", signed_figures(shift.opening_dong));
    data.set("expected", signed_figures(book.expected_dong));
    if let Some(counted) = shift.counted_dong {
        data.set("counted", signed_figures(counted));
        data.set("difference", signed_figures(counted - book.expected_dong));
    }
    data.set("reason", &shift.reason);
    data.set("handed_to", &shift.handed_to);
    if !shift.approved_by.is_empty() {
        data.set("approved_by", rules.office.officer_name(&shift.approved_by));
    }
    for (i, entry) in book.entries.iter().enumerate() {
        data.push_row("entries", entry_cells(rules, book, i, entry));
    }
    for total in &book.totals {
        let cells = [
            ("kind", total.kind.label().to_owned()),
            ("way", total.way.label().to_owned()),
            ("taken", total.taken.to_string()),
            ("amount", signed_figures(total.dong)),
        ];
        data.push_row("totals", cells);
    }
    data
}

fn entry_cells(
    rules: &Rules,
    book: &DayBook,
    place: usize,
    entry: &Entry,
) -> [(&'static str, String); 9] {
    let receipt = book.receipts.iter().find(|r| r.id == entry.receipt);
    let of = |part: fn(&Receipt) -> &String| receipt.map(part).cloned().unwrap_or_default();
    [
        ("number", (place + 1).to_string()),
        ("time", local(entry.at).format("%H:%M").to_string()),
        ("what", entry.what.label().to_owned()),
        (
            "receipt",
            receipt.map_or(String::new(), |r| number_words(rules, r)),
        ),
        ("code", of(|r| &r.code)),
        ("payer", of(|r| &r.payer.name)),
        ("kind", entry.kind.label().to_owned()),
        ("way", entry.way.label().to_owned()),
        ("amount", signed_figures(entry.dong)),
    ]
}
