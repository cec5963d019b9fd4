//! One act on many dossiers: each its own request, a few in flight, stopped by Esc between two. What
//! was refused is listed with why; nothing half done is hidden.

use std::collections::VecDeque;

use ratatui::layout::{Position, Rect};

use super::{Show, Told};
use crate::messages::say;
use crate::tui::api::{ActOn, Ask, Failure, Reply, Ticket};
use crate::tui::input::Key;
use crate::tui::model::{Move, Shared};
use crate::tui::term::pen::wrap;
use crate::tui::term::{Look, Pen};
use crate::tui::widgets::Pick;
use crate::tui::widgets::foot::Note;

/// Requests on their way at the same time.
const IN_FLIGHT: usize = 3;

/// A dossier of a list, as it was seen there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Code.
    pub code: String,
    /// Version.
    pub version: i64,
    /// Key of its request; the same when it is sent again.
    pub key: String,
}

/// The run.
pub struct Batch {
    label: String,
    order: ActOn,
    undo: bool,
    total: usize,
    waiting: VecDeque<Item>,
    running: Vec<(Ticket, Item)>,
    done: Vec<(String, i64)>,
    refused: Vec<(Item, Failure)>,
    stopped: bool,
    top: Pick,
}

impl Batch {
    /// Begins to do `order` on `items`; `undo` says whether it may be taken back.
    pub fn start(
        label: &str,
        order: ActOn,
        items: Vec<Item>,
        undo: bool,
        shared: &mut Shared,
    ) -> Self {
        let mut batch = Self {
            label: label.to_owned(),
            order,
            undo,
            total: items.len(),
            waiting: items.into(),
            running: Vec::new(),
            done: Vec::new(),
            refused: Vec::new(),
            stopped: false,
            top: Pick::default(),
        };
        batch.go_on(shared);
        batch
    }

    /// Takes `items` (code and version after the act) back.
    pub fn undo(label: &str, items: Vec<(String, i64)>, shared: &mut Shared) -> Self {
        let mut item = |(code, version)| Item {
            code,
            version,
            key: (shared.new_id)(),
        };
        let items: Vec<Item> = items.into_iter().map(&mut item).collect();
        let order = ActOn {
            acts: vec!["undo".to_owned()],
            ..ActOn::default()
        };
        Self::start(&say!("batch.undo_of", label), order, items, false, shared)
    }

    /// Whether nothing is on its way or waiting.
    pub fn is_over(&self) -> bool {
        self.running.is_empty() && (self.waiting.is_empty() || self.stopped)
    }

    /// Whether something that was not done may be sent again.
    pub fn can_go_on(&self) -> bool {
        let lost = self.refused.iter().any(|(_, why)| why.unreachable);
        self.is_over() && (lost || !self.waiting.is_empty())
    }

    /// Esc while it runs: what was not sent stays as it is. False when it is over.
    pub fn stop(&mut self, shared: &mut Shared) -> bool {
        if self.is_over() {
            return false;
        }
        self.stopped = true;
        shared.say(Note::plain(say!("batch.stopping")));
        true
    }

    /// F9 when it is over: what was not sent, and what had no answer, once more under the same keys.
    pub fn again(&mut self, shared: &mut Shared) {
        self.stopped = false;
        let refused = std::mem::take(&mut self.refused);
        for (item, why) in refused {
            if why.unreachable {
                self.waiting.push_back(item);
            } else {
                self.refused.push((item, why));
            }
        }
        self.go_on(shared);
    }

    /// Leaves: the list keeps the marks of what was not done.
    pub fn leave(&self, shared: &mut Shared) {
        let refused = self.refused.iter().map(|(item, _)| item);
        let left = refused.chain(&self.waiting).map(|item| item.code.clone());
        let told = Told::Left(left.collect());
        shared.close();
        shared.moves.push(Move::Tell(told));
    }

