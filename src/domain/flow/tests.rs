//! Each finding, by a process that has just that fault.

use super::*;
use crate::domain::org::Grant;
use crate::domain::process::Gate;
use crate::domain::staffing::{Days, Deputy};

const ROLES: &str = include_str!("../../../assets/roles/roles.toml");
const LIFECYCLE: &str = include_str!("../../../assets/lifecycle/transitions.toml");

fn step(no: u32, kind: StepKind, unit: StepUnit, role: &str, half_days: u32) -> Step {
    Step {
        no,
        kind,
        name: format!("Bước {no}"),
        unit,
        role: role.into(),
        half_days,
        clue: String::new(),
        back: true,
    }
}

fn room() -> StepUnit {
    StepUnit::Office(String::new())
}

/// Received, examined, signed, returned: nothing is wrong with it.
fn sound() -> Process {
    Process {
        id: "thu".to_owned(),
        procedure: None,
        name: "Thử".to_owned(),
        case: String::new(),
        valid_from: None,
        valid_to: None,
        source: "thử".to_owned(),
        gate: Gate::Automatic,
        note: String::new(),
        steps: vec![
            step(1, StepKind::Receive, StepUnit::Desk, "desk_officer", 1),
            step(2, StepKind::Examine, room(), "specialist", 6),
            step(3, StepKind::Sign, room(), "agency_leader", 2),
            step(4, StepKind::Return, StepUnit::Desk, "desk_officer", 1),
        ],
    }
}

fn org(id: &str, level: &str, parent: Option<&str>) -> Org {
    Org {
        id: id.to_owned(),
        name: format!("UBND {id}"),
        level: level.to_owned(),
        parent: parent.map(str::to_owned),
        place_parent: None,
        kind: String::new(),
        code: String::new(),
        head_upper: String::new(),
        head_issuer: String::new(),
        number_suffix: String::new(),
        place: String::new(),
        address: String::new(),
        phone: String::new(),
        valid_from: NaiveDate::default(),
        valid_to: None,
    }
}

fn officer(org: &str, role: &str) -> Officer {
    Officer {
        id: format!("{role}@{org}"),
        name: role.to_owned(),
        title: String::new(),
        grants: vec![Grant {
            role: role.into(),
            org: org.to_owned(),
            fields: Vec::new(),
        }],
    }
}

struct Office {
    orgs: Vec<Org>,
    officers: Vec<Officer>,
    staffing: Staffing,
    roles: RoleBook,
    lifecycle: Lifecycle,
}

fn office() -> Office {
    let commune = [
        "desk_officer",
        "specialist",
        "agency_leader",
        "registry_clerk",
    ];
    let mut officers: Vec<Officer> = commune.iter().map(|role| officer("xa", role)).collect();
    officers.push(officer("huyen", "specialist"));
    Office {
        orgs: vec![org("huyen", "huyen", None), org("xa", "xa", Some("huyen"))],
        officers,
        staffing: Staffing::default(),
        roles: toml::from_str(ROLES).unwrap(),
        lifecycle: toml::from_str(LIFECYCLE).unwrap(),
    }
}

fn today() -> NaiveDate {
    "2025-08-04".parse().unwrap()
}

/// Names of the findings of `process` with its own sum published.
fn names(process: &Process, office: &Office) -> Vec<String> {
    let subject = Subject {
        process,
        published: process.half_days(),
        limits: &[],
        others: &[],
    };
    of(&subject, office)
}

fn of(subject: &Subject<'_>, office: &Office) -> Vec<String> {
    let surroundings = Surroundings {
        orgs: &office.orgs,
        officers: &office.officers,
        desks: &["xa", "huyen"],
        roles: &office.roles,
        lifecycle: &office.lifecycle,
        staffing: &office.staffing,
        today: today(),
    };
    findings(subject, &surroundings)
        .into_iter()
        .map(|f| f.id)
        .collect()
}

#[test]
fn a_sound_process_has_no_finding() {
    assert_eq!(names(&sound(), &office()), [""; 0]);
}

#[test]
fn steps_must_add_up_and_agree_with_the_procedure() {
    let process = sound();
    let subject = |published, limits| Subject {
        process: &process,
        published,
        limits,
        others: &[],
    };
    let office = office();
    assert_eq!(of(&subject(12, &[]), &office), ["sum"]);
    assert_eq!(of(&subject(10, &[Some(6), Some(10)]), &office), [""; 0]);
    assert_eq!(of(&subject(10, &[Some(6)]), &office), ["limit"]);
    assert_eq!(of(&subject(10, &[None]), &office), ["limit"]);
}

