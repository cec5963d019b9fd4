//! Every screen at three sizes: its text and a fingerprint of its style; and what must hold on all of them.

use std::collections::BTreeSet;
use std::fmt::Write;

use ratatui::style::{Color, Modifier};

use crate::messages::{Language, speak};
use crate::text::fold;
use crate::tui::actions;
use crate::tui::bench_desk::Bench;
use crate::tui::effect::Wake;
use crate::tui::input::{Code, Key};
use crate::tui::msg::Msg;
use crate::tui::screens::Screen;
use crate::tui::term::{Frames, Palette};
use crate::tui::view;

/// The way from the desk to one screen.
type Way = fn(&mut Bench);

/// Takes the action, or the act whose name begins so, from F10 by its words.
fn menu(bench: &mut Bench, id: &str) {
    let words = match actions::named(id) {
        Some(action) => (action.label)(&bench.model).into_owned(),
        None => {
            let acts = bench.model.top().show().acts().into_iter();
            let named = acts.filter(|(name, ..)| name.starts_with(id));
            named.map(|(_, label, _)| label).next().expect("offered")
        }
    };
    bench.f(10).typed(&fold(&words)).code(Code::Enter);
}

fn dossier(bench: &mut Bench) {
    bench.code(Code::Enter);
}

const SCREENS: &[(&str, Way)] = &[
    ("desk", |_| ()),
    ("chooser", |b| {
        b.f(2);
    }),
    ("intake", |b| {
        b.fill_intake();
    }),
    ("received", |b| {
        b.fill_intake().f(9);
    }),
    ("values", |b| {
        b.f(2).code(Code::Enter).f(4);
    }),
    ("why", |b| {
        b.fill_intake();
        menu(b, "why_due");
    }),
    ("guide", |b| {
        b.fill_intake();
        menu(b, "guide");
    }),
    ("print", |b| {
        b.fill_intake().f(9).f(7);
    }),
    ("dossier", dossier),
    ("steps", |b| {
        dossier(b);
        b.typed("2");
    }),
    ("trail", |b| {
        dossier(b);
        b.typed("3");
    }),
    ("files", |b| {
        dossier(b);
        b.typed("4");
    }),
    ("act", |b| {
        dossier(b);
        menu(b, "to:");
    }),
    ("send_back", |b| {
        dossier(b);
        menu(b, "send_back");
    }),
    ("many", |b| {
        b.typed("3").typed("*").f(6);
    }),
    ("find", |b| {
        b.f(3).typed("vi du");
    }),
    ("returning", |b| {
        b.f(8).typed("x").code(Code::Enter);
    }),
    ("fees", |b| {
        dossier(b);
        menu(b, "fees");
    }),
    ("till", |b| menu(b, "shift")),
    ("receipts", |b| {
        dossier(b);
        menu(b, "receipts");
    }),
    ("books", |b| menu(b, "books")),
    ("shifts", |b| menu(b, "shifts")),
    ("post", |b| menu(b, "post")),
    ("deputies", |b| menu(b, "deputies")),
    ("duties", |b| menu(b, "duties")),
    ("order", |b| {
        menu(b, "deputies");
        b.code(Code::Enter);
    }),
    ("register", |b| menu(b, "register_book")),
    ("menu", |b| {
        b.f(10);
    }),
    ("help", |b| {
        b.f(1);
    }),
    ("keys", |b| {
        b.f(1).f(1);
    }),
    ("manual", |b| {
        b.f(1).f(1).f(1);
    }),
    ("officers", |b| menu(b, "officer")),
    ("flows", |b| menu(b, "flows")),
    ("flow", |b| {
        menu(b, "flows");
        b.code(Code::Enter);
    }),
    ("changes", |b| menu(b, "changes")),
    ("locked", |b| {
        b.f(12);
    }),
    ("leave", |b| {
        b.key(Key::ctrl('q'));
    }),
];

const SIZES: [(u16, u16); 3] = [(80, 24), (100, 30), (120, 40)];

fn at(way: Way, (columns, rows): (u16, u16), palette: Palette) -> Bench {
    let mut bench = Bench::new(columns, rows);
    bench.model.shared.theme.palette = palette;
    let rights = [
        "receive",
        "return",
        "collect",
        "approve_money",
        "papers",
        "staff",
        "catalogue",
    ];
    bench.model.shared.seat.rights = rights.map(str::to_owned).to_vec();
    way(&mut bench);
    bench
}

