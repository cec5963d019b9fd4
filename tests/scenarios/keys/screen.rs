//! What a person sees: the parts of the screen by what they are for.

use super::heard::Heard;

/// Columns of the terminal; the name of a screen stands in the middle of the top line.
const COLUMNS: usize = 80;

/// Titles that a person meets on the way.
pub const HOME: &str = "BÀN LÀM VIỆC";
pub const FIND: &str = "TÌM";
pub const DOSSIER: &str = "HỒ SƠ";
pub const MENU: &str = "LỆNH";
pub const RETURNING: &str = "TRẢ KẾT QUẢ";
pub const INTAKE: &str = "TIẾP NHẬN HỒ SƠ";
pub const CORRECTION: &str = "SỬA HỒ SƠ";
pub const REVIEW: &str = "XEM LẠI CHỖ SỬA";
pub const OFFICERS: &str = "ĐỔI CÁN BỘ, VAI TRÒ";
pub const PRINT: &str = "IN";

/// One look at the screen, or what was heard without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    /// The rows of the screen.
    Seen(Seen),
    /// The lines of linear mode.
    Heard(Heard),
}

impl Sight {
    pub fn new(contents: &str) -> Self {
        Self::Seen(Seen::new(contents))
    }

    /// Whether the name of the screen is `title`.
    pub fn is(&self, title: &str) -> bool {
        match self {
            Self::Seen(seen) => seen.is(title),
            Self::Heard(heard) => heard.title == title,
        }
    }

    pub fn has(&self, text: &str) -> bool {
        match self {
            Self::Seen(seen) => seen.has(text),
            Self::Heard(heard) => heard.has(text),
        }
    }

    /// The rows of the screen; none without one.
    pub fn rows(&self) -> &[String] {
        match self {
            Self::Seen(seen) => &seen.0,
            Self::Heard(_) => &[],
        }
    }

    /// The line that contains `text`.
    pub fn line(&self, text: &str) -> Option<&str> {
        let lines = match self {
            Self::Seen(seen) => &seen.0,
            Self::Heard(heard) => &heard.lines,
        };
        lines
            .iter()
            .map(String::as_str)
            .rfind(|line| line.contains(text))
    }

    pub fn text(&self) -> String {
        match self {
            Self::Seen(seen) => seen.0.join("\n"),
            Self::Heard(heard) => format!("{heard:#?}"),
        }
    }

    /// The message.
    pub fn note(&self) -> String {
        match self {
            Self::Seen(seen) => seen.note(),
            Self::Heard(heard) => heard.note.clone(),
        }
    }

    /// The code of the message, when it has one.
    pub fn code(&self) -> Option<String> {
        let note = self.note();
        let at = note.find("MC-")?;
        note.get(at..at + 7).map(str::to_owned)
    }

    /// What is said that `key` does.
    pub fn legend(&self, key: &str) -> Option<&str> {
        match self {
            Self::Seen(seen) => seen.legend(key),
            Self::Heard(heard) => heard.legend(key),
        }
    }

    /// The lines of F10 that are in sight.
    pub fn menu(&self) -> Vec<Entry> {
        match self {
            Self::Seen(seen) => seen.menu(),
            Self::Heard(heard) => heard
                .menu()
                .into_iter()
                .map(|(_, entry, _)| entry)
                .collect(),
        }
    }

    /// What stands under the lines of F10 about the chosen one.
    pub fn menu_foot(&self) -> String {
        match self {
            Self::Seen(seen) => seen.menu_foot(),
            Self::Heard(_) => String::new(),
        }
    }

    /// The row with the focus.
    pub fn focus(&self) -> Option<Focus> {
        match self {
            Self::Seen(seen) => seen.focus(),
            Self::Heard(heard) => heard.focus.clone(),
        }
    }

    /// Whether the form goes on below its row `focus`.
    pub fn is_below(&self, focus: &Focus) -> bool {
        let mut below = self.rows().iter().take(20).skip(focus.row + 1);
        below.any(|row| row.contains('[') && row.contains(']'))
    }

    /// Whether the form goes on above its row `focus`.
    pub fn is_above(&self, focus: &Focus) -> bool {
        match self {
            Self::Seen(seen) => {
                let above = seen.0.iter().take(focus.row).skip(2);
                above
                    .into_iter()
                    .any(|row| row.contains('[') && row.contains(']'))
            }
            Self::Heard(_) => focus.row > 1,
        }
    }

    /// The code on the row that is chosen in a list.
    pub fn chosen(&self, code: &str) -> bool {
        match self {
            Self::Seen(seen) => seen.chosen(code),
            Self::Heard(heard) => heard.chosen(code),
        }
    }

    /// The place, from 1, of the row that holds `text` in a list of at most a screen.
    pub fn place(&self, text: &str) -> Option<usize> {
        match self {
            Self::Seen(seen) => {
                let place = seen.0[2..20].iter().position(|row| row.contains(text));
                place.map(|place| place + 1)
            }
            Self::Heard(heard) => {
                let found = heard.rows.iter().find(|(_, row)| row.contains(text));
                found.map(|(number, _)| *number)
            }
        }
    }
}

