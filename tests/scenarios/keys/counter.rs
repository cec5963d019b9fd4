//! A desk at which a scenario presses key by key. Every step waits for what the screen shows.

use super::listener::Listener;
use super::screen::{self, Sight};
use super::seat::{At, Seat};
use super::take_role;
use crate::counter::{DeskOf, Step, bytes_of};
use crate::desk::Desk;
use crate::office::{MACHINE, Office};
use crate::people::Person;
use crate::talk::Talk;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long a screen may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(40);
/// How long a key may bring nothing before it is pressed again, where a scenario says so.
const DEAF: Duration = Duration::from_secs(1);
/// After Esc the screen changes, or the key was refused: no byte may follow at once.
const AFTER_ESC: Duration = Duration::from_millis(200);

/// The desk and whoever sits at it.
pub struct Counter {
    seat: Seat,
    home: PathBuf,
    base: String,
    person: Person,
    of: DeskOf,
    counted: usize,
    /// Line by line: the last text led on to the next field.
    led_on: bool,
}

impl Counter {
    /// The desk of `person`, before a screen or line by line.
    pub fn open(
        home: PathBuf,
        office: &Office,
        person: Person,
        of: DeskOf,
        by_lines: bool,
    ) -> Self {
        std::fs::create_dir_all(&home).unwrap();
        let base = office.base().to_owned();
        let mut counter = Self {
            seat: Seat::new(start(&home, &base, person, &of, by_lines)),
            home,
            base,
            person,
            of,
            counted: 0,
            led_on: false,
        };
        counter.wait_for_the_desk();
        if person.grant > 0 {
            take_role(&mut counter.seat, office, person.officer, person.grant);
        }
        counter
    }

    fn wait_for_the_desk(&self) {
        let At::Screen(desk) = &self.seat.at else {
            let known = |sight: &Sight| (sight.is(screen::HOME) && sight.has(" (")).then_some(());
            return self.seat.until("the desk", known);
        };
        desk.until("the desk", |desk| {
            let screen = desk.screen();
            screen.contains(screen::HOME)
                && screen.contains("Máy chủ: thông")
                && screen.contains(" (")
        });
    }

