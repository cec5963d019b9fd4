//! The parts of a form, as the layout sees them.

use std::collections::BTreeMap;

use super::phrase::Phrase;

/// Size of the paper, in portrait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperSize {
    /// 210 × 297 mm.
    A4,
    /// 148 × 210 mm, prescribed for Mẫu số 01–05 of the 2018 set.
    A5,
    /// A roll of 80 mm; the ticket is cut where its text ends.
    Roll80,
}

impl PaperSize {
    /// Width and height in millimetres, portrait.
    pub fn mm(self) -> (f32, f32) {
        match self {
            Self::A4 => (210.0, 297.0),
            Self::A5 => (148.0, 210.0),
            Self::Roll80 => (80.0, 200.0),
        }
    }

    /// Least height in millimetres for a signature.
    pub fn least_signature_mm(self) -> f32 {
        match self {
            Self::A4 => 25.0,
            Self::A5 | Self::Roll80 => 18.0,
        }
    }
}

/// One paper a template can be printed on.
#[derive(Clone, Debug)]
pub struct Paper {
    /// Name used in ids: `a5` of `mau-01-a5`.
    pub name: String,
    /// Size in portrait.
    pub size: PaperSize,
    /// Turned by 90°.
    pub landscape: bool,
    /// Top, right, bottom, left, millimetres.
    pub margins_mm: [f32; 4],
    /// Named font sizes, points. `body` is the size of a line that names none.
    pub sizes: BTreeMap<String, f32>,
    /// Distance of base lines as a multiple of the font size, at least 1.2 so that stacked
    /// diacritics are not clipped.
    pub line_height: f32,
    /// Height left for each signature, millimetres.
    pub signature_mm: f32,
    /// Side of a QR symbol, millimetres (20–25).
    pub qr_mm: f32,
    /// Line in the file.
    pub line: usize,
}

impl Paper {
    /// Width and height in millimetres as printed.
    pub fn mm(&self) -> (f32, f32) {
        let (w, h) = self.size.mm();
        if self.landscape { (h, w) } else { (w, h) }
    }

    /// Points of a named size; the body size for an unknown name.
    pub fn points(&self, name: &str) -> f32 {
        self.sizes
            .get(name)
            .or_else(|| self.sizes.get("body"))
            .copied()
            .unwrap_or(10.0)
    }
}

/// Shown only when the field or flag is there (`when`) or is not (`unless`).
#[derive(Clone, Debug, Default)]
pub struct Condition {
    /// Must be there.
    pub when: Option<String>,
    /// Must not be there.
    pub unless: Option<String>,
}

/// Horizontal place of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Ragged right.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// Ragged left.
    Right,
    /// Both edges straight, as NĐ 30/2020 wants the body.
    Justify,
}

/// Length of the rule under a line, as a share of the text above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Underline {
    /// As long as the text (under the motto).
    Full,
    /// One half.
    Half,
    /// One third (under the issuer).
    Third,
}

impl Underline {
    /// Share of the text width.
    pub fn share(self) -> f32 {
        match self {
            Self::Full => 1.0,
            Self::Half => 0.5,
            Self::Third => 1.0 / 3.0,
        }
    }
}

/// A paragraph of text.
#[derive(Clone, Debug)]
pub struct TextLine {
    /// Text with `{field}` places.
    pub phrase: Phrase,
    /// Name of the font size.
    pub size: String,
    /// Whole line bold.
    pub bold: bool,
    /// Whole line italic.
    pub italic: bool,
    /// Horizontal place.
    pub align: Align,
    /// Rule under the line.
    pub underline: Option<Underline>,
    /// All lines of the paragraph moved in, millimetres.
    pub indent_mm: f32,
    /// First line moved in further, millimetres.
    pub first_mm: f32,
    /// Space above, millimetres.
    pub before_mm: f32,
    /// Not parted from what follows by a page end.
    pub keep: bool,
    /// Printed once for each row of this list.
    pub each: Option<String>,
    /// When it is printed.
    pub condition: Condition,
    /// Line in the file.
    pub line: usize,
}

/// What a column of the head, a column block or a signature may hold.
#[derive(Clone, Debug)]
pub enum Item {
    /// A paragraph.
    Text(TextLine),
    /// White space, millimetres.
    Space(f32),
    /// A QR symbol (level M).
    Qr(Symbol),
    /// A Code 128 symbol.
    Barcode(Symbol),
}

/// A machine-readable symbol.
#[derive(Clone, Debug)]
pub struct Symbol {
    /// What it carries.
    pub phrase: Phrase,
    /// Height of the bars, millimetres; not used by QR.
    pub height_mm: f32,
    /// Horizontal place.
    pub align: Align,
    /// When it is printed.
    pub condition: Condition,
    /// Line in the file.
    pub line: usize,
}

/// Columns side by side.
#[derive(Clone, Debug)]
pub struct Columns {
    /// Shares of the width, together 100.
    pub widths: Vec<f32>,
    /// What each column holds, top to bottom.
    pub cells: Vec<Vec<Item>>,
}

/// A cell of a table: its text, and how many columns and sub-rows it covers.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Text, with its place and style.
    pub text: TextLine,
    /// Columns covered.
    pub span: usize,
    /// Sub-rows covered.
    pub rows: usize,
    /// Least height, millimetres.
    pub height_mm: f32,
    /// Space for a signature of the paper's height is left under the text.
    pub sign: bool,
}

/// A table with one band of cells for each row of a list.
#[derive(Clone, Debug)]
pub struct Table {
    /// The list.
    pub list: String,
    /// Shares of the width, together 100.
    pub widths: Vec<f32>,
    /// Sub-rows of the head, printed again on each page.
    pub head: Vec<Vec<Cell>>,
    /// Sub-rows of one list row.
    pub row: Vec<Vec<Cell>>,
    /// Blank bands are added up to this number, so that paper can go on by hand.
    pub least_rows: usize,
    /// Blank bands that follow the filled ones in any case.
    pub blank_rows: usize,
}

/// One signer.
#[derive(Clone, Debug)]
pub struct Signer {
    /// Lines above the space: the post in capitals, the note "(Ký và ghi rõ họ tên)".
    pub above: Vec<TextLine>,
    /// The name under the space.
    pub name: Option<TextLine>,
}

/// What a block is.
#[derive(Clone, Debug)]
pub enum Body {
    /// A paragraph, a space or a symbol over the whole width.
    Item(Item),
    /// Columns; the head of the form is one of them.
    Columns(Columns),
    /// A table.
    Table(Table),
    /// Signers side by side, never parted by a page end.
    Signatures(Vec<Signer>),
}

/// One block of the form.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub body: Body,
    /// Space above, millimetres.
    pub before_mm: f32,
    /// When it is printed.
    pub condition: Condition,
    /// Line in the file.
    pub line: usize,
}

/// Where a mark outside the form body stands, in the margins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Corner {
    /// Top left.
    TopLeft,
    /// Top right.
    TopRight,
    /// Bottom left.
    BottomLeft,
    /// Bottom right.
    BottomRight,
}

/// A mark outside the form body: reprint, electronic signature note.
#[derive(Clone, Debug)]
pub struct Outside {
    /// Its text and style.
    pub text: TextLine,
    /// Where.
    pub corner: Corner,
}
