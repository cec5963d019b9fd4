//! The HTTP server: JSON in, a use case, JSON or problem+json out. Started from a listener and a
//! shutdown signal it is given, so that the program, the tests and an embedded desk share one function.

mod auth;
mod body;
mod convert;
mod embed;
mod in_force;
mod print_worker;
mod printers;
mod file_body;
mod problem;
mod routes;

pub use embed::{act_wire, find_wire, open_wire, receive_wire};
pub use print_worker::PrintWorker;

use std::future::Future;
use std::sync::Arc;

use axum::Router;
use axum::serve::ListenerExt;
use tokio::net::TcpListener;

use crate::usecases::App;

/// What every route can reach.
#[derive(Clone)]
pub(crate) struct State {
    pub app: App,
    pub sessions: Arc<auth::Sessions>,
    pub heard: printers::Heard,
}

/// Serves `app` on `listener` until `shutdown` completes. `machine_token` is the secret of the
/// machine on which the server was started: whoever holds it may sign in with one key in the
/// demonstration office.
///
/// # Errors
/// When the listener breaks.
pub async fn serve(
    listener: TcpListener,
    app: App,
    machine_token: String,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    // An answer leaves at once instead of waiting to be sent together with the next one.
    let listener = listener.tap_io(|connection| drop(connection.set_nodelay(true)));
    let live = in_force::Live::new(app, auth::Sessions::new(machine_token));
    let printing = tokio::spawn(print_worker::run(live.clone()));
    let served = axum::serve(listener, routed(live))
        .with_graceful_shutdown(shutdown)
        .await;
    // What it was carrying is in doubt, and asked about at the next start.
    printing.abort();
    served
}

/// All routes.
pub fn router(app: App, machine_token: String) -> Router {
    routed(in_force::Live::new(app, auth::Sessions::new(machine_token)))
}

fn routed(live: in_force::Live) -> Router {
    routes::all(live.clone())
        .layer(axum::middleware::from_fn_with_state(live, in_force::look))
        .layer(axum::middleware::from_fn(body::read_first))
        .layer(axum::middleware::from_fn(body::in_time))
        .layer(axum::middleware::map_response(problem::in_our_words))
}

/// The OpenAPI document of the API, as the server answers it at `/api/openapi.json`.
#[must_use]
pub fn openapi() -> String {
    routes::document().to_json().unwrap_or_default()
}
