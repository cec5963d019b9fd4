//! Keys, the bottom line and the menu: what works is said, what does not says why.

use crate::tui::api::Ask;
use crate::tui::bench_desk::Bench;
use crate::tui::effect::Effect;
use crate::tui::input::{Code, Key};
use crate::tui::msg::Msg;
use crate::tui::screens::Screen;

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
    for action in crate::tui::actions::ALL {
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
fn the_function_keys_have_a_twin_for_keyboards_without() {
    let mut bench = Bench::new(80, 24);
    bench.key(Key::ctrl('g')).typed("2");
    assert!(bench.screen().contains("TIẾP NHẬN HỒ SƠ"));
}
