//! Cards and slips scanned on every screen; built-in typing in the fields.

use crate::tui::bench_desk::Bench;
use crate::tui::input::{Code, Key};
use crate::tui::screens::Screen;

const CARD: &str = "001190000045||Nguyễn Thị Ví Dụ|01021990|Nữ|Thôn 1, Xã Minh Họa|15062021";
const CODE: &str = "000.00.00.H62-261120-0007";

/// The intake form, nothing typed.
fn form(bench: &mut Bench) {
    bench.f(2).typed("chung thuc").code(Code::Enter);
    assert!(bench.screen().contains("Họ tên chủ hồ sơ"));
}

#[test]
fn a_card_fills_the_owner_from_any_field_and_waits_for_the_eye() {
    for downs in [0, 3, 5, 9] {
        let mut bench = Bench::new(80, 24);
        form(&mut bench);
        for _ in 0..downs {
            bench.code(Code::Down);
        }
        bench.scan(CARD);
        let screen = bench.screen();
        for said in ["Nguyễn Thị Ví Dụ", "01/02/1990", "Thôn 1, Xã Minh Họa"] {
            assert_eq!(screen.matches(said).count(), 1, "{downs}: {screen}");
        }
        assert!(
            !screen.contains("00119"),
            "not a digit is left in another field: {screen}"
        );
    }
}

#[test]
fn what_a_card_says_is_looked_at_before_it_is_sent() {
    let mut bench = Bench::new(80, 24);
    form(&mut bench);
    bench.scan(CARD).f(9);
    assert!(bench.note().contains("MC-1033 Địa chỉ"), "{}", bench.note());
    bench.code(Code::Enter);
    let screen = bench.screen();
    assert!(!screen.contains("MC-1033"), "{screen}");
    assert!(
        screen.contains("►Tên giấy tờ"),
        "what is lacking is next: {screen}"
    );
    bench.typed("Bằng tốt nghiệp").f(9);
    assert!(bench.note().starts_with("Đã cấp số"), "{}", bench.note());
}

#[test]
fn a_card_that_disagrees_with_itself_is_flagged() {
    let mut bench = Bench::new(80, 24);
    form(&mut bench);
    bench.scan(&CARD.replace("|Nữ|", "|Nam|"));
    assert!(bench.note().contains("không khớp"), "{}", bench.note());
}

#[test]
fn a_slip_opens_its_dossier_from_any_screen_and_names_what_is_next() {
    let ways: [&dyn Fn(&mut Bench); 4] = [
        &|_| {},
        &|bench| form(bench),
        &|bench| _ = bench.f(3).typed("nguyen"),
        &|bench| _ = bench.code(Code::Enter),
    ];
    for (place, way) in ways.iter().enumerate() {
        let mut bench = Bench::new(80, 24);
        way(&mut bench);
        bench.scan(CODE);
        let opened = matches!(bench.model.top(), Screen::Dossier(d) if d.code() == CODE);
        assert!(opened, "{place}: {}", bench.screen());
        assert!(!bench.note().is_empty(), "{place}");
    }
}

#[test]
fn a_slip_on_the_return_screen_is_the_next_one_there() {
    let mut bench = Bench::new(80, 24);
    bench.f(8).scan(CODE);
    assert!(matches!(bench.model.top(), Screen::Returning(_)));
    assert!(bench.screen().contains(CODE), "{}", bench.screen());
}

#[test]
fn nothing_is_scanned_through_a_lock() {
    let mut bench = Bench::new(80, 24);
    bench.f(12).scan(CARD);
    assert!(matches!(bench.model.top(), Screen::Lock(_)));
    assert!(!bench.screen().contains("Ví Dụ"));
}

