//! Files of this machine on their way to a dossier and back, results, handing back. Files are read and
//! written on threads of their own; nothing here runs where keys are handled.

use std::path::{Path, PathBuf};

use super::super::{
    Ask, AttachRequest, Failure, FileLine, FilesSheet, HandBack, HandBackSheet, Reply, size_words,
};
use super::{HttpApi, failure, said};
use crate::client::{Client, Upload};
use crate::messages::{called_or, carried, say};
use crate::platform::{FILE_ADDRESS, unescaped};
use crate::wire::{
    ActRequest, AttachmentLine, CollectorLine, CollectorShown, ResultDraft, ResultFinish,
    ResultLine, ReturnSheet,
};

/// A larger file is not even read; the server's own limit is told by the server.
const LARGEST: u64 = 64 * 1024 * 1024;

impl HttpApi {
    /// Answers a question about files, results or handing back.
    pub(super) async fn about_files(&self, client: &Client, ask: &Ask) -> Result<Reply, Failure> {
        match ask {
            Ask::Attach(request) => attach(client, request).await,
            Ask::OpenFile { dossier, id, name } => {
                let bytes = client.download(dossier, *id).await.map_err(failure)?;
                let (paper, name) = (self.paper.clone(), name.clone());
                let opened =
                    tokio::task::spawn_blocking(carried(move || paper.open(&name, bytes))).await;
                opened
                    .map_err(|error| super::lost_print(&error))?
                    .map(Reply::Printed)
            }
            Ask::ReturnSheet(code) => {
                let sheet = client.return_sheet(code).await.map_err(failure)?;
                Ok(Reply::ReturnSheet(Box::new(return_sheet(sheet))))
            }
            Ask::HandBack(request) => hand_back(client, request).await,
            Ask::Files(code) => Ok(Reply::Files(Box::new(files(client, code).await?))),
            // The caller sends no other question here.
            _ => Ok(Reply::Attached(String::new())),
        }
    }
}

async fn files(client: &Client, code: &str) -> Result<FilesSheet, Failure> {
    // Both at once: one round trip on a slow line.
    let asked = tokio::try_join!(client.attachments(code), client.results(code));
    let (files, results) = asked.map_err(failure)?;
    Ok(FilesSheet {
        files: files.into_iter().map(file).collect(),
        results: results.iter().map(result).collect(),
    })
}

fn file(line: AttachmentLine) -> FileLine {
    FileLine {
        id: line.id,
        label: line.label,
        kind: line.kind_label,
        name: line.name,
        size: size_words(line.size),
        remark: line.remarks.into_iter().next().unwrap_or_default(),
    }
}

fn result(line: &ResultLine) -> String {
    let number = match (&line.date, line.number.as_str()) {
        (Some(date), number) => say!("files.number_and_date", number, date),
        (None, _) => String::new(),
    };
    let checked = line.remarks.first().map_or("", String::as_str);
    let text = format!(
        "{}. {}: {}{number}. {checked}",
        line.no, line.state_label, line.title
    );
    text.trim_end().to_owned()
}

/// Attaches the file; when it is a result, drafts it and finishes it too. Each step has its own key, so
/// that sending again goes on where it stopped.
async fn attach(client: &Client, request: &AttachRequest) -> Result<Reply, Failure> {
    let path = PathBuf::from(plain_path(&request.path));
    let read = tokio::task::spawn_blocking(carried(move || read(&path))).await;
    let (name, bytes) = read.map_err(|error| unread(&request.path, &error.to_string()))??;
    let (code, size) = (
        &request.dossier,
        size_words(i64::try_from(bytes.len()).unwrap_or(0)),
    );
    let upload = Upload {
        label: request.label.clone(),
        kind: request.kind.clone(),
        name,
        bytes,
    };
    let step = |n: u8| format!("{}-{n}", request.key);
    let attached = client
        .attach(code, &step(1), upload)
        .await
        .map_err(failure)?;
    if request.number.is_empty() {
        let words = say!("files.attached", label = request.label, size);
        return Ok(Reply::Attached(words));
    }
    let draft = ResultDraft {
        title: request.label.clone(),
        attachment: Some(attached.id),
        note: String::new(),
    };
    let drafted = client
        .draft_result(code, &step(2), &draft)
        .await
        .map_err(failure)?;
    let finish = ResultFinish {
        number: request.number.clone(),
        date: request.date.clone(),
        signed_by: request.signed_by.clone(),
        form: if request.kind == "result" {
            "signed_file"
        } else {
            "scan"
        }
        .to_owned(),
        attachment: attached.id,
    };
    let done = client
        .finish_result(code, drafted.no, &step(3), &finish)
        .await;
    let done = done.map_err(failure)?;
    Ok(Reply::Attached(say!(
        "files.result_finished",
        join = done.remarks.join(". ")
    )))
}

