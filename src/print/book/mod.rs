//! A book on A4: a contents page, then chapters, each from a page of its own. The users' manual is one.

mod contents;
mod markdown;
mod set;
mod table;

use super::fonts::{Face, Fonts};
use super::layout::{Flow, HAIR, MM, Mark};
use super::sheet::{Rect, Sheet, TextRun};
use contents::Entry;
use set::Set;

/// What is bound.
#[derive(Clone, Debug)]
pub struct Book<'a> {
    /// On top of the first page, and at the foot of each.
    pub title: &'a str,
    /// Below the title.
    pub subtitle: String,
    /// What the contents are called.
    pub contents: &'a str,
    /// In reading order.
    pub chapters: Vec<Chapter<'a>>,
}

/// A chapter.
#[derive(Clone, Debug)]
pub struct Chapter<'a> {
    /// Its title, without a number.
    pub title: &'a str,
    /// The name other chapters call it by.
    pub name: &'a str,
    /// Below the title: for whom it is.
    pub note: String,
    /// Light Markdown; its first line is the title again.
    pub text: &'a str,
}

/// What a page of a drawn book opens: the title of a chapter and its page, counted from 1.
pub type Opening = (String, usize);

const PAGE: (f32, f32) = (210.0 * MM, 297.0 * MM);
const AREA: Rect = Rect {
    x: 25.0 * MM,
    y: 18.0 * MM,
    width: 165.0 * MM,
    height: 258.0 * MM,
};
const FOOT_SIZE: f32 = 9.0;

/// A page before its number is known.
struct Page {
    marks: Vec<Mark>,
    /// At its foot on the left.
    foot: String,
}

/// Draws the book and tells where its chapters begin.
pub fn draw(fonts: &Fonts, book: &Book<'_>, sheet: &mut dyn Sheet) -> Vec<Opening> {
    let set = Set::new(fonts, AREA.width);
    let (body, entries) = chapters(&set, book);
    // The number of pages of the contents does not depend on the numbers that stand in them.
    let before = contents::pages(&set, book, &entries, 0).len();
    let front = contents::pages(&set, book, &entries, before);
    let front = front.into_iter().map(|marks| Page {
        marks,
        foot: book.contents.to_owned(),
    });
    for (i, page) in front.chain(body).enumerate() {
        sheet.page(PAGE.0, PAGE.1);
        page.marks.iter().for_each(|mark| mark.draw(sheet));
        let foot = format!("{} · {}", book.title, page.foot);
        draw_foot(fonts, &foot, i + 1, sheet);
    }
    let chapters = entries.iter().filter(|entry| entry.number.is_some());
    chapters
        .map(|entry| (entry.title.clone(), before + entry.page + 1))
        .collect()
}

/// The pages of all chapters, and their headings with the page of each counted from 0.
fn chapters(set: &Set<'_>, book: &Book<'_>) -> (Vec<Page>, Vec<Entry>) {
    let mut pages = Vec::new();
    let mut entries = Vec::new();
    for (i, chapter) in book.chapters.iter().enumerate() {
        let mut flow = Flow::new(AREA);
        let headings = set.chapter(&mut flow, i + 1, chapter);
        let page_of = |anchor: usize| {
            let found = flow.anchors.iter().find(|(a, _)| *a == anchor);
            found.map_or(0, |(_, page)| *page)
        };
        entries.push(Entry {
            number: Some(i + 1),
            title: chapter.title.to_owned(),
            name: chapter.name.to_owned(),
            page: pages.len(),
        });
        entries.extend(
            headings
                .into_iter()
                .enumerate()
                .map(|(anchor, title)| Entry {
                    number: None,
                    title,
                    name: String::new(),
                    page: pages.len() + page_of(anchor),
                }),
        );
        pages.extend(flow.pages.into_iter().map(|marks| Page {
            marks,
            foot: chapter.title.to_owned(),
        }));
    }
    (pages, entries)
}

fn draw_foot(fonts: &Fonts, left: &str, number: usize, sheet: &mut dyn Sheet) {
    let line = AREA.y + AREA.height + 4.0 * MM;
    sheet.line((AREA.x, line), (AREA.x + AREA.width, line), HAIR);
    let run = |x: f32, face: Face, text: String| TextRun {
        x,
        y: line + 4.0 * MM,
        face,
        size: FOOT_SIZE,
        text: fonts.printable(face, &text),
        gap: 0.0,
    };
    sheet.text(&run(AREA.x, Face::Italic, left.to_owned()));
    let number = number.to_string();
    let width = fonts.width(Face::Regular, FOOT_SIZE, &number);
    sheet.text(&run(AREA.x + AREA.width - width, Face::Regular, number));
}