    /// Without a screen: how one listens here.
    fn listener(&mut self) -> Option<Listener<'_>> {
        match &mut self.seat.at {
            At::Screen(_) => None,
            At::Lines(talk) => Some(Listener {
                talk,
                led_on: &mut self.led_on,
            }),
        }
    }

    /// Keys that count; lines are not counted.
    pub fn counted(&self) -> usize {
        self.counted
    }

    pub fn steps(&mut self, steps: &[Step], code: &str) -> Result<(), String> {
        steps.iter().try_for_each(|step| {
            self.step(step, code)
                .map_err(|why| format!("{step:?}: {why}\n{}", self.seat.said()))
        })
    }

    fn step(&mut self, step: &Step, code: &str) -> Result<(), String> {
        if *step == Step::Killed {
            self.killed();
            return Ok(());
        }
        if let Some(mut listener) = self.listener() {
            return listener.step(step, code);
        }
        match step {
            Step::Press(key, times, until) => self.press(key, *times, until.as_deref(), code),
            Step::Type(text, free) => {
                let text = put(text, code);
                if *free {
                    return self.write(&text);
                }
                self.counted += text.chars().count();
                self.seat.press(&text);
                Ok(())
            }
            Step::Scan(text) => {
                self.seat.press(&format!("{}\r", put(text, code)));
                Ok(())
            }
            Step::Paste(text) => {
                self.seat
                    .press(&format!("\x1b[200~{}\x1b[201~", put(text, code)));
                Ok(())
            }
            Step::Sees(text, wanted) => self.sees(text, *wanted, code),
            Step::Reach(label) => self.reach(label),
            Step::Resize(columns, rows) => {
                self.seat.desk_mut().resize(*columns, *rows);
                Ok(())
            }
            Step::Killed => Ok(()),
            Step::CountAnew => {
                self.counted = 0;
                Ok(())
            }
        }
    }

    /// The program ends without a word and is started again.
    fn killed(&mut self) {
        self.seat.kill();
        let by_lines = !self.seat.has_screen();
        let at = start(&self.home, &self.base, self.person, &self.of, by_lines);
        self.seat = Seat::new(at);
        self.led_on = false;
        self.wait_for_the_desk();
    }

    /// Free text; a question is deaf to letters typed before it was read, so they may be typed again.
    fn write(&mut self, text: &str) -> Result<(), String> {
        for _ in 0..10 {
            self.seat.press(text);
            if self.wait(DEAF, |desk| desk.screen().contains(text)) {
                return Ok(());
            }
            self.seat.press("\x15");
        }
        Err(format!("“{text}” không vào ô nào"))
    }

    fn press(
        &mut self,
        key: &str,
        times: usize,
        until: Option<&str>,
        code: &str,
    ) -> Result<(), String> {
        let bytes = bytes_of(key)?;
        self.counted += times;
        if let Some(text) = until {
            return self.insist(&bytes, &put(text, code));
        }
        for _ in 0..times {
            let before = self.seat.desk().screen();
            self.seat.press(&bytes);
            if key == "Esc" {
                self.wait(AFTER_ESC, |desk| desk.screen() != before);
            }
        }
        Ok(())
    }

    fn insist(&mut self, bytes: &str, text: &str) -> Result<(), String> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            self.seat.press(bytes);
            if self.wait(DEAF, |desk| desk.screen().contains(text)) {
                return Ok(());
            }
        }
        Err(format!("không thấy “{text}”"))
    }

    fn wait(&self, patience: Duration, seen: impl Fn(&Desk) -> bool) -> bool {
        let start = Instant::now();
        loop {
            if seen(self.seat.desk()) {
                return true;
            }
            if start.elapsed() > patience {
                return false;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until the screen holds `text`, or holds it no more.
    pub fn sees(&mut self, text: &str, wanted: bool, code: &str) -> Result<(), String> {
        if let Some(mut listener) = self.listener() {
            return listener.hears(text, wanted, code);
        }
        let text = put(text, code);
        match self.wait(PATIENCE, |desk| desk.screen().contains(&text) == wanted) {
            true => Ok(()),
            false if wanted => Err(format!(
                "không thấy “{text}”:\n{}",
                self.seat.desk().screen()
            )),
            false => Err(format!("vẫn còn “{text}”:\n{}", self.seat.desk().screen())),
        }
    }

    /// Waits until the field `label` has the focus.
    pub fn is_in(&mut self, label: &str) -> Result<(), String> {
        if let Some(mut listener) = self.listener() {
            return listener.is_in(label);
        }
        match self.wait(PATIENCE, |desk| has_focus(&desk.screen(), label)) {
            true => Ok(()),
            false => Err(format!(
                "con trỏ không ở “{label}”:\n{}",
                self.seat.desk().screen()
            )),
        }
    }

    /// Tab until the field `label` has the focus.
    fn reach(&mut self, label: &str) -> Result<(), String> {
        for _ in 0..60 {
            let before = self.seat.desk().screen();
            if has_focus(&before, label) {
                return Ok(());
            }
            self.seat.press("\t");
            self.wait(DEAF, |desk| desk.screen() != before);
        }
        Err("không có ô đó".to_owned())
    }
}

fn start(home: &Path, base: &str, person: Person, of: &DeskOf, by_lines: bool) -> At {
    let mut arguments = vec!["desk", "--server", base, "--officer", person.officer];
    arguments.extend(of.arguments.iter().map(String::as_str));
    let mut variables = vec![("MOTCUA_TOKEN", MACHINE)];
    variables.extend(of.variables.iter().map(|(n, v)| (n.as_str(), v.as_str())));
    if by_lines {
        arguments.push("--linear");
        return At::Lines(Talk::start(home, &arguments, &variables));
    }
    At::Screen(Desk::start_in(home, of.size, &arguments, &variables))
}

fn has_focus(screen: &str, label: &str) -> bool {
    let focus = Sight::new(screen).focus();
    focus.is_some_and(|focus| focus.label == label)
}

/// `{mã}` is the code of the last dossier, `{đuôi}` its last digits.
pub fn put(text: &str, code: &str) -> String {
    let tail = code.rsplit(['-', '.']).next().unwrap_or(code);
    text.replace("{mã}", code).replace("{đuôi}", tail)
}
