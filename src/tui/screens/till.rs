//! Ca thu: the cashier's shift, what is in the drawer by kind and way, and closing it.

use ratatui::layout::{Position, Rect};

use super::{Print, Show, Writing};
use crate::messages::say;
use crate::text::amount::{read_figures, signed_figures};
use crate::tui::api::{Ask, Failure, FormLine, Reply, Subject, Ticket};
use crate::tui::input::{Code, Key};
use crate::tui::model::Shared;
use crate::tui::term::{Look, Pen};
use crate::tui::widgets::foot::Note;
use crate::tui::widgets::{Field, Form, FormEvent, Kind, Row};
use crate::wire::{CloseShiftRequest, DayBookView, OpenShiftRequest};

/// The shift of the officer at this desk.
pub struct Till {
    /// None while it is read; none inside when no shift is open.
    book: Option<Option<DayBookView>>,
    form: Form,
    key: String,
    asked: Ticket,
    sent: Ticket,
    /// The shift closed last, for its day-book on paper.
    closed: Option<i64>,
}

impl Till {
    /// Opens the screen.
    pub fn open(shared: &mut Shared) -> Self {
        Self {
            book: None,
            form: Form::default(),
            key: (shared.new_id)(),
            asked: shared.ask(Ask::Till),
            sent: 0,
            closed: None,
        }
    }

    /// Reads it again.
    pub fn refresh(&mut self, shared: &mut Shared) {
        self.asked = shared.ask(Ask::Till);
    }

    fn shift(&self) -> Option<&DayBookView> {
        self.book.as_ref()?.as_ref()
    }

    /// What F9 does now.
    pub fn verb(&self) -> &'static str {
        if self.shift().is_some() {
            say!("till.close_shift")
        } else {
            say!("till.open_shift")
        }
    }

    /// Opens a shift, or closes the one that is open.
    pub fn commit(&mut self, shared: &mut Shared) {
        if self.sent != 0 || self.book.is_none() {
            return;
        }
        let wrong = self.form.check(shared.today());
        if let Some((label, problem)) = wrong.first() {
            return shared.refuse(format!("{label}: {problem}"));
        }
        let key = self.key.clone();
        let ask = match self.shift() {
            None => Ask::OpenShift {
                key,
                request: OpenShiftRequest {
                    opening_dong: self.dong("opening"),
                },
            },
            Some(book) => Ask::CloseShift {
                id: book.shift.id,
                key,
                request: CloseShiftRequest {
                    counted_dong: self.dong("counted"),
                    reason: self.text("reason"),
                    handed_to: self.text("handed_to"),
                },
            },
        };
        self.sent = shared.ask(ask);
        shared.say(Note::plain(say!("common.saving")));
    }

    fn text(&self, id: &str) -> String {
        let field = self.form.field(id);
        field.map_or(String::new(), |f| f.input.text().trim().to_owned())
    }

    fn dong(&self, id: &str) -> u64 {
        read_figures(&self.text(id)).unwrap_or(0)
    }

    /// The shift whose day-book may be printed.
    fn printable(&self) -> Option<i64> {
        self.shift().map(|book| book.shift.id).or(self.closed)
    }

    /// Whether there is a day-book to print.
    pub fn can_print(&self) -> bool {
        self.printable().is_some()
    }

    /// F7: the day-book.
    pub fn open_print(&self, shared: &mut Shared) {
        let Some(id) = self.printable() else { return };
        let form = FormLine {
            id: "so-quy-ca-a4".into(),
            title: say!("common.shift_cash_book", id),
        };
        shared.open(Print::new(Subject::Shift(id), vec![form]));
    }

    fn took(&mut self, book: Option<DayBookView>) {
        let open = book.is_some();
        if self.book.as_ref().is_none_or(|old| old.is_some() != open) {
            self.form = fields(open);
        }
        self.book = Some(book);
    }
}

