//! The whole life of a dossier, with the clock, the number, the trail and the notices right.

use crate::office::*;
use motcua::client::Client;
use motcua::wire::{DossierView, Standing};

stories! {
    a_birth_through_the_published_process,
    a_marriage_through_the_generic_process,
    the_draft_goes_back_and_forth,
    a_late_step_demands_its_reason,
    copies_are_solved_at_once,
}

async fn state(desk: &Client, code: &str) -> (String, String, u32) {
    let view = desk.dossier(code).await.unwrap();
    (view.line.state.clone(), view.line.step.clone(), here(&view))
}

fn here(view: &DossierView) -> u32 {
    let at = view.steps.iter().find(|s| s.progress == "here");
    at.map_or(0, |s| s.no)
}

async fn a_birth_through_the_published_process(office: &Office) {
    let clerk = office.clerk().await;
    let specialist = office.officer(SPECIALIST, 0).await;
    let leader = office.officer(LEADER, 0).await;
    let registry = office.officer(REGISTRY, 0).await;

    let received = receive(&clerk, BIRTH, "Nguyễn Thị Ví Dụ").await;
    let code = received.dossier_code.as_str();
    assert_eq!(code, "H62.98.1-250804-0001");
    assert_eq!(received.received_session, "2025-08-04 AM");
    assert_eq!(received.due.as_deref(), Some("2025-08-04 PM"));
    assert_eq!(
        received.due_at.as_deref(),
        Some("2025-08-04T17:00:00+07:00")
    );
    assert_eq!(received.prints, ["mau-01"]);
    assert_eq!(state(&clerk, code).await.0, "received");

    let done = act(&clerk, code, "forward", "").await.unwrap();
    assert_eq!(
        (done.state.as_str(), done.charged, done.version),
        ("in_progress", 0, 2)
    );
    assert_eq!(state(&specialist, code).await.2, 2);
    act(&specialist, code, "take", "").await.unwrap();
    let taken = specialist.dossier(code).await.unwrap();
    assert_eq!(taken.line.holder, "Trần Văn Minh Họa");

    office.at("2025-08-04T14:00:00");
    let done = act(&specialist, code, "submit_for_approval", "")
        .await
        .unwrap();
    assert_eq!(
        (done.state.as_str(), done.charged),
        ("awaiting_approval", 1)
    );
    let done = act(&leader, code, "approve", "").await.unwrap();
    assert_eq!(
        (done.state.as_str(), done.charged),
        ("awaiting_signature", 0)
    );
    let done = act(&leader, code, "sign", "").await.unwrap();
    assert_eq!(done.state, "awaiting_signature", "the registry comes first");
    let done = act(&registry, code, "issue", "").await.unwrap();
    assert_eq!(done.state, "result_ready");

    let ready = clerk.list("to_return", None).await.unwrap();
    assert_eq!(ready.rows[0].standing, Standing::OnTime);
    let done = act(&clerk, code, "return_result", "").await.unwrap();
    assert_eq!(done.state, "result_returned");
    assert_eq!(done.prints, ["giay-bien-nhan-ket-qua"]);

    let view = clerk.dossier(code).await.unwrap();
    let acts: Vec<_> = view.trail.iter().map(|e| e.act.as_str()).collect();
    assert_eq!(
        acts,
        [
            "Tiếp nhận",
            "Chuyển xử lý",
            "Nhận hồ sơ",
            "Trình lãnh đạo",
            "Duyệt",
            "Ký",
            "Vào số, đóng dấu, phát hành",
            "Trả kết quả"
        ]
    );
    assert!(
        view.acts.iter().all(|offer| offer.act == "undo"),
        "nothing is left to do: {:?}",
        view.acts
    );
    assert!(act(&clerk, code, "return_result", "").await.is_err());
    // One notice an announcement, in the order of the acts, none twice.
    let notices = office.sql("SELECT kind FROM outbox ORDER BY event");
    assert_eq!(notices.concat(), ["TiepNhan", "CoKetQua", "TraKetQua"]);
    let payload = office.value("SELECT payload FROM outbox ORDER BY event LIMIT 1");
    assert!(
        payload.contains(code) && !payload.contains("Ví Dụ"),
        "{payload}"
    );
}

async fn a_marriage_through_the_generic_process(office: &Office) {
    let clerk = office.clerk().await;
    let specialist = office.officer(SPECIALIST, 0).await;
    let leader = office.officer(LEADER, 0).await;
    let received = receive(&clerk, MARRIAGE, "Giàng A Thử").await;
    let code = received.dossier_code.as_str();
    assert_eq!(
        received.due.as_deref(),
        Some("2025-08-07 AM"),
        "three days after this morning"
    );
    let view = clerk.dossier(code).await.unwrap();
    let allotted: Vec<_> = view.steps.iter().map(|s| s.half_days).collect();
    assert_eq!(allotted, [0, 4, 1, 1]);

    act(&clerk, code, "forward", "").await.unwrap();
    office.at("2025-08-06T09:00:00");
    let done = act(&specialist, code, "submit_for_approval", "")
        .await
        .unwrap();
    assert_eq!(done.charged, 4);
    act(&leader, code, "approve", "").await.unwrap();
    office.at("2025-08-06T16:00:00");
    let early = act(&leader, code, "sign", "").await.unwrap_err();
    assert_eq!(early.code, "MC-1074", "the result comes first");
    crate::results::finished(&leader, code, "01/GCN").await;
    let done = act(&leader, code, "sign", "").await.unwrap();
    assert_eq!((done.state.as_str(), done.charged), ("result_ready", 1));
    let view = clerk.dossier(code).await.unwrap();
    assert_eq!(view.line.standing, Standing::Early { half_days: 1 });
    let charged: Vec<_> = view.steps.iter().map(|s| s.charged).collect();
    assert_eq!(charged, [0, 4, 1, 0]);
    // Collected a week later: the day the result was ready counts, not this one.
    office.at("2025-08-13T09:00:00");
    act(&clerk, code, "return_result", "").await.unwrap();
    let view = clerk.dossier(code).await.unwrap();
    assert_eq!(view.line.standing, Standing::Early { half_days: 1 });
}

