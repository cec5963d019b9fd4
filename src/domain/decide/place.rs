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
        By::Holder => return holder(row, dossier, actor),
        By::Desk => actor.org() == dossier.desk,
        By::Agency => actor.org() == position.org || actor.org() == dossier.desk,
        By::Sender => return sender(row, dossier, actor),
        By::LastActor => match &facts.previous {
            Some(previous) if previous.by == actor.officer() => true,
            _ => return Err(Refusal::TooLateToUndo),
        },
        By::Anyone => true,
    };
    if here { Ok(()) } else { Err(elsewhere()) }
}

fn sender(row: &Transition, dossier: &Dossier, actor: &Actor) -> Result<(), Refusal> {
    if dossier.position.sender == actor.officer() {
        return Ok(());
    }
    Err(match row.act {
        Act::Recall => Refusal::TooLateToRecall,
        _ => Refusal::HeldByOther {
            who: dossier.position.sender.clone(),
        },
    })
}

/// Only the group at whose step the dossier is may act, and only its holder once somebody took it.
fn holder(row: &Transition, dossier: &Dossier, actor: &Actor) -> Result<(), Refusal> {
    let position = &dossier.position;
    if !actor.holds(&position.org, position.role.as_str()) {
        return Err(Refusal::HeldByOther {
            who: position.role.to_string(),
        });
    }
    if let Some(holder) = &position.holder
        && holder != actor.officer()
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
