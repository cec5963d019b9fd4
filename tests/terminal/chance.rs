//! Keys by chance, signals, failures and kills against the real program: the terminal is always given back,
//! and at most the last second of typing is lost.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::desk::{Desk, keys};
use crate::{Server, some_draft_holds};

/// Text to type; each round begins it with its own number.
const TYPED: &str = " nguyen thi vi du o thon mot xa minh hoa huyen minh hoa";

struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

fn rounds(name: &str, usual: u64) -> u64 {
    let given = std::env::var(name).ok().and_then(|n| n.parse().ok());
    given.unwrap_or(usual)
}

fn chance() -> Chance {
    let seed = rounds("SEED", 20_261_122);
    println!("SEED={seed}");
    Chance(seed)
}

/// The program has ended and given back screen, cursor, paste mode and the modes of the line.
fn is_given_back(desk: &Desk, modes: &str) {
    // What it wrote last may still be on its way.
    let last = |desk: &Desk, on: &str, off: &str| {
        let text = String::from_utf8_lossy(&desk.bytes()).into_owned();
        text.rfind(off) > text.rfind(on)
    };
    desk.until("the screen given back", |d| {
        last(d, "\x1b[?1049h", "\x1b[?1049l")
    });
    desk.until("the cursor given back", |d| {
        last(d, "\x1b[?25l", "\x1b[?25h")
    });
    desk.until("the paste mode given back", |d| {
        last(d, "\x1b[?2004h", "\x1b[?2004l")
    });
    assert_eq!(desk.modes(), modes, "the modes of the line");
}

/// A desk at that server, and the modes that its terminal had before.
fn at(home: &Path, server: &str, variables: &[(&str, &str)]) -> (Desk, String) {
    let desk = Desk::start_in(home, (80, 24), &["desk", "--server", server], variables);
    let modes = desk.modes_before();
    desk.until_text("Máy chủ: thông");
    assert_ne!(desk.modes(), modes, "raw while it draws");
    (desk, modes)
}

/// What a hand or a broken line might send.
fn some_bytes(chance: &mut Chance) -> Vec<u8> {
    const KEYS: [&str; 34] = [
        "\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[15~", "\x1b[17~", "\x1b[18~", "\x1b[19~",
        "\x1b[20~", "\x1b[21~", "\x1b[24~", "\r", "\r", "\t", "\x1b[Z", "\x1b[A", "\x1b[B",
        "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F", "\x1b[3~", "\x7f",
        "\x08", "a", "đ", "Ệ", " ", "*", "1", "\x1b",
    ];
    match chance.below(40) {
        0 => "\x1b[200~dán \x1b]0;x\x07 vào\r\n\x1b[201~".into(),
        1 => "001190000045||Nguyễn Thị Ví Dụ|01021990|Nữ|Thôn 1|15062021\r".into(),
        2 => (0..chance.below(9))
            .map(|_| chance.below(256) as u8)
            .collect(),
        3 => vec![1 + chance.below(26) as u8],
        _ => KEYS[chance.below(34) as usize].into(),
    }
}

/// `KEYS_AT_A_DESK=50000` for the long run.
#[test]
fn keys_by_chance_always_give_the_terminal_back() {
    let (count, mut chance) = (rounds("KEYS_AT_A_DESK", 2_000), chance());
    let home = tempfile::tempdir().expect("home");
    let mut server = Server::start_with(home.path(), &[]);
    let address = server.address();
    let (mut desk, mut modes) = at(home.path(), &address, &[]);
    let (mut ended, mut pressed) = (0, 0);
    while pressed < count {
        for _ in 0..25 {
            desk.send(&some_bytes(&mut chance));
            pressed += 1;
        }
        if chance.below(4) == 0 {
            desk.resize(60 + chance.below(100) as u16, 18 + chance.below(40) as u16);
        }
        // It still answers: a lock is opened, a clerk who left comes back.
        std::thread::sleep(Duration::from_millis(20));
        if desk.has_ended() {
            is_given_back(&desk, &modes);
            (desk, modes) = at(home.path(), &address, &[]);
            ended += 1;
        }
    }
    desk.resize(80, 24);
    if !desk.has_ended() {
        desk.signal("-TERM");
        desk.wait();
    }
    is_given_back(&desk, &modes);
    let said = String::from_utf8_lossy(&desk.bytes()).into_owned();
    assert!(
        !said.contains("MC-9005") && !said.contains("panicked"),
        "{said}"
    );
    println!("{pressed} keys, left {ended} times");
}

/// What stands on each screen, and the keys that lead there from the desk.
const SCREENS: [(&str, &str); 9] = [
    ("BÀN LÀM VIỆC", ""),
    ("TIẾP NHẬN HỒ SƠ", "\x1bOQ"),
    ("TÌM", "\x1bOR"),
    ("Lọc:", "\x1b[21~"),
    ("Trợ giúp", "\x1bOP"),
    ("SỔ TAY", "\x1bOP\x1bOP\x1bOP"),
    ("TRẢ KẾT QUẢ", "\x1b[19~"),
    ("KHÓA", "\x1b[24~"),
    ("Rời chương trình?", "\x11"),
];

