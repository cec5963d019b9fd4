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
    /// Delete a dossier that another officer asked to delete.
    ApproveDeletion,
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
    /// How far it looks: most roles only at the own unit.
    #[serde(default)]
    pub reach: Reach,
}

/// Which units a role looks at from the one in which it is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// The own unit.
    #[default]
    Own,
    /// The own unit and every unit below it (district IT: the district and its communes).
    Below,
}

/// Rights to prepare the tools of others' work.
const SUPPORT: &[Right] = &[Right::Administer, Right::Staff, Right::ResetFlow];

/// Rights to decide a matter.
const APPROVAL: &[Right] = &[
    Right::Approve,
    Right::Sign,
    Right::ApproveMoney,
    Right::CorrectDue,
    Right::ApproveCatalogue,
    Right::ApproveDeletion,
];

/// The one exception of the matrix: the province's group administers, and approves changes of the
/// catalogue, due corrections and deletions that another person proposed.
const PROVINCE: (&str, &[Right]) = (
    "provincial_admin",
    &[
        Right::CorrectDue,
        Right::ApproveCatalogue,
        Right::ApproveDeletion,
    ],
);

/// A role that both prepares and decides.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "vai trò “{role}” vừa có quyền hỗ trợ ({support:?}) vừa có quyền duyệt ({approval:?}) – tách thành hai vai trò"
)]
pub struct MixedRole {
    /// The role.
    pub role: RoleId,
    /// A right to prepare.
    pub support: Right,
    /// A right to decide.
    pub approval: Right,
}

impl RoleBook {
    /// Roles that hold support and approval rights together, which no role may.
    #[must_use]
    pub fn mixed(&self) -> Vec<MixedRole> {
        self.role.iter().filter_map(mixed).collect()
    }

    /// How far `role` looks.
    #[must_use]
    pub fn reach_of(&self, role: &RoleId) -> Reach {
        self.role
            .get(role)
            .map(|entry| entry.reach)
            .unwrap_or_default()
    }

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

fn mixed((role, entry): (&RoleId, &RoleEntry)) -> Option<MixedRole> {
    let held = |right: &&Right| entry.rights.has(**right);
    let excused = |right: &&Right| role.as_str() == PROVINCE.0 && PROVINCE.1.contains(*right);
    let support = *SUPPORT.iter().find(held)?;
    let approval = *APPROVAL.iter().filter(held).find(|r| !excused(r))?;
    Some(MixedRole {
        role: role.clone(),
        support,
        approval,
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    fn book(rights: &str, name: &str) -> RoleBook {
        let text = format!("[role.{name}]\nlabel = \"x\"\nrights = [{rights}]");
        toml::from_str(&text).unwrap()
    }

    #[test]
    fn support_never_stands_beside_approval() {
        let shipped: RoleBook =
            toml::from_str(include_str!("../../assets/roles/roles.toml")).unwrap();
        assert_eq!(shipped.mixed(), []);
        for (name, rights, wrong) in [
            ("x", "\"administer\", \"approve\"", true),
            ("x", "\"staff\", \"sign\"", true),
            ("x", "\"reset_flow\", \"approve_money\"", true),
            ("x", "\"administer\", \"correct_due\"", true),
            ("provincial_admin", "\"administer\", \"correct_due\"", false),
            ("provincial_admin", "\"administer\", \"sign\"", true),
            ("x", "\"approve\", \"sign\", \"approve_money\"", false),
        ] {
            assert_eq!(
                book(rights, name).mixed().len(),
                usize::from(wrong),
                "{rights}"
            );
        }
    }
}
