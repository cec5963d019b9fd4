//! The carrier dies at any moment. A carrier is killed by dropping what it does, or by a ledger that
//! fails before or after the row is written; then its lease runs out.

use crate::bench::{Bench, patient, quick};
use crate::faults::settle;
use crate::office::*;
use motcua::domain::printer::At;
use motcua::print::spool::{Ledger, PrintJob, Told, carry};
use motcua::store::{Engine, StoreError};
use motcua::usecases::UseCaseError;
use motcua::usecases::print_jobs::{AppLedger, Holder, device};
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};
use std::time::Duration;

/// A ledger whose carrier dies at one of its calls, before or after the row is written.
struct Mortal {
    inner: AppLedger,
    /// Calls until then; every second one is “after”.
    left: AtomicI64,
}

impl Mortal {
    fn dies(&self) -> Result<(), UseCaseError> {
        match self.left.fetch_sub(1, Relaxed) {
            0 => Err(UseCaseError::Busy),
            _ => Ok(()),
        }
    }
}

impl Ledger for Mortal {
    type Error = UseCaseError;

    async fn take(&self, job: i64) -> Result<Option<PrintJob>, UseCaseError> {
        self.dies()?;
        let taken = self.inner.take(job).await?;
        self.dies()?;
        Ok(taken)
    }

    async fn tell(&self, job: i64, told: &Told) -> Result<bool, UseCaseError> {
        self.dies()?;
        let mine = self.inner.tell(job, told).await?;
        self.dies()?;
        Ok(mine)
    }
}

#[test]
fn rounds_of_killing_sqlite() {
    rounds(Engine::Sqlite, times("ROUNDS", 200));
}

#[test]
fn rounds_of_killing_postgres() {
    rounds(Engine::Postgres, times("ROUNDS", 200) / 4);
}

fn rounds(engine: Engine, count: u64) {
    let mut random = Random::new();
    let runtime = runtime();
    let Some(mut bench) = Bench::open(engine, &runtime) else {
        return;
    };
    runtime.block_on(async {
        let mut doubts = 0;
        for round in 0..count {
            let job = bench.asked().await;
            let name = bench.name(job.id);
            for _ in 0..1 + random.below(3) {
                let out_before = bench.printer.out(&name);
                kill(&bench, job.id, &mut random).await;
                // What the dead one had handed to the store is still written: wait for it.
                let store = &bench.office.app.store;
                store.write(|_| Ok::<_, StoreError>(())).await.unwrap();
                // The lease of a dead carrier runs out; a new server begins.
                bench.later(31);
                bench.worker = motcua::server::PrintWorker::new(&bench.office.app, quick());
                motcua::usecases::print_jobs::sweep(&bench.office.app)
                    .await
                    .unwrap();
                let state = bench.job(job.id).await.state;
                assert_ne!(
                    state, "sent",
                    "round {round}: a dead carrier's paper is in doubt"
                );
                if state == "queued" {
                    assert_eq!(bench.printer.out(&name), out_before, "round {round}");
                }
                doubts += u64::from(state == "doubtful");
                if state == "printed" {
                    break;
                }
                if state == "doubtful" && random.below(2) == 0 {
                    let out = bench.printer.out(&name) > 0;
                    let key = key();
                    patient(async || bench.clerk.answer_print(job.id, &key, out).await).await;
                }
            }
            settle(&mut bench, job.id, &name).await;
            let steps = bench.steps(job.id);
            assert_eq!(bench.printer.out(&name), 1, "round {round}: {steps}");
            assert_logged(&bench, job.id, &steps, round);
        }
        assert!(
            doubts > count / 10,
            "the killing reached something: {doubts}"
        );
        assert_eq!(bench.office.faults(&[]).await, [""; 0], "the trail");
    });
    bench.office.app.store.close();
}

/// Every step from the queue to the paper stands in the log, and each answer in the trail.
fn assert_logged(bench: &Bench, id: i64, steps: &str, round: u64) {
    assert!(steps.starts_with("queued"), "round {round}: {steps}");
    assert!(steps.ends_with("printed"), "round {round}: {steps}");
    let tries: usize = bench.value(id, "tries").parse().unwrap();
    let sent = steps.split(' ').filter(|s| *s == "sent").count();
    assert_eq!(tries, sent, "round {round}: {steps}");
    let back = steps.matches("doubtful queued").count();
    let about = bench.value(id, "about");
    let answers = bench.office.value(&format!(
        "SELECT count(*) FROM event WHERE act = 'print_answer' AND dossier = {about}"
    ));
    assert!(
        answers.parse::<usize>().unwrap() >= back,
        "round {round}: {steps}"
    );
}

/// One carrier that does not live to the end.
async fn kill(bench: &Bench, id: i64, random: &mut Random) {
    let app = bench.office.app.clone();
    let printer = app.rules.printers.get("quay-01").unwrap();
    let device = device(printer).unwrap();
    let holder = Holder {
        name: format!("server-{}", app.secret(8)),
        place: At::Server,
        org: None,
    };
    let by_chance = random.below(3) == 0;
    let ledger = Mortal {
        inner: AppLedger { app, holder },
        left: AtomicI64::new(if by_chance {
            i64::MAX
        } else {
            random.below(6) as i64
        }),
    };
    let carried = carry(&device, &ledger, id, quick());
    if by_chance {
        let moment = Duration::from_micros(random.below(20_000));
        drop(tokio::time::timeout(moment, carried).await);
    } else {
        drop(carried.await);
    }
}
