//! Actions that work on every screen.

use std::time::Duration;

use super::{Action, words};
use crate::manual;
use crate::messages::{Language, Text, say, speak, spoken};
use crate::text::typing::Method;
use crate::tui::actions;
use crate::tui::effect::{Effect, Wake};
use crate::tui::model::Model;
use crate::tui::screens::menu::{Does, MenuLine};
use crate::tui::screens::{Asked, Confirm, Find, Help, Lock, Manual, Menu, Screen};
use crate::tui::widgets::foot::{Note, Tone};

/// How long personal numbers stay shown.
const REVEAL_FOR: Duration = Duration::from_secs(10);

pub static HELP: Action = Action {
    id: "help",
    label: |_| words(say!("common.help")),
    help: Text::of("action.help_help"),
    available: |_| Ok(()),
    run: |model| {
        if let (Screen::Help(help), _) = model.top_mut() {
            if !help.more() {
                model.shared.close();
                let page = below(model);
                model.shared.open(Manual::at(page));
            }
            return;
        }
        let about = about(model);
        let keys = working_keys(model);
        model.shared.open(Help::new(about, keys));
    },
};

/// The page of the screen that help was asked on.
fn below(model: &Model) -> Option<&'static manual::Page> {
    let mut below = model.stack.iter().rev();
    let screen = below.find(|s| !matches!(s, Screen::Help(_)))?;
    manual::page_of(screen.id(), screen.show().state())
}

/// About the code on the message line, when there is one, then about the field or row in focus.
fn about(model: &Model) -> String {
    let here = model.top().show().help();
    let note = model.shared.note.as_ref();
    let code = note.and_then(|note| note.text.split(' ').next());
    match code.and_then(manual::about_code) {
        Some(mend) => format!("{mend}\n\n{here}"),
        None => here,
    }
}

pub static MANUAL: Action = Action {
    id: "manual",
    label: |_| words(say!("action.manual")),
    help: Text::of("action.manual_help"),
    available: |model| match model.top() {
        Screen::Manual(_) => Err(words(say!("action.at_manual"))),
        _ => not_in_a_box(model),
    },
    run: |model| model.shared.open(Manual::default()),
};

/// The keys that work on the top screen, with what they do.
fn working_keys(model: &Model) -> Vec<(String, String)> {
    let binds = model.shared.keys.binds().iter();
    let working = binds.filter(|b| (b.action.available)(model).is_ok());
    let own = model.top().show().keys(&model.shared).into_iter();
    let own = own.map(|(key, label)| (key.to_owned(), format!("{label}.")));
    own.chain(working.map(|b| {
        let keys: Vec<String> = b.keys.iter().map(ToString::to_string).collect();
        let label = (b.action.label)(model);
        (keys.join(", "), format!("{label}. {}", b.action.help))
    }))
    .collect()
}

pub static MENU: Action = Action {
    id: "menu",
    label: |_| words(say!("common.commands")),
    help: Text::of("action.menu_help"),
    available: |model| match model.top() {
        Screen::Menu(_) => Err(words(say!("action.at_menu"))),
        Screen::Confirm(_) => Err(words(say!("action.answer_first"))),
        Screen::Lock(_) => Err(words(say!("action.desk_locked"))),
        _ => Ok(()),
    },
    run: |model| {
        // Acts of the dossier or the list stand after the two that have keys, in the server's order.
        let acts = model.top().show().acts().into_iter();
        let acts = acts.map(|(name, label, why_not)| MenuLine {
            does: Does::Act(name),
            label,
            key: None,
            why_not,
        });
        let lines = actions::ALL
            .iter()
            .filter(|a| a.id != "menu")
            .map(|action| MenuLine {
                does: Does::Action(action),
                label: (action.label)(model).into_owned(),
                key: model.shared.keys.key_of(action.id).map(|k| k.to_string()),
                why_not: (action.available)(model).err().map(|why| why.into_owned()),
            });
        let mut lines: Vec<_> = lines.collect();
        let keyed_acts = lines.iter().position(|l| l.does.id() == "send_back");
        let at = keyed_acts.unwrap_or(0);
        lines.splice(at..at, acts);
        // The key of an act takes its name ("Duyệt" on F6): the act of that name need not stand twice.
        let mut said: Vec<String> = lines
            .iter()
            .filter(|l| l.key.is_some())
            .map(|l| l.label.clone())
            .collect();
        lines.retain(|l| {
            let fresh = l.key.is_some() || !said.contains(&l.label);
            said.push(l.label.clone());
            fresh
        });
        model.shared.open(Menu::new(lines));
    },
};

