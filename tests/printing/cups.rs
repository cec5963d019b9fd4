//! Through CUPS: a `cupsd` of our own, in a folder and on a port of its own, with queues towards
//! `ippeveprinter`. Where one of them cannot run the tests say SKIPPED.

use crate::bench::{DESK, quick, with_printers};
use crate::office::*;
use crate::real_ipp::{Everywhere, until};
use motcua::print::spool::{Condition, Fault, IppSpool, PrintJob, Progress, Sent, Spool as _};
use motcua::server::PrintWorker;
use motcua::store::Engine;
use motcua::wire::PrintOrder;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// The queue, and one that wants a password.
const QUEUE: &str = "quay-01";
const CLOSED: &str = "khoa";

struct Cups {
    child: Child,
    port: u16,
    printer: Everywhere,
    _folder: tempfile::TempDir,
}

impl Drop for Cups {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Cups {
    fn start() -> Option<Self> {
        let is_here = |program: &str| {
            let path = std::env::var_os("PATH").unwrap_or_default();
            std::env::split_paths(&path).any(|folder| folder.join(program).exists())
        };
        let filters = std::path::Path::new("/usr/lib/cups/filter/pdftopdf").exists();
        let here = filters && ["cupsd", "lpadmin", "lp"].into_iter().all(is_here);
        if !here {
            eprintln!("SKIPPED: cupsd is not here (cups-daemon cups-client cups-filters)");
            assert!(std::env::var_os("MOTCUA_REQUIRE_IPP").is_none(), "no cupsd");
            return None;
        }
        let printer = Everywhere::start()?;
        let folder = tempfile::tempdir().unwrap();
        let (main, files) = configured(folder.path());
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let main_text = std::fs::read_to_string(&main).unwrap();
        std::fs::write(&main, main_text.replace("PORT", &port.to_string())).unwrap();
        let child = Command::new("cupsd")
            .arg("-f")
            .arg("-c")
            .arg(&main)
            .arg("-s")
            .arg(&files)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let cups = Self {
            child,
            port,
            printer,
            _folder: folder,
        };
        cups.add(QUEUE);
        cups.add(CLOSED);
        Some(cups)
    }

    /// A queue towards the printer, as soon as both answer.
    fn add(&self, queue: &str) {
        let to = format!("ipp://localhost:{}/ipp/print", self.printer.port);
        let made = || {
            let said = self.run(
                "lpadmin",
                &["-p", queue, "-E", "-v", &to, "-m", "everywhere"],
            );
            if queue == CLOSED {
                return said.status.success();
            }
            // A queue made while the printer was not there yet knows nothing of it.
            let knows = self.run("lpoptions", &["-p", queue, "-l"]);
            let knows = String::from_utf8_lossy(&knows.stdout).contains("InputSlot");
            if !knows {
                std::thread::sleep(Duration::from_millis(100));
            }
            said.status.success() && knows
        };
        let (begun, patience) = (Instant::now(), Duration::from_secs(60));
        while !made() {
            assert!(begun.elapsed() < patience, "the queue {queue}");
        }
    }

    fn run(&self, program: &str, args: &[&str]) -> Output {
        let server = format!("127.0.0.1:{}", self.port);
        let mut command = Command::new(program);
        command.args(["-h", &server]).args(args);
        command.output().unwrap()
    }

    fn does(&self, program: &str, args: &[&str]) {
        let done = self.run(program, args);
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(done.status.success(), "{program} {args:?}: {said}");
    }

    fn address(&self, queue: &str) -> String {
        format!("ipp://localhost:{}/printers/{queue}", self.port)
    }

    fn spool(&self) -> IppSpool {
        IppSpool::at(&self.address(QUEUE), "").unwrap()
    }

    /// Hands a paper over; answers its number.
    async fn accepts(&self, paper: &PrintJob) -> String {
        match self.spool().send(paper).await {
            Sent::Accepted(number) => number,
            other => panic!("{other:?}"),
        }
    }

    async fn comes_out(&self, paper: &PrintJob, number: &str) {
        let spool = self.spool();
        until("printed", async || {
            (spool.trace(&paper.name, number).await == Progress::Done).then_some(())
        })
        .await;
    }

