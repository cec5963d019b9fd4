//! The same scenarios by pressing keys in the real program: everybody sits at a desk of their own, at
//! 80×24, or without a screen, before the server of the scenario's office. What has no place on a screen is a failure.

mod acts;
mod correct;
mod heard;
mod counter;
mod intake;
mod listener;
mod run;
mod screen;
mod seat;

pub use acts::seen_version;

use crate::counter::DeskOf;
use crate::desk::{Desk, keys};
use crate::language::{Deed, Doing, Intake};
use crate::office::{MACHINE, Office};
use crate::people::Person;
use crate::talk::Talk;
pub use counter::Counter;
use motcua::wire::{ActRequest, IntakeRequest};
use screen::Sight;
use seat::{At, Seat};
use std::collections::BTreeMap;

/// Why a line was not done by keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hindered {
    /// The server refused: its code, and the message on the screen.
    Refused(String, String),
    /// The screen did not take what was typed and asked nobody: its message.
    Stopped(String),
    /// The screen does not offer it: what it says about that.
    NotOffered(String),
    /// No screen has a place for what the line says.
    NoScreen(String),
}

pub type Try<T> = Result<T, Hindered>;

/// What a deed by keys brought.
#[derive(Debug, Default)]
pub struct Brought {
    /// Code on the screen, after a receipt.
    pub code: Option<String>,
}

/// A line to be played.
pub struct Order<'a> {
    pub doing: &'a Doing,
    /// The dossier of the scenario.
    pub code: Option<&'a str>,
    /// What an intake holds.
    pub intake: &'a IntakeRequest,
    /// What an act says.
    pub act: Option<ActRequest>,
    /// Title of the form to print.
    pub form: &'a str,
    /// The line says that it is refused: nothing is filled in for it.
    pub bare: bool,
}

/// The desks of an office.
pub struct Desks {
    home: tempfile::TempDir,
    /// Nobody has a screen: everything is said line by line.
    by_lines: bool,
    seats: BTreeMap<&'static str, Seat>,
    counters: BTreeMap<&'static str, Counter>,
    of: DeskOf,
}

impl Desks {
    pub fn new(of: DeskOf, by_lines: bool) -> Self {
        Self {
            by_lines,
            home: tempfile::tempdir().unwrap(),
            seats: BTreeMap::new(),
            counters: BTreeMap::new(),
            of,
        }
    }

    /// The desk at which `person` presses keys one by one; it is opened when they come for the first time.
    pub fn sit(&mut self, office: &Office, person: Person) -> &mut Counter {
        let home = self.home.path().join(format!("c{}", self.counters.len()));
        let (of, by_lines) = (&self.of, self.by_lines);
        self.counters
            .entry(person.name)
            .or_insert_with(|| Counter::open(home, office, person, of.clone(), by_lines))
    }

    /// Keys pressed so far, at all desks.
    pub fn pressed(&self) -> usize {
        self.seats.values().map(Seat::pressed).sum()
    }

    /// Plays the line.
    pub fn play(&mut self, office: &Office, order: &Order) -> Try<Brought> {
        let seat = self.seat(office, order.doing.who);
        match &order.doing.deed {
            Deed::Intake(intake, ..) => intake::play(seat, *intake, order),
            Deed::Act(_) => acts::play(seat, order),
            Deed::Print(_) => print(seat, order),
            Deed::Correct => correct::correct(seat, order),
            Deed::Convert => correct::convert(seat, order),
        }
    }

    /// The person has the dossier before them.
    pub fn look(&mut self, office: &Office, person: Person, code: &str) -> Try<()> {
        self.seat(office, person).open(code)
    }

    /// The desk of the person; the program is started when they come for the first time.
    fn seat(&mut self, office: &Office, person: Person) -> &mut Seat {
        let home = self.home.path().join(self.seats.len().to_string());
        let by_lines = self.by_lines;
        self.seats.entry(person.name).or_insert_with(|| {
            std::fs::create_dir_all(&home).unwrap();
            let arguments = [
                "desk",
                "--server",
                office.base(),
                "--officer",
                person.officer,
            ];
            let token = [("MOTCUA_TOKEN", MACHINE)];
            let mut seat = match by_lines {
                true => {
                    let arguments = [&arguments[..], &["--linear"]].concat();
                    Seat::new(At::Lines(Talk::start(&home, &arguments, &token)))
                }
                false => {
                    let desk = Desk::start_in(&home, (80, 24), &arguments, &token);
                    Seat::new(At::Screen(desk))
                }
            };
            seat.until("the desk", |sight| {
                let ready = by_lines || sight.has("Máy chủ: thông");
                (sight.is(screen::HOME) && ready).then_some(())
            });
            take_role(&mut seat, office, person.officer, person.grant);
            seat
        })
    }
}

