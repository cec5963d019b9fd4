//! Lives led by chance: whatever officers do at whatever time, every half-day is charged once, to whom it
//! belongs. `SEED=…` replays a run, `LIVES=…` sets how many.

use crate::chance::{Random, times};
use crate::judge::{Ledger, Told, sound};
use crate::model::{
    Standing, actors, clock, commands, dossier, facts, follow, later, moment, rules, shapes,
    try_act,
};
use motcua::domain::decide::{Moment, Outcome, Refusal};
use motcua::domain::dossier::Dossier;
use motcua::domain::lifecycle::{Act, ClockIs, State};
use motcua::domain::process::Process;
use motcua::text::HumanText;
use motcua::worktime::{Limit, Policy, Stop, SupplementPolicy, local, resume};
use std::collections::BTreeMap;

/// Most acts of one life.
const LONGEST: u64 = 60;

/// What all lives together went through.
#[derive(Default)]
struct Sum {
    acts: BTreeMap<Act, u64>,
    ended: BTreeMap<State, u64>,
    refused: u64,
}

#[test]
fn lives_are_charged_exactly() {
    let seed = Random::new().seed();
    let lives = times("LIVES", 2_000);
    let shapes = shapes();
    let mut sum = Sum::default();
    for life in 0..lives {
        let mut chance = Random::of(seed, life);
        if let Err(why) = lead(&mut chance, &shapes, &mut sum) {
            panic!("SEED={seed}, life {life}: {why}");
        }
    }
    let acts: u64 = sum.acts.values().sum();
    println!("{lives} lives, {acts} acts, {} refusals", sum.refused);
    println!("acts {:?}\nends {:?}", sum.acts, sum.ended);
    let led = [
        State::ResultReturned,
        State::Withdrawn,
        State::Terminated,
        State::ReturnedUnresolved,
        State::Deleted,
    ];
    assert!(
        led.iter().all(|end| sum.ended.contains_key(end)),
        "{:?}",
        sum.ended
    );
    let met = [
        Act::Undo,
        Act::Recall,
        Act::AcceptSupplement,
        Act::Resume,
        Act::RefuseHandOver,
        Act::CorrectDue,
    ];
    assert!(
        met.iter().all(|act| sum.acts.contains_key(act)),
        "{:?}",
        sum.acts
    );
}

fn lead(chance: &mut Random, shapes: &[Process], sum: &mut Sum) -> Result<(), String> {
    let mut now = begin(chance);
    let mut standing = born(chance, shapes, now);
    let mut ledger = Ledger::new(now.session);
    let mut way = Vec::new();
    for _ in 0..LONGEST {
        if standing.dossier.state.is_final() {
            break;
        }
        now = later(now, pause(chance));
        let Some((act, outcome, by)) = attempt(chance, &standing, now, sum) else {
            continue;
        };
        way.push(format!("{} {}", local(now.at), act.id()));
        let (before, after) = (&standing.dossier, &outcome.dossier);
        let told = Told {
            act,
            session: now.session,
            charged: outcome.charged_halfdays,
            payer: outcome.charged_to.clone(),
            late: outcome.late_halfdays,
        };
        let judged = ledger
            .add(&rules().calendar, before, after, &told)
            .and_then(|()| sound(after))
            .and_then(|()| runs_again(before, after, now))
            .and_then(|()| brought_back(&standing, after, act));
        judged.map_err(|why| {
            format!(
                "{} {}: {why}\n{}",
                before.process.id,
                act.id(),
                way.join("\n")
            )
        })?;
        *sum.acts.entry(act).or_default() += 1;
        standing = follow(&standing, &outcome, act, &by, now.at);
    }
    *sum.ended.entry(standing.dossier.state).or_default() += 1;
    Ok(())
}

/// Some minute of 2025 or 2026.
fn begin(chance: &mut Random) -> Moment {
    let minutes = chance.below(650 * 24 * 60);
    later(moment("2025-01-02T07:00:00"), minutes as i64 * 60_000)
}

/// Seconds, minutes, hours or days, so that sessions begin and end in between.
fn pause(chance: &mut Random) -> i64 {
    let (unit, most) =
        [(1_000, 40), (60_000, 90), (3_600_000, 9), (86_400_000, 6)][chance.below(4) as usize];
    unit * chance.below(most) as i64
}