pub static FIND: Action = Action {
    id: "find",
    label: |model| match model.top() {
        Screen::Find(_) => words(say!("action.next_result")),
        _ => words(say!("common.find")),
    },
    help: Text::of("action.find_help"),
    available: not_in_a_box,
    run: |model| match model.top_mut() {
        (Screen::Find(find), _) => find.next(),
        (_, shared) => shared.open(Find::default()),
    },
};

pub static REFRESH: Action = Action {
    id: "refresh",
    label: |_| words(say!("action.refresh")),
    help: Text::of("action.refresh_help"),
    available: |model| match model.top() {
        Screen::Desk(_) | Screen::Intake(_) | Screen::Dossier(_) | Screen::Find(_) => Ok(()),
        Screen::Fees(_) | Screen::Till(_) | Screen::Table(_) | Screen::Papers(_) => Ok(()),
        Screen::Files(_) | Screen::Returning(_) | Screen::Review(_) => Ok(()),
        _ => Err(words(say!("action.nothing_to_refresh"))),
    },
    run: |model| match model.top_mut() {
        (Screen::Desk(desk), shared) => desk.refresh(shared),
        (Screen::Intake(intake), shared) => intake.refresh(shared),
        (Screen::Dossier(dossier), shared) => dossier.refresh(shared),
        (Screen::Find(find), shared) => find.refresh(shared),
        (Screen::Fees(fees), shared) => fees.refresh(shared),
        (Screen::Till(till), shared) => till.refresh(shared),
        (Screen::Papers(_), shared) => shared.look_at_printing(),
        (Screen::Table(table), shared) => table.refresh(shared),
        (Screen::Review(review), shared) => review.refresh(shared),
        (Screen::Files(files), shared) => files.refresh(shared),
        (Screen::Returning(screen), shared) => screen.refresh(shared),
        _ => {}
    },
};

pub static REVEAL: Action = Action {
    id: "reveal",
    label: |_| words(say!("action.reveal")),
    help: Text::of("action.reveal_help"),
    available: |model| match model.top() {
        Screen::Intake(_) | Screen::Dossier(_) | Screen::Returning(_) | Screen::Review(_) => Ok(()),
        _ => Err(words(say!("action.nothing_masked"))),
    },
    run: |model| {
        let shared = &mut model.shared;
        shared.reveal_until = Some(shared.now + REVEAL_FOR.as_millis() as u64);
        shared.effects.push(Effect::After(REVEAL_FOR, Wake::Mask));
        shared.say(Note::plain(say!("action.revealing")));
    },
};

pub static TYPING: Action = Action {
    id: "typing",
    label: |model| match model.keying.typist.as_ref().map(|typist| typist.method) {
        None => words(say!("action.typing_telex")),
        Some(Method::Telex) => words(say!("action.typing_vni")),
        Some(Method::Vni) => words(say!("action.typing_off")),
    },
    help: Text::of("action.typing_help"),
    available: |_| Ok(()),
    run: |model| {
        model.keying.next_method();
        let mode = model.keying.mode();
        model
            .shared
            .say(Note::plain(say!("action.typing_now", mode)));
    },
};

pub static TONES: Action = Action {
    id: "tones",
    label: |_| words(say!("action.tones")),
    help: Text::of("action.tones_help"),
    available: |model| match model.keying.typist {
        Some(_) => Ok(()),
        None => Err(words(say!("action.built_in_typing_off"))),
    },
    run: |model| {
        model.keying.other_placement();
        model.shared.say(Note::plain(say!("action.tones_changed")));
    },
};

pub static GUIDED: Action = Action {
    id: "guided",
    label: |model| match model.shared.guided {
        true => words(say!("action.guided_off")),
        false => words(say!("action.guided_on")),
    },
    help: Text::of("action.guided_help"),
    available: |model| match model.is_locked() {
        true => Err(words(say!("action.desk_locked_enter"))),
        false => Ok(()),
    },
    run: |model| model.shared.guided = !model.shared.guided,
};