    fn go_on(&mut self, shared: &mut Shared) {
        while !self.stopped && self.running.len() < IN_FLIGHT {
            let Some(item) = self.waiting.pop_front() else {
                break;
            };
            let mut order = self.order.clone();
            order.request.key.clone_from(&item.key);
            order.request.dossier.clone_from(&item.code);
            order.request.version = item.version;
            let ticket = shared.ask(Ask::ActOn(Box::new(order)));
            self.running.push((ticket, item));
        }
    }

    fn finish(&self, shared: &mut Shared) {
        let words = format!("{}: {}.", self.label, self.count_words());
        let undo = if self.undo {
            self.done.clone()
        } else {
            Vec::new()
        };
        if self.refused.is_empty() && self.waiting.is_empty() {
            return shared.done(&words, &self.label, undo);
        }
        shared.done(&words, &self.label, undo);
        if let Some(note) = &mut shared.note {
            note.tone = crate::tui::widgets::foot::Tone::Plain;
        }
    }

    fn count_words(&self) -> String {
        let mut words = say!("batch.done_of", count = self.done.len(), total = self.total);
        if !self.refused.is_empty() {
            words.push_str(&say!("batch.count_failed", count = self.refused.len()));
        }
        if self.stopped && !self.waiting.is_empty() {
            words.push_str(&say!("batch.count_unsent", count = self.waiting.len()));
        }
        words
    }

    fn lines(&self, columns: usize) -> Vec<(String, Look)> {
        let mut lines = Vec::new();
        for (item, why) in &self.refused {
            let words = format!("× {}: {} {}", item.code, why.code, why.text);
            let wrapped = wrap(&words, columns);
            lines.extend(wrapped.into_iter().map(|line| (line, Look::Bad)));
        }
        for item in &self.waiting {
            lines.push((say!("batch.row_unsent", code = item.code), Look::Text));
        }
        for (code, _) in &self.done {
            lines.push((format!("√ {code}"), Look::Good));
        }
        lines
    }
}

impl Show for Batch {
    fn title(&self) -> &str {
        say!("batch.title")
    }

    fn key(&mut self, key: Key, shared: &mut Shared) {
        let page = shared.size.1.saturating_sub(10) as usize;
        let count = self.lines(shared.size.0.saturating_sub(2) as usize).len();
        self.top.key(key, count.saturating_sub(page) + 1, page);
    }

    fn answer(
        &mut self,
        ticket: Ticket,
        answer: &Result<Reply, Failure>,
        shared: &mut Shared,
    ) -> bool {
        let Some(place) = self.running.iter().position(|(t, _)| *t == ticket) else {
            return false;
        };
        let (_, item) = self.running.swap_remove(place);
        match answer {
            Ok(Reply::ActedOn(_, version)) => self.done.push((item.code, *version)),
            Ok(_) => {}
            Err(failure) => self.refused.push((item, failure.clone())),
        }
        self.go_on(shared);
        if self.is_over() {
            self.finish(shared);
        }
        true
    }

    fn keys(&self, _shared: &Shared) -> Vec<(&'static str, &'static str)> {
        if self.is_over() {
            vec![("↑ ↓", say!("common.scroll"))]
        } else {
            Vec::new()
        }
    }

    fn help(&self) -> String {
        say!("batch.help").into()
    }

    fn draw(&self, pen: &mut Pen, area: Rect, _shared: &Shared) -> Option<Position> {
        let head = if self.is_over() {
            format!("{}: {}.", self.label, self.count_words())
        } else {
            say!(
                "batch.running",
                label = self.label,
                count_words = self.count_words()
            )
        };
        pen.text(area.x + 1, area.y, area.width - 1, &head, Look::Strong);
        let columns = area.width.saturating_sub(2);
        let lines = self.lines(columns as usize);
        let rows = (area.y + 2)..area.bottom();
        for ((line, look), y) in lines.iter().skip(self.top.at).zip(rows) {
            pen.text(area.x + 1, y, columns, line, *look);
        }
        None
    }
}