/// The rows of a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen(Vec<String>);

/// A line of F10.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub label: String,
    /// The digit that chooses it.
    pub digit: Option<char>,
    /// Whether it can be done now.
    pub free: bool,
    /// Its key, when it has one.
    pub key: String,
}

/// The row of a form that has the focus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Focus {
    pub row: usize,
    /// Label without the star of what must be given; the name of a paper.
    pub label: String,
    pub required: bool,
    /// What is typed there.
    pub value: String,
    /// Whether it takes one of a list.
    pub listed: bool,
    /// Whether it counts papers.
    pub paper: bool,
}

impl Seen {
    pub fn new(contents: &str) -> Self {
        let mut rows: Vec<String> = contents.lines().map(str::to_owned).collect();
        rows.resize(24, String::new());
        Self(rows)
    }

    /// Whether the name of the screen is `title`.
    pub fn is(&self, title: &str) -> bool {
        let count = title.chars().count();
        let before = (COLUMNS.saturating_sub(count) / 2).saturating_sub(1);
        let found: String = self.0[0].chars().skip(before).take(count + 2).collect();
        found == format!(" {title} ")
    }

    pub fn has(&self, text: &str) -> bool {
        self.0.iter().any(|row| row.contains(text))
    }

    /// The message, also where it covers the line of the officer.
    pub fn note(&self) -> String {
        let above = self.0[21].trim();
        let status = ["Máy chủ: thông", "Mất kết nối", "Đang nối máy chủ"];
        let above = match status.iter().any(|word| above.ends_with(word)) {
            true => "",
            false => above,
        };
        format!("{above} {}", self.0[22].trim()).trim().to_owned()
    }

    /// What the bottom line says that `key` does.
    pub fn legend(&self, key: &str) -> Option<&str> {
        let parts = self.0[23].trim().split("  ").map(str::trim);
        parts
            .filter_map(|part| part.strip_prefix(key)?.strip_prefix(' '))
            .next()
    }

    /// The lines of F10 that are in sight.
    pub fn menu(&self) -> Vec<Entry> {
        let inside = self
            .0
            .iter()
            .skip(3)
            .filter_map(|row| row.split('│').nth(1));
        let until_blank = inside.skip(2).take_while(|row| !row.trim().is_empty());
        until_blank.map(entry).collect()
    }

    /// What stands under the lines of F10 about the chosen one.
    pub fn menu_foot(&self) -> String {
        let inside = self
            .0
            .iter()
            .skip(3)
            .filter_map(|row| row.split('│').nth(1));
        let lines: Vec<&str> = inside.map(str::trim).collect();
        let from = lines.len().saturating_sub(3);
        lines[from..].join(" ").trim().to_owned()
    }

    /// The row with the focus.
    pub fn focus(&self) -> Option<Focus> {
        let row =
            (2..20).find(|row| self.0[*row].starts_with('►') && self.0[*row].contains('['))?;
        let line = self.0[row].trim_start_matches('►');
        let (label, rest) = line.split_once('[')?;
        let paper = line.trim_end().ends_with(']') && line.matches('[').count() == 3;
        let label = match paper {
            true => label.trim_start_matches(['√', '!', '•', ' ']).trim(),
            false => label.trim(),
        };
        Some(Focus {
            row,
            label: label.trim_end_matches('*').to_owned(),
            required: label.ends_with('*'),
            value: rest
                .split_once(']')
                .map_or(rest, |(value, _)| value)
                .trim()
                .to_owned(),
            listed: rest.contains("]▼"),
            paper,
        })
    }

    /// The code on the row that is chosen in a list.
    pub fn chosen(&self, code: &str) -> bool {
        let is_it = |row: &String| row.starts_with('►') && row.contains(code);
        self.0.iter().any(is_it)
    }
}

fn entry(row: &str) -> Entry {
    const OFF: &str = " (chưa được)";
    let said = row.trim().trim_start_matches('►').trim_start();
    let (label, key) = said.split_once("  ").unwrap_or((said, ""));
    let (label, key) = (label.trim(), key.trim().to_owned());
    let (digit, label) = match label.split_once(' ') {
        Some((digit, rest)) if digit.len() == 1 && digit.as_bytes()[0].is_ascii_digit() => {
            (digit.chars().next(), rest)
        }
        _ => (None, label),
    };
    Entry {
        label: label.strip_suffix(OFF).unwrap_or(label).to_owned(),
        free: !label.ends_with(OFF),
        digit,
        key,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_menu_is_read() {
        let line = entry(" ►1 Trả kết quả (chưa được)                    F8 ");
        assert_eq!(line.label, "Trả kết quả");
        assert!(line.key == "F8" && !line.free && line.digit == Some('1'));
        assert_eq!(entry("    Trợ giúp                F1 ").label, "Trợ giúp");
    }
}
