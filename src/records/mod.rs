//! The tables: one file per noun, each with its statements and the way between row and value.
//!
//! Every statement stands in a catalogue with a name; [`all`] lists them for the test that prepares
//! each on both engines. Nothing here decides anything.

pub mod dossiers;
pub mod finding;
pub mod keys;
pub mod lists;
pub mod outbox;
pub mod settings;
pub mod slips;
pub mod trail;
pub mod counters;

use crate::store::{Migration, Migrations, Sql};

/// Schema of the embedded engine.
pub const SQLITE: Migrations = Migrations(&[Migration {
    number: 1,
    name: "dossiers",
    sql: include_str!("migrations/sqlite/0001_dossiers.sql"),
}]);

/// Schema of PostgreSQL.
pub const POSTGRES: Migrations = Migrations(&[Migration {
    number: 1,
    name: "dossiers",
    sql: include_str!("migrations/postgres/0001_dossiers.sql"),
}]);

/// The value of a stored JSON text; null when it is none.
#[must_use]
pub fn json_value(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// Every statement of the program.
#[must_use]
pub fn all() -> Vec<&'static Sql> {
    [
        dossiers::ALL,
        finding::ALL,
        keys::ALL,
        lists::ALL,
        outbox::ALL,
        settings::ALL,
        slips::ALL,
        trail::ALL,
        counters::ALL,
    ]
    .concat()
}
