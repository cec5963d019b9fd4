//! Which print of a paper the next one is. The number is taken in the transaction that records the
//! print: two clerks who print at once never get two originals.

use std::collections::BTreeSet;

use super::Rules;
use super::paper_occasion::giving;
use super::write::Writing;
use crate::domain::dossier::Dossier;
use crate::domain::event::Event;
use crate::domain::lifecycle::Act;
use crate::domain::role::Permit;
use crate::records::{counters, trail};
use crate::store::{StoreError, Tx};

/// Act of giving up a print before anything was sent: its number is free again.
pub(super) const GIVEN_UP: &str = "print_cancel";

/// What a paper is about: `dossier`, `slip`, `receipt`, `refund`, `shift` or `post_list`, and the dossier it
/// belongs to.
pub(super) struct About {
    pub(super) what: &'static str,
    pub(super) id: i64,
    pub(super) dossier: Option<Box<Dossier>>,
}

impl About {
    /// Each receipt of a dossier is a paper of its own.
    pub(super) fn receipt(&self) -> Option<i64> {
        (self.what == "receipt").then_some(self.id)
    }
}

/// The next print of a paper.
pub(super) struct Numbered {
    /// Its event, without its content.
    pub(super) event: Event,
    /// Which print it is, from 1.
    pub(super) number: i64,
    /// Event that gives the paper; 0 for none.
    pub(super) given: i64,
}

/// Takes the next number of `paper`.
pub(super) fn take(
    tx: &mut dyn Tx,
    rules: &Rules,
    writing: &Writing,
    permit: &Permit,
    (paper, about): (&str, &About),
) -> Result<Numbered, StoreError> {
    let event = blank(writing, permit, Act::Print.id(), about);
    let Some(dossier) = &about.dossier else {
        let number = counters::take(tx, &scope(about.what, about.id, paper))?;
        return Ok(Numbered {
            event,
            number,
            given: 0,
        });
    };
    let events = trail::of_dossier(tx, dossier.id, 0)?;
    Ok(Numbered {
        event,
        number: 1 + times_printed(rules, &events, paper, about.receipt()),
        given: giving(rules, &events, paper).map_or(0, |event| event.seq),
    })
}

/// The counter of a paper that belongs to no dossier.
pub(super) fn scope(what: &str, id: i64, paper: &str) -> String {
    format!("print/{what}/{id}/{paper}")
}

/// An event about a paper: it says nothing about where the dossier waits.
pub(super) fn blank(writing: &Writing, permit: &Permit, act: &str, about: &About) -> Event {
    let mut event = writing.event(permit, act, None);
    let Some(dossier) = &about.dossier else {
        return event;
    };
    event.dossier = dossier.id;
    event.code.clone_from(&dossier.code);
    event.version = dossier.version;
    event.from_state = dossier.state.id().to_owned();
    event.to_state = dossier.state.id().to_owned();
    event.from_step = dossier.position.step;
    event.to_step = dossier.position.step;
    event
}

/// Prints of a paper since the act that gives it, whatever the set and the size: A4 after A5 is a copy
/// too, a slip that replaces another is not. Each `receipt` of a dossier is a paper of its own. A print
/// that was given up before it was sent does not count.
pub(super) fn times_printed(
    rules: &Rules,
    trail: &[Event],
    paper: &str,
    receipt: Option<i64>,
) -> i64 {
    let given = giving(rules, trail, paper).map_or(0, |event| event.seq);
    let given_up: BTreeSet<i64> = trail
        .iter()
        .filter(|event| event.act == GIVEN_UP)
        .filter_map(|event| event.change.value()["print"].as_i64())
        .collect();
    let number = |event: &Event| {
        let change = event.change.value();
        let form = change["form"].as_str().unwrap_or("");
        let base = form.rsplit_once('-').map_or(form, |(base, _)| base);
        let is_it = change["receipt"].as_i64() == receipt
            && event.seq > given
            && event.act == Act::Print.id()
            && (form == paper || base == paper)
            && !given_up.contains(&event.seq);
        is_it.then(|| change["copy"].as_i64().unwrap_or(1))
    };
    trail.iter().filter_map(number).max().unwrap_or(0)
}
