//! What the screens show and how they are walked through.

use crate::tui::api::{Ask, DossierLine, Failure, Reply};
use crate::tui::bench_desk::Bench;
use crate::tui::effect::Effect;
use crate::tui::input::{Code, Key};
use crate::tui::msg::Msg;
use crate::tui::screens::Screen;

#[test]
fn screens_at_80_by_24() {
    let mut bench = Bench::new(80, 24);
    insta::assert_snapshot!("desk", bench.screen());
    bench.f(2);
    insta::assert_snapshot!("chooser", bench.screen());
    bench.code(Code::Esc).fill_intake();
    insta::assert_snapshot!("intake", bench.screen());
    bench.f(9);
    insta::assert_snapshot!("received", bench.screen());
    bench.f(7);
    insta::assert_snapshot!("print", bench.screen());
    bench.code(Code::Esc).code(Code::Esc).code(Code::Enter);
    insta::assert_snapshot!("dossier", bench.screen());
    bench.f(10);
    insta::assert_snapshot!("menu", bench.screen());
    bench.code(Code::Esc).f(1).f(1);
    insta::assert_snapshot!("help", bench.screen());
}

#[test]
fn the_administrator_sets_who_gets_a_step() {
    let mut bench = Bench::new(80, 24);
    let open = |bench: &mut Bench| {
        bench.f(10).typed("quy trinh va").code(Code::Enter);
    };
    open(&mut bench);
    assert!(
        !bench.screen().contains("Đăng ký khai sinh · "),
        "not a clerk's"
    );
    bench.code(Code::Esc);
    bench.model.shared.seat.rights.push("staff".to_owned());
    open(&mut bench);
    insta::assert_snapshot!("flows", bench.screen());
    bench.code(Code::Enter).code(Code::Down).f(4);
    assert!(bench.screen().contains("Cả nhóm cùng nhận"));
    bench.typed("1");
    insta::assert_snapshot!("flow_steps", bench.screen());
    // Esc goes back to the list, then to the desk.
    bench.code(Code::Esc);
    assert!(bench.screen().contains("× còn 2 điểm"));
    bench.code(Code::Esc);
    assert!(matches!(bench.model.top(), Screen::Desk(_)));
}

#[test]
fn intake_at_120_by_40_has_a_side_pane() {
    let mut bench = Bench::new(120, 40);
    bench.fill_intake();
    insta::assert_snapshot!("intake_wide", bench.screen());
}

#[test]
fn a_small_terminal_gets_one_sentence_and_loses_nothing() {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake();
    let before = bench.screen();
    bench.frames.resize(60, 20);
    bench.send(Msg::Resize(60, 20));
    assert!(bench.screen().contains("quá nhỏ"));
    bench.frames.resize(80, 24);
    bench.send(Msg::Resize(80, 24));
    assert_eq!(bench.screen(), before);
}

#[test]
fn a_typed_letter_costs_a_letter() {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake();
    bench.code(Code::Up).paint();
    let mut total = 0;
    for letter in "nguyen thi hong".chars() {
        bench.key(Key::letter(letter));
        let bytes = bench.paint();
        assert!(
            bytes.len() <= 8,
            "{letter}: {:?}",
            String::from_utf8_lossy(&bytes)
        );
        total += bytes.len();
    }
    assert!(total <= 15 + 8, "{total} bytes for 15 letters");
    assert!(bench.paint().is_empty(), "an idle screen writes nothing");
}

#[test]
fn the_third_help_is_the_manual_and_a_code_is_explained_first() {
    let mut bench = Bench::new(80, 24);
    bench.f(2).code(Code::Enter).f(9);
    assert!(bench.note().starts_with("MC-1028"));
    bench.f(1);
    assert!(bench.screen().contains("MC-1028: "), "{}", bench.screen());
    bench.f(1).f(1);
    insta::assert_snapshot!("manual", bench.screen());
    bench.typed("2");
    let page = bench.screen();
    bench.code(Code::PageDown);
    assert_ne!(bench.screen(), page);
    let last = crate::manual::pages().len().to_string();
    bench.code(Code::Esc).typed(&last);
    assert!(bench.screen().contains("MC-"), "{}", bench.screen());
    bench.code(Code::Esc).code(Code::Esc);
    assert!(bench.screen().contains("TIẾP NHẬN HỒ SƠ"));
}

#[test]
fn the_path_of_a_printed_paper_is_still_said_on_the_dossier() {
    let mut bench = Bench::new(80, 24);
    bench
        .code(Code::Enter)
        .f(7)
        .code(Code::Enter)
        .code(Code::Esc);
    assert!(bench.screen().contains("HỒ SƠ"));
    assert_eq!(bench.note(), "Đã ghi giấy vào /tmp/giay.pdf");
}

#[test]
fn monochrome_text_equals_coloured_text() {
    let mut plain = Bench::new(80, 24);
    let mut coloured = Bench::new(80, 24);
    coloured.model.shared.theme.palette = crate::tui::term::Palette::Default;
    assert_eq!(plain.screen(), coloured.screen());
}

