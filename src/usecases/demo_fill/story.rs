//! The story: arrivals and acts of all dossiers in the order of time.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};
use std::sync::Arc;

use chrono::Datelike;

use super::batch::Batch;
use super::chance::{Chance, Urn};
use super::hours::Stretch;
use super::life;
use super::mix::{Desk, Offer, Staff, desks};
use super::people::People;
use super::{Filled, Order};
use crate::domain::dossier::{Content, Dossier};
use crate::domain::intake::Party;
use crate::domain::lifecycle::Act;
use crate::domain::person::Person;
use crate::domain::role::{Permit, Right};
use crate::records::dossiers::Texts;
use crate::records::trail::Head;
use crate::text::HumanText;
use crate::usecases::receive::Intake;
use crate::usecases::rules::date;
use crate::usecases::write::Writing;
use crate::usecases::{Rules, UseCaseError};

/// Dossiers received in one transaction.
const STRETCH: usize = 500;

/// Of a thousand dossiers so many are handed in by somebody else than the owner.
const SUBMITTED: u64 = 150;

/// A dossier on its way, and the act planned for it.
struct Open {
    dossier: Dossier,
    immediate: bool,
    act: Act,
    /// Version at the end of the stretch written last; 0 when received in this one.
    written: i64,
}

/// The story so far.
pub(super) struct Story<'a> {
    rules: &'a Rules,
    order: Order,
    until: i64,
    stretch: Stretch,
    people: People,
    staff: Staff,
    desks: Urn<Arc<Desk>>,
    chance: Chance,
    told: u64,
    seq: i64,
    at: i64,
    returned: usize,
    open: HashMap<i64, Open>,
    /// Planned acts by moment; the number of the dossier decides between equals.
    plan: BinaryHeap<Reverse<(i64, i64)>>,
    counters: HashMap<String, i64>,
    /// Dossiers that this stretch made or moved, with the version written before.
    touched: BTreeMap<i64, i64>,
    done: HashMap<i64, Dossier>,
    batch: Batch,
}

impl<'a> Story<'a> {
    pub fn new(rules: &'a Rules, order: Order, until: i64) -> Result<Self, UseCaseError> {
        let first = rules.schemes.scheme.iter().map(|s| s.valid_from).min();
        let first = first.ok_or(UseCaseError::NoScheme)?;
        let staff = Staff::of(rules);
        let desks = desks(rules, &staff, until);
        Ok(Self {
            stretch: Stretch::before(&rules.calendar, until, first, order.dossiers)?,
            people: People::new(),
            chance: Chance::new(order.seed),
            rules,
            order,
            until,
            staff,
            desks,
            told: 0,
            seq: 0,
            at: 0,
            returned: 0,
            open: HashMap::new(),
            plan: BinaryHeap::new(),
            counters: HashMap::new(),
            touched: BTreeMap::new(),
            done: HashMap::new(),
            batch: Batch::default(),
        })
    }

    pub fn filled(&self) -> Filled {
        Filled {
            dossiers: self.told as usize,
            returned: self.returned,
            open: self.told as usize - self.returned,
            events: self.seq,
        }
    }

    /// The next stretch and the number of the event before it; none when the story is told.
    pub fn next_stretch(&mut self) -> Option<(Batch, i64)> {
        let before = self.seq;
        let mut received = 0;
        while received < STRETCH {
            let coming = self.coming();
            let planned = self
                .plan
                .peek()
                .map(|Reverse((at, _))| *at)
                .filter(|at| *at <= self.until);
            match (coming, planned) {
                (Some(coming), Some(planned)) if planned < coming => self.act(),
                (Some(coming), _) => {
                    self.receive(coming);
                    received += 1;
                }
                (None, Some(_)) => self.act(),
                (None, None) => break,
            }
            if self.batch.events.len() > 16 * STRETCH {
                break;
            }
        }
        (self.seq > before).then(|| (self.close(), before))
    }

    /// When the next person comes.
    fn coming(&self) -> Option<i64> {
        let all = self.order.dossiers as u64;
        let at = (self.told < all)
            .then(|| self.stretch.arrival(&self.rules.calendar, self.told, all))?;
        Some(at?.max(self.at).min(self.until))
    }

    fn receive(&mut self, at: i64) {
        self.told += 1;
        self.at = at;
        let Some((dossier, offer, permit)) = self.make(at) else {
            return;
        };
        let intake = Intake {
            rules: self.rules,
            permit: &permit,
            desk: permit.actor().org(),
            procedure: &offer.procedure,
            limit: offer.limit,
        };
        let writing = self.writing(at);
        let Ok(texts) = Texts::of(&dossier.content, &dossier.process) else {
            return;
        };
        self.batch
            .events
            .push(intake.event(&writing, &dossier, &texts));
        self.batch.texts.insert(dossier.id, texts);
        self.seq += 1;
        let key = (
            dossier.desk.clone(),
            offer.procedure.code.national().to_owned(),
        );
        *self.batch.uses.entry(key).or_insert(0) += 1;
        self.touched.insert(dossier.id, 0);
        self.plan_next(dossier, offer.procedure.immediate, 0, at);
    }

