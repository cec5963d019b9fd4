//! Roles and rights. Which role has which right is a file; what a right allows is code.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::org::Actor;

/// Identifier of a role, e.g. `desk_officer`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RoleId(String);

impl RoleId {
    /// The identifier as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for RoleId {
    fn from(id: &str) -> Self {
        Self(id.to_owned())
    }
}

impl fmt::Display for RoleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One thing that a role may be allowed to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// Take in, guide, refuse.
    Receive,
    /// Pass on what one holds; hand over to another agency.
    Move,
    /// Give work to an officer, with or without an assignment note.
    Assign,
    /// Draft what the applicant must supplement or pay.
    Supplement,
    /// Tell the applicant: supplement, payment, withdrawal, apology delivered.
    Notify,
    /// Draft an apology with a new date.
    Apologise,
    /// Check and approve drafts; suspend and resume.
    Approve,
    /// Sign results, apologies, decisions to stop.
    Sign,
    /// Number, seal and issue results.
    Issue,
    /// Hand results back.
    Return,
    /// Take money, give receipts, close a shift.
    Collect,
    /// Cancel a receipt or approve a close-out; never the officer who made it.
    ApproveMoney,
    /// Propose another due date.
    ProposeDue,
    /// Correct a due date that another officer proposed.
    CorrectDue,
    /// Put a dossier at another step of its process.
    ResetFlow,
    /// Say which officers stand at which steps.
    Staff,
    /// Change procedures, processes, calendars, forms: the first of two persons.
    Catalogue,
    /// Approve such a change: the second.
    ApproveCatalogue,
    /// Speak for the public portal: register what citizens send.
    Portal,
    /// Search and read dossiers of one's unit.
    Search,
    /// Search and read dossiers of every unit.
    SearchAll,
    /// Read the papers of a dossier that one may read.
    Papers,
    /// Read the audit trail.
    Audit,
    /// Change people, units and settings.
    Administer,
}

/// The rights of one role.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RightSet(BTreeSet<Right>);

impl RightSet {
    /// Whether `right` is among them.
    #[must_use]
    pub fn has(&self, right: Right) -> bool {
        self.0.contains(&right)
    }
}

/// All roles of an installation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RoleBook {
    /// Roles by identifier.
    pub role: BTreeMap<RoleId, RoleEntry>,
}

/// One role: its Vietnamese name and its rights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleEntry {
    /// Name shown to people.
    pub label: String,
    /// What it may do.
    pub rights: RightSet,
}

impl RoleBook {
    /// Rights of `role`; none for a role that the file does not know.
    #[must_use]
    pub fn rights_of(&self, role: &RoleId) -> RightSet {
        self.role
            .get(role)
            .map(|entry| entry.rights.clone())
            .unwrap_or_default()
    }

    /// Name of `role` for people.
    #[must_use]
    pub fn label_of<'a>(&'a self, role: &'a RoleId) -> &'a str {
        self.role
            .get(role)
            .map_or(role.as_str(), |entry| &entry.label)
    }
}

/// Proof that an actor may do one thing in one unit. There is no other way to make one than
/// [`Permit::ask`], and the write path cannot be entered without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permit {
    actor: Actor,
    right: Right,
}

/// The role does not have the right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "Vai trò đang dùng không có quyền làm việc này. Chưa có gì thay đổi. Nhờ người có quyền hoặc đổi vai trò (F10)."
)]
pub struct Denied {
    /// The right that was asked for.
    pub right: Right,
}

impl Denied {
    /// Code shown before the sentence.
    pub const CODE: &str = "MC-7003";
}

impl Permit {
    /// Asks for `right`.
    ///
    /// # Errors
    /// [`Denied`] when the role taken does not have it.
    pub fn ask(actor: &Actor, right: Right) -> Result<Self, Denied> {
        if actor.rights().has(right) {
            return Ok(Self {
                actor: actor.clone(),
                right,
            });
        }
        Err(Denied { right })
    }

    /// Who may.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// What is allowed.
    #[must_use]
    pub fn right(&self) -> Right {
        self.right
    }
}
