//! Money: collected once, one receipt for each kind, cancelled by a second person, balanced at the end.

use crate::office::*;
use motcua::client::Client;
use motcua::wire::{
    BookRequest, CancelRequest, CloseShiftRequest, CollectRequest, CollectedView, ExemptRequest,
    FeeLine, IssueRequest, OpenShiftRequest, PayerView, Problem, ReceiptItem, RefundRequest,
    ReplaceRequest,
};

stories! {
    /// Phí and lệ phí are taken at once and stand on two receipts.
    each_kind_has_its_receipt,
    /// The same request sent twice, or by many hands, takes the money once.
    money_is_taken_once,
    /// Two cashiers at one line: one receipt.
    two_cashiers_one_line,
    /// Who took the money never cancels its receipt.
    a_second_person_cancels,
    /// A replacement names the receipt it stands for; the line follows it.
    a_wrong_amount_is_replaced,
    /// Money goes back with a document of its own.
    a_refund_has_its_own_document,
    /// An exempt line is not owed and not taken.
    exempt_with_ground_and_paper,
    /// The count at the end must agree with the book.
    the_close_out_balances,
    /// Which way a receipt may be given depends on the day.
    modes_by_date,
    /// A book gives its numbers in order, then no more.
    a_book_is_used_up,
    /// A number of a hand-written book is read from the paper.
    a_number_written_by_hand,
    /// What the provider has not numbered is listed and numbered later.
    pending_receipts_get_their_number_later,
    /// Dossiers from before fee lines were kept have theirs from what was handed in.
    old_dossiers_have_lines,
    /// No statement of any tool alters or deletes an issued receipt.
    issued_rows_are_immutable,
    /// Who may not take money sees and does nothing.
    rights_of_money,
}

fn fee(kind: &str, name: &str, amount_dong: i64) -> FeeLine {
    FeeLine {
        kind: kind.to_owned(),
        name: name.to_owned(),
        amount_dong,
    }
}

/// A dossier that owes 8.000 đồng of lệ phí and 20.000 đồng of phí.
async fn owing(clerk: &Client) -> String {
    let mut sent = request(BIRTH, "Nguyễn Thị Ví Dụ");
    sent.fees = vec![
        fee("le_phi", "Lệ phí đăng ký khai sinh", 8_000),
        fee("phi", "Phí cấp bản sao trích lục", 20_000),
    ];
    clerk.receive(&key(), &sent).await.unwrap().dossier_code
}

fn all() -> CollectRequest {
    CollectRequest {
        open_with_dong: Some(0),
        ..CollectRequest::default()
    }
}

async fn collect(desk: &Client, code: &str) -> CollectedView {
    desk.collect(code, &key(), &all()).await.unwrap()
}

fn refusal<T: std::fmt::Debug>(result: Result<T, Box<Problem>>) -> (u16, String) {
    let problem = result.unwrap_err();
    (problem.status, problem.code)
}

fn book(kind: &str, mode: &str, first: u32, last: u32) -> BookRequest {
    BookRequest {
        kind: kind.to_owned(),
        mode: mode.to_owned(),
        symbol: "01BLP0-001".to_owned(),
        series: if kind == "phi" { "AA-25P" } else { "AB-25P" }.to_owned(),
        first,
        last,
    }
}

