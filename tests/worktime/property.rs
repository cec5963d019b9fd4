//! The program against the oracle on random calendars and receipts.
//!
//! Replay or widen: `MOTCUA_SEED=… MOTCUA_CASES=… cargo test --test worktime property`.

use std::cell::Cell;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use motcua::worktime::{
    Calendar, CountPolicy, Half, Limit, Policy, Session, Stop, StopKind, SupplementPolicy, due,
    forward_by, latest_apology, resume,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner};

use crate::oracle::{self, Day, Spot};
use crate::random::{DAYS, Question, question};

#[test]
fn the_clock_agrees_with_a_walk_by_hand_on_random_calendars() {
    let cases = from_environment("MOTCUA_CASES", 10_000) as u32;
    match search(cases, Mutation::None) {
        Ok(answered) => {
            // Questions that run off the calendar prove little: most must have an answer.
            assert!(
                answered > cases / 4 * 3,
                "only {answered} of {cases} had an answer"
            );
        }
        Err(error) => panic!("{error}"),
    }
}

/// The negative control: if the comparison could not see these, it would prove nothing.
#[test]
fn the_comparison_sees_an_answer_that_is_off_by_one() {
    for mutation in [
        Mutation::DueOneLater,
        Mutation::DueOneEarlier,
        Mutation::ReceiptOneMinuteLater,
        Mutation::StopOneShort,
    ] {
        let found = search(2_000, mutation);
        assert!(found.is_err(), "{mutation:?} went unseen");
    }
}

/// A fault put into the program's answer.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Mutation {
    None,
    DueOneLater,
    DueOneEarlier,
    ReceiptOneMinuteLater,
    StopOneShort,
}

/// Questions that had an answer inside the calendar, or the first one answered otherwise by hand.
fn search(cases: u32, mutation: Mutation) -> Result<u32, String> {
    let seed = from_environment("MOTCUA_SEED", 20_200_724);
    let config = Config {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(seed),
        ..Config::default()
    };
    let answered = Cell::new(0);
    let outcome = TestRunner::new(config).run(&question(), |question| {
        answered.set(answered.get() + u32::from(question.compare(mutation)?));
        Ok(())
    });
    outcome
        .map(|()| answered.get())
        .map_err(|error| match error {
            TestError::Fail(why, question) => {
                let file = oracle::as_toml(&question.oracle.days, question.hours_change);
                let asked = (
                    question.received,
                    question.limit,
                    question.count,
                    question.stop,
                );
                format!("MOTCUA_SEED={seed} replays this\n{why}\nasked {asked:?} on\n{file}")
            }
            TestError::Abort(why) => format!("MOTCUA_SEED={seed}: {why}"),
        })
}

fn from_environment(name: &str, default: u64) -> u64 {
    std::env::var(name)
        .ok()
        .map_or(default, |text| text.parse().expect(name))
}

impl Question {
    /// Whether the question had an answer inside the calendar.
    fn compare(&self, mutation: Mutation) -> Result<bool, TestCaseError> {
        let text = oracle::as_toml(&self.oracle.days, self.hours_change);
        let calendar =
            Calendar::from_toml(&text).map_err(|e| TestCaseError::fail(e.to_string()))?;
        let policy = self.policy();
        let answered = self.compare_due(&calendar, &policy, mutation)?;
        self.compare_stop(&calendar, &policy, mutation)?;
        self.compare_small_sums(&calendar, &policy)?;
        Ok(answered)
    }

    fn compare_due(
        &self,
        calendar: &Calendar,
        policy: &Policy,
        mutation: Mutation,
    ) -> Result<bool, TestCaseError> {
        let (day, minute) = self.received;
        let late = u32::from(mutation == Mutation::ReceiptOneMinuteLater);
        let got = due(
            calendar,
            self.moment(day, minute + late),
            self.limit(),
            policy,
        );
        let expected = self.oracle.due(day, minute, self.limit, self.count);
        let Some(expected) = expected else {
            let code = got.as_ref().map_err(motcua::worktime::CalendarError::code);
            prop_assert_eq!(
                code.err(),
                Some("MC-2001"),
                "the walk left the calendar: {:?}",
                got
            );
            return Ok(false);
        };
        let got = got.map_err(|error| TestCaseError::fail(error.to_string()))?;
        let receipt = self
            .oracle
            .session_of(day, minute)
            .map(|spot| self.session(spot));
        prop_assert_eq!(Some(got.received_session), receipt, "receipt session");
        let answer = match (mutation, got.due) {
            (Mutation::DueOneLater, Some(due)) => calendar.plus(due, 1).ok(),
            (Mutation::DueOneEarlier, Some(due)) => calendar.plus(due, -1).ok(),
            (_, due) => due,
        };
        prop_assert_eq!(answer, expected.map(|spot| self.session(spot)), "due");
        let end =
            expected.map(|(day, half)| self.moment(day, self.oracle.days[day].hours[half * 2 + 1]));
        prop_assert_eq!(got.due_at, end, "due moment");
        Ok(true)
    }

