//! Fill the demonstration office (tạo dữ liệu trình diễn): made-up dossiers with whole lives, for
//! trying the program at size. The same seed, number and end give the same rows.
//!
//! The story is told in the order of time, as it would have happened: people come, officers act,
//! each act by the life cycle and the process, each with its event in the trail. Nothing is queued
//! to be told to anybody, because nobody of it exists.

mod batch;
mod chance;
mod hours;
mod life;
mod mix;
mod people;
mod story;

use serde::Serialize;

use super::{App, UseCaseError};
use crate::records::trail;
use batch::Batch;
use story::Story;

/// What to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// Number of dossiers.
    pub dossiers: usize,
    /// Seed of chance.
    pub seed: u64,
    /// Last moment of the story, UTC milliseconds; the clock's now when none.
    pub until: Option<i64>,
}

/// What was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Filled {
    /// Dossiers received.
    pub dossiers: usize,
    /// Of them with the result handed back.
    pub returned: usize,
    /// Of them still open or waiting for their owner.
    pub open: usize,
    /// Events in the trail.
    pub events: i64,
}

/// Fills the empty database of the demonstration office; `progress` is called after every stretch.
///
/// # Errors
/// [`UseCaseError::NotDemo`]; [`UseCaseError::NotEmpty`]; the calendar ends; the store.
pub fn fill(
    app: &App,
    order: Order,
    progress: &mut dyn FnMut(Filled),
) -> Result<Filled, UseCaseError> {
    if !app.rules.office.demo {
        return Err(UseCaseError::NotDemo);
    }
    let until = order.until.unwrap_or_else(|| app.clock.now());
    let head = app
        .store
        .write_blocking::<_, UseCaseError, _>(|tx| Ok(trail::head(tx)?))?;
    if head.seq != 0 {
        return Err(UseCaseError::NotEmpty);
    }
    let mut story = Story::new(&app.rules, order, until)?;
    // The next stretch is told while the last one is being written.
    let mut writing = None;
    while let Some((batch, seq)) = story.next_stretch() {
        let next = app.store.write(move |tx| Batch::write(&batch, tx, seq));
        if let Some(before) = writing.replace(next) {
            crate::store::Pending::wait(before)?;
        }
        progress(story.filled());
    }
    if let Some(last) = writing {
        last.wait()?;
    }
    Ok(story.filled())
}

#[cfg(test)]
mod tests;
