//! The whole product over HTTP and through its commands, every story on both engines.

#[path = "../common/checked_sql.rs"]
mod checked_sql;
#[path = "../common/office.rs"]
mod office;
#[path = "../common/postgres.rs"]
mod postgres;

mod changes;
mod commands;
mod finding;
mod hostile;
mod corrections;
mod life;
mod online;
mod lists;
mod openapi;
mod paper;
mod processes;
mod repeats;
mod rights;
mod statements;
mod turned_away;
mod versions;
