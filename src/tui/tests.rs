//! The desk driven by keys, without a terminal or a server.

mod acts;
mod corrections;
mod guided;
mod switching;
mod printing;
mod chance;
mod desk_life;
mod looks;
mod tables;
mod budgets;
mod people;
mod pointing;
mod scans;
mod streams;

use super::api::{Ask, DossierLine, Failure, Received, Reply};
use super::bench_desk::Bench;
use super::effect::{Effect, Wake};
use super::input::{Code, Key};
use super::msg::Msg;
use super::screens::Screen;

fn keep_count(bench: &Bench) -> usize {
    bench
        .effects
        .iter()
        .filter(|e| matches!(e, Effect::KeepDraft(_)))
        .count()
}

#[test]
fn screens_at_80_by_24() {
    let mut bench = Bench::new(80, 24);
    insta::assert_snapshot!("desk", bench.screen());
    bench.f(2);
    insta::assert_snapshot!("chooser", bench.screen());
    bench.code(Code::Esc).fill_intake();
    insta::assert_snapshot!("intake", bench.screen());
    bench.f(9);
    insta::assert_snapshot!("received", bench.screen());
    bench.f(7);
    insta::assert_snapshot!("print", bench.screen());
    bench.code(Code::Esc).code(Code::Esc).code(Code::Enter);
    insta::assert_snapshot!("dossier", bench.screen());
    bench.f(10);
    insta::assert_snapshot!("menu", bench.screen());
    bench.code(Code::Esc).f(1).f(1);
    insta::assert_snapshot!("help", bench.screen());
}

#[test]
fn the_administrator_sets_who_gets_a_step() {
    let mut bench = Bench::new(80, 24);
    let open = |bench: &mut Bench| {
        bench.f(10).typed("quy trinh va").code(Code::Enter);
    };
    open(&mut bench);
    assert!(
        !bench.screen().contains("Đăng ký khai sinh · "),
        "not a clerk's"
    );
    bench.code(Code::Esc);
    bench.model.shared.seat.rights.push("staff".to_owned());
    open(&mut bench);
    insta::assert_snapshot!("flows", bench.screen());
    bench.code(Code::Enter).code(Code::Down).f(4);
    assert!(bench.screen().contains("Cả nhóm cùng nhận"));
    bench.typed("1");
    insta::assert_snapshot!("flow_steps", bench.screen());
    // Esc goes back to the list, then to the desk.
    bench.code(Code::Esc);
    assert!(bench.screen().contains("× còn 2 điểm"));
    bench.code(Code::Esc);
    assert!(matches!(bench.model.top(), Screen::Desk(_)));
}

#[test]
fn intake_at_120_by_40_has_a_side_pane() {
    let mut bench = Bench::new(120, 40);
    bench.fill_intake();
    insta::assert_snapshot!("intake_wide", bench.screen());
}

#[test]
fn a_small_terminal_gets_one_sentence_and_loses_nothing() {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake();
    let before = bench.screen();
    bench.frames.resize(60, 20);
    bench.send(Msg::Resize(60, 20));
    assert!(bench.screen().contains("quá nhỏ"));
    bench.frames.resize(80, 24);
    bench.send(Msg::Resize(80, 24));
    assert_eq!(bench.screen(), before);
}

#[test]
fn a_typed_letter_costs_a_letter() {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake();
    bench.code(Code::Up).paint();
    let mut total = 0;
    for letter in "nguyen thi hong".chars() {
        bench.key(Key::letter(letter));
        let bytes = bench.paint();
        assert!(
            bytes.len() <= 8,
            "{letter}: {:?}",
            String::from_utf8_lossy(&bytes)
        );
        total += bytes.len();
    }
    assert!(total <= 15 + 8, "{total} bytes for 15 letters");
    assert!(bench.paint().is_empty(), "an idle screen writes nothing");
}

#[test]
fn enter_never_commits_and_f9_does() {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake();
    for _ in 0..40 {
        bench.code(Code::Enter);
    }
    let receive = |ask: &Ask| matches!(ask, Ask::Receive(_));
    assert_eq!(bench.asked(receive), 0);
    bench.f(9);
    assert_eq!(bench.asked(receive), 1);
    assert_eq!(
        bench.note(),
        "Đã cấp số H62.12.03-261120-0007, hẹn Chiều 21/11/2026."
    );
}

