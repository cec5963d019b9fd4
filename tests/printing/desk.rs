//! Papers of a desk that carries them itself: the screens' own way to the server, without screens.

use crate::bench::{DESK, network, with_printers};
use crate::fake_ipp::FakePrinter;
use crate::office::*;
use motcua::store::Engine;
use motcua::tui::TuiOptions;
use motcua::tui::api::http::HttpApi;
use motcua::tui::api::{Api as _, Ask, PaperWay, Printed, Printing, Reply, Subject};
use motcua::tui::term::Palette;
use std::time::Duration;

fn desk(office: &Office) -> HttpApi {
    HttpApi::new(&TuiOptions {
        server_url: office.base().to_owned(),
        token: MACHINE.to_owned(),
        officer: CLERK.to_owned(),
        desk: DESK.to_owned(),
        drafts_dir: office.folder.path().join("drafts"),
        prints_dir: office.folder.path().join("printed"),
        print_command: Vec::new(),
        palette: Palette::Mono,
        linear: false,
        guided: false,
        ascii: false,
        keymap: "default".into(),
        mouse: false,
        language: motcua::messages::Language::Vi,
        print_after_save: false,
    })
}

fn print(code: &str, key: &str) -> Ask {
    Ask::Print {
        subject: Subject::Dossier(code.to_owned()),
        form: "mau-01-a5".into(),
        reason: String::new(),
        key: key.to_owned(),
        way: PaperWay::default(),
    }
}

async fn printed(api: &HttpApi, ask: Ask) -> Printed {
    match api.ask(ask).await.unwrap() {
        Reply::Printed(printed) => printed,
        other => panic!("{other:?}"),
    }
}

async fn look(api: &HttpApi) -> Printing {
    match api.ask(Ask::Printing).await.unwrap() {
        Reply::Printing(seen) => *seen,
        other => panic!("{other:?}"),
    }
}

async fn until(api: &HttpApi, is: impl Fn(&Printing) -> bool) -> Printing {
    let wait = async {
        loop {
            let seen = look(api).await;
            if is(&seen) {
                return seen;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(5), wait)
        .await
        .expect("within five seconds")
}

#[test]
fn without_printers_a_paper_is_a_file_as_ever_sqlite() {
    a_file_as_ever(Engine::Sqlite);
}

#[test]
fn without_printers_a_paper_is_a_file_as_ever_postgres() {
    a_file_as_ever(Engine::Postgres);
}

fn a_file_as_ever(engine: Engine) {
    let runtime = runtime();
    let Some(mut office) = Office::open(engine, shipped_rules()) else {
        return;
    };
    runtime.block_on(async {
        office.serve().await;
        let api = desk(&office);
        let clerk = office.clerk().await;
        let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ").await;
        let code = code.dossier_code;
        let key = key();
        let first = printed(&api, print(&code, &key)).await;
        assert_eq!(first.words, "Đã ghi giấy vào");
        assert!(
            first.file.ends_with(&format!("{code}-mau-01-a5.pdf")),
            "{first:?}"
        );
        let file = office
            .folder
            .path()
            .join(format!("printed/{code}-mau-01-a5.pdf"));
        assert!(std::fs::read(file).unwrap().starts_with(b"%PDF-"));
        let seen = look(&api).await;
        assert!(!seen.watch && seen.papers.is_empty() && seen.trouble.is_none());
        // The same order again prints nothing more.
        printed(&api, print(&code, &key)).await;
        let states = office.sql("SELECT state, number FROM print_job");
        assert_eq!(states, [["printed", "1"]]);
        assert_eq!(office.faults(&[]).await, [""; 0]);
    });
    office.app.store.close();
}

#[test]
fn a_desk_carries_to_its_own_printer_and_names_what_stops_it() {
    let runtime = runtime();
    let printer = runtime.block_on(FakePrinter::start());
    let rules = with_printers(&network(&printer.address(), "desk"));
    let Some(mut office) = Office::open(Engine::Sqlite, rules) else {
        return;
    };
    runtime.block_on(async {
        office.serve().await;
        let api = desk(&office);
        let clerk = office.clerk().await;
        let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ").await;
        printer.state().reasons = vec!["media-empty-error"];
        let said = printed(&api, print(&code.dossier_code, &key())).await;
        assert!(
            said.file.is_empty() && said.words.contains("Máy in Quầy 01"),
            "{said:?}"
        );
        let seen = until(&api, |seen| {
            seen.papers.iter().any(|p| p.words.contains("hết giấy"))
        })
        .await;
        assert_eq!(seen.trouble.unwrap().code, "MC-4050");
        assert!(printer.state().sheets.is_empty());
        printer.state().reasons.clear();
        until(&api, |seen| seen.papers.is_empty()).await;
        assert_eq!(printer.state().sheets.len(), 1);
        assert_eq!(office.sql("SELECT state FROM print_job"), [["printed"]]);
    });
    office.app.store.close();
}

#[test]
fn a_desk_that_dies_with_a_paper_leaves_a_question() {
    let runtime = runtime();
    let printer = runtime.block_on(FakePrinter::start());
    let rules = with_printers(&network(&printer.address(), "desk"));
    let Some(mut office) = Office::open(Engine::Sqlite, rules) else {
        return;
    };
    runtime.block_on(async {
        office.serve().await;
        let clerk = office.clerk().await;
        let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ").await;
        let order = crate::bench::order(&code.dossier_code, "");
        let job = clerk.queue_print(&key(), &order).await.unwrap();
        let take = motcua::wire::PrintTake {
            holder: "quầy đã tắt".into(),
        };
        assert!(clerk.take_print(job.id, &take).await.unwrap().is_some());
        assert!(
            clerk.take_print(job.id, &take).await.unwrap().is_none(),
            "taken once"
        );
        let api = desk(&office);
        let seen = look(&api).await;
        assert_eq!(seen.papers[0].state, "sent");
        office.at("2025-08-04T08:15:40");
        let seen = look(&api).await;
        assert!(seen.papers[0].is_doubtful() && seen.papers[0].words.contains("bị ngắt"));
        let out = Ask::PaperOut {
            id: job.id,
            key: key(),
            out: false,
        };
        api.ask(out).await.unwrap();
        until(&api, |seen| seen.papers.is_empty()).await;
        assert_eq!(printer.state().sheets.len(), 1);
        let late = motcua::wire::PrintReport {
            holder: "quầy đã tắt".into(),
            told: "doubtful".into(),
            fault: "MC-4061".into(),
            ..Default::default()
        };
        let late = clerk.report_print(job.id, &late).await.unwrap();
        assert!(!late.mine, "the dead desk has no say any more");
        assert_eq!(office.value("SELECT state FROM print_job"), "printed");
        let odd = motcua::wire::PrintReport {
            told: "danced".into(),
            ..Default::default()
        };
        assert_eq!(
            clerk.report_print(job.id, &odd).await.unwrap_err().code,
            "MC-4077"
        );
    });
    office.app.store.close();
}
