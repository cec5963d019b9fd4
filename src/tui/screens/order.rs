//! The dialog of any order: what will happen, its blanks in one form, F9 does it. A refusal loses
//! nothing of what was typed, and the same content sent again is done once.

use ratatui::layout::{Position, Rect};

use super::{Print, Show, Told, Writing};
use crate::messages::say;
use crate::tui::api::{
    Ask, Blank, BlankKind, Failure, FormLine, Order, OrderRequest, Reply, Subject, Ticket,
};
use crate::tui::input::Key;
use crate::tui::model::{Move, Shared};
use crate::tui::term::pen::wrap;
use crate::tui::term::{Look, Pen};
use crate::tui::widgets::Spoken;
use crate::tui::widgets::foot::Note;
use crate::tui::widgets::{Choice, Field, Form, FormEvent, Kind, Row};

/// The fewest letters of a reason.
const REASON_LEAST: usize = 10;
/// Longest line, in letters.
const LINE: usize = 250;
/// The greatest number of a book or a receipt.
const MOST: u32 = 99_999_999;

/// The dialog.
pub struct OrderSheet {
    order: Order,
    title: String,
    form: Form,
    sending: Ticket,
    /// What was last sent: the same content again keeps its key.
    sent: Option<OrderRequest>,
}

impl OrderSheet {
    /// The dialog of `order`.
    pub fn new(order: Order) -> Self {
        let mut rows: Vec<Row> = order.blanks.iter().map(field).map(Row::Field).collect();
        if let Some(each) = &order.each {
            let of = |id: &String| {
                let blank = Blank {
                    id: format!("each:{id}"),
                    label: id.clone(),
                    hint: each.label.clone(),
                    ..each.clone()
                };
                Row::Field(field(&blank))
            };
            rows.extend(order.targets.iter().map(of));
        }
        Self {
            title: order.label.to_uppercase(),
            form: Form::new(rows),
            order,
            sending: 0,
            sent: None,
        }
    }

    /// The verb of F9.
    pub fn verb(&self) -> &str {
        match self.order.brings_paper() {
            true => say!("order.look"),
            false => &self.order.label,
        }
    }

    /// Whether an answer is awaited.
    pub fn is_sending(&self) -> bool {
        self.sending != 0
    }

    /// The form, while it is filled.
    pub fn form(&self) -> Option<&Form> {
        Some(&self.form)
    }

    /// F9: checks every field and sends the order.
    pub fn commit(&mut self, shared: &mut Shared) {
        if self.is_sending() {
            return shared.refuse(say!("common.sending_wait"));
        }
        let wrong = self.form.check(shared.today());
        if let Some((label, why)) = wrong.first() {
            return shared.say(Note::bad(why.code(), format!("{label}: {why}")));
        }
        if let Some(short) = self.short_reason() {
            self.form.focus_on(&short);
            return shared.refuse(say!("order.reason_too_short", reason_least = REASON_LEAST));
        }
        let mut request = self.request(shared);
        if let Some(subject) = request.paper() {
            let form = form(&subject);
            return shared.open(Print::new(subject, vec![form]));
        }
        let same =
            |sent: &&OrderRequest| sent.values == request.values && sent.targets == request.targets;
        request.key = match self.sent.as_ref().filter(same) {
            Some(sent) => sent.key.clone(),
            None => (shared.new_id)(),
        };
        self.sent = Some(request.clone());
        self.sending = shared.ask(Ask::Order(Box::new(request)));
        shared.say(Note::plain(say!("common.sending")));
    }

    fn short_reason(&self) -> Option<String> {
        let reasons = self.order.blanks.iter();
        let mut reasons = reasons.filter(|blank| blank.kind == BlankKind::Reason);
        let short = reasons.find(|blank| {
            let field = self.form.field(&blank.id);
            field.is_some_and(|f| f.input.text().trim().chars().count() < REASON_LEAST)
        });
        short.map(|blank| blank.id.clone())
    }

