//! One box: code, last digits, name without accents, telephone, identity number.

use crate::office::*;
use motcua::client::Client;

stories! { one_box_finds_by_everything, a_submitter_is_found_too, who_comes_again_is_known }

async fn codes(desk: &Client, text: &str) -> Vec<String> {
    let page = desk.find(text).await.unwrap();
    page.rows.into_iter().map(|row| row.code).collect()
}

async fn one_box_finds_by_everything(office: &Office) {
    let clerk = office.clerk().await;
    let mut codes_made = Vec::new();
    for (i, name) in ["Đặng Thị Ánh Tuyết", "Y Bih Niê Kdăm", "Nguyễn Văn Ánh"]
        .iter()
        .enumerate()
    {
        let mut sent = request(MARRIAGE, name);
        sent.applicant.identity = format!("00118500012{i}");
        sent.applicant.phone = format!("+84 912 345 67{i}");
        codes_made.push(clerk.receive(&key(), &sent).await.unwrap().dossier_code);
    }
    let (first, second, third) = (&codes_made[0], &codes_made[1], &codes_made[2]);
    let by_code = clerk.find(&first.to_lowercase()).await.unwrap();
    assert!(by_code.exact && by_code.rows[0].code == *first);
    for (text, expected) in [
        ("dang thi anh", vec![first]),
        ("tuyet dang", vec![first]),
        ("Đặng Thị ÁNH TUYẾT", vec![first]),
        ("kdam", vec![second]),
        ("bih", vec![second]),
        ("anh", vec![third, first]),
        ("tuy", vec![first]),
        ("0912345671", vec![second]),
        ("0912 345 671", vec![second]),
        ("001185000122", vec![third]),
        ("2", vec![second]),
        ("0002", vec![second]),
        ("H62.98.1-250804", vec![third, second, first]),
        ("khong co ai", vec![]),
        ("\"", vec![]),
        ("' OR 1=1 --", vec![]),
        ("anh* OR bih", vec![]),
        ("", vec![]),
    ] {
        let expected: Vec<String> = expected.into_iter().cloned().collect();
        assert_eq!(codes(&clerk, text).await, expected, "{text:?}");
    }
    let about = clerk.find("anh").await.unwrap().about;
    assert!(about.contains("họ tên"), "{about}");
}

async fn a_submitter_is_found_too(office: &Office) {
    let clerk = office.clerk().await;
    let mut sent = request(MARRIAGE, "Trần Thị Chủ");
    sent.submitter = Some(motcua::wire::Party {
        name: "Lê Văn Nộp Hộ".to_owned(),
        phone: "0988000111".to_owned(),
        ..motcua::wire::Party::default()
    });
    let code = clerk.receive(&key(), &sent).await.unwrap().dossier_code;
    for text in ["nop ho", "0988000111", "tran thi chu"] {
        assert_eq!(
            codes(&clerk, text).await,
            std::slice::from_ref(&code),
            "{text}"
        );
    }
}

async fn who_comes_again_is_known(office: &Office) {
    let clerk = office.clerk().await;
    let mut first = request(MARRIAGE, "Đặng Thị Ví Dụ");
    first.applicant.identity = "001185000121".to_owned();
    first.applicant.phone = "0912345671".to_owned();
    first.applicant.address = "Thôn 1".to_owned();
    first.submitter = Some(motcua::wire::Party {
        name: "Lê Văn Nộp Hộ".to_owned(),
        phone: "0988000111".to_owned(),
        ..Default::default()
    });
    clerk.receive(&key(), &first).await.unwrap();
    let mut again = first.clone();
    again.applicant.address = "Thôn 2".to_owned();
    let last = clerk.receive(&key(), &again).await.unwrap().dossier_code;

    // By number, by telephone, by name: once, as she was last.
    for text in [
        "001185000121",
        "0912345671",
        "dang thi vi",
        "Đặng Thị Ví Dụ",
    ] {
        let known = clerk.applicants(text, MARRIAGE).await.unwrap();
        let people: Vec<_> = known
            .people
            .iter()
            .map(|k| (&*k.person.name, &*k.person.address, &*k.code))
            .collect();
        assert_eq!(people, [("Đặng Thị Ví Dụ", "Thôn 2", &*last)], "{text}");
        assert_eq!(known.today.len(), 2, "{text}");
    }
    // The one who handed in is somebody else.
    let by_phone = clerk.applicants("0988000111", "").await.unwrap();
    assert_eq!(by_phone.people[0].person.name, "Lê Văn Nộp Hộ");
    assert_eq!(by_phone.people.len(), 1);
    assert!(by_phone.today.is_empty());
    assert!(
        clerk
            .applicants("nobody here", "")
            .await
            .unwrap()
            .people
            .is_empty()
    );
    assert!(clerk.applicants("", "").await.unwrap().people.is_empty());
}