fn fields(open: bool) -> Form {
    let rows = if open {
        vec![
            Field::new("counted", say!("till.cash_counted"), Kind::Money)
                .required()
                .hint(say!("common.currency"))
                .help(say!("till.counted_help")),
            Field::new("reason", say!("till.reason_if_off"), Kind::Text(200))
                .help(say!("till.reason_help")),
            Field::new("handed_to", say!("till.hand_over_to"), Kind::Text(100))
                .help(say!("till.hand_over_help")),
        ]
    } else {
        vec![
            Field::new("opening", say!("till.opening_cash"), Kind::Money)
                .required()
                .hint(say!("common.currency"))
                .help(say!("till.opening_help")),
        ]
    };
    Form::new(rows.into_iter().map(Row::Field).collect())
}

impl Show for Till {
    fn title(&self) -> &str {
        say!("till.title")
    }

    fn edits(&self) -> bool {
        true
    }

    fn writing(&mut self) -> Option<Writing<'_>> {
        Writing::of(&mut self.form)
    }

    fn key(&mut self, key: Key, shared: &mut Shared) {
        if key.code == Code::Enter && self.shift().is_none() {
            return self.commit(shared);
        }
        if self.form.key(key, shared.today()) == FormEvent::Changed && self.sent == 0 {
            self.key = (shared.new_id)();
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
        if ticket == 0 || (ticket != self.asked && ticket != self.sent) {
            return false;
        }
        let sent = ticket == self.sent;
        if sent {
            self.sent = 0;
        }
        match answer {
            Ok(Reply::Till(book)) => self.took(book.as_deref().cloned()),
            Ok(Reply::Money(words)) => {
                self.closed = self.shift().map(|book| book.shift.id);
                self.key = (shared.new_id)();
                shared.say(Note::good(words));
                self.refresh(shared);
            }
            Ok(_) => {}
            Err(failure) => shared.say(Note::bad(&failure.code, &failure.text)),
        }
        true
    }

    fn keys(&self, _shared: &Shared) -> Vec<(&'static str, &'static str)> {
        if self.shift().is_some() {
            vec![("Tab", say!("common.next_field"))]
        } else {
            vec![("Enter", say!("till.open_shift"))]
        }
    }

    fn help(&self) -> String {
        let field = self.form.focused().map(|f| f.help.clone());
        say!("till.screen_help", field = field.unwrap_or_default())
    }

    fn draw(&self, pen: &mut Pen, area: Rect, shared: &Shared) -> Option<Position> {
        let Some(book) = &self.book else {
            pen.text(
                area.x + 1,
                area.y,
                area.width - 1,
                say!("till.loading"),
                Look::Text,
            );
            return None;
        };
        let y = match book {
            None => {
                let words = say!("till.no_shift");
                pen.text(area.x + 1, area.y, area.width - 1, words, Look::Strong);
                area.y + 2
            }
            Some(book) => draw_book(pen, area, book),
        };
        let rows = area.bottom().saturating_sub(y);
        self.form.draw(
            pen,
            Rect::new(area.x, y, area.width, rows),
            shared.reveals(),
        )
    }
}

/// Head, sums by kind and way, what must be in the drawer; answers the next free row.
fn draw_book(pen: &mut Pen, area: Rect, book: &DayBookView) -> u16 {
    let (x, columns) = (area.x + 1, area.width - 1);
    let opened = book.shift.opened_at.get(11..16).unwrap_or_default();
    let head = say!("till.shift_head", id = book.shift.id, opened);
    pen.text(x, area.y, columns, &head, Look::Strong);
    let mut y = area.y + 2;
    let mut line = |y: u16, words: &str, dong: i64, look: Look| {
        pen.text(x, y, 40, words, look);
        pen.text_right(x + 56, y, &signed_figures(dong), look);
    };
    line(
        y,
        say!("till.opening_cash"),
        book.shift.opening_dong,
        Look::Text,
    );
    y += 1;
    for total in &book.totals {
        let way = total.way_label.to_lowercase();
        let words = say!(
            "till.total_line",
            kind_label = total.kind_label,
            way,
            taken = total.taken
        );
        line(y, &words, total.dong, Look::Text);
        y += 1;
    }
    line(
        y,
        say!("till.expected_cash"),
        book.expected_dong,
        Look::Strong,
    );
    pen.rule(area.x, y + 1, area.width);
    y + 2
}
