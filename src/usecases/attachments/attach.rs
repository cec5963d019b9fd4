//! Attach (đính kèm): the bytes are kept by their hash, then the dossier gets its row in one step.

use std::sync::Arc;

use serde_json::json;
use sha2::{Digest, Sha256};

use super::{event, line, may_change, unfit};
use crate::domain::attachment::{Attachment, AttachmentKind, AttachmentLimits, clean_name};
use crate::domain::code_scheme::normalise;
use crate::domain::field_codes;
use crate::domain::org::Actor;
use crate::inspect::{self, Media};
use crate::records::{attachments, blobs};
use crate::store::{StoreError, Tx};
use crate::text::HumanText;
use crate::usecases::act::readable;
use crate::usecases::write::{Key, kept, once, stage};
use crate::usecases::{App, FileRefusal, UseCaseError};

/// A file that is to be attached.
#[derive(Debug, Clone)]
pub struct Offered {
    /// Code of the dossier.
    pub code: String,
    /// What people call it.
    pub label: String,
    /// What it is for.
    pub kind: AttachmentKind,
    /// Name of the file as given.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// What was begun and not finished is thrown away after a day (milliseconds).
const UNFINISHED_KEPT: i64 = 24 * 3_600_000;

/// Attaches `offered`; answers the identifier of the attachment.
///
/// # Errors
/// No such dossier; not allowed; a limit; a kind that is not kept; the store.
pub async fn attach(
    app: &App,
    actor: &Actor,
    key: &str,
    offered: Offered,
) -> Result<i64, UseCaseError> {
    let seen = look(offered.bytes).await?;
    let code = normalise(&offered.code);
    let parts = [
        "attach",
        actor.officer(),
        &code,
        &offered.label,
        offered.kind.id(),
        &offered.name,
        &seen.hash,
    ];
    let key = Key::of(key, &parts)?;
    if let Some(answer) = kept(app, &key).await? {
        return Ok(answer);
    }
    let attachment = row(&offered.label, offered.kind, &offered.name, &seen)?;
    let limits = app.rules.office.attachments;
    allowed(app, actor, &code, &attachment, limits).await?;
    store_bytes(app, &seen).await?;
    let actor = actor.clone();
    once(app, key, move |tx, writing| {
        let dossier = readable(tx, &actor, &code)?;
        let permit = may_change(&actor, &dossier)?;
        within(tx, dossier.id, &attachment, limits)?;
        finish_bytes(tx, &attachment)?;
        let kept = Attachment {
            id: writing.next_seq(),
            dossier: dossier.id,
            at: writing.at,
            officer: permit.actor().officer().to_owned(),
            ..attachment.clone()
        };
        attachments::insert(tx, &kept)?;
        let change = json!({
            "attachment": kept.id, "label": kept.label, "kind": kept.kind, "name": kept.name,
            "media": kept.media, "size": kept.size, "sha256": kept.hash,
        });
        let event = event(writing, &permit, "attach", &dossier, &change);
        writing.append(tx, &event)?;
        Ok(kept.id)
    })
    .await
}

/// What was found by looking into the bytes.
struct Looked {
    bytes: Arc<Vec<u8>>,
    media: Media,
    hash: String,
    remarks: Vec<String>,
}

/// Looks into the bytes on a thread that may take its time.
async fn look(bytes: Vec<u8>) -> Result<Looked, UseCaseError> {
    if bytes.is_empty() {
        return Err(FileRefusal::Empty.into());
    }
    let looked = tokio::task::spawn_blocking(move || {
        let media = inspect::media(&bytes).ok_or(FileRefusal::UnknownKind)?;
        Ok(Looked {
            hash: hash(&bytes),
            remarks: inspect::remarks(&bytes),
            media,
            bytes: Arc::new(bytes),
        })
    });
    looked
        .await
        .unwrap_or(Err(FileRefusal::UnknownKind))
        .map_err(Into::into)
}

/// SHA-256 in hexadecimal digits.
pub(super) fn hash(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn row(
    label: &str,
    kind: AttachmentKind,
    name: &str,
    seen: &Looked,
) -> Result<Attachment, UseCaseError> {
    let label = line("label", label, 200)?;
    if label.is_empty() {
        let text = "Tệp phải có nhãn; gõ tên giấy tờ rồi gửi lại".to_owned();
        return Err(unfit("label", field_codes::MISSING, text));
    }
    let size = i64::try_from(seen.bytes.len()).unwrap_or(i64::MAX);
    Ok(Attachment {
        id: 0,
        dossier: 0,
        label: HumanText::clone(&label),
        kind,
        name: clean_name(name, seen.media.ending()),
        media: seen.media.id().to_owned(),
        size,
        hash: seen.hash.clone(),
        remarks: seen.remarks.clone(),
        at: 0,
        officer: String::new(),
        removed: None,
    })
}

/// Refuses early what would be refused anyway, before the bytes go anywhere.
async fn allowed(
    app: &App,
    actor: &Actor,
    code: &str,
    attachment: &Attachment,
    limits: AttachmentLimits,
) -> Result<(), UseCaseError> {
    let (actor, code, attachment) = (actor.clone(), code.to_owned(), attachment.clone());
    app.store
        .read(move |tx| {
            let dossier = readable(tx, &actor, &code)?;
            may_change(&actor, &dossier)?;
            within(tx, dossier.id, &attachment, limits)
        })
        .await
}

fn within(
    tx: &mut dyn Tx,
    dossier: i64,
    attachment: &Attachment,
    limits: AttachmentLimits,
) -> Result<(), UseCaseError> {
    let (count, total) = attachments::used(tx, dossier)?;
    let size = u64::try_from(attachment.size).unwrap_or(u64::MAX);
    limits
        .allow(size, count, total)
        .map_err(|beyond| FileRefusal::beyond(&limits, beyond).into())
}

/// Writes the bytes part by part, each in a transaction of its own, so that no desk waits for a whole
/// file. A part that is there already stays.
async fn store_bytes(app: &App, seen: &Looked) -> Result<(), UseCaseError> {
    let (hash, now) = (seen.hash.clone(), app.clock.now());
    if app
        .store
        .read(move |tx| blobs::held(tx, &hash))
        .await?
        .is_some_and(|held| held.whole)
    {
        return Ok(());
    }
    let (hash, size) = (
        seen.hash.clone(),
        i64::try_from(seen.bytes.len()).unwrap_or(0),
    );
    stage(app, move |tx| {
        blobs::drop_unfinished(tx, now - UNFINISHED_KEPT)?;
        blobs::begin(tx, &hash, size, now)
    })
    .await?;
    for (no, start) in (0..seen.bytes.len()).step_by(blobs::PART_BYTES).enumerate() {
        let (hash, bytes) = (seen.hash.clone(), seen.bytes.clone());
        let end = (start + blobs::PART_BYTES).min(bytes.len());
        let no = i64::try_from(no).unwrap_or(0);
        stage(app, move |tx| {
            blobs::put_part(tx, &hash, no, &bytes[start..end])
        })
        .await?;
    }
    Ok(())
}

/// The row may only refer to a file that is all here.
fn finish_bytes(tx: &mut dyn Tx, attachment: &Attachment) -> Result<(), UseCaseError> {
    let held = blobs::held(tx, &attachment.hash)?;
    match held {
        Some(held) if held.held == attachment.size => Ok(blobs::finish(tx, &attachment.hash)?),
        _ => Err(StoreError::misuse("parts of a file are missing").into()),
    }
}
