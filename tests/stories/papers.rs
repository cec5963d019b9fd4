//! Every paper that the life cycle names can be printed after its act, in both sets of forms.

use crate::office::*;
use crate::paper::text_of;
use motcua::client::Subject;
use motcua::domain::lifecycle::Transition;
use motcua::store::Engine;
use motcua::usecases::Rules;
use motcua::wire::{ActRequest, CollectorLine, PaperLine};
use std::sync::Arc;

/// Acts that no route carries out yet for a dossier at a counter.
const NOT_DRIVEN: &[&str] = &["ask_online_supplement", "correct_intake", "convert"];

const SECOND_SPECIALIST: &str = "vidu.chuyenvien2@minhhoa.example";
const SPECIALIST_OF_DISTRICT: &str = "vidu.cvhuyen@minhhoa.example";
const PROVINCE: &str = "vidu.toquantri@minhhoa.example";
/// Social allowance: its process is the one below, through the district.
const ALLOWANCE: &str = "1.001776";
const PROCESS: &str = r#"source = "thử"
[[process]]
id = "lien-thong"
procedure = "1.001776"
name = "Trợ cấp xã hội"
half_days = 14
steps = [
  { kind = "receive", unit = "desk", role = "desk_officer", half_days = 0, name = "Tiếp nhận" },
  { kind = "examine", unit = "org:huyen", role = "specialist", half_days = 10, name = "Thẩm định" },
  { kind = "sign", unit = "office", role = "agency_leader", half_days = 4, name = "Ký" },
  { kind = "return", unit = "desk", role = "desk_officer", half_days = 0, name = "Trả kết quả" },
]
"#;

fn rules() -> Arc<Rules> {
    let folder = tempfile::tempdir().unwrap();
    let processes = folder.path().join("processes");
    std::fs::create_dir(&processes).unwrap();
    std::fs::write(processes.join("lien-thong.toml"), PROCESS).unwrap();
    Arc::new(motcua::home::load_rules(folder.path()).unwrap())
}

#[test]
fn every_print_of_the_table_on_sqlite() {
    every_print(Engine::Sqlite);
}

#[test]
fn every_print_of_the_table_on_postgres() {
    every_print(Engine::Postgres);
}

fn every_print(engine: Engine) {
    let rules = rules();
    let Some(mut office) = Office::open(engine, rules.clone()) else {
        return;
    };
    runtime().block_on(async {
        office.serve().await;
        for (set, month) in [("2018", "2025-08"), ("2025", "2025-11")] {
            let mut printed = 0;
            for row in &rules.lifecycle.transition {
                printed += row_printed(&office, row, set, month).await;
            }
            assert!(printed >= 25, "{set}: only {printed} papers");
        }
        assert_eq!(office.faults(&[]).await, [""; 0], "the trail");
    });
    office.app.store.close();
}

/// Drives a dossier to the act of `row` and prints every paper of the row; tells how many.
async fn row_printed(office: &Office, row: &Transition, set: &str, month: &str) -> usize {
    let act = row.act.id();
    if row.prints.is_empty() || NOT_DRIVEN.contains(&act) {
        return 0;
    }
    let subject = driven(office, act, month).await;
    let clerk = office.clerk().await;
    let printed = usize::from(act == "receive");
    for paper in &row.prints {
        let preview = clerk.preview(&subject, paper).await.unwrap();
        let form = office.app.rules.form_sets.get(set).unwrap().form(paper);
        let form = form.unwrap_or_else(|| panic!("{paper} is not in set {set}"));
        assert_eq!(preview.title, form.title, "{act}");
        // The slip of a receipt was printed on its way here.
        for size in ["a5", "a4"].into_iter().skip(printed) {
            let id = format!("{paper}-{size}");
            let pdf = match size {
                "a4" => clerk.print_again(&subject, &id, "Giấy hỏng").await,
                _ => clerk.print(&subject, &id).await,
            };
            let words = text_of(&pdf.unwrap_or_else(|e| panic!("{act} {id}: {e:?}")));
            assert!(!words.contains(['{', '}']), "{act} {id}: {words}");
            assert!(words.contains("Nguyễn Thị Ví Dụ"), "{act} {id}: {words}");
            assert_eq!(
                words.contains("Bản in lại lần"),
                size == "a4",
                "{act} {id}: {words}"
            );
        }
        if let Subject::Dossier(code) = &subject {
            let forms = clerk.dossier(code).await.unwrap().forms;
            let offered = forms.iter().find(|f| f.id == format!("{paper}-a5"));
            assert_eq!(
                offered.map(|f| f.printed),
                Some(2),
                "{act} {paper}: {forms:?}"
            );
        }
    }
    row.prints.len()
}

