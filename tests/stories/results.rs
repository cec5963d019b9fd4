//! Results on the flow, handed back over the counter and by post.

use crate::attachments::{attach, like_pdf, upload};
use crate::files::{good_scan, scan, signed};
use crate::office::*;
use crate::paper::text_of;
use motcua::client::{Client, Subject, Upload};
use motcua::wire::{
    ActRequest, CollectorLine, CollectorShown, LetterLine, Party, PostListRequest, Problem,
    ResultDraft, ResultFinish,
};

stories! {
    a_scan_or_a_signed_file_finishes_a_result,
    a_file_that_does_not_fit_is_told_why,
    several_results_drafts_and_a_replacement,
    a_final_result_holds_its_file,
    only_who_signs_or_issues_finishes,
    the_return_sheet_shows_what_to_check,
    collectors_are_known_or_authorised,
    the_return_receipt_names_the_results,
    letters_go_to_the_post_with_one_list,
    a_list_is_made_whole_or_not_at_all,
}

async fn draft(desk: &Client, code: &str, title: &str) -> i64 {
    let draft = ResultDraft {
        title: title.to_owned(),
        ..ResultDraft::default()
    };
    desk.draft_result(code, &key(), &draft).await.unwrap().no
}

async fn file(desk: &Client, code: &str, kind: &str, bytes: &[u8]) -> i64 {
    let file = Upload {
        kind: kind.to_owned(),
        ..upload("Bản kết quả", bytes)
    };
    attach(desk, code, file).await.unwrap()
}

fn finish(number: &str, form: &str, attachment: i64) -> ResultFinish {
    ResultFinish {
        number: number.to_owned(),
        date: "2025-08-04".to_owned(),
        signed_by: "Nguyễn Văn Chủ Tịch".to_owned(),
        form: form.to_owned(),
        attachment,
    }
}

/// A dossier of the commune with a final result.
async fn with_result(office: &Office, name: &str, number: &str) -> String {
    let (clerk, registry) = (office.clerk().await, office.officer(REGISTRY, 0).await);
    let code = receive(&clerk, MARRIAGE, name).await.dossier_code;
    finished(&registry, &code, number).await;
    code
}

pub async fn finished(registry: &Client, code: &str, number: &str) {
    let no = draft(registry, code, "Giấy chứng nhận kết hôn").await;
    let id = file(registry, code, "scan", &good_scan()).await;
    let end = finish(number, "scan", id);
    registry
        .finish_result(code, no, &key(), &end)
        .await
        .unwrap();
}

async fn a_scan_or_a_signed_file_finishes_a_result(office: &Office) {
    let (clerk, registry) = (office.clerk().await, office.officer(REGISTRY, 0).await);
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    for (number, form, bytes, said) in [
        ("01/GCN", "scan", good_scan(), "Bản quét màu"),
        (
            "02/GCN",
            "signed_file",
            signed("Nguyễn Văn Ký"),
            "Nguyễn Văn Ký",
        ),
    ] {
        let no = draft(&registry, &code, "Giấy chứng nhận").await;
        let id = file(&registry, &code, "result", &bytes).await;
        let (end, key) = (finish(number, form, id), key());
        let told = registry.finish_result(&code, no, &key, &end).await.unwrap();
        assert!(told.remarks[0].contains(said), "{told:?}");
        // The answer was lost and the desk asks again.
        let again = registry.finish_result(&code, no, &key, &end).await.unwrap();
        assert_eq!(told, again);
    }
    let all = clerk.results(&code).await.unwrap();
    assert!(all.iter().all(|r| r.state == "final"), "{all:?}");
    let ready: motcua::records::results::ResultsReady = office
        .app
        .store
        .read(|tx| motcua::records::results::ready(tx, 1))
        .await
        .unwrap();
    assert_eq!((ready.finals, ready.drafts), (2, 0));
}

