//! Printers with TLS: known by their certificate, its fingerprint or who signed it; anybody else gets
//! nothing.

use crate::fake_ipp::FakePrinter;
use crate::office::runtime;
use crate::real_ipp::{Everywhere, until};
use motcua::print::spool::{Condition, Fault, IppSpool, PrintJob, Progress, Sent, Spool as _};
use std::path::Path;
use std::process::{Command, Stdio};

/// Certificates as an office may have them, in a folder of their own.
struct Keys(tempfile::TempDir);

impl Keys {
    /// `None`, said aloud, where there is no openssl.
    fn make() -> Option<Self> {
        let keys = Self(tempfile::tempdir().unwrap());
        if Command::new("openssl").arg("version").output().is_err() {
            eprintln!("SKIPPED: openssl is not here");
            return None;
        }
        // As printers come: signed by itself, in a name that nobody uses, for a day long gone.
        keys.openssl("req -x509 -newkey rsa:2048 -nodes -keyout own.key -out own.crt -days 1 -subj /CN=NPI8F3A2C");
        keys.openssl("req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -days 3650 -subj /CN=Office");
        keys.openssl(
            "req -newkey rsa:2048 -nodes -keyout signed.key -out signed.csr -subj /CN=localhost",
        );
        std::fs::write(keys.path("san"), "subjectAltName=DNS:localhost\n").unwrap();
        keys.openssl("x509 -req -in signed.csr -CA ca.crt -CAkey ca.key -days 365 -extfile san -out signed.crt");
        Some(keys)
    }

    fn openssl(&self, line: &str) {
        let done = Command::new("openssl")
            .current_dir(self.0.path())
            .args(line.split(' '))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        assert!(done.unwrap().success(), "{line}");
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    fn pem(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(&format!("{name}.crt"))).unwrap()
    }

    /// What `openssl` says its fingerprint is, as an administrator would copy it.
    fn fingerprint(&self, name: &str) -> String {
        let said = Command::new("openssl")
            .args(["x509", "-noout", "-fingerprint", "-sha256", "-in"])
            .arg(self.path(&format!("{name}.crt")))
            .output()
            .unwrap();
        let said = String::from_utf8(said.stdout).unwrap();
        format!("sha256:{}", said.trim().split('=').nth(1).unwrap())
    }

    /// A printer that shows the certificate `name`.
    fn printer(&self, name: &str) -> Option<Everywhere> {
        let folder = self.path(&format!("of-{name}"));
        std::fs::create_dir_all(&folder).unwrap();
        for ending in ["crt", "key"] {
            let from = self.path(&format!("{name}.{ending}"));
            std::fs::copy(from, folder.join(format!("localhost.{ending}"))).unwrap();
        }
        start(&folder)
    }
}

fn start(keys: &Path) -> Option<Everywhere> {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    Everywhere::start_at(port, &["-K", &keys.display().to_string()])
}

fn at(printer: &Everywhere, host: &str, certificate: &str) -> IppSpool {
    let address = format!("ipps://{host}:{}/ipp/print", printer.port);
    IppSpool::at(&address, certificate).unwrap()
}

fn paper(name: &str) -> PrintJob {
    PrintJob {
        name: name.into(),
        content: b"%PDF-1.4\n%%EOF".to_vec(),
        copies: 1,
        size: "a4".into(),
        ..PrintJob::default()
    }
}

async fn prints(printer: &Everywhere, spool: &IppSpool, name: &str) {
    until("ready", async || {
        (spool.condition().await == Condition::Ready).then_some(())
    })
    .await;
    let paper = paper(name);
    let Sent::Accepted(number) = spool.send(&paper).await else {
        panic!("{name}");
    };
    until("printed", async || {
        (spool.trace(&paper.name, &number).await == Progress::Done).then_some(())
    })
    .await;
    assert!(
        printer.out().iter().any(|said| said.contains(name)),
        "{name}"
    );
}

/// Nothing is sent, and the fingerprint that was shown is said.
async fn is_a_stranger(spool: &IppSpool, shown: &str) {
    let Condition::Stopped(trouble) = spool.condition().await else {
        panic!("a stranger was believed");
    };
    assert_eq!(trouble.fault, Fault::Stranger, "{trouble:?}");
    let plain = shown
        .replace(':', "")
        .to_lowercase()
        .replace("sha256", "sha256:");
    assert!(trouble.said.starts_with(&plain), "{trouble:?} {plain}");
    let sent = spool.send(&paper("la")).await;
    let Sent::NotSent(trouble) = sent else {
        panic!("{sent:?}");
    };
    assert_eq!(trouble.fault, Fault::Stranger);
}

#[test]
fn a_printer_is_known_by_its_certificate_or_the_fingerprint_of_it() {
    let Some(keys) = Keys::make() else { return };
    let Some(printer) = keys.printer("own") else {
        return;
    };
    runtime().block_on(async {
        let pinned = at(&printer, "localhost", &keys.pem("own"));
        prints(&printer, &pinned, "ghim").await;
        // Its name is not asked for: it is this very certificate.
        let by_number = at(&printer, "127.0.0.1", &keys.fingerprint("own"));
        prints(&printer, &by_number, "van-tay").await;
        // Several may be written down, while a new one takes the place of an old one.
        let both = format!("{}{}", keys.pem("signed"), keys.pem("own"));
        prints(&printer, &at(&printer, "localhost", &both), "hai").await;
    });
}

#[test]
fn a_printer_with_another_certificate_gets_nothing() {
    let Some(keys) = Keys::make() else { return };
    let Some(printer) = keys.printer("own") else {
        return;
    };
    runtime().block_on(async {
        let pinned = at(&printer, "localhost", &keys.pem("own"));
        prints(&printer, &pinned, "quen").await;
        let shown = keys.fingerprint("own");
        for other in [keys.pem("signed"), keys.pem("ca"), keys.fingerprint("ca")] {
            is_a_stranger(&at(&printer, "localhost", &other), &shown).await;
        }
        assert_eq!(printer.out().len(), 1, "strangers got nothing");
    });
}

#[test]
fn who_signed_it_vouches_for_its_own_name_only() {
    let Some(keys) = Keys::make() else { return };
    let Some(printer) = keys.printer("signed") else {
        return;
    };
    runtime().block_on(async {
        prints(&printer, &at(&printer, "localhost", &keys.pem("ca")), "ky").await;
        // The same certificate under another address is somebody else's.
        let elsewhere = at(&printer, "127.0.0.1", &keys.pem("ca"));
        is_a_stranger(&elsewhere, &keys.fingerprint("signed")).await;
        assert_eq!(printer.out().len(), 1);
    });
}

#[test]
fn a_printer_that_speaks_no_tls_gets_nothing_and_nothing_is_in_doubt() {
    let fingerprint = format!("sha256:{}", "00".repeat(32));
    runtime().block_on(async {
        let plain = FakePrinter::start().await;
        let address = plain.address().replace("ipp://", "ipps://");
        let spool = IppSpool::at(&address, &fingerprint).unwrap();
        let Condition::Stopped(_) = spool.condition().await else {
            panic!("ready without TLS");
        };
        let sent = spool.send(&paper("ro")).await;
        assert!(matches!(sent, Sent::NotSent(_)), "{sent:?}");
        assert!(plain.state().jobs.is_empty());
    });
}
