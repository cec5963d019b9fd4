//! A whole office for one test: temporary folder, a clock the test sets, seeded chance, one of the two
//! engines, the real server on a loopback port, and officers with the real client.
//!
//! A story is an `async fn(&Office)`; [`stories!`] makes of it one test for each engine. After the
//! story the trail must be whole and every status the server gave must stand in the OpenAPI document.

#![allow(dead_code)]

use crate::postgres;
#[allow(unused_imports)]
pub use chance::{Random, times};
use motcua::{
    client::Client,
    records::{POSTGRES, SQLITE},
    store::{Engine, open_postgres, open_sqlite},
    usecases::{App, Clock, Rules, rules::instant, verify::verify},
    wire::{ActRequest, Acted, CollectorLine, IntakeRequest, Party, Problem, Received, SignIn},
};
use std::{
    collections::BTreeSet,
    future::Future,
    pin::Pin,
    sync::{
        Arc, Mutex, OnceLock,
        atomic::{AtomicI64, AtomicU64, Ordering::Relaxed},
    },
};

#[path = "chance.rs"]
mod chance;

pub const CLERK: &str = "vidu.motcua@minhhoa.example";
pub const SPECIALIST: &str = "vidu.chuyenvien@minhhoa.example";
pub const LEADER: &str = "vidu.chutich@minhhoa.example";
pub const REGISTRY: &str = "vidu.vanthu@minhhoa.example";
pub const MANAGER: &str = "vidu.phutrach@minhhoa.example";
pub const DISTRICT: &str = "vidu.huyen@minhhoa.example";
pub const ICT: &str = "vidu.cntt@minhhoa.example";
pub const AUDITOR: &str = "vidu.noivu@minhhoa.example";

/// The secret of the machine in tests.
pub const MACHINE: &str = "00000000000000000000000000000000000000000000000000000000test0000";

/// Makes a test for each engine out of each story; `broken` ones leave a trail that is not whole.
#[allow(unused_macros)]
macro_rules! stories {
    ($($(#[$about:meta])* $name:ident),* $(,)?) => {$(
        mod $name {
            $(#[$about])*
            #[test]
            fn sqlite() {
                crate::office::tell(motcua::store::Engine::Sqlite, |o| Box::pin(super::$name(o)));
            }
            $(#[$about])*
            #[test]
            fn postgres() {
                crate::office::tell(motcua::store::Engine::Postgres, |o| Box::pin(super::$name(o)));
            }
        }
    )*};
}
#[allow(unused_imports)]
pub(crate) use stories;

type Story<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

/// Runs `story` in a new office; skips aloud when the engine is not here.
pub fn tell(engine: Engine, story: impl for<'a> FnOnce(&'a Office) -> Story<'a>) {
    let Some(mut office) = Office::open(engine, shipped_rules()) else {
        return;
    };
    runtime().block_on(async {
        office.serve().await;
        story(&office).await;
        office.assert_declared();
        assert_eq!(office.faults(&[]).await, [""; 0], "the trail");
    });
    office.app.store.close();
}

pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
}

/// Rules of the demonstration office, read once a process.
pub fn shipped_rules() -> Arc<Rules> {
    static RULES: OnceLock<Arc<Rules>> = OnceLock::new();
    let load = || {
        let empty = tempfile::tempdir().unwrap();
        Arc::new(motcua::home::load_rules(empty.path()).unwrap())
    };
    RULES.get_or_init(load).clone()
}

/// Rules of an office file of the test's own.
pub fn rules_of(office: &str) -> Arc<Rules> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("office.toml"), office).unwrap();
    Arc::new(motcua::home::load_rules(folder.path()).unwrap())
}

/// A clock that goes only when it is told to.
pub struct Hands(AtomicI64);

impl Clock for Hands {
    fn now(&self) -> i64 {
        self.0.load(Relaxed)
    }
}

/// Method, path and status of every answer that the server gave.
type Seen = Arc<Mutex<BTreeSet<(String, String, u16)>>>;

pub struct Office {
    pub app: App,
    pub clock: Arc<Hands>,
    pub folder: tempfile::TempDir,
    pub database: Option<postgres::Database>,
    base: String,
    seen: Seen,
}