    fn compare_stop(
        &self,
        calendar: &Calendar,
        policy: &Policy,
        mutation: Mutation,
    ) -> Result<(), TestCaseError> {
        let Some((expected, due, stop)) = self.stop_by_hand() else {
            return Ok(());
        };
        let got = resume(
            calendar,
            due.map(|due| self.session(due)),
            self.limit(),
            stop,
            policy,
        );
        let got = got
            .map_err(|error| TestCaseError::fail(error.to_string()))?
            .due;
        let short = i64::from(mutation == Mutation::StopOneShort);
        let got = got.and_then(|due| calendar.plus(due, -short).ok());
        prop_assert_eq!(
            got,
            expected.map(|spot| self.session(spot)),
            "due after a stop {:?}",
            stop
        );
        Ok(())
    }

    /// The due session after the stop, by the table of the rule book.
    fn stop_by_hand(&self) -> Option<(Option<Spot>, Option<Spot>, Stop)> {
        let (day, minute) = self.received;
        let asked = on(self.received, self.stop.0);
        let resumed = on(asked, self.stop.1);
        let due = self.oracle.due(day, minute, self.limit, self.count)?;
        let q = self.oracle.session_of(asked.0, asked.1)?;
        let s = self.oracle.session_of(resumed.0, resumed.1)?;
        let stop = Stop {
            kind: StopKind::Supplement,
            asked: self.moment(asked.0, asked.1),
            resumed: self.moment(resumed.0, resumed.1),
        };
        let expected = match due {
            None => None,
            Some(due) if self.pause || q == s || q > due => {
                Some(self.oracle.walk(due, self.oracle.steps(q, s) as u32)?)
            }
            Some(_) => self
                .oracle
                .due(resumed.0, resumed.1, self.limit, self.count)?,
        };
        Some((expected, due, stop))
    }

    fn compare_small_sums(
        &self,
        calendar: &Calendar,
        policy: &Policy,
    ) -> Result<(), TestCaseError> {
        let (day, minute) = self.received;
        let at = self.moment(day, minute);
        let by = self
            .oracle
            .forward_by(day, minute)
            .map(|spot| self.session(spot));
        prop_assert_eq!(forward_by(calendar, at, policy).ok(), by, "forward by");
        let Some(receipt) = self.oracle.session_of(day, minute) else {
            return Ok(());
        };
        let back = self
            .oracle
            .walk_back(receipt, self.lead)
            .map(|spot| self.session(spot));
        let apology = latest_apology(calendar, self.session(receipt), policy).ok();
        prop_assert_eq!(apology, back, "latest apology");
        let other = (self.stop.0 as usize % DAYS, self.stop.1 as usize % 2);
        let steps = self.oracle.steps(receipt, other);
        let between = calendar.between(self.session(receipt), self.session(other));
        prop_assert_eq!(between, Ok(steps), "between");
        let (session, idx) = (self.session(receipt), calendar.idx(self.session(receipt)));
        prop_assert_eq!(
            idx.ok().and_then(|idx| calendar.at_idx(idx)),
            Some(session),
            "idx"
        );
        prop_assert_eq!(
            Session::from_ordinal(session.ordinal()),
            Some(session),
            "ordinal"
        );
        Ok(())
    }

    fn policy(&self) -> Policy {
        Policy {
            count: match self.count {
                oracle::Count::Session => CountPolicy::Session,
                oracle::Count::ReceiptCounts => CountPolicy::ReceiptCounts,
                oracle::Count::CivilDay => CountPolicy::CivilDay,
            },
            supplement: match self.pause {
                true => SupplementPolicy::Pause,
                false => SupplementPolicy::Restart,
            },
            apology_lead: self.lead,
            ..Policy::default()
        }
    }

    /// The limit in the program's own text.
    fn limit(&self) -> Limit {
        let text = match self.limit {
            oracle::Limit::HalfDays(n) if n % 2 == 1 => format!("{}½d", n / 2),
            oracle::Limit::HalfDays(n) => format!("{}d", n / 2),
            oracle::Limit::Hours(n) => format!("{n}h"),
            oracle::Limit::Days(n) => format!("{n}cd"),
            oracle::Limit::Months(n) => format!("{n}m"),
            oracle::Limit::InDay => "in-day".into(),
            oracle::Limit::None => "none".into(),
        };
        text.parse().expect("a limit")
    }

    fn moment(&self, day: usize, minute: u32) -> NaiveDateTime {
        let at = date(&self.oracle.days[0]) + TimeDelta::days(day as i64);
        at.and_time(chrono::NaiveTime::MIN) + TimeDelta::minutes(minute.into())
    }

    fn session(&self, (day, half): Spot) -> Session {
        let date = date(&self.oracle.days[0]) + TimeDelta::days(day as i64);
        Session::new(date, Half::BOTH[half])
    }
}

fn date(day: &Day) -> NaiveDate {
    NaiveDate::from_ymd_opt(day.year, day.month, day.day).expect("a date")
}

/// So many minutes after (day, minute).
fn on((day, minute): (usize, u32), minutes: u32) -> (usize, u32) {
    let total = minute + minutes;
    (day + (total / 1440) as usize, total % 1440)
}
