//! The desk without a terminal, for tests: keys in, effects answered from made-up data, screens out.

use std::rc::Rc;

use chrono::NaiveDate;

use super::api::{Ask, Reply, Ticket, sample};
use super::effect::{Effect, Wake};
use super::input::Input;
use super::input::{Code, Key, Parser};
use super::keymap::Keymap;
use super::model::{Model, Shared};
use super::msg::Msg;
use super::screens::Screen;
use super::term::{Frames, Palette, Theme};
use super::view;

/// A desk under test.
pub struct Bench {
    pub model: Model,
    pub frames: Frames,
    pub now: u64,
    /// Effects that were not answered at once.
    pub effects: Vec<Effect>,
    /// Questions wait for [`Bench::answer_all`] instead of being answered at once.
    pub hold: bool,
    /// Keys a clerk pressed by hand, free text apart.
    pub presses: usize,
    parser: Parser,
    poison: &'static str,
    held: Vec<(Ticket, Ask)>,
}

impl Bench {
    pub fn new(columns: u16, rows: u16) -> Self {
        Self::poisoned(columns, rows, "")
    }

    /// A desk whose server puts `poison` into every text it sends.
    pub fn poisoned(columns: u16, rows: u16, poison: &'static str) -> Self {
        let wall = NaiveDate::from_ymd_opt(2026, 11, 20).and_then(|d| d.and_hms_opt(9, 41, 0));
        let keys = Keymap::profile("default").expect("keymap");
        let mut count = 0;
        let new_id = Box::new(move || {
            count += 1;
            format!("draft-{count}")
        });
        let mut shared = Shared::new((columns, rows), wall.expect("time"), Rc::new(keys), new_id);
        shared.theme = Theme {
            palette: Palette::Mono,
            eight: false,
            ascii: false,
        };
        let mut bench = Self {
            model: Model::start(shared),
            frames: Frames::new(columns, rows, false),
            now: 10_000,
            effects: Vec::new(),
            hold: false,
            presses: 0,
            parser: Parser::default(),
            poison,
            held: Vec::new(),
        };
        let first = std::mem::take(&mut bench.model.shared.effects);
        bench.carry_out(first);
        bench.paint();
        bench
    }

