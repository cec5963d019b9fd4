//! The files against each other and against the code that names their messages.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::*;

/// Tables that only languages beside Vietnamese have: what data says in Vietnamese itself.
const OF_DATA: &[&str] = &[
    "act",
    "list",
    "list_about",
    "state",
    "role",
    "paper_name",
    "field",
    "refusal",
];

fn file(language: Language) -> BTreeMap<String, String> {
    read(language.file())
        .expect("readable")
        .into_iter()
        .collect()
}

fn of_code(key: &str) -> bool {
    let area = key.split('.').next().unwrap_or_default();
    !OF_DATA.contains(&area)
}

/// Names in braces.
fn holes(words: &str) -> BTreeSet<String> {
    let parts = words.split('{').skip(1);
    parts
        .filter_map(|part| Some(part.split_once('}')?.0.to_owned()))
        .collect()
}

/// Every use of a message in the source: key, and the names of its values.
fn used() -> Vec<(String, BTreeSet<String>, String)> {
    let mut found = Vec::new();
    walk(Path::new("src"), &mut found);
    assert!(found.len() > 900, "only {} uses", found.len());
    found
}

fn walk(folder: &Path, found: &mut Vec<(String, BTreeSet<String>, String)>) {
    for entry in std::fs::read_dir(folder).expect("folder") {
        let path = entry.expect("entry").path();
        if path.ends_with("src/messages") {
            // Only others say messages.
        } else if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let source = std::fs::read_to_string(&path).expect("source");
            uses_in(&source, &path.display().to_string(), found);
        }
    }
}

fn uses_in(source: &str, path: &str, found: &mut Vec<(String, BTreeSet<String>, String)>) {
    for (at, _) in source.match_indices("Text::of(\"") {
        let key = source[at + 10..].split('"').next().unwrap_or_default();
        found.push((key.to_owned(), BTreeSet::new(), path.to_owned()));
    }
    for (at, _) in source.match_indices("say!(") {
        let inside = inside(&source[at + 5..]);
        let mut parts = parts(inside).into_iter();
        let key = parts.next().unwrap_or_default();
        let Some(key) = key
            .trim()
            .strip_prefix('"')
            .and_then(|k| k.strip_suffix('"'))
        else {
            panic!("{path}: say! takes a key: {inside}");
        };
        let names = parts.map(|part| part.split('=').next().unwrap_or_default().trim().to_owned());
        let names = names.filter(|name| !name.is_empty()).collect();
        found.push((key.to_owned(), names, path.to_owned()));
    }
}

/// Up to the bracket that closes what is open; brackets in strings do not count.
fn inside(text: &str) -> &str {
    let (mut depth, mut quoted, mut escaped) = (0, false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' if !quoted && depth == 0 => return &text[..at],
            ')' | ']' | '}' if !quoted => depth -= 1,
            _ => {}
        }
    }
    text
}

/// At the commas that stand outside brackets and strings.
fn parts(text: &str) -> Vec<String> {
    let (mut depth, mut quoted, mut out) = (0, false, vec![String::new()]);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => {
                out.push(String::new());
                continue;
            }
            _ => {}
        }
        out.last_mut().expect("one").push(c);
    }
    out
}

#[test]
fn each_language_says_every_message_with_the_same_values() {
    let (vi, en) = (file(Language::Vi), file(Language::En));
    let keys = |all: &BTreeMap<String, String>| -> BTreeSet<String> {
        all.keys().filter(|key| of_code(key)).cloned().collect()
    };
    let (vi_keys, en_keys) = (keys(&vi), keys(&en));
    let lacking: Vec<_> = vi_keys.symmetric_difference(&en_keys).collect();
    assert!(lacking.is_empty(), "only in one language: {lacking:?}");
    for (key, words) in &vi {
        assert_eq!(holes(words), holes(&en[key]), "{key}");
        assert!(!words.is_empty() && !en[key].is_empty(), "{key}");
    }
}

