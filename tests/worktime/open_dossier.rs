//! Open dossiers, the ledger and the appointments beyond what the worked examples show.

use motcua::worktime::{
    Act, ActKind, Appointments, ClockError, Counts, Finished, Limit, Outcome, Policy, Session,
    Standing, Stop, StopKind, charge, due, due_session, outcome, resume, standing, tally,
};

use crate::examples::calendar;

#[test]
fn an_open_dossier_is_within_time_then_near_due_then_late() {
    let calendar = calendar("examples");
    let at = |now: &str, stopped: Option<Session>| {
        let now = format!("{now}:00").parse().unwrap();
        standing(
            &calendar,
            Some(session("2025-03-14 AM")),
            stopped,
            now,
            &Policy::default(),
        )
        .unwrap()
    };
    assert_eq!(at("2025-03-12T11:30", None), Standing::Within(4));
    assert_eq!(at("2025-03-12T13:40", None), Standing::Within(3));
    assert_eq!(at("2025-03-13T08:00", None), Standing::NearDue(2));
    assert_eq!(at("2025-03-14T11:30", None), Standing::NearDue(0));
    assert_eq!(at("2025-03-14T11:31", None), Standing::LateNow(1));
    assert_eq!(at("2025-03-15T09:00", None), Standing::LateNow(2));
    assert_eq!(
        at("2025-03-20T09:00", Some(session("2025-03-12 AM"))),
        Standing::Stopped
    );
    assert_eq!(
        at("2025-03-20T09:00", Some(session("2025-03-14 PM"))),
        Standing::LateNow(1),
        "late when it stopped, frozen there"
    );
    let now = "2025-03-20T09:00:00".parse().unwrap();
    assert_eq!(
        standing(&calendar, None, None, now, &Policy::default()),
        Ok(Standing::NoDue)
    );
    assert_eq!(
        outcome(&calendar, None, session("2025-03-20 AM")),
        Ok(Outcome::OnTime)
    );
}

#[test]
fn a_supplement_asked_when_already_late_never_mends_the_lateness() {
    let calendar = calendar("examples");
    let stop = |kind| Stop {
        kind,
        asked: "2025-03-11T09:00:00".parse().unwrap(),
        resumed: "2025-03-12T09:00:00".parse().unwrap(),
    };
    let restart = Policy::default();
    let after = |due: &str, kind| {
        let limit = Limit::HalfDays(10);
        let resumed = resume(&calendar, Some(session(due)), limit, stop(kind), &restart).unwrap();
        (resumed.due.unwrap().to_string(), resumed.restarted)
    };
    assert_eq!(
        after("2025-03-10 AM", StopKind::Supplement),
        ("2025-03-11 AM".into(), false)
    );
    assert_eq!(
        after("2025-03-13 AM", StopKind::Supplement),
        ("2025-03-19 AM".into(), true)
    );
    assert_eq!(
        after("2025-03-13 AM", StopKind::Payment),
        ("2025-03-14 AM".into(), false)
    );
    assert_eq!(
        after("2025-03-13 AM", StopKind::Suspended),
        ("2025-03-14 AM".into(), false)
    );
}

#[test]
fn a_supplement_cannot_be_accepted_before_it_was_asked() {
    let calendar = calendar("examples");
    let stop = Stop {
        kind: StopKind::Supplement,
        asked: "2025-03-12T09:00:00".parse().unwrap(),
        resumed: "2025-03-11T09:00:00".parse().unwrap(),
    };
    let due = Some(session("2025-03-14 AM"));
    let error = resume(
        &calendar,
        due,
        Limit::HalfDays(10),
        stop,
        &Policy::default(),
    )
    .unwrap_err();
    assert_eq!(error.code(), "MC-2030");
}

#[test]
fn the_ledger_refuses_acts_that_cannot_follow_each_other() {
    let calendar = calendar("examples");
    let act = |at: &str, kind| Act {
        session: session(at),
        agency: "A".into(),
        kind,
    };
    let hand_over = ActKind::HandOver { allotment: None };
    let refused = |acts: &[Act]| {
        charge(&calendar, session("2025-03-04 AM"), acts)
            .unwrap_err()
            .code()
    };
    assert_eq!(refused(&[act("2025-03-03 AM", hand_over)]), "MC-2030");
    assert_eq!(refused(&[act("2025-03-05 AM", ActKind::Resume)]), "MC-2031");
    let ask = act("2025-03-05 AM", ActKind::Ask);
    assert_eq!(
        refused(&[ask.clone(), act("2025-03-06 AM", hand_over)]),
        "MC-2031"
    );
    assert_eq!(refused(&[ask.clone(), ask]), "MC-2031");
}

