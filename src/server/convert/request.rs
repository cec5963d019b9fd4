//! What a desk sends, as the use case takes it.

use crate::domain::field_codes;
use crate::domain::intake;
use crate::domain::person::PartyKind;
use crate::domain::procedure::FeeKind;
use crate::usecases::UseCaseError;
use crate::wire;

/// The request as the use case takes it.
pub(crate) fn request(sent: wire::IntakeRequest) -> Result<intake::Request, UseCaseError> {
    Ok(intake::Request {
        edition: sent.edition,
        procedure: sent.procedure,
        case: sent.case,
        limit: sent.limit,
        owner: party(sent.applicant, "applicant")?,
        submitter: sent.submitter.map(|p| party(p, "submitter")).transpose()?,
        summary: sent.summary,
        usual_papers: sent.papers.is_none(),
        papers: sent
            .papers
            .unwrap_or_default()
            .into_iter()
            .map(paper)
            .collect(),
        sets: sent.sets.unwrap_or(1),
        fees: sent
            .fees
            .into_iter()
            .enumerate()
            .map(fee)
            .collect::<Result<_, _>>()?,
        channel: if sent.channel.is_empty() {
            "direct".to_owned()
        } else {
            sent.channel
        },
        collect_at: sent.collect_at,
        note: sent.note,
        answers: sent.answers,
        complete: sent.complete,
    })
}

fn party(sent: wire::Party, path: &str) -> Result<intake::Party, UseCaseError> {
    let kind = match sent.kind.as_str() {
        "" | "citizen" => PartyKind::Citizen,
        "enterprise" => PartyKind::Enterprise,
        "state_agency" => PartyKind::StateAgency,
        "organisation" => PartyKind::Organisation,
        _ => {
            return Err(misfit(
                &format!("{path}.kind"),
                "loại đối tượng: citizen, enterprise, state_agency, organisation",
            ));
        }
    };
    Ok(intake::Party {
        name: sent.name,
        kind,
        identity: sent.identity,
        birth: sent.birth,
        phone: sent.phone,
        email: sent.email,
        address: sent.address,
    })
}

fn paper(sent: wire::PaperLine) -> intake::PaperLine {
    intake::PaperLine {
        name: sent.name,
        originals: sent.originals,
        certified: sent.certified,
        photocopies: sent.photocopies,
    }
}

fn fee((i, sent): (usize, wire::FeeLine)) -> Result<intake::FeeRequest, UseCaseError> {
    let kind = FeeKind::from_code(&sent.kind)
        .ok_or_else(|| misfit(&format!("fees.{i}.kind"), "loại khoản thu: phi hoặc le_phi"))?;
    Ok(intake::FeeRequest {
        kind,
        name: sent.name,
        amount_dong: sent.amount_dong,
    })
}

fn misfit(field: &str, message: &str) -> UseCaseError {
    UseCaseError::Fields(vec![intake::FieldProblem {
        field: field.to_owned(),
        code: field_codes::MISFIT,
        message: message.to_owned(),
    }])
}
