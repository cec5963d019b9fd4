//! Printers and papers at the desk: named, asked about, moved on.

use crate::tui::api::{
    Ask, Failure, JobLine, PaperWay, PrinterChoice, PrinterTrouble, Printing, Reply,
};
use crate::tui::bench_desk::Bench;
use crate::tui::effect::{Effect, Wake};
use crate::tui::input::Code;
use crate::tui::msg::Msg;
use crate::tui::screens::Screen;

fn paper(id: i64, state: &str, words: &str) -> JobLine {
    JobLine {
        id,
        title: "Giấy tiếp nhận hồ sơ và hẹn trả kết quả".into(),
        size: "a5".into(),
        code: "H62.12.03-261120-0007".into(),
        number: 1,
        state: state.into(),
        words: words.into(),
        mend: "Nhìn khay giấy rồi trả lời: đã ra giấy chưa.".into(),
        printer: "Máy in Quầy 01".into(),
        asked: "Trần Thị Mẫu 09:41".into(),
    }
}

fn printers() -> Vec<PrinterChoice> {
    let printer = |id: &str, name: &str, papers: &[&str]| PrinterChoice {
        id: id.into(),
        name: name.into(),
        papers: papers.iter().map(|p| (*p).into()).collect(),
        trays: Vec::new(),
    };
    let mut first = printer("quay-01", "Máy in Quầy 01", &["a4", "a5"]);
    first.trays = vec![("tray-2".into(), "Khay 2 (A5)".into())];
    vec![
        first,
        printer("quay-02", "Máy in Quầy 02", &["a5"]),
        printer("ve", "Máy in vé", &["80mm"]),
    ]
}

fn out_of_paper() -> Printing {
    Printing {
        papers: vec![paper(7, "queued", "đang chờ in: hết giấy")],
        printers: printers(),
        trouble: Some(PrinterTrouble {
            code: ["MC", "4050"].join("-"),
            printer: "Máy in Quầy 01".into(),
            words: "hết giấy".into(),
            mend: "Nạp giấy, máy tự in tiếp.".into(),
        }),
        watch: true,
        ..Printing::default()
    }
}

fn in_doubt() -> Printing {
    Printing {
        papers: vec![
            paper(7, "doubtful", "chưa rõ đã ra giấy: mất kết nối giữa chừng"),
            paper(8, "queued", "đang chờ in"),
            paper(9, "failed", "máy in không nhận: không đọc được PDF"),
        ],
        printers: printers(),
        watch: true,
        ..Printing::default()
    }
}

fn see(bench: &mut Bench, seen: Printing) {
    // A number that no question of the desk has.
    let ticket = u64::MAX;
    bench.send(Msg::Answer(ticket, Ok(Reply::Printing(Box::new(seen)))));
}

fn looks(bench: &Bench) -> usize {
    let look = |e: &&Effect| matches!(e, Effect::Ask(_, Ask::Printing));
    bench.effects.iter().filter(look).count()
}

fn asked(bench: &Bench) -> Option<&Ask> {
    let asks = bench.effects.iter().rev().filter_map(|e| match e {
        Effect::Ask(_, ask) => Some(ask),
        _ => None,
    });
    asks.into_iter().next()
}

#[test]
fn a_stopped_printer_is_named_with_what_is_safe_and_what_to_do() {
    let mut bench = Bench::new(80, 24);
    see(&mut bench, out_of_paper());
    let screen = bench.screen();
    let said: String = screen.split_whitespace().collect::<Vec<_>>().join(" ");
    for piece in [
        "Máy in Quầy 01 hết giấy.",
        "Hồ sơ đã lưu, 1 giấy đang chờ.",
        "Nạp giấy",
    ] {
        assert!(said.contains(piece), "{piece}:\n{screen}");
    }
    // Said once: what the clerk does next is not talked over.
    bench.code(Code::Down);
    bench.model.shared.note = None;
    see(&mut bench, out_of_paper());
    let screen = bench.screen();
    assert!(!screen.contains("Hồ sơ đã lưu"), "{screen}");
    assert!(screen.contains("Máy in: hết giấy"), "{screen}");
    let mended = Printing {
        watch: true,
        printers: printers(),
        ..Printing::default()
    };
    see(&mut bench, mended);
    assert!(bench.screen().contains("Máy in: sẵn sàng"));
}

#[test]
fn a_desk_whose_printers_say_nothing_looks_once_and_shows_nothing() {
    let mut bench = Bench::new(80, 24);
    assert_eq!(looks(&bench), 1);
    assert!(!bench.screen().contains("Máy in"));
    let waits = |e: &Effect| matches!(e, Effect::After(_, Wake::Printing));
    assert!(!bench.effects.iter().any(waits));
    see(&mut bench, out_of_paper());
    assert!(bench.effects.iter().any(waits));
    bench.send(Msg::Wake(Wake::Printing, bench.now));
    assert_eq!(looks(&bench), 2);
}

