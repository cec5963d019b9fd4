//! Scans told apart from typing. Pure: the time is an input.
//!
//! A reader types like a keyboard, only faster, and ends with Enter. The gate lets the first
//! characters through, because they may be a clerk's; from the fourth quick one on it holds them
//! back. When the whole is a scan, the field in which it began gets back what it held before.
//! Where characters act at once (menus) already the first is held for a moment.

use super::card::Card;
use super::key::{Code, Key};
use crate::text::{Secret, staff_card};

/// Quick characters that still go to the field.
const LET_THROUGH: usize = 3;
/// How long a held character waits for the next one, in milliseconds.
const HOLD: u64 = 90;
/// As much, once characters came as quick as no hand presses two keys: a machine may stop for a moment.
const HOLD_QUICK: u64 = 200;
/// A wait that ends so much late was a stop of this machine, in milliseconds: what came meanwhile is still
/// on its way, and gets [`SECOND_LOOK`] more.
const LATE: u64 = 15;
const SECOND_LOOK: u64 = 30;
/// Further apart than this, in milliseconds, two characters come from a hand: a number typed into a field
/// is seen at once. Should it be a reader after all, the field gets back what it held.
const HAND: u64 = 55;
/// Characters of one scan never lie further apart, in milliseconds.
const TORN: u64 = 700;
/// A scan without Enter at its end is over after so long, in milliseconds.
const SILENCE: u64 = 250;
/// A scan takes at most this long a character, and [`SLACK`] in all, in milliseconds.
const PACE: u64 = 60;
const SLACK: u64 = 300;
/// No scan of ours is longer.
const LONGEST: usize = 600;

/// What was scanned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scan {
    /// A citizen's identity card.
    Card(Card),
    /// Code of a dossier, from the bar code or the QR of a slip.
    Dossier(String),
    /// A staff card; its text is a secret.
    Staff(Secret),
    /// A reader that announces itself read something else.
    Unknown,
}

/// What becomes of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// These keys are typing.
    Keys(Vec<Key>),
    /// Nothing is known yet.
    Held,
    /// A scan; what it left in the field where it began must go. The number says at which beginning:
    /// something may have been typed just before it.
    Scan(Scan, usize),
}

/// Stands between the keys and the screens.
#[derive(Debug, Default)]
pub struct Gate {
    text: String,
    held: Vec<Key>,
    passed: usize,
    /// Where in the text a scan may have begun, and when: first of all at its first letter.
    begun: Vec<(usize, u64)>,
    last: u64,
    /// The newest character came quicker than a hand presses a second key.
    quick: bool,
    /// When a wait that ended late ends at last.
    second_look: Option<u64>,
    /// The reader said STX first: whatever follows is a scan.
    announced: bool,
}

impl Gate {
    /// Whether `key` at `now` would begin something: the time to remember the field.
    pub fn begins_with(&self, key: Key, now: u64) -> bool {
        let starts = key.typed().is_some_and(begins_code) || key == Key::ctrl('b');
        starts && !self.goes_on(key, now)
    }

    /// Whether `key` at `now` goes on and may begin a scan of its own: a hand typed what was before it.
    pub fn begins_anew(&self, key: Key, now: u64) -> bool {
        let starts = key.typed().is_some_and(begins_code) && !self.announced;
        starts && now.saturating_sub(self.last) > HAND && self.goes_on(key, now)
    }

