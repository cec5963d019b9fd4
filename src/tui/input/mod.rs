//! The one place that reads the terminal.

mod key;
mod parser;
mod reader;

pub use key::{Code, Key};
pub use parser::{Input, Parser};
pub use reader::{Bytes, read_into};
