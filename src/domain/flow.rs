//! What is wrong with a process before anybody follows it: findings with names, so that a named
//! person can accept each. Those that would leave a dossier nowhere cannot be accepted.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::decide::state_at;
use super::lifecycle::{Act, Lifecycle, State};
use super::org::{Officer, OfficerId, Org, named_unit};
use super::process::{Process, Step, StepKind, StepUnit};
use super::role::{Right, RoleBook};
use super::staffing::Staffing;

/// One thing wrong with a process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Name within the process: `sum`, `limit`, `unstaffed:3`, …; the number is that of the step.
    pub id: String,
    /// What is wrong (Vietnamese).
    pub what: String,
    /// How to mend it (Vietnamese).
    pub mend: String,
    /// A dossier would get stuck: it must be mended and cannot be accepted.
    pub blocking: bool,
}

impl Finding {
    fn new(id: impl Into<String>, what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            what: what.into(),
            mend: mend.into(),
            blocking: false,
        }
    }

    fn blocking(self) -> Self {
        Self {
            blocking: true,
            ..self
        }
    }
}

/// Somebody answers for findings of one text of a process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// Hash of the text that was read.
    pub hash: String,
    /// Process.
    pub process: String,
    /// Names of the findings.
    pub findings: Vec<String>,
    /// Who.
    pub officer: OfficerId,
    /// UTC milliseconds.
    #[serde(default)]
    pub at: i64,
    /// Why the process may be followed all the same.
    pub reason: String,
}

/// The findings that nobody has accepted, or that nobody can.
#[must_use]
pub fn open_findings(found: &[Finding], hash: &str, accepted: &[Acceptance]) -> Vec<Finding> {
    let own = |a: &&Acceptance| a.hash == hash;
    let covered = |f: &&Finding| {
        accepted
            .iter()
            .filter(own)
            .any(|a| a.findings.contains(&f.id))
    };
    found
        .iter()
        .filter(|f| f.blocking || !covered(f))
        .cloned()
        .collect()
}

/// A process as published, with what its procedure says.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The process.
    pub process: &'a Process,
    /// Total written in its file, half-days.
    pub published: u32,
    /// Limits of the cases of its procedure, half-days, none for no due date; empty when the
    /// procedure is not known.
    pub limits: &'a [Option<u32>],
    /// First days of the other processes of the same procedure and case.
    pub others: &'a [NaiveDate],
}

/// The office in which it is to be followed.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    /// Units.
    pub orgs: &'a [Org],
    /// Officers.
    pub officers: &'a [Officer],
    /// Units where it may be received.
    pub desks: &'a [&'a str],
    /// Roles.
    pub roles: &'a RoleBook,
    /// Table of acts.
    pub lifecycle: &'a Lifecycle,
    /// Deputies in force.
    pub staffing: &'a Staffing,
    /// Day.
    pub today: NaiveDate,
}

/// Everything wrong with `subject`, in the order of its steps.
#[must_use]
pub fn findings(subject: &Subject<'_>, office: &Surroundings<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    times(subject, &mut found);
    gap(subject, &mut found);
    order(subject.process, &mut found);
    // At the desk where it fits best: a district's process is not expected to work at a commune.
    let places = office
        .desks
        .iter()
        .map(|desk| places(subject.process, office, desk));
    found.extend(places.min_by_key(Vec::len).unwrap_or_default());
    found
}

/// The steps against the published total, the total against the procedure, and what was made up.
fn times(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let (sum, published) = (subject.process.half_days(), subject.published);
    if sum != published {
        found.push(Finding::new(
            "sum",
            format!(
                "các bước cộng lại {}, tổng công bố {}",
                days(sum),
                days(published)
            ),
            "sửa half_days của các bước cho khớp, hoặc nhận là máy chia lại theo tỷ lệ",
        ));
    }
    let agrees = |limit: &Option<u32>| limit.unwrap_or(0) == published;
    if !subject.limits.is_empty() && !subject.limits.iter().any(agrees) {
        let limits: Vec<_> = subject
            .limits
            .iter()
            .map(|l| l.map_or("không hẹn".to_owned(), days))
            .collect();
        found.push(Finding::new(
            "limit",
            format!("tổng {} khác thời hạn của thủ tục ({})", days(published), limits.join(", ")),
            "sửa half_days theo quyết định công bố, hoặc nhận là máy chia lại theo thời hạn của thủ tục",
        ));
    }
    if !subject.process.note.is_empty() {
        found.push(Finding::new(
            "divided",
            format!("số liệu đã sửa khi nhập: {}", subject.process.note),
            "đối chiếu với văn bản gốc, ghi số của từng bước rồi bỏ dòng note",
        ));
    }
}

