//! The cash shift (ca thu) of one officer and its day-book: opening, receipts, cancelled, hand-over.
//!
//! Every movement of money is one entry; nothing is ever taken out of the book. What a drawer must hold
//! is the opening amount and the sum of its cash entries.

use serde::{Deserialize, Serialize};

use super::fee::{FeeRefusal, KINDS, Way, enough_reason};
use super::procedure::FeeKind;
use crate::text::amount::signed_figures;

/// What made an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// Money taken with a receipt.
    Collect,
    /// Money given back because its receipt was cancelled.
    Cancel,
    /// Money of a receipt that another one stands for, given back.
    Replace,
    /// Money given back with a refund document.
    Refund,
}

impl EntryKind {
    const ALL: [Self; 4] = [Self::Collect, Self::Cancel, Self::Replace, Self::Refund];

    /// Identifier in tables and on the wire.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Collect => "collect",
            Self::Cancel => "cancel",
            Self::Replace => "replace",
            Self::Refund => "refund",
        }
    }

    /// The value of that identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// Name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Collect => "Thu",
            Self::Cancel => "Hủy biên lai",
            Self::Replace => "Thay biên lai",
            Self::Refund => "Hoàn trả",
        }
    }
}

/// One movement of money of a shift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What made it.
    pub what: EntryKind,
    /// Receipt it belongs to.
    pub receipt: i64,
    /// Phí or lệ phí.
    pub kind: FeeKind,
    /// Way of payment.
    pub way: Way,
    /// Whole đồng; below 0 when given back.
    pub dong: i64,
    /// Moment, UTC milliseconds.
    pub at: i64,
}

/// Sum of the entries of one kind and way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    /// Phí or lệ phí.
    pub kind: FeeKind,
    /// Way of payment.
    pub way: Way,
    /// Entries that took money.
    pub taken: i64,
    /// Whole đồng.
    pub dong: i64,
}

/// Sums by kind and way, in the order in which they are shown; none without entries.
#[must_use]
pub fn totals(entries: &[Entry]) -> Vec<Total> {
    let pairs = KINDS.into_iter().flat_map(|k| Way::ALL.map(|w| (k, w)));
    let total = |(kind, way): (FeeKind, Way)| {
        let mine = entries.iter().filter(|e| e.kind == kind && e.way == way);
        let taken = mine
            .clone()
            .filter(|e| e.what == EntryKind::Collect)
            .count();
        let first = mine.clone().next()?;
        Some(Total {
            kind: first.kind,
            way: first.way,
            taken: i64::try_from(taken).unwrap_or(0),
            dong: mine.map(|e| e.dong).sum(),
        })
    };
    pairs.filter_map(total).collect()
}

/// A cash shift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    /// Identifier: the number of the event that opened it.
    pub id: i64,
    /// Unit.
    pub org: String,
    /// Officer whose drawer it is.
    pub officer: String,
    /// Opened, UTC milliseconds.
    pub opened_at: i64,
    /// Cash in the drawer at opening, đồng.
    pub opening_dong: i64,
    /// Closed.
    pub closed_at: Option<i64>,
    /// Cash counted at closing, đồng.
    pub counted_dong: Option<i64>,
    /// Cash that should have been there, đồng.
    pub expected_dong: Option<i64>,
    /// Why the two differ.
    pub reason: String,
    /// Who got the money.
    pub handed_to: String,
    /// Second person who approved the close-out.
    pub approved_by: String,
    /// When.
    pub approved_at: Option<i64>,
}

impl Shift {
    /// Cash that must be in the drawer, đồng.
    #[must_use]
    pub fn expected(&self, totals: &[Total]) -> i64 {
        let cash = totals.iter().filter(|t| t.way == Way::Cash);
        self.opening_dong + cash.map(|t| t.dong).sum::<i64>()
    }

    /// Closes the drawer with `counted` đồng in it.
    ///
    /// # Errors
    /// [`FeeRefusal::WrongShift`] when it is closed; [`FeeRefusal::Unbalanced`] when the count differs
    /// and `reason` is empty; [`FeeRefusal::ReasonShort`].
    pub fn close(
        mut self,
        totals: &[Total],
        counted: i64,
        reason: &str,
        handed_to: &str,
        at: i64,
    ) -> Result<Self, FeeRefusal> {
        if self.closed_at.is_some() {
            return Err(FeeRefusal::WrongShift("đã đóng"));
        }
        let expected = self.expected(totals);
        let difference = counted - expected;
        if difference != 0 {
            if reason.trim().is_empty() {
                let difference = signed_figures(difference);
                return Err(FeeRefusal::Unbalanced { difference });
            }
            enough_reason(reason)?;
        }
        self.closed_at = Some(at);
        self.counted_dong = Some(counted);
        self.expected_dong = Some(expected);
        reason.clone_into(&mut self.reason);
        handed_to.clone_into(&mut self.handed_to);
        Ok(self)
    }

