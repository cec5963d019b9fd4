//! The light Markdown of the manual: headings, paragraphs, lists, tables, indented commands.

use super::super::template::Run;

/// A part of a chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A heading below the title of the chapter.
    Heading(String),
    /// Running text.
    Text(String),
    /// One entry of a list, with what stands before it: a bullet, a number, a code.
    Entry {
        /// What stands before the text.
        mark: String,
        /// The text.
        text: String,
    },
    /// Lines to be typed as they stand.
    Typed(Vec<String>),
    /// A table: its head, then its rows.
    Table(Vec<Vec<String>>),
}

/// The parts of a page, without the title in its first line.
pub fn parts(text: &str) -> Vec<Part> {
    let mut out = Vec::new();
    let mut blanks = 1;
    for line in text.lines().skip(1) {
        if line.trim().is_empty() {
            blanks += 1;
            continue;
        }
        add(&mut out, line, blanks);
        blanks = 0;
    }
    out
}

fn add(out: &mut Vec<Part>, line: &str, blanks: usize) {
    if let Some(title) = line.strip_prefix("## ") {
        return out.push(Part::Heading(title.trim().to_owned()));
    }
    if line.starts_with('|') {
        return add_row(out, line);
    }
    if let Some((mark, text)) = entry(line) {
        return out.push(Part::Entry { mark, text });
    }
    let typed = line.strip_prefix("    ");
    match (out.last_mut(), typed) {
        (Some(Part::Typed(lines)), Some(typed)) => {
            lines.extend(vec![String::new(); blanks]);
            lines.push(typed.to_owned());
        }
        (Some(Part::Text(text) | Part::Entry { text, .. }), _) if blanks == 0 => {
            text.push(' ');
            text.push_str(line.trim());
        }
        (_, Some(typed)) => out.push(Part::Typed(vec![typed.to_owned()])),
        _ => out.push(Part::Text(line.trim().to_owned())),
    }
}

fn add_row(out: &mut Vec<Part>, line: &str) {
    let inside = line.trim().trim_start_matches('|').trim_end_matches('|');
    let cells: Vec<String> = inside.split('|').map(|c| c.trim().to_owned()).collect();
    let is_rule = cells.iter().all(|c| c.chars().all(|c| "-: ".contains(c)));
    match out.last_mut() {
        Some(Part::Table(_)) if is_rule => {}
        Some(Part::Table(rows)) => rows.push(cells),
        _ => out.push(Part::Table(vec![cells])),
    }
}

/// `- text`, `- AB-1004: text` or `1. text`.
fn entry(line: &str) -> Option<(String, String)> {
    if let Some(text) = line.strip_prefix("- ") {
        return Some(match text.split_once(": ") {
            Some((code, text)) if is_code(code) => (code.to_owned(), text.to_owned()),
            _ => ("•".to_owned(), text.to_owned()),
        });
    }
    let (number, text) = line.split_once(". ")?;
    let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| (format!("{number}."), text.to_owned()))
}

/// Capitals, a hyphen, four digits: the code of an error.
pub fn is_code(text: &str) -> bool {
    let parts = text.split_once('-');
    parts.is_some_and(|(kind, digits)| {
        let capitals = !kind.is_empty() && kind.bytes().all(|b| b.is_ascii_uppercase());
        capitals && digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit())
    })
}

/// A text with its emphasis: `**bold**`, names of keys bold, commands and file names italic.
pub fn runs(text: &str) -> Vec<Run> {
    let mut out = Vec::new();
    for (i, piece) in text.split('`').enumerate() {
        if i % 2 == 1 {
            out.push(typed(piece));
            continue;
        }
        for (j, piece) in piece.split("**").enumerate() {
            match j % 2 {
                1 => out.push(run(piece, true, false)),
                _ => out.extend(with_keys(piece)),
            }
        }
    }
    out.retain(|run| !run.text.is_empty());
    out
}

/// Longest text between backticks that is a key or two and not a command; a word is a name.
const LONGEST_KEY: usize = 3;

fn typed(text: &str) -> Run {
    let is_name = text.chars().all(char::is_alphabetic);
    let is_key = !is_name && text.chars().count() <= LONGEST_KEY;
    // An option is not parted after its two hyphens.
    run(&text.replace("--", "\u{2011}\u{2011}"), is_key, !is_key)
}

fn run(text: &str, bold: bool, italic: bool) -> Run {
    Run {
        text: text.to_owned(),
        bold,
        italic,
    }
}

fn with_keys(text: &str) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let is_word = |c: char| c.is_alphanumeric() || c == '+';
        let word = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let after = rest[word..].find(is_word).map_or(rest.len(), |i| word + i);
        if is_key(&rest[..word]) {
            out.push(run(&rest[..word], true, false));
            out.push(run(&rest[word..after], false, false));
        } else {
            match out.last_mut() {
                Some(last) if !last.bold => last.text.push_str(&rest[..after]),
                _ => out.push(run(&rest[..after], false, false)),
            }
        }
        rest = &rest[after..];
    }
    out
}

const KEYS: [&str; 11] = [
    "Enter",
    "Esc",
    "Tab",
    "Space",
    "Home",
    "End",
    "PgUp",
    "PgDn",
    "Delete",
    "Backspace",
    "Insert",
];

fn is_key(word: &str) -> bool {
    let held = word
        .strip_prefix("Ctrl+")
        .or_else(|| word.strip_prefix("Shift+"));
    if let Some(key) = held {
        return !key.is_empty() && key.is_ascii();
    }
    let function = word.strip_prefix('F').and_then(|n| n.parse::<u8>().ok());
    KEYS.contains(&word) || function.is_some_and(|n| (1..=12).contains(&n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_part() {
        let text = "# Title\n\nOne\ntwo.\n\n- a\n  b\n- AB-1004: What.\n1. c\n\n    x\n\n    y\n\n## H\n| A | B |\n|---|---|\n| `p|` | |\n";
        let entry = |mark: &str, text: &str| Part::Entry {
            mark: mark.into(),
            text: text.into(),
        };
        let found = parts(&text.replace("`p|`", "p"));
        let rows = vec![
            vec!["A".into(), "B".into()],
            vec!["p".into(), String::new()],
        ];
        assert_eq!(
            found,
            [
                Part::Text("One two.".into()),
                entry("•", "a b"),
                entry("AB-1004", "What."),
                entry("1.", "c"),
                Part::Typed(vec!["x".into(), String::new(), "y".into()]),
                Part::Heading("H".into()),
                Part::Table(rows),
            ]
        );
    }

    #[test]
    fn marks_keys_and_what_is_typed() {
        let told = |text: &str| -> String {
            let side = |r: &Run| match (r.bold, r.italic) {
                (true, _) => format!("<{}>", r.text),
                (_, true) => format!("/{}/", r.text),
                _ => r.text.clone(),
            };
            runs(text).iter().map(side).collect()
        };
        assert_eq!(
            told("F2 (Ctrl+N), F13, Entered, Shift+Tab. Esc"),
            "<F2> (<Ctrl+N>), F13, Entered, <Shift+Tab>. <Esc>"
        );
        assert_eq!(told("`x --all`"), "/x \u{2011}\u{2011}all/");
        assert_eq!(
            told("`*` hay `motcua init`, `lp`: **Đã ra?** Enter"),
            "<*> hay /motcua init/, /lp/: <Đã ra?> <Enter>"
        );
    }
}