#[test]
fn telex_in_words_and_not_in_numbers_or_addresses() {
    let mut bench = Bench::new(80, 24);
    form(&mut bench);
    bench.f(10).typed("bat telex").code(Code::Enter);
    assert!(bench.screen().contains("Gõ: Telex"), "{}", bench.screen());
    bench
        .code(Code::Down)
        .code(Code::Down)
        .typed("Nguyeenx Thij Hoafng");
    assert!(
        bench.screen().contains("Nguyễn Thị Hoàng"),
        "{}",
        bench.screen()
    );
    for _ in 0..3 {
        bench.code(Code::Down);
    }
    bench.typed("vidu@minhhoa.vn");
    assert!(
        bench.screen().contains("vidu@minhhoa.vn"),
        "{}",
        bench.screen()
    );
    // A scan is never composed.
    bench.scan(CARD);
    assert!(
        bench.screen().contains("Thôn 1, Xã Minh Họa"),
        "{}",
        bench.screen()
    );
}

#[test]
fn telex_goes_on_from_a_word_that_stands_there() {
    let mut bench = Bench::new(80, 24);
    form(&mut bench);
    bench.f(10).typed("bat telex").code(Code::Enter);
    bench.code(Code::Down).code(Code::Down).typed("Hoangf");
    assert!(bench.screen().contains("[Hoàng"), "{}", bench.screen());
    bench.key(Key::plain(Code::Backspace)).typed("s");
    assert!(bench.screen().contains("[Hoán "), "{}", bench.screen());
}

#[test]
fn a_pasted_code_is_text_where_text_is_written() {
    let mut bench = Bench::new(80, 24);
    form(&mut bench);
    for _ in 0..5 {
        bench.code(Code::Down);
    }
    bench.send(crate::tui::msg::Msg::Paste(CODE.into(), bench.now));
    assert!(bench.screen().contains(CODE), "{}", bench.screen());
    assert!(matches!(bench.model.top(), Screen::Intake(_)));
    bench.send(crate::tui::msg::Msg::Paste(CARD.into(), bench.now));
    assert!(
        bench.screen().contains("[Nguyễn Thị Ví Dụ"),
        "{}",
        bench.screen()
    );
}

#[test]
fn what_must_be_looked_at_stays_so_when_the_form_comes_again() {
    let mut bench = Bench::new(80, 24);
    form(&mut bench);
    bench.scan(CARD).f(5).f(9);
    assert!(bench.note().contains("MC-1033 Địa chỉ"), "{}", bench.note());
}

#[test]
fn a_staff_card_unlocks_the_desk_and_leaves_nothing_behind() {
    const STAFF: &str = "CB-0123456789BCFGHKLMNPQRSTVX012345";
    let mut bench = Bench::new(80, 24);
    bench.model.shared.seat.one_key = false;
    bench.scan(STAFF);
    assert!(bench.note().contains("F12"), "{}", bench.note());
    bench.f(12).scan(&STAFF.replace("345", "34X"));
    assert!(bench.screen().contains("MC-7036"), "{}", bench.screen());
    assert!(matches!(bench.model.top(), Screen::Lock(_)));
    bench.scan(STAFF);
    assert!(
        matches!(bench.model.top(), Screen::Desk(_)),
        "{}",
        bench.screen()
    );
}

#[test]
fn a_scan_chooses_nothing_in_a_menu_that_is_filtered() {
    for text in [CARD, CODE, "H62.98.1-250303-0001"] {
        let mut bench = Bench::new(80, 24);
        bench.f(10).typed("ho so").scan(text);
        let screen = bench.screen();
        assert!(screen.contains("Lọc: ho so "), "{text}: {screen}");
        assert!(matches!(bench.model.top(), Screen::Menu(_)), "{screen}");
    }
}

#[test]
fn a_list_narrowed_by_words_is_the_same_after_a_scan() {
    let ways: [&dyn Fn(&mut Bench); 3] = [
        &|bench| _ = bench.typed("nguyen"),
        &|bench| _ = bench.f(3).typed("nguyen"),
        &|bench| _ = bench.f(2).typed("chung thuc"),
    ];
    for (place, way) in ways.iter().enumerate() {
        let mut bench = Bench::new(80, 24);
        way(&mut bench);
        let body = |bench: &mut Bench| {
            let screen = bench.screen();
            screen.lines().take(20).collect::<Vec<_>>().join("\n")
        };
        let before = body(&mut bench);
        bench.scan(CODE);
        assert!(matches!(bench.model.top(), Screen::Dossier(_)), "{place}");
        bench.code(Code::Esc);
        assert_eq!(body(&mut bench), before, "{place}");
    }
}

