//! A dossier is found where it is and where it was handled, not only at the desk that took it in.

use crate::office::*;
use motcua::client::Client;
use motcua::wire::IntakeRequest;

stories! { a_name_is_found_in_every_agency_that_had_a_part }

const DISTRICT_SPECIALIST: &str = "vidu.cvhuyen@minhhoa.example";
const DISTRICT_LEADER: &str = "vidu.ldhuyen@minhhoa.example";
const PROVINCE: &str = "vidu.so@minhhoa.example";
/// Worship allowance: commune, district, province.
const WORSHIP: &str = "1.010803";

async fn found(desk: &Client, text: &str) -> usize {
    desk.find(text).await.unwrap().rows.len()
}

async fn a_name_is_found_in_every_agency_that_had_a_part(office: &Office) {
    let clerk = office.clerk().await;
    let specialist = office.officer(SPECIALIST, 0).await;
    let leader = office.officer(LEADER, 0).await;
    let district = office.officer(DISTRICT_SPECIALIST, 0).await;
    let district_leader = office.officer(DISTRICT_LEADER, 0).await;
    let province = office.officer(PROVINCE, 0).await;
    let sent = IntakeRequest {
        limit: Some("15d".to_owned()),
        complete: false,
        ..request(WORSHIP, "Lường Thị Tìm")
    };
    let code = clerk.receive(&key(), &sent).await.unwrap().dossier_code;
    let name = "luong thi tim";
    let everywhere = |n: [usize; 3]| {
        let (clerk, district, province) = (clerk.clone(), district.clone(), province.clone());
        let code = code.clone();
        async move {
            for text in [name, "luong ti", "001185000123", code.as_str()] {
                let seen = [
                    found(&clerk, text).await,
                    found(&district, text).await,
                    found(&province, text).await,
                ];
                assert_eq!(seen, n, "{text}");
            }
        }
    };
    everywhere([1, 0, 0]).await;
    act(&clerk, &code, "forward", "").await.unwrap();
    act(&specialist, &code, "submit_for_approval", "")
        .await
        .unwrap();
    act(&leader, &code, "approve", "").await.unwrap();
    act(&leader, &code, "sign", "").await.unwrap();
    everywhere([1, 1, 0]).await;
    // Taken back before anybody received it: it was never there.
    act(&leader, &code, "recall", "").await.unwrap();
    everywhere([1, 0, 0]).await;
    act(&leader, &code, "sign", "").await.unwrap();
    act(&district, &code, "take", "").await.unwrap();
    act(&district, &code, "submit_for_approval", "")
        .await
        .unwrap();
    act(&district_leader, &code, "approve", "").await.unwrap();
    act(&district_leader, &code, "sign", "").await.unwrap();
    // The district answers for its time, so it finds the dossier afterwards too.
    everywhere([1, 1, 1]).await;
    assert!(district.dossier(&code).await.is_ok());
    // A corrected name is found everywhere as well.
    let mut corrected = sent.clone();
    corrected.applicant.name = "Lường Thị Thấy".to_owned();
    corrected.reason = "Sai tên".to_owned();
    let version = clerk.dossier(&code).await.unwrap().line.version;
    clerk
        .correct(&code, version, &key(), &corrected)
        .await
        .unwrap();
    for desk in [&clerk, &district, &province] {
        assert_eq!(found(desk, "thi thay").await, 1);
        assert_eq!(found(desk, name).await, 1);
    }
}
