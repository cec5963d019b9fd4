//! Tables of the office by keys: rows, the acts of a row, the dialog, paper.

use crate::messages::{Language, speak};
use crate::tui::api::{Ask, OrderRequest, Subject};
use crate::tui::bench_desk::Bench;
use crate::tui::effect::Effect;
use crate::tui::input::{Code, Key};
use crate::tui::screens::Screen;

fn sent(bench: &Bench) -> Vec<OrderRequest> {
    let order = |effect: &Effect| match effect {
        Effect::Ask(_, Ask::Order(order)) => Some((**order).clone()),
        _ => None,
    };
    bench.effects.iter().filter_map(order).collect()
}

/// The desk with the table of this command open.
fn table(command: &str) -> Bench {
    let mut bench = Bench::new(80, 24);
    bench.model.shared.seat.rights.push("staff".to_owned());
    bench.f(10).typed(command).code(Code::Enter);
    assert!(
        matches!(bench.model.top(), Screen::Table(_)),
        "{}",
        bench.note()
    );
    bench
}

/// The receipts of the first dossier.
fn receipts() -> Bench {
    let mut bench = Bench::new(80, 24);
    bench.code(Code::Enter);
    bench.f(10).typed("huy thay").code(Code::Enter);
    bench
}

#[test]
fn a_receipt_is_cancelled_replaced_or_refunded_by_a_second_person() {
    let mut bench = receipts();
    insta::assert_snapshot!("receipts", bench.screen());
    // The newest is the officer's own: refused with the reason.
    bench.code(Code::Enter).typed("1");
    assert!(
        bench.note().contains("phải người thứ hai"),
        "{}",
        bench.note()
    );
    bench.code(Code::Down).code(Code::Enter).typed("1");
    insta::assert_snapshot!("receipt_cancel", bench.screen());
    bench.f(9);
    assert!(
        sent(&bench).is_empty(),
        "no reason, no order: {}",
        bench.note()
    );
    bench.typed("thu nham ho so cua nguoi khac").f(9);
    let order = sent(&bench).pop().expect("an order");
    assert_eq!((order.act.as_str(), order.target()), ("cancel_receipt", 14));
    assert_eq!(order.value("reason"), "thu nham ho so cua nguoi khac");
    assert!(matches!(bench.model.top(), Screen::Table(_)));
    // A replacement begins with what stands on the old one.
    bench.code(Code::Enter).typed("2");
    insta::assert_snapshot!("receipt_replace", bench.screen());
    for _ in 0..5 {
        bench.code(Code::Enter);
    }
    bench.typed("sai so tien cua khoan").f(9);
    let order = sent(&bench).pop().expect("an order");
    assert_eq!(order.act, "replace_receipt");
    assert_eq!(
        (order.value("kind"), order.number("amount:3")),
        ("phi", 20_000)
    );
    // What was given back already is not offered again; the document is printed at once.
    bench.code(Code::Enter).typed("3").code(Code::Enter);
    bench.typed("thu thua mot ban sao").f(9);
    let order = sent(&bench).pop().expect("an order");
    assert_eq!(
        (order.act.as_str(), order.number("amount")),
        ("refund_receipt", 15_000)
    );
    bench.f(7);
    assert!(
        bench.screen().contains("1 Phiếu hoàn trả số 01/2026"),
        "{}",
        bench.screen()
    );
    // The third was cancelled: nothing more is done with it.
    bench
        .code(Code::Esc)
        .code(Code::Down)
        .code(Code::Enter)
        .typed("3");
    assert_eq!(bench.note(), "Biên lai đã hủy.");
}

#[test]
fn a_second_person_approves_a_shift() {
    let mut bench = table("duyet ca");
    insta::assert_snapshot!("shifts", bench.screen());
    bench.code(Code::Enter);
    insta::assert_snapshot!("shift_approve", bench.screen());
    bench.f(9);
    let order = sent(&bench).pop().expect("an order");
    assert_eq!((order.act.as_str(), order.target()), ("approve_shift", 127));
    bench.code(Code::End).code(Code::Enter);
    assert!(bench.note().contains("Ca chưa đóng"), "{}", bench.note());
    assert_eq!(sent(&bench).len(), 1);
}

#[test]
fn books_are_seen_and_added() {
    let mut bench = table("quyen bien lai");
    insta::assert_snapshot!("books", bench.screen());
    bench
        .code(Code::Enter)
        .typed("1")
        .code(Code::Enter)
        .typed("1")
        .code(Code::Enter);
    bench
        .typed("01BLP0-001")
        .code(Code::Enter)
        .typed("AA-26P")
        .code(Code::Enter);
    bench.typed("1").code(Code::Enter).typed("50").f(9);
    let order = sent(&bench).pop().expect("an order");
    let said = ["kind", "mode", "symbol", "series", "first", "last"].map(|id| order.value(id));
    assert_eq!(
        said,
        ["phi", "printed_book", "01BLP0-001", "AA-26P", "1", "50"]
    );
}

