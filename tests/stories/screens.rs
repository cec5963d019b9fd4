//! What the screens ask and order, over HTTP: the same questions, answered by the real server.

use crate::office::*;
use crate::results::waiting;
use motcua::client::Client;
use motcua::text::Secret;
use motcua::tui::TuiOptions;
use motcua::tui::api::http::HttpApi;
use motcua::tui::api::{
    ActRequest, Api, Ask, Details, Failure, OrderRequest, Ordered, PaperWay, Printed, Reply,
    Subject, Table, TableOf,
};
use motcua::usecases::accounts::set_password;
use motcua::wire::{CloseShiftRequest, CollectRequest, FeeLine, PasswordSignIn};

stories! {
    /// In an office that signs in by password nobody is listed beforehand: the step says who may get it.
    who_may_get_a_dossier_in_a_real_office,
    /// Cancelling, refunding with its paper, approving the shift: by the second person only.
    receipts_and_shifts_by_the_second_person,
    /// Results for the post, one list, its paper.
    the_post_from_its_table,
    /// A deputy and a turn of duty come and go; a process is accepted; lists are printed.
    people_and_lists,
}

/// The screens' side of the wire for the officer who holds `token`.
fn screens(office: &Office, base: &str, token: &str) -> HttpApi {
    HttpApi::new(&TuiOptions {
        server_url: base.to_owned(),
        token: token.to_owned(),
        officer: String::new(),
        desk: "Quầy 01".to_owned(),
        drafts_dir: office.folder.path().join("nhap"),
        prints_dir: office.folder.path().join("giay"),
        print_after_save: false,
        guided: false,
        print_command: Vec::new(),
        palette: motcua::tui::term::Palette::Mono,
        linear: false,
        ascii: false,
        keymap: String::new(),
        scanner: None,
        mouse: false,
        language: motcua::messages::Language::Vi,
    })
}

async fn of(office: &Office, officer: &str) -> HttpApi {
    let client = office.officer(officer, 0).await;
    screens(office, office.base(), client.token())
}

async fn table(screens: &HttpApi, of: TableOf) -> Table {
    match screens.ask(Ask::Table(of)).await.unwrap() {
        Reply::Table(table) => *table,
        other => panic!("{other:?}"),
    }
}

async fn order(
    screens: &HttpApi,
    act: &str,
    targets: &[&str],
    values: &[(&str, &str)],
) -> Result<Ordered, Failure> {
    let request = OrderRequest {
        key: key(),
        act: act.to_owned(),
        targets: targets.iter().map(|id| (*id).to_owned()).collect(),
        values: values
            .iter()
            .map(|(id, value)| ((*id).to_owned(), (*value).to_owned()))
            .collect(),
    };
    match screens.ask(Ask::Order(Box::new(request))).await? {
        Reply::Ordered(done) => Ok(*done),
        other => panic!("{other:?}"),
    }
}

/// The text of a paper of many dossiers.
async fn preview(screens: &HttpApi, subject: &Subject) -> String {
    let ask = Ask::Preview {
        subject: subject.clone(),
        form: String::new(),
    };
    match screens.ask(ask).await.unwrap() {
        Reply::Preview(lines) => lines.join("\n"),
        other => panic!("{other:?}"),
    }
}

/// Prints a paper of many dossiers.
async fn print(screens: &HttpApi, subject: &Subject, reason: &str) -> Result<Printed, Failure> {
    let ask = Ask::Print {
        subject: subject.clone(),
        form: String::new(),
        reason: reason.to_owned(),
        key: key(),
        way: PaperWay::default(),
    };
    match screens.ask(ask).await? {
        Reply::Printed(printed) => Ok(printed),
        other => panic!("{other:?}"),
    }
}

/// Why an act of the first row cannot be done; none when it can.
fn why_not(table: &Table, act: &str) -> Option<String> {
    let acts = &table.rows[0].acts;
    let found = acts.iter().find(|order| order.act == act);
    found
        .unwrap_or_else(|| panic!("{act} is not offered"))
        .why_not
        .clone()
}

