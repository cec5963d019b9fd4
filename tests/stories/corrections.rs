//! Mistakes found after the slip was given, and acts taken back.

use crate::office::{
    BIRTH, LEADER, MARRIAGE, Office, SPECIALIST, act, key, order, receive, request, stories,
};
use motcua::wire::IntakeRequest;

stories! {
    a_wrong_name_is_corrected_on_a_new_slip,
    what_a_dossier_holds_is_corrected_after_its_difference_was_seen,
    a_wrong_procedure_begins_again_under_the_same_code,
    a_wrong_due_needs_two_persons,
    a_hand_over_is_recalled_until_somebody_acts,
    an_act_is_undone_for_thirty_seconds,
}

fn corrected(procedure: &str, name: &str, reason: &str) -> IntakeRequest {
    IntakeRequest {
        reason: reason.to_owned(),
        ..request(procedure, name)
    }
}

async fn a_wrong_name_is_corrected_on_a_new_slip(office: &Office) {
    let clerk = office.clerk().await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Sai Tên")
        .await
        .dossier_code;
    act(&clerk, &code, "forward", "").await.unwrap();
    let version = clerk.dossier(&code).await.unwrap().line.version;
    let nothing_said = corrected(MARRIAGE, "Nguyễn Thị Đúng Tên", "");
    let refused = clerk
        .correct(&code, version, &key(), &nothing_said)
        .await
        .unwrap_err();
    assert_eq!(refused.code, "MC-1043");
    let right = corrected(MARRIAGE, "Nguyễn Thị Đúng Tên", "Gõ sai tên chủ hồ sơ");
    let done = clerk.correct(&code, version, &key(), &right).await.unwrap();
    assert_eq!(done.prints, ["mau-01"]);
    let view = clerk.dossier(&code).await.unwrap();
    assert_eq!(view.applicant.name, "Nguyễn Thị Đúng Tên");
    assert_eq!(view.line.state, "in_progress", "it stays where it is");
    assert_eq!((view.life.slips_replaced, view.life.first_due), (1, None));
    for name in ["sai ten", "dung ten"] {
        let found = clerk.find(name).await.unwrap().rows;
        assert_eq!(found.len(), 1, "found by {name}");
    }
    let last = view.trail.last().unwrap();
    assert_eq!(last.note, "Gõ sai tên chủ hồ sơ");
}

async fn what_a_dossier_holds_is_corrected_after_its_difference_was_seen(office: &Office) {
    let clerk = office.clerk().await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Giữ")
        .await
        .dossier_code;
    let held = clerk.held_intake(&code).await.unwrap();
    assert_eq!(held.intake.applicant.name, "Nguyễn Thị Giữ");
    assert_eq!((held.sheet.code.as_str(), held.version), (MARRIAGE, 1));
    let preview = |intake: IntakeRequest| {
        let (clerk, code) = (clerk.clone(), code.clone());
        async move { clerk.correction_preview(&code, held.version, &intake).await }
    };
    // Sent back as it came, nothing is different.
    let same = preview(held.intake.clone()).await.unwrap();
    assert_eq!((same.changes, same.back_to_desk), (Vec::new(), false));
    let mut right = held.intake.clone();
    right.applicant.name = "Nguyễn Thị Đổi".to_owned();
    let renamed = preview(right.clone()).await.unwrap().changes;
    assert_eq!(renamed.len(), 1, "{renamed:?}");
    let change = &renamed[0];
    assert_eq!(
        (
            change.field.as_str(),
            change.old.as_str(),
            change.new.as_str()
        ),
        ("Họ tên chủ hồ sơ", "Nguyễn Thị Giữ", "Nguyễn Thị Đổi")
    );
    // Another procedure: the due that was shown is the due that is given.
    let other = corrected(BIRTH, "Nguyễn Thị Giữ", "Chọn nhầm thủ tục");
    let shown = preview(other.clone()).await.unwrap();
    assert!(shown.back_to_desk);
    let due = shown.changes.iter().find(|c| c.field == "Hẹn trả").unwrap();
    let before = clerk.dossier(&code).await.unwrap().line;
    assert_eq!(before.version, held.version, "a look changes nothing");
    assert_eq!(before.due.as_deref(), Some(due.old.as_str()));
    clerk
        .correct(&code, held.version, &key(), &other)
        .await
        .unwrap();
    let after = clerk.dossier(&code).await.unwrap().line;
    assert_eq!(after.due.as_deref(), Some(due.new.as_str()));
    // Somebody was faster: a comparison with what was is refused.
    let stale = preview(right).await.unwrap_err();
    assert_eq!(stale.status, 412, "{stale:?}");
    // Only who may correct sees the act, and only while it can be done.
    let offered =
        |view: motcua::wire::DossierView, act: &str| view.acts.iter().any(|a| a.act == act);
    assert!(offered(
        clerk.dossier(&code).await.unwrap(),
        "correct_intake"
    ));
    let leader = office.officer(LEADER, 0).await;
    assert!(!offered(
        leader.dossier(&code).await.unwrap(),
        "correct_intake"
    ));
    assert_eq!(leader.held_intake(&code).await.unwrap_err().code, "MC-7003");
}

