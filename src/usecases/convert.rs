//! Convert (chuyển sang phiên bản mới của thủ tục): an open dossier leaves the rules of its receipt only
//! here, by name and with a reason. Its code, its receipt and the half-days charged stay; where it
//! stands is kept when the new process has the same work, and a new slip tells the new appointment.

use serde::{Deserialize, Serialize};

use super::act::{Done, conflict, done, event, note, notify, readable};
use super::choose_process::{accepted_for, choose};
use super::receive::with_known_units;
use super::rules::{as_of_receipt, date, local};
use super::write::{Key, Writing, once};
use super::{App, Rules, UseCaseError, units};
use crate::catalogue::{FieldChange, asked_for, compare, process_words};
use crate::domain::code_scheme::normalise;
use crate::domain::decide::{Command, Moment, Rewrite, rewrite, unit_of};
use crate::domain::dossier::{Content, Dossier, RuleVersions};
use crate::domain::flow::Acceptance;
use crate::domain::lifecycle::{Act, ClockIs};
use crate::domain::org::Actor;
use crate::domain::procedure::{Procedure, ProcedureCode};
use crate::domain::process::Process;
use crate::domain::role::{Permit, Right};
use crate::records::catalogue_changes::open_of;
use crate::records::dossiers::{self, Texts};
use crate::store::Tx;
use crate::text::HumanText;
use crate::worktime::{CountPolicy, Counting, LateAgainst, Limit, Session, due_session};

/// What a conversion would make different.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversion {
    /// Code.
    pub code: String,
    /// Version of the dossier that was looked at.
    pub version: i64,
    /// Value by value; empty when there is nothing to convert.
    pub changes: Vec<FieldChange>,
    /// The dossier would begin at the desk again.
    pub back_to_desk: bool,
}

/// What a conversion would do to the dossier `code`; changes nothing.
///
/// # Errors
/// Not allowed; no such dossier; its procedure or case has ended; the calendar ends; the store.
pub async fn preview(app: &App, actor: &Actor, code: &str) -> Result<Conversion, UseCaseError> {
    Permit::ask(actor, Right::CorrectDue)?;
    let (viewer, code) = (actor.clone(), normalise(code));
    let read = app.store.read(move |tx| readable(tx, &viewer, &code));
    let dossier = read.await?;
    let accepted = accepted_for(app, &dossier.content.procedure).await?;
    let plan = Plan::of(&app.rules, &dossier, app.clock.now(), &accepted)?;
    Ok(Conversion {
        back_to_desk: plan.back_to_desk(&dossier),
        changes: plan.changes,
        code: dossier.code,
        version: dossier.version,
    })
}

/// Puts the dossier `code`, seen at version `seen`, under the rules of today.
///
/// # Errors
/// As [`preview`]; no reason; nothing to convert; somebody was faster.
pub async fn convert(
    app: &App,
    actor: &Actor,
    key: &str,
    (code, seen): (&str, i64),
    reason: &str,
) -> Result<Done, UseCaseError> {
    let permit = Permit::ask(actor, Right::CorrectDue)?;
    let code = normalise(code);
    let key = Key::of(key, &[Act::Convert.id(), actor.officer(), &code, reason])?;
    let reason = note(reason)?;
    let (rules, actor) = (app.rules.clone(), actor.clone());
    // Of the version that was seen; another one is refused below.
    let (viewer, named) = (actor.clone(), code.clone());
    let read = app.store.read(move |tx| readable(tx, &viewer, &named));
    let accepted = accepted_for(app, &read.await?.content.procedure).await?;
    once(app, key, move |tx, writing| {
        let dossier = readable(tx, &actor, &code)?;
        if dossier.version != seen {
            return Err(conflict(tx, &rules, &dossier, seen)?);
        }
        let plan = Plan::of(&rules, &dossier, writing.at, &accepted)?;
        if plan.changes.is_empty() {
            return Err(UseCaseError::NothingToConvert);
        }
        carry_out(tx, writing, &rules, &permit, &dossier, plan, &reason)
    })
    .await
}

