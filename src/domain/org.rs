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
    /// Unit above in the line of command, if any.
    #[serde(default)]
    pub parent: Option<OrgId>,
    /// Unit that supervises it where it works, when that is not the one above: a land registration
    /// branch belongs to the province's department and works under a district (CV 286/VP-HCC1).
    #[serde(default)]
    pub place_parent: Option<OrgId>,
    /// Kind by which a process names it ("Chi nhánh Văn phòng đăng ký đất đai"); units of one kind
    /// are told apart by place. Empty when no process needs it.
    #[serde(default)]
    pub kind: String,
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

/// Whether `org` is `top` or stands below it, in the line of command or by place.
#[must_use]
pub fn is_under(orgs: &[Org], org: &str, top: &str) -> bool {
    let mut seen: Vec<&str> = vec![org];
    let mut at = 0;
    while let Some(here) = seen.get(at).copied() {
        if here == top {
            return true;
        }
        at += 1;
        let unit = orgs.iter().find(|o| o.id == here);
        for above in unit
            .iter()
            .flat_map(|o| o.parent.iter().chain(&o.place_parent))
        {
            if !seen.contains(&above.as_str()) {
                seen.push(above);
            }
        }
    }
    false
}

/// The unit that a process names for a dossier of `desk`: by identifier, code or name; by level, the
/// one above the desk; by kind, the one that works at the same place as the desk.
#[must_use]
pub fn named_unit<'a>(orgs: &'a [Org], named: &str, desk: &str) -> Option<&'a Org> {
    let exact = |o: &&Org| o.id == named || o.code == named || o.name == named;
    let above = |o: &&Org| o.level == named && o.id != desk && is_under(orgs, desk, &o.id);
    let near = |o: &&Org| {
        let place = o.place_parent.as_ref().or(o.parent.as_ref());
        !o.kind.is_empty() && o.kind == named && place.is_some_and(|p| is_under(orgs, desk, p))
    };
    let find = |fits: &dyn Fn(&&Org) -> bool| orgs.iter().find(|o| fits(o));
    find(&exact)
        .or_else(|| find(&above))
        .or_else(|| find(&near))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn org(id: &str, level: &str, parent: Option<&str>, place: Option<&str>, kind: &str) -> Org {
        Org {
            id: id.to_owned(),
            name: format!("Đơn vị {id}"),
            level: level.to_owned(),
            parent: parent.map(str::to_owned),
            place_parent: place.map(str::to_owned),
            kind: kind.to_owned(),
            code: format!("H62.{}", id.len()),
            head_upper: String::new(),
            head_issuer: String::new(),
            number_suffix: String::new(),
            place: String::new(),
            address: String::new(),
            phone: String::new(),
            valid_from: NaiveDate::default(),
            valid_to: None,
        }
    }

    fn units() -> Vec<Org> {
        vec![
            org("tinh", "tinh", None, None, ""),
            org("so", "so", Some("tinh"), None, ""),
            org("huyen-1", "huyen", Some("tinh"), None, ""),
            org("huyen-2", "huyen", Some("tinh"), None, ""),
            org("xa-1", "xa", Some("huyen-1"), None, ""),
            org("xa-2", "xa", Some("huyen-2"), None, ""),
            org(
                "dat-1",
                "chi-nhanh",
                Some("so"),
                Some("huyen-1"),
                "Chi nhánh đất đai",
            ),
            org(
                "dat-2",
                "chi-nhanh",
                Some("so"),
                Some("huyen-2"),
                "Chi nhánh đất đai",
            ),
        ]
    }

    #[test]
    fn a_branch_stands_below_its_line_and_its_place() {
        let units = units();
        for (org, top, below) in [
            ("dat-1", "so", true),
            ("dat-1", "huyen-1", true),
            ("dat-1", "huyen-2", false),
            ("xa-1", "tinh", true),
            ("xa-1", "xa-1", true),
            ("tinh", "xa-1", false),
        ] {
            assert_eq!(is_under(&units, org, top), below, "{org} under {top}");
        }
    }

    #[test]
    fn a_process_names_units_by_level_and_kind() {
        let units = units();
        let named = |name, desk| named_unit(&units, name, desk).map(|o| o.id.as_str());
        assert_eq!(named("huyen", "xa-2"), Some("huyen-2"));
        assert_eq!(named("Chi nhánh đất đai", "xa-2"), Some("dat-2"));
        assert_eq!(named("Chi nhánh đất đai", "huyen-1"), Some("dat-1"));
        assert_eq!(named("Đơn vị so", "xa-1"), Some("so"));
        assert_eq!(named("Chi cục Thuế", "xa-1"), None);
    }

    #[test]
    fn a_ring_of_parents_ends() {
        let mut units = units();
        units[0].parent = Some("xa-1".to_owned());
        assert!(!is_under(&units, "xa-1", "nowhere"));
    }
}
