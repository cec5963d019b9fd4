//! How many keys the work of a counter takes. A number that rises fails; one that falls is lowered
//! here. A scan is one movement of the hand and no key; free text does not count.

use crate::tui::api::Ask;
use crate::tui::bench_desk::Bench;
use crate::tui::effect::Effect;
use crate::tui::input::{Code, Key};

const CARD: &str = "001190000045||Nguyễn Thị Ví Dụ|01021990|Nữ|Thôn 1, Xã Minh Họa|15062021";
const OTHER: &str = "001090000046||Trần Văn Thí Dụ|01021990|Nam|Thôn 2, Xã Minh Họa|15062021";
const CODE: &str = "000.00.00.H62-261120-0007";

fn received(bench: &Bench) -> usize {
    bench.asked(|ask| matches!(ask, Ask::Receive(_)))
}

fn printed(bench: &Bench) -> usize {
    bench.asked(|ask| matches!(ask, Ask::Print { .. }))
}

/// The last dossier sent: papers counted, and one field.
fn sent(bench: &Bench, id: &str) -> (usize, String) {
    let intake = bench.effects.iter().rev().find_map(|effect| match effect {
        Effect::Ask(_, Ask::Receive(intake)) => Some(intake),
        _ => None,
    });
    let intake = intake.expect("sent");
    (intake.papers.len(), intake.value(id).to_owned())
}

/// F2, the procedure, a card, one free text, all papers, F9.
fn first_intake(bench: &mut Bench) {
    bench.f(2).code(Code::Enter).scan(CARD);
    bench.code(Code::Enter).code(Code::Enter);
    bench.free("Bằng tốt nghiệp");
    bench.key(Key::ctrl('d')).f(9);
    assert!(bench.note().starts_with("Đã cấp số"), "{}", bench.screen());
}

#[test]
fn an_intake_of_a_known_procedure_with_a_card_takes_12_keys_with_its_slip() {
    let mut bench = Bench::new(80, 24);
    first_intake(&mut bench);
    assert_eq!(bench.presses, 6);
    bench.f(7).code(Code::Enter);
    assert_eq!(
        (received(&bench), printed(&bench)),
        (1, 1),
        "{}",
        bench.screen()
    );
    assert_eq!(sent(&bench, "owner_identity"), (1, "001190000045".into()));
    assert!(bench.presses <= 12, "{}", bench.presses);
    assert_eq!(bench.presses, 8);
}

#[test]
fn the_slip_may_come_by_itself() {
    let mut bench = Bench::new(80, 24);
    bench.model.shared.print_after_save = true;
    first_intake(&mut bench);
    assert_eq!(
        (printed(&bench), bench.presses),
        (1, 6),
        "{}",
        bench.screen()
    );
}

#[test]
fn the_same_procedure_for_the_next_twenty_takes_4_keys_each() {
    let mut bench = Bench::new(80, 24);
    first_intake(&mut bench);
    for round in 0..20 {
        let before = bench.presses;
        // The reader begins the next dossier by itself.
        bench.scan(if round % 2 == 0 { OTHER } else { CARD });
        bench.code(Code::Enter).code(Code::Enter).f(9);
        assert_eq!(bench.presses - before, 3, "{}", bench.screen());
        assert_eq!(received(&bench), round + 2, "{}", bench.screen());
        let number = if round % 2 == 0 {
            "001090000046"
        } else {
            "001190000045"
        };
        assert_eq!(sent(&bench, "owner_identity"), (1, number.into()));
    }
}

#[test]
fn the_next_dossier_of_the_same_person_takes_4_keys() {
    let mut bench = Bench::new(80, 24);
    first_intake(&mut bench);
    let before = bench.presses;
    bench.f(2).code(Code::Enter).f(9);
    assert_eq!(bench.presses - before, 3);
    assert_eq!(received(&bench), 2, "{}", bench.screen());
    assert_eq!(sent(&bench, "owner_name"), (1, "Nguyễn Thị Ví Dụ".into()));
}

#[test]
fn a_person_without_a_card_takes_40_keys_besides_name_and_address() {
    let mut bench = Bench::new(80, 24);
    bench.f(2).code(Code::Enter).code(Code::Down);
    bench.typed("001090000047").code(Code::Enter);
    bench.free("Trần Văn Thí Dụ").code(Code::Enter);
    bench.typed("010290").code(Code::Enter);
    bench
        .typed("0912000111")
        .code(Code::Enter)
        .code(Code::Enter);
    bench.free("Thôn 2, Xã Minh Họa");
    assert_eq!(bench.presses, 36);
    let screen = bench.screen();
    for said in ["0010••••••47", "[01/02/1990]", "[0••••••111"] {
        assert!(screen.contains(said), "{said} {screen}");
    }
}

#[test]
fn a_guidance_slip_takes_8_keys() {
    let mut bench = Bench::new(80, 24);
    bench.f(2).code(Code::Enter).scan(CARD);
    bench.f(10);
    assert!(bench.screen().contains("4 Hướng dẫn"), "{}", bench.screen());
    bench.typed("4");
    bench.free("Thiếu bản chính giấy khai sinh").f(9);
    bench.f(7).code(Code::Enter);
    assert_eq!(
        (received(&bench), printed(&bench)),
        (1, 1),
        "{}",
        bench.screen()
    );
    assert!(bench.presses <= 8, "{}", bench.presses);
    assert_eq!(bench.presses, 7);
}

#[test]
fn a_result_is_handed_back_with_3_keys() {
    let mut bench = Bench::new(80, 24);
    bench.f(8).scan(CODE).scan(CARD).f(9);
    let handed = bench.asked(|ask| matches!(ask, Ask::HandBack(_)));
    assert_eq!((handed, bench.presses), (1, 2), "{}", bench.screen());
}
