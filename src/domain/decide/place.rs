//! Where the officer must stand to do an act.

use super::{Facts, Refusal};
use crate::domain::dossier::Dossier;
use crate::domain::lifecycle::{Act, By, Transition};
use crate::domain::org::Actor;

/// Checks the place that `row` demands.
pub(super) fn check(
    row: &Transition,
    dossier: &Dossier,
    actor: &Actor,
    facts: &Facts,
) -> Result<(), Refusal> {
    let position = &dossier.position;
    let elsewhere = || Refusal::HeldByOther {
        who: position.role.to_string(),
    };
    let here = match row.by {
        By::Holder => return holder(row, dossier, actor, facts),
        By::Desk => actor.org() == dossier.desk,
        By::Agency => actor.org() == position.org || actor.org() == dossier.desk,
        By::Sender => return sender(row, dossier, actor, facts),
        By::LastActor => match &facts.previous {
            Some(previous) if previous.by == actor.officer() => true,
            _ => return Err(Refusal::TooLateToUndo),
        },
        By::Anyone => true,
    };
    if here { Ok(()) } else { Err(elsewhere()) }
}

fn sender(
    row: &Transition,
    dossier: &Dossier,
    actor: &Actor,
    facts: &Facts,
) -> Result<(), Refusal> {
    let own = dossier.position.sender == actor.officer();
    if own || absent_sender(dossier, facts).is_some() {
        return Ok(());
    }
    Err(match row.act {
        Act::Recall => Refusal::TooLateToRecall,
        _ => Refusal::HeldByOther {
            who: dossier.position.sender.clone(),
        },
    })
}

/// The officer who passed `dossier` on, when that one is absent now and the actor acts for that one in
/// the unit that it left.
pub(super) fn absent_sender<'a>(dossier: &Dossier, facts: &'a Facts) -> Option<&'a str> {
    let given = dossier.life.hand_over.as_ref().map(|given| &given.from_org);
    let left = facts.previous.as_ref().map(|p| &p.dossier.position.org);
    let left = left.or(given)?;
    let sender = &dossier.position.sender;
    let mut absent = facts.stands_in.iter();
    let found = absent.find(|s| s.officer == *sender && s.org == *left);
    found.map(|s| s.officer.as_str())
}

/// The absent officer for whom `actor` acts at the step of `dossier`; none when acting as oneself.
pub(super) fn on_behalf<'a>(
    row: &Transition,
    dossier: &Dossier,
    actor: &Actor,
    facts: &'a Facts,
) -> Option<&'a str> {
    let position = &dossier.position;
    if row.by == By::Sender && position.sender != actor.officer() {
        return absent_sender(dossier, facts);
    }
    let own = position.holder.as_deref() == Some(actor.officer())
        || (position.holder.is_none() && actor.holds(&position.org, position.role.as_str()));
    if own || row.by != By::Holder {
        return None;
    }
    let mut absent = facts.stands_in.iter().filter(|s| s.org == position.org);
    let found = absent.find(|s| match &position.holder {
        Some(holder) => *holder == s.officer,
        None => s.roles.contains(&position.role),
    });
    found.map(|s| s.officer.as_str())
}

/// Only the group at whose step the dossier is may act, and only its holder once somebody took it;
/// the deputy of an absent officer stands in that one's place.
fn holder(
    row: &Transition,
    dossier: &Dossier,
    actor: &Actor,
    facts: &Facts,
) -> Result<(), Refusal> {
    let position = &dossier.position;
    let mut lent = facts.stands_in.iter().filter(|s| s.org == position.org);
    let in_group = actor.holds(&position.org, position.role.as_str())
        || lent.any(|s| s.roles.contains(&position.role));
    if !in_group {
        return Err(Refusal::HeldByOther {
            who: position.role.to_string(),
        });
    }
    if let Some(holder) = &position.holder
        && holder != actor.officer()
        && on_behalf(row, dossier, actor, facts).is_none()
    {
        return Err(Refusal::HeldByOther {
            who: holder.clone(),
        });
    }
    let receiving = matches!(row.act, Act::Take | Act::RefuseHandOver);
    if dossier.life.hand_over.is_some() && !receiving {
        return Err(Refusal::NotReceivedYet);
    }
    if dossier.life.awaits_assignment && row.act != Act::RefuseHandOver {
        return Err(Refusal::AwaitsAssignment);
    }
    Ok(())
}
