//! The keys of one word → the word.

use super::syllable::{Letter, Mark, Parts, Tone, plausible, take_apart, write};
use super::{Method, Placement};

/// The word that `keys` type. What cannot be Vietnamese stays as it was typed; a key pressed once
/// more takes its mark back and is a letter again (`ass` → `as`).
#[must_use]
pub fn compose(keys: &str, method: Method, placement: Placement) -> String {
    let mut word = Word::default();
    for key in keys.chars() {
        word.take(key, method);
    }
    word.settle();
    if !word.taken_back() && !plausible(&word.letters) {
        return keys.to_owned();
    }
    write(&word.letters, word.tone, placement)
}

/// Keys that type `word`, tone last: what a word already on the screen would have been typed with.
#[must_use]
pub fn keys_of(word: &str, method: Method) -> String {
    let (mut keys, mut tone) = (String::new(), None);
    for shown in word.chars() {
        let (letter, its_tone) = take_apart(shown);
        tone = tone.or(its_tone);
        let base = if letter.upper {
            letter.base.to_uppercase().next().unwrap_or(letter.base)
        } else {
            letter.base
        };
        keys.push(base);
        keys.extend(mark_key(letter, method));
    }
    keys.extend(tone.map(|tone| tone_key(tone, method)));
    keys
}

fn mark_key(letter: Letter, method: Method) -> Option<char> {
    match (letter.mark, method) {
        (Mark::None, _) => None,
        (Mark::Circumflex | Mark::Bar, Method::Telex) => Some(letter.base),
        (Mark::Breve | Mark::Horn, Method::Telex) => Some('w'),
        (Mark::Circumflex, Method::Vni) => Some('6'),
        (Mark::Horn, Method::Vni) => Some('7'),
        (Mark::Breve, Method::Vni) => Some('8'),
        (Mark::Bar, Method::Vni) => Some('9'),
    }
}

const TONE_KEYS: [(Tone, char, char); 5] = [
    (Tone::Sac, 's', '1'),
    (Tone::Huyen, 'f', '2'),
    (Tone::Hoi, 'r', '3'),
    (Tone::Nga, 'x', '4'),
    (Tone::Nang, 'j', '5'),
];

fn tone_key(tone: Tone, method: Method) -> char {
    let row = TONE_KEYS.iter().find(|(t, ..)| *t == tone);
    row.map_or(' ', |(_, telex, vni)| match method {
        Method::Telex => *telex,
        Method::Vni => *vni,
    })
}

/// What a key may do besides being a letter.
enum Means {
    Tone(Tone),
    NoTone,
    Mark(char, Mark),
    /// `w`, or `7` and `8`: breve on a, horn on o and u, each only when allowed.
    Hook {
        breve: bool,
        horn: bool,
    },
    Letter,
}

fn meaning(key: char, method: Method) -> Means {
    let tone = TONE_KEYS.iter().find(|(_, telex, vni)| match method {
        Method::Telex => *telex == key,
        Method::Vni => *vni == key,
    });
    if let Some((tone, ..)) = tone {
        return Means::Tone(*tone);
    }
    let (breve, horn) = (true, true);
    match (method, key) {
        (Method::Telex, 'z') | (Method::Vni, '0') => Means::NoTone,
        (Method::Telex, 'a' | 'e' | 'o') => Means::Mark(key, Mark::Circumflex),
        (Method::Telex, 'd') | (Method::Vni, '9') => Means::Mark('d', Mark::Bar),
        (Method::Telex, 'w') => Means::Hook { breve, horn },
        (Method::Vni, '6') => Means::Mark('*', Mark::Circumflex),
        (Method::Vni, '7') => Means::Hook { breve: false, horn },
        (Method::Vni, '8') => Means::Hook { breve, horn: false },
        _ => Means::Letter,
    }
}

#[derive(Default)]
struct Word {
    letters: Vec<Letter>,
    tone: Option<Tone>,
    /// A tone was taken back by its own key: tone keys are letters from here.
    tones_are_letters: bool,
    /// The same of marks.
    marks_are_letters: bool,
    /// The last letter is the ư of a lone `w`.
    lone_w: bool,
}

impl Word {
    fn take(&mut self, key: char, method: Method) {
        let lower = key.to_lowercase().next().unwrap_or(key);
        let lone_w = std::mem::take(&mut self.lone_w);
        let took = plausible(&self.letters)
            && match meaning(lower, method) {
                Means::Tone(tone) => self.take_tone(tone),
                Means::NoTone => self.tone.take().is_some(),
                Means::Mark(base, mark) => !self.marks_are_letters && self.take_mark(base, mark),
                Means::Hook { .. } if lone_w => self.take_back_lone_w(),
                Means::Hook { breve, horn } => {
                    !self.marks_are_letters
                        && (self.take_hook(breve, horn)
                            || (method == Method::Telex && self.begin_with_w(key)))
                }
                Means::Letter => false,
            };
        if !took {
            self.letters.push(Letter::plain(key));
        }
    }

