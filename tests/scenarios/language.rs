//! The language of scenarios: one line an event or an expectation, in the words of the counter.
//!
//! ```text
//! Kịch bản: Bổ sung, đồng hồ dừng
//! Chính sách: bổ sung = tạm dừng
//! T2 03/03/2025
//! 09:00  một cửa xã: tiếp nhận 9.000001 của "Trần Thị Trọn Đời", thời hạn 5 ngày
//!        thì: trạng thái Mới tiếp nhận; hẹn trả T2 10/03/2025 sáng
//! 09:05  chuyên viên xã không được: trình lãnh đạo (MC-1042)
//! ```

use crate::counter::{self, DeskOf, Step};
use crate::people::{self, Person};
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};
use motcua::domain::case_policy::PolicyRow;
use motcua::domain::lifecycle::{Act, Lifecycle};

/// One scenario.
#[derive(Debug)]
pub struct Scenario {
    /// File, for messages.
    pub file: String,
    policy: Vec<(String, String)>,
    /// Whether it is among those that are played by keys in every run.
    pub by_keys: bool,
    /// Why it cannot be played in linear mode.
    pub not_linear: Option<String>,
    /// How the desks of a scenario at the counter are started: columns, rows, arguments.
    pub desk: DeskOf,
    /// Lines in order.
    pub lines: Vec<Line>,
}

/// One line that does or expects something.
#[derive(Debug)]
pub struct Line {
    /// Number in the file, from 1.
    pub no: usize,
    /// Local time.
    pub at: NaiveDateTime,
    /// What it says.
    pub what: What,
}

/// What a line says.
#[derive(Debug)]
pub enum What {
    /// Somebody does something.
    Does(Doing),
    /// Somebody tries and is refused with this code.
    Refused(Doing, String),
    /// What must hold now: key and value.
    Expects(Vec<String>),
    /// Somebody at a desk presses, types, scans, and looks at the screen.
    AtDesk(Person, Vec<Step>),
}

/// Somebody doing something.
#[derive(Debug)]
pub struct Doing {
    /// Who.
    pub who: Person,
    /// What.
    pub deed: Deed,
    /// What it asks for, `key value` each.
    pub with: Vec<String>,
}

/// What is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// Something at the counter or the portal about a procedure.
    Intake(Intake, String, String),
    /// The papers of the dossier put right.
    Correct,
    /// The dossier put under the rules of the day.
    Convert,
    /// An act of the table.
    Act(Act),
    /// A paper printed.
    Print(String),
}

/// What becomes of an intake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intake {
    /// Received.
    Receive,
    /// Sent through the portal.
    Register,
    /// Guided.
    Guide,
    /// Refused.
    Refuse,
}

const INTAKES: [(&str, Intake); 4] = [
    ("tiếp nhận ", Intake::Receive),
    ("nộp trực tuyến ", Intake::Register),
    ("hướng dẫn ", Intake::Guide),
    ("từ chối tiếp nhận ", Intake::Refuse),
];