    /// Takes a key; `writing` says whether letters go into a text now.
    pub fn key(&mut self, key: Key, now: u64, writing: bool) -> Verdict {
        if key == Key::ctrl('b') && self.text.is_empty() {
            self.begin(now);
            self.announced = true;
            return Verdict::Held;
        }
        if (self.announced || self.goes_on(key, now))
            && let Some(letter) = key.typed()
        {
            if self.begins_anew(key, now) {
                self.begun.push((self.text.len(), now));
            }
            return self.letter(letter, key, now, writing);
        }
        let ends = matches!(key.code, Code::Enter | Code::Tab) || key == Key::ctrl('c');
        if ends
            && now.saturating_sub(self.last) <= TORN
            && let Some((scan, at)) = self.whole()
        {
            self.forget();
            return Verdict::Scan(scan, at);
        }
        let starts = self.begins_with(key, now);
        let mut keys = self.give_back();
        if starts && let Some(letter) = key.typed() {
            self.begin(now);
            return match self.letter(letter, key, now, writing) {
                Verdict::Keys(more) => {
                    keys.extend(more);
                    Verdict::Keys(keys)
                }
                _ if keys.is_empty() => Verdict::Held,
                _ => Verdict::Keys(keys),
            };
        }
        keys.push(key);
        Verdict::Keys(keys)
    }

    /// Called some time after a key was held: gives up waiting, or takes a scan that has no Enter.
    pub fn wake(&mut self, now: u64) -> Verdict {
        if self.held.is_empty() && !self.announced {
            return Verdict::Held;
        }
        let ends = self.waits_until();
        if now > ends + LATE && self.second_look.is_none() {
            self.second_look = Some(now + SECOND_LOOK);
            return Verdict::Held;
        }
        if now < ends {
            return Verdict::Held;
        }
        let scan = self.whole().filter(|(scan, _)| *scan != Scan::Unknown);
        if self.is_long()
            && let Some((scan, at)) = scan
        {
            self.forget();
            return Verdict::Scan(scan, at);
        }
        if self.announced {
            // A clerk's own Ctrl+B announces nothing: what was typed after it is typing.
            return Verdict::Keys(self.give_back());
        }
        Verdict::Keys(self.release())
    }

    /// Gives up what is held back: a hand typed it.
    pub fn release(&mut self) -> Vec<Key> {
        self.passed += self.held.len();
        std::mem::take(&mut self.held)
    }

    /// In how many milliseconds from `now` [`Gate::wake`] is to be called.
    pub fn patience(&self, now: u64) -> Option<u64> {
        let waits = !self.held.is_empty() || self.announced;
        waits.then(|| self.waits_until().saturating_sub(now).max(1))
    }

    /// When waiting for the next character is over.
    fn waits_until(&self) -> u64 {
        let hold = match self.quick {
            _ if self.is_long() => SILENCE,
            true => HOLD_QUICK,
            false => HOLD,
        };
        self.second_look.unwrap_or(self.last + hold)
    }

    /// Something that only readers send has begun.
    fn is_long(&self) -> bool {
        self.announced || self.text.contains('|')
    }

    fn letter(&mut self, letter: char, key: Key, now: u64, writing: bool) -> Verdict {
        let gap = now.saturating_sub(self.last);
        let by_hand = gap > HAND || self.passed < LET_THROUGH;
        self.quick = !self.text.is_empty() && gap <= HAND;
        self.text.push(letter);
        self.last = now;
        self.second_look = None;
        if !self.announced && writing && by_hand {
            let mut keys = std::mem::take(&mut self.held);
            keys.push(key);
            self.passed += keys.len();
            return Verdict::Keys(keys);
        }
        self.held.push(key);
        Verdict::Held
    }

    fn goes_on(&self, key: Key, now: u64) -> bool {
        let near = now.saturating_sub(self.last) <= TORN;
        let fits = |c| {
            let from = |(at, _): &(usize, u64)| may_go_on(&self.text[*at..], c);
            self.text.len() < LONGEST && self.begun.iter().any(from)
        };
        !self.text.is_empty() && near && key.typed().is_some_and(fits)
    }

