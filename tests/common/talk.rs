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
    /// Prompts that were there before the last line; it also says things by itself and asks again.
    asked: usize,
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
            asked: 0,
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
        self.asked = asked(&self.text());
        let lines = self.lines.as_mut().expect("open");
        lines
            .write_all(format!("{line}\n").as_bytes())
            .expect("write");
        lines.flush().expect("flush");
        self.pressed += line.chars().count() + 1;
    }

    /// No more lines; waits for the end.
    pub fn hang_up(&mut self) {
        self.close();
        self.wait();
    }

    pub fn wait(&mut self) {
        self.ended();
    }

    /// Waits for the end; answers the exit status, none after a kill.
    pub fn ended(&mut self) -> Option<i32> {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("wait") {
                return status.code();
            }
            assert!(start.elapsed() < PATIENCE, "never ended:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// No more lines.
    pub fn close(&mut self) {
        self.lines = None;
    }

    /// Waits until this was said, and a line is asked for.
    pub fn until_asked_after(&self, words: &str, patience: Duration) {
        self.until_patiently(words, patience);
        let start = Instant::now();
        while !self.text().ends_with(PROMPT) {
            assert!(start.elapsed() < PATIENCE, "never asked:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(3));
        }
    }

    /// Waits until this was said.
    pub fn until(&self, words: &str) {
        self.until_patiently(words, PATIENCE);
    }

    /// The same, where the program itself waits.
    pub fn until_patiently(&self, words: &str, patience: Duration) {
        let start = Instant::now();
        while !self.text().contains(words) {
            assert!(
                start.elapsed() < patience,
                "never {words}:\n{}",
                self.text()
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Kills and waits.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        self.wait();
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
            if asked(&text) > self.asked && text.ends_with(PROMPT) {
                return;
            }
            assert!(start.elapsed() < PATIENCE, "never asked:\n{text}");
            std::thread::sleep(Duration::from_millis(3));
        }
    }
}

/// How often it asked for a line.
fn asked(text: &str) -> usize {
    text.lines().filter(|line| line.starts_with(PROMPT)).count()
}

impl Drop for Talk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
