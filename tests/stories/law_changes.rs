//! Changes that two persons make beside procedures: print templates, sets of forms, receipt rules, the life
//! cycle, late reasons; what a change cannot carry is said. And what the verification finds of them.

use crate::office::*;
use motcua::client::Subject;
use motcua::wire::{
    AcceptRequest, ChangeProposal, ChangeVerdict, ConversionRequest, Problem, ProposedFile,
};

stories! {
    new_papers_reach_new_dossiers_and_old_ones_keep_theirs,
    what_old_dossiers_need_is_not_taken_away,
    rules_of_the_day_change_with_two_persons,
    nobody_is_put_under_a_process_that_nobody_answers_for,
    a_change_slipped_in_is_found,
}

const AUTHOR: &str = "vidu.toquantri@minhhoa.example";
const SECOND: &str = "vidu.toquantri2@minhhoa.example";
const SET: &str = include_str!("../../assets/form-sets/2018.toml");
const SLIP: &str = include_str!("../../print-templates/mau-01.toml");
const RECEIPTS: &str = include_str!("../../assets/receipts/receipts.toml");
const LIFECYCLE: &str = include_str!("../../assets/lifecycle/transitions.toml");
const REASONS: &str = include_str!("../../assets/lifecycle/late-reasons.toml");

fn change(files: &[(&str, &str)]) -> ChangeProposal {
    let file = |(path, text): &(&str, &str)| ProposedFile {
        path: (*path).to_owned(),
        text: (*text).to_owned(),
    };
    ChangeProposal {
        valid_from: "2025-08-04".to_owned(),
        reason: "Thông tư mới".to_owned(),
        files: files.iter().map(file).collect(),
    }
}

async fn propose(office: &Office, files: &[(&str, &str)]) -> Result<i64, Box<Problem>> {
    let author = office.officer(AUTHOR, 0).await;
    let made = author.propose_change(&key(), &change(files)).await;
    made.map(|stands| stands.id)
}

async fn approve(office: &Office, id: i64) {
    let second = office.officer(SECOND, 0).await;
    let verdict = ChangeVerdict {
        verdict: "approve".to_owned(),
        reason: String::new(),
    };
    second.decide_change(id, &key(), &verdict).await.unwrap();
}

/// The lines of the difference, name and new value.
async fn shown(office: &Office, id: i64) -> Vec<(String, String)> {
    let author = office.officer(AUTHOR, 0).await;
    let change = author.catalogue_change(id).await.unwrap();
    let lines = change.others.into_iter();
    lines.map(|line| (line.field, line.new)).collect()
}

/// What is wrong with such a change.
async fn wrong(office: &Office, files: &[(&str, &str)]) -> String {
    let refused = propose(office, files).await.unwrap_err();
    assert_eq!((refused.status, refused.code.as_str()), (422, "MC-3104"));
    refused.title
}

fn new_papers() -> (String, String) {
    let slip = SLIP
        .replacen("id = \"mau-01\"", "id = \"mau-01-moi\"", 1)
        .replacen("GIẤY TIẾP NHẬN HỒ SƠ", "GIẤY TIẾP NHẬN MỚI", 1);
    let set = SET
        .replacen("id = \"2018\"", "id = \"thu-2025\"", 1)
        .replacen(
            "valid_from = \"2019-01-06\"",
            "valid_from = \"2025-08-04\"",
            1,
        )
        .replacen("template = \"mau-01\"", "template = \"mau-01-moi\"", 1);
    (slip, set)
}

async fn new_papers_reach_new_dossiers_and_old_ones_keep_theirs(office: &Office) {
    let clerk = office.clerk().await;
    let old = receive(&clerk, MARRIAGE, "Nguyễn Thị Cũ")
        .await
        .dossier_code;
    let (slip, set) = new_papers();
    let files = [
        ("print-templates/mau-01-moi.toml", slip.as_str()),
        ("form-sets/thu-2025.toml", set.as_str()),
    ];
    // A set may not name a template that nobody has.
    let alone = wrong(office, &files[1..]).await;
    assert!(alone.contains("form-sets/thu-2025.toml:"), "{alone}");
    assert!(alone.contains("không có mẫu in “mau-01-moi”"), "{alone}");
    let id = propose(office, &files).await.unwrap();
    let lines = shown(office, id).await;
    let names: Vec<&str> = lines.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Mẫu in mau-01-moi", "Bộ mẫu in thu-2025"]);
    approve(office, id).await;
    let new = receive(&clerk, MARRIAGE, "Nguyễn Thị Mới")
        .await
        .dossier_code;
    let set_of =
        |code: &str| office.value(&format!("SELECT rules FROM dossier WHERE code = '{code}'"));
    assert!(set_of(&old).contains("\"form_set\":\"2018\""));
    assert!(set_of(&new).contains("\"form_set\":\"thu-2025\""));
    for (code, is_new) in [(&old, false), (&new, true)] {
        let slip = Subject::Dossier(code.clone());
        let lines = clerk.preview(&slip, "mau-01-a5").await.unwrap().lines;
        let titled = lines.join("\n").contains("GIẤY TIẾP NHẬN MỚI");
        assert_eq!(titled, is_new, "{lines:?}");
        clerk.print(&slip, "mau-01-a5").await.unwrap();
    }
}

