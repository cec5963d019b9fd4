//! Taking in a dossier: choose the procedure, fill the form, F9 commits, F7 prints.

mod build;
mod chooser;
mod commit;
mod correct;
mod draw;
mod keep;
mod person;
mod repeat;

pub use commit::success;

use chooser::Chooser;

use ratatui::layout::{Position, Rect};

use super::confirm::Asked;
use super::{LongText, Pane, Print, Show, Told, Values, Writing};
use crate::messages::say;
use crate::tui::api::{
    Ask, CaseLine, Correcting, Due, Failure, Intake, KnownPerson, PaperWay, ProcedureSheet,
    Received, Reply, Subject, Ticket,
};
use crate::tui::effect::Wake;
use crate::tui::input::{Code, Key, Scan};
use crate::tui::model::Shared;
use crate::tui::term::{Look, Pen};
use crate::tui::widgets::counts::Counts;
use crate::tui::widgets::foot::Note;
use crate::tui::widgets::text_field::PASTE_CAP;
use crate::tui::widgets::{Field, Form, FormEvent, Kind, Spoken};

/// The intake screen.
pub struct IntakeScreen {
    /// Id of the draft, and the key under which the dossier is sent.
    id: String,
    stage: Stage,
    chooser: Chooser,
    form: Form,
    sheet: Option<ProcedureSheet>,
    /// Code and name of the chosen procedure.
    procedure: (String, String),
    /// What a draft holds for fields that are not on the form yet.
    carried: Intake,
    /// Where a draft left the focus, until that row exists.
    focus_later: Option<String>,
    due: Option<Due>,
    /// What F9 found wrong, numbered at the foot.
    errors: Vec<String>,
    tickets: Tickets,
    /// A timer to keep the draft is running.
    keep_planned: bool,
    /// Something was typed: worth keeping.
    touched: bool,
    /// Sent, and no answer came.
    sent: bool,
    /// What the dossier before held, for the same procedure chosen again.
    last: Option<Intake>,
    /// People known by what was typed of a person, and whose fields that was.
    known: (&'static str, Vec<KnownPerson>),
    /// F7 was pressed before the papers of the new dossier were known: they open when they are.
    print_wanted: bool,
    /// F9 was pressed before the form had come, and no key since.
    save_wanted: bool,
    /// The received dossier that is corrected here.
    correcting: Option<Correcting>,
}

/// Where the intake stands.
#[derive(Debug, PartialEq)]
enum Stage {
    /// A correction whose content is still on its way.
    Opening,
    Choosing,
    Filling,
    Done(Received),
}

/// The newest question of each kind; older answers are dropped.
#[derive(Default)]
struct Tickets {
    sheet: Ticket,
    due: Ticket,
    receive: Ticket,
    forms: Ticket,
    person: Ticket,
    difference: Ticket,
    held: Ticket,
}

impl IntakeScreen {
    /// A new, empty intake.
    pub fn new(shared: &mut Shared) -> Self {
        let mut chooser = Chooser::default();
        chooser.restart(&shared.index);
        shared.draft_status.clear();
        Self {
            id: (shared.new_id)(),
            stage: Stage::Choosing,
            chooser,
            form: build::form(None, None),
            sheet: None,
            procedure: Default::default(),
            carried: Intake::default(),
            focus_later: None,
            due: None,
            errors: Vec::new(),
            tickets: Tickets::default(),
            keep_planned: false,
            touched: false,
            sent: false,
            print_wanted: false,
            save_wanted: false,
            known: ("owner", Vec::new()),
            last: None,
            correcting: None,
        }
    }

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

    /// What stands in a field.
    #[cfg(test)]
    pub fn typed(&self, id: &str) -> String {
        let field = self.form.field(id);
        field.map_or(String::new(), |f| f.input.text().to_owned())
    }

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

