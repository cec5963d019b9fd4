//! Cold start of the real binary: from its start on an empty and on a used data folder to the first
//! good answer, and its private memory. `cargo bench --bench start [-- TIMES]`.
//!
//! The floor of the same run is the same binary asked for its version: the cost of starting at all.

#![allow(missing_docs)]

#[path = "common.rs"]
mod common;

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use common::{Client, TOKEN, Times, private_mib};

const BINARY: &str = env!("CARGO_BIN_EXE_motcua");

fn main() {
    let often = std::env::args()
        .find_map(|arg| arg.parse().ok())
        .unwrap_or(10);
    let used = tempfile::tempdir().unwrap();
    let mut memory = Vec::new();
    let (mut bare, mut empty, mut again) = (Vec::new(), Vec::new(), Vec::new());
    first_answer(used.path());
    for _ in 0..often {
        bare.push(version());
        let fresh = tempfile::tempdir().unwrap();
        let (took, private) = first_answer(fresh.path());
        empty.push(took);
        memory.push(private);
        again.push(first_answer(used.path()).0);
    }
    let floor = Times::from(bare).middle();
    println!("{:26} {:>8} {:>7}", "milliseconds", "p50", "ratio");
    println!("{:26} {floor:8.2} {:7.2}", "motcua --version", 1.0);
    for (name, times) in [
        ("serve, empty folder", empty),
        ("serve, used folder", again),
    ] {
        let middle = Times::from(times).middle();
        println!("{name:26} {middle:8.2} {:7.2}", middle / floor);
    }
    memory.sort_by(f64::total_cmp);
    println!(
        "private memory after the first answer {:.1} MiB",
        memory[memory.len() / 2]
    );
}

fn version() -> Duration {
    let begun = Instant::now();
    let done = Command::new(BINARY)
        .arg("--version")
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(done.success());
    begun.elapsed()
}

/// How long until the server answers, and its private memory then, MiB.
fn first_answer(folder: &Path) -> (Duration, f64) {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let begun = Instant::now();
    let mut server = Command::new(BINARY)
        .args(["serve", "--listen", &port.to_string(), "--data"])
        .arg(folder)
        .env("MOTCUA_TOKEN", TOKEN)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    while std::net::TcpStream::connect(port).is_err() {
        std::thread::sleep(Duration::from_micros(200));
    }
    let (status, _) = Client::to(port).get("/api/health");
    let took = begun.elapsed();
    assert_eq!(status, 200);
    let private = private_mib(Some(server.id()));
    stop(&mut server);
    (took, private)
}

fn stop(server: &mut Child) {
    drop(server.kill());
    drop(server.wait());
}