/// Which dossiers to convert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Many {
    /// Procedure.
    pub procedure: ProcedureCode,
    /// Received before this moment, UTC milliseconds.
    pub before: i64,
}

/// What became of one dossier of many.
#[derive(Debug)]
pub enum Step {
    /// Converted.
    Converted(Done),
    /// It already stands under the rules of today.
    Current(String),
    /// It could not be converted; the others go on.
    Left(String, UseCaseError),
}

/// Dossiers read at a time.
const STRETCH: i64 = 100;

/// Converts every open dossier that `many` names, each in a transaction and with an event of its own, and
/// tells `said` after each. Started again after an interruption it goes on where it was: what was
/// converted is current.
///
/// # Errors
/// Not allowed; no reason; the store.
pub async fn convert_many(
    app: &App,
    actor: &Actor,
    many: &Many,
    reason: &str,
    mut said: impl FnMut(Step) -> bool,
) -> Result<(), UseCaseError> {
    Permit::ask(actor, Right::CorrectDue)?;
    if note(reason)?.is_empty() {
        return Err(UseCaseError::ReasonMissing);
    }
    let mut after = 0;
    loop {
        let (national, before) = (many.procedure.national().to_owned(), many.before);
        let read = app
            .store
            .read(move |tx| open_of(tx, &national, after, before, STRETCH));
        let rows = read.await?;
        let Some((last, ..)) = rows.last() else {
            return Ok(());
        };
        after = *last;
        for (_, code, version) in rows {
            if !said(one_of_many(app, actor, code, version, reason).await?) {
                return Ok(());
            }
        }
    }
}

async fn one_of_many(
    app: &App,
    actor: &Actor,
    code: String,
    version: i64,
    reason: &str,
) -> Result<Step, UseCaseError> {
    let key = format!("convert/{code}/{version}/{}", app.rules.edition());
    match convert(app, actor, &key, (&code, version), reason).await {
        Ok(done) => Ok(Step::Converted(done)),
        Err(UseCaseError::NothingToConvert) => Ok(Step::Current(code)),
        Err(error @ UseCaseError::Store(_)) => Err(error),
        Err(error) => Ok(Step::Left(code, error)),
    }
}

fn carry_out(
    tx: &mut dyn Tx,
    writing: &mut Writing,
    rules: &Rules,
    permit: &Permit,
    dossier: &Dossier,
    plan: Plan,
    reason: &HumanText,
) -> Result<Done, UseCaseError> {
    let texts = Texts::of(&plan.new.content, &plan.new.process)?;
    let command = Command::plain(Act::Convert, reason.clone());
    let moment = Moment {
        at: writing.at,
        session: rules.calendar.session_of(local(writing.at))?,
    };
    let outcome = rewrite(dossier, &command, permit, moment, &rules.book(), plan.new)
        .map_err(|refusal| rules.spoken(refusal))?;
    if !dossiers::update(tx, &outcome.dossier, dossier.version)? {
        return Err(conflict(tx, rules, dossier, dossier.version)?);
    }
    dossiers::rewrite(tx, &outcome.dossier, &texts)?;
    units::follow(tx, Some(dossier), &outcome.dossier)?;
    notify(tx, writing, &outcome)?;
    let event = event(writing, permit, dossier, &command, &outcome, moment);
    writing.append(tx, &event)?;
    Ok(done(outcome))
}

/// The dossier under the rules of today, and what that makes different: one computation for the
/// preview and for the act.
struct Plan {
    new: Rewrite,
    changes: Vec<FieldChange>,
}

