//! One place that turns failures into replies.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::store::StoreError;
use crate::usecases::UseCaseError;
use crate::wire::{Conflict, FieldProblem, Problem};

/// A failure on its way to the client.
pub(crate) struct Failed(pub Problem);

impl Failed {
    /// A failure of the HTTP layer itself.
    pub fn new(status: StatusCode, code: &str, title: &str) -> Self {
        Self(Problem {
            kind: format!("urn:motcua:error:{code}"),
            code: code.to_owned(),
            status: status.as_u16(),
            title: title.to_owned(),
            ..Problem::default()
        })
    }
}

impl From<UseCaseError> for Failed {
    fn from(error: UseCaseError) -> Self {
        let mut failed = Self::new(status(&error), error.code(), &error.to_string());
        match error {
            UseCaseError::Fields(fields) => {
                failed.0.fields = fields.into_iter().map(field).collect();
            }
            UseCaseError::Conflict { version, since } => {
                failed.0.conflict = Some(Conflict { version, since });
            }
            UseCaseError::Store(error) => log(&error),
            _ => {}
        }
        failed
    }
}

fn field(problem: crate::domain::intake::FieldProblem) -> FieldProblem {
    FieldProblem {
        // The wire calls the owner by the name that the law uses for the party asking.
        field: problem.field.replacen("owner.", "applicant.", 1),
        code: problem.code.to_owned(),
        message: problem.message,
    }
}

fn status(error: &UseCaseError) -> StatusCode {
    match error {
        UseCaseError::Denied(_) | UseCaseError::NotDemo => StatusCode::FORBIDDEN,
        UseCaseError::Refused(_) | UseCaseError::ReasonMissing => StatusCode::CONFLICT,
        UseCaseError::Fields(_) | UseCaseError::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
        UseCaseError::NoProcedure(_)
        | UseCaseError::NoDossier(_)
        | UseCaseError::NoForm(_)
        | UseCaseError::NoOfficer(_)
        | UseCaseError::NoList(_) => StatusCode::NOT_FOUND,
        UseCaseError::Conflict { .. } => StatusCode::PRECONDITION_FAILED,
        UseCaseError::VersionMissing => StatusCode::PRECONDITION_REQUIRED,
        UseCaseError::KeyMissing => StatusCode::BAD_REQUEST,
        UseCaseError::ClockBehind { .. } | UseCaseError::Calendar(_) | UseCaseError::NoScheme => {
            StatusCode::CONFLICT
        }
        UseCaseError::Print(_) => StatusCode::INTERNAL_SERVER_ERROR,
        UseCaseError::Store(error) => store_status(error),
    }
}

fn store_status(error: &StoreError) -> StatusCode {
    match error {
        StoreError::Text => StatusCode::UNPROCESSABLE_ENTITY,
        StoreError::DiskFull => StatusCode::INSUFFICIENT_STORAGE,
        StoreError::Misuse { .. } | StoreError::Panicked | StoreError::Other { .. } => {
            StatusCode::INTERNAL_SERVER_ERROR
        }
        _ => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// A failure is logged once, here, by its code; the sentence may name a path but never a person.
fn log(error: &StoreError) {
    tracing::error!(code = error.code(), "store failed");
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_string(&self.0).unwrap_or_default();
        let kind = HeaderValue::from_static("application/problem+json");
        (status, [(header::CONTENT_TYPE, kind)], body).into_response()
    }
}
