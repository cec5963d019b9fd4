//! Ca thu: the cashier's shift, what is in the drawer by kind and way, and closing it.

use ratatui::layout::{Position, Rect};

use super::{Print, Show, Writing};
use crate::text::amount::{read_figures, signed_figures};
use crate::tui::api::{Ask, Failure, FormLine, Reply, Subject, Ticket};
use crate::tui::input::{Code, Key};
use crate::tui::model::Shared;
use crate::tui::term::{Look, Pen};
use crate::tui::widgets::foot::Note;
use crate::tui::widgets::{Field, Form, FormEvent, Kind, Row, Spoken};
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
            "Đóng ca"
        } else {
            "Mở ca"
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
        shared.say(Note::plain("Đang ghi…"));
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
            title: format!("Sổ quỹ ca số {id}"),
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
            Field::new("counted", "Tiền mặt đếm được", Kind::Money)
                .required()
                .hint("đồng")
                .help("Đếm mọi tiền mặt trong ngăn, kể cả tiền đầu ca."),
            Field::new("reason", "Lý do lệch, nếu có", Kind::Text(200))
                .help("Chỉ ghi khi tiền đếm được khác số phải có; ít nhất 10 chữ."),
            Field::new("handed_to", "Bàn giao cho", Kind::Text(100))
                .help("Họ tên người nhận tiền cuối ca."),
        ]
    } else {
        vec![
            Field::new("opening", "Tiền mặt đầu ca", Kind::Money)
                .required()
                .hint("đồng")
                .help("Tiền lẻ có sẵn trong ngăn khi mở ca; không có thì gõ 0."),
        ]
    };
    Form::new(rows.into_iter().map(Row::Field).collect())
}

impl Show for Till {
    fn title(&self) -> &str {
        "CA THU"
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
            vec![("Tab", "Ô sau")]
        } else {
            vec![("Enter", "Mở ca")]
        }
    }

    fn help(&self) -> String {
        let field = self.form.focused().map(|f| f.help.clone());
        format!(
            "{}\n\nCa thu đi từ lúc mở đến lúc bàn giao. F9 đóng ca: tiền đếm được phải khớp sổ, lệch \
             thì ghi lý do. Người khác có quyền duyệt tiền duyệt ca. F7 in sổ quỹ ca.",
            field.unwrap_or_default()
        )
    }

    fn spoken(&self, shared: &Shared) -> Spoken {
        let lines = match &self.book {
            None => return Spoken::read(vec![LOADING.to_owned()]),
            Some(None) => vec![NO_SHIFT.to_owned()],
            Some(Some(book)) => {
                let sums = sums(book).into_iter();
                let sums =
                    sums.map(|(words, dong)| format!("{words}: {} đồng", signed_figures(dong)));
                std::iter::once(head(book)).chain(sums).collect()
            }
        };
        Spoken::read(lines).form(self.form.spoken(shared.reveals()))
    }

    fn draw(&self, pen: &mut Pen, area: Rect, shared: &Shared) -> Option<Position> {
        let Some(book) = &self.book else {
            pen.text(area.x + 1, area.y, area.width - 1, LOADING, Look::Text);
            return None;
        };
        let y = match book {
            None => {
                pen.text(area.x + 1, area.y, area.width - 1, NO_SHIFT, Look::Strong);
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

/// While it is read.
const LOADING: &str = "Đang tải ca thu…";
/// Where no shift is open.
const NO_SHIFT: &str = "Bạn chưa mở ca thu.";

fn head(book: &DayBookView) -> String {
    let opened = book.shift.opened_at.get(11..16).unwrap_or_default();
    format!("Ca số {} · mở {opened}", book.shift.id)
}

/// What was there, what came by kind and way, and last what must be in the drawer; đồng.
fn sums(book: &DayBookView) -> Vec<(String, i64)> {
    let mut sums = vec![("Tiền mặt đầu ca".to_owned(), book.shift.opening_dong)];
    sums.extend(book.totals.iter().map(|total| {
        let way = total.way_label.to_lowercase();
        let words = format!("{} {way} ({} biên lai)", total.kind_label, total.taken);
        (words, total.dong)
    }));
    sums.push(("Tiền mặt phải có".to_owned(), book.expected_dong));
    sums
}

/// Head, sums by kind and way, what must be in the drawer; answers the next free row.
fn draw_book(pen: &mut Pen, area: Rect, book: &DayBookView) -> u16 {
    let (x, columns) = (area.x + 1, area.width - 1);
    pen.text(x, area.y, columns, &head(book), Look::Strong);
    let sums = sums(book);
    let last = sums.len() - 1;
    for (place, (words, dong)) in sums.iter().enumerate() {
        let y = area.y + 2 + place as u16;
        let look = if place == last {
            Look::Strong
        } else {
            Look::Text
        };
        pen.text(x, y, 40, words, look);
        pen.text_right(x + 56, y, &signed_figures(*dong), look);
    }
    let y = area.y + 2 + last as u16;
    pen.rule(area.x, y + 1, area.width);
    y + 2
}
