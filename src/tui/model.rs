//! Everything the terminal client knows.

use crate::messages::say;
use std::rc::Rc;
use std::time::Duration;

use chrono::{NaiveDate, NaiveDateTime};

use super::actions::Action;
use super::api::{Ask, Seat, Ticket};
use super::drafts::Draft;
use super::effect::{Effect, Wake};
use super::index::Index;
use super::input::Key;
use super::keying::Keying;
use super::keymap::Keymap;
use super::printing::PaperDesk;
use super::screens::{Lock, Screen, Told};
use super::term::Theme;
use super::widgets::foot::Note;

/// How long an act may be taken back; the server keeps the same time.
const UNDO_FOR: Duration = Duration::from_secs(30);
/// Longer than this, and a clerk is told what is being done.
const SLOW: Duration = Duration::from_secs(1);

/// The whole state: what all screens share, and the screens, the top one having the keys.
pub struct Model {
    /// What all screens share.
    pub shared: Shared,
    /// Screens from the desk (always there) to the top.
    pub stack: Vec<Screen>,
    /// What stands between keys and screens.
    pub keying: Keying,
    /// Keys typed while a commit runs.
    pub kept: Vec<Key>,
}

/// What all screens may read, and where they leave what they want.
pub struct Shared {
    /// Who sits here.
    pub seat: Seat,
    /// Whose screens these are: the officer who sat down, be the desk locked since.
    pub desk_of: String,
    /// Wall clock when a key was last pressed.
    pub last_key: NaiveDateTime,
    /// Local wall clock, to the minute.
    pub wall: NaiveDateTime,
    /// Milliseconds of a steady clock.
    pub now: u64,
    /// Columns and rows.
    pub size: (u16, u16),
    /// Looks.
    pub theme: Theme,
    /// Which key does what.
    pub keys: Rc<Keymap>,
    /// The usual paper of a dossier is printed as soon as it has its number.
    pub print_after_save: bool,
    /// New clerks are told what to do now.
    pub guided: bool,
    /// The message line.
    pub note: Option<Note>,
    /// What was last kept of the draft, for the status line.
    pub draft_status: String,
    /// State of the line to the server.
    pub link: Link,
    /// Printers, and papers on their way.
    pub printing: PaperDesk,
    /// All procedures.
    pub index: Rc<Index>,
    /// Somebody else took the seat: the desk forgets the lists of the one before.
    pub new_seat: bool,
    /// This officer's drafts.
    pub drafts: Vec<Draft>,
    /// Until when personal numbers are shown.
    pub reveal_until: Option<u64>,
    /// What may be taken back for a while.
    pub undo: Option<Undo>,
    /// While the desk warns that it will lock itself: what the message line said before.
    pub warned: Option<Option<Note>>,
    /// The commit that runs.
    pub committing: Option<Commit>,
    /// What to do outside, in order.
    pub effects: Vec<Effect>,
    /// What to do with the stack of screens, in order.
    pub moves: Vec<Move>,
    /// Makes ids for drafts and acts.
    pub new_id: Box<dyn FnMut() -> String>,
    /// Questions under way: ticket, since when (steady milliseconds), what is being done.
    asked: Vec<(Ticket, u64, &'static str)>,
    /// A timer for them is running.
    watched: bool,
    last_ticket: Ticket,
}

/// A dossier on its way to the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// The question.
    pub ticket: Ticket,
    /// When it was sent, steady milliseconds.
    pub since: u64,
    /// The draft it came from; dropped once the server has it.
    pub draft: String,
}

/// What was done last and may be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undo {
    /// Name of the act.
    pub label: String,
    /// Dossiers, with their versions after it.
    pub items: Vec<(String, i64)>,
    /// Until when, steady milliseconds.
    until: u64,
    /// What was said, without the offer.
    said: String,
}

/// State of the line to the server, as far as we know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Link {
    /// Not asked yet.
    #[default]
    Unknown,
    /// The last question was answered.
    Up,
    /// The last question was not.
    Down,
}

/// A change to the stack of screens.
pub enum Move {
    /// Put a screen on top.
    Open(Box<Screen>),
    /// Take the top one away.
    Close,
    /// Take all away but the desk.
    Home,
    /// Tell the screen that is on top by then.
    Tell(Told),
    /// Carry out an action, as if its key had been pressed.
    Run(&'static Action),
    /// Carry out an act that the screen on top offers, by name.
    Act(String),
}

impl Shared {
    /// A fresh state for a terminal of `size`.
    pub fn new(
        size: (u16, u16),
        wall: NaiveDateTime,
        keys: Rc<Keymap>,
        new_id: Box<dyn FnMut() -> String>,
    ) -> Self {
        Self {
            seat: Seat::default(),
            desk_of: String::new(),
            last_key: wall,
            wall,
            now: 0,
            size,
            theme: Theme::default(),
            keys,
            print_after_save: false,
            guided: false,
            note: None,
            draft_status: String::new(),
            link: Link::Unknown,
            printing: PaperDesk::default(),
            index: Rc::new(Index::default()),
            new_seat: false,
            drafts: Vec::new(),
            reveal_until: None,
            undo: None,
            warned: None,
            committing: None,
            effects: Vec::new(),
            moves: Vec::new(),
            new_id,
            asked: Vec::new(),
            watched: false,
            last_ticket: 0,
        }
    }

