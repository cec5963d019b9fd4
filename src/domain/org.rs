//! Organisational units (cơ quan, đơn vị) and the officers who act for them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::role::{RightSet, RoleBook, RoleId};
use crate::text::HumanText;

/// Identifier of a unit inside this installation; never printed, never reused.
pub type OrgId = String;

/// Identifier of an officer: the official e-mail address given by the ICT department.
pub type OfficerId = String;

/// A unit with what is printed for it. Names and codes change by law, so each has its period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Org {
    /// Identifier.
    pub id: OrgId,
    /// Full name, as printed.
    pub name: String,
    /// Level by the procedure catalogue: `bo`, `tinh`, `huyen`, `xa`; a label, not a power.
    pub level: String,
    /// Unit above, if any.
    #[serde(default)]
    pub parent: Option<OrgId>,
    /// Code after QĐ 20/2020/QĐ-TTg (`H62.99.1`): the first part of a dossier code.
    pub code: String,
    /// Upper line of the head block of every form.
    pub head_upper: String,
    /// Issuing line of the head block.
    pub head_issuer: String,
    /// Abbreviation after the number (`Số: 01/BPTNTKQ`).
    pub number_suffix: String,
    /// Place named before the date on forms.
    pub place: String,
    /// Address of the desk.
    pub address: String,
    /// Telephone of the desk.
    pub phone: String,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day, when it has ended.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
}

/// One role held in one unit, for some branches of administration. Rights follow these three, never
/// the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// Role.
    pub role: RoleId,
    /// Unit in which it is held.
    pub org: OrgId,
    /// Fields of procedures (lĩnh vực) by name, as the catalogue writes them; empty for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
}

/// A person who works in the software.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Officer {
    /// Login name.
    pub id: OfficerId,
    /// Full name.
    pub name: String,
    /// Post, as printed under a signature.
    pub title: String,
    /// Roles held; the first is the one taken at sign-in.
    pub grants: Vec<Grant>,
}

/// An officer acting in one role for one unit: the value that every read and write must be given.
///
/// It can only be made by [`Actor::of`], from a grant that the officer really holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    officer: OfficerId,
    name: String,
    role: RoleId,
    org: OrgId,
    fields: Vec<String>,
    below: Vec<OrgId>,
    grants: Vec<Grant>,
    rights: RightSet,
    client: String,
}

/// Longest name of a place that the trail keeps, in letters.
const LONGEST_PLACE: usize = 100;

/// Where somebody says to be from; a text that is no plain line is not kept.
fn place(client: &str) -> String {
    HumanText::line(client, LONGEST_PLACE).map_or(String::new(), HumanText::into_string)
}

impl Actor {
    /// The officer in the role of the grant at `index`; `client` says from where (host, terminal).
    #[must_use]
    pub fn of(officer: &Officer, index: usize, book: &RoleBook, client: &str) -> Option<Self> {
        let grant = officer.grants.get(index)?;
        Some(Self {
            officer: officer.id.clone(),
            name: officer.name.clone(),
            role: grant.role.clone(),
            org: grant.org.clone(),
            fields: grant.fields.clone(),
            below: Vec::new(),
            grants: officer.grants.clone(),
            rights: book.rights_of(&grant.role),
            client: place(client),
        })
    }

    /// The same actor, who also looks after `units` below the own one.
    #[must_use]
    pub fn looking_after(self, units: Vec<OrgId>) -> Self {
        Self {
            below: units,
            ..self
        }
    }

    /// Login name.
    #[must_use]
    pub fn officer(&self) -> &str {
        &self.officer
    }

    /// Full name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Role used.
    #[must_use]
    pub fn role(&self) -> &RoleId {
        &self.role
    }

    /// Unit acted for.
    #[must_use]
    pub fn org(&self) -> &str {
        &self.org
    }

    /// Fields of procedures the role is held for; empty for all.
    #[must_use]
    pub fn fields(&self) -> &[String] {
        &self.fields
    }

    /// Units looked after: the own one first, then those below it.
    pub fn units(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.org.as_str()).chain(self.below.iter().map(String::as_str))
    }

    /// Every role held, in the order of the office file.
    #[must_use]
    pub fn grants(&self) -> &[Grant] {
        &self.grants
    }

    /// From where.
    #[must_use]
    pub fn client(&self) -> &str {
        &self.client
    }

    /// What the role may do.
    #[must_use]
    pub fn rights(&self) -> &RightSet {
        &self.rights
    }

    /// Whether the officer holds `role` in `org`, be it not the role taken now.
    #[must_use]
    pub fn holds(&self, org: &str, role: &str) -> bool {
        self.grants
            .iter()
            .any(|g| g.org == org && g.role.as_str() == role)
    }
}
