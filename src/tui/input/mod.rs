//! The one place that reads the terminal.

mod card;
mod key;
mod lines;
mod mouse;
mod parser;
mod reader;
mod scan;
mod serial;

pub use card::{Card, Doubt};
pub use key::{Code, Key};
pub use lines::{Lines, hide, show_again};
pub use mouse::Mouse;
pub use parser::{Input, Parser};
pub use reader::{Bytes, read_into};
pub use scan::{Gate, Scan, Verdict};
pub use serial::listen_at;