async fn what_old_dossiers_need_is_not_taken_away(office: &Office) {
    let slip = wrong(office, &[("print-templates/mau-01.toml", SLIP)]).await;
    assert!(slip.contains("mẫu in “mau-01” đã có"), "{slip}");
    let set = wrong(office, &[("form-sets/2018.toml", SET)]).await;
    assert!(set.contains("bộ mẫu “2018” đã có"), "{set}");
    let lost = RECEIPTS.replacen("id = \"hand-2017\"", "id = \"hand-2016\"", 1);
    let lost = wrong(office, &[("receipts.toml", &lost)]).await;
    assert!(
        lost.contains("thiếu cách cấp biên lai “hand-2017”"),
        "{lost}"
    );
    let cut = LIFECYCLE.replacen("act = \"withdraw\"", "act = \"terminate\"", 1);
    let cut = wrong(office, &[("transitions.toml", &cut)]).await;
    assert!(cut.contains("thiếu việc “withdraw”"), "{cut}");
    let stuck = LIFECYCLE.replace("\"awaiting_payment\"", "\"suspended\"");
    let stuck = wrong(office, &[("transitions.toml", &stuck)]).await;
    assert!(stuck.contains("không còn đường đi tiếp"), "{stuck}");
    let paper = LIFECYCLE.replacen("[\"phieu-tra-lai\"]", "[\"phieu-la\"]", 1);
    let paper = wrong(office, &[("transitions.toml", &paper)]).await;
    assert!(paper.contains("phieu-la"), "{paper}");
    let reasons = REASONS.replacen("code = \"verify\"", "code = \"verified\"", 1);
    let reasons = wrong(office, &[("late-reasons.toml", &reasons)]).await;
    assert!(reasons.contains("thiếu lý do “verify”"), "{reasons}");
    for own in ["roles.toml", "office.toml", "lists.toml"] {
        let told = wrong(office, &[(own, "x = 1")]).await;
        assert!(told.contains("của riêng cơ quan"), "{told}");
    }
    let unknown = wrong(office, &[("khac.toml", "x = 1")]).await;
    assert!(unknown.contains("transitions.toml"), "{unknown}");
    assert_eq!(office.value("SELECT count(*) FROM catalogue_change"), "0");
}

async fn rules_of_the_day_change_with_two_persons(office: &Office) {
    let clerk = office.clerk().await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    let receipts = RECEIPTS.replacen("zero = \"linh\"", "zero = \"lẻ\"", 1);
    let lifecycle =
        LIFECYCLE.replacen("label = \"Rút hồ sơ\"", "label = \"Rút hồ sơ theo đơn\"", 1);
    let reasons = format!("{REASONS}\n[[reason]]\ncode = \"bao-lu\"\nlabel = \"Bão lũ\"\n");
    let files = [
        ("late-reasons.toml", reasons.as_str()),
        ("receipts.toml", receipts.as_str()),
        ("transitions.toml", lifecycle.as_str()),
    ];
    let id = propose(office, &files).await.unwrap();
    let lines = shown(office, id).await;
    let new = |name: &str| {
        lines
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, new)| new.as_str())
    };
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert_eq!(new("Cách đọc số tiền"), Some("nghìn, lẻ"));
    assert_eq!(new("Lý do quá hạn bao-lu"), Some("Bão lũ"));
    assert!(
        new("Vòng đời: withdraw")
            .unwrap()
            .contains("Rút hồ sơ theo đơn")
    );
    let label = |view: motcua::wire::DossierView| {
        let act = view.acts.into_iter().find(|a| a.act == "withdraw");
        act.unwrap().label
    };
    assert_eq!(label(clerk.dossier(&code).await.unwrap()), "Rút hồ sơ");
    approve(office, id).await;
    assert_eq!(
        label(clerk.dossier(&code).await.unwrap()),
        "Rút hồ sơ theo đơn"
    );
    let reasons = clerk.late_reasons().await.unwrap();
    assert!(reasons.iter().any(|r| r.code == "bao-lu"));
}

