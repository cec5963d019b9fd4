//! The UI loop: the only place that waits.
//!
//! The UI thread takes everything that is ready, then draws once and writes once. It never touches
//! the network or the disk, so a server that stands still cannot slow a key down.

mod background;
mod clock;
mod signals;
mod talk;

use std::io::{self, IsTerminal};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use background::Background;
use clock::{Minute, Steady};

use crate::messages::speak;

use super::api::Api;
use super::api::http::HttpApi;
use super::effect::Effect;
use super::input::{Bytes, Input, Parser, Scan, listen_at, read_into};
use super::keymap::Keymap;
use super::model::{Model, Shared};
use super::msg::Msg;
use super::options::{TuiError, TuiOptions};
use super::term::guard::Guard;
use super::term::{Frames, Theme, has_eight};
use super::view;

/// Fewer columns or rows than this and the program does not start.
const LEAST: (u16, u16) = (80, 24);

/// What reaches the UI thread.
pub(super) enum Event {
    /// Bytes from the terminal.
    Bytes(Bytes),
    /// The terminal changed its size.
    Resized,
    /// A line, where lines are read; nothing when there are no more.
    Line(Option<String>),
    /// Anything else.
    Msg(Msg),
}

/// Runs the terminal client until the clerk leaves.
///
/// # Errors
/// [`TuiError`] when the terminal cannot be used or lost its size, the keymap is wrong or the
/// background threads do not start.
pub fn run(options: TuiOptions) -> Result<(), TuiError> {
    speak(options.language);
    if options.linear {
        let keymap = Keymap::profile(&options.keymap).map_err(TuiError::Keymap)?;
        let api = HttpApi::new(&options);
        return talk::run(&options, keymap, api);
    }
    let size = check_terminal()?;
    let keymap = Keymap::profile(&options.keymap).map_err(TuiError::Keymap)?;
    let api = HttpApi::new(&options);
    run_with(options, keymap, size, api)
}

/// The key card of a profile, one key a line.
///
/// # Errors
/// There is no such profile; names the ones there are.
pub fn key_card(profile: &str) -> Result<Vec<String>, String> {
    Ok(card(Keymap::profile(profile)?))
}

/// The key card of a keymap file, checked.
///
/// # Errors
/// `file:line: what – mend`.
pub fn key_card_of(file: &str, text: &str) -> Result<Vec<String>, String> {
    Ok(card(Keymap::parse(file, text)?))
}

fn card(keymap: Keymap) -> Vec<String> {
    let shared = Shared::new(LEAST, clock::wall(), Rc::new(keymap), Box::new(new_id));
    super::update::key_card(&Model::start(shared))
}

/// Columns and rows of the terminal, before anything else is touched.
///
/// # Errors
/// [`TuiError::NotATerminal`], [`TuiError::TooSmall`].
pub fn check_terminal() -> Result<(u16, u16), TuiError> {
    if !io::stdout().is_terminal() {
        return Err(TuiError::NotATerminal);
    }
    let size = terminal_size();
    if size.0 < LEAST.0 || size.1 < LEAST.1 {
        return Err(TuiError::TooSmall(size.0, size.1));
    }
    Ok(size)
}

fn run_with(
    options: TuiOptions,
    keymap: Keymap,
    size: (u16, u16),
    api: impl Api,
) -> Result<(), TuiError> {
    let steady = Steady::start();
    let wall = clock::wall();
    let mut shared = Shared::new(size, wall, Rc::new(keymap), Box::new(new_id));
    shared.theme = Theme {
        palette: options.fitting_palette(),
        ascii: options.plain_signs(),
        eight: has_eight(std::env::var("TERM").ok().as_deref()),
    };
    shared.print_after_save = options.print_after_save;
    shared.guided = options.guided;
    shared.seat.officer_id.clone_from(&options.officer);
    let mut model = Model::start(shared);
    let (events, inbox) = channel();
    let background = Background::start(api, &options.drafts_dir, events.clone(), steady)
        .map_err(TuiError::Background)?;
    background.carry_out(std::mem::take(&mut model.shared.effects));
    let guard = Guard::take().map_err(TuiError::Terminal)?;
    let mut ui = Ui {
        frames: Frames::new(size.0, size.1, options.plain_signs()),
        parser: parser(),
        model,
        steady,
        minute: Minute::new(wall),
        guard,
        out: Guard::opening(options.mouse),
        leaving: false,
        background,
    };
    ui.paint().map_err(TuiError::Terminal)?;
    hear_codes(options.scanner, &events, ui.steady).map_err(TuiError::Terminal)?;
    listen(events).map_err(TuiError::Terminal)?;
    let served = catch_unwind(AssertUnwindSafe(|| ui.serve(&inbox)));
    let Ui {
        guard,
        background,
        mut model,
        ..
    } = ui;
    drop(guard);
    if served.is_err() {
        // What was typed is still in the model; if that is broken too, the draft of a moment ago remains.
        let drafts = catch_unwind(AssertUnwindSafe(|| model.last_drafts()));
        background.carry_out(drafts.unwrap_or_default());
    }
    background.finish();
    match served {
        Ok(result) => result.map_err(TuiError::Terminal),
        Err(_) => Err(TuiError::Broken),
    }
}

