//! The commands as a script sees them: JSON on standard output, code and sentence on standard error, exit
//! status by kind.

use crate::paper::text_of;
use crate::postgres;
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn motcua(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_motcua"));
    for name in [
        "MOTCUA_DATA",
        "MOTCUA_DATABASE",
        "MOTCUA_TOKEN",
        "MOTCUA_OFFICER_TOKEN",
        "MOTCUA_FAILPOINT",
        "MOTCUA_SERVER",
    ] {
        command.env_remove(name);
    }
    for name in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"] {
        command.env_remove(name);
    }
    command.env("HOME", home).stdin(Stdio::null());
    command
}

fn run(command: &mut Command, input: &str) -> Output {
    let child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = child.spawn().unwrap();
    // A command that refuses its arguments does not read.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn answer(output: &Output) -> Value {
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Exit status and the code that standard error begins with.
fn failure(output: &Output) -> (i32, String) {
    assert!(
        output.stdout.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
    ending(output)
}

/// The same of a command that says what it saw before it fails.
fn ending(output: &Output) -> (i32, String) {
    let told = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(!told.contains("panicked"), "{told}");
    let code = told.split(' ').next().unwrap().to_owned();
    (output.status.code().unwrap(), code)
}

fn least() -> Value {
    json!({
        "procedure": "1.001193",
        "applicant": {
            "name": "Nguyễn Thị Ví Dụ", "identity": "001185000123",
            "phone": "0912345678", "address": "Thôn Mẫu, xã Minh Hòa"
        },
        "channel": "direct"
    })
}

#[test]
fn a_script_takes_in_finds_prints_and_verifies_on_sqlite() {
    let home = tempfile::tempdir().unwrap();
    a_script(home.path(), &[]);
}

#[test]
fn a_script_takes_in_finds_prints_and_verifies_on_postgres() {
    let Some(database) = postgres::database() else {
        return;
    };
    let home = tempfile::tempdir().unwrap();
    a_script(home.path(), &["--database", database.url()]);
}

#[test]
fn a_paper_without_a_file_waits_for_the_server() {
    let home = tempfile::tempdir().unwrap();
    let mut receive = motcua(home.path());
    receive.args(["receive", "--json", "-", "--key", "script-1"]);
    let code = answer(&run(&mut receive, &least().to_string()))["dossier_code"]
        .as_str()
        .unwrap()
        .to_owned();
    let print = |args: &[&str]| run(motcua(home.path()).arg("print").args(args), "");
    // At first papers only come out at desks.
    let (_, told) = failure(&print(&["mau-01-a4", &code]));
    assert_eq!(told, "MC-4079");
    let config = home.path().join(".config/motcua");
    std::fs::create_dir_all(&config).unwrap();
    let printers = "[[printer]]\nid = \"quay-01\"\nname = \"Quầy 01\"\nkind = \"ipp\"\nat = \"server\"\naddress = \"ipp://127.0.0.1:9/ipp/print\"\n[[rule]]\nprinter = \"quay-01\"\ncopies = 2\n";
    std::fs::write(config.join("printers.toml"), printers).unwrap();
    let said = answer(&print(&["mau-01-a4", &code]));
    assert_eq!(
        (
            said["state"].as_str(),
            said["printer"].as_str(),
            said["copies"].as_i64()
        ),
        (Some("queued"), Some("quay-01"), Some(2)),
        "{said}"
    );
    assert!(said["job"].is_i64(), "{said}");
    let (_, again) = failure(&print(&["mau-01-a4", &code]));
    assert_eq!(again, "MC-4040");
    let days = ["--from", "2025-08-01", "--to", "2025-08-31"];
    let list = answer(&print(&[&["register"], &days[..]].concat()));
    assert_eq!(list["number"], 1, "{list}");
}

fn a_script(home: &Path, place: &[&str]) {
    let slip = home.join("slip.pdf");
    let take = |extra: &[&str]| {
        let mut command = motcua(home);
        command
            .args(["receive", "--json", "-", "--key", "script-1"])
            .args(extra)
            .args(place);
        run(&mut command, &least().to_string())
    };
    let received = answer(&take(&["--slip", slip.to_str().unwrap()]));
    let code = received["dossier_code"].as_str().unwrap().to_owned();
    assert!(
        code.starts_with("H62.98.1-") && code.ends_with("-0001"),
        "{code}"
    );
    assert!(received["due"].is_string(), "{received}");
    let words = text_of(&std::fs::read(&slip).unwrap());
    assert!(
        words.contains(&code) && words.contains("Nguyễn Thị Ví Dụ"),
        "{words}"
    );
    assert_eq!(
        answer(&take(&[]))["dossier_code"],
        code.as_str(),
        "the same key is the same dossier"
    );

    let find = |words: &[&str]| {
        answer(&run(
            motcua(home)
                .arg("find")
                .args(words)
                .arg("--json")
                .args(place),
            "",
        ))
    };
    for words in [
        &["vi", "du"][..],
        &["vi du"],
        &[code.as_str()],
        &["0912345678"],
    ] {
        assert_eq!(find(words)["rows"][0]["code"], code.as_str(), "{words:?}");
    }
    assert_eq!(find(&["khong", "co"])["rows"], json!([]));

    let out = home.join("again.pdf");
    let print = |form: &str, code: &str| {
        let mut command = motcua(home);
        command
            .args(["print", form, code, "--reason", "Giấy hỏng", "--out"])
            .arg(&out)
            .args(place);
        run(&mut command, "")
    };
    answer(&print("mau-01-a4", &code));
    assert!(text_of(&std::fs::read(&out).unwrap()).contains("lại lần 1"));
    assert_eq!(
        failure(&print("mau-01", "H62.98.1-250101-0001")),
        (4, "MC-1004".to_owned())
    );
    assert_eq!(failure(&print("mau-99", &code)), (4, "MC-4020".to_owned()));

    let verify = |more: &[&str]| {
        run(
            motcua(home)
                .args(["audit", "verify"])
                .args(more)
                .args(place),
            "",
        )
    };
    let verdict = answer(&verify(&[]));
    assert_eq!(
        (&verdict["events"], &verdict["dossiers"]),
        (&json!(3), &json!(1))
    );
    let mark = format!("3:{}", verdict["head"].as_str().unwrap());
    answer(&verify(&["--since", &mark]));
    let forged = verify(&["--since", "2:00"]);
    assert_eq!(forged.status.code(), Some(8));
    assert!(String::from_utf8_lossy(&forged.stderr).starts_with("MC-8001 "));
    assert_eq!(failure(&verify(&["--since", "yesterday"])).0, 2);

    let doctor = answer(&run(
        motcua(home).args(["doctor", "--json"]).args(place),
        "",
    ));
    assert_eq!(
        (&doctor["trail_whole"], &doctor["dossiers"]),
        (&json!(true), &json!(1))
    );
    let wrong = json!({ "procedure": "1.001193", "applicant": { "name": "A\u{1b}[31m" } });
    let refused = run(
        motcua(home).args(["receive", "--json", "-"]).args(place),
        &wrong.to_string(),
    );
    assert_eq!(failure(&refused), (3, "MC-1100".to_owned()));
    assert!(!refused.stderr.contains(&0x1b));
}

#[test]
fn what_cannot_be_done_is_one_sentence_with_a_code() {
    let home = tempfile::tempdir().unwrap();
    let receive = |input: &str| run(motcua(home.path()).args(["receive", "--json", "-"]), input);
    assert_eq!(failure(&receive("not json")), (3, "MC-9021".to_owned()));
    let hostile = receive("{\"\u{9b}31m\u{202e}\": 1}");
    assert_eq!(failure(&hostile), (3, "MC-9021".to_owned()));
    assert!(!String::from_utf8_lossy(&hostile.stderr).contains(['\u{9b}', '\u{202e}']));
    let unknown = json!({ "procedure": "9.999999", "applicant": { "name": "A" } });
    assert_eq!(
        failure(&receive(&unknown.to_string())),
        (4, "MC-3001".to_owned())
    );
    let missing = run(
        motcua(home.path()).args(["receive", "--json", "nowhere.json"]),
        "",
    );
    assert_eq!(failure(&missing), (4, "MC-9020".to_owned()));
    assert_eq!(
        failure(&run(motcua(home.path()).args(["receive"]), "")),
        (2, "MC-9030".to_owned())
    );
    // The number is told even when its slip cannot be written.
    let mut command = motcua(home.path());
    command.args(["receive", "--json", "-", "--slip", "/proc/nowhere/slip.pdf"]);
    let told = run(&mut command, &least().to_string());
    assert_eq!(told.status.code(), Some(6));
    let received: Value = serde_json::from_slice(&told.stdout).unwrap();
    assert!(received["dossier_code"].is_string());
}

#[test]
fn a_start_that_cannot_be_says_why() {
    let home = tempfile::tempdir().unwrap();
    // Not a terminal.
    let desk = run(&mut motcua(home.path()), "");
    let (exit, code) = failure(&desk);
    assert!(exit != 0 && code.starts_with("MC-90"), "{exit} {code}");
    assert_eq!(String::from_utf8_lossy(&desk.stderr).lines().count(), 1);
    // A port that is taken, before the database is touched.
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let data = home.path().join("other");
    let serve = run(
        motcua(home.path())
            .args(["serve", "--listen", &address, "--data"])
            .arg(&data),
        "",
    );
    assert_eq!(failure(&serve), (7, "MC-6020".to_owned()));
    assert!(!data.exists());
    // A file where the folder should be.
    let file = home.path().join("file");
    std::fs::write(&file, "x").unwrap();
    let doctor = run(
        motcua(home.path())
            .arg("doctor")
            .arg("--data")
            .arg(file.join("data")),
        "",
    );
    assert_eq!(ending(&doctor), (6, "MC-5052".to_owned()));
    // No PostgreSQL there.
    let nowhere = format!("postgres://nobody@{address}/none");
    drop(taken);
    let doctor = run(
        motcua(home.path()).args(["doctor", "--database", &nowhere]),
        "",
    );
    let (exit, code) = ending(&doctor);
    assert!(exit == 6 && code.starts_with("MC-50"), "{exit} {code}");
    assert!(
        !String::from_utf8_lossy(&doctor.stderr).contains("nobody"),
        "the address may hold a secret"
    );
}

#[test]
fn a_database_of_a_newer_program_is_left_alone() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let place = ["--data", data.to_str().unwrap()];
    answer(&run(
        motcua(home.path())
            .args(["receive", "--json", "-"])
            .args(place),
        &least().to_string(),
    ));
    let file = data.join("motcua.db");
    let database = rusqlite::Connection::open(&file).unwrap();
    let newer = "INSERT INTO schema_version SELECT number + 1000, name, fingerprint, applied_at FROM schema_version LIMIT 1";
    if let Err(error) = database.execute(newer, []) {
        panic!("{error}");
    }
    drop(database);
    let refused = run(
        motcua(home.path())
            .args(["receive", "--json", "-"])
            .args(place),
        &least().to_string(),
    );
    assert_eq!(failure(&refused), (6, "MC-5003".to_owned()));
    let database = rusqlite::Connection::open(&file).unwrap();
    let kept: i64 = database
        .query_row("SELECT count(*) FROM dossier", [], |row| row.get(0))
        .unwrap();
    assert_eq!(kept, 1);
}

/// As a user who is not root a read-only parent is enough.
#[test]
fn a_read_only_place_is_named() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = tempfile::tempdir().unwrap();
    let closed = home.path().join("closed");
    std::fs::create_dir(&closed).unwrap();
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o555)).unwrap();
    if std::fs::write(closed.join("probe"), "x").is_ok() {
        eprintln!("SKIPPED: this user writes everywhere (root)");
        return;
    }
    let doctor = run(
        motcua(home.path())
            .arg("doctor")
            .arg("--data")
            .arg(closed.join("data")),
        "",
    );
    assert_eq!(ending(&doctor), (6, "MC-5052".to_owned()));
    assert!(String::from_utf8_lossy(&doctor.stderr).contains("closed/data"));
}