/// After its last day another process must follow on.
fn gap(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let Some(to) = subject
        .process
        .valid_to
        .filter(|_| subject.process.procedure.is_some())
    else {
        return;
    };
    let next = subject.others.iter().filter(|from| **from > to).min();
    let what = match (next, to.succ_opt()) {
        (Some(next), Some(morrow)) if *next == morrow => return,
        (Some(next), _) => format!("từ sau {to} đến trước {next} không có quy trình nào"),
        (None, _) => format!("sau {to} không có quy trình nào tiếp theo"),
    };
    let mend = "thêm quy trình cho khoảng đó, hoặc sửa valid_to";
    found.push(Finding::new("gap", what, mend));
}

/// Examination before approval and signature, and the return at the end, at the desk.
fn order(process: &Process, found: &mut Vec<Finding>) {
    let mut examined = false;
    for step in &process.steps {
        examined |= step.kind == StepKind::Examine;
        if matches!(step.kind, StepKind::Approve | StepKind::Sign) && !examined {
            found.push(Finding::new(
                format!("no-examine:{}", step.no),
                format!(
                    "bước {} “{}” duyệt, ký khi chưa ai thẩm tra",
                    step.no, step.name
                ),
                "thêm bước kind = \"examine\" trước bước này",
            ));
            examined = true;
        }
    }
    let last = process.steps.last();
    if last.is_none_or(|s| s.kind != StepKind::Return || s.unit != StepUnit::Desk) {
        let finding = Finding::new(
            "no-return",
            "không có bước trả kết quả tại một cửa ở cuối",
            "thêm bước { kind = \"return\", unit = \"desk\", role = \"desk_officer\", … } ở cuối",
        );
        found.push(finding.blocking());
    }
}

/// Units and people of a dossier received at `desk`.
fn places(process: &Process, office: &Surroundings<'_>, desk: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    let orgs: Vec<Option<&str>> = process
        .steps
        .iter()
        .map(|s| unit(s, office, desk))
        .collect();
    for (step, org) in process.steps.iter().zip(&orgs) {
        if !office.roles.role.contains_key(&step.role) {
            let what = format!(
                "bước {} “{}”: không có vai trò “{}”",
                step.no, step.name, step.role
            );
            let id = format!("unknown-role:{}", step.no);
            found.push(Finding::new(id, what, "chọn vai trò có trong roles.toml").blocking());
        }
        match (org, &step.unit) {
            (None, StepUnit::Org(named)) => found.push(Finding::new(
                format!("unknown-unit:{}", step.no),
                format!("bước {} “{}”: cơ quan “{named}” không có trong office.toml", step.no, step.name),
                "thêm [[org]] có tên, mã, cấp hoặc kind đó; nếu nhận, nơi tiếp nhận ghi thay việc của cơ quan ấy",
            )),
            (org, _) => {
                let org = org.unwrap_or(desk);
                if !staffed(step, org, office) {
                    found.push(Finding::new(
                        format!("unstaffed:{}", step.no),
                        format!("bước {} “{}”: không cán bộ nào giữ vai trò {} ở {org}", step.no, step.name, step.role),
                        "giao vai trò đó cho một cán bộ trong office.toml, hoặc cử người làm thay",
                    ));
                }
            }
        }
    }
    // An agency nobody knows is answered for by the desk that received.
    let orgs: Vec<&str> = orgs.into_iter().map(|org| org.unwrap_or(desk)).collect();
    found.extend(dead_ends(process, office, desk, &orgs));
    found
}

