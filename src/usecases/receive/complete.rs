//! What a request leaves out: the usual papers, places and fees.

use crate::catalogue::AsOf;
use crate::domain::intake::{self, FeeRequest, PaperLine, Request};
use crate::domain::intake_form::IntakeForm;
use crate::domain::procedure::{Procedure, ProcedureCode};
use crate::usecases::Rules;

/// Papers and places that a request leaves out: the usual ones of the procedure and the desk.
#[must_use]
pub fn complete(rules: &Rules, mut request: Request, on: impl Into<AsOf>) -> Request {
    let on = on.into();
    if request.collect_at.trim().is_empty() {
        request.collect_at = rules
            .office
            .collect_places
            .first()
            .cloned()
            .unwrap_or_default();
    }
    let Some(code) = ProcedureCode::parse(&request.procedure) else {
        return request;
    };
    let Some(procedure) = rules.catalogue.procedure(&code, on) else {
        return request;
    };
    if request.usual_papers {
        request.papers = usual_papers(&procedure, rules.catalogue.form_on(&code, on));
    }
    request
}

/// The papers a desk usually gets: the short list of the form, or the published one.
fn usual_papers(procedure: &Procedure, form: &IntakeForm) -> Vec<PaperLine> {
    let line = |name: &str, originals: u32, certified: u32, photocopies: u32| PaperLine {
        name: name.to_owned(),
        originals: originals.into(),
        certified: certified.into(),
        photocopies: photocopies.into(),
    };
    if form.papers.is_empty() {
        let published = procedure
            .papers
            .iter()
            .filter(|p| p.originals + p.certified + p.photocopies > 0);
        return published
            .take(intake::MAX_PAPERS)
            .map(|p| line(&p.name, p.originals, p.certified, p.photocopies))
            .collect();
    }
    let kept = form.papers.iter().filter(|p| !p.shown_only && !p.optional);
    kept.map(|p| line(&p.name, p.originals, p.certified, p.photocopies))
        .collect()
}

/// Fee lines as they would be confirmed without a clerk: the published amounts.
#[must_use]
pub fn usual_fees(procedure: &Procedure, case: &str) -> Vec<FeeRequest> {
    let fees = procedure
        .case(case)
        .map(|c| c.fees.as_slice())
        .unwrap_or_default();
    let sure = fees.iter().filter(|fee| !fee.suspect);
    sure.filter_map(|fee| {
        let amount_dong = i64::try_from(fee.amount_dong?).ok()?;
        Some(FeeRequest {
            kind: fee.kind,
            name: fee.name.clone(),
            amount_dong,
        })
    })
    .collect()
}
