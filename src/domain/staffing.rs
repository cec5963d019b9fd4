//! Who stands at the steps: defaults set by the district's IT administrator, deputies for who is
//! absent, and the duty roster (QĐ 07/2017/QĐ-UBND, CV 286/VP-HCC1). The newest entry in force wins,
//! so nothing is ever taken out.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::org::{OfficerId, OrgId};
use super::process::StepKind;
use super::role::RoleId;
use crate::worktime::{Half, Session};

/// The days on which an entry holds, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

impl Days {
    /// Whether `day` is one of them.
    #[must_use]
    pub fn hold(self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }
}

/// The usual officer of a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// Agency of the step.
    pub org: OrgId,
    /// National code of a procedure; empty for all.
    pub procedure: String,
    /// Field (lĩnh vực); empty for all.
    pub field: String,
    /// Role at the step.
    pub role: RoleId,
    /// Kind of step; none for every kind at which the role stands.
    pub kind: Option<StepKind>,
    /// Officer; empty takes an earlier entry back: the group.
    pub officer: OfficerId,
    /// When.
    pub days: Days,
}

/// Somebody acts for an absent officer (người làm thay).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deputy {
    /// Who is absent.
    pub officer: OfficerId,
    /// Who acts; empty: the officer is back.
    pub deputy: OfficerId,
    /// In which agency.
    pub org: OrgId,
    /// When.
    pub days: Days,
    /// Why.
    pub reason: String,
}

/// A turn of duty (lịch trực).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    /// Agency.
    pub org: OrgId,
    /// Role on duty.
    pub role: RoleId,
    /// When.
    pub days: Days,
    /// Morning or afternoon; none for both.
    pub half: Option<Half>,
    /// Officer; empty takes an earlier turn back.
    pub officer: OfficerId,
}

/// A step of one procedure in one agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// Agency.
    pub org: &'a str,
    /// National code of the procedure.
    pub procedure: &'a str,
    /// Field of the procedure.
    pub field: &'a str,
    /// Role of the step.
    pub role: &'a RoleId,
    /// Kind of the step.
    pub kind: StepKind,
}

/// Everything said about who stands where, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Staffing {
    /// Defaults.
    pub assignments: Vec<Assignment>,
    /// Deputies.
    pub deputies: Vec<Deputy>,
    /// Turns of duty.
    pub duties: Vec<Duty>,
}

impl Staffing {
    /// Who gets a dossier that comes to `place` in `session`: the officer set for the procedure, for
    /// the field, for the role, or who is on duty; the deputy while that one is absent. None: the group.
    #[must_use]
    pub fn usual(&self, place: Place<'_>, session: Session) -> Option<&str> {
        let named = self.assigned(place, session.date);
        let officer = named.or_else(|| self.on_duty(place, session))?;
        self.present(officer, place.org, session.date)
    }

    fn assigned(&self, place: Place<'_>, day: NaiveDate) -> Option<&str> {
        let fits =
            |a: &&Assignment| a.org == place.org && a.role == *place.role && a.days.hold(day);
        let kinds = [Some(place.kind), None];
        let scopes = [(place.procedure, ""), ("", place.field), ("", "")];
        let mut tiers = scopes
            .iter()
            .flat_map(|scope| kinds.map(|kind| (*scope, kind)));
        tiers.find_map(|((procedure, field), kind)| {
            let entries = self.assignments.iter().rev().filter(fits);
            let mut own =
                entries.filter(|a| a.procedure == procedure && a.field == field && a.kind == kind);
            own.next()
                .map(|a| a.officer.as_str())
                .filter(|o| !o.is_empty())
        })
    }

    fn on_duty(&self, place: Place<'_>, session: Session) -> Option<&str> {
        let fits = |d: &&Duty| {
            let half = d.half.is_none_or(|half| half == session.half);
            d.org == place.org && d.role == *place.role && half && d.days.hold(session.date)
        };
        let newest = self.duties.iter().rev().find(fits)?;
        Some(newest.officer.as_str()).filter(|o| !o.is_empty())
    }

    /// `officer`, or who acts for an absent one; none when the deputies only name each other.
    #[must_use]
    pub fn present<'a>(&'a self, officer: &'a str, org: &str, day: NaiveDate) -> Option<&'a str> {
        let mut asked = vec![officer];
        loop {
            let here = asked.last().copied()?;
            match self.deputy_of(here, org, day) {
                None => return Some(here),
                Some(next) if asked.contains(&next) => return None,
                Some(next) => asked.push(next),
            }
        }
    }

    /// Who acts for `officer` in `org`, when that one is absent.
    #[must_use]
    pub fn deputy_of(&self, officer: &str, org: &str, day: NaiveDate) -> Option<&str> {
        let fits = |d: &&Deputy| d.officer == officer && d.org == org && d.days.hold(day);
        let newest = self.deputies.iter().rev().find(fits)?;
        Some(newest.deputy.as_str()).filter(|d| !d.is_empty())
    }

