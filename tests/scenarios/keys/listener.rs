//! The short scenarios of the counter without a screen: a key is the line that means it, and what is to be seen is
//! to be heard. What was not said by itself must be said when everything here is asked for (`?`).

use super::counter::put;
use super::heard::Heard;
use crate::counter::Step;
use crate::talk::Talk;
use std::time::{Duration, Instant};

/// How long something may take that comes unasked.
const PATIENCE: Duration = Duration::from_secs(40);
/// Between two questions for everything that is here.
const PAUSE: Duration = Duration::from_millis(300);
/// A message counts as long as so many answers were given since.
const REMEMBERED: usize = 4;
/// Most rows of a form.
const ROWS: usize = 60;
/// What `?` says of the program, not of what is here.
const GENERAL: [&str; 3] = ["Trợ giúp: ", "Làm được bây giờ: ", "Phím: "];

/// Somebody who listens.
pub struct Listener<'a> {
    pub talk: &'a mut Talk,
    /// The last text led on to the next field, as Enter would have.
    pub led_on: &'a mut bool,
}

impl Listener<'_> {
    /// Does a step; killing and starting again are the desk's.
    pub fn step(&mut self, step: &Step, code: &str) -> Result<(), String> {
        match step {
            Step::Press(key, times, until) => self.press(key, *times, until.as_deref(), code),
            Step::Type(text, _) | Step::Paste(text) => {
                self.write(&put(text, code));
                Ok(())
            }
            Step::Scan(text) => {
                self.say(&put(text, code));
                Ok(())
            }
            Step::Sees(text, wanted) => self.hears(text, *wanted, code),
            Step::Reach(label) => self.reach(label),
            Step::Resize(..) => Err("không có cửa sổ: file nói “Từng dòng: không”".to_owned()),
            Step::Killed | Step::CountAnew => Ok(()),
        }
    }

    fn say(&mut self, line: &str) {
        *self.led_on = false;
        self.talk.say(line);
    }

    /// A text; it may be followed by an Enter that it needs no more.
    fn write(&mut self, text: &str) {
        let before = self.question();
        let special = text.starts_with(['=', '#', ':', '/', '>', '*', '?', '+', '-']);
        let number = text.bytes().all(|b| b.is_ascii_digit());
        let mark = if special || number { "=" } else { "" };
        self.say(&format!("{mark}{text}"));
        let label = |question: &str| question.split(": ").next().map(str::to_owned);
        *self.led_on = label(&self.question()) != label(&before);
    }

    fn press(
        &mut self,
        key: &str,
        times: usize,
        until: Option<&str>,
        code: &str,
    ) -> Result<(), String> {
        const PRESSES: usize = 5;
        let line = line_of(key)?;
        let led_on = std::mem::take(self.led_on);
        if let Some(text) = until {
            let text = put(text, code);
            let said = self.is_said(&text);
            let found = said
                || (0..PRESSES).any(|_| {
                    self.say(&line);
                    self.is_said(&text)
                });
            return found.then_some(()).ok_or(format!("không nghe “{text}”"));
        }
        if led_on && ["Ctrl+U", "Ctrl+Z"].contains(&key) {
            // It is about the text.
            self.say("-");
        }
        let taken = usize::from(led_on && ["Enter", "Tab"].contains(&key));
        for _ in taken..times {
            self.say(&line);
        }
        Ok(())
    }

    /// Waits until `text` is said of what is here, or no more.
    pub fn hears(&mut self, text: &str, wanted: bool, code: &str) -> Result<(), String> {
        let text = put(text, code);
        let start = Instant::now();
        if wanted && (self.is_said(&text) || self.was_told(&text)) {
            return Ok(());
        }
        loop {
            self.talk.say("?");
            if self.is_said(&text) == wanted {
                return Ok(());
            }
            if start.elapsed() > PATIENCE {
                return Err(match wanted {
                    true => format!("không nghe “{text}”"),
                    false => format!("vẫn còn nghe “{text}”"),
                });
            }
            std::thread::sleep(PAUSE);
        }
    }

    /// Whether the field `label` is asked for.
    pub fn is_in(&mut self, label: &str) -> Result<(), String> {
        if std::mem::take(self.led_on) {
            self.say("-");
        }
        match self.asks(label) {
            true => Ok(()),
            false => Err(format!("không hỏi ô “{label}”: {}", self.question())),
        }
    }

    fn asks(&self, label: &str) -> bool {
        let heard = Heard::read(&self.talk.text());
        heard.focus.is_some_and(|focus| focus.label == label)
    }

    /// The next field, until `label` is asked for.
    fn reach(&mut self, label: &str) -> Result<(), String> {
        for _ in 0..ROWS {
            if self.asks(label) {
                return Ok(());
            }
            self.say("+");
        }
        Err("không có ô đó".to_owned())
    }

    /// The last question.
    fn question(&self) -> String {
        let text = self.talk.text();
        let asked = text.lines().rfind(|line| line.starts_with("Ô "));
        asked.unwrap_or_default().to_owned()
    }

    /// What was said after each of the last lines, the newest first.
    fn answers(&self, count: usize) -> Vec<Vec<String>> {
        let text = self.talk.text();
        let mut answers = vec![Vec::new()];
        for line in text.strip_suffix("> ").unwrap_or(&text).lines().rev() {
            if line.starts_with("> ") {
                answers.push(Vec::new());
            } else if let Some(last) = answers.last_mut() {
                last.push(line.to_owned());
            }
        }
        answers.truncate(count);
        answers
    }

    /// Whether the last answer says `text`; what a screen marks as chosen must be what is chosen.
    fn is_said(&self, text: &str) -> bool {
        if let Some(chosen) = text.strip_prefix('►').or(text.strip_prefix("> ")) {
            return self.is_chosen(&plain(chosen));
        }
        let wanted = plain(text);
        let answer = self.answers(1).concat();
        let mut here = answer
            .iter()
            .filter(|line| !GENERAL.iter().any(|words| line.starts_with(words)));
        here.any(|line| plain(line).contains(&wanted))
            || answer.iter().any(|line| names_key(line, &wanted))
    }

    /// A message that was said a moment ago.
    fn was_told(&self, text: &str) -> bool {
        let wanted = plain(text);
        let told = self.answers(REMEMBERED).concat();
        let mut told = told.iter().filter(|line| line.starts_with("Báo: "));
        told.any(|line| plain(line).contains(&wanted))
    }

    /// The row where one is, the page or list that is open, or the field that is asked for.
    fn is_chosen(&self, wanted: &str) -> bool {
        let heard = Heard::read(&self.talk.text());
        let row = heard.rows.get(&heard.at);
        let row = row.map_or(String::new(), |row| plain(&format!("{}. {row}", heard.at)));
        let open = |line: &String| {
            let mut parts = line.split([';', ':']).filter(|p| p.ends_with(", đang mở"));
            parts.any(|part| plain(part).trim_start_matches('#').starts_with(wanted))
        };
        row.contains(wanted)
            || heard.lines.iter().any(open)
            || plain(&self.question()).contains(wanted)
    }
}

