//! What input methods outside send passes untouched: as they delete and retype, in one write or byte
//! by byte, with either Backspace, composed or not. Our own typing is off.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::text::typing::{Method, Placement, compose, keys_of};
use crate::tui::bench_desk::Bench;
use crate::tui::input::{Code, Key};

/// How an input method tells the program what to show.
#[derive(Debug, Clone, Copy)]
enum Manner {
    /// UniKey: 0x08 for each letter to go, then the new ones, all at once.
    UniKey,
    /// The same with letters in parts.
    UniKeyParts,
    /// EVKey: first a narrow space that stops completion, which it deletes too.
    EvKey,
    /// OpenKey: 0x7F, every letter a write of its own.
    OpenKey,
    /// ibus-bamboo forwarding Backspace; the line splits letters between their bytes.
    IbusBamboo,
    /// fcitx5: nothing until the word is done.
    Fcitx5,
}

const MANNERS: [Manner; 6] = [
    Manner::UniKey,
    Manner::UniKeyParts,
    Manner::EvKey,
    Manner::OpenKey,
    Manner::IbusBamboo,
    Manner::Fcitx5,
];

/// The writes with which `word` arrives when it is typed by `keys`.
fn writes(word: &str, method: Method, manner: Manner) -> Vec<Vec<u8>> {
    if matches!(manner, Manner::Fcitx5) {
        return vec![word.as_bytes().to_vec()];
    }
    let (keys, mut shown, mut writes) = (keys_of(word, method), String::new(), Vec::new());
    let places = keys.char_indices().map(|(at, c)| at + c.len_utf8());
    let mut views: Vec<String> = places
        .map(|end| compose(&keys[..end], method, Placement::Old))
        .collect();
    // Words that two styles write differently end as the word stands.
    views.push(word.to_owned());
    for view in views {
        let same: usize = shown
            .graphemes(true)
            .zip(view.graphemes(true))
            .take_while(|(a, b)| a == b)
            .map(|(a, _)| a.len())
            .sum();
        let gone = shown[same..].graphemes(true).count();
        let fresh = view[same..].to_owned();
        let (back, narrow) = match manner {
            Manner::OpenKey | Manner::IbusBamboo => ("\x7f", ""),
            Manner::EvKey if gone > 0 => ("\x08", "\u{202f}"),
            _ => ("\x08", ""),
        };
        let extra = usize::from(!narrow.is_empty());
        let letters: String = match manner {
            Manner::UniKeyParts => fresh.nfd().collect(),
            _ => fresh,
        };
        let whole = format!("{narrow}{}{letters}", back.repeat(gone + extra));
        match manner {
            Manner::OpenKey => writes.extend(whole.chars().map(|c| c.to_string().into_bytes())),
            Manner::IbusBamboo => writes.extend(whole.bytes().map(|byte| vec![byte])),
            _ => writes.push(whole.into_bytes()),
        }
        shown = view;
    }
    writes
}

/// 500 words of names, places and procedures with at least one mark.
fn words() -> Vec<&'static str> {
    let files = [
        include_str!("../../../assets/names/family.tsv"),
        include_str!("../../../assets/names/given.tsv"),
        include_str!("../../../assets/catalogue/procedures.tsv"),
    ];
    let mut words: Vec<&str> = files
        .iter()
        .flat_map(|file| file.split(|c: char| !c.is_alphabetic()))
        .filter(|word| !word.is_ascii())
        .collect();
    words.sort_unstable();
    words.dedup();
    let every = words.len() / 500;
    words.into_iter().step_by(every).take(500).collect()
}

#[test]
fn what_input_methods_send_passes_untouched() {
    let words = words();
    assert_eq!(words.len(), 500);
    let mut bench = Bench::new(80, 24);
    bench.f(2).typed("chung thuc").code(Code::Enter);
    bench.code(Code::Down).code(Code::Down);
    for method in [Method::Telex, Method::Vni] {
        for manner in MANNERS {
            for word in &words {
                for write in writes(word, method, manner) {
                    bench.bytes_on(&write);
                }
                bench.code(Code::Enter).code(Code::Up);
                let typed = bench.typed_in("owner_name");
                assert_eq!(&typed, word, "{manner:?} {method:?}");
                bench.key(Key::ctrl('u'));
            }
        }
    }
}
