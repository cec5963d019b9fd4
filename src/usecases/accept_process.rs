//! Accept (nhận) findings of a process: a named person answers for following it all the same.

use serde::{Deserialize, Serialize};

use super::flow::{findings_of, may_see};
use super::rules::date;
use super::staffing::StaffingError;
use super::write::{Key, once};
use super::{App, UseCaseError};
use crate::domain::event::Change;
use crate::domain::flow::Acceptance;
use crate::domain::org::Actor;
use crate::domain::staffing::Staffing;
use crate::records::acceptances;

/// What was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// Process.
    pub process: String,
    /// Hash of the text that was read.
    pub hash: String,
    /// Findings.
    pub findings: Vec<String>,
}

/// Accepts `ids` of the process; all that can be accepted when there are none.
///
/// # Errors
/// Not allowed; no such process or finding; one that must be mended; no reason; the store.
pub async fn accept(
    app: &App,
    actor: &Actor,
    key: &str,
    process: &str,
    ids: &[String],
    reason: &str,
) -> Result<Accepted, UseCaseError> {
    let permit = may_see(actor)?;
    let key = Key::of(
        key,
        &[
            "accept_process",
            actor.officer(),
            process,
            &ids.join(" "),
            reason,
        ],
    )?;
    let reason = super::act::note(reason)?;
    if reason.is_empty() {
        return Err(UseCaseError::ReasonMissing);
    }
    let published = app.rules.catalogue.published();
    let one = published.iter().find(|one| one.process.id == process);
    let one = one.ok_or_else(|| UseCaseError::NoProcess(process.to_owned()))?;
    let found = findings_of(&app.rules, one, &Staffing::default(), date(app.clock.now()));
    for id in ids {
        let finding = found.iter().find(|f| f.id == *id);
        let finding = finding.ok_or_else(|| StaffingError::NoFinding(id.clone()))?;
        if finding.blocking {
            return Err(StaffingError::MustBeMended(id.clone()).into());
        }
    }
    let usual = found.iter().filter(|f| !f.blocking).map(|f| f.id.clone());
    let findings: Vec<String> = if ids.is_empty() {
        usual.collect()
    } else {
        ids.to_vec()
    };
    if findings.is_empty() {
        return Err(StaffingError::NoFinding(process.to_owned()).into());
    }
    let accepted = Accepted {
        process: process.to_owned(),
        hash: one.hash(),
        findings,
    };
    once(app, key, move |tx, writing| {
        let acceptance = Acceptance {
            hash: accepted.hash.clone(),
            process: accepted.process.clone(),
            findings: accepted.findings.clone(),
            officer: permit.actor().officer().to_owned(),
            at: writing.at,
            reason: reason.as_str().to_owned(),
        };
        acceptances::accept(tx, writing.next_seq(), &acceptance)?;
        let mut event = writing.event(&permit, "accept_process", None);
        event.note.clone_from(&acceptance.reason);
        event.change = Change::of(&accepted);
        writing.append(tx, &event)?;
        Ok(accepted.clone())
    })
    .await
}
