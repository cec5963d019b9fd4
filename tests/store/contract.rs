//! What every engine promises. State a behaviour once, test it on both.

use crate::schema::{self, *};
use motcua::store::{Pending, Row, Store, StoreError, Tx, Val};
use std::sync::{
    Arc, Barrier,
    atomic::{AtomicU32, Ordering::SeqCst},
    mpsc,
};

type Outcome<T = ()> = Result<T, StoreError>;

/// Runs every promise on a fresh store made by `open`.
pub fn contract(open: &mut dyn FnMut() -> Arc<dyn Store>) {
    for (name, promise) in PROMISES {
        println!("contract: {name}");
        let store = open();
        promise(&store);
        store.close();
    }
}

type Promise = (&'static str, fn(&Arc<dyn Store>));

const PROMISES: &[Promise] = &[
    ("values come back as they went in", values_come_back),
    (
        "every statement is understood, with the same shape",
        statements_are_understood,
    ),
    (
        "a failed use case loses only its own changes",
        a_failure_is_alone,
    ),
    ("a panic loses only its own changes", a_panic_is_alone),
    ("a broken constraint is named alike", constraints_are_named),
    (
        "a rule checked at commit fails only the guilty",
        deferred_rules_fail_only_the_guilty,
    ),
    ("defects are told as defects", defects_are_named),
    (
        "readers see only what is committed, in one snapshot",
        readers_see_committed,
    ),
    ("64 writers lose nothing and share commits", many_writers),
    (
        "waiting jobs share one commit",
        waiting_jobs_share_one_commit,
    ),
    ("no update is lost to a read-then-write", no_lost_update),
    ("await and wait answer alike", await_and_wait),
    ("close finishes what is in line", close_finishes),
];

fn add(store: &Arc<dyn Store>, id: i64) -> Pending<(), StoreError> {
    store.write(move |tx| tx.exec(&ADD, &[id.into(), "a".into()]).map(drop))
}

fn ids(store: &Arc<dyn Store>) -> Vec<i64> {
    let ask = |tx: &mut dyn Tx| tx.rows(&IDS, &[])?.iter().map(|row| row.int(0)).collect();
    store.read_blocking::<_, StoreError, _>(ask).unwrap()
}

/// Holds the writing thread until the returned sender is dropped, so that jobs pile up behind it.
fn hold_the_writer(store: &Arc<dyn Store>) -> (mpsc::Sender<()>, Pending<(), StoreError>) {
    let (let_go, gate) = mpsc::channel::<()>();
    let (inside, wait) = mpsc::channel();
    let held = store.write(move |_: &mut dyn Tx| {
        let _ = inside.send(());
        let _ = gate.recv();
        Outcome::Ok(())
    });
    wait.recv().unwrap();
    (let_go, held)
}

fn values_come_back(store: &Arc<dyn Store>) {
    let full = |id: i64| {
        [
            id.into(),
            "Đào Thị Hoà – ₫ 🏠 'x' $1".into(),
            Val::from(&[0u8, 255, 39]),
            "C".into(),
            "T".into(),
            i64::MAX.into(),
            id.into(),
        ]
    };
    let bare = [
        2.into(),
        "".into(),
        Val::Null,
        Val::Null,
        Val::Null,
        Val::Null,
        Val::Null,
    ];
    let (a, b) = (full(1), bare.clone());
    store
        .write_blocking::<_, StoreError, _>(move |tx| {
            assert_eq!(tx.exec(&ADD_FULL, &a)?, 1);
            tx.exec(&ADD_SWAPPED, &[3.into(), "swapped".into()])?;
            tx.exec(&ADD_FULL, &b)
        })
        .unwrap();
    let get = |id: i64| {
        let ask = move |tx: &mut dyn Tx| tx.row(&GET, &[id.into()]);
        store.read_blocking::<_, StoreError, _>(ask).unwrap()
    };
    assert_eq!(get(1), Some(Row::new(full(1).to_vec())));
    assert_eq!(get(2), Some(Row::new(bare.to_vec())));
    assert_eq!(get(3).unwrap().text(1), Ok("swapped"));
    assert_eq!(get(4), None);
}

fn statements_are_understood(store: &Arc<dyn Store>) {
    let shape = |sql| {
        let ask = move |tx: &mut dyn Tx| tx.shape(sql);
        store.read_blocking::<_, StoreError, _>(ask)
    };
    for sql in schema::ALL.iter().filter(|sql| sql.name() != "WRONG") {
        let found = shape(sql).unwrap_or_else(|error| panic!("{}: {error}", sql.name()));
        let dollars = (1..10).filter(|n| {
            sql.text(motcua::store::Engine::Postgres)
                .contains(&format!("${n}"))
        });
        assert_eq!(found.params, dollars.count(), "{}", sql.name());
    }
    assert_eq!(shape(&COUNT).unwrap().columns, ["n"]);
    assert_eq!(shape(&NEXT).unwrap().columns, ["n"]);
    assert_eq!(shape(&WRONG).map_err(|error| error.code()), Err("MC-5018"));
}

fn a_failure_is_alone(store: &Arc<dyn Store>) {
    let (let_go, held) = hold_the_writer(store);
    let good = add(store, 1);
    let undone = store.write(|tx| {
        tx.exec(&ADD, &[2.into(), "a".into()])?;
        Err::<(), _>(StoreError::Timeout)
    });
    let also_good = add(store, 3);
    let twice = store.write(|tx| {
        tx.exec(&ADD, &[4.into(), "a".into()])?;
        tx.exec(&ADD, &[1.into(), "there already".into()]).map(drop)
    });
    let swallowed = store.write(|tx| {
        tx.exec(&ADD, &[5.into(), "a".into()])?;
        let _ = tx.exec(&ADD, &[1.into(), "there already".into()]);
        assert!(tx.exec(&ADD, &[6.into(), "a".into()]).is_err());
        Outcome::Ok(())
    });
    let last = add(store, 7);
    drop(let_go);
    let same_key = Err(StoreError::Unique {
        constraint: "note_pkey".into(),
    });
    assert_eq!(held.wait(), Ok(()));
    assert_eq!(
        (good.wait(), undone.wait()),
        (Ok(()), Err(StoreError::Timeout))
    );
    assert_eq!((also_good.wait(), twice.wait()), (Ok(()), same_key.clone()));
    assert_eq!((swallowed.wait(), last.wait()), (same_key, Ok(())));
    assert_eq!(ids(store), [1, 3, 7]);
}

fn a_panic_is_alone(store: &Arc<dyn Store>) {
    let (let_go, _held) = hold_the_writer(store);
    let good = add(store, 1);
    let panics: Pending<(), StoreError> = store.write(|tx| {
        tx.exec(&ADD, &[2.into(), "a".into()])?;
        panic!("a defect, made on purpose")
    });
    let also_good = add(store, 3);
    drop(let_go);
    assert_eq!((good.wait(), also_good.wait()), (Ok(()), Ok(())));
    assert_eq!(panics.wait(), Err(StoreError::Panicked));
    let alone: Outcome = store.write_blocking(|_| panic!("alone, made on purpose"));
    assert_eq!(alone, Err(StoreError::Panicked));
    let reading: Outcome = store.read_blocking(|_| panic!("reading, made on purpose"));
    assert_eq!(reading, Err(StoreError::Panicked));
    assert_eq!((ids(store), add(store, 4).wait()), (vec![1, 3], Ok(())));
}

fn constraints_are_named(store: &Arc<dyn Store>) {
    let put = |id: i64, code: &'static str, tag: &'static str, size: i64| {
        store.write_blocking(move |tx| {
            let args = [
                id.into(),
                "x".into(),
                Val::Null,
                code.into(),
                tag.into(),
                size.into(),
                Val::Null,
            ];
            tx.exec(&ADD_FULL, &args).map(drop)
        })
    };
    let unique = |name: &str| {
        Err(StoreError::Unique {
            constraint: name.into(),
        })
    };
    assert_eq!(put(1, "A", "t1", 0), Ok(()));
    assert_eq!(put(1, "B", "t2", 0), unique("note_pkey"));
    assert_eq!(put(2, "A", "t2", 0), unique("note_code_in_text"));
    assert_eq!(put(2, "B", "t1", 0), unique("note_tag_key"));
    assert_eq!(
        put(2, "B", "t2", -1).map_err(|error| error.code()),
        Err("MC-5010")
    );
    let nothing = store.write_blocking(|tx| tx.exec(&ADD, &[9.into(), Val::Null]).map(drop));
    assert_eq!(
        nothing.map_err(|error: StoreError| error.code()),
        Err("MC-5010")
    );
    assert_eq!(put(2, "B", "t2", 0), Ok(()));
}

fn deferred_rules_fail_only_the_guilty(store: &Arc<dyn Store>) {
    let (let_go, _held) = hold_the_writer(store);
    let good = add(store, 1);
    let orphan = store.write(|tx| {
        let mut args = vec![2.into(), "x".into()];
        args.extend([Val::Null, Val::Null, Val::Null, Val::Null, 404.into()]);
        tx.exec(&ADD_FULL, &args).map(drop)
    });
    let also_good = add(store, 3);
    drop(let_go);
    assert_eq!((good.wait(), also_good.wait()), (Ok(()), Ok(())));
    assert_eq!(
        orphan.wait().map_err(|error: StoreError| error.code()),
        Err("MC-5010")
    );
    assert_eq!(ids(store), [1, 3]);
}

fn defects_are_named(store: &Arc<dyn Store>) {
    let too_few = store.write_blocking(|tx| tx.exec(&ADD, &[1.into()]));
    let wrong_kind = store.write_blocking(|tx| tx.exec(&ADD, &["x".into(), "a".into()]));
    let while_reading = store.read_blocking(|tx| tx.exec(&ADD, &[1.into(), "a".into()]));
    let zero = store.write_blocking(|tx| tx.exec(&ADD, &[1.into(), "a\0b".into()]));
    let no_table = store.read_blocking(|tx| tx.rows(&WRONG, &[]).map(|_| 0));
    let codes: Vec<_> = [too_few, wrong_kind, while_reading, zero, no_table]
        .into_iter()
        .map(|outcome| outcome.map_err(|error: StoreError| error.code()))
        .collect();
    let defect = Err("MC-5018");
    assert_eq!(codes, [defect, defect, defect, Err("MC-5019"), defect]);
    assert_eq!(ids(store), [0; 0]);
}

fn readers_see_committed(store: &Arc<dyn Store>) {
    add(store, 1).wait().unwrap();
    let (let_go, gate) = mpsc::channel::<()>();
    let (inside, wait) = mpsc::channel();
    let writing = store.write(move |tx| {
        tx.exec(&ADD, &[2.into(), "a".into()])?;
        let _ = inside.send(());
        let _ = gate.recv();
        Outcome::Ok(())
    });
    wait.recv().unwrap();
    assert_eq!(ids(store), [1], "an uncommitted row was seen");
    // A reader that has begun keeps its snapshot while the writer commits.
    let count = |tx: &mut dyn Tx| tx.row(&COUNT, &[])?.map_or(Ok(0), |row| row.int(0));
    let (first_seen, seen) = mpsc::channel();
    let (committed, await_commit) = mpsc::channel::<()>();
    let reading = store.read(move |tx| {
        let before = count(tx)?;
        let _ = first_seen.send(());
        let _ = await_commit.recv();
        Outcome::Ok((before, count(tx)?))
    });
    seen.recv().unwrap();
    drop(let_go);
    writing.wait().unwrap();
    drop(committed);
    assert_eq!(reading.wait(), Ok((1, 1)), "a snapshot moved");
    assert_eq!(ids(store), [1, 2]);
}

/// Each of 64 writers waits for its answer before it sends the next. Group commit is proved by
/// counting: with one commit per job there would be as many commits as jobs.
fn many_writers(store: &Arc<dyn Store>) {
    const WRITERS: i64 = 64;
    const EACH: i64 = 10;
    let before = store.counts();
    let start = Arc::new(Barrier::new(WRITERS as usize));
    let threads: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let (store, start) = (store.clone(), start.clone());
            std::thread::spawn(move || {
                start.wait();
                let one = |i: i64| {
                    let id = writer * EACH + i;
                    store.write_blocking::<_, StoreError, _>(move |tx| {
                        tx.exec(&ADD, &[id.into(), "a".into()])?;
                        tx.row(&NEXT, &["series".into()])?
                            .map_or(Ok(0), |row| row.int(0))
                    })
                };
                (0..EACH).map(|i| one(i).unwrap()).collect::<Vec<_>>()
            })
        })
        .collect();
    let mut numbers: Vec<i64> = threads
        .into_iter()
        .flat_map(|thread| thread.join().unwrap())
        .collect();
    numbers.sort_unstable();
    let all: Vec<i64> = (0..WRITERS * EACH).collect();
    assert_eq!(
        numbers,
        all.iter().map(|n| n + 1).collect::<Vec<_>>(),
        "gap or duplicate"
    );
    assert_eq!(ids(store), all);
    let after = store.counts();
    let (jobs, commits) = (after.jobs - before.jobs, after.commits - before.commits);
    println!(
        "  {jobs} jobs in {commits} commits, at most {} together",
        after.largest_group
    );
    assert_eq!(jobs, (WRITERS * EACH) as u64);
    assert!(after.largest_group <= 64);
}

