//! The terminal: set up and put back, the bytes of a frame, colours, and what may reach it.

pub mod encode;
pub mod filter;
pub mod frames;
pub mod guard;
pub mod pen;
pub mod theme;
mod tty;

pub use frames::Frames;
pub use pen::{Pen, width};
pub use theme::{Look, Palette, Theme, has_eight};
