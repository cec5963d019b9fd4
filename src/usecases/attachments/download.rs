//! Download (mở tệp): the bytes, only when they are still what was stored.

use super::attach::hash;
use super::present;
use crate::domain::attachment::Attachment;
use crate::domain::code_scheme::normalise;
use crate::domain::org::Actor;
use crate::domain::role::{Permit, Right};
use crate::records::blobs;
use crate::usecases::act::readable;
use crate::usecases::{App, FileRefusal, UseCaseError, open};

/// The attachment `id` of the dossier `code` with its bytes. A reader of another unit leaves a trace.
///
/// # Errors
/// No such dossier or attachment for this officer; the role reads no papers; bytes that have changed;
/// the store.
pub async fn download(
    app: &App,
    actor: &Actor,
    code: &str,
    id: i64,
) -> Result<(Attachment, Vec<u8>), UseCaseError> {
    let (viewer, code) = (actor.clone(), normalise(code));
    let (dossier, attachment, bytes) = app
        .store
        .read(move |tx| {
            let dossier = readable(tx, &viewer, &code)?;
            Permit::ask(&viewer, Right::Papers)?;
            let attachment = present(tx, dossier.id, id)?;
            let bytes = blobs::bytes(tx, &attachment.hash)?;
            Ok::<_, UseCaseError>((dossier, attachment, bytes))
        })
        .await?;
    if hash(&bytes) != attachment.hash {
        return Err(FileRefusal::Broken.into());
    }
    open::note_foreign_reading(app, actor, &dossier).await?;
    Ok((attachment, bytes))
}
