//! All routes; each handler reads the request, calls one use case and converts the answer.

mod catalogue;
mod applicants;
mod attachments;
mod desk;
mod dossiers;
mod flow;
mod fees;
mod intake;
mod lists;
mod paper;
mod print_jobs;
mod receipts;
mod shifts;
mod people;
mod results;
mod returning;
mod work;

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
        .routes(routes!(desk::sign_in, people::sign_out))
        .routes(routes!(people::sign_in))
        .routes(routes!(people::sign_in_by_card))
        .routes(routes!(people::me))
        .routes(routes!(people::change_password))
        .routes(routes!(people::take_role))
        .routes(routes!(desk::office))
        .routes(routes!(desk::procedures))
        .routes(routes!(desk::procedure))
        .routes(routes!(dossiers::list, intake::receive))
        .routes(routes!(intake::guide))
        .routes(routes!(intake::refuse))
        .routes(routes!(work::tabs))
        .routes(routes!(work::late_reasons))
        .routes(routes!(intake::register))
        .routes(routes!(intake::correct))
        .routes(routes!(intake::held))
        .routes(routes!(intake::correction_preview))
        .routes(routes!(catalogue::list, catalogue::propose))
        .routes(routes!(catalogue::show))
        .routes(routes!(catalogue::decide))
        .routes(routes!(catalogue::preview, catalogue::convert))
        .routes(routes!(dossiers::find))
        .routes(routes!(applicants::applicants))
        .routes(routes!(dossiers::open))
        .routes(routes!(dossiers::act))
        .routes(routes!(attachments::list, attachments::attach))
        .routes(routes!(attachments::download))
        .routes(routes!(attachments::remove))
        .routes(routes!(results::list, results::add))
        .routes(routes!(results::finish))
        .routes(routes!(results::replace))
        .routes(routes!(returning::sheet))
        .routes(routes!(returning::collector))
        .routes(routes!(returning::post_lists, returning::post_list))
        .routes(routes!(paper::post_list_preview))
        .routes(routes!(paper::post_list_print))
        .routes(routes!(flow::officers))
        .routes(routes!(flow::flows))
        .routes(routes!(flow::flow))
        .routes(routes!(flow::accept))
        .routes(routes!(flow::staffing, flow::staff))
        .routes(routes!(flow::deputy))
        .routes(routes!(flow::duty))
        .routes(routes!(paper::dossier_preview))
        .routes(routes!(paper::dossier_print))
        .routes(routes!(paper::slip_preview))
        .routes(routes!(paper::slip_print))
        .routes(routes!(lists::register))
        .routes(routes!(lists::register_preview))
        .routes(routes!(lists::hand_over))
        .routes(routes!(lists::hand_over_preview))
        .routes(routes!(paper::receipt_preview))
        .routes(routes!(paper::receipt_print))
        .routes(routes!(paper::refund_preview))
        .routes(routes!(paper::refund_print))
        .routes(routes!(paper::shift_preview))
        .routes(routes!(paper::shift_print))
        .routes(routes!(fees::sheet))
        .routes(routes!(fees::collect))
        .routes(routes!(fees::exempt))
        .routes(routes!(receipts::pending))
        .routes(routes!(receipts::receipt))
        .routes(routes!(receipts::issue))
        .routes(routes!(receipts::sent))
        .routes(routes!(receipts::cancel))
        .routes(routes!(receipts::replace))
        .routes(routes!(receipts::refund))
        .routes(routes!(receipts::books, receipts::add_book))
        .routes(routes!(shifts::list, shifts::open))
        .routes(routes!(shifts::own))
        .routes(routes!(shifts::day_book))
        .routes(routes!(shifts::close))
        .routes(routes!(shifts::approve))
        .routes(routes!(print_jobs::open, print_jobs::queue))
        .routes(routes!(print_jobs::way))
        .routes(routes!(print_jobs::take))
        .routes(routes!(print_jobs::report))
        .routes(routes!(print_jobs::answer))
        .routes(routes!(print_jobs::cancel))
        .routes(routes!(print_jobs::send))
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
