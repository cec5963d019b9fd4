//! Fees, receipts and shifts as they travel.

use crate::domain::fee::{FeeRefusal, Line, Settled, Way, owed};
use crate::domain::intake::FieldProblem;
use crate::domain::procedure::FeeKind;
use crate::domain::receipt::{Item, Payer, Receipt};
use crate::domain::receipt_rules::Mode;
use crate::domain::shift::{Entry, Shift, Total};
use crate::records::receipt_books::Book;
use crate::records::shifts::Refund;
use crate::text::amount::words;
use crate::usecases::fees::{DayBook, KindNumber, ModeOffer, Order, Sheet};
use crate::usecases::rules::iso;
use crate::usecases::{Rules, UseCaseError};
use crate::wire;

/// The fee sheet of a dossier.
pub(crate) fn fee_sheet(rules: &Rules, sheet: Sheet) -> wire::FeeSheet {
    let of = |kind: FeeKind| -> u64 {
        let mine: Vec<Line> = sheet
            .lines
            .iter()
            .filter(|l| l.kind == kind)
            .cloned()
            .collect();
        owed(&mine)
    };
    let row = |line: &Line| fee_row(rules, line, &sheet.receipts);
    wire::FeeSheet {
        dossier_code: sheet.dossier.code.clone(),
        owner: sheet.dossier.content.owner.name.to_string(),
        summary: sheet.dossier.content.summary.to_string(),
        owed_phi_dong: of(FeeKind::Phi),
        owed_le_phi_dong: of(FeeKind::LePhi),
        lines: sheet.lines.iter().map(row).collect(),
        receipts: sheet
            .receipts
            .iter()
            .map(|r| with_refunds(rules, r, &sheet.refunds))
            .collect(),
        payer: payer(&sheet.payer),
        modes: sheet.modes.iter().map(mode_view).collect(),
        shift: sheet.shift.map(|shift| shift.id),
    }
}

fn fee_row(rules: &Rules, line: &Line, receipts: &[Receipt]) -> wire::FeeRow {
    let (settled, label) = match &line.settled {
        Settled::Not if line.amount_dong == 0 => ("free", "Không thu".to_owned()),
        Settled::Not => ("owed", "Chưa thu".to_owned()),
        Settled::Receipt { receipt } => {
            let of = receipts.iter().find(|r| r.id == *receipt);
            (
                "receipt",
                of.map_or(String::new(), |r| number_words(rules, r)),
            )
        }
        Settled::Exempt { ground, paper } => ("exempt", format!("Miễn: {ground} ({paper})")),
        Settled::Elsewhere { paper } => ("elsewhere", format!("Đã nộp nơi khác: {paper}")),
    };
    wire::FeeRow {
        no: line.no,
        kind: line.kind.code().to_owned(),
        kind_label: line.kind.label().to_owned(),
        name: line.name.clone(),
        amount_dong: line.amount_dong,
        when: line.when.id().to_owned(),
        when_label: line.when.label().to_owned(),
        settled: settled.to_owned(),
        settled_label: label,
    }
}

/// A number for people: `01BLP0-001 AA-25P 0000015`, or that it is still to come.
fn number_words(rules: &Rules, receipt: &Receipt) -> String {
    match &receipt.number {
        Some(n) => format!("{} {} {}", n.symbol, n.series, printed(rules, receipt)),
        None => "Biên lai chờ cấp số".to_owned(),
    }
}

fn printed(rules: &Rules, receipt: &Receipt) -> String {
    let Some(number) = receipt.number.as_ref().map(|n| n.number) else {
        return String::new();
    };
    let rule = rules.receipts.of(&receipt.rule);
    rule.map_or_else(|| number.to_string(), |rule| rule.printed(number))
}

/// A receipt.
pub(crate) fn receipt(rules: &Rules, receipt: &Receipt) -> wire::ReceiptView {
    let part = |of: fn(&crate::domain::receipt::ReceiptNumber) -> &String| {
        receipt.number.as_ref().map(of).cloned().unwrap_or_default()
    };
    wire::ReceiptView {
        id: receipt.id,
        dossier_code: receipt.code.clone(),
        kind: receipt.kind.code().to_owned(),
        kind_label: receipt.kind.label().to_owned(),
        mode: receipt.mode.id().to_owned(),
        symbol: part(|n| &n.symbol),
        series: part(|n| &n.series),
        number: printed(rules, receipt),
        payer: payer(&receipt.payer),
        items: receipt.items.iter().map(item).collect(),
        amount_dong: receipt.amount_dong,
        amount_words: words(receipt.amount_dong, rules.receipts.dialect()),
        way: receipt.way.id().to_owned(),
        way_label: receipt.way.label().to_owned(),
        officer: rules.office.officer_name(&receipt.officer).to_owned(),
        shift: receipt.shift,
        at: iso(receipt.at),
        state: receipt.state.id().to_owned(),
        state_label: receipt.state.label().to_owned(),
        replaces: receipt.replaces,
        reason: receipt.reason.clone(),
        refunds: Vec::new(),
    }
}

fn with_refunds(rules: &Rules, of: &Receipt, refunds: &[Refund]) -> wire::ReceiptView {
    let own = refunds.iter().filter(|refund| refund.receipt == of.id);
    let view = |refund: &Refund| wire::RefundView {
        id: refund.id,
        number: refund.number.clone(),
        receipt: refund.receipt,
        amount_dong: refund.amount_dong,
        shift: refund.shift,
    };
    wire::ReceiptView {
        refunds: own.map(view).collect(),
        ..receipt(rules, of)
    }
}

