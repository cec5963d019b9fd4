//! Each scenario is told once an engine; who asks again gets the same outcome.

use crate::language::Scenario;
use crate::office::{Office, key, runtime};
use crate::play::{By, Met, play};
use motcua::domain::org::Actor;
use motcua::store::Engine;
use motcua::usecases::{Rules, accept_process};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, OnceLock};

/// Where the scenarios and their office are.
pub const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenarios");

/// What a scenario met, or where and why it does not hold.
pub type Outcome = Result<Met, String>;

pub fn must_hold(outcome: &Outcome) {
    if let Err(why) = outcome {
        panic!("{why}");
    }
}

/// The outcome of scenario `name` on SQLite.
pub fn told(name: &'static str) -> &'static Outcome {
    static TOLD: Mutex<BTreeMap<&str, &OnceLock<Outcome>>> = Mutex::new(BTreeMap::new());
    let cell: &'static OnceLock<Outcome> = {
        let mut told = TOLD.lock().unwrap();
        told.entry(name)
            .or_insert_with(|| Box::leak(Box::default()))
    };
    cell.get_or_init(|| tell(name, Engine::Sqlite, By::Http))
}

/// Plays scenario `name` in a new office; an engine that is not here is skipped aloud.
pub fn tell(name: &str, engine: Engine, by: By) -> Outcome {
    let (text, scenario) = read(name)?;
    let Some(mut office) = Office::open(engine, rules(&scenario)?) else {
        return Ok(Met::default());
    };
    let played = catch_unwind(AssertUnwindSafe(|| {
        runtime().block_on(async {
            office.serve().await;
            for (procedure, process) in OUT_OF_ORDER {
                if text.contains(procedure) {
                    accept(&office, process).await;
                }
            }
            let met = play(&office, &scenario, by).await?;
            office.assert_declared();
            match office.faults(&[]).await {
                faults if faults.is_empty() => Ok(met),
                faults => Err(format!("tests/scenarios/{name}.txt: lưu vết: {faults:?}")),
            }
        })
    }));
    office.app.store.close();
    played.unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<String>();
        let said = said.map_or("panic, see above", String::as_str);
        Err(format!("tests/scenarios/{name}.txt: {said}"))
    })
}

/// The text of scenario `name`, and what it says.
pub fn read(name: &str) -> Result<(String, Scenario), String> {
    let file = format!("{FOLDER}/{name}.txt");
    let text = std::fs::read_to_string(&file).map_err(|why| format!("{file}: {why}"))?;
    let scenario = Scenario::read(&format!("tests/scenarios/{name}.txt"), &text)?;
    Ok((text, scenario))
}

/// Procedures whose process is out of the usual order: it is followed only once somebody answers for it.
const OUT_OF_ORDER: [(&str, &str); 2] = [("9.000012", "kb-ky-truoc"), ("9.000018", "kb-doi-moi")];

async fn accept(office: &Office, process: &str) {
    office.at("2025-03-01T08:00:00");
    let rules = &office.app.rules;
    let officer = rules
        .office
        .officer("vidu.toquantri@minhhoa.example")
        .unwrap();
    let actor = Actor::of(officer, 0, &rules.roles, "").unwrap();
    accept_process::accept(&office.app, &actor, &key(), process, &[], "Kịch bản")
        .await
        .unwrap();
}

/// The rules of the scenarios' office under the policy of this one, read once a policy.
fn rules(scenario: &Scenario) -> Result<Arc<Rules>, String> {
    static READ: Mutex<BTreeMap<String, Arc<Rules>>> = Mutex::new(BTreeMap::new());
    let mut read = READ
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(rules) = read.get(&scenario.policy_key()) {
        return Ok(rules.clone());
    }
    let folder = std::path::Path::new(FOLDER).join("office");
    let mut rules = motcua::home::load_rules(&folder).map_err(|why| why.to_string())?;
    crate::people::hire(&mut rules.office);
    rules.policies.rows.extend(scenario.policy_row());
    let rules = Arc::new(rules);
    read.insert(scenario.policy_key(), rules.clone());
    Ok(rules)
}
