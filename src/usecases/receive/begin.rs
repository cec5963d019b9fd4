//! How a dossier begins: its clock and number, then row, index, outbox and trail in one transaction.

use serde::Serialize;
use serde_json::json;

use super::{Receipt, index};
use crate::domain::case_policy::CasePolicy;
use crate::domain::decide::unit_of;
use crate::domain::dossier::{Clock, Content, Dossier, Position, RuleVersions};
use crate::domain::event::{Change, Event};
use crate::domain::fee::lines_of;
use crate::domain::life::Life;
use crate::domain::lifecycle::{Act, State};
use crate::domain::org::Org;
use crate::domain::person::identity_disagreement;
use crate::domain::procedure::Procedure;
use crate::domain::process::Process;
use crate::domain::role::Permit;
use crate::records::dossiers::{self, Texts};
use crate::records::{counters, fees, outbox};
use crate::store::Tx;
use crate::usecases::rules::{date, instant, iso, local};
use crate::usecases::write::Writing;
use crate::usecases::{Rules, UseCaseError, units};
use crate::worktime::{self, Limit};

/// What the event of a receipt keeps.
#[derive(Serialize)]
struct HandedIn<'a> {
    content: &'a Change,
    clock: &'a Clock,
    rules: &'a RuleVersions,
}

/// How a dossier begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::usecases) enum Start {
    /// At the desk: the clock runs.
    Received,
    /// Through the portal: it waits for the desk, without a clock.
    Registered,
}

impl Start {
    fn act(self) -> Act {
        match self {
            Self::Received => Act::Receive,
            Self::Registered => Act::SubmitOnline,
        }
    }
}

/// What decides the new dossier beside its content.
pub(in crate::usecases) struct Intake<'a> {
    pub rules: &'a Rules,
    pub permit: &'a Permit,
    /// The unit whose desk it is for.
    pub desk: &'a str,
    pub procedure: &'a Procedure,
    pub limit: Limit,
}

