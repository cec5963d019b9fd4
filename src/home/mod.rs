//! Folders, configuration, and what a first run makes. Read: `folders` (where things are), `rules`
//! (files → rule data), `start` (a ready [`crate::usecases::App`]), `machine` (clock, chance, secret).

mod desk_file;
mod folders;
mod keys;
mod logs;
mod machine;
mod marks;
mod rules;
mod start;

pub use desk_file::{DeskFile, desk_file};
pub use folders::Folders;
pub use keys::{KeyStoreError, forget_token, keep_token, kept_token, try_key_store};
pub use logs::{log_to_file, log_to_stderr};
pub use machine::{
    MachineClock, machine_random, machine_token, read_server_token, write_server_token,
};
pub use marks::{Mark, note_mark, read_mark, read_marks};
pub use rules::load_rules;
pub use start::{StartError, StartOptions, open_app};
