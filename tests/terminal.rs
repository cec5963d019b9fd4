//! The real program in a pseudo-terminal: what it leaves behind when it is told to stop, killed, or
//! started where it cannot run.

#[path = "common/postgres.rs"]
mod postgres;

use std::io::{BufRead, Read, Write};
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
        Self::start_with(home, size, &[])
    }

    fn start_with(home: &Path, size: (u16, u16), arguments: &[&str]) -> Self {
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
        command.args(arguments);
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

    /// Presses a key and waits for what it brings.
    fn brings(&mut self, keys: &str, text: &str) {
        self.press(keys);
        self.until_text(text);
    }

    /// Presses a key until it brings something: money is deaf to a key pressed before it was seen.
    fn insists(&mut self, keys: &str, text: &str) {
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
    fn sit_down(&mut self, officer: &str) {
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
    fn open_only(&mut self, list: &str, code: &str) {
        self.until_text(list);
        let number = list.split(' ').next().expect("a number");
        self.brings(number, &format!("►{list} "));
        self.until_text(&format!("► {code}"));
        self.brings("\r", "1 Thông tin");
        self.until_text("Chủ hồ sơ");
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

/// What a terminal sends for the function keys of the story.
mod keys {
    pub const F6: &str = "\x1b[17~";
    pub const F7: &str = "\x1b[18~";
    pub const F8: &str = "\x1b[19~";
    pub const F9: &str = "\x1b[20~";
    pub const F10: &str = "\x1b[21~";
    pub const ESC: &str = "\x1b";
}

/// A dossier from receipt to the handed-over result, by keys only, at the desks of two officers.
fn whole_life(desk: &mut Desk, home: &Path) {
    desk.open_intake("2.000815");
    desk.until_text("Tên giấy tờ*");
    desk.press("\tTrần Thị Trọn Đời\r\t\t\t\t\t\t\t");
    desk.until_text("►Tên giấy tờ*");
    desk.brings("Căn cước", "Căn cước");
    desk.brings(keys::F9, "√ Đã cấp số");
    let code = code_on(&desk.screen());
    desk.brings(keys::F7, "GIẤY TIẾP NHẬN HỒ SƠ");
    desk.brings("\r", "Đã ghi giấy vào");
    has_slip(home, &code);
    desk.brings(keys::ESC, "√ Đã cấp số");
    assert!(
        desk.screen().contains("Đã ghi giấy vào"),
        "{}",
        desk.screen()
    );
    desk.brings(keys::ESC, "BÀN LÀM VIỆC");
    desk.open_only("1 Bàn của tôi", &code);
    desk.brings(keys::F6, "Xong: Chờ duyệt");
    desk.brings(keys::ESC, "BÀN LÀM VIỆC");
    desk.sit_down("Lê Quang Mẫu – Lãnh đạo đơn vị");
    desk.open_only("1 Hộp đến", &code);
    desk.until_text("F6 Nhận hồ sơ");
    desk.brings(keys::F6, "F6 Duyệt");
    desk.brings(keys::F6, "Xong: Chờ ký duyệt");
    desk.until_text("F6 Ký");
    desk.brings(keys::F6, "chờ trả kết quả");
    desk.brings(keys::ESC, "BÀN LÀM VIỆC");
    desk.sit_down("Nguyễn Thị Ví Dụ – Cán bộ một cửa");
    desk.open_only("8 Chờ trả", &code);
    desk.until_text("Chủ hồ sơ           Trần Thị Trọn Đời");
    // The fee of the copies first: without it nothing is handed over.
    desk.brings(keys::F10, "Lọc:");
    desk.brings("thu phi", "►1 Thu phí");
    desk.brings("\r", "THU PHÍ");
    desk.until_text("2.000");
    desk.insists("\r", "Đã thu");
    desk.brings(keys::ESC, "1 Thông tin");
    desk.until_text("F8 Trả kết quả");
    desk.brings(keys::F8, "Người nhận kết quả");
    desk.until_text("►Số giấy tờ*");
    desk.brings("001090000045", "001090000045");
    desk.brings(keys::F9, "Xong: Đã trả kết quả");
    desk.brings(keys::ESC, "Trần Thị Trọn Đời · Đã trả kết quả");
    desk.brings("3", "►3 Lưu vết");
}

fn code_on(screen: &str) -> String {
    let row = screen.lines().find(|line| line.contains("√ Đã cấp số"));
    let code = row.and_then(|row| row.split_whitespace().last());
    code.expect("the code").to_owned()
}

/// The slip of this dossier lies on the disk, and holds the code as text.
fn has_slip(home: &Path, code: &str) {
    let slip = std::fs::read_dir(home.join("data/printed"))
        .expect("the folder of papers")
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|x| x == "pdf"))
        .expect("a slip");
    let name = slip.file_name().expect("name").to_string_lossy();
    assert!(name.contains(code), "{name}");
    let output = Command::new("pdftotext").arg(&slip).arg("-").output();
    match output {
        Ok(output) => {
            let text = String::from_utf8_lossy(&output.stdout);
            assert!(text.contains(code), "{text}");
        }
        Err(why) => eprintln!("SKIPPED text of the slip: pdftotext: {why}"),
    }
}

#[test]
fn the_whole_life_of_a_dossier_by_keys_only() {
    let home = tempfile::tempdir().expect("home");
    let mut desk = Desk::start(home.path(), (80, 24));
    whole_life(&mut desk, home.path());
}

#[test]
fn the_same_life_at_a_server_with_postgresql() {
    let Some(database) = postgres::database() else {
        return;
    };
    let home = tempfile::tempdir().expect("home");
    let mut server = Server::start(home.path(), database.url());
    let address = server.address();
    let mut desk = Desk::start_with(home.path(), (120, 40), &["desk", "--server", &address]);
    whole_life(&mut desk, home.path());
}

/// Five dossiers of a procedure whose result waits for the registry after the signature, taken in by
/// the command for scripts.
fn receive_five(home: &Path) {
    let request = home.join("one.json");
    let json =
        r#"{"procedure":"1.001193","applicant":{"name":"Nguyễn Thị Ví Dụ"},"channel":"direct"}"#;
    std::fs::write(&request, json).expect("json");
    for _ in 0..5 {
        let output = Command::new(env!("CARGO_BIN_EXE_motcua"))
            .args(["receive", "--json"])
            .arg(&request)
            .env("MOTCUA_DATA", home.join("data"))
            .env("HOME", home)
            .output()
            .expect("receive");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{said}");
    }
}

#[test]
fn a_leader_signs_five_at_once_and_takes_them_back() {
    let home = tempfile::tempdir().expect("home");
    receive_five(home.path());
    let mut desk = Desk::start(home.path(), (80, 24));
    desk.until_text("Cần chuyển 5");
    // All five of the list, one question, five requests.
    let all_of_list = |desk: &mut Desk, list: &str, verb: &str| {
        desk.brings(list, &format!("►{list} "));
        desk.until_text("► H62");
        desk.brings("*", "Đã đánh dấu 5 hồ sơ.");
        desk.brings(keys::F6, &format!("{verb} 5 hồ sơ đã đánh dấu?"));
        desk.brings(keys::F9, &format!("{verb}: 5/5 hồ sơ xong."));
        desk.until_text("Ctrl+Z hoàn tác trong 30");
    };
    all_of_list(&mut desk, "4", "Chuyển tiếp");
    desk.brings(keys::ESC, "Cần chuyển 0");
    desk.sit_down("Trần Văn Minh Họa – Chuyên viên");
    // The chosen row alone needs no question; the rest are marked.
    all_of_list(&mut desk, "1", "Chuyển tiếp");
    desk.brings(keys::ESC, "BÀN LÀM VIỆC");
    all_of_list(&mut desk, "2", "Chuyển tiếp");
    desk.brings(keys::ESC, "BÀN LÀM VIỆC");
    desk.sit_down("Lê Quang Mẫu – Lãnh đạo đơn vị");
    desk.until_text("Chờ duyệt 5");
    all_of_list(&mut desk, "3", "Duyệt");
    desk.brings(keys::ESC, "Chờ ký 5");
    all_of_list(&mut desk, "4", "Ký");
    desk.brings(keys::ESC, "Chờ ký 0");
    desk.brings("\x1a", "Hoàn tác “Ký”: 5/5 hồ sơ xong.");
    desk.brings(keys::ESC, "Chờ ký 5");
}

/// `motcua serve`, stopped with this value.
struct Server(std::process::Child);

impl Server {
    fn start(home: &Path, database: &str) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_motcua"))
            .args(["serve", "--listen", "127.0.0.1:0", "--database", database])
            .env("MOTCUA_DATA", home.join("data"))
            .env("HOME", home)
            .stdout(std::process::Stdio::piped())
            .spawn();
        Self(child.expect("serve"))
    }

    /// The address, which it says once it listens.
    fn address(&mut self) -> String {
        let said = self.0.stdout.take().expect("stdout");
        let mut line = String::new();
        std::io::BufReader::new(said)
            .read_line(&mut line)
            .expect("a line");
        line.trim().to_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
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
