//! Who stands where, as the administrator of the unit sees it, and what every change of it must keep.

use super::rules::date;
use super::{App, UseCaseError};
use crate::domain::org::{Actor, is_under};
use crate::domain::role::{Permit, Right, RoleId};
use crate::domain::staffing::{Days, Staffing};
use crate::records::staffing;
use chrono::NaiveDate;

/// Why an entry cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StaffingError {
    /// The unit is neither the administrator's own nor below it.
    #[error(
        "Đơn vị {org} không thuộc phạm vi của bạn. Chưa có gì thay đổi. Nhờ quản trị của đơn vị đó."
    )]
    OtherUnit {
        /// Unit.
        org: String,
    },
    /// The officer does not hold the role there.
    #[error(
        "{officer} không giữ vai trò {role} ở {org}. Chưa có gì thay đổi. Chọn người khác hoặc giao vai trò trước."
    )]
    LacksRole {
        /// Officer.
        officer: String,
        /// Role.
        role: String,
        /// Unit.
        org: String,
    },
    /// An officer cannot be his own deputy.
    #[error("Không ai tự làm thay mình. Chưa có gì thay đổi. Chọn người khác.")]
    OwnDeputy,
    /// The last day is before the first.
    #[error("Ngày cuối ở trước ngày đầu. Chưa có gì thay đổi. Sửa ngày rồi làm lại.")]
    DaysTurned,
    /// The process has no such finding.
    #[error(
        "Quy trình không có điểm {0} nào để nhận. Chưa có gì thay đổi. Xem lại bằng motcua flow check."
    )]
    NoFinding(String),
    /// A dossier would get stuck.
    #[error("Điểm {0} làm hồ sơ tắc nên không nhận được. Chưa có gì thay đổi. Sửa tệp quy trình.")]
    MustBeMended(String),
    /// There is no such kind of step.
    #[error(
        "Không có loại bước {0}. Chưa có gì thay đổi. Dùng receive, examine, approve, sign, issue, return."
    )]
    NoKind(String),
}

impl StaffingError {
    /// Code shown before the sentence.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::OtherUnit { .. } => "MC-3061",
            Self::LacksRole { .. } => "MC-3062",
            Self::OwnDeputy => "MC-3063",
            Self::DaysTurned => "MC-3064",
            Self::NoFinding(_) => "MC-3065",
            Self::MustBeMended(_) => "MC-3066",
            Self::NoKind(_) => "MC-3067",
        }
    }
}

/// Everything said about `org` that holds today or later.
///
/// # Errors
/// Not allowed; the store.
pub async fn staffing_of(app: &App, actor: &Actor, org: &str) -> Result<Staffing, UseCaseError> {
    scope(app, actor, org)?;
    let (today, org) = (date(app.clock.now()), org.to_owned());
    let days = Days {
        from: today,
        to: LAST_DAY,
    };
    app.store
        .read(move |tx| staffing::between(tx, &[&org], days).map_err(Into::into))
        .await
}

/// Everything said about the officer's own unit and those below it, and which units these are.
///
/// # Errors
/// Not allowed; the store.
pub async fn staffing_below(
    app: &App,
    actor: &Actor,
) -> Result<(Vec<String>, Staffing), UseCaseError> {
    scope(app, actor, actor.org())?;
    let all = &app.rules.office.orgs;
    let below = all.iter().filter(|org| is_under(all, &org.id, actor.org()));
    let orgs: Vec<String> = below.map(|org| org.id.clone()).collect();
    let days = Days {
        from: date(app.clock.now()),
        to: LAST_DAY,
    };
    let asked = orgs.clone();
    let read = app.store.read(move |tx| {
        let orgs: Vec<&str> = asked.iter().map(String::as_str).collect();
        staffing::between(tx, &orgs, days).map_err(UseCaseError::from)
    });
    Ok((orgs, read.await?))
}

/// The last day of an entry without end.
pub const LAST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(2999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// The right to set people in `org`: own unit and those below, in line or by place.
pub(super) fn scope(app: &App, actor: &Actor, org: &str) -> Result<Permit, UseCaseError> {
    let permit = Permit::ask(actor, Right::Staff)?;
    let office = &app.rules.office;
    if office.org(org).is_some() && is_under(&office.orgs, org, actor.org()) {
        return Ok(permit);
    }
    Err(StaffingError::OtherUnit {
        org: org.to_owned(),
    }
    .into())
}

/// The first day up to the last; the last of all days when none is given.
pub(super) fn days(from: NaiveDate, to: Option<NaiveDate>) -> Result<Days, StaffingError> {
    let to = to.unwrap_or(LAST_DAY);
    if to < from {
        return Err(StaffingError::DaysTurned);
    }
    Ok(Days { from, to })
}

/// `officer` is known and holds `role` in `org`; an empty one takes an entry back.
pub(super) fn holds(
    app: &App,
    officer: &str,
    role: &RoleId,
    org: &str,
) -> Result<(), UseCaseError> {
    if officer.is_empty() {
        return Ok(());
    }
    known(app, officer)?;
    if app.rules.office.roles_in(officer, org).contains(role) {
        return Ok(());
    }
    Err(StaffingError::LacksRole {
        officer: app.rules.office.officer_name(officer).to_owned(),
        role: app.rules.roles.label_of(role).to_owned(),
        org: org.to_owned(),
    }
    .into())
}

/// `officer` is one of the office.
pub(super) fn known(app: &App, officer: &str) -> Result<(), UseCaseError> {
    match app.rules.office.officer(officer) {
        Some(_) => Ok(()),
        None => Err(UseCaseError::NoOfficer(officer.to_owned())),
    }
}
