//! Filling the form: keys, what depends on a field, the form built again.

use super::{IntakeScreen, Stage, build};
use crate::messages::say;
use crate::tui::api::Intake;
use crate::tui::input::{Code, Key};
use crate::tui::model::Shared;
use crate::tui::screens::{LongText, Values};
use crate::tui::widgets::foot::Note;
use crate::tui::widgets::form::Row;
use crate::tui::widgets::text_field::PASTE_CAP;
use crate::tui::widgets::{FormEvent, Kind};

impl IntakeScreen {
    /// Whether the form is being filled.
    pub fn is_filling(&self) -> bool {
        self.stage == Stage::Filling
    }

    /// Whether F4 has something to show for the field in focus.
    pub fn can_choose(&self) -> bool {
        let kind = self.form.focused().map(|f| &f.kind);
        let listed = matches!(kind, Some(Kind::Choice(_) | Kind::Long(_)));
        self.is_filling() && (listed || self.offers_people())
    }

    /// F4: the values of the field in focus, or its box.
    pub fn open_values(&mut self, shared: &mut Shared) {
        if let Some(values) = Values::of(&self.form) {
            return shared.open(values);
        }
        let Some(field) = self.form.focused() else {
            return;
        };
        match &field.kind {
            _ if self.offers_people() => self.open_people(shared),
            Kind::Long(_) => {
                shared.open(LongText::new(&field.id, &field.label, field.input.text()));
            }
            _ => {}
        }
    }

    pub(super) fn form_key(&mut self, key: Key, shared: &mut Shared) {
        if self.opens_a_box()
            && key.typed().is_some()
            && let Some(field) = self.form.focused()
        {
            let text = LongText::new(&field.id, &field.label, field.input.text());
            return shared.open(text.begun_with(key));
        }
        let compared = key.code == Code::Enter && self.form.focused().is_some_and(|f| f.unseen);
        if compared {
            return self.compared(shared);
        }
        if key == Key::ctrl('d') {
            self.form.take_all_papers();
            return self.changed(shared);
        }
        match self.form.key(key, shared.today()) {
            FormEvent::Changed => self.changed(shared),
            FormEvent::Moved(Some(left)) => self.left(left, shared),
            // At the edge the row was understood, though there is no other to go to.
            FormEvent::AtEdge => self.keep_as_shown(shared),
            FormEvent::Moved(None) | FormEvent::NotMine => {}
        }
    }

    /// Puts a pasted text into the field in focus, and says what of it was left out.
    pub(super) fn paste_text(&mut self, text: &str, shared: &mut Shared) {
        let Some(loss) = self.form.paste(text) else {
            return;
        };
        self.changed(shared);
        if loss.beyond > 0 {
            let words = say!(
                "intake.paste_too_long",
                paste_cap = PASTE_CAP,
                beyond = loss.beyond
            );
            shared.say(Note::plain(words));
        } else if loss.hidden > 0 {
            let words = say!("intake.paste_control_dropped", hidden = loss.hidden);
            shared.say(Note::plain(words));
        }
    }

    /// A value was chosen or written for the field `id`.
    pub(super) fn take_value(&mut self, id: &str, text: &str, shared: &mut Shared) {
        let today = shared.today();
        if let Some(field) = self.form.field_mut(id) {
            field.input.set(text);
            field.leave(today);
        }
        self.changed(shared);
        self.depends(id, shared);
    }

    /// A letter typed here opens the box of a long text.
    pub(super) fn opens_a_box(&self) -> bool {
        matches!(self.form.focused().map(|f| &f.kind), Some(Kind::Long(_)))
    }

    /// After something was typed.
    pub(super) fn changed(&mut self, shared: &mut Shared) {
        self.errors.clear();
        shared.note = None;
        self.plan_to_keep(shared);
    }

    /// After a row was left: what depends on it, and what is wrong with it.
    pub(super) fn left(&mut self, row: usize, shared: &mut Shared) {
        self.keep_as_shown(shared);
        let Some(Row::Field(field)) = self.form.rows.get(row) else {
            return;
        };
        let (id, problem) = (field.id.clone(), field.problem.clone());
        shared.note = problem.map(|p| Note::bad(p.code(), p.to_string()));
        self.depends(&id, shared);
    }

    pub(super) fn depends(&mut self, id: &str, shared: &mut Shared) {
        self.ask_who(id, shared);
        match id {
            "submitter_is" => build::sync(&mut self.form, shared.today()),
            "case" => {
                // Another case has other fees: what stood there was about the old ones.
                self.form.rows.retain(|row| !build::is_fee(row));
                self.rebuild(shared);
                self.ask_due(shared);
            }
            "limit" => self.ask_due(shared),
            _ => {}
        }
    }

    /// Builds the form again, with everything typed so far back in its place; a draft is kept as it is now.
    pub(super) fn rebuild(&mut self, shared: &mut Shared) {
        // A clerk who has begun stays where they are; otherwise the first field is next.
        let begun = !self.form.at_start();
        let here = begun.then(|| self.form.focus_name());
        let focus = self.focus_later.take_if(|_| self.sheet.is_some()).or(here);
        let mut typed = Intake::default();
        build::as_typed(&self.form, &mut typed);
        // What is carried goes to its field once that field exists, and only then.
        for (id, text) in &self.carried.values {
            match typed.values.iter_mut().find(|(known, _)| known == id) {
                Some(slot) => slot.1.clone_from(text),
                None => typed.values.push((id.clone(), text.clone())),
            }
        }
        typed.papers.extend(self.carried.papers.iter().cloned());
        let unseen = self.form.fields().filter(|f| f.unseen);
        let unseen: Vec<String> = unseen.map(|f| f.id.clone()).collect();
        self.form = build::form(self.sheet.as_ref(), self.case(&typed));
        build::put_back(&mut self.form, &typed);
        if self.correcting.is_some() {
            build::keep_papers(&mut self.form, &typed.papers);
        }
        for id in unseen {
            if let Some(field) = self.form.field_mut(&id) {
                field.unseen = true;
            }
        }
        build::sync(&mut self.form, shared.today());
        if let Some(id) = focus {
            self.form.focus_on(&id);
        }
        self.carried = typed;
        self.carried
            .values
            .retain(|(id, _)| self.form.field(id).is_none());
        let on_form = |name: &str| self.form.papers().any(|p| p.name == name);
        self.carried.papers.retain(|(name, _)| !on_form(name));
        self.keep_as_shown(shared);
    }

    /// What stands in a field.
    #[cfg(test)]
    pub fn typed(&self, id: &str) -> String {
        let field = self.form.field(id);
        field.map_or(String::new(), |f| f.input.text().to_owned())
    }
}

/// How a field of that kind is filled, where nothing more is said about it.
pub(super) fn usage(kind: &Kind) -> &'static str {
    match kind {
        Kind::Choice(_) => say!("intake.usage_choice"),
        Kind::Date => say!("intake.usage_date"),
        Kind::Money => say!("intake.usage_money"),
        Kind::Long(_) => say!("intake.usage_long"),
        _ => say!("intake.usage_text"),
    }
}