/// Goes on in another of the own roles: F10, “Đổi cán bộ”, the row of that role.
fn take_role(seat: &mut Seat, office: &Office, officer: &str, grant: usize) {
    let rules = &office.app.rules;
    let officer = rules.office.officer(officer).unwrap();
    let role = rules.roles.label_of(&officer.grants[grant].role);
    let status = format!("{} (", officer.name);
    seat.until("the officer", |sight| sight.has(&status).then_some(()));
    if grant == 0 {
        return;
    }
    seat.choose("Đổi cán bộ")
        .unwrap_or_else(|why| panic!("{why:?}"));
    let wanted = format!("{} – {role},", officer.name);
    if !seat.has_screen() {
        const PAGES: usize = 20;
        for _ in 0..PAGES {
            if seat.see().place(&wanted).is_none() {
                seat.press("++");
            }
        }
        let number = seat.until("the roles", |sight| sight.place(&wanted));
        return seat.press(&number.to_string());
    }
    seat.until("the roles", |sight| {
        (sight.is(screen::OFFICERS) && sight.rows()[2].starts_with('►')).then_some(())
    });
    while !seat.see().chosen(&wanted) {
        let before = seat.see();
        seat.press(keys::DOWN);
        seat.until("the next role", |now| (*now != before).then_some(()));
    }
    seat.press(keys::ENTER);
    let status = format!("{} ({role})", officer.name);
    seat.until("the role", |sight| {
        (sight.is(screen::HOME) && sight.has(&status)).then_some(())
    });
}

/// F7 and the form of that title.
fn print(seat: &mut Seat, order: &Order) -> Try<Brought> {
    seat.open(order.code.unwrap_or_default())?;
    seat.press(keys::F7);
    seat.until("the papers", |sight| {
        let none = sight.note().contains("giấy nào để in");
        match sight.is(screen::PRINT) {
            true => Some(Ok(())),
            false if none => Some(Err(Hindered::NotOffered(sight.note()))),
            false => None,
        }
    })?;
    let Some(place) = seat.see().place(order.form) else {
        return Err(Hindered::NotOffered("không có giấy đó".to_owned()));
    };
    seat.press(&place.to_string());
    seat.until("the paper", |sight| {
        (sight.chosen(order.form) && !sight.has("Đang dựng bản xem trước")).then_some(())
    });
    seat.press(keys::ENTER);
    let printed = |sight: &Sight| sight.note().contains("Đã ghi giấy vào");
    seat.until("the file", |sight| {
        (printed(sight) || sight.code().is_some()).then_some(())
    });
    if !printed(&seat.see()) {
        // Printed before: the reason is asked for.
        seat.press("In lại theo yêu cầu\r");
        seat.until("the file", |sight| printed(sight).then_some(()));
    }
    Ok(Brought::default())
}

fn no_screen(what: &str) -> Hindered {
    Hindered::NoScreen(format!("không có màn hình: {what}"))
}

/// What the message says when something did not work: the server's code, or the screen's own.
fn hindered(sight: &Sight) -> Option<Hindered> {
    let note = sight.note();
    if note.contains("Ghi lý do") {
        return Some(Hindered::Stopped(note));
    }
    let code = sight.code()?;
    // What the desk itself says about a field.
    let own = ("MC-1021"..="MC-1031").contains(&code.as_str());
    Some(match own {
        true => Hindered::Stopped(note),
        false => Hindered::Refused(code, note),
    })
}

/// Whether what hindered the person is what the refusal `code` is about.
pub fn fits(code: &str, why: &Hindered) -> bool {
    match why {
        Hindered::Refused(given, _) => given == code,
        Hindered::Stopped(note) => match code {
            "MC-1043" => note.contains("Lý do:") || note.contains("Ghi lý do"),
            "MC-1044" => note.contains("Lý do quá hạn bước:"),
            "MC-1060" => note.contains("MC-1029 Lý do quá hạn bước:"),
            "MC-1047" => note.contains("MC-1029 Giao cho:"),
            "MC-3112" => note.contains("không có gì để chuyển"),
            // The list offers nobody else.
            "MC-1270" => note.contains("MC-1029 Giao cho:"),
            "MC-1271" => note.contains("MC-1028"),
            "MC-1066" => note.contains("MC-1028"),
            _ => false,
        },
        Hindered::NotOffered(_) => true,
        Hindered::NoScreen(_) => false,
    }
}

/// Whether the portal does it: no person, so no screen.
pub fn is_machine(doing: &Doing) -> bool {
    doing.who.name == "cổng dịch vụ công"
        || matches!(doing.deed, Deed::Intake(Intake::Register, ..))
}
