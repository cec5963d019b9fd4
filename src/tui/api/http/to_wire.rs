//! What the screens send, as JSON shapes.

use crate::tui::api::{ActRequest, Intake};
use crate::wire;

/// An intake as it is sent.
pub fn intake(intake: &Intake) -> wire::IntakeRequest {
    let value = |id: &str| intake.value(id).to_owned();
    let other = value("submitter_is") == "other";
    let answers = intake.values.iter().filter_map(|(id, text)| {
        let key = id.strip_prefix("form.")?;
        Some((key.to_owned(), text.clone()))
    });
    let papers =
        intake.papers.iter().map(
            |(name, [originals, certified, photocopies])| wire::PaperLine {
                name: name.clone(),
                originals: (*originals).into(),
                certified: (*certified).into(),
                photocopies: (*photocopies).into(),
            },
        );
    let fees = intake
        .fees
        .iter()
        .map(|(kind, name, amount)| wire::FeeLine {
            kind: kind.clone(),
            name: name.clone(),
            amount_dong: i64::try_from(*amount).unwrap_or(i64::MAX),
        });
    wire::IntakeRequest {
        procedure: intake.procedure.clone(),
        case: intake.case.clone(),
        limit: (!intake.limit.is_empty()).then(|| intake.limit.clone()),
        applicant: party(intake, "owner"),
        submitter: other.then(|| party(intake, "submitter")),
        papers: Some(papers.collect()),
        sets: value("set_count").parse().ok(),
        fees: fees.collect(),
        channel: value("channel"),
        collect_at: value("result_at"),
        note: note(intake),
        answers: answers.collect(),
        complete: intake.outcome.is_empty(),
        reason: intake.reason.clone(),
        ..wire::IntakeRequest::default()
    }
}

fn party(intake: &Intake, who: &str) -> wire::Party {
    let value = |part: &str| intake.value(&format!("{who}_{part}")).to_owned();
    wire::Party {
        name: value("name"),
        kind: value("kind"),
        identity: value("identity"),
        birth: value("born"),
        phone: value("phone"),
        email: value("email"),
        address: value("address"),
    }
}

/// Remarks, with the submitter's authority, for which the wire has no place of its own.
fn note(intake: &Intake) -> String {
    let note = intake.value("notes");
    match intake.value("submitter_authority") {
        "" => note.to_owned(),
        authority if note.is_empty() => format!("Ủy quyền: {authority}"),
        authority => format!("Ủy quyền: {authority}\n{note}"),
    }
}

/// An act as it is sent.
pub fn act(request: &ActRequest) -> wire::ActRequest {
    wire::ActRequest {
        act: request.act.clone(),
        note: request.reason.clone(),
        ..wire::ActRequest::default()
    }
}
