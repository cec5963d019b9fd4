//! `motcua due`: when a dossier is due, and why. Needs no database.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset, NaiveDateTime};
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::calendar::joined;
use super::exit::{Exit, Failure};
use super::output;
use crate::worktime::{CountPolicy, Due, ExplainLine, Limit, Policy, Session, Topic, due, words};

/// Arguments of `motcua due`.
#[derive(Debug, Args)]
pub struct DueArgs {
    /// Lúc nhận đủ hồ sơ, giờ Việt Nam: 2025-03-03T08:15
    #[arg(long)]
    received: String,
    /// Thời hạn: 2d, ½d, 0.5d (ngày làm việc), 3h (giờ làm việc), 15cd (ngày), 1m (tháng), in-day, none
    #[arg(long)]
    limit: String,
    /// Tệp lịch làm việc; ghi nhiều lần để nối lịch (có sẵn: vn, vn-2027-provisional)
    #[arg(long)]
    calendar: Vec<PathBuf>,
    /// Cách đếm
    #[arg(long, value_enum, default_value = "session")]
    policy: Count,
    /// Dùng các ngày chưa được xác nhận trong lịch
    #[arg(long, value_enum, default_value = "on")]
    unconfirmed: Switch,
    /// Kể rõ từng buổi được đếm và được bỏ qua
    #[arg(long)]
    explain: bool,
    /// Trả lời bằng JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Count {
    #[value(name = "session")]
    Session,
    #[value(name = "receipt_counts")]
    ReceiptCounts,
    #[value(name = "civil_day")]
    CivilDay,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Switch {
    On,
    Off,
}

/// Vietnam keeps one offset all year.
const HOURS_EAST: i32 = 7;

/// Prints the appointment.
///
/// # Errors
/// A moment, limit or calendar that cannot be read; a calendar that ends too early.
pub fn run(args: DueArgs) -> Result<(), Failure> {
    let received = moment(&args.received)?;
    let limit: Limit = args.limit.parse()?;
    let calendar = joined(&args.calendar)?.with_unconfirmed(args.unconfirmed == Switch::On);
    let policy = Policy {
        count: args.policy.into(),
        ..Policy::default()
    };
    let due = due(&calendar, received, limit, &policy)?;
    match args.json {
        true => print_json(&due)?,
        false => print_words(&due, limit, args.explain),
    }
    Ok(())
}

#[derive(Serialize)]
struct Answer<'a> {
    received_session: Session,
    due: Option<Session>,
    due_at: Option<String>,
    half_days: Option<u32>,
    explain: &'a [ExplainLine],
}

fn print_json(due: &Due) -> Result<(), Failure> {
    let answer = Answer {
        received_session: due.received_session,
        due: due.due,
        due_at: due
            .due_at
            .map(|at| format!("{}+07:00", at.format("%Y-%m-%dT%H:%M:%S"))),
        half_days: due.half_days,
        explain: &due.explain,
    };
    output::json(&answer)
}

fn print_words(due: &Due, limit: Limit, explain: bool) {
    let provisional = match due.provisional {
        true => " (dự kiến)",
        false => "",
    };
    output::line(&match due.due.zip(due.due_at) {
        Some((session, at)) => format!(
            "Hẹn trả: {} buổi {}{provisional} (thời hạn {})",
            at.format("%H:%M"),
            words::session(session),
            limit.in_words().to_lowercase()
        ),
        None => "Không có ngày hẹn trả (không quy định thời hạn)".into(),
    });
    let reasons = due.explain.iter().filter(|line| line.topic != Topic::Due);
    for line in reasons.filter(|_| explain) {
        output::line(&format!("  {line}"));
    }
}

/// Local time, with or without seconds; a time with an offset is turned into Vietnam's.
fn moment(text: &str) -> Result<NaiveDateTime, Failure> {
    let plain = [
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%dT%H:%M:%S",
        "%Y-%m-%d %H:%M",
        "%Y-%m-%d %H:%M:%S",
    ];
    let local = plain
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    let with_offset = || {
        let vietnam = FixedOffset::east_opt(HOURS_EAST * 3600)?;
        Some(
            DateTime::parse_from_rfc3339(text)
                .ok()?
                .with_timezone(&vietnam)
                .naive_local(),
        )
    };
    local.or_else(with_offset).ok_or_else(|| {
        let shown: String = text.chars().take(40).collect();
        let text = format!(
            "“{shown}” không phải là một thời điểm. Chưa có gì bị thay đổi. Hãy viết như 2025-03-03T08:15."
        );
        Failure::new(Exit::Refused, "MC-2022", text)
    })
}

impl From<Count> for CountPolicy {
    fn from(count: Count) -> Self {
        match count {
            Count::Session => CountPolicy::Session,
            Count::ReceiptCounts => CountPolicy::ReceiptCounts,
            Count::CivilDay => CountPolicy::CivilDay,
        }
    }
}
