//! Pastes by chance into every screen: control characters, half sequences, nested and broken brackets,
//! far too long ones. Nothing panics, nothing typed is lost, nothing of it reaches the terminal raw.

use std::collections::{BTreeMap, BTreeSet};

use super::{CARD, CODE, Event, POISONS, Play, rounds, seed};
use crate::tui::tests::{Numbers, say};

/// Pastes on one desk before the next one is opened.
const LIFE: u64 = 250;

/// What a paste is made of.
const PARTS: [&str; 18] = [
    "Nguyễn Thị Ví Dụ ",
    "e\u{302}\u{303}",
    "\u{1b}[31m",
    "\u{1b}]0;x",
    "\u{7}",
    "\u{1b}[",
    "\u{1b}[200~",
    "\u{1b}[20",
    "\u{9b}2J",
    "\u{1b}P+q544e\u{1b}\\",
    "\r\n",
    "\t",
    "\0\u{8}\u{7f}",
    "\u{202e}\u{2066}",
    "👨‍👩‍👧🇻🇳",
    "\u{300}\u{301}\u{302}\u{303}\u{323}",
    "000.00.00.H62-",
    "|",
];

fn paste(numbers: &mut Numbers) -> Vec<u8> {
    let mut text = Vec::new();
    for _ in 0..numbers.below(12) {
        match numbers.below(24) {
            0 => text.extend_from_slice(CARD.as_bytes()),
            1 => text.extend_from_slice(CODE.as_bytes()),
            2 => text.extend((0..numbers.below(9)).map(|_| numbers.below(256) as u8)),
            3 => text.extend_from_slice(POISONS[numbers.below(8) as usize].as_bytes()),
            _ => text.extend_from_slice(PARTS[numbers.below(18) as usize].as_bytes()),
        }
    }
    let long = [1, 1, 1, 1, 1, 1, 20, 2_000][numbers.below(8) as usize];
    let mut text = text.repeat(long);
    text.truncate(100_000);
    // Nearly all are whole; some lack their begin, their end or both.
    match numbers.below(20) {
        0 => text,
        1 => [b"\x1b[200~", &text[..]].concat(),
        2 => [&text[..], b"\x1b[201~"].concat(),
        _ => [b"\x1b[200~", &text[..], b"\x1b[201~"].concat(),
    }
}

impl Play {
    /// A paste in as many reads as chance wants.
    fn take_paste(&mut self) {
        let bytes = paste(&mut self.numbers);
        let mut rest = &bytes[..];
        while !rest.is_empty() {
            let most = [4_096, 4_096, 7][self.numbers.below(3) as usize];
            let cut = rest.len().min(1 + self.numbers.below(most) as usize);
            let (piece, later) = rest.split_at(cut);
            rest = if cut < 8 && later.len() > 100 {
                self.bench.bytes_on(piece);
                self.bench.bytes_on(later);
                &[]
            } else {
                self.bench.bytes_on(piece);
                later
            };
        }
        // Whatever is open is closed, as the next paste would.
        self.bench.bytes_on(b"\x1b[201~");
    }
}

/// `PASTES=100000 cargo test --lib pastes_by_chance -- --nocapture` for the long run.
#[test]
fn pastes_by_chance_into_every_screen() {
    let (count, mut numbers) = (rounds("PASTES", 300), Numbers(seed()));
    let (mut into, mut done) = (BTreeMap::<String, u64>::new(), 0);
    while done < count {
        let mut play = Play::new(Numbers(numbers.below(1 << 31)), BTreeSet::new());
        for _ in 0..LIFE.min(count - done) {
            let state = play.numbers.0;
            let run = std::panic::AssertUnwindSafe(|| {
                for _ in 0..play.numbers.below(6) {
                    if play.step() {
                        return None;
                    }
                }
                let title = play.bench.model.top().show().title().to_owned();
                let before = play.typed();
                play.last = "a paste".to_owned();
                play.take_paste();
                play.outside();
                play.fire();
                let left = play.outside();
                play.must_hold(&before, Event::One);
                (!left).then_some(title)
            });
            let pasted = std::panic::catch_unwind(run);
            let pasted = pasted.unwrap_or_else(|_| panic!("{done}, {state}: {}", play.last));
            done += 1;
            match pasted {
                Some(title) => *into.entry(title).or_default() += 1,
                None => break,
            }
        }
    }
    say(&format!(
        "{done} pastes into {} screens: {into:?}",
        into.len()
    ));
    // A short run does not come everywhere.
    let screens = (count / 40).clamp(5, 20);
    assert!(into.len() as u64 >= screens, "{into:?}");
}