impl Plan {
    fn of(
        rules: &Rules,
        dossier: &Dossier,
        now: i64,
        accepted: &[Acceptance],
    ) -> Result<Self, UseCaseError> {
        let gone = || UseCaseError::NoProcedure(dossier.content.procedure.clone());
        let code = ProcedureCode::parse(&dossier.content.procedure).ok_or_else(gone)?;
        let procedure = rules
            .catalogue
            .procedure(&code, date(now))
            .ok_or_else(gone)?;
        let own_case =
            |case: &&crate::domain::procedure::ProcedureCase| case.id == dossier.content.case;
        let case = procedure.cases.iter().find(own_case);
        let case = match (case, procedure.cases.as_slice()) {
            (Some(case), _) => case,
            (None, [only]) => only,
            (None, _) => return Err(UseCaseError::CaseGone(dossier.content.case_name.clone())),
        };
        // Where nothing is published the clerk set the limit; it stays.
        let limit = if case.limit == Limit::NoDue && !case.limit_checked {
            dossier.clock.limit
        } else {
            case.limit
        };
        // As at receipt: nobody follows a process whose findings nobody answers for.
        let chosen = choose(rules, &code, limit, date(now).into(), accepted);
        if let Some((process, findings)) = chosen.unaccepted {
            return Err(UseCaseError::ProcessUnaccepted { process, findings });
        }
        let process = with_known_units(chosen.process, &rules.office, &dossier.desk);
        let content = Content {
            procedure_name: procedure.name.clone(),
            field: procedure.field.clone(),
            case: case.id.clone(),
            case_name: case.name.clone(),
            ..dossier.content.clone()
        };
        let new = Rewrite {
            due: due(rules, dossier, limit)?,
            limit,
            step: same_work(dossier, &process),
            process,
            rules: versions(rules, dossier, &procedure, limit, now),
            content,
        };
        let changes = changes(rules, dossier, &procedure, &new);
        Ok(Self { new, changes })
    }

    fn back_to_desk(&self, dossier: &Dossier) -> bool {
        self.new.step.is_none() && self.new.process.steps != dossier.process.steps
    }
}

/// Another limit counts from the original receipt with the calendar of today; the stops so far move it
/// on. A dossier that is not received yet has no clock.
fn due(rules: &Rules, dossier: &Dossier, limit: Limit) -> Result<Option<Session>, UseCaseError> {
    if dossier.state.clock() == ClockIs::NotStarted
        || limit == dossier.clock.limit && counted_alike(rules, dossier)
    {
        return Ok(dossier.clock.due);
    }
    let (calendar, policy) = (&rules.calendar, &rules.office.policy);
    let received = local(dossier.clock.received_at);
    let due = due_session(calendar, received, limit, policy)?;
    let stopped = dossier.life.applicant_half_days;
    Ok(due.map(|due| calendar.plus(due, stopped)).transpose()?)
}

fn counted_alike(rules: &Rules, dossier: &Dossier) -> bool {
    let office = &rules.office.policy;
    dossier.rules.calendar == rules.calendar.label()
        && dossier.counted_by(office).counting() == office.counting()
}

/// How dates are counted, in words.
fn counting_words(counting: &Counting) -> String {
    let count = match counting.count {
        CountPolicy::Session => "từ buổi sau buổi nhận",
        CountPolicy::ReceiptCounts => "tính cả buổi nhận",
        CountPolicy::CivilDay => "từ ngày sau ngày nhận, đến hết ngày cuối",
    };
    let against = match counting.late_against {
        LateAgainst::Original => "trễ so với hẹn đầu",
        LateAgainst::Current => "trễ so với hẹn sau cùng",
    };
    let cutoff = counting.in_day_cutoff.format("%H:%M");
    format!("{count}; trong ngày nếu nhận đến {cutoff}; {against}")
}

