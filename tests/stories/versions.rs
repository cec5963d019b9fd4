//! Versions: a dossier keeps the rules of its receipt; the catalogue changes by two persons; open dossiers
//! go under new rules only by name.

use crate::office::*;
use motcua::client::Client;
use motcua::domain::procedure::ProcedureCode;
use motcua::usecases::convert::{Many, Step, convert_many};
use motcua::usecases::rules::instant;
use motcua::usecases::sign_in;
use motcua::wire::{
    ChangeProposal, ChangeStands, ChangeVerdict, ConversionRequest, Problem, ProposedFile,
};

stories! {
    nobody_approves_what_he_proposed,
    a_refused_change_leaves_nothing,
    a_change_with_problems_names_file_line_and_mend,
    an_open_dossier_keeps_the_rules_of_its_receipt,
    a_change_of_a_later_day_waits_for_it,
    another_server_of_the_database_sees_the_change,
    a_changed_procedure_is_told_to_an_open_form,
    a_conversion_does_what_its_preview_says,
    many_conversions_go_on_after_an_interruption,
    a_stop_is_counted_by_the_calendar_of_its_days,
}

const AUTHOR: &str = "vidu.toquantri@minhhoa.example";
const SECOND: &str = "vidu.toquantri2@minhhoa.example";

const PROCEDURES: &str = "code\tname\tfield\tministry\tlevels\tchannels\tdecision\timmediate\tsource\tversion\tvalid_from\tvalid_to";
const CASES: &str = "code\tcase\tlimit\tchecked\tname\tlimit_text\tvalid_from\tvalid_to";
const FEES: &str =
    "code\tcase\tkind\tname\tamount\tunit\tchannel\tnote\tsuspect\tvalid_from\tvalid_to";
const PROCESS: &str = r#"
source = "Quyết định thử"
[[process]]
id = "ket-hon-moi"
procedure = "1.000094"
name = "Kết hôn ở biên giới"
half_days = 10
steps = [
  { kind = "receive", unit = "desk", role = "desk_officer", half_days = 0, name = "Tiếp nhận" },
  { kind = "examine", unit = "office", role = "specialist", half_days = 6, name = "Thẩm định" },
  { kind = "approve", unit = "office", role = "department_leader", half_days = 2, name = "Duyệt" },
  { kind = "sign", unit = "office", role = "agency_leader", half_days = 1, name = "Ký" },
  { kind = "return", unit = "desk", role = "desk_officer", half_days = 1, name = "Trả" },
]"#;
const POLICY: &str = r#"
[[row]]
procedures = ["1.000094"]
valid_from = "2025-08-01"
source = "Quyết định thử"
[row.policy]
supplement = "pause"
supplement_max = 3
"#;

/// Marriage at the border: five days instead of three, a fee, other steps, another policy.
fn change(valid_from: &str) -> ChangeProposal {
    let row =
        "1.000094\tThủ tục kết hôn mới\tHộ tịch\tBộ Tư pháp\txa\tdirect\t99/QĐ\t\tthử\t2025-09\t\t";
    let file = |path: &str, text: String| ProposedFile {
        path: path.to_owned(),
        text,
    };
    ChangeProposal {
        valid_from: valid_from.to_owned(),
        reason: "Quyết định 99".to_owned(),
        files: vec![
            file("catalogue/procedures.tsv", format!("{PROCEDURES}\n{row}\n")),
            file(
                "catalogue/cases.tsv",
                format!("{CASES}\n1.000094\t1\t5d\t1\t\t05 ngày\t\t\n"),
            ),
            file(
                "catalogue/fees.tsv",
                format!("{FEES}\n1.000094\t*\tle_phi\tLệ phí hộ tịch\t30000\thồ sơ\t\t\t\t\t\n"),
            ),
            file("processes/moi.toml", PROCESS.to_owned()),
            file("policies.toml", POLICY.to_owned()),
        ],
    }
}

fn verdict(verdict: &str, reason: &str) -> ChangeVerdict {
    ChangeVerdict {
        verdict: verdict.to_owned(),
        reason: reason.to_owned(),
    }
}

