//! Calendar files: what they may say, and that every fault names its line and its mend.

use motcua::worktime::{Calendar, CalendarError, Limit, Policy, Session, due};

/// One row per line, so that a fault's line is easy to name.
const PLAIN: &str = r#"id = "office"
version = "1"
valid_from = 2025-03-01
valid_to = 2025-03-31
hours = [{ am = "07:30-11:30", pm = "13:30-17:00" }]
week = [{ am = ["T2", "T3", "T4", "T5", "T6"], pm = ["T2", "T3", "T4", "T5", "T6"] }]
day = [
  { date = 2025-03-05, half = "am", kind = "closed", name = "Họp toàn cơ quan" },
  { date = 2025-03-08, half = "am", kind = "makeup", name = "Làm bù sáng thứ Bảy" },
]
"#;

#[test]
fn half_day_closures_and_half_day_make_up_work() {
    let calendar = Calendar::from_toml(PLAIN).unwrap();
    let session_of = |at: &str| {
        calendar
            .session_of(at.parse().unwrap())
            .unwrap()
            .to_string()
    };
    assert_eq!(
        session_of("2025-03-05T08:00:00"),
        "2025-03-05 PM",
        "morning closed"
    );
    assert_eq!(session_of("2025-03-08T08:00:00"), "2025-03-08 AM");
    assert_eq!(
        session_of("2025-03-08T11:31:00"),
        "2025-03-10 AM",
        "no afternoon that Saturday"
    );
    assert_eq!(
        session_of("2025-03-04T11:30:59"),
        "2025-03-04 AM",
        "seconds are dropped"
    );

    let received = "2025-03-04T09:00:00".parse().unwrap();
    let got = due(&calendar, received, Limit::HalfDays(8), &Policy::default()).unwrap();
    let lines: Vec<String> = got.explain.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines[2..],
        [
            "T3 04/03 chiều: 1",
            "T4 05/03 sáng đóng cửa (Họp toàn cơ quan)",
            "T4 05/03 chiều–T6 07/03: 2–6",
            "T7 08/03 sáng làm bù: 7",
            "T7 08/03 chiều–CN 09/03 nghỉ cuối tuần",
            "T2 10/03 sáng: 8",
            "Hẹn trả: 11:30 sáng T2 10/03/2025",
        ]
    );
}