#[test]
fn every_message_the_code_says_is_in_the_files_and_the_other_way_round() {
    let known = file(Language::Vi);
    let mut wrong = Vec::new();
    let mut said = BTreeSet::new();
    for (key, names, path) in used() {
        match known.get(&key) {
            None => wrong.push(format!("{path}: no message {key}")),
            Some(words) if holes(words) != names => {
                wrong.push(format!(
                    "{path}: {key} takes {:?}, gets {names:?}",
                    holes(words)
                ));
            }
            Some(_) => {}
        }
        said.insert(key);
    }
    let silent = known.keys().filter(|key| !said.contains(*key));
    wrong.extend(silent.map(|key| format!("nobody says {key}")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn values_come_where_the_words_want_them() {
    let known = HashMap::from([("a.b".to_owned(), "{two} and {one}".to_owned())]);
    assert_eq!(
        read("[a]\nb = \"{two} and {one}\"").expect("readable"),
        known
    );
    assert_eq!(
        fill("{two} and {one}.", &[("one", &1), ("two", &"zwei")]),
        "zwei and 1."
    );
    assert_eq!(fill("no {such} value", &[]), "no  value");
}

#[test]
fn a_thread_speaks_for_itself() {
    speak(Language::En);
    let other = std::thread::spawn(spoken).join().expect("joined");
    assert_eq!((spoken(), other), (Language::En, Language::Vi));
    speak(Language::Vi);
}

/// Words of data that screens look for in what the server says, or write into it.
const WORDS_OF_DATA: &[&str] = &[
    "Ủy quyền: ",
    "Thủ tục ",
    "Hẹn trả",
    "Số định danh",
    "Điện thoại",
    "làm việc",
    "Ủy quyền: {authority}",
    "Ủy quyền: {authority}\\n{note}",
    "Nữ",
];

#[test]
fn no_words_of_the_screens_stand_in_the_code() {
    let mut found = Vec::new();
    for folder in ["src/tui", "src/client"] {
        words_in(Path::new(folder), &mut found);
    }
    assert!(
        found.is_empty(),
        "these belong into the message files:\n{}",
        found.join("\n")
    );
}

fn words_in(folder: &Path, found: &mut Vec<String>) {
    // What the tests ask of the screens, and the office they are tried in.
    let of_tests = ["tests", "tests.rs", "bench_desk.rs", "sample"];
    for entry in std::fs::read_dir(folder).expect("folder") {
        let path = entry.expect("entry").path();
        if of_tests.iter().any(|name| path.ends_with(name)) {
            continue;
        }
        if path.is_dir() {
            words_in(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let source = std::fs::read_to_string(&path).expect("source");
            let code = source
                .split("#[cfg(test)]\nmod tests")
                .next()
                .unwrap_or_default();
            for (number, line) in code.lines().enumerate() {
                let words = line.split('"').skip(1).step_by(2);
                let odd = words
                    .filter(|w| !line.trim_start().starts_with("//") && !WORDS_OF_DATA.contains(w));
                let odd = odd.filter(|w| w.chars().any(|c| c.is_alphabetic() && c > '\u{bf}'));
                found.extend(odd.map(|w| format!("{}:{}: {w}", path.display(), number + 1)));
            }
        }
    }
}

/// Values of `key = "…"` at the beginning of lines of a data file.
fn values_of(file: &str, key: &str) -> BTreeSet<String> {
    let text = std::fs::read_to_string(file).expect(file);
    let start = format!("{key} = \"");
    let lines = text.lines().filter_map(|line| line.strip_prefix(&start));
    lines
        .filter_map(|rest| Some(rest.split('"').next()?.to_owned()))
        .collect()
}

#[test]
fn what_data_names_has_its_english() {
    let en = file(Language::En);
    let mut lacking = Vec::new();
    let kinds = [
        ("act", "assets/lifecycle/transitions.toml", "act"),
        ("list", "assets/lists/lists.toml", "id"),
        ("list_about", "assets/lists/lists.toml", "id"),
    ];
    for (kind, data, key) in kinds {
        let names = values_of(data, key);
        assert!(names.len() > 10, "{data}: {} of {key}", names.len());
        let without = names
            .into_iter()
            .filter(|n| !en.contains_key(&format!("{kind}.{n}")));
        lacking.extend(without.map(|n| format!("{kind}.{n}")));
    }
    let roles = std::fs::read_to_string("assets/roles/roles.toml").expect("roles");
    let roles = roles
        .lines()
        .filter_map(|line| line.strip_prefix("[role.")?.strip_suffix(']'));
    let roles: Vec<&str> = roles.collect();
    assert!(roles.len() > 10, "{} roles", roles.len());
    let without = roles
        .into_iter()
        .filter(|n| !en.contains_key(&format!("role.{n}")));
    lacking.extend(without.map(|n| format!("role.{n}")));
    let codes = std::fs::read_to_string("assets/manual/ma-loi.md").expect("codes");
    let codes = codes
        .lines()
        .filter_map(|line| line.strip_prefix("- ")?.split_once(':'));
    let codes: Vec<String> = codes.map(|(code, _)| format!("refusal.{code}")).collect();
    assert!(codes.len() > 250, "{} codes", codes.len());
    lacking.extend(codes.into_iter().filter(|code| !en.contains_key(code)));
    assert!(lacking.is_empty(), "no English for: {}", lacking.join(", "));
}
