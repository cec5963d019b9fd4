//! Fees and the cash shift.

use crate::tui::api::Ask;
use crate::tui::bench_desk::Bench;
use crate::tui::effect::Effect;
use crate::tui::input::Code;

#[test]
fn fees_and_shift_on_both_sizes() {
    for (columns, rows, name) in [(80, 24, "narrow"), (120, 40, "wide")] {
        let mut bench = Bench::new(columns, rows);
        bench
            .code(Code::Enter)
            .f(10)
            .typed("thu phi")
            .code(Code::Enter);
        insta::assert_snapshot!(format!("fees_{name}"), bench.screen());
        bench
            .code(Code::Esc)
            .f(10)
            .typed("ca thu")
            .code(Code::Enter);
        insta::assert_snapshot!(format!("till_{name}"), bench.screen());
    }
}

#[test]
fn one_enter_takes_all_in_cash() {
    let mut bench = Bench::new(80, 24);
    bench
        .code(Code::Enter)
        .f(10)
        .typed("thu phi")
        .code(Code::Enter);
    bench.typed("20000");
    assert!(
        bench.screen().contains("Trả lại khách 8.000 đồng."),
        "{}",
        bench.screen()
    );
    bench.code(Code::Enter);
    let sent: Vec<_> = bench
        .effects
        .iter()
        .filter_map(|e| match e {
            Effect::Ask(_, Ask::Collect { request, .. }) => Some(request.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(sent.len(), 1);
    assert_eq!(
        (sent[0].way.as_str(), sent[0].given_dong),
        ("tien-mat", Some(20_000))
    );
    assert!(sent[0].lines.is_empty());
    assert!(bench.note().starts_with("Đã thu"), "{}", bench.note());
    bench.f(7);
    assert!(
        bench
            .screen()
            .contains("Biên lai Phí 20.000 đồng, số 0000014"),
        "{}",
        bench.screen()
    );
}

#[test]
fn an_exemption_is_typed_and_takes_no_money() {
    let mut bench = Bench::new(80, 24);
    bench
        .code(Code::Enter)
        .f(10)
        .typed("thu phi")
        .code(Code::Enter);
    for _ in 0..3 {
        bench.code(Code::Tab);
    }
    bench
        .typed("Người có công")
        .code(Code::Tab)
        .typed("Thẻ 123")
        .f(9);
    assert_eq!(bench.asked(|ask| matches!(ask, Ask::Collect { .. })), 0);
    assert_eq!(bench.asked(|ask| matches!(ask, Ask::Exempt { .. })), 1);
}

#[test]
fn a_shift_is_closed_with_what_was_counted() {
    let mut bench = Bench::new(80, 24);
    bench.f(10).typed("ca thu").code(Code::Enter).f(9);
    assert_eq!(bench.asked(|ask| matches!(ask, Ask::CloseShift { .. })), 0);
    bench.typed("272000").f(9);
    let closed = |ask: &Ask| matches!(ask, Ask::CloseShift { id: 128, request, .. } if request.counted_dong == 272_000);
    assert_eq!(bench.asked(closed), 1);
}