async fn a_wrong_procedure_begins_again_under_the_same_code(office: &Office) {
    let clerk = office.clerk().await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Nhầm")
        .await
        .dossier_code;
    act(&clerk, &code, "forward", "").await.unwrap();
    let before = clerk.dossier(&code).await.unwrap();
    let right = corrected(BIRTH, "Nguyễn Thị Nhầm", "Chọn nhầm thủ tục");
    let version = before.line.version;
    clerk.correct(&code, version, &key(), &right).await.unwrap();
    let view = clerk.dossier(&code).await.unwrap();
    assert_eq!(
        (view.procedure_code.as_str(), view.line.state.as_str()),
        (BIRTH, "received")
    );
    assert_ne!(view.line.due, before.line.due);
    assert_eq!(
        view.life.first_due, before.line.due,
        "the old date stays readable"
    );
    act(&clerk, &code, "forward", "").await.unwrap();
}

async fn a_wrong_due_needs_two_persons(office: &Office) {
    let clerk = office.clerk().await;
    let leader = office.officer(LEADER, 0).await;
    let admin = office.officer("vidu.toquantri@minhhoa.example", 0).await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Hẹn Sai")
        .await
        .dossier_code;
    let due = clerk.dossier(&code).await.unwrap().line.due;
    let alone = act(&admin, &code, "correct_due", "").await.unwrap_err();
    assert_eq!(alone.code, "MC-1081", "nobody proposed it");
    let mut proposal = order("propose_due", "Nhập sai thời hạn");
    proposal.due = Some("2025-08-12 AM".to_owned());
    leader.act(&code, 1, &key(), &proposal).await.unwrap();
    act(&admin, &code, "correct_due", "").await.unwrap();
    let view = clerk.dossier(&code).await.unwrap();
    assert_eq!(view.line.due.as_deref(), Some("2025-08-12 AM"));
    assert_eq!(view.life.first_due, due);
}

async fn a_hand_over_is_recalled_until_somebody_acts(office: &Office) {
    let clerk = office.clerk().await;
    let specialist = office.officer(SPECIALIST, 0).await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Thu Hồi")
        .await
        .dossier_code;
    act(&clerk, &code, "forward", "").await.unwrap();
    act(&clerk, &code, "recall", "").await.unwrap();
    let view = clerk.dossier(&code).await.unwrap();
    assert_eq!(
        (view.line.state.as_str(), view.line.version),
        ("received", 3)
    );
    act(&clerk, &code, "forward", "").await.unwrap();
    act(&specialist, &code, "take", "").await.unwrap();
    let late = act(&clerk, &code, "recall", "").await.unwrap_err();
    assert_eq!(late.code, "MC-1064");
}

async fn an_act_is_undone_for_thirty_seconds(office: &Office) {
    let clerk = office.clerk().await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Hoàn Tác")
        .await
        .dossier_code;
    act(&clerk, &code, "forward", "").await.unwrap();
    office.at("2025-08-04T08:15:29");
    act(&clerk, &code, "undo", "").await.unwrap();
    assert_eq!(clerk.dossier(&code).await.unwrap().line.state, "received");
    let twice = act(&clerk, &code, "undo", "").await.unwrap_err();
    assert_eq!(twice.code, "MC-1065", "undoing is not undone");
    act(&clerk, &code, "forward", "").await.unwrap();
    office.at("2025-08-04T08:16:00");
    let late = act(&clerk, &code, "undo", "").await.unwrap_err();
    assert_eq!(late.code, "MC-1065");
}
