//! JSON bodies and the headers of writes, with our own words when they cannot be read.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::problem::Failed;
use crate::usecases::UseCaseError;

/// A JSON body.
pub(crate) struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Failed;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failed> {
        let bytes = Bytes::from_request(request, state).await.map_err(|_| {
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