#[test]
fn failures_and_signals_give_the_terminal_back_on_each_screen() {
    let home = tempfile::tempdir().expect("home");
    let mut server = Server::start_with(home.path(), &[]);
    let address = server.address();
    for (title, way) in SCREENS {
        // A failure is asked for by a key that does nothing else.
        for end in ["-TERM", "-HUP", "\x19"] {
            let (mut desk, modes) = at(home.path(), &address, &[("MOTCUA_BREAK_ON", "Ctrl+Y")]);
            desk.until_text("F8 Trả kết quả");
            desk.brings(way, title);
            match end.strip_prefix('-') {
                Some(_) => desk.signal(end),
                None => desk.press(end),
            }
            desk.wait();
            is_given_back(&desk, &modes);
            if end == "\x19" {
                desk.until("the one line", |d| {
                    String::from_utf8_lossy(&d.bytes()).contains("MC-9005")
                });
            }
            let said = String::from_utf8_lossy(&desk.bytes()).into_owned();
            let after = said
                .rsplit("\x1b[?1049l")
                .next()
                .unwrap_or_default()
                .trim()
                .to_owned();
            match end {
                "\x19" => assert!(
                    after.starts_with("MC-9005 ") && after.lines().count() == 1,
                    "{title}: {after:?}"
                ),
                _ => assert_eq!(after, "", "{title} {end}"),
            }
        }
    }
}

#[test]
fn a_failure_keeps_what_was_typed_the_moment_before() {
    let home = tempfile::tempdir().expect("home");
    let mut desk = Desk::start_in(home.path(), (80, 24), &[], &[("MOTCUA_BREAK_ON", "Ctrl+Y")]);
    desk.open_intake("khai sinh");
    desk.press("\tTrần Thị Vỡ");
    desk.until_text("Trần Thị Vỡ");
    desk.press("\x19");
    desk.wait();
    assert!(some_draft_holds(home.path(), "Trần Thị Vỡ"));
}

#[test]
fn a_server_that_goes_away_takes_nothing_with_it() {
    let home = tempfile::tempdir().expect("home");
    let mut server = Server::start_with(home.path(), &[]);
    let address = server.address();
    let (mut desk, modes) = at(home.path(), &address, &[]);
    desk.open_intake("khai sinh");
    desk.press("\tLê Thị Mất Mạng");
    desk.until_text("Lê Thị Mất Mạng");
    drop(server);
    desk.brings(keys::F5, "MC-6001");
    assert!(
        desk.screen().contains("Lê Thị Mất Mạng"),
        "{}",
        desk.screen()
    );
    desk.press(" Hai");
    desk.until_text("Mất kết nối");
    desk.brings("\x11", "Rời chương trình?");
    desk.insists("\t", "►[ Thoát ]");
    desk.insists_end("\r");
    is_given_back(&desk, &modes);
    assert!(some_draft_holds(home.path(), "Lê Thị Mất Mạng Hai"));
}

/// `KILLS=1000` for the long run. What was on the screen a second before the kill is on the disk.
#[test]
fn a_kill_at_any_key_loses_a_second_at_most() {
    let (count, mut chance) = (rounds("KILLS", 50), chance());
    // Beside all other tests of a run the disk may have to wait its turn.
    let most = Duration::from_millis(if std::env::var("KILLS").is_ok() {
        1_000
    } else {
        2_000
    });
    let home = tempfile::tempdir().expect("home");
    let mut server = Server::start_with(home.path(), &[]);
    let address = server.address();
    let (mut desk, _) = at(home.path(), &address, &[]);
    desk.open_intake("khai sinh");
    desk.press("\t");
    desk.until_text("►Họ tên");
    let mut worst = Duration::ZERO;
    for round in 0..count {
        desk.press(keys::CTRL_U);
        let seen = type_and_see(&mut desk, &format!("v{round:04}{TYPED}"), &mut chance);
        let killed = Instant::now();
        desk.kill();
        // The newest letters that are not on the disk: how long they had been on the screen.
        let lost = seen
            .iter()
            .find(|(text, _)| !some_draft_holds(home.path(), text));
        let lost = lost.map_or(Duration::ZERO, |(_, at)| killed - *at);
        worst = worst.max(lost);
        assert!(lost <= most, "round {round}: lost {lost:?} of typing");
        (desk, _) = at(home.path(), &address, &[]);
        desk.until_text("Enter: mở, Del: bỏ");
        desk.brings("\r", "►Họ tên");
    }
    desk.kill();
    println!(
        "{count} kills, at most {} ms of typing lost",
        worst.as_millis()
    );
    // Nobody else is offered the draft.
    let other = [
        "desk",
        "--server",
        &address,
        "--officer",
        "vidu.phutrach@minhhoa.example",
    ];
    let other = Desk::start_in(home.path(), (80, 24), &other, &[]);
    other.until_text("Máy chủ: thông");
    other.until("the officer", |desk| desk.screen().contains(" ("));
    assert!(!other.screen().contains("Bản nháp"), "{}", other.screen());
}

/// Types letters until chance says stop; each beginning with the moment it was first seen whole.
fn type_and_see(desk: &mut Desk, text: &str, chance: &mut Chance) -> Vec<(String, Instant)> {
    let letters: Vec<char> = text.chars().collect();
    let stop = 5 + chance.below(letters.len() as u64 - 5) as usize;
    let mut seen: Vec<(String, Instant)> = Vec::new();
    let mut begun = String::new();
    for letter in &letters[..stop] {
        begun.push(*letter);
        desk.press(&letter.to_string());
        std::thread::sleep(Duration::from_millis(20 + chance.below(60)));
        // The field shows its end; a few letters of it are enough to know.
        let tail: String = begun
            .chars()
            .rev()
            .take(12)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        let tail = tail.trim_end();
        if begun.chars().count() >= 5 && desk.screen().contains(tail) {
            seen.push((begun.trim_end().to_owned(), Instant::now()));
        }
    }
    seen
}
