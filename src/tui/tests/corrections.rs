//! A received dossier corrected at the desk, and one put under the rules of today.

use crate::tui::api::{ActLine, Ask, ConvertOrder, DossierSheet, Intake, Reply, sample};
use crate::tui::bench_desk::Bench;
use crate::tui::drafts::Draft;
use crate::tui::effect::{Effect, Wake};
use crate::tui::input::{Code, Key};
use crate::tui::msg::Msg;

fn mendable(code: &str) -> DossierSheet {
    let act = |act: &str, label: &str| ActLine {
        act: act.into(),
        label: label.into(),
        reason: true,
        ..ActLine::default()
    };
    DossierSheet {
        acts: vec![
            act("correct_intake", "Sửa thông tin, cấp lại giấy hẹn"),
            act("convert", "Chuyển sang phiên bản mới của thủ tục"),
        ],
        ..sample::dossier(code)
    }
}

/// The first dossier, with the act of this name begun.
fn begun(name: &str) -> Bench {
    let mut bench = Bench::new(80, 24);
    bench.hold = true;
    bench.code(Code::Enter);
    bench.answer_with(|ask| match ask {
        Ask::Dossier(code) => Some(Ok(Reply::Dossier(Box::new(mendable(code))))),
        _ => None,
    });
    bench.f(10).typed(name).code(Code::Enter);
    bench
}

/// Another name in the field of the owner.
fn renamed() -> Bench {
    let mut bench = begun("sua thong tin");
    while !bench.screen().contains("►Họ tên chủ hồ sơ") {
        bench.code(Code::Tab);
    }
    bench.key(Key::ctrl('u')).typed("Nguyễn Thị Đúng");
    bench
}

fn corrections(bench: &Bench) -> Vec<Intake> {
    let sent = bench.effects.iter().filter_map(|effect| match effect {
        Effect::Ask(_, Ask::Correct(intake)) => Some((**intake).clone()),
        _ => None,
    });
    sent.collect()
}

#[test]
fn the_form_begins_with_what_the_dossier_holds() {
    let mut bench = begun("sua thong tin");
    insta::assert_snapshot!("correct", bench.screen());
    // What was handed in beyond the checklist is not lost.
    assert!(
        bench.screen().contains("Đơn viết tay") || {
            bench.code(Code::PageDown).code(Code::PageDown);
            bench.screen().contains("Đơn viết tay")
        }
    );
    bench.f(9);
    assert!(
        bench.note().starts_with("Chưa có gì khác"),
        "{}",
        bench.note()
    );
    assert!(corrections(&bench).is_empty());
}

#[test]
fn the_difference_and_a_reason_come_before_the_new_slip() {
    let mut bench = renamed();
    bench.f(9);
    insta::assert_snapshot!("correct_review", bench.screen());
    assert!(corrections(&bench).is_empty(), "only seen so far");
    bench.f(9);
    assert!(bench.note().starts_with("Ghi lý do"), "{}", bench.note());
    // Esc leads back to the form; nothing typed is lost.
    bench.code(Code::Esc);
    assert!(bench.screen().contains("Nguyễn Thị Đúng"));
    bench.f(9).typed("Ghi nhầm tên đệm").f(9);
    let sent = corrections(&bench);
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].reason, "Ghi nhầm tên đệm");
    assert_eq!(sent[0].value("owner_name"), "Nguyễn Thị Đúng");
    assert_eq!(sent[0].edition, None);
    let about = sent[0].correcting.clone().expect("about a dossier");
    assert_eq!(about.version, 3);
    let papers = &sent[0].papers;
    assert!(
        papers
            .iter()
            .any(|(name, given)| name == "Đơn viết tay" && *given == [1, 0, 0])
    );
    insta::assert_snapshot!("correct_done", bench.screen());
    bench.f(7);
    assert!(
        bench.screen().contains("GIẤY TIẾP NHẬN"),
        "{}",
        bench.screen()
    );
    // Enter does not begin another intake, and Esc leads back to the dossier as it is now.
    bench.code(Code::Esc).code(Code::Enter).code(Code::Esc);
    assert!(bench.screen().contains("HỒ SƠ"));
    let again = |ask: &Ask| matches!(ask, Ask::Dossier(_));
    assert!(bench.asked(again) >= 2);
}