    /// Absent officers and agencies for whom `deputy` acts on `day`, directly or by a chain.
    #[must_use]
    pub fn stands_in_for(&self, deputy: &str, day: NaiveDate) -> Vec<(&str, &str)> {
        let mut found: Vec<(&str, &str)> = Vec::new();
        for entry in &self.deputies {
            let pair = (entry.officer.as_str(), entry.org.as_str());
            let acts = entry.officer != deputy
                && self.deputy_of(&entry.officer, &entry.org, day).is_some()
                && self.present(&entry.officer, &entry.org, day) == Some(deputy);
            if acts && !found.contains(&pair) {
                found.push(pair);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MONDAY: &str = "2025-08-04";

    fn days(from: &str, to: &str) -> Days {
        Days {
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
        }
    }

    fn week() -> Days {
        days(MONDAY, "2025-08-08")
    }

    fn set(procedure: &str, field: &str, kind: Option<StepKind>, officer: &str) -> Assignment {
        Assignment {
            org: "xa".to_owned(),
            procedure: procedure.to_owned(),
            field: field.to_owned(),
            role: "specialist".into(),
            kind,
            officer: officer.to_owned(),
            days: week(),
        }
    }

    fn deputy(officer: &str, deputy: &str) -> Deputy {
        Deputy {
            officer: officer.to_owned(),
            deputy: deputy.to_owned(),
            org: "xa".to_owned(),
            days: week(),
            reason: "nghỉ phép".to_owned(),
        }
    }

    fn who<'a>(staffing: &'a Staffing, session: &str) -> Option<&'a str> {
        let place = Place {
            org: "xa",
            procedure: "1.001193",
            field: "Hộ tịch",
            role: &"specialist".into(),
            kind: StepKind::Examine,
        };
        staffing.usual(place, session.parse().unwrap())
    }

    #[test]
    fn the_narrowest_default_wins_and_the_newest_of_a_kind() {
        let mut staffing = Staffing::default();
        assert_eq!(who(&staffing, "2025-08-04 AM"), None);
        for (entry, expected) in [
            (set("", "", None, "vai-tro"), "vai-tro"),
            (
                set("", "", Some(StepKind::Examine), "loai-buoc"),
                "loai-buoc",
            ),
            (set("", "Hộ tịch", None, "linh-vuc"), "linh-vuc"),
            (set("1.001193", "", None, "thu-tuc"), "thu-tuc"),
            (set("1.001193", "", None, "moi-nhat"), "moi-nhat"),
            (set("2.000635", "", None, "thu-tuc-khac"), "moi-nhat"),
            (set("", "Đất đai", None, "linh-vuc-khac"), "moi-nhat"),
            (set("1.001193", "", None, ""), "linh-vuc"),
        ] {
            staffing.assignments.push(entry);
            assert_eq!(who(&staffing, "2025-08-04 AM"), Some(expected));
        }
        assert_eq!(who(&staffing, "2025-08-11 AM"), None, "the days are over");
    }

    #[test]
    fn the_roster_counts_only_where_nobody_is_set() {
        let turn = |half, officer: &str| Duty {
            org: "xa".to_owned(),
            role: "specialist".into(),
            days: week(),
            half,
            officer: officer.to_owned(),
        };
        let mut staffing = Staffing {
            duties: vec![turn(None, "ca-ngay"), turn(Some(Half::Pm), "chieu")],
            ..Staffing::default()
        };
        assert_eq!(who(&staffing, "2025-08-04 AM"), Some("ca-ngay"));
        assert_eq!(who(&staffing, "2025-08-04 PM"), Some("chieu"));
        staffing.assignments.push(set("", "", None, "co-dinh"));
        assert_eq!(who(&staffing, "2025-08-04 PM"), Some("co-dinh"));
    }

    #[test]
    fn a_deputy_takes_the_place_of_who_is_absent() {
        let mut staffing = Staffing {
            assignments: vec![set("", "", None, "an")],
            deputies: vec![deputy("an", "binh")],
            ..Staffing::default()
        };
        let monday = MONDAY.parse().unwrap();
        assert_eq!(who(&staffing, "2025-08-04 AM"), Some("binh"));
        assert_eq!(staffing.stands_in_for("binh", monday), [("an", "xa")]);
        staffing.deputies.push(deputy("binh", "chi"));
        assert_eq!(who(&staffing, "2025-08-04 AM"), Some("chi"));
        let both = [("an", "xa"), ("binh", "xa")];
        assert_eq!(staffing.stands_in_for("chi", monday), both);
        assert!(staffing.stands_in_for("binh", monday).is_empty());
        staffing.deputies.push(deputy("chi", "an"));
        assert_eq!(
            who(&staffing, "2025-08-04 AM"),
            None,
            "nobody is there: the group"
        );
        staffing.deputies.push(deputy("an", ""));
        assert_eq!(who(&staffing, "2025-08-04 AM"), Some("an"), "back at work");
    }
}
