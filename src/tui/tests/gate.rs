//! The lock, signing in, and numbers that are masked.

use super::keep_count;
use crate::tui::api::Failure;
use crate::tui::bench_desk::Bench;
use crate::tui::effect::Wake;
use crate::tui::input::Code;
use crate::tui::msg::Msg;
use crate::tui::screens::Screen;

#[test]
fn numbers_are_masked_and_shown_for_ten_seconds() {
    let mut bench = Bench::new(80, 24);
    bench.code(Code::Enter);
    assert!(bench.screen().contains("0010••••••45"));
    bench.f(10).typed("hien so").code(Code::Enter);
    assert!(bench.screen().contains("001090000045"));
    bench.now += 10_001;
    bench.send(Msg::Wake(Wake::Mask, bench.now));
    assert!(!bench.screen().contains("001090000045"));
}

#[test]
fn the_lock_shows_nothing_of_any_dossier() {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake().f(12);
    let screen = bench.screen();
    assert!(
        !screen.contains("Ví Dụ") && !screen.contains("Giấy khai sinh"),
        "{screen}"
    );
    bench.code(Code::Esc).f(3);
    assert!(bench.screen().contains("đang khóa"));
    bench.f(1).f(1).f(2);
    assert!(
        bench.note().contains("đang khóa"),
        "help is no way around it"
    );
    bench.code(Code::Esc).code(Code::Enter);
    assert!(bench.screen().contains("Nguyễn Thị Ví Dụ"));
}

#[test]
fn a_real_office_unlocks_with_the_password_only() {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake();
    let typed = bench.screen();
    bench.model.shared.seat.one_key = false;
    bench.f(12);
    let locked = bench.screen();
    assert!(
        locked.contains("QUẦY ĐANG KHÓA") && !locked.contains("HỒ SƠ"),
        "{locked}"
    );
    bench.code(Code::Enter);
    assert!(
        bench.screen().contains("QUẦY ĐANG KHÓA"),
        "Enter alone opens nothing"
    );
    bench.code(Code::Esc);
    assert!(bench.screen().contains("QUẦY ĐANG KHÓA"));
    bench.typed("sai").code(Code::Enter);
    assert!(bench.screen().contains("MC-7022"), "{}", bench.screen());
    bench.typed("mật-mã");
    let shown = bench.screen();
    assert!(
        shown.contains("[••••") && !shown.contains("mật-mã"),
        "{shown}"
    );
    insta::assert_snapshot!("locked", shown);
    bench.code(Code::Enter);
    let back = bench.screen();
    let body = |screen: &str| {
        screen
            .lines()
            .take(18)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(body(&back), body(&typed), "what was typed is still there");
    let told = format!("{:?}", bench.effects);
    assert!(!told.contains("mật-mã"), "a password is never written out");
}

#[test]
fn an_ended_session_asks_and_goes_on() {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake();
    let over = Failure {
        code: "MC-7010".into(),
        text: "Chưa đăng nhập hoặc phiên đã hết.".into(),
        status: 401,
        ..Failure::default()
    };
    bench.model.shared.seat.one_key = false;
    bench.send(Msg::Answer(9_999, Err(over)));
    let asked = bench.screen();
    assert!(
        asked.contains("ĐĂNG NHẬP") && asked.contains("Phiên làm việc đã hết"),
        "{asked}"
    );
    insta::assert_snapshot!("sign_in", asked);
    bench.typed("mật-mã").code(Code::Enter);
    assert!(matches!(bench.model.top(), Screen::Intake(_)));
    assert!(
        keep_count(&bench) > 0,
        "the draft was kept before the desk was hidden"
    );
}

#[test]
fn an_idle_desk_locks_itself() {
    let mut bench = Bench::new(80, 24);
    let start = bench.model.shared.wall;
    bench.send(Msg::Clock(start + chrono::TimeDelta::minutes(4)));
    assert!(!bench.model.is_locked());
    bench.send(Msg::Clock(start + chrono::TimeDelta::minutes(5)));
    assert!(bench.model.is_locked());
}