/// The files of the new office, and what the doctor says of it.
fn founded_well(home: &Path, data: &Path) {
    let desk = std::fs::read_to_string(data.join("config/desk.toml")).unwrap();
    assert!(desk.contains("name = \"Quầy 01\""), "{desk}");
    let file = std::fs::read_to_string(data.join("config/office.toml")).unwrap();
    assert!(file.contains("name = \"Bộ phận Tư pháp\""), "{file}");
    let ask = |words: &[&str]| run(motcua(home).args(words).arg("--data").arg(data), "");
    let checks = answer(&ask(&["doctor", "--json"]))["checks"].clone();
    let mark = |id: &str| {
        let found = checks.as_array().unwrap().iter().find(|c| c["id"] == id);
        found.unwrap_or_else(|| panic!("no check {id}"))["mark"].clone()
    };
    for id in ["office", "database", "trail", "clock_behind"] {
        assert_eq!(mark(id), "ok", "{id}: {checks}");
    }
    // A server that is down is one line, and the others are still looked at.
    let down = ask(&["doctor", "--server", "http://127.0.0.1:9"]);
    let lines = String::from_utf8_lossy(&down.stdout).into_owned();
    assert!(lines.contains("× Máy chủ http://127.0.0.1:9"), "{lines}");
    assert!(lines.contains("√ Lưu vết"), "{lines}");
    assert_eq!(ending(&down), (3, "MC-9090".to_owned()));
    // A real office is no demonstration.
    assert_eq!(failure(&ask(&["demo"])), (3, "MC-9094".to_owned()));
}

