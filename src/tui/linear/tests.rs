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

    /// The command of that name, out of the list of all.
    fn choose(&mut self, name: &str) -> String {
        self.say(":10");
        self.say(name);
        self.say("")
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
                        Step::Scan(scan) => Msg::Scanned(scan, now),
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

#[test]
fn an_idle_desk_locks_and_says_nothing_of_what_was_open() {
    let mut talk = Talk::new();
    for line in [":2", "chung thuc", "", "+", "Nguyễn Thị Để Lâu"] {
        talk.say(line);
    }
    let wall = talk.bench.model.shared.wall + chrono::TimeDelta::minutes(5);
    talk.bench.send(Msg::Clock(wall));
    let said = talk.teller.tell(&talk.bench.model, false).join("\n");
    let all = talk.teller.all(&talk.bench.model).join("\n");
    for said in [said, all] {
        assert!(said.contains("QUẦY ĐANG KHÓA"), "{said}");
        assert!(
            !said.contains("Để Lâu") && !said.contains("hứng thực"),
            "{said}"
        );
    }
}

#[test]
fn a_card_takes_no_field_from_the_clerk_and_is_compared_by_eye() {
    let mut talk = Talk::new();
    for line in [":2", "chung thuc", ""] {
        talk.say(line);
    }
    while !talk.say("+").contains("Thư điện tử") {}
    talk.say("an@noi.vn");
    talk.say("-");
    let said = talk.say("001190000045||Nguyễn Thị Ví Dụ|01021990|Nữ|Thôn 1, Xã Minh Họa|15062021");
    assert!(said.contains("MC-1033"), "{said}");
    assert_eq!(talk.bench.typed_in("owner_email"), "an@noi.vn");
    assert_eq!(talk.bench.typed_in("owner_name"), "Nguyễn Thị Ví Dụ");
    let asked = said.lines().last().unwrap_or_default();
    assert!(
        asked.contains("Họ tên") && asked.contains("MC-1033"),
        "{said}"
    );
}

#[test]
fn a_slip_is_a_scan_in_every_field_and_a_number_of_a_paper_is_none() {
    let field = form(Takes::Text);
    for slip in ["H62.12.03-261119-0001", "H62.12.03-261119-0001|ABCD"] {
        assert!(
            matches!(pressed(slip, &field)[..], [Step::Scan(_)]),
            "{slip}"
        );
    }
    for paper in ["0211-2024-0001", "QD-2024-0001", "=H62.12.03-261119-0001"] {
        let steps = pressed(paper, &field);
        assert!(!steps.iter().any(|s| matches!(s, Step::Scan(_))), "{paper}");
    }
    let gate = form(Takes::Hidden);
    let typed = pressed("H62.12.03-261119-0001", &gate);
    assert!(typed.iter().all(|step| matches!(step, Step::Key(_))));
}

/// What is said on the way through the screens that have words of their own.
#[test]
fn screens_in_words() {
    let walks: [(&str, &[&str]); 7] = [
        ("files", &["", "#4", "+", "+", "+", "+"]),
        ("till", &[":ca thu"]),
        ("flows", &[":quy trinh va nguoi", "1"]),
        ("changes", &[":thay doi danh muc", "1"]),
        ("manual", &[":so tay", "++", "2", "++"]),
        ("help", &[":1", ":1"]),
        ("papers", &[":giay dang cho"]),
    ];
    for (name, lines) in walks {
        let mut talk = Talk::new();
        let rights = &mut talk.bench.model.shared.seat.rights;
        rights.extend(["staff", "catalogue", "collect", "receive"].map(str::to_owned));
        talk.hear();
        let mut session = Vec::new();
        for line in lines {
            let said = match line.strip_prefix(':').filter(|l| l.parse::<u8>().is_err()) {
                Some(command) => talk.choose(command),
                None => talk.say(line),
            };
            session.push(format!("> {line}\n{said}"));
        }
        insta::assert_snapshot!(format!("spoken_{name}"), session.join("\n"));
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
                Step::Text(_) | Step::Scan(_) => None,
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
            Step::Text(_) | Step::Scan(_) => None,
        });
        letters.collect()
    };
    assert_eq!(digits("1 0 12"), "112");
    assert_eq!(digits("3"), "3");
    assert!(matches!(read("một", &row, false), Meant::Refused(_)));
}
