//! Files and results of a dossier: what is attached, and a form that attaches one more.

use ratatui::layout::{Position, Rect};

use super::{Show, Told, Writing};
use crate::messages::{Text, say};
use crate::tui::api::{Ask, AttachRequest, Failure, FileLine, FilesSheet, Reply, Ticket};
use crate::tui::input::{Code, Key};
use crate::tui::model::Shared;
use crate::tui::term::pen::elide_middle;
use crate::tui::term::{Look, Pen};
use crate::tui::widgets::field::{Field, Kind};
use crate::tui::widgets::foot::Note;
use crate::tui::widgets::form::{Form, FormEvent, Row};
use crate::tui::widgets::{Choice, Pick, Spoken};

/// The files screen.
pub struct Files {
    code: String,
    sheet: Option<FilesSheet>,
    form: Form,
    /// The list has the keys, not the form.
    in_list: bool,
    pick: Pick,
    asked: Ticket,
    sending: Ticket,
    /// Key of the form as it is typed: sending it again is harmless.
    key: String,
}

impl Files {
    /// Opens the files of the dossier `code`.
    pub fn open(code: String, shared: &mut Shared) -> Self {
        Self {
            asked: shared.ask(Ask::Files(code.clone())),
            sending: 0,
            key: (shared.new_id)(),
            code,
            sheet: None,
            form: form(),
            in_list: false,
            pick: Pick::default(),
        }
    }

    /// Reads the list again.
    pub fn refresh(&mut self, shared: &mut Shared) {
        self.asked = shared.ask(Ask::Files(self.code.clone()));
    }

    /// F9: attaches what is typed.
    pub fn send(&mut self, shared: &mut Shared) {
        if self.sending != 0 {
            return shared.refuse(say!("files.still_sending"));
        }
        let today = shared.today();
        self.mark_result();
        if let Some((label, problem)) = self.form.check(today).into_iter().next() {
            self.in_list = false;
            return shared.say(Note::bad(problem.code(), format!("{label}: {problem}")));
        }
        let value = |id: &str| {
            let field = self.form.field(id).filter(|field| field.shown);
            field.and_then(|f| f.value(today).ok()).unwrap_or_default()
        };
        let request = AttachRequest {
            key: self.key.clone(),
            dossier: self.code.clone(),
            path: value("path"),
            label: value("label"),
            kind: value("kind"),
            number: value("number"),
            date: value("date"),
            signed_by: value("signed_by"),
        };
        self.sending = shared.ask(Ask::Attach(Box::new(request)));
        shared.say(Note::plain(say!("common.sending")));
    }

    /// The form, while it is filled.
    pub fn form(&self) -> Option<&Form> {
        (!self.in_list).then_some(&self.form)
    }

    /// Number, date and signer are asked for only when the file is a result.
    fn mark_result(&mut self) {
        let chosen = self.form.field("kind").map(|f| f.input.text().to_owned());
        let result = chosen.is_some_and(|text| {
            [
                "3",
                "4",
                say!("files.kind_signed_result"),
                say!("files.kind_scanned_result"),
            ]
            .contains(&text.trim())
        });
        for id in ["number", "date", "signed_by"] {
            if let Some(field) = self.form.field_mut(id) {
                field.shown = result;
            }
        }
    }

    fn chosen(&self) -> Option<&FileLine> {
        self.sheet.as_ref()?.files.get(self.pick.at)
    }

    fn open_chosen(&mut self, shared: &mut Shared) {
        let Some(line) = self.chosen().cloned() else {
            return shared.refuse(say!("files.no_files"));
        };
        self.asked = shared.ask(Ask::OpenFile {
            dossier: self.code.clone(),
            id: line.id,
            name: line.name,
        });
        shared.say(Note::plain(say!("files.opening")));
    }
}

