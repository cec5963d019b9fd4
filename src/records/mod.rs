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

/// A step from the name of its file: number, name. A number that is none becomes 0, which the store refuses.
const fn step(file: &'static str, sql: &'static str) -> Migration {
    let (number, rest) = file.split_at(4);
    let number = match u32::from_str_radix(number, 10) {
        Ok(number) => number,
        Err(_) => 0,
    };
    let (_, name) = rest.split_at(1);
    Migration { number, name, sql }
}

/// The steps of both engines: a file each, in order. Never edit one that shipped.
macro_rules! steps {
    ($($file:literal,)+) => {
        /// Schema of the embedded engine.
        pub const SQLITE: Migrations = Migrations(&[$(step(
            $file,
            include_str!(concat!("migrations/sqlite/", $file, ".sql")),
        ),)+]);

        /// Schema of PostgreSQL.
        pub const POSTGRES: Migrations = Migrations(&[$(step(
            $file,
            include_str!(concat!("migrations/postgres/", $file, ".sql")),
        ),)+]);
    };
}

steps! {
    "0001_dossiers",
    "0002_life",
    "0003_accounts",
    "0004_fees",
    "0005_attachments",
    "0006_staffing",
    "0007_catalogue_changes",
    "0008_further_units",
    "0009_print_jobs",
    "0010_staff_cards",
}

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
