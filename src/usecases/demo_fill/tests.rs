use std::sync::Arc;

use super::*;
use crate::home::{StartOptions, open_app};
use crate::usecases::list::list;
use crate::usecases::verify::verify;
use crate::usecases::{Clock, sign_in};

/// Tuesday 14 July 2026, 10:00 in Vietnam.
const UNTIL: i64 = 1_783_998_000_000;

struct Still;

impl Clock for Still {
    fn now(&self) -> i64 {
        UNTIL
    }
}

fn office() -> (tempfile::TempDir, App) {
    let folder = tempfile::tempdir().unwrap();
    let options = StartOptions {
        data: Some(folder.path().to_owned()),
        database: None,
        clock: Some(Arc::new(Still)),
    };
    let (app, _) = open_app(&options).unwrap();
    (folder, app)
}

fn order(seed: u64) -> Order {
    Order {
        dossiers: 600,
        seed,
        until: None,
    }
}

fn block<T>(work: impl std::future::Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(work)
}

#[test]
fn every_procedure_of_the_mix_can_be_received_and_finished() {
    let (_folder, app) = office();
    let staff = mix::Staff::of(&app.rules);
    for line in include_str!("../../../assets/demo/mix.tsv").lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let org = app
            .rules
            .office
            .orgs
            .iter()
            .find(|org| org.level == cells[0])
            .unwrap();
        let clerk = staff.holder(&org.id, "desk_officer").unwrap();
        assert!(
            mix::offer(&app.rules, &staff, clerk, cells[1], UNTIL).is_some(),
            "{line}"
        );
    }
}

#[test]
fn the_trail_holds_and_work_stands_at_every_stage() {
    let (_folder, app) = office();
    let filled = fill(&app, order(1), &mut |_| ()).unwrap();
    assert_eq!(filled.dossiers, 600);
    assert!(filled.returned > 300 && filled.open > 20, "{filled:?}");
    let verdict = block(verify(&app, &[])).unwrap();
    assert_eq!(verdict.faults, Vec::<String>::new());
    assert_eq!((verdict.events, verdict.dossiers), (filled.events, 600));
    let clerk = sign_in::with_one_key(&app, "", 0, "test").unwrap();
    for which in ["desk", "overdue", "near_due", "to_return"] {
        let page = block(list(&app, &clerk, which, "", None)).unwrap();
        assert!(!page.rows.is_empty(), "{which} is empty");
    }
}

#[test]
fn the_same_seed_tells_the_same_story() {
    let head = |seed| {
        let (_folder, app) = office();
        fill(&app, order(seed), &mut |_| ()).unwrap();
        block(verify(&app, &[])).unwrap().head
    };
    assert_eq!(head(5), head(5));
    assert_ne!(head(5), head(6));
}

#[test]
fn only_an_empty_demonstration_office_is_filled() {
    let (_folder, app) = office();
    fill(&app, order(1), &mut |_| ()).unwrap();
    assert!(matches!(
        fill(&app, order(1), &mut |_| ()),
        Err(UseCaseError::NotEmpty)
    ));
    let mut real = crate::home::load_rules(std::path::Path::new("")).unwrap();
    real.office.demo = false;
    let real = App {
        rules: Arc::new(real),
        ..app
    };
    assert!(matches!(
        fill(&real, order(1), &mut |_| ()),
        Err(UseCaseError::NotDemo)
    ));
}
