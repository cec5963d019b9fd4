//! Processes of the office with what is wrong with them.

use chrono::NaiveDate;

use super::rules::date;
use super::{App, Rules, UseCaseError};
use crate::catalogue::Published;
use crate::domain::flow::{Acceptance, Finding, Subject, Surroundings, findings, open_findings};
use crate::domain::org::Actor;
use crate::domain::process::half_days_of;
use crate::domain::role::{Permit, Right};
use crate::domain::staffing::{Days, Staffing};
use crate::records::{acceptances, staffing};
use crate::worktime::Session;

/// A published process as the office sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow {
    /// As published.
    pub published: Published,
    /// Hash of its text.
    pub hash: String,
    /// Everything wrong with it.
    pub findings: Vec<Finding>,
    /// Of them, what nobody has accepted or nobody can.
    pub open: Vec<Finding>,
    /// Who accepted what.
    pub accepted: Vec<Acceptance>,
}

impl Flow {
    /// Whether dossiers follow it.
    #[must_use]
    pub fn usable(&self) -> bool {
        self.open.is_empty()
    }
}

/// Every process of the office, for who sets people or keeps the catalogue.
///
/// # Errors
/// Not allowed; the store.
pub async fn flows(app: &App, actor: &Actor) -> Result<Vec<Flow>, UseCaseError> {
    may_see(actor)?;
    checked(app, app.rules.catalogue.published()).await
}

/// One process as seen from a desk, with who stands there today.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The process.
    pub flow: Flow,
    /// Unit whose desk receives.
    pub desk: String,
    /// What is set in the units of the process today.
    pub staffing: Staffing,
    /// The session it holds for.
    pub session: Session,
}

/// The process `id` seen from `desk`; from the desk of the office when none is named.
///
/// # Errors
/// Not allowed; no such process; the calendar ends; the store.
pub async fn one(
    app: &App,
    actor: &Actor,
    id: &str,
    desk: Option<&str>,
) -> Result<Seen, UseCaseError> {
    may_see(actor)?;
    let session = super::list::now_session(app)?;
    let published = app
        .rules
        .catalogue
        .published()
        .iter()
        .find(|one| one.process.id == id);
    let published = published.ok_or_else(|| UseCaseError::NoProcess(id.to_owned()))?;
    let flow = checked(app, std::slice::from_ref(published)).await?.pop();
    let flow = flow.ok_or_else(|| UseCaseError::NoProcess(id.to_owned()))?;
    let office = &app.rules.office;
    let desk = desk.unwrap_or(&office.desk).to_owned();
    let rules = app.rules.clone();
    let staffing = app
        .store
        .read(move |tx| {
            let orgs: Vec<&str> = rules.office.orgs.iter().map(|o| o.id.as_str()).collect();
            let days = Days {
                from: session.date,
                to: session.date,
            };
            staffing::between(tx, &orgs, days).map_err(UseCaseError::from)
        })
        .await?;
    Ok(Seen {
        flow,
        desk,
        staffing,
        session,
    })
}

/// Whoever sets people at steps, or keeps or approves the catalogue.
pub(super) fn may_see(actor: &Actor) -> Result<Permit, UseCaseError> {
    let rights = [Right::Staff, Right::Catalogue];
    let held = rights.into_iter().find(|right| actor.rights().has(*right));
    Ok(Permit::ask(actor, held.unwrap_or(Right::Staff))?)
}

/// `published` with findings against the office of today, deputies and acceptances.
///
/// # Errors
/// The store.
pub async fn checked(app: &App, published: &[Published]) -> Result<Vec<Flow>, UseCaseError> {
    let today = date(app.clock.now());
    let rules = app.rules.clone();
    let (staffing, kept) = app
        .store
        .read(move |tx| {
            let orgs: Vec<&str> = rules.office.orgs.iter().map(|o| o.id.as_str()).collect();
            let days = Days {
                from: today,
                to: today,
            };
            let staffing = staffing::between(tx, &orgs, days)?;
            Ok::<_, UseCaseError>((staffing, acceptances::every(tx)?))
        })
        .await?;
    let flow = |one: &Published| {
        let hash = one.hash();
        let findings = findings_of(&app.rules, one, &staffing, today);
        let all = app.rules.acceptances.iter().chain(&kept);
        let accepted: Vec<Acceptance> = all.filter(|a| a.hash == hash).cloned().collect();
        Flow {
            open: open_findings(&findings, &hash, &accepted),
            published: one.clone(),
            hash,
            findings,
            accepted,
        }
    };
    Ok(published.iter().map(flow).collect())
}

/// What is wrong with `one` in this office.
#[must_use]
pub fn findings_of(
    rules: &Rules,
    one: &Published,
    staffing: &Staffing,
    today: NaiveDate,
) -> Vec<Finding> {
    let process = &one.process;
    let code = process.procedure.as_ref();
    let procedure = code.and_then(|code| rules.catalogue.procedure(code, today));
    let cases = procedure.iter().flat_map(|p| &p.cases);
    let limits: Vec<Option<u32>> = cases.map(|case| half_days_of(case.limit)).collect();
    let siblings = rules
        .catalogue
        .published()
        .iter()
        .map(|other| &other.process);
    let others: Vec<NaiveDate> = siblings
        .filter(|p| p.id != process.id && p.procedure.is_some() && p.procedure == process.procedure)
        .filter(|p| p.case == process.case || p.case.is_empty() || process.case.is_empty())
        .filter_map(|p| p.valid_from)
        .collect();
    let subject = Subject {
        process,
        published: one.half_days,
        limits: &limits,
        others: &others,
    };
    let surroundings = Surroundings {
        orgs: &rules.office.orgs,
        officers: &rules.office.officers,
        desks: &desks(rules),
        roles: &rules.roles,
        lifecycle: &rules.lifecycle,
        staffing,
        today,
    };
    findings(&subject, &surroundings)
}

/// Units with somebody who may receive.
fn desks(rules: &Rules) -> Vec<&str> {
    let receives = |org: &str| {
        let grants = rules.office.officers.iter().flat_map(|o| &o.grants);
        let mut here = grants.filter(|g| g.org == org);
        here.any(|g| rules.roles.rights_of(&g.role).has(Right::Receive))
    };
    let orgs = rules.office.orgs.iter().map(|org| org.id.as_str());
    orgs.filter(|org| receives(org)).collect()
}
