//! The intake sheet of a procedure as it travels.

use crate::domain::intake;
use crate::domain::intake_form::{FieldKind, FormField, IntakeForm};
use crate::domain::procedure::{Procedure, ProcedureCase};
use crate::usecases::Rules;
use crate::usecases::procedures::Sheet;
use crate::wire;

/// The intake sheet of a procedure.
pub(crate) fn sheet(rules: &Rules, sheet: &Sheet) -> wire::IntakeSheet {
    let Sheet {
        procedure,
        form,
        process,
        edition,
    } = sheet;
    let step = |s: &crate::domain::process::Step| wire::SheetStep {
        name: s.name.clone(),
        role: rules.roles.label_of(&s.role).to_owned(),
        half_days: s.half_days,
    };
    wire::IntakeSheet {
        code: procedure.code.as_str().to_owned(),
        name: procedure.name.clone(),
        field: procedure.field.clone(),
        immediate: procedure.immediate,
        cases: procedure.cases.iter().map(case).collect(),
        papers: papers(procedure, form),
        sections: form.sections.iter().map(section).collect(),
        summary: form.summary.clone(),
        steps: process.steps.iter().map(step).collect(),
        edition: *edition,
    }
}

fn case(case: &ProcedureCase) -> wire::Case {
    let fee = |fee: &crate::domain::procedure::FeeLine| wire::Fee {
        kind: fee.kind.code().to_owned(),
        name: fee.name.clone(),
        amount_dong: fee.amount_dong,
        unit: fee.unit.clone(),
        channel: fee.channel.map(|c| c.code().to_owned()),
        note: fee.note.clone(),
        suspect: fee.suspect,
    };
    wire::Case {
        id: case.id.clone(),
        name: case.name.clone(),
        limit: case.limit.to_string(),
        limit_words: case.limit.in_words(),
        needs_limit: case.needs_limit(),
        fees: case.fees.iter().map(fee).collect(),
    }
}

/// The short list of the form, or the published papers.
fn papers(procedure: &Procedure, form: &IntakeForm) -> Vec<wire::SheetPaper> {
    if form.papers.is_empty() {
        let published = procedure.papers.iter().take(intake::MAX_PAPERS);
        return published
            .map(|p| wire::SheetPaper {
                name: p.name.clone(),
                originals: p.originals,
                certified: p.certified,
                photocopies: p.photocopies,
                shown_only: false,
                optional: p.originals + p.certified + p.photocopies == 0,
            })
            .collect();
    }
    let preset = |p: &crate::domain::intake_form::PaperPreset| wire::SheetPaper {
        name: p.name.clone(),
        originals: p.originals,
        certified: p.certified,
        photocopies: p.photocopies,
        shown_only: p.shown_only,
        optional: p.optional,
    };
    form.papers.iter().map(preset).collect()
}

fn section(section: &crate::domain::intake_form::FormSection) -> wire::Section {
    wire::Section {
        title: section.title.clone(),
        fields: section.fields.iter().map(field).collect(),
    }
}

fn field(field: &FormField) -> wire::Field {
    wire::Field {
        key: field.key.clone(),
        label: field.label.clone(),
        kind: kind(field.kind).to_owned(),
        required: field.required,
        hint: field.hint.clone(),
        help: field.help.clone(),
        choices: field.choices.clone(),
        default: field.default.clone(),
        min: field.min,
        max: field.max,
    }
}

fn kind(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Text => "text",
        FieldKind::Name => "name",
        FieldKind::Identity => "identity",
        FieldKind::Phone => "phone",
        FieldKind::Email => "email",
        FieldKind::Date => "date",
        FieldKind::Choice => "choice",
        FieldKind::Number => "number",
        FieldKind::Money => "money",
        FieldKind::Address => "address",
        FieldKind::Note => "note",
    }
}
