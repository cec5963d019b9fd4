//! Attachments, results and handing back, as the wire carries them.

use crate::domain::attachment::Attachment;
use crate::domain::field_codes;
use crate::domain::handing_back::{Collector, Delivery};
use crate::domain::intake::FieldProblem;
use crate::domain::result::{ResultForm, ResultPaper};
use crate::text::HumanText;
use crate::usecases::handing_back::ReturnSheet;
use crate::usecases::rules::iso;
use crate::usecases::{Rules, UseCaseError};
use crate::wire;

/// One attachment.
pub(crate) fn attachment(rules: &Rules, kept: Attachment) -> wire::AttachmentLine {
    wire::AttachmentLine {
        id: kept.id,
        label: kept.label.into_string(),
        kind: kept.kind.id().to_owned(),
        kind_label: kept.kind.label().to_owned(),
        name: kept.name,
        media: kept.media,
        size: kept.size,
        sha256: kept.hash,
        remarks: kept.remarks,
        at: iso(kept.at),
        who: rules.office.officer_name(&kept.officer).to_owned(),
    }
}

/// One result.
pub(crate) fn result(kept: ResultPaper) -> wire::ResultLine {
    wire::ResultLine {
        no: kept.no,
        title: kept.title.into_string(),
        number: kept.number.into_string(),
        date: kept.date.map(|date| date.to_string()),
        signed_by: kept.signed_by.into_string(),
        form: kept.form.map(|form| form.id().to_owned()),
        form_label: kept.form.map_or("", ResultForm::label).to_owned(),
        attachment: kept.attachment,
        state: kept.state.id().to_owned(),
        state_label: kept.state.label().to_owned(),
        note: kept.note.into_string(),
        remarks: kept.remarks,
    }
}

/// What the desk sees before it hands back.
pub(crate) fn return_sheet(sheet: ReturnSheet) -> wire::ReturnSheet {
    let (dossier, posted) = (sheet.dossier, sheet.posted);
    let content = dossier.content;
    wire::ReturnSheet {
        code: dossier.code,
        version: dossier.version,
        state: dossier.state.id().to_owned(),
        state_label: dossier.state.label().to_owned(),
        procedure: content.procedure_name,
        owner: content.owner.name.into_string(),
        owner_identity: content.owner.identity.into_string(),
        submitter: content.submitter.as_ref().map(|s| s.name.to_string()),
        submitter_identity: content.submitter.map(|s| s.identity.into_string()),
        results: sheet.results.into_iter().map(result).collect(),
        drafts: i64::try_from(sheet.drafts).unwrap_or(0),
        owed_dong: sheet.owed_dong.and_then(|owed| i64::try_from(owed).ok()),
        delivery: match sheet.delivery {
            Delivery::Counter => "counter",
            Delivery::Post => "post",
        }
        .to_owned(),
        delivery_label: sheet.delivery.label().to_owned(),
        collect_at: content.collect_at.into_string(),
        posted: posted.map(|p| format!("danh sách {}, bưu gửi {}", p.number, p.consignment)),
    }
}

/// Who is there to collect.
pub(crate) fn collector(shown: &wire::CollectorShown) -> Result<Collector, UseCaseError> {
    let mut wrong = Vec::new();
    let mut line = |field: &str, text: &str| {
        HumanText::line(text, 200).unwrap_or_else(|refused| {
            wrong.push(FieldProblem {
                field: field.to_owned(),
                code: field_codes::UNFIT_TEXT,
                message: refused.to_string(),
            });
            HumanText::default()
        })
    };
    let collector = Collector {
        name: line("name", &shown.name),
        identity: line("identity", &shown.identity),
        authorisation: line("authorisation", &shown.authorisation),
    };
    if wrong.is_empty() {
        return Ok(collector);
    }
    Err(UseCaseError::Fields(wrong))
}