impl Intake<'_> {
    /// Clock, number, row, index, outbox and trail: all or nothing.
    pub fn commit(
        &self,
        tx: &mut dyn Tx,
        writing: &mut Writing,
        start: Start,
        (content, process): (Content, Process),
        texts: &Texts,
    ) -> Result<Receipt, UseCaseError> {
        let org = self.org()?;
        let clock = match start {
            Start::Received => self.clock(writing.at)?,
            Start::Registered => self.no_clock(writing.at)?,
        };
        let (code, scheme, mut warnings) = self.number(tx, org, writing.at)?;
        warnings.extend(doubts(&content));
        let mut dossier = self.dossier(writing, code, scheme, content, process, clock);
        if start == Start::Registered {
            dossier.state = State::RegisteredOnline;
            dossier.position.holder = None;
        }
        dossiers::insert(tx, &dossier, texts)?;
        index(tx, &dossier)?;
        units::follow(tx, None, &dossier)?;
        let when = self.rules.receipts.when(self.procedure.code.national());
        fees::insert(tx, dossier.id, &lines_of(&dossier.content.fees, when))?;
        counters::count_use(tx, &dossier.desk, self.procedure.code.national())?;
        self.notify(tx, start, &dossier, writing)?;
        let mut event = self.event(writing, &dossier, texts);
        start.act().id().clone_into(&mut event.act);
        writing.append(tx, &event)?;
        Ok(self.receipt(start, &dossier, warnings))
    }

    fn org(&self) -> Result<&Org, UseCaseError> {
        let id = self.desk;
        self.rules
            .office
            .org(id)
            .ok_or_else(|| UseCaseError::NoOfficer(id.to_owned()))
    }

    pub fn clock(&self, at: i64) -> Result<Clock, UseCaseError> {
        let (calendar, policy) = (&self.rules.calendar, &self.rules.office.policy);
        let due = worktime::appointment(calendar, local(at), self.limit, policy)?;
        Ok(Clock {
            received_at: at,
            received: due.received_session,
            limit: self.limit,
            due: due.due,
            due_at: due.due_at.map(instant),
            provisional: due.provisional,
            finished_at: None,
            finished: None,
            returned_at: None,
            apology_by: None,
        })
    }

    /// Waiting for the desk: nobody is charged.
    fn no_clock(&self, at: i64) -> Result<Clock, UseCaseError> {
        Ok(Clock {
            received_at: at,
            received: self.rules.calendar.session_of(local(at))?,
            limit: self.limit,
            due: None,
            due_at: None,
            provisional: false,
            finished_at: None,
            finished: None,
            returned_at: None,
            apology_by: None,
        })
    }

    /// The number is taken in this transaction; the date in it is that of the receipt act.
    fn number(
        &self,
        tx: &mut dyn Tx,
        org: &Org,
        at: i64,
    ) -> Result<(String, String, Vec<String>), UseCaseError> {
        let today = date(at);
        let scheme = self.rules.schemes.on(today).ok_or(UseCaseError::NoScheme)?;
        let seq = counters::take(tx, &scheme.counter_of(&org.code, today))?;
        let mut warnings = Vec::new();
        if scheme.overflows(seq) {
            warnings.push(format!(
                "Số thứ tự trong ngày đã vượt {} chữ số; mã hồ sơ dài thêm.",
                scheme.width
            ));
        }
        Ok((
            scheme.code(&org.code, today, seq),
            scheme.id.clone(),
            warnings,
        ))
    }

    /// The dossier as it is made by this write.
    pub fn dossier(
        &self,
        writing: &Writing,
        code: String,
        scheme: String,
        content: Content,
        process: Process,
        clock: Clock,
    ) -> Dossier {
        let actor = self.permit.actor();
        let first = process.steps.first();
        let role = match first {
            Some(first) if actor.org() != self.desk => first.role.clone(),
            _ => actor.role().clone(),
        };
        let policy = self.policy(&content, clock.received_at);
        let clock_day = date(clock.received_at);
        let mut dossier = Dossier {
            id: writing.next_seq(),
            code,
            version: 1,
            state: State::Received,
            desk: self.desk.to_owned(),
            position: Position {
                step: first.map_or(1, |s| s.no),
                org: first.map_or(self.desk.to_owned(), |s| unit_of(&s.unit, self.desk)),
                role,
                holder: Some(actor.officer().to_owned()),
                since: clock.received,
                sender: actor.officer().to_owned(),
                step_due: None,
            },
            clock,
            content,
            process,
            rules: RuleVersions {
                procedure: self.procedure.version.clone(),
                calendar: self.rules.calendar.label(),
                code_scheme: scheme,
                form_set: self.form_set(clock_day),
                policy,
                counting: Some(self.rules.office.policy.counting()),
                edition: self.rules.edition(),
                converted_on: None,
            },
            life: Life::default(),
        };
        dossier.set_deadlines(&self.rules.calendar);
        dossier
    }

    /// The set of forms of the day of receipt.
    fn form_set(&self, day: chrono::NaiveDate) -> String {
        let set = self.rules.form_set(day);
        set.map_or(String::new(), |set| set.id.clone())
    }

    /// The legal numbers in force on the day of receipt.
    fn policy(&self, content: &Content, at: i64) -> CasePolicy {
        let code = self.procedure.code.national();
        let immediate = self.procedure.immediate || self.limit == Limit::InDay;
        let policies = &self.rules.policies;
        policies.of(code, &content.field, immediate, date(at))
    }

    fn notify(
        &self,
        tx: &mut dyn Tx,
        start: Start,
        dossier: &Dossier,
        writing: &Writing,
    ) -> Result<(), UseCaseError> {
        let row = self.rules.lifecycle.row(start.act(), None);
        let Some(kind) = row.and_then(|row| row.notice.as_deref()) else {
            return Ok(());
        };
        let payload = json!({
            "code": dossier.code,
            "procedure": dossier.content.procedure,
            "state": dossier.state.id(),
            "due": dossier.clock.due_at.map(iso),
        })
        .to_string();
        let notice = outbox::Notice {
            event: writing.next_seq(),
            topic: "notice",
            kind,
            dossier: dossier.id,
            payload: &payload,
            at: writing.at,
        };
        outbox::queue(tx, &notice).map_err(Into::into)
    }

    /// The event of the receipt holds all that was handed in, so that the trail alone can tell.
    pub fn event(&self, writing: &Writing, dossier: &Dossier, texts: &Texts) -> Event {
        let mut event = writing.event(self.permit, Act::Receive.id(), Some(dossier.clock.received));
        event.dossier = dossier.id;
        event.code.clone_from(&dossier.code);
        event.version = dossier.version;
        event.to_state = dossier.state.id().to_owned();
        event.to_step = dossier.position.step;
        event.to_org.clone_from(&dossier.position.org);
        event.to_role = dossier.position.role.to_string();
        event.to_officer = dossier.position.holder.clone().unwrap_or_default();
        event.change = Change::of(&HandedIn {
            content: &texts.content,
            clock: &dossier.clock,
            rules: &dossier.rules,
        });
        event
    }

    fn receipt(&self, start: Start, dossier: &Dossier, warnings: Vec<String>) -> Receipt {
        let row = self.rules.lifecycle.row(start.act(), None);
        let prints = if self.procedure.immediate {
            None
        } else {
            row.map(|row| row.prints.clone())
        };
        Receipt {
            code: dossier.code.clone(),
            version: dossier.version,
            received_session: dossier.clock.received.to_string(),
            received_at: iso(dossier.clock.received_at),
            due: dossier.clock.due.map(|due| due.to_string()),
            due_at: dossier.clock.due_at.map(iso),
            provisional: dossier.clock.provisional,
            prints: prints.unwrap_or_default(),
            warnings,
        }
    }
}

/// What does not agree inside the papers: told, never refused.
fn doubts(content: &Content) -> Option<String> {
    identity_disagreement(
        content.owner.identity.as_str(),
        content.owner.birth.as_str(),
    )
    .map(str::to_owned)
}
