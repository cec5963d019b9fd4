//! An office whose Quầy 01 prints on a made-up printer of the network.

use crate::fake_ipp::FakePrinter;
use crate::office::*;
use motcua::catalogue;
use motcua::client::Client;
use motcua::print::spool::Pace;
use motcua::server::PrintWorker;
use motcua::store::Engine;
use motcua::usecases::Rules;
use motcua::wire::{PrintJobView, PrintOrder, Problem};
use std::sync::Arc;
use std::time::Duration;

pub const DESK: &str = "Quầy 01";

/// Rules of the demonstration office with these printers.
pub fn with_printers(text: &str) -> Arc<Rules> {
    let mut rules = (*shipped_rules()).clone();
    rules.printers = catalogue::printers("printers.toml", text).unwrap();
    rules.printers_of = None;
    Arc::new(rules)
}

pub fn network(address: &str, place: &str) -> String {
    format!(
        r#"
        [[printer]]
        id = "quay-01"
        name = "Máy in Quầy 01"
        kind = "ipp"
        at = "{place}"
        address = "{address}"
        papers = ["a4", "a5"]
        [[printer.tray]]
        id = "tray-2"
        name = "Khay 2"
        [[printer]]
        id = "thu-muc"
        name = "Thư mục"
        kind = "folder"
        at = "desk"
        [[rule]]
        desk = "{DESK}"
        form = "mau-01-a4"
        printer = "quay-01"
        tray = "tray-2"
        copies = 2
        [[rule]]
        desk = "{DESK}"
        printer = "quay-01"
        [[rule]]
        printer = "thu-muc"
        "#
    )
}

/// An office, its clerk, its printer and the carrier of its server.
pub struct Bench {
    pub office: Office,
    pub printer: FakePrinter,
    pub worker: PrintWorker,
    pub clerk: Client,
    /// Milliseconds that the office's clock was put forward.
    seconds: i64,
}

/// Waits for nothing longer than a test should take.
pub fn quick() -> Pace {
    Pace {
        every: Duration::from_millis(5),
        unreachable: Duration::from_millis(150),
        printing: Duration::from_secs(5),
    }
}

impl Bench {
    /// Skips aloud when the engine is not here.
    pub fn open(engine: Engine, runtime: &tokio::runtime::Runtime) -> Option<Self> {
        let printer = runtime.block_on(FakePrinter::start());
        let rules = with_printers(&network(&printer.address(), "server"));
        let mut office = Office::open(engine, rules)?;
        runtime.block_on(office.serve());
        let clerk = runtime.block_on(office.clerk());
        let worker = PrintWorker::new(&office.app, quick());
        Some(Self {
            office,
            printer,
            worker,
            clerk,
            seconds: 0,
        })
    }

    /// A dossier whose slip is asked for.
    pub async fn asked(&self) -> PrintJobView {
        let (draft, wanted) = (key(), request(MARRIAGE, "Nguyễn Thị Ví Dụ"));
        let code = patient(async || self.clerk.receive(&draft, &wanted).await).await;
        self.order(&code.dossier_code, "").await
    }

    pub async fn order(&self, code: &str, reason: &str) -> PrintJobView {
        let (key, order) = (key(), order(code, reason));
        patient(async || self.clerk.queue_print(&key, &order).await).await
    }

    /// One look of the carrier at the rows, until what it started has ended.
    pub async fn round(&mut self) {
        self.worker.round(&self.office.app).await.unwrap();
        self.worker.rest().await;
    }

    pub async fn job(&self, id: i64) -> PrintJobView {
        let open = patient(async || self.clerk.print_state("").await).await;
        let found = open.jobs.into_iter().find(|job| job.id == id);
        found.unwrap_or_else(|| PrintJobView {
            id,
            state: self.value(id, "state"),
            fault: self.value(id, "fault"),
            ..PrintJobView::default()
        })
    }

    pub fn value(&self, id: i64, column: &str) -> String {
        let question = format!("SELECT {column} FROM print_job WHERE id = {id}");
        self.office.value(&question)
    }

    /// Its name at the printer.
    pub fn name(&self, id: i64) -> String {
        let mark = self.value(id, "mark");
        format!(
            "{}-{}-{mark}",
            self.value(id, "code"),
            self.value(id, "form")
        )
    }

    /// The states it went through.
    pub fn steps(&self, id: i64) -> String {
        let question = format!("SELECT state FROM print_step WHERE job = {id} ORDER BY no");
        let rows = self.office.sql(&question).into_iter().flatten();
        rows.collect::<Vec<_>>().join(" ")
    }

    /// Puts the office's clock forward.
    pub fn later(&mut self, seconds: i64) {
        self.seconds += seconds;
        let start = chrono::NaiveDate::from_ymd_opt(2025, 8, 4)
            .unwrap()
            .and_hms_opt(8, 15, 0)
            .unwrap();
        let now = start + chrono::TimeDelta::seconds(self.seconds);
        self.office.at(&now.format("%Y-%m-%dT%H:%M:%S").to_string());
    }
}

/// Asks again under the same key when no answer came in time, as a desk does: a machine that does much
/// else at once is no fault of printing.
pub async fn patient<T>(ask: impl AsyncFn() -> Result<T, Box<Problem>>) -> T {
    for _ in 0..10 {
        match ask().await {
            Err(problem) if problem.code == "MC-6001" => {
                eprintln!("no answer in time, asked again")
            }
            answered => return answered.unwrap(),
        }
    }
    panic!("the server does not answer");
}

pub fn order(code: &str, reason: &str) -> PrintOrder {
    PrintOrder {
        what: "dossier".into(),
        which: code.to_owned(),
        form: "mau-01-a5".into(),
        reason: reason.to_owned(),
        desk: DESK.into(),
        ..PrintOrder::default()
    }
}

/// Runs `story` with an office of each engine.
#[macro_export]
macro_rules! benches {
    ($($(#[$about:meta])* $name:ident),* $(,)?) => {$(
        mod $name {
            use motcua::store::Engine;
            fn with(engine: Engine) {
                let runtime = $crate::office::runtime();
                let Some(mut bench) = $crate::bench::Bench::open(engine, &runtime) else { return };
                runtime.block_on(async {
                    super::$name(&mut bench).await;
                    bench.office.assert_declared();
                    assert_eq!(bench.office.faults(&[]).await, [""; 0], "the trail");
                });
                bench.office.app.store.close();
            }
            $(#[$about])*
            #[test]
            fn sqlite() { with(Engine::Sqlite); }
            $(#[$about])*
            #[test]
            fn postgres() { with(Engine::Postgres); }
        }
    )*};
}
