//! Acts by keys: the dialog, acting on many, taking back.

use crate::tui::api::{ActLine, ActRequest, Ask, DossierSheet, Failure, Reply, StepLine, sample};
use crate::tui::bench_desk::Bench;
use crate::tui::effect::{Effect, Wake};
use crate::tui::input::{Code, Key};
use crate::tui::msg::Msg;

/// A dossier with every kind of question and a whole life behind it.
fn busy(code: &str) -> DossierSheet {
    let act = |act: &str, label: &str, asks: &[&str], reason| ActLine {
        act: act.into(),
        label: label.into(),
        asks: asks.iter().map(|a| (*a).to_owned()).collect(),
        reason,
        undo: true,
        ..ActLine::default()
    };
    let due = chrono::NaiveDate::from_ymd_opt(2026, 11, 26).map(|d| (d, "AM".to_owned()));
    DossierSheet {
        papers_asked: vec![("Bản sao sổ hộ khẩu".into(), [0, 1, 0])],
        owed: Some(150_000),
        steps: vec![StepLine {
            no: 2,
            name: "Thẩm định".into(),
            ..StepLine::default()
        }],
        acts: vec![
            ActLine {
                late: "½ ngày".into(),
                ..act("forward", "Chuyển xử lý", &[], false)
            },
            act("transfer", "Chuyển người khác", &["officer"], false),
            ActLine {
                due,
                ..act("draft_apology", "Dự thảo xin lỗi", &["due"], true)
            },
            act(
                "draft_supplement",
                "Dự thảo bổ sung",
                &["papers", "deadline"],
                true,
            ),
            act("accept_supplement", "Nhận đủ bổ sung", &["papers"], false),
            act(
                "confirm_payment",
                "Xác nhận đã nộp",
                &["amount", "number"],
                false,
            ),
            act("reset_flow", "Đặt lại bước", &["step"], true),
            act(
                "return_result",
                "Trả kết quả",
                &["collector", "number"],
                false,
            ),
        ],
        ..sample::dossier(code)
    }
}

/// Opens the first dossier, which is a busy one.
fn opened() -> Bench {
    let mut bench = Bench::new(80, 24);
    bench.hold = true;
    bench.code(Code::Enter);
    bench.answer_with(|ask| match ask {
        Ask::Dossier(code) => Some(Ok(Reply::Dossier(Box::new(busy(code))))),
        _ => None,
    });
    bench
}

/// Opens the dialog of the act of this name.
fn dialog(name: &str) -> Bench {
    let mut bench = opened();
    bench.f(10).typed(name).code(Code::Enter);
    bench
}

fn sent(bench: &Bench) -> Vec<ActRequest> {
    let act = |effect: &Effect| match effect {
        Effect::Ask(_, Ask::Act(request)) => Some((**request).clone()),
        _ => None,
    };
    bench.effects.iter().filter_map(act).collect()
}

fn sent_one(bench: &Bench) -> ActRequest {
    let sent = sent(bench);
    assert_eq!(sent.len(), 1, "{}", bench.note());
    sent[0].clone()
}

#[test]
fn a_late_step_asks_for_its_reason() {
    let mut bench = opened();
    bench.f(6);
    insta::assert_snapshot!("act_late", bench.screen());
    bench.f(9);
    assert!(
        bench.note().starts_with("MC-1028 Lý do quá hạn"),
        "{}",
        bench.note()
    );
    bench
        .f(4)
        .typed("1")
        .code(Code::Enter)
        .typed("chờ xã bên trả lời")
        .f(9);
    let request = sent_one(&bench);
    assert_eq!(
        (request.act.as_str(), request.details.late_reason.as_str()),
        ("forward", "verify")
    );
    assert_eq!(request.reason, "chờ xã bên trả lời");
    assert!(bench.screen().contains("HỒ SƠ"), "back on the dossier");
    assert!(
        bench.note().ends_with("Ctrl+Z hoàn tác trong 30 giây."),
        "{}",
        bench.note()
    );
}

#[test]
fn an_officer_is_chosen_by_part_of_the_name() {
    let mut bench = dialog("chuyen nguoi khac");
    bench.typed("le van").f(9);
    assert_eq!(sent_one(&bench).details.officer, "minh");
}

