//! What a line means: a text, a number of a row, a command. The whole language is in the table of
//! [`read`]; the manual (`tuyen-tinh.md`) explains it to clerks.

use crate::messages::say;
use crate::tui::input::{Code, Key};
use crate::tui::keymap::chord;
use crate::tui::widgets::{Spoken, Takes};

/// Most letters that a field of the gate holds.
const GATE_LONGEST: usize = 200;

/// What a line means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// These keys, in order.
    Keys(Vec<Step>),
    /// The command of that name, as F10 finds it.
    Command(String),
    /// Everything that is here and can be done here.
    Help,
    /// Nothing: why not.
    Refused(String),
}

/// One step of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A key.
    Key(Key),
    /// A text, whole.
    Text(String),
}

/// Understands a line typed at the screen that says `spoken`. A `composing` keyboard gets letters
/// one by one.
pub fn read(line: &str, spoken: &Spoken, composing: bool) -> Meant {
    if takes(spoken) == Some(Takes::Hidden) && !matches!(line, ".." | "-") {
        return Meant::Keys(gate(line));
    }
    let rest = || line.get(1..).unwrap_or_default();
    let number = |text: &str| {
        text.parse::<usize>()
            .ok()
            .filter(|_| !text.starts_with('0'))
    };
    match line.chars().next() {
        None => keys([Key::plain(Code::Enter)]),
        Some(_) if line == "?" => Meant::Help,
        Some(_) if line == ".." => keys([Key::plain(Code::Esc)]),
        Some(_) if line == "+" => keys([Key::plain(Code::Down)]),
        Some(_) if line == "-" => keys([Key::plain(Code::Up)]),
        Some(_) if line == "++" => keys([Key::plain(Code::PageDown)]),
        Some(_) if line == "--" => keys([Key::plain(Code::PageUp)]),
        Some('=') => text(rest(), spoken, composing),
        Some('#') => keys(rest().chars().map(Key::letter)),
        Some(':' | '/') => command(rest().trim()),
        Some('>') if number(rest()).is_some() => row(number(rest()), spoken, steps),
        Some('*') if number(rest()).is_some() => row(number(rest()), spoken, |_, to| {
            let mut keys = vec![Key::plain(Code::Home)];
            keys.extend(steps(0, to));
            keys.push(Key::letter(' '));
            keys
        }),
        Some(_) if !spoken.rows.is_empty() && means_row(number(line), spoken) => {
            let looks_first = spoken.looks_first;
            row(number(line), spoken, |at, to| {
                let mut keys = steps(at, to);
                keys.extend((!looks_first).then_some(Key::plain(Code::Enter)));
                keys
            })
        }
        Some(_) => text(line, spoken, composing),
    }
}

/// Whether a number on its own chooses a row: where a field asks a question, only a row that exists.
fn means_row(number: Option<usize>, spoken: &Spoken) -> bool {
    let exists = number.is_some_and(|number| number <= spoken.rows.len());
    exists || (number.is_some() && takes(spoken).is_none())
}

fn takes(spoken: &Spoken) -> Option<Takes> {
    let focus = spoken.focus.and_then(|place| spoken.fields.get(place));
    focus.map(|said| said.takes)
}

fn keys(keys: impl IntoIterator<Item = Key>) -> Meant {
    Meant::Keys(keys.into_iter().map(Step::Key).collect())
}

fn row(number: Option<usize>, spoken: &Spoken, to: impl Fn(usize, usize) -> Vec<Key>) -> Meant {
    let count = spoken.rows.len();
    match number.filter(|number| (1..=count).contains(number)) {
        Some(number) => keys(to(spoken.at, number - 1)),
        None => Meant::Refused(say!("syntax.no_such_row", count)),
    }
}

/// From row `at` to row `to`.
fn steps(at: usize, to: usize) -> Vec<Key> {
    let key = if to < at { Code::Up } else { Code::Down };
    vec![Key::plain(key); to.abs_diff(at)]
}

