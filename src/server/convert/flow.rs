//! Processes, staffing and officers as they travel.

use crate::domain::flow::Finding;
use crate::domain::org::named_unit;
use crate::domain::process::{Gate, Step, StepKind, StepUnit};
use crate::domain::staffing::{Assignment, Deputy, Duty, Place, Staffing};
use crate::usecases::Rules;
use crate::usecases::flow::Flow;
use crate::usecases::officers::{Choice, StepOfficers};
use crate::wire;
use crate::worktime::{Half, Session};

/// One row of the list of processes.
pub(crate) fn flow_line(rules: &Rules, flow: &Flow) -> wire::FlowLine {
    let process = &flow.published.process;
    let gate = match flow.published.gate.unwrap_or(rules.office.gate) {
        Gate::Automatic => "automatic",
        Gate::Leader => "leader",
    };
    wire::FlowLine {
        id: process.id.clone(),
        procedure: process
            .procedure
            .as_ref()
            .map_or(String::new(), |code| code.as_str().to_owned()),
        name: process.name.clone(),
        case: process.case.clone(),
        half_days: flow.published.half_days,
        gate: gate.to_owned(),
        hash: flow.hash.clone(),
        place: format!("{}:{}", flow.published.file, flow.published.line),
        usable: flow.usable(),
        findings: flow
            .findings
            .iter()
            .map(|f| finding(rules, flow, f))
            .collect(),
    }
}

fn finding(rules: &Rules, flow: &Flow, finding: &Finding) -> wire::FlowFinding {
    let by = flow
        .accepted
        .iter()
        .find(|a| a.findings.contains(&finding.id));
    let by = by.filter(|_| !finding.blocking);
    wire::FlowFinding {
        id: finding.id.clone(),
        what: finding.what.clone(),
        mend: finding.mend.clone(),
        blocking: finding.blocking,
        accepted_by: by.map_or(String::new(), |a| {
            rules.office.officer_name(&a.officer).to_owned()
        }),
    }
}

/// A process with its steps as seen from the unit `desk`.
pub(crate) fn flow_view(
    rules: &Rules,
    flow: &Flow,
    desk: &str,
    staffing: &Staffing,
    session: Session,
) -> wire::FlowView {
    let steps = &flow.published.process.steps;
    let step = |s: &Step| step(rules, flow, s, desk, staffing, session);
    wire::FlowView {
        line: flow_line(rules, flow),
        steps: steps.iter().map(step).collect(),
    }
}

fn step(
    rules: &Rules,
    flow: &Flow,
    step: &Step,
    desk: &str,
    staffing: &Staffing,
    session: Session,
) -> wire::FlowStep {
    let office = &rules.office;
    let org = match &step.unit {
        StepUnit::Desk | StepUnit::Office(_) => office.org(desk),
        StepUnit::Org(named) => named_unit(&office.orgs, named, desk),
    };
    let id = org.map_or("", |org| org.id.as_str());
    let code = flow.published.process.procedure.as_ref();
    let procedure = code.and_then(|code| rules.catalogue.procedure(code, session.date));
    let usual = staffing.usual(
        Place {
            org: id,
            procedure: code.map_or("", |code| code.national()),
            field: procedure.as_ref().map_or("", |p| p.field.as_str()),
            role: &step.role,
            kind: step.kind,
        },
        session,
    );
    let holds = office
        .officers
        .iter()
        .filter(|o| office.roles_in(&o.id, id).contains(&step.role));
    wire::FlowStep {
        no: step.no,
        kind: step.kind.id().to_owned(),
        name: step.name.clone(),
        org: id.to_owned(),
        org_name: org.map_or(String::new(), |org| org.name.clone()),
        role: step.role.to_string(),
        role_label: rules.roles.label_of(&step.role).to_owned(),
        half_days: step.half_days,
        usual: usual.map_or(String::new(), |id| office.officer_name(id).to_owned()),
        officers: holds
            .map(|officer| wire::FlowOfficer {
                id: officer.id.clone(),
                name: officer.name.clone(),
                title: officer.title.clone(),
            })
            .collect(),
    }
}

/// What is set in the units `orgs`, and who may be.
pub(crate) fn staffing(rules: &Rules, orgs: &[String], staffing: Staffing) -> wire::StaffingView {
    wire::StaffingView {
        officers: orgs
            .iter()
            .flat_map(|org| unit_officers(rules, org))
            .collect(),
        staff: staffing.assignments.into_iter().map(Into::into).collect(),
        deputies: staffing.deputies.into_iter().map(Into::into).collect(),
        duties: staffing.duties.into_iter().map(Into::into).collect(),
    }
}

fn unit_officers(rules: &Rules, org: &str) -> Vec<wire::UnitOfficer> {
    let office = &rules.office;
    let role = |role: &crate::domain::role::RoleId| wire::UnitRole {
        id: role.to_string(),
        label: rules.roles.label_of(role).to_owned(),
    };
    let officer = |officer: &crate::domain::org::Officer| wire::UnitOfficer {
        id: officer.id.clone(),
        name: officer.name.clone(),
        title: officer.title.clone(),
        org: org.to_owned(),
        org_name: office
            .org(org)
            .map_or(String::new(), |org| org.name.clone()),
        roles: office.roles_in(&officer.id, org).iter().map(role).collect(),
    };
    let all = office.officers.iter().map(officer);
    all.filter(|officer| !officer.roles.is_empty()).collect()
}

impl From<Assignment> for wire::StaffEntry {
    fn from(entry: Assignment) -> Self {
        Self {
            org: entry.org,
            procedure: entry.procedure,
            field: entry.field,
            role: entry.role.to_string(),
            kind: entry.kind.map_or("", StepKind::id).to_owned(),
            officer: entry.officer,
            from: Some(entry.days.from),
            to: Some(entry.days.to),
        }
    }
}

impl From<Deputy> for wire::DeputyEntry {
    fn from(entry: Deputy) -> Self {
        Self {
            org: entry.org,
            officer: entry.officer,
            deputy: entry.deputy,
            from: Some(entry.days.from),
            to: Some(entry.days.to),
            reason: entry.reason,
        }
    }
}

impl From<Duty> for wire::DutyEntry {
    fn from(entry: Duty) -> Self {
        Self {
            org: entry.org,
            role: entry.role.to_string(),
            officer: entry.officer,
            from: entry.days.from,
            to: Some(entry.days.to),
            half: match entry.half {
                Some(Half::Am) => "AM".to_owned(),
                Some(Half::Pm) => "PM".to_owned(),
                None => String::new(),
            },
        }
    }
}

/// Officers of a step.
pub(crate) fn choices(step: StepOfficers) -> wire::StepOfficers {
    let choice = |choice: Choice| wire::OfficerChoice {
        id: choice.id,
        name: choice.name,
        title: choice.title,
        usual: choice.usual,
        deputy_of: choice.deputy_of,
        absent: choice.absent,
    };
    wire::StepOfficers {
        no: step.no,
        step: step.step,
        org: step.org,
        role: step.role,
        here: step.here,
        officers: step.officers.into_iter().map(choice).collect(),
    }
}
