//! Verify the trail: every event follows the one before, and every dossier, slip and change of the
//! catalogue is what its events left. Finds any change, removal, insertion or reordering.

use std::collections::HashMap;

use serde_json::Value;
use sha2::{Digest, Sha256};

pub(super) mod changes;

use super::{App, UseCaseError};
use crate::domain::event::{Event, GENESIS};
use crate::domain::lifecycle::Act;
use crate::records::dossiers::{self, Standing};
use crate::records::trail::{self, Head, StoredEvent};
use crate::records::{json_value, slips};
use crate::store::{StoreError, Tx};

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

/// Reads the whole trail and compares it with dossiers, slips and changes of the catalogue. `known` are numbers and hashes
/// noted earlier: a trail cut off and rewritten since then does not meet them.
///
/// All is read in one transaction, so that desks may go on working meanwhile.
///
/// # Errors
/// The store.
pub async fn verify(app: &App, known: &[(i64, String)]) -> Result<Verdict, UseCaseError> {
    let known: HashMap<i64, String> = known.iter().cloned().collect();
    let verdict = app
        .store
        .read(move |tx| {
            let mut check = Check {
                previous: GENESIS.to_owned(),
                known: known.clone(),
                ..Check::default()
            };
            check.events(tx)?;
            check.head(trail::seen_head(tx)?);
            check.dossiers(tx)?;
            check.slips(tx)?;
            check.changes(tx)?;
            Ok::<_, StoreError>(check.verdict)
        })
        .await?;
    Ok(verdict)
}

#[derive(Default)]
struct Check {
    verdict: Verdict,
    previous: String,
    seq: i64,
    at: i64,
    known: HashMap<i64, String>,
    dossiers: HashMap<i64, Left>,
    slips: HashMap<i64, Digest8>,
    changes: changes::Changes,
}

/// What the events leave of a dossier: where it stands and what was handed in.
#[derive(PartialEq, Eq, Default)]
struct Left {
    stands: Digest8,
    content: Digest8,
    due: Digest8,
    life: Digest8,
}

impl Left {
    /// Nothing happened yet.
    fn unborn() -> Self {
        Self {
            life: digest(&serde_json::json!({})),
            ..Self::default()
        }
    }
}

/// Enough of a hash to tell texts apart, so that a million dossiers fit in little memory.
type Digest8 = [u8; 8];

impl Check {
    fn fault(&mut self, text: String) {
        if self.verdict.faults.len() < MOST_FAULTS {
            self.verdict.faults.push(text);
        }
    }

    fn events(&mut self, tx: &mut dyn Tx) -> Result<(), StoreError> {
        loop {
            let rows = trail::stretch(tx, self.seq, STRETCH)?;
            let Some(last) = rows.last().map(|row| row.seq) else {
                return Ok(());
            };
            rows.iter().for_each(|row| self.event(row));
            self.seq = last;
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
        self.at = self.at.max(row.at);
        match serde_json::from_str::<Event>(&row.body) {
            Ok(event) => self.body(row, &event),
            Err(_) => self.fault(format!("sự kiện {} không đọc được", row.seq)),
        }
        let met = self.known.remove(&row.seq);
        if met.is_some_and(|hash| hash != row.hash) {
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
        let content = digest(&event.change.value()["content"]);
        if event.dossier == 0 {
            self.changes.event(event);
            if event.act == Act::Guide.id() || event.act == Act::Refuse.id() {
                self.slips.insert(event.seq, content);
            }
            return;
        }
        let change = event.change.value();
        let left = self
            .dossiers
            .entry(event.dossier)
            .or_insert_with(Left::unborn);
        if !change["content"].is_null() {
            left.content = content;
        }
        if !change["life"].is_null() {
            left.life = digest(&change["life"]);
        }
        if !change["clock"].is_null() {
            left.due = digest(&change["clock"]["due"]);
        } else if !change["due"].is_null() {
            left.due = digest(&change["due"][1]);
        }
        // A print or a reading says nothing about where the dossier waits.
        if !event.to_org.is_empty() {
            left.stands = stands(event);
        }
    }

    fn head(&mut self, head: Option<Head>) {
        let (seq, at, hash) = head.map_or((0, 0, GENESIS.to_owned()), |h| (h.seq, h.at, h.hash));
        if seq != self.seq || hash != self.previous {
            self.fault(format!(
                "cuối chuỗi là {} nhưng đầu mối ghi {seq}",
                self.seq
            ));
        }
        if at != self.at {
            self.fault("đầu mối ghi khác giờ của sự kiện muộn nhất".to_owned());
        }
        self.verdict.head = hash;
        if let Some(known) = self.known.keys().max().copied() {
            self.fault(format!(
                "mốc {known} đã ghi lại không còn; chuỗi chỉ đến {}",
                self.seq
            ));
        }
    }

    fn dossiers(&mut self, tx: &mut dyn Tx) -> Result<(), StoreError> {
        let mut after = 0;
        loop {
            let rows = dossiers::standings(tx, after, STRETCH)?;
            let Some(last) = rows.last() else { break };
            after = last.id;
            rows.iter().for_each(|row| self.dossier(row));
        }
        let mut orphans: Vec<i64> = self.dossiers.keys().copied().collect();
        orphans.sort_unstable();
        for id in orphans {
            self.fault(format!("hồ sơ số {id} có sự kiện nhưng không còn"));
        }
        Ok(())
    }

    fn dossier(&mut self, row: &Standing) {
        self.verdict.dossiers += 1;
        let code = &row.code;
        match self.dossiers.remove(&row.id) {
            Some(left) if left.stands != digest(&row.stands()) => self.fault(format!(
                "hồ sơ {code} không ở chỗ mà sự kiện cuối của nó để lại"
            )),
            Some(left) if left.content != digest(&json_value(&row.content)) => {
                self.fault(format!("nội dung hồ sơ {code} khác với lúc tiếp nhận"))
            }
            Some(left) if left.due != digest(&serde_json::json!(row.due)) => {
                self.fault(format!("ngày hẹn của hồ sơ {code} khác với lưu vết"))
            }
            Some(left) if left.life != digest(&json_value(&row.life)) => {
                self.fault(format!("các việc đã ghi của hồ sơ {code} khác với lưu vết"))
            }
            Some(_) => {}
            None => self.fault(format!("hồ sơ {code} không có sự kiện nào")),
        }
    }

    fn changes(&mut self, tx: &mut dyn Tx) -> Result<(), StoreError> {
        let mut changes = std::mem::take(&mut self.changes);
        changes.compare(tx, |fault| self.fault(fault))
    }

    fn slips(&mut self, tx: &mut dyn Tx) -> Result<(), StoreError> {
        for (id, content) in slips::contents(tx)? {
            if self.slips.remove(&id) != Some(digest(&json_value(&content))) {
                self.fault(format!("phiếu số {id} khác với sự kiện của nó"));
            }
        }
        let gone: Vec<i64> = self.slips.keys().copied().collect();
        gone.iter()
            .for_each(|id| self.fault(format!("phiếu số {id} có sự kiện nhưng không còn")));
        Ok(())
    }
}

fn stands(event: &Event) -> Digest8 {
    let holder = (!event.to_officer.is_empty()).then_some(&event.to_officer);
    digest(&serde_json::json!([
        event.code,
        event.version,
        event.to_state,
        event.to_step,
        event.to_org,
        event.to_role,
        holder,
    ]))
}

fn digest(value: &Value) -> Digest8 {
    let hash = Sha256::digest(value.to_string().as_bytes());
    let mut short = Digest8::default();
    short.copy_from_slice(&hash[..8]);
    short
}
