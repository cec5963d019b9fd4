//! Files as scanners and signers make them, and files made to do harm.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use proptest::prelude::*;

use motcua::inspect::{Fit, Media, Pdf, Unfit, as_scan, as_signed, media, remarks};
use motcua::print::{self, Fonts, Shelf};

#[path = "common/files.rs"]
mod files;
use files::{good_scan, pdf, png, scan, signed, stream};

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn code(result: Result<Fit, Unfit>) -> &'static str {
    result.map_or_else(|unfit| unfit.code(), |_| "fit")
}

/// A paper of our own printer, as a clerk would attach it.
fn printed() -> Vec<u8> {
    let shelf = Shelf::built_in().unwrap();
    let template = shelf.get("mau-01-a4").unwrap();
    let data = print::sample(&template.kind, None).unwrap();
    print::pdf(Fonts::load().unwrap(), &template, &data).unwrap()
}

#[test]
fn a_colour_scan_of_200_dpi_is_fit() {
    let fit = as_scan(&good_scan()).unwrap();
    assert_eq!(
        fit.remarks,
        ["Bản quét màu, 2 trang, thấp nhất 206 dpi, PDF 1.4"]
    );
}

#[test]
fn resolution_counts_on_the_page_not_in_the_picture() {
    // 1,654 dots on 210 mm are exactly 200; one less is not enough.
    assert_eq!(code(as_scan(&scan(1, 1_654, "/DeviceRGB"))), "fit");
    assert_eq!(
        as_scan(&scan(3, 1_200, "/DeviceRGB")),
        Err(Unfit::TooCoarse { page: 1, dpi: 145 })
    );
}

#[test]
fn grey_and_black_are_no_colour() {
    for grey in [
        "/DeviceGray",
        "/CalGray",
        "[/ICCBased 99 0 R]",
        "[/Indexed /DeviceGray 1 <00FF>]",
        "[/Separation /Black /DeviceCMYK 9 0 R]",
    ] {
        assert_eq!(code(as_scan(&scan(1, 1_700, grey))), "MC-1247", "{grey}");
    }
    for colour in [
        "/DeviceRGB",
        "/DeviceCMYK",
        "[/CalRGB << >>]",
        "[/Indexed /DeviceRGB 1 <000000FFFFFF>]",
        "[/Lab << >>]",
    ] {
        assert_eq!(code(as_scan(&scan(1, 1_700, colour))), "fit", "{colour}");
    }
}

#[test]
fn every_page_counts() {
    let mut mixed = scan(2, 1_700, "/DeviceRGB");
    let text = String::from_utf8_lossy(&mixed).into_owned();
    let last = text.rfind("/DeviceRGB").unwrap();
    // The lossy text is longer before that place: find it in the bytes.
    let at = mixed
        .windows(10)
        .rposition(|part| part == b"/DeviceRGB")
        .unwrap();
    assert!(at <= last);
    mixed[at..at + 10].copy_from_slice(b"/CalGray  ");
    assert_eq!(as_scan(&mixed), Err(Unfit::NotColour { page: 2 }));
}

#[test]
fn a_printed_paper_is_no_scan_and_not_signed() {
    let printed = printed();
    // Our printer writes 1.3, which e-filing does not take; beyond that it is no picture either.
    assert_eq!(code(as_scan(&printed)), "MC-1243");
    let mut raised = printed.clone();
    raised[5..8].copy_from_slice(b"1.7");
    assert_eq!(code(as_scan(&raised)), "MC-1245");
    assert_eq!(code(as_signed(&raised)), "MC-1248");
    assert!(
        remarks(&printed)[0].starts_with("PDF 1."),
        "{:?}",
        remarks(&printed)
    );
}

