//! The ticket of 80 mm as dots: its symbol is read back from the picture.

use std::process::Command;

use motcua::print::{Fonts, ticket};

use crate::support::{sample_of, template};

fn strip() -> motcua::print::Dots {
    let template = template("phieu-hen-80mm");
    ticket(Fonts::load().unwrap(), &template, &sample_of(&template)).unwrap()
}

#[test]
fn a_ticket_is_as_wide_as_the_roll_and_cut_where_its_text_ends() {
    let strip = strip();
    assert_eq!(strip.width, 576);
    let mm = strip.height() / 8;
    assert!((60..180).contains(&mm), "{mm} mm");
    let last = strip.height() - 1;
    assert!((0..576).any(|x| strip.is_black(x, last)));
    // Nothing is cut off at the edges that the printer cannot reach.
    for x in [0, 1, 574, 575] {
        assert!((0..=last).all(|y| !strip.is_black(x, y)), "column {x}");
    }
    assert_eq!(strip, self::strip(), "same data, same dots");
}

#[test]
fn the_symbol_on_the_ticket_is_read_back() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ve.pbm");
    // White around it, as the roll has.
    let strip = strip();
    if let Ok(keep) = std::env::var("KEEP") {
        std::fs::write(keep, strip.to_pbm()).unwrap();
    }
    std::fs::write(&file, strip.to_pbm()).unwrap();
    let Ok(read) = Command::new("zbarimg")
        .args(["-q", "--raw"])
        .arg(&file)
        .output()
    else {
        eprintln!("SKIPPED: zbarimg is not here (zbar-tools)");
        return;
    };
    let read = String::from_utf8_lossy(&read.stdout);
    let wanted = sample_of(&template("phieu-hen-80mm"));
    assert_eq!(read.trim(), wanted.text("qr"));
}
