//! The procedure of the intake: chosen, its sheet, when it would be due.

use super::{IntakeScreen, Stage, build};
use crate::messages::say;
use crate::tui::api::{Ask, CaseLine, Intake, ProcedureSheet};
use crate::tui::model::Shared;
use crate::tui::screens::Pane;
use crate::tui::widgets::Field;
use crate::tui::widgets::foot::Note;

impl IntakeScreen {
    /// Goes back to choosing the procedure; what is typed stays.
    pub fn change_procedure(&mut self) {
        self.stage = Stage::Choosing;
    }

    /// Takes a procedure and asks for what its intake needs.
    pub(super) fn choose(&mut self, code: String, name: String, shared: &mut Shared) {
        self.stage = Stage::Filling;
        if code != self.procedure.0 {
            self.carry_on(&code);
            if !self.procedure.0.is_empty() {
                // Another procedure has other fees: what stood there was about the old ones.
                self.form.rows.retain(|row| !build::is_fee(row));
            }
            self.sheet = None;
            self.due = None;
            self.procedure = (code.clone(), name);
            self.rebuild(shared);
        }
        self.tickets.sheet = shared.ask(Ask::Sheet(code));
    }

    /// The procedures arrived or changed.
    pub fn catalogue_arrived(&mut self, shared: &Shared) {
        self.chooser.restart(&shared.index);
    }

    /// Asks again what may have changed on the server; what is typed stays.
    pub fn refresh(&mut self, shared: &mut Shared) {
        if self.stage == Stage::Choosing {
            shared.ask(Ask::Catalogue);
        } else if self.read_again(shared) {
            shared.say(Note::plain(say!("intake.reading_again")));
        } else if self.is_filling() {
            let (code, name) = self.procedure.clone();
            self.choose(code, name, shared);
        }
    }

    /// The sheet of the procedure came: the form can be built.
    pub(super) fn sheet_known(&mut self, sheet: &ProcedureSheet, shared: &mut Shared) {
        self.procedure.1.clone_from(&sheet.name);
        self.sheet = Some(sheet.clone());
        let begun = !self.form.at_start();
        self.rebuild(shared);
        // Another procedure may ask for what stands above; a clerk who types stays where they are.
        let lacks = self.form.field("limit").is_some_and(Field::lacks);
        if lacks && !begun && self.correcting.is_some() {
            self.form.focus_on("limit");
        }
        self.ask_due(shared);
        if std::mem::take(&mut self.save_wanted) && self.is_filling() {
            self.commit(shared);
        }
    }

    /// The case meant by what is typed, or the first.
    pub(super) fn case(&self, typed: &Intake) -> Option<&CaseLine> {
        let cases = &self.sheet.as_ref()?.cases;
        let named = typed.value("case");
        cases
            .iter()
            .find(|c| c.name == named || c.id == named)
            .or_else(|| cases.first())
    }

    /// The case chosen on the form now.
    pub(super) fn case_now(&self) -> Option<&CaseLine> {
        let mut typed = Intake::default();
        build::as_typed(&self.form, &mut typed);
        self.case(&typed)
    }

    /// Asks when a dossier received now would be due.
    pub fn ask_due(&mut self, shared: &mut Shared) {
        // A correction counts from the receipt: only the server knows.
        if !self.is_filling() || self.correcting.is_some() {
            return;
        }
        let typed = self
            .form
            .field("limit")
            .and_then(|f| f.value(shared.today()).ok());
        let limit = match (typed, self.case_now()) {
            (Some(typed), _) => typed,
            (None, Some(case)) if !case.needs_limit => case.limit.clone(),
            _ => {
                self.due = None;
                return;
            }
        };
        self.tickets.due = shared.ask(Ask::Due(limit));
    }

    /// Why the due date is what it is.
    pub fn open_why(&self, shared: &mut Shared) {
        if self.correcting.is_some() {
            return shared.refuse(say!("intake.due_recounted"));
        }
        let Some(due) = &self.due else {
            return shared.refuse(say!("intake.no_due_yet"));
        };
        let mut lines = vec![
            say!("common.due_short", short = due.short),
            say!("intake.time_limit", limit = due.limit),
        ];
        lines.push(String::new());
        lines.extend(due.why.iter().cloned());
        shared.open(Pane::new(say!("intake.why_due_title"), lines));
    }
}
