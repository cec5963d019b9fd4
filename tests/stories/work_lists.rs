//! The lists each actor lives in: who sees which, what belongs to each, in what order.

use crate::office::*;
use motcua::client::Client;
use motcua::store::Engine;
use motcua::wire::{ActRequest, PaperLine, Standing};
use std::sync::Arc;

stories! {
    a_dossier_goes_from_list_to_list,
    supplements_and_stops_have_their_lists,
    lateness_is_shown_by_step_and_by_the_apology_it_asks_for,
    every_role_has_its_tabs_with_counts,
    words_are_looked_for_in_the_whole_list,
    a_batch_is_many_requests_and_is_taken_back,
}

async fn codes(desk: &Client, list: &str) -> Vec<String> {
    let page = desk.list(list, None).await.unwrap();
    page.rows.into_iter().map(|row| row.code).collect()
}

async fn is_in(desk: &Client, list: &str, code: &str) -> bool {
    codes(desk, list).await.iter().any(|c| c == code)
}

async fn a_dossier_goes_from_list_to_list(office: &Office) {
    let clerk = office.clerk().await;
    let specialist = office.officer(SPECIALIST, 0).await;
    let leader = office.officer(LEADER, 0).await;
    let manager = office.officer(MANAGER, 0).await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    office.at("2025-08-04T08:20:00");
    let second = receive(&clerk, MARRIAGE, "Trần Văn Sau").await.dossier_code;
    assert_eq!(
        codes(&clerk, "today").await,
        [second.clone(), code.clone()],
        "newest first"
    );
    let fresh = clerk.list("to_forward", None).await.unwrap().rows;
    assert_eq!(fresh[0].code, code, "oldest first");
    assert_eq!(
        fresh[0].forward_by.as_deref(),
        Some("2025-08-04 PM"),
        "received before 15:00: today"
    );
    assert!(codes(&manager, "to_forward").await.is_empty(), "not mine");

    act(&clerk, &code, "forward", "").await.unwrap();
    assert_eq!(codes(&clerk, "to_forward").await, [second]);
    assert!(
        is_in(&clerk, "today", &code).await,
        "received today all the same"
    );
    assert!(is_in(&specialist, "inbox", &code).await);
    assert!(!is_in(&specialist, "mine", &code).await);
    act(&specialist, &code, "take", "").await.unwrap();
    assert!(is_in(&specialist, "mine", &code).await);
    assert!(is_in(&specialist, "group", &code).await);
    let all = manager.list("desk", None).await.unwrap().rows;
    let row = all.iter().find(|row| row.code == code).unwrap();
    assert_eq!(row.holder, "Trần Văn Minh Họa", "wherever it is");
    assert_eq!(row.org, "UBND xã Minh Hòa");
    assert_eq!(row.step_due.as_deref(), Some("2025-08-06 AM"));

    act(&specialist, &code, "submit_for_approval", "")
        .await
        .unwrap();
    assert_eq!(
        codes(&leader, "to_approve").await,
        std::slice::from_ref(&code)
    );
    assert!(codes(&leader, "to_sign").await.is_empty());
    act(&leader, &code, "approve", "").await.unwrap();
    assert!(codes(&leader, "to_approve").await.is_empty());
    assert_eq!(codes(&leader, "to_sign").await, std::slice::from_ref(&code));
    crate::results::finished(&leader, &code, "01/GCN").await;
    act(&leader, &code, "sign", "").await.unwrap();
    assert!(codes(&leader, "to_sign").await.is_empty());
    assert_eq!(codes(&clerk, "to_return").await, [code]);
    office.at("2025-08-05T08:00:00");
    assert!(codes(&clerk, "today").await.is_empty(), "another day");
}

async fn order_on(desk: &Client, code: &str, order: ActRequest) {
    let version = desk.dossier(code).await.unwrap().line.version;
    desk.act(code, version, &key(), &order).await.unwrap();
}