impl Scenario {
    /// Reads the text of `file`.
    ///
    /// # Errors
    /// The first line that cannot be understood, with file, line and mend.
    pub fn read(file: &str, text: &str) -> Result<Self, String> {
        let mut scenario = Self {
            file: file.to_owned(),
            policy: Vec::new(),
            by_keys: false,
            not_linear: None,
            desk: DeskOf::default(),
            lines: Vec::new(),
        };
        let (mut day, mut at, mut titled) = (None, None, false);
        let mut sitting = None;
        for (index, line) in text.lines().enumerate() {
            let line = line.split_once(" #").map_or(line, |(said, _)| said).trim();
            let placed = |why: String| format!("{file}:{}: {why}", index + 1);
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if line.strip_prefix("Kịch bản:").is_some() {
                titled = true;
            } else if let Some(policy) = line.strip_prefix("Chính sách:") {
                scenario.policy = policies(policy).map_err(placed)?;
            } else if let Some(played) = line.strip_prefix("Bằng phím:") {
                if played.trim() != "có" {
                    return Err(placed("viết “Bằng phím: có”, hoặc bỏ dòng này".to_owned()));
                }
                scenario.by_keys = true;
            } else if let Some(played) = line.strip_prefix("Từng dòng:") {
                let why = played.trim().strip_prefix("không, vì ");
                let why = why.filter(|why| !why.is_empty()).ok_or_else(|| {
                    placed("viết “Từng dòng: không, vì …”, hoặc bỏ dòng này".to_owned())
                })?;
                scenario.not_linear = Some(why.to_owned());
            } else if let Some(desk) = line.strip_prefix("Quầy:") {
                scenario.desk = DeskOf::read(desk.trim()).map_err(placed)?;
            } else if let Some(said) = line.strip_prefix("rồi:") {
                let (at, who) = at
                    .zip(sitting)
                    .ok_or_else(|| placed("“rồi” đứng sau một dòng “tại quầy”".to_owned()))?;
                let what = What::AtDesk(who, counter::steps(said).map_err(placed)?);
                scenario.lines.push(Line {
                    no: index + 1,
                    at,
                    what,
                });
            } else if let Some(expected) = line.strip_prefix("thì:") {
                let at = at.ok_or_else(|| placed("“thì” đứng sau một việc".to_owned()))?;
                let what = What::Expects(split(expected, ';'));
                scenario.lines.push(Line {
                    no: index + 1,
                    at,
                    what,
                });
            } else if line.starts_with(|c: char| c.is_ascii_digit()) {
                let day =
                    day.ok_or_else(|| placed("thiếu dòng ngày, ví dụ T2 03/03/2025".to_owned()))?;
                let (time, said) = line.split_once(' ').unwrap_or((line, ""));
                let now = NaiveDateTime::new(day, hour(time).map_err(placed)?);
                if at.is_some_and(|before| now < before) {
                    return Err(placed(format!("{time} đứng trước việc ở dòng trên")));
                }
                at = Some(now);
                let what = event(said.trim()).map_err(placed)?;
                if let What::AtDesk(who, _) = &what {
                    sitting = Some(*who);
                }
                scenario.lines.push(Line {
                    no: index + 1,
                    at: now,
                    what,
                });
            } else {
                day = Some(date_with_weekday(line).map_err(placed)?);
            }
        }
        if !titled {
            return Err(format!("{file}:1: thiếu dòng “Kịch bản: …”"));
        }
        Ok(scenario)
    }

    /// The same text for scenarios with the same policy.
    pub fn policy_key(&self) -> String {
        format!("{:?}", self.policy)
    }

    /// The policy as a row after all others.
    pub fn policy_row(&self) -> Option<PolicyRow> {
        let mut policy = motcua::domain::case_policy::CasePolicy {
            result_file: false,
            ..Default::default()
        };
        for (key, value) in &self.policy {
            let n = value.parse().unwrap_or(0);
            match key.as_str() {
                "bổ sung" if value == "tạm dừng" => {
                    policy.supplement = motcua::worktime::SupplementPolicy::Pause;
                }
                "bổ sung" => policy.supplement = motcua::worktime::SupplementPolicy::Restart,
                "số lần bổ sung" => policy.supplement_max = n,
                "bổ sung trong" => policy.supplement_within = n,
                "hạn bổ sung" => policy.supplement_days = n,
                "số lần hẹn lại" => policy.reappoint_max = n,
                "xin lỗi trước" => policy.apology_lead = n,
                "tệp kết quả" => policy.result_file = n > 0,
                "nộp trước" => policy.prepaid = n > 0,
                _ => {}
            }
        }
        Some(PolicyRow {
            procedures: Vec::new(),
            fields: Vec::new(),
            immediate: false,
            valid_from: NaiveDate::from_ymd_opt(2000, 1, 1)?,
            valid_to: None,
            source: "kịch bản".to_owned(),
            policy,
        })
    }
}

const POLICIES: [&str; 8] = [
    "bổ sung",
    "số lần bổ sung",
    "bổ sung trong",
    "hạn bổ sung",
    "số lần hẹn lại",
    "xin lỗi trước",
    "tệp kết quả",
    "nộp trước",
];

