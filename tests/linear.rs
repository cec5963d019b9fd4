//! The real program without a screen: through a pipe, and at a terminal in cooked mode.

#[path = "common/desk.rs"]
mod desk;
#[path = "common/talk.rs"]
mod talk;

use desk::Desk;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use talk::Talk;

const ESC: u8 = 0x1b;

fn start(home: &Path) -> Talk {
    Talk::start(home, &["--linear"], &[])
}

/// The intake of the procedure, with a name typed.
fn begin_intake(talk: &mut Talk, name: &str) {
    for line in [":2", "2.000815", ""] {
        talk.say(line);
    }
    for _ in 0..20 {
        if last_question(talk).contains("Họ tên chủ hồ sơ") {
            break;
        }
        talk.say("+");
    }
    talk.say(name);
}

fn last_question(talk: &Talk) -> String {
    let text = talk.text();
    let asked = text.lines().rfind(|line| line.starts_with("Ô "));
    asked.unwrap_or_default().to_owned()
}

/// What was said after the last line.
fn answer(talk: &Talk) -> String {
    let text = talk.text();
    let body = text.trim_end_matches("> ");
    let from = body.rfind("\n> ").map_or(0, |at| at + 1);
    body[from..].to_owned()
}

#[test]
fn a_dossier_is_received_printed_and_passed_on_through_a_pipe() {
    let home = tempfile::tempdir().unwrap();
    let mut talk = start(home.path());
    begin_intake(&mut talk, "Trần Thị Tuyến Tính");
    for _ in 0..20 {
        if last_question(&talk).contains("Tên giấy tờ") {
            break;
        }
        talk.say("+");
    }
    talk.say("Căn cước");
    talk.say("/luu va cap so");
    let said = answer(&talk);
    assert!(said.contains("√ Đã cấp số"), "{said}");
    talk.say(":7");
    assert!(answer(&talk).contains("== IN =="), "{}", talk.text());
    talk.say("");
    assert!(answer(&talk).contains("Đã ghi giấy vào"), "{}", talk.text());
    talk.say("..");
    talk.say("..");
    talk.say("tran thi");
    talk.say("1");
    assert!(answer(&talk).contains("== HỒ SƠ =="), "{}", talk.text());
    talk.say(":6");
    let said = answer(&talk);
    assert!(
        said.contains("Báo: Xong:") && said.contains("hoàn tác"),
        "{said}"
    );
    talk.say(":ctrl+z");
    assert!(answer(&talk).contains("Mới tiếp nhận"), "{}", talk.text());
    talk.say("/khong co lenh nay");
    assert!(
        answer(&talk).contains("Không có lệnh nào khớp"),
        "{}",
        talk.text()
    );
    talk.hang_up();
    assert!(
        talk.text().ends_with("Đã đóng. Bản nháp còn nguyên.\n"),
        "{}",
        talk.text()
    );
    assert!(!talk.bytes().contains(&ESC), "{}", talk.text());
}

/// The last words of every end.
const CLOSED: &str = "Đã đóng. Bản nháp còn nguyên.\n";

#[test]
fn what_was_typed_outlives_the_end_of_the_input_and_every_signal() {
    let home = tempfile::tempdir().unwrap();
    type End = fn(&mut Talk);
    let ends: [(&str, End); 4] = [
        ("Hết Dòng", Talk::close),
        ("Bị Dừng", |talk| talk.signal("-TERM")),
        ("Mất Đường Truyền", |talk| talk.signal("-HUP")),
        ("Bị Ngắt", |talk| talk.signal("-INT")),
    ];
    for (name, end) in ends {
        let mut talk = start(home.path());
        begin_intake(&mut talk, name);
        end(&mut talk);
        assert_eq!(talk.ended(), Some(0), "{name}");
        talk.until(CLOSED);
        assert!(talk.text().ends_with(CLOSED), "{}", talk.text());
        let talk = start(home.path());
        assert!(talk.text().contains(name), "{}", talk.text());
        assert!(!talk.bytes().contains(&ESC));
    }
}

#[test]
fn what_was_typed_outlives_whoever_listened() {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_motcua"));
    command.arg("--linear").env("HOME", home.path());
    command.env("MOTCUA_DATA", home.path().join("data"));
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    command.stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut lines = child.stdin.take().unwrap();
    let mut heard = BufReader::new(child.stdout.take().unwrap());
    let typed = ":2\n2.000815\n\n+\nKhông Ai Nghe\n";
    lines.write_all(typed.as_bytes()).unwrap();
    let mut line = String::new();
    while !line.starts_with("Đã ghi Họ tên") {
        line.clear();
        assert!(heard.read_line(&mut line).unwrap() > 0, "never written");
    }
    // The answer to the next line is heard no more.
    drop(heard);
    lines.write_all(b"+\n").unwrap();
    let end = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&end.stderr).into_owned();
    assert!(
        end.status.code() == Some(1) && said.starts_with("MC-9070 "),
        "{end:?}"
    );
    let talk = start(home.path());
    assert!(talk.text().contains("Không Ai Nghe"), "{}", talk.text());
}

