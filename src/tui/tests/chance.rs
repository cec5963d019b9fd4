//! Keys, pastes, scans, sizes, answers and failures by chance, over all screens. Whatever happens, the
//! program does not panic, writes only its own sequences, keeps its caret on the screen and what was typed.
//!
//! `KEYS_BY_CHANCE=1000000 cargo test --lib by_chance -- --nocapture` for the long run; `SEED=…` again.

mod pastes;

use std::collections::{BTreeMap, BTreeSet};

use ratatui::layout::Rect;

use super::{Numbers, only_our_sequences, say};
use crate::tui::actions;
use crate::tui::api::{Failure, Intake};
use crate::tui::bench_desk::Bench;
use crate::tui::drafts::Draft;
use crate::tui::effect::{Effect, Wake};
use crate::tui::input::{Code, Input, Key, Parser, Scan};
use crate::tui::msg::Msg;
use crate::tui::screens::Screen;
use crate::tui::view;

/// What a server or a citizen might send.
const POISONS: [&str; 8] = [
    "",
    "\u{1b}]0;owned\u{7}",
    "\u{1b}[2J\u{1b}[31m",
    "\u{9b}31m",
    "\u{202e}gnp.exe",
    "a\u{200b}b\u{feff}c",
    "\u{e0041}\u{e0042}👨‍👩‍👧",
    "\r\n\u{8}\u{8}x",
];

const CARD: &str = "001190000045||Nguyễn Thị Ví Dụ|01021990|Nữ|Thôn 1, Xã Minh Họa|15062021";
const CODE: &str = "000.23.31.H62-261121-0001";

/// Steps on one desk before the next one is opened.
const STEPS: u64 = 1_500;

fn rounds(name: &str, usual: u64) -> u64 {
    let given = std::env::var(name).ok().and_then(|n| n.parse().ok());
    given.unwrap_or(usual)
}

fn seed() -> u64 {
    let seed = rounds("SEED", 20_261_122);
    say(&format!("SEED={seed}"));
    seed
}

/// What happened in one step.
#[derive(Clone, Copy)]
enum Event {
    One,
    /// Keys in one read.
    Several,
    /// The server answered; a dossier may be received.
    Answer,
}

/// A desk that somebody plays with.
struct Play {
    bench: Bench,
    numbers: Numbers,
    timers: Vec<(u64, Wake)>,
    /// What was kept of each draft, as it was kept last.
    kept: BTreeMap<String, Draft>,
    dropped: BTreeSet<String>,
    met: BTreeSet<String>,
    last: String,
}

impl Play {
    fn new(mut numbers: Numbers, met: BTreeSet<String>) -> Self {
        let poison = POISONS[numbers.below(8) as usize];
        let (columns, rows) = [(80, 24), (100, 30), (120, 40)][numbers.below(3) as usize];
        let mut bench = Bench::poisoned(columns, rows, poison);
        if numbers.below(2) == 0 {
            let rights = ["staff", "approve_money", "receive", "return", "collect"];
            bench.model.shared.seat.rights = rights.map(str::to_owned).to_vec();
        }
        Self {
            bench,
            numbers,
            timers: Vec::new(),
            kept: BTreeMap::new(),
            dropped: BTreeSet::new(),
            met,
            last: String::new(),
        }
    }

    /// One event of any kind; answers whether the clerk left.
    fn step(&mut self) -> bool {
        let before = self.typed();
        self.bench.now += [0, 3, 15, 60, 120, 400][self.numbers.below(6) as usize];
        let event = self.event();
        let left = self.outside();
        self.fire();
        let left = self.outside() || left;
        self.must_hold(&before, event);
        left
    }

