//! The same driver before a real implementation of IPP Everywhere: `ippeveprinter` of CUPS.
//!
//! It wants avahi, and that wants a message bus: as root both are started here when they are missing.
//! Where it cannot run the tests say SKIPPED.

use crate::office::runtime;
use motcua::print::spool::{
    Condition, Fault, IppSpool, PrintJob, Progress, Sent, Spool as _, Trouble,
};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub struct Everywhere {
    child: Child,
    pub port: u16,
    pub folder: tempfile::TempDir,
}

impl Drop for Everywhere {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A bus and avahi, started once for all tests of this process; they outlive it.
fn bus() -> bool {
    static READY: std::sync::OnceLock<bool> = std::sync::OnceLock::new();
    *READY.get_or_init(|| {
        let quiet = |program: &str, args: &[&str]| {
            let mut command = Command::new(program);
            command
                .args(args)
                .stdout(Stdio::null())
                .stderr(Stdio::null());
            command.status().is_ok_and(|status| status.success())
        };
        if quiet("avahi-daemon", &["--check"]) {
            return true;
        }
        let socket = Path::new("/run/dbus/system_bus_socket");
        if std::os::unix::net::UnixStream::connect(socket).is_err() {
            // One that died leaves its files behind, and the next one would not start.
            drop(std::fs::create_dir_all("/run/dbus"));
            drop(std::fs::remove_file(socket));
            drop(std::fs::remove_file("/run/dbus/pid"));
            quiet("dbus-daemon", &["--system", "--fork"]);
        }
        quiet("avahi-daemon", &["-D", "--no-chroot", "--no-drop-root"])
    })
}

impl Everywhere {
    pub fn start() -> Option<Self> {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        Self::start_at(port, &[])
    }

