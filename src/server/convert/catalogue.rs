//! Changes of the catalogue and conversions as they travel.

use crate::catalogue::{ChangeFile, ChangeSet, FieldChange};
use crate::domain::field_codes;
use crate::domain::intake::FieldProblem;
use crate::records::catalogue_changes::CatalogueChange;
use crate::usecases::change_catalogue::{Affected, Decided, kept_difference};
use crate::usecases::convert::Conversion;
use crate::usecases::rules::iso;
use crate::usecases::{Rules, UseCaseError};
use crate::wire;

/// A change with its difference.
pub(crate) fn catalogue_change(rules: &Rules, change: CatalogueChange) -> wire::CatalogueChange {
    let difference = kept_difference(&change);
    let name = |id: &str| rules.office.officer_name(id).to_owned();
    wire::CatalogueChange {
        id: change.id,
        author_name: name(&change.author),
        digest: change.digest,
        author: change.author,
        at: iso(change.at),
        reason: change.reason,
        valid_from: change.valid_from.to_string(),
        state: change.state.id().to_owned(),
        decided_by: change.decided_by.as_deref().map(name),
        decided_at: change.decided_at.map(iso),
        decided_reason: change.decided_reason,
        effective_from: change.effective_from.map(|day| day.to_string()),
        procedures: difference.procedures.into_iter().map(procedure).collect(),
        others: difference.others.into_iter().map(value).collect(),
    }
}

fn procedure(affected: Affected) -> wire::ProcedureChange {
    let difference = affected.difference;
    let fate = serde_json::to_value(difference.fate).unwrap_or_default();
    wire::ProcedureChange {
        code: difference.code,
        name: difference.name,
        fate: fate.as_str().unwrap_or_default().to_owned(),
        fate_label: difference.fate.label().to_owned(),
        fields: difference.fields.into_iter().map(value).collect(),
        open: affected.open,
    }
}

fn value(change: FieldChange) -> wire::ValueChange {
    wire::ValueChange {
        field: change.field,
        old: change.old,
        new: change.new,
    }
}

/// Where a change stands.
pub(crate) fn decided(decided: Decided) -> wire::ChangeStands {
    wire::ChangeStands {
        id: decided.id,
        state: decided.state,
        effective_from: decided.effective_from.map(|day| day.to_string()),
    }
}

/// What a conversion makes different.
pub(crate) fn conversion(conversion: Conversion) -> wire::ConversionPreview {
    wire::ConversionPreview {
        code: conversion.code,
        version: conversion.version,
        changes: conversion.changes.into_iter().map(value).collect(),
        back_to_desk: conversion.back_to_desk,
    }
}

/// The files of a proposal.
pub(crate) fn change_set(body: wire::ChangeProposal) -> Result<ChangeSet, UseCaseError> {
    let file = |file: wire::ProposedFile| ChangeFile {
        path: file.path,
        text: file.text,
    };
    let valid_from = body.valid_from.parse().map_err(|_| {
        UseCaseError::Fields(vec![FieldProblem {
            field: "valid_from".to_owned(),
            code: field_codes::UNFIT_TEXT,
            message: "Ngày hiệu lực viết như 2026-01-31.".to_owned(),
        }])
    })?;
    Ok(ChangeSet {
        valid_from,
        files: body.files.into_iter().map(file).collect(),
    })
}
