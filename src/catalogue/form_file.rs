//! Intake form files: TOML, one form a file, checked beyond what the format itself demands.

use std::collections::HashSet;

use super::layer::Layer;
use super::problem::{Fault, Problem, line_of};
use super::process_file::toml_problem;
use super::sources::{SourceFile, Sources};
use crate::domain::intake_form::{FieldKind, FormField, IntakeForm, summary_keys};

/// Id of the form every procedure can be taken in with.
pub(crate) const GENERIC: &str = "generic";

/// Its file.
pub(crate) const GENERIC_FILE: &str = "generic.toml";

/// Keys of the answers every dossier has, which a summary may use too.
const COMMON_KEYS: [&str; 3] = ["procedure_name", "applicant_name", "case_name"];

/// Reads every form; one that cannot be read or breaks a rule is left out and named.
pub(crate) fn read_all(sources: &Sources) -> (Vec<(Layer, IntakeForm)>, Vec<Problem>) {
    let mut forms: Vec<(Layer, IntakeForm)> = Vec::new();
    let mut problems = Vec::new();
    for file in &sources.forms {
        match toml::from_str::<IntakeForm>(&file.text) {
            Ok(form) => forms.push((file.layer, form)),
            Err(error) => problems.push(toml_problem(file, &error)),
        }
    }
    (forms, problems)
}

/// What serves when the generic form file is missing: no fields of its own.
pub(crate) fn empty_generic() -> IntakeForm {
    IntakeForm {
        id: GENERIC.to_owned(),
        procedures: Vec::new(),
        title: String::new(),
        based_on: None,
        summary: "{procedure_name}".to_owned(),
        sections: Vec::new(),
        papers: Vec::new(),
    }
}

/// The rules of one form file, given the codes the catalogue knows.
pub(crate) fn check_form(
    file: &SourceFile,
    form: &IntakeForm,
    known: &dyn Fn(&str) -> bool,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut note = |needle: &str, fault: Fault| {
        problems.push(fault.at(&file.file, line_of(&file.text, needle)));
    };
    if file.name != format!("{}.toml", form.id) {
        note(
            &form.id,
            Fault::new(
                "id khác tên tệp",
                format!("ghi id = \"{}\"", file.name.trim_end_matches(".toml")),
            ),
        );
    }
    let generic = form.id == GENERIC;
    if !generic && form.based_on.as_deref() != Some(GENERIC) {
        note(
            "based_on",
            Fault::new(
                "biểu mẫu không dựa trên mẫu chung",
                "ghi based_on = \"generic\"",
            ),
        );
    }
    if !generic && form.procedures.is_empty() {
        note(
            "procedures",
            Fault::new(
                "biểu mẫu chưa gắn với thủ tục nào",
                "ghi procedures = [\"1.001193\"]",
            ),
        );
    }
    for code in &form.procedures {
        if !known(code.national()) {
            note(
                code.as_str(),
                Fault::new(
                    format!("danh mục không có thủ tục {code}"),
                    "sửa mã, hoặc thêm thủ tục vào procedures.tsv",
                ),
            );
        }
    }
    let mut keys = HashSet::new();
    for field in form.fields() {
        if !keys.insert(field.key.as_str()) {
            note(
                &field.key,
                Fault::new(
                    format!("khóa “{}” dùng hai lần", field.key),
                    "đặt khóa khác cho một trường",
                ),
            );
        }
        if let Err(fault) = check_field(field) {
            note(&field.key, fault);
        }
    }
    for key in summary_keys(&form.summary) {
        if !keys.contains(key) && !COMMON_KEYS.contains(&key) {
            note(
                &format!("{{{key}}}"),
                Fault::new(
                    format!("trích yếu dùng “{{{key}}}” nhưng không có trường ấy"),
                    format!("thêm trường, hoặc dùng: {}", COMMON_KEYS.join(", ")),
                ),
            );
        }
    }
    for paper in &form.papers {
        if paper.originals + paper.certified + paper.photocopies == 0 && !paper.shown_only {
            note(
                &paper.name,
                Fault::new(
                    format!("giấy tờ “{}” không có bản nào", paper.name),
                    "ghi originals, certified, photocopies hoặc shown_only = true",
                ),
            );
        }
    }
    problems
}

fn check_field(field: &FormField) -> Result<(), Fault> {
    let key_ok = field.key.starts_with(|c: char| c.is_ascii_lowercase())
        && field
            .key
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !key_ok {
        return Err(Fault::new(
            format!("khóa “{}” không hợp lệ", field.key),
            "chỉ dùng a–z, 0–9 và _, bắt đầu bằng chữ",
        ));
    }
    if field.label.trim().is_empty() {
        return Err(Fault::new(
            format!("trường “{}” chưa có nhãn", field.key),
            "ghi label",
        ));
    }
    if (field.kind == FieldKind::Choice) == field.choices.is_empty() {
        return Err(Fault::new(
            format!(
                "trường “{}”: choices chỉ đi với kind = \"choice\"",
                field.key
            ),
            "thêm choices = [\"…\"] hoặc đổi kind",
        ));
    }
    if !field.default.is_empty()
        && field.kind == FieldKind::Choice
        && !field.choices.contains(&field.default)
    {
        return Err(Fault::new(
            format!(
                "trường “{}”: “{}” không có trong choices",
                field.key, field.default
            ),
            "sửa default theo một giá trị của choices",
        ));
    }
    match (field.min, field.max) {
        (Some(min), Some(max)) if max < min => Err(Fault::new(
            format!("trường “{}”: max nhỏ hơn min", field.key),
            "sửa min hoặc max",
        )),
        _ => Ok(()),
    }
}