#[test]
fn a_new_due_session_is_offered_and_may_be_typed() {
    let mut bench = dialog("du thao xin loi");
    assert!(bench.screen().contains("26/11/2026"), "{}", bench.screen());
    bench
        .key(Key::ctrl('u'))
        .typed("27/11")
        .code(Code::Enter)
        .code(Code::Enter);
    bench.typed("đang chờ kết quả xác minh").f(9);
    assert_eq!(sent_one(&bench).details.due, "2026-11-27 AM");
}

#[test]
fn papers_are_counted() {
    let mut bench = dialog("nhan du bo sung");
    bench.f(9);
    let came = [("Bản sao sổ hộ khẩu".to_owned(), [0, 1, 0])];
    assert_eq!(sent_one(&bench).details.papers, came, "as asked for");
    let mut bench = dialog("du thao bo sung");
    insta::assert_snapshot!("act_papers", bench.screen());
    // The second is of the checklist of the procedure.
    bench
        .code(Code::Down)
        .typed(" ")
        .code(Code::Down)
        .code(Code::Down);
    bench
        .typed("Giấy xác nhận")
        .code(Code::Enter)
        .typed("+5")
        .code(Code::Enter);
    bench.typed("thiếu bản chính và giấy xác nhận").f(9);
    let details = sent_one(&bench).details;
    let papers = [
        ("Bản chính (xem)".to_owned(), [1, 0, 0]),
        ("Giấy xác nhận".to_owned(), [1, 0, 0]),
    ];
    assert_eq!(details.papers, papers);
    assert_eq!(details.deadline, "2026-11-25");
}

#[test]
fn money_and_step_have_their_defaults() {
    let mut bench = dialog("xac nhan da nop");
    bench.code(Code::Enter).typed("GNT-12").f(9);
    let details = sent_one(&bench).details;
    assert_eq!(
        (details.amount, details.number.as_str()),
        (Some(150_000), "GNT-12")
    );
    let mut bench = dialog("dat lai buoc");
    bench
        .typed("2")
        .code(Code::Enter)
        .typed("quy trình giao nhầm bước")
        .f(9);
    assert_eq!(sent_one(&bench).details.step, Some(2));
}

#[test]
fn a_refusal_loses_nothing_and_points_at_the_field() {
    let mut bench = dialog("du thao xin loi");
    bench
        .code(Code::Enter)
        .code(Code::Enter)
        .typed("đang chờ kết quả xác minh");
    bench.hold = true;
    bench.f(9);
    bench.answer_with(|ask| match ask {
        Ask::Act(_) => Some(Err(Failure {
            code: "MC-1078".into(),
            text: "Ngày hẹn mới phải sau ngày hẹn đang ghi trên giấy.".into(),
            status: 422,
            fields: vec![("due".into(), "Chọn ngày khác.".into())],
            ..Failure::default()
        })),
        _ => None,
    });
    let screen = bench.screen();
    assert!(screen.contains("đang chờ kết quả xác minh"), "{screen}");
    assert!(screen.contains("►Ngày hẹn mới"), "{screen}");
    assert!(bench.note().starts_with("MC-1078"));
    bench.key(Key::ctrl('u')).typed("+9").f(9);
    assert_eq!(sent_one(&bench).details.due, "2026-11-29 AM");
}

#[test]
fn the_offer_to_take_back_ends_with_its_timer() {
    let mut bench = Bench::new(80, 24);
    bench.code(Code::Enter).f(6);
    assert_eq!(
        bench.note(),
        "Xong: Đang xử lý. Ctrl+Z hoàn tác trong 30 giây."
    );
    bench.code(Code::Esc);
    assert!(bench.note().contains("Ctrl+Z"), "still said on the list");
    bench.now += 30_000;
    bench.send(Msg::Wake(Wake::Undo, bench.now));
    assert_eq!(bench.note(), "Xong: Đang xử lý.");
    bench.key(Key::ctrl('z'));
    assert!(
        bench.note().contains("Không có việc nào"),
        "{}",
        bench.note()
    );
    // Within the time it is one request.
    bench.code(Code::Enter).f(6).key(Key::ctrl('z'));
    let acts: Vec<_> = sent(&bench).into_iter().map(|r| r.act).collect();
    assert_eq!(acts, ["forward", "forward", "undo"]);
}

