//! Finding a procedure among thousands of long names: words without accents in any order, each
//! the beginning of a word of the name, or the code with or without its dot.

use std::cmp::Reverse;

use memchr::memmem::Finder;

use super::fold::{fold, fold_words};
use super::packed::{Packed, Span};

/// A procedure to be found, as it is named in the list.
#[derive(Debug, Clone, Copy)]
pub struct Searched<'a> {
    /// Code, whole.
    pub code: &'a str,
    /// Full name.
    pub name: &'a str,
    /// Decided at the level of the desk.
    pub own_level: bool,
    /// How often this desk used it.
    pub used: u32,
}

/// What is searched: the keys of each procedure and its place among all, made once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProcedureSearch {
    keys: Packed,
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    /// Digits of the code in order: `1001193`.
    digits: Span,
    /// Folded words, each with a space before it, so that ` kha` finds a beginning.
    words: Span,
    own_level: bool,
    used: u32,
    /// Place by words.
    by_words: u32,
    /// Place by length of the words, then by words.
    by_length: u32,
}

impl ProcedureSearch {
    /// Folds the names and orders them, so that no letter typed later has to.
    pub fn new<'a>(procedures: impl IntoIterator<Item = Searched<'a>>) -> Self {
        let mut keys = Packed::default();
        let entry = |procedure| Entry::new(procedure, &mut keys);
        let mut entries: Vec<Entry> = procedures.into_iter().map(entry).collect();
        keys.finish();
        entries.shrink_to_fit();
        let mut order: Vec<usize> = (0..entries.len()).collect();
        order.sort_by_key(|at| keys.get(entries[*at].words));
        for (place, at) in order.iter().enumerate() {
            entries[*at].by_words = place as u32;
        }
        order.sort_by_key(|at| entries[*at].words.bytes());
        for (place, at) in order.iter().enumerate() {
            entries[*at].by_length = place as u32;
        }
        Self { keys, entries }
    }

    /// The places of the procedures that answer a query, best first: those of the desk's level, the most
    /// used, those whose name holds the words side by side, then by length and name. An empty query gives
    /// all. `among` are the places a shorter query found: more words never bring others back.
    pub fn search(&self, query: &str, among: Option<&[u32]>) -> Vec<u32> {
        let wanted = Query::new(query);
        let rank = |at: u32| {
            let entry = self.entries.get(at as usize)?;
            let grade = wanted.grade(entry, &self.keys)?;
            let best = (
                grade == Grade::Code,
                entry.own_level,
                entry.used,
                grade == Grade::Phrase,
            );
            let place = match wanted.is_empty() {
                true => entry.by_words,
                false => entry.by_length,
            };
            Some((Reverse(best), place, at))
        };
        let mut ranked: Vec<_> = match among {
            Some(places) => places.iter().copied().filter_map(rank).collect(),
            None => (0..self.entries.len() as u32).filter_map(rank).collect(),
        };
        ranked.sort_unstable();
        ranked.into_iter().map(|(.., at)| at).collect()
    }
}

impl Entry {
    fn new(procedure: Searched<'_>, keys: &mut Packed) -> Self {
        let digits: String = procedure
            .code
            .chars()
            .filter(char::is_ascii_digit)
            .collect();
        Self {
            digits: keys.push(&digits),
            words: keys.push(&words_key(procedure.name)),
            own_level: procedure.own_level,
            used: procedure.used,
            by_words: 0,
            by_length: 0,
        }
    }
}

/// The folded words of a text, each with a space before it.
fn words_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    let mut between = true;
    for c in fold(text).chars() {
        if !c.is_alphanumeric() {
            between = true;
            continue;
        }
        if between {
            key.push(' ');
            between = false;
        }
        key.push(c);
    }
    key
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Grade {
    /// The code itself was typed.
    Code,
    /// The words stand side by side in the name.
    Phrase,
    /// Every word begins some word of the name.
    Words,
}

struct Query {
    /// Each with a space before it.
    words: Vec<Finder<'static>>,
    phrase: Finder<'static>,
    /// Digits when the query looks like a code or its beginning; empty otherwise.
    digits: String,
}

impl Query {
    fn new(query: &str) -> Self {
        let words = fold_words(query);
        let finder = |text: &str| Finder::new(text).into_owned();
        let typed = query.trim();
        // A code is digits and dots, maybe with a suffix such as `.H56` that is not matched on.
        let core: String = typed
            .chars()
            .take_while(|c| c.is_ascii_digit() || *c == '.')
            .collect();
        let is_code = core.len() >= 3 && (core.len() == typed.len() || core.ends_with('.'));
        let digits = core.chars().filter(char::is_ascii_digit).take(7).collect();
        Self {
            phrase: finder(&format!(" {}", words.join(" "))),
            words: words.iter().map(|w| finder(&format!(" {w}"))).collect(),
            digits: if is_code { digits } else { String::new() },
        }
    }

    fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    fn grade(&self, entry: &Entry, keys: &Packed) -> Option<Grade> {
        if !self.digits.is_empty() && by_code(keys.get(entry.digits), &self.digits) {
            return Some(Grade::Code);
        }
        let words = keys.get(entry.words).as_bytes();
        let holds = |part: &Finder<'_>| part.find(words).is_some();
        if !self.words.iter().all(holds) {
            return None;
        }
        let side_by_side = self.words.len() < 2 || holds(&self.phrase);
        Some(if side_by_side {
            Grade::Phrase
        } else {
            Grade::Words
        })
    }
}

/// The beginning of the code, or the beginning of its six digits without their leading zeros:
/// clerks say "1193" for 1.001193.
fn by_code(code: &str, typed: &str) -> bool {
    let serial = code
        .get(1..7)
        .map_or("", |serial| serial.trim_start_matches('0'));
    code.starts_with(typed) || (typed.len() >= 3 && serial == typed.trim_start_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROCEDURES: [(&str, &str, &str); 5] = [
        ("1.001193", "Thủ tục đăng ký khai sinh", "xa"),
        ("1.004884", "Thủ tục đăng ký lại khai sinh", "xa"),
        (
            "2.000635",
            "Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh",
            "xa",
        ),
        (
            "2.000528",
            "Thủ tục đăng ký khai sinh có yếu tố nước ngoài",
            "tinh",
        ),
        (
            "1.011441",
            "Đăng ký biện pháp bảo đảm bằng quyền sử dụng đất",
            "xa",
        ),
    ];

    fn index(level: &str, usage: &[(&str, u32)]) -> ProcedureSearch {
        let used = |code| {
            usage
                .iter()
                .find(|(c, _)| *c == code)
                .map_or(0, |(_, n)| *n)
        };
        ProcedureSearch::new(PROCEDURES.map(|(code, name, own)| Searched {
            code,
            name,
            own_level: own == level,
            used: used(code),
        }))
    }

    fn found(query: &str, level: &str, usage: &[(&str, u32)]) -> Vec<&'static str> {
        let hits = index(level, usage).search(query, None);
        hits.iter().map(|at| PROCEDURES[*at as usize].0).collect()
    }

    #[test]
    fn words_match_without_accents_in_any_order_as_beginnings() {
        assert_eq!(
            found("sinh kha dang", "", &[]),
            ["1.001193", "1.004884", "2.000528"]
        );
        assert_eq!(found("Đất", "", &[]), ["1.011441"]);
        assert_eq!(found("hai sinh", "", &[]), Vec::<&str>::new());
    }

    #[test]
    fn the_level_comes_first_then_use_then_the_words_side_by_side() {
        assert_eq!(
            found("khai sinh", "xa", &[]),
            ["1.001193", "1.004884", "2.000635", "2.000528"]
        );
        assert_eq!(found("khai sinh", "tinh", &[])[0], "2.000528");
        assert_eq!(found("khai sinh", "xa", &[("2.000635", 9)])[0], "2.000635");
        assert_eq!(found("ky khai", "xa", &[])[0], "1.001193");
    }

    #[test]
    fn codes_are_found_with_and_without_dot_and_suffix() {
        for typed in [
            "1.001193",
            "1001193",
            "1.0011",
            "1193",
            "1.001193.000.00.00.H56",
            "1.001193.H56",
        ] {
            assert_eq!(found(typed, "", &[]), ["1.001193"], "{typed}");
        }
    }

    #[test]
    fn an_empty_query_gives_all_by_level_use_and_name() {
        let all = found("  ", "xa", &[("1.004884", 3)]);
        assert_eq!(
            all,
            ["1.004884", "2.000635", "1.011441", "1.001193", "2.000528"]
        );
    }

    #[test]
    fn a_longer_query_finds_the_same_among_what_the_shorter_one_found() {
        let index = index("xa", &[("2.000635", 9)]);
        let query = "sinh khai dang";
        let mut among = index.search("", None);
        for end in 1..=query.len() {
            among = index.search(&query[..end], Some(&among));
            assert_eq!(among, index.search(&query[..end], None), "{end}");
        }
        assert_eq!(among.len(), 3);
    }
}
