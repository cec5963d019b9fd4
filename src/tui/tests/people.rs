//! Who has been here before is known by number, telephone or name.

use crate::tui::bench_desk::Bench;
use crate::tui::input::Code;

fn at_the_number(bench: &mut Bench) {
    bench
        .f(2)
        .typed("chung thuc")
        .code(Code::Enter)
        .code(Code::Down);
}

#[test]
fn a_known_number_fills_what_is_empty_and_only_that() {
    let mut bench = Bench::new(80, 24);
    at_the_number(&mut bench);
    for _ in 0..3 {
        bench.code(Code::Down);
    }
    bench.typed("0909000111");
    for _ in 0..3 {
        bench.code(Code::Up);
    }
    bench.typed("001190000045").code(Code::Enter);
    let screen = bench.screen();
    assert!(screen.contains("[Nguyễn Thị Ví Dụ"), "{screen}");
    assert!(
        screen.contains("[0••••••111"),
        "what was typed stays: {screen}"
    );
    assert!(bench.note().contains("12/10/2026"), "{}", bench.note());
    // The name lies before the clerk, the address still has to be looked at.
    bench.f(9);
    assert!(bench.note().contains("MC-1033 Địa chỉ"), "{}", bench.note());
}

#[test]
fn namesakes_are_offered_and_chosen() {
    let mut bench = Bench::new(80, 24);
    at_the_number(&mut bench);
    bench
        .code(Code::Down)
        .typed("Nguyễn Thị Ví Dụ")
        .code(Code::Enter);
    assert!(bench.note().contains("F4"), "{}", bench.note());
    assert!(
        !bench.screen().contains("Thôn 1"),
        "a name alone fills nothing"
    );
    bench.code(Code::Up).f(4);
    assert!(
        bench.screen().contains("0011••••••45"),
        "{}",
        bench.screen()
    );
    bench.code(Code::Enter);
    assert!(
        bench.screen().contains("[Thôn 1, Xã Minh Họa"),
        "{}",
        bench.screen()
    );
}

#[test]
fn the_same_handed_in_today_is_said() {
    let mut bench = Bench::new(80, 24);
    at_the_number(&mut bench);
    for _ in 0..3 {
        bench.code(Code::Down);
    }
    bench.typed("0912345678").code(Code::Enter);
    assert!(
        bench.note().contains("Hôm nay đã có hồ sơ"),
        "{}",
        bench.note()
    );
    assert!(
        bench.note().contains("H62.12.03-261120-0001"),
        "{}",
        bench.note()
    );
}
