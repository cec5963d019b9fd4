//! A private PostgreSQL for tests: one cluster per test process, a fresh database per test.
//!
//! - `MOTCUA_TEST_PG=postgres://…` names a server to use instead (a superuser on it).
//! - `MOTCUA_REQUIRE_PG=1` makes a missing PostgreSQL a failure instead of a skip.
//!
//! The cluster dies with the test process, however that ends: a watching shell waits for the end of a
//! pipe that only this process holds open, then stops the server and removes the folder.
//!
//! ```ignore
//! let Some(database) = postgres::database() else { return };
//! let store = open_postgres(database.url(), &STEPS)?;
//! ```

#![allow(dead_code)]

use postgres::{Client, NoTls};
use std::{
    fs, io,
    net::TcpListener,
    os::unix::{fs::MetadataExt, process::CommandExt},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
};

/// A fresh, empty database; dropped with this value.
pub struct Database {
    server: &'static str,
    name: String,
    url: String,
}

/// A fresh database, or `None` (and a line `SKIPPED …`) when there is no PostgreSQL.
pub fn database() -> Option<Database> {
    let server = match server() {
        Ok(server) => server,
        Err(why) if std::env::var_os("MOTCUA_REQUIRE_PG").is_some() => {
            panic!("PostgreSQL is required: {why}")
        }
        Err(why) => {
            eprintln!("SKIPPED PostgreSQL part: {why}");
            return None;
        }
    };
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let name = format!("t{}_{}", std::process::id(), NEXT.fetch_add(1, Relaxed));
    admin(server)
        .batch_execute(&format!("CREATE DATABASE {name} TEMPLATE template0"))
        .unwrap();
    Some(Database {
        server,
        url: with_database(server, &name),
        name,
    })
}

impl Database {
    /// `postgres://user@host:port/name`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A connection beside the store under test.
    pub fn connect(&self) -> Client {
        Client::connect(&self.url, NoTls).unwrap()
    }

    /// Cuts every connection to this database, as a restart of the server would; returns how many.
    pub fn cut_connections(&self) -> usize {
        let ask = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1";
        admin(self.server).query(ask, &[&self.name]).unwrap().len()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        let _ = Client::connect(self.server, NoTls).and_then(|mut it| it.batch_execute(&drop));
    }
}

fn admin(server: &str) -> Client {
    Client::connect(server, NoTls).unwrap()
}

fn with_database(server: &str, name: &str) -> String {
    let (address, options) = server.split_once('?').map_or((server, ""), |(a, o)| (a, o));
    let host_at = address.find("://").map_or(0, |at| at + 3);
    let host_end = address[host_at..]
        .find('/')
        .map_or(address.len(), |at| host_at + at);
    let question = if options.is_empty() { "" } else { "?" };
    format!("{}/{name}{question}{options}", &address[..host_end])
}

/// The address of the server for this process, started once.
fn server() -> Result<&'static str, &'static str> {
    static SERVER: OnceLock<Result<String, String>> = OnceLock::new();
    let found = SERVER.get_or_init(|| match std::env::var("MOTCUA_TEST_PG") {
        Ok(url) => Ok(url),
        Err(_) => start_cluster(),
    });
    found.as_deref().map_err(String::as_str)
}

fn start_cluster() -> Result<String, String> {
    let programs =
        programs().ok_or("no /usr/lib/postgresql/*/bin/initdb (package postgresql-15)")?;
    let folder = std::env::temp_dir().join(format!("motcua-pg-{}", std::process::id()));
    let said = |error: io::Error| format!("{}: {error}", folder.display());
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir(&folder).map_err(said)?;
    if is_root() {
        run(Command::new("chown").arg("postgres").arg(&folder))?;
    }
    watch(&programs, &folder).map_err(said)?;
    let data = folder.join("data");
    run(as_owner(programs.join("initdb"))
        .arg("-D")
        .arg(&data)
        .args([
            "-U",
            "postgres",
            "-A",
            "trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ]))?;
    // Between finding a free port and using it another program may take it.
    let mut last = String::new();
    for _ in 0..5 {
        let port = free_port().map_err(said)?;
        match start(&programs, &folder, port) {
            Ok(()) => return Ok(format!("postgres://postgres@127.0.0.1:{port}/postgres")),
            Err(why) => last = why,
        }
    }
    Err(last)
}

fn start(programs: &Path, folder: &Path, port: u16) -> Result<(), String> {
    // The tests kill our own process, never the server: it need not wait for the disk.
    let durable = if std::env::var_os("MOTCUA_TEST_PG_DURABLE").is_some() {
        "on"
    } else {
        "off"
    };
    let options = format!(
        "-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={} \
         -c max_connections=200 -c shared_buffers=64MB -c fsync={durable} -c full_page_writes={durable}",
        folder.display()
    );
    run(as_owner(programs.join("pg_ctl"))
        .arg("-D")
        .arg(folder.join("data"))
        .arg("-l")
        .arg(folder.join("log"))
        .arg("-o")
        .arg(options)
        .args(["-w", "-t", "60", "start"]))
}

/// Starts the shell that cleans up when this process is gone.
fn watch(programs: &Path, folder: &Path) -> io::Result<()> {
    static WATCHER: OnceLock<Child> = OnceLock::new();
    let clean = r#"cat >/dev/null
        "$@" -D "$FOLDER/data" -m immediate -w stop >/dev/null 2>&1
        rm -rf "$FOLDER""#;
    let stop = as_owner(programs.join("pg_ctl"));
    let watcher = Command::new("/bin/sh")
        .args(["-c", clean, "sh"])
        .arg(stop.get_program())
        .args(stop.get_args())
        .env("FOLDER", folder)
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()?;
    // Kept for the life of the process: its pipe must close at the very end only.
    let _ = WATCHER.set(watcher);
    Ok(())
}

/// PostgreSQL refuses to run as root.
fn as_owner(program: PathBuf) -> Command {
    let mut command = Command::new(if is_root() {
        Path::new("runuser")
    } else {
        &program
    });
    if is_root() {
        command.args(["-u", "postgres", "--"]).arg(&program);
    }
    command
}

fn run(command: &mut Command) -> Result<(), String> {
    // Output to files: a server that inherits a pipe would keep its reader waiting.
    let out = tempfile::tempfile().and_then(|file| Ok((file.try_clone()?, file)));
    let (out, mut seen) = out.map_err(|error| error.to_string())?;
    let also = out.try_clone().map_err(|error| error.to_string())?;
    let status = command
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(out)
        .stderr(also)
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{command:?}: {status}\n{}", text_of(&mut seen))),
        Err(error) => Err(format!("{command:?}: {error}")),
    }
}

fn text_of(file: &mut fs::File) -> String {
    use io::{Read, Seek};
    let mut text = String::new();
    let _ = file
        .rewind()
        .and_then(|()| file.read_to_string(&mut text).map(drop));
    text
}

fn programs() -> Option<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .filter(|bin| bin.join("initdb").exists() && bin.join("pg_ctl").exists())
        .collect();
    found.sort();
    found.pop()
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0)
}

fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