async fn a_file_that_does_not_fit_is_told_why(office: &Office) {
    let (clerk, registry) = (office.clerk().await, office.officer(REGISTRY, 0).await);
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    let no = draft(&registry, &code, "Giấy chứng nhận").await;
    for (form, bytes, wanted) in [
        ("scan", scan(1, 900, "/DeviceRGB"), "MC-1246"),
        ("scan", scan(1, 1_700, "/DeviceGray"), "MC-1247"),
        ("scan", signed("x"), "MC-1245"),
        ("scan", like_pdf(1000), "MC-1240"),
        ("signed_file", good_scan(), "MC-1248"),
        (
            "signed_file",
            [signed("x"), b"\n%%EOF".to_vec()].concat(),
            "MC-1249",
        ),
    ] {
        let id = file(&registry, &code, "result", &bytes).await;
        let end = finish("01/GCN", form, id);
        let refused = registry
            .finish_result(&code, no, &key(), &end)
            .await
            .unwrap_err();
        assert_eq!(
            (refused.status, refused.code.as_str()),
            (422, wanted),
            "{}",
            refused.title
        );
    }
    let id = file(&registry, &code, "scan", &good_scan()).await;
    for end in [
        finish("", "scan", id),
        ResultFinish {
            date: "2025-08-05".to_owned(),
            ..finish("1", "scan", id)
        },
        ResultFinish {
            date: "hôm qua".to_owned(),
            ..finish("1", "scan", id)
        },
        finish("1", "wax", id),
    ] {
        let refused = registry
            .finish_result(&code, no, &key(), &end)
            .await
            .unwrap_err();
        assert_eq!(
            (refused.status, refused.fields.len()),
            (422, 1),
            "{refused:?}"
        );
    }
    let stray = registry
        .finish_result(&code, no, &key(), &finish("1", "scan", 999))
        .await;
    assert_eq!(stray.unwrap_err().code, "MC-5035");
    let none = registry
        .finish_result(&code, 9, &key(), &finish("1", "scan", id))
        .await;
    assert_eq!(none.unwrap_err().code, "MC-1254");
    assert_eq!(office.value("SELECT state FROM result"), "draft");
}

async fn several_results_drafts_and_a_replacement(office: &Office) {
    let code = with_result(office, "Nguyễn Thị Ví Dụ", "01/GCN").await;
    let registry = office.officer(REGISTRY, 0).await;
    let second = draft(&registry, &code, "Bản sao").await;
    assert_eq!(second, 2);
    let early = registry
        .replace_result(&code, second, &key(), "Sai họ tên vợ")
        .await;
    assert_eq!(early.unwrap_err().code, "MC-1256");
    let third = registry
        .replace_result(&code, 1, &key(), "Sai họ tên người vợ")
        .await
        .unwrap();
    assert_eq!(third.no, 3);
    let all = registry.results(&code).await.unwrap();
    let states: Vec<_> = all.iter().map(|r| r.state.as_str()).collect();
    assert_eq!(states, ["replaced", "draft", "draft"]);
    assert_eq!(all[0].number, "01/GCN");
    assert_eq!(
        (all[2].title.as_str(), all[2].number.as_str()),
        ("Giấy chứng nhận kết hôn", "")
    );
    let id = file(&registry, &code, "scan", &good_scan()).await;
    let again = registry
        .finish_result(&code, 1, &key(), &finish("9", "scan", id))
        .await;
    assert_eq!(again.unwrap_err().code, "MC-1255");
    let trail = registry.dossier(&code).await.unwrap().trail;
    for act in [
        "Dự thảo kết quả",
        "Hoàn thành kết quả",
        "Thay thế kết quả",
        "Đính kèm tệp",
    ] {
        assert!(trail.iter().any(|line| line.act == act), "{act}");
    }
}

async fn a_final_result_holds_its_file(office: &Office) {
    let code = with_result(office, "Nguyễn Thị Ví Dụ", "01/GCN").await;
    let registry = office.officer(REGISTRY, 0).await;
    let id = registry.results(&code).await.unwrap()[0]
        .attachment
        .unwrap();
    let held = registry
        .remove_attachment(&code, id, &key(), "Không cần nữa rồi")
        .await;
    let held = held.unwrap_err();
    assert_eq!((held.status, held.code.as_str()), (409, "MC-5037"));
}

async fn only_who_signs_or_issues_finishes(office: &Office) {
    let (clerk, specialist) = (office.clerk().await, office.officer(SPECIALIST, 0).await);
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    let no = draft(&specialist, &code, "Giấy chứng nhận").await;
    let id = file(&specialist, &code, "scan", &good_scan()).await;
    for desk in [&clerk, &specialist] {
        let refused = desk
            .finish_result(&code, no, &key(), &finish("1", "scan", id))
            .await;
        assert_eq!(refused.unwrap_err().code, "MC-7003");
    }
    let leader = office.officer(LEADER, 0).await;
    leader
        .finish_result(&code, no, &key(), &finish("1", "scan", id))
        .await
        .unwrap();
}

