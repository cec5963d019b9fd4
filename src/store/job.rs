//! A use case on its way to a transaction, and the answer on its way back.

use super::{error::StoreError, tx::Tx};
use std::{
    future::Future,
    pin::{Pin, pin},
    sync::Arc,
    task::{Context, Poll, Wake, Waker},
    thread::Thread,
};
use tokio::sync::oneshot;

/// A use case with its types hidden, so that [`super::Store`] is object safe.
pub trait Job: Send {
    /// Runs the use case and keeps its result; true when it wants its changes kept. May be called
    /// again after a rollback, so a use case has no effects outside the transaction.
    fn run(&mut self, tx: &mut dyn Tx) -> bool;

    /// True while somebody waits for the answer.
    fn is_awaited(&self) -> bool;

    /// Answers: the kept result if the transaction ended well, otherwise the error.
    fn answer(self: Box<Self>, outcome: Result<(), StoreError>);
}

/// The answer to come. Await it, or [`Pending::wait`] for it from a plain thread.
///
/// Dropping it does not take back a write that is in line.
#[must_use = "the work is done anyway, but nobody learns how it ended"]
pub struct Pending<T, E>(oneshot::Receiver<Result<T, E>>);

impl<T, E: From<StoreError>> Future for Pending<T, E> {
    type Output = Result<T, E>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0)
            .poll(context)
            .map(|answer| answer.unwrap_or_else(|_| Err(StoreError::Closed.into())))
    }
}

impl<T, E: From<StoreError>> Pending<T, E> {
    /// Blocks this thread until the answer is there.
    pub fn wait(self) -> Result<T, E> {
        let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
        let mut context = Context::from_waker(&waker);
        let mut answer = pin!(self);
        loop {
            match answer.as_mut().poll(&mut context) {
                Poll::Ready(done) => return done,
                Poll::Pending => std::thread::park(),
            }
        }
    }
}

/// Wakes a parked thread. Tokio's own `blocking_recv` panics inside a runtime; this does not.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Packs a use case into a job and the answer to come.
pub(crate) fn pack<T, E, F>(work: F) -> (Box<dyn Job>, Pending<T, E>)
where
    F: FnMut(&mut dyn Tx) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    let (reply, answer) = oneshot::channel();
    (
        Box::new(Packed {
            work,
            result: None,
            reply,
        }),
        Pending(answer),
    )
}

struct Packed<T, E, F> {
    work: F,
    result: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Job for Packed<T, E, F>
where
    F: FnMut(&mut dyn Tx) -> Result<T, E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn run(&mut self, tx: &mut dyn Tx) -> bool {
        self.result = None;
        let result = (self.work)(tx);
        let keep = result.is_ok();
        self.result = Some(result);
        keep
    }

    fn is_awaited(&self) -> bool {
        !self.reply.is_closed()
    }

    fn answer(self: Box<Self>, outcome: Result<(), StoreError>) {
        let answer = match (outcome, self.result) {
            (Ok(()), Some(result)) => result,
            (Ok(()), None) => Err(StoreError::misuse("answered before it ran").into()),
            (Err(error), _) => Err(error.into()),
        };
        // Nobody waits any more: the work stands, there is no one to tell.
        let _ = self.reply.send(answer);
    }
}