#[test]
fn hours_and_weeks_may_change_with_the_season() {
    let text = PLAIN
        .replace(
            r#"hours = [{ am = "07:30-11:30", pm = "13:30-17:00" }]"#,
            r#"hours = [{ to = 2025-03-09, am = "07:30-11:30", pm = "13:30-17:00" }, { from = 2025-03-10, am = "7:00-11:00", pm = "13:00-16:30" }]"#,
        )
        .replace("week = [{ am", "week = [{ to = 2025-03-14, am")
        .replace(r#""T6"] }]"#, r#""T6"] }, { from = 2025-03-15, am = ["T2", "T7"], pm = [] }]"#);
    let calendar = Calendar::from_toml(&text).unwrap();
    let end_of = |session: &str| calendar.end_of(session.parse().unwrap()).to_string();
    assert_eq!(end_of("2025-03-07 PM"), "2025-03-07 17:00:00");
    assert_eq!(end_of("2025-03-10 AM"), "2025-03-10 11:00:00");
    let session: Session = "2025-03-14 PM".parse().unwrap();
    assert_eq!(
        calendar.plus(session, 1).unwrap().to_string(),
        "2025-03-15 AM"
    );
    assert_eq!(
        calendar.plus(session, 2).unwrap().to_string(),
        "2025-03-17 AM"
    );
    assert_eq!(
        calendar.plus(session, 3).unwrap().to_string(),
        "2025-03-22 AM"
    );
}

#[test]
fn a_stored_due_session_that_a_later_calendar_closes_still_counts_right() {
    let calendar = Calendar::from_toml(PLAIN).unwrap();
    let closed: Session = "2025-03-05 AM".parse().unwrap();
    let after: Session = "2025-03-05 PM".parse().unwrap();
    assert_eq!(calendar.plus(closed, 1), Ok(after));
    assert_eq!(
        calendar.plus(closed, -1).unwrap().to_string(),
        "2025-03-04 PM"
    );
    assert_eq!(calendar.between(closed, after), Ok(1));
    let error = calendar.idx(closed).unwrap_err();
    assert_eq!(error.code(), "MC-2003");
}

#[test]
fn every_fault_names_its_line_and_its_mend() {
    for (from, to, line, what) in [
        ("id = \"office\"", "id = \"\"", 1, "để trống"),
        ("2025-03-31", "2024-03-31", 4, "trước valid_from"),
        ("2025-03-31", "2525-03-31", 4, "60 năm"),
        (
            "valid_to = 2025-03-31",
            "valid_to = 2025-02-31",
            4,
            "không đọc được",
        ),
        ("valid_to = 2025-03-31", "", 1, "valid_to"),
        ("version = \"1\"", "verzion = \"1\"", 2, "verzion"),
        ("07:30-11:30", "07:30", 5, "không đọc được"),
        ("07:30-11:30", "07:30-24:00", 5, "không đọc được"),
        ("07:30-11:30", "11:30-07:30", 5, "ngược"),
        ("13:30-17:00", "11:00-17:00", 5, "chồng nhau"),
        (
            "{ am = \"07",
            "{ from = 2025-03-03, am = \"07",
            5,
            "không có hours",
        ),
        (
            "{ am = \"07",
            "{ to = 2025-03-03, am = \"07",
            5,
            "không có hours",
        ),
        (
            "{ am = \"07",
            "{ to = 2025-04-03, am = \"07",
            5,
            "ngoài lịch",
        ),
        (
            "hours = [{",
            "hours = [{ am = \"07:00-11:00\", pm = \"13:00-17:00\" }, {",
            5,
            "chồng",
        ),
        (
            "hours = [{ am = \"07:30-11:30\", pm = \"13:30-17:00\" }]",
            "hours = []",
            1,
            "không có hours",
        ),
        ("am = [\"T2\", ", "am = [\"T2\", \"T2\", ", 6, "hai lần"),
        ("am = [\"T2\", ", "am = [\"T8\", ", 6, "T8"),
        (
            "{ am = [",
            "{ from = 2025-03-09, to = 2025-03-05, am = [",
            6,
            "ngược",
        ),
        ("kind = \"closed\"", "kind = \"holyday\"", 8, "holyday"),
        (
            "half = \"am\", kind = \"closed\"",
            "half = \"noon\", kind = \"closed\"",
            8,
            "noon",
        ),
        ("Họp toàn cơ quan", " ", 8, "không có tên"),
        (
            "date = 2025-03-05",
            "date = 2025-04-05",
            8,
            "nằm ngoài lịch",
        ),
        (
            "date = 2025-03-05",
            "date = 2025-03-05T08:00:00",
            8,
            "cần một ngày",
        ),
        (
            "date = 2025-03-05",
            "date = 2025-03-05, to = 2025-03-04",
            8,
            "ngược",
        ),
        (
            "date = 2025-03-05",
            "date = 2025-03-05, to = 2025-04-04",
            8,
            "nằm ngoài lịch",
        ),
        (
            "date = 2025-03-05",
            "date = 2025-03-08",
            9,
            "vừa nghỉ vừa làm bù (dòng 8)",
        ),
        (
            "date = 2025-03-08",
            "date = 2025-03-10",
            9,
            "vốn đã làm việc",
        ),
        (
            "  { date = 2025-03-05",
            "  { date = 2025-03-04, to = 2025-03-06, kind = \"holiday\", name = \"x\" },\n  { date = 2025-03-05",
            9,
            "đã có ở dòng 8",
        ),
    ] {
        let faulty = PLAIN.replacen(from, to, 1);
        assert_ne!(faulty, PLAIN, "{from}");
        let Err(CalendarError::Faulty(faults)) = Calendar::from_toml(&faulty) else {
            panic!("accepted with {to}");
        };
        let told: Vec<String> = faults
            .iter()
            .map(|fault| format!("{}: {fault}", fault.line))
            .collect();
        assert_eq!(faults.len(), 1, "{to}: {told:#?}");
        assert_eq!(faults[0].line, line, "{to}: {told:#?}");
        assert!(
            told[0].contains(what) && told[0].contains("Cách sửa"),
            "{to}: {told:#?}"
        );
    }
}

#[test]
fn all_faults_are_told_at_once_in_file_order() {
    let faulty = PLAIN
        .replace("07:30-11:30", "7h30")
        .replace("2025-03-05", "2024-03-05")
        .replace("2025-03-08", "2026-03-08");
    let Err(error) = Calendar::from_toml(&faulty) else {
        panic!("accepted")
    };
    assert_eq!(error.code(), "MC-2010");
    let CalendarError::Faulty(faults) = &error else {
        panic!("{error}")
    };
    assert_eq!(
        faults.iter().map(|fault| fault.line).collect::<Vec<_>>(),
        [5, 8, 9]
    );
    assert!(error.to_string().contains("\n  dòng 8: "), "{error}");
}

#[test]
fn text_that_is_no_calendar_is_refused_without_a_crash() {
    for text in [
        "",
        "\u{0}",
        "[[[",
        "id = 1",
        "day = 3",
        "\u{feff}id = \"x\"",
        "hours = [{}]",
        "id = \"\"\"x",
    ] {
        let error = Calendar::from_toml(text).unwrap_err();
        assert_eq!(error.code(), "MC-2010", "{text:?}");
    }
}

#[test]
fn a_calendar_without_any_open_session_answers_that_it_ends() {
    let text = PLAIN
        .replace(r#"["T2", "T3", "T4", "T5", "T6"]"#, "[]")
        .lines()
        .filter(|line| !line.contains("makeup"))
        .collect::<Vec<_>>()
        .join("\n");
    let calendar = Calendar::from_toml(&text).unwrap();
    assert!(calendar.is_empty());
    let error = calendar
        .session_of("2025-03-05T08:00:00".parse().unwrap())
        .unwrap_err();
    assert_eq!(error.code(), "MC-2001");
}