async fn people(screens: &HttpApi, code: &str, act: &str) -> Vec<(String, String)> {
    let ask = Ask::Colleagues {
        codes: vec![code.to_owned()],
        act: act.to_owned(),
    };
    match screens.ask(ask).await.unwrap() {
        Reply::Colleagues(people) => people,
        other => panic!("{other:?}"),
    }
}

async fn give(screens: &HttpApi, desk: &Client, code: &str, act: &str, officer: &str) -> String {
    let request = ActRequest {
        key: key(),
        dossier: code.to_owned(),
        version: desk.dossier(code).await.unwrap().line.version,
        act: act.to_owned(),
        details: Details {
            officer: officer.to_owned(),
            ..Details::default()
        },
        ..ActRequest::default()
    };
    screens.ask(Ask::Act(Box::new(request))).await.unwrap();
    desk.dossier(code).await.unwrap().line.holder
}

/// The demonstration office as a real one.
fn real() -> std::sync::Arc<motcua::usecases::Rules> {
    rules_of(&motcua::usecases::Office::DEMO.replace("demo = true", "demo = false"))
}

async fn who_may_get_a_dossier_in_a_real_office(office: &Office) {
    let clerk = office.clerk().await;
    let clerk_screens = screens(office, office.base(), clerk.token());
    // The next step of a land dossier is at the land branch, another unit.
    let code = clerk
        .receive(&key(), &request("1.012796", "Nguyễn Thị Ví Dụ"))
        .await;
    let code = code.unwrap().dossier_code;
    let next = people(&clerk_screens, &code, "hand_over").await;
    let names: Vec<&str> = next.iter().map(|(_, words)| words.as_str()).collect();
    assert!(
        names.len() == 1 && names[0].starts_with("Phan Thị Đất"),
        "{names:?}"
    );
    let after = give(&clerk_screens, &clerk, &code, "hand_over", &next[0].0).await;
    assert_eq!(after, "", "its leader's note comes first");
    let head = office.officer("vidu.gddatdai@minhhoa.example", 0).await;
    let head_screens = screens(office, office.base(), head.token());
    let here = people(&head_screens, &code, "assign").await;
    assert_eq!(here, next);
    let holder = give(&head_screens, &head, &code, "assign", &here[0].0).await;
    assert_eq!(holder, "Phan Thị Đất");
    let real = office.beside(real()).await;
    let enter = async |officer: &str| {
        let password = "đồng lúa chín vàng";
        set_password(&real.app, officer, &Secret::new(password), false)
            .await
            .unwrap();
        let who = PasswordSignIn {
            officer: officer.to_owned(),
            password: password.to_owned(),
            ..PasswordSignIn::default()
        };
        let visitor = Client::new(&real.base, "").unwrap();
        let session = visitor.sign_in_with_password(&who).await.unwrap();
        visitor.with_token(&session.token)
    };
    let clerk = enter(CLERK).await;
    let clerk_screens = screens(office, &real.base, clerk.token());
    // In the commune: another clerk of the same step, or the specialists of the next.
    let code = clerk
        .receive(&key(), &request(BIRTH, "Nguyễn Thị Hai"))
        .await;
    let code = code.unwrap().dossier_code;
    let specialists = people(&clerk_screens, &code, "forward").await;
    assert!(
        specialists.iter().any(|(id, _)| id == SPECIALIST),
        "{specialists:?}"
    );
    let clerks = people(&clerk_screens, &code, "transfer").await;
    assert!(clerks.iter().any(|(id, _)| id == CLERK), "{clerks:?}");
    assert!(!clerks.iter().any(|(id, _)| id == SPECIALIST), "{clerks:?}");
    let second = "vidu.chuyenvien2@minhhoa.example";
    let holder = give(&clerk_screens, &clerk, &code, "forward", second).await;
    assert_eq!(holder, "Mai Văn Hai");
}

/// A dossier whose 20.000 đồng of phí were taken by the clerk.
async fn paid(office: &Office) -> String {
    let clerk = office.clerk().await;
    let mut sent = request(BIRTH, "Nguyễn Thị Ví Dụ");
    sent.fees = vec![FeeLine {
        kind: "phi".to_owned(),
        name: "Phí cấp bản sao trích lục".to_owned(),
        amount_dong: 20_000,
    }];
    let code = clerk.receive(&key(), &sent).await.unwrap().dossier_code;
    let all = CollectRequest {
        open_with_dong: Some(0),
        ..CollectRequest::default()
    };
    clerk.collect(&code, &key(), &all).await.unwrap();
    code
}

