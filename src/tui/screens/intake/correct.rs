//! The intake as a correction of a received dossier: it begins with what the dossier holds, shows the
//! difference before F9 sends it, and ends with a new slip.

use super::{IntakeScreen, Stage, build};
use crate::messages::say;
use crate::tui::api::{Ask, Correcting, Differences, Held, Intake, Received};
use crate::tui::model::Shared;
use crate::tui::screens::Review;
use crate::tui::widgets::foot::Note;

impl IntakeScreen {
    /// A correction of the dossier `code`: the form comes when its content has.
    pub fn correct(code: &str, shared: &mut Shared) -> Self {
        let mut screen = Self::new(shared);
        screen.correcting = Some(Correcting {
            code: code.to_owned(),
            ..Correcting::default()
        });
        screen.stage = Stage::Opening;
        screen.tickets.held = shared.ask(Ask::Held(code.to_owned()));
        screen
    }

    /// The form filled with what the dossier holds.
    fn begin(&mut self, held: &Held, shared: &mut Shared) {
        let today = shared.today();
        self.stage = Stage::Filling;
        self.procedure = (held.sheet.code.clone(), held.sheet.name.clone());
        self.sheet = Some(held.sheet.clone());
        self.carried = held.intake.clone();
        self.form = build::form(self.sheet.as_ref(), self.case(&held.intake));
        let ids: Vec<String> = self.form.fields().map(|f| f.id.clone()).collect();
        for id in ids {
            if let Some(field) = self.form.field_mut(&id) {
                // Also where nothing was given: the usual value was not taken then.
                field.input.set(held.intake.value(&id));
                field.leave(today);
            }
        }
        self.carried
            .values
            .retain(|(id, _)| self.form.field(id).is_none());
        self.rebuild(shared);
    }

    /// The dossier this intake corrects.
    pub fn correcting(&self) -> Option<&Correcting> {
        self.correcting.as_ref()
    }

    /// F9 of a correction: what would be different comes first.
    pub(super) fn ask_difference(&mut self, shared: &mut Shared) {
        let intake = self.understood(shared);
        self.tickets.difference = shared.ask(Ask::CorrectionPreview(Box::new(intake)));
        shared.say(Note::plain(say!("intake_correct.comparing")));
    }

    pub(super) fn difference_known(&mut self, differences: &Differences, shared: &mut Shared) {
        self.tickets.difference = 0;
        if differences.changes.is_empty() {
            return shared.refuse(say!("intake_correct.no_difference"));
        }
        shared.note = None;
        shared.open(Review::correction(differences.clone(), shared.now));
    }

    /// The difference was seen and the reason given.
    pub(super) fn send_correction(&mut self, reason: String, shared: &mut Shared) {
        let intake = Intake {
            reason,
            ..self.understood(shared)
        };
        self.send_as(Ask::Correct(Box::new(intake)), shared);
    }

    /// F5: the dossier may have moved on; what is typed stays.
    pub(super) fn read_again(&mut self, shared: &mut Shared) -> bool {
        let begun = !matches!(self.stage, Stage::Done(_));
        let Some(about) = self.correcting.as_ref().filter(|_| begun) else {
            return false;
        };
        self.tickets.held = shared.ask(Ask::Held(about.code.clone()));
        true
    }

    pub(super) fn held_again(&mut self, held: &Held, shared: &mut Shared) {
        self.tickets.held = 0;
        self.correcting = Some(held.about.clone());
        if self.stage == Stage::Opening {
            return self.begin(held, shared);
        }
        let words = say!("intake_correct.read_again");
        shared.say(Note::plain(words));
    }

    /// The line under the procedure.
    pub(super) fn correcting_words(&self, about: &Correcting) -> String {
        match about.due.as_str() {
            "" => say!("intake_correct.correcting_no_due", code = about.code),
            due => say!("intake_correct.correcting_due", code = about.code, due),
        }
    }

    /// What the old slip is worth now.
    pub(super) fn due_moved(&self, received: &Received) -> String {
        match &self.correcting {
            Some(about) if about.due != received.due && !about.due.is_empty() => {
                format!("{} → {}", about.due, received.due)
            }
            _ => received.due.clone(),
        }
    }
}
