//! Events of the Windows console as the bytes other terminals send, so that one parser reads both.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// Turns events into bytes; knows which letters are held down.
#[derive(Debug, Default)]
pub struct Console {
    down: Vec<char>,
}

impl Console {
    /// Appends what `event` means; nothing for a released key, the mouse or a new size.
    pub fn hear(&mut self, event: &Event, out: &mut Vec<u8>) {
        match event {
            Event::Key(key) if key.kind == KeyEventKind::Release => self.released(key, out),
            Event::Key(key) => self.pressed(key, out),
            Event::Paste(text) => {
                out.extend_from_slice(b"\x1b[200~");
                out.extend_from_slice(text.as_bytes());
                out.extend_from_slice(b"\x1b[201~");
            }
            // A key released in another window is never told.
            Event::FocusGained | Event::FocusLost => self.down.clear(),
            Event::Mouse(_) | Event::Resize(..) => {}
        }
    }

    fn pressed(&mut self, key: &KeyEvent, out: &mut Vec<u8>) {
        if let KeyCode::Char(letter) = key.code {
            let letter = lower(letter);
            if !self.down.contains(&letter) {
                self.down.push(letter);
            }
        }
        say(key, out);
    }

    /// Where the keyboard lacks a letter (pasted, or from an input method), the console makes an Alt code of
    /// it: it comes with the release of Alt, and no press came before. The release of a key whose
    /// letter changed meanwhile, because Shift went up first, is told by the key that is still down.
    fn released(&mut self, key: &KeyEvent, out: &mut Vec<u8>) {
        let KeyCode::Char(letter) = key.code else {
            return;
        };
        match self.down.iter().position(|held| *held == lower(letter)) {
            Some(at) => drop(self.down.remove(at)),
            None if self.down.is_empty() && !letter.is_ascii() => push(letter, out),
            None => self.down.clear(),
        }
    }
}

