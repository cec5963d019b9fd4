//! Letters of a word that is being typed: a base, its mark, its case; and what can still become a
//! Vietnamese syllable.

use unicode_normalization::UnicodeNormalization;

use super::Placement;

/// A mark that makes another letter of a base.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    None,
    /// â ê ô
    Circumflex,
    /// ă
    Breve,
    /// ơ ư
    Horn,
    /// đ
    Bar,
}

/// One of the five written tones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Sac,
    Huyen,
    Hoi,
    Nga,
    Nang,
}

impl Tone {
    pub const ALL: [Self; 5] = [Self::Sac, Self::Huyen, Self::Hoi, Self::Nga, Self::Nang];

    const fn combining(self) -> char {
        match self {
            Self::Sac => '\u{301}',
            Self::Huyen => '\u{300}',
            Self::Hoi => '\u{309}',
            Self::Nga => '\u{303}',
            Self::Nang => '\u{323}',
        }
    }
}

/// A letter without its tone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letter {
    /// Lower case, without mark.
    pub base: char,
    pub mark: Mark,
    pub upper: bool,
}

impl Letter {
    pub fn plain(letter: char) -> Self {
        let lower = letter.to_lowercase().next().unwrap_or(letter);
        Self {
            base: lower,
            mark: Mark::None,
            upper: lower != letter,
        }
    }

    pub const fn is_vowel(self) -> bool {
        matches!(self.base, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
    }

    fn marked(self) -> char {
        match (self.base, self.mark) {
            ('a', Mark::Circumflex) => 'â',
            ('e', Mark::Circumflex) => 'ê',
            ('o', Mark::Circumflex) => 'ô',
            ('a', Mark::Breve) => 'ă',
            ('o', Mark::Horn) => 'ơ',
            ('u', Mark::Horn) => 'ư',
            ('d', Mark::Bar) => 'đ',
            (base, _) => base,
        }
    }

    fn write(self, tone: Option<Tone>, out: &mut String) {
        let shown = self.marked();
        let pair = [Some(shown), tone.map(Tone::combining)];
        let composed = pair.into_iter().flatten().nfc();
        if self.upper {
            out.extend(composed.flat_map(char::to_uppercase));
        } else {
            out.extend(composed);
        }
    }
}

/// A letter as it stands in a text, with its tone.
pub(super) fn take_apart(shown: char) -> (Letter, Option<Tone>) {
    let upper = shown.is_uppercase();
    let mut parts = shown.to_lowercase().nfd();
    let first = parts.next().unwrap_or(shown);
    let mut letter = Letter {
        upper,
        ..Letter::plain(first)
    };
    if first == 'đ' {
        letter.base = 'd';
        letter.mark = Mark::Bar;
    }
    let mut tone = None;
    for part in parts {
        match part {
            '\u{302}' => letter.mark = Mark::Circumflex,
            '\u{306}' => letter.mark = Mark::Breve,
            '\u{31b}' => letter.mark = Mark::Horn,
            other => tone = Tone::ALL.into_iter().find(|t| t.combining() == other),
        }
    }
    (letter, tone)
}

/// Places of the parts of a word: letters before `vowels.0` are the onset, from `vowels.1` the coda.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parts {
    pub vowels: (usize, usize),
}

impl Parts {
    /// Finds them. The u of `qu` and the i of `gi` before a vowel belong to the onset.
    pub fn of(letters: &[Letter]) -> Self {
        let first = letters.iter().position(|l| l.is_vowel());
        let mut from = first.unwrap_or(letters.len());
        let glide = |from: usize, before: char, glide: char| {
            from > 0
                && letters[from - 1].base == before
                && letters[from].base == glide
                && letters[from].mark == Mark::None
                && letters.get(from + 1).is_some_and(|l| l.is_vowel())
        };
        if first.is_some() && (glide(from, 'q', 'u') || (from == 1 && glide(from, 'g', 'i'))) {
            from += 1;
        }
        let length = letters[from..].iter().take_while(|l| l.is_vowel()).count();
        Self {
            vowels: (from, from + length),
        }
    }
}

/// Beginnings of syllables, with those of names from the highlands.
const ONSETS: &str = " b bl br c ch d dr đ đh đl đr g gh gi gl gr h hl hm hn hr j k kb kh kl km kn kp kr kt kv l m ml mr n \
ng ngh nh p ph pl pr q qu r s t th tr v x y ";
const VOWELS: &str = " a ă â e ê i o ô ơ u ư y ai ao au âu ay ây eo eu êu ia ie iê iu oa oă oe oi ôi ơi oo ua uâ uă ue uê ui \
uo uô uơ ưa ưi ưo ươ ưu uu uy uya uye uyê ya ye yê ieu iêu yeu yêu oai oao oay oeo uay uây uoi uôi ưoi uơi ươi ưou ươu uyu uou uơu uao oei uâu uôu uêu ";
const CODAS: &str = " c ch h k m n ng nh p t ";

/// Whether the letters are a syllable, or could become one.
pub(super) fn plausible(letters: &[Letter]) -> bool {
    let Parts { vowels } = Parts::of(letters);
    let is_in = |list: &str, part: &[Letter]| {
        let word: String = part.iter().map(|l| l.marked()).collect();
        part.is_empty() || list.split(' ').any(|known| known == word)
    };
    if vowels.0 == letters.len() {
        // Not a vowel yet: any consonants may stand, also the Y and Q of a name.
        return letters.iter().all(|l| l.base.is_alphabetic());
    }
    let (onset, rest) = letters.split_at(vowels.0);
    let (nucleus, coda) = rest.split_at(vowels.1 - vowels.0);
    is_in(ONSETS, onset) && is_in(VOWELS, nucleus) && is_in(CODAS, coda)
}

/// The word with its tone on the right letter.
pub(super) fn write(letters: &[Letter], tone: Option<Tone>, placement: Placement) -> String {
    let at = tone.map(|_| tone_place(letters, placement));
    let mut out = String::with_capacity(letters.len() * 3);
    for (place, letter) in letters.iter().enumerate() {
        letter.write(tone.filter(|_| at == Some(place)), &mut out);
    }
    out
}

/// Where the tone stands: on the marked vowel, else before a coda on the last one, else on the
/// first of two and the middle of three; `oa oe uy` differ by placement.
fn tone_place(letters: &[Letter], placement: Placement) -> usize {
    let Parts { vowels: (from, to) } = Parts::of(letters);
    let nucleus = &letters[from..to];
    let marked = nucleus.iter().rposition(|l| l.mark != Mark::None);
    let closed = to < letters.len();
    let in_nucleus = match (marked, nucleus.len()) {
        (Some(place), _) => place,
        (None, 0 | 1) => 0,
        (None, 2) if closed => 1,
        (None, 2) => {
            let pair = (nucleus[0].base, nucleus[1].base);
            let rising = matches!(pair, ('o', 'a' | 'e') | ('u', 'y' | 'e'));
            usize::from(rising && (placement == Placement::New || pair == ('u', 'e')))
        }
        (None, _) => 1,
    };
    from + in_nucleus
}
