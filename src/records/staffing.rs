//! Who stands where: defaults, deputies, turns of duty. Rows are only added; the newest wins.

use chrono::NaiveDate;

use crate::domain::process::StepKind;
use crate::domain::staffing::{Assignment, Days, Deputy, Duty, Staffing};
use crate::store::sql::catalogue;
use crate::store::{Row, StoreError, Tx};
use crate::worktime::Half;

catalogue! {
    /// Sets the usual officer of a step.
    ASSIGN = "INSERT INTO staffing (id, org, procedure, field, role, kind, officer, from_day, to_day)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    /// Sets who acts for an officer.
    DEPUTISE = "INSERT INTO deputy (id, org, officer, deputy, reason, from_day, to_day)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    /// Sets a turn of duty.
    PUT_ON_DUTY = "INSERT INTO duty_roster (id, org, role, half, officer, from_day, to_day)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    /// All that holds somewhere between two days in up to four units, oldest first.
    BETWEEN = "SELECT id AS id, 'staffing' AS what, org AS org, procedure AS procedure, field AS field,
            role AS role, kind AS kind, officer AS officer, '' AS deputy, '' AS reason,
            from_day AS from_day, to_day AS to_day
        FROM staffing WHERE org IN ($1, $2, $3, $4) AND to_day >= $5 AND from_day <= $6
        UNION ALL SELECT id, 'deputy', org, '', '', '', '', officer, deputy, reason, from_day, to_day
        FROM deputy WHERE org IN ($1, $2, $3, $4) AND to_day >= $5 AND from_day <= $6
        UNION ALL SELECT id, 'duty', org, '', '', role, half, officer, '', '', from_day, to_day
        FROM duty_roster WHERE org IN ($1, $2, $3, $4) AND to_day >= $5 AND from_day <= $6
        ORDER BY 1";
}

/// Adds `entry` under the number of its event.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn assign(tx: &mut dyn Tx, id: i64, entry: &Assignment) -> Result<(), StoreError> {
    let args = [
        id.into(),
        entry.org.as_str().into(),
        entry.procedure.as_str().into(),
        entry.field.as_str().into(),
        entry.role.as_str().into(),
        entry.kind.map_or("", StepKind::id).into(),
        entry.officer.as_str().into(),
        day(entry.days.from).into(),
        day(entry.days.to).into(),
    ];
    tx.exec(&ASSIGN, &args).map(drop)
}

/// Adds `entry` under the number of its event.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn deputise(tx: &mut dyn Tx, id: i64, entry: &Deputy) -> Result<(), StoreError> {
    let args = [
        id.into(),
        entry.org.as_str().into(),
        entry.officer.as_str().into(),
        entry.deputy.as_str().into(),
        entry.reason.as_str().into(),
        day(entry.days.from).into(),
        day(entry.days.to).into(),
    ];
    tx.exec(&DEPUTISE, &args).map(drop)
}

/// Adds `entry` under the number of its event.
///
/// # Errors
/// [`StoreError`] of the engine.
pub fn put_on_duty(tx: &mut dyn Tx, id: i64, entry: &Duty) -> Result<(), StoreError> {
    let args = [
        id.into(),
        entry.org.as_str().into(),
        entry.role.as_str().into(),
        half(entry.half).into(),
        entry.officer.as_str().into(),
        day(entry.days.from).into(),
        day(entry.days.to).into(),
    ];
    tx.exec(&PUT_ON_DUTY, &args).map(drop)
}

/// Units asked for in one question.
const UNITS: usize = 4;

/// What holds in `orgs` on some day from `days.from` to `days.to`; one question for four units.
///
/// # Errors
/// [`StoreError`] of the engine, or a row this program cannot read.
pub fn between(tx: &mut dyn Tx, orgs: &[&str], days: Days) -> Result<Staffing, StoreError> {
    let mut found = Staffing::default();
    for some in orgs.chunks(UNITS) {
        let org = |i: usize| some.get(i).or(some.first()).copied().unwrap_or("").into();
        let (from, to) = (day(days.from), day(days.to));
        let args = [org(0), org(1), org(2), org(3), from.into(), to.into()];
        for row in tx.rows(&BETWEEN, &args)? {
            put(&mut found, &row)?;
        }
    }
    Ok(found)
}

fn put(found: &mut Staffing, row: &Row) -> Result<(), StoreError> {
    let days = Days {
        from: date(row.int(10)?)?,
        to: date(row.int(11)?)?,
    };
    match row.text(1)? {
        "staffing" => found.assignments.push(Assignment {
            org: row.string(2)?,
            procedure: row.string(3)?,
            field: row.string(4)?,
            role: row.text(5)?.into(),
            kind: StepKind::from_id(row.text(6)?),
            officer: row.string(7)?,
            days,
        }),
        "deputy" => found.deputies.push(Deputy {
            officer: row.string(7)?,
            deputy: row.string(8)?,
            org: row.string(2)?,
            days,
            reason: row.string(9)?,
        }),
        _ => found.duties.push(Duty {
            org: row.string(2)?,
            role: row.text(5)?.into(),
            days,
            half: match row.text(6)? {
                "AM" => Some(Half::Am),
                "PM" => Some(Half::Pm),
                _ => None,
            },
            officer: row.string(7)?,
        }),
    }
    Ok(())
}

fn half(half: Option<Half>) -> &'static str {
    match half {
        Some(Half::Am) => "AM",
        Some(Half::Pm) => "PM",
        None => "",
    }
}

fn day(date: NaiveDate) -> i64 {
    i64::from(date.to_epoch_days())
}

fn date(day: i64) -> Result<NaiveDate, StoreError> {
    let days = i32::try_from(day).ok();
    days.and_then(NaiveDate::from_epoch_days)
        .ok_or_else(|| StoreError::misuse("unreadable day"))
}
