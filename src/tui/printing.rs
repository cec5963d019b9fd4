//! What the desk knows of its printers and papers: looked at again and again while somebody works here,
//! said once when it changes, asked about once when a paper is in doubt.

use crate::messages::say;
use std::collections::BTreeSet;
use std::time::Duration;

use super::api::{Ask, Failure, JobLine, Printing, Reply, Ticket};
use super::effect::{Effect, Wake};
use super::model::{Model, Shared};
use super::screens::{PaperOut, Screen};
use super::widgets::foot::Note;

/// Between two looks: with what the server takes to ask, a fault is named within five seconds.
const EVERY: Duration = Duration::from_secs(2);
/// Nobody has touched a key for so many minutes, and nothing is on its way: no more looks, so that a desk
/// left alone does not keep its session alive.
const LEFT_ALONE: i64 = 2;

/// Printers and papers, as last seen.
#[derive(Debug, Clone, Default)]
pub struct PaperDesk {
    /// As the server said.
    pub seen: Printing,
    ticket: Ticket,
    /// A look is to come.
    due: bool,
    /// Papers in doubt that were asked about.
    asked: BTreeSet<i64>,
}

impl Shared {
    /// Looks at printers and papers now.
    pub fn look_at_printing(&mut self) {
        self.printing.ticket = self.ask(Ask::Printing);
    }
}

impl Model {
    /// Takes the answer to a look; `false` when it is another question's.
    pub(super) fn printing_seen(
        &mut self,
        ticket: Ticket,
        answer: &Result<Reply, Failure>,
    ) -> bool {
        if ticket == 0 || ticket != self.shared.printing.ticket {
            return false;
        }
        match answer {
            Ok(Reply::Printing(seen)) => self.take_printing(seen),
            // The link is told elsewhere; the next look may be luckier.
            _ => self.look_later(),
        }
        true
    }

    /// Keeps what was seen, and says what is new about it.
    pub(super) fn take_printing(&mut self, seen: &Printing) {
        let before = std::mem::replace(&mut self.shared.printing.seen, seen.clone());
        if seen.watch {
            self.look_later();
        }
        if self.is_locked() {
            return;
        }
        if !seen.said.is_empty() {
            self.shared.say(Note::good(seen.said.clone()));
        }
        self.tell_trouble(&before);
        self.ask_about_doubt();
    }

    fn look_later(&mut self) {
        if !std::mem::replace(&mut self.shared.printing.due, true) {
            let later = Effect::After(EVERY, Wake::Printing);
            self.shared.effects.push(later);
        }
    }

    /// The time for another look has come.
    pub(super) fn look_again_at_printing(&mut self) {
        self.shared.printing.due = false;
        let idle = (self.shared.wall - self.shared.last_key).num_minutes() >= LEFT_ALONE;
        let mut papers = self.shared.printing.seen.papers.iter();
        let waits = papers.any(|p| matches!(p.state.as_str(), "queued" | "sent"));
        if self.is_locked() || (idle && !waits) {
            return self.look_later();
        }
        self.shared.look_at_printing();
    }

    /// A printer that stops while papers wait for it is told, once.
    fn tell_trouble(&mut self, before: &Printing) {
        let seen = &self.shared.printing.seen;
        let Some(trouble) = &seen.trouble else {
            return;
        };
        let waiting = seen.papers.iter().filter(|p| !p.is_doubtful()).count();
        let is_new = before.trouble.as_ref() != Some(trouble) || before.papers.is_empty();
        if !is_new || waiting == 0 {
            return;
        }
        let text = say!(
            "printing.trouble",
            printer = trouble.printer,
            words = trouble.words,
            waiting,
            mend = trouble.mend
        );
        let note = Note::bad(&trouble.code, text);
        self.shared.say(note);
    }

    /// “Đã ra giấy chưa?”, where nothing is being typed; otherwise the status line keeps saying it.
    fn ask_about_doubt(&mut self) {
        let shared = &self.shared;
        let asked = &shared.printing.asked;
        let papers = shared.printing.seen.papers.iter();
        let mut doubts = papers.filter(|p| p.is_doubtful() && !asked.contains(&p.id));
        let Some(paper) = doubts.next().cloned() else {
            return;
        };
        let quiet = match self.top() {
            Screen::Desk(_) | Screen::Dossier(_) | Screen::Print(_) => !self.top().show().edits(),
            _ => false,
        };
        if !quiet || self.shared.committing.is_some() {
            return;
        }
        self.shared.printing.asked.insert(paper.id);
        let question = PaperOut::open(paper, &mut self.shared);
        self.shared.open(question);
    }
}

/// What the status line says of printers and papers; nothing when there is nothing to say. The flag: it
/// wants care.
pub fn status(shared: &Shared) -> Option<(String, bool)> {
    let seen = &shared.printing.seen;
    let doubts = seen.papers.iter().filter(|p| p.is_doubtful()).count();
    if let Some(trouble) = &seen.trouble {
        return Some((
            say!("printing.printer_trouble", words = trouble.words),
            true,
        ));
    }
    if doubts > 0 {
        return Some((say!("printing.papers_in_doubt", doubts), true));
    }
    if seen.papers.iter().any(|p| p.state == "failed") {
        return Some((say!("printing.paper_failed").into(), true));
    }
    match seen.papers.len() {
        0 if seen.watch => Some((say!("printing.printer_ready").into(), false)),
        0 => None,
        waiting => Some((say!("printing.papers_printing", waiting), false)),
    }
}

/// One paper in the words of the question and the list.
pub fn about(paper: &JobLine) -> String {
    match paper.code.as_str() {
        "" => paper.title.clone(),
        code => say!("printing.paper_of", title = paper.title, code),
    }
}
