//! The decision: a dossier, a command and a moment give an outcome or a refusal. Nothing else is asked.

use serde_json::json;

use super::dossier::{Dossier, Position};
use super::lifecycle::{Act, Lifecycle, State, Transition};
use super::process::{Step, StepKind, StepUnit};
use super::role::{Denied, Permit, Right};
use crate::text::HumanText;
use crate::worktime::{Calendar, Session};

/// What an officer asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// The act.
    pub act: Act,
    /// Reason or instruction; demanded by some acts.
    pub note: HumanText,
    /// Officer who is to get it next; the whole group when none.
    pub to_officer: Option<String>,
}

/// The moment of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// UTC milliseconds.
    pub at: i64,
    /// Working session to which it belongs.
    pub session: Session,
}

/// What an act does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The dossier afterwards, its version one higher.
    pub dossier: Dossier,
    /// Half-days charged to the unit that hands over.
    pub charged_halfdays: i64,
    /// Half-days by which the finished step was late.
    pub late_halfdays: i64,
    /// Old and new values for the trail.
    pub change: serde_json::Value,
    /// Notice to the applicant, by event key.
    pub notice: Option<String>,
    /// Forms to offer.
    pub prints: Vec<String>,
}

/// Why an act cannot be done now. `Display` is the sentence for the clerk.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The table has no such row.
    #[error(
        "Hồ sơ đang ở trạng thái “{state}”, không làm được việc này. Chưa có gì thay đổi. Bấm F5 để xem trạng thái mới."
    )]
    NotFromHere {
        /// State now.
        state: &'static str,
    },
    /// The process asks for another act at this step.
    #[error("Bước “{step}” không làm việc này. Chưa có gì thay đổi. Xem các việc làm được ở F10.")]
    NotAtThisStep {
        /// Name of the step.
        step: String,
    },
    /// Somebody else holds the dossier.
    #[error("Hồ sơ đang do {who} giữ. Chưa có gì thay đổi. Nhờ người đó chuyển, hoặc bấm F5.")]
    HeldByOther {
        /// Who holds it.
        who: String,
    },
    /// The right does not fit the act.
    #[error(
        "Vai trò đang dùng không có quyền làm việc này. Chưa có gì thay đổi. Nhờ người có quyền hoặc đổi vai trò (F10)."
    )]
    NotAllowed,
    /// A reason is demanded.
    #[error("Việc này phải ghi lý do. Chưa có gì thay đổi. Gõ lý do rồi bấm F9.")]
    ReasonMissing,
    /// The step is late: the reason is recorded before it moves on.
    #[error("Bước này quá hạn {late_words}. Hồ sơ chưa chuyển. Ghi lý do quá hạn rồi bấm F9.")]
    LateReasonMissing {
        /// How late, in days, as read aloud.
        late_words: String,
    },
    /// Only procedures marked as immediate are solved at once.
    #[error("Thủ tục này không giải quyết ngay. Chưa có gì thay đổi. Bấm F6 để chuyển xử lý.")]
    NotImmediate,
    /// The process has no step to go to.
    #[error(
        "Quy trình không còn bước nào theo hướng này. Chưa có gì thay đổi. Xem các bước của hồ sơ."
    )]
    NoSuchStep,
    /// Somebody has taken it already.
    #[error("Hồ sơ này đã nhận rồi. Chưa có gì thay đổi.")]
    AlreadyTaken,
}

impl Refusal {
    /// Code shown before the sentence.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFromHere { .. } => "MC-1020",
            Self::NotAtThisStep { .. } => "MC-1041",
            Self::HeldByOther { .. } => "MC-1042",
            Self::NotAllowed => Denied::CODE,
            Self::ReasonMissing => "MC-1043",
            Self::LateReasonMissing { .. } => "MC-1044",
            Self::NotImmediate => "MC-1045",
            Self::NoSuchStep => "MC-1046",
            Self::AlreadyTaken => "MC-1047",
        }
    }
}

