//! The act that gives a paper: a paper says what was true when that act was done, so that a reprint
//! years later has the same words.

use serde::de::DeserializeOwned;

use super::Rules;
use crate::domain::decide::Details;
use crate::domain::dossier::Dossier;
use crate::domain::event::Event;
use crate::domain::life::Life;
use crate::domain::lifecycle::{Act, State};
use crate::worktime::Session;

/// The act that gives a paper, with the dossier as it left it.
pub(super) struct Occasion<'a> {
    /// The act; none for a paper that no act of this dossier gives.
    pub(super) event: Option<&'a Event>,
    /// UTC milliseconds.
    pub(super) at: i64,
    /// Stops, requests and apologies as the act left them.
    pub(super) life: Life,
    /// What the officer gave beside the reason.
    pub(super) details: Details,
    /// Due session before the act and after it.
    pub(super) due: (Option<Session>, Option<Session>),
}

impl<'a> Occasion<'a> {
    /// The last act of `trail` that gives `paper` and was not undone.
    pub(super) fn of(
        rules: &Rules,
        dossier: &Dossier,
        trail: &'a [Event],
        paper: &str,
    ) -> Occasion<'a> {
        let event = giving(rules, trail, paper);
        let change = event.map(|e| e.change.value()).unwrap_or_default();
        let clock = &dossier.clock;
        let ended = clock.finished_at.unwrap_or(clock.received_at);
        Occasion {
            at: event.map_or(ended, |e| e.at),
            life: read(&change["life"]).unwrap_or_else(|| dossier.life.clone()),
            details: read(&change["details"]).unwrap_or_default(),
            due: read(&change["due"]).unwrap_or((clock.due, clock.due)),
            event,
        }
    }

    /// Whether it is this act.
    pub(super) fn is(&self, act: Act) -> bool {
        self.event.is_some_and(|e| e.act == act.id())
    }
}

fn read<T: DeserializeOwned>(value: &serde_json::Value) -> Option<T> {
    serde_json::from_value(value.clone()).ok()
}

/// The last act that gives `paper` and was not undone.
pub(super) fn giving<'a>(rules: &Rules, trail: &'a [Event], paper: &str) -> Option<&'a Event> {
    let gives = |event: &&&Event| prints(rules, event).iter().any(|p| p == paper);
    standing_acts(trail).iter().rev().find(gives).copied()
}

/// Acts that hold, oldest first: no prints, no readings, nothing that was undone.
pub(super) fn standing_acts(trail: &[Event]) -> Vec<&Event> {
    let mut acts = Vec::new();
    for event in trail {
        if event.act == Act::Undo.id() {
            acts.pop();
        } else if is_act(event) {
            acts.push(event);
        }
    }
    acts
}

/// Whether the event changed the dossier: a print and a reading do not.
pub(super) fn is_act(event: &Event) -> bool {
    let known = Act::ALL.iter().find(|act| act.id() == event.act);
    known.is_some_and(|act| *act != Act::Print)
}

/// Papers that the life cycle prints for an event.
pub(super) fn prints<'a>(rules: &'a Rules, event: &Event) -> &'a [String] {
    let act = Act::ALL.iter().find(|act| act.id() == event.act);
    let row = act.and_then(|act| rules.lifecycle.row(*act, State::from_id(&event.from_state)));
    row.map_or(&[], |row| &row.prints)
}
