//! An act as a desk sends it, as the use case takes it.

use std::str::FromStr;

use crate::domain::decide::Details;
use crate::domain::dossier::PaperCount;
use crate::domain::field_codes;
use crate::domain::handing_back::Collector;
use crate::domain::intake::FieldProblem;
use crate::domain::lifecycle::Act;
use crate::text::HumanText;
use crate::usecases::UseCaseError;
use crate::usecases::act::{ActRequest, Done};
use crate::wire;

/// Longest line of a detail, in letters.
const LINE: usize = 300;

/// The order of an officer who has seen version `seen` of the dossier `code`.
pub(crate) fn order(
    code: &str,
    seen: i64,
    sent: wire::ActRequest,
) -> Result<ActRequest, UseCaseError> {
    let act = Act::ALL.iter().find(|act| act.id() == sent.act);
    Ok(ActRequest {
        code: code.to_owned(),
        seen,
        act: *act.ok_or_else(|| UseCaseError::NoAct(sent.act.clone()))?,
        details: details(&sent)?,
        late_reason: sent.late_reason.filter(|code| !code.is_empty()),
        note: sent.note,
    })
}

/// What the act asks for, checked field by field.
fn details(sent: &wire::ActRequest) -> Result<Details, UseCaseError> {
    let papers = sent.papers.iter().enumerate().map(paper);
    Ok(Details {
        to_officer: sent.to_officer.clone(),
        to_step: sent.to_step,
        papers: papers.collect::<Result<_, _>>()?,
        amount_dong: sent
            .amount_dong
            .map(|n| whole(n, "amount_dong"))
            .transpose()?,
        due: read(sent.due.as_deref(), "due")?,
        deadline: read(sent.deadline.as_deref(), "deadline")?,
        number: optional(sent.number.as_deref(), "number")?,
        collector: sent.collector.as_ref().map(collector).transpose()?,
    })
}

/// What the officer learns.
pub(crate) fn acted(done: Done) -> wire::Acted {
    wire::Acted {
        dossier_code: done.code,
        version: done.version,
        state: done.state,
        state_label: done.state_label,
        step: done.step,
        charged: done.charged,
        prints: done.prints,
    }
}

fn paper((at, sent): (usize, &wire::PaperLine)) -> Result<PaperCount, UseCaseError> {
    let field = format!("papers.{at}");
    let count = |n: i64| u32::try_from(n).map_err(|_| problem(&field, "số bản không hợp lệ"));
    Ok(PaperCount {
        name: line(&sent.name, &field)?,
        originals: count(sent.originals)?,
        certified: count(sent.certified)?,
        photocopies: count(sent.photocopies)?,
    })
}

fn collector(sent: &wire::CollectorLine) -> Result<Collector, UseCaseError> {
    Ok(Collector {
        name: line(&sent.name, "collector.name")?,
        identity: line(&sent.identity, "collector.identity")?,
        authorisation: line(&sent.authorisation, "collector.authorisation")?,
    })
}

fn whole(amount: i64, field: &str) -> Result<u64, UseCaseError> {
    u64::try_from(amount).map_err(|_| problem(field, "số tiền không được âm"))
}

fn optional(text: Option<&str>, field: &str) -> Result<Option<HumanText>, UseCaseError> {
    let text = text.filter(|text| !text.trim().is_empty());
    text.map(|text| line(text, field)).transpose()
}

fn line(text: &str, field: &str) -> Result<HumanText, UseCaseError> {
    HumanText::line(text, LINE).map_err(|refused| problem(field, &refused.to_string()))
}

fn read<T: FromStr>(text: Option<&str>, field: &str) -> Result<Option<T>, UseCaseError> {
    let text = text.filter(|text| !text.trim().is_empty());
    let read = |text: &str| {
        text.parse()
            .map_err(|_| problem(field, "ngày hoặc buổi không đọc được"))
    };
    text.map(read).transpose()
}

fn problem(field: &str, message: &str) -> UseCaseError {
    UseCaseError::Fields(vec![FieldProblem {
        field: field.to_owned(),
        code: field_codes::UNFIT_TEXT,
        message: message.to_owned(),
    }])
}
