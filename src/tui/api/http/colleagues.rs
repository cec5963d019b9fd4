//! Who may get a dossier by an act: the officers of its step, or of the next one in whatever unit that is.

use crate::client::Client;
use crate::messages::say;
use crate::wire::{OfficerChoice, Problem, StepOfficers};

/// Dossiers of a list that are asked about, at most; the server refuses what does not fit the others.
const MOST: usize = 20;
/// Acts that leave a dossier at its step.
const STAY: &[&str] = &["assign", "transfer"];

/// Officers who may get each of `codes` by `act`: login name, and name with post.
pub(super) async fn of(
    client: &Client,
    codes: &[String],
    act: &str,
) -> Result<Vec<(String, String)>, Box<Problem>> {
    let mut all: Option<Vec<(String, String)>> = None;
    for code in codes.iter().take(MOST) {
        let here = people(client.officers_of(code).await?, act);
        all = Some(match all {
            Some(mut before) => {
                before.retain(|(id, _)| here.iter().any(|(other, _)| other == id));
                before
            }
            None => here,
        });
    }
    Ok(all.unwrap_or_default())
}

fn people(steps: Vec<StepOfficers>, act: &str) -> Vec<(String, String)> {
    let here = STAY.contains(&act);
    let group = steps.into_iter().find(|step| step.here == here);
    let officers = group.map(|group| group.officers).unwrap_or_default();
    officers.into_iter().map(line).collect()
}

fn line(officer: OfficerChoice) -> (String, String) {
    let mut words = officer.name;
    if !officer.title.is_empty() {
        words.push_str(&format!(" – {}", officer.title));
    }
    if officer.usual {
        words.push_str(say!("colleagues.usual"));
    }
    if !officer.deputy_of.is_empty() {
        words.push_str(&say!(
            "colleagues.deputy_for",
            join = officer.deputy_of.join(", ")
        ));
    }
    if officer.absent {
        words.push_str(say!("colleagues.absent"));
    }
    (officer.id, words)
}
