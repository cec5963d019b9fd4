//! Papers of many dossiers go the way of every other paper: written down, carried, never two originals.

use crate::bench::{Bench, DESK};
use crate::benches;
use crate::fake_ipp::Trick;
use crate::office::*;
use motcua::wire::{HandOverPrint, PrintOrder, RegisterPrint};

benches! {
    the_register_comes_out_once_and_again_only_as_a_reprint,
    a_hand_over_record_in_doubt_is_asked_about,
    what_a_list_will_say_is_shown_before,
}

fn register() -> RegisterPrint {
    RegisterPrint {
        from: "2025-08-04".into(),
        to: "2025-08-04".into(),
        book: "02/2025".into(),
        ..RegisterPrint::default()
    }
}

fn order(what: &str) -> PrintOrder {
    PrintOrder {
        what: what.into(),
        desk: DESK.into(),
        ..PrintOrder::default()
    }
}

async fn the_register_comes_out_once_and_again_only_as_a_reprint(bench: &mut Bench) {
    let code = receive(&bench.clerk, MARRIAGE, "Nguyễn Thị Ví Dụ").await;
    let wanted = PrintOrder {
        register: Some(register()),
        ..order("register")
    };
    let key = key();
    let job = bench.clerk.queue_print(&key, &wanted).await.unwrap();
    assert_eq!(
        (job.state.as_str(), job.number, job.form.as_str()),
        ("queued", 1, "so-theo-doi-a4")
    );
    let same = bench.clerk.queue_print(&key, &wanted).await.unwrap();
    assert_eq!(same.id, job.id);
    bench.round().await;
    assert_eq!(bench.steps(job.id), "queued sent printed");
    assert_eq!(bench.value(job.id, "fields"), "");
    assert_eq!(bench.printer.state().sheets.len(), 1);
    let kept = format!("SELECT body FROM event WHERE seq = {}", job.id);
    let kept = bench.office.value(&kept);
    assert!(
        kept.contains("2025-08-04") && kept.contains("02/2025") && kept.contains("\"count\":1"),
        "{kept}"
    );
    assert!(!kept.contains(&code.dossier_code));

    // Into a file or to the printer: one paper, one count.
    let file = bench.clerk.print_register(&register()).await;
    assert_eq!(file.unwrap_err().code, "MC-4040");
    let again = PrintOrder {
        reason: "Bản cũ rách".into(),
        ..wanted.clone()
    };
    let again = bench.clerk.queue_print(&crate::office::key(), &again).await;
    assert_eq!(again.unwrap().number, 2);
    // Another day, or another book, is another paper; another desk has its own.
    let other = PrintOrder {
        register: Some(RegisterPrint {
            book: "03/2025".into(),
            ..register()
        }),
        ..order("register")
    };
    let other = bench.clerk.queue_print(&crate::office::key(), &other).await;
    assert_eq!(other.unwrap().number, 1);
    let manager = bench.office.officer(DISTRICT, 0).await;
    let theirs = manager.queue_print(&crate::office::key(), &wanted).await;
    assert_eq!(theirs.unwrap().number, 1);
    for _ in 0..4 {
        bench.round().await;
    }
    assert_eq!(bench.printer.state().sheets.len(), 4);
    let (key, wanted) = (crate::office::key(), order("register"));
    let none = bench.clerk.queue_print(&key, &wanted).await;
    assert_eq!(none.unwrap_err().status, 422);
}

async fn a_hand_over_record_in_doubt_is_asked_about(bench: &mut Bench) {
    let code = receive(&bench.clerk, MARRIAGE, "Trần Thị Mẫu").await;
    let wanted = PrintOrder {
        hand_over: Some(HandOverPrint {
            dossiers: vec![code.dossier_code],
            receiver: "huyen-minh-hoa".into(),
            ..HandOverPrint::default()
        }),
        ..order("hand_over")
    };
    let job = bench.clerk.queue_print(&key(), &wanted).await.unwrap();
    bench.printer.state().trick = Some(Trick::BreaksAndForgets);
    bench.round().await;
    assert_eq!(bench.job(job.id).await.state, "doubtful");
    bench
        .clerk
        .answer_print(job.id, &key(), false)
        .await
        .unwrap();
    bench.round().await;
    assert_eq!(
        bench.steps(job.id),
        "queued sent doubtful queued sent printed"
    );
    assert_eq!(bench.printer.state().sheets.len(), 1);
    // Given up before it was sent: the next one is the original.
    let second = PrintOrder {
        hand_over: wanted.hand_over.clone().map(|over| HandOverPrint {
            receiver: "khac".into(),
            ..over
        }),
        ..order("hand_over")
    };
    let given_up = bench.clerk.queue_print(&key(), &second).await.unwrap();
    bench.clerk.cancel_print(given_up.id, &key()).await.unwrap();
    let first = bench.clerk.queue_print(&key(), &second).await.unwrap();
    assert_eq!(first.number, 1);
}

async fn what_a_list_will_say_is_shown_before(bench: &mut Bench) {
    let code = receive(&bench.clerk, MARRIAGE, "Nguyễn Thị Ví Dụ").await;
    let shown = bench.clerk.preview_register(&register()).await.unwrap();
    let words = shown.lines.join("\n");
    // Narrow columns break names and codes.
    assert!(
        words.contains("Nguyễn") && words.contains("02/2025"),
        "{words}"
    );
    assert!(
        shown.title.to_lowercase().contains("sổ theo dõi"),
        "{}",
        shown.title
    );
    let over = HandOverPrint {
        dossiers: vec![code.dossier_code.clone()],
        ..HandOverPrint::default()
    };
    let shown = bench.clerk.preview_hand_over(&over).await.unwrap();
    let words = shown.lines.join("\n");
    assert!(
        words.contains("0001") && words.contains("Tổng số: 1 hồ sơ"),
        "{words}"
    );
    // Looking is not printing.
    let first = bench.clerk.print_register(&register()).await;
    assert!(first.unwrap().starts_with(b"%PDF-"));
}
