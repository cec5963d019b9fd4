//! The whole product over HTTP and through its commands, every story on both engines.

#[path = "../common/checked_sql.rs"]
mod checked_sql;
#[path = "../common/office.rs"]
mod office;
#[path = "../common/postgres.rs"]
mod postgres;

mod life;
mod processes;
