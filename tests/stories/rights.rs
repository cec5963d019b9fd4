//! Who may do what, and what the server says to those who may not.

use crate::office::*;

stories! {
    a_wrong_role_is_refused,
    another_units_dossier_does_not_exist,
    a_reader_of_all_leaves_a_trace,
    the_district_looks_after_its_communes_without_papers,
    a_specialist_of_one_field_sees_that_field,
    acts_carry_the_version_that_was_seen,
    a_holder_keeps_others_off,
}

async fn a_wrong_role_is_refused(office: &Office) {
    let clerk = office.clerk().await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    for (officer, grant) in [
        (SPECIALIST, 0),
        (LEADER, 0),
        (REGISTRY, 0),
        (MANAGER, 1),
        (ICT, 0),
        (AUDITOR, 0),
    ] {
        let other = office.officer(officer, grant).await;
        let refused = other
            .receive(&key(), &request(MARRIAGE, "Không Được"))
            .await
            .unwrap_err();
        assert_eq!(
            (refused.status, refused.code.as_str()),
            (403, "MC-7003"),
            "{officer}"
        );
    }
    for (officer, act) in [
        (CLERK, "approve"),
        (CLERK, "sign"),
        (SPECIALIST, "forward"),
        (CLERK, "issue"),
    ] {
        let other = office.officer(officer, 0).await;
        let version = clerk.dossier(&code).await.unwrap().line.version;
        let refused = other
            .act(&code, version, &key(), &order(act, "x"))
            .await
            .unwrap_err();
        assert!(
            [403, 409].contains(&refused.status),
            "{officer} {act}: {refused:?}"
        );
    }
    let unknown = clerk
        .act(&code, 1, &key(), &order("destroy", ""))
        .await
        .unwrap_err();
    assert_eq!((unknown.status, unknown.code.as_str()), (400, "MC-1053"));
    assert_eq!(office.value("SELECT count(*) FROM event"), "1");
}

async fn another_units_dossier_does_not_exist(office: &Office) {
    let clerk = office.clerk().await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Bí Mật")
        .await
        .dossier_code;
    for officer in [DISTRICT, "vidu.tinh@minhhoa.example"] {
        let other = office.officer(officer, 0).await;
        let nothing = other.dossier("H62.98.1-250804-9999").await.unwrap_err();
        let answers = [
            other.dossier(&code).await.map(drop).unwrap_err(),
            other
                .act(&code, 1, &key(), &order("forward", ""))
                .await
                .map(drop)
                .unwrap_err(),
            other
                .preview(&motcua::client::Subject::Dossier(code.clone()), "mau-01")
                .await
                .map(drop)
                .unwrap_err(),
        ];
        for answer in answers {
            assert_eq!(
                (answer.status, &answer.code),
                (nothing.status, &nothing.code),
                "{officer}"
            );
            assert_eq!(
                answer.title.replace(&code, "x"),
                nothing.title.replace("H62.98.1-250804-9999", "x")
            );
        }
        for text in [code.as_str(), "bi mat", "0912345678", "001185000123"] {
            let found = other.find(text).await.unwrap();
            assert!(found.rows.is_empty(), "{officer} finds {text}");
        }
        for list in ["desk", "inbox", "near_due", "overdue", "to_return"] {
            assert!(
                other.list(list, None).await.unwrap().rows.is_empty(),
                "{officer} {list}"
            );
        }
    }
}

async fn a_reader_of_all_leaves_a_trace(office: &Office) {
    let clerk = office.clerk().await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    clerk.dossier(&code).await.unwrap();
    assert_eq!(
        office.value("SELECT count(*) FROM event"),
        "1",
        "one's own reading is no event"
    );
    let auditor = office.officer(AUDITOR, 0).await;
    auditor.dossier(&code).await.unwrap();
    let last = office
        .sql("SELECT act, body FROM event ORDER BY seq DESC LIMIT 1")
        .concat();
    assert_eq!(last[0], "read");
    assert!(last[1].contains(AUDITOR), "{}", last[1]);
}

/// IT of the district: R(o, no papers), the district and its communes.
async fn the_district_looks_after_its_communes_without_papers(office: &Office) {
    let clerk = office.clerk().await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Bí Mật")
        .await
        .dossier_code;
    let whole = clerk.dossier(&code).await.unwrap();
    assert!(!whole.applicant.identity.is_empty() && !whole.forms.is_empty());
    for officer in [ICT, AUDITOR] {
        let other = office.officer(officer, 0).await;
        let seen = other.dossier(&code).await.unwrap();
        assert_eq!(seen.line.code, code);
        assert_eq!(seen.applicant.name, "Nguyễn Thị Bí Mật");
        let told = serde_json::to_string(&seen).unwrap();
        for secret in ["001185000123", "0912345678", "Thôn Mẫu"] {
            assert!(!told.contains(secret), "{officer} reads {secret}");
        }
        assert!(seen.papers.is_empty() && seen.answers.is_empty() && seen.forms.is_empty());
        let subject = motcua::client::Subject::Dossier(code.clone());
        let refused = other.preview(&subject, "mau-01").await.unwrap_err();
        assert_eq!((refused.status, refused.code.as_str()), (403, "MC-7003"));
        let refused = other.print(&subject, "mau-01").await.unwrap_err();
        assert_eq!(refused.status, 403);
        for text in [code.as_str(), "bi mat", "001185000123"] {
            let found = other.find(text).await.unwrap();
            assert_eq!(found.rows.len(), 1, "{officer} finds {text}");
        }
    }
    let read = "SELECT count(*) FROM event WHERE act = 'read'";
    assert_eq!(
        office.value(read),
        "2",
        "the reading of another unit's dossier"
    );
}