impl Office {
    /// An office whose clock shows Monday 4 August 2025, 08:15.
    pub fn open(engine: Engine, rules: Arc<Rules>) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let (store, database) = match engine {
            Engine::Sqlite => {
                let file = folder.path().join("motcua.db");
                (open_sqlite(&file, &SQLITE).unwrap(), None)
            }
            Engine::Postgres => {
                let database = postgres::database()?;
                let store = open_postgres(database.url(), &POSTGRES).unwrap();
                (store, Some(database))
            }
        };
        let clock = Arc::new(Hands(AtomicI64::new(0)));
        let office = Self {
            app: App {
                store,
                rules,
                clock: clock.clone(),
                random: Arc::new(seeded()),
            },
            clock,
            folder,
            database,
            base: String::new(),
            seen: Seen::default(),
        };
        office.at("2025-08-04T08:15:00");
        Some(office)
    }

    /// Starts the server on a port of its own.
    pub async fn serve(&mut self) {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        self.base = format!("http://{}", listener.local_addr().unwrap());
        let seen = self.seen.clone();
        let note = move |request: axum::extract::Request, next: axum::middleware::Next| {
            let seen = seen.clone();
            async move {
                let method = request.method().as_str().to_lowercase();
                let path = request.uri().path().to_owned();
                let reply = next.run(request).await;
                let status = reply.status().as_u16();
                assert_problem(&path, &reply);
                seen.lock().unwrap().insert((method, path, status));
                reply
            }
        };
        let router = motcua::server::router(self.app.clone(), MACHINE.to_owned())
            .layer(axum::middleware::from_fn(note));
        tokio::spawn(async move { axum::serve(listener, router).await });
    }

    /// The same database, clock and chance served once more under `rules`: another office file, or the
    /// same server after a restart.
    pub async fn beside(&self, rules: Arc<Rules>) -> Beside {
        let app = App {
            rules,
            ..self.app.clone()
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let router = motcua::server::router(app.clone(), MACHINE.to_owned());
        let serving = tokio::spawn(async move { drop(axum::serve(listener, router).await) });
        Beside { app, base, serving }
    }

    pub fn base(&self) -> &str {
        &self.base
    }

    /// Sets the clock to a local time.
    pub fn at(&self, local: &str) {
        self.clock.0.store(instant(local.parse().unwrap()), Relaxed);
    }

    /// An officer at a desk, in the role of the grant at `grant`.
    pub async fn officer(&self, officer: &str, grant: usize) -> Client {
        one_key(&self.base, officer, grant).await
    }

    pub async fn clerk(&self) -> Client {
        self.officer(CLERK, 0).await
    }

    /// A reader of every dossier.
    pub fn reader(&self) -> motcua::domain::scope::Reader {
        let rules = &self.app.rules;
        let officer = rules
            .office
            .officer("vidu.toquantri@minhhoa.example")
            .unwrap();
        let actor = motcua::domain::org::Actor::of(officer, 0, &rules.roles, "").unwrap();
        motcua::domain::scope::Reader::of(&actor).unwrap()
    }

    /// The clerk at a second server over the same data, with other rules.
    pub async fn clerk_under(&self, rules: Arc<Rules>) -> Client {
        let app = App {
            rules,
            ..self.app.clone()
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let router = motcua::server::router(app, MACHINE.to_owned());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let machine = Client::new(&base, MACHINE).unwrap();
        let who = SignIn {
            officer: CLERK.to_owned(),
            grant: 0,
            client: "quầy 2".to_owned(),
        };
        let session = machine.sign_in(&who).await.unwrap();
        machine.with_token(&session.token)
    }

    /// What the verification finds wrong.
    pub async fn faults(&self, known: &[(i64, String)]) -> Vec<String> {
        verify(&self.app, known).await.unwrap().faults
    }

    /// Rows of a question asked beside the store, as text.
    pub fn sql(&self, question: &str) -> Vec<Vec<String>> {
        let question = question.to_owned();
        let file = self.folder.path().join("motcua.db");
        let url = self.database.as_ref().map(|d| d.url().to_owned());
        // The client of PostgreSQL blocks; a thread of its own keeps it out of the runtime.
        std::thread::spawn(move || match url {
            None => ask_sqlite(&file, &question),
            Some(url) => ask_postgres(&url, &question),
        })
        .join()
        .unwrap()
    }

    /// The one value that `question` answers.
    pub fn value(&self, question: &str) -> String {
        self.sql(question).remove(0).remove(0)
    }

    /// Every status given must be declared for its route.
    pub fn assert_declared(&self) {
        let document: serde_json::Value = serde_json::from_str(&motcua::server::openapi()).unwrap();
        let paths = document["paths"].as_object().unwrap();
        for (method, path, status) in self.seen.lock().unwrap().iter() {
            let Some((template, item)) = paths.iter().find(|(t, _)| fits(t, path)) else {
                continue;
            };
            let declared = &item[method]["responses"];
            if declared.is_null() {
                continue;
            }
            assert!(
                declared[status.to_string()].is_object(),
                "{method} {template} answered {status}, which its document does not declare"
            );
        }
    }
}

/// A second server over the database of an office.
pub struct Beside {
    pub app: App,
    pub base: String,
    serving: tokio::task::JoinHandle<()>,
}

impl Beside {
    /// As [`Office::officer`].
    pub async fn officer(&self, officer: &str, grant: usize) -> Client {
        one_key(&self.base, officer, grant).await
    }

    pub async fn clerk(&self) -> Client {
        self.officer(CLERK, 0).await
    }

    pub fn stop(&mut self) {
        self.serving.abort();
    }
}

async fn one_key(base: &str, officer: &str, grant: usize) -> Client {
    let machine = Client::new(base, MACHINE).unwrap();
    let who = SignIn {
        officer: officer.to_owned(),
        grant,
        client: "quầy 1".to_owned(),
    };
    let session = machine.sign_in(&who).await.unwrap();
    machine.with_token(&session.token)
}

/// Failures leave as problem+json, whatever made them.
fn assert_problem(path: &str, reply: &axum::response::Response) {
    if reply.status().is_client_error() || reply.status().is_server_error() {
        let kind = reply.headers().get("content-type");
        assert_eq!(
            kind.map(|k| k.to_str().unwrap()),
            Some("application/problem+json"),
            "{} of {path}",
            reply.status()
        );
    }
}

/// Whether `path` is one of the template's.
pub fn fits(template: &str, path: &str) -> bool {
    let (t, p): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.split('/').collect());
    t.len() == p.len() && t.iter().zip(&p).all(|(t, p)| t.starts_with('{') || t == p)
}