fn born(chance: &mut Random, shapes: &[Process], now: Moment) -> Standing {
    let process = shapes[chance.below(shapes.len() as u64) as usize].clone();
    let limits = [
        "½d", "1d", "3d", "5d", "10d", "20d", "in-day", "none", "3h", "15cd", "1m",
    ];
    let limit: Limit = limits[chance.below(limits.len() as u64) as usize]
        .parse()
        .unwrap();
    let mut dossier = dossier(process, limit, State::Received);
    dossier.clock = clock(limit, now);
    dossier.position.since = now.session;
    let policy = &mut dossier.rules.policy;
    if chance.below(2) == 0 {
        policy.supplement = SupplementPolicy::Pause;
    }
    policy.supplement_max = chance.below(4) as u32;
    policy.supplement_within = [0, 6, 40][chance.below(3) as usize];
    policy.supplement_days = chance.below(3) as u32 * 5;
    policy.reappoint_max = chance.below(3) as u32;
    Standing {
        dossier,
        previous: None,
    }
}

/// Somebody does something that the table allows from here, if anybody can.
fn attempt(
    chance: &mut Random,
    standing: &Standing,
    now: Moment,
    sum: &mut Sum,
) -> Option<(Act, Outcome, String)> {
    let dossier = &standing.dossier;
    let rows: Vec<Act> = rules()
        .lifecycle
        .from(dossier.state)
        .map(|row| row.act)
        .collect();
    let act = rows[chance.below(rows.len() as u64) as usize];
    // What only ends it would make lives short.
    let ends = matches!(
        act,
        Act::Withdraw | Act::Terminate | Act::CloseWithoutResult | Act::SolveAtOnce
    );
    if matches!(act, Act::CorrectIntake | Act::Convert) || (ends && chance.below(8) > 0) {
        return None;
    }
    let mut options = commands(act, dossier, now);
    let mut command = options.swap_remove(chance.below(options.len() as u64) as usize);
    if chance.below(10) == 0 {
        command.note = HumanText::default();
    }
    let facts = facts(standing, now);
    let first = chance.below(actors().len() as u64) as usize;
    for actor in actors().iter().cycle().skip(first).take(actors().len()) {
        match try_act(dossier, &command, actor, now, &facts) {
            Some(Ok(outcome)) => return Some((act, outcome, actor.officer().to_owned())),
            Some(Err(refusal)) => {
                sum.refused += 1;
                assert!(!matches!(refusal, Refusal::Calendar(_)), "{refusal}");
            }
            None => {}
        }
    }
    None
}

/// After a stop the due session is the one that the half-day clock says.
fn runs_again(before: &Dossier, after: &Dossier, now: Moment) -> Result<(), String> {
    let Some(stopped) = before
        .life
        .stopped
        .as_ref()
        .filter(|_| after.state.clock_runs())
    else {
        return Ok(());
    };
    if after.life.stopped.is_some() {
        return Err("chạy lại mà vẫn ghi là dừng".to_owned());
    }
    // Undone: the stop never was.
    if after.life.applicant_half_days == before.life.applicant_half_days
        && after.clock.due == before.clock.due
    {
        return Ok(());
    }
    let policy = Policy {
        supplement: before.rules.policy.supplement,
        ..rules().office.policy.clone()
    };
    let stop = Stop {
        kind: stopped.kind,
        asked: local(stopped.asked_at),
        resumed: local(now.at),
    };
    let clock = &before.clock;
    let resumed = resume(&rules().calendar, clock.due, clock.limit, stop, &policy)
        .map_err(|e| e.to_string())?;
    if resumed.due != after.clock.due {
        return Err(format!(
            "hẹn trả {:?}, đồng hồ tính {:?}",
            after.clock.due, resumed.due
        ));
    }
    let charged = after.life.applicant_half_days - before.life.applicant_half_days;
    if charged != i64::from(resumed.applicant_half_days) {
        return Err(format!(
            "người nộp {charged}, đồng hồ tính {}",
            resumed.applicant_half_days
        ));
    }
    Ok(())
}

/// Undoing and recalling bring everything back but the version and the time that went by.
fn brought_back(standing: &Standing, after: &Dossier, act: Act) -> Result<(), String> {
    let Some(previous) = standing
        .previous
        .as_ref()
        .filter(|_| matches!(act, Act::Undo | Act::Recall))
    else {
        return Ok(());
    };
    let mut expected = previous.dossier.clone();
    expected.version = after.version;
    if expected.state.clock() == ClockIs::Running {
        expected.position.since = after.position.since;
        expected.position.step_due = after.position.step_due;
        expected.clock.apology_by = after.clock.apology_by;
        expected.life.step_used = after.life.step_used;
    }
    if expected == *after {
        Ok(())
    } else {
        Err("không về đúng như trước".to_owned())
    }
}
