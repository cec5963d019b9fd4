//! The gate of the desk: signing in, the lock of F12, a password that must be changed. Nothing of any
//! dossier stays readable behind it; the draft waits.

use ratatui::layout::{Position, Rect};

use super::Show;
use super::one_key::{OneKey, Taken};
use crate::messages::{Text, say};
use crate::text::Secret;
use crate::tui::api::{Ask, Failure, Reply, Seat, Ticket};
use crate::tui::input::{Code, Key, Scan};
use crate::tui::model::{Move, Shared};
use crate::tui::term::pen::wrap;
use crate::tui::term::{Look, Pen};
use crate::tui::widgets::foot::Note;
use crate::tui::widgets::{Said, Spoken, Takes};

/// How the note begins that says who works here now.
pub const SAT_DOWN: Text = Text::of("lock.working_now");
/// Longest line that is typed here.
const LONGEST: usize = 200;

/// The gate. In the demonstration office a key opens it; elsewhere the password does.
pub struct Lock {
    purpose: Purpose,
    /// Official e-mail as typed.
    name: String,
    /// Password in use, new one, new one again.
    hidden: [Secret; 3],
    at: usize,
    asked: Ticket,
    said: String,
    /// Drafts of whoever sits here that wait behind it.
    drafts: usize,
    /// What is offered where no password is asked for.
    one_key: OneKey,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// Locked by the officer, or by time.
    Locked,
    /// Nobody is signed in.
    SignIn,
    /// A new password; whether one may go back without.
    Change { may_leave: bool },
}

impl Lock {
    fn of(purpose: Purpose, name: &str) -> Self {
        Self {
            purpose,
            name: name.to_owned(),
            hidden: Default::default(),
            at: 0,
            asked: 0,
            said: String::new(),
            drafts: 0,
            one_key: OneKey::default(),
        }
    }

    /// Says how many drafts wait behind it.
    pub fn with_drafts(mut self, count: usize) -> Self {
        self.drafts = count;
        self
    }

    /// Asks who else may sit down, where one need not sign in.
    pub fn with_colleagues(mut self, shared: &mut Shared) -> Self {
        if self.is_one_key(shared) {
            self.one_key.look_around(shared);
        }
        self
    }

    /// Whose desk it is and whether a draft waits; nothing of what is in it.
    fn waiting(&self, shared: &Shared) -> String {
        let who = match (shared.seat.officer.as_str(), self.purpose) {
            ("", _) | (_, Purpose::Change { .. }) => return String::new(),
            (name, _) => name,
        };
        let draft = match self.drafts {
            0 => String::new(),
            count => say!("lock.drafts_waiting", count),
        };
        say!("lock.seated", who, draft)
    }

    /// The desk is locked; `name` sits here.
    pub fn locked(name: &str) -> Self {
        let mut lock = Self::of(Purpose::Locked, name);
        lock.at = usize::from(!name.is_empty());
        lock
    }

    /// Nobody is signed in, or no longer; `why` says so.
    pub fn sign_in(name: &str, why: &str) -> Self {
        let mut lock = Self::locked(name);
        lock.purpose = Purpose::SignIn;
        lock.said = why.to_owned();
        lock
    }

    /// The officer wants another password.
    pub fn change() -> Self {
        Self::of(Purpose::Change { may_leave: true }, "")
    }

    /// Whether Esc leads back.
    pub fn may_leave(&self) -> bool {
        self.purpose == Purpose::Change { may_leave: true }
    }

    /// Only a key is asked for: the demonstration office has no passwords.
    fn is_one_key(&self, shared: &Shared) -> bool {
        self.purpose == Purpose::Locked && shared.seat.one_key
    }

