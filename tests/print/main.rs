//! Forms on paper: every template file, what the layout draws, and what PDF tools read back.

mod book;
mod cli;
mod drawn;
mod files;
mod golden;
mod read_back;
mod support;
mod ticket;