async fn receipts_and_shifts_by_the_second_person(office: &Office) {
    let code = paid(office).await;
    let (clerk, manager) = (of(office, CLERK).await, of(office, MANAGER).await);
    let receipts = TableOf::Receipts(code.clone());
    let own = table(&clerk, receipts.clone()).await;
    assert!(why_not(&own, "refund_receipt").is_some_and(|why| why.contains("không duyệt tiền")));
    let seen = table(&manager, receipts.clone()).await;
    assert_eq!(why_not(&seen, "refund_receipt"), None);
    let id = seen.rows[0].id.clone();
    let values = [
        ("amount", "5000"),
        ("reason", "Thu thừa một bản sao trích lục"),
    ];
    let refused = order(&clerk, "refund_receipt", &[&id], &values)
        .await
        .unwrap_err();
    assert_eq!(refused.status, 403);
    let done = order(&manager, "refund_receipt", &[&id], &values)
        .await
        .unwrap();
    let (subject, form) = done.papers[0].clone();
    assert!(matches!(subject, Subject::Refund(_)), "{subject:?}");
    let ask = Ask::Preview {
        subject: subject.clone(),
        form: form.id.clone(),
    };
    let Reply::Preview(lines) = manager.ask(ask).await.unwrap() else {
        panic!()
    };
    let words = lines.join("\n");
    for part in [
        "PHIẾU HOÀN TRẢ",
        "5.000",
        "Năm nghìn đồng",
        "Thu thừa một bản sao",
        &code,
    ] {
        assert!(words.contains(part), "{part} is not in:\n{words}");
    }
    let print = |reason: &str| Ask::Print {
        subject: subject.clone(),
        form: form.id.clone(),
        reason: reason.to_owned(),
        key: key(),
        way: PaperWay::default(),
    };
    assert!(matches!(
        manager.ask(print("")).await,
        Ok(Reply::Printed(_))
    ));
    assert_eq!(manager.ask(print("")).await.unwrap_err().code, "MC-4040");
    assert!(manager.ask(print("máy in kẹt giấy")).await.is_ok());
    // What was given back stands with the receipt; then all of it is cancelled.
    let seen = table(&manager, receipts.clone()).await;
    assert_eq!(seen.rows[0].papers.len(), 2);
    let why = [("reason", "Thu nhầm hồ sơ của người khác")];
    order(&manager, "cancel_receipt", &[&id], &why)
        .await
        .unwrap();
    let seen = table(&manager, receipts).await;
    assert_eq!(
        why_not(&seen, "cancel_receipt").as_deref(),
        Some("Biên lai đã hủy.")
    );
    // The shift: its cashier closes it, the other approves.
    let cashier = office.clerk().await;
    let shift = cashier.shifts().await.unwrap().rows[0].id;
    let open = table(&manager, TableOf::Shifts).await;
    assert!(why_not(&open, "approve_shift").is_some());
    cashier
        .close_shift(shift, &key(), &CloseShiftRequest::default())
        .await
        .unwrap();
    let closed = table(&manager, TableOf::Shifts).await;
    assert_eq!(why_not(&closed, "approve_shift"), None);
    order(&manager, "approve_shift", &[&shift.to_string()], &[])
        .await
        .unwrap();
    assert!(table(&manager, TableOf::Shifts).await.rows.is_empty());
    // A book is added by whoever answers for money.
    let book = [
        ("kind", "phi"),
        ("mode", "printed_book"),
        ("symbol", "01BLP0-001"),
        ("series", "AA-25P"),
        ("first", "1"),
        ("last", "50"),
    ];
    order(&manager, "add_book", &[], &book).await.unwrap();
    assert_eq!(table(&manager, TableOf::Books).await.rows.len(), 1);
}

