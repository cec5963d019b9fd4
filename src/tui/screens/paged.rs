//! One list of the desk, read from the server page by page.

use crate::tui::api::{Ask, DeskList, DossierLine, Failure, Reply, Ticket};
use crate::tui::model::Shared;

/// The rows read so far, and how to go on.
#[derive(Default)]
pub struct Paged {
    /// `None` before the first answer.
    rows: Option<Vec<DossierLine>>,
    /// Where the rows after the last one begin; `None` on the last page.
    next: Option<String>,
    waiting: Ticket,
    /// A reading from the start that is not as long yet as what is on screen.
    coming: Option<Vec<DossierLine>>,
}

impl Paged {
    /// Reads from the start again. What is on screen stays until as much of it is read again, so
    /// that no row jumps.
    pub fn restart(&mut self, list: DeskList, shared: &mut Shared) {
        self.coming = Some(Vec::new());
        self.waiting = shared.ask(Ask::List(list, None));
    }

    /// Reads the rows that follow, when there are any and none are on their way.
    pub fn more(&mut self, list: DeskList, shared: &mut Shared) {
        if self.waiting == 0
            && let Some(after) = self.next.clone()
        {
            self.waiting = shared.ask(Ask::List(list, Some(after)));
        }
    }

    /// Whether this answer is one of its own.
    pub fn waits_for(&self, ticket: Ticket) -> bool {
        ticket != 0 && ticket == self.waiting
    }

    /// Takes a page.
    pub fn take(&mut self, list: DeskList, answer: &Result<Reply, Failure>, shared: &mut Shared) {
        self.waiting = 0;
        let Ok(Reply::List(_, rows, next)) = answer else {
            self.coming = None;
            return;
        };
        self.next.clone_from(next);
        let Some(mut fresh) = self.coming.take() else {
            self.rows.get_or_insert_default().extend_from_slice(rows);
            return;
        };
        fresh.extend_from_slice(rows);
        if next.is_some() && fresh.len() < self.rows().len() {
            self.coming = Some(fresh);
            self.more(list, shared);
        } else {
            self.rows = Some(fresh);
        }
    }

    /// The rows read so far.
    pub fn rows(&self) -> &[DossierLine] {
        self.rows.as_deref().unwrap_or_default()
    }

    /// Whether the first answer came.
    pub fn is_loaded(&self) -> bool {
        self.rows.is_some()
    }

    /// How many there are, as known: `7`, `50+` while more follow, `…` before the first answer.
    pub fn count(&self) -> String {
        match &self.rows {
            None => "…".into(),
            Some(rows) => format!("{}{}", rows.len(), self.plus()),
        }
    }

    /// `+` while more follow.
    pub fn plus(&self) -> &'static str {
        if self.next.is_some() { "+" } else { "" }
    }
}
