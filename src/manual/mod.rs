//! The users' manual, inside the program: short Vietnamese pages, shown by `motcua manual` and free
//! for the screens to show. The pages are `assets/manual/*.md`; [`pages`] gives their order.

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

static PAGES: &[Page] = &[
    page!("bat-dau"),
    page!("dang-nhap"),
    page!("tiep-nhan"),
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
