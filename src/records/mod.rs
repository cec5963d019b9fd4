//! The tables: one file per noun, each with its statements and the way between row and value.
//!
//! Every statement stands in a catalogue with a name; [`all`] lists them for the test that prepares
//! each on both engines. Nothing here decides anything.

pub mod catalogue_changes;
pub mod attachments;
pub mod blobs;
pub mod dossiers;
pub mod fees;
pub mod finding;
pub mod people;
pub mod keys;
pub mod lists;
pub mod outbox;
pub mod register;
pub mod receipt_books;
pub mod receipts;
pub mod post_lists;
pub mod results;
pub mod settings;
pub mod shifts;
pub mod slips;
pub mod trail;
pub mod counters;
pub mod staffing;
pub mod acceptances;
pub mod accounts;
pub mod sessions;
pub mod print_jobs;

use crate::store::{Migration, Migrations, Sql};

/// The steps of one engine: a file each, in order. Never edit one that shipped.
macro_rules! steps {
    ($engine:literal: $($number:literal $name:literal,)+) => {
        Migrations(&[$(Migration {
            number: $number,
            name: $name,
            sql: include_str!(concat!("migrations/", $engine, "/000", $number, "_", $name, ".sql")),
        },)+])
    };
}

/// Schema of the embedded engine.
pub const SQLITE: Migrations = steps! { "sqlite":
    1 "dossiers",
    2 "life",
    3 "accounts",
    4 "fees",
    5 "attachments",
    6 "staffing",
    7 "catalogue_changes",
    8 "further_units",
    9 "print_jobs",
};

/// Schema of PostgreSQL.
pub const POSTGRES: Migrations = steps! { "postgres":
    1 "dossiers",
    2 "life",
    3 "accounts",
    4 "fees",
    5 "attachments",
    6 "staffing",
    7 "catalogue_changes",
    8 "further_units",
    9 "print_jobs",
};

/// The value of a stored JSON text; null when it is none.
#[must_use]
pub fn json_value(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// Every statement of the program.
#[must_use]
pub fn all() -> Vec<&'static Sql> {
    [
        catalogue_changes::ALL,
        attachments::ALL,
        blobs::ALL,
        dossiers::ALL,
        fees::ALL,
        finding::ALL,
        people::ALL,
        keys::ALL,
        lists::ALL,
        outbox::ALL,
        register::ALL,
        receipt_books::ALL,
        receipts::ALL,
        post_lists::ALL,
        results::ALL,
        settings::ALL,
        shifts::ALL,
        slips::ALL,
        trail::ALL,
        counters::ALL,
        staffing::ALL,
        acceptances::ALL,
        accounts::ALL,
        sessions::ALL,
        print_jobs::ALL,
    ]
    .concat()
}
