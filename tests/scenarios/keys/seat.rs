//! One person at one desk: finding things, menus, fields. Every step waits for what the screen shows.

use super::heard::Heard;
use super::screen::{self, Entry, Focus, Sight};
use super::{Hindered, Try, hindered};
use crate::desk::{Desk, keys};
use crate::talk::Talk;
use motcua::text::fold;
use std::time::{Duration, Instant};

/// How long a key may bring nothing before it is pressed again.
const DEAF: Duration = Duration::from_secs(2);

/// Between two looks at the same field.
const GLANCE: Duration = Duration::from_millis(15);
/// Lines that are shown of what was said, when something went wrong.
const LAST_SAID: usize = 60;

/// How a person works.
pub enum At {
    /// Before a screen.
    Screen(Desk),
    /// Line by line.
    Lines(Talk),
}

/// A person at a desk.
pub struct Seat {
    pub at: At,
    /// What was written into the field in focus and not given yet, line by line.
    pending: Option<String>,
}

impl Seat {
    pub fn new(at: At) -> Self {
        Self { at, pending: None }
    }

    pub fn has_screen(&self) -> bool {
        matches!(self.at, At::Screen(_))
    }

    /// The desk of a person before a screen.
    pub fn desk(&self) -> &Desk {
        match &self.at {
            At::Screen(desk) => desk,
            At::Lines(_) => panic!("works line by line"),
        }
    }

    /// The same, to change.
    pub fn desk_mut(&mut self) -> &mut Desk {
        match &mut self.at {
            At::Screen(desk) => desk,
            At::Lines(_) => panic!("works line by line"),
        }
    }

    /// What is on the screen, or what was said last.
    pub fn said(&self) -> String {
        match &self.at {
            At::Screen(desk) => desk.screen(),
            At::Lines(talk) => {
                let text = talk.text();
                let lines: Vec<&str> = text.lines().collect();
                lines[lines.len().saturating_sub(LAST_SAID)..].join("\n")
            }
        }
    }

    /// Ends the program without a word.
    pub fn kill(&mut self) {
        match &mut self.at {
            At::Screen(desk) => desk.kill(),
            At::Lines(talk) => talk.kill(),
        }
    }

    /// How many keys were pressed so far.
    pub fn pressed(&self) -> usize {
        match &self.at {
            At::Screen(desk) => desk.pressed(),
            At::Lines(talk) => talk.pressed(),
        }
    }

    pub fn see(&self) -> Sight {
        match &self.at {
            At::Screen(desk) => Sight::new(&desk.screen()),
            At::Lines(talk) => Sight::Heard(Heard::read(&talk.text())),
        }
    }

    /// Waits until something is seen.
    pub fn until<T>(&self, what: &str, seen: impl Fn(&Sight) -> Option<T>) -> T {
        let desk = match &self.at {
            At::Screen(desk) => desk,
            // It asked for a line: whatever there is to hear was said.
            At::Lines(talk) => {
                let found = seen(&self.see());
                return found.unwrap_or_else(|| panic!("never {what}:\n{}", talk.text()));
            }
        };
        let found = std::cell::RefCell::new(None);
        desk.until(what, |_| {
            *found.borrow_mut() = seen(&self.see());
            found.borrow().is_some()
        });
        found.into_inner().unwrap_or_else(|| unreachable!())
    }

    pub fn until_is(&self, title: &str) {
        self.until(title, |sight| sight.is(title).then_some(()));
    }

    /// Keys, or the line that means them.
    pub fn press(&mut self, keys: &str) {
        self.give_pending();
        match &mut self.at {
            At::Screen(desk) => desk.press(keys),
            At::Lines(talk) => talk.say(line_of(keys)),
        }
    }

    fn give_pending(&mut self) {
        if let (Some(line), At::Lines(talk)) = (self.pending.take(), &mut self.at) {
            talk.say(&line);
        }
    }

    /// Presses `key` until something is seen: questions are deaf to keys pressed before they were read.
    pub fn insist<T>(&mut self, key: &str, what: &str, seen: impl Fn(&Sight) -> Option<T>) -> T {
        let start = Instant::now();
        if !self.has_screen() {
            self.press(key);
            return self.until(what, seen);
        }
        loop {
            self.press(key);
            let pressed = Instant::now();
            while pressed.elapsed() < DEAF {
                if let Some(found) = seen(&self.see()) {
                    return found;
                }
                std::thread::sleep(Duration::from_millis(5));
            }
            let late = start.elapsed() > crate::desk::PATIENCE;
            assert!(!late, "never {what}:\n{}", self.see().text());
        }
    }

