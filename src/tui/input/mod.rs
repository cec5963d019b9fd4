//! The one place that reads the terminal.

mod card;
mod key;
mod lines;
mod mouse;
mod parser;
mod reader;
mod scan;

pub use card::{Card, Doubt};
pub use key::{Code, Key};
pub use lines::{Lines, show_again};
pub use mouse::Mouse;
pub use parser::{Input, Parser};
pub use reader::{Bytes, read_into};
pub use scan::{Gate, Scan, Verdict};
