//! `motcua due` and `motcua calendar check`, through the real binary.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

#[test]
fn due_answers_in_json_exactly_as_documented() {
    let out = motcua(&[
        "due",
        "--received",
        "2025-03-03T08:15",
        "--limit",
        "2d",
        "--json",
    ]);
    assert_eq!(status(&out), 0, "{}", told(&out));
    insta::assert_snapshot!(stdout(&out), @r#"{"received_session":"2025-03-03 AM","due":"2025-03-05 AM","due_at":"2025-03-05T11:30:00+07:00","half_days":4,"explain":["Nhận 08:15 T2 03/03/2025: tính vào buổi sáng T2 03/03/2025","02 ngày làm việc = 4 buổi; buổi tiếp nhận không tính, đếm từ buổi kế tiếp","T2 03/03 chiều–T4 05/03 sáng: 1–4","Hẹn trả: 11:30 sáng T4 05/03/2025"]}"#);
}

#[test]
fn due_answers_people_in_one_line_and_explains_on_request() {
    let asked = ["due", "--received", "2025-04-25 14:00", "--limit", "3d"];
    insta::assert_snapshot!(stdout(&motcua(&asked)), @"Hẹn trả: 17:00 buổi chiều T3 29/04/2025 (thời hạn 03 ngày làm việc)");
    let explained = motcua(&[&asked[..], &["--explain"]].concat());
    insta::assert_snapshot!(stdout(&explained), @r"
    Hẹn trả: 17:00 buổi chiều T3 29/04/2025 (thời hạn 03 ngày làm việc)
      Nhận 14:00 T6 25/04/2025: tính vào buổi chiều T6 25/04/2025
      03 ngày làm việc = 6 buổi; buổi tiếp nhận không tính, đếm từ buổi kế tiếp
      T7 26/04 làm bù: 1, 2
      CN 27/04 nghỉ cuối tuần
      T2 28/04–T3 29/04: 3–6
    ");
}

#[test]
fn no_limit_has_no_due_date() {
    let out = motcua(&[
        "due",
        "--received",
        "2025-03-03T08:15",
        "--limit",
        "none",
        "--json",
    ]);
    let answer: serde_json::Value = serde_json::from_str(&stdout(&out)).unwrap();
    assert_eq!(answer["received_session"], "2025-03-03 AM");
    for key in ["due", "due_at", "half_days"] {
        assert_eq!(answer.get(key), Some(&serde_json::Value::Null), "{key}");
    }
}

#[test]
fn the_unconfirmed_days_can_be_switched_off() {
    let due = |switch| {
        let out = motcua(&[
            "due",
            "--received",
            "2025-12-31T10:00",
            "--limit",
            "2d",
            "--json",
            "--unconfirmed",
            switch,
        ]);
        let answer: serde_json::Value = serde_json::from_str(&stdout(&out)).unwrap();
        answer["due"].as_str().unwrap().to_owned()
    };
    assert_eq!(due("on"), "2026-01-06 AM");
    assert_eq!(due("off"), "2026-01-05 AM");
}

#[test]
fn the_policy_and_the_calendar_are_arguments() {
    let due = |more: &[&str]| {
        let out = motcua(&[&["due", "--json"], more].concat());
        let answer: serde_json::Value = serde_json::from_str(&stdout(&out)).unwrap();
        answer["due"].as_str().unwrap().to_owned()
    };
    let asked = [
        "--received",
        "2025-03-03T08:15",
        "--limit",
        "1d",
        "--policy",
    ];
    assert_eq!(
        due(&[&asked[..], &["receipt_counts"]].concat()),
        "2025-03-03 PM"
    );
    assert_eq!(due(&[&asked[..], &["civil_day"]].concat()), "2025-03-04 PM");
    let saturday = test_file("examples-saturday.toml");
    let saturday = [
        "--received",
        "2025-03-08T09:00",
        "--limit",
        "1d",
        "--calendar",
        saturday.to_str().unwrap(),
    ];
    assert_eq!(due(&saturday), "2025-03-10 PM");
    let joined = [
        "--received",
        "2026-12-30T09:00",
        "--limit",
        "10d",
        "--calendar",
        "vn",
        "--calendar",
        "vn-2027-provisional",
    ];
    assert_eq!(due(&joined), "2027-01-14 AM");
}

#[test]
fn a_time_with_an_offset_is_read_as_vietnams() {
    let out = motcua(&[
        "due",
        "--received",
        "2025-03-03T01:15:00Z",
        "--limit",
        "1d",
        "--json",
    ]);
    assert!(
        stdout(&out).contains(r#""due":"2025-03-04 AM""#),
        "{}",
        told(&out)
    );
}

#[test]
fn failures_say_code_and_mend_and_give_the_status_of_their_kind() {
    let received = ["due", "--received", "2025-03-03T08:15", "--limit"];
    for (arguments, expected, code, word) in [
        (vec!["due"], 2, "MC-9030", "--received"),
        (vec!["nonsense"], 2, "MC-9030", "nonsense"),
        ([&received[..], &["2x"]].concat(), 3, "MC-2021", "15cd"),
        (
            vec!["due", "--received", "2025-13-01T08:15", "--limit", "2d"],
            3,
            "MC-2022",
            "2025-03-03T08:15",
        ),
        (
            vec!["due", "--received", "2026-12-30T08:15", "--limit", "20d"],
            3,
            "MC-2001",
            "31/12/2026",
        ),
        (
            vec!["due", "--received", "2018-12-30T08:15", "--limit", "20d"],
            3,
            "MC-2002",
            "01/01/2019",
        ),
        (
            vec!["due", "--received", "2025-03-03T08:15", "--limit", "9999m"],
            3,
            "MC-2001",
            "31/12/2026",
        ),
        (
            [&received[..], &["2d", "--calendar", "no-such-file.toml"]].concat(),
            4,
            "MC-2012",
            "no-such-file.toml",
        ),
    ] {
        let out = motcua(&arguments);
        assert_eq!(status(&out), expected, "{arguments:?}\n{}", told(&out));
        let error = String::from_utf8_lossy(&out.stderr);
        assert!(
            error.starts_with(code) && error.contains(word),
            "{arguments:?}\n{}",
            told(&out)
        );
        assert_eq!(
            stdout(&out),
            "",
            "nothing on standard output: {arguments:?}"
        );
    }
}

#[test]
fn help_is_no_failure() {
    let out = motcua(&["due", "--help"]);
    assert_eq!(status(&out), 0);
    assert!(stdout(&out).contains("--received"));
}

#[test]
fn calendar_check_names_file_line_and_mend() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("lich.toml");
    let faulty = std::fs::read_to_string(test_file("examples.toml"))
        .unwrap()
        .replace("2020-09-02", "2030-09-02");
    std::fs::write(&file, &faulty).unwrap();
    let line = faulty
        .lines()
        .position(|line| line.contains("2030-09-02"))
        .unwrap()
        + 1;
    let out = motcua(&["calendar", "check", file.to_str().unwrap()]);
    assert_eq!(status(&out), 3);
    let error = String::from_utf8_lossy(&out.stderr);
    let place = format!("{}:{line}: ", file.display());
    assert!(
        error.contains(&place) && error.contains("Cách sửa"),
        "{error}"
    );

    std::fs::write(&file, faulty.replace("2030-09-02", "2020-09-02")).unwrap();
    let out = motcua(&["calendar", "check", file.to_str().unwrap()]);
    assert_eq!(status(&out), 0, "{}", told(&out));
    assert!(stdout(&out).contains("31/12/2026"));
}

/// Runs the real binary in an empty environment.
fn motcua(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_motcua"));
    command.args(arguments).env_clear().output().unwrap()
}

fn test_file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/worktime")
        .join(name)
}

fn status(out: &Output) -> i32 {
    out.status.code().unwrap_or(-1)
}

fn stdout(out: &Output) -> String {
    String::from_utf8_lossy(&out.stdout).trim_end().to_owned()
}

fn told(out: &Output) -> String {
    format!(
        "status {}\n{}\n{}",
        status(out),
        stdout(out),
        String::from_utf8_lossy(&out.stderr)
    )
}
