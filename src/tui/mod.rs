//! The terminal client.

pub mod term;
pub mod input;