    fn make(&mut self, at: i64) -> Option<(Dossier, Arc<Offer>, Permit)> {
        let desk = self.desks.draw(&mut self.chance)?.clone();
        let offer = desk.offer(&mut self.chance)?;
        let permit = Permit::ask(&desk.clerk, Right::Receive).ok()?;
        let (code, scheme) = self.number(&desk, at)?;
        let content = self.content(&offer, at);
        let intake = Intake {
            rules: self.rules,
            permit: &permit,
            desk: permit.actor().org(),
            procedure: &offer.procedure,
            limit: offer.limit,
        };
        let clock = intake.clock(at).ok()?;
        let writing = self.writing(at);
        let dossier = intake.dossier(
            &writing,
            code,
            scheme,
            content,
            offer.process.clone(),
            clock,
        );
        Some((dossier, offer, permit))
    }

    fn number(&mut self, desk: &Desk, at: i64) -> Option<(String, String)> {
        let today = date(at);
        let scheme = self.rules.schemes.on(today)?;
        let scope = scheme.counter_of(&desk.org.code, today);
        let last = self.counters.entry(scope.clone()).or_insert(0);
        *last += 1;
        self.batch.numbers.insert(scope, *last);
        Some((scheme.code(&desk.org.code, today, *last), scheme.id.clone()))
    }

    fn content(&mut self, offer: &Offer, at: i64) -> Content {
        let year = date(at).year();
        let owner = person(self.people.citizen(&mut self.chance, year));
        let other = self.chance.in_thousand(SUBMITTED);
        let submitter = other.then(|| person(self.people.citizen(&mut self.chance, year)));
        let pin = (0..18)
            .map(|_| char::from(b'0' + self.chance.below(10) as u8))
            .collect();
        Content {
            owner,
            submitter,
            lookup_pin: pin,
            ..offer.content.clone()
        }
    }

    fn act(&mut self) {
        let Some(Reverse((at, id))) = self.plan.pop() else {
            return;
        };
        let Some(open) = self.open.remove(&id) else {
            return;
        };
        self.at = self.at.max(at);
        let told = life::step(
            self.rules,
            &self.staff,
            &mut self.chance,
            &open.dossier,
            open.act,
            self.at,
            self.seq,
        );
        // An act that the rules refuse leaves the dossier where it is, as an officer would.
        let Some((outcome, event)) = told else {
            self.done.insert(id, open.dossier);
            return;
        };
        self.seq += 1;
        self.batch.events.push(event);
        self.touched.entry(id).or_insert(open.written);
        let at = self.at;
        self.plan_next(outcome.dossier, open.immediate, open.written, at);
    }

    fn plan_next(&mut self, dossier: Dossier, immediate: bool, written: i64, at: i64) {
        let id = dossier.id;
        let act = life::next_act(&dossier, immediate);
        let next = act.and_then(|act| {
            let at = life::moment_of_next(self.rules, &mut self.chance, &dossier, act, at)?;
            Some((act, at))
        });
        let Some((act, moment)) = next else {
            self.returned += usize::from(dossier.state.is_final());
            self.done.insert(id, dossier);
            return;
        };
        self.plan.push(Reverse((moment, id)));
        self.open.insert(
            id,
            Open {
                dossier,
                immediate,
                act,
                written,
            },
        );
    }

    fn writing(&self, at: i64) -> Writing {
        Writing {
            at,
            head: Head {
                seq: self.seq,
                at,
                hash: String::new(),
            },
        }
    }

    /// Takes the rows as they stand now.
    fn close(&mut self) -> Batch {
        let mut batch = std::mem::take(&mut self.batch);
        for (id, written) in std::mem::take(&mut self.touched) {
            let row = match self.done.remove(&id) {
                Some(dossier) => dossier,
                None => match self.open.get_mut(&id) {
                    Some(open) => {
                        open.written = open.dossier.version;
                        open.dossier.clone()
                    }
                    None => continue,
                },
            };
            match written {
                0 => batch.new.push(row),
                seen => batch.moved.push((seen, row)),
            }
        }
        self.done.clear();
        batch
    }
}

fn person(made: Party) -> Person {
    let line = |text: &str| HumanText::line(text, 300).unwrap_or_default();
    Person {
        name: line(&made.name),
        kind: made.kind,
        identity: line(&made.identity),
        birth: line(&made.birth),
        phone: line(&made.phone),
        email: line(&made.email),
        address: line(&made.address),
    }
}
