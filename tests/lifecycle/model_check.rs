//! The model check: nothing that can be reached is against the rules, and nothing is stuck.

use crate::reach::{World, explore_all};
use motcua::domain::lifecycle::Act;
use std::collections::BTreeSet;
use std::sync::OnceLock;

fn worlds() -> &'static [World] {
    static WORLDS: OnceLock<Vec<World>> = OnceLock::new();
    WORLDS.get_or_init(explore_all)
}

fn shown(faults: &[String]) -> String {
    faults
        .iter()
        .take(20)
        .cloned()
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn whatever_can_be_reached_obeys_the_rules() {
    let (mut states, mut edges) = (0, 0);
    let (mut arrows, mut refusals) = (BTreeSet::new(), BTreeSet::new());
    for world in worlds() {
        states += world.states;
        edges += world.edges.len();
        arrows.extend(world.arrows.iter().copied());
        refusals.extend(world.refusals.iter().copied());
    }
    println!(
        "{} worlds, {states} states, {edges} edges, {} arrows, refusals {refusals:?}",
        worlds().len(),
        arrows.len(),
    );
    let faults: Vec<String> = worlds().iter().flat_map(|w| w.faults.clone()).collect();
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        shown(&faults)
    );
    assert!(states > 1000, "only {states} states");
}

/// Giving up, taking back and the administrator's reset do not count as a way on.
#[test]
fn from_everywhere_an_end_is_reached_by_ordinary_acts() {
    let helped = [
        Act::Withdraw,
        Act::Terminate,
        Act::Delete,
        Act::CloseWithoutResult,
        Act::ExpireSupplement,
        Act::ResetFlow,
        Act::Undo,
        Act::Recall,
        Act::SendBack,
        Act::RejectDraft,
        Act::RefuseHandOver,
        Act::CorrectIntake,
        Act::Convert,
    ];
    let ordinary = |act: Act| !helped.contains(&act);
    let dead: Vec<String> = worlds()
        .iter()
        .flat_map(|w| w.dead_ends(ordinary))
        .collect();
    assert!(
        dead.is_empty(),
        "{} dead ends:\n{}",
        dead.len(),
        shown(&dead)
    );
}
