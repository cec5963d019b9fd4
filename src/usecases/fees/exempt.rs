//! Exempt (miễn thu): a line is not taken, for a ground that a paper proves.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::super::act::readable;
use super::super::write::{Key, once};
use super::super::{App, UseCaseError};
use super::trace::Trace;
use crate::domain::code_scheme::normalise;
use crate::domain::fee::{self, FeeRefusal, Settled};
use crate::domain::org::Actor;
use crate::domain::role::{Permit, Right};
use crate::records::fees;
use crate::text::HumanText;

/// What the cashier asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Exemption {
    /// Code of the dossier.
    pub code: String,
    /// Lines; all that are owed when empty.
    pub lines: Vec<u32>,
    /// The rule, e.g. “Người có công với cách mạng”.
    pub ground: String,
    /// The paper that proves it.
    pub paper: String,
}

/// What the cashier learns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exempted {
    /// Lines that are exempt now.
    pub lines: Vec<u32>,
    /// Whole đồng still owed on the dossier.
    pub owed_dong: u64,
}

/// Exempts lines of a dossier.
///
/// # Errors
/// Not allowed; no such dossier; no ground or paper; a line that is settled; the store.
pub async fn exempt(
    app: &App,
    actor: &Actor,
    key: &str,
    asked: Exemption,
) -> Result<Exempted, UseCaseError> {
    let permit = Permit::ask(actor, Right::Collect)?;
    let body = serde_json::to_string(&asked).unwrap_or_default();
    let key = Key::of(key, &["exempt_fee", actor.officer(), &body])?;
    let word = |text: &str| {
        let line = HumanText::line(text, 250).map(HumanText::into_string);
        let line = line.unwrap_or_default();
        (line.chars().count() >= 3)
            .then_some(line)
            .ok_or(FeeRefusal::ExemptionIncomplete)
    };
    let (ground, paper) = (word(&asked.ground)?, word(&asked.paper)?);
    let (rules, code) = (app.rules.clone(), normalise(&asked.code));
    once(app, key, move |tx, writing| {
        let dossier = readable(tx, permit.actor(), &code)?;
        let lines = fees::of_dossier(tx, dossier.id)?;
        let chosen = fee::chosen(&lines, &asked.lines)?;
        fees::insert(tx, dossier.id, &lines)?;
        let how = Settled::Exempt {
            ground: ground.clone(),
            paper: paper.clone(),
        };
        for line in &chosen {
            if !fees::settle(tx, dossier.id, line.no, &how)? {
                return Err(FeeRefusal::Settled { no: line.no }.into());
            }
        }
        let trace = Trace {
            rules: &rules,
            permit: &permit,
            dossier: Some(&dossier),
        };
        let change = json!({ "lines": chosen, "ground": ground, "paper": paper });
        trace.append(tx, writing, "exempt_fee", &ground, &change)?;
        Ok(Exempted {
            lines: chosen.iter().map(|line| line.no).collect(),
            owed_dong: fees::owed(tx, dossier.id)?,
        })
    })
    .await
}
