//! The real program in a pseudo-terminal: what it leaves behind when it is told to stop, killed, or
//! started where it cannot run.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long anything may take on a busy machine before the test gives up.
const PATIENCE: Duration = Duration::from_secs(90);

/// A program on a pseudo-terminal, and everything it wrote.
struct Desk {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    written: Arc<Mutex<Vec<u8>>>,
    size: (u16, u16),
}

impl Desk {
    fn start(home: &Path, size: (u16, u16)) -> Self {
        let (columns, rows) = size;
        let pair = native_pty_system()
            .openpty(PtySize {
                rows,
                cols: columns,
                pixel_width: 0,
                pixel_height: 0,
            })
            .expect("pty");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_motcua"));
        command.env("MOTCUA_DATA", home.join("data"));
        command.env("HOME", home);
        command.env("TERM", "xterm-256color");
        let child = pair.slave.spawn_command(command).expect("start");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("reader");
        let keys = pair.master.take_writer().expect("writer");
        let written = Arc::new(Mutex::new(Vec::new()));
        let sink = written.clone();
        std::thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                sink.lock()
                    .expect("lock")
                    .extend_from_slice(&buffer[..count]);
            }
        });
        Self {
            child,
            master: pair.master,
            keys,
            written,
            size,
        }
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("write");
        self.keys.flush().expect("flush");
    }

    fn bytes(&self) -> Vec<u8> {
        self.written.lock().expect("lock").clone()
    }

    fn screen(&self) -> String {
        let mut parser = vt100::Parser::new(
            self.size.1.try_into().expect("rows"),
            self.size.0.try_into().expect("columns"),
            0,
        );
        parser.process(&self.bytes());
        parser.screen().contents()
    }

    fn until(&self, what: &str, seen: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !seen(self) {
            assert!(
                start.elapsed() < PATIENCE,
                "never {what}:\n{}",
                self.screen()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn until_text(&self, text: &str) {
        self.until(text, |desk| desk.screen().contains(text));
    }

    fn signal(&self, name: &str) {
        let pid = self.child.process_id().expect("running").to_string();
        assert!(
            Command::new("kill")
                .args([name, &pid])
                .status()
                .expect("kill")
                .success()
        );
    }

    fn wait(&mut self) {
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
    fn open_intake(&mut self, words: &str) {
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

fn drafts(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|x| x == "json") {
                found.push(path);
            }
        }
    }
    found
}

fn some_draft_holds(home: &Path, text: &str) -> bool {
    let held = |path: &PathBuf| std::fs::read_to_string(path).is_ok_and(|t| t.contains(text));
    drafts(home).iter().any(held)
}

#[test]
fn a_killed_desk_offers_the_draft_again() {
    let home = tempfile::tempdir().expect("home");
    let mut desk = Desk::start(home.path(), (80, 24));
    desk.open_intake("khai sinh");
    desk.press("079090000045\rTrần Thị Nháp");
    desk.until("on disk", |_| {
        some_draft_holds(home.path(), "Trần Thị Nháp")
    });
    desk.signal("-KILL");
    desk.wait();
    let mut again = Desk::start(home.path(), (80, 24));
    again.until_text("Bản nháp");
    assert!(
        again.screen().contains("Enter: mở, Del: bỏ"),
        "{}",
        again.screen()
    );
    again.press("\r");
    again.until_text("Trần Thị Nháp");
    // Told to stop: the terminal is given back and the draft is still there.
    again.press(" Hai");
    again.until_text("Nháp Hai");
    again.signal("-TERM");
    again.wait();
    let bytes = again.bytes();
    let end = String::from_utf8_lossy(&bytes[bytes.len().saturating_sub(64)..]).into_owned();
    assert!(
        end.contains("\x1b[?1049l") && end.contains("\x1b[?25h"),
        "{end:?}"
    );
    assert!(some_draft_holds(home.path(), "Trần Thị Nháp Hai"));
}

#[test]
fn hanging_up_keeps_the_draft_and_leaves() {
    let home = tempfile::tempdir().expect("home");
    let mut desk = Desk::start(home.path(), (120, 40));
    desk.open_intake("khai tu");
    desk.press("\tLê Văn Đứt");
    desk.until_text("Lê Văn Đứt");
    desk.signal("-HUP");
    desk.wait();
    assert!(some_draft_holds(home.path(), "Lê Văn Đứt"));
}

#[test]
fn where_it_cannot_run_it_says_so_in_one_sentence() {
    let home = tempfile::tempdir().expect("home");
    let output = Command::new(env!("CARGO_BIN_EXE_motcua"))
        .env("MOTCUA_DATA", home.path().join("data"))
        .output()
        .expect("run");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        !output.status.success() && said.starts_with("MC-9001 "),
        "{said}"
    );
    assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    let mut small = Desk::start(home.path(), (60, 20));
    small.wait();
    small.until_text("MC-9006");
    assert!(!home.path().join("data").exists(), "nothing was touched");
}
