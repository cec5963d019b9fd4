//! The same draft sent twice, or by many hands at once, is one dossier.

use crate::office::*;
use std::collections::BTreeSet;

stories! { a_draft_is_one_dossier, a_key_belongs_to_one_content, an_act_is_done_once }

async fn a_draft_is_one_dossier(office: &Office) {
    let clerk = office.clerk().await;
    let draft = key();
    let sent = request(BIRTH, "Nguyễn Thị Ví Dụ");
    let calls = (0..64).map(|_| {
        let (clerk, draft, sent) = (clerk.clone(), draft.clone(), sent.clone());
        tokio::spawn(async move { clerk.receive(&draft, &sent).await.unwrap() })
    });
    let mut answers = Vec::new();
    for call in calls.collect::<Vec<_>>() {
        answers.push(call.await.unwrap());
    }
    let codes: BTreeSet<_> = answers.iter().map(|a| a.dossier_code.clone()).collect();
    assert_eq!(codes.len(), 1);
    assert!(
        answers.iter().all(|a| *a == answers[0]),
        "all get the same answer"
    );
    assert_eq!(office.value("SELECT count(*) FROM dossier"), "1");
    assert_eq!(office.value("SELECT count(*) FROM outbox"), "1");
    assert_eq!(office.value("SELECT value FROM counter"), "1");
    // A month later the key still stands for that dossier.
    office.at("2025-09-04T08:15:00");
    let late = clerk.receive(&draft, &sent).await.unwrap();
    assert_eq!(late, answers[0]);
}

async fn a_key_belongs_to_one_content(office: &Office) {
    let clerk = office.clerk().await;
    let draft = key();
    clerk
        .receive(&draft, &request(BIRTH, "Nguyễn Thị Ví Dụ"))
        .await
        .unwrap();
    let other = clerk
        .receive(&draft, &request(BIRTH, "Người Khác"))
        .await
        .unwrap_err();
    assert_eq!((other.status, other.code.as_str()), (422, "MC-1052"));
    // Nor does it serve another officer.
    let manager = office.officer(MANAGER, 0).await;
    let stolen = manager
        .receive(&draft, &request(BIRTH, "Nguyễn Thị Ví Dụ"))
        .await
        .unwrap_err();
    assert_eq!(stolen.status, 422);
    // A request that was refused leaves its key free.
    let mut wrong = request(BIRTH, "");
    let draft = key();
    assert_eq!(clerk.receive(&draft, &wrong).await.unwrap_err().status, 422);
    wrong.applicant.name = "Đã Sửa".to_owned();
    clerk.receive(&draft, &wrong).await.unwrap();
    assert_eq!(office.value("SELECT value FROM counter"), "2");
}

async fn an_act_is_done_once(office: &Office) {
    let clerk = office.clerk().await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    let again = key();
    let calls = (0..16).map(|_| {
        let (clerk, again, code) = (clerk.clone(), again.clone(), code.clone());
        tokio::spawn(async move {
            clerk
                .act(&code, 1, &again, &order("forward", ""))
                .await
                .unwrap()
        })
    });
    for call in calls.collect::<Vec<_>>() {
        assert_eq!(call.await.unwrap().version, 2);
    }
    assert_eq!(office.value("SELECT count(*) FROM event"), "2");
}