    pub fn send(&mut self, msg: Msg) {
        let effects = self.model.update(msg);
        self.carry_out(effects);
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Ask(ticket, ask) if self.hold => self.held.push((ticket, ask)),
                Effect::Ask(ticket, ask) => {
                    let answer = sample::answer(&ask).map(|r| sample::poison(r, self.poison));
                    self.effects.push(Effect::Ask(ticket, ask));
                    self.send(Msg::Answer(ticket, answer));
                }
                other => self.effects.push(other),
            }
        }
    }

    /// How many questions are held back.
    pub fn held(&self) -> usize {
        self.held.len()
    }

    /// Answers what was held back.
    pub fn answer_all(&mut self) {
        self.hold = false;
        for (ticket, ask) in std::mem::take(&mut self.held) {
            self.send(Msg::Answer(ticket, sample::answer(&ask)));
        }
    }

    /// Answers the held questions of one kind in another way.
    pub fn answer_with(
        &mut self,
        reply: impl Fn(&Ask) -> Option<Result<Reply, super::api::Failure>>,
    ) {
        self.hold_after(reply);
        self.hold = false;
    }

    /// Like [`Bench::answer_with`]; what the answers lead to waits for the next call.
    pub fn hold_after(
        &mut self,
        reply: impl Fn(&Ask) -> Option<Result<Reply, super::api::Failure>>,
    ) {
        for (ticket, ask) in std::mem::take(&mut self.held) {
            let answer = reply(&ask).unwrap_or_else(|| sample::answer(&ask));
            self.send(Msg::Answer(ticket, answer));
        }
    }

    pub fn key(&mut self, key: Key) -> &mut Self {
        self.now += 400;
        self.presses += 1;
        self.send(Msg::Key(key, self.now));
        self.wait_for_the_gate();
        self
    }

    /// Free text: what nobody can know before, so its keys do not count.
    pub fn free(&mut self, text: &str) -> &mut Self {
        let before = self.presses;
        self.typed(text);
        self.presses = before;
        self
    }

    /// A reader types `text` and Enter, 12 ms a character.
    pub fn scan(&mut self, text: &str) -> &mut Self {
        self.now += 400;
        let keys = text.chars().map(Key::letter);
        for key in keys.chain([Key::plain(Code::Enter)]) {
            self.now += 12;
            self.send(Msg::Key(key, self.now));
        }
        self.wait_for_the_gate();
        self
    }

    fn wait_for_the_gate(&mut self) {
        let gate = |e: &Effect| matches!(e, Effect::After(_, Wake::Scan));
        if let Some(place) = self.effects.iter().position(gate)
            && let Effect::After(wait, wake) = self.effects.remove(place)
        {
            self.now += wait.as_millis() as u64;
            self.send(Msg::Wake(wake, self.now));
        }
    }

    pub fn code(&mut self, code: Code) -> &mut Self {
        self.key(Key::plain(code))
    }

    pub fn f(&mut self, number: u8) -> &mut Self {
        self.key(Key::f(number))
    }

    pub fn typed(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            self.key(Key::letter(letter));
        }
        self
    }

    /// Bytes after those before: the parser keeps what was unfinished.
    pub fn bytes_on(&mut self, bytes: &[u8]) -> &mut Self {
        self.now += 3;
        let mut inputs = Vec::new();
        self.parser.feed(bytes, self.now, &mut inputs);
        for input in inputs {
            self.send(match input {
                Input::Key(key) => Msg::Key(key, self.now),
                Input::Paste(text) => Msg::Paste(text, self.now),
                Input::Mouse(mouse) => Msg::Mouse(mouse, self.now),
            });
        }
        self
    }

    /// What stands in a field of the intake.
    pub fn typed_in(&self, id: &str) -> String {
        match self.model.top() {
            Screen::Intake(intake) => intake.typed(id),
            _ => String::new(),
        }
    }

    /// Raw bytes, as from the terminal.
    pub fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        let mut parser = Parser::default();
        let mut inputs = Vec::new();
        parser.feed(bytes, self.now, &mut inputs);
        parser.expire(u64::MAX, &mut inputs);
        for input in inputs {
            self.now += 1;
            self.send(match input {
                Input::Key(key) => Msg::Key(key, self.now),
                Input::Paste(text) => Msg::Paste(text, self.now),
                Input::Mouse(mouse) => Msg::Mouse(mouse, self.now),
            });
        }
        self
    }

    /// Draws; answers the bytes the terminal would get.
    pub fn paint(&mut self) -> Vec<u8> {
        self.frames.paint(|b| view::draw(&self.model, b)).to_vec()
    }

    /// The screen as text, one line a row, trailing blanks cut.
    pub fn screen(&mut self) -> String {
        self.paint();
        let buffer = self.frames.shown();
        let width = buffer.area.width as usize;
        let rows = buffer.content.chunks(width).map(|row| {
            let line: String = row.iter().map(|c| c.symbol()).collect();
            line.trim_end().to_owned()
        });
        rows.collect::<Vec<_>>().join("\n")
    }

    /// The message line.
    pub fn note(&self) -> String {
        self.model
            .shared
            .note
            .as_ref()
            .map_or(String::new(), |n| n.text.clone())
    }

    /// Opens the intake and fills what is required.
    pub fn fill_intake(&mut self) -> &mut Self {
        self.f(2).typed("chung thuc").code(Code::Enter);
        self.code(Code::Tab);
        self.typed("001090000045").code(Code::Enter);
        self.typed("Nguyễn Thị Ví Dụ").code(Code::Enter);
        for _ in 0..6 {
            self.code(Code::Tab);
        }
        self.typed("Giấy khai sinh").code(Code::Enter);
        self
    }

    pub fn asked(&self, wanted: impl Fn(&Ask) -> bool) -> usize {
        self.effects
            .iter()
            .filter(|e| matches!(e, Effect::Ask(_, ask) if wanted(ask)))
            .count()
    }
}
