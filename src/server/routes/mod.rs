//! All routes; each handler reads the request, calls one use case and converts the answer.

mod catalogue;
mod desk;
mod dossiers;
mod intake;
mod paper;

use std::sync::LazyLock;

use axum::Router;
use axum::response::IntoResponse;
use axum::routing::get;
use utoipa::OpenApi;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::in_force::Live;

#[derive(OpenApi)]
#[openapi(info(
    title = "motcua",
    description = "The one-stop desk. Errors are problem+json with a code MC-nnnn. Every write carries an Idempotency-Key; acts on a dossier carry If-Match with the version seen."
))]
struct Document;

fn documented() -> OpenApiRouter<Live> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(desk::health))
        .routes(routes!(desk::sign_in))
        .routes(routes!(desk::me))
        .routes(routes!(desk::office))
        .routes(routes!(desk::procedures))
        .routes(routes!(desk::procedure))
        .routes(routes!(dossiers::list, intake::receive))
        .routes(routes!(intake::guide))
        .routes(routes!(intake::refuse))
        .routes(routes!(intake::register))
        .routes(routes!(intake::correct))
        .routes(routes!(catalogue::list, catalogue::propose))
        .routes(routes!(catalogue::show))
        .routes(routes!(catalogue::decide))
        .routes(routes!(catalogue::preview, catalogue::convert))
        .routes(routes!(dossiers::find))
        .routes(routes!(dossiers::open))
        .routes(routes!(dossiers::act))
        .routes(routes!(paper::dossier_preview))
        .routes(routes!(paper::dossier_print))
        .routes(routes!(paper::slip_preview))
        .routes(routes!(paper::slip_print))
}

/// The router with its document at `/api/openapi.json`.
pub(super) fn all(live: Live) -> Router {
    // Made when somebody asks for it: no desk does, and a start need not wait for it.
    static DOCUMENT: LazyLock<String> = LazyLock::new(super::openapi);
    let json =
        || async { ([("content-type", "application/json")], DOCUMENT.as_str()).into_response() };
    let (router, _) = documented().split_for_parts();
    router
        .route("/api/openapi.json", get(json))
        .with_state(live)
}

/// The OpenAPI document.
pub(super) fn document() -> utoipa::openapi::OpenApi {
    let (_, mut document) = documented().split_for_parts();
    let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    document
        .components
        .get_or_insert_default()
        .security_schemes
        .insert("bearer".to_owned(), scheme.into());
    document
}
