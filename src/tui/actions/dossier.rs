//! Acts on one dossier. The server says what this officer may do with it and why not; these records
//! give each act its place, its key and its words.

use std::borrow::Cow;

use super::{Action, words};
use crate::messages::{Text, say};
use crate::tui::model::Model;
use crate::tui::screens::{Batch, Dossier, Returning, Screen};

/// Acts that take a dossier one step on; F6 does the first of them that is offered.
const ONWARD: &[&str] = &[
    "receive",
    "take",
    "sign",
    "issue",
    "approve",
    "forward",
    "hand_over",
    "submit_for_approval",
];

macro_rules! act {
    ($name:ident, $id:literal, $label:expr, $help:expr, $acts:expr) => {
        pub static $name: Action = Action {
            id: $id,
            label: |model| label(model, $acts, $label.words()),
            help: $help,
            available: |model| offered(model, $acts),
            run: |model| start(model, $acts),
        };
    };
}

act!(
    FORWARD,
    "forward",
    Text::of("action.forward"),
    Text::of("action.forward_help"),
    ONWARD
);
pub static RETURN: Action = Action {
    id: "return",
    label: |_| words(say!("action.return_result")),
    help: Text::of("action.return_result_help"),
    available: |model| match model.top() {
        Screen::Desk(_) if may_return(model) => Ok(()),
        Screen::Desk(_) => Err(words(say!("action.role_now_no_return"))),
        _ => offered(model, &["return_result"]),
    },
    run: |model| match model.top_mut() {
        (Screen::Dossier(dossier), shared) => dossier.open_return(shared),
        (_, shared) => {
            let screen = Returning::open("", shared);
            shared.open(screen);
        }
    },
};

fn may_return(model: &Model) -> bool {
    let rights = &model.shared.seat.rights;
    rights.iter().any(|right| right == "return")
}

act!(
    SEND_BACK,
    "send_back",
    Text::of("action.send_back"),
    Text::of("action.send_back_help"),
    &["send_back", "reject_draft"]
);
pub static UNDO: Action = Action {
    id: "undo",
    label: |_| words(say!("common.undo")),
    help: Text::of("action.undo_help"),
    available: |model| match (&model.shared.undo, model.top()) {
        (Some(_), Screen::Desk(_) | Screen::Dossier(_)) => Ok(()),
        (Some(_), Screen::Batch(batch)) if batch.is_over() => Ok(()),
        (Some(_), _) => Err(words(say!("action.undo_from_dossier"))),
        // Done at another screen, or before the desk was started again: the server still allows it.
        (None, Screen::Dossier(dossier)) if may_take_back(dossier) => Ok(()),
        (None, _) => Err(words(say!("action.nothing_to_undo"))),
    },
    run: |model| {
        let Some(undo) = model.shared.undo.take() else {
            return start(model, &["undo"]);
        };
        match (model.top_mut(), undo.items.as_slice()) {
            ((Screen::Dossier(dossier), shared), [(code, version)]) if dossier.code() == code => {
                dossier.take_back(*version, shared);
            }
            ((Screen::Desk(desk), shared), [(code, version)]) => {
                desk.take_back(code, *version, shared);
            }
            ((top, shared), _) => {
                if matches!(top, Screen::Batch(_)) {
                    shared.close();
                }
                let batch = Batch::undo(&undo.label, undo.items, shared);
                shared.open(batch);
            }
        }
    },
};

fn may_take_back(dossier: &Dossier) -> bool {
    let offered = dossier.act(&["undo"]);
    offered.is_some_and(|line| line.why_not.is_none())
}

pub static PRINT: Action = Action {
    id: "print",
    label: |_| words(say!("common.print")),
    help: Text::of("action.print_help"),
    available: |model| match model.top() {
        Screen::Dossier(dossier) if dossier.can_print() => Ok(()),
        Screen::Dossier(_) => Err(words(say!("action.dossier_no_papers"))),
        Screen::Returning(screen) if screen.can_print() => Ok(()),
        Screen::Intake(intake) if intake.can_print() => Ok(()),
        Screen::Intake(intake) if intake.received().is_some() => {
            Err(words(say!("action.no_due_slip")))
        }
        Screen::Intake(_) => Err(words(say!("action.save_then_print"))),
        Screen::Fees(fees) if fees.can_print() => Ok(()),
        Screen::Fees(_) => Err(words(say!("action.no_receipt_yet"))),
        Screen::Till(till) if till.can_print() => Ok(()),
        Screen::Till(_) => Err(words(say!("action.open_shift_then_print"))),
        Screen::Table(table) if table.can_print() => Ok(()),
        Screen::Table(_) => Err(words(say!("action.row_no_paper"))),
        _ => Err(words(say!("action.open_dossier_then_print"))),
    },
    run: |model| match model.top_mut() {
        (Screen::Dossier(dossier), shared) => dossier.open_print(shared),
        (Screen::Returning(screen), shared) => screen.open_print(shared),
        (Screen::Intake(intake), shared) => intake.open_print(shared),
        (Screen::Fees(fees), shared) => fees.open_print(shared),
        (Screen::Till(till), shared) => till.open_print(shared),
        (Screen::Table(table), shared) => table.open_print(shared),
        _ => {}
    },
};

fn label(model: &Model, acts: &[&str], usual: &'static str) -> Cow<'static, str> {
    match model.top() {
        Screen::Dossier(dossier) => match dossier.act(acts) {
            Some(line) => Cow::Owned(line.label.clone()),
            None => words(usual),
        },
        Screen::Desk(desk) if acts == ONWARD => {
            desk.onward_label().map_or(words(usual), Cow::Owned)
        }
        _ => words(usual),
    }
}

/// Whether the server offers one of these acts on the dossier on screen; otherwise why not.
pub(super) fn offered(model: &Model, acts: &[&str]) -> Result<(), Cow<'static, str>> {
    if let Screen::Desk(desk) = model.top()
        && acts == ONWARD
        && desk.has_onward(&model.shared)
    {
        return Ok(());
    }
    let Screen::Dossier(dossier) = model.top() else {
        return Err(words(say!("action.open_dossier_first")));
    };
    if !dossier.is_loaded() {
        return Err(words(say!("action.dossier_loading")));
    }
    match dossier.act(acts) {
        Some(line) => line
            .why_not
            .clone()
            .map_or(Ok(()), |why| Err(Cow::Owned(why))),
        None => Err(words(say!("action.not_at_this_step"))),
    }
}

fn start(model: &mut Model, acts: &[&str]) {
    match model.top_mut() {
        (Screen::Dossier(dossier), shared) => dossier.start(acts, shared),
        (Screen::Desk(desk), shared) => desk.onward(shared),
        _ => {}
    }
}