    fn labels(&self) -> Vec<&'static str> {
        match self.purpose {
            Purpose::Locked | Purpose::SignIn => {
                vec![say!("lock.official_email"), say!("lock.password")]
            }
            Purpose::Change { .. } => vec![
                say!("lock.current_password"),
                say!("lock.new_password"),
                say!("lock.new_password_again"),
            ],
        }
    }

    /// Which of the hidden texts is being typed; none on the name.
    fn hidden_at(&self, line: usize) -> Option<usize> {
        match self.purpose {
            Purpose::Change { .. } => Some(line),
            _ => line.checked_sub(1),
        }
    }

    fn type_letter(&mut self, letter: char) {
        match self.hidden_at(self.at) {
            None if self.name.chars().count() < LONGEST => self.name.push(letter),
            Some(place) if self.hidden[place].letters() < LONGEST => {
                self.hidden[place].push(letter);
            }
            _ => {}
        }
    }

    fn take_back(&mut self) {
        match self.hidden_at(self.at) {
            None => drop(self.name.pop()),
            Some(place) => self.hidden[place].pop(),
        }
    }

    /// The whole line being typed goes.
    fn clear(&mut self) {
        match self.hidden_at(self.at) {
            None => self.name.clear(),
            Some(place) => self.hidden[place].clear(),
        }
    }

    fn enter(&mut self, shared: &mut Shared) {
        if self.at + 1 < self.labels().len() {
            self.at += 1;
            return;
        }
        let [first, new, again] = &self.hidden;
        let ask = match self.purpose {
            Purpose::Change { .. } if new != again => {
                self.said = say!("lock.passwords_differ").into();
                self.hidden[1].clear();
                self.hidden[2].clear();
                self.at = 1;
                return;
            }
            Purpose::Change { .. } => Ask::ChangePassword {
                old: first.clone(),
                new: new.clone(),
            },
            _ => Ask::SignIn {
                officer: self.name.trim().to_owned(),
                password: first.clone(),
            },
        };
        self.said = say!("common.sending").into();
        self.asked = shared.ask(ask);
    }

    /// The server let somebody in.
    fn entered(&mut self, seat: &Seat, shared: &mut Shared) {
        if seat.must_change {
            // The password just typed is the one in use: it need not be typed again.
            self.purpose = Purpose::Change { may_leave: false };
            self.at = 1;
            self.said = say!("lock.must_change").into();
            shared.seat = seat.clone();
            return;
        }
        self.hidden = Default::default();
        let known = !shared.index.is_empty();
        if known && shared.desk_of == seat.officer_id {
            // The same officer goes on where the screen stopped.
            say_who(seat, shared);
            shared.seat = seat.clone();
            shared.close();
            return;
        }
        begin(seat, shared);
    }
}

/// Somebody else begins at this desk.
fn begin(seat: &Seat, shared: &mut Shared) {
    say_who(seat, shared);
    shared.sit(seat.clone());
    shared.new_seat = true;
    shared.ask(Ask::Catalogue);
    shared.moves.push(Move::Home);
}

/// Who works here now, or how long their password lasts.
fn say_who(seat: &Seat, shared: &mut Shared) {
    shared.say(match seat.password_days {
        Some(days) => Note::plain(say!("lock.days_to_change", days)),
        None => Note::good(format!("{SAT_DOWN} {} ({}).", seat.officer, seat.role)),
    });
}

impl Show for Lock {
    fn title(&self) -> &str {
        match self.purpose {
            Purpose::Locked => say!("lock.locked_title"),
            Purpose::SignIn => say!("lock.sign_in_title"),
            Purpose::Change { .. } => say!("lock.change_title"),
        }
    }

    fn key(&mut self, key: Key, shared: &mut Shared) {
        if self.is_one_key(shared) {
            if self.one_key.key(key, shared) {
                shared.close();
            }
            return;
        }
        match (key.typed(), key.code) {
            (Some(letter), _) => self.type_letter(letter),
            (_, Code::Backspace) => self.take_back(),
            (_, Code::Enter) => self.enter(shared),
            (_, Code::Down | Code::Tab) => self.at = (self.at + 1).min(self.labels().len() - 1),
            _ if key == Key::ctrl('u') => self.clear(),
            (_, Code::Up) => self.at = self.at.saturating_sub(1),
            _ => {}
        }
    }

    fn scanned(&mut self, scan: &Scan, shared: &mut Shared) -> bool {
        match (scan, &self.purpose) {
            (Scan::Staff(card), Purpose::Locked | Purpose::SignIn) if !shared.seat.one_key => {
                self.said = say!("common.sending").into();
                self.asked = shared.ask(Ask::CardSignIn { card: card.clone() });
                true
            }
            _ => false,
        }
    }

    fn paste(&mut self, text: &str, shared: &mut Shared) {
        if self.is_one_key(shared) {
            return;
        }
        let letters = text.trim_end_matches(['\r', '\n']).chars();
        letters
            .filter(|c| !c.is_control())
            .for_each(|letter| self.type_letter(letter));
    }

    fn answer(
        &mut self,
        ticket: Ticket,
        answer: &Result<Reply, Failure>,
        shared: &mut Shared,
    ) -> bool {
        match self.one_key.answer(ticket, answer) {
            Taken::Not => {}
            Taken::Done => return true,
            Taken::Seat(seat) => {
                begin(&seat, shared);
                return true;
            }
        }
        if ticket == 0 || ticket != self.asked {
            return false;
        }
        self.asked = 0;
        self.said.clear();
        match answer {
            Ok(Reply::Seat(seat)) => {
                let may_leave = self.may_leave();
                self.entered(seat, shared);
                if may_leave {
                    shared.say(Note::good(say!("lock.password_changed")));
                }
            }
            Ok(_) => {}
            Err(failure) => {
                self.said = format!("{} {}", failure.code, failure.text);
                self.hidden[0].clear();
                self.at = usize::from(!matches!(self.purpose, Purpose::Change { .. }));
            }
        }
        true
    }

