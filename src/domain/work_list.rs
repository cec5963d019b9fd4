//! The lists (danh sách) each actor lives in, as rows of a file: whose they are, where their dossiers
//! come from, what is done from there.

use serde::Deserialize;

use super::lifecycle::{Act, State};
use super::marks::Mark;
use super::role::{RoleBook, RoleId};

/// Where the rows of a list come from; each is a range of one index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum From {
    /// Received at my desk, wherever it is now.
    Desk,
    /// Received at my desk and carrying a mark.
    MarkedDesk,
    /// Received at my desk, by the deadline of the step.
    StepDesk,
    /// Received at my desk and not passed on yet, by the forward duty.
    Fresh,
    /// Received at my desk today, newest first.
    Today,
    /// Waiting for my role in my unit, free or taken by me.
    Inbox,
    /// Waiting for my role in my unit, whoever took it.
    Group,
    /// Taken by me.
    Held,
    /// In my unit and carrying a mark.
    MarkedOrg,
    /// Handed over by my unit and not confirmed.
    Given,
}

/// Which part of the life of a dossier a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The clock runs.
    #[default]
    Running,
    /// The result waits for its owner.
    Result,
    /// The clock stands still.
    Stopped,
    /// Registered online, not received.
    Online,
}

/// Only rows due by a moment that moves with the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// Past.
    Past,
    /// Within the warning time, not past.
    Near,
    /// So near that an apology would have to be given.
    Apology,
}

/// One list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkList {
    /// Identifier on the wire.
    pub id: String,
    /// Name on its tab.
    pub label: String,
    /// What it holds, in words.
    pub about: String,
    /// Roles among whose tabs it is.
    pub roles: Vec<RoleId>,
    /// Where its rows come from.
    pub from: From,
    /// Which part of the life.
    #[serde(default)]
    pub stage: Stage,
    /// Only dossiers in this state.
    #[serde(default)]
    pub state: Option<State>,
    /// Only dossiers that carry one of these.
    #[serde(default)]
    pub marks: Vec<Mark>,
    /// No dossier that carries one of these.
    #[serde(default)]
    pub without: Vec<Mark>,
    /// Only rows due by then.
    #[serde(default)]
    pub due: Option<Bound>,
    /// The usual way on: the first of these that a dossier allows.
    #[serde(default)]
    pub onward: Vec<Act>,
    /// What else is done from here.
    #[serde(default)]
    pub others: Vec<Act>,
}

/// All lists, in the order of the screen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkLists {
    /// Rows of the file.
    pub list: Vec<WorkList>,
}

impl WorkLists {
    /// The list of that identifier.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&WorkList> {
        self.list.iter().find(|list| list.id == id)
    }

    /// The lists of `role`.
    pub fn of(&self, role: &RoleId) -> impl Iterator<Item = &WorkList> {
        self.list.iter().filter(move |l| l.roles.contains(role))
    }

    /// What is wrong with the file, one sentence each; empty when it is sound.
    #[must_use]
    pub fn problems(&self, roles: &RoleBook) -> Vec<String> {
        let mut found = Vec::new();
        for (at, list) in self.list.iter().enumerate() {
            let id = &list.id;
            if self.list[..at].iter().any(|before| before.id == *id) {
                found.push(format!("lists.toml: danh sách {id} có hai lần – bỏ một."));
            }
            let unknown = list.roles.iter().find(|r| !roles.role.contains_key(r));
            if let Some(role) = unknown {
                found.push(format!(
                    "lists.toml: danh sách {id}: không có vai trò {role} – sửa roles."
                ));
            }
            let marked = matches!(list.from, From::MarkedDesk | From::MarkedOrg);
            if marked == list.marks.is_empty() {
                found.push(format!(
                    "lists.toml: danh sách {id}: marks chỉ đi với marked_desk, marked_org – sửa from hoặc marks."
                ));
            }
        }
        found
    }
}
