//! The loop without a screen: says what changed, reads a line, and only then says what changed again.
//!
//! A line is read when the answers to the line before have come, so a pipe works like a person.

use std::io::{self, Write};
use std::rc::Rc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use super::background::Background;
use super::clock::{self, Minute, Steady};
use super::{Event, hear_codes, new_id};
use crate::messages::say;
use crate::text::visible;
use crate::tui::api::Api;
use crate::tui::effect::{Effect, Wake};
use crate::tui::input::{Code, Key, Lines, hide, show_again};
use crate::tui::keymap::Keymap;
use crate::tui::linear::{Meant, Step, Teller, read};
use crate::tui::model::{Model, Shared};
use crate::tui::msg::Msg;
use crate::tui::options::{TuiError, TuiOptions};
use crate::tui::screens::Screen;
use crate::tui::widgets::Takes;
use crate::tui::widgets::foot::Note;

/// As wide as nothing needs to be cut, and not so high that a pane would stand beside.
const SIZE: (u16, u16) = (200, 29);
/// After so long without an answer it says what it is waiting for.
const SILENCE: Duration = Duration::from_secs(1);
/// What stands before each line to be typed.
const PROMPT: &str = "> ";

/// Talks until the clerk leaves or there are no more lines.
pub fn run(options: &TuiOptions, keymap: Keymap, api: impl Api) -> Result<(), TuiError> {
    let steady = Steady::start();
    let wall = clock::wall();
    let mut shared = Shared::new(SIZE, wall, Rc::new(keymap), Box::new(new_id));
    shared.print_after_save = options.print_after_save;
    shared.seat.officer_id.clone_from(&options.officer);
    let mut model = Model::start(shared);
    let (events, inbox) = channel();
    let background = Background::start(api, &options.drafts_dir, events.clone(), steady)
        .map_err(TuiError::Background)?;
    let first = std::mem::take(&mut model.shared.effects);
    hear_codes(options.scanner.clone(), &events, steady).map_err(TuiError::Lines)?;
    let lines = Lines::start(move |line| events.send(Event::Line(line)).is_ok());
    let mut talk = Talk {
        model,
        teller: Teller::default(),
        lines: lines.map_err(TuiError::Lines)?,
        steady,
        minute: Minute::new(wall),
        awaited: 0,
        given: true,
        reading: None,
        leaving: false,
        background,
    };
    talk.carry_out(first);
    let result = talk.serve(&inbox);
    if result.is_err() {
        // Nobody listens any more; what was typed is kept all the same.
        let last = talk.model.last_drafts();
        talk.carry_out(last);
    }
    show_again();
    talk.background.finish();
    result.map_err(TuiError::Lines)
}

struct Talk {
    model: Model,
    teller: Teller,
    lines: Lines,
    steady: Steady,
    minute: Minute,
    /// Answers that have not come.
    awaited: usize,
    /// A line was read since it last spoke.
    given: bool,
    /// A line is being read.
    reading: Option<Reading>,
    leaving: bool,
    background: Background,
}

/// How a line is being read.
#[derive(Clone, Copy)]
struct Reading {
    /// Nobody may see it.
    hidden: bool,
    /// It was asked for at the gate.
    locked: bool,
}

