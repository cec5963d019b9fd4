//! The desk driven by keys, without a terminal or a server.

mod acts;
mod corrections;
mod filling;
mod gate;
mod guided;
mod keys;
mod money;
mod screens;
mod switching;
mod printing;
mod chance;
mod desk_life;
mod looks;
mod tables;
mod budgets;
mod people;
mod pointing;
mod scans;
mod streams;

use super::api::Ask;
use super::bench_desk::Bench;
use super::effect::Effect;
use super::input::{Code, Key};
use super::msg::Msg;

/// How often a draft was to be kept.
fn keep_count(bench: &Bench) -> usize {
    bench
        .effects
        .iter()
        .filter(|e| matches!(e, Effect::KeepDraft(_)))
        .count()
}

#[test]
fn hostile_pastes_reach_neither_the_terminal_nor_the_server() {
    let hostile = "An\u{1b}]0;x\u{7}\u{202e}\u{200b}\u{9b}31m".to_owned() + &"đ".repeat(10_500);
    let mut bench = Bench::new(80, 24);
    bench.fill_intake();
    bench.code(Code::Up);
    bench.bytes(format!("\x1b[200~{hostile}\x1b[201~").as_bytes());
    assert!(
        bench.note().contains("10000") || bench.note().contains("10.000"),
        "{}",
        bench.note()
    );
    let bytes = String::from_utf8(bench.paint()).expect("utf-8");
    for bad in ["\u{7}", "\u{202e}", "\u{200b}", "\u{9b}", "]0;"] {
        assert!(!bytes.contains(bad), "{bad:?}");
    }
    bench.f(9);
    assert_eq!(bench.asked(|ask| matches!(ask, Ask::Receive(_))), 0);
}

/// Every sequence our own renderer may write; anything else came from data.
fn only_our_sequences(bytes: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|e| e.to_string())?;
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        rest = &rest[letter.len_utf8()..];
        match letter {
            '\u{1b}' => {
                let body = rest.strip_prefix('[').ok_or("not a CSI")?;
                let end = body
                    .find(|c: char| c.is_ascii_alphabetic())
                    .ok_or("no end")?;
                let (parameters, last) = (&body[..end], &body[end..=end]);
                let known = "HABCDmKJ".contains(last)
                    && parameters.bytes().all(|b| b.is_ascii_digit() || b == b';');
                let cursor = parameters == "?25" && "hl".contains(last);
                if !(known || cursor) {
                    return Err(format!("Esc[{parameters}{last}"));
                }
                rest = &body[end + 1..];
            }
            '\u{8}' | '\r' => {}
            _ if crate::text::visible(&letter.to_string()) != letter.to_string() => {
                return Err(format!("{letter:?}"));
            }
            _ => {}
        }
    }
    Ok(())
}

#[test]
fn hostile_data_on_every_screen_stays_data() {
    let hostile = [
        "\u{1b}]0;owned\u{7}",
        "\u{1b}[2J\u{1b}[31m",
        "\u{9b}31m",
        "\u{202e}gnp.exe",
        "a\u{200b}b\u{feff}c",
        "\u{e0041}\u{e0042}",
        "\r\n\u{8}\u{8}x",
    ];
    for poison in hostile {
        let mut bench = Bench::poisoned(80, 24, poison);
        let check = |bench: &mut Bench, step: &str| {
            bench.frames.wipe();
            let bytes = bench.paint();
            only_our_sequences(&bytes).unwrap_or_else(|e| panic!("{step}, {poison:?}: {e}"));
        };
        check(&mut bench, "desk");
        bench.code(Code::Enter);
        for page in 1..=3 {
            bench.typed(&page.to_string());
            check(&mut bench, "dossier");
        }
        bench.typed("4");
        check(&mut bench, "files");
        bench
            .code(Code::Esc)
            .code(Code::Esc)
            .f(8)
            .typed("x")
            .code(Code::Enter);
        check(&mut bench, "returning");
        bench.code(Code::Esc).code(Code::Enter).f(7);
        check(&mut bench, "print");
        bench
            .code(Code::Esc)
            .code(Code::Esc)
            .f(3)
            .typed("an")
            .code(Code::Enter);
        check(&mut bench, "find");
        bench.code(Code::Esc).f(2);
        check(&mut bench, "chooser");
        bench
            .code(Code::Enter)
            .bytes(format!("\x1b[200~{poison}\x1b[201~").as_bytes());
        check(&mut bench, "intake");
        bench.f(4);
        check(&mut bench, "values");
        bench
            .code(Code::Esc)
            .f(10)
            .typed("vi sao")
            .code(Code::Enter);
        check(&mut bench, "why");
        bench
            .code(Code::Esc)
            .code(Code::Esc)
            .f(10)
            .typed("doi can bo")
            .code(Code::Enter);
        check(&mut bench, "officers");
        bench.code(Code::Esc).f(12);
        check(&mut bench, "lock");
    }
}

/// A small steady source of numbers, so that a failure can be replayed.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// What a long run tells whoever follows it.
fn say(words: &str) {
    println!("{words}");
}

#[test]
fn no_keys_and_no_sizes_break_it() {
    let seed = std::env::var("SEED")
        .ok()
        .and_then(|s| s.parse().ok())
        .unwrap_or(20_261_120);
    println!("seed={seed}");
    let mut numbers = Numbers(seed);
    let mut bench = Bench::new(80, 24);
    let keys: Vec<Key> = (1..=12)
        .map(Key::f)
        .chain("aáđ1 29zỹ".chars().map(Key::letter))
        .chain("uzgpsfnk".chars().map(Key::ctrl))
        .chain(
            [
                Code::Enter,
                Code::Enter,
                Code::Tab,
                Code::BackTab,
                Code::Esc,
                Code::Up,
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
            ]
            .map(Key::plain),
        )
        .collect();
    for step in 0..6_000 {
        if numbers.below(20) == 0 {
            let (columns, rows) = (numbers.below(200) as u16, numbers.below(70) as u16);
            bench.frames.resize(columns, rows);
            bench.send(Msg::Resize(columns, rows));
        } else {
            bench.key(keys[numbers.below(keys.len() as u64) as usize]);
        }
        let bytes = bench.paint();
        only_our_sequences(&bytes).unwrap_or_else(|e| panic!("step {step}: {e}"));
    }
}
