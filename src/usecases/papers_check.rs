//! Checks papers against the intake forms: what a paper of a procedure prints must be asked for at
//! receipt.

use crate::catalogue::Catalogue;
use crate::domain::procedure::ProcedureCode;
use crate::print::{Shelf, Template, TemplateProblem};

/// Beginning of the fields that are answers of the intake form.
pub(super) const ANSWER: &str = "answer_";

/// Every field of a paper that the intake form of its procedures does not have, with file and line.
#[must_use]
pub fn procedure_papers(shelf: &Shelf, catalogue: &Catalogue) -> Vec<TemplateProblem> {
    let mut found = Vec::new();
    for (template, file) in shelf.templates() {
        for code in &template.procedures {
            found.extend(wrong_fields(template, &file, code, catalogue));
        }
    }
    found
}

fn wrong_fields(
    template: &Template,
    file: &str,
    code: &str,
    catalogue: &Catalogue,
) -> Vec<TemplateProblem> {
    let problem = |line: usize, what: String, mend: String| TemplateProblem {
        file: file.to_owned(),
        line,
        what,
        mend,
    };
    let Some(parsed) = ProcedureCode::parse(code) else {
        let what = format!("mã thủ tục “{code}” không đúng dạng");
        return vec![problem(1, what, "ghi như 1.001193".to_owned())];
    };
    let form = catalogue.form_for(&parsed);
    let keys: Vec<&str> = form.fields().map(|field| field.key.as_str()).collect();
    let unknown = |field: &&str| !keys.contains(&field.trim_start_matches(ANSWER));
    let needed = template.needs.iter().map(|field| (field.as_str(), 1));
    let needed = needed.filter(|(field, _)| field.starts_with(ANSWER));
    let printed = template.fields_like(ANSWER);
    let wrong = printed.chain(needed).filter(|(field, _)| unknown(field));
    wrong
        .map(|(field, line)| {
            let what = format!(
                "biểu mẫu tiếp nhận “{}” không có ô của {{{field}}}",
                form.id
            );
            problem(line, what, format!("dùng một trong: {}", keys.join(", ")))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_that_prints_what_nobody_asks_is_told_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let source = include_str!("../../print-templates/ky-xac-nhan-ho-tich.toml");
        let source = source.replace("{answer_content|", "{answer_contents|");
        let line = 1 + source
            .lines()
            .position(|l| l.contains("answer_contents"))
            .unwrap();
        let file = folder.path().join("cua-toi.toml");
        std::fs::write(&file, source).unwrap();
        let shelf = Shelf::with_folder(folder.path()).unwrap();
        let problems = procedure_papers(&shelf, &Catalogue::embedded().unwrap());
        assert_eq!(problems.len(), 1, "{problems:?}");
        let told = problems[0].to_string();
        assert!(
            told.contains("cua-toi.toml") && told.contains("answer_contents"),
            "{told}"
        );
        // The block begins at its header, two lines above the text.
        assert!(line - problems[0].line <= 2, "{told}");
    }
}
