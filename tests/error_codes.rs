//! Every code has one meaning, stands in one place, and is explained in the manual.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use motcua::manual;

/// Codes that a second place still uses for its own sentence of the same kind; remove an entry when
/// that place has a number of its own.
const STILL_SHARED: &[&str] = &[];

#[test]
fn every_code_stands_in_one_place() {
    let twice: BTreeMap<_, _> = places()
        .into_iter()
        .filter(|(code, at)| at.len() > 1 && !STILL_SHARED.contains(&code.as_str()))
        .collect();
    assert!(
        twice.is_empty(),
        "one code, several places: give the newer one a free number, or share a constant: {twice:#?}"
    );
}

#[test]
fn the_manual_explains_exactly_the_codes_there_are() {
    let used: BTreeSet<String> = places().into_keys().collect();
    let explained: BTreeSet<String> = rows().into_keys().collect();
    let missing: Vec<_> = used.difference(&explained).collect();
    let idle: Vec<_> = explained.difference(&used).collect();
    assert!(
        used.len() > 100,
        "the search for codes found only {}",
        used.len()
    );
    assert!(
        missing.is_empty(),
        "add to assets/manual/ma-loi.md: {missing:?}"
    );
    assert!(
        idle.is_empty(),
        "no longer used, take out of assets/manual/ma-loi.md: {idle:?}"
    );
}

#[test]
fn every_row_of_the_manual_has_a_meaning_and_a_mend_of_its_own() {
    let mut meanings = BTreeMap::new();
    for (code, row) in rows() {
        let (meaning, mend) = row.split_once(" → ").unwrap_or((row, ""));
        assert!(
            meaning.len() > 10 && mend.len() > 5,
            "{code}: write “meaning → mend”: {row}"
        );
        if let Some(other) = meanings.insert(meaning.to_owned(), code.clone()) {
            panic!("{code} and {other} say the same: {meaning}");
        }
        assert_eq!(
            manual::about_code(&code),
            Some(format!("{code}: {row}").as_str())
        );
    }
}

#[test]
fn codes_lie_in_the_range_of_their_kind() {
    for code in places().into_keys() {
        assert!(
            matches!(code.as_bytes()[3], b'1'..=b'9'),
            "{code}: ranges run from 1xxx to 9xxx"
        );
    }
}

/// `- MC-1028: meaning → mend` of the manual page.
fn rows() -> BTreeMap<String, &'static str> {
    let text = manual::page("ma-loi").expect("the page of codes").text;
    let mut rows = BTreeMap::new();
    for line in text.lines().filter_map(|line| line.strip_prefix("- MC-")) {
        let (number, row) = line.split_once(": ").expect("- MC-nnnn: meaning → mend");
        let before = rows.insert(format!("MC-{number}"), row);
        assert!(before.is_none(), "MC-{number} is explained twice");
    }
    rows
}

/// Each code with the places (`file:line`) where a string literal begins with it.
fn places() -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in rust_files(&root) {
        let text = fs::read_to_string(&file).expect("a source file");
        // Tests inside a file may name codes as often as they like.
        let product = text
            .split("#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or_default();
        for (line, number) in product.lines().zip(1..) {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for literal in line.split("\"MC-").skip(1) {
                let digits: String = literal.chars().take_while(char::is_ascii_digit).collect();
                let at = format!("{}:{number}", file.display());
                assert_eq!(digits.len(), 4, "{at}: a code has four digits");
                found.entry(format!("MC-{digits}")).or_default().push(at);
            }
        }
    }
    found
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() && path.ends_with("tests") {
            continue;
        }
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}
