//! Changes of the catalogue with two persons: one proposes, another approves or refuses. What is
//! approved is in force from its day on; open dossiers keep the rules of their receipt.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::act::note;
use super::change_others::others;
use super::rules::date;
use super::write::{Key, Writing, once};
use super::{App, UseCaseError};
use crate::catalogue::{ChangeSet, FieldChange, Layer, NEWEST, Problem, ProcedureDifference};
use crate::domain::event::Change;
use crate::domain::org::Actor;
use crate::domain::role::{Permit, Right};
use crate::domain::two_persons;
use crate::records::catalogue_changes::{self, CatalogueChange, ChangeState, Decision};
use crate::store::Tx;

/// What a change makes different, as both persons see it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Difference {
    /// Procedure by procedure.
    pub procedures: Vec<Affected>,
    /// Calendars, policies, code schemes, papers, receipt rules, the life cycle.
    pub others: Vec<FieldChange>,
}

/// A procedure that changes, and who is still on their way under its old rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Affected {
    /// What changes.
    #[serde(flatten)]
    pub difference: ProcedureDifference,
    /// Open dossiers; they are not converted.
    pub open: i64,
}

/// What one person learns after proposing or deciding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// Number of the change.
    pub id: i64,
    /// Where it stands now.
    pub state: String,
    /// First day in force here.
    pub effective_from: Option<NaiveDate>,
}

/// What the second person does with a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It comes into force on its day.
    Approve,
    /// It does not.
    Refuse,
    /// Its author takes it back.
    Withdraw,
}

impl Verdict {
    /// Identifier on the wire.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        match id {
            "approve" => Some(Self::Approve),
            "refuse" => Some(Self::Refuse),
            "withdraw" => Some(Self::Withdraw),
            _ => None,
        }
    }

    fn act(self) -> &'static str {
        match self {
            Self::Approve => "approve_catalogue",
            Self::Refuse => "refuse_catalogue",
            Self::Withdraw => "withdraw_catalogue",
        }
    }

    fn state(self) -> ChangeState {
        match self {
            Self::Approve => ChangeState::Approved,
            Self::Refuse => ChangeState::Refused,
            Self::Withdraw => ChangeState::Withdrawn,
        }
    }

    fn right(self) -> Right {
        match self {
            Self::Approve | Self::Refuse => Right::ApproveCatalogue,
            Self::Withdraw => Right::Catalogue,
        }
    }
}

/// Proposes `set`: checks it, computes the difference and keeps both.
///
/// # Errors
/// Not allowed; no reason; problems of the files; nothing differs; the store.
pub async fn propose(
    app: &App,
    actor: &Actor,
    key: &str,
    set: ChangeSet,
    reason: &str,
) -> Result<Decided, UseCaseError> {
    let permit = Permit::ask(actor, Right::Catalogue)?;
    let digest = set.digest();
    let key = Key::of(
        key,
        &["propose_catalogue", actor.officer(), &digest, reason],
    )?;
    let reason = asked_reason(reason)?;
    let difference = difference(app, &set).await?;
    if difference.procedures.is_empty() && difference.others.is_empty() {
        return Err(UseCaseError::NothingChanges);
    }
    let body = serde_json::to_string(&set).unwrap_or_default();
    let shown = serde_json::to_string(&difference).unwrap_or_default();
    once(app, key, move |tx, writing| {
        let change = CatalogueChange {
            id: writing.next_seq(),
            digest: digest.clone(),
            author: permit.actor().officer().to_owned(),
            at: writing.at,
            reason: reason.clone(),
            valid_from: set.valid_from,
            state: ChangeState::Proposed,
            decided_by: None,
            decided_at: None,
            decided_reason: None,
            effective_from: None,
            difference: shown.clone(),
            body: body.clone(),
        };
        catalogue_changes::insert(tx, &change)?;
        trace(tx, writing, &permit, "propose_catalogue", &change, &reason)?;
        Ok(Decided {
            id: change.id,
            state: ChangeState::Proposed.id().to_owned(),
            effective_from: None,
        })
    })
    .await
}

/// Decides the proposal `id`.
///
/// # Errors
/// Not allowed; no such proposal; the same person; decided before; a refusal without a reason; the
/// catalogue is no longer the one the difference was shown for; the store.
pub async fn decide(
    app: &App,
    actor: &Actor,
    key: &str,
    id: i64,
    verdict: Verdict,
    reason: &str,
) -> Result<Decided, UseCaseError> {
    let permit = Permit::ask(actor, verdict.right())?;
    let number = id.to_string();
    let key = Key::of(key, &[verdict.act(), actor.officer(), &number, reason])?;
    let reason = match verdict {
        Verdict::Refuse => asked_reason(reason)?,
        Verdict::Approve | Verdict::Withdraw => note(reason)?.as_str().to_owned(),
    };
    if verdict == Verdict::Approve {
        still_the_same(app, &one(app, actor, id).await?).await?;
    }
    once(app, key, move |tx, writing| {
        let change = catalogue_changes::one(tx, id)?.ok_or(UseCaseError::NoChange(id))?;
        second_person(&change, permit.actor(), verdict)?;
        let day = change.valid_from.max(date(writing.at));
        let in_force = (verdict == Verdict::Approve).then_some((writing.next_seq(), day));
        let decision = Decision {
            state: verdict.state(),
            by: permit.actor().officer().to_owned(),
            at: writing.at,
            reason: reason.clone(),
            in_force,
        };
        if !catalogue_changes::decide(tx, id, &decision)? {
            return Err(UseCaseError::ChangeDecided(id));
        }
        trace(tx, writing, &permit, verdict.act(), &change, &reason)?;
        Ok(Decided {
            id,
            state: verdict.state().id().to_owned(),
            effective_from: in_force.map(|(_, day)| day),
        })
    })
    .await
}

