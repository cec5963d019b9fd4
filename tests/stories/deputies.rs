//! Who may be named to get a dossier, and who may act for an absent officer: one reading for the list that
//! is offered and for the check.

use crate::office::*;
use motcua::client::Client;
use motcua::wire::{ActRequest, DeputyEntry};

stories! {
    only_the_group_of_the_step_may_be_named,
    a_deputy_recalls_for_the_absent_sender,
}

const SECOND: &str = "vidu.chuyenvien2@minhhoa.example";
const DISTRICT_SPECIALIST: &str = "vidu.cvhuyen@minhhoa.example";

fn absent(officer: &str, deputy: &str) -> DeputyEntry {
    DeputyEntry {
        org: "xa-minh-hoa".to_owned(),
        officer: officer.to_owned(),
        deputy: deputy.to_owned(),
        reason: "nghỉ phép".to_owned(),
        ..DeputyEntry::default()
    }
}

async fn to(desk: &Client, code: &str, act: &str, officer: &str) -> Result<String, String> {
    let version = desk.dossier(code).await.unwrap().line.version;
    let named = ActRequest {
        to_officer: Some(officer.to_owned()),
        ..order(act, "")
    };
    let done = desk.act(code, version, &key(), &named).await;
    done.map(|acted| acted.state).map_err(|p| p.code)
}

fn refused(code: &str) -> Result<String, String> {
    Err(code.to_owned())
}

async fn only_the_group_of_the_step_may_be_named(office: &Office) {
    let clerk = office.clerk().await;
    let leader = office.officer(LEADER, 0).await;
    let specialist = office.officer(SPECIALIST, 0).await;
    let admin = office.officer(ICT, 0).await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    // Another role here, the role of the step in another unit: neither.
    for stranger in [REGISTRY, DISTRICT_SPECIALIST, CLERK] {
        assert_eq!(
            to(&clerk, &code, "forward", stranger).await,
            refused("MC-1270")
        );
    }
    assert_eq!(
        to(&clerk, &code, "forward", "khong.co@x").await,
        refused("MC-7001")
    );
    to(&clerk, &code, "forward", SPECIALIST).await.unwrap();
    assert_eq!(
        to(&leader, &code, "assign", REGISTRY).await,
        refused("MC-1270")
    );
    assert_eq!(
        to(&specialist, &code, "transfer", LEADER).await,
        refused("MC-1270")
    );
    // The list that is offered and the check agree about everybody.
    let group = leader.officers_of(&code).await.unwrap().remove(0);
    let offered: Vec<&str> = group.officers.iter().map(|o| o.id.as_str()).collect();
    assert_eq!(offered.len(), 2, "{offered:?}");
    for officer in &office.app.rules.office.officers {
        let named = to(&leader, &code, "assign", &officer.id).await;
        assert_eq!(
            named.is_ok(),
            offered.contains(&officer.id.as_str()),
            "{}",
            officer.id
        );
    }
    // A deputy of an absent officer of the group counts, from now on and as long.
    assert_eq!(
        to(&leader, &code, "assign", REGISTRY).await,
        refused("MC-1270")
    );
    admin
        .deputise(&key(), &absent(SPECIALIST, REGISTRY))
        .await
        .unwrap();
    to(&leader, &code, "assign", REGISTRY).await.unwrap();
    admin
        .deputise(&key(), &absent(SPECIALIST, ""))
        .await
        .unwrap();
    assert_eq!(
        to(&leader, &code, "assign", REGISTRY).await,
        refused("MC-1270")
    );
}

async fn a_deputy_recalls_for_the_absent_sender(office: &Office) {
    let clerk = office.clerk().await;
    let specialist = office.officer(SPECIALIST, 0).await;
    let second = office.officer(SECOND, 0).await;
    let admin = office.officer(ICT, 0).await;
    let code = receive(&clerk, BIRTH, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    act(&clerk, &code, "forward", "").await.unwrap();
    act(&specialist, &code, "take", "").await.unwrap();
    act(&specialist, &code, "submit_for_approval", "")
        .await
        .unwrap();
    let colleague = act(&second, &code, "recall", "").await.unwrap_err();
    assert_eq!(colleague.code, "MC-1064");
    admin
        .deputise(&key(), &absent(SPECIALIST, SECOND))
        .await
        .unwrap();
    let done = act(&second, &code, "recall", "").await.unwrap();
    assert_eq!(done.state, "in_progress");
    let body = office.value("SELECT body FROM event WHERE act = 'recall'");
    assert!(
        body.contains(&format!("\"on_behalf_of\":\"{SPECIALIST}\"")),
        "{body}"
    );
    // Nothing is left to recall, and nothing that another officer sent.
    assert_eq!(
        act(&second, &code, "recall", "").await.unwrap_err().code,
        "MC-1064"
    );
    act(&second, &code, "submit_for_approval", "")
        .await
        .unwrap();
    let leader = office.officer(LEADER, 1).await;
    act(&leader, &code, "take", "").await.unwrap();
    assert_eq!(
        act(&second, &code, "recall", "").await.unwrap_err().code,
        "MC-1064"
    );
}