fn waiting_jobs_share_one_commit(store: &Arc<dyn Store>) {
    let (let_go, held) = hold_the_writer(store);
    let before = store.counts().commits;
    let waiting: Vec<_> = (0..50).map(|id| add(store, id)).collect();
    drop(let_go);
    held.wait().unwrap();
    waiting
        .into_iter()
        .for_each(|answer| answer.wait().unwrap());
    assert_eq!(
        store.counts().commits - before,
        2,
        "the holder's and one for all 50"
    );
    assert_eq!(store.counts().largest_group, 50);
}

fn no_lost_update(store: &Arc<dyn Store>) {
    store
        .write_blocking(|tx| tx.row(&NEXT, &["n".into()]).map(drop))
        .unwrap_or_else(|error: StoreError| panic!("{error}"));
    let raise = |tx: &mut dyn Tx| {
        let now = tx
            .row(&CURRENT, &["n".into()])?
            .map_or(Ok(0), |row| row.int(0))?;
        tx.exec(&PUT_CURRENT, &["n".into(), (now + 1).into()])?;
        Outcome::Ok(())
    };
    let all: Vec<_> = (0..100).map(|_| store.write(raise)).collect();
    all.into_iter().for_each(|answer| answer.wait().unwrap());
    let ask = |tx: &mut dyn Tx| {
        tx.row(&CURRENT, &["n".into()])?
            .map_or(Ok(0), |row| row.int(0))
    };
    assert_eq!(store.read_blocking::<_, StoreError, _>(ask), Ok(101));
}

