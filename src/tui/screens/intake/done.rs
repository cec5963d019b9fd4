//! After the receipt: the papers of the new dossier.

use super::{IntakeScreen, Stage};
use crate::messages::say;
use crate::tui::api::{Ask, Failure, PaperWay, Received, Reply, Subject};
use crate::tui::model::Shared;
use crate::tui::screens::Print;
use crate::tui::widgets::foot::Note;

impl IntakeScreen {
    /// Whether the dossier was received and its papers may be printed.
    pub fn received(&self) -> Option<&Received> {
        match &self.stage {
            Stage::Done(received) => Some(received),
            _ => None,
        }
    }

    /// Whether F7 has papers to show, or will once the server has named them.
    pub fn can_print(&self) -> bool {
        let named = self.received().is_some_and(|r| !r.forms.is_empty());
        named || (self.received().is_some() && self.tickets.forms != 0)
    }

    /// F7: the papers of the dossier just received; a key typed ahead of the answer waits for it.
    pub fn open_print(&mut self, shared: &mut Shared) {
        self.print_wanted = self.tickets.forms != 0;
        let Stage::Done(received) = &self.stage else {
            return;
        };
        if self.print_wanted {
            return shared.say(Note::plain(say!("intake.fetching_papers")));
        }
        let subject = match received.slip {
            Some(id) => Subject::Slip(id),
            None => Subject::Dossier(received.code.clone()),
        };
        shared.open(Print::new(subject, received.forms.clone()));
    }

    /// The papers of the new dossier are known; without an answer those of the receipt stay.
    pub(super) fn forms_named(&mut self, answer: &Result<Reply, Failure>, shared: &mut Shared) {
        self.tickets.forms = 0;
        if let (Ok(Reply::Dossier(sheet)), Stage::Done(received)) = (answer, &mut self.stage) {
            received.forms.clone_from(&sheet.forms);
        }
        if shared.print_after_save && !self.print_wanted {
            return self.print_usual(shared);
        }
        if std::mem::take(&mut self.print_wanted) && self.can_print() {
            shared.note = None;
            self.open_print(shared);
        }
    }

    /// Prints the first of the papers without being asked; saving did not wait for it.
    pub(super) fn print_usual(&self, shared: &mut Shared) {
        let Stage::Done(received) = &self.stage else {
            return;
        };
        if let Some(form) = received.forms.first() {
            let key = (shared.new_id)();
            shared.ask(Ask::Print {
                subject: Subject::Dossier(received.code.clone()),
                form: form.id.clone(),
                reason: String::new(),
                key,
                way: PaperWay::default(),
            });
        }
    }
}
