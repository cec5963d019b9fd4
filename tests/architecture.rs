//! The house as its map says: who may use whom, what the pure core may never touch, where SQL may
//! stand. The map (`src/README.md`) is read, so that it and this test cannot disagree.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A source file: its module (first folder), path and lines outside comments and unit tests.
struct Source {
    module: String,
    path: String,
    lines: Vec<(usize, String)>,
}

fn sources() -> Vec<Source> {
    let mut found = Vec::new();
    collect(Path::new("src"), &mut found);
    assert!(found.len() > 100, "only {} files", found.len());
    found
}

fn collect(folder: &Path, found: &mut Vec<Source>) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(source(&path));
        }
    }
}

fn source(path: &Path) -> Source {
    let text = fs::read_to_string(path).unwrap();
    let inside = path.strip_prefix("src").unwrap();
    let module = inside
        .iter()
        .next()
        .unwrap()
        .to_str()
        .unwrap()
        .trim_end_matches(".rs");
    let tests = ["tests.rs", "bench_desk.rs"]
        .iter()
        .any(|name| path.ends_with(name));
    let lines = if tests { Vec::new() } else { code(&text) };
    Source {
        module: module.to_owned(),
        path: path.display().to_string(),
        lines,
    }
}

/// Lines of code: without comments, and without what follows `#[cfg(test)] mod`.
fn code(text: &str) -> Vec<(usize, String)> {
    let mut lines = Vec::new();
    let all: Vec<&str> = text.lines().collect();
    for (i, line) in all.iter().enumerate() {
        if line.trim() == "#[cfg(test)]"
            && all
                .get(i + 1)
                .is_some_and(|next| next.contains("mod ") && next.ends_with('{'))
        {
            break;
        }
        let line = line.trim_start();
        if !line.starts_with("//") {
            lines.push((i + 1, line.to_owned()));
        }
    }
    lines
}

/// The table of the map: module → modules it may use.
fn map() -> BTreeMap<String, BTreeSet<String>> {
    rules(&fs::read_to_string("src/README.md").unwrap())
}

fn rules(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut table: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let names = |cell: &str| -> Vec<String> {
        cell.split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect()
    };
    for line in text.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
        assert!(cells.len() >= 4, "a row of the map has four cells: {line}");
        let module = names(cells[0]).remove(0);
        let above: Vec<String> = table.keys().cloned().collect();
        let mut may: BTreeSet<String> = names(cells[2]).into_iter().collect();
        if cells[2].contains("all above")
            || cells[2].contains("everything")
            || cells[2].contains("and below")
        {
            may.extend(above.into_iter().filter(|m| {
                cells[2].contains("everything") || !["client", "tui"].contains(&m.as_str())
            }));
        }
        table.insert(module, may);
    }
    table
}

/// Modules that a line of code names through `crate::`.
fn named(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in line.match_indices("crate::") {
        // `$crate::` inside a macro names the same house.
        let rest = &line[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let group = group.split('}').next().unwrap_or("");
            found.extend(group.split(',').map(|part| first_word(part.trim())));
        } else {
            found.push(first_word(rest));
        }
    }
    found
}

