//! Two officers on one dossier, at the same moment, each with an act of chance: one wins, the other is
//! told who did what, and the trail is the history that both saw. `RACES=2000 cargo test --test faults
//! duels -- --nocapture` runs all; one in ten of them on PostgreSQL.

use crate::office::*;
use motcua::client::Client;
use motcua::domain::event::Event;
use motcua::records::{dossiers, trail};
use motcua::store::{Engine, StoreError};
use motcua::wire::{ActRequest, Acted, PaperLine, Problem};
use std::collections::BTreeMap;

const DEPARTMENT: (&str, usize) = (LEADER, 1);

/// Everybody who may try something, and what.
const TRIES: &[((&str, usize), &[&str])] = &[
    (
        (CLERK, 0),
        &[
            "forward",
            "recall",
            "undo",
            "withdraw",
            "request_supplement",
            "accept_supplement",
        ],
    ),
    (
        (MANAGER, 0),
        &[
            "propose_due",
            "request_supplement",
            "confirm_payment",
            "withdraw",
        ],
    ),
    (
        (SPECIALIST, 0),
        &[
            "take",
            "send_back",
            "submit_for_approval",
            "draft_supplement",
            "request_payment",
            "draft_apology",
            "undo",
            "recall",
        ],
    ),
    (DEPARTMENT, &["assign", "suspend", "resume", "reject_draft"]),
    (
        (LEADER, 0),
        &[
            "approve",
            "sign",
            "reject_draft",
            "sign_apology",
            "terminate",
            "take",
        ],
    ),
];

/// How far dossiers are brought before two meet at them.
const WAYS: &[&[((&str, usize), &str)]] = &[
    &[],
    &[((CLERK, 0), "forward")],
    &[((CLERK, 0), "forward"), ((SPECIALIST, 0), "take")],
    &[
        ((CLERK, 0), "forward"),
        ((SPECIALIST, 0), "draft_supplement"),
    ],
    &[
        ((CLERK, 0), "forward"),
        ((SPECIALIST, 0), "request_payment"),
    ],
    &[((CLERK, 0), "forward"), (DEPARTMENT, "suspend")],
    &[
        ((CLERK, 0), "forward"),
        ((SPECIALIST, 0), "submit_for_approval"),
    ],
    &[
        ((CLERK, 0), "forward"),
        ((SPECIALIST, 0), "submit_for_approval"),
        ((LEADER, 0), "approve"),
    ],
];

#[test]
fn two_on_one_dossier_sqlite() {
    races(Engine::Sqlite, times("RACES", 60));
}

#[test]
fn two_on_one_dossier_postgres() {
    races(Engine::Postgres, times("RACES", 100).div_ceil(10));
}

/// What came of all races.
#[derive(Debug, Default)]
struct Count {
    won: u64,
    told: u64,
    refused: u64,
    neither: u64,
}

fn races(engine: Engine, races: u64) {
    tell(engine, |office| {
        Box::pin(async move {
            let mut desks = BTreeMap::new();
            for (who, _) in TRIES {
                desks.insert(*who, office.officer(who.0, who.1).await);
            }
            let (mut chance, mut count) = (Random::new(), Count::default());
            for race in 0..races {
                run(office, &desks, &mut chance, race, &mut count).await;
            }
            println!("{races} races on {engine:?}: {count:?}, 0 lost updates");
            assert!(
                count.won > 0 && count.told > 0,
                "nobody met anybody: {count:?}"
            );
        })
    });
}

