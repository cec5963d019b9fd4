//! Through the portal: what citizens send waits at the desk, without a clock, until it is received.

use crate::office::{MARRIAGE, Office, act, key, order, request, stories};
use motcua::wire::{IntakeRequest, PaperLine};

stories! {
    what_citizens_send_waits_for_the_desk,
    a_lacking_file_goes_back_before_receipt,
    only_the_portal_registers,
}

const PORTAL: &str = "vidu.cong@minhhoa.example";

fn sent(name: &str) -> IntakeRequest {
    IntakeRequest {
        desk: "xa-minh-hoa".to_owned(),
        channel: "online".to_owned(),
        ..request(MARRIAGE, name)
    }
}

async fn what_citizens_send_waits_for_the_desk(office: &Office) {
    office.at("2025-08-02T20:00:00");
    let portal = office.officer(PORTAL, 0).await;
    let draft = key();
    let registered = portal
        .register(&draft, &sent("Trần Thị Trực Tuyến"))
        .await
        .unwrap();
    let again = portal
        .register(&draft, &sent("Trần Thị Trực Tuyến"))
        .await
        .unwrap();
    assert_eq!(
        registered.dossier_code, again.dossier_code,
        "sent twice, one dossier"
    );
    assert_eq!(registered.due, None, "nothing is promised yet");
    let code = registered.dossier_code;
    office.at("2025-08-04T14:00:00");
    let clerk = office.clerk().await;
    let view = clerk.dossier(&code).await.unwrap();
    assert_eq!(view.line.state, "registered_online");
    assert!(clerk.list("desk", None).await.unwrap().rows.is_empty());
    let done = act(&clerk, &code, "receive", "").await.unwrap();
    assert_eq!(
        (done.state.as_str(), done.prints.as_slice()),
        ("received", &["mau-01".to_owned()][..])
    );
    let view = clerk.dossier(&code).await.unwrap();
    // Three days from Monday afternoon.
    assert_eq!(view.line.due.as_deref(), Some("2025-08-07 PM"));
    assert_eq!(view.line.received, "2025-08-04 PM");
    act(&clerk, &code, "forward", "").await.unwrap();
}

async fn a_lacking_file_goes_back_before_receipt(office: &Office) {
    let portal = office.officer(PORTAL, 0).await;
    let code = portal
        .register(&key(), &sent("Lê Văn Thiếu"))
        .await
        .unwrap()
        .dossier_code;
    let clerk = office.clerk().await;
    let lacking = PaperLine {
        name: "Giấy xác nhận".to_owned(),
        originals: 1,
        ..PaperLine::default()
    };
    let mut ask = order("ask_online_supplement", "Thiếu giấy xác nhận");
    let version = clerk.dossier(&code).await.unwrap().line.version;
    let without = clerk.act(&code, version, &key(), &ask).await.unwrap_err();
    assert_eq!(without.code, "MC-1066", "papers are named");
    ask.papers = vec![lacking];
    clerk.act(&code, version, &key(), &ask).await.unwrap();
    let early = act(&clerk, &code, "receive", "").await.unwrap_err();
    assert_eq!(early.code, "MC-1020");
    let version = clerk.dossier(&code).await.unwrap().line.version;
    portal
        .act(&code, version, &key(), &order("resubmit_online", ""))
        .await
        .unwrap();
    act(&clerk, &code, "refuse", "Không thuộc thẩm quyền")
        .await
        .unwrap();
    let over = act(&clerk, &code, "receive", "").await.unwrap_err();
    assert_eq!(over.code, "MC-1020");
}

async fn only_the_portal_registers(office: &Office) {
    let clerk = office.clerk().await;
    let refused = clerk
        .register(&key(), &sent("Nguyễn Văn Quầy"))
        .await
        .unwrap_err();
    assert_eq!((refused.status, refused.code.as_str()), (403, "MC-7003"));
}