#[test]
fn another_procedure_shows_the_due_old_and_new() {
    let mut bench = begun("sua thong tin");
    bench.f(10).typed("doi thu tuc").code(Code::Enter);
    bench.typed("khai sinh").code(Code::Enter);
    while !bench.screen().contains("Họ tên chủ hồ sơ") {
        bench.code(Code::Tab);
    }
    bench.f(9);
    let screen = bench.screen();
    let moved = "Hẹn trả: Chiều 21/11/2026 → Sáng 24/11/2026";
    assert!(screen.contains(moved), "{screen}");
    assert!(screen.contains("làm lại từ một cửa"), "{screen}");
}

#[test]
fn a_correction_is_a_draft_too() {
    let mut bench = renamed();
    bench.now += 700;
    bench.send(Msg::Wake(Wake::Draft, bench.now));
    let kept = bench.effects.iter().rev().find_map(|effect| match effect {
        Effect::KeepDraft(draft) => Some((**draft).clone()),
        _ => None,
    });
    let draft: Draft = kept.expect("kept");
    // It survives the way to the disk.
    let text = serde_json::to_string(&draft).expect("text");
    let draft: Draft = serde_json::from_str(&text).expect("draft");
    let about = draft.intake.correcting.clone().expect("about a dossier");
    let mut next = Bench::new(80, 24);
    next.send(Msg::Drafts(vec![draft]));
    assert_eq!(about.version, 3);
    let desk = next.screen();
    assert!(desk.contains("• Bản nháp 09:41 · sửa"), "{desk}");
    next.code(Code::Enter);
    assert!(next.screen().contains("SỬA HỒ SƠ"), "{}", next.screen());
    next.f(9);
    assert!(
        next.screen().contains("→ Nguyễn Thị Đúng"),
        "{}",
        next.screen()
    );
}

#[test]
fn somebody_was_faster_and_f5_reads_the_dossier_again() {
    let mut bench = renamed();
    bench.hold = true;
    bench.f(9);
    let faster = crate::tui::api::Failure {
        code: ["MC", "1011"].join("-"),
        text: "Hồ sơ vừa được người khác xử lý.".into(),
        status: 412,
        ..Default::default()
    };
    bench.answer_with(|ask| match ask {
        Ask::CorrectionPreview(_) => Some(Err(faster.clone())),
        _ => None,
    });
    assert!(bench.note().contains("người khác"), "{}", bench.note());
    bench.f(5);
    assert!(bench.screen().contains("Nguyễn Thị Đúng"));
    assert!(bench.note().starts_with("Đã đọc lại"), "{}", bench.note());
}

#[test]
fn the_lock_hides_a_correction_that_is_still_opening() {
    let mut bench = begun("");
    bench.code(Code::Esc);
    bench.f(10).typed("sua thong tin");
    bench.hold = true;
    bench.code(Code::Enter).f(12);
    bench.answer_all();
    assert!(bench.screen().contains("QUẦY ĐANG KHÓA"));
    assert!(
        !bench.screen().contains("Nguyễn Thị Ví Dụ"),
        "{}",
        bench.screen()
    );
}

#[test]
fn a_conversion_shows_its_differences_first() {
    let mut bench = begun("phien ban moi");
    insta::assert_snapshot!("convert", bench.screen());
    bench.f(9);
    assert!(bench.note().starts_with("Ghi lý do"), "{}", bench.note());
    bench.typed("Quyết định 99 có hiệu lực").f(9);
    let orders = bench.effects.iter().filter_map(|effect| match effect {
        Effect::Ask(_, Ask::Convert(order)) => Some((**order).clone()),
        _ => None,
    });
    let orders: Vec<ConvertOrder> = orders.collect();
    assert_eq!(orders.len(), 1);
    assert_eq!(orders[0].version, 3);
    assert_eq!(orders[0].reason, "Quyết định 99 có hiệu lực");
    assert!(bench.screen().contains(" HỒ SƠ "), "back on the dossier");
    assert!(bench.note().starts_with("Xong:"), "{}", bench.note());
}
