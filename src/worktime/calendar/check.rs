//! From a calendar file to a checked plan. All faults are found at once; each names line and mend.

use std::ops::Range;

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use toml::Spanned;

use super::file::{CalendarFile, DayKind, DayRow, FileDate, FileHalf, HoursRow, Status, WeekRow};
use super::plan::{Exception, Hours, Part, Plan, Week};
use crate::worktime::error::Fault;
use crate::worktime::session::{Half, Session};

/// Longest period of one file. A longer one is a mistyped year, and would cost memory for nothing.
const MOST_DAYS: i64 = 60 * 366;

/// Reads and checks the text of a calendar file.
pub(super) fn plan(text: &str) -> Result<Plan, Vec<Fault>> {
    let file: CalendarFile =
        toml::from_str(text).map_err(|error| vec![unreadable(text, &error)])?;
    Checker {
        text,
        faults: Vec::new(),
    }
    .plan(file)
}

/// The TOML reader's own words are English; the line and what a calendar may hold are ours.
fn unreadable(text: &str, error: &toml::de::Error) -> Fault {
    let at = error.span().map_or(0, |span| span.start);
    Fault {
        line: line_at(text, at),
        what: format!("không đọc được ({})", error.message().replace('\n', " ")),
        mend: "viết đúng tên mục và giá trị; ngày viết 2025-04-30, thứ viết T2 đến T7 hoặc CN, \
               kind là holiday, compensatory, swap_off, makeup hoặc closed, half là am hoặc pm, \
               status là official hoặc unconfirmed"
            .into(),
    }
}

fn line_at(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

struct Checker<'a> {
    text: &'a str,
    faults: Vec<Fault>,
}

impl Checker<'_> {
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

    fn hours(&mut self, rows: &[Spanned<HoursRow>], from: NaiveDate, to: NaiveDate) -> Vec<Hours> {
        let mut periods = Vec::new();
        for row in rows {
            let (start, end) = period(row.as_ref().from, row.as_ref().to, from, to);
            let read = (clock_range(&row.as_ref().am), clock_range(&row.as_ref().pm));
            match read {
                (Some(am), Some(pm)) if am.0 < am.1 && am.1 <= pm.0 && pm.0 < pm.1 => {
                    periods.push((
                        row.span(),
                        Hours {
                            from: start,
                            to: end,
                            am,
                            pm,
                        },
                    ));
                }
                (Some(_), Some(_)) => {
                    let mend = "giờ sáng phải hết trước khi giờ chiều bắt đầu, ví dụ 07:30-11:30 và 13:30-17:00";
                    self.fault(row.span(), "giờ làm việc ngược hoặc chồng nhau", mend);
                }
                _ => {
                    let mend = "viết như am = \"07:30-11:30\", pm = \"13:30-17:00\"";
                    self.fault(row.span(), "giờ làm việc không đọc được", mend);
                }
            }
        }
        if periods.len() < rows.len() {
            return Vec::new();
        }
        self.tile("hours", periods, |hours| (hours.from, hours.to), from, to)
    }

    fn weeks(&mut self, rows: &[Spanned<WeekRow>], from: NaiveDate, to: NaiveDate) -> Vec<Week> {
        let mut periods = Vec::new();
        for row in rows {
            let (start, end) = period(row.as_ref().from, row.as_ref().to, from, to);
            let mut open = [[false; 2]; 7];
            for (half, days) in [&row.as_ref().am, &row.as_ref().pm].into_iter().enumerate() {
                for weekday in days {
                    if std::mem::replace(&mut open[*weekday as usize][half], true) {
                        self.fault(row.span(), "một thứ được ghi hai lần", "bỏ bớt một lần");
                    }
                }
            }
            periods.push((
                row.span(),
                Week {
                    from: start,
                    to: end,
                    open,
                },
            ));
        }
        self.tile("week", periods, |week| (week.from, week.to), from, to)
    }

    /// Periods in date order that cover every day of the calendar exactly once.
    fn tile<T>(
        &mut self,
        what: &str,
        mut periods: Vec<(Range<usize>, T)>,
        span_of: impl Fn(&T) -> (NaiveDate, NaiveDate),
        from: NaiveDate,
        to: NaiveDate,
    ) -> Vec<T> {
        periods.sort_by_key(|(_, period)| span_of(period).0);
        let mut next = Some(from);
        let mut at = 0..0;
        for (row, period) in &periods {
            let (start, end) = span_of(period);
            at = row.clone();
            if end < start {
                let told = format!("khoảng {what} {}–{} bị ngược", day(start), day(end));
                self.fault(at.clone(), told, "đặt from trước to");
            } else if start < from || end > to {
                let told = format!(
                    "khoảng {what} {}–{} vượt ra ngoài lịch",
                    day(start),
                    day(end)
                );
                let mend = format!("giữ trong {}–{}", day(from), day(to));
                self.fault(at.clone(), told, mend);
            } else if next.is_none_or(|next| start < next) {
                let told = format!("khoảng {what} từ {} chồng lên khoảng trước", day(start));
                self.fault(
                    at.clone(),
                    told,
                    "cho khoảng trước kết thúc vào ngày liền trước",
                );
            } else if let Some(missing) = next.filter(|next| start > *next) {
                let told = format!(
                    "không có {what} từ {} đến trước {}",
                    day(missing),
                    day(start)
                );
                self.fault(
                    at.clone(),
                    told,
                    "kéo dài khoảng trước, hoặc thêm khoảng còn thiếu",
                );
            }
            next = end.succ_opt();
        }
        if let Some(missing) = next.filter(|next| *next <= to) {
            let told = format!("không có {what} từ {} đến {}", day(missing), day(to));
            self.fault(
                at,
                told,
                format!("thêm một dòng {what} cho khoảng còn thiếu"),
            );
        }
        periods.into_iter().map(|(_, period)| period).collect()
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
                let line = line_at(self.text, row.span().start);
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

    fn fault(&mut self, at: Range<usize>, what: impl Into<String>, mend: impl Into<String>) {
        let line = line_at(self.text, at.start);
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

fn period(
    from: Option<FileDate>,
    to: Option<FileDate>,
    first: NaiveDate,
    last: NaiveDate,
) -> (NaiveDate, NaiveDate) {
    (
        from.map_or(first, |date| date.0),
        to.map_or(last, |date| date.0),
    )
}

/// `07:30-11:30`, minutes of one day.
fn clock_range(text: &str) -> Option<(NaiveTime, NaiveTime)> {
    let (start, end) = text.split_once('-')?;
    Some((clock(start.trim())?, clock(end.trim())?))
}

fn clock(text: &str) -> Option<NaiveTime> {
    let (hours, minutes) = text.split_once(':')?;
    let number = |digits: &str| {
        let plain =
            matches!(digits.len(), 1 | 2) && digits.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| digits.parse::<i64>().ok()).flatten()
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    let in_range = hours < 24 && minutes < 60;
    in_range.then(|| NaiveTime::MIN + TimeDelta::minutes(hours * 60 + minutes))
}

fn day(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}