pub static LANGUAGE: Action = Action {
    id: "language",
    // Named in the language it leads to: who needs it reads only that one.
    label: |_| match spoken() {
        Language::Vi => words(say!("action.to_english")),
        Language::En => words(say!("action.to_vietnamese")),
    },
    help: Text::of("action.language_help"),
    available: |model| match model.top() {
        // Screens that are open keep the words they were built with.
        Screen::Desk(_) => Ok(()),
        _ => not_in_a_box(model).and(Err(words(say!("action.to_desk_first")))),
    },
    run: |model| {
        speak(match spoken() {
            Language::Vi => Language::En,
            Language::En => Language::Vi,
        });
        model.shared.say(Note::plain(say!("action.language_now")));
        if let (Screen::Desk(desk), shared) = model.top_mut() {
            desk.refresh(shared);
        }
    },
};

pub static LOCK: Action = Action {
    id: "lock",
    label: |_| words(say!("action.lock")),
    help: Text::of("action.lock_help"),
    available: |model| match model.top() {
        Screen::Lock(_) => Err(words(say!("action.desk_locked"))),
        _ => Ok(()),
    },
    run: |model| {
        let gate = Lock::locked(&model.shared.seat.officer_id);
        model.lock(gate);
    },
};

pub static BACK: Action = Action {
    id: "back",
    label: |_| words(say!("action.back")),
    help: Text::of("action.back_help"),
    available: |model| match model.top() {
        Screen::Desk(_) => Err(words(say!("action.first_screen"))),
        Screen::Act(sheet) if sheet.is_sending() => Err(words(say!("common.sending_wait"))),
        Screen::Order(sheet) if sheet.is_sending() => Err(words(say!("common.sending_wait"))),
        Screen::Review(review) if review.is_sending() => Err(words(say!("common.sending_wait"))),
        Screen::Lock(lock) if lock.may_leave() => Ok(()),
        Screen::Lock(_) => Err(words(say!("action.desk_locked_enter"))),
        _ => Ok(()),
    },
    run: |model| match model.top_mut() {
        (Screen::Intake(intake), shared) => {
            if intake.has_draft() {
                intake.keep_now(shared);
                shared.say(Note::plain(say!("action.draft_saved")));
            } else {
                shared.note = None;
            }
            shared.close();
        }
        (Screen::Manual(manual), shared) => {
            shared.note = None;
            if !manual.back() {
                shared.close();
            }
        }
        (Screen::Flows(flows), shared) => {
            shared.note = None;
            if !flows.back() {
                shared.close();
            }
        }
        (Screen::Papers(papers), shared) => {
            shared.note = None;
            if !papers.back() {
                shared.close();
            }
        }
        (Screen::Batch(batch), shared) => {
            if !batch.stop(shared) {
                batch.leave(shared);
            }
        }
        // What may still be taken back is still news on the list.
        (Screen::Dossier(_), shared) if shared.undo.is_some() => shared.close(),
        (Screen::Changes(changes), shared) => {
            shared.note = None;
            if !changes.back() {
                shared.close();
            }
        }
        // Where the paper went is still news on the dossier.
        (Screen::Print(_), shared) => {
            shared.note.take_if(|note| note.tone != Tone::Good);
            shared.close();
        }
        (_, shared) => {
            shared.note = None;
            shared.close();
        }
    },
};

pub static LEAVE: Action = Action {
    id: "leave",
    label: |_| words(say!("action.quit")),
    help: Text::of("action.quit_help"),
    available: |model| match model.top() {
        Screen::Confirm(_) => Err(words(say!("action.answer_first"))),
        _ => Ok(()),
    },
    run: |model| {
        let now = model.shared.now;
        if let (Screen::Intake(intake), shared) = model.top_mut() {
            intake.keep_now(shared);
        }
        let words = vec![say!("action.ask_quit").to_owned()];
        let ask = Confirm::new(
            say!("action.quit"),
            words,
            say!("action.quit"),
            say!("action.stay"),
            Asked::Leave,
        );
        model.shared.open(ask.opened_at(now));
    },
};

/// Not while a box or a question is open: it must be answered or left first.
pub(super) fn not_in_a_box(model: &Model) -> Result<(), std::borrow::Cow<'static, str>> {
    match model.top() {
        // Help and manual may be read over the lock; nothing may be opened from there.
        _ if model.stack.iter().any(|s| matches!(s, Screen::Lock(_))) => {
            Err(words(say!("action.desk_locked_enter")))
        }
        top if top.show().is_overlay() => Err(words(say!("action.close_box_first"))),
        _ => Ok(()),
    }
}