async fn nobody_is_put_under_a_process_that_nobody_answers_for(office: &Office) {
    let clerk = office.clerk().await;
    let admin = office.officer(AUTHOR, 0).await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Cũ")
        .await
        .dossier_code;
    // Its second step is at an agency that the office does not know.
    let process = r#"
        source = "thử"
        [[process]]
        id = "lien-thong"
        procedure = "1.000094"
        name = "Liên thông"
        half_days = 6
        steps = [
          { kind = "receive", unit = "desk", role = "desk_officer", half_days = 1, name = "Tiếp nhận" },
          { kind = "examine", unit = "org:Chi cục Thuế", role = "specialist", half_days = 4, name = "Thuế" },
          { kind = "return", unit = "desk", role = "desk_officer", half_days = 1, name = "Trả kết quả" },
        ]"#;
    let id = propose(office, &[("processes/lien-thong.toml", process)])
        .await
        .unwrap();
    approve(office, id).await;
    let why = ConversionRequest {
        reason: "Quy trình mới".to_owned(),
    };
    let refused = admin.convert(&code, 1, &key(), &why).await.unwrap_err();
    assert_eq!((refused.status, refused.code.as_str()), (409, "MC-3140"));
    assert!(
        refused.title.contains("motcua flow accept"),
        "{}",
        refused.title
    );
    assert!(refused.title.contains("lien-thong"), "{}", refused.title);
    assert_eq!(admin.conversion(&code).await.unwrap_err().code, "MC-3140");
    let flow = admin.flow("lien-thong").await.unwrap();
    let findings = flow.line.findings.iter().map(|f| f.id.clone()).collect();
    let accepted = AcceptRequest {
        findings,
        reason: "xã ghi thay Chi cục Thuế".to_owned(),
    };
    admin
        .accept_process("lien-thong", &key(), &accepted)
        .await
        .unwrap();
    admin.convert(&code, 1, &key(), &why).await.unwrap();
    let view = clerk.dossier(&code).await.unwrap();
    assert_eq!(view.steps[1].name, "Thuế");
}

async fn a_change_slipped_in_is_found(office: &Office) {
    let reasons = format!("{REASONS}\n[[reason]]\ncode = \"bao-lu\"\nlabel = \"Bão lũ\"\n");
    let id = propose(office, &[("late-reasons.toml", &reasons)])
        .await
        .unwrap();
    let waiting = propose(office, &[("late-reasons.toml", &format!("{reasons}\n"))])
        .await
        .unwrap();
    approve(office, id).await;
    assert_eq!(office.faults(&[]).await, [""; 0]);
    let faults = |n: i64| vec![format!("thay đổi danh mục số {n} khác với lưu vết")];
    let row = "UPDATE catalogue_change SET";
    for (set, back) in [
        ("digest = 'x'", None),
        ("author = 'ai-do'", Some(format!("author = '{AUTHOR}'"))),
        (
            "decided_by = 'ai-do'",
            Some(format!("decided_by = '{SECOND}'")),
        ),
        (
            "effective_from = '2024-01-01'",
            Some("effective_from = '2025-08-04'".to_owned()),
        ),
        (
            "valid_from = '2024-01-01'",
            Some("valid_from = '2025-08-04'".to_owned()),
        ),
        (
            "difference = replace(difference, 'Bão', 'Mưa')",
            Some("difference = replace(difference, 'Mưa', 'Bão')".to_owned()),
        ),
        (
            "body = replace(body, 'Bão', 'Mưa')",
            Some("body = replace(body, 'Mưa', 'Bão')".to_owned()),
        ),
    ] {
        let Some(back) = back else { continue };
        office.sql(&format!("{row} {set} WHERE id = {id}"));
        assert_eq!(office.faults(&[]).await, faults(id), "{set}");
        office.sql(&format!("{row} {back} WHERE id = {id}"));
        assert_eq!(office.faults(&[]).await, [""; 0], "{back}");
    }
    // Approved beside the second person.
    let forged = format!(
        "{row} state = 'approved', edition = 99, effective_from = '2025-08-04' WHERE id = {waiting}"
    );
    office.sql(&forged);
    assert_eq!(office.faults(&[]).await, faults(waiting));
    office.sql(&format!(
        "{row} state = 'proposed', edition = NULL, effective_from = NULL WHERE id = {waiting}"
    ));
    // A whole change of one's own, and one taken away.
    office.sql(&format!(
        "INSERT INTO catalogue_change (id, digest, author, at, reason, valid_from, body, difference, state)
         SELECT 77, digest, author, at, reason, valid_from, body, difference, state FROM catalogue_change
         WHERE id = {waiting}"
    ));
    let invented = "thay đổi danh mục số 77 không có sự kiện nào".to_owned();
    assert_eq!(office.faults(&[]).await, [invented]);
    office.sql("DELETE FROM catalogue_change WHERE id = 77");
    let kept = office.sql(&format!("SELECT digest, author, at, reason, valid_from, body, difference, state FROM catalogue_change WHERE id = {waiting}"));
    office.sql(&format!(
        "DELETE FROM catalogue_change WHERE id = {waiting}"
    ));
    let gone = format!("thay đổi danh mục số {waiting} có sự kiện nhưng không còn");
    assert_eq!(office.faults(&[]).await, [gone]);
    let cells: Vec<String> = kept[0]
        .iter()
        .map(|c| format!("'{}'", c.replace('\'', "''")))
        .collect();
    office.sql(&format!(
        "INSERT INTO catalogue_change (id, digest, author, at, reason, valid_from, body, difference, state) VALUES ({waiting}, {})",
        cells.join(", ")
    ));
}