    /// Approves the close-out: a second person, once, after closing.
    ///
    /// # Errors
    /// [`FeeRefusal::WrongShift`], [`FeeRefusal::SamePerson`].
    pub fn approve(mut self, by: &str, at: i64) -> Result<Self, FeeRefusal> {
        if self.closed_at.is_none() {
            return Err(FeeRefusal::WrongShift("chưa đóng"));
        }
        if self.approved_at.is_some() {
            return Err(FeeRefusal::WrongShift("đã được duyệt"));
        }
        if self.officer == by {
            return Err(FeeRefusal::SamePerson);
        }
        by.clone_into(&mut self.approved_by);
        self.approved_at = Some(at);
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shift(opening_dong: i64) -> Shift {
        Shift {
            id: 1,
            org: "xa".to_owned(),
            officer: "a".to_owned(),
            opened_at: 0,
            opening_dong,
            closed_at: None,
            counted_dong: None,
            expected_dong: None,
            reason: String::new(),
            handed_to: String::new(),
            approved_by: String::new(),
            approved_at: None,
        }
    }

    fn entry(what: EntryKind, receipt: i64, way: Way, dong: i64) -> Entry {
        let kind = KINDS[usize::try_from(receipt % 2).unwrap_or(0)];
        Entry {
            what,
            receipt,
            kind,
            way,
            dong,
            at: 0,
        }
    }

    #[test]
    fn a_difference_needs_a_reason() {
        let totals = totals(&[entry(EntryKind::Collect, 1, Way::Cash, 10_000)]);
        let close = |counted, reason: &str| shift(50_000).close(&totals, counted, reason, "", 1);
        assert_eq!(close(60_000, "").unwrap().expected_dong, Some(60_000));
        assert_eq!(
            close(59_000, ""),
            Err(FeeRefusal::Unbalanced {
                difference: "-1.000".to_owned()
            })
        );
        assert_eq!(close(59_000, "thiếu"), Err(FeeRefusal::ReasonShort));
        let closed = close(59_000, "Trả nhầm tiền thừa cho khách").unwrap();
        assert!(closed.clone().close(&totals, 59_000, "", "", 2).is_err());
        assert_eq!(closed.clone().approve("a", 2), Err(FeeRefusal::SamePerson));
        let approved = closed.approve("b", 2).unwrap();
        assert!(approved.approve("c", 3).is_err());
        assert!(shift(0).approve("b", 1).is_err());
    }

    /// What happens at a counter: taken, cancelled, replaced, partly given back.
    #[derive(Debug, Clone)]
    struct Happening {
        way: Way,
        taken: i64,
        then: u8,
        other: i64,
    }

    prop_compose! {
        fn happening()(way in 0..3_usize, taken in 1..5_000_000_i64, then in 0..4_u8, other in 1..5_000_000_i64) -> Happening {
            Happening { way: Way::ALL[way], taken, then, other }
        }
    }

    proptest! {
        /// By kind and by way, the day-book says what the standing receipts less the refunds say.
        #[test]
        fn the_book_balances_with_the_receipts(
            opening in 0..1_000_000_i64,
            day in proptest::collection::vec(happening(), 0..60),
        ) {
            let (mut entries, mut standing) = (Vec::new(), Vec::new());
            for (i, h) in (0_i64..).zip(&day) {
                let (old, new) = (i, i + 1000);
                entries.push(entry(EntryKind::Collect, old, h.way, h.taken));
                match h.then {
                    0 => standing.push((old, h.way, h.taken)),
                    1 => entries.push(entry(EntryKind::Cancel, old, h.way, -h.taken)),
                    2 => {
                        entries.push(entry(EntryKind::Replace, old, h.way, -h.taken));
                        entries.push(entry(EntryKind::Collect, new, h.way, h.other));
                        standing.push((new, h.way, h.other));
                    }
                    _ => {
                        let back = h.other % h.taken + 1;
                        entries.push(entry(EntryKind::Refund, old, h.way, -back));
                        standing.push((old, h.way, h.taken - back));
                    }
                }
            }
            for total in totals(&entries) {
                let sum: i64 = standing.iter()
                    .filter(|(id, way, _)| entry(EntryKind::Collect, *id, *way, 0).kind == total.kind && *way == total.way)
                    .map(|(_, _, dong)| dong)
                    .sum();
                prop_assert_eq!(total.dong, sum);
            }
            let cash: i64 = standing.iter().filter(|s| s.1 == Way::Cash).map(|s| s.2).sum();
            let book = shift(opening);
            let totals = totals(&entries);
            prop_assert_eq!(book.expected(&totals), opening + cash);
            prop_assert!(book.close(&totals, opening + cash, "", "", 1).is_ok());
        }
    }
}