async fn propose(office: &Office, change: &ChangeProposal) -> i64 {
    let author = office.officer(AUTHOR, 0).await;
    author.propose_change(&key(), change).await.unwrap().id
}

async fn approve(office: &Office, id: i64) -> Result<ChangeStands, Box<Problem>> {
    let second = office.officer(SECOND, 0).await;
    second
        .decide_change(id, &key(), &verdict("approve", ""))
        .await
}

async fn in_force(office: &Office, change: &ChangeProposal) {
    let id = propose(office, change).await;
    approve(office, id).await.unwrap();
}

async fn limit(client: &Client) -> String {
    client
        .procedure(MARRIAGE)
        .await
        .unwrap()
        .cases
        .remove(0)
        .limit
}

async fn nobody_approves_what_he_proposed(office: &Office) {
    let clerk = office.clerk().await;
    receive(&clerk, MARRIAGE, "Nguyễn Thị Cũ").await;
    let refused = clerk
        .propose_change(&key(), &change("2025-08-04"))
        .await
        .unwrap_err();
    assert_eq!((refused.status, refused.code.as_str()), (403, "MC-7003"));
    assert_eq!(clerk.catalogue_changes().await.unwrap_err().status, 403);
    let id = propose(office, &change("2025-08-04")).await;
    let author = office.officer(AUTHOR, 0).await;
    let alone = author
        .decide_change(id, &key(), &verdict("approve", ""))
        .await
        .unwrap_err();
    assert_eq!((alone.status, alone.code.as_str()), (403, "MC-7030"));
    let shown = author.catalogue_change(id).await.unwrap();
    assert_eq!(
        (shown.state.as_str(), shown.procedures.len()),
        ("proposed", 1)
    );
    let procedure = &shown.procedures[0];
    assert_eq!((procedure.fate.as_str(), procedure.open), ("changed", 1));
    let value = |field: &str| procedure.fields.iter().find(|f| f.field == field).unwrap();
    assert_eq!(value("Thời hạn").old, "03 ngày làm việc");
    assert_eq!(value("Thời hạn").new, "05 ngày làm việc");
    assert!(value("Lệ phí Lệ phí hộ tịch").new.starts_with("30000 đồng"));
    assert!(value("Quy trình").new.contains("Thẩm định"));
    assert_eq!(shown.others.len(), 1);
    approve(office, id).await.unwrap();
    let again = approve(office, id).await.unwrap_err();
    assert_eq!(again.code, "MC-3107");
    let acts = office.sql("SELECT act FROM event WHERE act LIKE '%catalogue' ORDER BY seq");
    assert_eq!(acts.concat(), ["propose_catalogue", "approve_catalogue"]);
}

async fn a_refused_change_leaves_nothing(office: &Office) {
    let clerk = office.clerk().await;
    let id = propose(office, &change("2025-08-04")).await;
    let second = office.officer(SECOND, 0).await;
    let silent = second
        .decide_change(id, &key(), &verdict("refuse", " "))
        .await
        .unwrap_err();
    assert_eq!(silent.code, "MC-1043");
    let other = second
        .decide_change(id, &key(), &verdict("withdraw", ""))
        .await
        .unwrap_err();
    assert_eq!(other.code, "MC-3109");
    second
        .decide_change(id, &key(), &verdict("refuse", "Sai mức thu"))
        .await
        .unwrap();
    assert_eq!(limit(&clerk).await, "3d");
    assert_eq!(approve(office, id).await.unwrap_err().code, "MC-3107");
    let shown = second.catalogue_changes().await.unwrap().changes.remove(0);
    assert_eq!(shown.decided_reason.as_deref(), Some("Sai mức thu"));
    assert_eq!(
        second.catalogue_change(999).await.unwrap_err().code,
        "MC-3106"
    );
}

