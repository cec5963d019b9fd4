//! The screens, one file each. A screen keeps its own state, takes keys and answers, and draws
//! itself; what it wants from outside it leaves in [`Shared`].
//!
//! To add a screen: write its file, implement [`Show`], add it to [`screens!`] below.

mod act_form;
mod act_sheet;
mod batch;
mod changes;
mod confirm;
mod desk;
mod dossier;
mod fees;
mod files;
mod find;
mod flows;
mod help;
pub mod intake;
mod lock;
mod long_text;
mod manual;
pub mod menu;
mod officers;
mod one_key;
mod order;
mod paged;
mod paper_out;
mod papers;
mod pane;
mod print;
mod print_way;
mod returning;
mod review;
mod rows;
mod table;
mod till;
mod values;

pub use act_sheet::ActSheet;
pub use batch::{Batch, Item};
pub use changes::Changes;
pub use confirm::{Asked, Confirm};
pub use desk::Desk;
pub use dossier::Dossier;
pub use fees::Fees;
pub use files::Files;
pub use find::Find;
pub use flows::Flows;
pub use help::Help;
pub use intake::IntakeScreen;
pub use lock::{Lock, SAT_DOWN};
pub use long_text::LongText;
pub use manual::Manual;
pub use menu::Menu;
pub use officers::Officers;
pub use order::OrderSheet;
pub use pane::Pane;
pub use paper_out::PaperOut;
pub use papers::Papers;
pub use print::Print;
pub use returning::Returning;
pub use review::Review;
pub use table::TableScreen;
pub use till::Till;
pub use values::Values;

use ratatui::layout::{Position, Rect};

use super::api::{DossierSheet, Failure, FormLine, Reply, Subject, Ticket};
use super::effect::Wake;
use super::input::{Key, Scan};
use super::model::Shared;
use super::term::Pen;
use super::widgets::counts::Counts;
use super::widgets::{Form, Kind, Spoken, TextField};

/// What every screen can do.
pub trait Show {
    /// Its name on the top line.
    fn title(&self) -> &str;

    /// What it is about to do, where it goes through stages: for guidance and manual.
    fn state(&self) -> &'static str {
        ""
    }

    /// Whether the screen below stays visible around it.
    fn is_overlay(&self) -> bool {
        false
    }

    /// Whether a text is being typed, so that keys of editing belong to it.
    fn edits(&self) -> bool {
        false
    }

    /// Where letters go now, when they go into a text.
    fn writing(&mut self) -> Option<Writing<'_>> {
        None
    }

    /// The paper whose counts the digits change.
    fn counting(&mut self) -> Option<&mut Counts> {
        None
    }

    /// Whether a digit does something at once although a text is being written.
    fn digits_act(&self) -> bool {
        false
    }

    /// A scan is over and the text has again what it held before: what follows from it follows again.
    fn put_back(&mut self, _shared: &mut Shared) {}

    /// Takes a scan; `false` when it is nothing for this screen.
    fn scanned(&mut self, _scan: &Scan, _shared: &mut Shared) -> bool {
        false
    }

    /// Acts it offers by name, for F10: name, words, why not.
    fn acts(&self) -> Vec<(String, String, Option<String>)> {
        Vec::new()
    }

    /// Carries out one of its acts.
    fn do_act(&mut self, _name: &str, _shared: &mut Shared) {}

    /// Takes a key that no action took.
    fn key(&mut self, key: Key, shared: &mut Shared);

    /// Takes a paste.
    fn paste(&mut self, _text: &str, _shared: &mut Shared) {}

    /// Takes an answer; `false` when the ticket is not its own.
    fn answer(
        &mut self,
        _ticket: Ticket,
        _answer: &Result<Reply, Failure>,
        _shared: &mut Shared,
    ) -> bool {
        false
    }

    /// A timer ran out.
    fn wake(&mut self, _wake: Wake, _shared: &mut Shared) {}

    /// It is on top again after the screen above was closed.
    fn again(&mut self, _shared: &mut Shared) {}

    /// The screen above answers as it closes.
    fn told(&mut self, _told: Told, _shared: &mut Shared) {}

    /// Its own keys that work now, with their words: they begin the bottom line.
    fn keys(&self, _shared: &Shared) -> Vec<(&'static str, &'static str)> {
        Vec::new()
    }

    /// What F1 says first: about the field or row in focus.
    fn help(&self) -> String;

    /// Until when keys do not count, because nobody can have read the question yet; steady milliseconds.
    fn deaf_until(&self) -> u64 {
        0
    }

    /// Itself in words, for those who have no screen; what it would draw, unless it knows better.
    fn spoken(&self, shared: &Shared) -> Spoken {
        Spoken::drawn(|pen, area| self.draw(pen, area, shared))
    }

    /// Draws itself; answers where the caret stands.
    fn draw(&self, pen: &mut Pen, area: Rect, shared: &Shared) -> Option<Position>;
}

