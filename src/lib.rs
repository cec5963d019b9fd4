//! The one-stop desk (Bộ phận một cửa): take in a dossier, print the slip, keep the legal clock,
//! pass the dossier along its process, hand back the result, and leave a trace of every act.
//!
//! `src/README.md` is the map: what each module is for, and who may use whom. The order below is
//! the order in which a newcomer should read.

pub mod text;
pub mod platform;
pub mod messages;
pub mod worktime;
pub mod domain;
pub mod catalogue;
pub mod print;
pub mod inspect;
pub mod store;
pub mod records;
pub mod usecases;
pub mod wire;
pub mod server;
pub mod client;
pub mod manual;
pub mod tui;
pub mod home;
pub mod cli;
