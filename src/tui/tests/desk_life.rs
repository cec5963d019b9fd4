//! What the desk does by itself: the bottom line, the warning before the lock, the edition of a form.

use chrono::TimeDelta;

use crate::tui::api::{Ask, Failure, Reply};
use crate::tui::bench_desk::Bench;
use crate::tui::effect::{Effect, Wake};
use crate::tui::input::{Code, Key};
use crate::tui::msg::Msg;
use crate::tui::screens::{IntakeScreen, Screen};

fn bottom(bench: &mut Bench) -> String {
    bench.screen().lines().last().unwrap_or_default().to_owned()
}

#[test]
fn the_bottom_line_keeps_help_and_all_commands() {
    let mut bench = Bench::new(80, 24);
    assert!(bottom(&mut bench).contains("F3 Tìm"));
    let mut lines = vec![bottom(&mut bench)];
    bench.code(Code::Enter);
    assert!(
        bottom(&mut bench).contains("F7 In"),
        "{}",
        bottom(&mut bench)
    );
    lines.push(bottom(&mut bench));
    bench.f(10).typed("thu phi").code(Code::Enter);
    lines.push(bottom(&mut bench));
    bench.code(Code::Esc).code(Code::Esc).fill_intake();
    lines.push(bottom(&mut bench));
    for line in lines {
        assert!(line.contains("F1 ") && line.contains("F10 "), "{line}");
        assert!(line.split("  ").count() <= 8, "{line}");
    }
}

/// Minutes pass without a key.
fn idle(bench: &mut Bench, minutes: i64) {
    for _ in 0..minutes {
        let wall = bench.model.shared.wall + TimeDelta::minutes(1);
        bench.send(Msg::Clock(wall));
    }
}

fn timers(bench: &Bench) -> usize {
    let timer = |e: &&Effect| matches!(e, Effect::After(_, Wake::Idle));
    bench.effects.iter().filter(timer).count()
}

#[test]
fn twenty_seconds_before_it_locks_the_desk_says_so() {
    let mut bench = Bench::new(80, 24);
    bench.model.shared.seat.lock_minutes = 5;
    idle(&mut bench, 3);
    assert_eq!(timers(&bench), 0);
    idle(&mut bench, 1);
    assert_eq!(timers(&bench), 1, "one minute left");
    // A key in that minute: no warning.
    bench.code(Code::Down);
    bench.send(Msg::Wake(Wake::Idle, bench.now));
    assert_eq!(bench.note(), "");
    idle(&mut bench, 4);
    bench.send(Msg::Wake(Wake::Idle, bench.now));
    assert!(bench.note().starts_with("Còn 20 giây"), "{}", bench.note());
    // Any key takes it away and does what it does.
    bench.code(Code::Down);
    assert_eq!(bench.note(), "");
    assert!(!bench.model.is_locked());
    idle(&mut bench, 4);
    bench.send(Msg::Wake(Wake::Idle, bench.now));
    idle(&mut bench, 1);
    assert!(bench.model.is_locked());
    assert_eq!(bench.note(), "");
}

#[test]
fn the_edition_of_the_form_is_sent_and_f5_reads_the_new_one() {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake();
    bench.hold = true;
    bench.f(9);
    let changed = Failure {
        code: ["MC", "3114"].join("-"),
        text: "Thủ tục vừa được sửa. Chưa cấp số. Bấm F5.".into(),
        status: 409,
        ..Failure::default()
    };
    bench.answer_with(|ask| match ask {
        Ask::Receive(intake) => {
            assert_eq!(intake.edition, Some(3));
            Some(Err(changed.clone()))
        }
        _ => None,
    });
    assert!(bench.note().contains("F5"), "{}", bench.note());
    bench.hold = true;
    bench.f(5);
    bench.answer_with(|ask| match ask {
        Ask::Sheet(code) => {
            let reply = crate::tui::api::sample::answer(&Ask::Sheet(code.clone()));
            let Ok(Reply::Sheet(mut sheet)) = reply else {
                return None;
            };
            sheet.edition = 4;
            Some(Ok(Reply::Sheet(sheet)))
        }
        _ => None,
    });
    assert!(
        bench.screen().contains("Nguyễn Thị Ví Dụ"),
        "what was typed stays"
    );
    bench.f(9);
    let mut editions = bench.effects.iter().filter_map(|e| match e {
        Effect::Ask(_, Ask::Receive(intake)) => Some(intake.edition),
        _ => None,
    });
    assert_eq!(editions.next_back(), Some(Some(4)));
    assert!(bench.note().starts_with("Đã cấp số"), "{}", bench.note());
}

#[test]
fn a_receipt_written_by_hand_has_its_number_from_the_paper() {
    let mut bench = Bench::new(80, 24);
    bench.code(Code::Enter);
    bench.f(10).typed("thu phi").code(Code::Enter);
    bench.code(Code::Tab).code(Code::Tab);
    bench.f(4).typed("3");
    bench
        .code(Code::Tab)
        .typed("15")
        .code(Code::Tab)
        .typed("7")
        .f(9);
    let sent = bench.effects.iter().find_map(|e| match e {
        Effect::Ask(_, Ask::Collect { request, .. }) => Some((**request).clone()),
        _ => None,
    });
    let sent = sent.expect("collected");
    assert_eq!(sent.mode, "hand_book");
    assert_eq!((sent.phi_number, sent.le_phi_number), (Some(15), Some(7)));
}

#[test]
fn what_leaving_a_field_changes_is_kept_too() {
    let mut bench = Bench::new(80, 24);
    bench.f(2).typed("chung thuc").code(Code::Enter);
    bench.code(Code::Tab).code(Code::Tab).typed("Trần ");
    bench.send(Msg::Wake(Wake::Draft, bench.now));
    bench.effects.clear();
    bench.code(Code::Down);
    let planned = |e: &Effect| matches!(e, Effect::After(_, Wake::Draft));
    assert!(bench.effects.iter().any(planned), "{}", bench.screen());
}

#[test]
fn a_draft_means_the_same_in_the_other_language() {
    let mut bench = Bench::new(80, 24);
    bench.f(2).typed("chung thuc").code(Code::Enter);
    while !bench.screen().contains("►Chủ hồ sơ là") {
        bench.code(Code::Down);
    }
    bench.key(Key::ctrl('u')).typed("to chuc").code(Code::Tab);
    let organisation = bench.typed_in("owner_kind");
    assert!(organisation.starts_with("Tổ chức"), "{organisation}");
    let draft = match bench.model.top() {
        Screen::Intake(intake) => intake.draft(&bench.model.shared),
        _ => panic!("{}", bench.screen()),
    };
    bench.code(Code::Esc);
    crate::messages::speak(crate::messages::Language::En);
    let screen = IntakeScreen::from_draft(draft, &mut bench.model.shared);
    bench.model.shared.open(screen);
    bench.code(Code::Down).code(Code::Up);
    let shown = bench.typed_in("owner_kind");
    crate::messages::speak(crate::messages::Language::Vi);
    assert_eq!(shown, "Organisation");
}
