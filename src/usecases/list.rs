//! List (danh sách): the work an officer lives in, a page at a time, and how much of it there is.

use chrono::NaiveTime;

use super::rules::{instant, local};
use super::{App, Rules, UseCaseError};
use crate::domain::lifecycle::State;
use crate::domain::marks::Mark;
use crate::domain::org::Actor;
use crate::domain::scope::Reader;
use crate::domain::work_list::{Bound, From, Stage, WorkList};
use crate::records::dossiers::NO_DUE;
use crate::records::lists::{self, ListRow, Range, Source};
use crate::store::{StoreError, Tx};
use crate::text::fold;
use crate::worktime::{Session, forward_by};

/// Rows shown at a time.
pub const PAGE: i64 = 50;
/// Rows read at a time when words are looked for.
const STRIDE: i64 = 500;
/// Most rows read for one page of a filtered list.
const SCANNED: i64 = 5_000;
/// Rows are counted up to this many.
pub const COUNTED: i64 = 1_000;

/// Where a page of a list ends: key of its order, and identifier.
pub type Cursor = (i64, i64);

/// How a dossier stands against its due session, in half-days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// No due date.
    NoDue,
    /// Open, with so much left.
    Within(i64),
    /// Open, near due.
    NearDue(i64),
    /// Open and late by so much.
    Late(i64),
    /// The clock stands still; late by so much already when it stopped.
    Stopped(i64),
    /// Finished so much before.
    Early(i64),
    /// Finished in the due session.
    OnTime,
    /// Finished so much after.
    FinishedLate(i64),
}

/// A row with its standing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The row.
    pub row: ListRow,
    /// How it stands now.
    pub standing: Standing,
    /// Session by which the desk must pass it on, while it has not.
    pub forward_by: Option<Session>,
    /// The deadline of its step is over.
    pub step_late: bool,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Rows, in the order of the list.
    pub rows: Vec<Listed>,
    /// Key and identifier after which the next page begins; none on the last.
    pub next: Option<Cursor>,
    /// What the list holds, in words.
    pub about: String,
}

/// A list of an officer and how many rows it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// The list.
    pub list: WorkList,
    /// Rows, counted up to [`COUNTED`].
    pub count: i64,
}

/// A page of the list `id` after the cursor; with `words`, only rows that hold them all (without
/// accents, in code, owner, procedure).
///
/// # Errors
/// No such list; not allowed; the calendar ends; the store.
pub async fn list(
    app: &App,
    actor: &Actor,
    id: &str,
    words: &str,
    after: Option<Cursor>,
) -> Result<Page, UseCaseError> {
    let reader = Reader::searching(actor)?;
    let list = app.rules.lists.get(id);
    let list = list.ok_or_else(|| UseCaseError::NoList(id.to_owned()))?;
    let now = now_session(app)?;
    let source = source(actor, list);
    let whole = range(app, list, now)?;
    let order = Order::of(list);
    let begin = Range {
        after: after.map_or(whole.after, |after| order.later(after, whole.after)),
        ..whole
    };
    let words = fold(words);
    let (rows, next) = app
        .store
        .read(move |tx| page(tx, &reader, &source, begin, order, &words))
        .await?;
    let rules = &app.rules;
    Ok(Page {
        rows: rows.into_iter().map(|r| listed(rules, r, now)).collect(),
        next,
        about: list.about.clone(),
    })
}

/// The lists of the officer's role, with their counts.
///
/// # Errors
/// Not allowed; the calendar ends; the store.
pub async fn tabs(app: &App, actor: &Actor) -> Result<Vec<Tab>, UseCaseError> {
    let reader = Reader::searching(actor)?;
    let now = now_session(app)?;
    let mine: Vec<WorkList> = app.rules.lists.of(actor.role()).cloned().collect();
    let mut asked = Vec::with_capacity(mine.len());
    for list in mine {
        let limit = COUNTED;
        let range = range(app, &list, now)?;
        asked.push((source(actor, &list), Range { limit, ..range }, list));
    }
    app.store
        .read(move |tx| {
            let tab = |(source, range, list): &(Source, Range, WorkList)| {
                let count = lists::count(tx, &reader, source, *range)?;
                let list = list.clone();
                Ok::<_, UseCaseError>(Tab { list, count })
            };
            asked.iter().map(tab).collect()
        })
        .await
}