#[test]
fn a_look_that_fails_says_nothing_and_another_follows() {
    let mut bench = Bench::new(80, 24);
    see(&mut bench, out_of_paper());
    bench.model.shared.note = None;
    bench.hold = true;
    bench.send(Msg::Wake(Wake::Printing, bench.now));
    bench.effects.clear();
    bench.answer_with(|ask| {
        let down = Failure {
            code: "X".into(),
            text: "Không liên lạc được".into(),
            unreachable: true,
            ..Failure::default()
        };
        matches!(ask, Ask::Printing).then_some(Err(down))
    });
    assert!(bench.model.shared.note.is_none());
    let waits = |e: &Effect| matches!(e, Effect::After(_, Wake::Printing));
    assert!(bench.effects.iter().any(waits));
}

#[test]
fn a_paper_in_doubt_is_asked_about_where_nothing_is_typed() {
    let mut bench = Bench::new(80, 24);
    see(&mut bench, in_doubt());
    insta::assert_snapshot!("paper_out", bench.screen());
    // A digit typed ahead is no answer.
    let answer = |bench: &Bench| {
        bench.effects.iter().find_map(|e| match e {
            Effect::Ask(_, Ask::PaperOut { id, out, .. }) => Some((*id, *out)),
            _ => None,
        })
    };
    bench.typed("1");
    assert_eq!(answer(&bench), None);
    bench.send(Msg::Wake(Wake::Seen, bench.now));
    bench.typed("2");
    assert_eq!(answer(&bench), Some((7, false)));
    assert!(matches!(bench.model.top(), Screen::Desk(_)));
    // Asked once; the status line goes on saying it.
    see(&mut bench, in_doubt());
    assert!(matches!(bench.model.top(), Screen::Desk(_)));
    assert!(bench.screen().contains("Chưa rõ 1 giấy in"));
}

#[test]
fn nothing_is_asked_while_an_intake_is_typed_or_the_desk_is_locked() {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake();
    see(&mut bench, in_doubt());
    assert!(matches!(bench.model.top(), Screen::Intake(_)));
    let mut bench = Bench::new(80, 24);
    bench.f(12);
    see(&mut bench, in_doubt());
    assert!(matches!(bench.model.top(), Screen::Lock(_)));
}

#[test]
fn papers_on_their_way_are_answered_for_moved_and_given_up() {
    let mut bench = Bench::new(80, 24);
    bench.f(10).typed("giay dang cho").code(Code::Enter);
    see(&mut bench, in_doubt());
    insta::assert_snapshot!("papers", bench.screen());
    bench.typed("1");
    assert!(matches!(
        asked(&bench),
        Some(Ask::PaperOut {
            id: 7,
            out: true,
            ..
        })
    ));
    see(&mut bench, in_doubt());
    bench.code(Code::Down).code(Code::Enter);
    assert!(bench.screen().contains("In ở máy nào"));
    // The ticket printer has no A5.
    assert!(!bench.screen().contains("Máy in vé"));
    bench.typed("2");
    let sent = asked(&bench).cloned();
    assert!(
        matches!(&sent, Some(Ask::SendPaper { id: 8, printer, .. }) if printer == "quay-02"),
        "{sent:?}"
    );
    see(&mut bench, in_doubt());
    bench.code(Code::Down).code(Code::Delete);
    assert!(matches!(asked(&bench), Some(Ask::DropPaper { id: 9, .. })));
}

#[test]
fn printer_tray_and_copies_are_chosen_before_printing() {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake();
    bench.f(9);
    see(
        &mut bench,
        Printing {
            printers: printers(),
            watch: true,
            ..Printing::default()
        },
    );
    bench.hold = true;
    bench.f(7);
    bench.answer_with(|ask| {
        let ruled = PaperWay {
            printer: "quay-01".into(),
            tray: String::new(),
            copies: Some(1),
        };
        matches!(ask, Ask::PrintWay(_)).then_some(Ok(Reply::PrintWay(ruled)))
    });
    bench.code(Code::Tab).typed("+");
    insta::assert_snapshot!("print_way", bench.screen());
    bench.code(Code::Enter);
    let way = bench.effects.iter().rev().find_map(|e| match e {
        Effect::Ask(_, Ask::Print { way, .. }) => Some(way.clone()),
        _ => None,
    });
    let wanted = PaperWay {
        printer: "quay-01".into(),
        tray: "tray-2".into(),
        copies: Some(2),
    };
    assert_eq!(way, Some(wanted));
}

#[test]
fn an_order_whose_answer_was_lost_is_the_same_order_again() {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake();
    bench.f(9);
    bench.f(7);
    let key = |bench: &Bench| {
        bench.effects.iter().rev().find_map(|e| match e {
            Effect::Ask(_, Ask::Print { key, .. }) => Some(key.clone()),
            _ => None,
        })
    };
    bench.hold = true;
    bench.code(Code::Enter);
    bench.hold_after(|ask| {
        let lost = Failure {
            unreachable: true,
            ..Failure::default()
        };
        matches!(ask, Ask::Print { .. }).then_some(Err(lost))
    });
    bench.hold = false;
    bench.code(Code::Enter);
    let second = key(&bench);
    bench.code(Code::Enter);
    assert_ne!(key(&bench), second, "an answered order is over");
    assert!(second.is_some());
}
