//! The promises of group commit against a session whose every step can be made to fail.

use super::*;
use crate::store::{
    job::{Pending, pack},
    sql::{Sql, catalogue},
    tx::{Shape, Tx},
    value::{Row, Val},
};
use std::collections::VecDeque;

catalogue! {
    ADD = "$1";
    FAIL = "fail";
}

/// Keeps numbers; `log` tells what was asked of it, `faults` which commits fail, in order.
#[derive(Default)]
struct Fake {
    saved: Vec<i64>,
    working: Vec<i64>,
    marked: Vec<i64>,
    open: bool,
    log: String,
    commits: VecDeque<Result<(), StoreError>>,
    statement_faults: VecDeque<StoreError>,
    ends_transaction: bool,
}

impl Tx for Fake {
    fn exec(&mut self, sql: &Sql, args: &[Val]) -> Result<u64, StoreError> {
        if sql.name() == "FAIL" {
            let fault = self
                .statement_faults
                .pop_front()
                .expect("a fault is prepared");
            self.open = !self.ends_transaction;
            return Err(fault);
        }
        if let Some(Val::Int(n)) = args.first() {
            self.working.push(*n);
        }
        Ok(1)
    }

    fn rows(&mut self, _: &Sql, _: &[Val]) -> Result<Vec<Row>, StoreError> {
        Ok(self
            .working
            .iter()
            .map(|n| Row::new(vec![Val::Int(*n)]))
            .collect())
    }

    fn shape(&mut self, _: &Sql) -> Result<Shape, StoreError> {
        Ok(Shape {
            params: 0,
            columns: Vec::new(),
        })
    }
}

impl Session for Fake {
    fn begin(&mut self) -> Result<(), StoreError> {
        assert!(!self.open, "begun twice: {}", self.log);
        self.log.push('B');
        self.open = true;
        self.working = self.saved.clone();
        Ok(())
    }

    fn mark(&mut self) -> Result<(), StoreError> {
        self.log.push('(');
        self.marked = self.working.clone();
        Ok(())
    }

    fn keep(&mut self) -> Result<(), StoreError> {
        self.log.push(')');
        Ok(())
    }

    fn undo(&mut self) -> Result<(), StoreError> {
        self.log.push('!');
        self.working = self.marked.clone();
        Ok(())
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.log.push('C');
        self.open = false;
        self.commits.pop_front().unwrap_or(Ok(()))?;
        self.saved = self.working.clone();
        Ok(())
    }

    fn rollback(&mut self) {
        self.log.push('R');
        self.open = false;
    }

    fn stands(&self) -> bool {
        self.open
    }
}

type Answer = Pending<(), StoreError>;

fn adds(n: i64) -> (Box<dyn Job>, Answer) {
    pack(move |tx: &mut dyn Tx| tx.exec(&ADD, &[n.into()]).map(drop))
}

fn fails_after_adding(n: i64) -> (Box<dyn Job>, Answer) {
    pack(move |tx: &mut dyn Tx| {
        tx.exec(&ADD, &[n.into()])?;
        tx.exec(&FAIL, &[]).map(drop)
    })
}

fn run(session: &mut Fake, jobs: Vec<(Box<dyn Job>, Answer)>) -> Vec<Result<(), StoreError>> {
    let (jobs, answers): (Vec<_>, Vec<_>) = jobs.into_iter().unzip();
    write_group(session, jobs, &Meter::default());
    answers.into_iter().map(Pending::wait).collect()
}

#[test]
fn jobs_share_one_commit_and_a_failed_one_loses_only_its_own() {
    let mut fake = Fake {
        statement_faults: [StoreError::Timeout, StoreError::Timeout].into(),
        ..Fake::default()
    };
    let told = run(&mut fake, vec![adds(1), fails_after_adding(2), adds(3)]);
    assert_eq!(told, [Ok(()), Err(StoreError::Timeout), Ok(())]);
    assert_eq!((fake.saved, fake.log.as_str()), (vec![1, 3], "BRB()(!()C"));
}

#[test]
fn jobs_that_all_succeed_need_no_savepoints() {
    let mut fake = Fake::default();
    assert_eq!(run(&mut fake, vec![adds(1), adds(2)]), [Ok(()), Ok(())]);
    assert_eq!((fake.saved, fake.log.as_str()), (vec![1, 2], "BC"));
}

#[test]
fn a_lone_job_needs_no_savepoint() {
    let mut fake = Fake::default();
    assert_eq!(run(&mut fake, vec![adds(1)]), [Ok(())]);
    assert_eq!((fake.saved, fake.log.as_str()), (vec![1], "BC"));
}

