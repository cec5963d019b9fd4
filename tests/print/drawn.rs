//! What the layout draws, without any PDF tool.

use motcua::print::{Fonts, FormData, Template};

use crate::support::{Recorder, names, sample_of, squeeze, template, templates};

fn many_papers(count: usize) -> FormData {
    let rows = names(count, 7).into_iter().enumerate().map(|(i, name)| {
        [
            ("number", (i + 1).to_string()),
            ("name", format!("Bản cam kết của {name}")),
        ]
    });
    FormData::new(0)
        .with("code", "H62.12-261121-0001")
        .with_rows("papers", rows)
}

#[test]
fn a_long_table_repeats_its_head_on_each_page_and_loses_no_row() {
    for id in ["mau-01-a5", "mau-01-a4"] {
        let drawn = Recorder::of(&template(id), &many_papers(200));
        let with_rows: Vec<_> = drawn
            .pages
            .iter()
            .filter(|p| p.text().contains("Bản cam kết"))
            .collect();
        assert!(with_rows.len() >= 8, "{id}: {} pages", with_rows.len());
        for page in &with_rows {
            assert_eq!(page.text().matches("Số lượng Bản chính").count(), 1, "{id}");
        }
        let rows: usize = with_rows
            .iter()
            .map(|p| p.text().matches("Bản cam kết").count())
            .sum();
        assert_eq!(rows, 400, "{id}: both copies");
    }
}

#[test]
fn pages_after_the_first_carry_their_number_above_the_form() {
    let drawn = Recorder::of(&template("mau-01-a4"), &many_papers(60));
    let numbers: Vec<_> = drawn
        .pages
        .iter()
        .map(|page| {
            let top = page.texts.iter().filter(|t| t.y < 20.0 * 72.0 / 25.4);
            top.map(|t| t.text.clone()).collect::<Vec<_>>().join(" ")
        })
        .collect();
    let half = numbers.len() / 2;
    assert!(half >= 2);
    let wanted: Vec<_> = (1..=half)
        .map(|n| if n == 1 { String::new() } else { n.to_string() })
        .collect();
    assert_eq!(numbers, [wanted.clone(), wanted].concat());
}

#[test]
fn nothing_leaves_the_paper_and_nothing_is_lost_of_a_very_long_text() {
    let fonts = Fonts::load().unwrap();
    let long = "wỆ".repeat(5_000);
    for template in templates() {
        let mut data = sample_of(&template)
            .with("place", &long)
            .with("owner_name", &long)
            .with("payer_address", &long)
            .with("reason", &long);
        data.set("superior_org", "Ủy ban nhân dân ".repeat(600));
        let drawn = Recorder::of(&template, &data);
        let mut letters = 0;
        for page in &drawn.pages {
            let right = page.width - template.paper().margins_mm[1] * 72.0 / 25.4 + 0.5;
            for run in &page.texts {
                let spaces = run.text.matches(' ').count() as f32;
                let end = run.x + fonts.width(run.face, run.size, &run.text) + run.gap * spaces;
                assert!(
                    run.x > 0.0 && end <= right,
                    "{}: “{}”",
                    template.id,
                    run.text
                );
                assert!(
                    run.y > 0.0 && run.y < page.height,
                    "{}: “{}”",
                    template.id,
                    run.text
                );
                letters += run.text.matches('Ệ').count();
            }
        }
        let copies = template.copy_labels().len();
        assert!(
            letters >= 5_000 * copies,
            "{} on {}: {letters}",
            template.id,
            template.paper().name
        );
    }
}

#[test]
fn lines_do_not_overlap() {
    for template in templates() {
        for page in Recorder::of(&template, &sample_of(&template)).pages {
            for (i, a) in page.texts.iter().enumerate() {
                for b in &page.texts[i + 1..] {
                    let apart = (a.y - b.y).abs() >= 1.15 * a.size.min(b.size);
                    let width = |t: &motcua::print::TextRun| {
                        Fonts::load().unwrap().width(t.face, t.size, &t.text)
                    };
                    let beside = a.x + width(a) <= b.x + 0.1 || b.x + width(b) <= a.x + 0.1;
                    assert!(
                        apart || beside,
                        "{}: “{}” on “{}”",
                        template.id,
                        a.text,
                        b.text
                    );
                }
            }
        }
    }
}

