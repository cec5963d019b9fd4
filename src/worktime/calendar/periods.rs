//! Hours and weeks of a calendar file: each day of the calendar has exactly one of each.

use std::ops::Range;

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use toml::Spanned;

use super::check::{Checker, day};
use super::file::{FileDate, HoursRow, WeekRow};
use super::plan::{Hours, Week};

/// A period and the place of its row in the file.
struct Row<T> {
    at: Range<usize>,
    period: T,
}

trait Period {
    /// The key of its rows in the file.
    const NAME: &'static str;
    /// First and last day.
    fn dates(&self) -> (NaiveDate, NaiveDate);
}

impl Period for Hours {
    const NAME: &'static str = "hours";
    fn dates(&self) -> (NaiveDate, NaiveDate) {
        (self.from, self.to)
    }
}

impl Period for Week {
    const NAME: &'static str = "week";
    fn dates(&self) -> (NaiveDate, NaiveDate) {
        (self.from, self.to)
    }
}

impl Checker {
    pub(super) fn hours(
        &mut self,
        rows: &[Spanned<HoursRow>],
        from: NaiveDate,
        to: NaiveDate,
    ) -> Vec<Hours> {
        let mut periods = Vec::new();
        for row in rows {
            let (start, end) = period(row.as_ref().from, row.as_ref().to, from, to);
            let read = (clock_range(&row.as_ref().am), clock_range(&row.as_ref().pm));
            match read {
                (Some(am), Some(pm)) if am.0 < am.1 && am.1 <= pm.0 && pm.0 < pm.1 => {
                    let period = Hours {
                        from: start,
                        to: end,
                        am,
                        pm,
                    };
                    periods.push(Row {
                        at: row.span(),
                        period,
                    });
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
        self.tile(periods, from, to)
    }

    pub(super) fn weeks(
        &mut self,
        rows: &[Spanned<WeekRow>],
        from: NaiveDate,
        to: NaiveDate,
    ) -> Vec<Week> {
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
            let period = Week {
                from: start,
                to: end,
                open,
            };
            periods.push(Row {
                at: row.span(),
                period,
            });
        }
        self.tile(periods, from, to)
    }

    /// Periods in date order that cover every day of the calendar exactly once.
    fn tile<T: Period>(&mut self, mut rows: Vec<Row<T>>, from: NaiveDate, to: NaiveDate) -> Vec<T> {
        rows.sort_by_key(|row| row.period.dates().0);
        if rows
            .iter()
            .filter(|row| !self.lies_inside(row, from, to))
            .count()
            == 0
        {
            self.follow_each_other(&rows, from, to);
        }
        rows.into_iter().map(|row| row.period).collect()
    }

    fn lies_inside<T: Period>(&mut self, row: &Row<T>, from: NaiveDate, to: NaiveDate) -> bool {
        let (start, end) = row.period.dates();
        let (what, mend) = if end < start {
            ("bị ngược", "đặt from trước to".into())
        } else if start < from || end > to {
            (
                "vượt ra ngoài lịch",
                format!("giữ trong {}–{}", day(from), day(to)),
            )
        } else {
            return true;
        };
        let what = format!("khoảng {} {}–{} {what}", T::NAME, day(start), day(end));
        self.fault(row.at.clone(), what, mend);
        false
    }

    fn follow_each_other<T: Period>(&mut self, rows: &[Row<T>], from: NaiveDate, to: NaiveDate) {
        let name = T::NAME;
        let mut next = Some(from);
        for row in rows {
            let (start, end) = row.period.dates();
            if next.is_none_or(|next| start < next) {
                let what = format!("khoảng {name} từ {} chồng lên khoảng trước", day(start));
                self.fault(
                    row.at.clone(),
                    what,
                    "cho khoảng trước kết thúc vào ngày liền trước",
                );
            } else if let Some(missing) = next.filter(|next| start > *next) {
                let what = format!(
                    "không có {name} từ {} đến trước {}",
                    day(missing),
                    day(start)
                );
                let mend = "kéo dài khoảng trước, hoặc thêm khoảng còn thiếu";
                self.fault(row.at.clone(), what, mend);
            }
            next = end.succ_opt();
        }
        if let Some(missing) = next.filter(|next| *next <= to) {
            let at = rows.last().map_or(0..0, |row| row.at.clone());
            let what = format!("không có {name} từ {} đến {}", day(missing), day(to));
            self.fault(
                at,
                what,
                format!("thêm một dòng {name} cho khoảng còn thiếu"),
            );
        }
    }
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