/// `9`, `f9`, `ctrl+z`, `del`: a key. Anything else: the name of a command.
fn command(name: &str) -> Meant {
    let plain = name.to_lowercase();
    let number = plain.strip_prefix('f').unwrap_or(&plain);
    if let Ok(number @ 1..=12) = number.parse::<u8>() {
        return keys([Key::f(number)]);
    }
    if let Some(key) = plain.chars().next().filter(|_| plain.len() == 1)
        && let Some(key) = chord(Key::letter(key))
    {
        return keys([key]);
    }
    if let Some(letter) = plain.strip_prefix("ctrl+").or(plain.strip_prefix('^'))
        && let (Some(letter), 1) = (letter.chars().next(), letter.chars().count())
    {
        return keys([Key::ctrl(letter)]);
    }
    match plain.as_str() {
        "" => keys([Key::f(10)]),
        "tab" => keys([Key::plain(Code::Tab)]),
        "del" => keys([Key::plain(Code::Delete)]),
        "space" | "cach" => keys([Key::letter(' ')]),
        "left" | "trai" => keys([Key::plain(Code::Left)]),
        "right" | "phai" => keys([Key::plain(Code::Right)]),
        _ => Meant::Command(name.to_owned()),
    }
}

/// A text for the field in focus, as that takes it; where nothing is filled, plain keys.
fn text(line: &str, spoken: &Spoken, composing: bool) -> Meant {
    let key = |code| Step::Key(Key::plain(code));
    let letters = |line: &str| line.chars().map(|l| Step::Key(Key::letter(l))).collect();
    let whole = |line: &str| match composing {
        true => letters(line),
        false => vec![Step::Text(line.to_owned())],
    };
    let empty = Step::Key(Key::ctrl('u'));
    let after = |written: Vec<Step>, keys: &[Step]| {
        let first = std::iter::once(empty.clone());
        let all = first.chain(
            written
                .into_iter()
                .filter(|s| *s != Step::Text(String::new())),
        );
        Meant::Keys(all.chain(keys.iter().cloned()).collect())
    };
    match takes(spoken) {
        Some(Takes::Text) => after(whole(line), &[key(Code::Down)]),
        Some(Takes::Question) => after(whole(line), &[key(Code::Enter)]),
        Some(Takes::Filter) => after(vec![Step::Text(line.to_owned())], &[]),
        Some(Takes::Letters) => after(letters(line), &[]),
        Some(Takes::Gate | Takes::Hidden) => Meant::Keys(gate(line)),
        Some(Takes::Counts) => counts(line),
        Some(Takes::Boxed) => {
            let box_of = [Step::Key(Key::f(4)), empty.clone()];
            let taken = [Step::Key(Key::f(9)), key(Code::Down)];
            let all = box_of.into_iter().chain(whole(line)).chain(taken);
            Meant::Keys(all.collect())
        }
        Some(Takes::Lines) => {
            let mut all = whole(line);
            all.push(key(Code::Enter));
            Meant::Keys(all)
        }
        None => Meant::Keys(letters(line)),
    }
}

fn gate(line: &str) -> Vec<Step> {
    let back = vec![Step::Key(Key::plain(Code::Backspace)); GATE_LONGEST];
    let letters = line.chars().map(|l| Step::Key(Key::letter(l)));
    let enter = std::iter::once(Step::Key(Key::plain(Code::Enter)));
    back.into_iter().chain(letters).chain(enter).collect()
}

/// `1`, `1 0 2`: originals, certified copies, photocopies; those not said are none.
fn counts(line: &str) -> Meant {
    let parts = line.split([' ', ',', ';']).filter(|part| !part.is_empty());
    let counts: Result<Vec<u16>, _> = parts.map(str::parse::<u16>).collect();
    let Some(counts) = counts.ok().filter(|c| (1..=3).contains(&c.len())) else {
        return Meant::Refused(say!("syntax.copies_received").into());
    };
    let mut all = vec![Key::plain(Code::Left); 2];
    for column in 0..3 {
        all.push(Key::plain(Code::Delete));
        let count = counts.get(column).copied().unwrap_or(0);
        if count > 0 {
            all.extend(count.to_string().chars().map(Key::letter));
        }
        let next = if column < 2 { Code::Right } else { Code::Down };
        all.push(Key::plain(next));
    }
    keys(all)
}