/// What a reader on a serial line reads comes as a scan, if there is such a reader.
fn hear_codes(device: Option<PathBuf>, events: &Sender<Event>, steady: Steady) -> io::Result<()> {
    let Some(device) = device else {
        return Ok(());
    };
    let events = events.clone();
    listen_at(device, move |code| {
        let scan = Scan::read(&code).unwrap_or(Scan::Unknown);
        let msg = Msg::Scanned(scan, steady.now());
        events.send(Event::Msg(msg)).is_ok()
    })
}

fn listen(events: Sender<Event>) -> io::Result<()> {
    read_into(move |bytes| events.send(Event::Bytes(bytes)).is_ok())
}

/// Columns and rows; a terminal that does not know gets the least we need.
fn terminal_size() -> (u16, u16) {
    match crossterm::terminal::size() {
        Ok((columns, rows)) if columns > 0 && rows > 0 => (columns, rows),
        _ => LEAST,
    }
}

/// Whoever comes over SSH has a line with gaps.
fn parser() -> Parser {
    match std::env::var_os("SSH_CONNECTION") {
        Some(_) => Parser::on_a_line(),
        None => Parser::default(),
    }
}

fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// The UI thread's own things.
struct Ui {
    frames: Frames,
    parser: Parser,
    model: Model,
    steady: Steady,
    minute: Minute,
    guard: Guard,
    /// Bytes to go before the next frame, in its write.
    out: Vec<u8>,
    leaving: bool,
    background: Background,
}

impl Ui {
    fn serve(&mut self, inbox: &Receiver<Event>) -> io::Result<()> {
        while !self.leaving {
            match inbox.recv_timeout(self.patience()) {
                Ok(event) => self.take(event),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            while let Ok(event) = inbox.try_recv() {
                self.take(event);
            }
            self.take_late_inputs();
            if let Some(wall) = self.minute.turned() {
                self.update(Msg::Clock(wall));
            }
            self.paint()?;
        }
        Ok(())
    }

    /// How long nothing may happen: until the minute turns, or a lone Esc is a lone Esc.
    fn patience(&self) -> Duration {
        let minute = self.minute.left();
        match self.parser.deadline() {
            Some(at) => minute.min(Duration::from_millis(at.saturating_sub(self.steady.now()))),
            None => minute,
        }
    }

    fn take(&mut self, event: Event) {
        match event {
            Event::Bytes(read) if read.bytes.is_empty() => self.update(Msg::Leave),
            Event::Bytes(read) => {
                let now = self.steady.at(read.at);
                let mut inputs = Vec::new();
                self.parser.feed(&read.bytes, now, &mut inputs);
                self.dispatch(inputs, now);
            }
            Event::Resized => {
                let (columns, rows) = terminal_size();
                self.frames.resize(columns, rows);
                self.update(Msg::Resize(columns, rows));
            }
            Event::Line(_) => {}
            Event::Msg(msg) => self.update(msg),
        }
    }

    /// An Esc whose rest never came.
    fn take_late_inputs(&mut self) {
        let now = self.steady.now();
        let mut inputs = Vec::new();
        self.parser.expire(now, &mut inputs);
        self.dispatch(inputs, now);
    }

    fn dispatch(&mut self, inputs: Vec<Input>, now: u64) {
        for input in inputs {
            #[cfg(debug_assertions)]
            self.break_on(&input);
            self.update(match input {
                Input::Key(key) => Msg::Key(key, now),
                Input::Paste(text) => Msg::Paste(text, now),
                Input::Mouse(mouse) => Msg::Mouse(mouse, now),
            });
        }
    }

    /// Tests of what a failure leaves behind ask for one: never in a program that is given out.
    #[cfg(debug_assertions)]
    fn break_on(&self, input: &Input) {
        let wanted = std::env::var("MOTCUA_BREAK_ON").unwrap_or_default();
        if let Input::Key(key) = input
            && key.to_string() == wanted
        {
            panic!("asked for by MOTCUA_BREAK_ON");
        }
    }

    fn update(&mut self, msg: Msg) {
        let effects = self.model.update(msg);
        if effects.is_empty() {
            return;
        }
        self.leaving |= effects.contains(&Effect::Quit);
        if effects.contains(&Effect::Bell) {
            self.out.push(7);
        }
        self.background.carry_out(effects);
    }

    /// One frame, one write.
    fn paint(&mut self) -> io::Result<()> {
        let frame = self.frames.paint(|buffer| view::draw(&self.model, buffer));
        if self.out.is_empty() {
            return self.guard.write(frame);
        }
        let mut bytes = std::mem::take(&mut self.out);
        bytes.extend_from_slice(frame);
        self.guard.write(&bytes)
    }
}
