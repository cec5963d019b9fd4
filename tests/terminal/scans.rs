//! Cards and slips read by a scanner at the real program: the right dossier opens or the right person is
//! filled in, everything else stays as it was, and no character stays in a field.
//!
//! `SCANS_AT_A_DESK=10000 DESKS=16 cargo test --test terminal scans_at_a_desk -- --nocapture` for the long
//! run. A reader types slowly beside a machine, so several desks scan side by side.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::desk::{Desk, keys};
use crate::drafts;

#[path = "../common/chance.rs"]
mod chance;

use chance::{Random, times};

/// Scans between two starts of the program.
const BATCH: u64 = 24;
/// How long a scan may take to show its effect on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);
/// The owners of the dossiers that are scanned.
const OWNERS: [&str; 6] = ["Một", "Hai", "Ba", "Bốn", "Năm", "Sáu"];
/// Certified copies: a short form with every kind of field, a choice and papers.
const PROCEDURE: &str = "2.000815";

/// What the clerk looks at when a slip is scanned, and the keys that lead there from the desk.
const PLACES: [(&str, &str, &str); 8] = [
    ("desk", "", "BÀN LÀM VIỆC"),
    ("filtered desk", "vi du", "vi du"),
    ("find", "\x1bORvi du", "“vi du”"),
    ("chooser", "\x1bOQchung thuc", "[chung thuc"),
    ("returning", "\x1b[19~", "TRẢ KẾT QUẢ"),
    ("returning, begun", "\x1b[19~H62", "[H62"),
    ("dossier", "\r", "1 Thông tin"),
    ("trail", "\r3", "►3 Lưu vết"),
];

#[test]
fn scans_at_a_desk_leave_nothing_behind() {
    let (count, desks) = (times("SCANS_AT_A_DESK", 48), times("DESKS", 2));
    let seed = Random::new().seed();
    let hands: Vec<_> = (0..desks)
        .map(|number| std::thread::spawn(move || scan_on(count / desks, Random::of(seed, number))))
        .collect();
    let (mut scans, mut wrong) = (0, Vec::new());
    for hand in hands {
        let (done, faults) = hand.join().expect("a desk");
        scans += done;
        wrong.extend(faults);
    }
    println!("{scans} scans at {desks} desks, {} wrong", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// One desk and what is scanned there; answers how many scans and what went wrong.
fn scan_on(count: u64, mut chance: Random) -> (u64, Vec<String>) {
    let home = tempfile::tempdir().expect("home");
    let slips: Vec<Slip> = OWNERS.map(|owner| receive(home.path(), owner)).into();
    let (mut done, mut wrong) = (0, Vec::new());
    while done < count {
        for draft in drafts(home.path()) {
            let _ = std::fs::remove_file(draft);
        }
        let mut counter = Counter {
            desk: Desk::start(home.path(), (80, 24)),
            home: home.path(),
            slips: &slips,
            chance: &mut chance,
            longest_gap: Duration::ZERO,
        };
        if let Err(why) = counter.batch(BATCH.min(count - done), &mut done) {
            let gap = counter.longest_gap.as_millis();
            wrong.push(format!("{why}\nlongest gap as sent: {gap} ms"));
        }
    }
    (done, wrong)
}

/// A dossier and the name of its owner.
struct Slip {
    code: String,
    owner: String,
}

fn receive(home: &Path, owner: &str) -> Slip {
    let owner = format!("Nguyễn Ví Dụ {owner}");
    let mut child = Command::new(env!("CARGO_BIN_EXE_motcua"))
        .args(["receive", "--json", "-"])
        .env("MOTCUA_DATA", home.join("data"))
        .env("HOME", home)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("receive");
    let request = format!(
        r#"{{"procedure":"1.001193","applicant":{{"name":"{owner}"}},"channel":"direct"}}"#
    );
    let mut input = child.stdin.take().expect("stdin");
    input.write_all(request.as_bytes()).expect("a request");
    drop(input);
    let output = child.wait_with_output().expect("an answer");
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).expect("json");
    let code = said["dossier_code"].as_str().expect("a code").to_owned();
    Slip { code, owner }
}

/// A clerk with a reader.
struct Counter<'a> {
    desk: Desk,
    home: &'a Path,
    slips: &'a [Slip],
    chance: &'a mut Random,
    /// Between two characters of the newest scan: a busy machine may hold the reader's own thread back.
    longest_gap: Duration,
}