    fn event(&mut self) -> Event {
        let now = self.bench.now;
        let what = self.numbers.below(100);
        self.last = format!("event {what}");
        match what {
            0 | 1 => self.resize(),
            2 => {
                let text = self.text();
                self.bench.send(Msg::Paste(text, now));
            }
            3 => {
                let text = [CARD, CODE, "H62.98.1-250303-0001|7BCF3GHK9LMN2PQR"];
                let text = text[self.numbers.below(3) as usize];
                self.bench.scan(text);
            }
            4 => {
                let bytes = self.noise();
                self.bench.bytes_on(&bytes);
                return Event::Several;
            }
            5 => self.bench.hold = true,
            6..=8 => {
                self.answer();
                return Event::Answer;
            }
            9 => {
                let minutes = chrono::TimeDelta::minutes(self.numbers.below(7) as i64);
                let wall = self.bench.model.shared.wall + minutes;
                self.bench.send(Msg::Clock(wall));
            }
            10..=13 => self.menu(),
            14 => self.bench.send(Msg::Leave),
            _ => {
                let key = self.key();
                self.last = format!("key {key}");
                self.bench.send(Msg::Key(key, now));
            }
        }
        Event::One
    }

    fn resize(&mut self) {
        let sizes = [(80, 24), (100, 30), (120, 40), (79, 24), (0, 0)];
        let (columns, rows) = match self.numbers.below(8) as usize {
            known @ 0..5 => sizes[known],
            _ => (
                self.numbers.below(250) as u16,
                self.numbers.below(80) as u16,
            ),
        };
        self.bench.frames.resize(columns, rows);
        self.bench.send(Msg::Resize(columns, rows));
    }

    /// Any command of F10: found by the words of its name, or by going down the list.
    fn menu(&mut self) {
        self.press(Key::f(10));
        if self.numbers.below(2) == 0 {
            let action = actions::ALL[self.numbers.below(actions::ALL.len() as u64) as usize];
            let words = crate::text::fold(&(action.label)(&self.bench.model));
            for letter in words.chars() {
                self.press(Key::letter(letter));
            }
        }
        for _ in 0..self.numbers.below(12) {
            self.press(Key::plain(Code::Down));
        }
        self.press(Key::plain(Code::Enter));
    }

    fn press(&mut self, key: Key) {
        self.bench.now += 20;
        self.bench.send(Msg::Key(key, self.bench.now));
    }

    fn key(&mut self) -> Key {
        const LETTERS: &str = "aeođưnthc xyz 0129*/.-|AỜ₫é\u{301}";
        let codes = [
            Code::Enter,
            Code::Enter,
            Code::Tab,
            Code::BackTab,
            Code::Esc,
            Code::Up,
            Code::Down,
            Code::Down,
            Code::Left,
            Code::Right,
            Code::Home,
            Code::End,
            Code::PageUp,
            Code::PageDown,
            Code::Backspace,
            Code::Delete,
            Code::Insert,
        ];
        let any = self.numbers.below(10);
        let mut pick = |most: usize| self.numbers.below(most as u64) as usize;
        match any {
            0..=1 => Key::f(pick(12) as u8 + 1),
            2 => Key::ctrl((b'a' + pick(26) as u8) as char),
            3 => Key {
                alt: pick(2) == 0,
                ctrl: pick(2) == 0,
                shift: pick(2) == 0,
                ..Key::plain(codes[pick(codes.len())])
            },
            4..=6 => Key::letter(
                LETTERS
                    .chars()
                    .nth(pick(LETTERS.chars().count()))
                    .unwrap_or('a'),
            ),
            _ => Key::plain(codes[pick(codes.len())]),
        }
    }

    fn text(&mut self) -> String {
        let poison = POISONS[self.numbers.below(8) as usize];
        let texts = [
            "Nguyễn Văn A",
            "01/02/1990",
            "0912345678",
            CARD,
            CODE,
            "a\nb\tc\r\nd",
            "",
        ];
        let text = texts[self.numbers.below(7) as usize];
        let times = [1, 1, 1, 40][self.numbers.below(4) as usize];
        format!("{text}{poison}").repeat(times)
    }

    fn noise(&mut self) -> Vec<u8> {
        const LIKELY: &[u8] = b"\x1b\x1b[O;1259~ABMPR<?\r\t\x08\x7f\xe1\xbb\x85\xff\0 ";
        let count = self.numbers.below(12);
        let mut byte = || LIKELY[self.numbers.below(LIKELY.len() as u64) as usize];
        (0..count).map(|_| byte()).collect()
    }