/// Decides `command` on `dossier` at `moment`.
///
/// # Errors
/// [`Refusal`] when the table, the process, the holder or a missing reason forbids it.
pub fn decide(
    dossier: &Dossier,
    command: &Command,
    permit: &Permit,
    moment: Moment,
    lifecycle: &Lifecycle,
    calendar: &Calendar,
) -> Result<Outcome, Refusal> {
    let row = lifecycle
        .row(command.act, Some(dossier.state))
        .ok_or(Refusal::NotFromHere {
            state: dossier.state.label(),
        })?;
    if row.right != permit.right() {
        return Err(Refusal::NotAllowed);
    }
    holder_check(dossier, command.act, permit)?;
    if row.reason && command.note.is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    let mut next = dossier.clone();
    next.version += 1;
    let moved = step_out(&mut next, command, permit, moment)?;
    if !row.to.iter().any(|state| state == next.state.id()) {
        return Err(not_at_this_step(dossier));
    }
    let (charged, late) = if moved {
        charge(dossier, moment, calendar)
    } else {
        (0, 0)
    };
    if late > 0 && command.note.is_empty() {
        return Err(Refusal::LateReasonMissing {
            late_words: days(late),
        });
    }
    finish(&mut next, moment);
    Ok(Outcome {
        charged_halfdays: charged,
        late_halfdays: late,
        change: change(dossier, &next),
        notice: notice(row, dossier.state, next.state),
        prints: row.prints.clone(),
        dossier: next,
    })
}

fn not_at_this_step(dossier: &Dossier) -> Refusal {
    Refusal::NotAtThisStep {
        step: dossier.step().map_or(String::new(), |s| s.name.clone()),
    }
}

/// The notice of the row, once the state it announces is reached.
fn notice(row: &Transition, from: State, to: State) -> Option<String> {
    let announced = row.to.last().is_none_or(|last| last == to.id());
    row.notice.clone().filter(|_| from != to && announced)
}

/// Only the group at whose step the dossier is may act, and only its holder once somebody took it.
fn holder_check(dossier: &Dossier, act: Act, permit: &Permit) -> Result<(), Refusal> {
    let actor = permit.actor();
    let position = &dossier.position;
    let desk_returns = act == Act::ReturnResult && actor.org() == dossier.desk;
    if !desk_returns && !actor.holds(&position.org, position.role.as_str()) {
        return Err(Refusal::HeldByOther {
            who: position.role.to_string(),
        });
    }
    match &position.holder {
        Some(holder) if !desk_returns && holder != actor.officer() => Err(Refusal::HeldByOther {
            who: holder.clone(),
        }),
        _ => Ok(()),
    }
}

/// Changes state and position; tells whether the dossier was handed over.
fn step_out(
    next: &mut Dossier,
    command: &Command,
    permit: &Permit,
    moment: Moment,
) -> Result<bool, Refusal> {
    let here = next.step().cloned().ok_or(Refusal::NoSuchStep)?;
    let wrong = || Refusal::NotAtThisStep {
        step: here.name.clone(),
    };
    let after = next.next_step().cloned();
    match command.act {
        Act::Take => take(next, permit),
        Act::Forward => {
            let after = after.ok_or(Refusal::NoSuchStep)?;
            if matches!(after.kind, StepKind::Approve | StepKind::Sign) {
                return Err(wrong());
            }
            enter(next, &after, state_at(after.kind), command, permit, moment);
            Ok(true)
        }
        Act::SubmitForApproval => {
            let after = after.ok_or(Refusal::NoSuchStep)?;
            if !matches!(after.kind, StepKind::Approve | StepKind::Sign) {
                return Err(wrong());
            }
            enter(
                next,
                &after,
                State::AwaitingApproval,
                command,
                permit,
                moment,
            );
            Ok(true)
        }
        Act::Approve => {
            if here.kind == StepKind::Sign {
                // The leader who signs approves first, at the same step.
                next.state = State::AwaitingSignature;
                return Ok(false);
            }
            let after = after.ok_or(Refusal::NoSuchStep)?;
            enter(next, &after, state_at(after.kind), command, permit, moment);
            Ok(true)
        }
        Act::Sign | Act::Issue => {
            let after = after.ok_or(Refusal::NoSuchStep)?;
            if (command.act == Act::Issue) != (here.kind == StepKind::Issue) {
                return Err(wrong());
            }
            enter(next, &after, state_at(after.kind), command, permit, moment);
            Ok(true)
        }
        Act::SendBack | Act::RejectDraft => {
            let back = back_step(next, command.act).ok_or(Refusal::NoSuchStep)?;
            enter(next, &back, state_at(back.kind), command, permit, moment);
            Ok(true)
        }
        Act::SolveAtOnce => {
            let last = next
                .process
                .steps
                .last()
                .cloned()
                .ok_or(Refusal::NoSuchStep)?;
            enter(next, &last, State::ResultReady, command, permit, moment);
            Ok(true)
        }
        Act::ReturnResult => {
            next.state = State::ResultReturned;
            next.clock.returned_at = Some(moment.at);
            Ok(false)
        }
        Act::Receive | Act::Guide | Act::Refuse | Act::Print => Err(wrong()),
    }
}

