//! From a calendar file to a checked plan. All faults are found at once; each names line and mend.

use std::ops::Range;

use chrono::NaiveDate;
use toml::Spanned;

use super::file::{CalendarFile, DayKind, DayRow, FileHalf, Status};
use super::plan::{Exception, Part, Plan, Week};
use crate::worktime::error::Fault;
use crate::worktime::session::{Half, Session};

/// Longest period of one file. A longer one is a mistyped year, and would cost memory for nothing.
const MOST_DAYS: i64 = 60 * 366;

/// Reads and checks the text of a calendar file.
pub(super) fn plan(text: &str) -> Result<Plan, Vec<Fault>> {
    let file: CalendarFile =
        toml::from_str(text).map_err(|error| vec![unreadable(text, &error)])?;
    Checker {
        newlines: newlines(text),
        faults: Vec::new(),
    }
    .plan(file)
}

/// The TOML reader's own words are English; the line and what a calendar may hold are ours.
fn unreadable(text: &str, error: &toml::de::Error) -> Fault {
    let at = error.span().map_or(0, |span| span.start);
    Fault {
        line: line_at(&newlines(text), at),
        what: format!("không đọc được ({})", error.message().replace('\n', " ")),
        mend: "viết đúng tên mục và giá trị; ngày viết 2025-04-30, thứ viết T2 đến T7 hoặc CN, \
               kind là holiday, compensatory, swap_off, makeup hoặc closed, half là am hoặc pm, \
               status là official hoặc unconfirmed"
            .into(),
    }
}

/// Where each line of the text ends.
fn newlines(text: &str) -> Vec<usize> {
    text.match_indices('\n').map(|(at, _)| at).collect()
}

fn line_at(newlines: &[usize], at: usize) -> usize {
    newlines.partition_point(|newline| *newline < at) + 1
}

pub(super) struct Checker {
    newlines: Vec<usize>,
    faults: Vec<Fault>,
}

impl Checker {
    fn plan(mut self, file: CalendarFile) -> Result<Plan, Vec<Fault>> {
        let (from, to) = (file.valid_from.as_ref().0, file.valid_to.as_ref().0);
        self.head(&file, from, to);
        if !self.faults.is_empty() {
            return Err(self.faults);
        }
        let hours = self.hours(&file.hours, from, to);
        let weeks = self.weeks(&file.week, from, to);
        let exceptions = self.days(&file.day, from, to);
        if self.faults.is_empty() {
            self.makeup_days_open_something(&exceptions, &weeks);
        }
        if !self.faults.is_empty() {
            self.faults.sort_by_key(|fault| fault.line);
            return Err(self.faults);
        }
        Ok(Plan {
            id: file.id.into_inner(),
            version: file.version.into_inner(),
            name: file.name,
            parts: vec![Part {
                from,
                to,
                provisional: file.provisional,
            }],
            hours,
            weeks,
            exceptions,
        })
    }

    fn head(&mut self, file: &CalendarFile, from: NaiveDate, to: NaiveDate) {
        for text in [&file.id, &file.version] {
            if text.as_ref().trim().is_empty() {
                self.fault(
                    text.span(),
                    "id hoặc version để trống",
                    "đặt tên lịch và số bản",
                );
            }
        }
        if to < from {
            let what = format!("valid_to {} trước valid_from {}", day(to), day(from));
            self.fault(file.valid_to.span(), what, "đặt valid_to sau valid_from");
        } else if (to - from).num_days() > MOST_DAYS {
            self.fault(
                file.valid_to.span(),
                "lịch dài quá 60 năm",
                "kiểm tra lại năm của valid_to",
            );
        }
    }