type Desks = BTreeMap<(&'static str, usize), Client>;
type Answer = Result<Acted, Box<Problem>>;

async fn run(office: &Office, desks: &Desks, chance: &mut Random, race: u64, count: &mut Count) {
    let clerk = &desks[&(CLERK, 0)];
    let code = receive(clerk, MARRIAGE, &format!("Đua Số {race}"))
        .await
        .dossier_code;
    for (who, act) in WAYS[chance.below(WAYS.len() as u64) as usize] {
        let version = clerk.dossier(&code).await.unwrap().line.version;
        desks[who]
            .act(&code, version, &key(), &asked(act))
            .await
            .unwrap();
    }
    let (first, second) = pair(desks, chance, &code).await;
    let before = clerk.dossier(&code).await.unwrap().line.version;
    let (one, other) = (asked(first.1), asked(second.1));
    let (one_key, other_key) = (key(), key());
    let answers = tokio::join!(
        desks[&first.0].act(&code, before, &one_key, &one),
        desks[&second.0].act(&code, before, &other_key, &other),
    );
    let story = format!(
        "{} {} against {} {} on version {before}",
        first.0.0, first.1, second.0.0, second.1
    );
    check(
        office,
        &code,
        before,
        [
            (&first.0.0, first.1, answers.0),
            (&second.0.0, second.1, answers.1),
        ],
        &story,
        count,
    )
    .await;
}

/// Two different officers, each with an act that is possible now if there is one.
async fn pair(desks: &Desks, chance: &mut Random, code: &str) -> (Try, Try) {
    let mut possible = Vec::new();
    for (who, acts) in TRIES {
        let view = desks[who].dossier(code).await.unwrap();
        let free = view.acts.iter().filter(|a| a.blocked.is_none());
        let free: Vec<String> = free.map(|a| a.act.clone()).collect();
        possible.extend(
            acts.iter()
                .filter(|act| free.iter().any(|f| f == *act))
                .map(|act| (*who, *act)),
        );
    }
    let any = |chance: &mut Random| {
        let (who, acts) = TRIES[chance.below(TRIES.len() as u64) as usize];
        (who, acts[chance.below(acts.len() as u64) as usize])
    };
    let pick = |chance: &mut Random| match possible.len() as u64 {
        0 => any(chance),
        n => possible[chance.below(n) as usize],
    };
    let first = pick(chance);
    let mut second = pick(chance);
    for _ in 0..20 {
        if second.0.0 != first.0.0 {
            break;
        }
        second = pick(chance);
    }
    (first, second)
}

type Try = ((&'static str, usize), &'static str);

/// The act with everything that it may ask for.
fn asked(act: &str) -> ActRequest {
    ActRequest {
        to_officer: (act == "assign").then(|| SPECIALIST.to_owned()),
        papers: vec![PaperLine {
            name: "Giấy khai sinh".to_owned(),
            originals: 1,
            ..PaperLine::default()
        }],
        amount_dong: Some(50_000),
        due: Some("2025-08-12 AM".to_owned()),
        ..order(act, "đua")
    }
}

/// The history against what both were told.
async fn check(
    office: &Office,
    code: &str,
    before: i64,
    tries: [(&&str, &str, Answer); 2],
    story: &str,
    count: &mut Count,
) {
    let (version, events) = history(office, code).await;
    // One event a version, each after the one before: the trail is a history, and the row is its end.
    let versions: Vec<i64> = events.iter().map(|e| e.version).collect();
    assert_eq!(versions, (1..=version).collect::<Vec<_>>(), "{story}");
    for (earlier, later) in events.iter().zip(&events[1..]) {
        assert_eq!(earlier.to_state, later.from_state, "{story}");
        assert_eq!(earlier.to_step, later.from_step, "{story}");
        assert!(earlier.seq < later.seq, "{story}");
    }
    let mut winners = 0;
    for (who, act, answer) in &tries {
        match answer {
            Ok(done) => {
                winners += 1;
                count.won += 1;
                assert_eq!(
                    done.version,
                    before + 1,
                    "acted on what it had not seen: {story}"
                );
                let event = events.iter().find(|e| e.version == done.version).unwrap();
                assert_eq!(
                    (event.actor.as_str(), event.act.as_str()),
                    (**who, *act),
                    "{story}"
                );
                assert_eq!(event.to_state, done.state, "{story}");
            }
            Err(problem) if problem.status == 412 => {
                count.told += 1;
                assert_eq!(problem.code, "MC-1012", "{story}");
                let conflict = problem.conflict.as_ref().unwrap();
                assert_eq!(conflict.version, before + 1, "{story}");
                let winner = &events[usize::try_from(before).unwrap()];
                let name = office.app.rules.office.officer_name(&winner.actor);
                assert_eq!(conflict.since.len(), 1, "{story}");
                assert!(
                    conflict.since[0].starts_with(name),
                    "{:?} {story}",
                    conflict.since
                );
            }
            Err(problem) => {
                count.refused += 1;
                assert!(
                    matches!(problem.status, 403 | 404 | 409),
                    "{problem:?} {story}"
                );
            }
        }
    }
    assert!(winners <= 1, "both won: {story}");
    assert_eq!(version, before + winners, "{story}");
    count.neither += u64::from(winners == 0);
}

async fn history(office: &Office, code: &str) -> (i64, Vec<Event>) {
    let (code, reader) = (code.to_owned(), office.reader());
    let read = office.app.store.read(move |tx| {
        let dossier = dossiers::by_code(tx, &reader, &code)?.unwrap();
        let events = trail::of_dossier(tx, dossier.id, 0)?;
        Ok::<_, StoreError>((dossier.version, events))
    });
    let (version, events) = read.await.unwrap();
    let kept = events
        .into_iter()
        .filter(|e| e.act != "read" && e.act != "print");
    (version, kept.collect())
}
