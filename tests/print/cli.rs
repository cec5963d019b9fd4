//! `motcua template` as an office runs it.

use std::process::{Command, Output};

use crate::support::repository;

fn motcua(args: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_motcua");
    Command::new(program)
        .arg("template")
        .args(args)
        .current_dir(repository(""))
        .output()
        .unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn the_shipped_templates_are_good() {
    let done = motcua(&["check"]);
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    assert!(stdout(&done).contains("28 mẫu in: đúng."));
    assert!(stdout(&motcua(&["list"])).contains("mau-01-a4"));
}

#[test]
fn a_broken_template_is_told_on_standard_error_with_its_line() {
    let done = motcua(&["check", "tests/data/print/broken/words.toml"]);
    assert_eq!(done.status.code(), Some(3));
    let told = String::from_utf8(done.stderr).unwrap();
    assert!(
        told.contains("MC-4002 tests/data/print/broken/words.toml:20: "),
        "{told}"
    );
    assert_eq!(
        motcua(&["check", "no-such-folder/x.toml"]).status.code(),
        Some(4)
    );
}

#[test]
fn a_preview_is_text_or_a_pdf() {
    let text = stdout(&motcua(&["preview", "mau-03-a5", "--width", "60"]));
    assert!(
        text.contains("PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ"),
        "{text}"
    );
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("xem.pdf");
    let done = motcua(&[
        "preview",
        "print-templates/mau-02.toml",
        "--out",
        file.to_str().unwrap(),
    ]);
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    assert!(std::fs::read(file).unwrap().starts_with(b"%PDF-"));
    let unknown = motcua(&["preview", "mau-99"]);
    assert_eq!(unknown.status.code(), Some(4));
    assert!(String::from_utf8_lossy(&unknown.stderr).starts_with("MC-4001 "));
}
