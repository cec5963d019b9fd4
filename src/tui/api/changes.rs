//! A change of the catalogue in the words of its screen.

use chrono::NaiveDate;

use crate::messages::say;
use crate::wire;

/// Field, before, after.
pub type Value = (String, String, String);

/// One change, ready to be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChangeSheet {
    /// Number.
    pub id: i64,
    /// Whether it waits for the second person.
    pub waits: bool,
    /// Number, state, day, author in one line.
    pub title: String,
    /// Why.
    pub reason: String,
    /// Who decided, and why.
    pub decision: Option<String>,
    /// Procedure by procedure: a head line and the values that change.
    pub parts: Vec<(String, Vec<Value>)>,
}

impl ChangeSheet {
    /// The sheet of a change as it came.
    #[must_use]
    pub fn of(change: wire::CatalogueChange) -> Self {
        let state = state_words(&change.state);
        let values = |all: Vec<wire::ValueChange>| -> Vec<Value> {
            all.into_iter().map(|v| (v.field, v.old, v.new)).collect()
        };
        let head = |p: &wire::ProcedureChange| {
            let open = match p.open {
                0 => String::new(),
                n => say!("changes.keep_old_rules", n),
            };
            format!("{} {} – {}{open}", p.code, p.name, p.fate_label)
        };
        let procedures = change.procedures.into_iter();
        let mut parts: Vec<_> = procedures.map(|p| (head(&p), values(p.fields))).collect();
        if !change.others.is_empty() {
            let head = say!("changes.calendar_policy_codes").to_owned();
            parts.push((head, values(change.others)));
        }
        let decision = change.decided_by.map(|by| {
            let why = change.decided_reason.unwrap_or_default();
            say!("changes.decision", by, why)
        });
        Self {
            id: change.id,
            waits: change.state == "proposed",
            title: say!(
                "changes.change_line",
                id = change.id,
                state,
                valid_from = day(&change.valid_from),
                author_name = change.author_name
            ),
            reason: change.reason,
            decision,
            parts,
        }
    }
}

/// What a decision did, in one sentence.
#[must_use]
pub fn decided(stands: &wire::ChangeStands) -> String {
    let state = state_words(&stands.state);
    match &stands.effective_from {
        Some(from) => say!(
            "changes.decided_from",
            id = stands.id,
            state,
            from = day(from)
        ),
        None => say!("changes.decided", id = stands.id, state),
    }
}

fn state_words(state: &str) -> &str {
    match state {
        "proposed" => say!("common.to_be_approved"),
        "approved" => say!("changes.approved"),
        "refused" => say!("changes.refused"),
        "withdrawn" => say!("changes.withdrawn"),
        other => other,
    }
}

fn day(iso: &str) -> String {
    let parsed = iso.parse::<NaiveDate>();
    parsed.map_or_else(|_| iso.to_owned(), |day| day.format("%d/%m/%Y").to_string())
}