    /// Held questions are answered well, or badly.
    fn answer(&mut self) {
        let failure = |code: &str, status, unreachable| Failure {
            code: code.to_owned(),
            text: format!("Chưa làm được.{}", POISONS[2]),
            status,
            fields: vec![("applicant.name".into(), "Ô này sai.".into())],
            unreachable,
        };
        let failure = match self.numbers.below(8) {
            0 => Some(failure(&["MC", "6001"].join("-"), 0, true)),
            1 => Some(failure(crate::wire::NOT_SIGNED_IN, 401, false)),
            2 => Some(failure(&["MC", "1101"].join("-"), 422, false)),
            3 => Some(failure(&["MC", "1012"].join("-"), 409, false)),
            _ => None,
        };
        match failure {
            Some(failure) => self.bench.answer_with(|_| Some(Err(failure.clone()))),
            None => self.bench.answer_all(),
        }
    }

    /// What the runtime would do: drafts, timers. Answers whether the program would end.
    fn outside(&mut self) -> bool {
        let mut left = false;
        loop {
            let effects = std::mem::take(&mut self.bench.effects);
            if effects.is_empty() {
                return left;
            }
            for effect in effects {
                match effect {
                    Effect::KeepDraft(draft) => {
                        let (id, wall) = (draft.id.clone(), self.bench.model.shared.wall);
                        self.dropped.remove(&id);
                        self.kept.insert(id.clone(), *draft);
                        self.bench.send(Msg::DraftKept(id, Ok(wall)));
                    }
                    Effect::DropDraft(id) => {
                        self.kept.remove(&id);
                        self.dropped.insert(id);
                    }
                    Effect::ReadDrafts(_) => {
                        let drafts = self.kept.values().cloned().collect();
                        self.bench.send(Msg::Drafts(drafts));
                    }
                    Effect::After(wait, wake) => {
                        let at = self.bench.now + wait.as_millis() as u64;
                        self.timers.push((at, wake));
                    }
                    Effect::Quit => left = true,
                    Effect::Ask(..) | Effect::Bell => {}
                }
            }
        }
    }

    fn fire(&mut self) {
        let now = self.bench.now;
        let (due, later) = self.timers.drain(..).partition(|(at, _)| *at <= now);
        self.timers = later;
        let due: Vec<(u64, Wake)> = due;
        for (_, wake) in due {
            self.bench.send(Msg::Wake(wake, now));
        }
    }

    /// What is typed in each intake, by the id of its draft.
    fn typed(&self) -> BTreeMap<String, Intake> {
        let shared = &self.bench.model.shared;
        let intakes = self.bench.model.stack.iter().filter_map(|s| match s {
            Screen::Intake(intake) if intake.has_draft() => Some(intake.draft(shared)),
            _ => None,
        });
        intakes.map(|draft| (draft.id, draft.intake)).collect()
    }

    fn must_hold(&mut self, before: &BTreeMap<String, Intake>, event: Event) {
        assert!(!self.bench.model.stack.is_empty(), "the desk was closed");
        assert!(
            matches!(self.bench.model.stack[0], Screen::Desk(_)),
            "the desk is below"
        );
        let title = self.bench.model.top().show().title().to_owned();
        self.met.insert(title);
        self.draws();
        let now = self.typed();
        for (id, intake) in &now {
            let kept = self.kept.get(id).is_some_and(|kept| kept.intake == *intake);
            let soon = self
                .timers
                .iter()
                .any(|(at, w)| *w == Wake::Draft && *at <= self.bench.now + 1_000);
            assert!(kept || soon, "nothing keeps {intake:?}");
        }
        for (id, intake) in before.iter().filter(|(id, _)| !now.contains_key(*id)) {
            let kept = match (event, self.kept.get(id)) {
                (Event::Answer, _) => true,
                // A letter and what closes the intake came at once: the draft holds the letter too.
                (Event::Several, kept) => kept.is_some(),
                (Event::One, kept) => kept.is_some_and(|kept| kept.intake == *intake),
            };
            assert!(kept || self.dropped.contains(id), "lost: {intake:?}");
        }
    }

