//! Structured logs: one JSON object a line, no personal data, controls escaped by the writer.

use std::path::Path;
use std::sync::Mutex;

use tracing_subscriber::EnvFilter;

/// Logs to standard error; `MOTCUA_LOG` sets the level (`warn` when unset).
pub fn log_to_stderr() {
    let _ = tracing_subscriber::fmt()
        .json()
        .with_env_filter(filter())
        .with_writer(std::io::stderr)
        .try_init();
}

/// Logs to `motcua.log` in `state`: a desk's screen is no place for lines.
pub fn log_to_file(state: &Path) {
    let open = std::fs::OpenOptions::new()
        .append(true)
        .create(true)
        .open(state.join("motcua.log"));
    let Ok(file) = open else { return };
    let _ = tracing_subscriber::fmt()
        .json()
        .with_env_filter(filter())
        .with_writer(Mutex::new(file))
        .try_init();
}

fn filter() -> EnvFilter {
    EnvFilter::try_from_env("MOTCUA_LOG").unwrap_or_else(|_| EnvFilter::new("warn"))
}
