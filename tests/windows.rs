//! The program built for Windows, run under Wine: its commands, and a dossier from intake to slip, in a folder
//! with a Vietnamese name. Where the tools are missing it says so and passes.

#[path = "common/desk.rs"]
mod desk;
#[path = "common/talk.rs"]
mod talk;
#[path = "windows/tools.rs"]
mod tools;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use desk::{CommandBuilder, Desk, keys};
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
    typed_at_a_console(&windows, &data);
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
    let calendar = r"assets\calendars\vn.toml";
    said(windows.motcua(data, &["template", "check", "print-templates"]));
    said(windows.motcua(data, &["calendar", "check", calendar]));
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
    let receive = ["receive", "--json", &request, "--key", "k1"];
    let slip_too = [&receive[..], &["--slip", &out]].concat();
    let first = said(windows.motcua(data, &slip_too));
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

/// On the whole screen: the console's keys reach the fields, and the draft lies on the disk.
/// Wine's console may not know control sequences, so only whole words are looked for.
fn typed_at_a_console(windows: &Windows, data: &Path) {
    let command = windows.motcua(data, &[]);
    let mut inside = CommandBuilder::new(command.get_program());
    inside.args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => inside.env(name, value),
            None => inside.env_remove(name),
        }
    }
    let mut desk = Desk::run(inside, (100, 30));
    desk.until_text("F10");
    desk.brings(keys::F2, "/2917");
    desk.brings("khai sinh", "1.001193");
    desk.brings(keys::ENTER, "CMND");
    desk.press("\tTrần Thị Ễnh");
    desk.until("the draft", |_| {
        let drafts = files_below(&data.join("state").join("drafts"));
        let held = |path: &PathBuf| {
            std::fs::read_to_string(path).is_ok_and(|text| text.contains("\"Trần Thị Ễnh\""))
        };
        drafts.iter().any(held)
    });
    // Its questions cannot be read on a damaged screen; the draft is safe.
    desk.kill();
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

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let below = entries.map(|entry| entry.path()).flat_map(|path| {
        let inside = files_below(&path);
        std::iter::once(path).chain(inside)
    });
    below.collect()
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