async fn each_kind_has_its_receipt(office: &Office) {
    let (clerk, manager) = (office.clerk().await, office.officer(MANAGER, 0).await);
    for kind in ["phi", "le_phi"] {
        let added = book(kind, "printed_book", 15, 20);
        manager.add_receipt_book(&key(), &added).await.unwrap();
    }
    let code = owing(&clerk).await;
    let sheet = clerk.fees(&code).await.unwrap();
    assert_eq!(
        (sheet.owed_phi_dong, sheet.owed_le_phi_dong),
        (20_000, 8_000)
    );
    assert_eq!(sheet.modes.len(), 3);
    let asked = CollectRequest {
        given_dong: Some(50_000),
        ..all()
    };
    let short = CollectRequest {
        given_dong: Some(27_999),
        ..all()
    };
    let refused = refusal(clerk.collect(&code, &key(), &short).await);
    assert_eq!(refused, (409, "MC-1203".to_owned()));
    let done = clerk.collect(&code, &key(), &asked).await.unwrap();
    assert_eq!(done.change_dong, 22_000);
    let [phi, le_phi] = &done.receipts[..] else {
        panic!("{done:?}")
    };
    assert_eq!((phi.kind.as_str(), phi.amount_dong), ("phi", 20_000));
    assert_eq!(phi.amount_words, "Hai mươi nghìn đồng");
    assert_eq!(le_phi.amount_words, "Tám nghìn đồng");
    assert_eq!(
        (phi.series.as_str(), phi.number.as_str()),
        ("AA-25P", "0000015")
    );
    assert_eq!(
        (le_phi.series.as_str(), le_phi.number.as_str()),
        ("AB-25P", "0000015")
    );
    assert_eq!(
        (phi.state.as_str(), phi.mode.as_str()),
        ("issued", "printed_book")
    );
    assert_eq!(phi.payer.name, "Nguyễn Thị Ví Dụ");
    let sheet = clerk.fees(&code).await.unwrap();
    assert_eq!((sheet.owed_phi_dong, sheet.owed_le_phi_dong), (0, 0));
    assert!(sheet.lines.iter().all(|l| l.settled == "receipt"));
    let notices = "SELECT count(*) FROM outbox WHERE kind = 'BienLai'";
    assert_eq!(office.value(notices), "2");
    let events = "SELECT count(*) FROM event WHERE act = 'collect_fee' AND dossier > 0";
    assert_eq!(office.value(events), "2");
    // The dossier itself has not moved.
    assert_eq!(clerk.dossier(&code).await.unwrap().line.version, 1);
    let again = refusal(clerk.collect(&code, &key(), &all()).await);
    assert_eq!(again, (409, "MC-1200".to_owned()));
}

async fn money_is_taken_once(office: &Office) {
    let clerk = office.clerk().await;
    let code = owing(&clerk).await;
    let again = key();
    let calls = (0..16).map(|_| {
        let (clerk, again, code) = (clerk.clone(), again.clone(), code.clone());
        tokio::spawn(async move { clerk.collect(&code, &again, &all()).await.unwrap() })
    });
    let mut answers = Vec::new();
    for call in calls.collect::<Vec<_>>() {
        answers.push(call.await.unwrap());
    }
    assert!(answers.iter().all(|a| *a == answers[0]));
    assert_eq!(office.value("SELECT count(*) FROM receipt"), "2");
    assert_eq!(office.value("SELECT count(*) FROM shift_entry"), "2");
    assert_eq!(office.value("SELECT count(*) FROM cash_shift"), "1");
    let other = CollectRequest {
        way: "chuyen-khoan".to_owned(),
        ..all()
    };
    let reused = refusal(clerk.collect(&code, &again, &other).await);
    assert_eq!(reused, (422, "MC-1052".to_owned()));
}

async fn two_cashiers_one_line(office: &Office) {
    let (clerk, manager) = (office.clerk().await, office.officer(MANAGER, 0).await);
    for _ in 0..times("FEE_RACES", 5) {
        let code = owing(&clerk).await;
        let line = CollectRequest {
            lines: vec![1],
            ..all()
        };
        let calls = [clerk.clone(), manager.clone()].map(|desk| {
            let (code, line) = (code.clone(), line.clone());
            tokio::spawn(async move { desk.collect(&code, &key(), &line).await })
        });
        let mut taken = 0;
        for call in calls {
            match call.await.unwrap() {
                Ok(done) => {
                    taken += 1;
                    assert_eq!(done.receipts.len(), 1);
                }
                Err(problem) => assert_eq!(problem.code, "MC-1202", "{problem:?}"),
            }
        }
        assert_eq!(taken, 1);
        let sheet = clerk.fees(&code).await.unwrap();
        assert_eq!(sheet.receipts.len(), 1);
        assert_eq!((sheet.owed_phi_dong, sheet.owed_le_phi_dong), (20_000, 0));
    }
}

