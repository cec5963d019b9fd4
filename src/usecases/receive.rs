//! Receive (tiếp nhận): papers over the counter become a dossier with a number and a due session.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::rules::{date, instant, iso, local};
use super::write::{Key, Writing, kept, once};
use super::{App, Office, Rules, UseCaseError, choose_process, units};
use crate::catalogue::AsOf;
use crate::domain::case_policy::CasePolicy;
use crate::domain::code_scheme;
use crate::domain::decide::unit_of;
use crate::domain::dossier::{Clock, Content, Dossier, Position, RuleVersions};
use crate::domain::event::{Change, Event};
use crate::domain::fee::lines_of;
use crate::domain::flow::Acceptance;
use crate::domain::intake::{self, Checked, FeeRequest, PaperLine, Request};
use crate::domain::intake_form::IntakeForm;
use crate::domain::life::Life;
use crate::domain::lifecycle::{Act, State};
use crate::domain::org::{Actor, Org, named_unit};
use crate::domain::person::{Person, identity_disagreement};
use crate::domain::procedure::{Procedure, ProcedureCode};
use crate::domain::process::{Process, StepUnit};
use crate::domain::role::{Permit, Right};
use crate::records::dossiers::{self, Texts};
use crate::records::{counters, fees, finding, outbox};
use crate::store::Tx;
use crate::text::fold;
use crate::worktime::{self, Limit};

/// What the counter learns when a dossier has its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Dossier code.
    pub code: String,
    /// Version.
    pub version: i64,
    /// Session of receipt.
    pub received_session: String,
    /// ISO 8601 with +07:00.
    pub received_at: String,
    /// Due session.
    pub due: Option<String>,
    /// End of the due session, ISO 8601 with +07:00.
    pub due_at: Option<String>,
    /// An unconfirmed day was counted.
    pub provisional: bool,
    /// Forms to offer.
    pub prints: Vec<String>,
    /// Things the clerk should know.
    pub warnings: Vec<String>,
}

/// What the event of a receipt keeps.
#[derive(Serialize)]
struct HandedIn<'a> {
    content: &'a Change,
    clock: &'a Clock,
    rules: &'a RuleVersions,
}

/// Procedure, form and checked content of one request.
pub(super) struct Prepared {
    pub procedure: Arc<Procedure>,
    pub checked: Checked,
    pub process: Process,
    /// What the clerk should know about the process.
    pub warning: Option<String>,
}

/// Takes in a dossier. `key` is the draft's UUID: the same draft sent twice makes one dossier.
///
/// # Errors
/// Not allowed; no such procedure; fields to mend; the calendar ends; the store.
pub async fn receive(
    app: &App,
    actor: &Actor,
    key: &str,
    request: Request,
) -> Result<Receipt, UseCaseError> {
    let permit = Permit::ask(actor, Right::Receive)?;
    // The same intake sent again after the form was read anew is still the same.
    let asked = Request {
        edition: None,
        ..request.clone()
    };
    let body = serde_json::to_string(&asked).unwrap_or_default();
    let key = Key::of(key, &["receive", actor.officer(), &body])?;
    let now = app.clock.now();
    let request = complete(&app.rules, request, date(now));
    let accepted = choose_process::accepted_for(app, &request.procedure).await?;
    let prepared = match prepare(&app.rules, &request, date(now), actor.org(), &accepted) {
        Ok(prepared) => prepared,
        Err(refused) => return kept(app, &key).await?.ok_or(refused),
    };
    let content = Content {
        lookup_pin: app.secret(18),
        ..prepared.checked.content
    };
    let rules = app.rules.clone();
    let (procedure, limit, process) =
        (prepared.procedure, prepared.checked.limit, prepared.process);
    let told: Vec<String> = prepared.warning.into_iter().collect();
    let texts = Texts::of(&content, &process)?;
    once(app, key, move |tx, writing| {
        let intake = Intake {
            rules: &rules,
            permit: &permit,
            desk: permit.actor().org(),
            procedure: &procedure,
            limit,
        };
        let dossier = (content.clone(), process.clone());
        let mut receipt = intake.commit(tx, writing, Start::Received, dossier, &texts)?;
        receipt.warnings.extend(told.iter().cloned());
        Ok(receipt)
    })
    .await
}

/// Looks the procedure up and checks the request of `desk` against it and its form, as they were `on`
/// that day; `accepted` are findings of its processes that persons accepted.
pub(super) fn prepare(
    rules: &Rules,
    request: &Request,
    on: impl Into<AsOf>,
    desk: &str,
    accepted: &[Acceptance],
) -> Result<Prepared, UseCaseError> {
    let on = on.into();
    let unknown = || UseCaseError::NoProcedure(request.procedure.clone());
    let code = ProcedureCode::parse(&request.procedure).ok_or_else(unknown)?;
    let procedure = rules.catalogue.procedure(&code, on).ok_or_else(unknown)?;
    if request
        .edition
        .is_some_and(|seen| seen != rules.catalogue.edition_of(&code, on))
    {
        return Err(UseCaseError::ProcedureChanged(procedure.name.clone()));
    }
    let form = rules.catalogue.form_on(&code, on);
    let checked = intake::check(request, &procedure, form, on.day).map_err(UseCaseError::Fields)?;
    let chosen = choose_process::choose(rules, &code, checked.limit, on, accepted);
    Ok(Prepared {
        procedure,
        checked,
        process: with_known_units(chosen.process, &rules.office, desk),
        warning: chosen.warning,
    })
}