    /// Today, local.
    pub fn today(&self) -> NaiveDate {
        self.wall.date()
    }

    /// Asks the server; the answer carries the ticket.
    pub fn ask(&mut self, ask: Ask) -> Ticket {
        self.last_ticket += 1;
        self.watch_the_time();
        self.asked.push((self.last_ticket, self.now, ask.doing()));
        self.effects.push(Effect::Ask(self.last_ticket, ask));
        self.last_ticket
    }

    /// The question was answered.
    pub fn answered(&mut self, ticket: Ticket) {
        self.asked.retain(|(asked, ..)| *asked != ticket);
    }

    /// A second has passed: what is still under way is looked at again in another one.
    pub fn look_at_slow(&mut self) {
        self.watched = false;
        if !self.asked.is_empty() {
            self.watch_the_time();
        }
    }

    /// One timer serves all questions.
    fn watch_the_time(&mut self) {
        if !self.watched {
            self.watched = true;
            self.effects.push(Effect::After(SLOW, Wake::Slow));
        }
    }

    /// What takes longer than a second, in words: since when, and after ten that nobody need wait.
    pub fn slow(&self) -> Option<String> {
        let (_, since, doing) = self.asked.iter().min_by_key(|(_, since, _)| *since)?;
        let seconds = self.now.saturating_sub(*since) / 1_000;
        match seconds {
            0 => None,
            1..10 => Some(say!("model.slow", doing, seconds)),
            _ => Some(say!("model.slow_need_not_wait", doing, seconds)),
        }
    }

    /// Puts a screen on top, after the current message is handled.
    pub fn open(&mut self, screen: impl Into<Screen>) {
        self.moves.push(Move::Open(Box::new(screen.into())));
    }

    /// Takes the top screen away, after the current message is handled.
    pub fn close(&mut self) {
        self.moves.push(Move::Close);
    }

    /// Says something on the message line.
    pub fn say(&mut self, note: Note) {
        self.note = Some(note);
    }

    /// Says that something was done and, while `items` may be taken back, how.
    pub fn done(&mut self, words: &str, label: &str, items: Vec<(String, i64)>) {
        self.undo = None;
        let key = self.keys.key_of("undo");
        let Some(key) = key.filter(|_| !items.is_empty()) else {
            return self.say(Note::good(words));
        };
        self.say(Note::good(say!("model.undo_within", words, key)));
        self.effects.push(Effect::After(UNDO_FOR, Wake::Undo));
        self.undo = Some(Undo {
            label: label.to_owned(),
            items,
            until: self.now + UNDO_FOR.as_millis() as u64,
            said: words.to_owned(),
        });
    }

    /// The time to take something back is over: the offer goes, what was said stays.
    pub fn expire_undo(&mut self) {
        let Some(undo) = self.undo.take_if(|undo| self.now >= undo.until) else {
            return;
        };
        if let Some(note) = &mut self.note
            && note.text.starts_with(&undo.said)
        {
            note.text = undo.said;
        }
    }

    /// Refuses a key: says why, and rings.
    pub fn refuse(&mut self, why: impl Into<String>) {
        self.note = Some(Note::plain(why));
        self.effects.push(Effect::Bell);
    }

    /// Takes a seat: another officer's drafts, nothing of the one before.
    pub fn sit(&mut self, seat: Seat) {
        self.desk_of.clone_from(&seat.officer_id);
        self.seat = seat;
        self.drafts.clear();
        self.draft_status.clear();
        self.reveal_until = None;
        self.undo = None;
        self.effects
            .push(Effect::ReadDrafts(self.seat.officer_id.clone()));
        self.look_at_printing();
    }

    /// Whether personal numbers are shown now.
    pub fn reveals(&self) -> bool {
        self.reveal_until.is_some_and(|until| self.now < until)
    }

    /// Whether there is room for a side pane.
    pub fn is_wide(&self) -> bool {
        self.size.0 >= 100 && self.size.1 >= 30
    }
}

impl Model {
    /// Whether the desk is locked, or nobody is signed in.
    pub fn is_locked(&self) -> bool {
        self.stack.iter().any(|s| matches!(s, Screen::Lock(_)))
    }

    /// Hides everything behind `gate`; what is being typed is kept first.
    pub fn lock(&mut self, gate: Lock) {
        let mut drafts = self.shared.drafts.clone();
        for screen in &mut self.stack {
            if let Screen::Intake(intake) = screen
                && intake.has_draft()
            {
                intake.keep_now(&mut self.shared);
                drafts.retain(|draft| draft.id != intake.draft_id());
                drafts.push(Draft {
                    id: intake.draft_id().to_owned(),
                    ..Draft::default()
                });
            }
        }
        let gate = gate.with_drafts(drafts.len());
        let gate = gate.with_colleagues(&mut self.shared);
        self.shared.note = None;
        self.shared.warned = None;
        self.shared.reveal_until = None;
        self.shared.open(gate);
    }

    /// The screen that has the keys.
    pub fn top(&self) -> &Screen {
        self.stack
            .last()
            .unwrap_or_else(|| unreachable!("the desk is never closed"))
    }

    /// The screen that has the keys and what all share, to change.
    pub fn top_mut(&mut self) -> (&mut Screen, &mut Shared) {
        let Some(top) = self.stack.last_mut() else {
            unreachable!("the desk is never closed")
        };
        (top, &mut self.shared)
    }
}
