//! Long names that are alike, shortened so that a list still tells them apart.
//!
//! Half of the national procedure names are longer than 83 characters and dozens share their first
//! 60, so cutting on the right makes neighbours equal. The middle goes instead, and where that is
//! still not enough the window is moved to the place where the neighbours part.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

const GAP: &str = "…";

/// Shortens each name to at most `width` columns (at least 12 are used), eliding the middle; names
/// that would come out alike show the part where they differ. Equal names stay equal.
#[must_use]
pub fn distinguish<S: AsRef<str>>(names: &[S], width: usize) -> Vec<String> {
    let width = width.max(12);
    let mut short: Vec<String> = names
        .iter()
        .map(|name| elide(name.as_ref(), width))
        .collect();
    // A second look is for names that parted from one neighbour and met another.
    for _ in 0..2 {
        for at in 0..names.len() {
            if let Some(parts_at) = parting(names, &short, at) {
                short[at] = window(names[at].as_ref(), parts_at, width);
            }
        }
    }
    short
}

/// The name itself when it fits, else its head, `…` and its tail, cut between words where possible.
#[must_use]
pub fn elide(name: &str, width: usize) -> String {
    if name.width() <= width {
        return name.to_owned();
    }
    let room = width.saturating_sub(1);
    let head = head_of(name, room.div_ceil(2));
    let tail = tail_of(name, room - head.width());
    format!("{head}{GAP}{tail}")
}

/// Where the name parts from the nearest of the names that look like it now; `None` if none does.
fn parting<S: AsRef<str>>(names: &[S], short: &[String], at: usize) -> Option<usize> {
    let name = names[at].as_ref();
    (0..names.len())
        .filter(|other| *other != at && short[*other] == short[at])
        .filter(|other| names[*other].as_ref() != name)
        .map(|other| common_prefix(name, names[other].as_ref()))
        .max()
}

/// A head, the words from where the name parts from its look-alike, and whatever of the tail fits.
fn window(name: &str, parts_at: usize, width: usize) -> String {
    let start = word_start(name, parts_at);
    let rest = &name[start..];
    let head = head_of(name, (width / 3).min(name[..start].width()));
    let room = width.saturating_sub(head.width() + GAP.width());
    if rest.width() <= room {
        // All that differs fits; the room that is left goes to the text before it.
        let tail = tail_of(name, room);
        let tail = if tail.len() < rest.len() { rest } else { tail };
        return format!("{head}{GAP}{tail}");
    }
    let skipped = !name[head.len()..start].trim().is_empty();
    let before = if skipped { GAP } else { " " };
    let middle = head_of(rest, room.saturating_sub(GAP.width()).div_ceil(2));
    let tail = tail_of(rest, room.saturating_sub(GAP.width() + middle.width()));
    format!("{head}{before}{middle}{GAP}{tail}")
}

/// As many whole letters as fit, ending between words if a word end is near.
fn head_of(text: &str, width: usize) -> &str {
    let end = fitting(
        text.grapheme_indices(true)
            .map(|(at, letter)| (at + letter.len(), letter)),
        width,
    );
    let cut = &text[..end];
    if end == text.len() || text[end..].starts_with(' ') {
        return cut;
    }
    match cut.rfind(' ') {
        Some(space) if cut[space..].width() <= 1 + width / 3 => &cut[..space],
        _ => cut,
    }
}

/// As many whole letters from the end as fit, beginning between words if a word start is near.
fn tail_of(text: &str, width: usize) -> &str {
    let start = text.len()
        - fitting(
            text.grapheme_indices(true)
                .rev()
                .map(|(at, letter)| (text.len() - at, letter)),
            width,
        );
    let cut = &text[start..];
    if start == 0 || text[..start].ends_with(' ') {
        return cut;
    }
    match cut.find(' ') {
        Some(space) if cut[..space].width() <= width / 3 => &cut[space + 1..],
        _ => cut,
    }
}

/// How many bytes of the letters fit into the width; each letter comes with the bytes up to it.
fn fitting<'a>(letters: impl Iterator<Item = (usize, &'a str)>, width: usize) -> usize {
    let mut used = 0;
    let mut bytes = 0;
    for (upto, letter) in letters {
        used += letter.width();
        if used > width {
            break;
        }
        bytes = upto;
    }
    bytes
}

/// Bytes of the common beginning, at a letter boundary.
fn common_prefix(a: &str, b: &str) -> usize {
    let alike = a
        .graphemes(true)
        .zip(b.graphemes(true))
        .take_while(|(x, y)| x == y);
    alike.map(|(letter, _)| letter.len()).sum()
}

fn word_start(text: &str, at: usize) -> usize {
    text[..at].rfind(' ').map_or(0, |space| space + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAND: [&str; 4] = [
        "Giao đất, cho thuê đất, chuyển mục đích sử dụng đất đối với trường hợp giao đất không đấu giá thuộc thẩm quyền cấp tỉnh",
        "Giao đất, cho thuê đất, chuyển mục đích sử dụng đất đối với trường hợp giao đất không đấu giá thuộc thẩm quyền cấp xã",
        "Giao đất, cho thuê đất, chuyển mục đích sử dụng đất đối với trường hợp thuê đất trả tiền một lần thuộc thẩm quyền cấp xã",
        "Thủ tục đăng ký khai sinh",
    ];

    #[test]
    fn neighbours_differ_and_fit_at_every_width() {
        for width in 30..130 {
            let short = distinguish(&LAND, width);
            for (at, name) in short.iter().enumerate() {
                assert!(name.width() <= width, "{width}: {name}");
                assert!(!short[..at].contains(name), "{width}: {name}");
            }
        }
    }

    #[test]
    fn the_middle_goes_and_words_stay_whole() {
        assert_eq!(
            elide(LAND[1], 60),
            "Giao đất, cho thuê đất, chuyển…giá thuộc thẩm quyền cấp xã"
        );
        assert_eq!(elide(LAND[3], 60), LAND[3]);
    }

    #[test]
    fn letters_are_never_split() {
        let decomposed = "Ệ".repeat(3) + &"e\u{302}\u{323}".repeat(60);
        assert!(elide(&decomposed, 20).width() <= 20);
        assert!(elide(&decomposed, 20).ends_with("e\u{302}\u{323}"));
    }
}
