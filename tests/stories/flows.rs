//! Processes with findings, people at their steps, deputies, the roster, and dossiers across agencies.

use crate::office::*;
use motcua::client::Client;
use motcua::wire::{AcceptRequest, ActRequest, DeputyEntry, DutyEntry, IntakeRequest, StaffEntry};

stories! {
    the_leader_assigns_where_the_process_waits,
    a_set_officer_gets_it_at_once,
    who_is_on_duty_gets_it,
    a_deputy_acts_for_who_is_absent,
    findings_are_accepted_by_name,
    people_are_set_within_ones_own_units,
    a_dossier_goes_through_three_levels_and_back_by_post,
}

const SECOND: &str = "vidu.chuyenvien2@minhhoa.example";
const LAND: &str = "vidu.datdai@minhhoa.example";
const LAND_HEAD: &str = "vidu.gddatdai@minhhoa.example";
const DISTRICT_SPECIALIST: &str = "vidu.cvhuyen@minhhoa.example";
const DISTRICT_LEADER: &str = "vidu.ldhuyen@minhhoa.example";
const PROVINCE: &str = "vidu.so@minhhoa.example";
const PROVINCE_ADMIN: &str = "vidu.toquantri@minhhoa.example";
/// Correction of a land certificate: the branch examines, its leader assigns.
const LAND_ERROR: &str = "1.012796";
/// Worship allowance: commune, district, province.
const WORSHIP: &str = "1.010803";

fn staff(org: &str, role: &str, officer: &str) -> StaffEntry {
    StaffEntry {
        org: org.to_owned(),
        role: role.to_owned(),
        officer: officer.to_owned(),
        ..StaffEntry::default()
    }
}

fn absent(officer: &str, deputy: &str) -> DeputyEntry {
    DeputyEntry {
        org: "xa-minh-hoa".to_owned(),
        officer: officer.to_owned(),
        deputy: deputy.to_owned(),
        reason: "nghỉ phép".to_owned(),
        ..DeputyEntry::default()
    }
}

/// A request with its limit confirmed and whatever its form asks for.
fn asking(procedure: &str, limit: Option<&str>) -> IntakeRequest {
    IntakeRequest {
        limit: limit.map(str::to_owned),
        complete: false,
        ..request(procedure, "Nguyễn Thị Ví Dụ")
    }
}

async fn take_in(clerk: &Client, procedure: &str, limit: Option<&str>) -> String {
    let received = clerk.receive(&key(), &asking(procedure, limit)).await;
    received.unwrap().dossier_code
}

async fn with(desk: &Client, code: &str, order: ActRequest) -> Result<String, String> {
    let version = desk.dossier(code).await.unwrap().line.version;
    let done = desk.act(code, version, &key(), &order).await;
    done.map(|acted| acted.state).map_err(|p| p.code)
}

async fn holder(desk: &Client, code: &str) -> String {
    desk.dossier(code).await.unwrap().line.holder
}

async fn the_leader_assigns_where_the_process_waits(office: &Office) {
    let clerk = office.clerk().await;
    let (land, head) = (
        office.officer(LAND, 0).await,
        office.officer(LAND_HEAD, 0).await,
    );
    let code = take_in(&clerk, LAND_ERROR, None).await;
    let gone = with(&clerk, &code, order("hand_over", "")).await;
    assert_eq!(gone.as_deref(), Ok("with_co_agency"));
    let waits = with(&land, &code, order("take", "")).await;
    assert_eq!(
        waits,
        Err("MC-1063".to_owned()),
        "the leader has not assigned it yet"
    );

    // The leader's note confirms the hand-over too: seen who may get it, one is named.
    let groups = head.officers_of(&code).await.unwrap();
    let group = groups.iter().find(|g| g.here).unwrap();
    assert_eq!(group.org, "cn-dat-dai-minh-hoa");
    let names: Vec<_> = group.officers.iter().map(|o| o.name.as_str()).collect();
    assert_eq!(names, ["Phan Thị Đất"]);
    let assigning = ActRequest {
        to_officer: Some(group.officers[0].id.clone()),
        ..order("assign", "")
    };
    let refused = with(&land, &code, assigning.clone()).await;
    assert_eq!(refused, Err("MC-7003".to_owned()), "only a leader assigns");
    let assigned = with(&head, &code, assigning).await;
    assert_eq!(assigned.as_deref(), Ok("with_co_agency"), "{assigned:?}");
    assert_eq!(holder(&land, &code).await, "Phan Thị Đất");
}

