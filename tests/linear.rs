//! The real program without a screen: through a pipe, and at a terminal in cooked mode.

#[path = "common/desk.rs"]
mod desk;
#[path = "common/talk.rs"]
mod talk;

use desk::Desk;
use std::path::Path;
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

#[test]
fn what_was_typed_outlives_the_end_of_the_input_and_a_signal() {
    let home = tempfile::tempdir().unwrap();
    let mut talk = start(home.path());
    begin_intake(&mut talk, "Hết Dòng");
    talk.hang_up();
    let mut talk = start(home.path());
    assert!(talk.text().contains("Hết Dòng"), "{}", talk.text());
    begin_intake(&mut talk, "Bị Dừng");
    talk.signal("-TERM");
    talk.wait();
    let talk = start(home.path());
    assert!(talk.text().contains("Bị Dừng"), "{}", talk.text());
    assert!(!talk.bytes().contains(&ESC));
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
    assert!(answer(&talk).contains("Đang có") || talk.text().contains("Kín"));
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