#[test]
fn strips_and_forms_and_packed_objects_are_seen_through() {
    let image = "/Type /XObject /Subtype /Image /Width 1700 /Height 1203 /ColorSpace /DeviceRGB /Filter /DCTDecode";
    let content = b"q 595 0 0 421 0 0 cm /A Do Q q 1 0 0 1 0 421 cm /F Do Q";
    let packed_form = deflated(b"q 595 0 0 421 0 0 cm /A Do Q");
    let resources = "/Resources << /XObject << /A 6 0 R /F 7 0 R >> >>";
    // Catalogue, pages and page stand in an object stream.
    let inside = format!(
        "<< /Type /Catalog /Pages 2 0 R >> << /Kids [3 0 R] /Count 1 >> \
         << /Type /Page /MediaBox [0 0 595 842] /Contents 5 0 R {resources} >>"
    );
    let second = inside.find("<< /Kids").unwrap();
    let third = inside.find("<< /Type /Page ").unwrap();
    let head = format!("1 0 2 {second} 3 {third} ");
    let pack = deflated(format!("{head}{inside}").as_bytes());
    let keys = format!(
        "/Type /ObjStm /N 3 /First {} /Filter /FlateDecode",
        head.len()
    );
    let form = "/Type /XObject /Subtype /Form /Filter /FlateDecode";
    let whole = pdf(
        "1.5",
        &[
            (4, stream(&keys, &pack)),
            (5, stream("/Filter /FlateDecode", &deflated(content))),
            (6, stream(image, b"\xff\xd8\xff")),
            (7, stream(&format!("{form} {resources}"), &packed_form)),
        ],
    );
    let fit = as_scan(&whole).unwrap();
    assert!(fit.remarks[0].contains("1 trang"), "{fit:?}");
}

#[test]
fn an_old_version_is_named_unless_the_catalogue_says_a_new_one() {
    let mut old = scan(1, 1_700, "/DeviceRGB");
    old[5..8].copy_from_slice(b"1.3");
    assert_eq!(as_scan(&old), Err(Unfit::OldPdf("1.3".to_owned())));
    let text = b"/Type /Catalog";
    let at = old
        .windows(text.len())
        .position(|part| part == text)
        .unwrap();
    let raised = [&old[..at], b"/Version /1.6 ", &old[at..]].concat();
    assert_eq!(code(as_scan(&raised)), "fit");
}

#[test]
fn a_signature_over_the_whole_file_is_shown_with_its_signer() {
    let file = signed("Nguyễn Văn Ký");
    let fit = as_signed(&file).unwrap();
    assert_eq!(fit.signers, ["Nguyễn Văn Ký"]);
    assert!(
        fit.remarks[0].ends_with("chưa kiểm tra giá trị chữ ký"),
        "{fit:?}"
    );
    let longer = [&file[..], b"\n% later\n%%EOF\n"].concat();
    assert_eq!(as_signed(&longer), Err(Unfit::ChangedAfterSigning));
    assert_eq!(as_signed(b"PK\x03\x04"), Err(Unfit::NoSignedKind));
    // A name is text from outside: what a terminal would obey becomes marks.
    let hostile = as_signed(&signed("A\u{1b}[2J\u{202e}")).unwrap();
    assert_eq!(hostile.signers, ["A␛[2J⟨U+202E⟩"]);
}

#[test]
fn pictures_tell_their_resolution_or_are_measured_by_a4() {
    let told = as_scan(&png(1_000, 1_000, 2, Some(7_874))).unwrap();
    assert_eq!(told.remarks, ["Ảnh màu 200 dpi"]);
    let a4 = as_scan(&png(1_654, 2_339, 2, None)).unwrap();
    assert_eq!(a4.remarks.len(), 2, "{a4:?}");
    assert_eq!(code(as_scan(&png(1_200, 1_700, 2, None))), "MC-1246");
    assert_eq!(code(as_scan(&png(1_654, 2_339, 0, None))), "MC-1247");
    assert_eq!(code(as_scan(&png(60_000, 60_000, 2, None))), "MC-1252");
    assert_eq!(code(as_scan(&png(1_654, 2_339, 2, None)[..40])), "MC-1252");
    assert_eq!(code(as_scan(b"II*\0")), "MC-1250");
    let jpeg = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x02\x01\0\xc8\0\xc8\0\0\xff\xc0\0\x11\x08\x07\0\x06\0\x03";
    let jpeg = [&jpeg[..], &[0; 20]].concat();
    assert_eq!(as_scan(&jpeg).unwrap().remarks, ["Ảnh màu 200 dpi"]);
}

#[test]
fn what_is_broken_ends_in_a_sentence() {
    let good = good_scan();
    assert_eq!(code(as_scan(&good[..good.len() / 2])), "MC-1240");
    assert_eq!(code(as_scan(&good[..good.len() - 20])), "MC-1240");
    assert_eq!(code(as_scan(b"%PDF-1.4")), "MC-1240");
    let locked =
        String::from_utf8_lossy(&good).replace("/Root 1 0 R", "/Encrypt 8 0 R /Root 1 0 R");
    assert_eq!(code(as_scan(locked.as_bytes())), "MC-1242");
    let none = pdf(
        "1.4",
        &[
            (1, b"<< /Pages 2 0 R >>".to_vec()),
            (2, b"<< /Kids [] >>".to_vec()),
        ],
    );
    assert_eq!(code(as_scan(&none)), "MC-1244");
}