/// A text that is being typed.
pub struct Writing<'a> {
    /// The text.
    pub text: &'a mut TextField,
    /// Whether it is words, so that built-in typing composes them; not a code, not an address.
    pub words: bool,
}

impl<'a> Writing<'a> {
    /// A text of words.
    pub fn words(text: &'a mut TextField) -> Option<Self> {
        Some(Self { text, words: true })
    }

    /// What the focused field of a form takes.
    pub fn of(form: &'a mut Form) -> Option<Self> {
        let field = form.focused_mut()?;
        let words = matches!(field.kind, Kind::Text(_) | Kind::Long(_));
        let text = &mut field.input;
        Some(Self { text, words })
    }
}

/// What an overlay tells the screen below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// A value was chosen for a field: field id, code.
    Value(String, String),
    /// A long text was taken: field id, text.
    Text(String, String),
    /// A question was answered with yes; the reason, when one was asked for.
    Yes(Asked, String),
    /// An act was done: the dossier after it, when it is known.
    Acted(Option<Box<DossierSheet>>),
    /// An order was carried out: what may be printed of it.
    Ordered(Vec<(Subject, FormLine)>),
    /// An act on many is over: the codes of those it was not done on.
    Left(Vec<String>),
}

macro_rules! screens {
    ($($name:ident($kind:ty)),+ $(,)?) => {
        /// A screen.
        #[allow(missing_docs, reason = "each variant is its screen; see the screen")]
        pub enum Screen { $($name(Box<$kind>)),+ }

        $(impl From<$kind> for Screen {
            fn from(screen: $kind) -> Self { Self::$name(Box::new(screen)) }
        })+

        impl Screen {
            /// The screen, whatever it is.
            pub fn show(&self) -> &dyn Show {
                match self { $(Self::$name(screen) => &**screen),+ }
            }

            /// Ids of all screens.
            #[cfg(test)]
            pub const IDS: &'static [&'static str] = &[$(stringify!($name)),+];

            /// Its id, by which data files name it.
            pub fn id(&self) -> &'static str {
                match self { $(Self::$name(_) => stringify!($name)),+ }
            }

            /// The same, to change.
            pub fn show_mut(&mut self) -> &mut dyn Show {
                match self { $(Self::$name(screen) => &mut **screen),+ }
            }
        }
    };
}

screens! {
    Desk(Desk),
    Intake(IntakeScreen),
    Dossier(Dossier),
    Act(ActSheet),
    Batch(Batch),
    Find(Find),
    Files(Files),
    Returning(Returning),
    Print(Print),
    Menu(Menu),
    Help(Help),
    Values(Values),
    LongText(LongText),
    Confirm(Confirm),
    Officers(Officers),
    Flows(Flows),
    Changes(Changes),
    Manual(Manual),
    Pane(Pane),
    Lock(Lock),
    Fees(Fees),
    Till(Till),
    PaperOut(PaperOut),
    Papers(Papers),
    Table(TableScreen),
    Order(OrderSheet),
    Review(Review),
}
