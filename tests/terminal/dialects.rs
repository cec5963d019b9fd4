//! The same keys as other terminals send them, and the program inside tmux and screen.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::Server;
use crate::desk::{CommandBuilder, Desk, PATIENCE};

/// A terminal: its name, what it sends for F1 … F12 (F11 left out), for Home and End.
struct Dialect {
    about: &'static str,
    term: &'static str,
    functions: [&'static str; 11],
    ends: [&'static str; 2],
}

/// F6 … F12 are the same nearly everywhere.
const DIALECTS: [Dialect; 6] = [
    Dialect {
        about: "xterm",
        term: "xterm",
        functions: [
            "\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[15~", "\x1b[17~", "\x1b[18~", "\x1b[19~",
            "\x1b[20~", "\x1b[21~", "\x1b[24~",
        ],
        ends: ["\x1bOH", "\x1bOF"],
    },
    Dialect {
        about: "Linux console",
        term: "linux",
        functions: [
            "\x1b[[A", "\x1b[[B", "\x1b[[C", "\x1b[[D", "\x1b[[E", "\x1b[17~", "\x1b[18~",
            "\x1b[19~", "\x1b[20~", "\x1b[21~", "\x1b[24~",
        ],
        ends: ["\x1b[1~", "\x1b[4~"],
    },
    Dialect {
        about: "PuTTY",
        term: "putty",
        functions: [
            "\x1b[11~", "\x1b[12~", "\x1b[13~", "\x1b[14~", "\x1b[15~", "\x1b[17~", "\x1b[18~",
            "\x1b[19~", "\x1b[20~", "\x1b[21~", "\x1b[24~",
        ],
        ends: ["\x1b[1~", "\x1b[4~"],
    },
    Dialect {
        about: "rxvt",
        term: "rxvt",
        functions: [
            "\x1b[11~", "\x1b[12~", "\x1b[13~", "\x1b[14~", "\x1b[15~", "\x1b[17~", "\x1b[18~",
            "\x1b[19~", "\x1b[20~", "\x1b[21~", "\x1b[24~",
        ],
        ends: ["\x1b[7~", "\x1b[8~"],
    },
    Dialect {
        about: "screen",
        term: "screen",
        functions: [
            "\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[15~", "\x1b[17~", "\x1b[18~", "\x1b[19~",
            "\x1b[20~", "\x1b[21~", "\x1b[24~",
        ],
        ends: ["\x1b[1~", "\x1b[4~"],
    },
    // Every function key by the letters after Ctrl+G: a keyboard that has none.
    Dialect {
        about: "Ctrl+G",
        term: "vt100",
        functions: [
            "\x071", "\x072", "\x073", "\x074", "\x075", "\x076", "\x077", "\x078", "\x079",
            "\x070", "\x07=",
        ],
        ends: ["\x1b[H", "\x1b[F"],
    },
];

/// What each function key brings on the desk of a clerk without dossiers.
const BRINGS: [&str; 11] = [
    "đổi danh sách",
    "/2",
    "TÌM",
    "không có danh sách",
    "Máy chủ: thông",
    "",
    "Mở một hồ sơ trước",
    "TRẢ KẾT QUẢ",
    "không có gì để lưu",
    "Lọc:",
    "KHÓA",
];

#[test]
fn every_function_key_works_as_each_terminal_sends_it() {
    let home = tempfile::tempdir().expect("home");
    let mut server = Server::start_with(home.path(), &[]);
    let address = server.address();
    for dialect in DIALECTS {
        let term = [("TERM", dialect.term)];
        let mut desk = Desk::start_in(
            home.path(),
            (80, 24),
            &["desk", "--server", &address],
            &term,
        );
        desk.until_text("Máy chủ: thông");
        desk.until_text("F2 Tiếp nhận");
        for (place, key) in dialect.functions.iter().enumerate() {
            eprintln!("{}: F{}", dialect.about, place + 1);
            // Another message first, so that the awaited one is an answer to this key.
            desk.brings("\x03", "Muốn thoát thì bấm Ctrl+Q");
            desk.press(key);
            desk.until_text(BRINGS[place]);
            match BRINGS[place] {
                "KHÓA" => desk.brings("\r", "BÀN LÀM VIỆC"),
                // Said on the desk itself: nothing to leave.
                _ if desk.screen().contains("BÀN LÀM VIỆC") => {}
                _ => desk.brings("\x1b", "BÀN LÀM VIỆC"),
            }
        }
        home_and_end(&mut desk, &dialect);
        has_its_colours(&desk, dialect.term);
    }
}

/// A letter typed at Home stands first, one typed at End stands last.
fn home_and_end(desk: &mut Desk, dialect: &Dialect) {
    desk.brings(dialect.functions[2], "TÌM");
    desk.press("bc");
    desk.until_text("bc");
    desk.press(dialect.ends[0]);
    desk.press("a");
    desk.until_text("abc");
    desk.press(dialect.ends[1]);
    desk.brings("d", "abcd");
}

/// Where there are eight colours or none, no more are written.
fn has_its_colours(desk: &Desk, term: &str) {
    let text = String::from_utf8_lossy(&desk.bytes()).into_owned();
    let sequences = text.split("\x1b[").filter_map(|part| part.split_once('m'));
    let numbers = sequences
        .flat_map(|(numbers, _)| numbers.split(';'))
        .filter_map(|n| n.parse::<u8>().ok());
    let most = match term {
        "vt100" | "dumb" => 29,
        "linux" => 49,
        _ => 107,
    };
    let above: Vec<u8> = numbers.filter(|n| *n > most).collect();
    assert!(above.is_empty(), "{term}: {above:?}");
}

/// The program inside another program that is a terminal itself.
struct Inside<'a> {
    run: &'a dyn Fn(&[&str]) -> String,
    see: &'a dyn Fn() -> String,
}

impl Inside<'_> {
    fn until(&self, text: &str) {
        let start = Instant::now();
        while !(self.see)().contains(text) {
            assert!(
                start.elapsed() < PATIENCE,
                "never {text}:\n{}",
                (self.see)()
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

fn is_there(program: &str) -> bool {
    let there = Command::new(program).arg("-V").output().is_ok()
        || Command::new(program).arg("-v").output().is_ok();
    if !there {
        eprintln!("SKIPPED {program}: not installed");
    }
    there
}

fn said(program: &str, home: &Path, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .env("HOME", home)
        .env("SCREENDIR", home.join("screens"))
        .env("LC_ALL", "C.UTF-8")
        .output()
        .expect("run");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn inside_tmux() {
    if !is_there("tmux") {
        return;
    }
    let home = tempfile::tempdir().expect("home");
    let run = |arguments: &[&str]| {
        let socket = home.path().join("tmux");
        let socket = socket.to_string_lossy();
        let mut all = vec!["-u", "-S", &*socket];
        all.extend(arguments);
        said("tmux", home.path(), &all)
    };
    let data = home.path().join("data");
    let command = format!(
        "MOTCUA_DATA={} {}",
        data.display(),
        env!("CARGO_BIN_EXE_motcua")
    );
    run(&[
        "new-session",
        "-d",
        "-s",
        "quay",
        "-x",
        "80",
        "-y",
        "24",
        &command,
    ]);
    run(&["set-option", "-g", "status", "off"]);
    let _guard = AtLast(|| {
        let socket = home.path().join("tmux");
        let mut end = Command::new("tmux");
        end.arg("-S").arg(socket).arg("kill-server");
        end
    });
    let inside = Inside {
        run: &run,
        see: &|| run(&["capture-pane", "-p", "-t", "quay"]),
    };
    inside.until("Máy chủ: thông");
    for (key, brings) in [
        ("F2", "/2"),
        ("Escape", "BÀN LÀM VIỆC"),
        ("F10", "Lọc:"),
        ("Escape", "F2 Tiếp nhận"),
        ("F3", "TÌM"),
    ] {
        (inside.run)(&["send-keys", "-t", "quay", key]);
        inside.until(brings);
    }
    run(&["send-keys", "-t", "quay", "-l", "Nguyễn Thị Ví Dụ"]);
    inside.until("Nguyễn Thị Ví Dụ");
}

/// Ends what a test left running behind a terminal, also when the test fails: a command that says so.
struct AtLast<F: Fn() -> Command>(F);

impl<F: Fn() -> Command> Drop for AtLast<F> {
    fn drop(&mut self) {
        // Nothing is left to be ended when the test went well.
        let _ = (self.0)().output();
    }
}

#[test]
fn inside_screen() {
    if !is_there("screen") {
        return;
    }
    let home = tempfile::tempdir().expect("home");
    let sockets = home.path().join("screens");
    std::fs::create_dir_all(&sockets).expect("folder");
    let only_me = std::os::unix::fs::PermissionsExt::from_mode(0o700);
    std::fs::set_permissions(&sockets, only_me).expect("closed");
    let mut command = CommandBuilder::new("screen");
    command.args(["-U", "-S", "quay", env!("CARGO_BIN_EXE_motcua")]);
    command.env("MOTCUA_DATA", home.path().join("data"));
    command.env("HOME", home.path());
    command.env("SCREENDIR", &sockets);
    command.env("LC_ALL", "C.UTF-8");
    command.env("TERM", "xterm");
    // What `screen` runs goes on without its terminal.
    let _guard = AtLast(|| {
        let mut end = Command::new("screen");
        end.args(["-S", "quay", "-X", "quit"]);
        end.env("SCREENDIR", &sockets);
        end
    });
    let mut desk = Desk::run(command, (80, 24));
    desk.until_text("Máy chủ: thông");
    desk.until_text("F2 Tiếp nhận");
    let f3 = "\x1bOR";
    for (key, brings) in [("\x1bOQ", "/2"), ("\x1b", "BÀN LÀM VIỆC"), (f3, "TÌM")] {
        desk.brings(key, brings);
    }
    desk.brings("Nguyễn Thị Ví Dụ", "Nguyễn Thị Ví Dụ");
    // Both backspaces, as the terminal outside may send either.
    desk.press("\x08\x7f");
    desk.until("two letters less", |d| {
        !d.screen().contains("[Nguyễn Thị Ví Dụ")
    });
    desk.brings("\x1b", "BÀN LÀM VIỆC");
    desk.resize(100, 30);
    desk.until("the last line of the larger window", |d| {
        let last = d.screen().lines().nth(29).map(|line| line.contains("F10"));
        last == Some(true)
    });
    desk.brings("\x11", "Rời chương trình?");
    desk.insists("\t", "►[ Thoát ]");
    desk.insists_end("\r");
    assert!(!desk.screen().contains("BÀN LÀM VIỆC"), "wiped");
}
