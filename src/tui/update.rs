//! One event in, the model changed, effects out. Pure but for the ids it is given.

use std::rc::Rc;
use std::time::Duration;

use super::actions::{self, perform};
use super::api::{Ask, Failure, Reply, Ticket};
use super::drafts::Draft;
use super::effect::{Effect, Wake};
use super::input::{Key, Scan};
use super::keying::Keying;
use super::model::{Link, Model, Move, Shared};
use super::msg::Msg;
use super::screens::{Asked, Desk, Lock, SAT_DOWN, Screen, Told};
use super::widgets::foot::{Note, Tone};
use crate::messages::say;
use crate::wire::NOT_SIGNED_IN;

/// The clock comes so often.
const MINUTE: Duration = Duration::from_secs(60);
/// How long before it locks itself the desk says so.
const LOCK_WARNING: Duration = Duration::from_secs(20);
/// How long they stay worth giving to the next screen, in milliseconds.
const KEPT_FOR: u64 = 2_000;

impl Model {
    /// The desk, asking for everything it shows.
    pub fn start(shared: Shared) -> Self {
        let mut model = Self {
            shared,
            stack: vec![Desk::default().into()],
            keying: Keying::default(),
            kept: Vec::new(),
        };
        model.shared.ask(Ask::Seat);
        model.shared.ask(Ask::Catalogue);
        if let (Screen::Desk(desk), shared) = model.top_mut() {
            desk.refresh(shared);
        }
        model
    }