async fn a_set_officer_gets_it_at_once(office: &Office) {
    let clerk = office.clerk().await;
    let admin = office.officer(ICT, 0).await;
    let entry = staff("xa-minh-hoa", "specialist", SECOND);
    let first_key = key();
    let kept = admin.staff(&first_key, &entry).await.unwrap();
    assert_eq!(
        admin.staff(&first_key, &entry).await.unwrap(),
        kept,
        "asked twice, done once"
    );
    let code = receive(&clerk, BIRTH, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    act(&clerk, &code, "forward", "").await.unwrap();
    assert_eq!(holder(&clerk, &code).await, "Mai Văn Hai");
    // The narrower entry wins; an empty one gives the step back to the group.
    let narrow = StaffEntry {
        procedure: BIRTH.to_owned(),
        ..staff("xa-minh-hoa", "specialist", SPECIALIST)
    };
    admin.staff(&key(), &narrow).await.unwrap();
    let code = receive(&clerk, BIRTH, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    act(&clerk, &code, "forward", "").await.unwrap();
    assert_eq!(holder(&clerk, &code).await, "Trần Văn Minh Họa");
    let view = admin.staffing("xa-minh-hoa").await.unwrap();
    assert_eq!(view.staff.len(), 2);
    let acts = office.sql("SELECT act FROM event WHERE act = 'staff'");
    assert_eq!(acts.len(), 2, "each change is in the trail");
}

async fn who_is_on_duty_gets_it(office: &Office) {
    let clerk = office.clerk().await;
    let admin = office.officer(ICT, 0).await;
    let turn = DutyEntry {
        org: "xa-minh-hoa".to_owned(),
        role: "specialist".to_owned(),
        officer: SECOND.to_owned(),
        from: "2025-08-04".parse().unwrap(),
        to: None,
        half: "PM".to_owned(),
    };
    admin.put_on_duty(&key(), &turn).await.unwrap();
    let morning = receive(&clerk, BIRTH, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    act(&clerk, &morning, "forward", "").await.unwrap();
    assert_eq!(holder(&clerk, &morning).await, "", "the group");
    office.at("2025-08-04T14:00:00");
    let afternoon = receive(&clerk, BIRTH, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    act(&clerk, &afternoon, "forward", "").await.unwrap();
    assert_eq!(holder(&clerk, &afternoon).await, "Mai Văn Hai");
}

async fn a_deputy_acts_for_who_is_absent(office: &Office) {
    let clerk = office.clerk().await;
    let admin = office.officer(ICT, 0).await;
    let specialist = office.officer(SPECIALIST, 0).await;
    let second = office.officer(SECOND, 0).await;
    let code = receive(&clerk, BIRTH, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    act(&clerk, &code, "forward", "").await.unwrap();
    act(&specialist, &code, "take", "").await.unwrap();
    let held = act(&second, &code, "submit_for_approval", "")
        .await
        .unwrap_err();
    assert_eq!(held.code, "MC-1042");

    admin
        .deputise(&key(), &absent(SPECIALIST, SECOND))
        .await
        .unwrap();
    let groups = clerk.officers_of(&code).await.unwrap();
    let deputy = groups[0].officers.iter().find(|o| o.id == SECOND).unwrap();
    assert_eq!(deputy.deputy_of, ["Trần Văn Minh Họa"]);
    assert!(
        groups[0]
            .officers
            .iter()
            .any(|o| o.id == SPECIALIST && o.absent)
    );
    act(&second, &code, "submit_for_approval", "")
        .await
        .unwrap();
    let body = office.value("SELECT body FROM event WHERE act = 'submit_for_approval'");
    assert!(
        body.contains(&format!("\"on_behalf_of\":\"{SPECIALIST}\"")),
        "{body}"
    );

    // Back at work: the deputy is a colleague like any other.
    admin
        .deputise(&key(), &absent(SPECIALIST, ""))
        .await
        .unwrap();
    let code = receive(&clerk, BIRTH, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    act(&clerk, &code, "forward", "").await.unwrap();
    act(&specialist, &code, "take", "").await.unwrap();
    assert!(
        act(&second, &code, "submit_for_approval", "")
            .await
            .is_err()
    );
}

async fn findings_are_accepted_by_name(office: &Office) {
    let admin = office.officer(PROVINCE_ADMIN, 0).await;
    let flows = admin.flows().await.unwrap();
    let birth = flows.iter().find(|f| f.procedure == BIRTH).unwrap();
    assert!(birth.usable, "{birth:?}");
    assert_eq!(birth.findings[0].accepted_by, "Lý Thị Tổ");
    let open = flows
        .iter()
        .find(|f| !f.usable && f.id == "huyen-2015-dt01")
        .unwrap();
    let asked = AcceptRequest {
        findings: vec!["divided".to_owned()],
        reason: String::new(),
    };
    let refused = admin
        .accept_process(&open.id, &key(), &asked)
        .await
        .unwrap_err();
    assert_eq!(
        (refused.status, refused.code.as_str()),
        (409, "MC-1043"),
        "no reason"
    );
    let asked = AcceptRequest {
        reason: "đã đối chiếu với quyết định công bố".to_owned(),
        ..asked
    };
    let clerk = office.clerk().await;
    let denied = clerk
        .accept_process(&open.id, &key(), &asked)
        .await
        .unwrap_err();
    assert_eq!(denied.code, "MC-7003");
    let wrong = AcceptRequest {
        findings: vec!["sum".to_owned()],
        ..asked.clone()
    };
    let unknown = admin
        .accept_process(&open.id, &key(), &wrong)
        .await
        .unwrap_err();
    assert_eq!(unknown.code, "MC-3065");
    admin
        .accept_process(&open.id, &key(), &asked)
        .await
        .unwrap();
    let view = admin.flow(&open.id).await.unwrap();
    assert!(view.line.usable);
    assert_eq!(view.line.findings[0].accepted_by, "Lý Thị Tổ");
    assert_eq!(
        office.value("SELECT count(*) FROM event WHERE act = 'accept_process'"),
        "1"
    );
}

async fn people_are_set_within_ones_own_units(office: &Office) {
    let admin = office.officer(ICT, 0).await;
    for (entry, code) in [
        (staff("tinh", "specialist", PROVINCE), "MC-3061"),
        (staff("xa-minh-hoa", "specialist", CLERK), "MC-3062"),
        (
            staff("xa-minh-hoa", "specialist", "khong@minhhoa.example"),
            "MC-7001",
        ),
    ] {
        let refused = admin.staff(&key(), &entry).await.unwrap_err();
        assert_eq!(refused.code, code, "{entry:?}");
    }
    // A branch of the department works under the district.
    let branch = staff("cn-dat-dai-minh-hoa", "specialist", LAND);
    admin.staff(&key(), &branch).await.unwrap();
    let clerk = office.clerk().await;
    let denied = clerk.staff(&key(), &branch).await.unwrap_err();
    assert_eq!((denied.status, denied.code.as_str()), (403, "MC-7003"));
    let own = DeputyEntry {
        deputy: SPECIALIST.to_owned(),
        ..absent(SPECIALIST, "")
    };
    assert_eq!(
        admin.deputise(&key(), &own).await.unwrap_err().code,
        "MC-3063"
    );
    let turned = DeputyEntry {
        from: Some("2025-08-08".parse().unwrap()),
        to: Some("2025-08-04".parse().unwrap()),
        ..absent(SPECIALIST, SECOND)
    };
    assert_eq!(
        admin.deputise(&key(), &turned).await.unwrap_err().code,
        "MC-3064"
    );
}

async fn a_dossier_goes_through_three_levels_and_back_by_post(office: &Office) {
    let clerk = office.clerk().await;
    let specialist = office.officer(SPECIALIST, 0).await;
    let leader = office.officer(LEADER, 0).await;
    let district = office.officer(DISTRICT_SPECIALIST, 0).await;
    let district_leader = office.officer(DISTRICT_LEADER, 0).await;
    let province = office.officer(PROVINCE, 0).await;
    let signer = office.officer(PROVINCE, 2).await;
    let code = take_in(&clerk, WORSHIP, Some("15d")).await;
    let code = code.as_str();
    act(&clerk, code, "forward", "").await.unwrap();
    act(&specialist, code, "submit_for_approval", "")
        .await
        .unwrap();
    act(&leader, code, "approve", "").await.unwrap();
    let done = act(&leader, code, "sign", "").await.unwrap();
    assert_eq!(done.state, "with_co_agency", "the district");
    assert!(
        act(&district, code, "submit_for_approval", "")
            .await
            .is_err(),
        "not received yet"
    );
    act(&district, code, "take", "").await.unwrap();
    act(&district, code, "submit_for_approval", "")
        .await
        .unwrap();
    act(&district_leader, code, "approve", "").await.unwrap();
    let done = act(&district_leader, code, "sign", "").await.unwrap();
    assert_eq!(done.state, "with_co_agency", "the province");
    act(&province, code, "take", "").await.unwrap();
    act(&province, code, "submit_for_approval", "")
        .await
        .unwrap();
    act(&signer, code, "approve", "").await.unwrap();
    crate::results::finished(&signer, code, "05/QĐ").await;
    let done = act(&signer, code, "sign", "").await.unwrap();
    assert_eq!(done.state, "result_ready");
    let post = ActRequest {
        number: Some("RB123456789VN".to_owned()),
        ..order("consign_result", "")
    };
    assert_eq!(
        with(&signer, code, post).await.as_deref(),
        Ok("result_ready")
    );
    act(&clerk, code, "take", "").await.unwrap();
    let done = act(&clerk, code, "return_result", "").await.unwrap();
    assert_eq!(done.state, "result_returned");
    let view = clerk.dossier(code).await.unwrap();
    let units: Vec<_> = view.steps.iter().map(|s| s.half_days).collect();
    assert_eq!(
        units,
        [1, 4, 2, 8, 3, 7, 3, 2],
        "an allotment for each agency"
    );
}

#[test]
fn what_the_demonstration_office_accepted_is_what_its_processes_say() {
    let rules = shipped_rules();
    let published = rules.catalogue.published();
    assert!(rules.acceptances.len() > 40);
    for accepted in &rules.acceptances {
        let one = published.iter().find(|p| p.process.id == accepted.process);
        let one = one.unwrap_or_else(|| panic!("{} is no process", accepted.process));
        assert_eq!(
            one.hash(),
            accepted.hash,
            "{} changed: accept it again (motcua flow check --json gives the hash)",
            accepted.process
        );
    }
}
