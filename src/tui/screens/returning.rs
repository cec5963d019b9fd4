//! Handing back: one box for the code or the scan, what must be checked, and who collects.

use ratatui::layout::{Position, Rect};

use super::{Print, Show, Writing};
use crate::messages::say;
use crate::tui::api::{Ask, Failure, FormLine, HandBack, HandBackSheet, Reply, Subject, Ticket};
use crate::tui::input::{Code, Key, Scan};
use crate::tui::model::Shared;
use crate::tui::term::pen::elide_middle;
use crate::tui::term::{Look, Pen};
use crate::tui::widgets::field::{Field, Kind};
use crate::tui::widgets::foot::Note;
use crate::tui::widgets::form::{Form, Row};
use crate::tui::widgets::{Said, Spoken, Takes, TextField};

/// The return screen.
#[derive(Default)]
pub struct Returning {
    code: TextField,
    sheet: Option<HandBackSheet>,
    form: Form,
    asked: Ticket,
    sending: Ticket,
    key: String,
    /// Handed back: its receipt may be printed, and the next code typed.
    done: bool,
}

impl Returning {
    /// An empty box, or the dossier `code` at once.
    pub fn open(code: &str, shared: &mut Shared) -> Self {
        let mut screen = Self {
            code: TextField::new(code),
            ..Self::default()
        };
        if !code.is_empty() {
            screen.load(shared);
        }
        screen
    }

    /// Whether F9 can hand something back.
    pub fn is_filling(&self) -> bool {
        self.sheet.as_ref().is_some_and(|s| s.ready) && !self.done
    }

    /// Whether there is a receipt to print.
    pub fn can_print(&self) -> bool {
        self.done
    }

    /// Reads the sheet again.
    pub fn refresh(&mut self, shared: &mut Shared) {
        self.load(shared);
    }

    fn load(&mut self, shared: &mut Shared) {
        self.code.compose();
        // The QR of a slip holds the code and its secret; the code is what comes first.
        let typed = self.code.text().trim().to_owned();
        let code = typed.split('|').next().unwrap_or("").to_owned();
        if code.is_empty() {
            return shared.refuse(say!("returning.scan_or_type"));
        }
        self.code = TextField::new(&code);
        self.sheet = None;
        self.done = false;
        self.asked = shared.ask(Ask::ReturnSheet(code));
        shared.note = None;
    }

    /// F9: hands the result back to the person typed.
    pub fn hand_back(&mut self, shared: &mut Shared) {
        let Some(sheet) = self.sheet.as_ref().filter(|_| self.sending == 0) else {
            return shared.refuse(say!("returning.awaiting_answer"));
        };
        let today = shared.today();
        let request = HandBack {
            key: self.key.clone(),
            dossier: sheet.code.clone(),
            version: sheet.version,
            ..HandBack::default()
        };
        if let Some((label, problem)) = self.form.check(today).into_iter().next() {
            return shared.say(Note::bad(problem.code(), format!("{label}: {problem}")));
        }
        let value = |id: &str| {
            let field = self.form.field(id);
            field.and_then(|f| f.value(today).ok()).unwrap_or_default()
        };
        let request = HandBack {
            name: value("name"),
            identity: value("identity"),
            authorisation: value("authorisation"),
            ..request
        };
        self.sending = shared.ask(Ask::HandBack(Box::new(request)));
        shared.say(Note::plain(say!("common.sending")));
    }

    /// F7: the receipt of what was handed back.
    pub fn open_print(&self, shared: &mut Shared) {
        let Some(sheet) = &self.sheet else { return };
        let form = FormLine {
            id: "giay-bien-nhan-ket-qua".into(),
            title: say!("returning.acknowledgement").into(),
        };
        shared.open(Print::new(Subject::Dossier(sheet.code.clone()), vec![form]));
    }

    fn loaded(&mut self, sheet: &HandBackSheet, shared: &mut Shared) {
        let name = if sheet.submitter.is_empty() {
            &sheet.owner
        } else {
            &sheet.submitter
        };
        self.form = form(name);
        self.key = (shared.new_id)();
        self.sheet = Some(sheet.clone());
        if !sheet.ready {
            shared.refuse(say!("returning.not_ready", state = sheet.state));
        }
    }
}

fn form(name: &str) -> Form {
    let mut form = Form::new(vec![
        Row::Heading(say!("returning.receiver").into()),
        Row::Field(
            Field::new("name", say!("returning.full_name"), Kind::Text(100))
                .required()
                .holding(name)
                .help(say!("returning.receiver_help")),
        ),
        Row::Field(
            Field::new(
                "identity",
                say!("returning.id_paper_number"),
                Kind::Identity,
            )
            .required()
            .help(say!("returning.id_paper_help")),
        ),
        Row::Field(
            Field::new(
                "authorisation",
                say!("common.authorisation"),
                Kind::Text(200),
            )
            .hint(say!("returning.authority_hint"))
            .help(say!("returning.authority_help")),
        ),
    ]);
    form.focus_on("identity");
    form
}

impl Show for Returning {
    fn title(&self) -> &str {
        say!("returning.title")
    }

