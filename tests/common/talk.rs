//! The real program without a screen, at the two ends of a pipe: lines in, lines out. A line is given when the
//! program asks for one, so nobody waits for a time.

#![allow(dead_code)]

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How long an answer may take on a busy machine before the test gives up.
const PATIENCE: Duration = Duration::from_secs(90);
/// What the program writes before each line it reads.
const PROMPT: &str = "> ";

/// A program that is talked to, and everything it wrote.
pub struct Talk {
    child: Child,
    lines: Option<ChildStdin>,
    written: Arc<Mutex<Vec<u8>>>,
    given: usize,
    pressed: usize,
}

impl Talk {
    /// Starts `motcua` with these arguments and variables, and waits until it asks.
    pub fn start(home: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_motcua"));
        command.args(arguments);
        command.env("MOTCUA_DATA", home.join("data"));
        command.env("HOME", home);
        command.envs(variables.iter().copied());
        Self::run(command)
    }

    /// Starts this command, and waits until it asks.
    pub fn run(mut command: Command) -> Self {
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("start");
        let mut out = child.stdout.take().expect("stdout");
        let lines = child.stdin.take();
        let written = Arc::new(Mutex::new(Vec::new()));
        let sink = written.clone();
        std::thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(count @ 1..) = out.read(&mut buffer) {
                sink.lock()
                    .expect("lock")
                    .extend_from_slice(&buffer[..count]);
            }
        });
        let talk = Self {
            child,
            lines,
            written,
            given: 0,
            pressed: 0,
        };
        talk.until_asked();
        talk
    }

    /// Gives a line and waits until the program asks for the next one.
    pub fn say(&mut self, line: &str) {
        self.give(line);
        self.until_asked();
    }

    /// Gives a line; the program may end on it.
    pub fn give(&mut self, line: &str) {
        let lines = self.lines.as_mut().expect("open");
        lines
            .write_all(format!("{line}\n").as_bytes())
            .expect("write");
        lines.flush().expect("flush");
        self.given += 1;
        self.pressed += line.chars().count() + 1;
    }

    /// No more lines; waits for the end.
    pub fn hang_up(&mut self) {
        self.lines = None;
        self.wait();
    }

    pub fn wait(&mut self) {
        let start = Instant::now();
        while self.child.try_wait().expect("wait").is_none() {
            assert!(start.elapsed() < PATIENCE, "never ended:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    pub fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args([name, &pid]).status();
        assert!(sent.expect("kill").success());
    }

    /// How many letters were typed so far, Enter being one.
    pub fn pressed(&self) -> usize {
        self.pressed
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.written.lock().expect("lock").clone()
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes()).into_owned()
    }

    fn until_asked(&self) {
        let start = Instant::now();
        loop {
            let text = self.text();
            let asked = text.lines().filter(|line| line.starts_with(PROMPT)).count();
            if asked > self.given && text.ends_with(PROMPT) {
                return;
            }
            assert!(start.elapsed() < PATIENCE, "never asked:\n{text}");
            std::thread::sleep(Duration::from_millis(3));
        }
    }
}

impl Drop for Talk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