#[test]
fn what_was_made_up_at_the_import_is_named() {
    let process = Process {
        note: "đã chia".to_owned(),
        ..sound()
    };
    assert_eq!(names(&process, &office()), ["divided"]);
}

#[test]
fn another_process_must_follow_on_after_the_last_day() {
    let process = Process {
        procedure: crate::domain::procedure::ProcedureCode::parse("1.001193"),
        valid_to: Some(today()),
        ..sound()
    };
    let with = |others: &[&str]| {
        let others: Vec<NaiveDate> = others.iter().map(|d| d.parse().unwrap()).collect();
        let subject = Subject {
            process: &process,
            published: 10,
            limits: &[],
            others: &others,
        };
        of(&subject, &office())
    };
    assert_eq!(with(&[]), ["gap"]);
    assert_eq!(with(&["2025-08-06"]), ["gap"]);
    assert_eq!(with(&["2025-01-01", "2025-08-05"]), [""; 0]);
}

#[test]
fn nobody_signs_what_nobody_examined() {
    let mut process = sound();
    process.steps.remove(1);
    assert_eq!(names(&process, &office()), ["no-examine:3"]);
}

#[test]
fn a_process_ends_at_the_desk_and_that_cannot_be_accepted() {
    let mut process = sound();
    process.steps.pop();
    assert_eq!(names(&process, &office()), ["no-return"]);
    process
        .steps
        .push(step(4, StepKind::Return, room(), "desk_officer", 1));
    assert_eq!(names(&process, &office()), ["no-return"]);
    let blocking = Finding::new("no-return", "", "").blocking();
    let accepted = Acceptance {
        hash: "h".to_owned(),
        process: "thu".to_owned(),
        findings: vec!["no-return".to_owned(), "sum".to_owned()],
        officer: "an".to_owned(),
        at: 0,
        reason: "x".to_owned(),
    };
    let sum = Finding::new("sum", "", "");
    let found = [blocking.clone(), sum.clone()];
    let accepted = [accepted];
    let open = open_findings(&found, "h", &accepted);
    assert_eq!(open, std::slice::from_ref(&blocking));
    assert_eq!(
        open_findings(&found, "other text", &accepted),
        [blocking, sum]
    );
}

#[test]
fn units_and_roles_must_be_known() {
    let mut process = sound();
    process.steps[1].unit = StepUnit::Org("Chi cục Thuế".to_owned());
    assert_eq!(names(&process, &office()), ["unknown-unit:2"]);
    process.steps[1].unit = StepUnit::Org("huyen".to_owned());
    assert_eq!(
        names(&process, &office()),
        [""; 0],
        "the level above the desk"
    );
    let mut office = office();
    office.roles.role.remove(&"specialist".into());
    let found = names(&sound(), &office);
    assert_eq!(found[0], "unknown-role:2");
}

#[test]
fn a_step_needs_somebody_or_somebodys_deputy() {
    let mut office = office();
    office.officers.retain(|o| o.id != "specialist@xa");
    assert_eq!(names(&sound(), &office), ["unstaffed:2"]);
    let mut office = self::office();
    let away = |deputy: &str| Deputy {
        officer: "specialist@xa".to_owned(),
        deputy: deputy.to_owned(),
        org: "xa".to_owned(),
        days: Days {
            from: today(),
            to: today(),
        },
        reason: "nghỉ".to_owned(),
    };
    office.staffing.deputies.push(away("left@xa"));
    assert_eq!(
        names(&sound(), &office),
        ["unstaffed:2"],
        "the deputy has left"
    );
    office.staffing.deputies.push(away("specialist@huyen"));
    assert_eq!(names(&sound(), &office), [""; 0]);
}

#[test]
fn a_step_that_nobody_can_leave_is_a_dead_end() {
    let mut wrong_role = sound();
    wrong_role.steps[2].role = "registry_clerk".into();
    assert_eq!(names(&wrong_role, &office()), ["dead-end:3"]);
    // A second receipt in the middle: no act of the table leads there.
    let mut twice = sound();
    let again = step(3, StepKind::Receive, StepUnit::Desk, "desk_officer", 0);
    twice.steps.insert(2, again);
    assert_eq!(names(&twice, &office()), ["dead-end:2"]);
}
