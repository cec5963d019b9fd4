//! The reason for a due date, in lines a clerk can read to the applicant.

use std::fmt;

use chrono::{Datelike, NaiveDateTime};
use serde::{Serialize, Serializer};

use super::calendar::Calendar;
use super::due::{calendar_date, too_late_for_today};
use super::explain_runs;
use super::limit::Limit;
use super::policy::{CountPolicy, Policy};
use super::session::Session;
use super::words;

/// One line of the explanation; in JSON just its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainLine {
    /// What the line is about.
    pub topic: Topic,
    /// The line, Vietnamese.
    pub text: String,
}

/// What a line of the explanation is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// The session the receipt belongs to.
    Receipt,
    /// The rule applied.
    Rule,
    /// Sessions (or dates) counted.
    Counted,
    /// Sessions passed over: weekend, holiday, closure.
    Skipped,
    /// The appointment.
    Due,
    /// What is not certain yet.
    Provisional,
}

impl ExplainLine {
    pub(super) fn new(topic: Topic, text: impl Into<String>) -> Self {
        ExplainLine {
            topic,
            text: text.into(),
        }
    }
}

impl fmt::Display for ExplainLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for ExplainLine {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.text)
    }
}

/// What was asked and answered.
pub(super) struct Question<'a> {
    pub calendar: &'a Calendar,
    pub received: NaiveDateTime,
    pub receipt: Session,
    pub limit: Limit,
    pub policy: &'a Policy,
    pub due: Option<Session>,
}

pub(super) fn lines(question: &Question<'_>, uncertain: &[String]) -> Vec<ExplainLine> {
    let mut lines = vec![
        receipt(question),
        ExplainLine::new(Topic::Rule, rule(question)),
    ];
    let Some(due) = question.due else {
        return lines;
    };
    if question.limit.half_days().is_some() {
        lines.extend(explain_runs::lines(question, due));
    } else {
        lines.extend(rolled(question, due));
    }
    let end = question.calendar.end_of(due).format("%H:%M");
    lines.push(ExplainLine::new(
        Topic::Due,
        format!("Hẹn trả: {end} {}", words::session(due)),
    ));
    if !uncertain.is_empty() {
        let text = format!(
            "Ngày hẹn dự kiến, chưa được xác nhận: {}",
            uncertain.join("; ")
        );
        lines.push(ExplainLine::new(Topic::Provisional, text));
    }
    lines
}

fn receipt(question: &Question<'_>) -> ExplainLine {
    let at = question.received;
    let moved = match at.date() == question.receipt.date {
        true => "",
        false => " (ngoài giờ làm việc)",
    };
    ExplainLine::new(
        Topic::Receipt,
        format!(
            "Nhận {} {}{moved}: tính vào buổi {}",
            at.format("%H:%M"),
            words::long_date(at.date()),
            words::session(question.receipt)
        ),
    )
}

fn rule(question: &Question<'_>) -> String {
    let words = question.limit.in_words();
    let receipt_date = words::long_date(question.receipt.date);
    match question.limit {
        Limit::HalfDays(n) => format!("{words} = {n} buổi; {}", counting(n, question.policy.count)),
        Limit::WorkingHours(_) => {
            let n = question.limit.half_days().unwrap_or_default();
            format!(
                "{words} = {n} buổi (4 giờ một buổi, làm tròn lên); {}",
                counting(n, question.policy.count)
            )
        }
        Limit::CalendarDays(_) | Limit::Months(_) => {
            let date = calendar_date(question.receipt.date, question.limit);
            let date = date.map_or_else(String::new, words::long_date);
            format!("{words} kể từ {receipt_date} là {date}, hết buổi cuối ngày")
        }
        Limit::InDay => {
            let cutoff = question.policy.in_day_cutoff.format("%H:%M");
            match too_late_for_today(question.received, question.receipt, question.policy) {
                true => format!("{words}: nhận sau {cutoff} thì trả cuối ngày làm việc kế tiếp"),
                false => format!("{words}: nhận đến {cutoff} thì trả cuối ngày"),
            }
        }
        Limit::NoDue => format!("{words} thời hạn: không có ngày hẹn, không tính quá hạn"),
    }
}

fn counting(n: u32, count: CountPolicy) -> String {
    match count {
        CountPolicy::Session => "buổi tiếp nhận không tính, đếm từ buổi kế tiếp".into(),
        CountPolicy::ReceiptCounts => "buổi tiếp nhận là buổi 1".into(),
        CountPolicy::CivilDay => format!(
            "đếm {} ngày làm việc từ ngày kế tiếp ngày nhận, hết buổi cuối của ngày cuối",
            n.div_ceil(2)
        ),
    }
}

/// A date that fell on closed days and moved to the next working date.
fn rolled(question: &Question<'_>, due: Session) -> Option<ExplainLine> {
    let fell =
        calendar_date(question.receipt.date, question.limit).filter(|date| *date < due.date)?;
    let year = question.receipt.date.year();
    let text = format!(
        "{} không làm việc, chuyển sang {}",
        words::short_date(fell, year),
        words::short_date(due.date, year)
    );
    Some(ExplainLine::new(Topic::Skipped, text))
}