/// Which cells look how: a line per run of cells of one look, short.
fn style(bench: &mut Bench) -> String {
    bench.paint();
    let buffer = bench.frames.shown();
    let mut said = String::new();
    for y in 0..buffer.area.height {
        let mut runs = Vec::new();
        let mut x = 0;
        while x < buffer.area.width {
            let look = |x: u16| {
                let cell = &buffer[(x, y)];
                (cell.fg, cell.modifier)
            };
            let (from, of) = (x, look(x));
            while x < buffer.area.width && look(x) == of {
                x += 1;
            }
            let word = match of {
                (_, m) if m.contains(Modifier::REVERSED) => "tiêu điểm",
                (Color::Reset, m) if m.contains(Modifier::BOLD) => "đậm",
                (Color::Reset, _) => continue,
                (Color::Green, _) => "tốt",
                (Color::Yellow, _) => "chú ý",
                (Color::Red, _) => "xấu",
                _ => "lạ",
            };
            runs.push(format!("{from}–{} {word}", x - 1));
        }
        if !runs.is_empty() {
            let _ = writeln!(said, "{y:>2}: {}", runs.join(", "));
        }
    }
    said
}

#[test]
fn every_screen_at_three_sizes() {
    for (name, way) in SCREENS {
        for size in SIZES {
            let mut bench = at(*way, size, Palette::Default);
            let shown = format!("{}\n{}", bench.screen(), style(&mut bench));
            insta::assert_snapshot!(format!("look_{name}_{}", size.0), shown);
        }
    }
}

#[test]
fn every_screen_in_english() {
    speak(Language::En);
    for (name, way) in SCREENS {
        let shown = at(*way, SIZES[0], Palette::Default).screen();
        insta::assert_snapshot!(format!("english_{name}"), shown);
    }
    speak(Language::Vi);
}

/// Each of them shows what its name says: no two ways end on the same screen with the same text.
#[test]
fn every_way_leads_to_a_screen_of_its_own() {
    let mut met = BTreeSet::new();
    for (name, way) in SCREENS {
        let text = at(*way, SIZES[0], Palette::Mono).screen();
        assert!(
            met.insert(text.clone()),
            "{name} shows what another shows:\n{text}"
        );
    }
}

#[test]
fn every_palette_shows_the_same_text() {
    for (name, way) in SCREENS {
        let mono = at(*way, SIZES[0], Palette::Mono).screen();
        for palette in [
            Palette::Default,
            Palette::HighContrast,
            Palette::ColourBlind,
        ] {
            assert_eq!(
                at(*way, SIZES[0], palette).screen(),
                mono,
                "{name} {palette:?}"
            );
        }
    }
}

#[test]
fn plain_signs_only_where_asked_for() {
    for (name, way) in SCREENS {
        let mut bench = at(*way, SIZES[0], Palette::Default);
        bench.model.shared.theme.ascii = true;
        let mut frames = Frames::new(SIZES[0].0, SIZES[0].1, true);
        let bytes = frames.paint(|buffer| view::draw(&bench.model, buffer));
        let text = String::from_utf8_lossy(bytes).into_owned();
        let odd: BTreeSet<char> = text
            .chars()
            .filter(|c| !c.is_ascii() && !c.is_alphabetic())
            .collect();
        assert!(odd.is_empty(), "{name}: {odd:?}");
    }
}

#[test]
fn every_key_that_works_is_on_the_bottom_line_or_in_f1() {
    for (name, way) in SCREENS {
        let bench = at(*way, SIZES[0], Palette::Mono);
        let model = &bench.model;
        let own = model.top().show().keys(&model.shared);
        let own = own
            .into_iter()
            .map(|(key, label)| (key.to_owned(), label.to_owned()));
        let bound = model.shared.keys.binds().iter();
        let bound = bound
            .filter(|b| (b.action.available)(model).is_ok())
            .map(|b| (b.keys[0].to_string(), (b.action.label)(model).into_owned()));
        let all: Vec<(String, String)> = own.chain(bound).collect();
        let shown = model.shared.keys.legend(model, 78);
        let mut help = at(*way, (120, 60), Palette::Mono);
        help.f(1).f(1);
        let page = help.screen();
        for (key, label) in all {
            let there = shown.contains(&(key.clone(), label.clone())) || page.contains(&key);
            assert!(there, "{name}: {key} {label}\n{page}");
        }
    }
}

