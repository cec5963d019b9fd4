//! Says what changed since it last spoke, one change a line, the question last.

use crate::messages::{Text, say};
use crate::text::visible;
use crate::tui::model::{Link, Model};
use crate::tui::widgets::{Said, Spoken};

/// Most rows said at once.
const ROWS: usize = 20;
/// So many rows are not said before somebody asks for them.
const TOO_MANY: usize = 1000;
/// A list in which at most so many rows changed is not said again as a whole.
const FEW: usize = 3;

/// What lines may be typed, in one breath.
const SYNTAX: &[Text] = &[
    Text::of("teller.syntax_lines"),
    Text::of("teller.syntax_moves"),
    Text::of("teller.syntax_keys"),
    Text::of("teller.syntax_rows"),
    Text::of("teller.syntax_exact"),
];

/// Remembers what was said.
#[derive(Debug, Default)]
pub struct Teller {
    said: State,
}

/// Everything that is worth saying.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct State {
    /// Title and depth: another screen.
    screen: (String, usize),
    seat: String,
    link: Link,
    spoken: Spoken,
    keys: String,
    note: String,
}

impl State {
    fn of(model: &Model) -> Self {
        let shared = &model.shared;
        let top = model.top().show();
        let seat = match (shared.seat.officer.as_str(), shared.seat.role.as_str()) {
            ("", _) => String::new(),
            (name, role) => format!("{name} ({role})"),
        };
        let title = top.title().to_owned();
        Self {
            screen: (title, model.stack.len()),
            seat: if model.is_locked() {
                String::new()
            } else {
                seat
            },
            link: shared.link,
            spoken: top.spoken(shared),
            keys: keys(model),
            note: shared
                .note
                .as_ref()
                .map_or(String::new(), |n| n.text.clone()),
        }
    }
}

impl Teller {
    /// What changed. After a line was `given` the question is said again in any case.
    pub fn tell(&mut self, model: &Model, given: bool) -> Vec<String> {
        let now = State::of(model);
        let mut out = Vec::new();
        let fresh = now.screen != self.said.screen;
        if fresh {
            out.push(format!("== {} ==", now.screen.0));
            self.said.spoken = Spoken::default();
            self.said.keys.clear();
        }
        let before = &self.said;
        if now.seat != before.seat && !now.seat.is_empty() {
            out.push(say!("teller.at_work", seat = now.seat));
        }
        match (before.link, now.link) {
            (was, Link::Down) if was != Link::Down => out.push(say!("teller.link_lost").into()),
            (Link::Down, Link::Up) => out.push(say!("teller.link_up").into()),
            _ => {}
        }
        tell_lines(&mut out, &before.spoken, &now.spoken);
        let moved = tell_rows(&mut out, &before.spoken, &now.spoken);
        tell_filled(&mut out, &before.spoken, &now.spoken);
        if now.keys != before.keys {
            out.push(say!("teller.keys", keys = now.keys));
        }
        // A shorter note is the same one after its offer ended; what is wrong with a field was said above.
        let of_field = now
            .spoken
            .fields
            .iter()
            .any(|said| said.problem == now.note);
        if !now.note.is_empty() && !of_field && (given || !before.note.starts_with(&now.note)) {
            out.push(say!("teller.note", note = now.note));
        }
        let asks = now
            .spoken
            .focus
            .and_then(|place| now.spoken.fields.get(place));
        let asked = before
            .spoken
            .focus
            .and_then(|place| before.spoken.fields.get(place));
        if let Some(said) = asks.filter(|_| given || fresh || asks != asked || !out.is_empty()) {
            if asked.is_none_or(|before| before.part != said.part) && !said.part.is_empty() {
                out.push(say!("teller.part", part = said.part));
            }
            out.push(question(said, &now.spoken));
        } else if given && !moved && asks.is_none() {
            out.extend(row(
                &now.spoken,
                now.spoken.at,
                say!("teller.at_row_prefix"),
            ));
        }
        self.said = now;
        out.iter().map(|line| safe(line)).collect()
    }

    /// While answers are awaited: the note, once.
    pub fn tell_waiting(&mut self, model: &Model) -> Vec<String> {
        let note = model.shared.note.as_ref().map(|note| &note.text);
        let Some(note) = note.filter(|note| **note != self.said.note) else {
            return Vec::new();
        };
        self.said.note.clone_from(note);
        vec![safe(&say!("teller.note", note))]
    }

    /// Everything that is here, and what may be typed.
    pub fn all(&mut self, model: &Model) -> Vec<String> {
        *self = Self::default();
        let mut out = self.tell(model, true);
        let spoken = &self.said.spoken;
        let filled = spoken
            .fields
            .iter()
            .filter(|said| spoken.fields.len() > 1 && !said.value.is_empty());
        out.extend(filled.map(|said| {
            safe(&say!(
                "teller.field_value",
                label = said.label,
                value = said.value
            ))
        }));
        let help = model.top().show().help();
        out.extend(
            help.lines()
                .filter(|line| !line.is_empty())
                .map(|line| safe(&say!("teller.help_line", line))),
        );
        let shared = &model.shared;
        let binds = shared
            .keys
            .binds()
            .iter()
            .filter(|bind| (bind.action.available)(model).is_ok());
        let binds = binds.map(|bind| format!("{} {}", bind.keys[0], (bind.action.label)(model)));
        out.push(safe(&say!(
            "teller.possible_now",
            join = binds.collect::<Vec<_>>().join("; ")
        )));
        out.extend(SYNTAX.iter().map(|line| line.words().to_owned()));
        out
    }