/// Maker, checker and approver are different persons (roles page, §2).
fn second_person(
    change: &CatalogueChange,
    actor: &Actor,
    verdict: Verdict,
) -> Result<(), UseCaseError> {
    let own = change.author == actor.officer();
    match verdict {
        _ if change.state != ChangeState::Proposed => Err(UseCaseError::ChangeDecided(change.id)),
        Verdict::Approve | Verdict::Refuse => {
            Ok(two_persons::second_person(&change.author, actor)?)
        }
        Verdict::Withdraw if !own => Err(UseCaseError::NotYourChange),
        _ => Ok(()),
    }
}

/// The newest changes, without their files.
///
/// # Errors
/// Not allowed; the store.
pub async fn newest(app: &App, actor: &Actor) -> Result<Vec<CatalogueChange>, UseCaseError> {
    may_look(actor)?;
    let read = app.store.read(|tx| catalogue_changes::newest(tx, 100));
    read.await.map_err(Into::into)
}

/// One change.
///
/// # Errors
/// Not allowed; no such change; the store.
pub async fn one(app: &App, actor: &Actor, id: i64) -> Result<CatalogueChange, UseCaseError> {
    may_look(actor)?;
    let found = app
        .store
        .read(move |tx| catalogue_changes::one(tx, id))
        .await?;
    found.ok_or(UseCaseError::NoChange(id))
}

/// The difference as it was kept with `change`.
#[must_use]
pub fn kept_difference(change: &CatalogueChange) -> Difference {
    serde_json::from_str(&change.difference).unwrap_or_default()
}

fn may_look(actor: &Actor) -> Result<(), UseCaseError> {
    match Permit::ask(actor, Right::Catalogue) {
        Ok(_) => Ok(()),
        Err(_) => Ok(Permit::ask(actor, Right::ApproveCatalogue).map(drop)?),
    }
}

fn asked_reason(text: &str) -> Result<String, UseCaseError> {
    let reason = note(text)?.as_str().to_owned();
    if reason.is_empty() {
        return Err(UseCaseError::ReasonMissing);
    }
    Ok(reason)
}

/// Checks `set` over the rules in force and says what it makes different.
///
/// # Errors
/// Problems of the files; the store.
pub async fn difference(app: &App, set: &ChangeSet) -> Result<Difference, UseCaseError> {
    let layer = Layer {
        from: Some(set.valid_from),
        edition: NEWEST,
    };
    let new = app.rules.with_change(0, set, layer, true);
    let new = new.map_err(UseCaseError::ChangeFaulty)?;
    let mut problems = too_late(set);
    if !problems.is_empty() {
        return Err(UseCaseError::ChangeFaulty(std::mem::take(&mut problems)));
    }
    let open = app.store.read(catalogue_changes::open_dossiers).await?;
    let count = |code: &str| {
        open.iter()
            .find(|(own, _)| own == code)
            .map_or(0, |(_, n)| *n)
    };
    let procedures = app.rules.catalogue.difference(&new.catalogue, set);
    Ok(Difference {
        procedures: procedures
            .into_iter()
            .map(|difference| Affected {
                open: count(&difference.code),
                difference,
            })
            .collect(),
        others: others(&app.rules, &new),
    })
}

/// A row that begins after the change would leave a gap in which the procedure has no rules.
fn too_late(set: &ChangeSet) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (name, text) in set.below("catalogue") {
        let head: Vec<&str> = text.lines().next().unwrap_or("").split('\t').collect();
        let Some(column) = head.iter().position(|cell| *cell == "valid_from") else {
            continue;
        };
        for (at, row) in text.lines().enumerate().skip(1) {
            let day = row
                .split('\t')
                .nth(column)
                .and_then(|cell| cell.parse::<NaiveDate>().ok());
            if day.is_some_and(|day| day > set.valid_from) {
                let what = "dòng có hiệu lực sau ngày của thay đổi nên thủ tục bị bỏ trống ở giữa";
                let mend = "để trống valid_from, hoặc tách dòng này thành một thay đổi riêng";
                problems.push(Problem::at(
                    &format!("catalogue/{name}"),
                    at + 1,
                    what,
                    mend,
                ));
            }
        }
    }
    problems
}

/// Nobody approves what nobody saw: the difference must be the one that was shown.
async fn still_the_same(app: &App, change: &CatalogueChange) -> Result<(), UseCaseError> {
    if change.state != ChangeState::Proposed {
        return Err(UseCaseError::ChangeDecided(change.id));
    }
    let set: ChangeSet = serde_json::from_str(&change.body)
        .map_err(|error| UseCaseError::ChangeUnfit(error.to_string()))?;
    let without_counts = |mut difference: Difference| {
        difference.procedures.iter_mut().for_each(|p| p.open = 0);
        difference
    };
    let now = without_counts(difference(app, &set).await?);
    if now == without_counts(kept_difference(change)) {
        Ok(())
    } else {
        Err(UseCaseError::ChangeOutdated(change.id))
    }
}

/// Every act on a change stands in the trail with the digest of what it was about.
fn trace(
    tx: &mut dyn Tx,
    writing: &mut Writing,
    permit: &Permit,
    act: &str,
    change: &CatalogueChange,
    reason: &str,
) -> Result<(), UseCaseError> {
    let mut event = writing.event(permit, act, None);
    reason.clone_into(&mut event.note);
    event.change = Change::of(&json!({
        "catalogue_change": change.id,
        "digest": change.digest,
        "difference": super::verify::changes::digest(&change.difference),
        "valid_from": change.valid_from,
    }));
    writing.append(tx, &event)?;
    Ok(())
}
