//! Files of a dossier: kept once, given back whole, removed with a reason, never beyond the limits.

use std::sync::Arc;

use crate::office::*;
use motcua::client::{Client, Upload};
use motcua::wire::Problem;

stories! {
    a_file_comes_back_as_it_was,
    the_same_content_is_stored_once,
    a_repeated_upload_is_one_attachment,
    what_is_no_paper_is_refused,
    limits_are_kept,
    names_never_lead_anywhere,
    another_unit_sees_no_files,
    a_removal_keeps_reason_and_bytes,
    a_reader_of_all_without_papers_reads_none,
    parts_without_a_row_are_thrown_away,
    changed_bytes_are_not_given,
    a_body_that_is_too_long_is_answered,
}

pub fn upload(label: &str, bytes: &[u8]) -> Upload {
    Upload {
        label: label.to_owned(),
        kind: "paper".to_owned(),
        name: "giấy tờ.pdf".to_owned(),
        bytes: bytes.to_vec(),
    }
}

/// Something that begins like a PDF, of any length.
pub fn like_pdf(length: usize) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.resize(length.max(9), b'x');
    bytes
}

pub async fn attach(desk: &Client, code: &str, file: Upload) -> Result<i64, Box<Problem>> {
    desk.attach(code, &key(), file).await.map(|a| a.id)
}

async fn a_file_comes_back_as_it_was(office: &Office) {
    let clerk = office.clerk().await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    // Three parts and a bit.
    let bytes = like_pdf(3 * 1024 * 1024 + 17);
    let id = attach(&clerk, &code, upload("Đơn đề nghị", &bytes))
        .await
        .unwrap();
    assert!(clerk.download(&code, id).await.unwrap() == bytes);
    let all = clerk.attachments(&code).await.unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].label, "Đơn đề nghị");
    assert_eq!(all[0].media, "application/pdf");
    assert_eq!(all[0].size, bytes.len() as i64);
    assert!(
        all[0].remarks[0].starts_with("MC-1240"),
        "{:?}",
        all[0].remarks
    );
    assert_eq!(
        office.value("SELECT count(*) FROM event WHERE act = 'attach'"),
        "1"
    );
}

async fn the_same_content_is_stored_once(office: &Office) {
    let clerk = office.clerk().await;
    let bytes = like_pdf(2_000_000);
    for name in ["Nguyễn Thị Một", "Nguyễn Thị Hai"] {
        let code = receive(&clerk, MARRIAGE, name).await.dossier_code;
        for label in ["Tờ khai", "Bản sao"] {
            let id = attach(&clerk, &code, upload(label, &bytes)).await.unwrap();
            assert!(clerk.download(&code, id).await.unwrap() == bytes);
        }
    }
    assert_eq!(office.value("SELECT count(*) FROM attachment"), "4");
    assert_eq!(office.value("SELECT count(*) FROM blob"), "1");
    assert_eq!(office.value("SELECT count(*) FROM blob_part"), "2");
}

async fn a_repeated_upload_is_one_attachment(office: &Office) {
    let clerk = office.clerk().await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    let (key, file) = (key(), upload("Tờ khai", &like_pdf(100)));
    let first = clerk.attach(&code, &key, file.clone()).await.unwrap();
    let again = clerk.attach(&code, &key, file).await.unwrap();
    assert_eq!(first, again);
    let other = clerk
        .attach(&code, &key, upload("Tờ khai", &like_pdf(101)))
        .await;
    assert_eq!(other.unwrap_err().code, "MC-1052");
    assert_eq!(office.value("SELECT count(*) FROM attachment"), "1");
}

async fn what_is_no_paper_is_refused(office: &Office) {
    let clerk = office.clerk().await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    for (bytes, label, wanted) in [
        (&b"MZ\x90\0 a program"[..], "x", "MC-5033"),
        (b"#!/bin/sh", "x", "MC-5033"),
        (b"<html>", "x", "MC-5033"),
        (b"", "x", "MC-5034"),
        (b"%PDF-1.4", "", "MC-1100"),
        (b"%PDF-1.4", "a\x1b[2J", "MC-1100"),
    ] {
        let refused = attach(&clerk, &code, upload(label, bytes))
            .await
            .unwrap_err();
        assert_eq!(
            (refused.status, refused.code.as_str()),
            (422, wanted),
            "{label:?}"
        );
    }
    let mut odd = upload("x", b"%PDF-1.4");
    odd.kind = "../x".to_owned();
    assert_eq!(attach(&clerk, &code, odd).await.unwrap_err().status, 422);
    assert_eq!(office.value("SELECT count(*) FROM attachment"), "0");
}