    fn take_tone(&mut self, tone: Tone) -> bool {
        if self.tones_are_letters || !self.letters.iter().any(|l| l.is_vowel()) {
            return false;
        }
        if self.tone == Some(tone) {
            self.tone = None;
            self.tones_are_letters = true;
            return false;
        }
        self.tone = Some(tone);
        true
    }

    /// Puts `mark` on the last letter of `base` (`*`: any that can bear it), if a syllable can come
    /// of it; takes it off again when it is there already.
    fn take_mark(&mut self, base: char, mark: Mark) -> bool {
        let bears = |l: &Letter| match base {
            '*' => matches!(l.base, 'a' | 'e' | 'o'),
            _ => l.base == base,
        };
        let Some(place) = self.letters.iter().rposition(bears) else {
            return false;
        };
        // A bar far from its d only at the beginning: `dinhd`. Inside only in an abbreviation: `HDDND`.
        let at_end = place + 1 == self.letters.len();
        let vowel = self.letters.iter().any(|l| l.is_vowel());
        if mark == Mark::Bar && !at_end && (place != 0 || !vowel) {
            return false;
        }
        if self.letters[place].mark == mark {
            self.letters[place].mark = Mark::None;
            self.marks_are_letters = true;
            return false;
        }
        self.try_marks(&[(place, mark)])
    }

    fn take_hook(&mut self, breve: bool, horn: bool) -> bool {
        let Parts { vowels: (from, to) } = Parts::of(&self.letters);
        let find = |base: char| (from..to).find(|&p| self.letters[p].base == base);
        let pair = (from..to.saturating_sub(1))
            .find(|&p| self.letters[p].base == 'u' && self.letters[p + 1].base == 'o');
        let mut ways: Vec<Vec<(usize, Mark)>> = Vec::new();
        if let Some(pair) = pair.filter(|_| horn) {
            ways.push(vec![(pair, Mark::Horn), (pair + 1, Mark::Horn)]);
        }
        let ua = find('u').zip(find('a')).is_some();
        let hooks = [
            (horn && ua)
                .then(|| find('u'))
                .flatten()
                .map(|p| (p, Mark::Horn)),
            breve.then(|| find('a')).flatten().map(|p| (p, Mark::Breve)),
            horn.then(|| find('o')).flatten().map(|p| (p, Mark::Horn)),
            horn.then(|| find('u')).flatten().map(|p| (p, Mark::Horn)),
        ];
        ways.extend(hooks.into_iter().flatten().map(|one| vec![one]));
        let before = self.letters.clone();
        let stands = |way: &Vec<(usize, Mark)>| way.iter().all(|&(p, m)| before[p].mark == m);
        let standing = ways.iter().find(|way| stands(way)).cloned();
        if ways.iter().any(|way| !stands(way) && self.try_marks(way)) {
            return true;
        }
        if let Some(way) = standing {
            for (place, _) in way {
                self.letters[place].mark = Mark::None;
            }
            self.marks_are_letters = true;
        }
        false
    }

    /// A `w` before any vowel is ư.
    fn begin_with_w(&mut self, key: char) -> bool {
        if self.letters.iter().any(|l| l.is_vowel()) {
            return false;
        }
        self.letters.push(Letter {
            base: 'u',
            mark: Mark::Horn,
            upper: key.is_uppercase(),
        });
        self.lone_w = true;
        true
    }

    fn take_back_lone_w(&mut self) -> bool {
        if let Some(last) = self.letters.last_mut() {
            last.base = 'w';
            last.mark = Mark::None;
        }
        self.marks_are_letters = true;
        true
    }

    fn try_marks(&mut self, marks: &[(usize, Mark)]) -> bool {
        let before = self.letters.clone();
        for &(place, mark) in marks {
            self.letters[place].mark = mark;
        }
        let fits = plausible(&self.letters);
        if !fits {
            self.letters = before;
        }
        fits
    }

    /// `uơ` and `ưo` before another letter are `ươ`; nothing ends in `ươ`, but words end in `uơ`.
    fn settle(&mut self) {
        if self.taken_back() {
            return;
        }
        let Parts { vowels: (from, to) } = Parts::of(&self.letters);
        let pair = (from..to.saturating_sub(1)).find(|&p| {
            let (u, o) = (self.letters[p], self.letters[p + 1]);
            (u.base, o.base) == ('u', 'o') && (u.mark == Mark::Horn || o.mark == Mark::Horn)
        });
        if let Some(p) = pair
            && p + 2 < self.letters.len()
            && self.letters[p + 1].mark != Mark::Circumflex
        {
            self.letters[p].mark = Mark::Horn;
            self.letters[p + 1].mark = Mark::Horn;
        } else if let Some(p) = pair.filter(|_| self.letters.len() == to && from > 0)
            && self.letters[p + 1].mark == Mark::Horn
        {
            self.letters[p].mark = Mark::None;
        }
    }

    fn taken_back(&self) -> bool {
        self.tones_are_letters || self.marks_are_letters
    }
}
