//! The users' manual on paper: every page and word of it, a contents page that tells the truth.

use std::collections::BTreeMap;
use std::process::{Command, Output};

use motcua::manual;
use motcua::print::{Book, Chapter, Fonts, TextRun, draw_book, pdf_of_book};

use crate::support::{Page, Recorder, on_disk, squeeze, text_of, tool};

fn book() -> Book<'static> {
    let chapter = |page: &'static manual::Page| Chapter {
        title: page.title(),
        name: page.name,
        note: format!("Cần cho: {}", manual::roles_of(page.name).join(", ")),
        text: page.text,
    };
    Book {
        title: "Sổ tay",
        subtitle: "thử".to_owned(),
        contents: "Mục lục",
        chapters: manual::pages().iter().map(chapter).collect(),
    }
}

fn drawn() -> (Recorder, Vec<(String, usize)>) {
    let mut sheet = Recorder::default();
    let openings = draw_book(Fonts::load().unwrap(), &book(), &mut sheet);
    (sheet, openings)
}

/// What stands on a base line of a page, from left to right.
fn lines(page: &Page) -> Vec<String> {
    let mut lines: BTreeMap<i32, Vec<&TextRun>> = BTreeMap::new();
    for run in &page.texts {
        lines.entry((run.y * 10.0) as i32).or_default().push(run);
    }
    let line = |mut runs: Vec<&TextRun>| {
        runs.sort_by(|a, b| a.x.total_cmp(&b.x));
        squeeze(
            &runs
                .iter()
                .map(|r| r.text.as_str())
                .collect::<Vec<_>>()
                .join(" "),
        )
    };
    lines.into_values().map(line).collect()
}

#[test]
fn the_contents_name_every_heading_and_the_page_where_it_stands() {
    let (sheet, openings) = drawn();
    let front = openings[0].1 - 1;
    let mut told = 0;
    for page in &sheet.pages[..front] {
        for line in lines(page).iter().filter(|line| line.contains(" . . .")) {
            let (title, number) = line.split_once(" . . .").unwrap();
            let number: usize = number.trim_matches([' ', '.']).parse().unwrap();
            let on = &sheet.pages[number - 1];
            // A chapter: its number, title and name; a heading: its title.
            let found = lines(on)
                .iter()
                .any(|line| title == line || title.starts_with(&format!("{line} ")));
            assert!(found, "{title} is not on page {number}: {:?}", lines(on));
            told += 1;
        }
    }
    let heads = |text: &str| {
        text.lines()
            .filter(|l| l.starts_with("# ") || l.starts_with("## "))
            .count()
    };
    let headings: usize = manual::pages().iter().map(|page| heads(page.text)).sum();
    assert_eq!(told, headings);
    assert_eq!(openings.len(), manual::pages().len());
    for ((title, number), page) in openings.iter().zip(manual::pages()) {
        assert_eq!(title, page.title());
        let top = lines(&sheet.pages[number - 1])[..2].join(" ");
        assert!(top.contains(page.title()), "{title}: {top}");
    }
}

#[test]
fn every_page_carries_its_number_and_stays_within_the_paper() {
    let (sheet, _) = drawn();
    for (i, page) in sheet.pages.iter().enumerate() {
        let foot = lines(page).pop().unwrap();
        assert!(
            foot.starts_with("Sổ tay · ") && foot.ends_with(&format!(" {}", i + 1)),
            "{foot}"
        );
        for run in &page.texts {
            let right = run.x
                + Fonts::load()
                    .unwrap()
                    .width(run.face, run.size, run.text.trim_end());
            assert!(right < page.width - 50.0 && run.x > 70.0, "{run:?}");
            assert!(run.y > 50.0 && run.y < page.height - 30.0, "{run:?}");
            assert!(!run.text.contains('□'), "no glyph: {run:?}");
        }
    }
}

/// Letters without white space and without the marks of Markdown.
fn letters(text: &str) -> String {
    let gone = |c: &char| !c.is_whitespace() && !"`*".contains(*c);
    text.chars().filter(gone).collect()
}

/// The pieces of a line that the book keeps together.
fn pieces(line: &str) -> Vec<&str> {
    let line = line.trim();
    if line.starts_with('|') {
        return line.split('|').collect();
    }
    let line = line.trim_start_matches('#');
    let line = line.strip_prefix("- ").unwrap_or(line);
    match line.split_once(": ") {
        Some((code, text)) if code.starts_with("MC-") => vec![code, text],
        _ => line
            .split("  ")
            .flat_map(|part| part.split(" # "))
            .collect(),
    }
}

#[test]
fn no_word_of_the_manual_is_left_out() {
    let (sheet, openings) = drawn();
    for (i, page) in manual::pages().iter().enumerate() {
        let end = openings
            .get(i + 1)
            .map_or(sheet.pages.len() + 1, |next| next.1);
        let mut text = String::new();
        for page in &sheet.pages[openings[i].1 - 1..end - 1] {
            let foot = page.texts.len() - 2;
            let body = page.texts[..foot].iter().map(|run| run.text.as_str());
            text.push_str(&body.collect::<String>());
        }
        let text = letters(&text);
        let is_rule = |line: &&str| !line.starts_with("|---");
        for piece in page.text.lines().filter(is_rule).flat_map(pieces) {
            let wanted = letters(piece.trim_start_matches('#'));
            assert!(text.contains(&wanted), "{}: {piece}", page.name);
        }
    }
}

#[test]
fn other_programs_read_it_and_it_is_the_same_every_time() {
    let fonts = Fonts::load().unwrap();
    let (pdf, pages) = pdf_of_book(fonts, &book());
    assert_eq!(pdf, pdf_of_book(fonts, &book()).0);
    let file = on_disk(&pdf);
    if let Some(done) = tool("qpdf", &["--check", file.path().to_str().unwrap()]) {
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stdout)
        );
    }
    let Some(text) = text_of(&pdf) else { return };
    let read: Vec<&str> = text
        .split('\u{c}')
        .filter(|page| !page.is_empty())
        .collect();
    assert_eq!(read.len(), pages);
    let about_keys = read
        .iter()
        .find(|page| page.contains("14 Phím Cần cho"))
        .unwrap();
    assert!(
        about_keys.contains("F9 Ctrl+S Lưu và cấp số; làm việc đang điền"),
        "{about_keys}"
    );
    assert!(read.iter().any(|page| page.contains("MC-1028 Ô bắt buộc")));
}

fn motcua(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_motcua"))
        .args(args)
        .output()
        .unwrap()
}

#[test]
fn the_command_binds_all_pages_or_those_of_a_role() {
    let folder = tempfile::tempdir().unwrap();
    let size = |args: &[&str]| {
        let file = folder.path().join("so.pdf");
        let path = file.to_str().unwrap();
        let done = motcua(&[&["manual", "--pdf", path], args].concat());
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
        let said = String::from_utf8(done.stdout).unwrap();
        assert!(said.contains(" trang A4"), "{said}");
        let pdf = std::fs::read(file).unwrap();
        assert!(pdf.starts_with(b"%PDF-"));
        pdf.len()
    };
    assert!(size(&["--role", "thu quy"]) < size(&[]));
    let nowhere = folder.path().join("không có").join("so.pdf");
    let failed = motcua(&["manual", "--pdf", nowhere.to_str().unwrap()]);
    assert_eq!(failed.status.code(), Some(6));
    assert!(String::from_utf8_lossy(&failed.stderr).starts_with("MC-4022 "));
}