async fn a_second_person_cancels(office: &Office) {
    let (manager, leader) = (
        office.officer(MANAGER, 0).await,
        office.officer(LEADER, 0).await,
    );
    let clerk = office.clerk().await;
    let code = owing(&clerk).await;
    let done = collect(&manager, &code).await;
    let id = done.receipts[0].id;
    let because = |reason: &str| CancelRequest {
        reason: reason.to_owned(),
    };
    let reason = because("Thu nhầm người, khách không làm nữa");
    let own = refusal(manager.cancel_receipt(id, &key(), &reason).await);
    assert_eq!(own, (409, "MC-1210".to_owned()));
    let denied = refusal(clerk.cancel_receipt(id, &key(), &reason).await);
    assert_eq!(denied, (403, "MC-7003".to_owned()));
    let short = refusal(leader.cancel_receipt(id, &key(), &because("nhầm")).await);
    assert_eq!(short, (409, "MC-1211".to_owned()));
    let gone = refusal(leader.cancel_receipt(999, &key(), &reason).await);
    assert_eq!(gone, (404, "MC-1212".to_owned()));
    assert_eq!(office.value("SELECT count(*) FROM shift_entry"), "2");

    let again = key();
    let cancelled = leader.cancel_receipt(id, &again, &reason).await.unwrap();
    assert_eq!(cancelled.state, "cancelled");
    let repeated = leader.cancel_receipt(id, &again, &reason).await.unwrap();
    assert_eq!(repeated, cancelled);
    let twice = refusal(leader.cancel_receipt(id, &key(), &reason).await);
    assert_eq!(twice, (409, "MC-1213".to_owned()));
    // The line is owed again, the money left the drawer, the row stays.
    let sheet = clerk.fees(&code).await.unwrap();
    assert_eq!((sheet.owed_phi_dong, sheet.receipts.len()), (20_000, 2));
    let day = manager.day_book(done.shift).await.unwrap();
    assert_eq!((day.entries.len(), day.expected_dong), (3, 8_000));
    let second = collect(&clerk, &code).await;
    assert_eq!(second.receipts[0].amount_dong, 20_000);
    let events = "SELECT count(*) FROM event WHERE act = 'cancel_receipt'";
    assert_eq!(office.value(events), "1");
}

async fn a_wrong_amount_is_replaced(office: &Office) {
    let (clerk, manager) = (office.clerk().await, office.officer(MANAGER, 0).await);
    for kind in ["phi", "le_phi"] {
        let added = book(kind, "printed_book", 1, 20);
        manager.add_receipt_book(&key(), &added).await.unwrap();
    }
    let code = owing(&clerk).await;
    let done = collect(&clerk, &code).await;
    let old = &done.receipts[0];
    let asked = ReplaceRequest {
        kind: "phi".to_owned(),
        items: vec![ReceiptItem {
            no: 2,
            name: "Phí cấp bản sao trích lục".to_owned(),
            amount_dong: 16_000,
        }],
        payer: PayerView::default(),
        reason: "Ghi sai số tiền trên biên lai".to_owned(),
    };
    let own = refusal(clerk.replace_receipt(old.id, &key(), &asked).await);
    assert_eq!(own, (403, "MC-7003".to_owned()));
    let nothing = ReplaceRequest {
        items: Vec::new(),
        ..asked.clone()
    };
    let refused = refusal(manager.replace_receipt(old.id, &key(), &nothing).await);
    assert_eq!(refused, (409, "MC-1224".to_owned()));
    let new = manager
        .replace_receipt(old.id, &key(), &asked)
        .await
        .unwrap();
    assert_eq!((new.replaces, new.amount_dong), (Some(old.id), 16_000));
    assert_eq!(new.number, "0000002");
    assert_eq!(clerk.receipt(old.id).await.unwrap().state, "replaced");
    let sheet = clerk.fees(&code).await.unwrap();
    assert_eq!((sheet.owed_phi_dong, sheet.owed_le_phi_dong), (0, 0));
    assert_eq!(sheet.lines[1].amount_dong, 16_000);
    let day = clerk.day_book(done.shift).await.unwrap();
    assert_eq!(day.expected_dong, 8_000 + 16_000);
    let twice = refusal(manager.replace_receipt(old.id, &key(), &asked).await);
    assert_eq!(twice, (409, "MC-1213".to_owned()));
}