/// The kinds of a file, as the server names them.
const KINDS: [(&str, Text); 6] = [
    ("paper", Text::of("common.papers")),
    ("draft", Text::of("files.kind_draft_paper")),
    ("result", Text::of("files.kind_signed_result")),
    ("scan", Text::of("files.kind_scanned_result")),
    ("signed_request", Text::of("files.kind_signed_request")),
    ("authorisation", Text::of("common.authorisation")),
];

fn kinds() -> Vec<Choice> {
    KINDS
        .map(|(code, name)| Choice::new(code, name.words()))
        .to_vec()
}

fn form() -> Form {
    let hidden = |field: Field| Field {
        shown: false,
        ..field
    };
    Form::new(vec![
        Row::Field(
            Field::new("path", say!("files.file"), Kind::Text(400))
                .required()
                .help(say!("files.file_help")),
        ),
        Row::Field(
            Field::new("label", say!("files.label"), Kind::Text(200))
                .required()
                .help(say!("files.label_help")),
        ),
        Row::Field(
            Field::new("kind", say!("files.kind_field"), Kind::Choice(kinds()))
                .required()
                .holding(say!("common.papers"))
                .help(say!("files.kind_help")),
        ),
        Row::Field(hidden(
            Field::new("number", say!("files.document_number"), Kind::Text(60)).required(),
        )),
        Row::Field(hidden(
            Field::new("date", say!("files.document_date"), Kind::Date).required(),
        )),
        Row::Field(hidden(Field::new(
            "signed_by",
            say!("files.signed_by"),
            Kind::Text(100),
        ))),
    ])
}

impl Show for Files {
    fn title(&self) -> &str {
        say!("files.title")
    }

    fn writing(&mut self) -> Option<Writing<'_>> {
        Writing::of(&mut self.form)
    }

    fn key(&mut self, key: Key, shared: &mut Shared) {
        let count = self.sheet.as_ref().map_or(0, |s| s.files.len());
        if self.in_list {
            match key.code {
                Code::Enter => self.open_chosen(shared),
                Code::Tab | Code::BackTab => self.in_list = false,
                Code::Up if self.pick.at == 0 => self.in_list = false,
                _ => drop(self.pick.key(key, count, 8)),
            }
            return;
        }
        match self.form.key(key, shared.today()) {
            FormEvent::AtEdge if key.code != Code::Enter && count > 0 => self.in_list = true,
            _ => self.mark_result(),
        }
    }

    fn paste(&mut self, text: &str, _shared: &mut Shared) {
        if !self.in_list {
            self.form.paste(text.trim());
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
            Ok(Reply::Files(sheet)) => {
                self.pick.fit(sheet.files.len());
                self.sheet = Some((**sheet).clone());
            }
            Ok(Reply::Attached(words)) => {
                shared.say(Note::good(words));
                self.form = form();
                self.key = (shared.new_id)();
                self.refresh(shared);
            }
            Ok(Reply::Printed(opened)) => {
                shared.say(Note::good(format!("{} {}", opened.words, opened.file)));
            }
            Ok(_) => {}
            Err(failure) => shared.say(Note::bad(&failure.code, &failure.text)),
        }
        true
    }

    fn told(&mut self, told: Told, _shared: &mut Shared) {
        let Told::Value(id, code) = told else { return };
        let name = KINDS.iter().find(|(known, _)| *known == code);
        if let (Some(field), Some((_, name))) = (self.form.field_mut(&id), name) {
            field.input.set(name);
        }
        self.mark_result();
        self.form.focus_on("number");
    }

    fn keys(&self, _shared: &Shared) -> Vec<(&'static str, &'static str)> {
        match self.in_list {
            true => vec![
                ("Enter", say!("files.open_file")),
                ("Tab", say!("common.attach")),
            ],
            false => vec![("↑ ↓", say!("files.other_field_list"))],
        }
    }

    fn help(&self) -> String {
        match self.form.focused().filter(|_| !self.in_list) {
            Some(field) if !field.help.is_empty() => field.help.clone(),
            _ => say!("files.help").into(),
        }
    }

    fn spoken(&self, shared: &Shared) -> Spoken {
        let Some(sheet) = &self.sheet else {
            return Spoken::read(vec![say!("common.loading").to_owned()]);
        };
        let row = |line: &FileLine| {
            let parts = [&line.label, &line.kind, &line.size, &line.remark];
            let parts: Vec<&str> = parts.map(String::as_str).into_iter().collect();
            parts
                .into_iter()
                .filter(|p| !p.is_empty())
                .collect::<Vec<_>>()
                .join("; ")
        };
        let files = sheet.files.iter().map(row);
        let mut lines = vec![say!("files.dossier_spoken", code = self.code)];
        lines.extend(
            sheet
                .results
                .iter()
                .map(|line| say!("files.result_spoken", line)),
        );
        if self.in_list {
            return Spoken::read(lines).rows(files.collect(), self.pick.at);
        }
        // A number is the content of a field here, not a row.
        lines.push(say!("files.file_count", count = sheet.files.len()));
        lines.extend(files.map(|file| say!("files.file_spoken", file)));
        Spoken::read(lines).form(self.form.spoken(shared.reveals()))
    }

    fn draw(&self, pen: &mut Pen, area: Rect, shared: &Shared) -> Option<Position> {
        pen.text_right(area.right() - 1, area.y, &self.code, Look::Strong);
        let rows = self.form.fields().filter(|f| f.shown).count() as u16;
        let spot = Rect::new(area.x, area.y + 1, area.width, rows.min(area.height / 2));
        let caret = self.form.draw(pen, spot, shared.reveals());
        let top = spot.bottom();
        pen.rule(area.x + 1, top, area.width - 2);
        let below = Rect::new(
            area.x,
            top + 1,
            area.width,
            area.bottom().saturating_sub(top + 1),
        );
        self.draw_list(pen, below);
        caret.filter(|_| !self.in_list)
    }
}

