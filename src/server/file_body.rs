//! Files in and out: read with a limit, given with headers that no browser misreads, and never more of
//! them in memory at one time than the machine can bear.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody as _};
use axum::extract::{FromRequest, FromRequestParts as _, Request};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use http_body::{Frame, SizeHint};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::auth::SignedIn;
use super::in_force::Live;
use super::problem::Failed;
use crate::domain::attachment::{Attachment, AttachmentLimits, Beyond, MOST_FILE_MB};
use crate::domain::org::Actor;
use crate::usecases::{FileRefusal, UseCaseError};

const MB: u64 = 1024 * 1024;

/// Megabytes of files that may be in memory at one time.
const ROOM_MB: usize = 96;
static ROOM: Semaphore = Semaphore::const_new(ROOM_MB);

/// Room for `bytes` of files; waits while others use it. None when the program ends.
async fn room(bytes: u64) -> Option<SemaphorePermit<'static>> {
    let wanted = bytes.div_ceil(MB).clamp(1, u64::from(MOST_FILE_MB));
    ROOM.acquire_many(u32::try_from(wanted).unwrap_or(MOST_FILE_MB))
        .await
        .ok()
}

/// Nothing comes for this long: the sender has gone.
const IDLE: Duration = Duration::from_secs(15);

/// A file sent by an officer who is signed in.
pub(crate) struct FileSent {
    /// Who sends.
    pub actor: std::sync::Arc<Actor>,
    /// The bytes, within the policy of the office.
    pub bytes: Vec<u8>,
    /// Path, query and headers: read after the body, so that what is wrong there is answered too.
    pub parts: Parts,
    _room: SemaphorePermit<'static>,
}

impl FromRequest<Live> for FileSent {
    type Rejection = Failed;

    async fn from_request(request: Request, live: &Live) -> Result<Self, Failed> {
        let (mut parts, body) = request.into_parts();
        let limits = live.now().app.rules.office.attachments;
        let told = content_length(&parts.headers);
        let signed_in = SignedIn::from_request_parts(&mut parts, live).await;
        let actor = match signed_in {
            Ok(SignedIn(actor)) => actor,
            Err(failed) => return Err(refuse(told, body, failed).await),
        };
        if told.is_some_and(|told| told > limits.file_bytes()) {
            return Err(refuse(told, body, too_large(&limits)).await);
        }
        let room = room(told.unwrap_or(limits.file_bytes())).await;
        let room = room.ok_or_else(broken_off)?;
        let bytes = read(body, &limits).await?;
        Ok(Self {
            actor,
            bytes,
            parts,
            _room: room,
        })
    }
}

fn content_length(headers: &axum::http::HeaderMap) -> Option<u64> {
    headers
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

/// Who sends little gets it read and thrown away, so that the answer arrives; who sends more than
/// anything kept here is answered unread.
async fn refuse(told: Option<u64>, body: Body, failed: Failed) -> Failed {
    if told.is_some_and(|told| told <= 2 * u64::from(MOST_FILE_MB) * MB) {
        each_piece(body, |_| true).await;
    }
    failed
}

async fn read(body: Body, limits: &AttachmentLimits) -> Result<Vec<u8>, Failed> {
    let most = usize::try_from(limits.file_bytes()).unwrap_or(usize::MAX);
    let (mut kept, mut read) = (Vec::new(), 0);
    let whole = each_piece(body, |piece| {
        read += piece.len();
        if read <= most {
            kept.extend_from_slice(piece);
        } else {
            kept = Vec::new();
        }
        read <= 2 * most
    });
    if !whole.await && read <= most {
        return Err(broken_off());
    }
    if read > most {
        return Err(too_large(limits));
    }
    Ok(kept)
}

/// Gives every piece of the body to `take` until it wants no more; false when the body broke off.
async fn each_piece(mut body: Body, mut take: impl FnMut(&[u8]) -> bool) -> bool {
    loop {
        let next = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx));
        match tokio::time::timeout(IDLE, next).await {
            Ok(Some(Ok(frame))) => {
                if frame.data_ref().is_some_and(|data| !take(data)) {
                    return false;
                }
            }
            Ok(None) => return true,
            Ok(Some(Err(_))) | Err(_) => return false,
        }
    }
}

fn too_large(limits: &AttachmentLimits) -> Failed {
    UseCaseError::from(FileRefusal::beyond(limits, Beyond::File)).into()
}

fn broken_off() -> Failed {
    let title = "Tệp gửi bị đứt giữa chừng. Chưa có gì được lưu. Kiểm tra mạng rồi gửi lại tệp.";
    Failed::new(StatusCode::BAD_REQUEST, "MC-5038", title)
}

/// The answer that carries a file: always to be saved, never to be guessed at or shown inside a page.
pub(crate) async fn give(attachment: &Attachment, bytes: Vec<u8>) -> Response {
    let room = room(bytes.len() as u64).await;
    let body = Body::new(Held {
        bytes: Bytes::from(bytes),
        _room: room,
    });
    let mut reply = Response::new(body);
    let headers = reply.headers_mut();
    let media = HeaderValue::from_str(&attachment.media);
    headers.insert(
        header::CONTENT_TYPE,
        media.unwrap_or(HeaderValue::from_static("application/octet-stream")),
    );
    let saved = HeaderValue::from_str(&disposition(&attachment.name));
    headers.insert(
        header::CONTENT_DISPOSITION,
        saved.unwrap_or(HeaderValue::from_static("attachment")),
    );
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-store"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    reply
}

/// `attachment` with the name twice: for old clients in ASCII, for all others in full (RFC 6266).
fn disposition(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || "._- ".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    let mut full = String::new();
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
                full.push(char::from(byte))
            }
            _ => full.push_str(&format!("%{byte:02X}")),
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{full}")
}

/// A file on its way out, with the room it takes.
struct Held {
    bytes: Bytes,
    _room: Option<SemaphorePermit<'static>>,
}

const PIECE: usize = 64 * 1024;

impl http_body::Body for Held {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if self.bytes.is_empty() {
            return Poll::Ready(None);
        }
        let length = self.bytes.len().min(PIECE);
        let piece = self.bytes.split_to(length);
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.bytes.len() as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn names_stay_inside_their_header() {
        assert_eq!(
            disposition("Đơn 1.pdf"),
            "attachment; filename=\"_n 1.pdf\"; filename*=UTF-8''%C4%90%C6%A1n%201.pdf"
                .replace("\"_n", "\"__n")
        );
        assert!(!disposition("a\"\r\nb").contains('\r'));
    }
}
