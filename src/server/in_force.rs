//! The rules that requests see. A change of the catalogue that was approved here or on another server of
//! the same database, or whose day begins, is laid over them between two requests; a request that has
//! begun keeps the rules it began with. So it is with printers, when their file changes.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Instant;

use axum::extract::{FromRef, Request, State as Extract};
use axum::middleware::Next;
use axum::response::Response;

use super::State;
use super::auth::Sessions;
use super::printers::Heard;
use crate::catalogue::Problem;
use crate::domain::printer::Printers;
use crate::usecases::in_force::newer_rules;
use crate::usecases::office_printers::office_printers;
use crate::usecases::{App, Rules, UseCaseError};

/// Other servers are asked after at most so often, milliseconds of the machine.
const LOOK_EVERY_MS: i64 = 1_000;

/// What all requests share; [`State`] is what one of them sees.
#[derive(Clone)]
pub(crate) struct Live {
    app: App,
    sessions: Arc<Sessions>,
    heard: Heard,
    rules: Arc<RwLock<Arc<Rules>>>,
    /// What is wrong with the files of printers, as last said.
    faulty: Arc<Mutex<Vec<Problem>>>,
    /// When the database was last asked, milliseconds since the start.
    looked: Arc<AtomicI64>,
    started: Instant,
}

impl Live {
    pub fn new(app: App, sessions: Sessions) -> Self {
        Self {
            rules: Arc::new(RwLock::new(app.rules.clone())),
            sessions: Arc::new(sessions),
            heard: Heard::default(),
            faulty: Arc::default(),
            looked: Arc::new(AtomicI64::new(-LOOK_EVERY_MS)),
            started: Instant::now(),
            app,
        }
    }

    /// What a request that begins now sees.
    pub fn now(&self) -> State {
        let rules = self.rules.read().unwrap_or_else(PoisonError::into_inner);
        State {
            app: App {
                rules: rules.clone(),
                ..self.app.clone()
            },
            sessions: self.sessions.clone(),
            heard: self.heard.clone(),
        }
    }

    /// Reads the office's printers again. A file that holds no longer leaves the printers as they are,
    /// and is said once in the log.
    pub async fn renew_printers(&self) {
        let Some(config) = self.now().app.rules.printers_of.clone() else {
            return;
        };
        let read = tokio::task::spawn_blocking(move || office_printers(&config)).await;
        let Ok(read) = read else { return };
        let mut told = self.faulty.lock().unwrap_or_else(PoisonError::into_inner);
        match read {
            Ok(printers) => {
                told.clear();
                self.set_printers(printers);
            }
            Err(problems) if *told != problems => {
                for problem in &problems {
                    tracing::warn!(code = "MC-4083", %problem, "printers.toml");
                }
                *told = problems;
            }
            Err(_) => {}
        }
    }

    fn set_printers(&self, printers: Printers) {
        let mut rules = self.rules.write().unwrap_or_else(PoisonError::into_inner);
        if rules.printers != printers {
            tracing::info!(count = printers.printer.len(), "printers.toml");
            let next = Rules {
                printers,
                ..(**rules).clone()
            };
            *rules = Arc::new(next);
        }
    }

    /// Lays what was approved meanwhile over the rules.
    pub async fn renew(&self) -> Result<(), UseCaseError> {
        if let Some(newer) = newer_rules(&self.now().app).await? {
            let mut rules = self.rules.write().unwrap_or_else(PoisonError::into_inner);
            // Two requests may have looked at once: the one that knows more stays.
            if newer.changes.len() > rules.changes.len() {
                // The printers may have been read again since the look began.
                *rules = match newer.printers == rules.printers {
                    true => newer,
                    false => Arc::new(Rules {
                        printers: rules.printers.clone(),
                        ..(*newer).clone()
                    }),
                };
            }
        }
        Ok(())
    }

    fn is_time(&self) -> bool {
        let now = i64::try_from(self.started.elapsed().as_millis()).unwrap_or(i64::MAX);
        let last = self.looked.load(Ordering::Relaxed);
        now - last >= LOOK_EVERY_MS
            && self
                .looked
                .compare_exchange(last, now, Ordering::Relaxed, Ordering::Relaxed)
                .is_ok()
    }
}

impl FromRef<Live> for State {
    fn from_ref(live: &Live) -> Self {
        live.now()
    }
}

/// Looks for newer rules before a request, at most once a second. When the database does not answer,
/// the rules stay as they are: the request itself will say so.
pub(crate) async fn look(Extract(live): Extract<Live>, request: Request, next: Next) -> Response {
    if live.is_time()
        && let Err(error) = live.renew().await
    {
        tracing::warn!(code = error.code(), %error, "catalogue changes");
    }
    next.run(request).await
}
