//! The office (cơ quan): units, officers, calendars and policy of one installation, from one file.

use std::path::Path;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::domain::account::SignInPolicy;
use crate::domain::attachment::AttachmentLimits;
use crate::domain::org::{Officer, Org, OrgId};
use crate::domain::process::Gate;
use crate::domain::role::{RoleBook, RoleId};
use crate::worktime::Policy;

/// One installation's own facts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// Identifier; a database belongs to one office.
    pub id: String,
    /// Whether one key is enough to sign in. Never true for a real office.
    #[serde(default)]
    pub demo: bool,
    /// The unit whose desk this is, when nobody is signed in.
    pub desk: String,
    /// Calendars in joining order: shipped names, or files of the office.
    pub calendars: Vec<String>,
    /// Whether unconfirmed rows of the calendars are in force.
    #[serde(default = "yes")]
    pub unconfirmed_days: bool,
    /// Places where a result can be collected, the usual one first.
    pub collect_places: Vec<String>,
    /// Where people look up rules.
    #[serde(default)]
    pub website: String,
    /// Set of forms this office stays with; the one in force when none is named.
    #[serde(default)]
    pub form_set: Option<String>,
    /// Counting policy.
    #[serde(default)]
    pub policy: Policy,
    /// Who says which officer gets a dossier, for processes that do not say it themselves.
    #[serde(default)]
    pub gate: Gate,
    /// Signing in: tries, sessions, the age of passwords.
    #[serde(default)]
    pub sign_in: SignInPolicy,
    /// How much may be attached to a dossier.
    #[serde(default)]
    pub attachments: AttachmentLimits,
    /// Units.
    #[serde(rename = "org")]
    pub orgs: Vec<Org>,
    /// Officers.
    #[serde(rename = "officer")]
    pub officers: Vec<Officer>,
}

fn yes() -> bool {
    true
}

/// Something wrong with an office file, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what} – {mend}")]
pub struct OfficeProblem {
    /// File as named.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub mend: String,
}

impl Office {
    /// The demonstration office.
    pub const DEMO: &'static str = include_str!("../../assets/demo/office.toml");

    /// Reads an office file and checks that everything it names is there.
    ///
    /// # Errors
    /// Every problem with file, line and mend.
    pub fn parse(file: &str, text: &str, roles: &RoleBook) -> Result<Self, Vec<OfficeProblem>> {
        let office: Self = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            vec![OfficeProblem {
                file: file.to_owned(),
                line: line_of(text, at),
                what: error.message().to_owned(),
                mend: "sửa dòng này theo mẫu trong README".to_owned(),
            }]
        })?;
        let problems = office.problems(file, text, roles);
        if problems.is_empty() {
            Ok(office)
        } else {
            Err(problems)
        }
    }

    /// Reads an office file from disk.
    ///
    /// # Errors
    /// As [`Office::parse`], or the file cannot be read.
    pub fn load(path: &Path, roles: &RoleBook) -> Result<Self, Vec<OfficeProblem>> {
        let file = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| {
            vec![OfficeProblem {
                file: file.clone(),
                line: 1,
                what: error.to_string(),
                mend: "kiểm tra đường dẫn và quyền đọc của tệp".to_owned(),
            }]
        })?;
        Self::parse(&file, &text, roles)
    }

    fn problems(&self, file: &str, text: &str, roles: &RoleBook) -> Vec<OfficeProblem> {
        let mut found = Vec::new();
        let mut report = |needle: &str, what: String, mend: &str| {
            let at = text.find(&format!("\"{needle}\"")).unwrap_or(0);
            let (file, mend) = (file.to_owned(), mend.to_owned());
            found.push(OfficeProblem {
                file,
                line: line_of(text, at),
                what,
                mend,
            });
        };
        let known = |org: &str| self.orgs.iter().any(|o| o.id == org);
        if !known(&self.desk) {
            report(
                &self.desk,
                format!("desk “{}” không có trong [[org]]", self.desk),
                "thêm [[org]] hoặc sửa desk",
            );
        }
        for what in self.sign_in.problems() {
            report(
                "sign_in",
                format!("[sign_in]: {what}"),
                "sửa số trong [sign_in]",
            );
        }
        for org in &self.orgs {
            if org.parent.as_deref().is_some_and(|parent| !known(parent)) {
                report(
                    &org.id,
                    format!("cấp trên của “{}” không có", org.id),
                    "sửa parent",
                );
            }
            let place = org.place_parent.as_deref();
            if place.is_some_and(|place| !known(place) || place == org.id) {
                report(
                    &org.id,
                    format!("đơn vị giám sát tại chỗ của “{}” không có", org.id),
                    "sửa place_parent",
                );
            }
            if !is_org_code(&org.code) {
                report(
                    &org.code,
                    format!("mã định danh “{}” sai mẫu", org.code),
                    "viết như H62.12.3 hoặc 000.00.12.H62",
                );
            }
        }
        for officer in &self.officers {
            for grant in &officer.grants {
                if !known(&grant.org) {
                    report(
                        &officer.id,
                        format!("đơn vị “{}” không có trong [[org]]", grant.org),
                        "thêm [[org]] hoặc sửa grants",
                    );
                }
                if !roles.role.contains_key(&grant.role) {
                    report(
                        &officer.id,
                        format!("không có vai trò “{}”", grant.role),
                        "chọn vai trò trong roles.toml",
                    );
                }
            }
        }
        found
    }

    /// The unit of that identifier.
    #[must_use]
    pub fn org(&self, id: &str) -> Option<&Org> {
        self.orgs.iter().find(|org| org.id == id)
    }

    /// The units in whose reports `org` counts: the one above it in line and the one that supervises
    /// it at its place, each once (CV 286/VP-HCC1: land registration branches count in both). A total
    /// of the province counts `org` itself, so it is never counted twice there.
    #[must_use]
    pub fn report_parents(&self, org: &str) -> Vec<&str> {
        let Some(unit) = self.org(org) else {
            return Vec::new();
        };
        let line = unit.parent.as_deref();
        let place = unit
            .place_parent
            .as_deref()
            .filter(|place| Some(*place) != line);
        line.into_iter().chain(place).collect()
    }

    /// Every unit under `id` in line or by place, at whatever depth.
    #[must_use]
    pub fn below(&self, id: &str) -> Vec<OrgId> {
        let mut found: Vec<OrgId> = Vec::new();
        let mut above = vec![id.to_owned()];
        while let Some(parent) = above.pop() {
            let under = |o: &&Org| {
                let above = [&o.parent, &o.place_parent];
                above.into_iter().flatten().any(|id| *id == parent)
            };
            let children = self.orgs.iter().filter(under);
            for child in children {
                // A file whose units go round in a circle ends here.
                if child.id != id && !found.contains(&child.id) {
                    found.push(child.id.clone());
                    above.push(child.id.clone());
                }
            }
        }
        found
    }

    /// The officer of that login name.
    #[must_use]
    pub fn officer(&self, id: &str) -> Option<&Officer> {
        self.officers.iter().find(|officer| officer.id == id)
    }

    /// Roles that `officer` holds in `org`.
    #[must_use]
    pub fn roles_in(&self, officer: &str, org: &str) -> Vec<RoleId> {
        let officer = self.officer(officer);
        let grants = officer.iter().flat_map(|o| &o.grants);
        grants
            .filter(|g| g.org == org)
            .map(|g| g.role.clone())
            .collect()
    }

    /// Name of an officer; the login name for one who has left the file.
    #[must_use]
    pub fn officer_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.officer(id).map_or(id, |officer| &officer.name)
    }

    /// The officer signed in when none is named: the first desk officer of the desk.
    #[must_use]
    pub fn first_clerk(&self) -> Option<&Officer> {
        let clerk = |o: &&Officer| {
            o.grants
                .first()
                .is_some_and(|g| g.role.as_str() == "desk_officer" && g.org == self.desk)
        };
        self.officers.iter().find(clerk)
    }

    /// Whether `org` is in force on `date`.
    #[must_use]
    pub fn in_force(org: &Org, date: NaiveDate) -> bool {
        org.valid_from <= date && org.valid_to.is_none_or(|to| date <= to)
    }
}

