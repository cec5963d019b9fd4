use super::{Meant, Step, Teller, read};
use crate::tui::bench_desk::Bench;
use crate::tui::input::{Code, Key};
use crate::tui::msg::Msg;
use crate::tui::widgets::{Said, Spoken, Takes};

/// A desk that is talked to: lines in, what it says out.
struct Talk {
    bench: Bench,
    teller: Teller,
}

impl Talk {
    fn new() -> Self {
        Self::poisoned("")
    }

    fn poisoned(poison: &'static str) -> Self {
        let bench = Bench::poisoned(200, 29, poison);
        let teller = Teller::default();
        Self { bench, teller }
    }

    fn hear(&mut self) -> String {
        self.teller.tell(&self.bench.model, true).join("\n")
    }

    fn say(&mut self, line: &str) -> String {
        self.bench.now += 400;
        self.bench.model.shared.note = None;
        self.teller.forget_note();
        let top = self.bench.model.top().show();
        let spoken = top.spoken(&self.bench.model.shared);
        match read(line, &spoken, false) {
            Meant::Help => return self.teller.all(&self.bench.model).join("\n"),
            Meant::Keys(steps) => {
                for step in steps {
                    let now = self.bench.now;
                    self.bench.send(match step {
                        Step::Key(key) => Msg::Given(key, now),
                        Step::Text(text) => Msg::Paste(text, now),
                    });
                }
            }
            other => return format!("{other:?}"),
        }
        self.hear()
    }
}

#[test]
fn a_short_session() {
    let mut talk = Talk::new();
    let mut session = vec![talk.hear()];
    for line in [
        ":2",
        "chung thuc",
        "",
        "001090000045",
        "Nguyễn Thị Ví Dụ",
        "-",
        "..",
        "?",
    ] {
        session.push(format!("> {line}"));
        session.push(talk.say(line));
    }
    insta::assert_snapshot!("a_short_session", session.join("\n"));
}

#[test]
fn nothing_that_a_terminal_obeys_is_said() {
    let mut talk = Talk::poisoned("\u{1b}[31m\u{9b}2J\u{202e}\n\r\u{7}");
    let mut said = talk.hear();
    for line in [
        ":2", "x", "", "..", "..", ":3", "000", "1", "2", "3", ":10", "..", "?",
    ] {
        said += &talk.say(line);
        said.push('\n');
    }
    let obeyed = |c: &char| c.is_control() && *c != '\n' || *c == '\u{202e}';
    assert_eq!(said.chars().find(obeyed), None);
    assert!(said.contains("[31m"), "the poison was met");
}

#[test]
fn every_screen_has_something_to_say() {
    let mut talk = Talk::new();
    talk.hear();
    for number in 1..=12 {
        let said = talk.say(&format!(":{number}"));
        assert!(!said.trim().is_empty(), "F{number}");
        talk.say("..");
        talk.say("..");
    }
}

fn form(takes: Takes) -> Spoken {
    Spoken::default().field(Said::new("Ô", takes))
}

fn pressed(line: &str, spoken: &Spoken) -> Vec<Step> {
    match read(line, spoken, false) {
        Meant::Keys(steps) => steps,
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn a_line_is_text_number_or_command() {
    let key = |code| Step::Key(Key::plain(code));
    let empty = Step::Key(Key::ctrl('u'));
    let text = |text: &str| Step::Text(text.to_owned());
    let field = form(Takes::Text);
    assert_eq!(
        pressed("An", &field),
        [empty.clone(), text("An"), key(Code::Down)]
    );
    assert_eq!(
        pressed("=:9", &field),
        [empty.clone(), text(":9"), key(Code::Down)]
    );
    assert_eq!(pressed("=", &field), [empty.clone(), key(Code::Down)]);
    assert_eq!(
        pressed("-5", &field),
        [empty.clone(), text("-5"), key(Code::Down)]
    );
    assert_eq!(pressed("", &field), [key(Code::Enter)]);
    assert_eq!(pressed(":9", &field), [Step::Key(Key::f(9))]);
    assert_eq!(pressed("/F12", &field), [Step::Key(Key::f(12))]);
    assert_eq!(pressed(":ctrl+z", &field), [Step::Key(Key::ctrl('z'))]);
    assert_eq!(pressed("..", &field), [key(Code::Esc)]);
    assert_eq!(read("/luu", &field, false), Meant::Command("luu".into()));
    assert_eq!(read("?", &field, false), Meant::Help);
    let rows = Spoken::default().rows(vec!["a".into(), "b".into(), "c".into()], 0);
    assert_eq!(
        pressed("3", &rows),
        [key(Code::Down), key(Code::Down), key(Code::Enter)]
    );
    assert_eq!(pressed(">2", &rows), [key(Code::Down)]);
    assert_eq!(pressed("#2", &rows), [Step::Key(Key::letter('2'))]);
    assert!(matches!(read("4", &rows, false), Meant::Refused(_)));
    let found = rows.field(Said::new("Tìm", Takes::Question));
    assert_eq!(pressed("17", &found), [empty, text("17"), key(Code::Enter)]);
}

#[test]
fn a_password_is_never_read_as_a_command() {
    let gate = form(Takes::Hidden);
    for password in ["?", ":9", "=a", "#1", "+"] {
        let letters: String = pressed(password, &gate)
            .iter()
            .filter_map(|step| match step {
                Step::Key(key) => key.typed(),
                Step::Text(_) => None,
            })
            .collect();
        assert_eq!(letters, password);
    }
}

#[test]
fn papers_are_counted_in_one_line() {
    let row = form(Takes::Counts);
    let digits = |line: &str| -> String {
        let steps = pressed(line, &row);
        let letters = steps.iter().filter_map(|step| match step {
            Step::Key(key) => key.typed(),
            Step::Text(_) => None,
        });
        letters.collect()
    };
    assert_eq!(digits("1 0 12"), "112");
    assert_eq!(digits("3"), "3");
    assert!(matches!(read("một", &row, false), Meant::Refused(_)));
}
