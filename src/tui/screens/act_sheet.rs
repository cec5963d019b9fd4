//! The dialog of any act the server offers: its fields in one form, F9 does it. A refusal loses
//! nothing of what was typed.

use ratatui::layout::{Position, Rect};

use super::batch::{Batch, Item};
use super::{Show, Told, Writing, act_form};
use crate::messages::say;
use crate::tui::api::{ActLine, ActOn, ActRequest, Ask, DossierSheet, Failure, Reply, Ticket};
use crate::tui::input::Key;
use crate::tui::model::{Move, Shared};
use crate::tui::term::{Look, Pen};
use crate::tui::widgets::foot::Note;
use crate::tui::widgets::{Form, FormEvent, Spoken};

/// The dialog.
pub struct ActSheet {
    line: ActLine,
    target: Target,
    title: String,
    form: Form,
    reasons: Ticket,
    colleagues: Ticket,
    checklist: Ticket,
    sending: Ticket,
    reread: Ticket,
    /// What was last sent: the same content again keeps its key.
    sent: Option<ActRequest>,
}

enum Target {
    /// One dossier, as it was read.
    One(Box<DossierSheet>),
    /// Dossiers marked in a list, and the acts of which each gets the first it allows.
    Many(Vec<Item>, Vec<String>),
}

impl Target {
    fn codes(&self) -> Vec<String> {
        match self {
            Self::One(sheet) => vec![sheet.code.clone()],
            Self::Many(items, _) => items.iter().map(|item| item.code.clone()).collect(),
        }
    }
}

impl ActSheet {
    /// The dialog of `line` on one dossier.
    pub fn one(line: ActLine, sheet: DossierSheet, shared: &mut Shared) -> Self {
        let form = act_form::form(&line, Some(&sheet));
        Self::new(line, Target::One(Box::new(sheet)), form, shared)
    }

    /// The same, beginning with who is to get the dossier.
    pub fn naming(line: ActLine, sheet: DossierSheet, shared: &mut Shared) -> Self {
        let mut dialog = Self::one(line, sheet, shared);
        if dialog.line.late.is_empty() {
            dialog.form.focus_on("to_officer");
        }
        dialog
    }

    /// The question before `line` is done on many dossiers.
    pub fn many(line: ActLine, acts: Vec<String>, items: Vec<Item>, shared: &mut Shared) -> Self {
        let form = act_form::form(&line, None);
        Self::new(line, Target::Many(items, acts), form, shared)
    }

    fn new(line: ActLine, target: Target, form: Form, shared: &mut Shared) -> Self {
        let reasons = shared.ask(Ask::LateReasons);
        let (mut colleagues, mut checklist) = (0, 0);
        if form.field("to_officer").is_some() {
            colleagues = shared.ask(Ask::Colleagues {
                codes: target.codes(),
                act: line.act.clone(),
            });
        }
        if let Target::One(sheet) = &target
            && line.asks.iter().any(|asked| asked == "papers")
            && line.act != "accept_supplement"
            && !sheet.procedure.is_empty()
        {
            checklist = shared.ask(Ask::Sheet(sheet.procedure.clone()));
        }
        Self {
            title: line.label.to_uppercase(),
            line,
            target,
            form,
            reasons,
            colleagues,
            checklist,
            sending: 0,
            reread: 0,
            sent: None,
        }
    }

    /// The verb of F9.
    pub fn verb(&self) -> &str {
        &self.line.label
    }

    /// Whether an answer is awaited.
    pub fn is_sending(&self) -> bool {
        self.sending != 0
    }

    /// The form, while it is filled.
    pub fn form(&self) -> Option<&Form> {
        Some(&self.form)
    }

    /// F9: checks every field and does it.
    pub fn commit(&mut self, shared: &mut Shared) {
        if self.is_sending() {
            return shared.refuse(say!("common.sending_wait"));
        }
        let field = self.form.field("note");
        let note = field.map_or(String::new(), |f| f.input.text().trim().to_owned());
        act_form::late_by_words(&mut self.form, !note.is_empty());
        let wrong = self.form.check(shared.today());
        if let Some((label, why)) = wrong.first() {
            return shared.say(Note::bad(why.code(), format!("{label}: {why}")));
        }
        self.send(note, shared);
    }

    fn send(&mut self, reason: String, shared: &mut Shared) {
        let sheet = match &self.target {
            Target::One(sheet) => Some(&**sheet),
            Target::Many(..) => None,
        };
        let mut request = ActRequest {
            act: self.line.act.clone(),
            reason,
            details: act_form::details(&self.form, sheet, shared.today()),
            ..ActRequest::default()
        };
        match &self.target {
            Target::One(sheet) => {
                request.dossier.clone_from(&sheet.code);
                request.version = sheet.version;
                let same = |sent: &&ActRequest| {
                    let key = sent.key.clone();
                    let again = ActRequest {
                        key,
                        ..request.clone()
                    };
                    **sent == again
                };
                request.key = match self.sent.as_ref().filter(same) {
                    Some(sent) => sent.key.clone(),
                    None => (shared.new_id)(),
                };
                self.sent = Some(request.clone());
                self.sending = shared.ask(Ask::Act(Box::new(request)));
                shared.say(Note::plain(say!("common.sending")));
            }
            Target::Many(items, acts) => {
                let order = ActOn {
                    request,
                    acts: acts.clone(),
                };
                let undo = self.line.undo;
                let batch = Batch::start(&self.line.label, order, items.clone(), undo, shared);
                shared.close();
                shared.open(batch);
            }
        }
    }