fn versions(
    rules: &Rules,
    dossier: &Dossier,
    procedure: &Procedure,
    limit: Limit,
    now: i64,
) -> RuleVersions {
    let immediate = procedure.immediate || limit == Limit::InDay;
    let national = procedure.code.national();
    RuleVersions {
        procedure: procedure.version.clone(),
        calendar: rules.calendar.label(),
        code_scheme: dossier.rules.code_scheme.clone(),
        form_set: rules
            .form_set(date(now))
            .map_or_else(|| dossier.rules.form_set.clone(), |set| set.id.clone()),
        policy: rules
            .policies
            .of(national, &procedure.field, immediate, date(now)),
        counting: Some(rules.office.policy.counting()),
        edition: rules.edition(),
        converted_on: Some(date(now)),
    }
}

/// The step of `process` that is the same kind of work in the same unit as the present one: of several
/// the one of the same name, or the one with the same place among them.
fn same_work(dossier: &Dossier, process: &Process) -> Option<u32> {
    let here = dossier.step()?;
    let unit = |step: &crate::domain::process::Step| unit_of(&step.unit, &dossier.desk);
    let same =
        |step: &&crate::domain::process::Step| step.kind == here.kind && unit(step) == unit(here);
    let alike: Vec<_> = process.steps.iter().filter(same).collect();
    let named = alike.iter().find(|step| step.name == here.name);
    let before = dossier.process.steps.iter().filter(same);
    let place = before.filter(|step| step.no < here.no).count();
    let chosen = named.or_else(|| alike.get(place)).or(alike.last());
    chosen.map(|step| step.no)
}

fn changes(
    rules: &Rules,
    dossier: &Dossier,
    procedure: &Procedure,
    new: &Rewrite,
) -> Vec<FieldChange> {
    let lines = |content: &Content,
                 limit: Limit,
                 due: Option<Session>,
                 process: &Process,
                 step: String,
                 versions: &RuleVersions| {
        let policy = serde_json::to_string(&versions.policy).unwrap_or_default();
        let office = rules.office.policy.counting();
        let counting = counting_words(versions.counting.as_ref().unwrap_or(&office));
        vec![
            ("Tên thủ tục".to_owned(), content.procedure_name.clone()),
            ("Trường hợp".to_owned(), content.case_name.clone()),
            ("Phiên bản thủ tục".to_owned(), versions.procedure.clone()),
            ("Thời hạn".to_owned(), limit.in_words()),
            (
                "Hẹn trả".to_owned(),
                due.map_or(String::new(), |due| due.to_string()),
            ),
            ("Quy trình".to_owned(), process_words(process)),
            ("Đang ở bước".to_owned(), step),
            ("Lịch làm việc".to_owned(), versions.calendar.clone()),
            ("Cách tính ngày hẹn".to_owned(), counting),
            ("Bộ mẫu in".to_owned(), versions.form_set.clone()),
            ("Chính sách hồ sơ".to_owned(), policy),
        ]
    };
    let named = |process: &Process, no: Option<u32>| {
        let step = process.steps.iter().find(|step| Some(step.no) == no);
        step.or(process.steps.first())
            .map_or(String::new(), |s| s.name.clone())
    };
    let here = named(&dossier.process, Some(dossier.position.step));
    let clock = &dossier.clock;
    let mut old = lines(
        &dossier.content,
        clock.limit,
        clock.due,
        &dossier.process,
        here,
        &dossier.rules,
    );
    let there = if new.process.steps == dossier.process.steps {
        Some(dossier.position.step)
    } else {
        new.step
    };
    let there = named(&new.process, there);
    let mut next = lines(
        &new.content,
        new.limit,
        new.due,
        &new.process,
        there,
        &new.rules,
    );
    // What was taken stays taken; these lines tell what the new version asks for beside.
    let code = &procedure.code;
    let then = rules.catalogue.procedure(code, as_of_receipt(dossier));
    if let Some(then) = then {
        old.extend(asked_for(&then, &dossier.content.case));
        next.extend(asked_for(procedure, &new.content.case));
    }
    compare(&old, &next)
}
