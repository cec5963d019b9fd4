//! The guided mode, and help that leads to the page of the screen.

use crate::tui::bench_desk::Bench;
use crate::tui::input::Code;

fn guided() -> Bench {
    let mut bench = Bench::new(80, 24);
    bench.f(10).typed("che do huong dan").code(Code::Enter);
    bench
}

#[test]
fn it_says_what_to_do_now_and_the_next_key() {
    let mut bench = Bench::new(80, 24);
    assert!(!bench.screen().contains("Tiếp theo:"), "off by default");
    bench = guided();
    insta::assert_snapshot!("guided_desk", bench.screen());
    bench.f(2);
    assert!(
        bench.screen().contains("Tiếp theo: Enter Chọn"),
        "{}",
        bench.screen()
    );
    bench.code(Code::Esc).fill_intake();
    insta::assert_snapshot!("guided_intake", bench.screen());
    bench.f(9);
    assert!(
        bench.screen().contains("Tiếp theo: F7 In"),
        "{}",
        bench.screen()
    );
    bench.code(Code::Esc);
    bench.f(10).typed("che do huong dan").code(Code::Enter);
    assert!(!bench.screen().contains("Tiếp theo:"), "off again");
}

#[test]
fn no_key_changes_its_meaning() {
    let keys = |bench: &mut Bench| bench.screen().lines().last().unwrap_or_default().to_owned();
    let (mut plain, mut told) = (Bench::new(80, 24), guided());
    plain.fill_intake();
    told.fill_intake();
    assert_eq!(keys(&mut plain), keys(&mut told));
    plain.f(9);
    told.f(9);
    assert_eq!(plain.note(), told.note());
}

#[test]
fn the_third_help_is_the_page_of_the_screen() {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake();
    bench.f(1).f(1).f(1);
    assert!(
        bench.screen().contains("Tiếp nhận hồ sơ"),
        "{}",
        bench.screen()
    );
    // Esc leads to the list of pages, each with whom it is for, and back to what was typed.
    bench.code(Code::Esc);
    insta::assert_snapshot!("manual_roles", bench.screen());
    // There are more pages than rows: the last can be reached.
    bench.code(Code::End);
    assert!(bench.screen().contains("Mã lỗi"), "{}", bench.screen());
    bench.code(Code::Esc);
    assert!(
        bench.screen().contains("Nguyễn Thị Ví Dụ"),
        "{}",
        bench.screen()
    );
    bench.f(9).f(1).f(1).f(1);
    assert!(bench.screen().contains("In "), "{}", bench.screen());
}