async fn a_refund_has_its_own_document(office: &Office) {
    let (clerk, manager) = (office.clerk().await, office.officer(MANAGER, 0).await);
    let code = owing(&clerk).await;
    let done = collect(&clerk, &code).await;
    let id = done.receipts[0].id;
    let back = |amount_dong| RefundRequest {
        amount_dong,
        reason: "Hồ sơ rút, hoàn trả theo quy định".to_owned(),
    };
    for wrong in [0, 20_001] {
        let refused = refusal(manager.refund(id, &key(), &back(wrong)).await);
        assert_eq!(refused, (409, "MC-1222".to_owned()));
    }
    let first = manager.refund(id, &key(), &back(5_000)).await.unwrap();
    assert_eq!(
        (first.number.as_str(), first.shift),
        ("01/2025", done.shift)
    );
    let refused = refusal(manager.refund(id, &key(), &back(15_001)).await);
    assert_eq!(refused, (409, "MC-1222".to_owned()));
    manager.refund(id, &key(), &back(15_000)).await.unwrap();
    assert_ne!(clerk.receipt(id).await.unwrap().state, "cancelled");
    assert_eq!(
        clerk.day_book(done.shift).await.unwrap().expected_dong,
        8_000
    );

    // Nothing is paid out of a closed drawer.
    let counted = CloseShiftRequest {
        counted_dong: 8_000,
        ..CloseShiftRequest::default()
    };
    clerk
        .close_shift(done.shift, &key(), &counted)
        .await
        .unwrap();
    let other = done.receipts[1].id;
    let refused = refusal(manager.refund(other, &key(), &back(1_000)).await);
    assert_eq!(refused, (409, "MC-1225".to_owned()));
    let open = OpenShiftRequest {
        opening_dong: 100_000,
    };
    let next = clerk.open_shift(&key(), &open).await.unwrap();
    let paid = manager.refund(other, &key(), &back(1_000)).await.unwrap();
    assert_eq!((paid.number.as_str(), paid.shift), ("03/2025", next.id));
    assert_eq!(clerk.day_book(next.id).await.unwrap().expected_dong, 99_000);
}

async fn exempt_with_ground_and_paper(office: &Office) {
    let clerk = office.clerk().await;
    let code = owing(&clerk).await;
    let asked = |lines: &[u32], paper: &str| ExemptRequest {
        lines: lines.to_vec(),
        ground: "Người có công với cách mạng".to_owned(),
        paper: paper.to_owned(),
    };
    let refused = refusal(clerk.exempt(&code, &key(), &asked(&[1], " ")).await);
    assert_eq!(refused, (409, "MC-1221".to_owned()));
    let card = "Thẻ thương binh số 123";
    let done = clerk
        .exempt(&code, &key(), &asked(&[1], card))
        .await
        .unwrap();
    assert_eq!((done.lines, done.owed_dong), (vec![1], 20_000));
    let taken = collect(&clerk, &code).await;
    assert_eq!(taken.receipts.len(), 1);
    let late = refusal(clerk.exempt(&code, &key(), &asked(&[2], card)).await);
    assert_eq!(late, (409, "MC-1202".to_owned()));
    let sheet = clerk.fees(&code).await.unwrap();
    assert!(sheet.lines[0].settled_label.contains(card), "{sheet:?}");
}

