//! Fields of papers that an act gives: replaced appointment slips, requests, apologies, notices,
//! assignment notes.

use chrono::{NaiveDate, NaiveTime};

use super::Rules;
use super::open::act_label;
use super::paper_fields::push_papers;
use super::paper_occasion::{Occasion, standing_acts};
use crate::domain::decide::days;
use crate::domain::dossier::Dossier;
use crate::domain::event::Event;
use crate::domain::lifecycle::Act;
use crate::print::{FormData, date_words, hour_words, moment_words};
use crate::text::amount::figures;
use crate::worktime::{Half, Session, instant};

/// The appointment on the paper: the one in force then, and on a replaced slip the one before.
pub(super) fn appointment(data: &mut FormData, rules: &Rules, dossier: &Dossier, on: &Occasion) {
    let (before, after) = on.due;
    data.set("due_at", due_words(rules, after));
    if let Some(due) = after {
        let half = if due.half == Half::Am {
            "sáng"
        } else {
            "chiều"
        };
        data.set("due_session", half);
        let end = instant(rules.calendar.end_of(due));
        data.set("due_day", date_words(end));
        data.set("due_hour", hour_words(end));
    }
    let Some(event) = on.event.filter(|e| e.act != Act::Receive.id()) else {
        return;
    };
    let slips = &on.life.slips;
    let Some(slip) = slips.last().filter(|slip| slip.at == event.at) else {
        return;
    };
    let earlier = slips.len().checked_sub(2).and_then(|i| slips.get(i));
    let replaced = earlier.map_or(dossier.clock.received_at, |slip| slip.at);
    data.set("replaces_date", date_words(replaced));
    let moved = on.life.due_moves.last().filter(|m| m.at == event.at);
    let label = act_label(rules, &event.act);
    let reasons = [
        moved.map_or("", |m| m.reason.as_str()),
        slip.reason.as_str(),
        &label,
    ];
    let reason = reasons.into_iter().find(|r| !r.is_empty());
    data.set("replaces_reason", reason.unwrap_or_default());
    if before != after {
        data.set("old_due_at", due_words(rules, before));
    }
}

/// The end of a due session in the words of the forms.
pub(super) fn due_words(rules: &Rules, due: Option<Session>) -> String {
    due.map_or("Không quy định".to_owned(), |due| {
        moment_words(instant(rules.calendar.end_of(due)))
    })
}

/// What the act says: when, why, by whom, with which number and deadline.
pub(super) fn act(data: &mut FormData, rules: &Rules, dossier: &Dossier, on: &Occasion) {
    let Some(event) = on.event else {
        return;
    };
    let asked = on.life.supplement.as_ref();
    data.set("acted_at", moment_words(event.at));
    let label = act_label(rules, &event.act);
    let asked_for = asked.map_or("", |request| request.reason.as_str());
    let reasons = [event.note.as_str(), asked_for];
    // What is done without a reason of its own (an expired deadline) is its own reason.
    let reason = reasons.into_iter().find(|r| !r.is_empty());
    let assigned = event.act == Act::Assign.id();
    data.set(
        "reason",
        reason.unwrap_or(if assigned { "" } else { &label }),
    );
    if let Some(number) = &on.details.number {
        data.set("document_number", number.as_str());
    }
    let stopped = on.life.stopped.as_ref().and_then(|s| s.deadline);
    if let Some(day) = stopped.or(asked.and_then(|request| request.deadline)) {
        data.set("deadline", day_words(day));
    }
    if let Some(obligation) = &on.life.obligation {
        data.set("amount", figures(obligation.amount_dong));
    }
    signer(data, rules, event, &event.actor);
    assignment(data, rules, dossier, event);
}

fn day_words(day: NaiveDate) -> String {
    date_words(instant(day.and_time(NaiveTime::MIN)))
}

fn signer(data: &mut FormData, rules: &Rules, event: &Event, officer: &str) {
    agency(data, rules, &event.org);
    data.set("leader_name", rules.office.officer_name(officer));
    if let Some(officer) = rules.office.officer(officer) {
        data.set("leader_title", officer.title.to_uppercase());
    }
}

/// The agency whose paper it is.
pub(super) fn agency(data: &mut FormData, rules: &Rules, org: &str) {
    if let Some(org) = rules.office.org(org) {
        data.set("agency", &org.name);
        data.set("agency_upper", &org.head_upper);
    }
}

fn assignment(data: &mut FormData, rules: &Rules, dossier: &Dossier, event: &Event) {
    if event.act != Act::Assign.id() {
        return;
    }
    data.set("assignee", rules.office.officer_name(&event.to_officer));
    data.set("assigner", rules.office.officer_name(&event.actor));
    let step = dossier.process.steps.iter().find(|s| s.no == event.to_step);
    if let Some(step) = step {
        data.set("step_name", &step.name);
        if step.half_days > 0 {
            data.set("step_limit", days(step.half_days.into()));
        }
    }
}

/// The apology as it was signed: old and new appointment, signer, and the extensions before it.
pub(super) fn apology(data: &mut FormData, rules: &Rules, trail: &[Event], on: &Occasion) {
    let signed = |e: &&&Event| e.act == Act::SignApology.id();
    let apologies = &on.life.apologies;
    let Some(at) = apologies.iter().rposition(|a| a.signed_by.is_some()) else {
        return;
    };
    let apology = &apologies[at];
    data.set("due_at", due_words(rules, Some(apology.due)));
    data.set("new_due_at", due_words(rules, Some(apology.new)));
    data.set("reason", apology.reason.as_str());
    let acts = standing_acts(trail);
    let event = acts.iter().rev().find(signed).copied().or(on.event);
    if let (Some(event), Some(officer)) = (event, &apology.signed_by) {
        signer(data, rules, event, officer);
        data.set("issued_date", date_words(event.at));
    }
    for (i, earlier) in apologies[..at].iter().enumerate() {
        data.push_row(
            "extensions",
            [
                ("number", (i + 1).to_string()),
                ("old_due", due_words(rules, Some(earlier.due))),
                ("new_due", due_words(rules, Some(earlier.new))),
                ("reason", earlier.reason.to_string()),
            ],
        );
    }
}

/// The papers on a paper of `kind`: handed in, asked for, or given back.
pub(super) fn papers(data: &mut FormData, kind: &str, dossier: &Dossier, on: &Occasion) {
    let handed_in = dossier.content.papers.iter();
    match (kind, &on.life.supplement) {
        ("supplement", Some(asked)) => push_papers(data, asked.papers.iter()),
        ("supplement", None) => push_papers(data, on.details.papers.iter()),
        ("receipt", _) if on.is(Act::AcceptSupplement) => {
            push_papers(data, handed_in.chain(&on.life.supplied));
        }
        ("act", _) => push_papers(data, handed_in.chain(&on.life.supplied)),
        _ => push_papers(data, handed_in),
    }
}
