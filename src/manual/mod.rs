//! The users' manual, inside the program: short Vietnamese pages, shown by `motcua manual` and free
//! for the screens to show. The pages are `assets/manual/*.md`; [`pages`] gives their order.

use std::sync::LazyLock;

use serde::Deserialize;

/// One page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Name to ask for it by, also the name of its file.
    pub name: &'static str,
    /// The whole text; light Markdown that reads well as it is.
    pub text: &'static str,
}

macro_rules! page {
    ($name:literal) => {
        Page {
            name: $name,
            text: include_str!(concat!("../../assets/manual/", $name, ".md")),
        }
    };
}

/// For whom a page is, and which screens it is about.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct About {
    name: String,
    screens: Vec<String>,
    roles: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    page: Vec<About>,
}

static ABOUT: LazyLock<Vec<About>> = LazyLock::new(|| {
    let file: Result<File, _> = toml::from_str(include_str!("../../assets/manual/pages.toml"));
    // Without the file the manual is a plain list; a test reads it.
    file.map_or_else(|_| Vec::new(), |file| file.page)
});

static PAGES: &[Page] = &[
    page!("bat-dau"),
    page!("huong-dan"),
    page!("dang-nhap"),
    page!("tiep-nhan"),
    page!("sua-ho-so"),
    page!("in-giay-hen"),
    page!("may-in"),
    page!("chuyen-duyet-ky-tra"),
    page!("thu-phi"),
    page!("vong-doi"),
    page!("tep-ket-qua"),
    page!("tim"),
    page!("danh-sach"),
    page!("phim"),
    page!("tuyen-tinh"),
    page!("ban-nhap"),
    page!("quan-tri"),
    page!("kham-may"),
    page!("quy-trinh"),
    page!("thay-doi-danh-muc"),
    page!("sao-luu"),
    page!("ma-loi"),
];

/// Every page, in the order in which a new clerk should read.
#[must_use]
pub fn pages() -> &'static [Page] {
    PAGES
}

/// The page of that name.
#[must_use]
pub fn page(name: &str) -> Option<&'static Page> {
    PAGES.iter().find(|page| page.name == name)
}

/// The page about the screen `id`, in the state it is in when that has a page of its own.
#[must_use]
pub fn page_of(id: &str, state: &str) -> Option<&'static Page> {
    let in_state = format!("{id}.{state}");
    let about = |wanted: &str| {
        let of = |about: &&About| about.screens.iter().any(|screen| screen == wanted);
        ABOUT.iter().find(of)
    };
    let found = about(&in_state).or_else(|| about(id))?;
    page(&found.name)
}

/// Who needs the page.
#[must_use]
pub fn roles_of(name: &str) -> &'static [String] {
    let found = ABOUT.iter().find(|about| about.name == name);
    found.map_or(&[], |about| &about.roles)
}

/// Every role that a page names, in the order of the pages.
#[must_use]
pub fn roles() -> Vec<&'static str> {
    let mut all: Vec<&str> = Vec::new();
    for role in ABOUT.iter().flat_map(|about| &about.roles) {
        if !all.contains(&role.as_str()) {
            all.push(role);
        }
    }
    all
}

/// The line of the page of codes that explains `code` (`MC-1028`), for an error on a screen.
#[must_use]
pub fn about_code(code: &str) -> Option<&'static str> {
    let row = |line: &&str| {
        line.strip_prefix("- ")
            .is_some_and(|l| l.split(':').next() == Some(code))
    };
    page("ma-loi")?
        .text
        .lines()
        .find(row)
        .map(|line| &line[2..])
}

impl Page {
    /// The first heading.
    #[must_use]
    pub fn title(&self) -> &'static str {
        let first = self.text.lines().next().unwrap_or_default();
        first.trim_start_matches('#').trim()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_says_for_whom_it_is() {
        for page in pages() {
            assert!(!roles_of(page.name).is_empty(), "pages.toml: {}", page.name);
        }
        let unknown = ABOUT.iter().find(|about| page(&about.name).is_none());
        assert!(unknown.is_none(), "{unknown:?}");
        assert_eq!(
            page_of("Intake", "done").map(|p| p.name),
            Some("in-giay-hen")
        );
        assert_eq!(
            page_of("Intake", "filling").map(|p| p.name),
            Some("tiep-nhan")
        );
        assert!(roles().contains(&"Lãnh đạo"));
    }
}