#[test]
fn what_is_sent_is_understood() {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake();
    bench.code(Code::Up);
    bench.f(9);
    let sent = bench.effects.iter().find_map(|e| match e {
        Effect::Ask(_, Ask::Receive(intake)) => Some(intake.clone()),
        _ => None,
    });
    let sent = sent.expect("sent");
    assert_eq!(sent.procedure, "2.000815");
    assert_eq!(sent.case, "usual");
    assert_eq!(sent.value("owner_name"), "Nguyễn Thị Ví Dụ");
    assert_eq!(sent.value("owner_identity"), "001090000045");
    assert_eq!(sent.value("form.document"), "Giấy khai sinh");
    assert_eq!(sent.value("channel"), "direct");
    assert_eq!(sent.value("result_at"), "Bộ phận Một cửa xã Minh Họa");
    assert_eq!(
        sent.fees,
        [("phi".to_owned(), "Phí chứng thực".to_owned(), 4000)]
    );
}

#[test]
fn what_is_missing_is_listed_and_nothing_is_sent() {
    let mut bench = Bench::new(80, 24);
    bench.f(2).code(Code::Enter).f(9);
    assert_eq!(bench.asked(|ask| matches!(ask, Ask::Receive(_))), 0);
    let screen = bench.screen();
    assert!(
        screen.contains("1. MC-1028 Họ tên chủ hồ sơ: Ô này phải có."),
        "{screen}"
    );
    assert!(screen.contains("2. MC-1028 Tên giấy tờ"), "{screen}");
}

#[test]
fn a_draft_is_kept_within_a_second_and_comes_back() {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake();
    let timers = bench
        .effects
        .iter()
        .filter(|e| matches!(e, Effect::After(_, Wake::Draft)));
    assert_eq!(timers.count(), 1, "one timer serves all changes");
    assert_eq!(keep_count(&bench), 0);
    bench.now += 700;
    bench.send(Msg::Wake(Wake::Draft, bench.now));
    let draft = bench.effects.iter().find_map(|e| match e {
        Effect::KeepDraft(draft) => Some((**draft).clone()),
        _ => None,
    });
    let draft = draft.expect("kept");
    let mut next = Bench::new(80, 24);
    next.send(Msg::Drafts(vec![draft]));
    let desk = next.screen();
    assert!(desk.contains("• Bản nháp 09:41 · Nguyễn Thị"), "{desk}");
    assert!(desk.contains("Enter: mở, Del: bỏ"), "{desk}");
    next.code(Code::Enter);
    assert_eq!(
        next.screen().lines().skip(2).take(17).collect::<Vec<_>>(),
        bench.screen().lines().skip(2).take(17).collect::<Vec<_>>()
    );
}

