//! Verify the trail: every event follows the one before, and every dossier stands where its last
//! event left it. Finds any change, removal, insertion or reordering.

use std::collections::HashMap;

use super::{App, UseCaseError};
use crate::domain::event::{Event, GENESIS};
use crate::records::trail::StoredEvent;
use crate::records::{dossiers, trail};

/// Rows read at a time: memory stays bounded however long the trail is.
const STRETCH: i64 = 5_000;

/// What the verification saw.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Verdict {
    /// Events read.
    pub events: i64,
    /// Dossiers compared.
    pub dossiers: i64,
    /// Hash of the last event: print or note it to know later that nothing before it changed.
    pub head: String,
    /// What is wrong, in the order found; empty when the trail is whole.
    pub faults: Vec<String>,
}

/// Most faults listed: the first one already tells that the trail is broken.
const MOST_FAULTS: usize = 100;

/// Reads the whole trail and compares it with the dossiers. `known` are numbers and hashes noted
/// earlier: a trail cut off and rewritten since then does not meet them.
///
/// # Errors
/// The store.
pub async fn verify(app: &App, known: &[(i64, String)]) -> Result<Verdict, UseCaseError> {
    let mut check = Check {
        previous: GENESIS.to_owned(),
        known: known.iter().cloned().collect(),
        ..Check::default()
    };
    loop {
        let after = check.seq;
        let rows = app
            .store
            .read(move |tx| trail::stretch(tx, after, STRETCH))
            .await?;
        let last = rows.last().map(|row| row.seq);
        rows.iter().for_each(|row| check.event(row));
        match last {
            Some(last) => check.seq = last,
            None => break,
        }
    }
    let head = app.store.write(trail::head).await?;
    check.head(head.seq, &head.hash);
    check.dossiers(app).await?;
    Ok(check.verdict)
}

#[derive(Default)]
struct Check {
    verdict: Verdict,
    previous: String,
    seq: i64,
    known: HashMap<i64, String>,
    last: HashMap<i64, (i64, State)>,
}

/// States are few: kept as small numbers so that a million dossiers fit in little memory.
type State = u8;

impl Check {
    fn fault(&mut self, text: String) {
        if self.verdict.faults.len() < MOST_FAULTS {
            self.verdict.faults.push(text);
        }
    }

    fn event(&mut self, row: &StoredEvent) {
        let expected = self.verdict.events + 1;
        if row.seq != expected && self.verdict.faults.is_empty() {
            self.fault(format!(
                "sự kiện {expected} không còn; sau nó là {}",
                row.seq
            ));
        }
        self.verdict.events += 1;
        let hash = Event::hash_after(&self.previous, &row.body);
        if hash != row.hash {
            self.fault(format!(
                "sự kiện {} không khớp với sự kiện trước nó",
                row.seq
            ));
        }
        self.previous.clone_from(&row.hash);
        match serde_json::from_str::<Event>(&row.body) {
            Ok(event) => self.body(row, &event),
            Err(_) => self.fault(format!("sự kiện {} không đọc được", row.seq)),
        }
        if self
            .known
            .remove(&row.seq)
            .is_some_and(|hash| hash != row.hash)
        {
            self.fault(format!("sự kiện {} khác với mốc đã ghi lại", row.seq));
        }
    }

    /// The columns beside the body are copies for searching; they must say the same.
    fn body(&mut self, row: &StoredEvent, event: &Event) {
        let same = (row.seq, row.dossier, row.at) == (event.seq, event.dossier, event.at)
            && row.act == event.act;
        if !same {
            self.fault(format!("sự kiện {} có cột khác với nội dung", row.seq));
        }
        if event.dossier > 0 {
            self.last.insert(
                event.dossier,
                (event.version, state_number(&event.to_state)),
            );
        }
    }

    fn head(&mut self, seq: i64, hash: &str) {
        self.verdict.head = hash.to_owned();
        if seq != self.seq || hash != self.previous {
            self.fault(format!(
                "cuối chuỗi là {} nhưng đầu mối ghi {seq}",
                self.seq
            ));
        }
        if let Some(known) = self.known.keys().max().copied() {
            self.fault(format!(
                "mốc {known} đã ghi lại không còn; chuỗi chỉ đến {}",
                self.seq
            ));
        }
    }

    async fn dossiers(&mut self, app: &App) -> Result<(), UseCaseError> {
        let mut after = 0;
        loop {
            let rows = app
                .store
                .read(move |tx| dossiers::states(tx, after, STRETCH))
                .await?;
            let Some(last) = rows.last() else { break };
            after = last.0;
            for (id, code, version, state) in rows {
                self.verdict.dossiers += 1;
                if self.last.remove(&id) != Some((version, state_number(&state))) {
                    self.fault(format!(
                        "hồ sơ {code} không ở chỗ mà sự kiện cuối của nó để lại"
                    ));
                }
            }
        }
        let orphans: Vec<i64> = self.last.keys().copied().collect();
        for id in orphans {
            self.fault(format!("hồ sơ số {id} có sự kiện nhưng không còn"));
        }
        Ok(())
    }
}

fn state_number(state: &str) -> State {
    let all = crate::domain::lifecycle::State::ALL;
    let position = all.iter().position(|s| s.id() == state);
    position
        .and_then(|p| u8::try_from(p).ok())
        .unwrap_or(u8::MAX)
}
