//! The printers of an office as its files say: `printers.toml` beside the office file, and the
//! certificates that it names. Read at the start and again whenever they change.

use std::io::ErrorKind;
use std::path::Path;

use super::print_jobs::device;
use crate::catalogue::{PRINTERS, Problem, printers};
use crate::domain::printer::Printers;

/// Name of the file in the office's folder.
pub const PRINTERS_FILE: &str = "printers.toml";

/// The printers of the office whose files are in `config`; without a file of them each desk prints into
/// its folder.
///
/// # Errors
/// Every problem with file, line and mend.
pub fn office_printers(config: &Path) -> Result<Printers, Vec<Problem>> {
    let own = config.join(PRINTERS_FILE);
    match std::fs::read_to_string(&own) {
        Ok(text) => read(&own, &text),
        Err(error) if error.kind() == ErrorKind::NotFound => printers(PRINTERS_FILE, PRINTERS),
        Err(error) => Err(vec![Problem::at(
            &own.display().to_string(),
            0,
            format!("không đọc được ({error})"),
            "kiểm tra quyền đọc",
        )]),
    }
}

/// The printers in `text` of `file`; certificates are looked for beside it.
///
/// # Errors
/// As [`office_printers`].
pub fn read(file: &Path, text: &str) -> Result<Printers, Vec<Problem>> {
    let name = file.display().to_string();
    let mut found = printers(&name, text)?;
    let mut problems = Vec::new();
    for printer in &mut found.printer {
        let written = printer.certificate.clone();
        let line = || crate::catalogue::line_of(text, &written);
        if let Some(pem) = printer.certificate_file() {
            match std::fs::read_to_string(file.with_file_name(pem)) {
                Ok(pem) => printer.certificate = pem,
                Err(error) => {
                    let what = format!("không đọc được chứng chỉ “{pem}” ({error})");
                    let mend = "để tệp .pem cạnh printers.toml, hoặc ghi vân tay sha256:…";
                    problems.push(Problem::at(&name, line(), what, mend));
                    continue;
                }
            }
        }
        if device(printer).is_none() {
            let what = format!("chứng chỉ của máy in “{}” không đọc được", printer.id);
            let mend = "ghi tệp PEM (BEGIN CERTIFICATE), hoặc vân tay sha256: với 64 chữ số";
            problems.push(Problem::at(&name, line(), what, mend));
        }
    }
    match problems.is_empty() {
        true => Ok(found),
        false => Err(problems),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"
[[printer]]
id = "quay-01"
name = "Máy in Quầy 01"
kind = "ipp"
at = "server"
address = "ipps://192.168.1.20/ipp/print"
certificate = "quay-01.pem"
[[rule]]
printer = "quay-01"
"#;

    #[test]
    fn without_a_file_each_desk_prints_into_its_folder() {
        let home = tempfile::tempdir().unwrap();
        assert_eq!(
            office_printers(home.path()).unwrap().printer[0].id,
            "thu-muc"
        );
    }

    #[test]
    fn a_certificate_is_a_file_beside_it_or_a_fingerprint() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join(PRINTERS_FILE);
        std::fs::write(&file, TEXT).unwrap();
        let told = |text: &str| read(&file, text).map_err(|p| p[0].to_string());
        let missing = told(TEXT).unwrap_err();
        assert!(
            missing.contains("printers.toml:8: không đọc được chứng chỉ"),
            "{missing}"
        );
        std::fs::write(home.path().join("quay-01.pem"), "không phải").unwrap();
        let wrong = told(TEXT).unwrap_err();
        assert!(
            wrong.contains(":8: chứng chỉ của máy in “quay-01”"),
            "{wrong}"
        );
        let print = format!("sha256:{}", "0f".repeat(32));
        let known = told(&TEXT.replace("quay-01.pem", &print)).unwrap();
        assert_eq!(known.printer[0].certificate, print);
        let none = told(&TEXT.replace("certificate = \"quay-01.pem\"\n", "")).unwrap_err();
        assert!(none.contains("chưa khai chứng chỉ"), "{none}");
    }
}