/// A process names other agencies by name, level or kind. One that is a unit of this office gets the
/// dossier; for one that is not, the receiving unit records what it did, or nobody could move it on.
pub(super) fn with_known_units(mut process: Process, office: &Office, desk: &str) -> Process {
    for step in &mut process.steps {
        if let StepUnit::Org(named) = &step.unit {
            step.unit = match named_unit(&office.orgs, named, desk) {
                Some(org) if org.id == desk => StepUnit::Office(String::new()),
                Some(org) => StepUnit::Org(org.id.clone()),
                None => StepUnit::Office(named.clone()),
            };
        }
    }
    process
}

/// Papers and places that a request leaves out: the usual ones of the procedure and the desk.
#[must_use]
pub fn complete(rules: &Rules, mut request: Request, on: impl Into<AsOf>) -> Request {
    let on = on.into();
    if request.collect_at.trim().is_empty() {
        request.collect_at = rules
            .office
            .collect_places
            .first()
            .cloned()
            .unwrap_or_default();
    }
    let Some(code) = ProcedureCode::parse(&request.procedure) else {
        return request;
    };
    let Some(procedure) = rules.catalogue.procedure(&code, on) else {
        return request;
    };
    if request.usual_papers {
        request.papers = usual_papers(&procedure, rules.catalogue.form_on(&code, on));
    }
    request
}

/// The papers a desk usually gets: the short list of the form, or the published one.
fn usual_papers(procedure: &Procedure, form: &IntakeForm) -> Vec<PaperLine> {
    let line = |name: &str, originals: u32, certified: u32, photocopies: u32| PaperLine {
        name: name.to_owned(),
        originals: originals.into(),
        certified: certified.into(),
        photocopies: photocopies.into(),
    };
    if form.papers.is_empty() {
        let published = procedure
            .papers
            .iter()
            .filter(|p| p.originals + p.certified + p.photocopies > 0);
        return published
            .take(intake::MAX_PAPERS)
            .map(|p| line(&p.name, p.originals, p.certified, p.photocopies))
            .collect();
    }
    let kept = form.papers.iter().filter(|p| !p.shown_only && !p.optional);
    kept.map(|p| line(&p.name, p.originals, p.certified, p.photocopies))
        .collect()
}

/// Fee lines as they would be confirmed without a clerk: the published amounts.
#[must_use]
pub fn usual_fees(procedure: &Procedure, case: &str) -> Vec<FeeRequest> {
    let fees = procedure
        .case(case)
        .map(|c| c.fees.as_slice())
        .unwrap_or_default();
    let sure = fees.iter().filter(|fee| !fee.suspect);
    sure.filter_map(|fee| {
        let amount_dong = i64::try_from(fee.amount_dong?).ok()?;
        Some(FeeRequest {
            kind: fee.kind,
            name: fee.name.clone(),
            amount_dong,
        })
    })
    .collect()
}

/// How a dossier begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
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
pub(super) struct Intake<'a> {
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

/// Makes the dossier findable by names, numbers and last digits.
pub(super) fn index(tx: &mut dyn Tx, dossier: &Dossier) -> Result<(), UseCaseError> {
    let content = &dossier.content;
    let (names, numbers) = (names(content), numbers(content));
    let last = code_scheme::last_digits(&dossier.code);
    let (id, desk) = (dossier.id, &dossier.desk);
    finding::add(tx, id, desk, &names, last.as_deref(), &numbers)?;
    Ok(())
}

/// Folded names of the people of a dossier.
pub(super) fn names(content: &Content) -> String {
    let people = std::iter::once(&content.owner).chain(&content.submitter);
    let names: Vec<String> = people.map(|p| fold(p.name.as_str())).collect();
    names.join(" ")
}

/// Numbers by which the people of a dossier are found, each once.
pub(super) fn numbers(content: &Content) -> Vec<String> {
    let people = std::iter::once(&content.owner).chain(&content.submitter);
    let mut numbers: Vec<String> = people.flat_map(Person::numbers).collect();
    numbers.sort();
    numbers.dedup();
    numbers
}

/// What does not agree inside the papers: told, never refused.
fn doubts(content: &Content) -> Option<String> {
    identity_disagreement(
        content.owner.identity.as_str(),
        content.owner.birth.as_str(),
    )
    .map(str::to_owned)
}