/// A page of fifty rows, numbered on from `after`, of a list of 120.
fn page_of_many(ask: &Ask) -> Option<Result<Reply, Failure>> {
    let Ask::List { after, .. } = ask else {
        return None;
    };
    let first: usize = after.as_deref().map_or(0, |a| a.parse().expect("number"));
    let last = (first + 50).min(120);
    let row = |number: usize| DossierLine {
        code: format!("H62.12.03-261119-{number:04}"),
        owner: "Nguyễn Văn Ví Dụ".into(),
        ..DossierLine::default()
    };
    let rows = (first..last).map(row).collect();
    let next = (last < 120).then(|| last.to_string());
    Some(Ok(Reply::List(rows, next)))
}

#[test]
fn a_long_list_is_read_on_when_the_cursor_nears_its_end_and_no_row_jumps() {
    let mut bench = Bench::new(80, 24);
    bench.hold = true;
    bench.f(5);
    bench.hold_after(page_of_many);
    bench.answer_with(page_of_many);
    for wanted in ["-0099", "-0119"] {
        bench.hold = true;
        bench.code(Code::End);
        let rows = |bench: &mut Bench| -> Vec<String> {
            bench
                .screen()
                .lines()
                .skip(4)
                .take(12)
                .map(str::to_owned)
                .collect()
        };
        let before = rows(&mut bench);
        bench.answer_with(page_of_many);
        assert_eq!(
            rows(&mut bench)[..2],
            before[..2],
            "rows stay where they are"
        );
        bench.hold = true;
        bench.code(Code::End);
        assert!(bench.screen().contains(wanted), "{}", bench.screen());
        bench.code(Code::Up);
    }
    // Reading again from the start keeps what is on screen until all of it is read again.
    bench.code(Code::End);
    let before = bench.screen();
    assert!(before.contains("-0119"), "{before}");
    bench.hold = true;
    bench.f(5);
    for _ in 0..4 {
        bench.hold_after(page_of_many);
    }
    assert_eq!(bench.screen(), before);
}

#[test]
fn files_and_results_of_a_dossier() {
    let mut bench = Bench::new(80, 24);
    bench.code(Code::Enter).key(Key::letter('4'));
    insta::assert_snapshot!("files", bench.screen());
    bench.typed("/tmp/ket qua.pdf").code(Code::Enter);
    bench.typed("Giấy chứng nhận").code(Code::Enter);
    bench.f(4).typed("4");
    bench.typed("01/GCN").code(Code::Enter).typed("20112026");
    insta::assert_snapshot!("files_result", bench.screen());
    bench.f(9);
    let sent = bench.effects.iter().find_map(|effect| match effect {
        Effect::Ask(_, Ask::Attach(request)) => Some(request.clone()),
        _ => None,
    });
    let sent = sent.expect("sent");
    assert_eq!(
        (sent.path.as_str(), sent.kind.as_str()),
        ("/tmp/ket qua.pdf", "scan")
    );
    assert_eq!(
        (sent.number.as_str(), sent.date.as_str()),
        ("01/GCN", "2026-11-20")
    );
    assert_eq!(bench.note(), "Đã đính kèm Giấy chứng nhận (12 KB).");
}

#[test]
fn a_result_is_handed_back_to_who_shows_a_paper() {
    let mut bench = Bench::new(80, 24);
    bench.f(8);
    bench.typed("H62.12.03-261119-0001").code(Code::Enter);
    insta::assert_snapshot!("returning", bench.screen());
    let handed = |ask: &Ask| matches!(ask, Ask::HandBack(_));
    bench.f(9);
    assert_eq!(bench.asked(handed), 0, "no paper was seen");
    bench.typed("001090000045").f(9);
    assert_eq!(bench.asked(handed), 1);
    assert!(bench.note().contains("Đã trả kết quả"), "{}", bench.note());
    bench.f(7);
    assert!(bench.screen().contains("Giấy biên nhận trả kết quả"));
}

#[test]
fn a_change_of_the_catalogue_is_read_and_answered() {
    let mut bench = Bench::new(80, 24);
    bench.model.shared.seat.rights = vec!["approve_catalogue".into()];
    bench.f(10).typed("thay doi danh muc").code(Code::Enter);
    assert!(
        bench.screen().contains("Số 7 · chờ duyệt"),
        "{}",
        bench.screen()
    );
    bench.code(Code::Enter);
    insta::assert_snapshot!("catalogue_change", bench.screen());
    bench.typed("t");
    assert!(bench.screen().contains("Từ chối thay đổi danh mục"));
    bench.code(Code::Esc).typed("d");
    assert!(bench.screen().contains("Duyệt thay đổi danh mục"));
    assert_eq!(
        bench.asked(|ask| matches!(ask, Ask::DecideChange { .. })),
        0
    );
}