/// One act of a script: officer, grant, act.
type Move = (&'static str, usize, &'static str);

const FORWARD: Move = (CLERK, 0, "forward");
const SUBMIT: Move = (SPECIALIST, 0, "submit_for_approval");
const APPROVE: Move = (LEADER, 0, "approve");
const SIGN: Move = (LEADER, 0, "sign");
const ASK: [Move; 3] = [
    FORWARD,
    (SPECIALIST, 0, "draft_supplement"),
    (CLERK, 0, "request_supplement"),
];

fn script(act: &str) -> (&'static str, Vec<Move>) {
    let of = |moves: &[Move]| (MARRIAGE, moves.to_vec());
    match act {
        "receive" => of(&[]),
        "forward" => of(&[FORWARD]),
        "assign" => of(&[FORWARD, (LEADER, 0, "assign")]),
        "transfer" => of(&[
            FORWARD,
            (SPECIALIST, 0, "take"),
            (SPECIALIST, 0, "transfer"),
        ]),
        "send_back" => of(&[FORWARD, (SPECIALIST, 0, "send_back")]),
        "hand_over" => (ALLOWANCE, vec![(CLERK, 0, "hand_over")]),
        "refuse_hand_over" => (
            ALLOWANCE,
            vec![
                (CLERK, 0, "hand_over"),
                (SPECIALIST_OF_DISTRICT, 0, "refuse_hand_over"),
            ],
        ),
        "request_supplement" => of(&ASK),
        "accept_supplement" => of(&[&ASK[..], &[(CLERK, 0, "accept_supplement")]].concat()),
        "expire_supplement" => of(&[&ASK[..], &[(CLERK, 0, "expire_supplement")]].concat()),
        "request_payment" => of(&[FORWARD, (SPECIALIST, 0, "request_payment")]),
        "confirm_payment" => of(&[
            FORWARD,
            (SPECIALIST, 0, "request_payment"),
            (CLERK, 0, "confirm_payment"),
        ]),
        "suspend" => of(&[FORWARD, (LEADER, 1, "suspend")]),
        "resume" => of(&[FORWARD, (LEADER, 1, "suspend"), (LEADER, 1, "resume")]),
        "submit_for_approval" => of(&[FORWARD, SUBMIT]),
        "sign" => of(&[FORWARD, SUBMIT, APPROVE, SIGN]),
        "issue" => (
            BIRTH,
            vec![FORWARD, SUBMIT, APPROVE, SIGN, (REGISTRY, 0, "issue")],
        ),
        "close_without_result" => of(&[FORWARD, (LEADER, 0, "close_without_result")]),
        "terminate" => of(&[(LEADER, 0, "terminate")]),
        "withdraw" => of(&[(CLERK, 0, "withdraw")]),
        "sign_apology" => of(&[
            FORWARD,
            (SPECIALIST, 0, "draft_apology"),
            (LEADER, 0, "sign_apology"),
        ]),
        "deliver_apology" => of(&[
            FORWARD,
            (SPECIALIST, 0, "draft_apology"),
            (LEADER, 0, "sign_apology"),
            (CLERK, 0, "deliver_apology"),
        ]),
        "return_result" => of(&[FORWARD, SUBMIT, APPROVE, SIGN, (CLERK, 0, "return_result")]),
        "correct_due" => of(&[(MANAGER, 0, "propose_due"), (PROVINCE, 0, "correct_due")]),
        // The administrator of the district sees what has passed the district.
        "reset_flow" => (
            ALLOWANCE,
            vec![
                (CLERK, 0, "hand_over"),
                (SPECIALIST_OF_DISTRICT, 0, "take"),
                (ICT, 0, "reset_flow"),
            ],
        ),
        other => panic!("no script for {other}"),
    }
}

