//! The files an office edits: all of them good, and the broken ones told with line and mend.

use motcua::print::{Fonts, Shelf, Template, pdf, preview, template_files};

use crate::support::{Recorder, repository, sample_of, squeeze, template, templates};

#[test]
fn every_template_previews_and_prints_in_60_kilobytes_a_copy() {
    for template in templates() {
        let data = sample_of(&template);
        assert!(preview(&template, &data, 80).len() > 10, "{}", template.id);
        let bytes = pdf(Fonts::load().unwrap(), &template, &data).unwrap();
        let copies = template.copy_labels().len();
        assert!(
            bytes.len() <= 60_000 * copies,
            "{}: {} bytes",
            template.id,
            bytes.len()
        );
    }
}

#[test]
fn the_preview_shows_the_fields_of_the_paper_in_the_same_order() {
    for template in templates() {
        let data = sample_of(&template);
        // Wide enough that no column of the screen wraps.
        let screen = squeeze(&preview(&template, &data, 2000).join(" ")).replace(['─', '│'], " ");
        let paper: String = Recorder::of(&template, &data)
            .pages
            .iter()
            .map(|p| p.text() + " ")
            .collect();
        let words = |text: &str| {
            let bare = |w: &str| w.trim_matches(['(', ')', ';', '.', ',']).to_owned();
            let mut words: Vec<_> = text.split_whitespace().map(bare).collect();
            words.sort();
            words.dedup();
            words
        };
        let (screen_words, paper_words) = (words(&screen), words(&paper));
        for word in &paper_words {
            let known = screen_words.contains(word) || word.chars().all(|c| c.is_ascii_digit());
            assert!(
                known,
                "{} on {}: “{word}” is only on paper",
                template.id,
                template.paper().name
            );
        }
        let order = |text: &str| {
            let mut at: Vec<_> = [
                "owner_name",
                "request",
                "received_at",
                "due_at",
                "reason",
                "clerk_name",
            ]
            .iter()
            .filter(|f| data.has(f))
            .filter_map(|f| text.find(data.text(f)).map(|at| (at, *f)))
            .collect();
            at.sort();
            at.into_iter().map(|(_, f)| f).collect::<Vec<_>>()
        };
        assert_eq!(order(&screen), order(&squeeze(&paper)), "{}", template.id);
    }
}

#[test]
fn lines_of_the_preview_never_exceed_the_screen() {
    use unicode_width::UnicodeWidthStr;
    for template in templates() {
        for width in [20, 40, 80, 132] {
            for line in preview(&template, &sample_of(&template), width) {
                assert!(
                    line.width() <= usize::from(width),
                    "{}: “{line}”",
                    template.id
                );
            }
        }
    }
}

#[test]
fn a_table_wider_than_the_screen_tells_each_value_after_its_column() {
    let book = template("so-theo-doi-a4");
    let mut data = sample_of(&book);
    let row = [
        ("number", "1"),
        ("code", "H62.98.1-261122-0001"),
        ("owner", "Nguyễn Thị Ví Dụ"),
    ];
    data.push_row("rows", row.map(|(key, value)| (key, value.to_owned())));
    let lines = preview(&book, &data, 80);
    let told = "STT: 1 · Mã hồ sơ: H62.98.1-261122-0001 · Họ tên chủ hồ sơ: Nguyễn Thị Ví Dụ";
    let told = lines.iter().any(|line| line.contains(told));
    assert!(told, "{}", lines.join("\n"));
    let wide = preview(&book, &data, 160).join("\n");
    assert!(wide.contains('│'), "room enough: {wide}");
}

#[test]
fn broken_templates_are_told_with_file_line_and_mend() {
    let files = template_files(&repository("tests/data/print/broken"));
    assert_eq!(files.len(), 5);
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let source = std::fs::read_to_string(&path).unwrap();
        let problems = Template::parse(&name, &source).expect_err("a broken template");
        let told: String = problems.iter().map(|p| format!("{p}\n")).collect();
        let wanted = std::fs::read_to_string(path.with_extension("expected")).unwrap();
        assert_eq!(told, wanted, "{name}");
    }
}

#[test]
fn a_template_of_the_office_takes_the_place_of_the_programs() {
    let folder = tempfile::tempdir().unwrap();
    let source = std::fs::read_to_string(repository("print-templates/mau-03.toml")).unwrap();
    let file = folder.path().join("cua-toi.toml");
    std::fs::write(
        &file,
        source.replace("NGƯỜI TỪ CHỐI", "NGƯỜI TIẾP NHẬN HỒ SƠ"),
    )
    .unwrap();
    let shelf = Shelf::with_folder(folder.path()).unwrap();
    let own = shelf.get("mau-03-a4").unwrap();
    let lines = preview(&own, &sample_of(&own), 80).join("\n");
    assert!(lines.contains("NGƯỜI TIẾP NHẬN HỒ SƠ") && !lines.contains("NGƯỜI TỪ CHỐI"));
    assert_eq!(
        shelf
            .list()
            .iter()
            .filter(|e| e.file.as_ref() == Some(&file))
            .count(),
        2
    );

    std::fs::write(&file, "id = 1").unwrap();
    let error = Shelf::with_folder(folder.path()).unwrap_err();
    assert_eq!(error.code(), "MC-4002");
    assert!(error.to_string().contains("cua-toi.toml:1:"), "{error}");
}
