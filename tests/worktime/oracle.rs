//! A second reading of the rules, slow and plain, sharing nothing with the program: it walks minute by
//! minute, session by session and date by date over a hand-made list of days.

use std::fmt::Write;

/// One date of a made-up calendar. Dates are counted from the first, so no date arithmetic is shared.
#[derive(Debug, Clone)]
pub struct Day {
    pub year: i32,
    pub month: u32,
    pub day: u32,
    /// From Monday, 0 to 6.
    pub weekday: usize,
    /// Morning and afternoon open by the week alone.
    pub week: [bool; 2],
    /// What an exceptional row says, if there is one.
    pub exception: Option<Exception>,
    /// Minutes of the day: morning start, end, afternoon start, end.
    pub hours: [u32; 4],
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exception {
    pub opens: bool,
    /// Morning, afternoon, or both.
    pub halves: [bool; 2],
}

/// A session: place of its day in the list, and 0 for the morning or 1 for the afternoon.
pub type Spot = (usize, usize);

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Limit {
    HalfDays(u32),
    Hours(u32),
    Days(u32),
    Months(u32),
    InDay,
    None,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Count {
    Session,
    ReceiptCounts,
    CivilDay,
}

impl Day {
    pub fn open(&self, half: usize) -> bool {
        match self.exception {
            Some(exception) if exception.halves[half] => exception.opens,
            _ => self.week[half],
        }
    }

    fn working(&self) -> bool {
        self.open(0) || self.open(1)
    }
}

/// The days in order; answers `None` when a walk leaves the list.
#[derive(Debug, Clone)]
pub struct Oracle {
    pub days: Vec<Day>,
    /// Last inclusive minute for in-the-day and forwarding.
    pub cutoff: u32,
}

impl Oracle {
    /// Walks on minute by minute until a minute belongs to an open session.
    pub fn session_of(&self, day: usize, minute: u32) -> Option<Spot> {
        let (mut day, mut minute) = (day, minute);
        loop {
            let today = self.days.get(day)?;
            if today.open(0) && minute <= today.hours[1] {
                return Some((day, 0));
            }
            if today.open(1) && minute <= today.hours[3] {
                return Some((day, 1));
            }
            minute += 1;
            if minute == 24 * 60 {
                (day, minute) = (day + 1, 0);
            }
        }
    }

    pub fn due(&self, day: usize, minute: u32, limit: Limit, count: Count) -> Option<Option<Spot>> {
        let receipt = self.session_of(day, minute)?;
        Some(Some(match limit {
            Limit::None => return Some(None),
            Limit::HalfDays(n) => self.count(receipt, n, count)?,
            Limit::Hours(hours) => self.count(receipt, half_days_of(hours), count)?,
            Limit::Days(n) => self.last_session_on_or_after(receipt.0 + n as usize)?,
            Limit::Months(n) => self.last_session_on_or_after(self.months_on(receipt.0, n)?)?,
            Limit::InDay if day == receipt.0 && minute > self.cutoff => {
                self.last_session_on_or_after(receipt.0 + 1)?
            }
            Limit::InDay => self.last_session_on_or_after(receipt.0)?,
        }))
    }

    fn count(&self, receipt: Spot, n: u32, count: Count) -> Option<Spot> {
        match count {
            Count::Session => self.walk(receipt, n),
            Count::ReceiptCounts => self.walk(receipt, n - 1),
            Count::CivilDay => {
                let (mut day, mut left) = (receipt.0, f64::from(n) / 2.0);
                while left > 0.0 {
                    day += 1;
                    if self.days.get(day)?.working() {
                        left -= 1.0;
                    }
                }
                self.last_session_on_or_after(day)
            }
        }
    }

    /// `n` open sessions on, one at a time.
    pub fn walk(&self, from: Spot, n: u32) -> Option<Spot> {
        let (mut spot, mut left) = (from, n);
        while left > 0 {
            spot = if spot.1 == 0 {
                (spot.0, 1)
            } else {
                (spot.0 + 1, 0)
            };
            if self.days.get(spot.0)?.open(spot.1) {
                left -= 1;
            }
        }
        Some(spot)
    }

    /// `n` open sessions back, one at a time.
    pub fn walk_back(&self, from: Spot, n: u32) -> Option<Spot> {
        let (mut spot, mut left) = (from, n);
        while left > 0 {
            spot = if spot.1 == 1 {
                (spot.0, 0)
            } else {
                (spot.0.checked_sub(1)?, 1)
            };
            if self.days[spot.0].open(spot.1) {
                left -= 1;
            }
        }
        Some(spot)
    }

    /// Open sessions after `a` up to `b`, counted one at a time; negative when `b` is earlier.
    pub fn steps(&self, a: Spot, b: Spot) -> i64 {
        let (first, last, sign) = if a <= b { (a, b, 1) } else { (b, a, -1) };
        let mut count = 0;
        for day in first.0..=last.0 {
            for half in 0..2 {
                let spot = (day, half);
                if spot > first && spot <= last && self.days[day].open(half) {
                    count += 1;
                }
            }
        }
        count * sign
    }

    pub fn forward_by(&self, day: usize, minute: u32) -> Option<Spot> {
        let receipt = self.session_of(day, minute)?;
        if receipt.0 == day && minute <= self.cutoff {
            return self.last_session_on_or_after(day);
        }
        let mut next = day + 1;
        while !self.days.get(next)?.working() {
            next += 1;
        }
        Some((next, if self.days[next].open(0) { 0 } else { 1 }))
    }

    fn last_session_on_or_after(&self, day: usize) -> Option<Spot> {
        let mut day = day;
        while !self.days.get(day)?.working() {
            day += 1;
        }
        Some((day, if self.days[day].open(1) { 1 } else { 0 }))
    }

    /// Looks for the same day number `n` months later, or the last day of that month.
    fn months_on(&self, from: usize, n: u32) -> Option<usize> {
        let start = &self.days[from];
        let wanted = start.year * 12 + start.month as i32 + n as i32;
        let in_month = |day: &&(usize, &Day)| day.1.year * 12 + day.1.month as i32 == wanted;
        let days: Vec<(usize, &Day)> = self.days.iter().enumerate().collect();
        let month: Vec<&(usize, &Day)> = days.iter().filter(in_month).collect();
        if let Some(same) = month.iter().find(|day| day.1.day == start.day) {
            return Some(same.0);
        }
        // A month cut off by the end of the list is not a short month.
        let last = month.last()?;
        (last.0 + 1 < self.days.len() && last.1.day < start.day).then_some(last.0)
    }
}

fn half_days_of(hours: u32) -> u32 {
    let mut half_days = 0;
    while half_days * 4 < hours || half_days == 0 {
        half_days += 1;
    }
    half_days
}

/// The same calendar as a file for the program.
pub fn as_toml(days: &[Day], hours_change: usize) -> String {
    let date = |day: &Day| format!("{:04}-{:02}-{:02}", day.year, day.month, day.day);
    let (first, last) = (&days[0], &days[days.len() - 1]);
    let mut text = String::new();
    let _ = writeln!(text, "id = \"random\"\nversion = \"1\"");
    let _ = writeln!(
        text,
        "valid_from = {}\nvalid_to = {}",
        date(first),
        date(last)
    );
    let _ = writeln!(text, "hours = [");
    for (from, to) in [(0, hours_change), (hours_change, days.len())] {
        if from < to {
            let [a, b, c, d] = days[from]
                .hours
                .map(|minute| format!("{:02}:{:02}", minute / 60, minute % 60));
            let (from, to) = (date(&days[from]), date(&days[to - 1]));
            let _ = writeln!(
                text,
                "  {{ from = {from}, to = {to}, am = \"{a}-{b}\", pm = \"{c}-{d}\" }},"
            );
        }
    }
    let week = |half: usize| {
        let open = |weekday: &usize| {
            days.iter()
                .any(|day| day.weekday == *weekday && day.week[half])
        };
        let names = ["T2", "T3", "T4", "T5", "T6", "T7", "CN"];
        let open: Vec<String> = (0..7)
            .filter(open)
            .map(|weekday| format!("\"{}\"", names[weekday]))
            .collect();
        open.join(", ")
    };
    let _ = writeln!(
        text,
        "]\nweek = [{{ am = [{}], pm = [{}] }}]\nday = [",
        week(0),
        week(1)
    );
    for day in days {
        let Some(exception) = day.exception else {
            continue;
        };
        let kind = if exception.opens { "makeup" } else { "holiday" };
        let half = match exception.halves {
            [true, false] => ", half = \"am\"",
            [false, true] => ", half = \"pm\"",
            _ => "",
        };
        let _ = writeln!(
            text,
            "  {{ date = {}, kind = \"{kind}\"{half}, name = \"x\" }},",
            date(day)
        );
    }
    text + "]\n"
}