/// The act that makes the result ready.
fn last_of(procedure: &str) -> &'static str {
    if procedure == BIRTH { "issue" } else { "sign" }
}

/// A dossier after `act`, or the slip that a guidance or refusal gives.
async fn driven(office: &Office, act: &str, month: &str) -> Subject {
    // Every dossier begins on a morning of its own: the clock never goes back.
    let day = next_day(office, month);
    let clerk = office.clerk().await;
    let mut asked = request(MARRIAGE, "Nguyễn Thị Ví Dụ");
    if ["guide", "refuse"].contains(&act) {
        asked.reason = "Thiếu giấy xác nhận".to_owned();
        let slip = match act {
            "guide" => clerk.guide(&key(), &asked).await,
            _ => clerk.refuse(&key(), &asked).await,
        };
        return Subject::Slip(slip.unwrap().id);
    }
    let (procedure, moves) = script(act);
    let mut asked = crate::office::request(procedure, "Nguyễn Thị Ví Dụ");
    asked.answers = answers(procedure);
    let code = clerk.receive(&key(), &asked).await.unwrap().dossier_code;
    // The slip of the receipt is no copy of the one that may replace it.
    let slip = Subject::Dossier(code.clone());
    clerk.print(&slip, "mau-01").await.unwrap();
    for (officer, grant, step) in moves {
        let desk = office.officer(officer, grant).await;
        if ["accept_supplement", "confirm_payment", "resume"].contains(&step) {
            office.at(&format!("{day}T16:00:00"));
        }
        if step == "expire_supplement" {
            next_day(office, month);
        }
        // A result needs its file on the flow before it can be signed or issued.
        let closing = ["sign", "issue"].contains(&step) && step == last_of(procedure);
        if closing {
            let registry = office.officer(REGISTRY, 0).await;
            crate::results::finished(&registry, &code, &format!("{act}/{day}")).await;
        }
        let version = clerk.dossier(&code).await.unwrap().line.version;
        let order = order_of(step, &day, month);
        let done = desk.act(&code, version, &key(), &order).await;
        done.unwrap_or_else(|e| panic!("{act}: {step}: {e:?}"));
    }
    Subject::Dossier(code)
}

fn order_of(act: &str, day: &str, month: &str) -> ActRequest {
    let paper = PaperLine {
        name: "Giấy xác nhận tình trạng hôn nhân".to_owned(),
        originals: 1,
        ..PaperLine::default()
    };
    let reasons = [
        "send_back",
        "draft_supplement",
        "request_payment",
        "suspend",
        "refuse_hand_over",
        "close_without_result",
        "terminate",
        "withdraw",
        "draft_apology",
        "propose_due",
        "reset_flow",
    ];
    let note = if reasons.contains(&act) {
        "Thiếu căn cứ pháp lý"
    } else {
        ""
    };
    let some = |acts: &[&str], text: &str| acts.contains(&act).then(|| text.to_owned());
    let last = if month == "2025-08" {
        "2025-09-22 AM"
    } else {
        "2025-12-22 AM"
    };
    ActRequest {
        papers: match act {
            "draft_supplement" | "accept_supplement" => vec![paper],
            _ => Vec::new(),
        },
        to_officer: some(&["assign"], SPECIALIST).or(some(&["transfer"], SECOND_SPECIALIST)),
        to_step: (act == "reset_flow").then_some(1),
        amount_dong: ["request_payment", "confirm_payment"]
            .contains(&act)
            .then_some(1_250_000),
        due: some(&["draft_apology", "propose_due"], last),
        deadline: some(&["draft_supplement", "request_payment"], day),
        number: some(
            &["confirm_payment", "terminate", "close_without_result"],
            "128",
        ),
        collector: (act == "return_result").then(|| CollectorLine {
            name: "Nguyễn Thị Ví Dụ".to_owned(),
            identity: "001185000123".to_owned(),
            ..CollectorLine::default()
        }),
        ..order(act, note)
    }
}