fn policies(text: &str) -> Result<Vec<(String, String)>, String> {
    let one = |part: String| {
        let (key, value) = part
            .split_once('=')
            .ok_or_else(|| format!("“{part}”: viết khóa = giá trị"))?;
        let (key, value) = (key.trim().to_owned(), value.trim().to_owned());
        let fits = match key.as_str() {
            "bổ sung" => value == "tạm dừng" || value == "tính lại",
            _ => value.parse::<u32>().is_ok(),
        };
        if !POLICIES.contains(&key.as_str()) || !fits {
            return Err(format!(
                "không có chính sách “{part}”; dùng: {}",
                POLICIES.join(", ")
            ));
        }
        Ok((key, value))
    };
    split(text, ';').into_iter().map(one).collect()
}

/// `người: việc, …` or `người không được: việc, … (MC-1020)`.
fn event(text: &str) -> Result<What, String> {
    let (who, rest) = people::at_start(text)
        .ok_or("dòng không bắt đầu bằng một người; xem tests/scenarios/people.rs")?;
    if let Some(said) = rest.strip_prefix(" tại quầy:") {
        return Ok(What::AtDesk(who, counter::steps(said)?));
    }
    if let Some(tried) = rest.strip_prefix(" không được:") {
        let (tried, code) = tried
            .trim()
            .rsplit_once(" (")
            .ok_or("sau việc bị từ chối ghi mã, ví dụ (MC-1020)")?;
        let code = code.strip_suffix(')').filter(|c| c.starts_with("MC-"));
        let code = code.ok_or("mã viết như (MC-1020)")?;
        return Ok(What::Refused(doing(who, tried)?, code.to_owned()));
    }
    let said = rest
        .strip_prefix(':')
        .ok_or("sau tên người là dấu hai chấm, hoặc “không được:”")?;
    doing(who, said.trim()).map(What::Does)
}

fn doing(who: Person, text: &str) -> Result<Doing, String> {
    let lower = text.to_lowercase();
    for (word, intake) in INTAKES {
        let Some(said) = lower
            .strip_prefix(word)
            .map(|said| &text[text.len() - said.len()..])
        else {
            continue;
        };
        if !said.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let mut parts = split(said, ',');
        let first = parts.remove(0);
        let (procedure, owner) = first
            .split_once(" của ")
            .ok_or("viết mã thủ tục, “của”, rồi tên trong ngoặc kép")?;
        let deed = Deed::Intake(intake, procedure.trim().to_owned(), unquoted(owner)?);
        return Ok(Doing {
            who,
            deed,
            with: parts,
        });
    }
    if let Some(form) = lower.strip_prefix("in ") {
        let deed = Deed::Print(form.trim().to_owned());
        return Ok(Doing {
            who,
            deed,
            with: Vec::new(),
        });
    }
    let (act, rest) = act_at_start(&lower).ok_or_else(|| {
        format!(
            "không có việc “{text}”; tên việc như trên màn hình (assets/lifecycle/transitions.toml)"
        )
    })?;
    let deed = match act {
        Act::CorrectIntake => Deed::Correct,
        Act::Convert => Deed::Convert,
        act => Deed::Act(act),
    };
    let with = text[text.len() - rest..].trim_start_matches(',');
    Ok(Doing {
        who,
        deed,
        with: split(with, ','),
    })
}

/// The act whose name begins `lower`, and how many bytes follow; the longest name wins.
fn act_at_start(lower: &str) -> Option<(Act, usize)> {
    let names = table()
        .transition
        .iter()
        .map(|row| (row.act, row.label.to_lowercase()));
    let fits = names.filter_map(|(act, name)| {
        let rest = lower.strip_prefix(&name)?;
        (rest.is_empty() || rest.starts_with(',')).then_some((act, rest.len()))
    });
    fits.min_by_key(|(_, rest)| *rest)
}

/// The table of acts as shipped.
pub fn table() -> &'static Lifecycle {
    static TABLE: std::sync::OnceLock<Lifecycle> = std::sync::OnceLock::new();
    TABLE.get_or_init(|| {
        toml::from_str(include_str!("../../assets/lifecycle/transitions.toml")).unwrap()
    })
}

