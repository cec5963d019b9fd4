//! Time limits as the law writes them.

/// A published time limit (thời hạn giải quyết) of a procedure case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Limit {
    /// Working half-days: `2d` is 4, `½d` is 1.
    HalfDays(u32),
    /// Working hours (giờ làm việc), rounded up to whole half-days of four hours.
    WorkingHours(u32),
    /// Calendar days (ngày).
    CalendarDays(u32),
    /// Months.
    Months(u32),
    /// Solved in the day (trong ngày), cut-off 15:00.
    InDay,
    /// No due date; never late.
    NoDue,
}
