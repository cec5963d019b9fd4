//! Collect (thu): one or several lines become receipts, one for each kind, in one transaction.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::super::act::readable;
use super::super::rules::date;
use super::super::write::{Key, Writing, once};
use super::super::{App, Rules, UseCaseError};
use super::number::number;
use super::port::{Asked, OutboxPort, ReceiptPort, tell_payer};
use super::sheet::payer_of;
use super::shift::open_in;
use super::trace::{Trace, signed};
use crate::domain::code_scheme::normalise;
use crate::domain::dossier::Dossier;
use crate::domain::fee::{self, FeeRefusal, Line, Settled, Way};
use crate::domain::field_codes;
use crate::domain::intake::FieldProblem;
use crate::domain::org::Actor;
use crate::domain::procedure::FeeKind;
use crate::domain::receipt::{Item, Payer, Receipt, ReceiptState};
use crate::domain::receipt_rules::Mode;
use crate::domain::role::{Permit, Right};
use crate::domain::shift::{Entry, EntryKind, Shift};
use crate::records::{fees, receipts, shifts};
use crate::store::Tx;
use crate::text::HumanText;
use crate::text::amount::figures;

/// The number on the paper of a hand-written book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KindNumber {
    /// Phí or lệ phí.
    pub kind: FeeKind,
    /// As read from the paper.
    pub number: u32,
}

/// What the cashier asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Order {
    /// Code of the dossier.
    pub code: String,
    /// Lines; all that are owed when empty.
    pub lines: Vec<u32>,
    /// How the money comes.
    pub way: Way,
    /// How the receipt is given; the office's usual way when none.
    pub mode: Option<Mode>,
    /// Cash given by the payer, đồng; exactly the amount when none.
    pub given_dong: Option<u64>,
    /// Numbers read from hand-written paper.
    pub numbers: Vec<KindNumber>,
    /// Payer, when it is not who handed the dossier in; an empty name is not one.
    pub payer: Payer,
    /// Opens a shift with so many đồng in the drawer when none is open.
    pub open_with: Option<u64>,
}

/// What the cashier learns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collected {
    /// The receipts, one for each kind.
    pub receipts: Vec<Receipt>,
    /// Cash to give back, đồng.
    pub change_dong: u64,
    /// Shift it was booked in.
    pub shift: i64,
}

/// Takes the money of `order` and gives receipts for it.
///
/// # Errors
/// Not allowed; no such dossier; [`FeeRefusal`]; the store.
pub async fn collect(
    app: &App,
    actor: &Actor,
    key: &str,
    order: Order,
) -> Result<Collected, UseCaseError> {
    let permit = Permit::ask(actor, Right::Collect)?;
    let body = serde_json::to_string(&order).unwrap_or_default();
    let key = Key::of(key, &["collect_fee", actor.officer(), &body])?;
    let order = Order {
        code: normalise(&order.code),
        payer: checked(&order.payer)?,
        ..order
    };
    let rules = app.rules.clone();
    once(app, key, move |tx, writing| {
        let dossier = readable(tx, permit.actor(), &order.code)?;
        let counter = Counter {
            rules: &rules,
            permit: &permit,
            dossier: &dossier,
        };
        counter.collect(tx, writing, &order)
    })
    .await
}

/// Name and address of a payer as they may be kept and printed.
pub(super) fn checked(payer: &Payer) -> Result<Payer, UseCaseError> {
    let line = |field: &str, text: &str| {
        HumanText::line(text, 250)
            .map(HumanText::into_string)
            .map_err(|refused| {
                UseCaseError::Fields(vec![FieldProblem {
                    field: field.to_owned(),
                    code: field_codes::UNFIT_TEXT,
                    message: refused.to_string(),
                }])
            })
    };
    Ok(Payer {
        name: line("payer", &payer.name)?,
        address: line("address", &payer.address)?,
    })
}

/// Who takes money for which dossier.
pub(super) struct Counter<'a> {
    pub rules: &'a Rules,
    pub permit: &'a Permit,
    pub dossier: &'a Dossier,
}

/// What one receipt is made of, beside what the counter knows.
pub(super) struct Making<'a> {
    pub kind: FeeKind,
    pub items: Vec<Item>,
    pub payer: Payer,
    pub way: Way,
    pub mode: Option<Mode>,
    pub typed: Option<u32>,
    pub shift: &'a Shift,
    pub replaces: Option<i64>,
}