fn orders(bench: &Bench) -> Vec<(Vec<String>, String, i64, String)> {
    let order = |effect: &Effect| match effect {
        Effect::Ask(_, Ask::ActOn(order)) => Some((
            order.acts.clone(),
            order.request.dossier.clone(),
            order.request.version,
            order.request.key.clone(),
        )),
        _ => None,
    };
    bench.effects.iter().filter_map(order).collect()
}

#[test]
fn five_are_signed_at_once_and_taken_back() {
    let mut bench = Bench::new(80, 24);
    bench.typed("3").typed("*");
    assert_eq!(bench.note(), "Đã đánh dấu 5 hồ sơ.");
    insta::assert_snapshot!("marked", bench.screen());
    bench.f(6);
    assert!(
        bench.screen().contains("Ký 5 hồ sơ đã đánh dấu?"),
        "{}",
        bench.screen()
    );
    assert!(orders(&bench).is_empty(), "nothing before the answer");
    bench.f(9);
    let done = orders(&bench);
    assert_eq!(done.len(), 5);
    let mut keys: Vec<_> = done.iter().map(|o| o.3.clone()).collect();
    keys.dedup();
    assert_eq!(keys.len(), 5, "each request has its own key");
    assert!(done.iter().all(|o| o.0 == ["sign"] && o.2 == 3), "{done:?}");
    assert!(
        bench.screen().contains("Ký: 5/5 hồ sơ xong."),
        "{}",
        bench.screen()
    );
    bench.code(Code::Esc);
    assert!(bench.screen().contains("BÀN LÀM VIỆC"));
    bench.key(Key::ctrl('z'));
    let undone = orders(&bench);
    assert_eq!(undone.len(), 10);
    assert!(undone[5..].iter().all(|o| o.0 == ["undo"] && o.2 == 4));
    assert!(
        bench.screen().contains("Hoàn tác “Ký”: 5/5"),
        "{}",
        bench.screen()
    );
}

#[test]
fn what_is_refused_is_listed_and_esc_stops_between_two() {
    let mut bench = Bench::new(80, 24);
    bench.typed("3").typed("*").f(6);
    bench.hold = true;
    bench.f(9);
    bench.code(Code::Esc);
    bench.answer_with(|ask| match ask {
        Ask::ActOn(order) if order.request.dossier.ends_with("0012") => Some(Err(Failure {
            code: "MC-1012".into(),
            text: "Hồ sơ đã thay đổi.".into(),
            status: 412,
            ..Failure::default()
        })),
        _ => None,
    });
    insta::assert_snapshot!("batch_stopped", bench.screen());
    assert!(
        bench
            .note()
            .starts_with("Ký: 2/5 hồ sơ xong, 1 không làm được, 2 chưa gửi.")
    );
    bench.f(9);
    assert!(
        bench.screen().contains("4/5 hồ sơ xong, 1 không làm được"),
        "{}",
        bench.screen()
    );
    bench.code(Code::Esc);
    assert!(
        bench.screen().contains("1 đã đánh dấu"),
        "what is left stays marked"
    );
}

#[test]
fn one_row_is_signed_with_one_key() {
    let mut bench = Bench::new(80, 24);
    bench.typed("3").code(Code::Down).f(6);
    let done = orders(&bench);
    assert_eq!(done.len(), 1);
    assert!(done[0].1.ends_with("0012"));
    assert!(bench.note().contains("Ctrl+Z hoàn tác"), "{}", bench.note());
    bench.key(Key::ctrl('z'));
    assert_eq!(orders(&bench)[1].0, ["undo"]);
}

#[test]
fn all_that_the_filter_leaves_is_marked_and_a_reason_serves_all() {
    let mut bench = Bench::new(80, 24);
    bench.typed("3").typed("0013").typed("*");
    assert_eq!(bench.note(), "Đã đánh dấu 1 hồ sơ.");
    bench.key(Key::ctrl('u')).code(Code::Down).typed(" ");
    assert!(
        bench.screen().contains("2 đã đánh dấu"),
        "{}",
        bench.screen()
    );
    bench.f(10).typed("khong duyet").code(Code::Enter);
    bench.typed("sai số liệu, lập lại dự thảo").f(9);
    let reasons = bench.effects.iter().filter_map(|e| match e {
        Effect::Ask(_, Ask::ActOn(order)) => Some(order.request.reason.as_str()),
        _ => None,
    });
    assert_eq!(
        reasons.collect::<Vec<_>>(),
        ["sai số liệu, lập lại dự thảo"; 2]
    );
}