/// By what a list is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Due,
    Step,
    Apology,
    Received,
    Newest,
}

impl Order {
    fn of(list: &WorkList) -> Self {
        match (list.from, list.due) {
            (From::Desk, Some(Bound::Apology)) => Self::Apology,
            (From::StepDesk, _) => Self::Step,
            (From::Fresh, _) => Self::Received,
            (From::Today, _) => Self::Newest,
            _ => Self::Due,
        }
    }

    fn key(self, row: &ListRow) -> Cursor {
        let ordinal = |at: Option<Session>| at.map_or(NO_DUE, Session::ordinal);
        let key = match self {
            Self::Due => ordinal(row.due),
            Self::Step => ordinal(row.step_due),
            Self::Apology => ordinal(row.apology_by),
            Self::Received | Self::Newest => row.received_at,
        };
        (key, row.id)
    }

    fn later(self, one: Cursor, other: Cursor) -> Cursor {
        match self {
            Self::Newest => one.min(other),
            _ => one.max(other),
        }
    }
}

/// Rows of one page and where the next begins. A filter is looked for a stride at a time, so that a
/// long list neither stops the reader nor hides what stands far down.
fn page(
    tx: &mut dyn Tx,
    reader: &Reader,
    source: &Source,
    begin: Range,
    order: Order,
    words: &str,
) -> Result<(Vec<ListRow>, Option<Cursor>), StoreError> {
    let mut range = begin;
    let (mut found, mut scanned) = (Vec::new(), 0);
    range.limit = if words.is_empty() { PAGE } else { STRIDE };
    loop {
        let rows = lists::rows(tx, reader, source, range)?;
        let read = i64::try_from(rows.len()).unwrap_or(range.limit);
        let Some(last) = rows.last().map(|row| order.key(row)) else {
            return Ok((found, None));
        };
        for row in rows {
            let key = order.key(&row);
            if fits(&row, words) {
                found.push(row);
            }
            let full = found.len() as i64 == PAGE;
            if full {
                let more = key != last || read == range.limit;
                return Ok((found, more.then_some(key)));
            }
        }
        scanned += read;
        if read < range.limit {
            return Ok((found, None));
        }
        if scanned >= SCANNED {
            return Ok((found, Some(last)));
        }
        range.after = last;
    }
}

fn fits(row: &ListRow, words: &str) -> bool {
    let key = || {
        let ListRow {
            code,
            owner,
            procedure_name,
            ..
        } = row;
        fold(&format!("{code} {owner} {procedure_name}"))
    };
    words.is_empty() || {
        let key = key();
        words.split(' ').all(|word| key.contains(word))
    }
}

/// The statements of `list` and what they ask, for this officer.
fn source(actor: &Actor, list: &WorkList) -> Source {
    let org = || actor.org().to_owned();
    let role = actor.role().to_string();
    let officer = actor.officer().to_owned();
    let state = list.state.map_or("", State::id);
    let stage = stage(list.stage);
    let marks = Mark::sum(&list.marks);
    let (rows, count, whose, more) = match list.from {
        From::Desk if list.due == Some(Bound::Apology) => (
            &lists::APOLOGY_DUE,
            &lists::COUNT_APOLOGY_DUE,
            org(),
            vec![Mark::sum(&list.without).into()],
        ),
        From::Desk => (
            &lists::AT_DESK,
            &lists::COUNT_AT_DESK,
            org(),
            vec![stage.into(), Mark::sum(&list.without).into(), state.into()],
        ),
        From::MarkedDesk => (
            &lists::MARKED_AT_DESK,
            &lists::COUNT_MARKED_AT_DESK,
            org(),
            vec![marks.into()],
        ),
        From::MarkedOrg => (
            &lists::MARKED_AT_ORG,
            &lists::COUNT_MARKED_AT_ORG,
            org(),
            vec![marks.into()],
        ),
        From::Given => (&lists::GIVEN, &lists::COUNT_GIVEN, org(), vec![]),
        From::Held => (
            &lists::HELD,
            &lists::COUNT_HELD,
            officer,
            vec![stage.into()],
        ),
        From::Inbox => (
            &lists::IN_BOX,
            &lists::COUNT_IN_BOX,
            org(),
            vec![role.into(), officer.into(), state.into()],
        ),
        From::Group => (
            &lists::IN_BOX,
            &lists::COUNT_IN_BOX,
            org(),
            vec![role.into(), "".into(), state.into()],
        ),
        From::StepDesk => (&lists::BY_STEP, &lists::COUNT_BY_STEP, org(), vec![]),
        From::Fresh => (
            &lists::FRESH,
            &lists::COUNT_FRESH,
            org(),
            vec![officer.into()],
        ),
        From::Today => (&lists::TODAY, &lists::COUNT_TODAY, org(), vec![]),
    };
    Source {
        rows,
        count,
        whose,
        more,
    }
}

