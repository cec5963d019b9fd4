//! The real program in a pseudo-terminal: keys in, screens out. Whoever sits here follows what the screen
//! shows and waits for it, never for a time.

#![allow(dead_code)]

use std::io::{Read, Write};
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

pub use portable_pty::CommandBuilder;
use portable_pty::{Child, MasterPty, PtySize, native_pty_system};

/// How long anything may take on a busy machine before the test gives up.
pub const PATIENCE: Duration = Duration::from_secs(90);

/// A program on a pseudo-terminal, and everything it wrote.
pub struct Desk {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    written: Arc<Mutex<Written>>,
    pressed: usize,
    modes_before: String,
}

/// What the program wrote: the bytes, and the screen they make.
struct Written {
    bytes: Vec<u8>,
    screen: vt100::Parser,
}

impl Desk {
    pub fn start(home: &Path, size: (u16, u16)) -> Self {
        Self::start_with(home, size, &[])
    }

    pub fn start_with(home: &Path, size: (u16, u16), arguments: &[&str]) -> Self {
        Self::start_in(home, size, arguments, &[])
    }

    /// With these variables in its environment.
    pub fn start_in(
        home: &Path,
        size: (u16, u16),
        arguments: &[&str],
        variables: &[(&str, &str)],
    ) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_motcua"));
        command.args(arguments);
        command.env("MOTCUA_DATA", home.join("data"));
        command.env("HOME", home);
        command.env("TERM", "xterm-256color");
        for (name, value) in variables {
            command.env(name, value);
        }
        Self::run(command, size)
    }

    /// Any program, with the terminal it is to think of as its own.
    pub fn run(command: CommandBuilder, size: (u16, u16)) -> Self {
        let (columns, rows) = size;
        let pair = native_pty_system()
            .openpty(PtySize {
                rows,
                cols: columns,
                pixel_width: 0,
                pixel_height: 0,
            })
            .expect("pty");
        let modes_before = format!("{:?}", pair.master.get_termios());
        let child = pair.slave.spawn_command(command).expect("start");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("reader");
        let keys = pair.master.take_writer().expect("writer");
        let written = Arc::new(Mutex::new(Written {
            bytes: Vec::new(),
            screen: vt100::Parser::new(
                rows.try_into().expect("rows"),
                columns.try_into().expect("columns"),
                0,
            ),
        }));
        let sink = written.clone();
        std::thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                let mut sink = sink.lock().expect("lock");
                sink.bytes.extend_from_slice(&buffer[..count]);
                sink.screen.process(&buffer[..count]);
            }
        });
        Self {
            child,
            master: pair.master,
            keys,
            written,
            pressed: 0,
            modes_before,
        }
    }

    pub fn press(&mut self, keys: &str) {
        self.pressed += count(keys);
        self.keys.write_all(keys.as_bytes()).expect("write");
        self.keys.flush().expect("flush");
    }

    /// How many keys were pressed so far.
    pub fn pressed(&self) -> usize {
        self.pressed
    }

    /// The modes of the terminal: raw while the program draws, as before once it has left.
    pub fn modes(&self) -> String {
        format!("{:?}", self.master.get_termios())
    }

    /// The same before the program was started.
    pub fn modes_before(&self) -> String {
        self.modes_before.clone()
    }

    /// Whether the program has ended.
    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().expect("wait").is_some()
    }

    /// Bytes as they are, counted as no keys.
    pub fn send(&mut self, bytes: &[u8]) {
        // A program that has just left reads no more.
        let _ = self.keys.write_all(bytes).and_then(|()| self.keys.flush());
    }

    /// Kills at once, as a power cut does, and waits. `Child::kill` of the pseudo-terminal would hang up
    /// first, and a desk keeps its draft when it hears that.
    pub fn kill(&mut self) {
        if !self.has_ended() {
            self.signal("-KILL");
        }
        self.wait();
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.written.lock().expect("lock").bytes.clone()
    }

    pub fn screen(&self) -> String {
        let written = self.written.lock().expect("lock");
        written.screen.screen().contents()
    }

    /// The terminal becomes `columns` × `rows`.
    pub fn resize(&self, columns: u16, rows: u16) {
        let mut written = self.written.lock().expect("lock");
        written.screen.screen_mut().set_size(
            rows.try_into().expect("rows"),
            columns.try_into().expect("columns"),
        );
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        self.master.resize(size).expect("resize");
    }

    pub fn until(&self, what: &str, seen: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !seen(self) {
            assert!(
                start.elapsed() < PATIENCE,
                "never {what}:\n{}",
                self.screen()
            );
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub fn until_text(&self, text: &str) {
        self.until(text, |desk| desk.screen().contains(text));
    }

    /// Presses a key and waits for what it brings.
    pub fn brings(&mut self, keys: &str, text: &str) {
        self.press(keys);
        self.until_text(text);
    }

    /// Presses a key until it brings something: money is deaf to a key pressed before it was seen.
    pub fn insists(&mut self, keys: &str, text: &str) {
        let start = Instant::now();
        while !self.screen().contains(text) {
            assert!(
                start.elapsed() < PATIENCE,
                "never {text}:\n{}",
                self.screen()
            );
            self.press(keys);
            let pressed = Instant::now();
            while !self.screen().contains(text) && pressed.elapsed() < Duration::from_secs(2) {
                std::thread::sleep(Duration::from_millis(20));
            }
        }
    }

    /// Goes on as the officer of this name and role: F10, “Đổi cán bộ”, the number beside the name.
    pub fn sit_down(&mut self, officer: &str) {
        self.brings(keys::F10, "Lọc:");
        self.brings("doi can bo", "►1 Đổi cán bộ");
        self.brings("\r", officer);
        let screen = self.screen();
        let row = screen.lines().find(|line| line.contains(officer));
        let number = row.map(|row| row.trim_start_matches(['►', ' ']));
        let digit = number.and_then(|n| n.chars().next()).expect("a number");
        let name = officer.split(" – ").next().expect("a name");
        self.brings(&digit.to_string(), &format!("Đang làm việc: {name}"));
    }

    /// Opens the only dossier of a list of the desk, by the number of the list.
    /// The lists of an officer come with an answer: a key for one waits until it stands there.
    pub fn open_only(&mut self, list: &str, code: &str) {
        self.until_text(list);
        let number = list.split(' ').next().expect("a number");
        self.brings(number, &format!("►{list} "));
        self.until_text(&format!("► {code}"));
        self.brings("\r", "1 Thông tin");
        self.until_text("Chủ hồ sơ");
    }

    /// The number of the process.
    pub fn process(&self) -> u32 {
        self.child.process_id().expect("running")
    }

    pub fn signal(&self, name: &str) {
        let pid = self.process().to_string();
        assert!(
            Command::new("kill")
                .args([name, &pid])
                .status()
                .expect("kill")
                .success()
        );
    }

    /// Presses a key until the program ends.
    pub fn insists_end(&mut self, keys: &str) {
        let start = Instant::now();
        while !self.has_ended() {
            assert!(
                start.elapsed() < PATIENCE,
                "never ended:\n{}",
                self.screen()
            );
            self.send(keys.as_bytes());
            std::thread::sleep(Duration::from_millis(400));
        }
    }

    pub fn wait(&mut self) {
        let start = Instant::now();
        while self.child.try_wait().expect("wait").is_none() {
            assert!(
                start.elapsed() < PATIENCE,
                "never ended:\n{}",
                self.screen()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Opens the intake of the first procedure that answers to these words.
    pub fn open_intake(&mut self, words: &str) {
        self.until_text("BÀN LÀM VIỆC");
        self.until_text("Máy chủ: thông");
        self.press("\x1bOQ");
        self.until_text("/2");
        self.press(words);
        self.until_text(words);
        self.press("\r");
        self.until_text("Họ tên chủ hồ sơ");
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = &self.master;
    }
}

/// Keys of `keys`: a letter is one, and so is what a function key sends.
fn count(keys: &str) -> usize {
    let mut count = 0;
    let mut rest = keys.chars();
    while let Some(letter) = rest.next() {
        count += 1;
        if letter == '\x1b' {
            match rest.next() {
                Some('[') => drop(rest.find(|c: &char| c.is_ascii_alphabetic() || *c == '~')),
                Some('O') => drop(rest.next()),
                _ => {}
            }
        }
    }
    count
}

/// What a terminal sends for keys that are not letters.
pub mod keys {
    pub const F2: &str = "\x1bOQ";
    pub const F3: &str = "\x1bOR";
    pub const F5: &str = "\x1b[15~";
    pub const F6: &str = "\x1b[17~";
    pub const F7: &str = "\x1b[18~";
    pub const F8: &str = "\x1b[19~";
    pub const F9: &str = "\x1b[20~";
    pub const F10: &str = "\x1b[21~";
    pub const ESC: &str = "\x1b";
    pub const ENTER: &str = "\r";
    pub const TAB: &str = "\t";
    pub const UP: &str = "\x1b[A";
    pub const DOWN: &str = "\x1b[B";
    pub const RIGHT: &str = "\x1b[C";
    pub const LEFT: &str = "\x1b[D";
    pub const DELETE: &str = "\x1b[3~";
    pub const CTRL_U: &str = "\x15";
    pub const CTRL_Z: &str = "\x1a";
}
