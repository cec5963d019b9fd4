//! The counted and skipped sessions of an explanation, neighbours of one kind drawn together:
//! “T7 26/04 làm bù: 1, 2”, “T4 30/04–T6 02/05 nghỉ lễ (…)”.

use chrono::Datelike;

use super::calendar::{Calendar, DayKind};
use super::explain::{ExplainLine, Question, Topic};
use super::policy::CountPolicy;
use super::session::{Half, Session};
use super::words;

/// What a session is to the count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Counted,
    CountedMakeup,
    Weekend,
    Holiday,
    Closed,
}

struct Run {
    class: Class,
    first: Session,
    last: Session,
    /// First and last number counted (sessions, or dates under `civil_day`).
    numbers: (u32, u32),
    names: Vec<String>,
}

pub(super) fn lines(question: &Question<'_>, due: Session) -> Vec<ExplainLine> {
    let year = question.receipt.date.year();
    runs(question, due)
        .iter()
        .map(|run| line(run, question.policy.count, year))
        .collect()
}

fn runs(question: &Question<'_>, due: Session) -> Vec<Run> {
    let by_date = question.policy.count == CountPolicy::CivilDay;
    let mut runs: Vec<Run> = Vec::new();
    let mut counted = 0;
    let mut counted_date = None;
    for ordinal in first_counted(question)..=due.ordinal() {
        let Some(session) = Session::from_ordinal(ordinal) else {
            break;
        };
        let class = class_of(question.calendar, session);
        if matches!(class, Class::Counted | Class::CountedMakeup)
            && !(by_date && counted_date == Some(session.date))
        {
            counted += 1;
            counted_date = Some(session.date);
        }
        let name = question
            .calendar
            .exception(session)
            .map(|row| row.name.clone());
        match runs.last_mut().filter(|run| run.class == class) {
            Some(run) => {
                run.last = session;
                run.numbers.1 = counted;
                run.names
                    .extend(name.filter(|name| !run.names.contains(name)));
            }
            None => runs.push(Run {
                class,
                first: session,
                last: session,
                numbers: (counted, counted),
                names: name.into_iter().collect(),
            }),
        }
    }
    runs
}

/// The first session (open or not) that the policy looks at.
fn first_counted(question: &Question<'_>) -> i64 {
    let receipt = question.receipt;
    match question.policy.count {
        CountPolicy::Session => receipt.ordinal() + 1,
        CountPolicy::ReceiptCounts => receipt.ordinal(),
        CountPolicy::CivilDay => Session::new(receipt.date, Half::Pm).ordinal() + 1,
    }
}

fn class_of(calendar: &Calendar, session: Session) -> Class {
    let kind = calendar.exception(session).map(|row| row.kind);
    match (calendar.is_open(session), kind) {
        (true, Some(DayKind::Makeup)) => Class::CountedMakeup,
        (true, _) => Class::Counted,
        (false, Some(DayKind::Closed)) => Class::Closed,
        (false, Some(_)) => Class::Holiday,
        (false, None) => Class::Weekend,
    }
}

fn line(run: &Run, count: CountPolicy, year: i32) -> ExplainLine {
    let when = span(run.first, run.last, year);
    let names = run.names.join("; ");
    let (topic, text) = match run.class {
        Class::Counted => (
            Topic::Counted,
            format!("{when}: {}", numbers(run.numbers, count)),
        ),
        Class::CountedMakeup => (
            Topic::Counted,
            format!("{when} làm bù: {}", numbers(run.numbers, count)),
        ),
        Class::Weekend => (Topic::Skipped, format!("{when} nghỉ cuối tuần")),
        Class::Holiday => (Topic::Skipped, format!("{when} nghỉ lễ ({names})")),
        Class::Closed => (Topic::Skipped, format!("{when} đóng cửa ({names})")),
    };
    ExplainLine::new(topic, text)
}

fn numbers((first, last): (u32, u32), count: CountPolicy) -> String {
    let unit = match count {
        CountPolicy::CivilDay => "ngày ",
        _ => "",
    };
    match last.saturating_sub(first) {
        0 => format!("{unit}{first}"),
        1 => format!("{unit}{first}, {last}"),
        _ => format!("{unit}{first}–{last}"),
    }
}

/// `T2 03/03`, `T2 03/03 chiều`, `T2 03/03 chiều–T4 05/03 sáng`; whole days name no half.
fn span(first: Session, last: Session, year: i32) -> String {
    let start = words::short_date(first.date, year);
    let end = words::short_date(last.date, year);
    match (first.half, last.half) {
        (Half::Am, Half::Pm) if first.date == last.date => start,
        (half, _) if first == last => format!("{start} {}", words::half(half)),
        (Half::Am, Half::Pm) => format!("{start}–{end}"),
        (Half::Am, Half::Am) => format!("{start}–{end} sáng"),
        (Half::Pm, Half::Pm) => format!("{start} chiều–{end}"),
        (Half::Pm, Half::Am) => format!("{start} chiều–{end} sáng"),
    }
}
