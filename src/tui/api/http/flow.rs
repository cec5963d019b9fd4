//! Processes from the wire and back.

use crate::messages::say;
use crate::tui::api::{FlowRow, FlowSheet, FlowStepRow, StaffOrder};
use crate::wire;

/// The list.
pub fn rows(lines: Vec<wire::FlowLine>) -> Vec<FlowRow> {
    lines.into_iter().map(row).collect()
}

fn row(line: wire::FlowLine) -> FlowRow {
    let open = line.findings.iter().filter(|f| f.accepted_by.is_empty());
    FlowRow {
        open: open.count(),
        findings: line.findings.len(),
        days: days(line.half_days),
        name: named(&line.name, &line.case),
        id: line.id,
        procedure: line.procedure,
    }
}

/// One process.
pub fn sheet(view: wire::FlowView) -> FlowSheet {
    let line = view.line;
    let gate = match line.gate.as_str() {
        "leader" => say!("flow.leader_assigns"),
        _ => say!("flow.automatic"),
    };
    FlowSheet {
        title: format!(
            "{} · {} · {gate}",
            named(&line.name, &line.case),
            days(line.half_days)
        ),
        findings: line.findings.iter().map(finding).collect(),
        acceptable: acceptable(&line.findings),
        steps: view.steps.into_iter().map(step).collect(),
        id: line.id,
        procedure: line.procedure,
    }
}

fn named(name: &str, case: &str) -> String {
    match case {
        "" => name.to_owned(),
        case => format!("{name} ({case})"),
    }
}

fn finding(finding: &wire::FlowFinding) -> String {
    match (finding.accepted_by.as_str(), finding.blocking) {
        ("", true) => say!("flow.must_be_fixed", what = finding.what),
        ("", false) => format!("× {}", finding.what),
        (by, _) => say!("flow.accepted_by", what = finding.what, by),
    }
}

fn acceptable(findings: &[wire::FlowFinding]) -> Vec<(String, String)> {
    let open = findings.iter();
    let open = open.filter(|f| f.accepted_by.is_empty() && !f.blocking);
    open.map(|f| (f.id.clone(), f.what.clone())).collect()
}

fn step(step: wire::FlowStep) -> FlowStepRow {
    let officer = |o: wire::FlowOfficer| (o.id, format!("{} – {}", o.name, o.title));
    FlowStepRow {
        no: step.no,
        name: step.name,
        kind: step.kind,
        org: step.org,
        org_name: step.org_name,
        role: step.role,
        role_label: step.role_label,
        days: days(step.half_days),
        usual: step.usual,
        officers: step.officers.into_iter().map(officer).collect(),
    }
}

/// What is sent.
pub fn entry(order: &StaffOrder) -> wire::StaffEntry {
    wire::StaffEntry {
        org: order.org.clone(),
        procedure: order.procedure.clone(),
        role: order.role.clone(),
        kind: order.kind.clone(),
        officer: order.officer.clone(),
        ..wire::StaffEntry::default()
    }
}

fn days(half_days: u32) -> String {
    match (half_days / 2, half_days % 2) {
        (0, 1) => say!("flow.half_day").to_owned(),
        (whole, 0) => say!("flow.whole_days", whole),
        (whole, _) => say!("flow.days_and_half", whole),
    }
}