    /// The next note is said even if it says the same again.
    pub fn forget_note(&mut self) {
        self.said.note.clear();
    }
}

/// The commands on keys that belong to this screen; those of every screen are left to `?`, the list of
/// values to its field.
fn keys(model: &Model) -> String {
    const ROOM: usize = 1000;
    const ELSEWHERE: [&str; 6] = ["F1", "F4", "F5", "F10", "F12", "Ctrl+Q"];
    let legend = model.shared.keys.legend(model, ROOM).into_iter();
    let named = legend.filter(|(key, _)| {
        let command = key.starts_with('F') || key.starts_with("Ctrl");
        command && !ELSEWHERE.contains(&key.as_str())
    });
    let named: Vec<String> = named.map(|(key, label)| format!("{key} {label}")).collect();
    named.join("; ")
}

/// Lines that were not there before.
fn tell_lines(out: &mut Vec<String>, before: &Spoken, now: &Spoken) {
    let mut old: Vec<&String> = before.lines.iter().collect();
    for line in &now.lines {
        match old.iter().position(|known| *known == line) {
            Some(place) => drop(old.remove(place)),
            None => out.push(line.clone()),
        }
    }
}

/// Rows that changed, or the page of the list around the chosen one; answers whether the chosen row was said.
fn tell_rows(out: &mut Vec<String>, before: &Spoken, now: &Spoken) -> bool {
    let page = |spoken: &Spoken| spoken.at / ROWS;
    let changed: Vec<usize> = (0..now.rows.len())
        .filter(|place| before.rows.get(*place) != now.rows.get(*place))
        .collect();
    let same_length = before.rows.len() == now.rows.len();
    if now.rows.is_empty() {
        if !before.rows.is_empty() {
            out.push(say!("teller.no_rows").into());
        }
        return false;
    }
    if !same_length || changed.len() > FEW || page(before) != page(now) {
        if now.rows.len() >= TOO_MANY && now.at == 0 {
            out.push(say!("teller.too_many_rows", count = now.rows.len()));
            return true;
        }
        let first = page(now) * ROWS;
        out.push(say!("teller.row_count", count = now.rows.len()));
        out.extend((first..first + ROWS).filter_map(|place| row(now, place, "")));
        let rest = now.rows.len().saturating_sub(first + ROWS);
        if rest > 0 {
            out.push(say!("teller.rows_left", rest));
        }
        out.push(say!("teller.at_row", at = now.at + 1));
        return true;
    }
    out.extend(changed.into_iter().filter_map(|place| row(now, place, "")));
    if before.at != now.at {
        out.extend(row(now, now.at, say!("teller.at_row_prefix")));
        return true;
    }
    false
}

fn row(spoken: &Spoken, place: usize, words: &str) -> Option<String> {
    let row = spoken.rows.get(place)?;
    Some(format!("{words}{}. {row}", place + 1))
}

/// Fields whose content changed and that are not being asked now.
fn tell_filled(out: &mut Vec<String>, before: &Spoken, now: &Spoken) {
    for (place, said) in now.fields.iter().enumerate() {
        let was = before
            .fields
            .iter()
            .find(|b| (&b.part, &b.label) == (&said.part, &said.label));
        let Some(was) = was.filter(|_| now.focus != Some(place)) else {
            continue;
        };
        if was.value != said.value {
            let value = if said.value.is_empty() {
                say!("common.empty_value")
            } else {
                &said.value
            };
            out.push(say!("teller.filled", label = said.label, value));
        }
        if was.problem != said.problem && !said.problem.is_empty() {
            out.push(say!(
                "teller.not_accepted",
                label = said.label,
                problem = said.problem
            ));
        }
    }
}

/// The field in focus: `Ô 3/14 Họ tên, bắt buộc: …`.
fn question(said: &Said, spoken: &Spoken) -> String {
    let place = match (spoken.focus, spoken.fields.len()) {
        (Some(place), count @ 2..) => format!("{}/{count} ", place + 1),
        _ => String::new(),
    };
    let must = if said.required {
        say!("teller.required")
    } else {
        ""
    };
    let mut words = say!(
        "teller.field_question",
        place,
        label = said.label,
        must,
        value = said.value
    );
    if !said.hint.is_empty() {
        words.push_str(&say!("teller.hint", hint = said.hint));
    }
    if !said.choices.is_empty() {
        let choices = said.choices.iter().enumerate();
        let choices: Vec<String> = choices.map(|(n, c)| format!("{} {c}", n + 1)).collect();
        words.push_str(&say!("teller.choices", join = choices.join("; ")));
    }
    if !said.problem.is_empty() {
        words.push_str(&say!("teller.problem", problem = said.problem));
    }
    words
}

/// Only letters that can be read, on one line.
fn safe(line: &str) -> String {
    let line: String = line
        .chars()
        .map(|c| {
            if matches!(c, '\n' | '\r' | '\t') {
                ' '
            } else {
                c
            }
        })
        .collect();
    visible(&line).into_owned()
}