#[test]
fn a_lost_reply_is_sent_again_under_the_same_key() {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake();
    bench.hold = true;
    bench.f(9).f(9);
    let lost = Failure {
        code: "MC-6001".into(),
        text: "Không liên lạc được với máy chủ.".into(),
        unreachable: true,
        ..Failure::default()
    };
    let mut keys = Vec::new();
    let collect = std::cell::RefCell::new(&mut keys);
    bench.answer_with(|ask| match ask {
        Ask::Receive(intake) => {
            collect.borrow_mut().push(intake.id.clone());
            Some(Err(lost.clone()))
        }
        _ => None,
    });
    assert!(bench.note().starts_with("MC-6001"));
    assert!(
        !bench
            .effects
            .iter()
            .any(|e| matches!(e, Effect::DropDraft(_))),
        "the draft stays"
    );
    bench.f(9);
    let again: Vec<String> = bench
        .effects
        .iter()
        .filter_map(|e| match e {
            Effect::Ask(_, Ask::Receive(intake)) => Some(intake.id.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(keys.len(), 1, "a second F9 while sending does nothing");
    assert_eq!(again, keys);
    assert!(
        bench
            .effects
            .iter()
            .any(|e| matches!(e, Effect::DropDraft(id) if *id == keys[0]))
    );
}

#[test]
fn keys_typed_while_sending_reach_the_next_screen() {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake();
    bench.hold = true;
    bench.f(9).f(7);
    assert!(!bench.screen().contains("Đang dựng"));
    bench.answer_all();
    assert!(
        bench.screen().contains("GIẤY TIẾP NHẬN"),
        "{}",
        bench.screen()
    );
}

#[test]
fn papers_asked_for_before_they_are_known_open_when_they_are() {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake();
    bench.hold = true;
    bench.f(9);
    // A dossier that may be solved at once has no slip of its own; what it can print comes later.
    bench.hold_after(|ask| match ask {
        Ask::Receive(_) => Some(Ok(Reply::Received(Received {
            code: "H62.12.03-261120-0007".into(),
            ..Received::default()
        }))),
        _ => None,
    });
    bench.f(7);
    assert!(bench.screen().contains("√ Đã cấp số"));
    assert_eq!(bench.note(), "Đang lấy danh sách giấy…");
    bench.answer_all();
    assert!(
        bench.screen().contains("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN"),
        "{}",
        bench.screen()
    );
}

#[test]
fn a_key_that_cannot_work_now_says_why() {
    let mut bench = Bench::new(80, 24);
    bench.f(9);
    assert_eq!(bench.note(), "Màn hình này không có gì để lưu.");
    bench.code(Code::Enter).f(8);
    assert_eq!(bench.note(), "Chưa có kết quả để trả.");
    bench.f(11);
    assert!(bench.note().contains("không gắn lệnh"));
    bench.key(Key::ctrl('c'));
    assert!(bench.note().contains("Ctrl+Q"));
}

#[test]
fn the_legend_shows_only_what_works() {
    let mut bench = Bench::new(80, 24);
    let shown = |bench: &Bench| bench.model.shared.keys.legend(&bench.model, 78);
    for step in 0..6 {
        let legend = shown(&bench);
        assert!(legend.len() <= 8);
        let own = bench.model.top().show().keys(&bench.model.shared).len();
        for (key, _) in &legend[own..] {
            let key = Key::parse(key).expect("key");
            let action = bench.model.shared.keys.action(key).expect("action");
            assert!(
                (action.available)(&bench.model).is_ok(),
                "step {step}: {key}"
            );
        }
        match step {
            0 => bench.f(2),
            1 => bench.code(Code::Enter),
            2 => bench.code(Code::Esc),
            3 => bench.code(Code::Enter),
            _ => bench.f(3),
        };
    }
}

#[test]
fn every_action_has_words_and_is_in_the_menu() {
    let mut bench = Bench::new(80, 60);
    bench.f(10);
    let screen = bench.screen();
    for action in super::actions::ALL {
        assert!(action.help.chars().count() > 15, "{}", action.id);
        let label = (action.label)(&bench.model);
        if !matches!(action.id, "menu" | "save") {
            assert!(screen.contains(&*label), "{}: {screen}", action.id);
        }
    }
}

#[test]
fn dialogs_ignore_keys_typed_before_they_were_seen() {
    let mut bench = Bench::new(80, 24);
    bench.key(Key::ctrl('q'));
    bench.now += 50;
    bench.send(Msg::Key(Key::plain(Code::Tab), bench.now));
    bench.send(Msg::Key(Key::plain(Code::Enter), bench.now));
    assert!(bench.screen().contains("Rời chương trình?"), "still asking");
    bench.code(Code::Enter);
    assert!(
        !bench.effects.contains(&Effect::Quit),
        "the safe answer has the focus"
    );
    bench.key(Key::ctrl('q')).code(Code::Tab).code(Code::Enter);
    assert!(bench.effects.contains(&Effect::Quit));
}

#[test]
fn an_act_that_cannot_be_undone_needs_a_reason() {
    let mut bench = Bench::new(80, 24);
    bench
        .code(Code::Enter)
        .f(10)
        .typed("tra lai buoc")
        .code(Code::Enter);
    bench.code(Code::Enter);
    assert_eq!(bench.asked(|ask| matches!(ask, Ask::Act(_))), 0);
    bench.f(9);
    assert!(
        bench.note().starts_with("MC-1028 Lý do"),
        "{}",
        bench.note()
    );
    bench.typed("ngắn").f(9);
    let reasons: Vec<_> = bench
        .effects
        .iter()
        .filter_map(|e| match e {
            Effect::Ask(_, Ask::Act(request)) => {
                Some((request.act.clone(), request.reason.clone()))
            }
            _ => None,
        })
        .collect();
    assert_eq!(reasons, [("send_back".into(), "ngắn".into())]);
}

#[test]
fn numbers_are_masked_and_shown_for_ten_seconds() {
    let mut bench = Bench::new(80, 24);
    bench.code(Code::Enter);
    assert!(bench.screen().contains("0010••••••45"));
    bench.f(10).typed("hien so").code(Code::Enter);
    assert!(bench.screen().contains("001090000045"));
    bench.now += 10_001;
    bench.send(Msg::Wake(Wake::Mask, bench.now));
    assert!(!bench.screen().contains("001090000045"));
}

#[test]
fn the_lock_shows_nothing_of_any_dossier() {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake().f(12);
    let screen = bench.screen();
    assert!(
        !screen.contains("Ví Dụ") && !screen.contains("Giấy khai sinh"),
        "{screen}"
    );
    bench.code(Code::Esc).f(3);
    assert!(bench.screen().contains("đang khóa"));
    bench.f(1).f(1).f(2);
    assert!(
        bench.note().contains("đang khóa"),
        "help is no way around it"
    );
    bench.code(Code::Esc).code(Code::Enter);
    assert!(bench.screen().contains("Nguyễn Thị Ví Dụ"));
}

#[test]
fn the_third_help_is_the_manual_and_a_code_is_explained_first() {
    let mut bench = Bench::new(80, 24);
    bench.f(2).code(Code::Enter).f(9);
    assert!(bench.note().starts_with("MC-1028"));
    bench.f(1);
    assert!(bench.screen().contains("MC-1028: "), "{}", bench.screen());
    bench.f(1).f(1);
    insta::assert_snapshot!("manual", bench.screen());
    bench.typed("2");
    let page = bench.screen();
    bench.code(Code::PageDown);
    assert_ne!(bench.screen(), page);
    let last = crate::manual::pages().len().to_string();
    bench.code(Code::Esc).typed(&last);
    assert!(bench.screen().contains("MC-"), "{}", bench.screen());
    bench.code(Code::Esc).code(Code::Esc);
    assert!(bench.screen().contains("TIẾP NHẬN HỒ SƠ"));
}

#[test]
fn the_path_of_a_printed_paper_is_still_said_on_the_dossier() {
    let mut bench = Bench::new(80, 24);
    bench
        .code(Code::Enter)
        .f(7)
        .code(Code::Enter)
        .code(Code::Esc);
    assert!(bench.screen().contains("HỒ SƠ"));
    assert_eq!(bench.note(), "Đã ghi giấy vào /tmp/giay.pdf");
}

#[test]
fn no_name_stands_twice_in_the_menu() {
    let mut bench = Bench::new(80, 60);
    for step in 0..3 {
        bench.f(10);
        let Screen::Menu(menu) = bench.model.top() else {
            panic!("menu");
        };
        let mut labels = menu.labels();
        labels.sort_unstable();
        let all = labels.len();
        labels.dedup();
        assert_eq!(labels.len(), all, "step {step}: {labels:?}");
        bench.code(Code::Esc);
        match step {
            0 => bench.code(Code::Enter),
            _ => bench.code(Code::Esc).f(2).code(Code::Enter),
        };
    }
}

#[test]
fn hostile_pastes_reach_neither_the_terminal_nor_the_server() {
    let hostile = "An\u{1b}]0;x\u{7}\u{202e}\u{200b}\u{9b}31m".to_owned() + &"đ".repeat(10_500);
    let mut bench = Bench::new(80, 24);
    bench.fill_intake();
    bench.code(Code::Up);
    bench.bytes(format!("\x1b[200~{hostile}\x1b[201~").as_bytes());
    assert!(
        bench.note().contains("10000") || bench.note().contains("10.000"),
        "{}",
        bench.note()
    );
    let bytes = String::from_utf8(bench.paint()).expect("utf-8");
    for bad in ["\u{7}", "\u{202e}", "\u{200b}", "\u{9b}", "]0;"] {
        assert!(!bytes.contains(bad), "{bad:?}");
    }
    bench.f(9);
    assert_eq!(bench.asked(|ask| matches!(ask, Ask::Receive(_))), 0);
}

#[test]
fn vietnamese_typing_in_bursts_is_exact() {
    let mut bench = Bench::new(80, 24);
    bench.f(2).code(Code::Enter).code(Code::Tab).code(Code::Tab);
    // UniKey: letter, backspace, composed letter; both kinds of backspace; decomposed marks.
    bench.bytes("Nguye\u{7f}\u{7f}uyê\u{8}ễn Thi\u{323}".as_bytes());
    let screen = bench.screen();
    assert!(
        screen.contains("Nguuyễn Thị") || screen.contains("Nguuyễn Thi\u{323}"),
        "{screen}"
    );
    bench.code(Code::Tab);
    assert!(bench.screen().contains("Nguuyễn Thị"), "composed when left");
}

#[test]
fn the_function_keys_have_a_twin_for_keyboards_without() {
    let mut bench = Bench::new(80, 24);
    bench.key(Key::ctrl('g')).typed("2");
    assert!(bench.screen().contains("TIẾP NHẬN HỒ SƠ"));
}

#[test]
fn the_same_person_again_keeps_who_and_for_the_same_procedure_what() {
    let again = |other: bool| {
        let mut bench = Bench::new(80, 24);
        bench.fill_intake().f(9).f(2);
        if other {
            bench.code(Code::Down);
        }
        bench.code(Code::Enter);
        bench.screen()
    };
    let (same, other) = (again(false), again(true));
    assert!(same.contains("[Nguyễn Thị Ví Dụ"), "{same}");
    assert!(same.contains("[Giấy khai sinh"), "{same}");
    assert!(other.contains("[Nguyễn Thị Ví Dụ"), "{other}");
    assert!(!other.contains("[Giấy khai sinh"), "{other}");
}

/// Every sequence our own renderer may write; anything else came from data.
fn only_our_sequences(bytes: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|e| e.to_string())?;
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        rest = &rest[letter.len_utf8()..];
        match letter {
            '\u{1b}' => {
                let body = rest.strip_prefix('[').ok_or("not a CSI")?;
                let end = body
                    .find(|c: char| c.is_ascii_alphabetic())
                    .ok_or("no end")?;
                let (parameters, last) = (&body[..end], &body[end..=end]);
                let known = "HABCDmKJ".contains(last)
                    && parameters.bytes().all(|b| b.is_ascii_digit() || b == b';');
                let cursor = parameters == "?25" && "hl".contains(last);
                if !(known || cursor) {
                    return Err(format!("Esc[{parameters}{last}"));
                }
                rest = &body[end + 1..];
            }
            '\u{8}' | '\r' => {}
            _ if crate::text::visible(&letter.to_string()) != letter.to_string() => {
                return Err(format!("{letter:?}"));
            }
            _ => {}
        }
    }
    Ok(())
}

#[test]
fn hostile_data_on_every_screen_stays_data() {
    let hostile = [
        "\u{1b}]0;owned\u{7}",
        "\u{1b}[2J\u{1b}[31m",
        "\u{9b}31m",
        "\u{202e}gnp.exe",
        "a\u{200b}b\u{feff}c",
        "\u{e0041}\u{e0042}",
        "\r\n\u{8}\u{8}x",
    ];
    for poison in hostile {
        let mut bench = Bench::poisoned(80, 24, poison);
        let check = |bench: &mut Bench, step: &str| {
            bench.frames.wipe();
            let bytes = bench.paint();
            only_our_sequences(&bytes).unwrap_or_else(|e| panic!("{step}, {poison:?}: {e}"));
        };
        check(&mut bench, "desk");
        bench.code(Code::Enter);
        for page in 1..=3 {
            bench.typed(&page.to_string());
            check(&mut bench, "dossier");
        }
        bench.typed("4");
        check(&mut bench, "files");
        bench
            .code(Code::Esc)
            .code(Code::Esc)
            .f(8)
            .typed("x")
            .code(Code::Enter);
        check(&mut bench, "returning");
        bench.code(Code::Esc).code(Code::Enter).f(7);
        check(&mut bench, "print");
        bench
            .code(Code::Esc)
            .code(Code::Esc)
            .f(3)
            .typed("an")
            .code(Code::Enter);
        check(&mut bench, "find");
        bench.code(Code::Esc).f(2);
        check(&mut bench, "chooser");
        bench
            .code(Code::Enter)
            .bytes(format!("\x1b[200~{poison}\x1b[201~").as_bytes());
        check(&mut bench, "intake");
        bench.f(4);
        check(&mut bench, "values");
        bench
            .code(Code::Esc)
            .f(10)
            .typed("vi sao")
            .code(Code::Enter);
        check(&mut bench, "why");
        bench
            .code(Code::Esc)
            .code(Code::Esc)
            .f(10)
            .typed("doi can bo")
            .code(Code::Enter);
        check(&mut bench, "officers");
        bench.code(Code::Esc).f(12);
        check(&mut bench, "lock");
    }
}

/// A small steady source of numbers, so that a failure can be replayed.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// What a long run tells whoever follows it.
fn say(words: &str) {
    println!("{words}");
}

#[test]
fn no_keys_and_no_sizes_break_it() {
    let seed = std::env::var("SEED")
        .ok()
        .and_then(|s| s.parse().ok())
        .unwrap_or(20_261_120);
    println!("seed={seed}");
    let mut numbers = Numbers(seed);
    let mut bench = Bench::new(80, 24);
    let keys: Vec<Key> = (1..=12)
        .map(Key::f)
        .chain("aáđ1 29zỹ".chars().map(Key::letter))
        .chain("uzgpsfnk".chars().map(Key::ctrl))
        .chain(
            [
                Code::Enter,
                Code::Enter,
                Code::Tab,
                Code::BackTab,
                Code::Esc,
                Code::Up,
                Code::Down,
                Code::Left,
                Code::Right,
                Code::Home,
                Code::End,
                Code::PageUp,
                Code::PageDown,
                Code::Backspace,
                Code::Delete,
                Code::Insert,
            ]
            .map(Key::plain),
        )
        .collect();
    for step in 0..6_000 {
        if numbers.below(20) == 0 {
            let (columns, rows) = (numbers.below(200) as u16, numbers.below(70) as u16);
            bench.frames.resize(columns, rows);
            bench.send(Msg::Resize(columns, rows));
        } else {
            bench.key(keys[numbers.below(keys.len() as u64) as usize]);
        }
        let bytes = bench.paint();
        only_our_sequences(&bytes).unwrap_or_else(|e| panic!("step {step}: {e}"));
    }
}

#[test]
fn what_the_server_cannot_take_is_pointed_out_in_the_form() {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake();
    bench.hold = true;
    bench.f(9);
    bench.answer_with(|ask| match ask {
        Ask::Receive(_) => Some(Err(Failure {
            code: "MC-1101".into(),
            text: "Hồ sơ chưa nhận được.".into(),
            status: 422,
            fields: vec![(
                "applicant.phone".into(),
                "Số điện thoại không có thật.".into(),
            )],
            unreachable: false,
        })),
        _ => None,
    });
    let screen = bench.screen();
    assert!(
        screen.contains("1. Số điện thoại không có thật."),
        "{screen}"
    );
    assert!(screen.contains("►Điện thoại"), "{screen}");
}

#[test]
fn monochrome_text_equals_coloured_text() {
    let mut plain = Bench::new(80, 24);
    let mut coloured = Bench::new(80, 24);
    coloured.model.shared.theme.palette = super::term::Palette::Default;
    assert_eq!(plain.screen(), coloured.screen());
}

/// A page of fifty rows, numbered on from `after`, of a list of 120.
fn page_of_many(ask: &Ask) -> Option<Result<Reply, Failure>> {
    let Ask::List { after, .. } = ask else {
        return None;
    };
    let first: usize = after.as_deref().map_or(0, |a| a.parse().expect("number"));
    let last = (first + 50).min(120);
    let row = |number: usize| DossierLine {
        code: format!("H62.12.03-261119-{number:04}"),
        owner: "Nguyễn Văn Ví Dụ".into(),
        ..DossierLine::default()
    };
    let rows = (first..last).map(row).collect();
    let next = (last < 120).then(|| last.to_string());
    Some(Ok(Reply::List(rows, next)))
}

#[test]
fn a_long_list_is_read_on_when_the_cursor_nears_its_end_and_no_row_jumps() {
    let mut bench = Bench::new(80, 24);
    bench.hold = true;
    bench.f(5);
    bench.hold_after(page_of_many);
    bench.answer_with(page_of_many);
    for wanted in ["-0099", "-0119"] {
        bench.hold = true;
        bench.code(Code::End);
        let rows = |bench: &mut Bench| -> Vec<String> {
            bench
                .screen()
                .lines()
                .skip(4)
                .take(12)
                .map(str::to_owned)
                .collect()
        };
        let before = rows(&mut bench);
        bench.answer_with(page_of_many);
        assert_eq!(
            rows(&mut bench)[..2],
            before[..2],
            "rows stay where they are"
        );
        bench.hold = true;
        bench.code(Code::End);
        assert!(bench.screen().contains(wanted), "{}", bench.screen());
        bench.code(Code::Up);
    }
    // Reading again from the start keeps what is on screen until all of it is read again.
    bench.code(Code::End);
    let before = bench.screen();
    assert!(before.contains("-0119"), "{before}");
    bench.hold = true;
    bench.f(5);
    for _ in 0..4 {
        bench.hold_after(page_of_many);
    }
    assert_eq!(bench.screen(), before);
}

#[test]
fn fees_and_shift_on_both_sizes() {
    for (columns, rows, name) in [(80, 24, "narrow"), (120, 40, "wide")] {
        let mut bench = Bench::new(columns, rows);
        bench
            .code(Code::Enter)
            .f(10)
            .typed("thu phi")
            .code(Code::Enter);
        insta::assert_snapshot!(format!("fees_{name}"), bench.screen());
        bench
            .code(Code::Esc)
            .f(10)
            .typed("ca thu")
            .code(Code::Enter);
        insta::assert_snapshot!(format!("till_{name}"), bench.screen());
    }
}

#[test]
fn one_enter_takes_all_in_cash() {
    let mut bench = Bench::new(80, 24);
    bench
        .code(Code::Enter)
        .f(10)
        .typed("thu phi")
        .code(Code::Enter);
    bench.typed("20000");
    assert!(
        bench.screen().contains("Trả lại khách 8.000 đồng."),
        "{}",
        bench.screen()
    );
    bench.code(Code::Enter);
    let sent: Vec<_> = bench
        .effects
        .iter()
        .filter_map(|e| match e {
            Effect::Ask(_, Ask::Collect { request, .. }) => Some(request.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(sent.len(), 1);
    assert_eq!(
        (sent[0].way.as_str(), sent[0].given_dong),
        ("tien-mat", Some(20_000))
    );
    assert!(sent[0].lines.is_empty());
    assert!(bench.note().starts_with("Đã thu"), "{}", bench.note());
    bench.f(7);
    assert!(
        bench
            .screen()
            .contains("Biên lai Phí 20.000 đồng, số 0000014"),
        "{}",
        bench.screen()
    );
}

#[test]
fn an_exemption_is_typed_and_takes_no_money() {
    let mut bench = Bench::new(80, 24);
    bench
        .code(Code::Enter)
        .f(10)
        .typed("thu phi")
        .code(Code::Enter);
    for _ in 0..3 {
        bench.code(Code::Tab);
    }
    bench
        .typed("Người có công")
        .code(Code::Tab)
        .typed("Thẻ 123")
        .f(9);
    assert_eq!(bench.asked(|ask| matches!(ask, Ask::Collect { .. })), 0);
    assert_eq!(bench.asked(|ask| matches!(ask, Ask::Exempt { .. })), 1);
}

#[test]
fn a_shift_is_closed_with_what_was_counted() {
    let mut bench = Bench::new(80, 24);
    bench.f(10).typed("ca thu").code(Code::Enter).f(9);
    assert_eq!(bench.asked(|ask| matches!(ask, Ask::CloseShift { .. })), 0);
    bench.typed("272000").f(9);
    let closed = |ask: &Ask| matches!(ask, Ask::CloseShift { id: 128, request, .. } if request.counted_dong == 272_000);
    assert_eq!(bench.asked(closed), 1);
}

#[test]
fn a_real_office_unlocks_with_the_password_only() {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake();
    let typed = bench.screen();
    bench.model.shared.seat.one_key = false;
    bench.f(12);
    let locked = bench.screen();
    assert!(
        locked.contains("QUẦY ĐANG KHÓA") && !locked.contains("HỒ SƠ"),
        "{locked}"
    );
    bench.code(Code::Enter);
    assert!(
        bench.screen().contains("QUẦY ĐANG KHÓA"),
        "Enter alone opens nothing"
    );
    bench.code(Code::Esc);
    assert!(bench.screen().contains("QUẦY ĐANG KHÓA"));
    bench.typed("sai").code(Code::Enter);
    assert!(bench.screen().contains("MC-7022"), "{}", bench.screen());
    bench.typed("mật-mã");
    let shown = bench.screen();
    assert!(
        shown.contains("[••••") && !shown.contains("mật-mã"),
        "{shown}"
    );
    insta::assert_snapshot!("locked", shown);
    bench.code(Code::Enter);
    let back = bench.screen();
    let body = |screen: &str| {
        screen
            .lines()
            .take(18)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(body(&back), body(&typed), "what was typed is still there");
    let told = format!("{:?}", bench.effects);
    assert!(!told.contains("mật-mã"), "a password is never written out");
}

#[test]
fn an_ended_session_asks_and_goes_on() {
    let mut bench = Bench::new(80, 24);
    bench.fill_intake();
    let over = Failure {
        code: "MC-7010".into(),
        text: "Chưa đăng nhập hoặc phiên đã hết.".into(),
        status: 401,
        ..Failure::default()
    };
    bench.model.shared.seat.one_key = false;
    bench.send(Msg::Answer(9_999, Err(over)));
    let asked = bench.screen();
    assert!(
        asked.contains("ĐĂNG NHẬP") && asked.contains("Phiên làm việc đã hết"),
        "{asked}"
    );
    insta::assert_snapshot!("sign_in", asked);
    bench.typed("mật-mã").code(Code::Enter);
    assert!(matches!(bench.model.top(), Screen::Intake(_)));
    assert!(
        keep_count(&bench) > 0,
        "the draft was kept before the desk was hidden"
    );
}

#[test]
fn an_idle_desk_locks_itself() {
    let mut bench = Bench::new(80, 24);
    let start = bench.model.shared.wall;
    bench.send(Msg::Clock(start + chrono::TimeDelta::minutes(4)));
    assert!(!bench.model.is_locked());
    bench.send(Msg::Clock(start + chrono::TimeDelta::minutes(5)));
    assert!(bench.model.is_locked());
}

#[test]
fn files_and_results_of_a_dossier() {
    let mut bench = Bench::new(80, 24);
    bench.code(Code::Enter).key(Key::letter('4'));
    insta::assert_snapshot!("files", bench.screen());
    bench.typed("/tmp/ket qua.pdf").code(Code::Enter);
    bench.typed("Giấy chứng nhận").code(Code::Enter);
    bench.f(4).typed("4");
    bench.typed("01/GCN").code(Code::Enter).typed("20112026");
    insta::assert_snapshot!("files_result", bench.screen());
    bench.f(9);
    let sent = bench.effects.iter().find_map(|effect| match effect {
        Effect::Ask(_, Ask::Attach(request)) => Some(request.clone()),
        _ => None,
    });
    let sent = sent.expect("sent");
    assert_eq!(
        (sent.path.as_str(), sent.kind.as_str()),
        ("/tmp/ket qua.pdf", "scan")
    );
    assert_eq!(
        (sent.number.as_str(), sent.date.as_str()),
        ("01/GCN", "2026-11-20")
    );
    assert_eq!(bench.note(), "Đã đính kèm Giấy chứng nhận (12 KB).");
}

#[test]
fn a_result_is_handed_back_to_who_shows_a_paper() {
    let mut bench = Bench::new(80, 24);
    bench.f(8);
    bench.typed("H62.12.03-261119-0001").code(Code::Enter);
    insta::assert_snapshot!("returning", bench.screen());
    let handed = |ask: &Ask| matches!(ask, Ask::HandBack(_));
    bench.f(9);
    assert_eq!(bench.asked(handed), 0, "no paper was seen");
    bench.typed("001090000045").f(9);
    assert_eq!(bench.asked(handed), 1);
    assert!(bench.note().contains("Đã trả kết quả"), "{}", bench.note());
    bench.f(7);
    assert!(bench.screen().contains("Giấy biên nhận trả kết quả"));
}

#[test]
fn a_change_of_the_catalogue_is_read_and_answered() {
    let mut bench = Bench::new(80, 24);
    bench.model.shared.seat.rights = vec!["approve_catalogue".into()];
    bench.f(10).typed("thay doi danh muc").code(Code::Enter);
    assert!(
        bench.screen().contains("Số 7 · chờ duyệt"),
        "{}",
        bench.screen()
    );
    bench.code(Code::Enter);
    insta::assert_snapshot!("catalogue_change", bench.screen());
    bench.typed("t");
    assert!(bench.screen().contains("Từ chối thay đổi danh mục"));
    bench.code(Code::Esc).typed("d");
    assert!(bench.screen().contains("Duyệt thay đổi danh mục"));
    assert_eq!(
        bench.asked(|ask| matches!(ask, Ask::DecideChange { .. })),
        0
    );
}
