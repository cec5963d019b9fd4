//! The one file that knows the PDF library: a [`Sheet`] that writes PDF.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use printpdf::font::PdfFont;
use printpdf::{
    DictItem, ExternalStream, ExternalXObject, FontId, Line, LinePoint, Mm, OffsetDateTime, Op,
    PageAnnotId, PageAnnotation, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt,
    TextItem, TextMatrix, XObject, XObjectId, XObjectTransform,
};
use sha2::{Digest, Sha256};

use super::book::{self, Book, Opening};
use super::data::FormData;
use super::error::PrintError;
use super::fonts::{Face, Fonts};
use super::layout;
use super::sheet::{Cell, Modules, Rect, Sheet, TextRun};
use super::template::Template;

/// The form as a PDF file, all copies (liên) in one. The same data gives the same bytes.
///
/// # Errors
/// [`PrintError::QrTooLong`] when a QR text does not fit.
pub fn pdf(fonts: &Fonts, template: &Template, data: &FormData) -> Result<Vec<u8>, PrintError> {
    let mut sheet = PdfSheet::default();
    layout::draw(fonts, template, data, &mut sheet)?;
    Ok(sheet.finish(fonts, &template.title, data.made_at_ms()))
}

/// A book as a PDF file, with a bookmark for each chapter, and its number of pages. The same book
/// gives the same bytes; it carries no date.
pub fn pdf_of_book(fonts: &Fonts, book: &Book<'_>) -> (Vec<u8>, usize) {
    let mut sheet = PdfSheet::default();
    sheet.openings = book::draw(fonts, book, &mut sheet);
    let pages = sheet.pages.len();
    (sheet.finish(fonts, book.title, 0), pages)
}

/// Pages of drawing orders.
#[derive(Default)]
struct PdfSheet {
    pages: Vec<Page>,
    used: [bool; 3],
    /// Symbols of all pages; copies of a form share theirs.
    symbols: Vec<Arc<[Cell]>>,
    /// Bookmarks.
    openings: Vec<Opening>,
}

#[derive(Default)]
struct Page {
    width: f32,
    height: f32,
    /// Text and drawing apart: one text section a page, and few changes of font.
    text: Vec<Op>,
    drawing: Vec<Op>,
    font: Option<(Face, f32)>,
}

impl Sheet for PdfSheet {
    fn page(&mut self, width: f32, height: f32) {
        self.pages.push(Page {
            width,
            height,
            ..Page::default()
        });
    }

    fn text(&mut self, run: &TextRun) {
        self.used[run.face as usize] = true;
        let Some(page) = self.pages.last_mut() else {
            return;
        };
        if page.font != Some((run.face, run.size)) {
            page.font = Some((run.face, run.size));
            let font = PdfFontHandle::External(font_id(run.face));
            page.text.push(Op::SetFont {
                font,
                size: Pt(run.size),
            });
        }
        let matrix = TextMatrix::Translate(Pt(round(run.x)), Pt(round(page.height - run.y)));
        page.text.push(Op::SetTextMatrix { matrix });
        page.text.push(Op::ShowText {
            items: spaced(&run.text, run.gap, run.size),
        });
    }

    fn line(&mut self, from: (f32, f32), to: (f32, f32), thickness: f32) {
        self.stroke(thickness, &[from, to], false);
    }

    fn boxed(&mut self, r: Rect, thickness: f32) {
        let (right, bottom) = (r.x + r.width, r.y + r.height);
        self.stroke(
            thickness,
            &[(r.x, r.y), (right, r.y), (right, bottom), (r.x, bottom)],
            true,
        );
    }

    fn symbol(&mut self, modules: &Modules) {
        let known = self
            .symbols
            .iter()
            .position(|cells| *cells == modules.cells);
        let number = known.unwrap_or_else(|| {
            self.symbols.push(modules.cells.clone());
            self.symbols.len() - 1
        });
        let Some(page) = self.pages.last_mut() else {
            return;
        };
        // Modules count downwards, PDF upwards: the height of a module is negative.
        let transform = XObjectTransform {
            translate_x: Some(Pt(round(modules.x))),
            translate_y: Some(Pt(round(page.height - modules.y))),
            scale_x: Some(modules.unit.0),
            scale_y: Some(-modules.unit.1),
            ..XObjectTransform::default()
        };
        page.drawing.push(Op::UseXobject {
            id: symbol_id(number),
            transform,
        });
    }
}

impl Page {
    fn point(&self, x: f32, y: f32) -> LinePoint {
        LinePoint {
            p: Point {
                x: Pt(round(x)),
                y: Pt(round(self.height - y)),
            },
            bezier: false,
        }
    }

    fn finish(mut self) -> PdfPage {
        let mut ops = self.drawing;
        ops.push(Op::StartTextSection);
        ops.append(&mut self.text);
        ops.push(Op::EndTextSection);
        let mm = |points: f32| Mm(points * 25.4 / 72.0);
        PdfPage::new(mm(self.width), mm(self.height), ops)
    }
}

