//! What other programs read from the PDF: text, fonts, symbols, structure.

use motcua::print::{Fonts, FormData, pdf};

use crate::support::{names, on_disk, sample_of, squeeze, template, templates, text_of, tool};

fn bytes(id: &str, data: &FormData) -> Vec<u8> {
    pdf(Fonts::load().unwrap(), &template(id), data).unwrap()
}

/// Stacked diacritics, the rare Y letters, and names longer than a line.
const HARD: &[&str] = &[
    "ế ỗ ữ Ặ Ỳ Ỵ Ỷ Ỹ ằ ẵ Ẫ Ộ Ợ Ử Đ đ Ð ₫",
    "Công ty trách nhiệm hữu hạn một thành viên Đầu tư và Phát triển hạ tầng khu công nghiệp Bình Xuyên",
    "Nguyễn Phúc Hồng Nhung Quỳnh Thủy Ỷ Lan Ỵ Ỳ",
    "Y Blăk Êban; H’Hen Niê; K’Brơi; Giàng A Sử",
];

#[test]
fn a_thousand_names_come_back_letter_for_letter() {
    let mut all = names(1_000, 42);
    all.extend(HARD.iter().map(|s| (*s).to_owned()));
    let rows = all.iter().map(|name| [("name", name.clone())]);
    let data = FormData::new(0).with_rows("papers", rows);
    let Some(text) = text_of(&bytes("mau-02-a5", &data)) else {
        return;
    };
    let text = text.replace('\u{c}', " ");
    let head = "STT Thành phần hồ sơ Số lượng Bản chính Bản chứng thực Bản photo";
    let text = squeeze(&text.replace(head, ""));
    let mut from = 0;
    for name in &all {
        let found = text[from..].find(name.as_str());
        from += found.unwrap_or_else(|| panic!("“{name}” is lost after …{}", &text[from..]))
            + name.len();
    }
}

#[test]
fn decomposed_text_comes_back_composed() {
    let data = FormData::new(0).with(
        "owner_name",
        "Nguye\u{302}\u{303}n Thi\u{323} A\u{306}\u{323}",
    );
    let Some(text) = text_of(&bytes("mau-03-a5", &data)) else {
        return;
    };
    assert!(text.contains("Nguyễn Thị Ặ"), "{text}");
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    for template in templates() {
        let data = sample_of(&template);
        let fonts = Fonts::load().unwrap();
        let (once, again) = (
            pdf(fonts, &template, &data).unwrap(),
            pdf(fonts, &template, &data).unwrap(),
        );
        assert!(once == again, "{}", template.id);
        let other = ["owner_name", "payer_name", "cashier_name", "place"]
            .iter()
            .fold(data, |data, field| data.with(field, "Người Khác"));
        let other = pdf(fonts, &template, &other).unwrap();
        let id = |bytes: &[u8]| {
            let text = String::from_utf8_lossy(bytes).into_owned();
            text.rsplit_once("/ID[(").unwrap().1[..32].to_owned()
        };
        assert_ne!(id(&once), id(&other), "{}", template.id);
    }
}

#[test]
fn the_dates_of_the_file_are_those_of_the_form() {
    let made = bytes("mau-03-a5", &FormData::new(1_770_081_300_000));
    let text = String::from_utf8_lossy(&made);
    assert!(
        text.contains("D:20260203011500+00'00'"),
        "creation date in UTC"
    );
}

#[test]
fn files_are_sound_and_every_font_is_embedded() {
    for template in templates() {
        let made = pdf(Fonts::load().unwrap(), &template, &sample_of(&template)).unwrap();
        let file = on_disk(&made);
        let path = file.path().to_str().unwrap();
        if let Some(checked) = tool("qpdf", &["--check", path]) {
            assert!(
                checked.status.success(),
                "{}",
                String::from_utf8_lossy(&checked.stdout)
            );
        }
        let Some(fonts) = tool("pdffonts", &[path]) else {
            continue;
        };
        let listed = String::from_utf8_lossy(&fonts.stdout).into_owned();
        let rows: Vec<_> = listed.lines().skip(2).collect();
        assert!(
            !rows.is_empty() && rows.iter().all(|r| r.contains("yes yes yes")),
            "{listed}"
        );
    }
}

#[test]
fn hostile_text_is_shown_and_never_obeyed() {
    let nasty = [
        "Robert'); DROP TABLE\u{202E}gnirts\u{200B}\u{0}\u{1b}[2J",
        "(\\) /OpenAction << /S /JavaScript /JS (app.alert(1)) >> endstream endobj %%EOF",
        "🎉 漢字 \u{FEFF}\u{2066}x\u{2069} {owner_name} **đậm** </Type>",
        &"Ẫ".repeat(10_000),
    ];
    for text in nasty {
        let data = FormData::new(0)
            .with("owner_name", text)
            .with("reason", text)
            .with("address", text);
        let made = bytes("mau-03-a5", &data);
        let raw = String::from_utf8_lossy(&made);
        for active in [
            "/JavaScript",
            "/JS",
            "/OpenAction",
            "/URI",
            "/Launch",
            "/EmbeddedFile",
            "/AA",
        ] {
            assert!(!raw.contains(active), "{active}");
        }
        let file = on_disk(&made);
        if let Some(checked) = tool("qpdf", &["--check", file.path().to_str().unwrap()]) {
            assert!(
                checked.status.success(),
                "{}",
                String::from_utf8_lossy(&checked.stdout)
            );
        }
        let Some(back) = text_of(&made) else { continue };
        if text.contains('🎉') {
            assert!(
                back.contains("□ □□ □□x□ {owner_name} **đậm** </Type>"),
                "{back}"
            );
        }
        assert!(
            !back.contains(['\u{202E}', '\u{200B}', '\u{1b}', '\u{2066}']),
            "{back}"
        );
    }
}

#[test]
fn a_scanner_reads_both_symbols_from_a_150_dpi_picture() {
    for id in [
        "mau-01-a5",
        "mau-01-a4",
        "phieu-kiem-soat-a5",
        "giay-bien-nhan-ket-qua-a4",
    ] {
        let template = template(id);
        let data = sample_of(&template);
        let file = on_disk(&bytes(id, &data));
        let folder = tempfile::tempdir().unwrap();
        let picture = folder.path().join("page");
        let (pdf, png) = (file.path().to_str().unwrap(), picture.to_str().unwrap());
        let args = [
            "-r",
            "150",
            "-png",
            "-f",
            "1",
            "-l",
            "1",
            "-singlefile",
            pdf,
            png,
        ];
        let Some(drawn) = tool("pdftoppm", &args) else {
            return;
        };
        assert!(drawn.status.success());
        let Some(read) = tool("zbarimg", &["-q", &format!("{png}.png")]) else {
            return;
        };
        let read = String::from_utf8_lossy(&read.stdout).into_owned();
        assert!(
            read.contains(&format!("QR-Code:{}", data.text("qr"))),
            "{id}: {read}"
        );
        assert!(
            read.contains(&format!("CODE-128:{}", data.text("barcode"))),
            "{id}: {read}"
        );
    }
}

#[test]
fn a_foreign_code_too_long_for_bars_still_prints() {
    let code = "G22.99.3-".to_owned() + &"4".repeat(55);
    let data = FormData::new(0).with("code", &code).with("barcode", &code);
    let Some(text) = text_of(&bytes("mau-01-a5", &data)) else {
        return;
    };
    assert!(text.replace(' ', "").contains(&code), "{text}");
}
