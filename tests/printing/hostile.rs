//! A printer that answers nonsense: cut, changed, endless. The driver ends in a fault, never in a panic,
//! and never takes nonsense for a printed paper.

use crate::office::{Random, runtime, times};
use motcua::print::spool::{Condition, IppSpool, PrintJob, Progress, Sent, Spool as _};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// An answer of a printer: version, status, attributes of operation, printer and job.
fn sound() -> Vec<u8> {
    let mut bytes = vec![1, 1, 0, 0, 0, 0, 0, 1, 1];
    let mut attribute = |tag: u8, name: &str, value: &[u8]| {
        bytes.push(tag);
        bytes.extend((name.len() as u16).to_be_bytes());
        bytes.extend(name.bytes());
        bytes.extend((value.len() as u16).to_be_bytes());
        bytes.extend(value);
    };
    attribute(0x47, "attributes-charset", b"utf-8");
    attribute(0x48, "attributes-natural-language", b"vi");
    attribute(0x41, "status-message", "ổn".as_bytes());
    attribute(0x04, "", b"");
    let at = bytes.len() - 5;
    bytes.truncate(at + 1);
    let mut attribute = |tag: u8, name: &str, value: &[u8]| {
        bytes.push(tag);
        bytes.extend((name.len() as u16).to_be_bytes());
        bytes.extend(name.bytes());
        bytes.extend((value.len() as u16).to_be_bytes());
        bytes.extend(value);
    };
    attribute(0x23, "printer-state", &[0, 0, 0, 3]);
    attribute(0x44, "printer-state-reasons", b"media-empty-error");
    attribute(0x44, "", b"none");
    attribute(0x22, "printer-is-accepting-jobs", &[1]);
    attribute(0x34, "media-col-default", b"");
    attribute(0x37, "", b"");
    bytes.push(0x02);
    bytes.extend([0x21, 0, 6]);
    bytes.extend(b"job-id");
    bytes.extend([0, 4, 0, 0, 0, 9, 3]);
    bytes
}

fn spoiled(random: &mut Random) -> Vec<u8> {
    let mut bytes = sound();
    for _ in 0..1 + random.below(6) {
        let at = random.below(bytes.len() as u64) as usize;
        match random.below(4) {
            0 => bytes[at] = random.below(256) as u8,
            1 => bytes.truncate(at.max(1)),
            2 => bytes.insert(at, random.below(256) as u8),
            _ => {
                let again = bytes[at..].to_vec();
                bytes.extend(again);
            }
        }
    }
    bytes
}

#[test]
fn nonsense_ends_in_a_fault_and_never_in_a_printed_paper() {
    let count = times("NONSENSE", 300);
    runtime().block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let mut random = Random::new();
        tokio::spawn(async move {
            while let Ok((mut line, _)) = listener.accept().await {
                let answer = spoiled(&mut random);
                let mut part = [0; 4096];
                drop(line.read(&mut part).await);
                let head = format!(
                    "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                    answer.len()
                );
                drop(line.write_all(head.as_bytes()).await);
                drop(line.write_all(&answer).await);
                drop(line.shutdown().await);
            }
        });
        let spool = IppSpool::at(&format!("ipp://127.0.0.1:{port}/"), "").unwrap();
        let job = PrintJob {
            name: "x".into(),
            content: b"%PDF-".to_vec(),
            ..PrintJob::default()
        };
        for _ in 0..count {
            let (Condition::Ready | Condition::Stopped(_)) = spool.condition().await;
            let sent = spool.send(&job).await;
            assert!(!matches!(sent, Sent::Done(_)), "{sent:?}");
            let seen = spool.trace("x", "").await;
            assert_ne!(seen, Progress::Done);
        }
    });
}

#[test]
fn an_address_that_is_none_is_no_printer() {
    for address in [
        "",
        "ipp://",
        "ftp://host/x",
        "host:631",
        "ipp:///ipp",
        "không phải",
        // Nothing by which the printer is known: never just anybody.
        "ipps://10.0.0.2/ipp/print",
    ] {
        assert!(IppSpool::at(address, "").is_none(), "{address}");
    }
    assert!(IppSpool::at("ipp://10.0.0.2/ipp/print", "").is_some());
}