async fn supplements_and_stops_have_their_lists(office: &Office) {
    let clerk = office.clerk().await;
    let specialist = office.officer(SPECIALIST, 0).await;
    let code = receive(&clerk, MARRIAGE, "Lò Thị Thiếu").await.dossier_code;
    act(&clerk, &code, "forward", "").await.unwrap();
    act(&specialist, &code, "take", "").await.unwrap();
    let papers = vec![PaperLine {
        name: "Tờ khai".to_owned(),
        originals: 1,
        ..PaperLine::default()
    }];
    let asking = |act: &str| ActRequest {
        papers: papers.clone(),
        ..order(act, "Thiếu tờ khai của bên nam")
    };
    order_on(&specialist, &code, asking("draft_supplement")).await;
    assert_eq!(
        codes(&clerk, "to_notify").await,
        std::slice::from_ref(&code)
    );
    act(&clerk, &code, "request_supplement", "").await.unwrap();
    assert!(codes(&clerk, "to_notify").await.is_empty());
    let stopped = clerk.list("waiting", None).await.unwrap().rows;
    assert_eq!(stopped[0].code, code);
    // Long after the date on the slip it is still not late: the clock stands.
    office.at("2025-08-20T09:00:00");
    let stopped = clerk.list("waiting", None).await.unwrap().rows;
    assert_eq!(stopped[0].standing, Standing::Stopped { half_days: 0 });
    assert!(codes(&clerk, "overdue").await.is_empty());
    assert!(
        codes(&specialist, "mine").await.is_empty(),
        "nothing to do while it stands"
    );
    order_on(&clerk, &code, asking("accept_supplement")).await;
    assert!(codes(&clerk, "waiting").await.is_empty());
    assert_eq!(codes(&specialist, "mine").await, [code]);
}

async fn lateness_is_shown_by_step_and_by_the_apology_it_asks_for(office: &Office) {
    let clerk = office.clerk().await;
    let specialist = office.officer(SPECIALIST, 0).await;
    let leader = office.officer(LEADER, 0).await;
    let manager = office.officer(MANAGER, 0).await;
    let code = receive(&clerk, MARRIAGE, "Lò Văn Muộn").await.dossier_code;
    act(&clerk, &code, "forward", "").await.unwrap();
    assert!(codes(&manager, "late_steps").await.is_empty());
    assert!(
        codes(&manager, "apology_due").await.is_empty(),
        "time enough"
    );
    // Due Thursday morning; the step until Wednesday morning.
    office.at("2025-08-06T14:00:00");
    let late = manager.list("late_steps", None).await.unwrap().rows;
    assert_eq!(late[0].code, code);
    assert!(late[0].step_late);
    assert_eq!(
        codes(&manager, "apology_due").await,
        std::slice::from_ref(&code)
    );
    let apology = ActRequest {
        due: Some("2025-08-12 AM".to_owned()),
        ..order("draft_apology", "Đang chờ xác minh")
    };
    order_on(&specialist, &code, apology).await;
    assert!(codes(&manager, "apology_due").await.is_empty(), "under way");
    assert_eq!(
        codes(&leader, "apology_to_sign").await,
        std::slice::from_ref(&code)
    );
    act(&leader, &code, "sign_apology", "").await.unwrap();
    assert!(codes(&leader, "apology_to_sign").await.is_empty());
    assert_eq!(
        codes(&clerk, "to_notify").await,
        std::slice::from_ref(&code)
    );
    act(&clerk, &code, "deliver_apology", "").await.unwrap();
    assert!(codes(&clerk, "to_notify").await.is_empty());
    assert!(codes(&manager, "apology_due").await.is_empty());
    // The late step asks for its reason before it moves on, and the screen is told so.
    let offers = specialist.dossier(&code).await.unwrap().acts;
    let submit = offers.iter().find(|a| a.act == "submit_for_approval");
    assert_eq!(submit.unwrap().late_half_days, 1);
    let reasons = specialist.late_reasons().await.unwrap();
    assert!(reasons.iter().any(|r| r.code == "verify"));
    act(&specialist, &code, "submit_for_approval", "Chờ xác minh")
        .await
        .unwrap();
    assert!(codes(&manager, "late_steps").await.is_empty(), "a new step");
}

async fn every_role_has_its_tabs_with_counts(office: &Office) {
    let clerk = office.clerk().await;
    receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ").await;
    let tabs = clerk.lists().await.unwrap();
    let count = |id: &str| tabs.iter().find(|tab| tab.id == id).map(|tab| tab.count);
    assert_eq!(count("desk"), Some(1));
    assert_eq!(count("to_forward"), Some(1));
    assert_eq!(count("to_return"), Some(0));
    assert_eq!(count("to_sign"), None, "not a clerk's");
    let leader = office.officer(LEADER, 0).await;
    let tabs = leader.lists().await.unwrap();
    let sign = tabs.iter().find(|tab| tab.id == "to_sign").unwrap();
    assert_eq!((sign.count, sign.onward[0].act.as_str()), (0, "sign"));
    assert!(sign.onward[0].undo && !sign.onward[0].reason);
    for officer in [SPECIALIST, REGISTRY, MANAGER] {
        assert!(
            !office
                .officer(officer, 0)
                .await
                .lists()
                .await
                .unwrap()
                .is_empty()
        );
    }
}