    fn draws(&mut self) {
        let Bench { model, frames, .. } = &mut self.bench;
        let bytes = frames.paint(|buffer| {
            let caret = view::draw(model, buffer);
            let area: Rect = buffer.area;
            assert!(
                caret.is_none_or(|at| area.contains(at)),
                "{caret:?} in {area:?}"
            );
            caret
        });
        only_our_sequences(bytes).unwrap_or_else(|why| panic!("{why}"));
    }
}

#[test]
fn keys_by_chance_over_all_screens() {
    let (count, mut numbers) = (rounds("KEYS_BY_CHANCE", 20_000), Numbers(seed()));
    let (mut met, mut done) = (BTreeSet::new(), 0);
    while done < count {
        let mut play = Play::new(Numbers(numbers.below(1 << 31)), std::mem::take(&mut met));
        let steps = STEPS.min(count - done);
        for step in 0..steps {
            let state = play.numbers.0;
            let run = std::panic::AssertUnwindSafe(|| play.step());
            let left = std::panic::catch_unwind(run).unwrap_or_else(|_| {
                let top = play.bench.model.top().show().title().to_owned();
                panic!("step {} of {done}, {state}: {} on {top}", step, play.last);
            });
            done += 1;
            if left {
                break;
            }
        }
        met = play.met;
    }
    say(&format!("{done} events, {} screens: {met:?}", met.len()));
    assert!(met.len() >= 25, "{} screens met: {met:?}", met.len());
}

#[test]
fn sizes_by_chance_lose_nothing() {
    let (count, mut numbers) = (rounds("RESIZES", 10_000), Numbers(seed()));
    let mut bench = Bench::new(80, 24);
    bench.fill_intake();
    let before = bench.screen();
    for round in 0..count {
        let (columns, rows) = (numbers.below(300) as u16, numbers.below(100) as u16);
        bench.frames.resize(columns, rows);
        bench.send(Msg::Resize(columns, rows));
        // A storm of sizes is drawn once, as the program does.
        if round % 4 == 0 {
            bench.paint();
        }
    }
    bench.frames.resize(80, 24);
    bench.send(Msg::Resize(80, 24));
    assert_eq!(bench.screen(), before);
}

/// What terminals send for a key, over all dialects, and which key that is.
fn dialects() -> Vec<(Vec<u8>, Key)> {
    let mut all: Vec<(Vec<u8>, Key)> = Vec::new();
    let mut add = |text: &str, key| all.push((text.as_bytes().to_vec(), key));
    for (number, tail) in (1..).zip([
        "11", "12", "13", "14", "15", "17", "18", "19", "20", "21", "23", "24",
    ]) {
        add(&format!("\x1b[{tail}~"), Key::f(number));
    }
    for (number, letter) in (1..).zip("PQRS".chars()) {
        add(&format!("\x1bO{letter}"), Key::f(number));
        add(&format!("\x1b[{letter}"), Key::f(number));
    }
    for (number, letter) in (1..).zip("ABCDE".chars()) {
        add(&format!("\x1b[[{letter}"), Key::f(number));
    }
    let named = [
        ('A', Code::Up),
        ('B', Code::Down),
        ('C', Code::Right),
        ('D', Code::Left),
        ('H', Code::Home),
        ('F', Code::End),
    ];
    for (letter, code) in named {
        add(&format!("\x1b[{letter}"), Key::plain(code));
        add(&format!("\x1bO{letter}"), Key::plain(code));
    }
    add(
        "\x1b[1;5C",
        Key {
            ctrl: true,
            ..Key::plain(Code::Right)
        },
    );
    let numbered = [
        ("1", Code::Home),
        ("7", Code::Home),
        ("4", Code::End),
        ("8", Code::End),
        ("2", Code::Insert),
        ("3", Code::Delete),
        ("5", Code::PageUp),
        ("6", Code::PageDown),
    ];
    for (number, code) in numbered {
        add(&format!("\x1b[{number}~"), Key::plain(code));
    }
    add("\x1b[Z", Key::plain(Code::BackTab));
    for letter in ['a', 'đ', 'ễ', '𠀀'] {
        add(&letter.to_string(), Key::letter(letter));
    }
    add("\r", Key::plain(Code::Enter));
    add("\t", Key::plain(Code::Tab));
    add("\x08", Key::plain(Code::Backspace));
    add("\x7f", Key::plain(Code::Backspace));
    all
}