fn ask_sqlite(file: &std::path::Path, question: &str) -> Vec<Vec<String>> {
    let connection = rusqlite::Connection::open(file).unwrap();
    connection
        .busy_timeout(std::time::Duration::from_secs(5))
        .unwrap();
    // What the test changes beside the product need not wait for the disk.
    connection
        .pragma_update(None, "synchronous", "OFF")
        .unwrap();
    let mut statement = connection.prepare(question).unwrap();
    let columns = statement.column_count();
    if columns == 0 {
        statement.execute([]).unwrap();
        return Vec::new();
    }
    let text = |value: rusqlite::types::Value| match value {
        rusqlite::types::Value::Null => String::new(),
        rusqlite::types::Value::Integer(n) => n.to_string(),
        rusqlite::types::Value::Real(n) => n.to_string(),
        rusqlite::types::Value::Text(text) => text,
        rusqlite::types::Value::Blob(_) => "?".to_owned(),
    };
    let rows = statement.query_map([], |row| {
        (0..columns).map(|i| Ok(text(row.get(i)?))).collect()
    });
    rows.unwrap().map(Result::unwrap).collect()
}

fn ask_postgres(url: &str, question: &str) -> Vec<Vec<String>> {
    let mut client = ::postgres::Client::connect(url, ::postgres::NoTls).unwrap();
    let messages = client.simple_query(question).unwrap();
    let row = |message| match message {
        ::postgres::SimpleQueryMessage::Row(row) => Some(
            (0..row.len())
                .map(|i| row.get(i).unwrap_or("").to_owned())
                .collect(),
        ),
        _ => None,
    };
    messages.into_iter().filter_map(row).collect()
}

/// Chance that is the same in every run.
fn seeded() -> impl Fn(&mut [u8]) + Send + Sync {
    let state = AtomicU64::new(1);
    move |bytes: &mut [u8]| {
        for byte in bytes {
            let n = state.fetch_add(0x9e37_79b9_7f4a_7c15, Relaxed);
            *byte = ((n ^ (n >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 40) as u8;
        }
    }
}

/// Registration of a birth: due the same day, with a published process of five steps.
pub const BIRTH: &str = "1.001193";
/// Marriage at the border: three days, the generic process.
pub const MARRIAGE: &str = "1.000094";
/// Certified copies: done while the citizen waits.
pub const COPIES: &str = "2.000815";

/// The least that is taken in.
pub fn request(procedure: &str, name: &str) -> IntakeRequest {
    IntakeRequest {
        procedure: procedure.to_owned(),
        applicant: Party {
            name: name.to_owned(),
            identity: "001185000123".to_owned(),
            phone: "0912 345 678".to_owned(),
            address: "Thôn Mẫu, xã Minh Hòa".to_owned(),
            ..Party::default()
        },
        channel: "direct".to_owned(),
        ..IntakeRequest::default()
    }
}

/// A key for a draft or an act.
pub fn key() -> String {
    uuid::Uuid::now_v7().to_string()
}

pub async fn receive(desk: &Client, procedure: &str, name: &str) -> Received {
    desk.receive(&key(), &request(procedure, name))
        .await
        .unwrap()
}

/// Does `act` on the dossier as it is now.
pub async fn act(desk: &Client, code: &str, act: &str, note: &str) -> Result<Acted, Box<Problem>> {
    let version = desk.dossier(code).await?.line.version;
    desk.act(code, version, &key(), &order(act, note)).await
}

pub fn order(act: &str, note: &str) -> ActRequest {
    ActRequest {
        act: act.to_owned(),
        note: note.to_owned(),
        collector: (act == "return_result").then(anybody),
        ..ActRequest::default()
    }
}

/// Somebody who may collect whatever result, by authorisation.
pub fn anybody() -> CollectorLine {
    CollectorLine {
        name: "Người Nhận Thay".to_owned(),
        identity: "001090000009".to_owned(),
        authorisation: "Giấy ủy quyền ngày 01/8/2025".to_owned(),
    }
}
