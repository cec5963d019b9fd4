//! The written expectation of rights: `tests/data/rights-of-acts.tsv`, read with rules of its own. Nothing here
//! asks the code under test.

#![allow(dead_code)]

use std::collections::BTreeSet;

const TABLE: &str = include_str!("../data/rights-of-acts.tsv");

/// One line.
#[derive(Debug)]
pub struct Line {
    pub act: &'static str,
    pub place: &'static str,
    pub states: BTreeSet<&'static str>,
    pub roles: BTreeSet<&'static str>,
}

/// Where somebody stands towards a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stands {
    /// In the unit whose desk received it.
    pub at_desk: bool,
    /// In the unit where it is.
    pub there: bool,
    /// In a unit that has or had a part in it.
    pub part: bool,
    /// The field is one's own.
    pub in_field: bool,
    /// One's role is that of the step.
    pub step_role: bool,
    /// Nobody, oneself (who also sent it and acted last) or somebody else holds it.
    pub held: Held,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    Nobody,
    Me,
    Other,
}

/// All lines.
pub fn lines() -> Vec<Line> {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
    let line = |row: &'static str| {
        let cells: Vec<&str> = row.split('\t').collect();
        assert_eq!(cells.len(), 4, "four columns: {row}");
        Line {
            act: cells[0],
            place: cells[1],
            states: cells[2].split_whitespace().collect(),
            roles: cells[3].split_whitespace().collect(),
        }
    };
    rows.map(line).collect()
}

/// The expectation.
pub struct Expected(Vec<Line>);

impl Expected {
    pub fn read() -> Self {
        Self(lines())
    }

    /// Roles of the line `read PLACE`.
    pub fn readers(&self, place: &str) -> &BTreeSet<&'static str> {
        let found = self.0.iter().find(|l| l.act == "read" && l.place == place);
        &found.unwrap().roles
    }

    /// Whether the dossier is there for `role`.
    pub fn sees(&self, role: &str, state: &str, at: Stands) -> bool {
        let waiting = ["registered_online", "awaiting_supplement_online"].contains(&state);
        let hidden = state == "deleted" && !self.readers("deleted").contains(role);
        let far = self.readers("all").contains(role)
            || (waiting && self.readers("waiting").contains(role));
        let near = at.part && self.readers("own").contains(role);
        (far || near) && (at.in_field || at.held == Held::Me) && !hidden
    }

    /// Whether `role` may begin `act`: right, state and place allow it.
    pub fn may(&self, role: &str, act: &str, state: &str, at: Stands) -> bool {
        let row = |l: &&Line| l.act == act && l.states.contains(state);
        let Some(line) = self.0.iter().find(row) else {
            return false;
        };
        let here = match line.place {
            "holder" => at.there && at.step_role && at.held != Held::Other,
            "desk" => at.at_desk,
            "agency" => at.at_desk || at.there,
            "sender" | "last_actor" => at.held == Held::Me,
            "anyone" => true,
            other => panic!("no place {other}"),
        };
        here && line.roles.contains(role) && self.sees(role, state, at)
    }
}
