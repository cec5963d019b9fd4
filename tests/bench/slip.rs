//! The slip in process: time and size of one copy and of both, on A5 and A4.
//! `cargo bench --bench slip [-- TIMES]`.
//!
//! The floor of the same run is printpdf with the same faces and the texts of a slip written straight
//! on one page, nothing laid out.

#![allow(missing_docs)]

#[path = "common.rs"]
mod common;

use common::Times;
use motcua::print::{Fonts, Shelf, pdf, sample};
use printpdf::{
    Mm, Op, ParsedFont, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, TextItem,
};

const REGULAR: &[u8] = include_bytes!("../../assets/fonts/LiberationSerif-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../assets/fonts/LiberationSerif-Bold.ttf");

fn main() {
    let often = std::env::args()
        .find_map(|arg| arg.parse().ok())
        .unwrap_or(200);
    let shelf = Shelf::built_in().unwrap();
    let fonts = Fonts::load().unwrap();
    let template = shelf.get("mau-01").unwrap();
    let data = sample(&template.kind, None).unwrap();
    let faces =
        [REGULAR, BOLD].map(|bytes| ParsedFont::from_bytes(bytes, 0, &mut Vec::new()).unwrap());
    println!(
        "{:24} {:>8} {:>8} {:>8} {:>7}",
        "milliseconds", "p50", "p99", "bytes", "ratio"
    );
    let bytes = bare(&faces).len();
    let floor = Times::of(often, |_| drop(bare(&faces)));
    println!(
        "{:24} {:8.3} {:8.3} {bytes:8} {:>7}",
        "printpdf, bare",
        floor.middle(),
        floor.at(0.99),
        "1.00"
    );
    for paper in template.papers() {
        let template = template.on(&paper.name).unwrap();
        let bytes = pdf(fonts, &template, &data).unwrap().len();
        let ours = Times::of(often, |_| drop(pdf(fonts, &template, &data).unwrap()));
        let ratio = ours.middle() / floor.middle();
        println!(
            "{:24} {:8.3} {:8.3} {bytes:8} {ratio:7.2}",
            format!("mau-01 {}", paper.name),
            ours.middle(),
            ours.at(0.99)
        );
    }
}

fn bare(faces: &[ParsedFont; 2]) -> Vec<u8> {
    let mut document = PdfDocument::new("slip");
    let fonts = [&faces[0], &faces[1]].map(|face| document.add_font(face));
    let mut page = Vec::new();
    for line in 0..22_u8 {
        page.extend([
            Op::StartTextSection,
            Op::SetTextCursor {
                pos: Point {
                    x: Pt(30.0),
                    y: Pt(555.0 - f32::from(line) * 18.0),
                },
            },
            Op::SetFont {
                font: PdfFontHandle::External(fonts[usize::from(line % 4 == 0)].clone()),
                size: Pt(11.0),
            },
            Op::ShowText {
                items: vec![TextItem::Text(format!(
                    "{line}. Đăng ký nhận kết quả tại: Bộ phận một cửa, thành phố Vĩnh Yên"
                ))],
            },
            Op::EndTextSection,
        ]);
    }
    document.with_pages(vec![PdfPage::new(Mm(148.0), Mm(210.0), page)]);
    document.save(&PdfSaveOptions::default(), &mut Vec::new())
}
