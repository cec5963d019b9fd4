//! What a clerk reads when something failed.

use crate::messages::{called, called_or, say};
use crate::tui::api::Failure;
use crate::wire::Problem;

pub(super) fn lost_print(error: &tokio::task::JoinError) -> Failure {
    let text = say!("http.print_interrupted", error);
    said("MC-4013", &text)
}

pub(super) fn said(code: &str, text: &impl ToString) -> Failure {
    Failure {
        code: code.to_owned(),
        text: text.to_string(),
        ..Failure::default()
    }
}

#[expect(
    clippy::boxed_local,
    reason = "the client hands its errors over in a box"
)]
pub(super) fn failure(problem: Box<Problem>) -> Failure {
    let mut text = called_or("refusal", &problem.code, problem.title);
    let details = problem.fields.iter();
    let details = details.map(|f| called("refusal", &f.code).unwrap_or(&f.message));
    let since = problem
        .conflict
        .iter()
        .flat_map(|c| c.since.iter().map(String::as_str));
    for more in details.chain(since).take(3) {
        text.push(' ');
        text.push_str(more);
    }
    Failure {
        unreachable: problem.status == 0,
        code: problem.code,
        text,
        status: problem.status,
        fields: problem
            .fields
            .into_iter()
            .map(|f| (f.field, called_or("refusal", &f.code, f.message)))
            .collect(),
    }
}