/// Sets the clock to the next working morning; each set has its month.
fn next_day(office: &Office, month: &str) -> String {
    use motcua::usecases::Clock;
    let now = motcua::usecases::rules::local(office.clock.now()).date();
    let first = format!("{month}-03").parse().unwrap();
    let mut day = now.max(first).succ_opt().unwrap();
    while office.app.rules.calendar.first_session_of(day).is_none() {
        day = day.succ_opt().unwrap();
    }
    office.at(&format!("{day}T08:15:00"));
    day.to_string()
}

fn answers(procedure: &str) -> std::collections::BTreeMap<String, String> {
    let pairs: &[(&str, &str)] = match procedure {
        ALLOWANCE => &[
            ("subject_name", "Nguyễn Thị Ví Dụ"),
            ("subject_birth", "01/02/1950"),
            ("subject_identity", "001150000123"),
            ("subject_address", "Thôn Mẫu, xã Minh Hòa"),
            ("group", "Người cao tuổi"),
            ("request_kind", "Hưởng trợ cấp xã hội"),
            ("pay_to", "Tiền mặt tại điểm chi trả"),
        ],
        _ => &[],
    };
    pairs
        .iter()
        .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
        .collect()
}

stories! {
    a_replaced_slip_shows_the_old_appointment,
    papers_for_signature_hold_the_answers,
    the_register_lists_what_the_desk_received,
    a_hand_over_record_names_its_dossiers,
    what_was_undone_is_not_offered,
}

async fn words_of(desk: &motcua::client::Client, code: &str, form: &str) -> String {
    let subject = Subject::Dossier(code.to_owned());
    text_of(&desk.print_again(&subject, form, "In lại").await.unwrap())
}

async fn a_replaced_slip_shows_the_old_appointment(office: &Office) {
    let Subject::Dossier(code) = driven(office, "accept_supplement", "2025-08").await else {
        panic!("a dossier");
    };
    let clerk = office.clerk().await;
    let words = words_of(&clerk, &code, "mau-01").await;
    for piece in [
        "Thay thế giấy hẹn ngày",
        "Lý do: Nhận đủ bổ sung",
        "Hẹn trả ghi trên giấy trước: 11 giờ 30 phút",
        "Giấy xác nhận tình trạng hôn nhân",
    ] {
        assert!(words.contains(piece), "{piece} is not in:\n{words}");
    }
    assert!(
        !words.contains("Bản in lại"),
        "a new slip is no reprint? {words}"
    );
    // The request that stopped the clock still says what it said.
    let asked = words_of(&clerk, &code, "mau-02").await;
    assert!(asked.contains("Thiếu căn cứ pháp lý"), "{asked}");
    assert!(asked.contains("Thời hạn bổ sung"), "{asked}");
    let history = words_of(&clerk, &code, "qua-trinh-xu-ly").await;
    assert!(history.contains("Nhận đủ bổ sung"), "{history}");
}

/// Procedure, paper, answers.
type Filled = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
);

