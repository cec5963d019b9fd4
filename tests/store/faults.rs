//! What a person is told when the database file cannot be used, and that nothing is harmed by it.

use crate::schema::{self, *};
use motcua::store::{
    Durability, Migrations, OpenOptions, Store, StoreError, open_sqlite, open_sqlite_with,
};
use std::{fs, path::PathBuf, sync::Arc, time::Duration};

struct Place {
    _folder: tempfile::TempDir,
    file: PathBuf,
}

fn place() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kho.db");
    Place {
        _folder: folder,
        file,
    }
}

fn refused(outcome: Result<Arc<dyn Store>, StoreError>) -> StoreError {
    outcome.err().expect("it was opened")
}

fn add(store: &Arc<dyn Store>, id: i64) -> Result<(), StoreError> {
    store.write_blocking(move |tx| tx.exec(&ADD, &[id.into(), "a".into()]).map(drop))
}

#[test]
fn a_newer_database_is_refused_and_left_alone() {
    let place = place();
    open_sqlite(&place.file, &schema::SQLITE).unwrap().close();
    let before = fs::read(&place.file).unwrap();
    let older = Migrations(&schema::SQLITE.0[..1]);
    let error = refused(open_sqlite(&place.file, &older));
    assert_eq!(
        (&error, error.code()),
        (&StoreError::Newer { found: 2, known: 1 }, "MC-5003")
    );
    assert_eq!(fs::read(&place.file).unwrap(), before);
    let unchecked = OpenOptions {
        refuse_newer: false,
        ..OpenOptions::default()
    };
    assert!(
        open_sqlite_with(&place.file, &older, &unchecked).is_ok(),
        "the switch does nothing"
    );
}

#[test]
fn an_older_database_is_brought_up_to_date_with_its_rows() {
    let place = place();
    let older = Migrations(&schema::SQLITE.0[..1]);
    let store = open_sqlite(&place.file, &older).unwrap();
    add(&store, 1).unwrap();
    store.close();
    let store = open_sqlite(&place.file, &schema::SQLITE).unwrap();
    let next = store.write_blocking(|tx| tx.row(&NEXT, &["n".into()])?.map_or(Ok(0), |r| r.int(0)));
    assert_eq!((next, add(&store, 2)), (Ok::<_, StoreError>(1), Ok(())));
}

#[test]
fn four_programs_may_make_the_database_at_once() {
    let place = place();
    let start = Arc::new(std::sync::Barrier::new(4));
    let all: Vec<_> = (0..4)
        .map(|id| {
            let (file, start) = (place.file.clone(), start.clone());
            std::thread::spawn(move || {
                start.wait();
                add(&open_sqlite(&file, &schema::SQLITE)?, id)
            })
        })
        .collect();
    for thread in all {
        assert_eq!(thread.join().unwrap(), Ok(()));
    }
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let place = place();
    let missing = place.file.join("no folder").join("kho.db");
    let folder = place.file.parent().unwrap().to_owned();
    for path in [missing, folder] {
        let error = refused(open_sqlite(&path, &schema::SQLITE));
        assert_eq!(error, StoreError::NotWritable { path: path.clone() });
        assert!(error.to_string().contains(&path.display().to_string()));
    }
}

#[test]
fn a_file_that_is_no_database_is_left_alone() {
    let place = place();
    let poem = "Đây không phải kho dữ liệu. ".repeat(200);
    fs::write(&place.file, &poem).unwrap();
    assert_eq!(
        refused(open_sqlite(&place.file, &schema::SQLITE)).code(),
        "MC-5008"
    );
    assert_eq!(fs::read_to_string(&place.file).unwrap(), poem);
}

#[test]
fn another_program_that_holds_the_database_is_told_in_plain_words() {
    let place = place();
    let hasty = OpenOptions {
        patience: Duration::from_millis(20),
        ..OpenOptions::default()
    };
    let store = open_sqlite_with(&place.file, &schema::SQLITE, &hasty).unwrap();
    let other = rusqlite::Connection::open(&place.file).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = add(&store, 1).unwrap_err();
    assert_eq!((&error, error.code()), (&StoreError::Locked, "MC-5004"));
    assert!(!error.to_string().to_lowercase().contains("lock"));
    other.execute_batch("COMMIT").unwrap();
    assert_eq!(add(&store, 1), Ok(()));
}

#[test]
fn a_commit_waits_for_the_disk() {
    let waits = |durability| {
        let place = place();
        let options = OpenOptions {
            durability,
            ..OpenOptions::default()
        };
        let store = open_sqlite_with(&place.file, &schema::SQLITE, &options).unwrap();
        store
            .write_blocking::<_, StoreError, _>(|tx| {
                tx.row(&WAITS, &[])?
                    .map_or(Ok(String::new()), |r| r.string(0))
            })
            .unwrap()
    };
    assert_eq!(
        (waits(Durability::Full), waits(Durability::Normal)),
        ("2 wal".into(), "1 wal".into())
    );
}

#[test]
fn closing_leaves_one_file() {
    let place = place();
    let store = open_sqlite(&place.file, &schema::SQLITE).unwrap();
    add(&store, 1).unwrap();
    store
        .read_blocking::<_, StoreError, _>(|tx| tx.rows(&IDS, &[]))
        .unwrap();
    store.close();
    let left: Vec<_> = fs::read_dir(place.file.parent().unwrap())
        .unwrap()
        .flatten()
        .collect();
    assert_eq!(left.len(), 1, "{left:?}");
}