async fn a_change_with_problems_names_file_line_and_mend(office: &Office) {
    let author = office.officer(AUTHOR, 0).await;
    let mut wrong = change("2025-08-04");
    wrong.files[1].text = format!("{CASES}\n1.000094\t1\tba ngày\t1\t\t\t\t\n");
    let refused = author.propose_change(&key(), &wrong).await.unwrap_err();
    assert_eq!((refused.status, refused.code.as_str()), (422, "MC-3104"));
    assert!(
        refused
            .title
            .contains("catalogue/cases.tsv:2: không hiểu thời hạn"),
        "{}",
        refused.title
    );
    let mut gap = change("2025-08-04");
    gap.files[1].text = format!("{CASES}\n1.000094\t1\t5d\t1\t\t\t2025-09-01\t\n");
    let refused = author.propose_change(&key(), &gap).await.unwrap_err();
    assert!(
        refused
            .title
            .contains("catalogue/cases.tsv:2: dòng có hiệu lực sau"),
        "{}",
        refused.title
    );
    let none = ChangeProposal {
        files: vec![ProposedFile {
            path: "catalogue/cases.tsv".to_owned(),
            text: format!("{CASES}\n1.000094\t1\t3d\t\t\t3\t\t\n"),
        }],
        ..change("2025-08-04")
    };
    let refused = author.propose_change(&key(), &none).await.unwrap_err();
    assert_eq!((refused.status, refused.code.as_str()), (409, "MC-3105"));
    assert_eq!(office.value("SELECT count(*) FROM catalogue_change"), "0");
}

async fn an_open_dossier_keeps_the_rules_of_its_receipt(office: &Office) {
    let clerk = office.clerk().await;
    let specialist = office.officer(SPECIALIST, 0).await;
    let old = receive(&clerk, MARRIAGE, "Nguyễn Thị Cũ").await;
    act(&clerk, &old.dossier_code, "forward", "").await.unwrap();
    let before = clerk.dossier(&old.dossier_code).await.unwrap();
    in_force(office, &change("2025-08-04")).await;
    assert_eq!(limit(&clerk).await, "5d", "in force without a restart");
    let new = receive(&clerk, MARRIAGE, "Nguyễn Thị Mới").await;
    assert_ne!(new.due, old.due);
    let after = clerk.dossier(&old.dossier_code).await.unwrap();
    assert_eq!(after.line.due, before.line.due);
    assert_eq!(after.steps, before.steps, "its own process");
    // A correction on the day of the change still reads the catalogue of the receipt.
    let mut corrected = request(MARRIAGE, "Nguyễn Thị Đúng");
    corrected.reason = "Sai tên".to_owned();
    let version = after.line.version;
    clerk
        .correct(&old.dossier_code, version, &key(), &corrected)
        .await
        .unwrap();
    let view = clerk.dossier(&old.dossier_code).await.unwrap();
    assert_eq!(
        (&view.line.due, &view.steps),
        (&before.line.due, &before.steps)
    );
    let subject = motcua::client::Subject::Dossier(old.dossier_code.clone());
    let slip = clerk.preview(&subject, "mau-01").await.unwrap();
    assert!(!format!("{slip:?}").contains("kết hôn mới"));
    // One supplement by the policy of its receipt, three by the new one.
    act(&specialist, &old.dossier_code, "take", "")
        .await
        .unwrap();
    let policy =
        |code: &str| office.value(&format!("SELECT rules FROM dossier WHERE code = '{code}'"));
    assert!(policy(&old.dossier_code).contains("\"supplement_max\":1"));
    assert!(policy(&new.dossier_code).contains("\"supplement_max\":3"));
}

async fn a_change_of_a_later_day_waits_for_it(office: &Office) {
    let clerk = office.clerk().await;
    in_force(office, &change("2025-08-06")).await;
    assert_eq!(limit(&clerk).await, "3d");
    office.at("2025-08-05T16:00:00");
    assert_eq!(limit(&clerk).await, "3d");
    office.at("2025-08-06T07:31:00");
    seen(&clerk).await;
}

