//! The terminal client: model – message – update – view, effects as data.
//!
//! Follow one key: [`input`] turns bytes into a key, [`runtime`] hands it to [`update`], which
//! asks [`keymap`] whether it means an [`actions`] entry and otherwise gives it to the top
//! [`screens`] entry; what must be done outside comes back as [`effect`] values, which only
//! [`runtime`] carries out; then [`view`] draws the whole screen and [`term`] writes the
//! difference with one system call.

pub mod model;
pub mod index;
pub mod msg;
pub mod effect;
mod guide;
pub mod update;
pub mod view;
mod keying;
mod keymap;
pub mod actions;
pub mod screens;
pub mod widgets;
pub mod api;
pub mod drafts;
pub mod input;
pub mod term;
mod linear;
mod pointing;
pub mod runtime;
mod options;
mod printing;
#[cfg(test)]
mod bench_desk;
#[cfg(test)]
mod tests;

pub use options::{TuiError, TuiOptions};
pub use runtime::{check_terminal, key_card, key_card_of, run};
