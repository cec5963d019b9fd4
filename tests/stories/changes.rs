//! What happens when rules or the clock change under an open form.

use crate::office::*;
use motcua::store::Engine;
use std::sync::Arc;

stories! { a_clock_behind_the_last_event_stops_receipts }

async fn a_clock_behind_the_last_event_stops_receipts(office: &Office) {
    let clerk = office.clerk().await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    // Two machines are never the same to the second.
    office.at("2025-08-04T08:14:57");
    receive(&clerk, MARRIAGE, "Vài Giây Trước").await;
    office.at("2025-08-04T07:15:00");
    let draft = key();
    let refused = clerk
        .receive(&draft, &request(MARRIAGE, "Một Giờ Trước"))
        .await
        .unwrap_err();
    assert_eq!((refused.status, refused.code.as_str()), (409, "MC-2040"));
    assert!(refused.title.contains("3600 giây"), "{}", refused.title);
    assert_eq!(
        act(&clerk, &code, "forward", "").await.unwrap_err().code,
        "MC-2040"
    );
    // Reading goes on.
    assert_eq!(clerk.find("vi du").await.unwrap().rows.len(), 1);
    // The clock is put right: the same draft is taken in.
    office.at("2025-08-04T08:15:00");
    let received = clerk
        .receive(&draft, &request(MARRIAGE, "Một Giờ Trước"))
        .await
        .unwrap();
    assert_eq!(received.dossier_code, "H62.98.1-250804-0003");
}

#[test]
fn a_procedure_that_ended_while_the_form_was_open_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let catalogue = folder.path().join("catalogue");
    std::fs::create_dir(&catalogue).unwrap();
    let shipped = include_str!("../../assets/catalogue/procedures.tsv");
    let head = shipped.lines().next().unwrap();
    let row = shipped
        .lines()
        .find(|line| line.starts_with(MARRIAGE))
        .unwrap();
    let mut cells: Vec<&str> = row.split('\t').collect();
    let last = cells.len() - 1;
    cells[last] = "2025-08-04";
    std::fs::write(
        catalogue.join("procedures-xa.tsv"),
        format!("{head}\n{}\n", cells.join("\t")),
    )
    .unwrap();
    let rules = Arc::new(motcua::home::load_rules(folder.path()).unwrap());
    let mut office = Office::open(Engine::Sqlite, rules).unwrap();
    runtime().block_on(async {
        office.serve().await;
        let clerk = office.clerk().await;
        office.at("2025-08-04T16:59:00");
        let sheet = clerk.procedure(MARRIAGE).await.unwrap();
        assert_eq!(sheet.code, MARRIAGE);
        let (in_time, sent) = (key(), request(MARRIAGE, "Kịp Giờ"));
        let received = clerk.receive(&in_time, &sent).await.unwrap();
        office.at("2025-08-05T08:00:00");
        // Its reply was lost: repeated today it is still that dossier.
        assert_eq!(clerk.receive(&in_time, &sent).await.unwrap(), received);
        let draft = key();
        let refused = clerk
            .receive(&draft, &request(MARRIAGE, "Nguyễn Thị Ví Dụ"))
            .await
            .unwrap_err();
        assert_eq!((refused.status, refused.code.as_str()), (404, "MC-3001"));
        assert!(
            refused.title.contains("chữ đã gõ vẫn còn"),
            "{}",
            refused.title
        );
        assert_eq!(office.value("SELECT count(*) FROM counter"), "1");
        // The draft goes on with another procedure, under the same key.
        let received = clerk
            .receive(&draft, &request(BIRTH, "Nguyễn Thị Ví Dụ"))
            .await
            .unwrap();
        assert_eq!(received.dossier_code, "H62.98.1-250805-0001");
        let unknown = clerk
            .receive(&key(), &request("9.999999", "A"))
            .await
            .unwrap_err();
        assert_eq!(unknown.code, "MC-3001");
    });
    office.app.store.close();
}

/// A process that names other agencies: a unit of this office gets the dossier, for any other agency the
/// receiving unit records what it did.
#[test]
fn agencies_named_by_a_process_can_move_the_dossier_on() {
    let folder = tempfile::tempdir().unwrap();
    let processes = folder.path().join("processes");
    std::fs::create_dir(&processes).unwrap();
    let steps = r#"
        source = "thử"
        [[process]]
        id = "lien-thong"
        procedure = "1.000094"
        name = "Liên thông"
        half_days = 6
        steps = [
          { kind = "receive", unit = "desk", role = "desk_officer", half_days = 1, name = "Tiếp nhận" },
          { kind = "examine", unit = "org:UBND huyện Minh Hòa", role = "specialist", half_days = 2, name = "Huyện" },
          { kind = "examine", unit = "org:Chi cục Thuế", role = "specialist", half_days = 2, name = "Thuế" },
          { kind = "return", unit = "desk", role = "desk_officer", half_days = 1, name = "Trả kết quả" },
        ]"#;
    std::fs::write(processes.join("lien-thong.toml"), steps).unwrap();
    let rules = Arc::new(motcua::home::load_rules(folder.path()).unwrap());
    let mut office = Office::open(Engine::Sqlite, rules).unwrap();
    runtime().block_on(async {
        office.serve().await;
        let clerk = office.clerk().await;
        // Nobody answers for the agency that the office does not know: the generic process, and the
        // clerk is told so; accepted, the published one.
        let before = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ").await;
        assert!(
            before.warnings.iter().any(|w| w.contains("lien-thong")),
            "{:?}",
            before.warnings
        );
        let view = clerk.dossier(&before.dossier_code).await.unwrap();
        assert_eq!(view.steps.len(), 4);
        assert_eq!(view.steps[1].name, "Thẩm tra, dự thảo kết quả");
        let admin = office.officer("vidu.toquantri@minhhoa.example", 0).await;
        let asked = motcua::wire::AcceptRequest {
            findings: vec!["unknown-unit:3".to_owned()],
            reason: "xã ghi thay Chi cục Thuế".to_owned(),
        };
        admin
            .accept_process("lien-thong", &key(), &asked)
            .await
            .unwrap();
        let received = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ").await;
        assert_eq!(received.warnings, [""; 0]);
        let code = received.dossier_code;
        let district = office.officer("vidu.cvhuyen@minhhoa.example", 0).await;
        assert_eq!(
            district.dossier(&code).await.unwrap_err().status,
            404,
            "not theirs yet"
        );
        let wrong = act(&clerk, &code, "forward", "").await.unwrap_err();
        assert_eq!(wrong.code, "MC-1041", "another agency is handed over to");
        act(&clerk, &code, "hand_over", "").await.unwrap();
        let early = act(&district, &code, "hand_over", "").await.unwrap_err();
        assert_eq!(early.code, "MC-1061", "first received, then worked on");
        act(&district, &code, "take", "").await.unwrap();
        act(&district, &code, "hand_over", "").await.unwrap();
        let mine = act(&district, &code, "forward", "").await.unwrap_err();
        assert_eq!(
            mine.code, "MC-1042",
            "seen by who took part, worked on by who holds it"
        );
        let specialist = office.officer(SPECIALIST, 0).await;
        act(&specialist, &code, "take", "").await.unwrap();
        let done = act(&specialist, &code, "forward", "").await.unwrap();
        assert_eq!(done.state, "result_ready");
        act(&clerk, &code, "return_result", "").await.unwrap();
        assert_eq!(office.faults(&[]).await, [""; 0]);
    });
    office.app.store.close();
}
