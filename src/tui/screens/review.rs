//! What a correction or a conversion would make different, and the reason: seen before it is done.

use ratatui::layout::{Position, Rect};

use super::confirm::Asked;
use super::{Show, Told, Writing};
use crate::messages::say;
use crate::text::{mask_identity, mask_phone};
use crate::tui::api::{ActLine, Ask, ConvertOrder, Differences, Failure, Reply, Ticket};
use crate::tui::input::{Code, Key};
use crate::tui::model::{Move, Shared};
use crate::tui::term::pen::wrap;
use crate::tui::term::{Look, Pen};
use crate::tui::widgets::foot::Note;
use crate::tui::widgets::{Field, Form, FormEvent, Kind, Spoken};
use crate::wire::ValueChange;

/// Keys younger than this after the differences appeared do not count, in milliseconds.
const BLIND: u64 = 300;
/// Longest reason, in letters.
const REASON: usize = 500;

/// The differences and the reason.
pub struct Review {
    title: String,
    /// Verb of F9.
    verb: String,
    seen: Option<Differences>,
    /// Converting sends by itself; a correction is sent by the intake below.
    converts: Option<String>,
    form: Form,
    top: usize,
    opened: u64,
    asked: Ticket,
    sending: Ticket,
    key: String,
}

impl Review {
    fn new(title: &str, verb: &str) -> Self {
        let reason = Field::new("note", say!("common.reason"), Kind::Text(REASON))
            .required()
            .help(say!("review.note_help"));
        Self {
            title: title.to_owned(),
            verb: verb.to_owned(),
            seen: None,
            converts: None,
            form: Form::new(vec![crate::tui::widgets::form::Row::Field(reason)]),
            top: 0,
            opened: 0,
            asked: 0,
            sending: 0,
            key: String::new(),
        }
    }

    /// Before a correction is sent; the intake below is told.
    pub fn correction(differences: Differences, now: u64) -> Self {
        Self {
            seen: Some(differences),
            opened: now,
            ..Self::new(say!("review.title"), say!("review.correct_and_reissue"))
        }
    }

    /// Before the dossier `code` is put under the rules of today by the act of `line`.
    pub fn conversion(line: &ActLine, code: &str, shared: &mut Shared) -> Self {
        Self {
            converts: Some(code.to_owned()),
            asked: shared.ask(Ask::ConversionPreview(code.to_owned())),
            key: (shared.new_id)(),
            ..Self::new(&line.label.to_uppercase(), say!("review.convert_version"))
        }
    }

    /// The verb of F9.
    pub fn verb(&self) -> &str {
        &self.verb
    }

    /// Whether an answer is awaited.
    pub fn is_sending(&self) -> bool {
        self.sending != 0
    }

    /// F9: does it, once there is a difference and a reason.
    pub fn commit(&mut self, shared: &mut Shared) {
        if self.is_sending() {
            return shared.refuse(say!("common.sending_wait"));
        }
        if shared.now < self.opened + BLIND {
            return;
        }
        let Some(seen) = &self.seen else {
            return shared.refuse(say!("review.no_comparison"));
        };
        if seen.changes.is_empty() {
            return shared.refuse(say!("review.no_difference"));
        }
        let field = self.form.field("note");
        let reason = field.map_or(String::new(), |f| f.input.text().trim().to_owned());
        if reason.is_empty() {
            return shared.refuse(say!("review.reason_needed"));
        }
        match &self.converts {
            None => {
                shared.close();
                shared
                    .moves
                    .push(Move::Tell(Told::Yes(Asked::Correct, reason)));
            }
            Some(code) => {
                let order = ConvertOrder {
                    key: self.key.clone(),
                    code: code.clone(),
                    version: seen.version,
                    reason,
                };
                self.sending = shared.ask(Ask::Convert(Box::new(order)));
                shared.say(Note::plain(say!("common.sending")));
            }
        }
    }

    /// F5: compares again.
    pub fn refresh(&mut self, shared: &mut Shared) {
        if let Some(code) = self.converts.clone() {
            self.asked = shared.ask(Ask::ConversionPreview(code));
        }
    }