fn item(item: &Item) -> wire::ReceiptItem {
    wire::ReceiptItem {
        no: item.no,
        name: item.name.clone(),
        amount_dong: item.amount_dong,
    }
}

fn payer(payer: &Payer) -> wire::PayerView {
    wire::PayerView {
        name: payer.name.clone(),
        address: payer.address.clone(),
    }
}

fn mode_view(offer: &ModeOffer) -> wire::ModeView {
    let next = offer.next.iter().map(|(kind, n)| wire::NextNumber {
        kind: kind.code().to_owned(),
        symbol: n.symbol.clone(),
        series: n.series.clone(),
        number: n.number,
    });
    wire::ModeView {
        mode: offer.mode.id().to_owned(),
        label: offer.mode.label().to_owned(),
        law: offer.law.clone(),
        next: next.collect(),
    }
}

/// A shift.
pub(crate) fn shift(rules: &Rules, shift: &Shift) -> wire::ShiftView {
    let name = |id: &str| match id {
        "" => String::new(),
        id => rules.office.officer_name(id).to_owned(),
    };
    let state = match (shift.closed_at, shift.approved_at) {
        (None, _) => "open",
        (Some(_), None) => "closed",
        (Some(_), Some(_)) => "approved",
    };
    wire::ShiftView {
        id: shift.id,
        officer: name(&shift.officer),
        opened_at: iso(shift.opened_at),
        opening_dong: shift.opening_dong,
        closed_at: shift.closed_at.map(iso),
        counted_dong: shift.counted_dong,
        expected_dong: shift.expected_dong,
        reason: shift.reason.clone(),
        handed_to: shift.handed_to.clone(),
        approved_by: name(&shift.approved_by),
        state: state.to_owned(),
    }
}

/// The day-book of a shift.
pub(crate) fn day_book(rules: &Rules, book: &DayBook) -> wire::DayBookView {
    wire::DayBookView {
        shift: shift(rules, &book.shift),
        entries: book.entries.iter().map(|e| entry(rules, book, e)).collect(),
        totals: book.totals.iter().map(total).collect(),
        expected_dong: book.expected_dong,
    }
}

fn entry(rules: &Rules, book: &DayBook, entry: &Entry) -> wire::EntryView {
    let of = book.receipts.iter().find(|r| r.id == entry.receipt);
    wire::EntryView {
        what: entry.what.id().to_owned(),
        what_label: entry.what.label().to_owned(),
        receipt: entry.receipt,
        number: of.map_or(String::new(), |r| number_words(rules, r)),
        dossier_code: of.map_or(String::new(), |r| r.code.clone()),
        payer: of.map_or(String::new(), |r| r.payer.name.clone()),
        kind_label: entry.kind.label().to_owned(),
        way_label: entry.way.label().to_owned(),
        dong: entry.dong,
        at: iso(entry.at),
    }
}

fn total(total: &Total) -> wire::TotalView {
    wire::TotalView {
        kind: total.kind.code().to_owned(),
        kind_label: total.kind.label().to_owned(),
        way: total.way.id().to_owned(),
        way_label: total.way.label().to_owned(),
        taken: total.taken,
        dong: total.dong,
    }
}

/// A paper book.
pub(crate) fn book(book: &Book) -> wire::BookView {
    wire::BookView {
        id: book.id,
        kind_label: book.kind.label().to_owned(),
        mode_label: book.mode.label().to_owned(),
        symbol: book.symbol.clone(),
        series: book.series.clone(),
        first: book.first,
        last: book.last,
        next: (!book.is_used_up()).then_some(book.next),
    }
}

/// What a cashier asks for, from the wire.
///
/// # Errors
/// A way, mode or kind that there is not.
pub(crate) fn order(code: String, body: wire::CollectRequest) -> Result<Order, UseCaseError> {
    let number = |kind, number: Option<u32>| number.map(|number| KindNumber { kind, number });
    let numbers = [
        number(FeeKind::Phi, body.phi_number),
        number(FeeKind::LePhi, body.le_phi_number),
    ];
    Ok(Order {
        code,
        lines: body.lines,
        way: way(&body.way)?,
        mode: match body.mode.as_str() {
            "" => None,
            id => Some(mode(id)?),
        },
        given_dong: body.given_dong,
        numbers: numbers.into_iter().flatten().collect(),
        payer: Payer {
            name: body.payer.name,
            address: body.payer.address,
        },
        open_with: body.open_with_dong,
    })
}

fn way(id: &str) -> Result<Way, UseCaseError> {
    match id {
        "" => Ok(Way::Cash),
        id => Way::from_id(id).ok_or_else(|| FeeRefusal::NoWay(id.to_owned()).into()),
    }
}

/// A mode of giving receipts.
///
/// # Errors
/// One that there is not.
pub(crate) fn mode(id: &str) -> Result<Mode, UseCaseError> {
    Mode::from_id(id).ok_or_else(|| unknown("mode", "chọn hand_book, printed_book hoặc electronic"))
}

/// A kind of money.
///
/// # Errors
/// One that there is not.
pub(crate) fn kind(id: &str) -> Result<FeeKind, UseCaseError> {
    FeeKind::from_code(id).ok_or_else(|| unknown("kind", "chọn phi hoặc le_phi"))
}

fn unknown(field: &str, message: &str) -> UseCaseError {
    UseCaseError::Fields(vec![FieldProblem {
        field: field.to_owned(),
        code: crate::domain::field_codes::UNFIT_TEXT,
        message: message.to_owned(),
    }])
}
