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

const SPECIALIST_OF_DISTRICT: &str = "vidu.cvhuyen@minhhoa.example";
const PROVINCE: &str = "vidu.toquantri@minhhoa.example";
/// Social allowance: its process is the one below, through the district.
const ALLOWANCE: &str = "1.001776";
const PROCESS: &str = r#"source = "thử"
[[process]]
id = "lien-thong"
procedure = "1.001776"
name = "Trợ cấp xã hội"
half_days = 20
steps = [
  { kind = "receive", unit = "desk", role = "desk_officer", half_days = 0, name = "Tiếp nhận" },
  { kind = "examine", unit = "org:huyen-minh-hoa", role = "specialist", half_days = 10, name = "Thẩm định" },
  { kind = "sign", unit = "office", role = "agency_leader", half_days = 10, name = "Ký" },
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
    for paper in &row.prints {
        let preview = clerk.preview(&subject, paper).await.unwrap();
        let form = office.app.rules.form_sets.get(set).unwrap().form(paper);
        let form = form.unwrap_or_else(|| panic!("{paper} is not in set {set}"));
        assert_eq!(preview.title, form.title, "{act}");
        for size in ["a5", "a4"] {
            let id = format!("{paper}-{size}");
            let pdf = clerk.print_again(&subject, &id, "In lần hai").await;
            let words = text_of(&pdf.unwrap_or_else(|e| panic!("{act} {id}: {e:?}")));
            assert!(!words.contains(['{', '}']), "{act} {id}: {words}");
            assert!(words.contains("Nguyễn Thị Ví Dụ"), "{act} {id}: {words}");
            assert_eq!(words.contains("Bản in lại lần"), size == "a4", "{act} {id}: {words}");
        }
        if let Subject::Dossier(code) = &subject {
            let forms = clerk.dossier(code).await.unwrap().forms;
            let offered = forms.iter().find(|f| f.id == format!("{paper}-a5"));
            assert_eq!(offered.map(|f| f.printed), Some(2), "{act} {paper}: {forms:?}");
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
        "transfer" => of(&[FORWARD, (SPECIALIST, 0, "take"), (SPECIALIST, 0, "transfer")]),
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
    for (officer, grant, step) in moves {
        let desk = office.officer(officer, grant).await;
        if ["accept_supplement", "confirm_payment", "resume"].contains(&step) {
            office.at(&format!("{day}T16:00:00"));
        }
        if step == "expire_supplement" {
            next_day(office, month);
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
        "send_back", "draft_supplement", "request_payment", "suspend", "refuse_hand_over",
        "close_without_result", "terminate", "withdraw", "draft_apology", "propose_due",
        "reset_flow",
    ];
    let note = if reasons.contains(&act) { "Thiếu căn cứ pháp lý" } else { "" };
    let some = |acts: &[&str], text: &str| acts.contains(&act).then(|| text.to_owned());
    let last = if month == "2025-08" { "2025-09-22 AM" } else { "2025-12-22 AM" };
    ActRequest {
        papers: match act {
            "draft_supplement" | "accept_supplement" => vec![paper],
            _ => Vec::new(),
        },
        to_officer: some(&["assign"], SPECIALIST).or(some(&["transfer"], CLERK)),
        to_step: (act == "reset_flow").then_some(1),
        amount_dong: ["request_payment", "confirm_payment"].contains(&act).then_some(1_250_000),
        due: some(&["draft_apology", "propose_due"], last),
        deadline: some(&["draft_supplement", "request_payment"], day),
        number: some(&["confirm_payment", "terminate", "close_without_result"], "128"),
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