fn lower(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

/// The bytes of a key as xterm sends them.
fn say(key: &KeyEvent, out: &mut Vec<u8>) {
    let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    match key.code {
        KeyCode::Char(letter) if ctrl && !alt => {
            let letter = letter.to_ascii_lowercase();
            if letter.is_ascii_lowercase() {
                out.push(letter as u8 & 0x1f);
            }
        }
        KeyCode::Char(letter) if !letter.is_control() => {
            // Ctrl with Alt is AltGr: the letter is what the keyboard made of it.
            if alt && !ctrl {
                out.push(0x1b);
            }
            push(letter, out);
        }
        KeyCode::Enter => out.push(b'\r'),
        KeyCode::Tab => out.push(b'\t'),
        KeyCode::BackTab => out.extend_from_slice(b"\x1b[Z"),
        KeyCode::Backspace => out.push(0x7f),
        KeyCode::Esc => out.push(0x1b),
        other => named(other, key.modifiers, out),
    }
}

fn push(letter: char, out: &mut Vec<u8>) {
    out.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
}

/// Keys with a name of their own: `CSI NUMBER ; MODIFIERS LAST`.
fn named(code: KeyCode, modifiers: KeyModifiers, out: &mut Vec<u8>) {
    let (number, last) = match code {
        KeyCode::Up => (1, 'A'),
        KeyCode::Down => (1, 'B'),
        KeyCode::Right => (1, 'C'),
        KeyCode::Left => (1, 'D'),
        KeyCode::Home => (1, 'H'),
        KeyCode::End => (1, 'F'),
        KeyCode::Insert => (2, '~'),
        KeyCode::Delete => (3, '~'),
        KeyCode::PageUp => (5, '~'),
        KeyCode::PageDown => (6, '~'),
        KeyCode::F(number @ 1..=5) => (10 + number, '~'),
        KeyCode::F(number @ 6..=10) => (11 + number, '~'),
        KeyCode::F(number @ 11..=12) => (12 + number, '~'),
        _ => return,
    };
    let held = [
        (KeyModifiers::SHIFT, 1),
        (KeyModifiers::ALT, 2),
        (KeyModifiers::CONTROL, 4),
    ];
    let held = held.iter().filter(|(one, _)| modifiers.contains(*one));
    let modifiers: u8 = 1 + held.map(|(_, bit)| bit).sum::<u8>();
    out.extend_from_slice(format!("\x1b[{number};{modifiers}{last}").as_bytes());
}

#[cfg(test)]
mod tests {
    use super::super::super::{Code, Input, Key, Parser};
    use super::*;

    fn heard(events: &[Event]) -> Vec<Input> {
        let (mut console, mut bytes, mut inputs) = (Console::default(), Vec::new(), Vec::new());
        for event in events {
            console.hear(event, &mut bytes);
        }
        let mut parser = Parser::default();
        parser.feed(&bytes, 0, &mut inputs);
        parser.expire(u64::MAX, &mut inputs);
        inputs
    }

    fn key(code: KeyCode, modifiers: KeyModifiers, kind: KeyEventKind) -> Event {
        Event::Key(KeyEvent::new_with_kind(code, modifiers, kind))
    }

    fn press(code: KeyCode) -> Event {
        key(code, KeyModifiers::NONE, KeyEventKind::Press)
    }

    fn with(code: KeyCode, modifiers: KeyModifiers) -> Event {
        key(code, modifiers, KeyEventKind::Press)
    }

    fn release(letter: char) -> Event {
        key(
            KeyCode::Char(letter),
            KeyModifiers::NONE,
            KeyEventKind::Release,
        )
    }

    fn text(events: &[Event]) -> String {
        let typed = |input: Input| match input {
            Input::Key(key) => key.typed(),
            Input::Paste(_) | Input::Mouse(_) => None,
        };
        heard(events).into_iter().filter_map(typed).collect()
    }

    #[test]
    fn every_key_comes_out_of_the_parser_as_it_went_in() {
        let pairs = [
            (KeyCode::Enter, Code::Enter),
            (KeyCode::Tab, Code::Tab),
            (KeyCode::BackTab, Code::BackTab),
            (KeyCode::Backspace, Code::Backspace),
            (KeyCode::Esc, Code::Esc),
            (KeyCode::Delete, Code::Delete),
            (KeyCode::Insert, Code::Insert),
            (KeyCode::Up, Code::Up),
            (KeyCode::Down, Code::Down),
            (KeyCode::Left, Code::Left),
            (KeyCode::Right, Code::Right),
            (KeyCode::Home, Code::Home),
            (KeyCode::End, Code::End),
            (KeyCode::PageUp, Code::PageUp),
            (KeyCode::PageDown, Code::PageDown),
            (KeyCode::Char('ễ'), Code::Char('ễ')),
        ];
        let functions = (1..=12).map(|n| (KeyCode::F(n), Code::F(n)));
        for (code, expected) in pairs.into_iter().chain(functions) {
            let expected = [Input::Key(Key::plain(expected))];
            assert_eq!(heard(&[press(code)]), expected, "{code:?}");
        }
    }

    #[test]
    fn ctrl_alt_and_alt_gr_are_told_apart() {
        let z = KeyCode::Char('z');
        let one = |modifiers| heard(&[with(z, modifiers)]);
        assert_eq!(one(KeyModifiers::CONTROL), [Input::Key(Key::ctrl('z'))]);
        let alt = Key {
            alt: true,
            ..Key::letter('z')
        };
        assert_eq!(one(KeyModifiers::ALT), [Input::Key(alt)]);
        let alt_gr = KeyModifiers::CONTROL | KeyModifiers::ALT;
        assert_eq!(one(alt_gr), [Input::Key(Key::letter('z'))]);
        let left = heard(&[with(KeyCode::Left, KeyModifiers::CONTROL)]);
        assert_eq!(
            left,
            [Input::Key(Key {
                ctrl: true,
                ..Key::plain(Code::Left)
            })]
        );
    }

    #[test]
    fn a_key_is_typed_when_it_goes_down_and_again_while_it_is_held() {
        let a = KeyCode::Char('a');
        assert_eq!(text(&[press(a), release('a')]), "a");
        assert_eq!(text(&[press(a), press(a), release('a')]), "aa");
        // Rolled over: the next key goes down before the first is up.
        let events = [press(a), press(KeyCode::Char('b'))];
        let up = [release('a'), release('b')];
        assert_eq!(text(&[events, up].concat()), "ab");
    }

    #[test]
    fn letters_the_keyboard_lacks_come_with_the_release_of_alt() {
        let (n, g) = (KeyCode::Char('n'), KeyCode::Char('g'));
        let pasted = [
            press(n),
            release('n'),
            press(g),
            release('g'),
            release('ễ'),
            press(n),
            release('n'),
            release('Ễ'),
        ];
        assert_eq!(text(&pasted), "ngễnỄ");
    }

    #[test]
    fn a_letter_that_changed_while_held_is_not_typed_again() {
        // The Vietnamese layout: Shift+1 is "!", and 1 alone is "ă"; Shift went up first.
        let events = [press(KeyCode::Char('!')), release('ă'), release('ư')];
        assert_eq!(text(&events), "!ư");
        let upper = [press(KeyCode::Char('Ư')), release('ư')];
        assert_eq!(text(&upper), "Ư");
        let away = [press(KeyCode::Char('x')), Event::FocusLost, release('ễ')];
        assert_eq!(text(&away), "xễ");
    }

    #[test]
    fn a_paste_is_a_paste() {
        let paste = Input::Paste("a\rb".into());
        assert_eq!(heard(&[Event::Paste("a\rb".into())]), [paste]);
        assert!(heard(&[Event::Resize(90, 30)]).is_empty());
    }
}
