//! The life cycle as a table of rows, read from a file: states are ours, acts and arrows are data.

mod act;
mod state;

pub use act::Act;
pub use state::{ClockIs, State};

use serde::{Deserialize, Serialize};

use super::role::Right;

/// Where the officer must stand to do an act, beside holding its right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// In the group at whose step the dossier is, and its holder once somebody took it.
    #[default]
    Holder,
    /// At the desk that received it.
    Desk,
    /// In the agency where it is, or which received it.
    Agency,
    /// The officer who passed it on.
    Sender,
    /// The officer of the last act.
    LastActor,
    /// Anywhere the right reaches.
    Anyone,
}

/// What an act asks for beside the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// The officer who is to get it.
    Officer,
    /// The step it is to be at.
    Step,
    /// Papers with their counts.
    Papers,
    /// An amount in whole đồng.
    Amount,
    /// A due session.
    Due,
    /// A last day for the applicant; may be left out.
    Deadline,
    /// A number: of a consignment, a decision, a payment paper.
    Number,
    /// Who collects; the owner when left out.
    Collector,
}

/// One row of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transition {
    /// Number in the rule table, when it has one.
    #[serde(default)]
    pub no: Option<u32>,
    /// The act.
    pub act: Act,
    /// Vietnamese name of the act.
    pub label: String,
    /// States it starts from; `-` is "not there yet".
    pub from: Vec<String>,
    /// States it may lead to.
    pub to: Vec<String>,
    /// The right it needs.
    pub right: Right,
    /// Where the officer must stand.
    #[serde(default)]
    pub by: By,
    /// What it asks for.
    #[serde(default)]
    pub asks: Vec<Asked>,
    /// Whether its officer may undo it for a while; what has left the house cannot be undone.
    #[serde(default)]
    pub undo: bool,
    /// Whether a written reason is demanded.
    #[serde(default)]
    pub reason: bool,
    /// Forms to be offered at that moment.
    #[serde(default)]
    pub prints: Vec<String>,
    /// Event key of the notice to the applicant, when one is due.
    #[serde(default)]
    pub notice: Option<String>,
}

/// The whole table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lifecycle {
    /// Rows in the order of the file.
    pub transition: Vec<Transition>,
}

impl Lifecycle {
    /// The row of `act` from `from` (`None`: not there yet).
    #[must_use]
    pub fn row(&self, act: Act, from: Option<State>) -> Option<&Transition> {
        let from = from.map_or("-", State::id);
        self.transition
            .iter()
            .find(|row| row.act == act && row.from.iter().any(|s| s == from))
    }

    /// Acts that start from `from`, in the order of the file.
    pub fn from(&self, from: State) -> impl Iterator<Item = &Transition> {
        self.transition
            .iter()
            .filter(move |row| row.from.iter().any(|s| s == from.id()))
    }

    /// Every paper that an act prints, once each.
    #[must_use]
    pub fn papers(&self) -> Vec<String> {
        let mut papers: Vec<_> = self
            .transition
            .iter()
            .flat_map(|row| row.prints.iter().cloned())
            .collect();
        papers.sort();
        papers.dedup();
        papers
    }

    /// What is wrong with the table, one sentence each; empty when it is sound.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let known = |state: &String| state == "-" || State::from_id(state).is_some();
        let mut found = Vec::new();
        for row in &self.transition {
            for state in row.from.iter().chain(&row.to).filter(|s| !known(s)) {
                found.push(format!("act {}: unknown state {state}", row.act.id()));
            }
            // Only undoing, moments after, comes back from an end.
            let left = row
                .from
                .iter()
                .filter(|_| row.by != By::LastActor)
                .filter_map(|s| State::from_id(s))
                .find(|s| s.is_final());
            if let Some(state) = left {
                found.push(format!(
                    "act {} leaves the final state {state}",
                    row.act.id()
                ));
            }
        }
        found
    }
}
