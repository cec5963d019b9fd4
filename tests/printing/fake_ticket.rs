//! A ticket printer on a port of its own: keeps the dots it was sent, and answers about its paper.

use motcua::print::Dots;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

#[derive(Default)]
pub struct Mood {
    /// No paper on the roll.
    pub no_paper: bool,
    /// The cover is open.
    pub open: bool,
    /// The knife is stuck.
    pub stuck: bool,
    /// It never answers.
    pub dumb: bool,
    /// The line breaks after so many bytes.
    pub breaks_after: Option<usize>,
    /// The roll ends after so many tickets.
    pub ends_after: Option<usize>,
    /// Tickets that were cut, as dots.
    pub tickets: Vec<Dots>,
}

pub struct FakeTicket {
    pub port: u16,
    pub mood: Arc<Mutex<Mood>>,
}

impl FakeTicket {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let mood = Arc::new(Mutex::new(Mood::default()));
        let shared = mood.clone();
        tokio::spawn(async move {
            while let Ok((line, _)) = listener.accept().await {
                tokio::spawn(talk(line, shared.clone()));
            }
        });
        Self { port, mood }
    }

    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }
}

async fn talk(mut line: TcpStream, mood: Arc<Mutex<Mood>>) {
    let mut bytes: Vec<u8> = Vec::new();
    let mut read = 0;
    let mut rows: Vec<u8> = Vec::new();
    let mut part = [0; 8 << 10];
    loop {
        let Ok(n) = line.read(&mut part).await else {
            return;
        };
        if n == 0 {
            return;
        }
        bytes.extend_from_slice(&part[..n]);
        read += n;
        if mood
            .lock()
            .unwrap()
            .breaks_after
            .is_some_and(|most| read > most)
        {
            return;
        }
        loop {
            let (used, answer) = obey(&bytes, &mut rows, &mood);
            if let Some(answer) = answer
                && !mood.lock().unwrap().dumb
                && line.write_all(&[answer]).await.is_err()
            {
                return;
            }
            if used == 0 {
                break;
            }
            bytes.drain(..used);
        }
    }
}

/// One command from the front: how many bytes it took (0 when it is not whole), and what it answers.
fn obey(bytes: &[u8], rows: &mut Vec<u8>, mood: &Mutex<Mood>) -> (usize, Option<u8>) {
    let mut mood = mood.lock().unwrap();
    match bytes {
        [0x10, 0x04, which, ..] => {
            let always = 0x12;
            let answer = match which {
                1 => always | if mood.open || mood.stuck { 0x08 } else { 0 },
                2 => {
                    let open = if mood.open { 0x04 } else { 0 };
                    let stuck = if mood.stuck { 0x40 } else { 0 };
                    always | open | stuck
                }
                3 => always | if mood.stuck { 0x08 } else { 0 },
                4 => always | if mood.no_paper { 0x60 } else { 0 },
                other => panic!("DLE EOT {other}"),
            };
            (3, Some(answer))
        }
        [0x1b, 0x40, ..] => (2, None),
        [0x1d, 0x76, 0x30, 0, xl, xh, yl, yh, rest @ ..] => {
            let stride = usize::from(*xl) + 256 * usize::from(*xh);
            let count = usize::from(*yl) + 256 * usize::from(*yh);
            assert!(stride == 72 && count > 0, "{stride} × {count}");
            if rest.len() < stride * count {
                return (0, None);
            }
            rows.extend_from_slice(&rest[..stride * count]);
            (8 + stride * count, None)
        }
        [0x1b, 0x64, _, ..] => (3, None),
        [0x1d, 0x56, 66, _, ..] => {
            if mood.ends_after == Some(mood.tickets.len()) {
                mood.no_paper = true;
            }
            if !mood.no_paper {
                mood.tickets.push(Dots::of_rows(576, std::mem::take(rows)));
            }
            (4, None)
        }
        [0x1d, 0x72, 1, ..] => (3, Some(if mood.no_paper { 0x0c } else { 0 })),
        [] | [0x10 | 0x1b | 0x1d, ..] if bytes.len() < 8 => (0, None),
        other => panic!("not a command: {:02x?}", &other[..other.len().min(12)]),
    }
}