#[test]
fn a_real_office_is_founded_and_its_passwords_are_set() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("kho");
    let init = |answers: &[&str]| {
        let mut command = motcua(home.path());
        command.arg("init").arg("--data").arg(&data);
        command.args(["--unit", "tu-phap=Bộ phận Tư pháp"]);
        for answer in answers {
            command.arg("--set").arg(answer);
        }
        run(&mut command, "")
    };
    let answers = [
        "id=xa-minh-tan",
        "name=UBND xã Minh Tân",
        "code=H62.98.2",
        "head_upper=UBND XÃ MINH TÂN",
        "place=Minh Tân",
        "address=Thôn Mẫu",
        "phone=0211 000 0009",
        "admin_email=Vidu.QuanTri@minhtan.example",
        "admin_name=Mai Thị Quản",
        "desk_email=vidu.motcua@minhtan.example",
        "desk_name=Lò Văn Quầy",
    ];
    assert_eq!(failure(&init(&answers[..5])), (3, "MC-9043".to_owned()));
    assert_eq!(failure(&init(&["king=x"])), (3, "MC-9044".to_owned()));
    assert!(!data.join("config/office.toml").exists(), "half an office");
    let made = init(&answers);
    let told = String::from_utf8(made.stdout).unwrap();
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    let password = |officer: &str| {
        let line = told.lines().find(|line| line.starts_with(officer)).unwrap();
        line.split_whitespace().nth(1).unwrap().to_owned()
    };
    let first = password("vidu.motcua@minhtan.example");
    assert!(
        first.len() == 19 && first != password("vidu.quantri@minhtan.example"),
        "{told}"
    );
    assert!(
        told.contains("Sẽ ghi ") && told.contains("motcua doctor"),
        "{told}"
    );
    founded_well(home.path(), &data);
    assert_eq!(failure(&init(&answers)), (3, "MC-9042".to_owned()));
    let check = run(
        motcua(home.path()).arg("check").arg(data.join("config")),
        "",
    );
    assert!(
        check.status.success(),
        "{}",
        String::from_utf8_lossy(&check.stderr)
    );
    let officer = |what: &[&str], input: &str| {
        let mut command = motcua(home.path());
        run(
            command.arg("officer").args(what).arg("--data").arg(&data),
            input,
        )
    };
    let desk = "vidu.motcua@minhtan.example";
    let set = |input: &str| officer(&["password", desk, "--stdin"], input);
    assert!(set("trà đá vỉa hè 7h\n").status.success());
    assert_eq!(failure(&set("ngắn\n")), (3, "MC-7031".to_owned()));
    assert_eq!(failure(&set("\n")), (3, "MC-9041".to_owned()));
    let closed = officer(&["disable", desk, "--reason", "nghỉ việc"], "");
    assert!(closed.status.success());
    let nobody = officer(&["disable", "x@y.example", "--reason", "nghỉ việc"], "");
    assert_eq!(failure(&nobody), (4, "MC-7026".to_owned()));
    let token = officer(&["token", desk, "--withdraw"], "");
    assert!(token.status.success());
    // Nothing works by one key, and everything that was done stands in the trail.
    let mut receive = motcua(home.path());
    let receive = receive
        .args(["receive", "--json", "-", "--data"])
        .arg(&data);
    assert_eq!(failure(&run(receive, &least().to_string())).1, "MC-7002");
    let mut verify = motcua(home.path());
    let verified = answer(&run(
        verify.args(["audit", "verify", "--data"]).arg(&data),
        "",
    ));
    assert_eq!(
        (&verified["events"], &verified["faults"]),
        (&json!(4), &json!([]))
    );
}
