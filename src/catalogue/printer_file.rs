//! The file of printers: which ones there are, and which desk prints which form where.

use super::problem::{Problem, line_at, line_of};
use crate::domain::printer::Printers;

/// The printers of an office without a file of its own: a folder at each desk.
pub const PRINTERS: &str = include_str!("../../assets/printers/printers.toml");

/// Reads the printers in `text`, known to people as `file`.
///
/// # Errors
/// Every problem with file, line and mend.
pub fn printers(file: &str, text: &str) -> Result<Printers, Vec<Problem>> {
    let printers: Printers = toml::from_str(text).map_err(|error| {
        let line = line_at(text, error.span().map_or(0, |span| span.start));
        vec![Problem::at(file, line, error.message(), "sửa dòng này")]
    })?;
    let problem = |(row, what, mend): (String, String, &str)| {
        Problem::at(file, line_of(text, &row), what, mend)
    };
    let problems: Vec<Problem> = printers.faults().into_iter().map(problem).collect();
    if problems.is_empty() {
        Ok(printers)
    } else {
        Err(problems)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_printers_are_sound_and_print_into_a_folder() {
        let printers = printers("printers.toml", PRINTERS).unwrap();
        let rule = printers.rule_for("Quầy 01", "mau-01-a5").unwrap();
        assert_eq!((rule.printer.as_str(), rule.copies), ("thu-muc", 1));
    }

    #[test]
    fn a_fault_is_named_by_file_line_and_mend() {
        let wrong = format!(
            "{PRINTERS}\n[[printer]]\nid = \"may-a\"\nname = \"A\"\nkind = \"ipp\"\nat = \"server\"\naddress = \"10.0.0.2\"\n[[rule]]\nprinter = \"may-b\"\n"
        );
        let told: Vec<String> = printers("printers.toml", &wrong)
            .unwrap_err()
            .iter()
            .map(ToString::to_string)
            .collect();
        let lines = PRINTERS.matches('\n').count();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(
            told[0].starts_with(&format!("printers.toml:{}: ", lines + 3)),
            "{told:?}"
        );
        assert!(told[1].contains("may-b") && told[1].contains(" – sửa printer"));
        let unknown = printers("p", "[[printer]]\nid = 1").unwrap_err();
        assert!(unknown[0].to_string().starts_with("p:2: "), "{unknown:?}");
    }
}
