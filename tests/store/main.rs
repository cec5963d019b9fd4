//! The store, without knowledge of what is stored: one contract, kept by both engines.

#[path = "../common/checked_sql.rs"]
mod checked_sql;
mod contract;
mod crash;
mod disk_full;
mod faults;
mod faults_postgres;
#[path = "../common/postgres.rs"]
mod postgres;
mod schema;

use motcua::store::{Store, open_postgres, open_sqlite};
use std::sync::Arc;

#[test]
fn sqlite_keeps_the_contract() {
    let folder = tempfile::tempdir().unwrap();
    let mut count = 0;
    contract::contract(&mut || {
        count += 1;
        open_sqlite(&folder.path().join(format!("{count}.db")), &schema::SQLITE).unwrap()
    });
}

#[test]
fn postgres_keeps_the_contract() {
    let mut databases = Vec::new();
    let Some(first) = postgres::database() else {
        return;
    };
    databases.push(first);
    contract::contract(&mut || -> Arc<dyn Store> {
        let database = postgres::database().unwrap();
        let store = open_postgres(database.url(), &schema::POSTGRES).unwrap();
        databases.push(database);
        store
    });
}

#[test]
fn both_engines_understand_every_statement_alike() {
    let folder = tempfile::tempdir().unwrap();
    let sqlite = open_sqlite(&folder.path().join("kho.db"), &schema::SQLITE).unwrap();
    let database = postgres::database();
    let other = database
        .as_ref()
        .map(|database| open_postgres(database.url(), &schema::POSTGRES).unwrap());
    let (wrong, right): (Vec<_>, Vec<_>) =
        schema::ALL.iter().partition(|sql| sql.name() == "WRONG");
    checked_sql::check(&right, &sqlite, other.as_ref());
    assert_eq!(
        checked_sql::problems(&wrong, &sqlite, other.as_ref()).len(),
        wrong.len()
    );
}
