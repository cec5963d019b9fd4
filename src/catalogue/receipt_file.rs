//! The file of receipt rules: which way a receipt may be given on which day.

use super::problem::{Problem, line_at, line_of};
use crate::domain::receipt_rules::ReceiptRules;

/// The rules that the program brings.
pub const RECEIPTS: &str = include_str!("../../assets/receipts/receipts.toml");

/// Reads the rules in `text`, known to people as `file`.
///
/// # Errors
/// Every problem with file, line and mend.
pub fn receipt_rules(file: &str, text: &str) -> Result<ReceiptRules, Vec<Problem>> {
    let rules: ReceiptRules = toml::from_str(text).map_err(|error| {
        let line = line_at(text, error.span().map_or(0, |span| span.start));
        vec![Problem::at(file, line, error.message(), "sửa dòng này")]
    })?;
    let problem = |(row, what, mend): (String, String, &str)| {
        Problem::at(file, line_of(text, &row), what, mend)
    };
    let problems: Vec<Problem> = rules.faults().into_iter().map(problem).collect();
    if problems.is_empty() {
        Ok(rules)
    } else {
        Err(problems)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(find: &str, put: &str) -> Vec<String> {
        let text = RECEIPTS.replacen(find, put, 1);
        assert_ne!(text, RECEIPTS);
        let problems = receipt_rules("receipts.toml", &text).unwrap_err();
        problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_shipped_rules_are_sound() {
        receipt_rules("receipts.toml", RECEIPTS).unwrap();
    }

    #[test]
    fn a_fault_is_named_by_file_line_and_mend() {
        let broken = wrong("EBL0[12]", "EBL0[12");
        assert_eq!(broken.len(), 1);
        let line = 1 + RECEIPTS[..RECEIPTS.find("EBL0[12]").unwrap()]
            .matches('\n')
            .count();
        assert!(
            broken[0].starts_with(&format!("receipts.toml:{line}: ")),
            "{broken:?}"
        );
        assert!(broken[0].contains("không đóng"), "{broken:?}");
        let mixed = wrong("id = \"print-2022\"", "id = \"hand-2022\"");
        assert!(mixed[0].contains("đã dùng"), "{mixed:?}");
        let unknown = wrong("mode = \"electronic\"", "mode = \"carrier_pigeon\"");
        assert!(unknown[0].contains("– sửa dòng này"), "{unknown:?}");
        let year = wrong("highest = 99999999", "highest = 100000000");
        assert!(year[0].contains("99999999"), "{year:?}");
    }
}
