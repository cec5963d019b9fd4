//! What a dossier holds, as a desk would send it.

use super::dossier::{fee_line, paper_line, person};
use super::sheet::sheet;
use crate::usecases::Rules;
use crate::usecases::held_intake::Held;
use crate::wire;
use crate::worktime::Limit;

/// What a correction begins with.
pub(crate) fn held(rules: &Rules, held: &Held) -> wire::HeldIntake {
    let dossier = &held.dossier;
    let content = &dossier.content;
    let limit = dossier.clock.limit;
    let intake = wire::IntakeRequest {
        procedure: content.procedure.clone(),
        case: content.case.clone(),
        limit: (limit != Limit::NoDue).then(|| limit.to_string()),
        applicant: person(&content.owner),
        submitter: content.submitter.as_ref().map(person),
        papers: Some(content.papers.iter().map(paper_line).collect()),
        sets: Some(content.sets.into()),
        fees: content.fees.iter().map(fee_line).collect(),
        channel: content.channel.id().to_owned(),
        collect_at: content.collect_at.to_string(),
        note: content.note.to_string(),
        answers: content.answers.clone(),
        complete: true,
        ..wire::IntakeRequest::default()
    };
    wire::HeldIntake {
        code: dossier.code.clone(),
        version: dossier.version,
        state_label: dossier.state.label().to_owned(),
        due: dossier.clock.due.map(|due| due.to_string()),
        intake,
        sheet: sheet(rules, &held.sheet),
    }
}