    fn request(&self, shared: &Shared) -> OrderRequest {
        let shown = self.form.fields().filter(|field| field.shown);
        let value = |field: &Field| {
            let understood = field.value(shared.today()).unwrap_or_default();
            (field.id.clone(), understood)
        };
        OrderRequest {
            key: String::new(),
            act: self.order.act.clone(),
            targets: self.order.targets.clone(),
            values: shown.map(value).collect(),
        }
    }

    fn refused(&mut self, failure: &Failure, shared: &mut Shared) {
        shared.say(Note::bad(&failure.code, &failure.text));
        if let Some((path, _)) = failure.fields.first() {
            self.form.focus_on(path);
        }
    }
}

/// The form of a paper of many dossiers: its usual one, for the choice of the printer.
fn form(subject: &Subject) -> FormLine {
    let (id, title) = match subject {
        Subject::HandOver { dossiers, .. } => (
            "bien-ban-giao-nhan-a4",
            say!("order.hand_over_record", count = dossiers.len()),
        ),
        _ => ("so-theo-doi-a4", say!("order.register_book").to_owned()),
    };
    FormLine {
        id: id.to_owned(),
        title,
    }
}

fn field(blank: &Blank) -> Field {
    let kind = match &blank.kind {
        BlankKind::Line => Kind::Text(LINE),
        BlankKind::Reason => Kind::Text(2 * LINE),
        BlankKind::Date => Kind::Date,
        BlankKind::Money => Kind::Money,
        BlankKind::Number => Kind::Count(1, MOST),
        BlankKind::Choice(choices) => {
            let choices = choices.iter().map(|(code, name)| Choice::new(code, name));
            Kind::Choice(choices.collect())
        }
    };
    // A choice is shown by its name.
    let name = match &kind {
        Kind::Choice(choices) => choices.iter().find(|choice| choice.code == blank.value),
        _ => None,
    };
    let value = name.map_or(blank.value.clone(), |choice| choice.name.clone());
    let mut field = Field::new(&blank.id, &blank.label, kind)
        .hint(&blank.hint)
        .help(&blank.help)
        .holding(&value);
    field.required = blank.required;
    field
}

impl Show for OrderSheet {
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
        if ticket == 0 || ticket != self.sending {
            return false;
        }
        self.sending = 0;
        match answer {
            Ok(Reply::Ordered(done)) => {
                shared.close();
                shared
                    .moves
                    .push(Move::Tell(Told::Ordered(done.papers.clone())));
                shared.say(Note::good(done.words.clone()));
            }
            Ok(_) => {}
            Err(failure) => self.refused(failure, shared),
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
        match self.form.rows.len() {
            0 | 1 => Vec::new(),
            _ => vec![("Enter", say!("common.next_field"))],
        }
    }

    fn help(&self) -> String {
        let field = self.form.focused().filter(|f| !f.help.is_empty());
        let about = field.map_or(String::new(), |f| format!("{}: {}\n\n", f.label, f.help));
        say!("order.order_help", about)
    }

    fn spoken(&self, shared: &Shared) -> Spoken {
        let mut lines = self.order.about.clone();
        if self.form.rows.is_empty() {
            let verb = self.verb().to_lowercase();
            lines.push(say!("order.spoken_confirm", verb));
        }
        Spoken::read(lines).form(self.form.spoken(shared.reveals()))
    }

    fn draw(&self, pen: &mut Pen, area: Rect, shared: &Shared) -> Option<Position> {
        let inside = Rect::new(area.x + 1, area.y, area.width - 1, area.height);
        let columns = inside.width as usize - 1;
        let words = self.order.about.iter();
        let lines: Vec<String> = words.flat_map(|text| wrap(text, columns)).collect();
        let used = pen.lines(inside, &lines, Look::Strong);
        let y = area.y + used + u16::from(used > 0);
        let rows = area.bottom().saturating_sub(y);
        if self.form.rows.is_empty() {
            let words = say!(
                "order.press_to_confirm",
                to_lowercase = self.verb().to_lowercase()
            );
            pen.text(inside.x, y, inside.width, &words, Look::Text);
            return None;
        }
        self.form.draw(
            pen,
            Rect::new(area.x, y, area.width, rows),
            shared.reveals(),
        )
    }
}