/// Both generations of organisation codes (QĐ 20/2020/QĐ-TTg and the one before).
fn is_org_code(code: &str) -> bool {
    let parts: Vec<&str> = code.split('.').collect();
    let letter = |part: &str| {
        part.len() == 3
            && part.starts_with(|c: char| c.is_ascii_uppercase())
            && part[1..].bytes().all(|b| b.is_ascii_digit())
    };
    let top_down = letter(parts[0])
        && parts.len() <= 4
        && parts[1..]
            .iter()
            .all(|p| (1..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()));
    let bottom_up = parts.len() == 4 && letter(parts[3]);
    top_down || bottom_up
}

fn line_of(text: &str, at: usize) -> usize {
    text.get(..at)
        .map_or(1, |before| before.matches('\n').count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles() -> RoleBook {
        toml::from_str(include_str!("../../assets/roles/roles.toml")).unwrap()
    }

    #[test]
    fn the_demonstration_office_is_sound() {
        let office = Office::parse("office.toml", Office::DEMO, &roles()).unwrap();
        assert!(office.demo);
        assert_eq!(office.first_clerk().unwrap().name, "Nguyễn Thị Ví Dụ");
    }

    #[test]
    fn a_wrong_office_is_named_by_file_line_and_mend() {
        let broken = Office::DEMO.replace(
            "role = \"registry_clerk\", org = \"xa-minh-hoa\"",
            "role = \"king\", org = \"nowhere\"",
        );
        let problems = Office::parse("office.toml", &broken, &roles()).unwrap_err();
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(problems[0].line > 1 && problems[0].to_string().contains("nowhere"));
        assert!(
            Office::parse("f", "id = 1", &roles()).unwrap_err()[0]
                .to_string()
                .starts_with("f:1: ")
        );
    }

    #[test]
    fn a_branch_counts_in_the_reports_of_both_and_once_in_the_total() {
        let office = Office::parse("office.toml", Office::DEMO, &roles()).unwrap();
        let both = ["so-moi-truong", "huyen-minh-hoa"];
        assert_eq!(office.report_parents("cn-dat-dai-minh-hoa"), both);
        assert_eq!(office.report_parents("xa-minh-hoa"), ["huyen-minh-hoa"]);
        assert_eq!(office.report_parents("tinh"), [""; 0]);
        assert_eq!(office.report_parents("khong-co"), [""; 0]);
        // One dossier each: the branch is in two reports, and the whole is still the number of units.
        let total = office.orgs.len();
        let below = |top: &str| {
            let units = office.orgs.iter().map(|o| o.id.as_str());
            units
                .filter(|org| office.report_parents(org).contains(&top))
                .count()
        };
        assert_eq!((below("so-moi-truong"), below("huyen-minh-hoa")), (1, 2));
        assert_eq!(total, 5);
    }

    #[test]
    fn a_place_that_is_nobody_is_named() {
        let broken = Office::DEMO.replace(
            "place_parent = \"huyen-minh-hoa\"",
            "place_parent = \"huyen-khac\"",
        );
        let problems = Office::parse("office.toml", &broken, &roles()).unwrap_err();
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert_eq!(problems[0].mend, "sửa place_parent");
    }
}
