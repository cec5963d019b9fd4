//! Deleting what was entered by mistake: two persons, nothing erased, the number never given again.

use crate::office::*;
use motcua::wire::{CancelRequest, CollectRequest, FeeLine, OpenShiftRequest};

stories! {
    a_deleted_dossier_is_gone_for_all_but_those_with_the_right,
    money_taken_is_given_back_first,
}

const PROVINCE: &str = "vidu.toquantri@minhhoa.example";
const WHY: &str = "Nhập hai lần cùng một hồ sơ";

async fn a_deleted_dossier_is_gone_for_all_but_those_with_the_right(office: &Office) {
    let clerk = office.clerk().await;
    let manager = office.officer(MANAGER, 0).await;
    let district = office.officer("vidu.huyen@minhhoa.example", 0).await;
    let mut sent = request(MARRIAGE, "Lò Thị Nhầm");
    sent.applicant.phone = "0912 000 777".to_owned();
    let code = clerk.receive(&key(), &sent).await.unwrap().dossier_code;
    assert_eq!(code, "H62.98.1-250804-0001");
    act(&clerk, &code, "propose_deletion", WHY).await.unwrap();
    let offered = manager.dossier(&code).await.unwrap().acts;
    assert!(
        offered
            .iter()
            .any(|a| a.act == "delete" && a.blocked.is_none())
    );
    assert_eq!(manager.list("to_delete", None).await.unwrap().rows.len(), 1);
    // Another unit's dossier is not there, whatever one would do with it.
    let foreign = act(&district, &code, "delete", "").await.unwrap_err();
    assert_eq!((foreign.status, foreign.code.as_str()), (404, "MC-1004"));
    let done = act(&manager, &code, "delete", "").await.unwrap();
    assert_eq!(done.state, "deleted");
    assert!(done.prints.is_empty());

    let gone = clerk.dossier(&code).await.unwrap_err();
    assert_eq!((gone.status, gone.code.as_str()), (404, "MC-1004"));
    for words in ["lo thi nham", "0912000777", "1", code.as_str()] {
        let rows = clerk.find(words).await.unwrap().rows;
        assert!(rows.is_empty(), "{words}: {rows:?}");
    }
    for list in ["desk", "today", "to_forward", "inbox"] {
        assert!(
            clerk.list(list, None).await.unwrap().rows.is_empty(),
            "{list}"
        );
    }
    assert!(
        manager
            .list("to_delete", None)
            .await
            .unwrap()
            .rows
            .is_empty()
    );
    // Who approves deletions or reads the trail still finds it, with everything that happened.
    let auditor = office.officer(AUDITOR, 0).await;
    let province = office.officer(PROVINCE, 0).await;
    for desk in [&manager, &auditor, &province] {
        let rows = desk.find("lo thi nham").await.unwrap().rows;
        assert_eq!(rows[0].code, code);
        assert_eq!(rows[0].state_label, "Đã xóa (nhập nhầm)");
    }
    let trail = manager.dossier(&code).await.unwrap().trail;
    let acts: Vec<&str> = trail.iter().map(|e| e.act.as_str()).collect();
    assert!(acts.contains(&"Xóa hồ sơ nhập nhầm"), "{acts:?}");
    assert!(format!("{trail:?}").contains(WHY));
    // Nothing was told to the portal, and the number is used up.
    let kinds = office
        .sql("SELECT kind FROM outbox ORDER BY event")
        .concat();
    assert_eq!(kinds, ["TiepNhan"]);
    let next = receive(&clerk, MARRIAGE, "Lò Thị Đúng").await.dossier_code;
    assert_eq!(next, "H62.98.1-250804-0002");
    let again = act(&manager, &code, "delete", "").await.unwrap_err();
    assert_eq!(again.code, "MC-1020");
}

async fn money_taken_is_given_back_first(office: &Office) {
    let clerk = office.clerk().await;
    let leader = office.officer(LEADER, 0).await;
    let manager = office.officer(MANAGER, 0).await;
    let mut sent = request(MARRIAGE, "Lò Thị Nhầm");
    sent.fees = vec![FeeLine {
        kind: "le_phi".to_owned(),
        name: "Lệ phí hộ tịch".to_owned(),
        amount_dong: 30_000,
    }];
    let code = clerk.receive(&key(), &sent).await.unwrap().dossier_code;
    let open = OpenShiftRequest { opening_dong: 0 };
    clerk.open_shift(&key(), &open).await.unwrap();
    let all = CollectRequest {
        way: "chuyen-khoan".to_owned(),
        ..CollectRequest::default()
    };
    let taken = clerk.collect(&code, &key(), &all).await.unwrap();
    act(&clerk, &code, "propose_deletion", WHY).await.unwrap();
    let refused = act(&manager, &code, "delete", "").await.unwrap_err();
    assert_eq!(refused.code, "MC-1275");
    assert!(refused.title.contains("30000"), "{}", refused.title);
    let receipt = taken.receipts[0].id;
    let reason = CancelRequest {
        reason: "Thu nhầm hồ sơ nhập nhầm".to_owned(),
    };
    leader
        .cancel_receipt(receipt, &key(), &reason)
        .await
        .unwrap();
    act(&manager, &code, "delete", "").await.unwrap();
}