async fn papers_for_signature_hold_the_answers(office: &Office) {
    let (clerk, specialist) = (office.clerk().await, office.officer(SPECIALIST, 0).await);
    let forms: [Filled; 5] = [
        (
            BIRTH,
            "ky-giay-khai-sinh",
            &[
                ("child_name", "NGUYỄN QUỲNH ANH"),
                ("child_birth", "01/08/2025"),
                ("child_sex", "Nữ"),
                ("child_place", "Trạm y tế xã Minh Hòa"),
                ("mother_name", "NGUYỄN THỊ MẪU"),
                ("relation", "Mẹ"),
            ],
        ),
        (
            "1.004873",
            "ky-giay-xac-nhan-hon-nhan",
            &[
                ("subject_name", "Lò Văn Ngưỡng"),
                ("subject_birth", "01/02/1990"),
                ("subject_identity", "001090000123"),
                ("subject_address", "Thôn Mẫu"),
                ("status", "Chưa đăng ký kết hôn với ai"),
                ("purpose", "vay vốn"),
            ],
        ),
        (
            "1.001612",
            "ky-dang-ky-ho-kinh-doanh",
            &[
                ("shop_name", "Hộ kinh doanh Quỳnh Thủy"),
                ("shop_address", "Chợ Mẫu"),
                ("business", "Bán lẻ tạp hóa"),
                ("capital", "50000000"),
                ("founder_kind", "Một cá nhân"),
            ],
        ),
        (
            ALLOWANCE,
            "ky-quyet-dinh-tro-cap",
            &[
                ("subject_name", "Giàng A Sử"),
                ("subject_birth", "01/02/1950"),
                ("subject_identity", "001150000123"),
                ("subject_address", "Thôn Mẫu"),
                ("group", "Người cao tuổi"),
                ("request_kind", "Hưởng trợ cấp xã hội"),
                ("pay_to", "Tiền mặt tại điểm chi trả"),
            ],
        ),
        (
            "2.002516",
            "ky-xac-nhan-ho-tich",
            &[
                ("subject_name", "Y Bhăm Êban"),
                ("content", "Đã đăng ký khai sinh số 15/1990"),
            ],
        ),
    ];
    for (procedure, form, answers) in forms {
        let mut asked = request(procedure, "Nguyễn Thị Ví Dụ");
        let pairs = answers
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
        asked.answers = pairs.collect();
        asked.limit = (procedure == "2.002516").then(|| "3d".to_owned());
        let received = clerk.receive(&key(), &asked).await;
        let code = received
            .unwrap_or_else(|e| panic!("{form}: {e:?}"))
            .dossier_code;
        let offered =
            |forms: &[motcua::wire::FormLine]| forms.iter().any(|f| f.id == format!("{form}-a4"));
        assert!(
            !offered(&clerk.dossier(&code).await.unwrap().forms),
            "{form} at the desk"
        );
        act(&clerk, &code, "forward", "").await.unwrap();
        let seen = specialist.dossier(&code).await.unwrap();
        assert!(
            offered(&seen.forms),
            "{form} is not offered: {:?}",
            seen.forms
        );
        let words = words_of(&specialist, &code, form).await;
        let first = answers[0].1;
        assert!(words.contains(first), "{first} is not in {form}:\n{words}");
        if form == "ky-dang-ky-ho-kinh-doanh" {
            assert!(words.contains("50.000.000 đồng"), "{words}");
        }
        // A paper of another procedure does not exist for it.
        let other = if form == "ky-giay-khai-sinh" {
            "ky-xac-nhan-ho-tich"
        } else {
            "ky-giay-khai-sinh"
        };
        let none = specialist
            .print(&Subject::Dossier(code), other)
            .await
            .unwrap_err();
        assert_eq!((none.status, none.code.as_str()), (404, "MC-4020"));
    }
}

