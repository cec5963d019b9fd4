//! Folders, configuration, and what a first run makes. Read: `folders` (where things are), `rules`
//! (files → rule data), `start` (a ready [`crate::usecases::App`]), `machine` (clock, chance, secret).

mod folders;
mod machine;
mod rules;
mod start;

pub use folders::Folders;
pub use machine::{
    MachineClock, machine_random, machine_token, read_server_token, write_server_token,
};
pub use rules::load_rules;
pub use start::{StartError, StartOptions, open_app};
