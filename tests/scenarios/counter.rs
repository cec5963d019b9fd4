//! What somebody does at a desk, key by key: `một cửa xã tại quầy: phím F2; gõ "9.000002"; thấy "1/1"`.
//! The words are in `tests/README.md`.

use crate::language::{number, split, unquoted};
use crate::play::Play;

/// How the desks of a scenario are started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskOf {
    pub size: (u16, u16),
    pub arguments: Vec<String>,
    /// Name and value of each variable of the environment.
    pub variables: Vec<(String, String)>,
}

impl Default for DeskOf {
    fn default() -> Self {
        Self {
            size: (80, 24),
            arguments: Vec::new(),
            variables: Vec::new(),
        }
    }
}

impl DeskOf {
    /// Reads `100×30 --ascii NO_COLOR=1`.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut words = text.split_whitespace();
        let size = size(words.next().unwrap_or_default())?;
        let mut desk = Self {
            size,
            ..Self::default()
        };
        for word in words {
            match word.split_once('=') {
                Some((name, value)) if !name.starts_with('-') => {
                    desk.variables.push((name.to_owned(), value.to_owned()));
                }
                _ => desk.arguments.push(word.to_owned()),
            }
        }
        Ok(desk)
    }
}

/// One thing done or looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// `phím F9`, `phím Tab 3`, `phím F9 cho đến "…"`.
    Press(String, usize, Option<String>),
    /// `gõ "…"`; `gõ tự do "…"` is not counted.
    Type(String, bool),
    /// `quét "…"`, `quét thẻ "Họ tên" 001190000045`, `quét mã`.
    Scan(String),
    /// `dán "…"`.
    Paste(String),
    /// `thấy "…"`, `không còn "…"`: waits for it.
    Sees(String, bool),
    /// `đến ô "…"`: Tab until that field has the focus; not counted.
    Reach(String),
    /// `đổi cỡ 60×20`.
    Resize(u16, u16),
    /// `mất điện`: the program is killed and started again.
    Killed,
    /// `đếm lại`: keys are counted from here.
    CountAnew,
}

/// The steps of a line, parted by semicolons.
pub fn steps(text: &str) -> Result<Vec<Step>, String> {
    split(text, ';').iter().map(|part| step(part)).collect()
}

/// The step of a text in quotes.
type Made = fn(String) -> Step;

fn step(text: &str) -> Result<Step, String> {
    let after = |word: &str| text.strip_prefix(word);
    if let Some(key) = after("phím ") {
        let (key, until) = match key.split_once(" cho đến ") {
            Some((key, seen)) => (key, Some(unquoted(seen)?)),
            None => (key, None),
        };
        let (key, times) = match key.rsplit_once(' ') {
            Some((key, times)) => (key, number(times)?),
            None => (key, 1),
        };
        bytes_of(key)?;
        return Ok(Step::Press(key.to_owned(), times, until));
    }
    if let Some(said) = after("gõ tự do ") {
        return Ok(Step::Type(unquoted(said)?, true));
    }
    if let Some(said) = after("gõ ") {
        return Ok(Step::Type(unquoted(said)?, false));
    }
    if let Some(card) = after("quét thẻ ") {
        let (name, number) = card.rsplit_once(' ').ok_or("quét thẻ \"Họ tên\" SỐ")?;
        let card = format!(
            "{number}||{}|01021990|Nữ|Thôn 1, Xã Minh Họa|15062021",
            unquoted(name)?
        );
        return Ok(Step::Scan(card));
    }
    match text {
        "quét mã" => return Ok(Step::Scan("{mã}".to_owned())),
        "mất điện" => return Ok(Step::Killed),
        "đếm lại" => return Ok(Step::CountAnew),
        _ => {}
    }
    if let Some(size) = after("đổi cỡ ") {
        let (columns, rows) = self::size(size)?;
        return Ok(Step::Resize(columns, rows));
    }
    let quoted: [(&str, Made); 5] = [
        ("quét ", Step::Scan),
        ("dán ", Step::Paste),
        ("thấy ", |text| Step::Sees(text, true)),
        ("không còn ", |text| Step::Sees(text, false)),
        ("đến ô ", Step::Reach),
    ];
    for (word, made) in quoted {
        if let Some(said) = after(word) {
            return unquoted(said).map(made);
        }
    }
    Err(format!("không hiểu “{text}”; xem tests/README.md"))
}