impl Counter<'_> {
    /// Half of the scans on all screens, half in an intake.
    fn batch(&mut self, count: u64, done: &mut u64) -> Result<(), String> {
        self.wait("the desk", |desk| {
            desk.screen().contains("Máy chủ: thông") && desk.screen().contains("H62")
        })?;
        for _ in 0..count / 2 {
            *done += 1;
            let place = PLACES[self.chance.below(PLACES.len() as u64) as usize];
            self.slip_on(place)?;
        }
        self.open_form()?;
        for _ in count / 2..count {
            *done += 1;
            if self.chance.below(4) == 0 {
                self.slip_in_a_form()?;
            } else {
                self.card_in_a_form()?;
            }
        }
        Ok(())
    }

    fn slip_on(&mut self, (name, way, seen): (&str, &str, &str)) -> Result<(), String> {
        self.desk.press(way);
        self.wait(name, |desk| {
            let screen = desk.screen();
            screen.contains(seen) && !screen.to_lowercase().contains("đang tải")
        })?;
        let before = self.still();
        let writing = !matches!(name, "desk" | "dossier" | "trail");
        if name.starts_with("returning") {
            let code = self.scan_slip(writing);
            self.wait(&format!("{code} on {name}"), |desk| {
                desk.screen().contains(&format!("[{code} "))
            })?;
        } else {
            self.slip(writing, name)?;
            self.back_to(&before, name)?;
        }
        self.home()
    }

    fn slip_in_a_form(&mut self) -> Result<(), String> {
        let tabs = self.chance.below(14) as usize;
        self.desk.press(&"\t".repeat(tabs));
        let before = self.still();
        self.slip(true, "a form")?;
        self.back_to(&before, "a form")
    }

    /// Scans a slip and waits for its dossier.
    fn slip(&mut self, writing: bool, place: &str) -> Result<(), String> {
        let code = self.scan_slip(writing);
        let slip = self.slips.iter().find(|s| s.code == code);
        let owner = &slip.expect("a slip").owner;
        let opened = |desk: &Desk| {
            let screen = desk.screen();
            let row = |line: &str| line.contains("Chủ hồ sơ  ") && line.trim_end().ends_with(owner);
            screen.contains(&code) && screen.lines().any(row)
        };
        self.wait(&format!("{code} of {owner} from {place}"), opened)
    }

    /// Scans one of the slips, its bar code or its QR.
    fn scan_slip(&mut self, writing: bool) -> String {
        let slip = self.chance.below(self.slips.len() as u64) as usize;
        let code = self.slips[slip].code.clone();
        let qr = self.chance.below(2) == 0;
        let text = if qr {
            format!("{code}|7BCF3GHK9LMN2PQR")
        } else {
            code.clone()
        };
        // A bare code that is pasted where a clerk writes is text, and meant so.
        let may_paste = qr || !writing;
        self.scan(&text, may_paste);
        code
    }

    fn card_in_a_form(&mut self) -> Result<(), String> {
        let tabs = self.chance.below(14) as usize;
        self.desk.press(&"\t".repeat(tabs));
        let mut before = self.settled(Duration::from_millis(700))?;
        if self.chance.below(4) == 0 {
            // Something stands in the field already; a hand needs a moment to take the card.
            self.desk.press("dở");
            std::thread::sleep(Duration::from_millis(900));
            if self.still().contains("┌─") {
                // A long text is typed in a box of its own, and scans are for the form.
                self.desk.press(keys::F9);
                self.still();
            }
            before = self.settled(Duration::from_secs(2))?;
        }
        let number = format!("0011900{:05}", self.chance.below(100_000));
        let name = format!("Trần Thị Thẻ {}", &number[7..]);
        let house = 1 + self.chance.below(90);
        let address = format!("Thôn {house}, Xã Minh Họa");
        let card = format!("{number}||{name}|01021990|Nữ|{address}|15062021");
        let at = self.desk.screen();
        self.scan(&card, true);
        let mut wanted = before;
        for (part, text) in [
            ("identity", number.as_str()),
            ("name", &name),
            ("born", "01/02/1990"),
            ("address", &address),
        ] {
            wanted.insert(format!("owner_{part}"), text.to_owned());
        }
        let begun = Instant::now();
        loop {
            let now = self.draft()?;
            if now == wanted && self.desk.screen().contains(&name) {
                return Ok(());
            }
            if begun.elapsed() > PATIENCE {
                let screen = self.desk.screen();
                return Err(format!(
                    "{card}: {now:#?} is not {wanted:#?}\nfrom\n{at}\nto\n{screen}"
                ));
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// An intake with a telephone number, kept as a draft.
    fn open_form(&mut self) -> Result<(), String> {
        self.desk.press(keys::F2);
        self.wait("the chooser", |desk| desk.screen().contains("/2"))?;
        self.desk.press(PROCEDURE);
        self.wait("the procedure", |desk| {
            desk.screen().contains(&format!("►{PROCEDURE}"))
        })?;
        self.desk.press("\r");
        self.wait("the form", |desk| {
            let screen = desk.screen();
            screen.contains("Tên giấy tờ*") && screen.contains("không cần giấy hẹn")
        })?;
        while !self.desk.screen().contains("►Điện thoại") {
            let before = self.desk.screen();
            self.desk.press("\t");
            self.wait("the next row", |desk| desk.screen() != before)?;
        }
        self.desk.press("0912000111");
        self.wait("a draft", |_| {
            crate::some_draft_holds(self.home, "0912000111")
        })
    }

    /// What a reader sends, in one of the ways readers and terminals have.
    fn scan(&mut self, text: &str, may_paste: bool) {
        self.longest_gap = Duration::ZERO;
        match self.chance.below(10) {
            0 if may_paste => self
                .desk
                .send(format!("\x1b[200~{text}\x1b[201~").as_bytes()),
            1 if may_paste => self
                .desk
                .send(format!("\x1b[200~{text}\r\x1b[201~").as_bytes()),
            2 => self.desk.send(format!("{text}\r").as_bytes()),
            _ => {
                let pace = 5 + self.chance.below(36);
                let mut sent = Instant::now();
                for letter in text.chars().chain(['\r']) {
                    let mut bytes = [0; 4];
                    self.desk.send(letter.encode_utf8(&mut bytes).as_bytes());
                    self.longest_gap = self.longest_gap.max(sent.elapsed());
                    sent = Instant::now();
                    let more = self.chance.below(1 + (40 - pace).min(4));
                    std::thread::sleep(Duration::from_millis(pace + more));
                }
            }
        }
    }

    /// What the draft on the disk holds, once it is there.
    fn draft(&self) -> Result<BTreeMap<String, String>, String> {
        let read = || {
            // A part that was just written stands beside what was kept before.
            let files = drafts(self.home);
            let whole = files.iter().filter_map(|path| {
                let text = std::fs::read(path).ok()?;
                serde_json::from_slice::<serde_json::Value>(&text).ok()
            });
            let draft = whole.max_by_key(|draft| draft["kept_at"].to_string())?;
            let intake = &draft["intake"];
            let pair = |pair: &serde_json::Value| {
                Some((pair[0].as_str()?.to_owned(), pair[1].as_str()?.to_owned()))
            };
            let mut held: BTreeMap<String, String> = intake["values"]
                .as_array()?
                .iter()
                .filter_map(pair)
                .collect();
            for part in ["papers", "fees", "case", "limit", "reason"] {
                held.insert(part.to_owned(), intake[part].to_string());
            }
            Some(held)
        };
        let begun = Instant::now();
        loop {
            match read() {
                Some(held) => return Ok(held),
                None if begun.elapsed() > PATIENCE => return Err("no draft".to_owned()),
                None => std::thread::sleep(Duration::from_millis(5)),
            }
        }
    }

    /// The draft, once nothing more was written to it for so long.
    fn settled(&self, quiet: Duration) -> Result<BTreeMap<String, String>, String> {
        let (mut held, mut since) = (self.draft()?, Instant::now());
        while since.elapsed() < quiet {
            std::thread::sleep(Duration::from_millis(20));
            let now = self.draft()?;
            if now != held {
                (held, since) = (now, Instant::now());
            }
        }
        Ok(held)
    }

    /// The body of the screen, once it stays as it is.
    fn still(&self) -> String {
        let mut before = body(&self.desk);
        loop {
            std::thread::sleep(Duration::from_millis(120));
            let now = body(&self.desk);
            if now == before {
                return now;
            }
            before = now;
        }
    }

    /// Leaves the dossier; what was below must be as it was.
    fn back_to(&mut self, before: &str, place: &str) -> Result<(), String> {
        self.desk.press(keys::ESC);
        // A field that something was typed into is judged again when it is left: only then its mark returns.
        let unmarked = |body: &str| body.replace(" !", "");
        let as_before = |desk: &Desk| unmarked(&body(desk)) == unmarked(before);
        self.wait(&format!("{place} as it was:\n{before}\n"), as_before)
    }

    fn home(&mut self) -> Result<(), String> {
        let is_home = |desk: &Desk| {
            let screen = desk.screen();
            let title = screen.lines().next().unwrap_or_default().to_owned();
            title.contains("BÀN LÀM VIỆC") && !screen.contains("vi du")
        };
        for _ in 0..6 {
            if is_home(&self.desk) {
                return Ok(());
            }
            let before = body(&self.desk);
            let filtered = before.contains("Lọc: vi du");
            self.desk
                .press(if filtered { keys::CTRL_U } else { keys::ESC });
            self.wait("one back", |desk| is_home(desk) || body(desk) != before)?;
        }
        Err(format!("never home:\n{}", self.desk.screen()))
    }

    fn wait(&self, what: &str, seen: impl Fn(&Desk) -> bool) -> Result<(), String> {
        let begun = Instant::now();
        while !seen(&self.desk) {
            if begun.elapsed() > PATIENCE {
                return Err(format!("never {what}:\n{}", self.desk.screen()));
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }
}

/// What stands between the title and the status line.
fn body(desk: &Desk) -> String {
    let screen = desk.screen();
    let rows: Vec<&str> = screen.lines().skip(2).take(18).map(str::trim_end).collect();
    rows.join("\n")
}
