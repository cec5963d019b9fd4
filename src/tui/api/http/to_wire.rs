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
    let papers = intake.papers.iter().map(paper);
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
        edition: intake.edition,
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
    let details = &request.details;
    wire::ActRequest {
        act: request.act.clone(),
        note: request.reason.clone(),
        to_officer: given(&details.officer),
        late_reason: given(&details.late_reason),
        to_step: details.step,
        papers: details.papers.iter().map(paper).collect(),
        amount_dong: details.amount.map(|n| i64::try_from(n).unwrap_or(i64::MAX)),
        due: given(&details.due),
        deadline: given(&details.deadline),
        number: given(&details.number),
        collector: details.collector.as_ref().map(collector),
    }
}

fn given(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn collector([name, identity, authorisation]: &[String; 3]) -> wire::CollectorLine {
    wire::CollectorLine {
        name: name.clone(),
        identity: identity.clone(),
        authorisation: authorisation.clone(),
    }
}

fn paper((name, [originals, certified, photocopies]): &(String, [u16; 3])) -> wire::PaperLine {
    wire::PaperLine {
        name: name.clone(),
        originals: (*originals).into(),
        certified: (*certified).into(),
        photocopies: (*photocopies).into(),
    }
}
