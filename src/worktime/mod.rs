//! The half-day clock: which working session a moment belongs to, when a limit is due, who is charged.
//! Pure integer arithmetic on working sessions; see `src/README.md`.

mod limit;
mod session;

pub use limit::Limit;
pub use session::{Half, Session};
