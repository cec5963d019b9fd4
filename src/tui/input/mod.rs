//! The one place that reads the terminal.

mod card;
mod key;
mod lines;
mod parser;
mod reader;
mod scan;

pub use card::{Card, Doubt};
pub use key::{Code, Key};
pub use lines::{Lines, show_again};
pub use parser::{Input, Parser};
pub use reader::{Bytes, read_into};
pub use scan::{Gate, Scan, Verdict};