impl Counter<'_> {
    fn collect(
        &self,
        tx: &mut dyn Tx,
        writing: &mut Writing,
        order: &Order,
    ) -> Result<Collected, UseCaseError> {
        let lines = fees::of_dossier(tx, self.dossier.id)?;
        let chosen = fee::chosen(&lines, &order.lines)?;
        let due = fee::owed(&chosen);
        let given = order.given_dong.unwrap_or(due);
        if order.way == Way::Cash && given < due {
            let (given, due) = (figures(given), figures(due));
            return Err(FeeRefusal::TooLittle { given, due }.into());
        }
        fees::insert(tx, self.dossier.id, &lines)?;
        let shift = self.shift(tx, writing, order.open_with)?;
        let payer = if order.payer.name.is_empty() {
            payer_of(self.dossier)
        } else {
            order.payer.clone()
        };
        let mut made = Vec::new();
        for (kind, lines) in fee::by_kind(&chosen) {
            let typed = order.numbers.iter().find(|n| n.kind == kind);
            let making = Making {
                kind,
                items: items(&lines),
                payer: payer.clone(),
                way: order.way,
                mode: order.mode,
                typed: typed.map(|n| n.number),
                shift: &shift,
                replaces: None,
            };
            made.push(self.make(tx, writing, making, "collect_fee", "")?);
        }
        let change_dong = match order.way {
            Way::Cash => given - due,
            Way::Transfer | Way::Online => 0,
        };
        Ok(Collected {
            receipts: made,
            change_dong,
            shift: shift.id,
        })
    }

    fn shift(
        &self,
        tx: &mut dyn Tx,
        writing: &mut Writing,
        open_with: Option<u64>,
    ) -> Result<Shift, UseCaseError> {
        let actor = self.permit.actor();
        if let Some(shift) = shifts::open_of(tx, actor.org(), actor.officer())? {
            return Ok(shift);
        }
        let opening = open_with.ok_or(FeeRefusal::NoShift)?;
        open_in(tx, writing, self.rules, self.permit, opening)
    }

    /// One receipt: number, row, settled lines, entry of the day-book, order to the provider, event.
    pub fn make(
        &self,
        tx: &mut dyn Tx,
        writing: &mut Writing,
        making: Making<'_>,
        act: &str,
        note: &str,
    ) -> Result<Receipt, UseCaseError> {
        let receipt = self.receipt(tx, writing, making)?;
        receipts::insert(tx, &receipt)?;
        for item in &receipt.items {
            let how = Settled::Receipt {
                receipt: receipt.id,
            };
            if !fees::settle(tx, self.dossier.id, item.no, &how)? {
                return Err(FeeRefusal::Settled { no: item.no }.into());
            }
        }
        let entry = Entry {
            what: EntryKind::Collect,
            receipt: receipt.id,
            kind: receipt.kind,
            way: receipt.way,
            dong: signed(receipt.amount_dong)?,
            at: writing.at,
        };
        shifts::book(tx, receipt.shift, receipt.id, &entry)?;
        if receipt.state == ReceiptState::Draft {
            OutboxPort.hand_in(tx, writing, &receipt, Asked::Issue)?;
        } else {
            tell_payer(tx, writing, &receipt)?;
        }
        let trace = Trace {
            rules: self.rules,
            permit: self.permit,
            dossier: Some(self.dossier),
        };
        trace.append(tx, writing, act, note, &json!({ "receipt": receipt }))?;
        Ok(receipt)
    }

    fn receipt(
        &self,
        tx: &mut dyn Tx,
        writing: &Writing,
        making: Making<'_>,
    ) -> Result<Receipt, UseCaseError> {
        let actor = self.permit.actor();
        let (org, today) = (actor.org(), date(writing.at));
        let given = number(
            tx,
            self.rules,
            org,
            making.kind,
            making.mode,
            making.typed,
            today,
        )?;
        let numbered = given.number.is_some();
        Ok(Receipt {
            id: writing.next_seq(),
            org: org.to_owned(),
            kind: making.kind,
            mode: given.mode,
            rule: given.rule,
            book: given.book,
            number: given.number,
            dossier: self.dossier.id,
            code: self.dossier.code.clone(),
            payer: making.payer,
            amount_dong: making.items.iter().map(|item| item.amount_dong).sum(),
            items: making.items,
            way: making.way,
            officer: actor.officer().to_owned(),
            shift: making.shift.id,
            at: writing.at,
            issued_at: numbered.then_some(writing.at),
            state: if numbered {
                ReceiptState::Issued
            } else {
                ReceiptState::Draft
            },
            replaces: making.replaces,
            reason: String::new(),
        })
    }
}

fn items(lines: &[Line]) -> Vec<Item> {
    let item = |line: &Line| Item {
        no: line.no,
        name: line.name.clone(),
        amount_dong: line.amount_dong,
    };
    lines.iter().map(item).collect()
}