async fn hand_back(client: &Client, request: &HandBack) -> Result<Reply, Failure> {
    let shown = CollectorShown {
        name: request.name.clone(),
        identity: request.identity.clone(),
        authorisation: request.authorisation.clone(),
    };
    let standing = client.check_collector(&request.dossier, &shown).await;
    let standing = standing.map_err(failure)?;
    let act = ActRequest {
        act: "return_result".to_owned(),
        collector: Some(CollectorLine {
            name: shown.name,
            identity: shown.identity,
            authorisation: shown.authorisation,
        }),
        ..ActRequest::default()
    };
    let done = client
        .act(&request.dossier, request.version, &request.key, &act)
        .await
        .map_err(failure)?;
    let state_label = called_or("state", &done.state, done.state_label);
    Ok(Reply::HandedBack(say!(
        "files.handed_back",
        state_label,
        label = standing.label
    )))
}

fn return_sheet(sheet: ReturnSheet) -> HandBackSheet {
    HandBackSheet {
        code: sheet.code,
        version: sheet.version,
        ready: sheet.state == "result_ready",
        state: called_or("state", &sheet.state, sheet.state_label),
        procedure: sheet.procedure,
        owner: sheet.owner,
        submitter: sheet.submitter.unwrap_or_default(),
        results: sheet.results.iter().map(result).collect(),
        drafts: sheet.drafts,
        owed_dong: sheet.owed_dong,
        delivery: match sheet.posted {
            Some(posted) => format!("{}: {posted}", sheet.delivery_label),
            None => sheet.delivery_label,
        },
    }
}

/// A path as terminals paste it: quoted, escaped, or as a file address.
fn plain_path(typed: &str) -> String {
    let typed = typed.trim();
    let quoted = typed
        .strip_prefix('\'')
        .and_then(|t| t.strip_suffix('\''))
        .or_else(|| typed.strip_prefix('"').and_then(|t| t.strip_suffix('"')));
    let plain = quoted.map_or_else(|| unescaped(typed), str::to_owned);
    let plain = plain
        .strip_prefix(FILE_ADDRESS)
        .unwrap_or(&plain)
        .to_owned();
    match (plain.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest).display().to_string(),
        _ => plain,
    }
}

fn read(path: &Path) -> Result<(String, Vec<u8>), Failure> {
    let failed =
        |why: &dyn std::fmt::Display| unread(&path.display().to_string(), &why.to_string());
    let about = std::fs::metadata(path).map_err(|e| failed(&e))?;
    if !about.is_file() {
        return Err(failed(&say!("files.not_a_file")));
    }
    if about.len() > LARGEST {
        return Err(failed(&say!("files.too_large")));
    }
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
    let bytes = std::fs::read(path).map_err(|e| failed(&e))?;
    Ok((name.unwrap_or_default(), bytes))
}

fn unread(path: &str, why: &str) -> Failure {
    let text = say!("files.unreadable", path, why);
    said("MC-1258", &text)
}

#[cfg(test)]
mod tests {
    use super::plain_path;

    #[test]
    fn paths_are_taken_as_terminals_paste_them() {
        for typed in [
            "/tmp/a b.pdf",
            " '/tmp/a b.pdf' ",
            "/tmp/a\\ b.pdf",
            "\"/tmp/a b.pdf\"",
            "file:///tmp/a b.pdf",
        ] {
            assert_eq!(plain_path(typed), "/tmp/a b.pdf", "{typed}");
        }
    }
}
