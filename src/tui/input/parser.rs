//! Bytes from the terminal to keys and pastes. Pure: the time is an input.
//!
//! A lone Esc is held back for a moment, because on a slow line the rest of a key's sequence may
//! still be on its way. Terminals send 0x08 or 0x7F for Backspace; both are one.

use super::key::{Code, Key};
use super::mouse::Mouse;

/// How long a lone Esc may wait for its rest, in milliseconds.
const ESC_WAIT: u64 = 60;
/// The same, on a line that has shown long gaps.
const ESC_WAIT_SLOW: u64 = 120;
/// A gap inside a sequence that marks the line as slow, in milliseconds.
const SLOW_GAP: u64 = 40;
/// How long an unfinished sequence is kept, in milliseconds.
const SEQUENCE_WAIT: u64 = 500;
/// The most bytes of one paste that are kept; the field's own cap is far smaller.
const PASTE_CAP: usize = 1 << 20;
const PASTE_END: &[u8] = b"\x1b[201~";

/// What the terminal said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key.
    Key(Key),
    /// A bracketed paste, as it came.
    Paste(String),
    /// The mouse was used.
    Mouse(Mouse),
}

/// Keeps the unfinished end of what has been read.
#[derive(Debug, Default)]
pub struct Parser {
    held: Vec<u8>,
    held_at: u64,
    paste: Option<Vec<u8>>,
    slow: bool,
}

impl Parser {
    /// For a desk reached over a line (SSH): its bytes come with gaps from the first key on.
    pub fn on_a_line() -> Self {
        Self {
            slow: true,
            ..Self::default()
        }
    }

    /// Takes bytes read at `now` (milliseconds of any steady clock) and appends what they mean.
    pub fn feed(&mut self, bytes: &[u8], now: u64, out: &mut Vec<Input>) {
        self.expire(now, out);
        let waited = self.held.len();
        if waited > 0 && self.held[0] == 0x1b && now.saturating_sub(self.held_at) > SLOW_GAP {
            self.slow = true;
        }
        // Esc at the end of one read and a plain letter in the next are two keys.
        let parted = waited == 1 && self.held[0] == 0x1b;
        let mut all = std::mem::take(&mut self.held);
        all.extend_from_slice(bytes);
        let mut rest = &all[..];
        if parted && !matches!(rest.get(1), None | Some(b'[' | b'O')) {
            out.push(Input::Key(Key::plain(Code::Esc)));
            rest = &rest[1..];
        }
        while !rest.is_empty() {
            if self.paste.is_some() {
                rest = self.pasted(rest, out);
                continue;
            }
            match next(rest) {
                Step::Key(key, used) => {
                    out.push(Input::Key(key));
                    rest = &rest[used..];
                }
                Step::Mouse(mouse, used) => {
                    out.push(Input::Mouse(mouse));
                    rest = &rest[used..];
                }
                Step::Nothing(used) => rest = &rest[used..],
                Step::PasteBegins(used) => {
                    self.paste = Some(Vec::new());
                    rest = &rest[used..];
                }
                Step::Unfinished => {
                    self.held = rest.to_vec();
                    self.held_at = now;
                    break;
                }
            }
        }
    }

    /// When [`Parser::expire`] should be called if nothing more is read.
    pub fn deadline(&self) -> Option<u64> {
        let wait = match self.held.as_slice() {
            [] => return None,
            [0x1b] if self.slow => ESC_WAIT_SLOW,
            [0x1b] => ESC_WAIT,
            _ => SEQUENCE_WAIT,
        };
        (self.paste.is_none()).then_some(self.held_at + wait)
    }

    /// Gives up waiting: a lone Esc is the Esc key, other unfinished bytes are noise.
    pub fn expire(&mut self, now: u64, out: &mut Vec<Input>) {
        if self.deadline().is_some_and(|at| now >= at) {
            if self.held == [0x1b] {
                out.push(Input::Key(Key::plain(Code::Esc)));
            }
            self.held.clear();
        }
    }

    fn pasted<'a>(&mut self, bytes: &'a [u8], out: &mut Vec<Input>) -> &'a [u8] {
        let Some(kept) = self.paste.as_mut() else {
            return bytes;
        };
        // The end mark may be split over two reads, so look from a little before the new bytes.
        let from = kept.len().saturating_sub(PASTE_END.len());
        kept.extend_from_slice(bytes);
        let end = kept[from..]
            .windows(PASTE_END.len())
            .position(|w| w == PASTE_END);
        let Some(end) = end.map(|at| at + from) else {
            if kept.len() > PASTE_CAP {
                let tail = kept.split_off(kept.len() - PASTE_END.len());
                kept.truncate(PASTE_CAP);
                kept.extend_from_slice(&tail);
            }
            return &[];
        };
        let after = kept.len() - end - PASTE_END.len();
        let text = String::from_utf8_lossy(&kept[..end]).into_owned();
        self.paste = None;
        out.push(Input::Paste(text));
        &bytes[bytes.len() - after..]
    }
}

