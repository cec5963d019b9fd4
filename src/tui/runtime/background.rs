//! Carries out effects: questions and timers on one thread, drafts on another, in their order.

use std::collections::VecDeque;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use chrono::NaiveDateTime;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::Event;
use super::clock::{self, Steady};
use super::signals::signals;
use crate::messages::say;
use crate::messages::{Language, speak, spoken};
use crate::tui::api::{Api, Ask, Failure, Ticket};
use crate::tui::drafts::{Draft, Shelf, Turn, Written, now};
use crate::tui::effect::{Effect, Wake};
use crate::tui::msg::Msg;

/// The threads behind the UI loop.
pub struct Background {
    net: UnboundedSender<Job>,
    disk: Option<Sender<Errand>>,
    disk_thread: Option<JoinHandle<()>>,
}

enum Job {
    Ask(Ticket, Ask, Language),
    After(Duration, Wake),
}

enum Errand {
    Keep(Box<Draft>),
    Drop(String),
    Read(String),
}

impl Background {
    /// Starts the threads; what they learn goes to `events`.
    pub fn start(
        api: impl Api,
        drafts: &Path,
        events: Sender<Event>,
        steady: Steady,
    ) -> io::Result<Self> {
        let (net, jobs) = unbounded_channel();
        let net_events = events.clone();
        std::thread::Builder::new()
            .name("net".into())
            .spawn(move || {
                if let Ok(runtime) = tokio::runtime::Builder::new_current_thread()
                    .enable_all()
                    .build()
                {
                    runtime.block_on(serve(Arc::new(api), jobs, net_events, steady));
                }
            })?;
        let (disk, errands) = channel();
        let root = drafts.to_owned();
        let disk_thread = std::thread::Builder::new()
            .name("drafts".into())
            .stack_size(256 << 10)
            .spawn(move || {
                if let Err(error) = keep_drafts(&root, &errands, &events) {
                    tell(&events, Msg::DraftKept(String::new(), Err(why(&error))));
                }
            })?;
        Ok(Self {
            net,
            disk: Some(disk),
            disk_thread: Some(disk_thread),
        })
    }

    /// Hands effects to their threads; returns at once.
    pub fn carry_out(&self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                // A closed channel means the program is leaving.
                Effect::Ask(ticket, ask) => drop(self.net.send(Job::Ask(ticket, ask, spoken()))),
                Effect::After(wait, wake) => drop(self.net.send(Job::After(wait, wake))),
                Effect::KeepDraft(draft) => self.errand(Errand::Keep(draft)),
                Effect::DropDraft(id) => self.errand(Errand::Drop(id)),
                Effect::ReadDrafts(officer) => self.errand(Errand::Read(officer)),
                Effect::Bell | Effect::Quit => {}
            }
        }
    }

    fn errand(&self, errand: Errand) {
        if let Some(disk) = &self.disk {
            drop(disk.send(errand));
        }
    }

    /// Waits until the last draft is on the disk.
    pub fn finish(mut self) {
        self.disk = None;
        if let Some(thread) = self.disk_thread.take() {
            // A panic there was already told; nothing is left to do.
            drop(thread.join());
        }
    }
}

/// Nobody answers any more: whoever waits must hear of it.
fn broken() -> Failure {
    Failure {
        code: "MC-9080".to_owned(),
        text: say!("background.asking_failed").to_owned(),
        ..Failure::default()
    }
}

async fn serve(
    api: Arc<impl Api>,
    mut jobs: UnboundedReceiver<Job>,
    events: Sender<Event>,
    steady: Steady,
) {
    tokio::spawn(signals(events.clone()));
    while let Some(job) = jobs.recv().await {
        let (api, events) = (api.clone(), events.clone());
        // A task of its own each: one that only waits is small, and some wait for minutes.
        match job {
            Job::Ask(ticket, ask, language) => drop(tokio::spawn(async move {
                // Tables and sentences are built on this thread, in the language of the screen.
                speak(language);
                let asked = tokio::spawn(async move { api.ask(ask).await });
                let answer = asked.await.unwrap_or_else(|_| Err(broken()));
                drop(events.send(Event::Msg(Msg::Answer(ticket, answer))));
            })),
            Job::After(wait, wake) => drop(tokio::spawn(async move {
                tokio::time::sleep(wait).await;
                drop(events.send(Event::Msg(Msg::Wake(wake, steady.now()))));
            })),
        }
    }
}

/// What is left to do for a draft, in order.
enum Rest {
    /// Wait for the disk; kept at this time.
    Settle(String, NaiveDateTime, Written),
    Drop(Shelf, String, Turn),
    Read(Shelf),
}

/// Writes drafts as they come; whatever waits for the disk is done on a thread of its own, so a busy disk does
/// not hold back the next letters.
fn keep_drafts(root: &Path, errands: &Receiver<Errand>, events: &Sender<Event>) -> io::Result<()> {
    let (rest, orders) = channel();
    let told = events.clone();
    let settling = std::thread::Builder::new()
        .name("settle".into())
        .stack_size(256 << 10)
        .spawn(move || settle_drafts(&orders, &told))?;
    let mut shelf = Shelf::new(root, "");
    while let Ok(errand) = errands.recv() {
        // A closed channel means that thread has panicked, which was told.
        let _ = match errand {
            Errand::Keep(draft) => {
                let kept_at = clock::wall();
                let draft = Draft { kept_at, ..*draft };
                match shelf.write(&draft) {
                    Ok(written) => rest.send(Rest::Settle(draft.id, kept_at, written)).ok(),
                    Err(e) => tell(events, Msg::DraftKept(draft.id, Err(why(&e)))),
                }
            }
            Errand::Drop(id) => rest.send(Rest::Drop(shelf.clone(), id, now())).ok(),
            Errand::Read(officer) => {
                shelf = Shelf::new(root, &officer);
                rest.send(Rest::Read(shelf.clone())).ok()
            }
        };
    }
    drop(rest);
    drop(settling.join());
    Ok(())
}

fn settle_drafts(orders: &Receiver<Rest>, events: &Sender<Event>) {
    let mut waiting = VecDeque::new();
    while let Some(order) = waiting.pop_front().or_else(|| orders.recv().ok()) {
        waiting.extend(orders.try_iter());
        let msg = match order {
            Rest::Settle(id, kept_at, written) => {
                let newer = |o: &Rest| matches!(o, Rest::Settle(_, _, w) if w.is_of(&written));
                let done = match waiting.iter().any(newer) {
                    true => written.give_up().map(|()| None),
                    false => written.settle().map(|()| Some(kept_at)),
                };
                let kept = done.map_err(|e| why(&e)).transpose();
                kept.map(|kept| Msg::DraftKept(id, kept))
            }
            Rest::Drop(shelf, id, until) => {
                let dropped = shelf.drop_draft(&id, until);
                dropped.err().map(|e| Msg::DraftKept(id, Err(why(&e))))
            }
            Rest::Read(shelf) => Some(Msg::Drafts(shelf.all())),
        };
        if let Some(msg) = msg {
            tell(events, msg);
        }
    }
}

/// A closed channel means the program is leaving.
fn tell(events: &Sender<Event>, msg: Msg) -> Option<()> {
    events.send(Event::Msg(msg)).ok()
}

/// The usual disk troubles, in Vietnamese.
fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull => say!("background.disk_full").into(),
        io::ErrorKind::PermissionDenied => say!("background.no_right_to_drafts").into(),
        io::ErrorKind::ReadOnlyFilesystem => say!("background.disk_read_only").into(),
        _ => say!("background.disk_error", error),
    }
}
