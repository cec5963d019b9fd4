//! Filling in an intake and sending it: nothing early, nothing lost, nothing twice.

use super::keep_count;
use crate::tui::api::{Ask, Failure, FormLine, Received, Reply};
use crate::tui::bench_desk::Bench;
use crate::tui::effect::{Effect, Wake};
use crate::tui::input::Code;
use crate::tui::msg::Msg;

#[test]
fn enter_never_commits_and_f9_does() {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake();
    for _ in 0..40 {
        bench.code(Code::Enter);
    }
    let receive = |ask: &Ask| matches!(ask, Ask::Receive(_));
    assert_eq!(bench.asked(receive), 0);
    bench.f(9);
    assert_eq!(bench.asked(receive), 1);
    assert_eq!(
        bench.note(),
        "Đã cấp số H62.12.03-261120-0007, hẹn Chiều 21/11/2026."
    );
}

#[test]
fn what_is_sent_is_understood() {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake();
    bench.code(Code::Up);
    bench.f(9);
    let sent = bench.effects.iter().find_map(|e| match e {
        Effect::Ask(_, Ask::Receive(intake)) => Some(intake.clone()),
        _ => None,
    });
    let sent = sent.expect("sent");
    assert_eq!(sent.procedure, "2.000815");
    assert_eq!(sent.case, "usual");
    assert_eq!(sent.value("owner_name"), "Nguyễn Thị Ví Dụ");
    assert_eq!(sent.value("owner_identity"), "001090000045");
    assert_eq!(sent.value("form.document"), "Giấy khai sinh");
    assert_eq!(sent.value("channel"), "direct");
    assert_eq!(sent.value("result_at"), "Bộ phận Một cửa xã Minh Họa");
    assert_eq!(
        sent.fees,
        [("phi".to_owned(), "Phí chứng thực".to_owned(), 4000)]
    );
}

#[test]
fn what_is_missing_is_listed_and_nothing_is_sent() {
    let mut bench = Bench::new(80, 24);
    bench.f(2).code(Code::Enter).f(9);
    assert_eq!(bench.asked(|ask| matches!(ask, Ask::Receive(_))), 0);
    let screen = bench.screen();
    assert!(
        screen.contains("1. MC-1028 Họ tên chủ hồ sơ: Ô này phải có."),
        "{screen}"
    );
    assert!(screen.contains("2. MC-1028 Tên giấy tờ"), "{screen}");
}

#[test]
fn a_draft_is_kept_within_a_second_and_comes_back() {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake();
    let timers = bench
        .effects
        .iter()
        .filter(|e| matches!(e, Effect::After(_, Wake::Draft)));
    assert_eq!(timers.count(), 1, "one timer serves all changes");
    assert_eq!(keep_count(&bench), 0);
    bench.now += 700;
    bench.send(Msg::Wake(Wake::Draft, bench.now));
    let draft = bench.effects.iter().find_map(|e| match e {
        Effect::KeepDraft(draft) => Some((**draft).clone()),
        _ => None,
    });
    let draft = draft.expect("kept");
    let mut next = Bench::new(80, 24);
    next.send(Msg::Drafts(vec![draft]));
    let desk = next.screen();
    assert!(desk.contains("• Bản nháp 09:41 · Nguyễn Thị"), "{desk}");
    assert!(desk.contains("Enter: mở, Del: bỏ"), "{desk}");
    next.code(Code::Enter);
    assert_eq!(
        next.screen().lines().skip(2).take(17).collect::<Vec<_>>(),
        bench.screen().lines().skip(2).take(17).collect::<Vec<_>>()
    );
}

