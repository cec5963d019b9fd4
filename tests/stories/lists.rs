//! Lists of open work in the order of their due sessions, a page at a time.

use crate::office::*;
use motcua::client::Client;
use motcua::wire::Standing;

stories! { lists_follow_the_clock, a_long_list_comes_in_pages, an_inbox_hides_what_others_hold }

async fn codes(desk: &Client, list: &str) -> Vec<String> {
    let page = desk.list(list, None).await.unwrap();
    page.rows.into_iter().map(|row| row.code).collect()
}

async fn lists_follow_the_clock(office: &Office) {
    let clerk = office.clerk().await;
    let marriage = receive(&clerk, MARRIAGE, "Ba Ngày").await.dossier_code;
    let birth = receive(&clerk, BIRTH, "Trong Ngày").await.dossier_code;
    assert_eq!(
        codes(&clerk, "desk").await,
        [birth.clone(), marriage.clone()],
        "most urgent first"
    );
    assert_eq!(codes(&clerk, "near_due").await, [birth.clone()]);
    assert!(codes(&clerk, "overdue").await.is_empty());
    office.at("2025-08-06T09:00:00");
    assert_eq!(codes(&clerk, "near_due").await, [marriage.clone()]);
    assert_eq!(codes(&clerk, "overdue").await, [birth.clone()]);
    let late = clerk.list("overdue", None).await.unwrap();
    assert_eq!(late.rows[0].standing, Standing::Late { half_days: 3 });
    act(&clerk, &birth, "forward", "Quên chuyển").await.unwrap();
    let specialist = office.officer(SPECIALIST, 0).await;
    assert_eq!(codes(&specialist, "inbox").await, [birth.clone()]);
    assert_eq!(
        codes(&clerk, "inbox").await,
        [marriage],
        "what is forwarded has left my box"
    );
    assert!(codes(&clerk, "to_return").await.is_empty());
    let unknown = clerk.list("everything", None).await.unwrap_err();
    assert_eq!((unknown.status, unknown.code.as_str()), (404, "MC-1005"));
}

async fn a_long_list_comes_in_pages(office: &Office) {
    let clerk = office.clerk().await;
    for i in 0..105 {
        receive(
            &clerk,
            if i % 2 == 0 { MARRIAGE } else { BIRTH },
            "Nguyễn Thị Ví Dụ",
        )
        .await;
    }
    let (mut seen, mut after, mut pages) = (Vec::new(), None, 0);
    loop {
        let page = clerk.list("desk", after.as_deref()).await.unwrap();
        seen.extend(page.rows.into_iter().map(|row| (row.due, row.code)));
        pages += 1;
        // Work goes on between two pages: nothing is shown twice or passed over.
        if pages == 1 {
            receive(&clerk, MARRIAGE, "Người Đến Sau").await;
        }
        match page.next {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    assert_eq!((seen.len(), pages), (106, 3));
    let mut sorted = seen.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(seen, sorted);
}

async fn an_inbox_hides_what_others_hold(office: &Office) {
    let clerk = office.clerk().await;
    let manager = office.officer(MANAGER, 0).await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    assert_eq!(codes(&clerk, "inbox").await, [code.clone()]);
    assert!(codes(&manager, "inbox").await.is_empty());
    assert_eq!(codes(&manager, "desk").await, [code]);
}