/// The state of a dossier that waits at a step of this kind.
fn state_at(kind: StepKind) -> State {
    match kind {
        StepKind::Receive => State::Received,
        StepKind::Examine => State::InProgress,
        StepKind::Approve => State::AwaitingApproval,
        StepKind::Sign | StepKind::Issue => State::AwaitingSignature,
        StepKind::Return => State::ResultReady,
    }
}

fn take(next: &mut Dossier, permit: &Permit) -> Result<bool, Refusal> {
    if next.position.holder.is_some() {
        return Err(Refusal::AlreadyTaken);
    }
    next.position.holder = Some(permit.actor().officer().to_owned());
    Ok(false)
}

/// A rejected draft goes to the last examination before; a dossier sent back, one step.
fn back_step(dossier: &Dossier, act: Act) -> Option<Step> {
    if act == Act::SendBack {
        return dossier.previous_step().cloned();
    }
    let before = dossier
        .process
        .steps
        .iter()
        .filter(|s| s.no < dossier.position.step);
    let examined = before.clone().rev().find(|s| s.kind == StepKind::Examine);
    // Without an examination the draft was the desk's own.
    examined.or_else(|| before.clone().next()).cloned()
}

fn enter(
    next: &mut Dossier,
    step: &Step,
    state: State,
    command: &Command,
    permit: &Permit,
    moment: Moment,
) {
    next.state = state;
    next.position = Position {
        step: step.no,
        org: unit_of(&step.unit, &next.desk),
        role: step.role.clone(),
        holder: command.to_officer.clone(),
        since: moment.session,
        sender: permit.actor().officer().to_owned(),
    };
}

/// The unit of a step: the receiving one, or the named agency of an interlinked process.
#[must_use]
pub fn unit_of(unit: &StepUnit, desk: &str) -> String {
    match unit {
        StepUnit::Desk | StepUnit::Office(_) => desk.to_owned(),
        StepUnit::Org(org) => org.clone(),
    }
}

/// The agency that hands over is charged the sessions since the last hand-over; the step is late by
/// what exceeds its allotment. A process without allotments is never late.
fn charge(before: &Dossier, moment: Moment, calendar: &Calendar) -> (i64, i64) {
    let since = before.position.since;
    let charged = calendar.between(since, moment.session).unwrap_or(0).max(0);
    let allotted = before.step().map_or(0, |s| i64::from(s.half_days));
    let counted = before.process.half_days() > 0 && before.clock.due.is_some();
    // A step without time of its own (the desk) still has the session it works in.
    let late = if counted {
        (charged - allotted.max(1)).max(0)
    } else {
        0
    };
    (charged, late)
}

/// The moment the result is ready is the one that counts for lateness, not the one it is collected.
fn finish(next: &mut Dossier, moment: Moment) {
    if next.state == State::ResultReady && next.clock.finished.is_none() {
        next.clock.finished = Some(moment.session);
        next.clock.finished_at = Some(moment.at);
    }
}

fn change(before: &Dossier, after: &Dossier) -> serde_json::Value {
    json!({
        "state": [before.state.id(), after.state.id()],
        "step": [before.position.step, after.position.step],
        "holder": [before.position.holder, after.position.holder],
    })
}

/// Half-days as days, the way they are said: `1½ ngày`.
#[must_use]
pub fn days(half_days: i64) -> String {
    match (half_days / 2, half_days % 2) {
        (0, _) => "½ ngày".to_owned(),
        (whole, 0) => format!("{whole} ngày"),
        (whole, _) => format!("{whole}½ ngày"),
    }
}

/// The right that `act` needs in `state`, so that the caller can ask for the right permit.
#[must_use]
pub fn right_for(lifecycle: &Lifecycle, act: Act, state: State) -> Option<Right> {
    lifecycle.row(act, Some(state)).map(|row| row.right)
}