/// `SPLITS=1000000` for the long run.
#[test]
fn no_key_is_misread_however_its_bytes_are_split() {
    let (count, mut numbers, all) = (rounds("SPLITS", 10_000), Numbers(seed()), dialects());
    let mut parser = Parser::on_a_line();
    let mut now = 0;
    for round in 0..count {
        let (bytes, key) = &all[round as usize % all.len()];
        let mut out = Vec::new();
        // Every place in turn is cut for certain, the others by chance.
        let cut = 1 + (round as usize / all.len()) % bytes.len();
        let mut from = 0;
        for at in 1..=bytes.len() {
            if at == bytes.len() || at == cut || numbers.below(2) == 0 {
                parser.feed(&bytes[from..at], now, &mut out);
                now += numbers.below(81);
                parser.expire(now, &mut out);
                from = at;
            }
        }
        assert_eq!(out, [Input::Key(*key)], "round {round}: {bytes:?}");
        now += 200;
        parser.expire(now, &mut out);
        assert_eq!(out.len(), 1, "{out:?}");
    }
}

/// `NOISE=1000000` for the long run.
#[test]
fn no_bytes_break_what_reads_them() {
    let (count, mut numbers) = (rounds("NOISE", 20_000), Numbers(seed()));
    const LIKELY: &[u8] =
        b"\x1b\x1b\x1b[[O;;0129~AMPRZu<?\r\n\t\x02\x03\x08\x7f\xe1\xbb\x85\xc3\xff\xf4\x9b\0|- ab";
    let mut parser = Parser::default();
    for round in 0..count {
        let length = numbers.below(48) as usize;
        let mut bytes: Vec<u8> = (0..length)
            .map(|_| match numbers.below(4) {
                0 => numbers.below(256) as u8,
                _ => LIKELY[numbers.below(LIKELY.len() as u64) as usize],
            })
            .collect();
        if round % 50 == 0 {
            bytes.extend_from_slice(b"\x1b[200~");
        }
        let mut out = Vec::new();
        parser.feed(&bytes, round * 7, &mut out);
        parser.expire(round * 7 + 3, &mut out);
        for input in &out {
            if let Input::Key(key) = input
                && let Some(letter) = key.typed()
            {
                assert!(!letter.is_control(), "{letter:?} from {bytes:?}");
            }
        }
        let text = String::from_utf8_lossy(&bytes);
        let _ = Scan::read(&text);
        let _ = Scan::read(&format!("001190000045|{text}"));
        let begun: String = CARD.chars().take(length).collect();
        let _ = Scan::read(&format!("{begun}{text}"));
    }
    let mut out = Vec::new();
    parser.feed(b"\x1b[201~", u64::MAX - 1, &mut out);
    parser.expire(u64::MAX, &mut out);
    assert_eq!(parser.deadline(), None);
}

/// `NOISE=1000000` for the long run.
#[test]
fn no_keymap_breaks_what_reads_it() {
    let (count, mut numbers) = (rounds("NOISE", 20_000) / 10, Numbers(seed()));
    let whole = include_str!("../../../assets/keymaps/default.toml");
    // A few binds are enough: what reads them is the same.
    let short: String = whole
        .lines()
        .filter(|l| !l.starts_with('#'))
        .take(24)
        .collect::<Vec<_>>()
        .join("\n");
    let parts = [
        "\"",
        "[",
        "]",
        "=",
        "F13",
        "Ctrl+",
        "đ",
        "\n",
        "999999999999999999999",
        "'",
        "#",
        "\0",
    ];
    for _ in 0..count {
        let mut letters: Vec<char> = short.chars().collect();
        for _ in 0..=numbers.below(4) {
            let at = numbers.below(letters.len() as u64) as usize;
            let part: Vec<char> = parts[numbers.below(12) as usize].chars().collect();
            let until = (at + numbers.below(6) as usize).min(letters.len());
            letters.splice(at..until, part);
        }
        let text: String = letters.into_iter().collect();
        if let Err(why) = crate::tui::keymap::Keymap::parse("x.toml", &text) {
            assert!(why.starts_with("x.toml:"), "{why}");
        }
    }
}