/// The agency of a step; none when it names one that the office does not know.
fn unit<'a>(step: &Step, office: &Surroundings<'a>, desk: &'a str) -> Option<&'a str> {
    match &step.unit {
        StepUnit::Desk | StepUnit::Office(_) => Some(desk),
        StepUnit::Org(named) => named_unit(office.orgs, named, desk).map(|org| org.id.as_str()),
    }
}

/// Whether somebody with the role is there, or the deputy of somebody.
fn staffed(step: &Step, org: &str, office: &Surroundings<'_>) -> bool {
    let holds = |o: &&Officer| o.grants.iter().any(|g| g.org == org && g.role == step.role);
    let mut holders = office.officers.iter().filter(holds);
    holders.any(|officer| {
        let present = office.staffing.present(&officer.id, org, office.today);
        present.is_some_and(|id| office.officers.iter().any(|o| o.id == id))
    })
}

/// Steps from which the table of acts, with the rights of the role, leads no further.
fn dead_ends(
    process: &Process,
    office: &Surroundings<'_>,
    desk: &str,
    orgs: &[&str],
) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, (step, next)) in process
        .steps
        .iter()
        .zip(process.steps.iter().skip(1))
        .enumerate()
    {
        let Some((here, after)) = orgs.get(at).zip(orgs.get(at + 1)) else {
            continue;
        };
        let from = state_at(step.kind, here, desk);
        let acts = ways_on(step.kind, next.kind, here != after, from);
        let to = state_at(next.kind, after, desk);
        let lacks = acts.iter().find_map(|(act, from, to_state)| {
            let row = office.lifecycle.row(*act, Some(*from));
            let to = to_state.unwrap_or(to);
            match row.filter(|row| row.to.iter().any(|state| state == to.id())) {
                None => Some(format!(
                    "không có việc nào đưa hồ sơ sang bước “{}”",
                    next.name
                )),
                Some(row) if !may(office, step, row.right) => Some(format!(
                    "vai trò {} không có quyền để “{}”",
                    step.role, row.label
                )),
                Some(_) => None,
            }
        });
        if let Some(why) = lacks {
            let what = format!("bước {} “{}” là ngõ cụt: {why}", step.no, step.name);
            let mend = "đổi vai trò hoặc loại của bước, hoặc thứ tự các bước";
            found.push(Finding::new(format!("dead-end:{}", step.no), what, mend).blocking());
        }
    }
    found
}

/// The acts by which a dossier leaves a step, each from its state; none for the last stands for the
/// state of the next step.
fn ways_on(
    kind: StepKind,
    next: StepKind,
    leaves: bool,
    from: State,
) -> Vec<(Act, State, Option<State>)> {
    let to_leader = matches!(next, StepKind::Approve | StepKind::Sign);
    match kind {
        StepKind::Receive | StepKind::Examine if leaves => vec![(Act::HandOver, from, None)],
        StepKind::Receive | StepKind::Examine if to_leader => {
            vec![(Act::SubmitForApproval, from, Some(State::AwaitingApproval))]
        }
        StepKind::Receive | StepKind::Examine => vec![(Act::Forward, from, None)],
        StepKind::Approve => vec![(Act::Approve, State::AwaitingApproval, None)],
        // The leader who signs approves first, at the same step.
        StepKind::Sign => vec![
            (
                Act::Approve,
                State::AwaitingApproval,
                Some(State::AwaitingSignature),
            ),
            (Act::Sign, State::AwaitingSignature, None),
        ],
        StepKind::Issue => vec![(Act::Issue, State::AwaitingSignature, None)],
        StepKind::Return => vec![(Act::Forward, State::ResultReady, None)],
    }
}

fn may(office: &Surroundings<'_>, step: &Step, right: Right) -> bool {
    office.roles.rights_of(&step.role).has(right)
}

/// Half-days in words, for people.
fn days(half_days: u32) -> String {
    match (half_days / 2, half_days % 2) {
        (0, 1) => "½ ngày".to_owned(),
        (whole, 0) => format!("{whole} ngày"),
        (whole, _) => format!("{whole}½ ngày"),
    }
}

#[cfg(test)]
mod tests;