fn stage(stage: Stage) -> i64 {
    match stage {
        Stage::Running => 0,
        Stage::Result => 1,
        Stage::Stopped => 3,
        Stage::Online => 4,
    }
}

/// The working session of this moment.
pub(crate) fn now_session(app: &App) -> Result<Session, UseCaseError> {
    Ok(app.rules.calendar.session_of(local(app.clock.now()))?)
}

/// From where to where `list` goes now.
fn range(app: &App, list: &WorkList, now: Session) -> Result<Range, UseCaseError> {
    let rules = &app.rules;
    let warn = i64::from(rules.office.policy.warn_halfdays);
    let start = (i64::MIN, 0);
    let before_now = (now.ordinal() - 1, i64::MAX);
    let until =
        |half_days: i64| Ok::<_, UseCaseError>(rules.calendar.plus(now, half_days)?.ordinal());
    let (after, until) = match (list.from, list.due) {
        (From::Today, _) => {
            let today = local(app.clock.now()).date();
            let midnight = instant(today.and_time(NaiveTime::MIN));
            ((i64::MAX, i64::MAX), midnight)
        }
        (_, Some(Bound::Past)) => (start, now.ordinal() - 1),
        (_, Some(Bound::Near)) => (before_now, until(warn)?),
        // The lead is the dossier's own, and stands in its row already.
        (_, Some(Bound::Apology)) => (start, until(warn)?),
        (_, None) => (start, i64::MAX),
    };
    Ok(Range {
        after,
        until,
        limit: PAGE,
    })
}

/// Adds how `row` stands at `now`.
pub(crate) fn listed(rules: &Rules, row: ListRow, now: Session) -> Listed {
    let standing = standing(rules, row.state, row.due, row.finished, row.since, now);
    let fresh = row.state == State::Received;
    let policy = &rules.office.policy;
    let forward_by = fresh.then(|| forward_by(&rules.calendar, local(row.received_at), policy));
    Listed {
        standing,
        forward_by: forward_by.and_then(Result::ok),
        step_late: row.step_due.is_some_and(|due| due < now),
        row,
    }
}

/// How a dossier stands: the finish session counts, not the day the result is collected. While the
/// clock stands still it is not late, unless it was already when it stopped (half-day clock, §5).
#[must_use]
pub fn standing(
    rules: &Rules,
    state: State,
    due: Option<Session>,
    finished: Option<Session>,
    since: Session,
    now: Session,
) -> Standing {
    use crate::domain::lifecycle::ClockIs;
    let left = |at: Session, due: Session| rules.calendar.between(at, due).unwrap_or(0);
    if state.clock() == ClockIs::Stopped {
        let over = due.map_or(0, |due| -left(since, due));
        return Standing::Stopped(over.max(0));
    }
    let Some(due) = due else {
        return Standing::NoDue;
    };
    if let Some(finished) = finished {
        return match left(finished, due) {
            0 => Standing::OnTime,
            n if n > 0 => Standing::Early(n),
            n => Standing::FinishedLate(-n),
        };
    }
    if state.is_final() {
        return Standing::NoDue;
    }
    match left(now, due) {
        n if n < 0 => Standing::Late(-n),
        n if n <= i64::from(rules.office.policy.warn_halfdays) => Standing::NearDue(n),
        n => Standing::Within(n),
    }
}
