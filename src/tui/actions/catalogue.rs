//! Actions on the catalogue itself.

use super::everywhere::not_in_a_box;
use super::{Action, words};
use crate::messages::{Text, say};
use crate::tui::screens::{Changes, Screen};

pub static CHANGES: Action = Action {
    id: "changes",
    label: |_| words(say!("action.catalogue_changes")),
    help: Text::of("action.catalogue_changes_help"),
    available: |model| {
        let rights = &model.shared.seat.rights;
        let may = |right: &str| rights.iter().any(|own| own == right);
        match model.top() {
            _ if !may("catalogue") && !may("approve_catalogue") => {
                Err(words(say!("action.role_no_changes")))
            }
            Screen::Desk(_) => Ok(()),
            _ => not_in_a_box(model).and(Err(words(say!("action.to_desk_first")))),
        }
    },
    run: |model| {
        let screen = Changes::open(&mut model.shared);
        model.shared.open(screen);
    },
};
