//! What a person has heard who has no screen: the lines of the program, by what they are for.

use super::screen::{Entry, Focus};
use std::collections::BTreeMap;

/// Everything heard since the last screen began.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heard {
    pub title: String,
    pub lines: Vec<String>,
    pub rows: BTreeMap<usize, String>,
    pub at: usize,
    pub focus: Option<Focus>,
    /// The message after the last line that was given.
    pub note: String,
    pub keys: String,
    pub seat: String,
}

impl Heard {
    pub fn read(text: &str) -> Self {
        let mut heard = Self::default();
        // The prompt that waits for a line is no line yet.
        for line in text.strip_suffix("> ").unwrap_or(text).lines() {
            heard.take(line);
        }
        heard
    }

    fn take(&mut self, line: &str) {
        let row = |text: &str| {
            let (number, row) = text.split_once(". ")?;
            Some((number.parse::<usize>().ok()?, row.to_owned()))
        };
        if line.starts_with("> ") {
            self.note.clear();
        } else if let Some(title) = line.strip_prefix("== ").and_then(|l| l.strip_suffix(" ==")) {
            let (note, seat) = (
                std::mem::take(&mut self.note),
                std::mem::take(&mut self.seat),
            );
            *self = Self {
                title: title.to_owned(),
                note,
                seat,
                ..Self::default()
            };
        } else if let Some(note) = line.strip_prefix("Báo: ") {
            note.clone_into(&mut self.note);
        } else if let Some(keys) = line.strip_prefix("Phím: ") {
            keys.clone_into(&mut self.keys);
        } else if let Some(seat) = line.strip_prefix("Người làm việc: ") {
            seat.clone_into(&mut self.seat);
        } else if line.starts_with("Có ") && line.contains(" dòng") {
            self.rows.clear();
        } else if let Some((number, text)) = line.strip_prefix("Đang ở dòng ").and_then(row) {
            self.at = number;
            self.rows.insert(number, text);
        } else if let Some(number) = line.strip_prefix("Đang ở dòng ") {
            self.at = number.trim_end_matches('.').parse().unwrap_or(0);
        } else if let Some((number, text)) = row(line) {
            self.rows.insert(number, text);
        } else if let Some(question) = line.strip_prefix("Ô ") {
            self.focus = Some(focus(question));
        } else {
            self.lines.push(line.to_owned());
        }
    }

    pub fn has(&self, text: &str) -> bool {
        let all = self.lines.iter().chain(self.rows.values());
        all.chain([&self.note, &self.seat])
            .any(|line| line.contains(text))
    }

    /// What the keys that work now say that `key` does.
    pub fn legend(&self, key: &str) -> Option<&str> {
        let mut parts = self.keys.split("; ");
        parts.find_map(|part| part.strip_prefix(key)?.strip_prefix(' '))
    }

    /// The lines of F10, with what is said of those that cannot be done now.
    pub fn menu(&self) -> Vec<(usize, Entry, String)> {
        self.rows.iter().map(|(no, row)| entry(*no, row)).collect()
    }

    pub fn chosen(&self, code: &str) -> bool {
        self.rows
            .get(&self.at)
            .is_some_and(|row| row.contains(code))
    }
}

/// `3/14 Họ tên, bắt buộc: An | Gợi ý: … | Chọn: 1 …; 2 …`
fn focus(question: &str) -> Focus {
    let (head, rest) = question
        .split_once(": ")
        .unwrap_or((question.trim_end_matches(':'), ""));
    let (row, label) = match head.split_once(' ') {
        Some((place, label)) if place.contains('/') => {
            let row = place.split('/').next().and_then(|n| n.parse().ok());
            (row.unwrap_or(0), label)
        }
        _ => (0, head),
    };
    let mut parts = rest.split(" | ");
    let value = parts.next().unwrap_or_default().trim().to_owned();
    Focus {
        row,
        label: label.trim_end_matches(", bắt buộc").to_owned(),
        required: label.ends_with(", bắt buộc"),
        paper: value.starts_with("bản chính "),
        value,
        listed: parts.any(|part| part.starts_with("Chọn: ")),
    }
}

/// `Trả kết quả, phím F8 (chưa được: …)`
fn entry(number: usize, row: &str) -> (usize, Entry, String) {
    let (said, why) = match row.split_once(" (chưa được: ") {
        Some((said, why)) => (said, why.trim_end_matches(')').to_owned()),
        None => (row, String::new()),
    };
    let (label, key) = said.rsplit_once(", phím ").unwrap_or((said, ""));
    let entry = Entry {
        label: label.to_owned(),
        digit: None,
        free: why.is_empty() && !row.contains(" (chưa được"),
        key: key.to_owned(),
    };
    (number, entry, why)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_understood() {
        let heard = Heard::read(
            "== LỆNH ==\nCó 2 dòng:\n1. Lưu, phím F9\n2. Trả, phím F8 (chưa được: Chưa xong.)\nĐang ở dòng 1. Lưu, phím F9\nÔ Lọc: \n> x\nBáo: MC-1020 Không được.\nÔ 2/3 Họ tên, bắt buộc: An | Gợi ý: đủ họ\n> ",
        );
        let menu = heard.menu();
        assert!(menu[0].1.free && menu[0].1.key == "F9" && menu[0].1.label == "Lưu");
        assert!(!menu[1].1.free && menu[1].2 == "Chưa xong.");
        let focus = heard.focus.clone().unwrap();
        assert!(focus.required && focus.label == "Họ tên" && focus.value == "An" && focus.row == 2);
        assert!(heard.chosen("Lưu"));
        assert_eq!(heard.note, "MC-1020 Không được.");
    }
}