    /// At a port of our choice, with more arguments.
    pub fn start_at(port: u16, more: &[&str]) -> Option<Self> {
        let skipped = |why: &str| {
            eprintln!("SKIPPED: {why} (cups-ipp-utils avahi-daemon dbus)");
            assert!(std::env::var_os("MOTCUA_REQUIRE_IPP").is_none(), "{why}");
        };
        if Command::new("ippeveprinter")
            .arg("--help")
            .output()
            .is_err()
        {
            skipped("ippeveprinter is not here");
            return None;
        }
        if !bus() {
            skipped("avahi does not start");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let script = folder.path().join("print.sh");
        std::fs::write(
            &script,
            SCRIPT.replace("FOLDER", &folder.path().display().to_string()),
        )
        .unwrap();
        let mark = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(&script, mark).unwrap();
        let child = Command::new("ippeveprinter")
            .args(["-p", &port.to_string(), "-n", "localhost", "-d"])
            .arg(folder.path())
            .args(["-k", "-f", "application/pdf,image/urf", "-c"])
            .arg(&script)
            .args(more)
            .arg(format!("motcua-{port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Some(Self {
            child,
            port,
            folder,
        })
    }

    /// Switched off.
    pub fn stop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// What came out: copies, paper, name and tray of each paper.
    pub fn out(&self) -> Vec<String> {
        let read = |file: &PathBuf| std::fs::read_to_string(file).unwrap();
        files(self.folder.path(), "txt").iter().map(read).collect()
    }

    fn spool(&self) -> IppSpool {
        IppSpool::at(&format!("ipp://localhost:{}/ipp/print", self.port), "").unwrap()
    }

    fn switch(&self, name: &str, on: bool) {
        let file = self.folder.path().join(name);
        match on {
            true => std::fs::write(file, "").unwrap(),
            false => drop(std::fs::remove_file(file)),
        }
    }
}

/// What prints: waits while there is no paper, as a printer does.
const SCRIPT: &str = r#"#!/bin/sh
if [ -e FOLDER/paper-out ]; then
    echo "STATE: +media-empty-error" >&2
    while [ -e FOLDER/paper-out ]; do sleep 0.1; done
    echo "STATE: -media-empty-error" >&2
fi
cat "$1" > "FOLDER/out-$$.pdf"
echo "$IPP_COPIES $IPP_MEDIA $IPP_JOB_NAME $IPP_MEDIA_COL" > "FOLDER/out-$$.tmp"
mv "FOLDER/out-$$.tmp" "FOLDER/out-$$.txt"
exit 0
"#;

pub async fn until<T>(what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        if let Some(found) = ask().await {
            return found;
        }
        assert!(Instant::now() < end, "{what}: not in twenty seconds");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn paper(name: &str) -> PrintJob {
    PrintJob {
        name: name.into(),
        content: b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF".to_vec(),
        copies: 2,
        size: "a4".into(),
        ..PrintJob::default()
    }
}

#[test]
fn a_paper_is_printed_traced_and_not_printed_twice() {
    let Some(printer) = Everywhere::start() else {
        return;
    };
    runtime().block_on(async {
        let spool = printer.spool();
        until("ready", async || {
            (spool.condition().await == Condition::Ready).then_some(())
        })
        .await;
        let paper = paper("giay-hen-Thủy-K4XR7B92");
        let sent = spool.send(&paper).await;
        let Sent::Accepted(number) = sent else {
            panic!("{sent:?}");
        };
        until("printed", async || {
            (spool.trace(&paper.name, &number).await == Progress::Done).then_some(())
        })
        .await;
        let out = files(printer.folder.path(), "txt");
        assert_eq!(out.len(), 1);
        let said = std::fs::read_to_string(&out[0]).unwrap();
        assert!(said.contains(&paper.name), "{said}");
        let pdf = files(printer.folder.path(), "pdf");
        let pdf: Vec<_> = pdf
            .iter()
            .filter(|f| f.file_name().unwrap().to_str().unwrap().starts_with("out-"))
            .collect();
        assert_eq!(std::fs::read(pdf[0]).unwrap(), paper.content);
        // By name alone, as after a restart; and a second try finds the first.
        assert_eq!(spool.trace(&paper.name, "").await, Progress::Done);
        let again = PrintJob {
            tried: true,
            ..paper
        };
        assert!(matches!(spool.send(&again).await, Sent::Done(_)));
        assert_eq!(files(printer.folder.path(), "txt").len(), 1);
        assert_eq!(spool.trace("khong-co", "").await, Progress::Unknown);
        // A size or tray that it does not have is named, and nothing is in doubt.
        let elsewhere = PrintJob {
            name: "kho-la".into(),
            size: "a5".into(),
            tried: false,
            ..again
        };
        let Sent::Refused(trouble) = spool.send(&elsewhere).await else {
            panic!("a size that is not there");
        };
        assert_eq!(trouble.fault, Fault::Media, "{trouble:?}");
    });
}

#[test]
fn out_of_paper_is_named_and_printing_goes_on_after_it() {
    let Some(printer) = Everywhere::start() else {
        return;
    };
    runtime().block_on(async {
        let spool = printer.spool();
        until("ready", async || {
            (spool.condition().await == Condition::Ready).then_some(())
        })
        .await;
        printer.switch("paper-out", true);
        let paper = paper("giay-het");
        let sent = spool.send(&paper).await;
        let Sent::Accepted(number) = sent else {
            panic!("{sent:?}");
        };
        let named = until("named", async || {
            match spool.trace(&paper.name, &number).await {
                Progress::Printing(Some(trouble)) => Some(trouble.fault),
                _ => None,
            }
        });
        let named = tokio::time::timeout(Duration::from_secs(5), named).await;
        assert_eq!(named.expect("within five seconds"), Fault::NoPaper);
        printer.switch("paper-out", false);
        until("printed", async || {
            (spool.trace(&paper.name, &number).await == Progress::Done).then_some(())
        })
        .await;
    });
}

#[test]
fn a_printer_switched_off_is_named_and_nothing_is_in_doubt() {
    let Some(mut printer) = Everywhere::start() else {
        return;
    };
    runtime().block_on(async {
        let spool = printer.spool();
        until("ready", async || {
            (spool.condition().await == Condition::Ready).then_some(())
        })
        .await;
        printer.stop();
        let off = Trouble::of(Fault::Off);
        assert_eq!(spool.condition().await, Condition::Stopped(off.clone()));
        assert_eq!(spool.send(&paper("tat")).await, Sent::NotSent(off));
    });
}

fn files(folder: &Path, ending: &str) -> Vec<std::path::PathBuf> {
    let all = std::fs::read_dir(folder).unwrap();
    let paths = all.map(|e| e.unwrap().path());
    paths
        .filter(|p| p.extension().is_some_and(|e| e == ending))
        .collect()
}
