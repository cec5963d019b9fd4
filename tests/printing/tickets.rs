//! Tickets of 80 mm: what reaches the printer is the template, dot by dot.

use crate::bench::{DESK, with_printers};
use crate::fake_ticket::FakeTicket;
use crate::office::*;
use motcua::print::spool::{Condition, Fault, PrintJob, Sent, Spool as _, TicketSpool};
use motcua::server::PrintWorker;
use motcua::store::Engine;
use motcua::wire::PrintOrder;
use std::process::Command;

fn job(rows: usize) -> PrintJob {
    PrintJob {
        name: "phieu".into(),
        content: (0..72 * rows).map(|i| (i % 251) as u8).collect(),
        copies: 2,
        ..PrintJob::default()
    }
}

async fn spool(printer: &FakeTicket) -> TicketSpool {
    TicketSpool {
        address: printer.address(),
        answers: true,
    }
}

#[test]
fn every_dot_arrives_and_each_copy_is_cut() {
    runtime().block_on(async {
        let printer = FakeTicket::start().await;
        let spool = spool(&printer).await;
        assert_eq!(spool.condition().await, Condition::Ready);
        for rows in [1, 127, 128, 129, 700] {
            printer.mood.lock().unwrap().tickets.clear();
            let job = job(rows);
            assert!(matches!(spool.send(&job).await, Sent::Done(_)), "{rows}");
            let mood = printer.mood.lock().unwrap();
            assert_eq!(mood.tickets.len(), 2);
            for ticket in &mood.tickets {
                assert_eq!(ticket.bytes(), job.content, "{rows}");
            }
        }
    });
}

#[test]
fn what_stops_it_is_named_and_leaves_no_doubt_before_the_paper() {
    runtime().block_on(async {
        let printer = FakeTicket::start().await;
        let spool = spool(&printer).await;
        let set = |no_paper, open, stuck| {
            let mut mood = printer.mood.lock().unwrap();
            (mood.no_paper, mood.open, mood.stuck) = (no_paper, open, stuck);
        };
        for (mood, fault) in [
            ((true, false, false), Fault::NoPaper),
            ((false, true, false), Fault::CoverOpen),
            ((false, false, true), Fault::Jam),
        ] {
            set(mood.0, mood.1, mood.2);
            let Condition::Stopped(trouble) = spool.condition().await else {
                panic!("{fault:?}");
            };
            assert_eq!(trouble.fault, fault);
            let Sent::NotSent(trouble) = spool.send(&job(3)).await else {
                panic!("{fault:?}");
            };
            assert_eq!(trouble.fault, fault);
        }
        set(false, false, false);
        printer.mood.lock().unwrap().breaks_after = Some(2_000);
        let Sent::Doubtful(trouble) = spool.send(&job(400)).await else {
            panic!("a broken line leaves a doubt");
        };
        assert_eq!(trouble.fault, Fault::Lost);
        printer.mood.lock().unwrap().breaks_after = None;
        printer.mood.lock().unwrap().ends_after = Some(0);
        let Sent::Doubtful(trouble) = spool.send(&job(4)).await else {
            panic!("the end of the roll leaves a doubt");
        };
        assert_eq!(trouble.fault, Fault::NoPaper);
        printer.mood.lock().unwrap().dumb = true;
        let Condition::Stopped(trouble) = spool.condition().await else {
            panic!("a printer that never answers");
        };
        assert_eq!(trouble.fault, Fault::Hangs);
        let nobody = TicketSpool {
            address: "127.0.0.1:9".into(),
            answers: true,
        };
        let Sent::NotSent(trouble) = nobody.send(&job(4)).await else {
            panic!("nobody there");
        };
        assert_eq!(trouble.fault, Fault::Off);
    });
}

#[test]
fn a_printer_that_only_listens_is_believed() {
    runtime().block_on(async {
        let printer = FakeTicket::start().await;
        printer.mood.lock().unwrap().dumb = true;
        let spool = TicketSpool {
            address: printer.address(),
            answers: false,
        };
        assert!(matches!(spool.send(&job(5)).await, Sent::Done(_)));
    });
}

#[test]
fn a_citizens_ticket_is_offered_printed_and_read_back() {
    let runtime = runtime();
    let printer = runtime.block_on(FakeTicket::start());
    let text = format!(
        r#"
        [[printer]]
        id = "ve"
        name = "Máy in vé"
        kind = "raw9100"
        at = "server"
        address = "{}"
        papers = ["80mm"]
        [[printer]]
        id = "thu-muc"
        name = "Thư mục"
        kind = "folder"
        at = "desk"
        papers = ["a4", "a5"]
        [[rule]]
        form = "phieu-hen"
        printer = "ve"
        [[rule]]
        printer = "thu-muc"
        "#,
        printer.address()
    );
    let Some(mut office) = Office::open(Engine::Sqlite, with_printers(&text)) else {
        return;
    };
    runtime.block_on(async {
        office.serve().await;
        let clerk = office.clerk().await;
        let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Quỳnh Ngưỡng Nghĩa").await;
        let code = code.dossier_code;
        let forms = clerk.dossier(&code).await.unwrap().forms;
        assert!(forms.iter().any(|f| f.id == "phieu-hen-80mm"), "{forms:?}");
        let mut order = PrintOrder {
            what: "dossier".into(),
            which: code.clone(),
            form: "phieu-hen-80mm".into(),
            desk: DESK.into(),
            ..PrintOrder::default()
        };
        let job = clerk.queue_print(&key(), &order).await.unwrap();
        assert_eq!(job.printer, "ve");
        let mut worker = PrintWorker::new(&office.app, crate::bench::quick());
        worker.round(&office.app).await.unwrap();
        worker.rest().await;
        assert_eq!(printer.mood.lock().unwrap().tickets.len(), 1);
        let pbm = printer.mood.lock().unwrap().tickets[0].to_pbm();
        let file = office.folder.path().join("ve.pbm");
        std::fs::write(&file, pbm).unwrap();
        match Command::new("zbarimg")
            .args(["-q", "--raw"])
            .arg(&file)
            .output()
        {
            Ok(read) => {
                let read = String::from_utf8_lossy(&read.stdout).into_owned();
                assert!(read.starts_with(&code), "{read}");
            }
            Err(_) => eprintln!("SKIPPED: zbarimg is not here (zbar-tools)"),
        }
        // The ticket printer has no A5, and no other printer the roll.
        order.form = "mau-01-a5".into();
        order.printer = "ve".into();
        let refused = clerk.queue_print(&key(), &order).await.unwrap_err();
        assert_eq!(refused.code, "MC-4072");
        assert_eq!(office.faults(&[]).await, [""; 0]);
    });
    office.app.store.close();
}