#[test]
fn a_lost_reply_is_sent_again_under_the_same_key() {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake();
    bench.hold = true;
    bench.f(9).f(9);
    let lost = Failure {
        code: "MC-6001".into(),
        text: "Không liên lạc được với máy chủ.".into(),
        unreachable: true,
        ..Failure::default()
    };
    let mut keys = Vec::new();
    let collect = std::cell::RefCell::new(&mut keys);
    bench.answer_with(|ask| match ask {
        Ask::Receive(intake) => {
            collect.borrow_mut().push(intake.id.clone());
            Some(Err(lost.clone()))
        }
        _ => None,
    });
    assert!(bench.note().starts_with("MC-6001"));
    assert!(
        !bench
            .effects
            .iter()
            .any(|e| matches!(e, Effect::DropDraft(_))),
        "the draft stays"
    );
    bench.f(9);
    let again: Vec<String> = bench
        .effects
        .iter()
        .filter_map(|e| match e {
            Effect::Ask(_, Ask::Receive(intake)) => Some(intake.id.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(keys.len(), 1, "a second F9 while sending does nothing");
    assert_eq!(again, keys);
    assert!(
        bench
            .effects
            .iter()
            .any(|e| matches!(e, Effect::DropDraft(id) if *id == keys[0]))
    );
}

#[test]
fn keys_typed_while_sending_reach_the_next_screen() {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake();
    bench.hold = true;
    bench.f(9).f(7);
    assert!(!bench.screen().contains("Đang dựng"));
    bench.answer_all();
    assert!(
        bench.screen().contains("GIẤY TIẾP NHẬN"),
        "{}",
        bench.screen()
    );
}

/// An intake whose receipt has come with `forms`, and no answer since.
fn received_with(forms: Vec<FormLine>) -> Bench {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake();
    bench.hold = true;
    bench.f(9);
    bench.hold_after(|ask| match ask {
        Ask::Receive(_) => Some(Ok(Reply::Received(Received {
            code: "H62.12.03-261120-0007".into(),
            forms: forms.clone(),
            ..Received::default()
        }))),
        _ => None,
    });
    bench
}

#[test]
fn papers_asked_for_before_they_are_known_open_when_they_are() {
    // A dossier that may be solved at once has no slip of its own; what it can print comes later.
    let mut bench = received_with(Vec::new());
    bench.f(7);
    assert!(bench.screen().contains("√ Đã cấp số"));
    assert_eq!(bench.note(), "Đang lấy danh sách giấy…");
    bench.answer_all();
    assert!(
        bench.screen().contains("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN"),
        "{}",
        bench.screen()
    );
}

#[test]
fn many_papers_leave_the_next_keys_and_the_foot_alone() {
    let paper = |n| FormLine {
        title: format!("Giấy thứ {n}"),
        ..FormLine::default()
    };
    let mut bench = received_with((1..30).map(paper).collect());
    let screen = bench.screen();
    let rows: Vec<&str> = screen.lines().collect();
    assert!(rows[20].chars().all(|c| c == '─'), "{screen}");
    assert!(rows[19].contains("Esc"), "{screen}");
    assert!(
        rows[18].contains("F2") && rows[17].contains("Enter"),
        "{screen}"
    );
    let last = rows[..17]
        .iter()
        .filter_map(|row| row.trim().strip_prefix("… và "))
        .next()
        .unwrap_or_default();
    let said = rows.iter().filter(|row| row.contains("Giấy thứ ")).count();
    assert_eq!(last, format!("{} giấy nữa", 29 - said), "{screen}");
    assert!(said > 3, "{screen}");
}

#[test]
fn vietnamese_typing_in_bursts_is_exact() {
    let mut bench = Bench::new(80, 24);
    bench.f(2).code(Code::Enter).code(Code::Tab).code(Code::Tab);
    // UniKey: letter, backspace, composed letter; both kinds of backspace; decomposed marks.
    bench.bytes("Nguye\u{7f}\u{7f}uyê\u{8}ễn Thi\u{323}".as_bytes());
    let screen = bench.screen();
    assert!(
        screen.contains("Nguuyễn Thị") || screen.contains("Nguuyễn Thi\u{323}"),
        "{screen}"
    );
    bench.code(Code::Tab);
    assert!(bench.screen().contains("Nguuyễn Thị"), "composed when left");
}

#[test]
fn the_same_person_again_keeps_who_and_for_the_same_procedure_what() {
    let again = |other: bool| {
        let mut bench = Bench::new(80, 24);
        bench.fill_intake().f(9).f(2);
        if other {
            bench.code(Code::Down);
        }
        bench.code(Code::Enter);
        bench.screen()
    };
    let (same, other) = (again(false), again(true));
    assert!(same.contains("[Nguyễn Thị Ví Dụ"), "{same}");
    assert!(same.contains("[Giấy khai sinh"), "{same}");
    assert!(other.contains("[Nguyễn Thị Ví Dụ"), "{other}");
    assert!(!other.contains("[Giấy khai sinh"), "{other}");
}

#[test]
fn what_the_server_cannot_take_is_pointed_out_in_the_form() {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake();
    bench.hold = true;
    bench.f(9);
    bench.answer_with(|ask| match ask {
        Ask::Receive(_) => Some(Err(Failure {
            code: "MC-1101".into(),
            text: "Hồ sơ chưa nhận được.".into(),
            status: 422,
            fields: vec![(
                "applicant.phone".into(),
                "Số điện thoại không có thật.".into(),
            )],
            unreachable: false,
        })),
        _ => None,
    });
    let screen = bench.screen();
    assert!(
        screen.contains("1. Số điện thoại không có thật."),
        "{screen}"
    );
    assert!(screen.contains("►Điện thoại"), "{screen}");
}
