//! Everything that can happen, step by step: breadth first over dossiers with their times left out.

#![allow(dead_code)]

use crate::judge;
use crate::model::{
    Standing, actors, commands, dossier, facts, follow, later, rules, shapes, start, try_act,
};
use motcua::domain::decide::{Command, Moment};
use motcua::domain::dossier::Dossier;
use motcua::domain::lifecycle::{Act, State};
use motcua::domain::process::Process;
use motcua::worktime::Limit;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

/// Acts of the way through the process, always tried.
const WAY: &[Act] = &[
    Act::Forward,
    Act::Take,
    Act::SubmitForApproval,
    Act::Approve,
    Act::RejectDraft,
    Act::Sign,
    Act::Issue,
    Act::HandOver,
    Act::RefuseHandOver,
    Act::SendBack,
    Act::Assign,
    Act::ReturnResult,
];

/// What is tried beside the way, one theme at a time: together they would only multiply.
const THEMES: &[&[Act]] = &[
    &[Act::Recall, Act::Undo, Act::SolveAtOnce],
    &[
        Act::Transfer,
        Act::ResetFlow,
        Act::ConsignResult,
        Act::Withdraw,
        Act::Terminate,
        Act::CloseWithoutResult,
    ],
    &[
        Act::DraftSupplement,
        Act::RequestSupplement,
        Act::AcceptSupplement,
        Act::ExpireSupplement,
        Act::Withdraw,
        Act::Terminate,
    ],
    &[
        Act::RequestPayment,
        Act::ConfirmPayment,
        Act::Suspend,
        Act::Resume,
        Act::Withdraw,
        Act::Terminate,
    ],
    &[
        Act::ProposeDue,
        Act::CorrectDue,
        Act::CorrectIntake,
        Act::Convert,
        Act::Suspend,
        Act::Resume,
    ],
    &[Act::DraftApology, Act::SignApology, Act::DeliverApology],
    &[
        Act::ProposeDeletion,
        Act::Delete,
        Act::Transfer,
        Act::Recall,
        Act::Undo,
        Act::CorrectIntake,
    ],
    &[
        Act::AskOnlineSupplement,
        Act::ResubmitOnline,
        Act::Receive,
        Act::Refuse,
    ],
];

/// A dossier without its times and counters, and with what undoing it would bring back.
fn key(standing: &Standing) -> String {
    let d = &standing.dossier;
    let previous = standing
        .previous
        .as_ref()
        .map(|p| (p.act, p.by.clone(), place(&p.dossier)));
    format!("{} {previous:?}", place(d))
}

fn place(d: &Dossier) -> String {
    let (p, l) = (&d.position, &d.life);
    let apology = l
        .apologies
        .last()
        .map(|a| (a.signed_by.is_some(), a.delivered.is_some()));
    format!(
        "{} {} {} {:?} {} {} {:?} {:?} {:?} {} {:?} {apology:?} {:?} {:?} {}",
        d.state,
        p.step,
        p.org,
        p.holder,
        p.sender,
        l.awaits_assignment,
        l.hand_over.as_ref().map(|h| (h.from_step, h.by.clone())),
        l.stopped.as_ref().map(|s| (s.kind, s.back, s.deadline)),
        l.supplement.as_ref().map(|s| s.deadline),
        l.supplements.min(2),
        l.obligation.as_ref().map(|o| o.paid_by.is_some()),
        l.due_proposal.as_ref().map(|p| p.by.clone()),
        l.deletion.as_ref().map(|p| p.by.clone()),
        d.process.id,
    )
}

/// What the exploration of one process under one theme found.
pub struct World {
    pub process: String,
    pub states: usize,
    /// From, to, act.
    pub edges: Vec<(usize, usize, Act)>,
    /// Act, state before, state after, of every edge.
    pub arrows: BTreeSet<(Act, State, State)>,
    /// What must hold and did not, with the way there.
    pub faults: Vec<String>,
    /// Codes of refusals met.
    pub refusals: BTreeSet<&'static str>,
    finals: BTreeSet<usize>,
    names: Vec<String>,
    came: Vec<Option<(usize, Act)>>,
}

/// Every world: each shape of process under each theme.
pub fn explore_all() -> Vec<World> {
    let mut worlds = Vec::new();
    for process in shapes() {
        for (theme, extra) in THEMES.iter().enumerate() {
            let online = theme == THEMES.len() - 1;
            let limit = Limit::HalfDays(20);
            let state = if online {
                State::RegisteredOnline
            } else {
                State::Received
            };
            worlds.push(explore(&process, limit, state, extra));
        }
    }
    worlds
}