    /// The fault that is named within five seconds.
    async fn named(&self, paper: &PrintJob, number: &str, fault: Fault) {
        let spool = self.spool();
        let asked = until("named", async || {
            match spool.trace(&paper.name, number).await {
                Progress::Printing(Some(trouble)) => (trouble.fault == fault).then_some(()),
                _ => None,
            }
        });
        let told = tokio::time::timeout(Duration::from_secs(5), asked).await;
        assert!(told.is_ok(), "{fault:?} not within five seconds");
    }
}

/// The files of configuration, for a service that nobody else sees.
fn configured(folder: &std::path::Path) -> (std::path::PathBuf, std::path::PathBuf) {
    // Filters run as another user, who has to get here.
    let open = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(folder, open).unwrap();
    for part in ["spool", "cache", "state", "temp"] {
        std::fs::create_dir(folder.join(part)).unwrap();
    }
    let place = folder.display().to_string();
    let (main, files) = (folder.join("cupsd.conf"), folder.join("cups-files.conf"));
    std::fs::write(&main, MAIN.replace("FOLDER", &place)).unwrap();
    std::fs::write(&files, FILES.replace("FOLDER", &place)).unwrap();
    (main, files)
}

const MAIN: &str = "
Listen 127.0.0.1:PORT
Listen FOLDER/cups.sock
Browsing Off
DefaultAuthType Basic
WebInterface No
<Location />
  Order allow,deny
  Allow localhost
</Location>
<Location /printers/khoa>
  AuthType Basic
  Require valid-user
</Location>
<Policy default>
  <Limit All>
    AuthType None
    Order deny,allow
    Allow localhost
  </Limit>
</Policy>
";

const FILES: &str = "
ServerRoot FOLDER
RequestRoot FOLDER/spool
CacheDir FOLDER/cache
StateDir FOLDER/state
TempDir FOLDER/temp
AccessLog FOLDER/access
ErrorLog FOLDER/error
PageLog FOLDER/page
SystemGroup root
";

/// A whole paper, as filters want it.
fn paper(name: &str) -> PrintJob {
    let shelf = motcua::print::Shelf::built_in().unwrap();
    let template = shelf.get("mau-01-a4").unwrap();
    let data = motcua::print::sample(&template.kind, None).unwrap();
    let fonts = motcua::print::Fonts::load().unwrap();
    PrintJob {
        name: name.into(),
        content: motcua::print::pdf(fonts, &template, &data).unwrap(),
        copies: 1,
        size: "a4".into(),
        ..PrintJob::default()
    }
}

#[test]
fn a_paper_goes_through_cups_with_tray_and_copies_and_not_twice() {
    let Some(cups) = Cups::start() else { return };
    runtime().block_on(async {
        let spool = cups.spool();
        assert_eq!(spool.condition().await, Condition::Ready);
        let paper = PrintJob {
            copies: 2,
            tray: "manual".into(),
            ..paper("giay-hen-Thủy-K4XR7B92")
        };
        let number = cups.accepts(&paper).await;
        cups.comes_out(&paper, &number).await;
        let out = cups.printer.out();
        assert_eq!(out.len(), 1, "{out:?}");
        assert!(out[0].starts_with("2 "), "copies: {out:?}");
        assert!(out[0].contains("media-source=manual"), "tray: {out:?}");
        assert!(out[0].contains("x-dimension=21000"), "size: {out:?}");
        assert!(out[0].contains(&paper.name), "name: {out:?}");
        // By name alone, as after a restart; and a second try finds the first.
        assert_eq!(spool.trace(&paper.name, "").await, Progress::Done);
        let again = PrintJob {
            tried: true,
            ..paper
        };
        assert!(matches!(spool.send(&again).await, Sent::Done(_)));
        assert_eq!(cups.printer.out().len(), 1);
        assert_eq!(spool.trace("khong-co", "").await, Progress::Unknown);
    });
}

#[test]
fn a_queue_stopped_or_closed_is_named_and_its_paper_waits() {
    let Some(cups) = Cups::start() else { return };
    runtime().block_on(async {
        let spool = cups.spool();
        let is = async |fault: Fault| {
            until("named", async || match spool.condition().await {
                Condition::Stopped(trouble) => (trouble.fault == fault).then_some(trouble.said),
                Condition::Ready => None,
            })
            .await
        };
        let paper = paper("giay-dung");
        cups.does("cupsdisable", &["-r", "thay mực", QUEUE]);
        let said = tokio::time::timeout(Duration::from_secs(5), is(Fault::Paused)).await;
        assert_eq!(said.expect("within five seconds"), "thay mực");
        // Between the question and the paper somebody may stop it: CUPS takes the paper all the same.
        let number = cups.accepts(&paper).await;
        cups.named(&paper, &number, Fault::Paused).await;
        assert!(cups.printer.out().is_empty());
        cups.does("cupsenable", &[QUEUE]);
        cups.comes_out(&paper, &number).await;
        cups.does("cupsreject", &[QUEUE]);
        is(Fault::Busy).await;
        let refused = spool.send(&paper).await;
        let Sent::NotSent(trouble) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(trouble.fault, Fault::Busy);
        assert_eq!(cups.printer.out().len(), 1);
    });
}

#[test]
fn a_paper_held_or_given_up_in_cups_is_named() {
    let Some(cups) = Cups::start() else { return };
    runtime().block_on(async {
        let spool = cups.spool();
        let held = paper("giay-giu");
        cups.does("cupsdisable", &[QUEUE]);
        let number = cups.accepts(&held).await;
        let job = format!("{QUEUE}-{number}");
        cups.does("lp", &["-i", &job, "-H", "hold"]);
        cups.does("cupsenable", &[QUEUE]);
        cups.named(&held, &number, Fault::Held).await;
        assert!(cups.printer.out().is_empty());
        cups.does("lp", &["-i", &job, "-H", "resume"]);
        cups.comes_out(&held, &number).await;
        // Given up by somebody: the officer is asked.
        cups.does("cupsdisable", &[QUEUE]);
        let dropped = paper("giay-huy");
        let number = cups.accepts(&dropped).await;
        cups.does("cancel", &[&format!("{QUEUE}-{number}")]);
        let seen = spool.trace(&dropped.name, &number).await;
        let Progress::Aborted(trouble) = seen else {
            panic!("{seen:?}");
        };
        assert_eq!(trouble.fault, Fault::Aborted);
        assert!(!trouble.said.is_empty());
        // And the same paper may be sent again when the officer has seen that there is none.
        let again = PrintJob {
            tried: true,
            ..dropped
        };
        let number = cups.accepts(&again).await;
        cups.does("cupsenable", &[QUEUE]);
        cups.comes_out(&again, &number).await;
        assert_eq!(cups.printer.out().len(), 2);
    });
}

#[test]
fn a_printer_switched_off_behind_its_queue_is_named() {
    let Some(mut cups) = Cups::start() else {
        return;
    };
    runtime().block_on(async {
        let paper = paper("giay-tat");
        cups.printer.stop();
        let number = cups.accepts(&paper).await;
        cups.named(&paper, &number, Fault::Off).await;
        let again = Everywhere::start_at(cups.printer.port, &[]).unwrap();
        cups.printer = again;
        // CUPS tries again after half a minute.
        let end = std::time::Instant::now() + Duration::from_secs(60);
        while cups.spool().trace(&paper.name, &number).await != Progress::Done {
            assert!(std::time::Instant::now() < end, "not in a minute");
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        assert_eq!(cups.printer.out().len(), 1);
    });
}

#[test]
fn a_queue_that_is_not_there_or_wants_a_password_is_named() {
    let Some(cups) = Cups::start() else { return };
    runtime().block_on(async {
        for (queue, fault) in [("khong-co", Fault::Missing), (CLOSED, Fault::Login)] {
            let spool = IppSpool::at(&cups.address(queue), "").unwrap();
            let seen = spool.condition().await;
            let is = matches!(&seen, Condition::Stopped(trouble) if trouble.fault == fault);
            assert!(is, "{queue}: {seen:?}");
            let sent = spool.send(&paper("x")).await;
            let is = matches!(&sent, Sent::Refused(trouble) if trouble.fault == fault);
            assert!(is, "{queue}: {sent:?}");
            let seen = spool.trace("x", "").await;
            assert!(!matches!(seen, Progress::Done), "{queue}: {seen:?}");
        }
        // The address of a printer, and not of a queue.
        let address = format!("ipp://localhost:{}/ipp/print", cups.port);
        let spool = IppSpool::at(&address, "").unwrap();
        let seen = spool.condition().await;
        let is = matches!(&seen, Condition::Stopped(trouble) if trouble.fault == Fault::Missing);
        assert!(is, "{seen:?}");
    });
}

#[test]
fn a_slip_of_the_office_is_printed_through_cups() {
    let Some(cups) = Cups::start() else { return };
    let text = format!(
        r#"
        [[printer]]
        id = "quay-01"
        name = "Máy in Quầy 01"
        kind = "ipp"
        at = "server"
        address = "{}"
        papers = ["a4"]
        [[printer.tray]]
        id = "manual"
        name = "Khay tay"
        [[rule]]
        printer = "quay-01"
        tray = "manual"
        copies = 2
        "#,
        cups.address(QUEUE)
    );
    let runtime = runtime();
    let Some(mut office) = Office::open(Engine::Sqlite, with_printers(&text)) else {
        return;
    };
    runtime.block_on(async {
        office.serve().await;
        let clerk = office.clerk().await;
        let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ").await;
        let order = PrintOrder {
            what: "dossier".into(),
            which: code.dossier_code,
            form: "mau-01-a4".into(),
            desk: DESK.into(),
            ..PrintOrder::default()
        };
        clerk.queue_print(&key(), &order).await.unwrap();
        let mut worker = PrintWorker::new(&office.app, quick());
        worker.round(&office.app).await.unwrap();
        worker.rest().await;
        assert_eq!(office.sql("SELECT state FROM print_job"), [["printed"]]);
        let out = cups.printer.out();
        assert_eq!(out.len(), 1);
        assert!(out[0].starts_with("2 ") && out[0].contains("media-source=manual"));
    });
    office.app.store.close();
}