#[test]
fn telex_in_the_dialog_of_an_order_and_the_reason_to_print_again() {
    let mut bench = Bench::new(80, 24);
    bench.f(10).typed("bat telex").code(Code::Enter);
    bench.code(Code::Enter);
    bench.f(10).typed("huy thay").code(Code::Enter);
    bench.code(Code::Down).code(Code::Enter).typed("1");
    bench.typed("thu nhaamf");
    assert!(bench.screen().contains("thu nhầm"), "{}", bench.screen());
}

#[test]
fn a_pasted_card_leaves_the_field_it_was_pasted_in() {
    let mut bench = Bench::new(80, 24);
    form(&mut bench);
    while !bench.screen().contains("►Điện thoại") {
        bench.code(Code::Down);
    }
    bench.typed("0912");
    bench.code(Code::Down).typed("ai@minhhoa.vn");
    bench.send(crate::tui::msg::Msg::Paste(CARD.into(), bench.now));
    assert_eq!(bench.typed_in("owner_phone"), "0912");
    assert_eq!(bench.typed_in("owner_email"), "ai@minhhoa.vn");
    assert_eq!(bench.typed_in("owner_name"), "Nguyễn Thị Ví Dụ");
}

#[test]
fn a_scan_on_a_long_text_opens_no_box_and_a_letter_is_its_first() {
    let mut bench = Bench::new(80, 24);
    form(&mut bench);
    while !bench.screen().contains("►Ghi chú") {
        bench.code(Code::Down);
    }
    bench.scan(CARD);
    assert!(
        matches!(bench.model.top(), Screen::Intake(_)),
        "{}",
        bench.screen()
    );
    assert_eq!(bench.typed_in("owner_name"), "Nguyễn Thị Ví Dụ");
    while !bench.screen().contains("►Ghi chú") {
        bench.code(Code::Down);
    }
    bench.typed("gấp, có giấy mời").f(9);
    assert_eq!(bench.typed_in("notes"), "gấp, có giấy mời");
}

#[test]
fn a_slow_scan_on_a_long_text_closes_the_box_it_opened() {
    let mut bench = Bench::new(80, 24);
    form(&mut bench);
    while !bench.screen().contains("►Ghi chú") {
        bench.code(Code::Down);
    }
    slow(&mut bench, CARD);
    assert!(
        matches!(bench.model.top(), Screen::Intake(_)),
        "{}",
        bench.screen()
    );
    assert_eq!(bench.typed_in("notes"), "");
    assert_eq!(bench.typed_in("owner_name"), "Nguyễn Thị Ví Dụ");
}

#[test]
fn a_slow_scan_on_the_counts_of_a_paper_leaves_them_as_they_were() {
    let mut bench = Bench::new(80, 24);
    form(&mut bench);
    while !bench.screen().contains("►! Bản") && !bench.screen().contains("►• Bản") {
        bench.code(Code::Down);
    }
    bench.typed("2");
    let counts = |bench: &mut Bench| match bench.model.top() {
        Screen::Intake(intake) => intake.draft(&bench.model.shared).intake.papers,
        _ => Vec::new(),
    };
    let before = counts(&mut bench);
    assert!(
        before.iter().any(|(_, given)| *given == [2, 0, 0]),
        "{before:?}"
    );
    slow(&mut bench, CARD);
    assert_eq!(counts(&mut bench), before);
    assert_eq!(bench.typed_in("owner_name"), "Nguyễn Thị Ví Dụ");
}

/// Each character too far from the one before to be held back, none far enough to end the scan.
fn slow(bench: &mut Bench, text: &str) {
    use crate::tui::effect::Wake;
    use crate::tui::msg::Msg;
    for letter in text.chars() {
        bench.now += 120;
        bench.send(Msg::Wake(Wake::Scan, bench.now));
        bench.now += 30;
        bench.send(Msg::Key(Key::letter(letter), bench.now));
    }
    bench.now += 150;
    bench.send(Msg::Key(Key::plain(Code::Enter), bench.now));
}
