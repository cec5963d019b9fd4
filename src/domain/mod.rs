//! See `src/README.md`.

pub mod intake_form;
pub mod procedure;
pub mod process;
