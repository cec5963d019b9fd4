//! Marking rows, and acts from the list.

use std::collections::BTreeSet;

use super::{Desk, Doing, Line};
use crate::messages::say;
use crate::text::fold;
use crate::tui::api::{ActLine, ActOn, ActRequest, Ask, DossierLine, Failure, Reply};
use crate::tui::model::Shared;
use crate::tui::screens::batch::Item;
use crate::tui::screens::paged::Paged;
use crate::tui::screens::{ActSheet, act_form};
use crate::tui::widgets::foot::Note;

impl Desk {
    /// Codes of the marked rows, or of the chosen one.
    pub fn meant(&self, shared: &Shared) -> Vec<String> {
        if !self.marks.is_empty() {
            return self.marks.iter().cloned().collect();
        }
        self.chosen(shared)
            .map(|line| line.code)
            .into_iter()
            .collect()
    }

    /// Whether F6 has something to do here.
    pub fn has_onward(&self, shared: &Shared) -> bool {
        let tab = self.tabs.get(self.list);
        let some = !self.marks.is_empty() || self.chosen(shared).is_some();
        some && tab.is_some_and(|tab| !tab.onward.is_empty())
    }

    /// What F6 is called here.
    pub fn onward_label(&self) -> Option<String> {
        let tab = self.tabs.get(self.list)?;
        let label = match tab.onward.as_slice() {
            [] => return None,
            [only] => only.label.as_str(),
            _ => say!("desk.forward"),
        };
        Some(match self.marks.len() {
            0 => label.to_owned(),
            count => format!("{label} ({count})"),
        })
    }

    /// F6: the usual way on, for all marked rows or the chosen one.
    pub fn onward(&mut self, shared: &mut Shared) {
        let Some(tab) = self.tabs.get(self.list) else {
            return;
        };
        let acts: Vec<String> = tab.onward.iter().map(|a| a.act.clone()).collect();
        let line = match tab.onward.as_slice() {
            [only] => only.clone(),
            several => ActLine {
                label: say!("desk.forward").into(),
                undo: several.iter().all(|a| a.undo),
                ..ActLine::default()
            },
        };
        self.begin(line, acts, shared);
    }

    /// Takes one act back.
    pub fn take_back(&mut self, code: &str, version: i64, shared: &mut Shared) {
        let line = ActLine {
            act: "undo".into(),
            label: say!("common.undo").into(),
            ..ActLine::default()
        };
        let item = Item {
            code: code.to_owned(),
            version,
            key: (shared.new_id)(),
        };
        self.do_one(&line, vec!["undo".into()], item, shared);
    }

    pub(super) fn begin(&mut self, line: ActLine, acts: Vec<String>, shared: &mut Shared) {
        let rows = self.marked_or_chosen(shared);
        let items: Vec<Item> = rows
            .into_iter()
            .map(|row| Item {
                code: row.code,
                version: row.version,
                key: (shared.new_id)(),
            })
            .collect();
        match items.as_slice() {
            [] => shared.refuse(say!("desk.choose_first")),
            [one] if self.marks.is_empty() && !act_form::needs_words(&line) => {
                self.do_one(&line, acts, one.clone(), shared);
            }
            _ => {
                let screen = ActSheet::many(line, acts, items, shared);
                shared.open(screen);
            }
        }
    }

    fn marked_or_chosen(&self, shared: &Shared) -> Vec<DossierLine> {
        if self.marks.is_empty() {
            return self.chosen(shared).into_iter().collect();
        }
        let rows = self.lists.get(self.list).map_or(&[][..], Paged::rows);
        let marked = rows.iter().filter(|row| self.marks.contains(&row.code));
        marked.cloned().collect()
    }

    fn do_one(&mut self, line: &ActLine, acts: Vec<String>, item: Item, shared: &mut Shared) {
        self.doing = Doing {
            code: item.code.clone(),
            label: line.label.clone(),
            undo: line.undo,
        };
        let request = ActRequest {
            key: item.key,
            dossier: item.code,
            version: item.version,
            ..ActRequest::default()
        };
        self.acting = shared.ask(Ask::ActOn(Box::new(ActOn { request, acts })));
        shared.say(Note::plain(say!("common.sending")));
    }

    pub(super) fn acted(&mut self, answer: &Result<Reply, Failure>, shared: &mut Shared) {
        self.acting = 0;
        let Doing { code, label, undo } = std::mem::take(&mut self.doing);
        match answer {
            Ok(Reply::ActedOn(words, version)) => {
                let items = if undo {
                    vec![(code.clone(), *version)]
                } else {
                    Vec::new()
                };
                shared.done(&format!("{code}: {words}"), &label, items);
            }
            Ok(_) => {}
            Err(failure) => shared.say(Note::bad(&failure.code, &failure.text)),
        }
        self.refresh(shared);
    }

    pub(super) fn mark_chosen(&mut self, shared: &Shared) {
        let Some(line) = self.chosen(shared) else {
            return;
        };
        if !self.marks.remove(&line.code) {
            self.marks.insert(line.code);
        }
        self.pick.at += 1;
        self.pick.fit(self.lines(shared).len());
    }

    /// Marks all rows that the filter leaves, those not read yet too; all marked already: none.
    pub(super) fn mark_shown(&mut self, shared: &mut Shared) {
        let words = fold(self.filter.text());
        if let Some(list) = self.lists.get_mut(self.list) {
            list.look_for(&words, shared);
            if !list.read_whole(shared) {
                self.mark_all = true;
                return shared.say(Note::plain(say!("desk.reading_to_mark")));
            }
        }
        let codes = |line: &Line| match line {
            Line::Dossier(line) => Some(line.code.clone()),
            Line::Draft(_) => None,
        };
        let shown: BTreeSet<String> = self.lines(shared).iter().filter_map(codes).collect();
        self.marks = if self.marks == shown {
            BTreeSet::new()
        } else {
            shown
        };
        self.typing = false;
        let count = self.marks.len();
        let more = self.lists.get(self.list).is_some_and(Paged::goes_on);
        let more = if more { say!("desk.list_goes_on") } else { "" };
        shared.say(Note::plain(say!("desk.dossiers_marked", count, more)));
    }
}
