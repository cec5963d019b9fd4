//! JSON bodies and the headers of writes, with our own words when they cannot be read.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use axum::body::{Body, HttpBody as _};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;

use super::problem::Failed;
use crate::usecases::UseCaseError;

/// A JSON body.
pub(crate) struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Failed;

    async fn from_request(request: Request, _: &S) -> Result<Self, Failed> {
        let too_large = request.extensions().get::<TooLarge>().is_some();
        let whole = whole(request.into_body()).await.filter(|_| !too_large);
        let bytes = whole.ok_or_else(|| {
            let title = "Nội dung gửi lớn hơn 1 MB. Chưa có gì được lưu. Bớt nội dung rồi gửi lại.";
            Failed::new(StatusCode::PAYLOAD_TOO_LARGE, "MC-6011", title)
        })?;
        serde_json::from_slice(&bytes).map(Self).map_err(|error| {
            let title = format!(
                "Nội dung gửi không đúng mẫu (dòng {}, cột {}: {error}). Chưa có gì được lưu. Xem /api/openapi.json.",
                error.line(),
                error.column()
            );
            Failed::new(StatusCode::BAD_REQUEST, "MC-6010", &title)
        })
    }
}

/// Whether the body is a file: its route reads it by itself, with a limit and room of its own.
fn is_file(request: &Request) -> bool {
    request.method() == Method::POST && request.uri().path().ends_with("/attachments")
}

/// Ends what takes longer than anybody waits; a file may take its time on a slow line.
pub(crate) async fn in_time(request: Request, next: Next) -> Response {
    let patience = Duration::from_secs(if is_file(&request) { 180 } else { 15 });
    let answered = tokio::time::timeout(patience, next.run(request)).await;
    answered.unwrap_or_else(|_| StatusCode::GATEWAY_TIMEOUT.into_response())
}

/// Marks a request whose body was larger than [`LARGEST`].
#[derive(Clone, Copy)]
struct TooLarge;

/// Reads the body before the route looks at anything: a refusal for another reason would otherwise
/// close the line while the client still writes, and the client would see a broken line, no answer.
pub(crate) async fn read_first(request: Request, next: Next) -> Response {
    if is_file(&request) {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let bytes = match whole(body).await {
        Some(bytes) => bytes,
        None => {
            parts.extensions.insert(TooLarge);
            Vec::new()
        }
    };
    next.run(Request::from_parts(parts, Body::from(bytes)))
        .await
}

/// Largest request kept: a dossier with two hundred papers is a tenth of it.
const LARGEST: usize = 1024 * 1024;

/// Most that is read and thrown away, so that who sent too much gets an answer and no broken line.
const DRAINED: usize = 32 * LARGEST;

/// The body; none when it is larger than [`LARGEST`] or breaks off.
async fn whole(mut body: Body) -> Option<Vec<u8>> {
    let (mut kept, mut read) = (Vec::new(), 0);
    while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        let Ok(data) = frame.ok()?.into_data() else {
            continue;
        };
        read += data.len();
        if read > DRAINED {
            return None;
        }
        if read <= LARGEST {
            kept.extend_from_slice(&data);
        }
    }
    (read <= LARGEST).then_some(kept)
}

/// The header `Idempotency-Key`.
pub(crate) struct RequestKey(pub String);

impl<S: Send + Sync> FromRequestParts<S> for RequestKey {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failed> {
        let key = parts
            .headers
            .get("idempotency-key")
            .and_then(|v| v.to_str().ok());
        key.map(|key| Self(key.to_owned()))
            .ok_or_else(|| UseCaseError::KeyMissing.into())
    }
}

/// The header `If-Match: "version"`.
pub(crate) struct Seen(pub i64);

impl<S: Send + Sync> FromRequestParts<S> for Seen {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failed> {
        let tag = parts.headers.get("if-match").and_then(|v| v.to_str().ok());
        let version = tag.and_then(|tag| tag.trim().trim_matches('"').parse().ok());
        version
            .map(Self)
            .ok_or_else(|| UseCaseError::VersionMissing.into())
    }
}