#[test]
fn marked_results_go_to_the_post_with_one_list() {
    let mut bench = table("ban giao buu chinh");
    bench.typed(" ").code(Code::Down).typed(" ");
    insta::assert_snapshot!("post", bench.screen());
    bench.code(Code::Enter);
    insta::assert_snapshot!("post_list", bench.screen());
    bench.typed("Bưu điện huyện").code(Code::Enter);
    bench.typed("EB01VN").f(9);
    assert!(sent(&bench).is_empty(), "each letter has its number");
    bench.typed("EB02VN").f(9);
    let order = sent(&bench).pop().expect("an order");
    let codes = ["H62.12.03-261119-0004", "H62.12.03-261119-0005"];
    assert_eq!(order.targets, codes);
    assert_eq!(order.value("carrier"), "Bưu điện huyện");
    assert_eq!(order.value(&format!("each:{}", codes[1])), "EB02VN");
    bench.f(7);
    assert!(
        bench
            .screen()
            .contains("1 Danh sách bàn giao bưu chính số 02/2026")
    );
}

#[test]
fn deputies_and_turns_of_duty_are_set_and_ended() {
    let mut bench = table("nguoi lam thay");
    insta::assert_snapshot!("deputies", bench.screen());
    bench.code(Code::Down).code(Code::Enter).typed("1");
    bench.typed("di lam lai tu hom nay").f(9);
    let order = sent(&bench).pop().expect("an order");
    assert_eq!(
        (order.act.as_str(), order.targets[0].as_str()),
        ("end_deputy", "hoa")
    );
    bench
        .code(Code::Enter)
        .typed("2")
        .typed("thi hoa")
        .code(Code::Enter);
    bench
        .typed("le van")
        .code(Code::Enter)
        .code(Code::Enter)
        .typed("+3")
        .code(Code::Enter);
    bench.typed("nghi phep nam nay").f(9);
    let order = sent(&bench).pop().expect("an order");
    let said = ["officer", "deputy", "from", "to"].map(|id| order.value(id));
    assert_eq!(said, ["hoa|xa", "minh|xa", "", "2026-11-23"]);
    let mut bench = table("lich truc");
    insta::assert_snapshot!("duties", bench.screen());
    bench.code(Code::Enter).typed("1").f(9);
    let order = sent(&bench).pop().expect("an order");
    assert_eq!(order.act, "end_duty");
    assert_eq!(
        order.targets,
        ["specialist", "2026-11-23", "2026-11-27", "PM", "xa"]
    );
}

#[test]
fn what_is_wrong_with_a_process_is_accepted_with_a_reason() {
    let mut bench = Bench::new(80, 24);
    bench.model.shared.seat.rights.push("staff".to_owned());
    bench
        .f(10)
        .typed("quy trinh va")
        .code(Code::Enter)
        .code(Code::Enter);
    bench.f(10).typed("nhan diem").code(Code::Enter);
    insta::assert_snapshot!("flow_accept", bench.screen());
    bench
        .code(Code::Enter)
        .typed("theo quyết định của Ủy ban")
        .f(9);
    let order = sent(&bench).pop().expect("an order");
    assert_eq!(
        (order.act.as_str(), order.value("finding")),
        ("accept_process", "all")
    );
    assert!(matches!(bench.model.top(), Screen::Flows(_)));
}

/// Papers of many dossiers that were asked for: seen, or printed.
fn papers(bench: &Bench, seen: bool) -> Vec<Subject> {
    let subject = |effect: &Effect| match effect {
        Effect::Ask(_, Ask::Preview { subject, .. }) if seen => Some(subject.clone()),
        Effect::Ask(_, Ask::Print { subject, .. }) if !seen => Some(subject.clone()),
        _ => None,
    };
    bench.effects.iter().filter_map(subject).collect()
}

#[test]
fn the_register_is_seen_before_it_is_printed() {
    let mut bench = Bench::new(80, 24);
    bench.f(10).typed("in so theo doi").code(Code::Enter);
    insta::assert_snapshot!("register", bench.screen());
    bench.f(9);
    insta::assert_snapshot!("register_seen", bench.screen());
    speak(Language::En);
    let english = bench.screen();
    speak(Language::Vi);
    insta::assert_snapshot!("register_seen_en", english);
    let book = Subject::Register {
        from: "2026-11-01".into(),
        to: "2026-11-20".into(),
        book: String::new(),
    };
    assert_eq!(papers(&bench, true), std::slice::from_ref(&book));
    assert_eq!(papers(&bench, false), []);
    // Back at the days, which still stand there; another day is another paper.
    bench.code(Code::Esc).code(Code::Tab).key(Key::ctrl('u'));
    bench.typed("19/11/2026").f(9).code(Code::Enter);
    let printed = papers(&bench, false);
    let [Subject::Register { from, to, .. }] = printed.as_slice() else {
        panic!("{printed:?}");
    };
    assert_eq!((from.as_str(), to.as_str()), ("2026-11-01", "2026-11-19"));
    assert_eq!(sent(&bench), [], "nothing goes another way");
}

#[test]
fn a_hand_over_record_is_seen_before_it_is_printed() {
    let mut bench = Bench::new(80, 24);
    bench.f(10).typed("bien ban giao").code(Code::Enter);
    bench.typed("Phòng Tư pháp").f(9).code(Code::Enter);
    let record = Subject::HandOver {
        dossiers: vec!["H62.12.03-261119-0001".into()],
        receiver: "Phòng Tư pháp".into(),
    };
    assert_eq!(papers(&bench, true), std::slice::from_ref(&record));
    assert_eq!(papers(&bench, false), [record]);
}

#[test]
fn a_table_stays_with_its_role() {
    let mut bench = Bench::new(80, 24);
    bench.model.shared.seat.rights = vec!["move".to_owned()];
    bench.f(10).typed("duyet ca").code(Code::Enter);
    assert!(!matches!(bench.model.top(), Screen::Table(_)));
}
