//! Finding a procedure among thousands of long names: words without accents in any order, each
//! the beginning of a word of the name, or the code with or without its dot.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::fold::{fold, fold_words};

/// One procedure as the search sees it; keys are folded once, when the index is made.
#[derive(Debug, Clone)]
pub struct SearchEntry {
    /// Code, whole, as in the list.
    code: String,
    /// Digits of the code in order: `1001193`.
    digits: String,
    /// Folded words, each with a space before it, so that ` kha` finds a beginning.
    words: String,
    /// Levels that decide it (`xa`, `tinh` …).
    levels: Vec<String>,
}

impl SearchEntry {
    /// Makes the keys of one procedure.
    pub fn new<L: AsRef<str>>(code: &str, name: &str, levels: &[L]) -> Self {
        Self {
            code: code.to_owned(),
            digits: code.chars().filter(char::is_ascii_digit).collect(),
            words: words_key(name),
            levels: levels
                .iter()
                .map(|level| level.as_ref().to_owned())
                .collect(),
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

/// A found procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SearchHit {
    /// Position in the index that was searched.
    pub position: usize,
    /// Decided at the level of the desk.
    pub own_level: bool,
    /// How often it was used, as passed in.
    pub used: u32,
}

/// The procedures that answer a query, best first: those of the desk's level, the most used, those
/// whose name holds the words side by side, then by length and name. An empty query gives all.
/// `usage` counts by whole code; `level` is the desk's (`xa`), or empty for none.
pub fn search(
    index: &[SearchEntry],
    query: &str,
    level: &str,
    usage: &HashMap<String, u32>,
) -> Vec<SearchHit> {
    let wanted = Query::new(query);
    let mut ranked: Vec<_> = (0..index.len())
        .filter_map(|position| {
            let entry = &index[position];
            let grade = wanted.grade(entry)?;
            let hit = SearchHit {
                position,
                own_level: entry.levels.iter().any(|own| own == level),
                used: usage.get(&entry.code).copied().unwrap_or(0),
            };
            let length = if wanted.is_empty() {
                0
            } else {
                entry.words.len()
            };
            let rank = (
                grade == Grade::Code,
                hit.own_level,
                hit.used,
                grade == Grade::Phrase,
            );
            Some((Reverse(rank), length, entry.words.as_str(), hit))
        })
        .collect();
    ranked
        .sort_unstable_by(|a, b| (a.0, a.1, a.2, a.3.position).cmp(&(b.0, b.1, b.2, b.3.position)));
    ranked.into_iter().map(|(.., hit)| hit).collect()
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
    words: Vec<String>,
    phrase: String,
    /// Digits when the query looks like a code or its beginning; empty otherwise.
    digits: String,
}

impl Query {
    fn new(query: &str) -> Self {
        let words: Vec<String> = fold_words(query)
            .iter()
            .map(|word| format!(" {word}"))
            .collect();
        let typed = query.trim();
        // A code is digits and dots, maybe with a suffix such as `.H56` that is not matched on.
        let core: String = typed
            .chars()
            .take_while(|c| c.is_ascii_digit() || *c == '.')
            .collect();
        let is_code = core.len() >= 3 && (core.len() == typed.len() || core.ends_with('.'));
        let digits = core.chars().filter(char::is_ascii_digit).take(7).collect();
        Self {
            phrase: words.concat(),
            words,
            digits: if is_code { digits } else { String::new() },
        }
    }

    fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    fn grade(&self, entry: &SearchEntry) -> Option<Grade> {
        if !self.digits.is_empty() && by_code(&entry.digits, &self.digits) {
            return Some(Grade::Code);
        }
        if !self
            .words
            .iter()
            .all(|word| entry.words.contains(word.as_str()))
        {
            return None;
        }
        Some(if entry.words.contains(&self.phrase) {
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

    fn index() -> Vec<SearchEntry> {
        [
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
        ]
        .map(|(code, name, level)| SearchEntry::new(code, name, &[level]))
        .to_vec()
    }

    fn found(query: &str, level: &str, usage: &[(&str, u32)]) -> Vec<String> {
        let index = index();
        let usage = usage
            .iter()
            .map(|(code, n)| ((*code).to_owned(), *n))
            .collect();
        search(&index, query, level, &usage)
            .iter()
            .map(|hit| index[hit.position].code.clone())
            .collect()
    }

    #[test]
    fn words_match_without_accents_in_any_order_as_beginnings() {
        assert_eq!(
            found("sinh kha dang", "", &[]),
            ["1.001193", "1.004884", "2.000528"]
        );
        assert_eq!(found("Đất", "", &[]), ["1.011441"]);
        assert_eq!(found("hai sinh", "", &[]), Vec::<String>::new());
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
}
