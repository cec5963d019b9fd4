//! Drafts → the text of a process file.

use std::fmt::Write as _;

use super::reading::{Draft, DraftStep};
use chrono::NaiveDate;

/// The file of `drafts` read from `source`.
pub(super) fn file(source: &str, valid_from: Option<NaiveDate>, drafts: &[Draft]) -> String {
    let name = source.rsplit(['/', '\\']).next().unwrap_or(source);
    let mut text = format!("source = {}\n", quoted(name));
    if let Some(day) = valid_from {
        let _ = writeln!(text, "valid_from = \"{day}\"");
    }
    drafts.iter().for_each(|draft| process(&mut text, draft));
    text
}

fn process(text: &mut String, draft: &Draft) {
    let mut put = |key: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(text, "{key} = {}", quoted(value));
        }
    };
    let mut notes = draft.notes.clone();
    notes.dedup();
    put("\n[[process]]\nid", &draft.id);
    put("procedure", draft.procedure.as_deref().unwrap_or(""));
    put("name", &draft.name);
    put("case", &draft.case);
    put("note", &notes.join("; "));
    let _ = writeln!(text, "half_days = {}\nsteps = [", draft.half_days);
    draft.steps.iter().for_each(|one| step(text, one));
    text.push_str("]\n");
}

fn step(text: &mut String, step: &DraftStep) {
    let kind = serde_json::to_string(&step.kind).unwrap_or_default();
    let _ = write!(
        text,
        "  {{ kind = {kind}, unit = {}, role = {}, half_days = {}, name = {}",
        quoted(&step.unit),
        quoted(step.role),
        step.half_days,
        quoted(&step.name)
    );
    if !step.clue.is_empty() {
        let _ = write!(text, ", clue = {}", quoted(&step.clue));
    }
    text.push_str(" },\n");
}

/// A basic string of TOML; the escapes of JSON mean the same there.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}
