//! The way of a dossier on paper: the blocks of the control slip and the lines of its history.

use super::Rules;
use super::open::act_label;
use super::paper_occasion::{is_act, standing_acts};
use crate::domain::decide::{APPLICANT, days};
use crate::domain::dossier::Dossier;
use crate::domain::event::Event;
use crate::domain::lifecycle::Act;
use crate::print::{FormData, moment_words};

/// One block of the control slip for every hand-over: from step to step, or to another officer at the
/// same step.
pub(super) fn hand_overs(data: &mut FormData, rules: &Rules, dossier: &Dossier, trail: &[Event]) {
    let acts = standing_acts(trail);
    let mut used = 0;
    for (at, event) in acts.iter().enumerate() {
        let by_agency = event.charged_to != APPLICANT;
        used += if by_agency { event.charged_halfdays } else { 0 };
        if !moves(event) {
            continue;
        }
        let next = acts[at + 1..].iter().find(|e| moves(e)).map(|e| e.seq);
        let taken = acts[at + 1..]
            .iter()
            .find(|e| e.act == Act::Take.id() && next.is_none_or(|next| e.seq < next));
        block(data, rules, dossier, event, used, taken.copied());
        if event.from_step != event.to_step {
            used = 0;
        }
    }
}

fn moves(event: &Event) -> bool {
    let given = [Act::Transfer.id(), Act::Assign.id()].contains(&event.act.as_str());
    event.act != Act::Receive.id() && (event.from_step != event.to_step || given)
}

fn block(
    data: &mut FormData,
    rules: &Rules,
    dossier: &Dossier,
    event: &Event,
    used: i64,
    taken: Option<&Event>,
) {
    let name = |id: &str| rules.office.officer_name(id).to_owned();
    let receiver = taken.map_or(event.to_officer.as_str(), |take| &take.actor);
    let note = format!("{} {}", act_label(rules, &event.act), event.note);
    let unit = |org: &str, step: u32| unit_words(rules, org, &step_name(dossier, step));
    data.push_row(
        "hand_overs",
        [
            ("giver_org", unit(&event.org, event.from_step)),
            ("receiver_org", unit(&event.to_org, event.to_step)),
            ("moment", moment_words(event.at)),
            (
                "received",
                taken.map_or(String::new(), |e| moment_words(e.at)),
            ),
            ("giver_name", name(&event.actor)),
            ("receiver_name", name(receiver)),
            ("outcome", outcome(dossier, event, used)),
            ("note", note.trim().to_owned()),
        ],
    );
}

/// Early, on time or late against the allotment of the step that was left; nothing when it goes on.
fn outcome(dossier: &Dossier, event: &Event, used: i64) -> String {
    if event.from_step == event.to_step {
        return String::new();
    }
    let allotted = step(dossier, event.from_step).map_or(0, |s| i64::from(s.half_days));
    let left = allotted - used;
    match event.late_halfdays {
        0 if dossier.clock.due.is_some() && left > 0 => format!("Trước hạn {}", days(left)),
        0 => "Đúng hạn".to_owned(),
        late => format!("Quá hạn {}", days(late)),
    }
}

fn step(dossier: &Dossier, no: u32) -> Option<&crate::domain::process::Step> {
    dossier.process.steps.iter().find(|s| s.no == no)
}

fn step_name(dossier: &Dossier, no: u32) -> String {
    step(dossier, no).map_or(String::new(), |s| s.name.clone())
}

fn unit_words(rules: &Rules, org: &str, step: &str) -> String {
    let name = rules.office.org(org).map_or(org, |o| &o.name);
    format!("{name} – {step}")
}

/// One line of the history for every act; undone ones too, for nothing is erased.
pub(super) fn history(data: &mut FormData, rules: &Rules, dossier: &Dossier, trail: &[Event]) {
    let mut count = 0;
    for event in trail.iter().filter(|e| is_act(e)) {
        count += 1;
        let act = act_label(rules, &event.act);
        let act = match event.note.as_str() {
            "" => act,
            note => format!("{act}: {note}"),
        };
        let allotted = step(dossier, event.to_step).map_or(0, |s| i64::from(s.half_days));
        let limit = if allotted > 0 {
            days(allotted)
        } else {
            String::new()
        };
        data.push_row(
            "steps",
            [
                ("number", count.to_string()),
                ("moment", moment_words(event.at)),
                (
                    "officer",
                    rules.office.officer_name(&event.actor).to_owned(),
                ),
                ("act", act),
                ("receiver", receiver(rules, event)),
                ("deadline", limit),
            ],
        );
    }
    data.set("step_count", count.to_string());
}

fn receiver(rules: &Rules, event: &Event) -> String {
    if event.to_officer.is_empty() {
        let role = event.to_role.as_str().into();
        return rules.roles.label_of(&role).to_owned();
    }
    rules.office.officer_name(&event.to_officer).to_owned()
}