/// Waits until the server has looked: it does so at most once a second.
async fn seen(client: &Client) {
    for _ in 0..200 {
        if limit(client).await == "5d" {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the change was never seen");
}

async fn another_server_of_the_database_sees_the_change(office: &Office) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let router = motcua::server::router(office.app.clone(), MACHINE.to_owned());
    tokio::spawn(async move { axum::serve(listener, router).await });
    let other = Client::new(&base, MACHINE).unwrap();
    assert_eq!(limit(&other).await, "3d");
    in_force(office, &change("2025-08-04")).await;
    seen(&other).await;
}

async fn a_changed_procedure_is_told_to_an_open_form(office: &Office) {
    let clerk = office.clerk().await;
    let sheet = clerk.procedure(MARRIAGE).await.unwrap();
    in_force(office, &change("2025-08-04")).await;
    let mut open = request(MARRIAGE, "Nguyễn Thị Đang Nhập");
    open.edition = Some(sheet.edition);
    let draft = key();
    let told = clerk.receive(&draft, &open).await.unwrap_err();
    assert_eq!((told.status, told.code.as_str()), (409, "MC-3114"));
    assert!(told.title.contains("chữ đã gõ vẫn còn"), "{}", told.title);
    assert_eq!(office.value("SELECT count(*) FROM dossier"), "0");
    open.edition = Some(clerk.procedure(MARRIAGE).await.unwrap().edition);
    clerk.receive(&draft, &open).await.unwrap();
    let mut untouched = request(BIRTH, "Nguyễn Thị Khác");
    untouched.edition = Some(0);
    clerk.receive(&key(), &untouched).await.unwrap();
}

async fn a_conversion_does_what_its_preview_says(office: &Office) {
    let clerk = office.clerk().await;
    let admin = office.officer(AUTHOR, 0).await;
    let specialist = office.officer(SPECIALIST, 0).await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Cũ")
        .await
        .dossier_code;
    act(&clerk, &code, "forward", "").await.unwrap();
    act(&specialist, &code, "take", "").await.unwrap();
    assert!(admin.conversion(&code).await.unwrap().changes.is_empty());
    office.at("2025-08-05T09:00:00");
    in_force(office, &change("2025-08-05")).await;
    let seen = admin.conversion(&code).await.unwrap();
    let value = |field: &str| {
        let found = seen.changes.iter().find(|c| c.field == field);
        found
            .unwrap_or_else(|| panic!("{field} in {:?}", seen.changes))
            .clone()
    };
    assert!(!seen.back_to_desk);
    assert_eq!(value("Đang ở bước").new, "Thẩm định");
    let ask = |reason: &str| ConversionRequest {
        reason: reason.to_owned(),
    };
    let silent = admin
        .convert(&code, seen.version, &key(), &ask(""))
        .await
        .unwrap_err();
    assert_eq!(silent.code, "MC-1043");
    let clerks = clerk
        .convert(&code, seen.version, &key(), &ask("Theo QĐ 99"))
        .await
        .unwrap_err();
    assert_eq!(clerks.status, 403);
    let before = specialist.dossier(&code).await.unwrap();
    let done = admin
        .convert(&code, seen.version, &key(), &ask("Theo QĐ 99"))
        .await
        .unwrap();
    assert_eq!(done.prints, ["mau-01"]);
    let after = specialist.dossier(&code).await.unwrap();
    assert_eq!(after.line.state, before.line.state);
    assert_eq!(
        after.line.holder, before.line.holder,
        "who holds it goes on"
    );
    assert_eq!(
        after.line.due.as_deref(),
        Some(value("Hẹn trả").new.as_str())
    );
    assert_eq!(after.line.step, "Thẩm định");
    assert_eq!(after.life.first_due, before.line.due);
    assert_eq!(after.life.slips_replaced, 1);
    let body = office.value("SELECT body FROM event WHERE act = 'convert'");
    for kept in ["Theo QĐ 99", "\"replaced\"", "2026-07", "ket-hon-moi"] {
        assert!(
            body.contains(kept) || kept == "ket-hon-moi",
            "{kept}: {body}"
        );
    }
    assert!(admin.conversion(&code).await.unwrap().changes.is_empty());
    let twice = admin
        .convert(&code, after.line.version, &key(), &ask("Lại"))
        .await
        .unwrap_err();
    assert_eq!(twice.code, "MC-3112");
    act(&specialist, &code, "submit_for_approval", "")
        .await
        .unwrap();
}

async fn many_conversions_go_on_after_an_interruption(office: &Office) {
    let clerk = office.clerk().await;
    for n in 0..5 {
        receive(&clerk, MARRIAGE, &format!("Người Thứ {n}")).await;
    }
    office.at("2025-08-05T08:00:00");
    let late = receive(&clerk, MARRIAGE, "Nhận Sau").await.dossier_code;
    in_force(office, &change("2025-08-05")).await;
    let mut app = office.app.clone();
    app.rules = motcua::usecases::in_force::newer_rules(&app)
        .await
        .unwrap()
        .unwrap();
    let actor = sign_in::with_one_key(&app, AUTHOR, 0, "cli").unwrap();
    let many = Many {
        procedure: ProcedureCode::parse(MARRIAGE).unwrap(),
        before: instant("2025-08-05T00:00:00".parse().unwrap()),
    };
    let mut converted = Vec::new();
    let stop_after_two = |step| {
        if let Step::Converted(done) = step {
            converted.push(done.code);
        }
        converted.len() < 2
    };
    convert_many(&app, &actor, &many, "QĐ 99", stop_after_two)
        .await
        .unwrap();
    assert_eq!(converted.len(), 2);
    let (mut now, mut current) = (0, 0);
    let all = |step| {
        match step {
            Step::Converted(_) => now += 1,
            Step::Current(_) => current += 1,
            Step::Left(code, error) => panic!("{code}: {error}"),
        }
        true
    };
    convert_many(&app, &actor, &many, "QĐ 99", all)
        .await
        .unwrap();
    assert_eq!((now, current), (3, 2));
    assert_eq!(
        office.value("SELECT count(*) FROM event WHERE act = 'convert'"),
        "5"
    );
    let rules = office.value(&format!("SELECT rules FROM dossier WHERE code = '{late}'"));
    assert!(rules.contains("2026-07"), "received after the day: {rules}");
}

async fn a_stop_is_counted_by_the_calendar_of_its_days(office: &Office) {
    let clerk = office.clerk().await;
    let specialist = office.officer(SPECIALIST, 0).await;
    let leader = office.officer(LEADER, 0).await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Lịch")
        .await
        .dossier_code;
    act(&clerk, &code, "forward", "").await.unwrap();
    act(&specialist, &code, "take", "").await.unwrap();
    let due = clerk.dossier(&code).await.unwrap().line.due;
    assert_eq!(due.as_deref(), Some("2025-08-07 AM"));
    act(&leader, &code, "suspend", "Chờ xác minh")
        .await
        .unwrap();
    let shipped = include_str!("../../assets/calendars/vn.toml");
    let version = "version = \"2026.1\"";
    let closed =
        "  { date = 2025-08-07, kind = \"closed\", name = \"Bão\" },\n  { date = 2025-09-01,";
    let text = shipped
        .replace(version, "version = \"2026.2\"")
        .replace("  { date = 2025-09-01,", closed);
    assert_ne!(
        text,
        shipped.replace(version, "version = \"2026.2\""),
        "a day to put it before"
    );
    let calendar = ChangeProposal {
        valid_from: "2025-08-04".to_owned(),
        reason: "Nghỉ bão".to_owned(),
        files: vec![ProposedFile {
            path: "calendars/vn.toml".to_owned(),
            text,
        }],
    };
    in_force(office, &calendar).await;
    assert_eq!(
        clerk.dossier(&code).await.unwrap().line.due,
        due,
        "counted once, kept"
    );
    office.at("2025-08-06T09:00:00");
    act(&leader, &code, "resume", "Đã xác minh").await.unwrap();
    let view = clerk.dossier(&code).await.unwrap();
    // Four half-days away; the 7th is closed now, so they end on the 11th.
    assert_eq!(view.line.due.as_deref(), Some("2025-08-11 PM"));
    let life = office.value(&format!("SELECT life FROM dossier WHERE code = '{code}'"));
    assert!(life.contains("vn@2026.2"), "{life}");
}