async fn limits_are_kept(office: &Office) {
    let mut rules = motcua::home::load_rules(office.folder.path()).unwrap();
    rules.office.attachments.file_mb = 1;
    rules.office.attachments.per_dossier = 3;
    rules.office.attachments.dossier_mb = 2;
    let clerk = office.clerk_under(Arc::new(rules)).await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    let mb = 1024 * 1024;
    let refused = |r: Result<i64, Box<Problem>>| r.map_err(|p| (p.status, p.code.clone()));
    let large = refused(attach(&clerk, &code, upload("x", &like_pdf(mb + 1))).await);
    assert_eq!(large, Err((413, "MC-5030".to_owned())));
    attach(&clerk, &code, upload("x", &like_pdf(mb)))
        .await
        .unwrap();
    attach(&clerk, &code, upload("x", &like_pdf(mb - 10)))
        .await
        .unwrap();
    let full = refused(attach(&clerk, &code, upload("x", &like_pdf(100))).await);
    assert_eq!(full, Err((409, "MC-5032".to_owned())));
    let id = attach(&clerk, &code, upload("x", &like_pdf(10)))
        .await
        .unwrap();
    let many = refused(attach(&clerk, &code, upload("x", &like_pdf(9))).await);
    assert_eq!(many, Err((409, "MC-5031".to_owned())));
    // What was removed no longer counts.
    let reason = "Quét nhầm trang của người khác";
    clerk
        .remove_attachment(&code, id, &key(), reason)
        .await
        .unwrap();
    attach(&clerk, &code, upload("x", &like_pdf(9)))
        .await
        .unwrap();
}

async fn names_never_lead_anywhere(office: &Office) {
    let clerk = office.clerk().await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    for name in [
        "../../../../tmp/motcua-escape",
        "C:\\Windows\\system32\\x.pdf",
        "a\r\nX-Evil: 1.pdf",
        "CON",
        "",
        "\u{202e}fdp.exe",
        "%2e%2e%2fx",
    ] {
        let mut file = upload("Tờ khai", &like_pdf(50));
        file.name = name.to_owned();
        let id = attach(&clerk, &code, file).await.unwrap();
        let reply = raw(office, &clerk, &code, id).await;
        let header = |name| {
            reply
                .headers()
                .get(name)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        };
        let saved = header("content-disposition");
        assert!(saved.starts_with("attachment; filename=\""), "{saved}");
        assert!(!saved.contains(['/', '\\', '\r', '\n']), "{saved}");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("content-type"), "application/pdf");
        assert!(reply.headers().get("x-evil").is_none());
    }
    for line in clerk.attachments(&code).await.unwrap() {
        assert!(line.name.ends_with(".pdf"), "{}", line.name);
        assert!(
            !line.name.contains(['/', '\\', '\u{202e}', '\n']),
            "{}",
            line.name
        );
    }
    assert!(!std::path::Path::new("/tmp/motcua-escape").exists());
}

/// The answer of a download as it is on the line.
async fn raw(office: &Office, _: &Client, code: &str, id: i64) -> reqwest::Response {
    let url = format!("{}/api/dossiers/{code}/attachments/{id}", office.base());
    let call = reqwest::Client::new().get(url).bearer_auth(MACHINE);
    let reply = call.send().await.unwrap();
    assert_eq!(reply.status(), 200);
    reply
}

async fn another_unit_sees_no_files(office: &Office) {
    let clerk = office.clerk().await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Bí Mật")
        .await
        .dossier_code;
    let id = attach(&clerk, &code, upload("Tờ khai", &like_pdf(50)))
        .await
        .unwrap();
    for officer in [DISTRICT, "vidu.cvhuyen@minhhoa.example"] {
        let other = office.officer(officer, 0).await;
        let nothing = other.dossier("H62.98.1-250804-9999").await.unwrap_err();
        let answers = [
            other.attachments(&code).await.map(drop).unwrap_err(),
            other.results(&code).await.map(drop).unwrap_err(),
            other.download(&code, id).await.map(drop).unwrap_err(),
            attach(&other, &code, upload("x", &like_pdf(51)))
                .await
                .map(drop)
                .unwrap_err(),
            other
                .remove_attachment(&code, id, &key(), "Không phải việc của tôi")
                .await
                .map(drop)
                .unwrap_err(),
        ];
        for answer in answers {
            assert_eq!(
                (answer.status, &answer.code),
                (nothing.status, &nothing.code),
                "{officer}"
            );
        }
    }
    // What was refused left no bytes behind.
    assert_eq!(office.value("SELECT count(*) FROM blob"), "1");
    let second = receive(&clerk, MARRIAGE, "Nguyễn Thị Khác")
        .await
        .dossier_code;
    let stray = clerk.download(&second, id).await.unwrap_err();
    assert_eq!((stray.status, stray.code.as_str()), (404, "MC-5035"));
}