fn explore(process: &Process, limit: Limit, state: State, extra: &[Act]) -> World {
    let first = Standing {
        dossier: dossier(process.clone(), limit, state),
        previous: None,
    };
    let mut world = World {
        process: process.id.clone(),
        states: 0,
        edges: Vec::new(),
        arrows: BTreeSet::new(),
        faults: Vec::new(),
        refusals: BTreeSet::new(),
        finals: BTreeSet::new(),
        names: Vec::new(),
        came: Vec::new(),
    };
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut queue = VecDeque::new();
    let remembers = extra.contains(&Act::Undo);
    let acts: Vec<Act> = WAY.iter().chain(extra).copied().collect();
    world.reach(&mut known, &mut queue, first, None);
    while let Some((from, standing)) = queue.pop_front() {
        for &act in &acts {
            for mut next in world.tries(from, &standing, act) {
                if !remembers {
                    next.previous = None;
                }
                let to = world.reach(&mut known, &mut queue, next, Some((from, act)));
                world.edges.push((from, to, act));
            }
        }
    }
    world.states = world.names.len();
    world
}

impl World {
    fn reach(
        &mut self,
        known: &mut HashMap<String, usize>,
        queue: &mut VecDeque<(usize, Standing)>,
        standing: Standing,
        came: Option<(usize, Act)>,
    ) -> usize {
        let key = key(&standing);
        if let Some(found) = known.get(&key) {
            return *found;
        }
        let number = self.names.len();
        known.insert(key, number);
        self.names.push(place(&standing.dossier));
        self.came.push(came);
        if standing.dossier.state.is_final() {
            self.finals.insert(number);
        }
        queue.push_back((number, standing));
        number
    }

    /// Everybody tries `act` in every way.
    fn tries(&mut self, from: usize, standing: &Standing, act: Act) -> Vec<Standing> {
        let mut reached = Vec::new();
        if rules()
            .lifecycle
            .row(act, Some(standing.dossier.state))
            .is_none()
        {
            return reached;
        }
        for now in moments(standing, act) {
            let facts = facts(standing, now);
            for command in commands(act, &standing.dossier, now) {
                for actor in actors() {
                    match try_act(&standing.dossier, &command, actor, now, &facts) {
                        Some(Ok(outcome)) => {
                            let after = &outcome.dossier;
                            self.arrows
                                .insert((act, standing.dossier.state, after.state));
                            if let Err(why) = holds(&standing.dossier, after, &command) {
                                let way = self.way(from);
                                self.faults.push(format!(
                                    "{} {way} → {}: {why}",
                                    self.process,
                                    act.id()
                                ));
                            }
                            reached.push(follow(standing, &outcome, act, actor.officer(), now.at));
                        }
                        Some(Err(refusal)) => {
                            self.refusals.insert(refusal.code());
                        }
                        None => {}
                    }
                }
            }
        }
        reached
    }

    /// The acts that lead to a place, for messages.
    pub fn way(&self, mut at: usize) -> String {
        let mut acts = Vec::new();
        while let Some((from, act)) = self.came[at] {
            acts.push(act.id());
            at = from;
        }
        acts.reverse();
        acts.join(" → ")
    }

    /// Places from which no end is reached by `acts`, the first that was found of each state.
    pub fn dead_ends(&self, acts: impl Fn(Act) -> bool) -> Vec<String> {
        let mut into: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (from, to, _) in self.edges.iter().filter(|(_, _, act)| acts(*act)) {
            into.entry(*to).or_default().push(*from);
        }
        let mut alive = self.finals.clone();
        let mut queue: Vec<usize> = alive.iter().copied().collect();
        while let Some(at) = queue.pop() {
            for from in into.get(&at).into_iter().flatten() {
                if alive.insert(*from) {
                    queue.push(*from);
                }
            }
        }
        let dead = (0..self.states).filter(|at| !alive.contains(at));
        dead.map(|at| format!("{}: {} [{}]", self.process, self.names[at], self.way(at)))
            .collect()
    }
}

/// Moments at which it is tried: at once, and where time matters, days later.
fn moments(standing: &Standing, act: Act) -> Vec<Moment> {
    let last = standing.previous.as_ref().map_or(start().at, |p| p.at);
    let last = last.max(
        standing
            .dossier
            .life
            .stopped
            .as_ref()
            .map_or(0, |s| s.asked_at),
    );
    let last = Moment {
        at: last,
        ..start()
    };
    let days = match act {
        Act::Undo
        | Act::Recall
        | Act::RefuseHandOver
        | Act::ExpireSupplement
        | Act::AcceptSupplement => &[0, 3][..],
        _ => &[0][..],
    };
    days.iter()
        .map(|d| later(last, 10_000 + d * 86_400_000))
        .collect()
}

/// What must hold of every act.
fn holds(before: &Dossier, after: &Dossier, command: &Command) -> Result<(), String> {
    judge::sound(after)?;
    let row = rules()
        .lifecycle
        .row(command.act, Some(before.state))
        .ok_or("no row")?;
    if !row.to.iter().any(|to| to == after.state.id()) {
        return Err(format!("to {} is not in the table", after.state));
    }
    if after.version != before.version + 1 {
        return Err(format!(
            "version {} after {}",
            after.version, before.version
        ));
    }
    if before.state.is_final() && command.act != Act::Undo {
        return Err("a final state was left".to_owned());
    }
    Ok(())
}