fn first_word(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

fn breaches(map: &BTreeMap<String, BTreeSet<String>>, sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources {
        let Some(may) = map.get(&source.module) else {
            continue;
        };
        for (number, line) in &source.lines {
            for used in named(line) {
                if used != source.module && map.contains_key(&used) && !may.contains(&used) {
                    found.push(format!(
                        "{}:{number}: {} may not use {used}",
                        source.path, source.module
                    ));
                }
            }
        }
    }
    found
}

#[test]
fn every_module_uses_only_what_the_map_allows() {
    let map = map();
    let sources = sources();
    let modules: BTreeSet<&str> = sources.iter().map(|s| s.module.as_str()).collect();
    for module in modules {
        let known = map.contains_key(module) || ["lib", "main"].contains(&module);
        assert!(known, "{module} has no row in src/README.md");
    }
    for module in map.keys() {
        assert!(
            sources.iter().any(|s| s.module == *module),
            "{module} stands in src/README.md but is gone"
        );
    }
    let found = breaches(&map, &sources);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The judge sees what it must see.
#[test]
fn a_breach_is_seen() {
    let map = rules(
        "| `text` | x | – | y |\n| `store` | x | `text` | y |\n| `usecases` | x | all above | y |",
    );
    let wrong = |module: &str, line: &str| {
        let source = Source {
            module: module.to_owned(),
            path: "x".to_owned(),
            lines: vec![(1, line.to_owned())],
        };
        breaches(&map, &[source]).len()
    };
    assert_eq!(wrong("text", "use crate::store::Tx;"), 1);
    assert_eq!(
        wrong("text", "let x = crate::store::open(crate::usecases::f());"),
        2
    );
    assert_eq!(wrong("store", "use crate::{text::fold, usecases::App};"), 1);
    assert_eq!(wrong("usecases", "use crate::{text::fold, store::Tx};"), 0);
    assert_eq!(
        wrong("store", "use crate::store::Tx; use crate::text::fold;"),
        0
    );
    assert_eq!(
        code("// crate::a\nlet x;\n#[cfg(test)]\nmod tests {\nuse crate::b;").len(),
        1
    );
    assert_eq!(
        forbidden(
            &[(7, "let now = std::time::SystemTime::now();".to_owned())],
            IMPURE
        )
        .len(),
        1
    );
    assert_eq!(
        forbidden(&[(7, "format!(\"SELECT {x}\")".to_owned())], SQL).len(),
        1
    );
}

/// What only the outside has: clock, files, network, chance, threads, frameworks.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::net",
    "std::io",
    "std::env",
    "std::process",
    "std::thread",
    "SystemTime",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "tokio",
    "rusqlite",
    "postgres",
    "reqwest",
    "ratatui",
    "crossterm",
    "axum",
    "getrandom",
    "rand::",
    "uuid",
    "tracing",
    "printpdf",
    "utoipa",
    "tower",
];

const SQL: &[&str] = &[
    "SELECT ",
    "INSERT INTO",
    "UPDATE dossier",
    "DELETE FROM",
    "CREATE TABLE",
    "DROP TABLE",
    "ALTER TABLE",
];

fn forbidden(lines: &[(usize, String)], names: &[&str]) -> Vec<(usize, String)> {
    let hit = |line: &str| {
        names
            .iter()
            .find(|name| line.contains(**name))
            .map(|n| (*n).to_owned())
    };
    lines
        .iter()
        .filter_map(|(number, line)| Some((*number, hit(line)?)))
        .collect()
}

fn assert_free_of(names: &[&str], why: &str, inside: impl Fn(&Source) -> bool) {
    let mut found = Vec::new();
    for source in sources().iter().filter(|s| inside(s)) {
        for (number, name) in forbidden(&source.lines, names) {
            found.push(format!("{}:{number}: {name}", source.path));
        }
    }
    assert!(found.is_empty(), "{why}:\n{}", found.join("\n"));
}

#[test]
fn the_core_knows_no_world() {
    let core = |s: &Source| ["text", "worktime", "domain"].contains(&s.module.as_str());
    assert_free_of(IMPURE, "the pure core gets the world as values", core);
}

#[test]
fn use_cases_know_the_clock_only_by_its_trait() {
    let names = &[
        "SystemTime",
        "Utc::now",
        "Local::now",
        "getrandom",
        "axum",
        "ratatui",
        "rusqlite",
    ];
    assert_free_of(names, "clock, chance and engines are given", |s| {
        s.module == "usecases"
    });
}

#[test]
fn sql_stands_in_catalogues_only() {
    let elsewhere = |s: &Source| !["records", "store"].contains(&s.module.as_str());
    assert_free_of(SQL, "SQL belongs to src/records", elsewhere);
    // A statement is a text known when the program is built: never put together from parts.
    let mut found = Vec::new();
    for source in sources()
        .iter()
        .filter(|s| ["records", "usecases", "server", "cli"].contains(&s.module.as_str()))
    {
        for (i, (number, line)) in source.lines.iter().enumerate() {
            if !line.contains("format!(") && !line.contains("push_str(") {
                continue;
            }
            let near: String = source.lines[i..]
                .iter()
                .take(4)
                .map(|(_, l)| l.as_str())
                .collect();
            if SQL.iter().any(|sql| near.contains(sql)) {
                found.push(format!("{}:{number}", source.path));
            }
        }
    }
    assert!(
        found.is_empty(),
        "SQL put together from parts:\n{}",
        found.join("\n")
    );
}

#[test]
fn nothing_is_unsafe_and_nothing_talks_past_the_screen() {
    assert_free_of(&["unsafe "], "unsafe", |_| true);
    // Standard output belongs to results; a line from anywhere else would tear a screen.
    let quiet = |s: &Source| {
        !["cli", "main", "home"].contains(&s.module.as_str())
            && !s.path.ends_with("tui/term/guard.rs")
    };
    assert_free_of(
        &["println!", "eprintln!", "print!(", "eprint!(", "dbg!("],
        "printing",
        quiet,
    );
    assert_free_of(&["todo!(", "unimplemented!("], "unfinished", |_| true);
}
