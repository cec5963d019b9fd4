//! From a key to the screen: scans are told apart, built-in typing composes, then comes the action
//! that is bound to the key, then the screen on top.

use std::time::Duration;

use super::actions::perform;
use super::effect::{Effect, Wake};
use super::input::{Code, Gate, Key, Scan, Verdict};
use super::keymap::chord;
use super::model::Model;
use super::screens::{Dossier, Find, Screen};
use super::widgets::TextField;
use super::widgets::counts::Counts;
use super::widgets::foot::Note;
use crate::messages::say;
use crate::text::typing::{Method, Placement, Typist};

/// Most keys kept while a commit runs.
const KEPT_MOST: usize = 64;

/// What stands between the keys and the screens.
#[derive(Debug, Default)]
pub struct Keying {
    gate: Gate,
    /// What was being filled in, as it was wherever a scan may have begun.
    before: Vec<Before>,
    /// A timer for the gate is running.
    waiting: bool,
    /// Built-in typing, when it is on.
    pub typist: Option<Typist>,
    /// Ctrl+G was pressed; the next key names a function key.
    chord: bool,
}

impl Keying {
    /// Whether the scan that may have begun last began in a text.
    fn is_writing(&self) -> bool {
        self.before.first().is_some_and(|b| b.text.is_some())
    }

    /// Switches built-in typing: off, Telex, VNI, and off again.
    pub fn next_method(&mut self) {
        let next = match self.typist.as_ref().map(|typist| typist.method) {
            None => Some(Method::Telex),
            Some(Method::Telex) => Some(Method::Vni),
            Some(Method::Vni) => None,
        };
        let placement = self.typist.as_ref().map_or(Placement::Old, |t| t.placement);
        self.typist = next.map(|method| Typist::new(method, placement));
    }

    /// hòa or hoà.
    pub fn other_placement(&mut self) {
        if let Some(typist) = &mut self.typist {
            typist.placement = match typist.placement {
                Placement::Old => Placement::New,
                Placement::New => Placement::Old,
            };
        }
    }

    /// The word for the top line: who composes letters.
    pub fn mode(&self) -> &'static str {
        match self.typist.as_ref().map(|typist| typist.method) {
            None => say!("common.typing_system"),
            Some(Method::Telex) => "Telex",
            Some(Method::Vni) => "VNI",
        }
    }
}

/// What was being filled in before something that may be a scan.
#[derive(Debug)]
struct Before {
    /// How deep its screen lies.
    depth: usize,
    text: Option<TextField>,
    counts: Option<Counts>,
}

impl Model {
    /// Takes a key as it was pressed.
    pub(super) fn pressed(&mut self, key: Key) {
        let now = self.shared.now;
        let anew = self.keying.gate.begins_anew(key, now);
        if anew || self.keying.gate.begins_with(key, now) {
            if self.keying.is_writing() {
                self.release();
            }
            let before = self.before_it();
            if !anew {
                self.keying.before.clear();
            }
            self.keying.before.push(before);
        }
        let writing = self.keying.is_writing()
            && self.shared.committing.is_none()
            && !self.top().show().digits_act();
        let verdict = self.keying.gate.key(key, now, writing);
        self.judged(verdict);
    }

    /// What is being filled in now.
    fn before_it(&mut self) -> Before {
        let depth = self.stack.len();
        let top = self.top_mut().0.show_mut();
        Before {
            depth,
            text: top.writing().map(|writing| writing.text.clone()),
            counts: top.counting().cloned(),
        }
    }

    /// What is held back goes where it was typed.
    fn release(&mut self) {
        let held = self.keying.gate.release();
        self.judged(Verdict::Keys(held));
    }

    /// Before a paste: it is whole, so nothing typed before belongs to it.
    pub(super) fn forget_typing(&mut self) {
        self.release();
        self.keying.gate = Gate::default();
        self.keying.before.clear();
    }

    /// The gate has waited long enough.
    pub(super) fn gate_wakes(&mut self) {
        self.keying.waiting = false;
        let verdict = self.keying.gate.wake(self.shared.now);
        self.judged(verdict);
    }

