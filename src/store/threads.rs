//! The threads of an open store: one that writes, a few that read. Same for both engines.

use super::{
    Counts, Store,
    batch::{Meter, read_one, write_group},
    engine::{Engine, OpenOptions, Session},
    error::StoreError,
    failpoint,
    job::Job,
    queue::Queue,
};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, PoisonError, atomic::Ordering::Relaxed, mpsc},
    thread::{self, JoinHandle},
};

pub(crate) struct ThreadedStore {
    engine: Engine,
    writes: Arc<Queue>,
    reads: Arc<Queue>,
    meter: Arc<Meter>,
    writers: Threads,
    readers: Threads,
}

impl ThreadedStore {
    /// Opens the writing connection on its thread and waits for it; reading connections are opened
    /// when the first question comes, which keeps the start short.
    pub fn start<W: Session + 'static, R: Session + 'static>(
        engine: Engine,
        options: &OpenOptions,
        open_writer: impl FnOnce() -> Result<W, StoreError> + Send + 'static,
        open_reader: impl Fn() -> Result<R, StoreError> + Send + Sync + 'static,
    ) -> Result<Arc<dyn Store>, StoreError> {
        failpoint::arm_from_environment()?;
        let store = ThreadedStore {
            engine,
            writes: Arc::default(),
            reads: Arc::default(),
            meter: Arc::default(),
            writers: Threads::default(),
            readers: Threads::default(),
        };
        store.start_writer(options.group.max(1), open_writer)?;
        let open_reader = Arc::new(open_reader);
        for n in 1..=options.readers.max(1) {
            let (line, open) = (store.reads.clone(), open_reader.clone());
            store
                .readers
                .spawn(format!("doc-{n}"), move || read_loop(&line, &*open))?;
        }
        Ok(Arc::new(store))
    }

    fn start_writer<W: Session + 'static>(
        &self,
        group: usize,
        open: impl FnOnce() -> Result<W, StoreError> + Send + 'static,
    ) -> Result<(), StoreError> {
        let (line, meter) = (self.writes.clone(), self.meter.clone());
        let (opened, wait) = mpsc::sync_channel(1);
        self.writers.spawn("ghi".into(), move || match open() {
            Ok(mut session) => {
                let _ = opened.send(Ok(()));
                let line = RefuseAtEnd(line);
                while let Some(jobs) = line.0.take(group) {
                    write_group(&mut session, jobs, &meter);
                }
            }
            Err(error) => {
                let _ = opened.send(Err(error));
            }
        })?;
        wait.recv().unwrap_or(Err(StoreError::Panicked))
    }
}

/// Threads that can be waited for.
#[derive(Default)]
struct Threads(Mutex<Vec<JoinHandle<()>>>);

impl Threads {
    fn spawn(&self, name: String, run: impl FnOnce() + Send + 'static) -> Result<(), StoreError> {
        let thread = thread::Builder::new()
            .name(name)
            .spawn(run)
            .map_err(|error| StoreError::Other {
                why: error.to_string(),
            })?;
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(thread);
        Ok(())
    }

    fn wait(&self) {
        let all = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        for thread in all {
            // The last handle may be dropped by a job on one of these threads: it cannot wait for itself.
            if thread.thread().id() != thread::current().id() {
                let _ = thread.join();
            }
        }
    }
}

/// Should the writing thread ever end by a panic of its own, nobody may wait for it in vain.
struct RefuseAtEnd(Arc<Queue>);

impl Drop for RefuseAtEnd {
    fn drop(&mut self) {
        self.0.refuse_all(&StoreError::Closed);
    }
}

fn read_loop<R: Session>(line: &Queue, open: &dyn Fn() -> Result<R, StoreError>) {
    let mut kept = None;
    while let Some(job) = line.take(1).and_then(|mut jobs| jobs.pop()) {
        // Taken out while it works: if it panics it is dropped and the next question opens a new one.
        match kept.take().map_or_else(open, Ok) {
            Ok(mut session) => {
                kept = catch_unwind(AssertUnwindSafe(move || {
                    read_one(&mut session, job);
                    session
                }))
                .ok();
            }
            Err(error) => job.answer(Err(error)),
        }
    }
}

impl Store for ThreadedStore {
    fn submit_write(&self, job: Box<dyn Job>) {
        self.writes.push(job);
    }

    fn submit_read(&self, job: Box<dyn Job>) {
        self.reads.push(job);
    }

    fn engine(&self) -> Engine {
        self.engine
    }

    fn counts(&self) -> Counts {
        Counts {
            jobs: self.meter.jobs.load(Relaxed),
            commits: self.meter.commits.load(Relaxed),
            reruns: self.meter.reruns.load(Relaxed),
            largest_group: self.meter.largest.load(Relaxed),
        }
    }

    fn close(&self) {
        // The writer closes last: only it can tidy the files away.
        self.reads.close();
        self.readers.wait();
        self.writes.close();
        self.writers.wait();
    }
}

impl Drop for ThreadedStore {
    fn drop(&mut self) {
        self.close();
    }
}
