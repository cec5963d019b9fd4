//! The whole product over HTTP and through its commands, every story on both engines.

#[path = "../common/checked_sql.rs"]
mod checked_sql;
#[path = "../common/expected_rights.rs"]
mod expected;
#[path = "../common/files.rs"]
mod files;
#[path = "../common/office.rs"]
mod office;
#[path = "../common/postgres.rs"]
mod postgres;

mod attachments;
mod changes;
mod commands;
mod counting;
mod deleting;
mod deputies;
mod further_units;
mod law_changes;
mod fees;
mod finding;
mod flows;
mod hostile;
mod corrections;
mod life;
mod online;
mod lists;
mod matrix;
mod openapi;
mod paper;
mod papers;
mod processes;
mod repeats;
mod results;
mod rights;
mod rights_sample;
mod screens;
mod signing_in;
mod statements;
mod turned_away;
mod work_lists;
mod versions;