    fn judged(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Keys(keys) => {
                for key in keys {
                    self.key(key);
                    self.settle();
                }
            }
            Verdict::Held => {}
            Verdict::Scan(scan, at) => {
                let before = std::mem::take(&mut self.keying.before);
                if let Some(before) = before.into_iter().nth(at) {
                    self.put_back(before);
                }
                self.scanned(scan);
            }
        }
        let patience = self.keying.gate.patience(self.shared.now);
        if let Some(wait) = patience.filter(|_| !self.keying.waiting) {
            self.keying.waiting = true;
            let wait = Duration::from_millis(wait);
            self.shared.effects.push(Effect::After(wait, Wake::Scan));
        }
    }

    /// What a scan left in the field goes.
    fn put_back(&mut self, before: Before) {
        let Before { depth: at, .. } = before;
        if at == self.stack.len()
            && let Some(was) = before.counts
            && let Some(counts) = self.top_mut().0.show_mut().counting()
            && counts.name == was.name
        {
            *counts = was;
        }
        let Some(text) = before.text else {
            return;
        };
        // Characters that came too far apart to be held back opened the box of a long text.
        if at + 1 == self.stack.len() && matches!(self.top(), Screen::LongText(_)) {
            self.stack.pop();
        }
        if at != self.stack.len() {
            return;
        }
        let (top, shared) = self.top_mut();
        let changed = top.show_mut().writing().is_some_and(|writing| {
            let changed = *writing.text != text;
            *writing.text = text;
            changed
        });
        if changed {
            top.show_mut().put_back(shared);
        }
    }

    /// Takes a scan: the screen has the first word.
    pub(super) fn scanned(&mut self, scan: Scan) {
        let unlocks = self.is_locked() && matches!(scan, Scan::Staff(_));
        if self.shared.committing.is_some() || (self.is_locked() && !unlocks) {
            return self.shared.refuse(say!("keying.scan_not_taken"));
        }
        let (top, shared) = self.top_mut();
        if top.show_mut().scanned(&scan, shared) {
            return;
        }
        if self.top().show().is_overlay() {
            return self.shared.refuse(say!("keying.close_box_to_scan"));
        }
        match scan {
            Scan::Card(card) => {
                let find = Find::asking(&card.number, &mut self.shared);
                self.shared.open(find);
            }
            Scan::Dossier(code) => {
                if let (Screen::Intake(intake), shared) = self.top_mut()
                    && intake.has_draft()
                {
                    intake.keep_now(shared);
                }
                let dossier = Dossier::open(code, &mut self.shared).offering_next();
                self.shared.open(dossier);
            }
            Scan::Staff(_) => self.shared.refuse(say!("keying.card_at_lock")),
            Scan::Unknown => self.shared.refuse(say!("keying.scan_unknown")),
        }
    }

    pub(super) fn key(&mut self, key: Key) {
        if self.shared.committing.is_some() {
            return self.keep(key);
        }
        let key = match self.take_chord(key) {
            Some(key) => key,
            None => return,
        };
        if key == Key::ctrl('c') {
            return self.shared.refuse(say!("keying.how_to_quit"));
        }
        let keys = self.shared.keys.clone();
        match keys.action(key) {
            // In a text field these keys belong to what is typed.
            Some(action) if action.id == "undo" && self.top().show().edits() => self.give_top(key),
            Some(action) => perform(self, action),
            None if matches!(key.code, Code::F(_)) => {
                self.shared.refuse(say!("keying.key_without_command"));
            }
            None if key.alt => {}
            None => self.typed(key),
        }
    }

    /// A key that is no command: through built-in typing, if it is on and words are written here.
    fn typed(&mut self, key: Key) {
        let typist = self.keying.typist.as_mut();
        let (Some(typist), Some(letter)) = (typist, key.typed()) else {
            return self.give_top(key);
        };
        let Some(top) = self.stack.last_mut() else {
            return;
        };
        let Some(writing) = top.show_mut().writing().filter(|w| w.words) else {
            return self.give_top(key);
        };
        let edit = typist.key(&writing.text.text()[..writing.text.caret()], letter);
        for _ in 0..edit.delete {
            self.give_top(Key::plain(Code::Backspace));
        }
        for letter in edit.insert.chars() {
            self.give_top(Key::letter(letter));
        }
    }

    fn give_top(&mut self, key: Key) {
        let (top, shared) = self.top_mut();
        top.show_mut().key(key, shared);
    }

    /// Ctrl+G and the key after it; `None` when there is nothing to do yet.
    fn take_chord(&mut self, key: Key) -> Option<Key> {
        if std::mem::take(&mut self.keying.chord) {
            self.shared.note = None;
            if let Some(function) = chord(key) {
                return Some(function);
            }
            self.shared.refuse(say!("keying.chord_wrong"));
            return None;
        }
        if key == Key::ctrl('g') {
            self.keying.chord = true;
            self.shared.say(Note::plain(say!("keying.chord_begun")));
            return None;
        }
        Some(key)
    }

    /// A key while a commit runs: kept for the next screen; Esc leaves the commit running.
    fn keep(&mut self, key: Key) {
        if key.code == Code::Esc {
            self.kept.clear();
            self.shared.close();
            return self
                .shared
                .say(Note::plain(say!("keying.sending_result_here")));
        }
        if self.kept.len() < KEPT_MOST {
            self.kept.push(key);
        }
    }
}