fn await_and_wait(store: &Arc<dyn Store>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let seen = runtime.block_on(async {
        add(store, 1).await.unwrap();
        // Blocking inside a runtime is bad manners, but must not panic.
        add(store, 2).wait().unwrap();
        let ask = |tx: &mut dyn Tx| tx.rows(&IDS, &[]);
        store.read::<_, StoreError, _>(ask).await.unwrap().len()
    });
    assert_eq!(seen, 2);
}

fn close_finishes(store: &Arc<dyn Store>) {
    let (let_go, held) = hold_the_writer(store);
    let ran = Arc::new(AtomicU32::new(0));
    let count = ran.clone();
    let in_line = store.write(move |tx| {
        count.fetch_add(1, SeqCst);
        tx.exec(&ADD, &[1.into(), "a".into()]).map(drop)
    });
    let closing = {
        let store = store.clone();
        std::thread::spawn(move || store.close())
    };
    drop(let_go);
    closing.join().unwrap();
    assert_eq!(
        (held.wait(), in_line.wait(), ran.load(SeqCst)),
        (Ok(()), Ok(()), 1)
    );
    assert_eq!(add(store, 2).wait(), Err(StoreError::Closed));
    let reading: Outcome = store.read_blocking(|_| Ok(()));
    assert_eq!(reading, Err(StoreError::Closed));
}