enum Step {
    Key(Key, usize),
    Mouse(Mouse, usize),
    Nothing(usize),
    PasteBegins(usize),
    Unfinished,
}

/// Reads one key from the front of `bytes` (not empty).
fn next(bytes: &[u8]) -> Step {
    let key = |code| Step::Key(Key::plain(code), 1);
    match bytes[0] {
        0x1b => escape(bytes),
        b'\r' | b'\n' => key(Code::Enter),
        b'\t' => key(Code::Tab),
        0x08 | 0x7f => key(Code::Backspace),
        0 => Step::Nothing(1),
        byte @ 1..=26 => Step::Key(Key::ctrl((byte - 1 + b'a') as char), 1),
        0x1c..=0x1f => Step::Nothing(1),
        _ => letter(bytes),
    }
}

fn letter(bytes: &[u8]) -> Step {
    let length = match bytes[0] {
        0..=0x7f => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Step::Nothing(1),
    };
    let Some(whole) = bytes.get(..length) else {
        let could_go_on = bytes[1..].iter().all(|b| b & 0xc0 == 0x80);
        return if could_go_on {
            Step::Unfinished
        } else {
            Step::Nothing(1)
        };
    };
    match std::str::from_utf8(whole)
        .ok()
        .and_then(|s| s.chars().next())
    {
        Some('\u{80}'..='\u{9f}') => Step::Nothing(length),
        Some(letter) => Step::Key(Key::letter(letter), length),
        None => Step::Nothing(1),
    }
}

fn escape(bytes: &[u8]) -> Step {
    match bytes.get(1) {
        None => Step::Unfinished,
        Some(b'[') => control_sequence(bytes),
        Some(b'O') => match bytes.get(2) {
            None => Step::Unfinished,
            Some(&last) => named(final_letter(last), 1, 3),
        },
        // Two Esc in one read are two presses.
        Some(0x1b) => Step::Key(Key::plain(Code::Esc), 1),
        Some(_) => match next(&bytes[1..]) {
            Step::Key(key, used) => Step::Key(Key { alt: true, ..key }, used + 1),
            Step::Unfinished => Step::Unfinished,
            Step::Mouse(_, used) | Step::Nothing(used) | Step::PasteBegins(used) => {
                Step::Nothing(used + 1)
            }
        },
    }
}

fn control_sequence(bytes: &[u8]) -> Step {
    // The Linux console's F1–F5: Esc [ [ A … E.
    if bytes.get(2) == Some(&b'[') {
        return match bytes.get(3) {
            None => Step::Unfinished,
            Some(&last @ b'A'..=b'E') => named(Some(Code::F(last - b'A' + 1)), 1, 4),
            Some(_) => Step::Nothing(4),
        };
    }
    let Some(end) = bytes[2..].iter().position(|b| !(0x20..=0x3f).contains(b)) else {
        // No terminal sends a key this long: drop it rather than wait for ever.
        return if bytes.len() > 64 {
            Step::Nothing(bytes.len())
        } else {
            Step::Unfinished
        };
    };
    let used = end + 3;
    let last = bytes[end + 2];
    if !(0x40..=0x7e).contains(&last) {
        return Step::Nothing(end + 2);
    }
    let numbers = parameters(&bytes[2..end + 2]);
    let first = numbers.first().copied().unwrap_or(0);
    let modifiers = numbers.get(1).copied().unwrap_or(1);
    match last {
        b'~' if first == 200 => Step::PasteBegins(used),
        b'~' => named(numbered(first), modifiers, used),
        b'Z' => named(Some(Code::BackTab), 1, used),
        b'u' => named(char::from_u32(first).map(Code::Char), modifiers, used),
        // A report of the cursor's place looks like a modified F3; nobody presses that.
        b'R' if numbers.len() > 1 => Step::Nothing(used),
        b'M' if bytes[2] == b'<' => match Mouse::of_report(&parameters(&bytes[3..end + 2])) {
            Some(mouse) => Step::Mouse(mouse, used),
            None => Step::Nothing(used),
        },
        _ if bytes[2] == b'?' || bytes[2] == b'<' => Step::Nothing(used),
        _ => named(final_letter(last), modifiers, used),
    }
}

fn parameters(bytes: &[u8]) -> Vec<u32> {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    text.split([';', ':'])
        .map(|n| n.parse().unwrap_or(0))
        .collect()
}

fn named(code: Option<Code>, modifiers: u32, used: usize) -> Step {
    let Some(code) = code else {
        return Step::Nothing(used);
    };
    let bits = modifiers.saturating_sub(1);
    let key = Key {
        code,
        shift: bits & 1 != 0,
        alt: bits & 2 != 0,
        ctrl: bits & 4 != 0,
    };
    Step::Key(key, used)
}

