//! What people come for: common procedures of each desk with weights, and now and then any other.

use std::collections::HashMap;
use std::sync::Arc;

use super::chance::{Chance, Urn};
use super::life;
use crate::domain::dossier::Content;
use crate::domain::intake::{Party, Request};
use crate::domain::org::{Actor, Org};
use crate::domain::procedure::{Procedure, ProcedureCode};
use crate::domain::process::Process;
use crate::usecases::Rules;
use crate::usecases::receive::{complete, prepare, usual_fees};
use crate::usecases::rules::date;
use crate::worktime::Limit;

const MIX: &str = include_str!("../../../assets/demo/mix.tsv");

/// Of a thousand dossiers so many are of procedures that are not in the mix.
const RARE: u64 = 50;

/// Preparing each of a thousand procedures would take longer than a small filling.
const RARE_STEP: usize = 8;

/// Share of the dossiers by level of the desk.
const DESKS: [(&str, u64); 3] = [("xa", 50), ("huyen", 30), ("tinh", 20)];

/// Limit taken where the catalogue has none.
const USUAL_LIMIT: &str = "5d";

/// One procedure as a desk receives it: everything but the people.
#[derive(Debug)]
pub(super) struct Offer {
    pub procedure: Arc<Procedure>,
    pub limit: Limit,
    pub process: Process,
    pub content: Content,
}

/// One desk and what people bring to it.
#[derive(Debug)]
pub(super) struct Desk {
    pub org: Org,
    pub clerk: Actor,
    common: Urn<Arc<Offer>>,
    rare: Urn<Arc<Offer>>,
}

impl Desk {
    /// What the next person brings.
    pub fn offer(&self, chance: &mut Chance) -> Option<Arc<Offer>> {
        let urn = if chance.in_thousand(RARE) && !self.rare.is_empty() {
            &self.rare
        } else {
            &self.common
        };
        urn.draw(chance).cloned()
    }
}

/// Officers of the office by unit and role: the first who holds it.
#[derive(Debug, Default)]
pub(super) struct Staff(HashMap<(String, String), Actor>);

impl Staff {
    pub fn of(rules: &Rules) -> Self {
        let mut staff = HashMap::new();
        for officer in &rules.office.officers {
            for (index, grant) in officer.grants.iter().enumerate() {
                if let Some(actor) = Actor::of(officer, index, &rules.roles, "demo") {
                    let key = (grant.org.clone(), grant.role.to_string());
                    staff.entry(key).or_insert(actor);
                }
            }
        }
        Self(staff)
    }

    pub fn holder(&self, org: &str, role: &str) -> Option<&Actor> {
        self.0.get(&(org.to_owned(), role.to_owned()))
    }
}

/// The desks of the office in proportion, each with its procedures in force at `now`.
pub(super) fn desks(rules: &Rules, staff: &Staff, now: i64) -> Urn<Arc<Desk>> {
    let open = |(level, weight): (&str, u64)| {
        let org = rules.office.orgs.iter().find(|org| org.level == level)?;
        let clerk = staff.holder(&org.id, "desk_officer")?.clone();
        let desk = Desk {
            common: Urn::of(common(rules, staff, &clerk, level, now)),
            rare: Urn::of(rare(rules, staff, &clerk, level, now)),
            org: org.clone(),
            clerk,
        };
        (!desk.common.is_empty()).then(|| (Arc::new(desk), weight))
    };
    Urn::of(DESKS.into_iter().filter_map(open))
}

fn common(
    rules: &Rules,
    staff: &Staff,
    clerk: &Actor,
    level: &str,
    now: i64,
) -> Vec<(Arc<Offer>, u64)> {
    let rows = MIX
        .lines()
        .skip(1)
        .map(|line| line.split('\t').collect::<Vec<_>>());
    rows.filter(|cells| cells.first() == Some(&level) && cells.len() > 2)
        .filter_map(|cells| {
            Some((
                offer(rules, staff, clerk, cells[1], now)?,
                cells[2].parse().ok()?,
            ))
        })
        .collect()
}

/// One in [`RARE_STEP`] of all procedures of that level whose limit is known.
fn rare(
    rules: &Rules,
    staff: &Staff,
    clerk: &Actor,
    level: &str,
    now: i64,
) -> Vec<(Arc<Offer>, u64)> {
    let of_level = |e: &&crate::catalogue::ProcedureEntry| {
        e.limit != Limit::NoDue && e.levels.iter().any(|l| l.code() == level)
    };
    let entries = rules
        .catalogue
        .index()
        .iter()
        .filter(of_level)
        .step_by(RARE_STEP);
    entries
        .filter_map(|e| Some((offer(rules, staff, clerk, e.code.as_str(), now)?, 1)))
        .collect()
}

/// The procedure as received by `clerk`; none when the office has no officer for one of its steps.
pub(super) fn offer(
    rules: &Rules,
    staff: &Staff,
    clerk: &Actor,
    code: &str,
    now: i64,
) -> Option<Arc<Offer>> {
    let code = ProcedureCode::parse(code)?;
    let procedure = rules.catalogue.procedure(&code, date(now))?;
    let needs_limit = procedure.case("").is_some_and(|case| case.needs_limit());
    let request = Request {
        procedure: code.as_str().to_owned(),
        limit: needs_limit.then(|| USUAL_LIMIT.to_owned()),
        owner: Party {
            name: "Nguyễn Văn A".to_owned(),
            ..Party::default()
        },
        usual_papers: true,
        sets: 1,
        fees: usual_fees(&procedure, ""),
        channel: "direct".to_owned(),
        ..Request::default()
    };
    let prepared = prepare(rules, &complete(rules, request, now), now, clerk.org(), &[]).ok()?;
    let offer = Offer {
        procedure: prepared.procedure,
        limit: prepared.checked.limit,
        process: prepared.process,
        content: prepared.checked.content,
    };
    life::can_end(rules, staff, clerk, &offer, now).then(|| Arc::new(offer))
}