async fn words_are_looked_for_in_the_whole_list(office: &Office) {
    let clerk = office.clerk().await;
    for i in 0..60 {
        let name = if i == 7 || i == 55 {
            "Đặng Thị Tìm"
        } else {
            "Nguyễn Văn Ví Dụ"
        };
        receive(&clerk, MARRIAGE, name).await;
    }
    let found = clerk.list_with("desk", "dang tim", None).await.unwrap();
    assert_eq!(found.rows.len(), 2);
    assert_eq!(found.next, None);
    let page = clerk.list_with("desk", "nguyen", None).await.unwrap();
    assert_eq!(page.rows.len(), 50);
    let rest = clerk
        .list_with("desk", "nguyen", page.next.as_deref())
        .await;
    assert_eq!(
        rest.unwrap().rows.len(),
        8,
        "no row twice, none passed over"
    );
    let newest = clerk.list("today", None).await.unwrap();
    let older = clerk.list("today", newest.next.as_deref()).await.unwrap();
    assert_eq!((newest.rows.len(), older.rows.len()), (50, 10));
}

async fn a_batch_is_many_requests_and_is_taken_back(office: &Office) {
    let clerk = office.clerk().await;
    for name in ["Một", "Hai", "Ba"] {
        receive(&clerk, MARRIAGE, name).await;
    }
    let mut done = Vec::new();
    for row in clerk.list("to_forward", None).await.unwrap().rows {
        let (key, order) = (key(), order("forward", ""));
        let acted = clerk.act(&row.code, row.version, &key, &order).await;
        done.push((row.code, acted.unwrap().version));
    }
    assert!(codes(&clerk, "to_forward").await.is_empty());
    for (code, version) in &done {
        let (key, order) = (key(), order("undo", ""));
        let undo = clerk.act(code, *version, &key, &order).await;
        assert_eq!(undo.unwrap().state, "received");
    }
    assert_eq!(codes(&clerk, "to_forward").await.len(), 3);
}

const CHAIN: &str = r#"
    source = "thử"
    [[process]]
    id = "lien-thong"
    procedure = "1.000094"
    name = "Liên thông"
    half_days = 6
    steps = [
      { kind = "receive", unit = "desk", role = "desk_officer", half_days = 1, name = "Tiếp nhận" },
      { kind = "examine", unit = "org:UBND huyện Minh Hòa", role = "specialist", half_days = 4, name = "Huyện" },
      { kind = "return", unit = "desk", role = "desk_officer", half_days = 1, name = "Trả kết quả" },
    ]"#;

#[test]
fn hand_overs_are_listed_on_both_sides_until_confirmed() {
    let folder = tempfile::tempdir().unwrap();
    let processes = folder.path().join("processes");
    std::fs::create_dir(&processes).unwrap();
    std::fs::write(processes.join("lien-thong.toml"), CHAIN).unwrap();
    let rules = Arc::new(motcua::home::load_rules(folder.path()).unwrap());
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(mut office) = Office::open(engine, rules.clone()) else {
            continue;
        };
        runtime().block_on(async {
            office.serve().await;
            let clerk = office.clerk().await;
            let manager = office.officer(MANAGER, 0).await;
            let district = office.officer("vidu.cvhuyen@minhhoa.example", 0).await;
            let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ")
                .await
                .dossier_code;
            act(&clerk, &code, "hand_over", "").await.unwrap();
            assert_eq!(
                codes(&manager, "hand_over_out").await,
                std::slice::from_ref(&code)
            );
            assert_eq!(
                codes(&district, "hand_over_in").await,
                std::slice::from_ref(&code)
            );
            act(&district, &code, "take", "").await.unwrap();
            assert!(codes(&manager, "hand_over_out").await.is_empty());
            assert!(codes(&district, "hand_over_in").await.is_empty());
            let row = manager.list("desk", None).await.unwrap().rows.remove(0);
            assert_eq!(
                row.org, "UBND huyện Minh Hòa",
                "received here, worked on there"
            );
        });
        office.app.store.close();
    }
}