fn size(text: &str) -> Result<(u16, u16), String> {
    let parts = text.split_once('×').and_then(|(columns, rows)| {
        let columns = columns.parse().ok()?;
        Some((columns, rows.parse().ok()?))
    });
    parts.ok_or_else(|| format!("“{text}”: cỡ viết như 80×24"))
}

/// What an xterm sends for the key of this name.
pub fn bytes_of(key: &str) -> Result<String, String> {
    if let Some(letter) = key.strip_prefix("Ctrl+") {
        return match letter {
            "←" => Ok("\x1b[1;5D".to_owned()),
            "→" => Ok("\x1b[1;5C".to_owned()),
            _ => match letter.as_bytes() {
                [letter @ b'A'..=b'Z'] => Ok(char::from(letter - b'@').to_string()),
                _ => Err(format!("không có phím “{key}”")),
            },
        };
    }
    Ok(match key {
        "F1" => "\x1bOP",
        "F2" => "\x1bOQ",
        "F3" => "\x1bOR",
        "F4" => "\x1bOS",
        "F5" => "\x1b[15~",
        "F6" => "\x1b[17~",
        "F7" => "\x1b[18~",
        "F8" => "\x1b[19~",
        "F9" => "\x1b[20~",
        "F10" => "\x1b[21~",
        "F12" => "\x1b[24~",
        "Enter" => "\r",
        "Tab" => "\t",
        "Shift+Tab" => "\x1b[Z",
        "Esc" => "\x1b",
        "Space" => " ",
        "Del" => "\x1b[3~",
        "Backspace" => "\x7f",
        "Home" => "\x1b[H",
        "End" => "\x1b[F",
        "PgUp" => "\x1b[5~",
        "PgDn" => "\x1b[6~",
        "↑" => "\x1b[A",
        "↓" => "\x1b[B",
        "→" => "\x1b[C",
        "←" => "\x1b[D",
        one if one.chars().count() == 1 => one,
        _ => return Err(format!("không có phím “{key}”")),
    }
    .to_owned())
}

/// `màn hình có "…"`, `màn hình không có "…"`, `con trỏ ở "…"`, `số phím ≤ 12`: whether it holds; `None`
/// when `item` is about something else.
pub fn shown(play: &mut Play<'_>, item: &str) -> Option<Result<(), String>> {
    let held = |play: &mut Play<'_>, text: &str, wanted: bool| {
        let text = unquoted(text)?;
        let code = play.dossier.as_ref().map(|d| d.code.clone());
        play.desk()?.sees(&text, wanted, &code.unwrap_or_default())
    };
    if let Some(text) = item.strip_prefix("màn hình có ") {
        return Some(held(play, text, true));
    }
    if let Some(text) = item.strip_prefix("màn hình không có ") {
        return Some(held(play, text, false));
    }
    if let Some(label) = item.strip_prefix("con trỏ ở ") {
        return Some(unquoted(label).and_then(|label| play.desk()?.is_in(&label)));
    }
    let most = item.strip_prefix("số phím ≤ ")?;
    // A budget of keys is one of the screen.
    if play.by.by_lines() {
        return Some(Ok(()));
    }
    Some(
        number::<usize>(most).and_then(|most| match play.desk()?.counted() {
            pressed if pressed <= most => Ok(()),
            pressed => Err(format!("đã bấm {pressed} phím")),
        }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_read() {
        let read =
            steps(r#"phím F9 cho đến "Đã cấp"; phím Tab 3; gõ tự do "a; b"; quét mã"#).unwrap();
        assert_eq!(read[0], Step::Press("F9".into(), 1, Some("Đã cấp".into())));
        assert_eq!(read[1], Step::Press("Tab".into(), 3, None));
        assert_eq!(read[2], Step::Type("a; b".into(), true));
        assert_eq!(read[3], Step::Scan("{mã}".into()));
        assert!(steps("phím F13").is_err() && steps("nhảy").is_err());
        assert!(DeskOf::read("80x24").is_err());
    }
}
