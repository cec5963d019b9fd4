//! One list of the desk, read from the server page by page.

use crate::text::fold;
use crate::tui::api::{Ask, DossierLine, Failure, Reply, Ticket};
use crate::tui::model::Shared;

/// Most rows read on by themselves, for marking all of a list.
const MOST: usize = 1_000;

/// The rows read so far, and how to go on.
#[derive(Default)]
pub struct Paged {
    list: String,
    /// Words the server looks for; empty for all rows.
    words: String,
    /// `None` before the first answer.
    rows: Option<Vec<DossierLine>>,
    /// What the rows are searched by, folded once when they come.
    keys: Vec<String>,
    /// Where the rows after the last one begin; `None` on the last page.
    next: Option<String>,
    waiting: Ticket,
    /// A reading from the start that is not as long yet as what is on screen.
    coming: Option<Vec<DossierLine>>,
    /// All rows are wanted.
    whole: bool,
}

impl Paged {
    /// An empty list of this name.
    pub fn new(list: &str) -> Self {
        Self {
            list: list.to_owned(),
            ..Self::default()
        }
    }

    /// Reads from the start again. What is on screen stays until as much of it is read again, so
    /// that no row jumps.
    pub fn restart(&mut self, shared: &mut Shared) {
        self.coming = Some(Vec::new());
        self.ask(None, shared);
    }

    /// Reads only the rows that hold `words`, when they are others than before.
    pub fn look_for(&mut self, words: &str, shared: &mut Shared) {
        if self.words != words {
            words.clone_into(&mut self.words);
            self.restart(shared);
        }
    }

    /// Reads the rows that follow, when there are any and none are on their way.
    pub fn more(&mut self, shared: &mut Shared) {
        if self.waiting == 0
            && let Some(after) = self.next.clone()
        {
            self.ask(Some(after), shared);
        }
    }

    /// Reads to the end; answers whether it is there already.
    pub fn read_whole(&mut self, shared: &mut Shared) -> bool {
        self.whole = self.waiting != 0 || (self.next.is_some() && self.rows().len() < MOST);
        if self.whole {
            self.more(shared);
        }
        !self.whole
    }

    fn ask(&mut self, after: Option<String>, shared: &mut Shared) {
        self.waiting = shared.ask(Ask::List {
            list: self.list.clone(),
            words: self.words.clone(),
            after,
        });
    }

    /// Whether this answer is one of its own.
    pub fn waits_for(&self, ticket: Ticket) -> bool {
        ticket != 0 && ticket == self.waiting
    }

    /// Takes a page; answers whether all rows were wanted and are there now.
    pub fn take(&mut self, answer: &Result<Reply, Failure>, shared: &mut Shared) -> bool {
        self.waiting = 0;
        let Ok(Reply::List(rows, next)) = answer else {
            self.coming = None;
            self.whole = false;
            return false;
        };
        self.next.clone_from(next);
        match self.coming.take() {
            None => {
                self.keys.extend(rows.iter().map(key));
                self.rows.get_or_insert_default().extend_from_slice(rows);
            }
            Some(mut fresh) => {
                fresh.extend_from_slice(rows);
                let shorter = fresh.len() < self.rows().len() && self.words.is_empty();
                if next.is_some() && shorter {
                    self.coming = Some(fresh);
                    self.more(shared);
                    return false;
                }
                self.keys = fresh.iter().map(key).collect();
                self.rows = Some(fresh);
            }
        }
        self.whole && self.read_whole(shared)
    }

    /// The rows read so far.
    pub fn rows(&self) -> &[DossierLine] {
        self.rows.as_deref().unwrap_or_default()
    }

    /// The rows read so far that hold every one of the folded words.
    pub fn holding(&self, words: &str) -> impl Iterator<Item = &DossierLine> {
        let holds = move |key: &str| words.split(' ').all(|word| key.contains(word));
        let rows = self.rows().iter().zip(&self.keys);
        rows.filter(move |(_, key)| words.is_empty() || holds(key))
            .map(|(row, _)| row)
    }

    /// Whether the first answer came.
    pub fn is_loaded(&self) -> bool {
        self.rows.is_some()
    }

    /// Whether more rows follow those read.
    pub fn goes_on(&self) -> bool {
        self.next.is_some()
    }
}

fn key(row: &DossierLine) -> String {
    fold(&format!("{} {} {}", row.code, row.owner, row.procedure))
}
