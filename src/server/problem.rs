//! One place that turns failures into replies.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::store::StoreError;
use crate::usecases::staffing::StaffingError;
use crate::usecases::{FileRefusal, PrintRefusal, UseCaseError};
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

/// Failures of the HTTP library itself (no such route, a query that cannot be read, time out) leave
/// as problem+json too.
pub(super) async fn in_our_words(reply: Response) -> Response {
    let status = reply.status();
    let failed = status.is_client_error() || status.is_server_error();
    let kind = reply.headers().get(header::CONTENT_TYPE);
    if !failed || kind.is_some_and(|kind| kind == PROBLEM) {
        return reply;
    }
    let (code, title) = match status {
        StatusCode::NOT_FOUND => (
            "MC-6012",
            "Máy chủ không có địa chỉ này. Chưa có gì thay đổi. Xem /api/openapi.json.",
        ),
        StatusCode::METHOD_NOT_ALLOWED => (
            "MC-6013",
            "Địa chỉ này không nhận cách gọi đó. Chưa có gì thay đổi. Xem /api/openapi.json.",
        ),
        StatusCode::GATEWAY_TIMEOUT => (
            "MC-6014",
            "Máy chủ chưa làm xong trong 15 giây. Chữ đã gõ vẫn còn. Gửi lại với cùng khóa để biết kết quả.",
        ),
        _ => (
            "MC-6015",
            "Yêu cầu không đúng mẫu. Chưa có gì thay đổi. Xem /api/openapi.json.",
        ),
    };
    let mut own = Failed::new(status, code, title).into_response();
    if let Some(allow) = reply.headers().get(header::ALLOW) {
        own.headers_mut().insert(header::ALLOW, allow.clone());
    }
    own
}

const PROBLEM: &str = "application/problem+json";

fn field(problem: crate::domain::intake::FieldProblem) -> FieldProblem {
    FieldProblem {
        field: problem.field,
        code: problem.code.to_owned(),
        message: problem.message,
    }
}

fn status(error: &UseCaseError) -> StatusCode {
    match error {
        UseCaseError::Denied(_)
        | UseCaseError::NotDemo
        | UseCaseError::MustChange
        | UseCaseError::SamePerson(_) => StatusCode::FORBIDDEN,
        UseCaseError::WrongLogin { .. } | UseCaseError::WrongCard => StatusCode::UNAUTHORIZED,
        UseCaseError::WrongPassword | UseCaseError::Weak(_) => StatusCode::UNPROCESSABLE_ENTITY,
        UseCaseError::Busy => StatusCode::SERVICE_UNAVAILABLE,
        UseCaseError::Refused(_) | UseCaseError::ReasonMissing => StatusCode::CONFLICT,
        UseCaseError::Fields(_) | UseCaseError::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
        UseCaseError::NoProcedure(_)
        | UseCaseError::NoDossier(_)
        | UseCaseError::NoForm(_)
        | UseCaseError::NoOfficer(_)
        | UseCaseError::NoProcess(_)
        | UseCaseError::NoAccount(_)
        | UseCaseError::NoList(_) => StatusCode::NOT_FOUND,
        UseCaseError::NoChange(_) => StatusCode::NOT_FOUND,
        UseCaseError::ChangeFaulty(_) => StatusCode::UNPROCESSABLE_ENTITY,
        UseCaseError::NotYourChange => StatusCode::FORBIDDEN,
        UseCaseError::NothingChanges
        | UseCaseError::ChangeDecided(_)
        | UseCaseError::ChangeOutdated(_)
        | UseCaseError::ChangeUnfit(_)
        | UseCaseError::NothingToConvert
        | UseCaseError::CaseGone(_)
        | UseCaseError::ProcessUnaccepted { .. }
        | UseCaseError::ProcedureChanged(_) => StatusCode::CONFLICT,
        UseCaseError::ReprintReason | UseCaseError::PaperLacks { .. } => StatusCode::CONFLICT,
        UseCaseError::TooManyRows(_) | UseCaseError::PrintRange | UseCaseError::NothingListed => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
        UseCaseError::Staffing(StaffingError::OtherUnit { .. }) => StatusCode::FORBIDDEN,
        UseCaseError::Staffing(_) => StatusCode::CONFLICT,
        UseCaseError::NotEmpty => StatusCode::CONFLICT,
        UseCaseError::Conflict { .. } => StatusCode::PRECONDITION_FAILED,
        UseCaseError::VersionMissing => StatusCode::PRECONDITION_REQUIRED,
        UseCaseError::KeyMissing | UseCaseError::NoAct(_) => StatusCode::BAD_REQUEST,
        UseCaseError::ClockBehind { .. } | UseCaseError::Calendar(_) | UseCaseError::NoScheme => {
            StatusCode::CONFLICT
        }
        UseCaseError::Fee(refusal) if refusal.is_missing() => StatusCode::NOT_FOUND,
        UseCaseError::Fee(_) => StatusCode::CONFLICT,
        UseCaseError::Files(refusal) => file_status(refusal),
        UseCaseError::Print(_) => StatusCode::INTERNAL_SERVER_ERROR,
        UseCaseError::PrintJob(PrintRefusal::NoJob(_)) => StatusCode::NOT_FOUND,
        UseCaseError::PrintJob(PrintRefusal::NotNow { .. } | PrintRefusal::OtherCarrier(_)) => {
            StatusCode::CONFLICT
        }
        UseCaseError::PrintJob(_) => StatusCode::UNPROCESSABLE_ENTITY,
        UseCaseError::Store(error) => store_status(error),
    }
}

fn file_status(refusal: &FileRefusal) -> StatusCode {
    match refusal {
        FileRefusal::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        FileRefusal::NoAttachment | FileRefusal::NoResult | FileRefusal::NoList => {
            StatusCode::NOT_FOUND
        }
        FileRefusal::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        FileRefusal::TooMany { .. }
        | FileRefusal::DossierFull { .. }
        | FileRefusal::InUse
        | FileRefusal::NotDraft
        | FileRefusal::NotFinal
        | FileRefusal::Closed
        | FileRefusal::NotWaiting { .. }
        | FileRefusal::ConsignmentUsed { .. } => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
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
        let kind = HeaderValue::from_static(PROBLEM);
        (status, [(header::CONTENT_TYPE, kind)], body).into_response()
    }
}