/// Parts of `text` between `separator`s that do not stand in quotes.
pub fn split(text: &str, separator: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut quoted = false;
    for letter in text.chars() {
        quoted ^= letter == '"';
        match parts.last_mut() {
            Some(part) if letter != separator || quoted => part.push(letter),
            _ => parts.push(String::new()),
        }
    }
    let parts = parts.into_iter().map(|part| part.trim().to_owned());
    parts.filter(|part| !part.is_empty()).collect()
}

/// What stands between the quotes.
pub fn unquoted(text: &str) -> Result<String, String> {
    let inner = text
        .trim()
        .strip_prefix('"')
        .and_then(|t| t.strip_suffix('"'));
    inner
        .map(str::to_owned)
        .ok_or_else(|| format!("viết trong ngoặc kép: {text}"))
}

/// The number after `word`.
pub fn number<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    text.trim()
        .replace('.', "")
        .parse()
        .map_err(|_| format!("“{text}” không phải số"))
}

/// `20/03/2025`.
pub fn date(text: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(text.trim(), "%d/%m/%Y")
        .map_err(|_| format!("ngày viết như 20/03/2025, không phải “{text}”"))
}

/// `T2 10/03/2025 sáng`, as the wire writes it.
pub fn session(text: &str) -> Result<String, String> {
    let (day, half) = text
        .trim()
        .rsplit_once(' ')
        .ok_or("buổi viết như T2 10/03/2025 sáng")?;
    let half = match half {
        "sáng" => "AM",
        "chiều" => "PM",
        _ => return Err(format!("buổi là sáng hoặc chiều, không phải “{half}”")),
    };
    Ok(format!("{} {half}", date_with_weekday(day)?))
}

fn hour(text: &str) -> Result<NaiveTime, String> {
    let read = NaiveTime::parse_from_str(text, "%H:%M:%S")
        .or_else(|_| NaiveTime::parse_from_str(text, "%H:%M"));
    read.map_err(|_| format!("giờ viết như 08:15 hoặc 08:15:30, không phải “{text}”"))
}

/// `T2 03/03/2025`, the day of the week being the right one.
fn date_with_weekday(text: &str) -> Result<NaiveDate, String> {
    let (weekday, day) = text
        .trim()
        .split_once(' ')
        .ok_or_else(|| format!("không hiểu dòng “{text}”"))?;
    let day = date(day)?;
    let right =
        ["T2", "T3", "T4", "T5", "T6", "T7", "CN"][day.weekday().num_days_from_monday() as usize];
    if weekday != right {
        return Err(format!(
            "{} là {right}, không phải {weekday}",
            day.format("%d/%m/%Y")
        ));
    }
    Ok(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> String {
        Scenario::read("thu.txt", text).unwrap_err()
    }

    #[test]
    fn what_cannot_be_understood_is_named_by_file_line_and_mend() {
        let head = "Kịch bản: thử\nT2 03/03/2025\n";
        assert_eq!(
            wrong("Kịch bản: thử\nT3 03/03/2025"),
            "thu.txt:2: 03/03/2025 là T2, không phải T3"
        );
        for (line, said) in [
            ("08:00  ông hàng xóm: ký", "không bắt đầu bằng một người"),
            ("08:00  lãnh đạo xã: nhảy múa", "không có việc “nhảy múa”"),
            ("08:00  lãnh đạo xã không được: ký", "ghi mã"),
            ("8 giờ  lãnh đạo xã: ký", "giờ viết như 08:15"),
            (
                "09:00  lãnh đạo xã: ký\n08:00  lãnh đạo xã: ký",
                "đứng trước",
            ),
            ("Chính sách: bổ sung = mơ", "không có chính sách"),
            ("Từng dòng: không", "không, vì …"),
        ] {
            let found = wrong(&format!("{head}{line}"));
            assert!(
                found.contains(said) && found.starts_with("thu.txt:"),
                "{found}"
            );
        }
    }

    #[test]
    fn the_longest_name_of_an_act_is_meant() {
        let signed = act_at_start("ký xin lỗi, số \"1\"").unwrap();
        assert_eq!(signed, (Act::SignApology, ", số \"1\"".len()));
        assert_eq!(split("a \"b, c\", d", ','), ["a \"b, c\"", "d"]);
    }
}