    /// The scan, when the text from one of its beginnings is one and came as fast as a reader types.
    fn whole(&self) -> Option<(Scan, usize)> {
        if self.text.is_empty() {
            return None;
        }
        let found = self
            .begun
            .iter()
            .enumerate()
            .find_map(|(place, (at, since))| {
                let text = &self.text[*at..];
                let length = text.chars().count() as u64;
                let quick = self.last.saturating_sub(*since) <= PACE * length + SLACK;
                let scan = Scan::read(text)?;
                (quick || matches!(scan, Scan::Card(_))).then_some((scan, place))
            });
        found.or_else(|| self.announced.then_some((Scan::Unknown, 0)))
    }

    fn begin(&mut self, now: u64) {
        self.forget();
        self.begun.push((0, now));
        self.last = now;
    }

    fn give_back(&mut self) -> Vec<Key> {
        let keys = std::mem::take(&mut self.held);
        self.forget();
        keys
    }

    fn forget(&mut self) {
        *self = Self::default();
    }
}

impl Scan {
    /// What a whole text from a reader is.
    pub fn read(text: &str) -> Option<Self> {
        if let Some(card) = Card::read(text) {
            return Some(Self::Card(card));
        }
        let text = text.trim();
        if staff_card::is_one(text) {
            return Some(Self::Staff(Secret::new(text)));
        }
        // The QR of a slip is the code and a word to look it up with; the bar code is the code alone.
        let code = text.split_once('|').map_or(text, |(code, _)| code);
        is_code(code).then(|| Self::Dossier(code.to_owned()))
    }
}

/// A dossier's code as schemes make it: parts of digits and capitals, a date and a number at the end.
fn is_code(text: &str) -> bool {
    let mut parts = text.rsplit('-');
    let mut digits = |length: std::ops::RangeInclusive<usize>| {
        parts.next().is_some_and(|part| {
            length.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
        })
    };
    let ends = digits(4..=7) && digits(4..=8);
    // Within a part letters stand first: two codes' beginnings one behind the other are no code.
    let figures = |part: &str| {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_uppercase());
        rest.bytes().all(|b| b.is_ascii_digit())
    };
    ends && text.split(['.', '-']).all(figures)
        && text.len() <= 40
        && text.starts_with(begins_code)
        && text.chars().all(is_of_code)
}

/// Codes of today begin with the letter of the province's identifier, those of before with a digit.
fn begins_code(c: char) -> bool {
    c.is_ascii_digit() || c.is_ascii_uppercase()
}

fn is_of_code(c: char) -> bool {
    c.is_ascii_digit() || c.is_ascii_uppercase() || matches!(c, '.' | '-')
}

/// Whether `letter` after `text` can still become a scan.
fn may_go_on(text: &str, letter: char) -> bool {
    match text.split_once('|') {
        // Behind the first bar a card holds anything, a slip its word.
        Some((head, _)) => is_head(head),
        None if letter == '|' => is_head(text),
        None => text.len() < 40 && is_of_code(letter),
    }
}