async fn the_draft_goes_back_and_forth(office: &Office) {
    let clerk = office.clerk().await;
    let specialist = office.officer(SPECIALIST, 0).await;
    let leader = office.officer(LEADER, 0).await;
    let code = receive(&clerk, MARRIAGE, "Đặng Thị Mẫu").await.dossier_code;
    act(&clerk, &code, "forward", "").await.unwrap();

    let bare = act(&specialist, &code, "send_back", "").await.unwrap_err();
    assert_eq!((bare.status, bare.code.as_str()), (409, "MC-1043"));
    let done = act(&specialist, &code, "send_back", "Thiếu tờ khai")
        .await
        .unwrap();
    assert_eq!(done.state, "received");
    let box_of_clerk = clerk.list("inbox", None).await.unwrap();
    assert_eq!(box_of_clerk.rows.len(), 1);
    act(&clerk, &code, "forward", "Đã bổ sung").await.unwrap();
    act(&specialist, &code, "submit_for_approval", "")
        .await
        .unwrap();
    let done = act(&leader, &code, "reject_draft", "Sai họ tên")
        .await
        .unwrap();
    assert_eq!(done.state, "in_progress");
    assert_eq!(state(&specialist, &code).await.2, 2);
    act(&specialist, &code, "submit_for_approval", "")
        .await
        .unwrap();
    act(&leader, &code, "approve", "").await.unwrap();
    // After approval the signer may still refuse the draft.
    act(&leader, &code, "reject_draft", "Sai căn cứ")
        .await
        .unwrap();
    act(&specialist, &code, "submit_for_approval", "")
        .await
        .unwrap();
    act(&leader, &code, "approve", "").await.unwrap();
    crate::results::finished(&leader, &code, "01/GCN").await;
    let done = act(&leader, &code, "sign", "").await.unwrap();
    assert_eq!(done.state, "result_ready");
    let notices = office.sql("SELECT kind FROM outbox ORDER BY event");
    assert_eq!(
        notices.concat(),
        ["TiepNhan", "CoKetQua"],
        "going back tells nobody"
    );
}

async fn a_late_step_demands_its_reason(office: &Office) {
    let clerk = office.clerk().await;
    let specialist = office.officer(SPECIALIST, 0).await;
    let code = receive(&clerk, MARRIAGE, "Lò Văn Muộn").await.dossier_code;
    act(&clerk, &code, "forward", "").await.unwrap();
    // Allotted four half-days from Monday morning; Thursday morning is the sixth after it.
    office.at("2025-08-07T09:00:00");
    let refused = act(&specialist, &code, "submit_for_approval", "")
        .await
        .unwrap_err();
    assert_eq!((refused.status, refused.code.as_str()), (409, "MC-1044"));
    assert!(refused.title.contains("1 ngày"), "{}", refused.title);
    let kept = specialist.dossier(&code).await.unwrap();
    assert_eq!(
        (kept.line.state.as_str(), kept.line.version),
        ("in_progress", 2),
        "nothing moved"
    );
    act(&specialist, &code, "submit_for_approval", "Chờ xác minh")
        .await
        .unwrap();
    let view = specialist.dossier(&code).await.unwrap();
    assert_eq!(view.trail.last().unwrap().note, "Chờ xác minh");
    let late = office.value("SELECT body FROM event ORDER BY seq DESC LIMIT 1");
    assert!(late.contains("\"late_halfdays\":2,"), "{late}");
}

async fn copies_are_solved_at_once(office: &Office) {
    let clerk = office.clerk().await;
    let received = receive(&clerk, COPIES, "Phạm Thị Thử").await;
    assert_eq!(received.prints, [""; 0], "no slip for what is done at once");
    let code = received.dossier_code.as_str();
    let done = act(&clerk, code, "solve_at_once", "").await.unwrap();
    assert_eq!(done.state, "result_ready");
    act(&clerk, code, "return_result", "").await.unwrap();
    let view = clerk.dossier(code).await.unwrap();
    assert_eq!(view.trail.len(), 3, "a full record all the same");
    // Anything else takes its way.
    let other = receive(&clerk, MARRIAGE, "Phạm Thị Thử").await.dossier_code;
    let refused = act(&clerk, &other, "solve_at_once", "").await.unwrap_err();
    assert_eq!((refused.status, refused.code.as_str()), (409, "MC-1045"));
}
