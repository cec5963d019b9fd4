//! What an actor may see: a dossier is read through a [`Reader`], and there is no other way to one.
//!
//! Unit, field and steps held (roles page §2): o = own unit, f = own field, s = steps held, all =
//! province. What lies outside does not exist for the reader.

use super::dossier::Dossier;
use super::org::Actor;
use super::role::{Denied, Right};

/// Proof that somebody may look at dossiers, with how far.
///
/// [`Reader::of`] is the only way to make one, and `records` gives no dossier without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    officer: String,
    /// None for every unit.
    units: Option<Vec<String>>,
    /// Empty for every field.
    fields: Vec<String>,
    details: bool,
}

impl Reader {
    /// What `actor` may look at, in the role taken.
    ///
    /// # Errors
    /// [`Denied`] when the role reads nothing.
    pub fn of(actor: &Actor) -> Result<Self, Denied> {
        let rights = actor.rights();
        let all = rights.has(Right::SearchAll);
        if !all && !rights.has(Right::Search) {
            return Err(Denied {
                right: Right::Search,
            });
        }
        Ok(Self {
            officer: actor.officer().to_owned(),
            units: (!all).then(|| actor.units().map(str::to_owned).collect()),
            fields: actor.fields().to_vec(),
            details: rights.has(Right::Papers),
        })
    }

    /// Whether `dossier` exists for this reader.
    #[must_use]
    pub fn covers(&self, dossier: &Dossier) -> bool {
        let held = dossier.position.holder.as_deref() == Some(self.officer.as_str());
        let unit = |org: &String| *org == dossier.desk || *org == dossier.position.org;
        let in_unit = self
            .units
            .as_ref()
            .is_none_or(|units| units.iter().any(unit));
        let in_field = self.fields.is_empty() || self.fields.contains(&dossier.content.field);
        in_unit && (in_field || held)
    }

    /// Whether people's details, papers and answers may be read too.
    #[must_use]
    pub fn sees_details(&self) -> bool {
        self.details
    }

    /// The officer who reads.
    #[must_use]
    pub fn officer(&self) -> &str {
        &self.officer
    }

    /// Units looked at; none for every unit.
    #[must_use]
    pub fn units(&self) -> Option<&[String]> {
        self.units.as_deref()
    }

    /// Fields looked at; empty for every field.
    #[must_use]
    pub fn fields(&self) -> &[String] {
        &self.fields
    }
}