/// R(f): another field does not exist, wherever one looks.
async fn a_specialist_of_one_field_sees_that_field(office: &Office) {
    let rules = office.app.rules.clone();
    let field = |code: &str| {
        let index = rules.catalogue.index();
        let entry = index.iter().find(|e| e.code.as_str() == code).unwrap();
        entry.field.to_string()
    };
    assert_ne!(field(MARRIAGE), field(COPIES), "two fields to tell apart");
    let narrow = format!("fields = [\"{}\"]", field(MARRIAGE));
    let text = motcua::usecases::Office::DEMO.replacen(
        "{ role = \"specialist\", org = \"xa-minh-hoa\" }",
        &format!("{{ role = \"specialist\", org = \"xa-minh-hoa\", {narrow} }}"),
        1,
    );
    let mut other = office.beside(rules_of(&text)).await;
    let clerk = other.clerk().await;
    let own = receive(&clerk, MARRIAGE, "Nguyễn Thị Cùng Tên")
        .await
        .dossier_code;
    let foreign = receive(&clerk, COPIES, "Nguyễn Thị Cùng Tên")
        .await
        .dossier_code;
    let specialist = other.officer(SPECIALIST, 0).await;
    specialist.dossier(&own).await.unwrap();
    let nothing = specialist
        .dossier("H62.98.1-250804-9999")
        .await
        .unwrap_err();
    let answer = specialist.dossier(&foreign).await.unwrap_err();
    assert_eq!((answer.status, &answer.code), (404, &nothing.code));
    let last = foreign.rsplit('-').next().unwrap();
    for text in [
        foreign.as_str(),
        last,
        "cung ten",
        "0912345678",
        "001185000123",
    ] {
        let found = specialist.find(text).await.unwrap();
        assert!(
            found.rows.iter().all(|row| row.code == own),
            "{text} finds {:?}",
            found.rows
        );
    }
    assert_eq!(specialist.find("cung ten").await.unwrap().rows.len(), 1);
    assert_eq!(clerk.find("cung ten").await.unwrap().rows.len(), 2);
    for list in ["desk", "inbox", "near_due", "overdue", "to_return"] {
        let page = specialist.list(list, None).await.unwrap();
        assert!(page.rows.iter().all(|row| row.code == own), "{list}");
    }
    assert_eq!(specialist.list("desk", None).await.unwrap().rows.len(), 1);
    other.stop();
}

async fn acts_carry_the_version_that_was_seen(office: &Office) {
    let clerk = office.clerk().await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    let http = reqwest::Client::new();
    let machine = MACHINE;
    let url = format!("{}/api/dossiers/{code}/acts", office.base());
    let body = serde_json::json!({ "act": "forward" });
    let call = || http.post(&url).bearer_auth(machine).json(&body);
    let reply = call()
        .header("Idempotency-Key", key())
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), 428);
    let reply = call().header("If-Match", "\"1\"").send().await.unwrap();
    assert_eq!(reply.status(), 400, "without a key");
    // Two clerks opened version 1; the second is told what the first did.
    office.at("2025-08-04T09:41:00");
    let manager = office.officer(MANAGER, 0).await;
    let manager_sees = manager.dossier(&code).await.unwrap().line.version;
    clerk
        .act(&code, 1, &key(), &order("forward", ""))
        .await
        .unwrap();
    let late = manager
        .act(&code, manager_sees, &key(), &order("forward", ""))
        .await
        .unwrap_err();
    assert_eq!((late.status, late.code.as_str()), (412, "MC-1012"));
    let conflict = late.conflict.unwrap();
    assert_eq!(conflict.version, 2);
    assert_eq!(conflict.since, ["Nguyễn Thị Ví Dụ: Chuyển xử lý (09:41)"]);
}

async fn a_holder_keeps_others_off(office: &Office) {
    let clerk = office.clerk().await;
    let leader = office.officer(LEADER, 0).await;
    let specialist = office.officer(SPECIALIST, 0).await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    // Held by the clerk who received it, even against the manager of the same desk.
    let manager = office.officer(MANAGER, 0).await;
    let refused = act(&manager, &code, "forward", "").await.unwrap_err();
    assert_eq!((refused.status, refused.code.as_str()), (409, "MC-1042"));
    act(&clerk, &code, "forward", "").await.unwrap();
    let early = act(&leader, &code, "approve", "").await.unwrap_err();
    assert_eq!(early.code, "MC-1020");
    act(&specialist, &code, "take", "").await.unwrap();
    let twice = act(&specialist, &code, "take", "").await.unwrap_err();
    assert_eq!(twice.code, "MC-1047");
    let offers = leader.dossier(&code).await.unwrap().acts;
    let mut open = offers.iter().filter(|offer| offer.blocked.is_none());
    let of_leaders = [
        "assign",
        "suspend",
        "close_without_result",
        "terminate",
        "propose_due",
    ];
    assert!(
        open.all(|offer| of_leaders.contains(&offer.act.as_str())),
        "{offers:?}"
    );
    let mine = specialist.dossier(&code).await.unwrap().acts;
    assert!(
        mine.iter()
            .any(|o| o.act == "submit_for_approval" && o.blocked.is_none()),
        "{mine:?}"
    );
}