async fn the_post_from_its_table(office: &Office) {
    let code = waiting(office, "Nguyễn Thị Một", true).await;
    waiting(office, "Nguyễn Thị Hai", false).await;
    let clerk = of(office, CLERK).await;
    let seen = table(&clerk, TableOf::Post).await;
    assert_eq!(seen.rows.len(), 1, "only what goes by post");
    assert_eq!(seen.rows[0].id, code);
    let number = format!("each:{code}");
    let values = [("carrier", "Bưu điện huyện"), (number.as_str(), "EB01VN")];
    let done = order(&clerk, "post_list", &[&code], &values).await.unwrap();
    let (subject, form) = done.papers[0].clone();
    let print = Ask::Print {
        subject,
        form: form.id,
        reason: String::new(),
        key: key(),
        way: PaperWay::default(),
    };
    assert!(matches!(clerk.ask(print).await, Ok(Reply::Printed(_))));
    let seen = table(&clerk, TableOf::Post).await;
    assert_eq!(seen.rows.len(), 1, "the list, and nothing that waits");
    assert!(
        seen.rows[0].cells[0].contains("01/2025"),
        "{:?}",
        seen.rows[0]
    );
}

async fn people_and_lists(office: &Office) {
    let admin = of(office, ICT).await;
    let reason = ("reason", "nghỉ phép năm theo đơn");
    let values = [
        ("officer", "vidu.chuyenvien@minhhoa.example|xa-minh-hoa"),
        ("deputy", "vidu.chuyenvien2@minhhoa.example|xa-minh-hoa"),
        reason,
    ];
    order(&admin, "deputise", &[], &values).await.unwrap();
    let seen = table(&admin, TableOf::Deputies).await;
    assert_eq!(seen.rows.len(), 1);
    assert_eq!(
        seen.rows[0].cells[1], "Mai Văn Hai",
        "a name, not an address"
    );
    order(
        &admin,
        "end_deputy",
        &[SPECIALIST, "xa-minh-hoa"],
        &[("reason", "đi làm lại từ hôm nay")],
    )
    .await
    .unwrap();
    let seen = table(&admin, TableOf::Deputies).await;
    assert!(
        why_not(&seen, "end_deputy").is_some(),
        "the newest says that he is back"
    );
    let turn = [
        ("role", "specialist|xa-minh-hoa"),
        ("officer", "vidu.chuyenvien@minhhoa.example|xa-minh-hoa"),
        ("from", "2025-08-05"),
    ];
    order(&admin, "put_on_duty", &[], &turn).await.unwrap();
    let seen = table(&admin, TableOf::Duties).await;
    let end = seen.rows[0].acts[0].clone();
    let targets: Vec<&str> = end.targets.iter().map(String::as_str).collect();
    order(&admin, &end.act, &targets, &[]).await.unwrap();
    let seen = table(&admin, TableOf::Duties).await;
    assert_eq!(seen.rows[0].cells[1], "(không ai)");
    let clerk = of(office, CLERK).await;
    let first = receive(&office.clerk().await, BIRTH, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    let register = Subject::Register {
        from: "2025-08-01".into(),
        to: "2025-08-04".into(),
        book: String::new(),
    };
    let seen = preview(&clerk, &register).await;
    assert!(seen.contains(&first), "{seen}");
    let printed = print(&clerk, &register, "").await.unwrap();
    assert!(
        printed.file.contains("so-theo-doi-2025-08-01"),
        "{printed:?}"
    );
    let again = print(&clerk, &register, "").await.unwrap_err();
    assert_eq!(again.code, "MC-4040");
    print(&clerk, &register, "mất bản trước").await.unwrap();
    let record = Subject::HandOver {
        dossiers: vec![first.clone()],
        receiver: "Phòng Tư pháp".into(),
    };
    let seen = preview(&clerk, &record).await;
    assert!(
        seen.contains(&first) && seen.contains("Phòng Tư pháp"),
        "{seen}"
    );
    let printed = print(&clerk, &record, "").await.unwrap();
    assert!(printed.file.contains("bien-ban-giao-nhan-"), "{printed:?}");
    let unknown = order(&clerk, "dance", &[], &[]).await.unwrap_err();
    assert_eq!(unknown.code, "MC-9060");
}
