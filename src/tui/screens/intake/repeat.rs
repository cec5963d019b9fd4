//! The next dossier: of the same person, or the same procedure for the next person in the queue.

use super::{IntakeScreen, Stage, build};
use crate::tui::api::Intake;
use crate::tui::model::Shared;

impl IntakeScreen {
    /// F2: the next dossier of the same person. Who it is stays; where the procedure is chosen again,
    /// so does everything else.
    pub fn of_same_person(&self, shared: &mut Shared) -> Self {
        let mut next = Self::new(shared);
        let last = self.as_typed();
        next.carried = last.clone();
        next.carried.values.retain(|(id, _)| is_about_people(id));
        next.carried.papers.clear();
        next.chooser.begin_at(&last.procedure, &shared.index);
        next.last = Some(last);
        next.rebuild(shared);
        next
    }

    /// Enter on a dossier just received: the same procedure for whoever comes next. Everything but
    /// the people stays.
    pub(super) fn for_next_person(&self, shared: &mut Shared) -> Self {
        let mut next = Self::new(shared);
        let (code, name) = self.procedure.clone();
        next.carried = self.as_typed();
        next.carried.values.retain(|(id, _)| !is_about_people(id));
        next.sheet = self.sheet.clone();
        next.due.clone_from(&self.due);
        next.procedure = (code.clone(), name.clone());
        next.rebuild(shared);
        next.form.focus_on("owner_identity");
        next.choose(code, name, shared);
        next
    }

    /// The procedure of the last dossier was chosen again: its papers and answers come back.
    pub(super) fn carry_on(&mut self, code: &str) {
        if let Some(last) = self.last.take_if(|last| last.procedure == code) {
            let known: Vec<String> = self
                .carried
                .values
                .iter()
                .map(|(id, _)| id.clone())
                .collect();
            let rest = last
                .values
                .into_iter()
                .filter(|(id, _)| !known.contains(id));
            self.carried.values.extend(rest);
            self.carried.papers = last.papers;
        }
    }

    /// Everything as it stands on the form.
    fn as_typed(&self) -> Intake {
        let mut intake = Intake {
            procedure: self.procedure.0.clone(),
            ..Intake::default()
        };
        build::as_typed(&self.form, &mut intake);
        // A remark is about one dossier.
        intake.values.retain(|(id, _)| id != "notes");
        intake
    }

    /// Whether Enter begins the next dossier.
    pub(super) fn may_repeat(&self) -> bool {
        let received = matches!(&self.stage, Stage::Done(received) if !received.code.is_empty());
        received && self.correcting.is_none()
    }
}

fn is_about_people(id: &str) -> bool {
    id.starts_with("owner_") || id.starts_with("submitter_")
}