async fn the_register_lists_what_the_desk_received(office: &Office) {
    use motcua::wire::RegisterPrint;
    let clerk = office.clerk().await;
    let before = receive(&clerk, MARRIAGE, "Người Hôm Trước")
        .await
        .dossier_code;
    office.at("2025-08-05T08:00:00");
    let first = receive(&clerk, MARRIAGE, "Lò Văn Ngưỡng")
        .await
        .dossier_code;
    let second = receive(&clerk, BIRTH, "Y Bhăm Êban").await.dossier_code;
    office.at("2025-08-06T08:00:00");
    let after = receive(&clerk, BIRTH, "Người Hôm Sau").await.dossier_code;
    act(&clerk, &first, "withdraw", "Đổi ý").await.unwrap();
    let order = RegisterPrint {
        from: "2025-08-05".to_owned(),
        to: "2025-08-05".to_owned(),
        book: "02/2025".to_owned(),
        reason: String::new(),
    };
    let flat = |words: String| words.replace(' ', "");
    let words = flat(text_of(&clerk.print_register(&order).await.unwrap()));
    for piece in [
        "SỔTHEODÕI",
        "02/2025",
        "Ngưỡng",
        "Êban",
        "Rúthồ",
        "ngày05tháng8năm2025",
    ] {
        assert!(words.contains(piece), "{piece} is not in:\n{words}");
    }
    for name in ["HômTrước", "HômSau"] {
        assert!(
            !words.contains(name),
            "{name} ({before}, {after}) is in:\n{words}"
        );
    }
    assert!(second > first);
    let again = clerk.print_register(&order).await.unwrap_err();
    assert_eq!((again.status, again.code.as_str()), (409, "MC-4040"));
    let reason = RegisterPrint {
        reason: "Bản cũ rách".to_owned(),
        ..order.clone()
    };
    let words = text_of(&clerk.print_register(&reason).await.unwrap());
    assert!(words.contains("Bản in lại lần 1"), "{words}");
    let wrong = RegisterPrint {
        to: "2025-08-04".to_owned(),
        ..order.clone()
    };
    let refused = clerk.print_register(&wrong).await.unwrap_err();
    assert_eq!((refused.status, refused.code.as_str()), (422, "MC-4043"));
    // Another desk has a book of its own.
    let district = office.officer(DISTRICT, 0).await;
    let words = text_of(&district.print_register(&order).await.unwrap());
    assert!(!words.contains("Ngưỡng"), "{words}");
    let kept = office.value("SELECT body FROM event WHERE act = 'print' ORDER BY seq LIMIT 1");
    assert!(
        kept.contains("\"form\":\"so-theo-doi-a4\"") && kept.contains("\"copy\":1"),
        "{kept}"
    );
}

async fn a_hand_over_record_names_its_dossiers(office: &Office) {
    use motcua::wire::HandOverPrint;
    let clerk = office.clerk().await;
    let first = receive(&clerk, MARRIAGE, "Lò Văn Ngưỡng")
        .await
        .dossier_code;
    let second = receive(&clerk, BIRTH, "Y Bhăm Êban").await.dossier_code;
    let order = HandOverPrint {
        dossiers: vec![first.clone(), second, first],
        receiver: "huyen-minh-hoa".to_owned(),
        ..HandOverPrint::default()
    };
    let words = text_of(&clerk.print_hand_over(&order).await.unwrap());
    for piece in [
        "BIÊN BẢN GIAO NHẬN HỒ SƠ",
        "UBND huyện Minh Hòa",
        "Ngưỡng",
        "Êban",
        "Tổng số: 2 hồ sơ",
    ] {
        assert!(words.contains(piece), "{piece} is not in:\n{words}");
    }
    let none = clerk
        .print_hand_over(&HandOverPrint::default())
        .await
        .unwrap_err();
    assert_eq!((none.status, none.code.as_str()), (422, "MC-4044"));
    let district = office.officer(DISTRICT, 0).await;
    let foreign = district.print_hand_over(&order).await.unwrap_err();
    assert_eq!((foreign.status, foreign.code.as_str()), (404, "MC-1004"));
}

async fn what_was_undone_is_not_offered(office: &Office) {
    let Subject::Dossier(code) = driven(office, "suspend", "2025-08").await else {
        panic!("a dossier");
    };
    let leader = office.officer(LEADER, 1).await;
    let offers = |view: motcua::wire::DossierView| {
        let mut forms = view.forms.into_iter();
        forms.any(|form| form.id.starts_with("thong-bao-tam-dung"))
    };
    assert!(offers(leader.dossier(&code).await.unwrap()));
    act(&leader, &code, "undo", "").await.unwrap();
    assert!(!offers(leader.dossier(&code).await.unwrap()));
    let bare = leader
        .print(&Subject::Dossier(code), "thong-bao-tam-dung")
        .await
        .unwrap_err();
    assert_eq!((bare.status, bare.code.as_str()), (409, "MC-4041"));
}