    fn keys(&self, shared: &Shared) -> Vec<(&'static str, &'static str)> {
        match self.purpose {
            _ if self.is_one_key(shared) => self.one_key.keys(),
            Purpose::Locked => vec![("Enter", say!("lock.unlock"))],
            Purpose::SignIn => vec![("Enter", say!("lock.sign_in"))],
            Purpose::Change { .. } => vec![("Enter", say!("lock.change"))],
        }
    }

    fn help(&self) -> String {
        match self.purpose {
            Purpose::Locked => say!("lock.help_locked").into(),
            Purpose::SignIn => say!("lock.help_sign_in").into(),
            Purpose::Change { .. } => say!("lock.help_change").into(),
        }
    }

    fn spoken(&self, shared: &Shared) -> Spoken {
        let mut lines = vec![self.words().to_owned()];
        lines.extend(Some(self.waiting(shared)).filter(|words| !words.is_empty()));
        if self.is_one_key(shared) {
            lines.push(self.one_key.words().to_owned());
            lines.push(self.one_key.problem.clone());
            lines.retain(|words| !words.is_empty());
            let (rows, at) = self.one_key.rows(shared);
            return Spoken::read(lines).rows(rows, at);
        }
        if !self.said.is_empty() {
            lines.push(self.said.clone());
        }
        let fields = self.labels().into_iter().enumerate().map(|(line, label)| {
            let mut said = Said::new(label, Takes::Hidden);
            if self.hidden_at(line).is_none() {
                said.takes = Takes::Gate;
                said.value.clone_from(&self.name);
            }
            said
        });
        Spoken::read(lines).form((fields.collect(), Some(self.at)))
    }

    fn draw(&self, pen: &mut Pen, area: Rect, shared: &Shared) -> Option<Position> {
        if self.is_one_key(shared) {
            self.draw_one_key(pen, area, shared);
            return None;
        }
        let y = area.y + (area.height / 2).saturating_sub(4);
        pen.text_centre(area, y, self.words(), Look::Strong);
        pen.text_centre(area, y + 1, &self.waiting(shared), Look::Text);
        if self.purpose == Purpose::Locked {
            let words = say!("lock.someone_else");
            pen.text_centre(area, y + 5, words, Look::Text);
        }
        let mut caret = None;
        for ((line, label), y) in self.labels().iter().enumerate().zip(y + 2..) {
            caret = self.line(pen, area, y, line, label).or(caret);
        }
        let lines = wrap(&self.said, area.width.saturating_sub(16) as usize);
        let below = Rect::new(area.x + 8, y + 7, area.width - 8, area.height - 7);
        pen.lines(below, &lines, Look::Text);
        caret
    }
}

impl Lock {
    fn words(&self) -> &'static str {
        match self.purpose {
            Purpose::Locked => say!("lock.locked_words"),
            Purpose::SignIn => say!("lock.sign_in_words"),
            Purpose::Change { .. } => say!("lock.change_words"),
        }
    }

    /// Words, then whoever may sit down.
    fn draw_one_key(&self, pen: &mut Pen, area: Rect, shared: &Shared) {
        let y = area.y + 1;
        pen.text_centre(area, y, self.words(), Look::Strong);
        pen.text_centre(area, y + 1, &self.waiting(shared), Look::Text);
        pen.text_centre(area, y + 2, self.one_key.words(), Look::Text);
        let problem = &self.one_key.problem;
        let lines = wrap(problem, area.width.saturating_sub(16) as usize);
        let below = Rect::new(area.x + 8, y + 3, area.width - 8, 2);
        pen.lines(below, &lines, Look::Text);
        let rows = Rect::new(area.x + 8, y + 4, area.width - 9, area.height - 5);
        self.one_key.draw(pen, rows, shared);
    }

    /// One line of the form; the caret when it is the one being typed.
    fn line(
        &self,
        pen: &mut Pen,
        area: Rect,
        y: u16,
        line: usize,
        label: &str,
    ) -> Option<Position> {
        const WIDE: usize = 36;
        let shown = match self.hidden_at(line) {
            None => self.name.clone(),
            Some(place) => "•".repeat(self.hidden[place].letters()),
        };
        let over = shown.chars().count().saturating_sub(WIDE - 1);
        let shown: String = shown.chars().skip(over).collect();
        let look = if line == self.at {
            Look::Focus
        } else {
            Look::Text
        };
        let mark = if line == self.at { "►" } else { " " };
        pen.text(area.x + 8, y, 1, mark, Look::Text);
        pen.text(area.x + 9, y, 22, label, Look::Text);
        pen.text(area.x + 31, y, 40, &format!("[{shown:<WIDE$}]"), look);
        let at = area.x + 32 + shown.chars().count() as u16;
        (line == self.at).then_some(Position::new(at, y))
    }
}
