//! The file of printers changes while the server runs: papers go where it says from then on; a file that
//! does not hold changes nothing, and is named.

use crate::bench::{DESK, network, order};
use crate::fake_ipp::FakePrinter;
use crate::office::*;
use motcua::client::Client;
use motcua::store::Engine;
use motcua::usecases::office_printers::{PRINTERS_FILE, office_printers};
use motcua::wire::SignIn;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// A server with all that belongs to it, also its carrier.
async fn served(office: &Office) -> Client {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let app = office.app.clone();
    let forever = std::future::pending();
    tokio::spawn(motcua::server::serve(
        listener,
        app,
        MACHINE.to_owned(),
        forever,
    ));
    let machine = Client::new(&base, MACHINE).unwrap();
    let who = SignIn {
        officer: CLERK.to_owned(),
        grant: 0,
        client: DESK.to_owned(),
    };
    let session = machine.sign_in(&who).await.unwrap();
    Client::new(&base, &session.token).unwrap()
}

fn write(folder: &Path, text: &str) {
    // As editors save: beside it, and then in its place.
    let beside = folder.join("printers.new");
    std::fs::write(&beside, text).unwrap();
    std::fs::rename(beside, folder.join(PRINTERS_FILE)).unwrap();
}

/// Waits until the server says so of its printers.
async fn until(clerk: &Client, is: impl Fn(&motcua::wire::PrintState) -> bool) {
    let wait = async {
        while !is(&clerk.print_state(DESK).await.unwrap()) {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let seen = tokio::time::timeout(Duration::from_secs(20), wait).await;
    seen.expect("in twenty seconds");
}

async fn prints(clerk: &Client, printer: &FakePrinter, sheets: usize) {
    let code = receive(clerk, MARRIAGE, "Nguyễn Thị Ví Dụ").await;
    let asked = order(&code.dossier_code, "");
    clerk.queue_print(&key(), &asked).await.unwrap();
    until(clerk, |state| state.jobs.is_empty()).await;
    assert_eq!(printer.state().sheets.len(), sheets);
}

fn name_is(name: &'static str) -> impl Fn(&motcua::wire::PrintState) -> bool {
    move |state| state.printers.iter().any(|p| p.name == name)
}

#[test]
fn a_changed_file_counts_at_once_and_a_wrong_one_not_at_all() {
    let runtime = runtime();
    let (first, second) = runtime.block_on(async {
        let first = FakePrinter::start().await;
        (first, FakePrinter::start().await)
    });
    let config = tempfile::tempdir().unwrap();
    let folder = config.path();
    write(folder, &network(&first.address(), "server"));
    let mut rules = (*shipped_rules()).clone();
    rules.printers = office_printers(folder).unwrap();
    rules.printers_of = Some(folder.to_owned());
    let Some(office) = Office::open(Engine::Sqlite, Arc::new(rules)) else {
        return;
    };
    runtime.block_on(async {
        let clerk = served(&office).await;
        prints(&clerk, &first, 1).await;

        let moved = network(&second.address(), "server").replace("Máy in Quầy 01", "Máy in mới");
        write(folder, &moved);
        until(&clerk, name_is("Máy in mới")).await;
        prints(&clerk, &second, 1).await;

        let wrong = moved.replace("Máy in mới", "Máy in sai") + "[[rule]]\nprinter = \"ma\"\n";
        write(folder, &wrong);
        let told = office_printers(folder).unwrap_err();
        assert!(
            told[0].to_string().contains("không có máy in “ma”"),
            "{told:?}"
        );
        prints(&clerk, &second, 2).await;
        let state = clerk.print_state(DESK).await.unwrap();
        assert!(name_is("Máy in mới")(&state), "the old file stays");

        // A paper waits for a printer that the next file does not have: it is said, not lost.
        second.state().reasons = vec!["media-empty-error"];
        let code = receive(&clerk, MARRIAGE, "Trần Thị Mẫu").await;
        let asked = order(&code.dossier_code, "");
        let job = clerk.queue_print(&key(), &asked).await.unwrap();
        let other = moved
            .replace("quay-01", "quay-02")
            .replace("Máy in mới", "Máy in khác");
        write(folder, &other);
        until(&clerk, |state| {
            let waits = state.jobs.iter().find(|one| one.id == job.id);
            waits.is_some_and(|one| one.state == "queued" && one.fault == "MC-4068")
        })
        .await;
        second.state().reasons.clear();
        write(folder, &moved);
        until(&clerk, |state| state.jobs.is_empty()).await;
        assert_eq!(second.state().sheets.len(), 3);

        // Without a file each desk prints into its folder again.
        std::fs::remove_file(folder.join(PRINTERS_FILE)).unwrap();
        until(&clerk, |state| {
            let mut printers = state.printers.iter();
            printers.all(|printer| printer.id == "thu-muc")
        })
        .await;
    });
    office.app.store.close();
}
