//! What an actor may see: a dossier is read through a [`Reader`], and there is no other way to one.
//!
//! Unit, field and steps held (roles page §2): o = own unit, f = own field, s = steps held, all =
//! province. What lies outside does not exist for the reader.

use super::dossier::Dossier;
use super::lifecycle::{ClockIs, State};
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
    /// The portal speaks for citizens, whose dossiers it sent, until the desk has taken them in.
    only_waiting: bool,
    /// What was deleted exists for those who approve deletions or read the trail.
    deleted: bool,
    details: bool,
}

impl Reader {
    /// What `actor` may open by its code, in the role taken.
    ///
    /// # Errors
    /// [`Denied`] when the role reads nothing.
    pub fn of(actor: &Actor) -> Result<Self, Denied> {
        Self::searching(actor).or_else(|denied| match actor.rights().has(Right::Portal) {
            true => Ok(Self {
                only_waiting: true,
                units: None,
                details: true,
                ..Self::whole(actor)
            }),
            false => Err(denied),
        })
    }

    /// What `actor` may find and list, in the role taken.
    ///
    /// # Errors
    /// [`Denied`] when the role searches nothing.
    pub fn searching(actor: &Actor) -> Result<Self, Denied> {
        let rights = actor.rights();
        if rights.has(Right::SearchAll) {
            return Ok(Self {
                units: None,
                ..Self::whole(actor)
            });
        }
        if rights.has(Right::Search) {
            return Ok(Self::whole(actor));
        }
        Err(Denied {
            right: Right::Search,
        })
    }

    fn whole(actor: &Actor) -> Self {
        Self {
            officer: actor.officer().to_owned(),
            units: Some(actor.units().map(str::to_owned).collect()),
            fields: actor.fields().to_vec(),
            only_waiting: false,
            deleted: [Right::ApproveDeletion, Right::Audit]
                .iter()
                .any(|right| actor.rights().has(*right)),
            details: actor.rights().has(Right::Papers),
        }
    }

    /// Whether `dossier` exists for this reader.
    #[must_use]
    pub fn covers(&self, dossier: &Dossier) -> bool {
        if self.only_waiting && dossier.state.clock() != ClockIs::NotStarted {
            return false;
        }
        if dossier.state == State::Deleted && !self.deleted {
            return false;
        }
        let held = dossier.position.holder.as_deref() == Some(self.officer.as_str());
        let in_unit = self
            .units
            .as_ref()
            .is_none_or(|units| units.iter().any(|org| dossier.took_part(org)));
        let in_field = self.fields.is_empty() || self.fields.contains(&dossier.content.field);
        in_unit && (in_field || held)
    }

    /// Whether people's details, papers and answers may be read too.
    #[must_use]
    pub fn sees_details(&self) -> bool {
        self.details
    }

    /// Whether deleted dossiers are found too.
    #[must_use]
    pub fn sees_deleted(&self) -> bool {
        self.deleted
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