fn is_head(head: &str) -> bool {
    (head.len() == 12 && head.bytes().all(|b| b.is_ascii_digit())) || is_code(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARD: &str = "001190000045||Nguyễn Thị Ví Dụ|01021990|Nữ|Thôn 1, Xã Minh Họa|15062021";
    const CODE: &str = "000.23.31.H62-261121-0001";

    /// Types `text` with a gap before each character, Enter at the end; answers what reached the
    /// field while it went on, and the scan. A pending wait runs out between two keys.
    fn type_in(text: &str, gaps: impl Fn(usize) -> u64, writing: bool) -> (String, Option<Scan>) {
        let (mut gate, mut now, mut out) = (Gate::default(), 10_000, String::new());
        let mut field_before = vec![String::new()];
        let mut scan = None;
        let keys = text
            .chars()
            .map(Key::letter)
            .chain([Key::plain(Code::Enter)]);
        for (place, key) in keys.enumerate() {
            let gap = gaps(place);
            if let Some(wait) = gate.patience(now).filter(|wait| *wait <= gap) {
                take(gate.wake(now + wait), &mut out, &mut scan, &field_before);
            }
            now += gap;
            if gate.begins_with(key, now) {
                field_before = vec![out.clone()];
            } else if gate.begins_anew(key, now) {
                field_before.push(out.clone());
            }
            take(
                gate.key(key, now, writing),
                &mut out,
                &mut scan,
                &field_before,
            );
        }
        (out, scan)
    }

    fn take(verdict: Verdict, out: &mut String, scan: &mut Option<Scan>, before: &[String]) {
        match verdict {
            Verdict::Keys(keys) => out.extend(keys.iter().map(|k| k.typed().unwrap_or('⏎'))),
            Verdict::Held => {}
            Verdict::Scan(found, at) => {
                before[at].clone_into(out);
                *scan = Some(found);
            }
        }
    }

    #[test]
    fn a_code_of_today_is_scanned_whole() {
        let (left, scan) = type_in("H62.98.1-250303-0001", |_| 5, false);
        let code = "H62.98.1-250303-0001".to_owned();
        assert_eq!((left.as_str(), scan), ("", Some(Scan::Dossier(code))));
    }

    #[test]
    fn scans_leave_nothing_behind() {
        for writing in [true, false] {
            for gap in [0, 5, 17, 40] {
                let (left, scan) = type_in(CARD, |_| gap, writing);
                assert!(matches!(scan, Some(Scan::Card(_))), "{gap} {scan:?}");
                assert_eq!(left, "", "{gap}");
                let (left, scan) = type_in(CODE, |_| gap, writing);
                assert_eq!(
                    (left.as_str(), scan),
                    ("", Some(Scan::Dossier(CODE.into())))
                );
            }
        }
        let slip = format!("{CODE}|7BCF3GHK9LMN2PQR");
        assert_eq!(
            type_in(&slip, |_| 8, true).1,
            Some(Scan::Dossier(CODE.into()))
        );
    }

    #[test]
    fn a_scan_survives_a_machine_that_stops_for_a_moment() {
        let (left, scan) = type_in(CARD, |n| if n == 7 { 400 } else { 10 }, true);
        assert!(matches!(scan, Some(Scan::Card(_))));
        assert_eq!(left, "");
    }

    #[test]
    fn a_reader_that_stops_for_a_moment_does_not_act_where_figures_act() {
        for place in 2..CODE.len() {
            let (left, scan) = type_in(CODE, |n| if n == place { 190 } else { 40 }, false);
            let code = Scan::Dossier(CODE.to_owned());
            assert_eq!((left.as_str(), scan), ("", Some(code)), "{place}");
        }
    }

    #[test]
    fn a_desk_that_stops_for_a_moment_looks_twice_before_it_acts() {
        let key = Key::letter('2');
        let mut gate = Gate::default();
        assert_eq!(gate.key(key, 1000, false), Verdict::Held);
        assert_eq!(gate.patience(1000), Some(HOLD));
        // The machine stopped: the wait is looked at late, the next character at last read.
        assert_eq!(gate.wake(1400), Verdict::Held);
        assert_eq!(gate.patience(1400), Some(SECOND_LOOK));
        assert_eq!(gate.key(Key::letter('.'), 1410, false), Verdict::Held);
        // A hand's figure acts after the second look.
        let mut gate = Gate::default();
        gate.key(key, 1000, false);
        gate.wake(1400);
        assert_eq!(gate.wake(1430), Verdict::Keys(vec![key]));
    }

    #[test]
    fn what_a_clerk_types_reaches_the_field() {
        for text in [
            CODE,
            "001190000045",
            "12",
            "Nguyễn Văn A 12",
            "4.000",
            "090 123",
            "12a|b",
        ] {
            for writing in [true, false] {
                let (left, scan) = type_in(text, |_| 110, writing);
                assert_eq!((left, scan), (format!("{text}⏎"), None), "{text}");
            }
        }
        // Fast, and still no scan: a number alone, a burst of an input method, a paste.
        for text in ["001190000045", "0912345678", "12 đường Nguyễn Trãi"] {
            assert_eq!(type_in(text, |_| 3, true), (format!("{text}⏎"), None));
        }
    }

    #[test]
    fn a_scan_right_behind_something_typed_leaves_just_that() {
        for (typed, text) in [
            ("0912", CARD),
            ("12", "H62.98.1-250303-0001"),
            ("H62", "H62.98.1-250303-0001"),
        ] {
            let whole = format!("{typed}{text}");
            let gap = |n: usize| if n <= typed.len() { 130 } else { 9 };
            let (left, scan) = type_in(&whole, gap, true);
            assert_eq!((left.as_str(), scan), (typed, Scan::read(text)), "{whole}");
        }
    }

    #[test]
    fn a_number_typed_into_a_field_is_seen_key_by_key() {
        let (mut gate, mut now) = (Gate::default(), 10_000);
        for digit in "0912345678".chars() {
            now += 83;
            let key = Key::letter(digit);
            assert_eq!(gate.key(key, now, true), Verdict::Keys(vec![key]));
        }
    }

    #[test]
    fn a_reader_that_announces_itself_never_types() {
        let mut gate = Gate::default();
        assert_eq!(gate.key(Key::ctrl('b'), 0, true), Verdict::Held);
        for letter in "whatever".chars() {
            assert_eq!(gate.key(Key::letter(letter), 5, true), Verdict::Held);
        }
        let end = gate.key(Key::plain(Code::Enter), 9, true);
        assert_eq!(end, Verdict::Scan(Scan::Unknown, 0));
    }

    #[test]
    fn a_clerk_who_presses_the_readers_key_goes_on_typing() {
        for typed in ["", "a"] {
            let mut gate = Gate::default();
            gate.key(Key::ctrl('b'), 0, true);
            let keys: Vec<_> = typed.chars().map(Key::letter).collect();
            for key in &keys {
                assert_eq!(gate.key(*key, 0, true), Verdict::Held);
            }
            assert_eq!(gate.wake(SILENCE), Verdict::Keys(keys));
            assert_eq!(gate.patience(SILENCE), None);
            let enter = Key::plain(Code::Enter);
            assert_eq!(gate.key(enter, 900, true), Verdict::Keys(vec![enter]));
        }
    }

    /// `SCANS=10000 cargo test --lib scans_by_chance` for the long run.
    #[test]
    fn scans_by_chance_among_typing() {
        let rounds: u64 = std::env::var("SCANS")
            .ok()
            .and_then(|n| n.parse().ok())
            .unwrap_or(1000);
        let mut seed = 7_u64;
        let mut chance = move |most: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) % most
        };
        for round in 0..rounds {
            let number = format!(
                "0{:02}{}{:02}{:06}",
                chance(96),
                chance(4),
                chance(100),
                chance(1_000_000)
            );
            let text = match round % 3 {
                0 => format!(
                    "{number}||Trần Văn Ví Dụ|0101{}|Nam|Tổ {}|01012022",
                    1900 + chance(120),
                    chance(30)
                ),
                1 => format!(
                    "000.{:02}.{:02}.H62-26{:02}{:02}-{:04}",
                    chance(99),
                    chance(99),
                    chance(12) + 1,
                    chance(28) + 1,
                    chance(10_000)
                ),
                _ => format!(
                    "000.00.{:02}.H62-261121-{:04}|7BCF3GHK9LMN2PQR",
                    chance(99),
                    chance(10_000)
                ),
            };
            let gaps: Vec<u64> = (0..=text.chars().count()).map(|_| 5 + chance(36)).collect();
            let (left, scan) = type_in(&text, |n| gaps[n], round % 2 == 0);
            assert_eq!((left.as_str(), scan), ("", Scan::read(&text)), "{text}");
        }
    }
}