impl Talk {
    fn serve(&mut self, inbox: &Receiver<Event>) -> io::Result<()> {
        while !self.leaving {
            if self.awaited == 0 {
                self.set_echo();
                self.speak()?;
                self.ask()?;
            }
            let silence = if self.awaited == 0 {
                Duration::MAX
            } else {
                SILENCE
            };
            match inbox.recv_timeout(self.minute.left().min(silence)) {
                Ok(event) => self.take(event)?,
                Err(RecvTimeoutError::Timeout) if self.awaited > 0 => {
                    write(&self.teller.tell_waiting(&self.model), "")?;
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            while let Ok(event) = inbox.try_recv() {
                self.take(event)?;
            }
            if let Some(wall) = self.minute.turned() {
                self.update(Msg::Clock(wall));
            }
        }
        write(&[say!("talk.closed").to_owned()], "")
    }

    fn take(&mut self, event: Event) -> io::Result<()> {
        match event {
            Event::Line(Some(line)) => self.line(&line),
            Event::Line(None) => {
                self.reading = None;
                self.update(Msg::Leave);
                Ok(())
            }
            Event::Msg(msg) => {
                if matches!(msg, Msg::Scanned(..)) {
                    // Whoever scans waits for words, as after a line.
                    self.fresh();
                }
                self.update(msg);
                Ok(())
            }
            Event::Bytes(_) | Event::Resized => Ok(()),
        }
    }

    /// Says what changed; in the middle of a prompt it begins a line of its own.
    fn speak(&mut self) -> io::Result<()> {
        let given = std::mem::take(&mut self.given);
        let words = self.teller.tell(&self.model, given);
        if words.is_empty() {
            return Ok(());
        }
        match self.reading {
            None => write(&words, ""),
            Some(_) => {
                write(&[String::new()], "")?;
                write(&words, PROMPT)
            }
        }
    }

    /// What is typed after the next question is shown, or not: settled before the question is said.
    fn set_echo(&self) {
        if self.reading.is_some() || !Lines::typed() {
            return;
        }
        match self.asks_hidden() {
            true => hide(),
            false => show_again(),
        }
    }

    fn asks_hidden(&self) -> bool {
        let spoken = self.model.top().show().spoken(&self.model.shared);
        let field = spoken.focus.and_then(|place| spoken.fields.get(place));
        field.is_some_and(|said| said.takes == Takes::Hidden)
    }

    /// Asks for the next line, unless one is being read.
    fn ask(&mut self) -> io::Result<()> {
        if self.reading.is_some() {
            return Ok(());
        }
        let reading = Reading {
            hidden: self.asks_hidden(),
            locked: self.model.is_locked(),
        };
        write(&[], PROMPT)?;
        self.lines.next(reading.hidden);
        self.reading = Some(reading);
        Ok(())
    }

    fn line(&mut self, line: &str) -> io::Result<()> {
        let reading = self.reading.take();
        match (Lines::typed(), reading.is_some_and(|r| r.hidden)) {
            // The terminal showed the line and its end.
            (true, false) => {}
            (_, true) => write(&[String::new()], "")?,
            (false, false) => write(&[visible(line).into_owned()], "")?,
        }
        self.fresh();
        if self.model.is_locked() && reading.is_some_and(|r| !r.locked) {
            // It was meant for what is hidden now, and may have been seen.
            let words = say!("talk.desk_locked");
            self.model.shared.say(Note::plain(words));
            return Ok(());
        }
        let top = self.model.top().show();
        let spoken = top.spoken(&self.model.shared);
        match read(line, &spoken, self.model.keying.typist.is_some()) {
            Meant::Help => write(&self.teller.all(&self.model), "")?,
            Meant::Refused(why) => self.model.shared.say(Note::plain(why)),
            Meant::Command(name) => self.command(&name),
            Meant::Keys(steps) => steps.into_iter().for_each(|step| self.step(step)),
        }
        Ok(())
    }

    /// Something was given: what is said next is the answer to it.
    fn fresh(&mut self) {
        self.given = true;
        self.model.shared.note = None;
        self.teller.forget_note();
    }

    fn step(&mut self, step: Step) {
        // Whoever gives a line has read the question.
        let deaf_until = self.model.top().show().deaf_until();
        let now = self.steady.now().max(deaf_until);
        self.update(match step {
            Step::Key(key) => Msg::Given(key, now),
            Step::Text(text) => Msg::Paste(text, now),
            Step::Scan(scan) => Msg::Scanned(scan, now),
        });
    }

    /// The command of that name: what F10 finds. Several: they are listed to choose from.
    fn command(&mut self, name: &str) {
        self.step(Step::Key(Key::f(10)));
        for letter in name.chars() {
            self.step(Step::Key(Key::letter(letter)));
        }
        let Screen::Menu(menu) = self.model.top() else {
            return;
        };
        let none = menu.is_empty();
        if let Some(place) = menu.meant(name) {
            for _ in 0..place {
                self.step(Step::Key(Key::plain(Code::Down)));
            }
            self.step(Step::Key(Key::plain(Code::Enter)));
        }
        let refused = matches!(self.model.top(), Screen::Menu(menu) if menu.meant(name).is_some());
        if none || refused {
            self.step(Step::Key(Key::plain(Code::Esc)));
        }
        if none {
            let words = say!("talk.no_such_command", name);
            self.model.shared.say(Note::plain(words));
        }
    }

    fn update(&mut self, msg: Msg) {
        let answers = matches!(
            msg,
            Msg::Answer(..) | Msg::Drafts(_) | Msg::Wake(Wake::Filter | Wake::Seen, _)
        );
        self.awaited -= usize::from(answers).min(self.awaited);
        let effects = self.model.update(msg);
        self.carry_out(effects);
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        self.leaving |= effects.contains(&Effect::Quit);
        let brings = |effect: &&Effect| {
            matches!(
                effect,
                Effect::Ask(..)
                    | Effect::ReadDrafts(_)
                    | Effect::After(_, Wake::Filter | Wake::Seen)
            )
        };
        self.awaited += effects.iter().filter(brings).count();
        self.background.carry_out(effects);
    }
}

/// Whole lines, then what stands before the next one.
fn write(lines: &[String], prompt: &str) -> io::Result<()> {
    let mut text = lines.join("\n");
    if !lines.is_empty() {
        text.push('\n');
    }
    text.push_str(prompt);
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}
