//! Checked SQL: every statement of a catalogue is prepared on both engines against the real schema.
//!
//! ```ignore
//! checked_sql::check(sql::dossier::ALL, &sqlite, Some(&postgres));
//! ```

#![allow(dead_code)]

use motcua::store::{Sql, Store, StoreError, tx::Shape};
use std::sync::Arc;

/// Panics with the list of all that is wrong.
pub fn check(all: &[&'static Sql], sqlite: &Arc<dyn Store>, postgres: Option<&Arc<dyn Store>>) {
    let wrong = problems(all, sqlite, postgres);
    assert!(!all.is_empty(), "an empty catalogue checks nothing");
    assert!(
        wrong.is_empty(),
        "{} statements are wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Prepares every statement on both stores (one, when there is no PostgreSQL here) and compares what
/// they take and answer.
pub fn problems(
    all: &[&'static Sql],
    sqlite: &Arc<dyn Store>,
    postgres: Option<&Arc<dyn Store>>,
) -> Vec<String> {
    let problem = |sql: &&'static Sql| {
        let here = shape(sqlite, sql);
        let there = postgres.map_or_else(|| here.clone(), |store| shape(store, sql));
        compare(here, there).map(|why| format!("{}: {why}", sql.name()))
    };
    all.iter().filter_map(problem).collect()
}

fn compare(
    sqlite: Result<Shape, StoreError>,
    postgres: Result<Shape, StoreError>,
) -> Option<String> {
    match (sqlite, postgres) {
        (Err(error), _) => Some(format!("SQLite: {error}")),
        (_, Err(error)) => Some(format!("PostgreSQL: {error}")),
        (Ok(here), Ok(there)) if here != there => Some(format!(
            "SQLite {here:?}, PostgreSQL {there:?} (name expressions with AS)"
        )),
        _ => None,
    }
}

fn shape(store: &Arc<dyn Store>, sql: &'static Sql) -> Result<Shape, StoreError> {
    store.read_blocking(move |tx| tx.shape(sql))
}