/// `Phím: F2 Tiếp nhận; …` names a key with its words.
fn names_key(line: &str, wanted: &str) -> bool {
    let keys = line.strip_prefix("Phím: ");
    let keys = keys.or(line.strip_prefix("Làm được bây giờ: "));
    keys.is_some_and(|keys| keys.split("; ").any(|key| plain(key).starts_with(wanted)))
}

/// Letters and digits as they are heard: without frames and stops.
fn plain(text: &str) -> String {
    let heard = text.replace(
        [
            '►', '[', ']', '|', '│', '(', ')', '.', ',', ':', ';', '“', '”',
        ],
        " ",
    );
    heard.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The line that means this key.
fn line_of(key: &str) -> Result<String, String> {
    if let Some(number) = key.strip_prefix('F').filter(|n| !n.is_empty()) {
        return Ok(format!(":{number}"));
    }
    if let Some(letter) = key.strip_prefix("Ctrl+") {
        return Ok(format!(":ctrl+{}", letter.to_lowercase()));
    }
    Ok(match key {
        "Enter" => "",
        "Tab" => ":tab",
        "Shift+Tab" | "↑" => "-",
        "↓" => "+",
        "PgUp" => "--",
        "PgDn" => "++",
        "←" => ":left",
        "→" => ":right",
        "Esc" => "..",
        "Space" => ":space",
        "Del" => ":del",
        one if one.chars().count() == 1 => return Ok(format!("#{one}")),
        _ => return Err(format!("phím “{key}” không có dòng nào thay")),
    }
    .to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_what_is_said() {
        assert_eq!(plain("►1 Thu phí (chưa được)"), "1 Thu phí chưa được");
        let row = plain("1. Thu phí (chưa được: Mở một hồ sơ trước)");
        assert!(row.starts_with("1 Thu phí chưa được"));
        assert!(names_key("Phím: F2 Tiếp nhận; F3 Tìm", "F3 Tìm"));
        assert_eq!(line_of("F9"), Ok(":9".to_owned()));
        assert_eq!(line_of("Ctrl+Z"), Ok(":ctrl+z".to_owned()));
        assert!(line_of("Home").is_err());
    }
}