    /// Back to the lists, screen by screen.
    pub fn home(&mut self) {
        loop {
            let before = self.see();
            if before.is(screen::HOME) {
                return;
            }
            self.insist(keys::ESC, "back", |now| (*now != before).then_some(()));
        }
    }

    /// F3, the last digits of the code, Enter: the dossier as it stands now. The search looks where a
    /// dossier was received; the slip of one that came from elsewhere is scanned.
    pub fn open(&mut self, code: &str) -> Try<()> {
        let tail = code.rsplit(['-', '.']).next().unwrap_or(code).to_owned();
        self.home();
        self.press(keys::F3);
        self.until_is(screen::FIND);
        if !self.has_screen() {
            self.open_by_line(&tail, code);
        } else if self.search(&tail, code) {
            while !self.see().chosen(code) {
                let before = self.see();
                self.press(keys::DOWN);
                self.until("the next row", |now| (*now != before).then_some(()));
            }
            self.press(keys::ENTER);
        } else {
            self.home();
            // A machine that stops in the middle of a scan has it scanned again.
            let scan = format!("{}{code}{}", keys::CTRL_U, keys::ENTER);
            self.insist(&scan, "a scan", |sight| {
                sight.is(screen::DOSSIER).then_some(())
            });
        }
        self.until("the dossier", |sight| match sight.is(screen::DOSSIER) {
            true if sight.has("Chủ hồ sơ ") => Some(Ok(())),
            true => hindered(sight).map(Err),
            false => None,
        })
    }

    /// The same without a screen: a search is a line, a row its number, and a scan a line too.
    fn open_by_line(&mut self, tail: &str, code: &str) {
        self.press(tail);
        if self.see().is(screen::DOSSIER) {
            return;
        }
        match self.see().place(code) {
            Some(number) => self.press(&number.to_string()),
            None => {
                self.home();
                self.press(code);
            }
        }
    }

    /// Types `words` and waits for their answer: whether `code` is among the rows.
    fn search(&mut self, words: &str, code: &str) -> bool {
        self.press(words);
        let asked = format!("“{words}”");
        let sight = self.until("the answer", |sight| {
            sight.has(&asked).then(|| sight.clone())
        });
        let mut rows = sight.rows()[4..20].iter();
        !sight.has("Không thấy hồ sơ nào") && rows.any(|row| row.contains(code))
    }

    /// Begins what is called `label` here: by its key when the bottom line names it, otherwise by F10.
    pub fn begin(&mut self, label: &str) -> Try<()> {
        for (key, pressed) in [("F6", keys::F6), ("F8", keys::F8)] {
            if self.see().legend(key) == Some(label) {
                self.press(pressed);
                return Ok(());
            }
        }
        self.choose(label)
    }

    /// F10 and the entry `label`; not offered: why.
    pub fn choose(&mut self, label: &str) -> Try<()> {
        self.press(keys::F10);
        self.until("the menu", |sight| {
            (sight.is(screen::MENU) && !sight.menu().is_empty()).then_some(())
        });
        // F2 takes in another dossier, whatever an act of this one is called.
        let of_label = |entry: &Entry| entry.label == label && entry.key != "F2";
        if !self.has_screen() {
            return self.choose_by_line(label, of_label);
        }
        let at_once = self.see().menu().into_iter().find(of_label);
        if let Some(Entry {
            digit: Some(digit),
            free: true,
            ..
        }) = at_once
        {
            self.press(&digit.to_string());
            return Ok(());
        }
        let words = fold(label);
        self.press(&words);
        let typed = format!("Lọc: {words} ");
        let entries = self.until("the filter", |sight| {
            sight.has(&typed).then(|| sight.menu())
        });
        let Some(place) = entries.iter().position(of_label) else {
            return Err(Hindered::NotOffered("không có trong F10".to_owned()));
        };
        for _ in 0..place {
            let before = self.see();
            self.press(keys::DOWN);
            self.until("the next line", |now| (*now != before).then_some(()));
        }
        if !entries[place].free {
            let why = self.see().menu_foot();
            return Err(Hindered::NotOffered(why));
        }
        self.press(keys::ENTER);
        Ok(())
    }

    /// The same without a screen: the words narrow the list, the number chooses.
    fn choose_by_line(&mut self, label: &str, of_label: impl Fn(&Entry) -> bool) -> Try<()> {
        self.press(label);
        let Sight::Heard(heard) = self.see() else {
            unreachable!("no screen")
        };
        let found = heard
            .menu()
            .into_iter()
            .find(|(_, entry, _)| of_label(entry));
        match found {
            None => Err(Hindered::NotOffered("không có trong F10".to_owned())),
            Some((_, Entry { free: false, .. }, why)) => Err(Hindered::NotOffered(why)),
            Some((number, ..)) => {
                self.press(&number.to_string());
                Ok(())
            }
        }
    }