#[test]
fn signers_stay_on_one_page_with_the_space_to_sign() {
    for (id, least_mm) in [("mau-01-a5", 18.0), ("mau-01-a4", 25.0)] {
        for papers in 1..40 {
            let data = many_papers(papers)
                .with("signer_name", "Ký Ở Đây")
                .with("clerk_name", "Và Ở Đây");
            let drawn = Recorder::of(&template(id), &data);
            let page = drawn
                .pages
                .iter()
                .find(|p| p.text().contains("NGƯỜI NỘP HỒ SƠ"))
                .unwrap();
            let y = |text: &str| page.texts.iter().find(|t| t.text == text).map(|t| t.y);
            let space = y("Ký Ở Đây").unwrap() - y("(Ký và ghi rõ họ tên)").unwrap();
            assert!(
                space >= least_mm * 72.0 / 25.4,
                "{id} with {papers} papers: {space} pt"
            );
        }
    }
}

#[test]
fn both_copies_carry_their_own_label() {
    let pages = Recorder::of(&template("mau-01-a5"), &many_papers(1)).pages;
    assert_eq!(pages.len(), 2);
    assert!(pages[0].text().contains("(Liên 1: Lưu)"));
    assert!(pages[1].text().contains("(Liên 2: Giao khách hàng)"));
}

#[test]
fn reprint_and_signature_marks_stand_outside_the_form_body() {
    let template = template("mau-01-a5");
    let plain = Recorder::of(&template, &sample_of(&template));
    let data = sample_of(&template)
        .with("reprint_number", "2")
        .with("duplicate_number", "3");
    let marked = Recorder::of(&template, &data.with_flag("electronic"));
    let page = &marked.pages[0];
    let top = template.paper().margins_mm[0] * 72.0 / 25.4;
    for mark in ["Bản in lại lần 2", "BẢN SAO lần 3", "Chữ ký số của Tổ chức"]
    {
        let run = page
            .texts
            .iter()
            .find(|t| t.text == mark)
            .unwrap_or_else(|| panic!("{mark}"));
        assert!(run.y < top && run.y - run.size > 0.0, "{mark} at {}", run.y);
        assert!(!plain.pages[0].text().contains(mark));
    }
    let body = |p: &crate::support::Page| {
        p.texts
            .iter()
            .filter(|t| t.y > top)
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(
        body(page),
        body(&plain.pages[0]),
        "the form itself does not move"
    );
}

#[test]
fn the_control_slip_always_leaves_four_blank_blocks() {
    let of = |data: &FormData| {
        let pages = Recorder::of(&template("phieu-kiem-soat-a4"), data).pages;
        let text: String = pages.iter().map(|p| p.text() + " ").collect();
        (
            text.matches("Người giao (Ký)").count(),
            text.matches("1. Giao: ……").count(),
        )
    };
    assert_eq!(of(&FormData::new(0)), (4, 4));
    let hand_overs = (0..6).map(|_| [("giver_org", "Bộ phận Một cửa")]);
    assert_eq!(
        of(&FormData::new(0).with_rows("hand_overs", hand_overs)),
        (10, 4)
    );
}

#[test]
fn official_headings_are_letter_for_letter() {
    let headings = [
        ("mau-01", "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"),
        ("mau-02", "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ"),
        ("mau-03", "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ"),
        (
            "phieu-kiem-soat",
            "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",
        ),
        ("giay-bien-nhan-ket-qua", "GIẤY BIÊN NHẬN TRẢ KẾT QUẢ"),
    ];
    for (id, heading) in headings {
        let template: Template = template(id);
        let text = squeeze(&Recorder::of(&template, &FormData::new(0)).pages[0].text());
        for wanted in [
            heading,
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
        ] {
            assert!(text.contains(wanted), "{id}: {wanted}\n{text}");
        }
    }
}
