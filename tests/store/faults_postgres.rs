//! What happens when the database server goes away, refuses, or is shared with another program.

use crate::{
    postgres::{self, Database},
    schema::{self, *},
};
use motcua::store::{Migrations, Store, StoreError, Tx, open_postgres};
use std::sync::Arc;

fn add(store: &Arc<dyn Store>, id: i64) -> Result<(), StoreError> {
    store.write_blocking(move |tx| tx.exec(&ADD, &[id.into(), "a".into()]).map(drop))
}

fn ids(store: &Arc<dyn Store>) -> Result<Vec<i64>, StoreError> {
    store.read_blocking(|tx| tx.rows(&IDS, &[])?.iter().map(|row| row.int(0)).collect())
}

fn opened() -> Option<(Arc<dyn Store>, Database)> {
    let database = postgres::database()?;
    Some((
        open_postgres(database.url(), &schema::POSTGRES).unwrap(),
        database,
    ))
}

/// Makes the server do `act` for the first `times` new notes, at the statement or at the commit.
fn sabotage(database: &Database, act: &str, times: u32, at_commit: bool) {
    let when = if at_commit {
        "CONSTRAINT TRIGGER"
    } else {
        "TRIGGER"
    };
    let deferred = if at_commit {
        "DEFERRABLE INITIALLY DEFERRED"
    } else {
        ""
    };
    // A sequence goes on counting through a rollback.
    let sql = format!(
        "CREATE SEQUENCE tries;
         CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             IF nextval('tries') <= {times} THEN {act}; END IF; RETURN NULL; END $$;
         CREATE {when} spoil AFTER INSERT ON note {deferred} FOR EACH ROW EXECUTE FUNCTION spoil();"
    );
    database.connect().batch_execute(&sql).unwrap();
}

const LOSE: &str = "RAISE EXCEPTION 'lost a race' USING ERRCODE = '40001'";
const HANG_UP: &str = "PERFORM pg_terminate_backend(pg_backend_pid())";

#[test]
fn a_lost_connection_is_made_anew_without_anybody_noticing() {
    let Some((store, database)) = opened() else {
        return;
    };
    assert_eq!((add(&store, 1), ids(&store)), (Ok(()), Ok(vec![1])));
    assert!(database.cut_connections() >= 2);
    assert_eq!((add(&store, 2), ids(&store)), (Ok(()), Ok(vec![1, 2])));
}

#[test]
fn a_connection_lost_in_a_statement_is_tried_again() {
    let Some((store, database)) = opened() else {
        return;
    };
    sabotage(&database, HANG_UP, 1, false);
    assert_eq!((add(&store, 1), ids(&store)), (Ok(()), Ok(vec![1])));
    assert_eq!(store.counts().reruns, 1);
}

#[test]
fn a_connection_lost_in_the_commit_is_told_as_unknown() {
    let Some((store, database)) = opened() else {
        return;
    };
    sabotage(&database, HANG_UP, 1, true);
    assert_eq!(add(&store, 1), Err(StoreError::OutcomeUnknown));
    assert_eq!(
        store.counts().reruns,
        0,
        "it must not be repeated behind the caller's back"
    );
    assert_eq!((add(&store, 1), ids(&store)), (Ok(()), Ok(vec![1])));
}

#[test]
fn a_lost_race_is_run_again_and_at_last_told() {
    for at_commit in [false, true] {
        let Some((store, database)) = opened() else {
            return;
        };
        sabotage(&database, LOSE, 3, at_commit);
        assert_eq!((add(&store, 1), store.counts().reruns), (Ok(()), 3));
    }
    let Some((store, database)) = opened() else {
        return;
    };
    sabotage(&database, LOSE, 1000, true);
    assert_eq!(add(&store, 1), Err(StoreError::Conflict));
    assert_eq!(ids(&store), Ok(vec![]));
}

#[test]
fn two_programs_lose_no_update_between_them() {
    let Some((one, database)) = opened() else {
        return;
    };
    let two = open_postgres(database.url(), &schema::POSTGRES).unwrap();
    let next = |tx: &mut dyn Tx| tx.row(&NEXT, &["n".into()]).map(drop);
    one.write_blocking::<_, StoreError, _>(next).unwrap();
    let raise = |tx: &mut dyn Tx| {
        let now = tx
            .row(&CURRENT, &["n".into()])?
            .map_or(Ok(0), |row| row.int(0))?;
        tx.exec(&PUT_CURRENT, &["n".into(), (now + 1).into()])
            .map(drop)
    };
    let work = |store: Arc<dyn Store>| {
        std::thread::spawn(move || {
            (0..40)
                .filter(|_| store.write_blocking::<_, StoreError, _>(raise).is_ok())
                .count()
        })
    };
    let threads = [work(one.clone()), work(two.clone())];
    let raised: usize = threads
        .into_iter()
        .map(|thread| thread.join().unwrap())
        .sum();
    let ask = |tx: &mut dyn Tx| {
        tx.row(&CURRENT, &["n".into()])?
            .map_or(Ok(0), |row| row.int(0))
    };
    assert_eq!(
        one.read_blocking::<_, StoreError, _>(ask),
        Ok(1 + raised as i64)
    );
    println!(
        "raised {raised} of 80, {} reruns",
        one.counts().reruns + two.counts().reruns
    );
}

#[test]
fn a_newer_database_is_refused() {
    let Some((_store, database)) = opened() else {
        return;
    };
    let older = Migrations(&schema::POSTGRES.0[..1]);
    let error = open_postgres(database.url(), &older).err();
    assert_eq!(error, Some(StoreError::Newer { found: 2, known: 1 }));
}

#[test]
fn four_programs_may_make_the_schema_at_once() {
    let Some(database) = postgres::database() else {
        return;
    };
    let all: Vec<_> = (0..4)
        .map(|id| {
            let url = database.url().to_owned();
            std::thread::spawn(move || add(&open_postgres(&url, &schema::POSTGRES)?, id))
        })
        .collect();
    for thread in all {
        assert_eq!(thread.join().unwrap(), Ok(()));
    }
}

#[test]
fn a_server_that_is_not_there_is_told_without_the_password() {
    let url = "postgres://clerk:hush-hush@127.0.0.1:1/desk";
    let error = open_postgres(url, &schema::POSTGRES).err().unwrap();
    assert_eq!(error.code(), "MC-5007");
    assert!(!error.to_string().contains("hush"), "{error}");
    for bad in [
        "",
        "sqlite:x",
        "postgres://",
        "postgres://a:hush-hush@h:x/d",
    ] {
        let error = open_postgres(bad, &schema::POSTGRES).err().unwrap();
        assert_eq!(error.code(), "MC-5017", "{bad}");
        assert!(!error.to_string().contains("hush"), "{error}");
    }
}

#[test]
fn it_may_be_opened_inside_a_runtime() {
    let Some(database) = postgres::database() else {
        return;
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let answer = runtime.block_on(async {
        let store = open_postgres(database.url(), &schema::POSTGRES)?;
        store
            .write(|tx| tx.exec(&ADD, &[1.into(), "a".into()]))
            .await
    });
    assert_eq!(answer, Ok::<_, StoreError>(1));
}

#[test]
fn a_commit_waits_for_the_disk_of_the_server() {
    let Some((store, _database)) = opened() else {
        return;
    };
    let waits = store.write_blocking(|tx| {
        tx.row(&WAITS, &[])?
            .map_or(Ok(String::new()), |row| row.string(0))
    });
    assert_eq!(waits, Ok::<_, StoreError>("on".into()));
}