    fn days(&mut self, rows: &[Spanned<DayRow>], from: NaiveDate, to: NaiveDate) -> Vec<Exception> {
        let mut exceptions = Vec::new();
        for row in rows {
            let day_row = row.as_ref();
            let (start, end) = (day_row.date.0, day_row.to.unwrap_or(day_row.date).0);
            if day_row.name.trim().is_empty() {
                self.fault(
                    row.span(),
                    format!("ngày {} không có tên", day(start)),
                    "thêm name",
                );
            }
            if end < start {
                let what = format!("khoảng ngày {}–{} bị ngược", day(start), day(end));
                self.fault(row.span(), what, "đặt date trước to");
            } else if start < from || end > to {
                let what = format!(
                    "ngày {} nằm ngoài lịch",
                    day(if start < from { start } else { end })
                );
                let mend = format!("chỉ ghi ngày trong {}–{}", day(from), day(to));
                self.fault(row.span(), what, mend);
            } else {
                let line = line_at(&self.newlines, row.span().start);
                exceptions.extend(sessions_of(day_row, start, end, line));
            }
        }
        exceptions.sort_by_key(|exception| (exception.session, exception.line));
        self.named_twice(&exceptions);
        exceptions
    }

    fn named_twice(&mut self, exceptions: &[Exception]) {
        let mut told = None;
        for pair in exceptions.windows(2) {
            let [first, second] = pair else { continue };
            if first.session != second.session || told == Some((first.line, second.line)) {
                continue;
            }
            told = Some((first.line, second.line));
            let date = day(first.session.date);
            let opens = |row: &Exception| row.kind == DayKind::Makeup;
            let what = match opens(first) == opens(second) {
                true => format!("ngày {date} đã có ở dòng {}", first.line),
                false => format!("ngày {date} vừa nghỉ vừa làm bù (dòng {})", first.line),
            };
            let mend = "giữ một dòng; nếu mỗi buổi một khác thì ghi half = \"am\" và half = \"pm\"";
            self.faults.push(Fault {
                line: second.line,
                what,
                mend: mend.into(),
            });
        }
    }

    /// A make-up row that opens nothing contradicts the week it stands in.
    fn makeup_days_open_something(&mut self, exceptions: &[Exception], weeks: &[Week]) {
        let open_anyway = |session: Session| {
            let at = weeks.partition_point(|week| week.to < session.date);
            weeks.get(at).is_some_and(|week| week.opens(session))
        };
        let makeup = exceptions.iter().filter(|row| row.kind == DayKind::Makeup);
        let mut rows: Vec<_> = makeup
            .map(|row| (row.line, row.session.date, open_anyway(row.session)))
            .collect();
        rows.sort();
        for row in rows.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            if let Some((line, date, _)) = row.first().filter(|_| row.iter().all(|row| row.2)) {
                self.faults.push(Fault {
                    line: *line,
                    what: format!("ngày {} vốn đã làm việc, không cần làm bù", day(*date)),
                    mend: "bỏ dòng này, hoặc sửa lại ngày".into(),
                });
            }
        }
    }

    pub(super) fn fault(
        &mut self,
        at: Range<usize>,
        what: impl Into<String>,
        mend: impl Into<String>,
    ) {
        let line = line_at(&self.newlines, at.start);
        self.faults.push(Fault {
            line,
            what: what.into(),
            mend: mend.into(),
        });
    }
}

fn sessions_of(
    row: &DayRow,
    start: NaiveDate,
    end: NaiveDate,
    line: usize,
) -> impl Iterator<Item = Exception> + '_ {
    let halves = match row.half {
        None => &Half::BOTH[..],
        Some(FileHalf::Am) => &Half::BOTH[..1],
        Some(FileHalf::Pm) => &Half::BOTH[1..],
    };
    let dates = start.iter_days().take_while(move |date| *date <= end);
    dates
        .flat_map(move |date| halves.iter().map(move |half| Session::new(date, *half)))
        .map(move |session| Exception {
            session,
            kind: row.kind,
            name: row.name.trim().to_owned(),
            unconfirmed: row.status == Status::Unconfirmed,
            line,
        })
}

/// `31/12/2026`.
pub(super) fn day(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}
