//! What happened to a dossier beside its steps, as it travels.

use crate::domain::dossier::Dossier;
use crate::domain::life::{Apology, LateStep};
use crate::usecases::Rules;
use crate::usecases::open::Opened;
use crate::wire;
use crate::worktime::StopKind;

/// The life of an opened dossier.
pub(crate) fn life(rules: &Rules, opened: &Opened) -> wire::LifeView {
    let dossier = &opened.dossier;
    let (life, due) = (&dossier.life, dossier.clock.due);
    let first = life.first_due(due).filter(|first| Some(*first) != due);
    let appointment = life.appointment(due).filter(|at| Some(*at) != due);
    let org_name = |id: &str| {
        rules
            .office
            .org(id)
            .map_or(id.to_owned(), |o| o.name.clone())
    };
    let request = life.supplement.as_ref();
    let unpaid = life.obligation.as_ref().filter(|o| o.paid_by.is_none());
    wire::LifeView {
        first_due: first.map(|s| s.to_string()),
        appointment: appointment.map(|s| s.to_string()),
        slips_replaced: life.slips.len(),
        stopped: life.stopped.as_ref().map(|s| kind(s.kind).to_owned()),
        deadline: life
            .stopped
            .as_ref()
            .and_then(|s| s.deadline)
            .or(request.and_then(|r| r.deadline))
            .map(|d| d.to_string()),
        applicant_half_days: life.applicant_half_days,
        papers_asked: request
            .map(|r| r.papers.iter().map(super::dossier::paper_line).collect())
            .unwrap_or_default(),
        supplements: life.supplements,
        obligation_dong: unpaid.and_then(|o| i64::try_from(o.amount_dong).ok()),
        apology_by: opened.apology_by.map(|s| s.to_string()),
        apologies: life.apologies.iter().map(apology).collect(),
        proposed_due: life.due_proposal.as_ref().map(|p| p.due.to_string()),
        awaits_assignment: life.awaits_assignment,
        handed_over_by: life.hand_over.as_ref().map(|h| org_name(&h.from_org)),
        consignment: life
            .hand_over
            .as_ref()
            .and_then(|h| h.consignment.as_ref())
            .map(ToString::to_string),
        late_steps: life
            .late_steps
            .iter()
            .map(|late| late_step(rules, dossier, late, &org_name))
            .collect(),
    }
}

fn kind(kind: StopKind) -> &'static str {
    match kind {
        StopKind::Supplement => "supplement",
        StopKind::Payment => "payment",
        StopKind::Suspended => "suspended",
    }
}

fn apology(apology: &Apology) -> wire::ApologyView {
    wire::ApologyView {
        due: apology.due.to_string(),
        new: apology.new.to_string(),
        reason: apology.reason.to_string(),
        signed: apology.signed_by.is_some(),
        delivered: apology.delivered.map(|s| s.to_string()),
        in_time: apology.in_time,
    }
}

fn late_step(
    rules: &Rules,
    dossier: &Dossier,
    late: &LateStep,
    org_name: &impl Fn(&str) -> String,
) -> wire::LateStepView {
    let step = dossier.process.steps.iter().find(|s| s.no == late.step);
    let reason = rules.late_reasons.get(&late.code);
    wire::LateStepView {
        step: step.map_or(String::new(), |s| s.name.clone()),
        org: org_name(&late.org),
        half_days: late.half_days,
        reason: reason.map_or(late.code.clone(), |r| r.label.clone()),
        text: late.text.to_string(),
    }
}
