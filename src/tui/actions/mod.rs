//! Everything a clerk can do, one record each: its words, whether it can be done now (or why not),
//! and what it does. Keys, bottom line, help, F10 and the key card are all made from this table.
//!
//! To add an action: write its record in the file of its screen and name it in [`ALL`]. A key for
//! it is one entry in `assets/keymaps/`.

mod catalogue;
mod desk;
mod dossier;
mod everywhere;
mod fees;
mod intake;
mod office;

use std::borrow::Cow;

use super::model::Model;
use crate::messages::Text;

/// One thing a clerk can do.
pub struct Action {
    /// Name in the keymap.
    pub id: &'static str,
    /// Words on the bottom line and in F10, as they are now.
    pub label: fn(&Model) -> Cow<'static, str>,
    /// What it does, in a sentence or two.
    pub help: Text,
    /// Whether it can be done now; otherwise why not, and what to do instead.
    pub available: fn(&Model) -> Result<(), Cow<'static, str>>,
    /// Does it. Called only when available.
    pub run: fn(&mut Model),
}

impl std::fmt::Debug for Action {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

/// All actions, in the order of F10.
pub static ALL: &[&Action] = &[
    &intake::SAVE,
    &intake::CHOOSE,
    &dossier::FORWARD,
    &dossier::RETURN,
    &dossier::SEND_BACK,
    &dossier::UNDO,
    &intake::REFUSE,
    &intake::GUIDE,
    &fees::SHIFT,
    &fees::FEES,
    &office::RECEIPTS,
    &office::SHIFTS,
    &office::BOOKS,
    &office::POST,
    &dossier::PRINT,
    &office::REGISTER,
    &office::HAND_OVER,
    &intake::INTAKE,
    &intake::WHY_DUE,
    &intake::CHANGE_PROCEDURE,
    &everywhere::FIND,
    &everywhere::REFRESH,
    &everywhere::REVEAL,
    &catalogue::CHANGES,
    &desk::OFFICER,
    &desk::FLOWS,
    &office::DEPUTIES,
    &office::DUTIES,
    &desk::PASSWORD,
    &desk::PAPERS,
    &everywhere::HELP,
    &everywhere::MANUAL,
    &everywhere::MENU,
    &everywhere::TYPING,
    &everywhere::TONES,
    &everywhere::GUIDED,
    &everywhere::LANGUAGE,
    &everywhere::LOCK,
    &everywhere::BACK,
    &everywhere::LEAVE,
];

/// The action with this id.
pub fn named(id: &str) -> Option<&'static Action> {
    ALL.iter().find(|a| a.id == id).copied()
}

/// An action's key was pressed (or it was chosen in F10): does it, or says why not.
pub fn perform(model: &mut Model, action: &Action) {
    match (action.available)(model) {
        Ok(()) => (action.run)(model),
        Err(why) => model.shared.refuse(why),
    }
}

/// Words that never change.
fn words(text: &'static str) -> Cow<'static, str> {
    Cow::Borrowed(text)
}
