//! Taking in a dossier: choose the procedure, fill the form, F9 commits, F7 prints.

mod build;
mod chooser;
mod commit;
mod correct;
mod done;
mod draw;
mod fill;
mod keep;
mod person;
mod procedure;
mod repeat;

pub use commit::success;

use chooser::Chooser;

use ratatui::layout::{Position, Rect};

use super::confirm::Asked;
use super::{Show, Told, Writing};
use crate::messages::say;
use crate::tui::api::{
    Correcting, Due, Failure, Intake, KnownPerson, ProcedureSheet, Received, Reply, Ticket,
};
use crate::tui::effect::Wake;
use crate::tui::input::{Code, Key, Scan};
use crate::tui::model::Shared;
use crate::tui::term::{Look, Pen};
use crate::tui::widgets::counts::Counts;
use crate::tui::widgets::foot::Note;
use crate::tui::widgets::{Form, Spoken};

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
                            .map_or(String::new(), |p| p.name.to_owned());
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
            Stage::Filling => self.paste_text(text, shared),
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
                self.sheet_known(sheet, shared);
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
        match told {
            Told::Value(id, place) if id == person::KNOWN => self.take_known(&place, shared),
            Told::Value(id, text) | Told::Text(id, text) => self.take_value(&id, &text, shared),
            Told::Yes(Asked::Intake(outcome), reason) => {
                self.end_without_receiving(outcome, reason, shared);
            }
            Told::Yes(Asked::Correct, reason) => self.send_correction(reason, shared),
            Told::Yes(..) | Told::Acted(_) | Told::Ordered(_) | Told::Left(_) => {}
        }
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
                Some(field) => format!("{}: {}", field.label, fill::usage(&field.kind)),
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
