//! List (danh sách): open work in the order of its due sessions.

use super::rules::local;
use super::{App, Rules, UseCaseError};
use crate::domain::lifecycle::State;
use crate::domain::org::Actor;
use crate::domain::scope::Reader;
use crate::records::dossiers::NO_DUE;
use crate::records::lists::{self, ListRow, Range};
use crate::worktime::Session;

/// Rows shown at a time.
pub const PAGE: i64 = 50;

/// A list of open work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Received at my desk.
    Desk,
    /// Waiting for my role.
    Inbox,
    /// Due within the warning time.
    NearDue,
    /// Past due.
    Overdue,
    /// Result ready, to be handed back.
    ToReturn,
}

impl List {
    /// The list of that name.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Some(match id {
            "desk" => Self::Desk,
            "inbox" => Self::Inbox,
            "near_due" => Self::NearDue,
            "overdue" => Self::Overdue,
            "to_return" => Self::ToReturn,
            _ => return None,
        })
    }

    /// Name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Desk => "Hồ sơ của bộ phận một cửa",
            Self::Inbox => "Hồ sơ chờ tôi xử lý",
            Self::NearDue => "Hồ sơ sắp đến hạn",
            Self::Overdue => "Hồ sơ quá hạn",
            Self::ToReturn => "Kết quả chờ trả",
        }
    }
}

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
}

/// A page of `list` after the cursor, and the cursor of the next page.
///
/// # Errors
/// Not allowed; the calendar ends; the store.
pub async fn list(
    app: &App,
    actor: &Actor,
    list: List,
    after: Option<(i64, i64)>,
) -> Result<(Vec<Listed>, Option<(i64, i64)>), UseCaseError> {
    let reader = Reader::searching(actor)?;
    let now = now_session(app)?;
    let range = range(&app.rules, list, now, after)?;
    let (org, role) = (actor.org().to_owned(), actor.role().to_string());
    let rows: Vec<ListRow> = app
        .store
        .read(move |tx| match list {
            List::Desk | List::NearDue | List::Overdue => lists::at_desk(tx, &reader, &org, range),
            List::ToReturn => lists::to_return(tx, &reader, &org, range),
            List::Inbox => lists::in_box(tx, &reader, &org, &role, range),
        })
        .await?;
    let full = i64::try_from(rows.len()).unwrap_or(0) == PAGE;
    let next = rows
        .last()
        .filter(|_| full)
        .map(|r| (r.due.map_or(NO_DUE, Session::ordinal), r.id));
    Ok((
        rows.into_iter()
            .map(|row| listed(&app.rules, row, now))
            .collect(),
        next,
    ))
}

/// The working session of this moment.
pub(crate) fn now_session(app: &App) -> Result<Session, UseCaseError> {
    Ok(app.rules.calendar.session_of(local(app.clock.now()))?)
}

fn range(
    rules: &Rules,
    list: List,
    now: Session,
    after: Option<(i64, i64)>,
) -> Result<Range, UseCaseError> {
    let warn = i64::from(rules.office.policy.warn_halfdays);
    let before_now = (now.ordinal() - 1, i64::MAX);
    let start = (i64::MIN, 0);
    let (first, until) = match list {
        List::Overdue => (start, now.ordinal() - 1),
        List::NearDue => (before_now, rules.calendar.plus(now, warn)?.ordinal()),
        List::Desk | List::Inbox | List::ToReturn => (start, i64::MAX),
    };
    Ok(Range {
        after: after.unwrap_or(first).max(first),
        until,
        limit: PAGE,
    })
}

/// Adds how `row` stands at `now`.
pub(crate) fn listed(rules: &Rules, row: ListRow, now: Session) -> Listed {
    let standing = standing(rules, row.state, row.due, row.finished, now);
    Listed { row, standing }
}

/// How a dossier stands: the finish session counts, not the day the result is collected.
#[must_use]
pub fn standing(
    rules: &Rules,
    state: State,
    due: Option<Session>,
    finished: Option<Session>,
    now: Session,
) -> Standing {
    let Some(due) = due else {
        return Standing::NoDue;
    };
    let left = |at: Session| rules.calendar.between(at, due).unwrap_or(0);
    if let Some(finished) = finished {
        return match left(finished) {
            0 => Standing::OnTime,
            n if n > 0 => Standing::Early(n),
            n => Standing::FinishedLate(-n),
        };
    }
    if state.is_final() {
        return Standing::NoDue;
    }
    match left(now) {
        n if n < 0 => Standing::Late(-n),
        n if n <= i64::from(rules.office.policy.warn_halfdays) => Standing::NearDue(n),
        n => Standing::Within(n),
    }
}
