//! What the benchmarks share: an office in a folder, its server on a port, a client that keeps its
//! connection, and the middle of many times.

#![allow(dead_code)]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::time::{Duration, Instant};

use motcua::home::{StartOptions, open_app};
use motcua::usecases::App;

/// Secret of the servers of the benchmarks.
pub const TOKEN: &str = "bench-0123456789abcdef0123456789abcdef";

/// A number from the environment, or the usual one.
pub fn number(name: &str, usual: usize) -> usize {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(usual)
}

/// The demonstration office in `folder`, on PostgreSQL when an address is given.
pub fn office(folder: &Path, database: Option<&str>) -> App {
    let options = StartOptions {
        data: Some(folder.to_owned()),
        database: database.map(str::to_owned),
        clock: None,
    };
    open_app(&options).unwrap().0
}

/// Serves `app` on a port of its own with the settings of `motcua serve` until the program ends.
pub fn serve(app: App) -> SocketAddr {
    let (tell, hear) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            tell.send(listener.local_addr().unwrap()).unwrap();
            motcua::server::serve(listener, app, TOKEN.to_owned(), std::future::pending()).await
        })
    });
    hear.recv().unwrap()
}

/// A connection that is kept.
pub struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Client {
    pub fn to(server: SocketAddr) -> Self {
        let stream = TcpStream::connect(server).unwrap();
        stream.set_nodelay(true).unwrap();
        Self {
            stream,
            buffer: Vec::new(),
        }
    }

    /// The status and the body of `GET path`.
    pub fn get(&mut self, path: &str) -> (u16, &str) {
        let head =
            format!("GET {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {TOKEN}\r\n\r\n");
        self.call(head.as_bytes())
    }

    /// The status and the body of `POST path` with JSON.
    pub fn post(&mut self, path: &str, key: &str, body: &str) -> (u16, &str) {
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {TOKEN}\r\nIdempotency-Key: {key}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        self.call(request.as_bytes())
    }

    fn call(&mut self, request: &[u8]) -> (u16, &str) {
        self.stream.write_all(request).unwrap();
        self.buffer.clear();
        let mut part = [0; 65536];
        loop {
            let read = self.stream.read(&mut part).unwrap();
            assert!(read > 0, "the server hung up");
            self.buffer.extend_from_slice(&part[..read]);
            if let Some((status, body, length)) = head(&self.buffer)
                && self.buffer.len() >= body + length
            {
                return (status, std::str::from_utf8(&self.buffer[body..]).unwrap());
            }
        }
    }
}

/// Status, where the body begins and how long it is, once the head is there.
fn head(answer: &[u8]) -> Option<(u16, usize, usize)> {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&answer[..end])
        .ok()?
        .to_ascii_lowercase();
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    Some((
        status,
        end + 4,
        length.map_or(0, |text| text.parse().unwrap_or(0)),
    ))
}

/// Times of many runs, milliseconds.
pub struct Times(Vec<f64>);

impl Times {
    /// Times `work`, so often after a tenth of warming up.
    pub fn of(often: usize, mut work: impl FnMut(usize)) -> Self {
        (0..often / 10).for_each(&mut work);
        Self::from((0..often).map(|n| {
            let begun = Instant::now();
            work(n);
            begun.elapsed()
        }))
    }

    pub fn from(times: impl IntoIterator<Item = Duration>) -> Self {
        let mut times: Vec<f64> = times.into_iter().map(|t| t.as_secs_f64() * 1e3).collect();
        times.sort_by(f64::total_cmp);
        Self(times)
    }

    /// The time that `share` of the runs did not exceed.
    pub fn at(&self, share: f64) -> f64 {
        let last = self.0.len().saturating_sub(1);
        self.0
            .get((last as f64 * share).round() as usize)
            .copied()
            .unwrap_or(f64::NAN)
    }

    pub fn middle(&self) -> f64 {
        self.at(0.5)
    }
}

/// Memory that only this process holds, MiB; of another process by its number.
pub fn private_mib(process: Option<u32>) -> f64 {
    let who = process.map_or("self".to_owned(), |id| id.to_string());
    let text = std::fs::read_to_string(format!("/proc/{who}/smaps_rollup")).unwrap_or_default();
    let private = text.lines().filter(|line| line.starts_with("Private_"));
    let kib: f64 = private
        .filter_map(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok())
        .sum();
    kib / 1024.0
}