    /// Takes one event; what is to be done outside comes back.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Key(key, now) => {
                self.shared.now = now;
                self.somebody_is_here();
                self.pressed(key);
            }
            Msg::Given(key, now) => {
                self.shared.now = now;
                self.somebody_is_here();
                self.key(key);
            }
            Msg::Scanned(scan, now) => {
                self.shared.now = now;
                self.somebody_is_here();
                self.forget_typing();
                self.scanned(scan);
            }
            Msg::Paste(text, now) => {
                self.shared.now = now;
                self.somebody_is_here();
                self.paste(&text);
            }
            Msg::Mouse(mouse, now) => {
                self.shared.now = now;
                self.somebody_is_here();
                self.pointed(mouse);
            }
            Msg::Resize(columns, rows) => self.shared.size = (columns, rows),
            Msg::Clock(wall) => self.clock(wall),
            Msg::Answer(ticket, answer) => self.answer(ticket, answer),
            Msg::Drafts(drafts) => self.drafts_found(drafts),
            Msg::DraftKept(id, kept) => self.draft_kept(&id, kept),
            Msg::Wake(wake, now) => {
                self.shared.now = now;
                self.wake(wake);
            }
            Msg::Leave => self.leave(),
        }
        self.settle();
        std::mem::take(&mut self.shared.effects)
    }

    fn paste(&mut self, text: &str) {
        if self.shared.committing.is_some() {
            return self.shared.refuse(say!("update.paste_while_sending"));
        }
        self.forget_typing();
        // A reader may paste; a clerk may paste a code into a remark, and means the text.
        let writing = self.top_mut().0.show_mut().writing().is_some();
        if let Some(scan) = Scan::read(text).filter(|_| text.contains('|') || !writing) {
            return self.scanned(scan);
        }
        let (top, shared) = self.top_mut();
        top.show_mut().paste(text, shared);
    }

    /// A key: the desk stays open, and a warning that it would not gives way to what was said before.
    fn somebody_is_here(&mut self) {
        self.shared.last_key = self.shared.wall;
        if let Some(before) = self.shared.warned.take() {
            self.shared.note = before;
        }
    }

    /// Whether the desk locks itself when it stays untouched until `minutes` from now.
    fn locks_in(&self, minutes: i64) -> bool {
        let idle = (self.shared.wall - self.shared.last_key).num_minutes();
        let most = i64::from(self.shared.seat.lock_minutes);
        let may = !self.is_locked() && self.shared.committing.is_none();
        most > 0 && idle + minutes >= most && may
    }

    /// The next minute would lock the desk: says so, unless a key came since.
    fn warn_of_lock(&mut self) {
        if self.locks_in(1) && self.shared.warned.is_none() {
            self.shared.warned = Some(self.shared.note.take());
            let left = LOCK_WARNING.as_secs();
            let words = say!("update.lock_warning", left);
            self.shared.refuse(words);
        }
    }

    fn clock(&mut self, wall: chrono::NaiveDateTime) {
        self.shared.wall = wall;
        if self.locks_in(0) {
            let gate = Lock::locked(&self.shared.seat.officer_id);
            return self.lock(gate);
        }
        if self.locks_in(1) {
            let wait = MINUTE.saturating_sub(LOCK_WARNING);
            self.shared.effects.push(Effect::After(wait, Wake::Idle));
        }
        // The half-day may have turned: an appointment on screen must not be yesterday's.
        if let (Screen::Intake(intake), shared) = self.top_mut() {
            intake.ask_due(shared);
        }
    }

    fn answer(&mut self, ticket: Ticket, answer: Result<Reply, Failure>) {
        self.shared.answered(ticket);
        self.shared.link = match &answer {
            Err(failure) if failure.unreachable => Link::Down,
            _ => Link::Up,
        };
        if self.printing_seen(ticket, &answer) {
            return;
        }
        let kept = self.finish_commit(ticket, &answer);
        self.ask_who(&answer);
        let claimed = self
            .stack
            .iter_mut()
            .rev()
            .any(|screen| screen.show_mut().answer(ticket, &answer, &mut self.shared));
        if !claimed {
            self.unclaimed(answer);
        }
        self.settle();
        for key in kept {
            self.key(key);
            self.settle();
        }
    }

    /// The server knows nobody here, or no longer: the password is asked for, and what was typed
    /// waits behind the question.
    fn ask_who(&mut self, answer: &Result<Reply, Failure>) {
        let Err(failure) = answer else { return };
        if self.is_locked() || failure.code != NOT_SIGNED_IN {
            return;
        }
        let why = match self.shared.desk_of.as_str() {
            "" => "",
            _ => say!("update.session_over"),
        };
        let gate = Lock::sign_in(&self.shared.seat.officer_id, why);
        self.lock(gate);
        self.settle();
    }

    /// Ends the commit this answer belongs to; answers the keys worth giving to the next screen.
    fn finish_commit(&mut self, ticket: Ticket, answer: &Result<Reply, Failure>) -> Vec<Key> {
        let Some(commit) = self.shared.committing.take_if(|c| c.ticket == ticket) else {
            return Vec::new();
        };
        let kept = std::mem::take(&mut self.kept);
        if answer.is_err() {
            return Vec::new();
        }
        self.shared
            .effects
            .push(Effect::DropDraft(commit.draft.clone()));
        self.shared.drafts.retain(|d| d.id != commit.draft);
        self.shared.draft_status.clear();
        let fresh = self.shared.now.saturating_sub(commit.since) <= KEPT_FOR;
        if fresh { kept } else { Vec::new() }
    }

    /// Answers that no open screen waits for.
    fn unclaimed(&mut self, answer: Result<Reply, Failure>) {
        match answer {
            // The first look at who sits here may come after somebody signed in.
            Ok(Reply::Seat(_)) if self.is_locked() && !self.shared.desk_of.is_empty() => {}
            Ok(Reply::Seat(seat)) => {
                if let Some(time) = seat.server_time {
                    self.shared.wall = time;
                }
                self.shared.sit(seat);
            }
            Ok(Reply::Catalogue(index)) => {
                self.shared.index = Rc::from(index);
                for screen in &mut self.stack {
                    if let Screen::Intake(intake) = screen {
                        intake.catalogue_arrived(&self.shared);
                    }
                }
            }
            Ok(Reply::Received(received)) => {
                let words = super::screens::intake::success(&received);
                self.shared.say(Note::good(words));
            }
            Ok(Reply::Printed(printed)) => {
                // Printed by itself: the number that was just said stays on the line.
                let before = self
                    .shared
                    .note
                    .take()
                    .filter(|note| note.tone == Tone::Good);
                let before = before.map_or(String::new(), |note| note.text + " ");
                let words = format!("{before}{} {}", printed.words, printed.file);
                self.shared
                    .say(Note::good(format!("{}.", words.trim_end())));
                self.shared.look_at_printing();
            }
            Ok(Reply::Acted(words, _)) => self.shared.say(Note::good(words)),
            Ok(Reply::Printing(seen)) => self.take_printing(&seen),
            // Behind a lock nothing is said: it may be about a dossier.
            Err(_) if self.is_locked() => {}
            Err(failure) => self.shared.say(Note::bad(&failure.code, &failure.text)),
            Ok(_) => {}
        }
    }

    /// This officer's drafts are known; one who just sat down is told that some wait.
    fn drafts_found(&mut self, drafts: Vec<Draft>) {
        let count = drafts.len();
        self.shared.drafts = drafts;
        if let Some(note) = &mut self.shared.note
            && count > 0
            && note.text.starts_with(SAT_DOWN.words())
        {
            let words = say!("update.drafts_wait", count);
            note.text.push_str(&words);
        }
    }

    fn draft_kept(&mut self, id: &str, kept: Result<chrono::NaiveDateTime, String>) {
        let on_screen =
            |s: &Screen| matches!(s, Screen::Intake(i) if i.draft_id() == id && i.has_draft());
        match kept {
            Ok(at) if self.stack.iter().any(on_screen) => {
                self.shared.draft_status = say!("update.draft_saved", at = at.format("%H:%M"));
            }
            Ok(_) => {}
            Err(why) => {
                let text = say!("update.draft_not_saved", why);
                self.shared.say(Note::bad("MC-5090", text));
            }
        }
    }

    fn wake(&mut self, wake: Wake) {
        if wake == Wake::Mask && !self.shared.reveals() {
            self.shared.reveal_until = None;
        }
        if wake == Wake::Scan {
            return self.gate_wakes();
        }
        if wake == Wake::Printing {
            self.look_again_at_printing();
        }
        if wake == Wake::Undo {
            self.shared.expire_undo();
        }
        if wake == Wake::Slow {
            return self.shared.look_at_slow();
        }
        if wake == Wake::Idle {
            self.warn_of_lock();
        }
        for screen in &mut self.stack {
            screen.show_mut().wake(wake, &mut self.shared);
        }
    }

    fn leave(&mut self) {
        self.keep_what_is_typed();
        self.shared.effects.push(Effect::Quit);
    }

    /// Every draft of the screens goes to the disk now.
    fn keep_what_is_typed(&mut self) {
        for screen in &mut self.stack {
            if let Screen::Intake(intake) = screen {
                intake.keep_now(&mut self.shared);
            }
        }
    }

    /// After the program failed: the drafts, and nothing else of what was wanted outside.
    pub fn last_drafts(&mut self) -> Vec<Effect> {
        self.shared.effects.clear();
        self.keep_what_is_typed();
        std::mem::take(&mut self.shared.effects)
    }

    /// Carries out what screens asked of the stack.
    pub(super) fn settle(&mut self) {
        while !self.shared.moves.is_empty() {
            for step in std::mem::take(&mut self.shared.moves) {
                match step {
                    Move::Open(screen) => {
                        if !screen.show().is_overlay() {
                            // What was said was about the screen that is now below.
                            self.shared.note = None;
                        }
                        self.stack.push(*screen);
                        if let (Screen::Print(print), shared) = self.top_mut() {
                            print.preview(shared);
                        }
                    }
                    Move::Close => self.close(),
                    Move::Home => {
                        self.stack.truncate(1);
                        let (top, shared) = self.top_mut();
                        top.show_mut().again(shared);
                    }
                    Move::Tell(Told::Yes(Asked::Leave, _)) => self.leave(),
                    Move::Tell(told) => {
                        let (top, shared) = self.top_mut();
                        top.show_mut().told(told, shared);
                    }
                    Move::Run(action) => perform(self, action),
                    Move::Act(act) => {
                        let (top, shared) = self.top_mut();
                        top.show_mut().do_act(&act, shared);
                    }
                }
            }
        }
    }

    fn close(&mut self) {
        if self.stack.len() > 1 {
            let overlay = self.top().show().is_overlay();
            self.stack.pop();
            if !overlay {
                let (top, shared) = self.top_mut();
                top.show_mut().again(shared);
            }
        }
    }
}

/// The printed key card: every key of the keymap with its words, as text.
pub fn key_card(model: &Model) -> Vec<String> {
    let bound = model.shared.keys.binds().iter().map(|bind| {
        let keys: Vec<String> = bind.keys.iter().map(ToString::to_string).collect();
        format!("{:<16} {}", keys.join(", "), (bind.action.label)(model))
    });
    let unbound = actions::ALL
        .iter()
        .filter(|a| model.shared.keys.key_of(a.id).is_none());
    bound
        .chain(unbound.map(|a| format!("{:<16} {}", "F10", (a.label)(model))))
        .collect()
}
