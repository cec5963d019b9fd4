//! Actions of the desk.

use super::everywhere::not_in_a_box;
use super::{Action, words};
use crate::messages::{Text, say};
use crate::tui::screens::{Flows, Lock, Officers, Papers, Screen};

pub static PASSWORD: Action = Action {
    id: "password",
    label: |_| words(say!("action.change_password")),
    help: Text::of("action.change_password_help"),
    available: |model| match model.top() {
        _ if model.shared.seat.one_key => Err(words(say!("action.demo_no_password"))),
        Screen::Desk(_) => Ok(()),
        _ => not_in_a_box(model).and(Err(words(say!("action.to_desk_first")))),
    },
    run: |model| model.shared.open(Lock::change()),
};

pub static OFFICER: Action = Action {
    id: "officer",
    label: |model| match model.shared.seat.one_key {
        true => words(say!("action.change_officer")),
        false => words(say!("action.change_role")),
    },
    help: Text::of("action.change_role_help"),
    available: |model| match model.top() {
        Screen::Desk(_) => Ok(()),
        _ => not_in_a_box(model).and(Err(words(say!("action.to_desk_first")))),
    },
    run: |model| {
        let screen = Officers::open(&mut model.shared);
        model.shared.open(screen);
    },
};

pub static FLOWS: Action = Action {
    id: "flows",
    label: |_| words(say!("action.flows")),
    help: Text::of("action.flows_help"),
    available: |model| match model.top() {
        _ if !model.shared.seat.rights.iter().any(|r| r == "staff") => {
            Err(words(say!("action.role_no_officers")))
        }
        Screen::Desk(_) => Ok(()),
        _ => not_in_a_box(model).and(Err(words(say!("action.to_desk_first")))),
    },
    run: |model| {
        let screen = Flows::open(&mut model.shared);
        model.shared.open(screen);
    },
};

pub static PAPERS: Action = Action {
    id: "papers",
    label: |_| words(say!("action.papers_waiting")),
    help: Text::of("action.papers_waiting_help"),
    available: |model| match model.top() {
        Screen::Papers(_) => Err(words(say!("action.at_papers_waiting"))),
        _ => not_in_a_box(model),
    },
    run: |model| {
        let screen = Papers::open(&mut model.shared);
        model.shared.open(screen);
    },
};