#[test]
fn ctrl_c_at_a_terminal_ends_it_with_a_word_and_gives_the_terminal_back() {
    let home = tempfile::tempdir().unwrap();
    let mut desk = Desk::start_with(home.path(), (80, 24), &["--linear"]);
    desk.until_text("== BÀN LÀM VIỆC ==");
    desk.brings(":2\r", "Ô Thủ tục:");
    desk.brings("2.000815\r", "Có 1 dòng:");
    desk.brings("\r", "Ô 1/");
    desk.brings("+\r", "Ô 2/");
    desk.brings("Lê Thị Ngắt\r", "Đã ghi");
    desk.press("\x03");
    desk.wait();
    desk.until_text("Đã đóng. Bản nháp còn nguyên.");
    assert_eq!(desk.modes(), desk.modes_before());
    let talk = start(home.path());
    assert!(talk.text().contains("Lê Thị Ngắt"), "{}", talk.text());
}

#[cfg(unix)]
#[test]
fn a_reader_on_a_serial_line_fills_the_applicant_and_opens_dossiers() {
    let home = tempfile::tempdir().unwrap();
    let line = portable_pty::native_pty_system()
        .openpty(portable_pty::PtySize::default())
        .unwrap();
    let device = line.master.tty_name().unwrap();
    let mut reader = line.master.take_writer().unwrap();
    let mut scan = |code: &str| reader.write_all(format!("{code}\r").as_bytes()).unwrap();
    let options = ["--linear", "--scanner", device.to_str().unwrap()];
    let mut desk = Desk::start_with(home.path(), (80, 24), &options);
    desk.until_text("== BÀN LÀM VIỆC ==");
    desk.brings(":2\r", "Ô Thủ tục:");
    desk.brings("2.000815\r", "Có 1 dòng:");
    desk.brings("\r", "Ô 1/");
    scan("001190000045||Nguyễn Thị Ví Dụ|01021990|Nữ|Thôn 1, Xã Minh Họa|15062021");
    desk.until_text("Nguyễn Thị Ví Dụ");
    desk.until("asked again", |desk| {
        desk.screen().trim_end().ends_with('>')
    });
    desk.brings("?\r", "01/02/1990");
    desk.brings("..\r", "== BÀN LÀM VIỆC ==");
    // The same refusal twice is said twice.
    for times in 1..=2 {
        scan("000.00.00.H62-261121-9999");
        desk.until("said again", |desk| {
            String::from_utf8_lossy(&desk.bytes())
                .matches("MC-1004")
                .count()
                >= times
        });
    }
    desk.press(":ctrl+q\r");
}

#[test]
fn ctrl_c_where_a_password_is_asked_for_brings_the_echo_back() {
    let home = tempfile::tempdir().unwrap();
    real_office(home.path());
    let mut desk = Desk::start_with(home.path(), (80, 24), &["--linear"]);
    desk.until_text("Ô 1/2 Thư công vụ:");
    desk.brings(&format!("{OFFICER}\r"), "Ô 2/2 Mật khẩu:");
    desk.until("no echo", |desk| desk.modes() != desk.modes_before());
    desk.press("\x03");
    desk.wait();
    desk.until_text("Đã đóng. Bản nháp còn nguyên.");
    assert_eq!(desk.modes(), desk.modes_before());
}