#[test]
fn a_panic_loses_only_its_own() {
    let mut fake = Fake::default();
    let panics: (_, Answer) = pack(|tx: &mut dyn Tx| {
        tx.exec(&ADD, &[2.into()])?;
        panic!("a defect in a use case")
    });
    let told = run(&mut fake, vec![adds(1), panics, adds(3)]);
    assert_eq!(told, [Ok(()), Err(StoreError::Panicked), Ok(())]);
    assert_eq!(fake.saved, [1, 3]);
}

#[test]
fn a_swallowed_error_is_not_kept() {
    let mut fake = Fake {
        statement_faults: [StoreError::Timeout].into(),
        ..Fake::default()
    };
    let swallows: (_, Answer) = pack(|tx: &mut dyn Tx| {
        tx.exec(&ADD, &[1.into()])?;
        let _ = tx.exec(&FAIL, &[]);
        assert_eq!(tx.exec(&ADD, &[2.into()]), Err(StoreError::Timeout));
        Ok(())
    });
    assert_eq!(run(&mut fake, vec![swallows]), [Err(StoreError::Timeout)]);
    assert_eq!(fake.saved, [0; 0]);
}

#[test]
fn when_the_commit_fails_everybody_is_told() {
    for error in [StoreError::OutcomeUnknown, StoreError::DiskFull] {
        let mut fake = Fake {
            commits: [Err(error.clone())].into(),
            ..Fake::default()
        };
        let refused: (_, Answer) = pack(|_: &mut dyn Tx| Err(StoreError::Timeout));
        let told = run(&mut fake, vec![adds(1), refused, adds(3)]);
        // The second might have decided on changes of the first, which are gone.
        assert_eq!(told, [Err(error.clone()), Err(error.clone()), Err(error)]);
        assert_eq!((fake.saved, fake.log.matches('C').count()), (vec![], 1));
    }
}

#[test]
fn a_lost_race_is_run_again_together_then_alone() {
    let lost = || Err(StoreError::Conflict);
    let mut fake = Fake {
        commits: [lost()].into(),
        ..Fake::default()
    };
    assert_eq!(run(&mut fake, vec![adds(1), adds(2)]), [Ok(()), Ok(())]);
    assert_eq!((fake.saved, fake.log.as_str()), (vec![1, 2], "BCRBC"));

    let mut fake = Fake {
        commits: [lost(), lost()].into(),
        ..Fake::default()
    };
    assert_eq!(run(&mut fake, vec![adds(1), adds(2)]), [Ok(()), Ok(())]);
    assert_eq!((fake.saved, fake.log.as_str()), (vec![1, 2], "BCRBCRBCBC"));

    let mut fake = Fake {
        commits: (0..100).map(|_| lost()).collect(),
        ..Fake::default()
    };
    assert_eq!(run(&mut fake, vec![adds(1), adds(2)]), [lost(), lost()]);
    assert_eq!(
        fake.log.matches('C').count() as u32,
        TRIES_TOGETHER + 2 * TRIES_ALONE
    );
}

#[test]
fn a_job_whose_row_breaks_a_rule_at_commit_is_the_only_one_to_fail() {
    let rule = || {
        Err(StoreError::Constraint {
            rule: "parent".into(),
        })
    };
    // Refused together, then the first alone is good, the second alone is refused.
    let mut fake = Fake {
        commits: [rule(), Ok(()), rule()].into(),
        ..Fake::default()
    };
    assert_eq!(run(&mut fake, vec![adds(1), adds(2)]), [Ok(()), rule()]);
    assert_eq!(fake.saved, [1]);
}

#[test]
fn an_error_that_ends_the_transaction_does_not_cost_the_others_theirs() {
    let mut fake = Fake {
        statement_faults: [StoreError::DiskFull, StoreError::DiskFull].into(),
        ends_transaction: true,
        ..Fake::default()
    };
    let told = run(&mut fake, vec![adds(1), fails_after_adding(2), adds(3)]);
    assert_eq!(told, [Ok(()), Err(StoreError::DiskFull), Ok(())]);
    assert_eq!(fake.saved, [1, 3]);
}

#[test]
fn a_server_that_stays_away_is_tried_twice_for_the_whole_batch() {
    let away = || StoreError::Unreachable {
        why: "refused".into(),
    };
    let mut fake = Fake {
        statement_faults: (0..100).map(|_| away()).collect(),
        ends_transaction: true,
        ..Fake::default()
    };
    let told = run(&mut fake, vec![fails_after_adding(1), adds(2), adds(3)]);
    assert_eq!(told, [Err(away()), Err(away()), Err(away())]);
    assert_eq!(fake.log.matches('B').count(), 2);
}

#[test]
fn a_question_nobody_waits_for_is_not_asked() {
    let mut fake = Fake::default();
    let (job, answer) = adds(1);
    drop(answer);
    read_one(&mut fake, job);
    assert_eq!(fake.log, "");
}
