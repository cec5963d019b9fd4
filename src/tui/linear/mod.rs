//! The other front of the same model: no screen, only lines.
//!
//! [`teller`] says in words what changed on the top screen; [`syntax`] understands a line as the
//! keys that a clerk would have pressed. Nothing here knows a single screen: each describes itself
//! (`Show::spoken`), so an action that exists on the screen exists here.

mod syntax;
mod teller;
#[cfg(test)]
mod tests;

pub use syntax::{Meant, Step, read};
pub use teller::Teller;