async fn the_close_out_balances(office: &Office) {
    let (clerk, manager) = (office.clerk().await, office.officer(MANAGER, 0).await);
    let code = owing(&clerk).await;
    let none = CollectRequest::default();
    let refused = refusal(clerk.collect(&code, &key(), &none).await);
    assert_eq!(refused, (409, "MC-1204".to_owned()));
    let open = OpenShiftRequest {
        opening_dong: 200_000,
    };
    let shift = clerk.open_shift(&key(), &open).await.unwrap();
    let twice = refusal(clerk.open_shift(&key(), &open).await);
    assert_eq!(twice, (409, "MC-1205".to_owned()));
    let transfer = CollectRequest {
        lines: vec![2],
        way: "chuyen-khoan".to_owned(),
        ..none.clone()
    };
    clerk.collect(&code, &key(), &transfer).await.unwrap();
    clerk.collect(&code, &key(), &none).await.unwrap();
    let day = clerk.day_book(shift.id).await.unwrap();
    assert_eq!(day.expected_dong, 208_000);
    assert_eq!(clerk.own_shift().await.unwrap().day_book, Some(day.clone()));
    assert_eq!(manager.own_shift().await.unwrap().day_book, None);
    let sums: Vec<_> = day
        .totals
        .iter()
        .map(|t| (t.kind.as_str(), t.way.as_str(), t.taken, t.dong))
        .collect();
    let wanted = [
        ("phi", "chuyen-khoan", 1, 20_000),
        ("le_phi", "tien-mat", 1, 8_000),
    ];
    assert_eq!(sums, wanted);

    let early = refusal(manager.approve_shift(shift.id, &key()).await);
    assert_eq!(early, (409, "MC-1218".to_owned()));
    let mut counted = CloseShiftRequest {
        counted_dong: 207_000,
        handed_to: "Hoàng Thị Kiểm".to_owned(),
        ..CloseShiftRequest::default()
    };
    let foreign = refusal(manager.close_shift(shift.id, &key(), &counted).await);
    assert_eq!(foreign, (404, "MC-1217".to_owned()));
    let refused = clerk
        .close_shift(shift.id, &key(), &counted)
        .await
        .unwrap_err();
    assert_eq!(refused.code, "MC-1216");
    assert!(refused.title.contains("-1.000 đồng"), "{}", refused.title);
    counted.reason = "Trả thừa tiền cho khách lúc đông".to_owned();
    let closed = clerk.close_shift(shift.id, &key(), &counted).await.unwrap();
    assert_eq!(closed.expected_dong, Some(208_000));
    assert_eq!(closed.state, "closed");
    assert_eq!(clerk.own_shift().await.unwrap().day_book, None);
    let late = refusal(clerk.collect(&code, &key(), &none).await);
    assert_eq!(late.1, "MC-1200");
    assert_eq!(manager.shifts().await.unwrap().rows.len(), 1);
    let approved = manager.approve_shift(shift.id, &key()).await.unwrap();
    assert_eq!(approved.state, "approved");
    assert_eq!(approved.approved_by, "Hoàng Thị Kiểm");
    let twice = refusal(manager.approve_shift(shift.id, &key()).await);
    assert_eq!(twice, (409, "MC-1218".to_owned()));
    assert!(manager.shifts().await.unwrap().rows.is_empty());

    // Who closed a shift of his own does not approve it.
    let own = manager.open_shift(&key(), &open).await.unwrap();
    let counted = CloseShiftRequest {
        counted_dong: 200_000,
        ..CloseShiftRequest::default()
    };
    manager.close_shift(own.id, &key(), &counted).await.unwrap();
    let refused = refusal(manager.approve_shift(own.id, &key()).await);
    assert_eq!(refused, (409, "MC-1210".to_owned()));
}

async fn modes_by_date(office: &Office) {
    let (clerk, manager) = (office.clerk().await, office.officer(MANAGER, 0).await);
    let added = book("phi", "printed_book", 1, 50);
    manager.add_receipt_book(&key(), &added).await.unwrap();
    let line = |mode: &str| CollectRequest {
        lines: vec![2],
        mode: mode.to_owned(),
        ..all()
    };
    // The last day of paper.
    office.at("2026-12-31T09:00:00");
    let code = owing(&clerk).await;
    let done = clerk.collect(&code, &key(), &line("")).await.unwrap();
    assert_eq!(done.receipts[0].mode, "printed_book");
    // The first day without.
    office.at("2027-01-04T09:00:00");
    let code = owing(&clerk).await;
    for mode in ["printed_book", "hand_book"] {
        let refused = refusal(clerk.collect(&code, &key(), &line(mode)).await);
        assert_eq!(refused, (409, "MC-1206".to_owned()));
    }
    let sheet = clerk.fees(&code).await.unwrap();
    assert_eq!(sheet.modes.len(), 1);
    let done = clerk.collect(&code, &key(), &line("")).await.unwrap();
    assert_eq!(done.receipts[0].mode, "electronic");
    let late = refusal(manager.add_receipt_book(&key(), &added).await);
    assert_eq!(late, (409, "MC-1206".to_owned()));
    let unknown = refusal(clerk.collect(&code, &key(), &line("pigeon")).await);
    assert_eq!(unknown.0, 422);
}