/// One page whose content and first form are given.
fn one_page(content: &[u8], form: &[u8]) -> Vec<u8> {
    let resources = "/Resources << /XObject << /F 5 0 R >> >>";
    let page = format!("<< /Type /Page /MediaBox [0 0 595 842] /Contents 4 0 R {resources} >>");
    pdf(
        "1.7",
        &[
            (1, b"<< /Pages 2 0 R >>".to_vec()),
            (2, b"<< /Kids [3 0 R] >>".to_vec()),
            (3, page.into_bytes()),
            (4, stream("/Filter /FlateDecode", content)),
            (
                5,
                stream(
                    &format!("/Subtype /Form /Filter /FlateDecode {resources}"),
                    form,
                ),
            ),
        ],
    )
}

#[test]
fn harm_ends_in_a_sentence_within_its_budget() {
    let bomb = deflated(&vec![b' '; 200_000_000]);
    assert!(bomb.len() < 1_000_000);
    let small = deflated(b" ");
    let itself = deflated(b"/F Do /F Do");
    let objects = stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", &bomb);
    let ring = [
        (1, b"<< /Pages 2 0 R >>".to_vec()),
        (2, b"<< /Kids [2 0 R] >>".to_vec()),
    ];
    let pointers = [(1, b"2 0 R".to_vec()), (2, b"1 0 R".to_vec())];
    let deep = [&b"<< /Pages "[..], &b"[".repeat(100_000), b" >>"].concat();
    let many: Vec<u8> = b"[0]".repeat(3_000_000);
    let saved = deflated(&b"q ".repeat(100_000));
    for (name, file) in [
        ("bomb in a page", one_page(&bomb, &small)),
        ("bomb in a form", one_page(&deflated(b"/F Do"), &bomb)),
        ("bomb of objects", pdf("1.7", &[(1, objects)])),
        ("form in itself", one_page(&itself, &itself)),
        ("pages in a ring", pdf("1.7", &ring)),
        ("pointers in a ring", pdf("1.7", &pointers)),
        ("deep", pdf("1.7", &[(1, deep)])),
        (
            "many",
            pdf("1.7", &[(1, [&b"["[..], &many, b"]"].concat())]),
        ),
        ("saved states", one_page(&saved, &small)),
    ] {
        let told = code(as_scan(&file));
        assert!(["MC-1240", "MC-1241"].contains(&told), "{name}: {told}");
        let told = code(as_signed(&file));
        assert!(
            ["MC-1240", "MC-1241", "MC-1248"].contains(&told),
            "{name}: {told}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Papers of our own printer and good scans, with bytes changed, cut out, doubled and cut off: an
    /// answer, never a fall; a scan that is still called fit is still a PDF that can be opened.
    #[test]
    fn mutated_files_get_an_answer(
        which in 0..3usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..5u8), 1..40),
    ) {
        static FILES: std::sync::LazyLock<[Vec<u8>; 3]> =
            std::sync::LazyLock::new(|| [printed(), good_scan(), signed("Nguyễn Văn Ký")]);
        let mut bytes = FILES[which].clone();
        // The printer's own version would end most of these before they begin.
        bytes[5..8].copy_from_slice(b"1.7");
        for (place, byte, how) in changes {
            let at = place.index(bytes.len().max(1));
            match how {
                0 | 1 if at < bytes.len() => bytes[at] = byte,
                2 => drop(bytes.drain(at..(at + usize::from(byte)).min(bytes.len()))),
                3 => {
                    let end = (at + usize::from(byte)).min(bytes.len());
                    let piece = bytes[at..end].to_vec();
                    bytes.splice(at..at, piece);
                }
                _ if byte < 8 => bytes.truncate(at),
                _ => {}
            }
        }
        let _ = remarks(&bytes);
        let _ = as_signed(&bytes);
        if as_scan(&bytes).is_ok() && media(&bytes) == Some(Media::Pdf) {
            prop_assert!(Pdf::read(&bytes).is_ok());
        }
    }

    /// Any bytes behind a head.
    #[test]
    fn noise_gets_an_answer(noise in prop::collection::vec(any::<u8>(), 0..3000), head in 0..4usize) {
        let heads: [&[u8]; 4] = [b"%PDF-1.7\n1 0 obj <<", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe1", b"PK\x03\x04"];
        let bytes = [heads[head], &noise].concat();
        let _ = (as_scan(&bytes), as_signed(&bytes), remarks(&bytes), media(&bytes));
    }
}