    fn writing(&mut self) -> Option<Writing<'_>> {
        if self.is_filling() {
            return Writing::of(&mut self.form);
        }
        let text = &mut self.code;
        Some(Writing { text, words: false })
    }

    fn scanned(&mut self, scan: &Scan, shared: &mut Shared) -> bool {
        match scan {
            Scan::Dossier(code) => {
                self.code = TextField::new(code);
                self.load(shared);
            }
            Scan::Card(card) if self.is_filling() => {
                let said = [("identity", &card.number), ("name", &card.name)];
                for (id, text) in said {
                    if let Some(field) = self.form.field_mut(id) {
                        field.input.set(text);
                    }
                }
                shared.say(Note::plain(say!("returning.card_taken")));
            }
            _ => return false,
        }
        true
    }

    fn key(&mut self, key: Key, shared: &mut Shared) {
        if self.is_filling() {
            self.form.key(key, shared.today());
            return;
        }
        match key.code {
            Code::Enter => self.load(shared),
            _ => {
                if self.done {
                    // The next person: the box is empty again.
                    *self = Self::default();
                }
                self.code.key(key);
            }
        }
    }

    fn paste(&mut self, text: &str, _shared: &mut Shared) {
        if self.is_filling() {
            self.form.paste(text.trim());
        } else {
            self.code = TextField::default();
            self.code.paste(text.trim());
        }
    }

    fn answer(
        &mut self,
        ticket: Ticket,
        answer: &Result<Reply, Failure>,
        shared: &mut Shared,
    ) -> bool {
        if ticket == 0 || (ticket != self.asked && ticket != self.sending) {
            return false;
        }
        if ticket == self.sending {
            self.sending = 0;
        }
        match answer {
            Ok(Reply::ReturnSheet(sheet)) => self.loaded(sheet, shared),
            Ok(Reply::HandedBack(words)) => {
                self.done = true;
                shared.say(Note::good(say!("returning.returned_print", words)));
            }
            Ok(_) => {}
            Err(failure) => shared.say(Note::bad(&failure.code, &failure.text)),
        }
        true
    }

    fn keys(&self, _shared: &Shared) -> Vec<(&'static str, &'static str)> {
        match (self.is_filling(), self.done) {
            (true, _) => vec![("Enter", say!("common.next_field"))],
            (_, true) => Vec::new(),
            _ => vec![("Enter", say!("returning.open_dossier"))],
        }
    }

    fn help(&self) -> String {
        match self.form.focused().filter(|_| self.is_filling()) {
            Some(field) if !field.help.is_empty() => field.help.clone(),
            _ => say!("returning.screen_help").into(),
        }
    }

    fn spoken(&self, shared: &Shared) -> Spoken {
        let seen = self.sheet.iter().flat_map(words).map(|(line, _)| line);
        let spoken = Spoken::read(seen.collect());
        match self.is_filling() {
            true => spoken.form(self.form.spoken(shared.reveals())),
            false => spoken.field(
                Said::new(say!("returning.dossier_code"), Takes::Question).holding(&self.code),
            ),
        }
    }

    fn draw(&self, pen: &mut Pen, area: Rect, shared: &Shared) -> Option<Position> {
        pen.text(
            area.x + 1,
            area.y,
            10,
            say!("returning.dossier_code"),
            Look::Text,
        );
        let field = Rect::new(
            area.x + 12,
            area.y,
            40.min(area.width.saturating_sub(14)),
            1,
        );
        pen.text(field.x - 1, field.y, 1, "[", Look::Text);
        pen.text(field.right(), field.y, 1, "]", Look::Text);
        let typing = !self.is_filling();
        let look = if typing { Look::Focus } else { Look::Field };
        pen.fill(field, look);
        let (text, at) = self.code.window(field.width as usize - 1);
        pen.text(field.x, field.y, field.width, text, look);
        let Some(sheet) = &self.sheet else {
            return Some(Position::new(field.x + at as u16, field.y));
        };
        let room = area.width.saturating_sub(2);
        let mut y = area.y + 2;
        for (line, look) in words(sheet) {
            let line = elide_middle(&line, room as usize);
            pen.text(area.x + 1, y, room, &line, look);
            y += 1;
        }
        let below = Rect::new(
            area.x,
            y + 1,
            area.width,
            area.bottom().saturating_sub(y + 1),
        );
        let caret = self.form.draw(pen, below, shared.reveals());
        match typing {
            true => Some(Position::new(field.x + at as u16, field.y)),
            false => caret,
        }
    }
}

/// What must be seen before the result leaves the desk.
fn words(sheet: &HandBackSheet) -> Vec<(String, Look)> {
    let mut lines = vec![
        (format!("{} · {}", sheet.owner, sheet.state), Look::Strong),
        (sheet.procedure.clone(), Look::Text),
    ];
    if !sheet.submitter.is_empty() {
        lines.push((
            say!("returning.submitter", submitter = sheet.submitter),
            Look::Text,
        ));
    }
    let fee = match sheet.owed_dong {
        Some(0) => (say!("returning.fees_complete").to_owned(), Look::Good),
        Some(owed) => (say!("returning.still_owed", owed), Look::Care),
        None => (say!("returning.fees_see_dossier").to_owned(), Look::Text),
    };
    lines.push(fee);
    lines.push((format!("• {}", sheet.delivery), Look::Text));
    if sheet.drafts > 0 {
        let text = say!("returning.drafts_unfinished", drafts = sheet.drafts);
        lines.push((text, Look::Care));
    }
    if sheet.results.is_empty() {
        lines.push((say!("returning.result_on_paper").to_owned(), Look::Text));
    }
    lines.extend(
        sheet
            .results
            .iter()
            .map(|r| (say!("returning.hand_out", r), Look::Good)),
    );
    lines
}