async fn a_removal_keeps_reason_and_bytes(office: &Office) {
    let clerk = office.clerk().await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    let id = attach(&clerk, &code, upload("Tờ khai", &like_pdf(50)))
        .await
        .unwrap();
    let short = clerk
        .remove_attachment(&code, id, &key(), "nhầm")
        .await
        .unwrap_err();
    assert_eq!(short.code, "MC-1253");
    let reason = "Quét nhầm giấy của người khác";
    clerk
        .remove_attachment(&code, id, &key(), reason)
        .await
        .unwrap();
    assert!(clerk.attachments(&code).await.unwrap().is_empty());
    assert_eq!(clerk.download(&code, id).await.unwrap_err().code, "MC-5035");
    let twice = clerk
        .remove_attachment(&code, id, &key(), reason)
        .await
        .unwrap_err();
    assert_eq!(twice.code, "MC-5035");
    assert_eq!(office.value("SELECT count(*) FROM blob_part"), "1");
    assert_eq!(
        office.value("SELECT removed_reason FROM attachment"),
        reason
    );
    let trail = clerk.dossier(&code).await.unwrap().trail;
    assert!(
        trail
            .iter()
            .any(|line| line.note == reason && line.act == "Gỡ tệp"),
        "{trail:?}"
    );
}

async fn a_reader_of_all_without_papers_reads_none(office: &Office) {
    let clerk = office.clerk().await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    let id = attach(&clerk, &code, upload("Tờ khai", &like_pdf(50)))
        .await
        .unwrap();
    let auditor = office.officer(AUDITOR, 0).await;
    for refused in [
        auditor.attachments(&code).await.map(drop).unwrap_err(),
        auditor.download(&code, id).await.map(drop).unwrap_err(),
    ] {
        assert_eq!((refused.status, refused.code.as_str()), (403, "MC-7003"));
    }
}

/// The program died between the bytes and the row: nothing refers to them, and later they go.
async fn parts_without_a_row_are_thrown_away(office: &Office) {
    let clerk = office.clerk().await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    office.sql("INSERT INTO blob (hash, size, whole, at) VALUES ('aa', 10, 0, 0)");
    office.sql("INSERT INTO blob_part (hash, no, bytes) VALUES ('aa', 0, 'x')");
    assert!(clerk.attachments(&code).await.unwrap().is_empty());
    attach(&clerk, &code, upload("Tờ khai", &like_pdf(50)))
        .await
        .unwrap();
    assert_eq!(
        office.value("SELECT count(*) FROM blob WHERE hash = 'aa'"),
        "0"
    );
    assert_eq!(
        office.value("SELECT count(*) FROM blob_part WHERE hash = 'aa'"),
        "0"
    );
}

async fn changed_bytes_are_not_given(office: &Office) {
    let clerk = office.clerk().await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    let id = attach(&clerk, &code, upload("Tờ khai", &like_pdf(50)))
        .await
        .unwrap();
    let other = if office.database.is_some() {
        "'x'"
    } else {
        "x'78'"
    };
    office.sql(&format!("UPDATE blob_part SET bytes = {other}"));
    let broken = clerk.download(&code, id).await.unwrap_err();
    assert_eq!((broken.status, broken.code.as_str()), (500, "MC-5036"));
}

/// A length beyond everything is answered without reading; a little beyond is read and thrown away,
/// so that the answer arrives.
async fn a_body_that_is_too_long_is_answered(office: &Office) {
    use std::io::{Read as _, Write as _};
    let clerk = office.clerk().await;
    let code = receive(&clerk, MARRIAGE, "Nguyễn Thị Ví Dụ")
        .await
        .dossier_code;
    let large = attach(&clerk, &code, upload("x", &like_pdf(26 * 1024 * 1024))).await;
    assert_eq!(large.unwrap_err().code, "MC-5030");
    let place = office.base().trim_start_matches("http://").to_owned();
    let answer = tokio::task::spawn_blocking(move || {
        let mut line = std::net::TcpStream::connect(&place).unwrap();
        let head = format!(
            "POST /api/dossiers/{code}/attachments?label=x HTTP/1.1\r\nHost: {place}\r\n\
             Authorization: Bearer {MACHINE}\r\nIdempotency-Key: k\r\nContent-Length: 999999999999\r\n\r\n"
        );
        line.write_all(head.as_bytes()).unwrap();
        let mut start = [0; 12];
        line.read_exact(&mut start).unwrap();
        String::from_utf8_lossy(&start).into_owned()
    });
    assert_eq!(answer.await.unwrap(), "HTTP/1.1 413");
    assert_eq!(office.value("SELECT count(*) FROM attachment"), "0");
}
