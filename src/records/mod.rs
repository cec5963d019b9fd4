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
pub mod staff_cards;

use crate::store::{Migration, Migrations, Sql};

/// The steps of one engine: a file each, in order. Never edit one that shipped.
macro_rules! steps {
    ($engine:literal: $($number:literal $zeros:literal $name:literal,)+) => {
        Migrations(&[$(Migration {
            number: $number,
            name: $name,
            sql: include_str!(concat!("migrations/", $engine, "/", $zeros, $number, "_", $name, ".sql")),
        },)+])
    };
}

/// Schema of the embedded engine.
pub const SQLITE: Migrations = steps! { "sqlite":
    1 "000" "dossiers",
    2 "000" "life",
    3 "000" "accounts",
    4 "000" "fees",
    5 "000" "attachments",
    6 "000" "staffing",
    7 "000" "catalogue_changes",
    8 "000" "further_units",
    9 "000" "print_jobs",
    10 "00" "staff_cards",
};

/// Schema of PostgreSQL.
pub const POSTGRES: Migrations = steps! { "postgres":
    1 "000" "dossiers",
    2 "000" "life",
    3 "000" "accounts",
    4 "000" "fees",
    5 "000" "attachments",
    6 "000" "staffing",
    7 "000" "catalogue_changes",
    8 "000" "further_units",
    9 "000" "print_jobs",
    10 "00" "staff_cards",
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
        staff_cards::ALL,
    ]
    .concat()
}