#[test]
fn the_applicants_half_days_move_a_step_deadline() {
    let calendar = calendar("examples");
    let acts = [
        ("2025-03-04 AM", ActKind::Ask),
        ("2025-03-06 AM", ActKind::Resume),
        ("2025-03-07 PM", ActKind::HandOver { allotment: Some(4) }),
    ]
    .map(|(at, kind)| Act {
        session: session(at),
        agency: "A".into(),
        kind,
    });
    let ledger = charge(&calendar, session("2025-03-03 AM"), &acts).unwrap();
    let step = &ledger.steps[0];
    assert_eq!(
        (step.half_days, step.late),
        (5, 1),
        "2 before the request, 3 after"
    );
    assert_eq!(step.deadline, Some(session("2025-03-07 AM")));
}

#[test]
fn reappointments_are_later_and_limited() {
    let policy = Policy::default();
    let first = Appointments::first(session("2025-03-14 AM"));
    let earlier = first
        .reappoint(session("2025-03-13 PM"), &policy)
        .unwrap_err();
    assert_eq!(earlier.code(), "MC-2033");
    let second = first.reappoint(session("2025-03-18 PM"), &policy).unwrap();
    let third = second.reappoint(session("2025-03-20 PM"), &policy);
    assert_eq!(
        third,
        Err(ClockError::ReappointmentsUsedUp { used: 1, max: 1 })
    );
}

#[test]
fn months_keep_the_day_number_or_end_with_a_shorter_month() {
    let calendar = calendar("examples");
    let after = |received: &str, limit: &str| {
        let received = format!("{received}T09:00:00").parse().unwrap();
        let limit = limit.parse().unwrap();
        due_session(&calendar, received, limit, &Policy::default())
            .unwrap()
            .unwrap()
            .to_string()
    };
    assert_eq!(after("2025-03-03", "1m"), "2025-04-03 PM");
    assert_eq!(
        after("2025-10-31", "1m"),
        "2025-12-01 PM",
        "30/11/2025 is a Sunday"
    );
    assert_eq!(
        after("2025-12-31", "2m"),
        "2026-03-02 PM",
        "28/02/2026 is a Saturday"
    );
    assert_eq!(after("2025-12-10", "12m"), "2026-12-10 PM");
}

#[test]
fn an_odd_half_day_is_rounded_up_under_the_civil_code_reading() {
    let calendar = calendar("examples");
    let policy: Policy = toml::from_str("count = \"civil_day\"").unwrap();
    let after = |limit: &str| {
        let received = "2025-03-06T09:00:00".parse().unwrap();
        let got = due(&calendar, received, limit.parse().unwrap(), &policy).unwrap();
        (got.due.unwrap().to_string(), got.explain[2].to_string())
    };
    assert_eq!(
        after("½d"),
        ("2025-03-07 PM".into(), "T6 07/03: ngày 1".into())
    );
    assert_eq!(
        after("1½d"),
        ("2025-03-10 PM".into(), "T6 07/03: ngày 1".into())
    );
}

#[test]
fn a_dossier_is_counted_once_in_each_row_and_once_in_all() {
    let finished = |dossier: &str, outcome, counted_under: &[&str]| Finished {
        dossier: dossier.into(),
        outcome,
        counted_under: counted_under.iter().map(ToString::to_string).collect(),
    };
    let land = finished(
        "0001",
        Outcome::Late(2),
        &["department", "district", "district"],
    );
    let tally = tally(&[
        land.clone(),
        finished("0002", Outcome::OnTime, &["district"]),
        finished("0003", Outcome::Early(1), &["department"]),
        land,
    ]);
    let counts = |early, on_time, late| Counts {
        early,
        on_time,
        late,
    };
    assert_eq!(tally.rows["department"], counts(1, 0, 1));
    assert_eq!(tally.rows["district"], counts(0, 1, 1));
    assert_eq!(tally.total, counts(1, 1, 1));
}

fn session(text: &str) -> Session {
    text.parse().unwrap()
}