async fn a_book_is_used_up(office: &Office) {
    let (clerk, manager) = (office.clerk().await, office.officer(MANAGER, 0).await);
    for (first, last, code) in [
        (0, 5, "MC-1220"),
        (6, 5, "MC-1220"),
        (1, 10_000_000, "MC-1214"),
    ] {
        let wrong = book("phi", "printed_book", first, last);
        let refused = refusal(manager.add_receipt_book(&key(), &wrong).await);
        assert_eq!(refused, (409, code.to_owned()));
    }
    let small = book("phi", "printed_book", 99, 100);
    let denied = refusal(clerk.add_receipt_book(&key(), &small).await);
    assert_eq!(denied.0, 403);
    manager.add_receipt_book(&key(), &small).await.unwrap();
    let meets = book("phi", "printed_book", 100, 120);
    let refused = refusal(manager.add_receipt_book(&key(), &meets).await);
    assert_eq!(refused, (409, "MC-1219".to_owned()));
    let line = CollectRequest {
        lines: vec![2],
        ..all()
    };
    let mut numbers = Vec::new();
    for _ in 0..2 {
        let code = owing(&clerk).await;
        let done = clerk.collect(&code, &key(), &line).await.unwrap();
        numbers.push(done.receipts[0].number.clone());
    }
    assert_eq!(numbers, ["0000099", "0000100"]);
    let code = owing(&clerk).await;
    let refused = refusal(clerk.collect(&code, &key(), &line).await);
    assert_eq!(refused, (409, "MC-1207".to_owned()));
    assert!(clerk.receipt_books().await.unwrap().rows[0].next.is_none());
    // A collection that fails gives its number back: none of the new book is lost.
    let fresh = book("phi", "printed_book", 101, 150);
    manager.add_receipt_book(&key(), &fresh).await.unwrap();
    let both = CollectRequest {
        mode: "printed_book".to_owned(),
        ..all()
    };
    let refused = refusal(clerk.collect(&code, &key(), &both).await);
    assert_eq!(refused, (409, "MC-1208".to_owned()), "no book for lệ phí");
    let done = clerk.collect(&code, &key(), &line).await.unwrap();
    assert_eq!(done.receipts[0].number, "0000101");
}

async fn a_number_written_by_hand(office: &Office) {
    let (clerk, manager) = (office.clerk().await, office.officer(MANAGER, 0).await);
    let added = book("phi", "hand_book", 7, 9);
    manager.add_receipt_book(&key(), &added).await.unwrap();
    let code = owing(&clerk).await;
    let typed = |number| CollectRequest {
        lines: vec![2],
        phi_number: Some(number),
        ..all()
    };
    let refused = clerk.collect(&code, &key(), &typed(8)).await.unwrap_err();
    assert_eq!(refused.code, "MC-1209");
    let done = clerk.collect(&code, &key(), &typed(7)).await.unwrap();
    assert_eq!(done.receipts[0].number, "0000007");
}

async fn pending_receipts_get_their_number_later(office: &Office) {
    let clerk = office.clerk().await;
    office.at("2026-08-03T09:00:00");
    let code = owing(&clerk).await;
    let done = collect(&clerk, &code).await;
    assert!(done.receipts.iter().all(|r| r.state == "draft"));
    let orders = "SELECT count(*) FROM outbox WHERE topic = 'receipt' AND kind = 'issue'";
    assert_eq!(office.value(orders), "2");
    let waiting = clerk.pending_receipts().await.unwrap();
    assert_eq!(waiting.rows, done.receipts);
    let id = done.receipts[0].id;
    let given = |series: &str, number| IssueRequest {
        symbol: "EBL01".to_owned(),
        series: series.to_owned(),
        number,
    };
    for wrong in [given("26TAF", 1), given("25TAA", 1), given("26TAA", 0)] {
        let refused = refusal(clerk.issue_receipt(id, &key(), &wrong).await);
        assert_eq!(refused, (409, "MC-1214".to_owned()));
    }
    office.at("2026-08-04T09:00:00");
    let issued = clerk
        .issue_receipt(id, &key(), &given("26TAA", 1))
        .await
        .unwrap();
    assert_eq!(
        (issued.state.as_str(), issued.number.as_str()),
        ("issued", "1")
    );
    assert!(issued.at.starts_with("2026-08-03"), "{}", issued.at);
    let second = done.receipts[1].id;
    let taken = refusal(
        clerk
            .issue_receipt(second, &key(), &given("26TAA", 1))
            .await,
    );
    assert_eq!(taken, (409, "MC-1215".to_owned()));
    let twice = refusal(clerk.issue_receipt(id, &key(), &given("26TAA", 2)).await);
    assert_eq!(twice, (409, "MC-1213".to_owned()));
    assert_eq!(clerk.pending_receipts().await.unwrap().rows.len(), 1);
    assert_eq!(clerk.receipt_sent(id, &key()).await.unwrap().state, "sent");
    let early = refusal(clerk.receipt_sent(second, &key()).await);
    assert_eq!(early, (409, "MC-1213".to_owned()));
}