impl PdfSheet {
    fn stroke(&mut self, thickness: f32, points: &[(f32, f32)], is_closed: bool) {
        let Some(page) = self.pages.last_mut() else {
            return;
        };
        let points = points.iter().map(|(x, y)| page.point(*x, *y)).collect();
        page.drawing
            .push(Op::SetOutlineThickness { pt: Pt(thickness) });
        page.drawing.push(Op::DrawLine {
            line: Line { points, is_closed },
        });
    }

    fn finish(self, fonts: &Fonts, title: &str, made_at_ms: i64) -> Vec<u8> {
        let mut document = PdfDocument::new(title);
        for face in Face::ALL.into_iter().filter(|f| self.used[*f as usize]) {
            let font = PdfFont::new(fonts.font(face).clone());
            document.resources.fonts.map.insert(font_id(face), font);
        }
        for (number, cells) in self.symbols.iter().enumerate() {
            let form = XObject::External(form(cells));
            document
                .resources
                .xobjects
                .map
                .insert(symbol_id(number), form);
        }
        for (number, (name, page)) in self.openings.into_iter().enumerate() {
            let id = PageAnnotId(format!("C{number:03}"));
            let mark = PageAnnotation { name, page };
            document.bookmarks.map.insert(id, mark);
        }
        let info = &mut document.metadata.info;
        if let Ok(date) = OffsetDateTime::from_unix_timestamp(made_at_ms.div_euclid(1000)) {
            info.creation_date = date;
            info.modification_date = date;
            info.metadata_date = date;
        }
        info.producer = concat!("motcua ", env!("CARGO_PKG_VERSION")).to_owned();
        document.with_pages(self.pages.into_iter().map(Page::finish).collect());
        let mut bytes = document.save(&PdfSaveOptions::default(), &mut Vec::new());
        fix_document_id(&mut bytes);
        bytes
    }
}

/// Fixed names instead of the library's random ones. The first six letters become the subset tag,
/// which must be capitals (ISO 32000-1, 9.6.4).
fn font_id(face: Face) -> FontId {
    let name = match face {
        Face::Regular => "MCREGU",
        Face::Bold => "MCBOLD",
        Face::Italic => "MCITAL",
    };
    FontId(name.to_owned())
}

fn symbol_id(number: usize) -> XObjectId {
    XObjectId(format!("S{number}"))
}

/// A symbol as a form of its own, in units of its modules: whole numbers, one path, one fill.
fn form(cells: &[Cell]) -> ExternalXObject {
    let mut content = String::new();
    for cell in cells {
        let _ = writeln!(content, "{} {} {} 1 re", cell.x, cell.y, cell.width);
    }
    content.push('f');
    let right = cells.iter().map(|c| c.x + c.width).max().unwrap_or(0);
    let bottom = cells.iter().map(|c| c.y + 1).max().unwrap_or(0);
    let edges = [0, 0, right, bottom].map(|n| DictItem::Int(i64::from(n)));
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    let dict = [
        ("Type", name("XObject")),
        ("Subtype", name("Form")),
        ("BBox", DictItem::Array(edges.to_vec())),
        (
            "Resources",
            DictItem::Dict {
                map: BTreeMap::new(),
            },
        ),
    ];
    ExternalXObject {
        stream: ExternalStream {
            dict: dict
                .into_iter()
                .map(|(key, item)| (key.to_owned(), item))
                .collect(),
            content: content.into_bytes(),
            compress: true,
        },
        width: None,
        height: None,
        dpi: None,
    }
}

/// Words with the gap added at each space (thousandths of the size, negative moves right).
fn spaced(text: &str, gap: f32, size: f32) -> Vec<TextItem> {
    if gap < 0.01 {
        return vec![TextItem::Text(text.to_owned())];
    }
    let move_right = round(-gap * 1000.0 / size);
    let mut items = Vec::new();
    for word in text.split_inclusive(' ') {
        items.push(TextItem::Text(word.to_owned()));
        if word.ends_with(' ') {
            items.push(TextItem::Offset(move_right));
        }
    }
    items
}

/// Two decimals: 0.01 pt is finer than any printer, and the file stays small.
fn round(points: f32) -> f32 {
    (points * 100.0).round() / 100.0
}

/// The library writes two random ids of 32 letters into the trailer; a digest of the file takes
/// their place, so that equal content has equal bytes and different content different ids.
fn fix_document_id(bytes: &mut [u8]) {
    const MARKER: &[u8] = b"/ID[(";
    const LENGTH: usize = 32;
    let Some(at) = bytes.windows(MARKER.len()).rposition(|w| w == MARKER) else {
        return;
    };
    let first = at + MARKER.len();
    let second = first + LENGTH + b")(".len();
    if bytes.len() < second + LENGTH {
        return;
    }
    let mut digest = String::with_capacity(2 * LENGTH);
    for byte in Sha256::digest(&bytes[..at]) {
        let _ = write!(digest, "{byte:02x}");
    }
    for start in [first, second] {
        bytes[start..start + LENGTH].copy_from_slice(&digest.as_bytes()[..LENGTH]);
    }
}