/// A minute of real time, so by name only: `IDLE=1 cargo test --test linear idle`.
#[test]
fn an_idle_desk_locks_hides_everything_and_drops_the_line_typed_meanwhile() {
    if std::env::var("IDLE").is_err() {
        println!("skipped: takes two minutes; IDLE=1 runs it");
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let first = real_office(home.path());
    let office = home.path().join("data/config/office.toml");
    let text = std::fs::read_to_string(&office).unwrap();
    let text = text.replace("screen_lock_minutes = 5", "screen_lock_minutes = 1");
    std::fs::write(&office, text).unwrap();
    let mut talk = start(home.path());
    for line in [OFFICER, &first, PASSWORD, PASSWORD] {
        talk.say(line);
    }
    begin_intake(&mut talk, "Nguyễn Thị Để Lâu");
    let patience = Duration::from_secs(180);
    talk.until_asked_after("== QUẦY ĐANG KHÓA ==", patience);
    let hidden = talk.text().len();
    talk.give("Chữ gõ sau khi khóa");
    talk.until_asked_after("Dòng vừa gõ không được dùng.", patience);
    assert!(!talk.text()[hidden..].contains("Để Lâu"), "{}", talk.text());
    talk.say(PASSWORD);
    talk.say("?");
    let said = answer(&talk);
    assert!(said.contains("Nguyễn Thị Để Lâu"), "{}", talk.text());
    assert!(!said.contains("sau khi khóa"), "{}", talk.text());
}

#[test]
fn a_locked_desk_says_nothing_of_a_dossier() {
    let home = tempfile::tempdir().unwrap();
    let mut talk = start(home.path());
    begin_intake(&mut talk, "Trần Thị Kín");
    talk.say(":12");
    talk.say("?");
    let said = answer(&talk);
    assert!(
        said.contains("QUẦY ĐANG KHÓA") && !said.contains("Kín"),
        "{said}"
    );
    talk.say("");
    assert!(
        answer(&talk).contains("== TIẾP NHẬN HỒ SƠ =="),
        "{}",
        talk.text()
    );
    talk.say("?");
    assert!(answer(&talk).contains("Trần Thị Kín"), "{}", talk.text());
}

#[test]
fn a_dumb_terminal_gets_lines_and_no_escape_sequence() {
    let home = tempfile::tempdir().unwrap();
    let mut desk = Desk::start_in(home.path(), (80, 24), &[], &[("TERM", "dumb")]);
    desk.until("a question", |desk| desk.screen().trim_end().ends_with('>'));
    desk.brings(":2\r", "== TIẾP NHẬN HỒ SƠ ==");
    desk.brings("2.000815\r", "2.000815 ");
    desk.brings("..\r", "== BÀN LÀM VIỆC ==");
    desk.press(":ctrl+q\r");
    desk.brings("2\r", "Bản nháp còn nguyên.");
    desk.wait();
    assert!(!desk.bytes().contains(&ESC), "{}", desk.screen());
}

const OFFICER: &str = "vidu.motcua@minhtan.example";
const PASSWORD: &str = "trà đá vỉa hè 7h";

/// An office with passwords; answers the one that its officer of the desk was given.
fn real_office(home: &Path) -> String {
    let mut init = Command::new(env!("CARGO_BIN_EXE_motcua"));
    init.env("HOME", home)
        .arg("init")
        .arg("--data")
        .arg(home.join("data"));
    for answer in [
        "id=xa-minh-tan",
        "name=UBND xã Minh Tân",
        "code=H62.98.2",
        "head_upper=UBND XÃ MINH TÂN",
        "place=Minh Tân",
        "address=Thôn Mẫu",
        "phone=0211 000 0009",
        "admin_email=vidu.quantri@minhtan.example",
        "admin_name=Mai Thị Quản",
        "desk_email=vidu.motcua@minhtan.example",
        "desk_name=Lò Văn Quầy",
    ] {
        init.arg("--set").arg(answer);
    }
    let told = init.stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8(told.stdout).unwrap();
    let line = said.lines().find(|line| line.starts_with(OFFICER)).unwrap();
    line.split_whitespace().nth(1).unwrap().to_owned()
}

#[test]
fn a_password_is_a_line_of_the_pipe_and_is_not_repeated() {
    let home = tempfile::tempdir().unwrap();
    let first = real_office(home.path());
    let mut talk = start(home.path());
    for line in [OFFICER, &first, PASSWORD, PASSWORD] {
        talk.say(line);
    }
    assert!(
        answer(&talk).contains("== BÀN LÀM VIỆC =="),
        "{}",
        talk.text()
    );
    assert!(
        !talk.text().contains(&first) && !talk.text().contains(PASSWORD),
        "{}",
        talk.text()
    );
}

#[test]
fn a_password_does_not_appear_on_the_terminal_and_the_echo_comes_back() {
    let home = tempfile::tempdir().unwrap();
    let first = real_office(home.path());
    let mut desk = Desk::start_with(home.path(), (80, 24), &["--linear"]);
    desk.until_text("Ô 1/2 Thư công vụ:");
    desk.brings(&format!("{OFFICER}\r"), "Ô 2/2 Mật khẩu:");
    desk.brings(&format!("{first}\r"), "Ô 2/3 Mật khẩu mới:");
    desk.brings(&format!("{PASSWORD}\r"), "Ô 3/3 Gõ lại mật khẩu mới:");
    desk.brings(&format!("{PASSWORD}\r"), "== BÀN LÀM VIỆC ==");
    desk.until("a question", |desk| desk.screen().trim_end().ends_with('>'));
    desk.brings("thấy được\r", "> thấy được");
    desk.press(":ctrl+q\r");
    desk.brings("2\r", "Bản nháp còn nguyên.");
    desk.wait();
    let written = String::from_utf8_lossy(&desk.bytes()).into_owned();
    assert!(
        !written.contains(&first) && !written.contains(PASSWORD),
        "{written}"
    );
    assert!(!desk.bytes().contains(&ESC), "{written}");
}