async fn old_dossiers_have_lines(office: &Office) {
    let clerk = office.clerk().await;
    let code = owing(&clerk).await;
    office.sql("DELETE FROM fee_line");
    let sheet = clerk.fees(&code).await.unwrap();
    assert_eq!(
        (sheet.owed_phi_dong, sheet.owed_le_phi_dong),
        (20_000, 8_000)
    );
    assert_eq!(office.value("SELECT count(*) FROM fee_line"), "0");
    let one = CollectRequest {
        lines: vec![1],
        ..all()
    };
    clerk.collect(&code, &key(), &one).await.unwrap();
    assert_eq!(office.value("SELECT count(*) FROM fee_line"), "2");
    let sheet = clerk.fees(&code).await.unwrap();
    assert_eq!((sheet.owed_phi_dong, sheet.owed_le_phi_dong), (20_000, 0));
}

async fn issued_rows_are_immutable(office: &Office) {
    let (clerk, manager) = (office.clerk().await, office.officer(MANAGER, 0).await);
    let added = book("phi", "printed_book", 1, 50);
    manager.add_receipt_book(&key(), &added).await.unwrap();
    let code = owing(&clerk).await;
    let done = collect(&clerk, &code).await;
    let counted = CloseShiftRequest {
        counted_dong: 28_000,
        ..CloseShiftRequest::default()
    };
    clerk
        .close_shift(done.shift, &key(), &counted)
        .await
        .unwrap();
    let kept = office.sql("SELECT id, amount, number, state FROM receipt ORDER BY id");
    for forbidden in [
        "UPDATE receipt SET amount = 1",
        "UPDATE receipt SET number = 9 WHERE number IS NOT NULL",
        "UPDATE receipt SET payer = 'x'",
        "UPDATE receipt SET state = 'draft' WHERE state = 'issued'",
        "DELETE FROM receipt",
        "UPDATE receipt_line SET amount = 1",
        "DELETE FROM receipt_line",
        "UPDATE shift_entry SET dong = 1",
        "DELETE FROM shift_entry",
        "INSERT INTO shift_entry SELECT shift, event + 1000, what, receipt, kind, way, dong, at FROM shift_entry",
    ] {
        let tried =
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| office.sql(forbidden)));
        assert!(tried.is_err(), "{forbidden}");
    }
    let after = office.sql("SELECT id, amount, number, state FROM receipt ORDER BY id");
    assert_eq!(after, kept);
}

async fn rights_of_money(office: &Office) {
    let (clerk, specialist) = (office.clerk().await, office.officer(SPECIALIST, 0).await);
    let (district, cashier) = (
        office.officer(DISTRICT, 0).await,
        office.officer(MANAGER, 2).await,
    );
    let code = owing(&clerk).await;
    assert_eq!(
        refusal(specialist.collect(&code, &key(), &all()).await).0,
        403
    );
    assert_eq!(refusal(specialist.pending_receipts().await).0, 403);
    assert_eq!(refusal(specialist.shifts().await).0, 403);
    assert_eq!(refusal(specialist.receipt_books().await).0, 403);
    // Another unit's dossier and receipts are not there.
    let foreign = refusal(district.collect(&code, &key(), &all()).await);
    assert_eq!(foreign, (404, "MC-1004".to_owned()));
    let done = collect(&cashier, &code).await;
    assert_eq!(refusal(district.receipt(done.receipts[0].id).await).0, 404);
    assert_eq!(refusal(district.day_book(done.shift).await).0, 404);
    // A cashier does not read another's day-book.
    assert_eq!(refusal(clerk.day_book(done.shift).await).0, 404);
    assert!(clerk.shifts().await.unwrap().rows.is_empty());
}