#[test]
fn every_command_stands_in_f10_wherever_it_opens() {
    for (name, way) in SCREENS {
        let mut bench = at(*way, SIZES[0], Palette::Mono);
        if matches!(
            bench.model.top(),
            Screen::Menu(_) | Screen::Confirm(_) | Screen::Lock(_)
        ) {
            continue;
        }
        let labels: Vec<String> = actions::ALL
            .iter()
            .filter(|a| a.id != "menu")
            .map(|a| (a.label)(&bench.model).into_owned())
            .collect();
        bench.f(10);
        let Screen::Menu(menu) = bench.model.top() else {
            panic!("{name}: no menu: {}", bench.note());
        };
        for label in labels {
            assert!(menu.labels().contains(&label.as_str()), "{name}: {label}");
        }
    }
}

#[test]
fn every_row_in_focus_has_its_help() {
    for (name, way) in SCREENS {
        let mut bench = at(*way, SIZES[0], Palette::Mono);
        for row in 0..30 {
            let help = bench.model.top().show().help();
            assert!(help.chars().count() >= 20, "{name}, row {row}: “{help}”");
            bench.code(Code::Tab);
        }
    }
}

/// The words stand whole inside their screen: nothing is written over the frame of a box.
#[test]
fn no_row_runs_into_the_edge() {
    for (name, way) in SCREENS {
        let screen = at(*way, SIZES[0], Palette::Mono).screen();
        for line in screen.lines() {
            assert!(line.chars().count() <= 80, "{name}: {line}");
        }
    }
}

#[test]
fn what_takes_long_says_what_it_is_and_then_that_nobody_need_wait() {
    let mut bench = Bench::new(80, 24);
    bench.hold = true;
    bench.f(3).typed("vi du").code(Code::Enter);
    assert!(!bench.screen().contains("Đang tìm"), "not at once");
    bench.now += 1_100;
    bench.send(Msg::Wake(Wake::Slow, bench.now));
    assert!(
        bench.screen().contains("Đang tìm… 1 giây"),
        "{}",
        bench.screen()
    );
    bench.now += 10_000;
    bench.send(Msg::Wake(Wake::Slow, bench.now));
    assert!(
        bench
            .screen()
            .contains("giây. Esc: làm việc khác, máy vẫn chờ"),
        "{}",
        bench.screen()
    );
    bench.code(Code::Esc);
    bench.answer_all();
    assert!(!bench.screen().contains("Đang tìm"), "{}", bench.screen());
}

#[test]
fn a_role_without_lists_is_told_so() {
    let mut bench = Bench::new(80, 24);
    bench.hold = true;
    bench.f(5);
    bench.answer_with(|ask| match ask {
        crate::tui::api::Ask::Lists => Some(Ok(crate::tui::api::Reply::Lists(Vec::new()))),
        _ => None,
    });
    let screen = bench.screen();
    assert!(
        screen.contains("Vai trò này không có danh sách"),
        "{screen}"
    );
}

#[test]
fn f9_before_the_form_has_come_saves_when_it_has() {
    use crate::tui::api::Ask;
    let mut bench = Bench::new(80, 24);
    bench.fill_intake().f(9).code(Code::Enter);
    let received = |bench: &Bench| bench.asked(|ask| matches!(ask, Ask::Receive(_)));
    assert_eq!(received(&bench), 1);
    let mut bench = Bench::new(80, 24);
    bench.hold = true;
    bench.f(2).typed("chung thuc").code(Code::Enter).f(9);
    assert!(
        bench.note().starts_with("Đang tải biểu mẫu."),
        "{}",
        bench.note()
    );
    bench.answer_all();
    // Looked at as if F9 had been pressed now: what lacks is said.
    assert!(
        bench.screen().contains("1. MC-1028 Họ tên chủ hồ sơ"),
        "{}",
        bench.screen()
    );
}
