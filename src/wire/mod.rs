//! The JSON shapes of the HTTP API, apart from the domain so that either may change alone.
//!
//! Codes of states, roles and acts travel as text; times as ISO 8601 with +07:00; sessions as
//! `2025-03-03 AM`; money as whole đồng.

mod catalogue;
mod attachment;
mod dossier;
mod flow;
mod fees;
mod intake;
mod known_people;
mod list_print;
mod office;
mod print;
mod problem;
mod procedure;

pub use attachment::*;
pub use catalogue::*;
pub use dossier::*;
pub use fees::*;
pub use flow::*;
pub use intake::*;
pub use known_people::*;
pub use list_print::*;
pub use office::*;
pub use print::*;
pub use problem::*;
pub use procedure::*;