impl Files {
    fn draw_list(&self, pen: &mut Pen, area: Rect) {
        let Some(sheet) = &self.sheet else {
            pen.text(
                area.x + 1,
                area.y,
                area.width,
                say!("common.loading"),
                Look::Text,
            );
            return;
        };
        let room = area.width.saturating_sub(2);
        let fit = |text: &str, columns: u16| elide_middle(text, columns as usize).into_owned();
        let results = (sheet.results.len() as u16).min(area.height / 3);
        let page = area.height.saturating_sub(results + 3) as usize;
        let first = self.pick.first(page.max(1));
        let head = say!("files.file_count", count = sheet.files.len());
        pen.text(area.x + 1, area.y, room, &head, Look::Strong);
        for (n, line) in sheet.files.iter().enumerate().skip(first).take(page) {
            let y = area.y + 1 + (n - first) as u16;
            let chosen = self.in_list && n == self.pick.at;
            let look = if chosen { Look::Focus } else { Look::Text };
            pen.text(area.x, y, 1, if chosen { "►" } else { " " }, Look::Text);
            pen.text(area.x + 1, y, 28, &fit(&line.label, 28), look);
            pen.text(area.x + 30, y, 17, &fit(&line.kind, 17), Look::Text);
            pen.text(area.x + 48, y, 9, &line.size, Look::Text);
            let rest = area.width.saturating_sub(58);
            pen.text(area.x + 58, y, rest, &fit(&line.remark, rest), Look::Text);
        }
        let y = area.bottom().saturating_sub(results + 1);
        let head = say!("files.result_count", count = sheet.results.len());
        pen.text(area.x + 1, y, room, &head, Look::Strong);
        for (n, line) in sheet.results.iter().take(results as usize).enumerate() {
            pen.text(
                area.x + 1,
                y + 1 + n as u16,
                room,
                &fit(line, room),
                Look::Text,
            );
        }
    }
}
