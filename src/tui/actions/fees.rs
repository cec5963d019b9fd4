//! Money: the fees of the dossier on screen, and the cashier's shift.

use std::borrow::Cow;

use super::everywhere::not_in_a_box;
use super::{Action, words};
use crate::messages::{Text, say};
use crate::tui::model::Model;
use crate::tui::screens::{Screen, Till};

pub static FEES: Action = Action {
    id: "fees",
    label: |_| words(say!("action.fees")),
    help: Text::of("action.fees_help"),
    available: |model| match model.top() {
        Screen::Fees(_) => Err(words(say!("action.at_fees"))),
        Screen::Dossier(dossier) if dossier.is_loaded() => may_collect(model),
        Screen::Dossier(_) => Err(words(say!("action.dossier_loading"))),
        _ => not_in_a_box(model).and(Err(words(say!("action.open_dossier_then_collect")))),
    },
    run: |model| {
        if let (Screen::Dossier(dossier), shared) = model.top_mut() {
            dossier.open_fees(shared);
        }
    },
};

pub static SHIFT: Action = Action {
    id: "shift",
    label: |_| words(say!("action.till_shift")),
    help: Text::of("action.till_shift_help"),
    available: |model| match model.top() {
        Screen::Till(_) => Err(words(say!("action.at_till_shift"))),
        Screen::Intake(_) => Err(words(say!("action.finish_intake_first"))),
        _ => not_in_a_box(model).and(may_collect(model)),
    },
    run: |model| {
        let screen = Till::open(&mut model.shared);
        model.shared.open(screen);
    },
};

/// Whether the role may take money; the server has the last word.
fn may_collect(model: &Model) -> Result<(), Cow<'static, str>> {
    let rights = &model.shared.seat.rights;
    if rights.is_empty() || rights.iter().any(|r| r == "collect") {
        Ok(())
    } else {
        Err(words(say!("action.role_no_money_change")))
    }
}