    fn lines(&self, columns: usize, reveal: bool) -> Vec<(String, Look)> {
        let Some(seen) = &self.seen else {
            return vec![(say!("review.comparing").into(), Look::Text)];
        };
        if seen.changes.is_empty() {
            let words = say!("review.already_current");
            return vec![(words.into(), Look::Good)];
        }
        let mut all = Vec::new();
        for change in &seen.changes {
            let words = format!(
                "{}: {} → {}",
                change.field,
                value(change, &change.old, reveal),
                value(change, &change.new, reveal)
            );
            let mut first = true;
            for line in wrap(&words, columns.saturating_sub(2)) {
                let (mark, look) = match first && change.field == "Hẹn trả" {
                    true => ("• ", Look::Strong),
                    false if first => ("• ", Look::Text),
                    false => ("  ", Look::Text),
                };
                first = false;
                all.push((format!("{mark}{line}"), look));
            }
        }
        if seen.back_to_desk {
            let words = say!("review.back_to_start");
            all.extend(wrap(words, columns).into_iter().map(|l| (l, Look::Care)));
        }
        all
    }

    fn heading(&self) -> String {
        let count = self.seen.as_ref().map_or(0, |seen| seen.changes.len());
        let code = self.seen.as_ref().map_or("", |seen| seen.code.as_str());
        match (&self.converts, count) {
            (_, 0) => self.converts.clone().unwrap_or_default(),
            (Some(code), _) => say!("review.will_differ", code, count),
            (None, _) => say!("review.will_be_corrected", code, count),
        }
    }
}

fn value(change: &ValueChange, text: &str, reveal: bool) -> String {
    match text {
        "" => say!("common.empty_value").to_owned(),
        number if !reveal && change.field.starts_with("Số định danh") => mask_identity(number),
        number if !reveal && change.field.starts_with("Điện thoại") => mask_phone(number),
        text => text.to_owned(),
    }
}

impl Show for Review {
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
        const PAGE: usize = 10;
        match key.code {
            Code::Down => self.top += 1,
            Code::Up => self.top = self.top.saturating_sub(1),
            Code::PageDown => self.top += PAGE,
            Code::PageUp => self.top = self.top.saturating_sub(PAGE),
            _ => {
                if self.form.key(key, shared.today()) == FormEvent::Changed {
                    shared.note = None;
                }
            }
        }
        let columns = shared.size.0.saturating_sub(2) as usize;
        let rows = shared.size.1.saturating_sub(6 + 5) as usize;
        let most = self.lines(columns, true).len().saturating_sub(rows);
        self.top = self.top.min(most);
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
        if ticket == 0 || (ticket != self.asked && ticket != self.sending) {
            return false;
        }
        match answer {
            Ok(Reply::Differences(differences)) => {
                self.seen = Some(differences.clone());
                shared.note = None;
            }
            Ok(Reply::Acted(words, after)) => {
                self.sending = 0;
                shared.close();
                shared.moves.push(Move::Tell(Told::Acted(after.clone())));
                shared.done(words, &self.verb, Vec::new());
            }
            Ok(_) => {}
            Err(failure) => {
                self.sending = 0;
                shared.say(Note::bad(&failure.code, &failure.text));
            }
        }
        true
    }

    fn keys(&self, _shared: &Shared) -> Vec<(&'static str, &'static str)> {
        vec![("↑ ↓", say!("common.scroll"))]
    }

    fn help(&self) -> String {
        say!("review.screen_help").into()
    }

    fn deaf_until(&self) -> u64 {
        match self.opened {
            0 => 0,
            opened => opened + BLIND,
        }
    }

    fn spoken(&self, shared: &Shared) -> Spoken {
        const COLUMNS: usize = 200;
        let mut lines = vec![self.heading()];
        let changes = self.lines(COLUMNS, shared.reveals());
        lines.extend(changes.into_iter().map(|(line, _)| line));
        Spoken::read(lines).form(self.form.spoken(shared.reveals()))
    }

    fn draw(&self, pen: &mut Pen, area: Rect, shared: &Shared) -> Option<Position> {
        let columns = area.width - 2;
        pen.text(area.x + 1, area.y, columns, &self.heading(), Look::Strong);
        let lines = self.lines(columns as usize, shared.reveals());
        let body = area.height.saturating_sub(5);
        let rows = (area.y + 2..area.y + 2 + body).zip(lines.iter().skip(self.top));
        for (y, (line, look)) in rows {
            pen.text(area.x + 1, y, columns, line, *look);
        }
        let below = lines.len().saturating_sub(self.top + body as usize);
        if below > 0 {
            let words = say!("review.lines_below", below);
            pen.text_right(area.right() - 1, area.bottom() - 3, &words, Look::Text);
        }
        let form = Rect::new(area.x, area.bottom() - 2, area.width, 2);
        self.form.draw(pen, form, shared.reveals())
    }
}
