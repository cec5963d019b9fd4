//! A colleague sits down at a locked desk; the draft of the first officer stays theirs.

use crate::messages::{Language, speak};
use crate::tui::api::{Ask, Failure, OfficerLine, Reply};
use crate::tui::bench_desk::Bench;
use crate::tui::drafts::Draft;
use crate::tui::effect::Effect;
use crate::tui::input::{Code, Key};
use crate::tui::msg::Msg;

/// The e-mail and the password at the lock.
fn sign_in(bench: &mut Bench, who: &str) {
    bench.code(Code::Up).key(Key::ctrl('u'));
    bench.typed(who).code(Code::Enter);
    bench.typed("mật-mã").code(Code::Enter);
}

fn shelves_read(bench: &Bench) -> Vec<String> {
    let read = bench.effects.iter().filter_map(|effect| match effect {
        Effect::ReadDrafts(officer) => Some(officer.clone()),
        _ => None,
    });
    read.collect()
}

#[test]
fn the_draft_stays_with_its_officer_and_is_offered_again() {
    let mut bench = Bench::new(80, 24);
    bench.model.shared.seat.one_key = false;
    let first = bench.model.shared.seat.officer_id.clone();
    bench.fill_intake().f(12);
    let locked = bench.screen();
    insta::assert_snapshot!("locked_with_draft", locked);
    assert!(
        !locked.contains("Ví Dụ"),
        "nothing of the dossier: {locked}"
    );
    // What was typed is kept before anybody else may sit down.
    let keep = bench
        .effects
        .iter()
        .position(|e| matches!(e, Effect::KeepDraft(_)));
    let draft: Draft = match keep.map(|at| bench.effects[at].clone()) {
        Some(Effect::KeepDraft(draft)) => *draft,
        _ => panic!("not kept"),
    };
    sign_in(&mut bench, "hoa@minhhoa.example");
    let read = shelves_read(&bench);
    assert_eq!(read.last().map(String::as_str), Some("hoa@minhhoa.example"));
    let shelf = |e: &Effect| matches!(e, Effect::ReadDrafts(who) if who.starts_with("hoa@"));
    assert!(
        keep < bench.effects.iter().position(shelf),
        "kept on the first one's shelf"
    );
    bench.send(Msg::Drafts(Vec::new()));
    let screen = bench.screen();
    assert!(screen.contains("BÀN LÀM VIỆC"), "{screen}");
    assert!(!screen.contains("Bản nháp"), "{screen}");
    assert!(bench.model.shared.drafts.is_empty());
    // Nobody's draft waits behind the colleague's lock.
    bench.f(12);
    assert!(
        !bench.screen().contains("bản nháp đang chờ"),
        "{}",
        bench.screen()
    );
    sign_in(&mut bench, &first);
    assert_eq!(shelves_read(&bench).last(), Some(&first));
    bench.send(Msg::Drafts(vec![draft]));
    let screen = bench.screen();
    assert!(screen.contains("• Bản nháp 09:41 · Nguyễn Thị"), "{screen}");
    assert!(
        bench.note().contains("1 bản nháp của ông/bà đang chờ"),
        "{}",
        bench.note()
    );
    bench.code(Code::Home).code(Code::Enter);
    assert!(
        bench.screen().contains("Nguyễn Thị Ví Dụ"),
        "{}",
        bench.screen()
    );
}

#[test]
fn the_same_officer_goes_on_where_the_screen_stopped() {
    let mut bench = Bench::new(80, 24);
    bench.model.shared.seat.one_key = false;
    bench.fill_intake().f(12);
    bench.typed("mật-mã").code(Code::Enter);
    assert!(
        bench.screen().contains("Nguyễn Thị Ví Dụ"),
        "{}",
        bench.screen()
    );
}

#[test]
fn in_the_demonstration_office_another_officer_is_chosen_at_the_lock() {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake().f(12);
    insta::assert_snapshot!("locked_in_demo", bench.screen());
    speak(Language::En);
    let english = bench.screen();
    speak(Language::Vi);
    insta::assert_snapshot!("locked_in_demo_en", english);
    let keep = |e: &Effect| matches!(e, Effect::KeepDraft(_));
    assert!(bench.effects.iter().any(keep), "kept on its shelf first");
    bench.code(Code::Down);
    assert!(
        bench.screen().contains(" Enter Ngồi vào "),
        "{}",
        bench.screen()
    );
    bench.code(Code::Enter);
    let sat = bench.asked(|ask| matches!(ask, Ask::SitDown(who) if who == "hoa#0"));
    assert_eq!(
        (sat, bench.model.is_locked()),
        (1, false),
        "{}",
        bench.screen()
    );
    let screen = bench.screen();
    assert!(screen.contains("BÀN LÀM VIỆC"), "{screen}");
    assert!(
        bench.note().starts_with("Đang làm việc: Trần Thị Hoa"),
        "{}",
        bench.note()
    );
    assert_eq!(shelves_read(&bench).last().map(String::as_str), Some("hoa"));
}

#[test]
fn without_the_list_of_officers_the_lock_of_the_demonstration_office_opens_all_the_same() {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake();
    bench.hold = true;
    bench.f(12);
    let lost = Failure {
        code: ["MC", "6001"].join("-"),
        text: "Không nối được máy chủ.".into(),
        unreachable: true,
        ..Failure::default()
    };
    bench.answer_with(|ask| matches!(ask, Ask::Officers).then(|| Err(lost.clone())));
    assert!(
        bench.screen().contains("bấm Enter để mở"),
        "{}",
        bench.screen()
    );
    bench.code(Code::Down).code(Code::Enter);
    assert!(
        bench.screen().contains("Nguyễn Thị Ví Dụ"),
        "{}",
        bench.screen()
    );
    assert_eq!(bench.asked(|ask| matches!(ask, Ask::SitDown(_))), 0);
}

#[test]
fn more_officers_than_fit_at_the_lock_are_counted() {
    let mut bench = Bench::new(80, 24);
    bench.hold = true;
    bench.f(12);
    let line = |number: usize| OfficerLine {
        id: format!("{number}#0"),
        name: format!("Người số {number}"),
        ..OfficerLine::default()
    };
    let all: Vec<OfficerLine> = (1..=29).map(line).collect();
    bench.answer_with(|ask| matches!(ask, Ask::Officers).then(|| Ok(Reply::Officers(all.clone()))));
    let screen = bench.screen();
    assert!(
        screen.contains(" 1/30") && !screen.contains("số 29"),
        "{screen}"
    );
    bench.code(Code::End);
    let screen = bench.screen();
    assert!(
        screen.contains(" 30/30") && screen.contains("►Người số 29"),
        "{screen}"
    );
}

#[test]
fn a_colleague_who_may_not_sit_down_leaves_the_desk_locked() {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake().f(12);
    bench.code(Code::Down);
    bench.hold = true;
    bench.code(Code::Enter).code(Code::Enter);
    assert_eq!(bench.held(), 1, "asked once");
    let refused = Failure {
        code: ["MC", "7004"].join("-"),
        text: "Cơ quan không có cán bộ này.".into(),
        ..Failure::default()
    };
    bench.answer_with(|_| Some(Err(refused.clone())));
    let screen = bench.screen();
    assert!(
        bench.model.is_locked() && screen.contains("Cơ quan không có"),
        "{screen}"
    );
    bench.code(Code::Up).code(Code::Enter);
    assert!(
        bench.screen().contains("Nguyễn Thị Ví Dụ"),
        "{}",
        bench.screen()
    );
}
