//! The bare Linux console: no alternate screen, no title, eight colours, and a font that may lack our signs.

use crate::desk::Desk;

/// Signs of ours that plain ones stand in for.
const SIGNS: &str = "√×►▼•…·─│→";

fn at_the_console(locale: &str, see: impl FnOnce(&mut Desk)) -> String {
    let home = tempfile::tempdir().expect("home");
    let variables = [("TERM", "linux"), ("LC_ALL", locale)];
    let mut desk = Desk::start_in(home.path(), (80, 25), &[], &variables);
    desk.until_text("Máy chủ: thông");
    see(&mut desk);
    desk.press("\x11");
    desk.wait();
    desk.until("wiped", |d| d.screen().trim().is_empty());
    String::from_utf8(desk.bytes()).expect("UTF-8")
}

/// Sequences as console_codes(4) lists them, as far as we use them; which one is none of them.
fn unknown(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in text.split('\x1b').skip(1) {
        let end = part[1..].find(|c: char| c.is_ascii_alphabetic());
        let sequence = &part[..end.map_or(part.len(), |end| end + 2)];
        if !is_known(sequence) {
            found.push(sequence.to_owned());
        }
    }
    found
}

fn is_known(sequence: &str) -> bool {
    if ["[?25h", "[?25l"].contains(&sequence) {
        return true;
    }
    let Some(rest) = sequence.strip_prefix('[') else {
        return false;
    };
    let (numbers, last) = rest.split_at(rest.len() - 1);
    let mut numbers = numbers.split(';').map(|n| match n {
        "" => Ok(0),
        n => n.parse::<u8>(),
    });
    match last {
        "A" | "B" | "C" | "D" | "H" | "J" | "K" => numbers.all(|n| n.is_ok()),
        "m" => numbers.all(|n| matches!(n, Ok(0 | 1 | 4 | 7 | 30..=37 | 39 | 40..=47 | 49))),
        _ => false,
    }
}

#[test]
fn the_linux_console_gets_only_what_it_knows_and_keeps_nothing() {
    let said = at_the_console("C.UTF-8", |desk| {
        desk.brings("\x1b[[B", "/2");
        desk.brings("khai sinh", "khai sinh");
        desk.brings("\r", "Họ tên chủ hồ sơ");
        desk.brings("\x1b[[A", "F1");
        desk.brings("\x1b", "Họ tên chủ hồ sơ");
        desk.brings("\x1b[21~", "Lọc:");
        desk.brings("\x1b", "Họ tên chủ hồ sơ");
    });
    assert_eq!(unknown(&said), Vec::<String>::new());
    assert!(said.contains('►'), "the signs are there in UTF-8");
}

#[test]
fn a_console_without_utf_8_gets_plain_signs() {
    let said = at_the_console("C", |desk| desk.brings("\x1b[[B", "/2"));
    let signs: String = said.chars().filter(|c| SIGNS.contains(*c)).collect();
    assert_eq!(signs, "");
}

#[test]
fn a_sequence_the_console_does_not_know_is_seen() {
    let said = "\x1b[2J\x1b[H\x1b[?1049h\x1b]2;x\x07\x1b[91ma\x1b[3;4Hb\x1b[0;7m\x1b[5b";
    assert_eq!(unknown(said), ["[?1049h", "]2;x", "[91m", "[5b"]);
}
