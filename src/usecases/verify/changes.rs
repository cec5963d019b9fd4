//! Changes of the catalogue against the trail: what was proposed, by whom, and what became of it. A rule that
//! was slipped in beside the two persons is found here.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::super::rules::date;
use crate::domain::event::Event;
use crate::records::catalogue_changes::{self, CatalogueChange, ChangeState};
use crate::store::{StoreError, Tx};

/// Changes read at a time; each brings its files.
const STRETCH: i64 = 20;

/// What the events leave of every change, by its number.
#[derive(Debug, Default)]
pub(super) struct Changes(BTreeMap<i64, Value>);

impl Changes {
    /// Takes in one event; those of other things are left.
    pub fn event(&mut self, event: &Event) {
        let change = event.change.value();
        let Some(id) = change["catalogue_change"].as_i64() else {
            return;
        };
        if event.act == "propose_catalogue" {
            self.0.insert(id, proposed(event, &change));
            return;
        }
        let Some(told) = self.0.get_mut(&id) else {
            return;
        };
        let state = match event.act.as_str() {
            "approve_catalogue" => ChangeState::Approved,
            "refuse_catalogue" => ChangeState::Refused,
            _ => ChangeState::Withdrawn,
        };
        told["state"] = json!(state.id());
        told["decided"] = json!([event.actor, event.at, event.note]);
        if state == ChangeState::Approved {
            let day = date(event.at).to_string();
            let from = told["valid_from"].as_str().unwrap_or("");
            told["in_force"] = json!([event.seq, day.as_str().max(from)]);
        }
    }

    /// Compares every kept change with its events, and tells `fault` what differs.
    ///
    /// # Errors
    /// The store.
    pub fn compare(
        &mut self,
        tx: &mut dyn Tx,
        mut fault: impl FnMut(String),
    ) -> Result<(), StoreError> {
        let mut after = 0;
        loop {
            let rows = catalogue_changes::standings(tx, after, STRETCH)?;
            let Some((last, _)) = rows.last() else { break };
            after = last.id;
            for (row, edition) in &rows {
                let id = row.id;
                match self.0.remove(&id) {
                    None => fault(format!("thay đổi danh mục số {id} không có sự kiện nào")),
                    Some(told) if told != kept(row, *edition, &told) => {
                        fault(format!("thay đổi danh mục số {id} khác với lưu vết"))
                    }
                    Some(_) => {}
                }
            }
        }
        for id in self.0.keys() {
            fault(format!(
                "thay đổi danh mục số {id} có sự kiện nhưng không còn"
            ));
        }
        Ok(())
    }
}

fn proposed(event: &Event, change: &Value) -> Value {
    json!({
        "digest": change["digest"],
        "difference": change["difference"],
        "valid_from": change["valid_from"],
        "proposed": [event.actor, event.at, event.note],
        "state": ChangeState::Proposed.id(),
        "decided": null,
        "in_force": null,
    })
}

/// The row in the words of the trail. Its files and its difference are hashed anew.
fn kept(row: &CatalogueChange, edition: Option<i64>, told: &Value) -> Value {
    let body = digest(&row.body);
    let decided = row.decided_by.is_some() || row.decided_at.is_some();
    let in_force = edition.is_some() || row.effective_from.is_some();
    json!({
        "digest": if body == row.digest { body } else { String::new() },
        // Proposals older than this comparison do not tell it.
        "difference": if told["difference"].is_null() { Value::Null } else { json!(digest(&row.difference)) },
        "valid_from": row.valid_from,
        "proposed": [row.author, row.at, row.reason],
        "state": row.state.id(),
        "decided": decided.then(|| json!([row.decided_by, row.decided_at, row.decided_reason])),
        "in_force": in_force.then(|| json!([edition, row.effective_from])),
    })
}

/// SHA-256 of `text`, hexadecimal.
pub(in crate::usecases) fn digest(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
