//! The mouse: clicks and wheel do what keys do.

use crate::tui::bench_desk::Bench;
use crate::tui::input::{Code, Mouse};
use crate::tui::msg::Msg;
use crate::tui::screens::Screen;

/// Clicks where `words` begin on the screen.
fn click(bench: &mut Bench, words: &str) {
    let screen = bench.screen();
    let (row, line) = screen
        .lines()
        .enumerate()
        .find(|(_, line)| line.contains(words))
        .unwrap_or_else(|| panic!("no {words} on\n{screen}"));
    let before = line.split(words).next().unwrap_or_default();
    let column = u16::try_from(before.chars().count()).expect("a column");
    let row = u16::try_from(row).expect("a row");
    bench.send(Msg::Mouse(Mouse::Click { column, row }, bench.now));
}

fn marked(bench: &mut Bench) -> String {
    let screen = bench.screen();
    let line = screen.lines().rfind(|line| line.contains('►'));
    line.unwrap_or_default().to_owned()
}

#[test]
fn a_row_of_a_list_is_chosen_and_chosen_again_opened() {
    let mut bench = Bench::new(80, 24);
    click(&mut bench, "H62.12.03-261119-0002");
    assert!(marked(&mut bench).contains("0002"), "{}", bench.screen());
    click(&mut bench, "H62.12.03-261119-0002");
    assert!(matches!(bench.model.top(), Screen::Dossier(_)));
}

#[test]
fn a_key_of_the_bottom_line_is_pressed() {
    let mut bench = Bench::new(80, 24);
    click(&mut bench, "F3 ");
    assert!(matches!(bench.model.top(), Screen::Find(_)));
    click(&mut bench, "Esc ");
    assert!(matches!(bench.model.top(), Screen::Desk(_)));
}

#[test]
fn a_field_of_a_form_gets_the_focus_past_its_headings() {
    let mut bench = Bench::new(80, 24);
    bench.f(2).typed("chung thuc").code(Code::Enter);
    click(&mut bench, "Tên giấy tờ");
    assert!(
        marked(&mut bench).contains("Tên giấy tờ"),
        "{}",
        bench.screen()
    );
    click(&mut bench, "Họ tên chủ hồ sơ");
    assert!(marked(&mut bench).contains("Họ tên"), "{}", bench.screen());
    // Where writing is done a second click writes nothing and commits nothing.
    click(&mut bench, "Họ tên chủ hồ sơ");
    assert!(marked(&mut bench).contains("Họ tên"), "{}", bench.screen());
}

#[test]
fn the_wheel_goes_through_the_commands() {
    let mut bench = Bench::new(80, 24);
    bench.f(10);
    bench.send(Msg::Mouse(Mouse::Wheel { down: true }, bench.now));
    assert!(marked(&mut bench).contains("►4"), "{}", bench.screen());
    bench.send(Msg::Mouse(Mouse::Wheel { down: false }, bench.now));
    assert!(marked(&mut bench).contains("►1"), "{}", bench.screen());
}

#[test]
fn nothing_is_clicked_through_a_lock() {
    let mut bench = Bench::new(80, 24);
    bench.model.shared.seat.one_key = false;
    bench.f(12);
    for row in 0..24 {
        for column in [0, 10, 40, 79] {
            bench.send(Msg::Mouse(Mouse::Click { column, row }, bench.now));
        }
    }
    assert!(
        bench
            .model
            .stack
            .iter()
            .any(|s| matches!(s, Screen::Lock(_))),
        "{}",
        bench.screen()
    );
}