    /// The row of the form that has the focus, read twice: half a picture may have come.
    pub fn focus(&self) -> Focus {
        loop {
            let focus = self.until("a field", Sight::focus);
            if !self.has_screen() {
                return focus;
            }
            std::thread::sleep(GLANCE);
            if self.see().focus().as_ref() == Some(&focus) {
                return focus;
            }
        }
    }

    /// One row down; false on the last.
    pub fn next(&mut self, last: &[&str]) -> bool {
        let before = self.focus();
        if last.contains(&before.label.as_str()) {
            return false;
        }
        if !self.has_screen() {
            return self.next_by_line(&before);
        }
        self.press(keys::TAB);
        let (row, label) = (before.row, before.label);
        self.until("the next row", |sight| {
            let now = sight.focus()?;
            (now.row != row || now.label != label).then_some(())
        });
        true
    }

    /// Whether rows follow the one in focus; without a screen nobody knows before going there.
    pub fn goes_on_below(&self) -> bool {
        !self.has_screen() || self.see().is_below(&self.focus())
    }

    /// One row up; false on the first.
    pub fn back(&mut self) -> bool {
        let before = self.focus();
        if !self.see().is_above(&before) {
            return false;
        }
        self.press(keys::UP);
        let (row, label) = (before.row, before.label);
        self.until("the row above", |sight| {
            let now = sight.focus()?;
            (now.row != row || now.label != label).then_some(())
        });
        true
    }

    /// The same without a screen: a text leads on by itself.
    fn next_by_line(&mut self, before: &Focus) -> bool {
        match self.pending.is_some() {
            true => self.give_pending(),
            false => self.press(keys::DOWN),
        }
        let now = self.focus();
        now.row != before.row || now.label != before.label
    }

    /// Puts `text` into the field in focus.
    pub fn write(&mut self, text: &str, listed: bool) {
        if !self.has_screen() {
            let special = text.is_empty() || text.starts_with(['=', '#', ':', '/', '>', '*', '?']);
            let mark = if special { "=" } else { "" };
            self.pending = Some(format!("{mark}{text}"));
            return;
        }
        if listed {
            self.until("the values", |sight| sight.focus()?.listed.then_some(()));
        }
        if !self.focus().value.is_empty() {
            self.press(keys::CTRL_U);
            self.until("an empty field", |sight| {
                sight.focus()?.value.is_empty().then_some(())
            });
        }
        if text.is_empty() {
            return;
        }
        self.press(text);
        let tail = end_of(text);
        self.until("the text", |sight| {
            sight.focus()?.value.ends_with(&tail).then_some(())
        });
    }

    /// Counts papers in the row in focus: originals, certified copies, photocopies.
    pub fn count(&mut self, counts: [u32; 3]) {
        if !self.has_screen() {
            let counts = counts.map(|count| count.to_string());
            self.pending = Some(counts.join(" "));
            return;
        }
        self.press(&keys::LEFT.repeat(2));
        for (column, count) in counts.into_iter().enumerate() {
            self.press(keys::DELETE);
            if count > 0 {
                self.press(&count.to_string());
            }
            if column < 2 {
                self.press(keys::RIGHT);
            }
        }
        let row = self.focus().row;
        let shown = counts.map(|n| format!("[{n:>3}]"));
        self.until("the counts", |sight| {
            let line = sight.rows().get(row)?;
            let cells: Vec<&str> = line.match_indices('[').map(|(at, _)| &line[at..]).collect();
            let fits = cells.len() == 3 && cells.iter().zip(&shown).all(|(c, s)| c.starts_with(s));
            fits.then_some(())
        });
    }
}

/// What of `text` a field shows for certain.
pub fn end_of(text: &str) -> String {
    let letters: Vec<char> = text.trim_end().chars().collect();
    let from = letters.len().saturating_sub(6);
    letters[from..]
        .iter()
        .collect::<String>()
        .trim_start()
        .to_owned()
}

/// The line that means these keys.
fn line_of(keys: &str) -> &str {
    match keys {
        keys::F2 => ":2",
        keys::F3 => ":3",
        keys::F5 => ":5",
        keys::F6 => ":6",
        keys::F7 => ":7",
        keys::F8 => ":8",
        keys::F9 => ":9",
        keys::F10 => ":10",
        keys::ESC => "..",
        keys::CTRL_Z => ":ctrl+z",
        keys::UP => "-",
        keys::DOWN | keys::TAB => "+",
        text => text.trim_end_matches('\r'),
    }
}
