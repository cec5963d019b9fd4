//! Which process a new dossier follows: the published one, once somebody answers for what is wrong with
//! it, else the generic one.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;

use super::flow::findings_of;
use super::rules::date;
use super::{App, Rules, UseCaseError};
use crate::catalogue::{AsOf, Published};
use crate::domain::flow::{Acceptance, Finding, open_findings};
use crate::domain::procedure::ProcedureCode;
use crate::domain::process::{Process, generic_for, half_days_of};
use crate::domain::staffing::Staffing;
use crate::records::acceptances;
use crate::worktime::Limit;

/// The process that a new dossier follows.
#[derive(Debug, Clone)]
pub(super) struct Chosen {
    pub process: Process,
    /// What the clerk should know.
    pub warning: Option<String>,
    /// The published process, and how many of its findings nobody answers for.
    pub unaccepted: Option<(String, usize)>,
}

/// The published process when nothing is wrong with it or everything was accepted; else the generic
/// one, and the clerk is told so.
pub(super) fn choose(
    rules: &Rules,
    code: &ProcedureCode,
    limit: Limit,
    on: AsOf,
    accepted: &[Acceptance],
) -> Chosen {
    let generic = |warning, unaccepted| Chosen {
        process: generic_for(limit),
        warning,
        unaccepted,
    };
    let Some(one) = rules.catalogue.published_for(code, limit, on) else {
        return generic(None, None);
    };
    let found = open(rules, one, on.day, accepted);
    if !found.is_empty() {
        let warning = format!(
            "Quy trình {} còn {} điểm chưa được nhận nên hồ sơ theo quy trình chung. Nhờ quản trị chạy motcua flow check.",
            one.process.id,
            found.len()
        );
        return generic(Some(warning), Some((one.process.id.clone(), found.len())));
    }
    let mut process = one
        .process
        .clone()
        .fitted_to(half_days_of(limit).unwrap_or(0));
    process.gate = one.gate.unwrap_or(rules.office.gate);
    Chosen {
        process,
        warning: None,
        unaccepted: None,
    }
}

/// Findings of the processes that were asked for, kept for a day: an office of a whole province takes
/// milliseconds to walk through.
#[derive(Debug, Default)]
pub struct Kept(Mutex<(NaiveDate, ById)>);

/// Findings by process.
type ById = HashMap<String, Arc<[Finding]>>;

/// A copy of the rules begins to look anew: it may hold other processes.
impl Clone for Kept {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Kept {
    fn findings(&self, rules: &Rules, one: &Published, today: NaiveDate) -> Arc<[Finding]> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.0 != today {
            *kept = (today, HashMap::new());
        }
        let entry = kept.1.entry(one.process.id.clone());
        let find = || findings_of(rules, one, &Staffing::default(), today).into();
        entry.or_insert_with(find).clone()
    }
}

fn open(rules: &Rules, one: &Published, today: NaiveDate, kept: &[Acceptance]) -> Vec<Finding> {
    let found = rules.findings.findings(rules, one, today);
    if found.is_empty() {
        return Vec::new();
    }
    let accepted: Vec<Acceptance> = rules.acceptances.iter().chain(kept).cloned().collect();
    open_findings(&found, &one.hash(), &accepted)
}

/// Acceptances that [`choose`] needs and the files of the office do not hold; mostly none, and then
/// nothing is read.
pub(super) async fn accepted_for(app: &App, code: &str) -> Result<Vec<Acceptance>, UseCaseError> {
    let today = date(app.clock.now());
    let rules = &app.rules;
    let Some(code) = ProcedureCode::parse(code) else {
        return Ok(Vec::new());
    };
    let candidates = rules.catalogue.published().iter();
    let in_force = candidates.filter(|one| one.is_of(&code) && one.process.valid_on(today));
    let unsure = in_force.filter(|one| !open(rules, one, today, &[]).is_empty());
    let hashes: Vec<String> = unsure.map(Published::hash).collect();
    if hashes.is_empty() {
        return Ok(Vec::new());
    }
    app.store
        .read(move |tx| {
            let mut found = Vec::new();
            for hash in &hashes {
                found.extend(acceptances::of_process(tx, hash)?);
            }
            Ok::<_, UseCaseError>(found)
        })
        .await
}