    fn refused(&mut self, failure: &Failure, shared: &mut Shared) {
        shared.say(Note::bad(&failure.code, &failure.text));
        if let Some((path, _)) = failure.fields.first() {
            self.form.focus_on(act_form::field_of(path));
        }
        // Somebody else moved it, or its step became late: the next F9 speaks about the dossier as it
        // stands then.
        if let (409 | 412, Target::One(sheet)) = (failure.status, &self.target) {
            self.reread = shared.ask(Ask::Dossier(sheet.code.clone()));
        }
    }

    fn heading(&self) -> String {
        match &self.target {
            Target::One(sheet) => {
                say!(
                    "act_sheet.heading_one",
                    code = sheet.code,
                    owner = sheet.owner,
                    state = sheet.state
                )
            }
            Target::Many(items, _) => {
                say!(
                    "act_sheet.ask_marked",
                    label = self.line.label,
                    count = items.len()
                )
            }
        }
    }
}

impl Show for ActSheet {
    fn title(&self) -> &str {
        &self.title
    }

    fn edits(&self) -> bool {
        true
    }

    fn writing(&mut self) -> Option<Writing<'_>> {
        Writing::of(&mut self.form)
    }

    fn key(&mut self, key: Key, shared: &mut Shared) {
        match self.form.key(key, shared.today()) {
            FormEvent::Changed => shared.note = None,
            FormEvent::Moved(_) => {
                act_form::list_other(&mut self.form);
                let problem = self.form.fields().find_map(|f| f.problem.clone());
                shared.note = problem.map(|p| Note::bad(p.code(), p.to_string()));
            }
            FormEvent::AtEdge | FormEvent::NotMine => {}
        }
    }

    fn paste(&mut self, text: &str, _shared: &mut Shared) {
        self.form.paste(text);
    }

    fn answer(
        &mut self,
        ticket: Ticket,
        answer: &Result<Reply, Failure>,
        shared: &mut Shared,
    ) -> bool {
        let mine = [
            self.reasons,
            self.colleagues,
            self.checklist,
            self.sending,
            self.reread,
        ];
        if ticket == 0 || !mine.contains(&ticket) {
            return false;
        }
        match answer {
            Ok(Reply::LateReasons(reasons)) => {
                act_form::offer(&mut self.form, "late_reason", reasons);
            }
            Ok(Reply::Colleagues(people)) => {
                act_form::offer(&mut self.form, "to_officer", people);
            }
            Ok(Reply::Sheet(sheet)) => {
                let papers = sheet.papers.iter().map(|p| (p.name.clone(), p.asked));
                act_form::add_papers(&mut self.form, &papers.collect::<Vec<_>>());
            }
            Ok(Reply::Dossier(now)) => {
                let line = now.acts.iter().find(|a| a.act == self.line.act);
                if line.is_some_and(|line| !line.late.is_empty()) {
                    act_form::ask_late(&mut self.form);
                }
                if let Target::One(sheet) = &mut self.target {
                    sheet.clone_from(now);
                }
            }
            Ok(Reply::Acted(words, after)) => {
                self.sending = 0;
                let code = self.sent.as_ref().map_or("", |sent| &sent.dossier);
                let version = after.as_ref().map(|sheet| (code.to_owned(), sheet.version));
                let offered = version.filter(|_| self.line.undo);
                shared.close();
                shared.moves.push(Move::Tell(Told::Acted(after.clone())));
                shared.done(words, &self.line.label, offered.into_iter().collect());
            }
            Ok(_) => {}
            Err(failure) if ticket == self.sending => {
                self.sending = 0;
                self.refused(failure, shared);
            }
            // Without a catalogue the server still takes words.
            Err(_) => {}
        }
        true
    }

    fn told(&mut self, told: Told, shared: &mut Shared) {
        if let Told::Value(id, code) = told
            && let Some(field) = self.form.field_mut(&id)
        {
            field.input.set(&code);
            field.leave(shared.today());
        }
    }

    fn keys(&self, _shared: &Shared) -> Vec<(&'static str, &'static str)> {
        vec![("Enter", say!("common.next_field"))]
    }

    fn help(&self) -> String {
        let field = self.form.focused();
        let about = field.filter(|f| !f.help.is_empty());
        let about = about.map_or(String::new(), |f| format!("{}: {}\n\n", f.label, f.help));
        say!("act_sheet.help", about)
    }

    fn spoken(&self, shared: &Shared) -> Spoken {
        let lines = vec![self.heading()];
        Spoken::read(lines).form(self.form.spoken(shared.reveals()))
    }

    fn draw(&self, pen: &mut Pen, area: Rect, shared: &Shared) -> Option<Position> {
        pen.text(
            area.x + 1,
            area.y,
            area.width - 1,
            &self.heading(),
            Look::Strong,
        );
        let form = Rect::new(
            area.x,
            area.y + 2,
            area.width,
            area.height.saturating_sub(2),
        );
        self.form.draw(pen, form, shared.reveals())
    }
}
