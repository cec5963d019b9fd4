//! How an office counts is kept from receipt: another choice of the office reaches new dossiers only, and
//! old ones by a conversion with its name. The lead of an apology is the dossier's own.

use crate::office::*;
use motcua::client::Client;
use motcua::wire::{
    ActRequest, ChangeProposal, ChangeVerdict, ConversionRequest, PaperLine, ProposedFile,
};

stories! {
    an_office_that_counts_otherwise_keeps_its_old_promises,
    the_list_of_apologies_goes_by_the_lead_of_each_dossier,
}

const AUTHOR: &str = "vidu.toquantri@minhhoa.example";
const SECOND: &str = "vidu.toquantri2@minhhoa.example";

async fn due(desk: &Client, code: &str) -> Option<String> {
    desk.dossier(code).await.unwrap().line.due
}

fn with_paper(act: &str) -> ActRequest {
    ActRequest {
        papers: vec![PaperLine {
            name: "Giấy xác nhận".to_owned(),
            originals: 1,
            ..PaperLine::default()
        }],
        ..order(act, "Thiếu giấy xác nhận")
    }
}

async fn ordered(desk: &Client, code: &str, order: ActRequest) {
    let version = desk.dossier(code).await.unwrap().line.version;
    desk.act(code, version, &key(), &order).await.unwrap();
}

async fn an_office_that_counts_otherwise_keeps_its_old_promises(office: &Office) {
    let clerk = office.clerk().await;
    let specialist = office.officer(SPECIALIST, 0).await;
    let old = receive(&clerk, MARRIAGE, "Nguyễn Thị Cũ")
        .await
        .dossier_code;
    let converted = receive(&clerk, MARRIAGE, "Nguyễn Thị Chuyển")
        .await
        .dossier_code;
    assert_eq!(due(&clerk, &old).await.as_deref(), Some("2025-08-07 AM"));
    act(&clerk, &old, "forward", "").await.unwrap();
    act(&specialist, &old, "take", "").await.unwrap();
    ordered(&specialist, &old, with_paper("draft_supplement")).await;
    act(&clerk, &old, "request_supplement", "").await.unwrap();
    // From tomorrow the office charges the session of the receipt to itself.
    office.at("2025-08-05T08:15:00");
    let text =
        motcua::usecases::Office::DEMO.replace("[policy]", "[policy]\ncount = \"receipt_counts\"");
    let mut beside = office.beside(rules_of(&text)).await;
    let clerk = beside.clerk().await;
    let new = receive(&clerk, MARRIAGE, "Nguyễn Thị Mới")
        .await
        .dossier_code;
    assert_eq!(due(&clerk, &new).await.as_deref(), Some("2025-08-07 PM"));
    // The whole limit runs again from Tuesday morning, counted as on the day of receipt.
    ordered(&clerk, &old, with_paper("accept_supplement")).await;
    assert_eq!(due(&clerk, &old).await.as_deref(), Some("2025-08-08 AM"));
    // A correction of the limit counts as on the day of receipt too.
    let mut longer = request(MARRIAGE, "Nguyễn Thị Chuyển");
    longer.reason = "Sai tên người nộp".to_owned();
    let version = clerk.dossier(&converted).await.unwrap().line.version;
    clerk
        .correct(&converted, version, &key(), &longer)
        .await
        .unwrap();
    assert_eq!(
        due(&clerk, &converted).await.as_deref(),
        Some("2025-08-07 AM")
    );
    // A conversion says so, and counts the whole limit anew.
    let admin = beside.officer(AUTHOR, 0).await;
    let seen = admin.conversion(&converted).await.unwrap();
    let counting = seen
        .changes
        .iter()
        .find(|c| c.field == "Cách tính ngày hẹn");
    assert!(counting.unwrap().new.contains("tính cả buổi nhận"));
    let why = ConversionRequest {
        reason: "Theo quy định mới của tỉnh".to_owned(),
    };
    admin
        .convert(&converted, seen.version, &key(), &why)
        .await
        .unwrap();
    assert_eq!(
        due(&clerk, &converted).await.as_deref(),
        Some("2025-08-06 PM")
    );
    assert!(
        admin
            .conversion(&converted)
            .await
            .unwrap()
            .changes
            .is_empty()
    );
    beside.stop();
}

async fn the_list_of_apologies_goes_by_the_lead_of_each_dossier(office: &Office) {
    let clerk = office.clerk().await;
    let manager = office.officer(MANAGER, 0).await;
    let usual = receive(&clerk, MARRIAGE, "Nguyễn Thị Thường")
        .await
        .dossier_code;
    let policy = "[[row]]\nprocedures = [\"1.000094\"]\nvalid_from = \"2025-08-01\"\nsource = \"thử\"\n\
                  [row.policy]\napology_lead = 4\n";
    let change = ChangeProposal {
        valid_from: "2025-08-04".to_owned(),
        reason: "Quyết định 99".to_owned(),
        files: vec![ProposedFile {
            path: "policies.toml".to_owned(),
            text: policy.to_owned(),
        }],
    };
    let author = office.officer(AUTHOR, 0).await;
    let id = author.propose_change(&key(), &change).await.unwrap().id;
    let approve = ChangeVerdict {
        verdict: "approve".to_owned(),
        reason: String::new(),
    };
    let second = office.officer(SECOND, 0).await;
    second.decide_change(id, &key(), &approve).await.unwrap();
    let early = receive(&clerk, MARRIAGE, "Nguyễn Thị Sớm")
        .await
        .dossier_code;
    let listed = |manager: Client| async move {
        let rows = manager.list("apology_due", None).await.unwrap().rows;
        rows.into_iter().map(|row| row.code).collect::<Vec<_>>()
    };
    // Both are due on Thursday morning; one asks for two days' notice, the other for one.
    assert_eq!(listed(manager.clone()).await, std::slice::from_ref(&early));
    assert_eq!(
        manager.dossier(&early).await.unwrap().line.due,
        due(&clerk, &usual).await
    );
    office.at("2025-08-04T14:00:00");
    assert_eq!(listed(manager.clone()).await, std::slice::from_ref(&early));
    office.at("2025-08-05T08:00:00");
    assert_eq!(listed(manager.clone()).await, [early, usual]);
}