async fn the_return_sheet_shows_what_to_check(office: &Office) {
    let code = with_result(office, "Nguyễn Thị Ví Dụ", "01/GCN").await;
    let clerk = office.clerk().await;
    let sheet = clerk.return_sheet(&code).await.unwrap();
    assert_eq!(sheet.results[0].number, "01/GCN");
    assert_eq!(
        (sheet.delivery.as_str(), sheet.owner_identity.as_str()),
        ("counter", "001185000123")
    );
    assert_eq!(sheet.state, "received");
    let specialist = office.officer(SPECIALIST, 0).await;
    assert_eq!(
        specialist.return_sheet(&code).await.unwrap_err().code,
        "MC-7003"
    );
    let unknown = clerk
        .return_sheet("H62.98.1-250804-9999")
        .await
        .unwrap_err();
    assert_eq!(unknown.code, "MC-1004");
}

async fn collectors_are_known_or_authorised(office: &Office) {
    let clerk = office.clerk().await;
    let mut sent = request(MARRIAGE, "Nguyễn Thị Ví Dụ");
    sent.submitter = Some(Party {
        name: "Y Bhăm Êban".to_owned(),
        identity: "066090000001".to_owned(),
        ..Party::default()
    });
    let code = clerk.receive(&key(), &sent).await.unwrap().dossier_code;
    for (name, identity, authorisation, wanted) in [
        ("Nguyễn Thị Ví Dụ", "001 185 000 123", "", "owner"),
        ("y bhăm êban", "066090000001", "", "submitter"),
        (
            "Lê Văn Khác",
            "001090000009",
            "Giấy ủy quyền số 3 ngày 01/8/2025",
            "authorised",
        ),
        ("Lê Văn Khác", "001090000009", "", "MC-1262"),
        ("Lê Văn Khác", "001185000123", "", "MC-1263"),
        ("", "001185000123", "", "MC-1260"),
        ("Nguyễn Thị Ví Dụ", "", "", "MC-1261"),
        ("Nguyễn\u{202e}", "1", "", "MC-1100"),
    ] {
        let shown = CollectorShown {
            name: name.to_owned(),
            identity: identity.to_owned(),
            authorisation: authorisation.to_owned(),
        };
        let answer = clerk.check_collector(&code, &shown).await;
        let told = answer.map_or_else(|p| p.code.clone(), |s| s.standing);
        assert_eq!(told, wanted, "{name} {identity}");
    }
}

async fn the_return_receipt_names_the_results(office: &Office) {
    let code = waiting(office, "Nguyễn Thị Ví Dụ", false).await;
    let clerk = office.clerk().await;
    let hand = |name: &str, identity: &str, authorisation: &str| ActRequest {
        collector: Some(CollectorLine {
            name: name.to_owned(),
            identity: identity.to_owned(),
            authorisation: authorisation.to_owned(),
        }),
        ..order("return_result", "")
    };
    let version = clerk.dossier(&code).await.unwrap().line.version;
    let stranger = hand("Lê Văn Khác", "001090000009", "");
    let refused = clerk
        .act(&code, version, &key(), &stranger)
        .await
        .unwrap_err();
    assert_eq!(refused.code, "MC-1262");
    let friend = hand(
        "Lê Văn Khác",
        "001090000009",
        "Giấy ủy quyền ngày 01/8/2025",
    );
    clerk.act(&code, version, &key(), &friend).await.unwrap();
    let subject = Subject::Dossier(code);
    let words = text_of(
        &clerk
            .print(&subject, "giay-bien-nhan-ket-qua")
            .await
            .unwrap(),
    );
    for piece in [
        "01/SY",
        "Giấy chứng nhận kết hôn",
        "Nguyễn Thị Ví Dụ",
        "Lê Văn Khác",
        "001090000009",
    ] {
        assert!(words.contains(piece), "{piece} is not in:\n{words}");
    }
}