    /// Goes back to choosing the procedure; what is typed stays.
    pub fn change_procedure(&mut self) {
        self.stage = Stage::Choosing;
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

    /// Takes a procedure and asks for what its intake needs.
    fn choose(&mut self, code: String, name: String, shared: &mut Shared) {
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

    /// The case meant by what is typed, or the first.
    fn case(&self, typed: &Intake) -> Option<&CaseLine> {
        let cases = &self.sheet.as_ref()?.cases;
        let named = typed.value("case");
        cases
            .iter()
            .find(|c| c.name == named || c.id == named)
            .or_else(|| cases.first())
    }

    /// The case chosen on the form now.
    fn case_now(&self) -> Option<&CaseLine> {
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

    /// Builds the form again, with everything typed so far back in its place; a draft is kept as it is now.
    fn rebuild(&mut self, shared: &mut Shared) {
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

    fn form_key(&mut self, key: Key, shared: &mut Shared) {
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

    /// A letter typed here opens the box of a long text.
    fn opens_a_box(&self) -> bool {
        matches!(self.form.focused().map(|f| &f.kind), Some(Kind::Long(_)))
    }

    /// After something was typed.
    fn changed(&mut self, shared: &mut Shared) {
        self.errors.clear();
        shared.note = None;
        self.plan_to_keep(shared);
    }

    /// After a row was left: what depends on it, and what is wrong with it.
    fn left(&mut self, row: usize, shared: &mut Shared) {
        self.keep_as_shown(shared);
        let Some(crate::tui::widgets::form::Row::Field(field)) = self.form.rows.get(row) else {
            return;
        };
        let (id, problem) = (field.id.clone(), field.problem.clone());
        shared.note = problem.map(|p| Note::bad(p.code(), p.to_string()));
        self.depends(&id, shared);
    }

    fn depends(&mut self, id: &str, shared: &mut Shared) {
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
}

impl Show for IntakeScreen {
    fn title(&self) -> &str {
        match self.correcting {
            Some(_) => say!("intake.correct_title"),
            None => say!("intake.receive_title"),
        }
    }

    fn state(&self) -> &'static str {
        match self.stage {
            Stage::Opening => "opening",
            Stage::Choosing => "choosing",
            Stage::Filling if self.correcting.is_some() => "correcting",
            Stage::Filling => "filling",
            Stage::Done(_) => "done",
        }
    }

    fn edits(&self) -> bool {
        true
    }

    fn writing(&mut self) -> Option<Writing<'_>> {
        match self.stage {
            Stage::Choosing => Writing::words(self.chooser.query()),
            Stage::Filling => Writing::of(&mut self.form),
            Stage::Opening | Stage::Done(_) => None,
        }
    }

    fn counting(&mut self) -> Option<&mut Counts> {
        self.form
            .focused_paper_mut()
            .filter(|_| self.stage == Stage::Filling)
    }

    fn digits_act(&self) -> bool {
        self.is_filling() && self.opens_a_box()
    }

    fn put_back(&mut self, shared: &mut Shared) {
        if self.stage == Stage::Choosing {
            self.chooser.put_back(&shared.index.clone());
        }
    }

    fn scanned(&mut self, scan: &Scan, shared: &mut Shared) -> bool {
        match scan {
            Scan::Card(card) if !matches!(self.stage, Stage::Opening | Stage::Done(_)) => {
                self.take_card(card, shared);
                true
            }
            Scan::Card(card) if self.may_repeat() => {
                let mut next = self.for_next_person(shared);
                next.take_card(card, shared);
                shared.close();
                shared.open(next);
                true
            }
            _ => false,
        }
    }

    fn key(&mut self, key: Key, shared: &mut Shared) {
        self.save_wanted = false;
        match &self.stage {
            Stage::Choosing if key.code == Code::Enter => {
                match self.chooser.chosen(&shared.index) {
                    Some(code) => {
                        let name = shared
                            .index
                            .by_code(&code)
                            .map_or(String::new(), |p| p.name.clone());
                        self.choose(code, name, shared);
                    }
                    None => shared.refuse(say!("intake.no_procedure_to_choose")),
                }
            }
            Stage::Choosing => {
                let page = shared.size.1.saturating_sub(13) as usize;
                let index = shared.index.clone();
                self.chooser.key(key, &index, page);
            }
            Stage::Filling => self.form_key(key, shared),
            Stage::Done(_) if key.code == Code::Enter && self.may_repeat() => {
                let next = self.for_next_person(shared);
                shared.close();
                shared.open(next);
            }
            Stage::Opening => shared.refuse(say!("intake.fetching_content")),
            Stage::Done(_) => {}
        }
    }

    fn paste(&mut self, text: &str, shared: &mut Shared) {
        match self.stage {
            Stage::Choosing => {
                let index = shared.index.clone();
                self.chooser.paste(text, &index);
            }
            Stage::Filling => {
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
            Stage::Opening | Stage::Done(_) => {}
        }
    }

    fn answer(
        &mut self,
        ticket: Ticket,
        answer: &Result<Reply, Failure>,
        shared: &mut Shared,
    ) -> bool {
        if ticket == 0 {
            return false;
        }
        match answer {
            _ if ticket == self.tickets.forms => self.forms_named(answer, shared),
            _ if ticket == self.tickets.receive => self.received_answer(answer, shared),
            Ok(Reply::Sheet(sheet)) if ticket == self.tickets.sheet => {
                self.procedure.1.clone_from(&sheet.name);
                self.sheet = Some((**sheet).clone());
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
            Ok(Reply::Applicants(people, today)) if ticket == self.tickets.person => {
                self.who_it_may_be(people, today, shared);
            }
            // Nobody waits for it: without an answer the clerk types as ever.
            Err(_) if ticket == self.tickets.person => {}
            Ok(Reply::Differences(found)) if ticket == self.tickets.difference => {
                self.difference_known(found, shared);
            }
            Err(failure) if ticket == self.tickets.difference => self.refused(failure, shared),
            Ok(Reply::Held(held)) if ticket == self.tickets.held => self.held_again(held, shared),
            Err(failure) if ticket == self.tickets.held => {
                shared.say(Note::bad(&failure.code, &failure.text));
            }
            Ok(Reply::Due(due)) if ticket == self.tickets.due => self.due = Some(due.clone()),
            Err(failure) if ticket == self.tickets.sheet || ticket == self.tickets.due => {
                self.save_wanted = false;
                shared.say(Note::bad(&failure.code, &failure.text));
            }
            _ => return false,
        }
        true
    }

    fn wake(&mut self, wake: Wake, shared: &mut Shared) {
        if wake == Wake::Draft && self.keep_planned {
            self.keep_now(shared);
        }
    }

    fn again(&mut self, shared: &mut Shared) {
        self.ask_due(shared);
    }

    fn told(&mut self, told: Told, shared: &mut Shared) {
        let (id, text) = match told {
            Told::Value(id, place) if id == person::KNOWN => {
                return self.take_known(&place, shared);
            }
            Told::Value(id, code) => (id, code),
            Told::Text(id, text) => (id, text),
            Told::Yes(Asked::Intake(outcome), reason) => {
                return self.end_without_receiving(outcome, reason, shared);
            }
            Told::Yes(Asked::Correct, reason) => return self.send_correction(reason, shared),
            Told::Yes(..) | Told::Acted(_) | Told::Ordered(_) | Told::Left(_) => return,
        };
        let today = shared.today();
        if let Some(field) = self.form.field_mut(&id) {
            field.input.set(&text);
            field.leave(today);
        }
        self.changed(shared);
        self.depends(&id, shared);
    }

    fn keys(&self, shared: &Shared) -> Vec<(&'static str, &'static str)> {
        match &self.stage {
            Stage::Choosing if self.chooser.chosen(&shared.index).is_some() => {
                vec![("Enter", say!("common.choose"))]
            }
            Stage::Filling if self.form.papers().next().is_some() => {
                vec![("Ctrl+D", say!("intake.papers_complete"))]
            }
            Stage::Done(_) if self.may_repeat() => vec![("Enter", say!("intake.next_person"))],
            _ => Vec::new(),
        }
    }

    fn help(&self) -> String {
        match &self.stage {
            Stage::Choosing => say!("intake.help_choose").into(),
            Stage::Done(_) if self.correcting.is_some() => say!("intake.help_corrected").into(),
            Stage::Done(_) => say!("intake.help_received").into(),
            Stage::Opening => say!("intake.help_fetching").into(),
            Stage::Filling => match self.form.focused() {
                Some(field) if !field.help.is_empty() => format!("{}: {}", field.label, field.help),
                Some(field) => format!("{}: {}", field.label, usage(&field.kind)),
                None => say!("intake.help_paper_counts").into(),
            },
        }
    }

    fn spoken(&self, shared: &Shared) -> Spoken {
        match &self.stage {
            Stage::Opening => Spoken::read(vec![say!("intake.fetching_content").to_owned()]),
            Stage::Choosing => self.chooser.spoken(&shared.index),
            Stage::Filling => self.spoken_form(shared),
            Stage::Done(received) => Spoken::drawn(|pen, area| {
                self.draw_done(pen, area, received);
                None
            }),
        }
    }

    fn draw(&self, pen: &mut Pen, area: Rect, shared: &Shared) -> Option<Position> {
        match &self.stage {
            Stage::Choosing => self.chooser.draw(pen, area, &shared.index),
            Stage::Opening => {
                let words = say!("intake.fetching_content");
                pen.text(area.x + 1, area.y, area.width - 1, words, Look::Text);
                None
            }
            Stage::Filling => self.draw_form(pen, area, shared),
            Stage::Done(received) => {
                self.draw_done(pen, area, received);
                None
            }
        }
    }
}

/// How a field of that kind is filled, where nothing more is said about it.
fn usage(kind: &Kind) -> &'static str {
    match kind {
        Kind::Choice(_) => say!("intake.usage_choice"),
        Kind::Date => say!("intake.usage_date"),
        Kind::Money => say!("intake.usage_money"),
        Kind::Long(_) => say!("intake.usage_long"),
        _ => say!("intake.usage_text"),
    }
}

impl IntakeScreen {
    /// The papers of the new dossier are known; without an answer those of the receipt stay.
    fn forms_named(&mut self, answer: &Result<Reply, Failure>, shared: &mut Shared) {
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
    fn print_usual(&self, shared: &mut Shared) {
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

    /// The procedures arrived or changed.
    pub fn catalogue_arrived(&mut self, shared: &Shared) {
        self.chooser.restart(&shared.index);
    }
}
