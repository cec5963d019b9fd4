//! Tables of the office and papers of many dossiers: money behind the counter, the post, people.

use std::borrow::Cow;

use super::everywhere::not_in_a_box;
use super::{Action, words};
use crate::messages::{Text, say};
use crate::tui::api::{Blank, BlankKind, HAND_OVER_RECORD, Order, REGISTER_BOOK, TableOf};
use crate::tui::model::Model;
use crate::tui::screens::{OrderSheet, Screen, TableScreen};

macro_rules! table {
    ($name:ident, $id:literal, $label:expr, $help:expr, $rights:expr, $why:expr, $of:expr) => {
        pub static $name: Action = Action {
            id: $id,
            label: |_| words($label.words()),
            help: $help,
            available: |model| at_desk(model, $rights, $why.words()),
            run: |model| open(model, $of),
        };
    };
}

pub static RECEIPTS: Action = Action {
    id: "receipts",
    label: |_| words(say!("action.receipts")),
    help: Text::of("action.receipts_help"),
    available: |model| {
        may(
            model,
            &["collect", "approve_money"],
            say!("action.role_no_receipts"),
        )?;
        match model.top() {
            Screen::Fees(_) => Ok(()),
            Screen::Dossier(dossier) if dossier.is_loaded() => Ok(()),
            _ => not_in_a_box(model).and(Err(words(say!("action.open_dossier_then_receipts")))),
        }
    },
    run: |model| {
        let code = match model.top() {
            Screen::Fees(fees) => fees.code().to_owned(),
            Screen::Dossier(dossier) => dossier.code().to_owned(),
            _ => return,
        };
        open(model, TableOf::Receipts(code));
    },
};

table!(
    BOOKS,
    "books",
    Text::of("action.receipt_books"),
    Text::of("action.receipt_books_help"),
    &["collect", "approve_money"],
    Text::of("common.role_no_money"),
    TableOf::Books
);
table!(
    SHIFTS,
    "shifts",
    Text::of("action.approve_shifts"),
    Text::of("action.approve_shifts_help"),
    &["approve_money", "collect"],
    Text::of("action.role_no_approval"),
    TableOf::Shifts
);
table!(
    POST,
    "post",
    Text::of("common.postal_handover"),
    Text::of("action.post_help"),
    &["return"],
    Text::of("action.role_no_return"),
    TableOf::Post
);
table!(
    DEPUTIES,
    "deputies",
    Text::of("common.deputy"),
    Text::of("action.deputies_help"),
    &["staff"],
    Text::of("action.role_no_deputies"),
    TableOf::Deputies
);
table!(
    DUTIES,
    "duties",
    Text::of("action.duty_roster"),
    Text::of("action.duty_roster_help"),
    &["staff"],
    Text::of("action.role_no_roster"),
    TableOf::Duties
);

/// Roles that print papers about people.
const PAPER: &[&str] = &["papers", "receive", "return"];

pub static REGISTER: Action = Action {
    id: "register_book",
    label: |_| words(say!("action.print_register")),
    help: Text::of("action.print_register_help"),
    available: |model| at_desk(model, PAPER, say!("action.role_no_register")),
    run: |model| {
        let today = model.shared.today();
        let first = chrono::Datelike::with_day(&today, 1).unwrap_or(today);
        let date = |id: &str, label: &str, day: chrono::NaiveDate| {
            let blank = Blank::new(id, label, BlankKind::Date).must();
            blank.holding(day.format("%d/%m/%Y").to_string())
        };
        let order = Order::new(REGISTER_BOOK, say!("action.print_register_verb"), &[])
            .about(say!("action.register_about"))
            .asking([
                date("from", say!("common.from_date"), first),
                date("to", say!("common.to_date"), today),
                Blank::new("book", say!("action.book_no"), BlankKind::Line)
                    .hint(say!("action.empty_by_hand")),
            ]);
        model.shared.open(OrderSheet::new(order));
    },
};

pub static HAND_OVER: Action = Action {
    id: "hand_over_list",
    label: |_| words(say!("action.print_hand_over")),
    help: Text::of("action.print_hand_over_help"),
    available: |model| {
        may(model, PAPER, say!("action.role_no_hand_over"))?;
        match model.top() {
            Screen::Desk(_) | Screen::Dossier(_) if !codes(model).is_empty() => Ok(()),
            _ => not_in_a_box(model).and(Err(words(say!("action.choose_or_mark_first")))),
        }
    },
    run: |model| {
        let codes = codes(model);
        let targets: Vec<&str> = codes.iter().map(String::as_str).collect();
        let order = Order::new(HAND_OVER_RECORD, say!("action.print_record"), &targets)
            .about(say!(
                "action.hand_over_about",
                count = codes.len(),
                join = codes.join(", ")
            ))
            .asking([
                Blank::new("receiver", say!("common.receiver"), BlankKind::Line)
                    .hint(say!("action.empty_by_hand")),
            ]);
        model.shared.open(OrderSheet::new(order));
    },
};

/// Codes of the dossiers marked on the desk, or of the one chosen or open.
fn codes(model: &Model) -> Vec<String> {
    match model.top() {
        Screen::Desk(desk) => desk.meant(&model.shared),
        Screen::Dossier(dossier) => vec![dossier.code().to_owned()],
        _ => Vec::new(),
    }
}

fn open(model: &mut Model, of: TableOf) {
    let screen = TableScreen::open(of, &mut model.shared);
    model.shared.open(screen);
}

fn at_desk(model: &Model, rights: &[&str], why: &'static str) -> Result<(), Cow<'static, str>> {
    may(model, rights, why)?;
    match model.top() {
        Screen::Desk(_) => Ok(()),
        _ => not_in_a_box(model).and(Err(words(say!("action.to_desk_first")))),
    }
}

/// Whether the role has one of these rights; the server has the last word.
fn may(model: &Model, rights: &[&str], why: &'static str) -> Result<(), Cow<'static, str>> {
    let own = &model.shared.seat.rights;
    match own.is_empty() || own.iter().any(|right| rights.contains(&right.as_str())) {
        true => Ok(()),
        false => Err(words(why)),
    }
}
