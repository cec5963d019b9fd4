//! Guidance and refusal at the counter: a record, a number and a paper, no dossier.

use crate::office::*;
use crate::paper::text_of;
use motcua::client::Subject;

stories! { guided_and_refused, numbers_of_slips_have_no_gap }

async fn guided_and_refused(office: &Office) {
    let clerk = office.clerk().await;
    let mut request = request(MARRIAGE, "Nguyễn Thị Ví Dụ");
    let bare = clerk.refuse(&key(), &request).await.unwrap_err();
    assert_eq!(
        (bare.status, bare.code.as_str()),
        (409, "MC-1043"),
        "a reason is demanded"
    );

    request.reason = "Thiếu giấy chứng sinh".to_owned();
    let guided = clerk.guide(&key(), &request).await.unwrap();
    assert_eq!(guided.number, "01/2025");
    assert_eq!(guided.prints, ["phieu-huong-dan"]);
    request.reason = "Không thuộc thẩm quyền của xã".to_owned();
    let refused = clerk.refuse(&key(), &request).await.unwrap();
    assert_eq!(refused.number, "02/2025");
    assert_eq!(refused.prints[0], "mau-03");

    let paper = clerk
        .print(&Subject::Slip(refused.id), "mau-03")
        .await
        .unwrap();
    let words = text_of(&paper);
    assert!(words.contains("Không thuộc thẩm quyền của xã"), "{words}");
    assert!(
        words.contains("Nguyễn Thị Ví Dụ") && words.contains("02"),
        "{words}"
    );
    for form in ["mau-02", "phieu-huong-dan"] {
        let paper = clerk.print(&Subject::Slip(guided.id), form).await.unwrap();
        assert!(text_of(&paper).contains("Thiếu giấy chứng sinh"), "{form}");
    }
    assert_eq!(office.value("SELECT count(*) FROM dossier"), "0");
    let acts = office.sql("SELECT act FROM event ORDER BY seq").concat();
    assert_eq!(acts, ["guide", "refuse", "print", "print", "print"]);
    // Another unit's slip does not exist.
    let district = office.officer(DISTRICT, 0).await;
    let foreign = district
        .print(&Subject::Slip(guided.id), "mau-02")
        .await
        .unwrap_err();
    let none = district
        .print(&Subject::Slip(999), "mau-02")
        .await
        .unwrap_err();
    assert_eq!(
        (foreign.status, foreign.code.as_str()),
        (404, none.code.as_str())
    );
}

async fn numbers_of_slips_have_no_gap(office: &Office) {
    let clerk = office.clerk().await;
    let mut request = request(MARRIAGE, "Người Bị Hướng Dẫn");
    request.reason = "Thiếu tờ khai".to_owned();
    let draft = key();
    let first = clerk.guide(&draft, &request).await.unwrap();
    let again = clerk.guide(&draft, &request).await.unwrap();
    assert_eq!(first, again, "the same draft is the same slip");
    let refused = clerk.refuse(&draft, &request).await.unwrap_err();
    assert_eq!((refused.status, refused.code.as_str()), (422, "MC-1052"));
    // A new year begins a new series.
    office.at("2026-01-05T08:00:00");
    assert_eq!(
        clerk.guide(&key(), &request).await.unwrap().number,
        "01/2026"
    );
}
