//! The program built for Windows, run under Wine: its commands, and a dossier from intake to slip, in a folder
//! with a Vietnamese name. Where the tools are missing it says so and passes.

#[path = "common/talk.rs"]
mod talk;
#[path = "windows/tools.rs"]
mod tools;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use talk::Talk;
use tools::{Windows, at};

#[test]
fn the_program_for_windows_works_under_wine() {
    let windows = match Windows::ready() {
        Ok(windows) => windows,
        Err(why) => return eprintln!("skipped: the program for Windows: {why}"),
    };
    let home = tempfile::tempdir().expect("home");
    let data = home.path().join("Một cửa xã Đắk Lắk – dữ liệu");
    commands(&windows, &data);
    let code = received_by_a_script(&windows, &data);
    received_by_hand(&windows, &data);
    doctor(&windows, &data);
    let found = said(windows.motcua(&data, &["find", "vi du"]));
    assert!(found.contains(&code), "{found}");
    let verified = said(windows.motcua(&data, &["audit", "verify"]));
    assert!(verified.contains("\"faults\":[]"), "{verified}");
    assert!(data.join("motcua.db").is_file());
}

fn commands(windows: &Windows, data: &Path) {
    let version = said(windows.motcua(data, &["--version"]));
    assert!(version.contains(env!("CARGO_PKG_VERSION")), "{version}");
    for arguments in [["template", "check"], ["calendar", "check"]] {
        said(windows.motcua(data, &arguments));
    }
    let due = ["due", "--received", "2025-03-03T08:15", "--limit", "2d"];
    let due = said(windows.motcua(data, &due));
    assert!(due.contains("05/03/2025"), "{due}");
}

/// A dossier and its slip; the same key again is the same dossier.
fn received_by_a_script(windows: &Windows, data: &Path) -> String {
    let home = data.parent().expect("home");
    let (request, slip) = (home.join("hồ sơ.json"), home.join("phiếu.pdf"));
    let json =
        r#"{"procedure":"1.001193","applicant":{"name":"Nguyễn Thị Ví Dụ"},"channel":"direct"}"#;
    std::fs::write(&request, json).expect("json");
    let (request, out) = (at(&request), at(&slip));
    let receive = ["receive", "--json", &request, "--slip", &out, "--key", "k1"];
    let first = said(windows.motcua(data, &receive));
    assert_eq!(first, said(windows.motcua(data, &receive)));
    let answer: serde_json::Value = serde_json::from_str(&first).expect("json");
    let code = answer["dossier_code"].as_str().expect("code").to_owned();
    is_slip(&slip, &code);
    code
}

/// The same at the desk, line by line: its own server, the draft, the act, the paper.
fn received_by_hand(windows: &Windows, data: &Path) {
    let mut talk = Talk::run(windows.motcua(data, &["--linear"]));
    for line in [":2", "2.000815", ""] {
        talk.say(line);
    }
    goes_to(&mut talk, "Họ tên chủ hồ sơ");
    talk.say("Trần Thị Tuyến Tính");
    goes_to(&mut talk, "Tên giấy tờ");
    talk.say("Căn cước");
    talk.say("/luu va cap so");
    let text = talk.text();
    let row = text.lines().find(|line| line.contains("√ Đã cấp số"));
    let code = row.and_then(|row| row.split_whitespace().find(|word| word.starts_with("H62")));
    let code = code
        .unwrap_or_else(|| panic!("no code:\n{text}"))
        .to_owned();
    talk.say(":7");
    talk.say("");
    assert!(talk.text().contains("Đã ghi giấy vào"), "{}", talk.text());
    is_slip(&paper_of(data, &code), &code);
    talk.hang_up();
}

fn goes_to(talk: &mut Talk, field: &str) {
    for _ in 0..20 {
        let text = talk.text();
        let asked = text.lines().rfind(|line| line.starts_with("Ô "));
        if asked.is_some_and(|line| line.contains(field)) {
            return;
        }
        talk.say("+");
    }
    panic!("never {field}:\n{}", talk.text());
}

fn paper_of(data: &Path, code: &str) -> PathBuf {
    let papers = std::fs::read_dir(data.join("printed")).expect("papers");
    let named = |path: &PathBuf| path.to_string_lossy().contains(code);
    let mut papers = papers.flatten().map(|entry| entry.path());
    papers.find(named).expect("a paper of the dossier")
}

fn is_slip(file: &Path, code: &str) {
    let bytes = std::fs::read(file).expect("slip");
    assert!(bytes.starts_with(b"%PDF-"), "{}", file.display());
    match Command::new("pdftotext").arg(file).arg("-").output() {
        Ok(output) => {
            let text = String::from_utf8_lossy(&output.stdout);
            assert!(text.contains(code), "{text}");
        }
        Err(why) => eprintln!("SKIPPED text of the slip: pdftotext: {why}"),
    }
}

/// The doctor knows the disk, the letters and the key store of Windows.
fn doctor(windows: &Windows, data: &Path) {
    let output = windows.motcua(data, &["doctor", "--json"]).output();
    let output = output.expect("doctor");
    let report: serde_json::Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|e| panic!("{e}: {}", words(&output)));
    let marks = report["checks"].as_array().expect("checks");
    for id in ["letters", "disk", "key_store"] {
        let found = marks.iter().find(|check| check["id"] == id);
        assert_eq!(found.expect(id)["mark"], "ok", "{report}");
    }
}

fn said(mut command: Command) -> String {
    let output = command.output().expect("wine");
    assert!(output.status.success(), "{command:?}\n{}", words(&output));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn words(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    format!("{}\n{}", text(&output.stdout), text(&output.stderr))
}
