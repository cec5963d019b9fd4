//! The gate of the desk: signing in, the lock of F12, a password that must be changed. Nothing of any
//! dossier stays readable behind it; the draft waits.

use ratatui::layout::{Position, Rect};

use super::Show;
use crate::text::Secret;
use crate::tui::api::{Ask, Failure, Reply, Seat, Ticket};
use crate::tui::input::{Code, Key};
use crate::tui::model::{Move, Shared};
use crate::tui::term::pen::wrap;
use crate::tui::term::{Look, Pen};
use crate::tui::widgets::foot::Note;
use crate::tui::widgets::{Said, Spoken, Takes};

/// Longest line that is typed here.
const LONGEST: usize = 200;
/// What the demonstration office is told.
const ONE_KEY: &str = "Cơ quan trình diễn chưa đặt mật khẩu: bấm Enter để mở.";

/// The gate. In the demonstration office Enter opens it; elsewhere the password does.
pub struct Lock {
    purpose: Purpose,
    /// Official e-mail as typed.
    name: String,
    /// Password in use, new one, new one again.
    hidden: [Secret; 3],
    at: usize,
    asked: Ticket,
    said: String,
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
        }
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

    fn labels(&self) -> &'static [&'static str] {
        match self.purpose {
            Purpose::Locked | Purpose::SignIn => &["Thư công vụ", "Mật khẩu"],
            Purpose::Change { .. } => {
                &["Mật khẩu đang dùng", "Mật khẩu mới", "Gõ lại mật khẩu mới"]
            }
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

    fn enter(&mut self, shared: &mut Shared) {
        if self.at + 1 < self.labels().len() {
            self.at += 1;
            return;
        }
        let [first, new, again] = &self.hidden;
        let ask = match self.purpose {
            Purpose::Change { .. } if new != again => {
                self.said =
                    "Hai lần gõ mật khẩu mới không giống nhau. Mật khẩu chưa đổi. Gõ lại.".into();
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
        self.said = "Đang gửi…".into();
        self.asked = shared.ask(ask);
    }

    /// The server let somebody in.
    fn entered(&mut self, seat: &Seat, shared: &mut Shared) {
        if seat.must_change {
            // The password just typed is the one in use: it need not be typed again.
            self.purpose = Purpose::Change { may_leave: false };
            self.at = 1;
            self.said =
                "Mật khẩu này phải đổi trước khi làm việc: do người khác đặt, hoặc đã quá hạn."
                    .into();
            shared.seat = seat.clone();
            return;
        }
        self.hidden = Default::default();
        let note = match seat.password_days {
            Some(days) => Note::plain(format!(
                "Còn {days} ngày phải đổi mật khẩu: F10, “Đổi mật khẩu”."
            )),
            None => Note::good(format!("Đang làm việc: {} ({}).", seat.officer, seat.role)),
        };
        shared.say(note);
        let known = !shared.index.is_empty();
        if known && shared.desk_of == seat.officer_id {
            // The same officer goes on where the screen stopped.
            shared.seat = seat.clone();
            shared.close();
            return;
        }
        shared.sit(seat.clone());
        shared.new_seat = true;
        shared.ask(Ask::Catalogue);
        shared.moves.push(Move::Home);
    }
}

impl Show for Lock {
    fn title(&self) -> &str {
        match self.purpose {
            Purpose::Locked => "QUẦY ĐANG KHÓA",
            Purpose::SignIn => "ĐĂNG NHẬP",
            Purpose::Change { .. } => "ĐỔI MẬT KHẨU",
        }
    }

    fn key(&mut self, key: Key, shared: &mut Shared) {
        if self.is_one_key(shared) {
            if key.code == Code::Enter {
                shared.close();
            }
            return;
        }
        match (key.typed(), key.code) {
            (Some(letter), _) => self.type_letter(letter),
            (_, Code::Backspace) => self.take_back(),
            (_, Code::Enter) => self.enter(shared),
            (_, Code::Down | Code::Tab) => self.at = (self.at + 1).min(self.labels().len() - 1),
            (_, Code::Up) => self.at = self.at.saturating_sub(1),
            _ => {}
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
                    shared.say(Note::good("Đã đổi mật khẩu."));
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
            _ if self.is_one_key(shared) => vec![("Enter", "Mở khóa")],
            Purpose::Locked => vec![("Enter", "Mở khóa")],
            Purpose::SignIn => vec![("Enter", "Đăng nhập")],
            Purpose::Change { .. } => vec![("Enter", "Đổi")],
        }
    }

    fn help(&self) -> String {
        match self.purpose {
            Purpose::Locked => {
                "Quầy đang khóa. Người đang ngồi gõ mật khẩu rồi Enter (cơ quan trình diễn: \
                 Enter); bản nháp còn nguyên. Người khác gõ thư công vụ của mình để ngồi vào."
                    .into()
            }
            Purpose::SignIn => {
                "Gõ thư công vụ và mật khẩu. Quên mật khẩu: hỏi quản trị CNTT của cơ quan.".into()
            }
            Purpose::Change { .. } => {
                "Mật khẩu mới nên là một câu dễ nhớ, từ 10 ký tự, không chứa tên đăng nhập.".into()
            }
        }
    }

    fn spoken(&self, shared: &Shared) -> Spoken {
        let mut lines = vec![self.words().to_owned()];
        if self.is_one_key(shared) {
            lines.push(ONE_KEY.to_owned());
            return Spoken::read(lines);
        }
        if !self.said.is_empty() {
            lines.push(self.said.clone());
        }
        let fields = self.labels().iter().enumerate().map(|(line, label)| {
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
        let y = area.y + (area.height / 2).saturating_sub(4);
        pen.text_centre(area, y, self.words(), Look::Strong);
        if self.is_one_key(shared) {
            pen.text_centre(area, y + 2, ONE_KEY, Look::Text);
            return None;
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
            Purpose::Locked => "Quầy đang khóa. Bản nháp còn nguyên.",
            Purpose::SignIn => "Đăng nhập bằng thư công vụ. Bản nháp còn nguyên.",
            Purpose::Change { .. } => "Đổi mật khẩu.",
        }
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