/// A dossier whose result waits to go by post.
pub async fn waiting(office: &Office, name: &str, by_post: bool) -> String {
    let clerk = office.clerk().await;
    let mut sent = request(COPIES, name);
    if by_post {
        sent.collect_at = "Tại nhà qua dịch vụ bưu chính công ích".to_owned();
    }
    let code = clerk.receive(&key(), &sent).await.unwrap().dossier_code;
    finished(&office.officer(REGISTRY, 0).await, &code, "01/SY").await;
    act(&clerk, &code, "solve_at_once", "Chứng thực xong")
        .await
        .unwrap();
    code
}

fn letters(pairs: &[(&str, &str)]) -> PostListRequest {
    let letter = |(code, number): &(&str, &str)| LetterLine {
        code: (*code).to_owned(),
        consignment: (*number).to_owned(),
    };
    PostListRequest {
        carrier: "Bưu điện xã Minh Hòa".to_owned(),
        letters: pairs.iter().map(letter).collect(),
    }
}

async fn letters_go_to_the_post_with_one_list(office: &Office) {
    let clerk = office.clerk().await;
    let a = waiting(office, "Nguyễn Thị Một", true).await;
    let b = waiting(office, "Nguyễn Thị Hai", true).await;
    let (key, list) = (key(), letters(&[(&a, "EB01VN"), (&b, "EB02VN")]));
    let made = clerk.post_list(&key, &list).await.unwrap();
    assert_eq!((made.number.as_str(), made.letters), ("01/2025", 2));
    assert_eq!(clerk.post_list(&key, &list).await.unwrap(), made);
    for (code, number) in [(&a, "EB01VN"), (&b, "EB02VN")] {
        let sheet = clerk.return_sheet(code).await.unwrap();
        assert_eq!(sheet.state, "result_returned");
        assert!(sheet.posted.unwrap().contains(number));
    }
    let subject = Subject::PostList(made.id);
    let words = text_of(
        &clerk
            .print(&subject, "phieu-ban-giao-ket-qua")
            .await
            .unwrap(),
    );
    for piece in [
        "PHIẾU BÀN GIAO KẾT QUẢ",
        "EB01VN",
        "EB02VN",
        "Nguyễn Thị Hai",
        "Bưu điện xã Minh Hòa",
    ] {
        assert!(words.contains(piece), "{piece} is not in:\n{words}");
    }
    let other = office.officer(DISTRICT, 0).await;
    let foreign = other
        .print(&subject, "phieu-ban-giao-ket-qua")
        .await
        .unwrap_err();
    assert!([403, 404].contains(&foreign.status), "{foreign:?}");
}

async fn a_list_is_made_whole_or_not_at_all(office: &Office) {
    let clerk = office.clerk().await;
    let good = waiting(office, "Nguyễn Thị Một", true).await;
    let counter = waiting(office, "Nguyễn Thị Hai", false).await;
    let early = with_result(office, "Nguyễn Thị Ba", "1").await;
    let told = |answer: Result<_, Box<Problem>>| answer.map(drop).unwrap_err().code;
    for (pairs, wanted) in [
        (vec![], "MC-1266"),
        (
            vec![(good.as_str(), "A1"), (counter.as_str(), "A2")],
            "MC-1264",
        ),
        (vec![(&good, "A1"), (&early, "A2")], "MC-1264"),
        (vec![(&good, "A1"), (&good, "A2")], "MC-1264"),
        (vec![(&good, "")], "MC-1264"),
        (vec![(&good, "A1"), (&counter, "A1")], "MC-1265"),
        (
            vec![(&good, "A1"), ("H62.98.1-250804-9999", "A2")],
            "MC-1004",
        ),
    ] {
        let answer = clerk.post_list(&key(), &letters(&pairs)).await;
        assert_eq!(told(answer), wanted, "{pairs:?}");
    }
    assert_eq!(office.value("SELECT count(*) FROM post_list"), "0");
    clerk
        .post_list(&key(), &letters(&[(&good, "A1")]))
        .await
        .unwrap();
    let more = waiting(office, "Nguyễn Thị Tư", true).await;
    let used = clerk.post_list(&key(), &letters(&[(&more, "A1")])).await;
    assert_eq!(told(used), "MC-1265");
    // No number was lost with the lists that were refused.
    let made = clerk
        .post_list(&key(), &letters(&[(&more, "A2")]))
        .await
        .unwrap();
    assert_eq!(made.number, "02/2025");
}
