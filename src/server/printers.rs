//! How the printers of this server are, as last heard: asked when a desk wants to know, and not more
//! often than every second and a half, however many desks ask.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::domain::printer::Printer;
use crate::print::spool::{Condition, Fault, Spool as _, Trouble};
use crate::usecases::print_jobs::device;

/// A word about a printer is good for so long.
const GOOD_FOR: Duration = Duration::from_millis(1_500);

/// What was last heard of each printer.
#[derive(Clone, Default)]
pub(crate) struct Heard(Arc<Mutex<HashMap<String, (Instant, Condition)>>>);

impl Heard {
    /// How `printer` is.
    pub async fn of(&self, printer: &Printer) -> Condition {
        let fresh = |(at, _): &&(Instant, Condition)| at.elapsed() < GOOD_FOR;
        let known = self.map().get(&printer.id).filter(fresh).cloned();
        if let Some((_, condition)) = known {
            return condition;
        }
        let condition = match device(printer) {
            Some(device) => device.condition().await,
            None => Condition::Stopped(Trouble::of(Fault::Off)),
        };
        let heard = (Instant::now(), condition.clone());
        self.map().insert(printer.id.clone(), heard);
        condition
    }

    /// How each of `printers` is, by identifier; all are asked side by side, so that one that hangs does
    /// not keep the others waiting.
    pub async fn all(&self, printers: impl Iterator<Item = Printer>) -> HashMap<String, Condition> {
        let ask = |printer: Printer| {
            let heard = self.clone();
            tokio::spawn(async move { (printer.id.clone(), heard.of(&printer).await) })
        };
        let asked: Vec<_> = printers.map(ask).collect();
        let mut out = HashMap::new();
        for answer in asked {
            out.extend(answer.await);
        }
        out
    }

    fn map(&self) -> std::sync::MutexGuard<'_, HashMap<String, (Instant, Condition)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
