//! The real program in a pseudo-terminal: what it leaves behind when it is told to stop, killed, or
//! started where it cannot run.

#[path = "common/desk.rs"]
mod desk;
#[path = "common/postgres.rs"]
mod postgres;
#[path = "terminal/chance.rs"]
mod chance;
#[path = "terminal/console.rs"]
mod console;
#[path = "terminal/dialects.rs"]
mod dialects;
#[path = "terminal/scans.rs"]
mod scans;

use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::process::Command;

use desk::{Desk, keys};

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
        Self::start_with(home, &["--database", database])
    }

    fn start_with(home: &Path, arguments: &[&str]) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_motcua"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
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
            } else if path.extension().is_some_and(|x| x == "json" || x == "part") {
                found.push(path);
            }
        }
    }
    found
}

fn some_draft_holds(home: &Path, text: &str) -> bool {
    // A part that is not whole yet is no draft.
    let held = |path: &PathBuf| {
        let draft = std::fs::read_to_string(path).unwrap_or_default();
        serde_json::from_str::<serde_json::Value>(&draft).is_ok() && draft.contains(text)
    };
    drafts(home).iter().any(held)
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[test]
fn a_desk_at_a_server_has_one_heap_for_all_its_threads() {
    let home = tempfile::tempdir().expect("home");
    let mut server = Server::start_with(home.path(), &[]);
    let address = server.address();
    let desk = Desk::start_with(home.path(), (80, 24), &["desk", "--server", &address]);
    desk.until_text("Máy chủ: thông");
    let about = |what: &str| std::fs::read(format!("/proc/{}/{what}", desk.process())).expect(what);
    let environment = String::from_utf8_lossy(&about("environ")).into_owned();
    assert!(environment.contains("MALLOC_ARENA_MAX=1"), "{environment}");
    let command = String::from_utf8_lossy(&about("cmdline")).into_owned();
    assert!(
        command.ends_with(&format!("desk\0--server\0{address}\0")),
        "{command}"
    );
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

#[cfg(unix)]
#[test]
fn a_reader_on_a_serial_line_fills_the_applicant_without_a_key() {
    let home = tempfile::tempdir().unwrap();
    let line = portable_pty::native_pty_system()
        .openpty(portable_pty::PtySize::default())
        .unwrap();
    let device = line.master.tty_name().unwrap();
    let mut reader = line.master.take_writer().unwrap();
    let mut desk = Desk::start_with(
        home.path(),
        (80, 24),
        &["--scanner", device.to_str().unwrap()],
    );
    desk.open_intake("2.000815");
    desk.until_text("Tên giấy tờ*");
    let card = "001190000045||Nguyễn Thị Ví Dụ|01021990|Nữ|Thôn 1, Xã Minh Họa|15062021\r";
    std::io::Write::write_all(&mut reader, card.as_bytes()).unwrap();
    desk.until_text("Nguyễn Thị Ví Dụ");
    desk.until_text("01/02/1990");
    desk.press(keys::ESC);
    desk.until_text("BÀN LÀM VIỆC");
    std::io::Write::write_all(&mut reader, b"000.00.00.H62-261121-9999\r").unwrap();
    desk.until_text("MC-1004");
}