fn final_letter(letter: u8) -> Option<Code> {
    Some(match letter {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'H' => Code::Home,
        b'F' => Code::End,
        b'M' => Code::Enter,
        b'P'..=b'S' => Code::F(letter - b'P' + 1),
        _ => return None,
    })
}

fn numbered(number: u32) -> Option<Code> {
    Some(match number {
        1 | 7 => Code::Home,
        2 => Code::Insert,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        11..=15 => Code::F(number as u8 - 10),
        17..=21 => Code::F(number as u8 - 11),
        23..=24 => Code::F(number as u8 - 12),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Feeds pieces, each with its time, and then lets everything expire.
    fn read(pieces: &[(&[u8], u64)]) -> Vec<Input> {
        let mut parser = Parser::default();
        let mut out = Vec::new();
        for (bytes, at) in pieces {
            parser.feed(bytes, *at, &mut out);
        }
        parser.expire(u64::MAX, &mut out);
        out
    }

    fn keys(bytes: &[u8]) -> Vec<String> {
        read(&[(bytes, 0)])
            .into_iter()
            .map(|input| match input {
                Input::Key(Key {
                    alt: true, code, ..
                }) => format!("Alt+{code:?}"),
                Input::Key(key) => key.to_string(),
                Input::Paste(text) => format!("paste {text:?}"),
                Input::Mouse(mouse) => format!("{mouse:?}"),
            })
            .collect()
    }

    #[test]
    fn every_dialect_of_a_function_key() {
        for f1 in [&b"\x1bOP"[..], b"\x1b[11~", b"\x1b[[A", b"\x1b[P"] {
            assert_eq!(keys(f1), ["F1"], "{f1:?}");
        }
        assert_eq!(keys(b"\x1b[20~\x1b[21~\x1b[24~"), ["F9", "F10", "F12"]);
        assert_eq!(
            keys(b"\x1b[1;5D\x1b[Z\x1b[5~"),
            ["Ctrl+Left", "BackTab", "PageUp"]
        );
    }

    #[test]
    fn both_backspaces_are_one() {
        assert_eq!(keys(b"\x08\x7f"), ["Backspace", "Backspace"]);
    }

    #[test]
    fn a_burst_of_an_input_method_keeps_its_order() {
        assert_eq!(
            keys("\u{7f}\u{7f}ễn".as_bytes()),
            ["Backspace", "Backspace", "Ễ", "N"]
        );
    }

    #[test]
    fn a_split_sequence_is_joined_and_a_lone_esc_is_esc() {
        assert_eq!(
            read(&[(b"\x1b", 0), (b"[", 30), (b"A", 50)]),
            [Input::Key(Key::plain(Code::Up))]
        );
        let esc = Input::Key(Key::plain(Code::Esc));
        assert_eq!(
            read(&[(b"\x1b", 0), (b"x", 100)]),
            [esc.clone(), Input::Key(Key::letter('x'))]
        );
        assert_eq!(
            read(&[(b"\x1b", 0), (b"x", 10)]),
            [esc.clone(), Input::Key(Key::letter('x'))]
        );
        assert_eq!(read(&[(b"\x1b", 0)]), [esc]);
    }

    #[test]
    fn a_line_with_gaps_gets_more_time() {
        let mut parser = Parser::default();
        let mut out = Vec::new();
        parser.feed(b"\x1b", 0, &mut out);
        parser.feed(b"[A", 50, &mut out);
        parser.feed(b"\x1b", 1000, &mut out);
        assert_eq!(parser.deadline(), Some(1120));
    }

    #[test]
    fn a_paste_is_one_thing_even_in_pieces() {
        let pieces: [(&[u8], u64); 3] = [
            (b"\x1b[200~ab\rc\x1b[2", 0),
            (b"01~x\x1b[200~y", 900),
            (b"\x1b[201~", 901),
        ];
        assert_eq!(
            read(&pieces),
            [
                Input::Paste("ab\rc".into()),
                Input::Key(Key::letter('x')),
                Input::Paste("y".into())
            ]
        );
    }

    #[test]
    fn terminal_reports_and_c1_are_not_keys() {
        assert!(keys(b"\x1b[?62;22c\x1b[12;40R\xc2\x9b\xff\xfe").is_empty());
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(bytes in proptest::collection::vec(any::<u8>(), 0..400), cut in 0usize..400) {
            let cut = cut.min(bytes.len());
            read(&[(&bytes[..cut], 0), (&bytes[cut..], 30)]);
        }

        #[test]
        fn letters_survive_any_split(text in "[a-zA-Z0-9ăâđêôơưàảãạ]{0,60}", cut in 0usize..200) {
            let bytes = text.as_bytes();
            let cut = cut.min(bytes.len());
            let got: String = read(&[(&bytes[..cut], 0), (&bytes[cut..], 5)])
                .into_iter()
                .filter_map(|i| match i { Input::Key(k) => k.typed(), Input::Paste(_) | Input::Mouse(_) => None })
                .collect();
            prop_assert_eq!(got, text);
        }
    }
}
