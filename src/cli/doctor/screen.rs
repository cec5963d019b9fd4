//! The terminal: size, name, colours, letters, keys.

use super::check::Check;
use crate::platform::{is_utf8, locale, terminal_name};
use crate::tui::{TuiError, check_terminal};

/// Letters and signs of the screens, to be compared by eye.
const SAMPLE: &str = "Ằ ẵ ỡ ự đ · √ ! × ► ▼ • ½ │ ─";

/// What the terminal is said to be.
#[derive(Debug, Default)]
pub struct Surroundings {
    /// Columns and rows; why there are none.
    pub size: Option<Result<(u16, u16), String>>,
    /// As [`terminal_name`] says.
    pub term: String,
    /// Language and letters, as [`locale`] says.
    pub locale: String,
    /// `NO_COLOR` is set.
    pub no_color: bool,
    /// Inside tmux or screen.
    pub inside: bool,
    /// What the console is set up with (`/etc/default/console-setup`, `/etc/vconsole.conf`).
    pub console: String,
}

impl Surroundings {
    /// Those of this process.
    pub fn of_process() -> Self {
        let said = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let files = ["/etc/default/console-setup", "/etc/vconsole.conf"];
        let console = files.iter().find_map(|f| std::fs::read_to_string(f).ok());
        Self {
            size: match check_terminal() {
                Ok(size) => Some(Ok(size)),
                Err(TuiError::NotATerminal) => None,
                Err(TuiError::TooSmall(columns, rows)) => Some(Ok((columns, rows))),
                Err(other) => Some(Err(other.to_string())),
            },
            term: terminal_name(),
            locale: locale(),
            no_color: said("NO_COLOR").is_some(),
            inside: said("TMUX").is_some() || said("STY").is_some(),
            console: console.unwrap_or_default(),
        }
    }
}

/// Everything about the terminal.
pub fn checks(here: &Surroundings) -> Vec<Check> {
    let mut checks = vec![size(here), colours(here), letters(here)];
    checks.extend(console_font(here));
    checks.push(keys(here));
    checks
}

fn size(here: &Surroundings) -> Check {
    const ID: &str = "terminal";
    match &here.size {
        None => Check::care(
            ID,
            "Màn hình: lệnh này không chạy trong cửa sổ dòng lệnh",
            "chạy lại trong cửa sổ mà quầy dùng để khám màn hình",
        ),
        Some(Err(why)) => Check::bad(ID, format!("Màn hình: {why}"), "mở cửa sổ dòng lệnh khác"),
        Some(Ok((columns, rows))) if *columns < 80 || *rows < 24 => Check::bad(
            ID,
            format!("Màn hình {columns}×{rows}"),
            "mở rộng cửa sổ thành ít nhất 80×24",
        ),
        Some(Ok((columns, rows))) => Check::ok(ID, format!("Màn hình {columns}×{rows}")),
    }
}

fn colours(here: &Surroundings) -> Check {
    const ID: &str = "colours";
    match here.term.as_str() {
        "" => Check::care(ID, "TERM chưa đặt", "đặt TERM=xterm-256color"),
        "dumb" | "vt100" => Check::care(
            ID,
            format!("TERM={}: một màu", here.term),
            "dùng cửa sổ có màu nếu muốn; mọi dấu hiệu vẫn có bằng chữ",
        ),
        term if here.no_color => Check::ok(ID, format!("TERM={term}, NO_COLOR: một màu")),
        term => Check::ok(ID, format!("TERM={term}, 16 màu")),
    }
}

fn letters(here: &Surroundings) -> Check {
    const ID: &str = "letters";
    if is_utf8(&here.locale) {
        let seen = format!("Chữ UTF-8 ({}). Xem bằng mắt: {SAMPLE}", here.locale);
        return Check::ok(ID, seen);
    }
    let found = match here.locale.as_str() {
        "" => "chưa đặt",
        other => other,
    };
    Check::care(
        ID,
        format!("Ngôn ngữ của cửa sổ {found}, không phải UTF-8"),
        "đặt LANG=C.UTF-8 hoặc vi_VN.UTF-8; chữ không có thì chạy motcua --ascii",
    )
}

/// Only the bare console has fonts of its own that lack Vietnamese letters.
fn console_font(here: &Surroundings) -> Option<Check> {
    const ID: &str = "fonts";
    if here.term != "linux" {
        return None;
    }
    let has = here.console.to_lowercase().contains("viet");
    Some(match has {
        true => Check::ok(ID, "Phông console có chữ Việt"),
        false => Check::care(
            ID,
            "Phông console có thể thiếu chữ Việt",
            "đặt CODESET=\"Vietnamese\" trong /etc/default/console-setup rồi chạy setupcon; dấu lạ thì thêm --ascii",
        ),
    })
}

fn keys(here: &Surroundings) -> Check {
    const ID: &str = "keys";
    let spare = "phím F nào không ăn thì Ctrl+G rồi 1…9, 0, -, =";
    match here.inside {
        true => Check::ok(ID, format!("Phím F1–F12 qua tmux/screen; {spare}")),
        false => Check::ok(ID, format!("Phím F1–F12; {spare}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::doctor::check::Mark;

    fn marks(here: &Surroundings) -> Vec<(&'static str, Mark)> {
        checks(here).iter().map(|c| (c.id, c.mark)).collect()
    }

    #[test]
    fn a_small_bare_console_gets_its_mends() {
        let here = Surroundings {
            size: Some(Ok((79, 24))),
            term: "linux".into(),
            ..Surroundings::default()
        };
        let found = marks(&here);
        assert!(found.contains(&("terminal", Mark::Bad)));
        assert!(found.contains(&("letters", Mark::Care)));
        assert!(found.contains(&("fonts", Mark::Care)));
        let lines: Vec<String> = checks(&here).iter().map(Check::line).collect();
        assert!(lines[0].starts_with("× Màn hình 79×24 → "), "{}", lines[0]);
    }

    #[test]
    fn a_good_window_has_no_mends() {
        let here = Surroundings {
            size: Some(Ok((120, 40))),
            term: "xterm-256color".into(),
            locale: "vi_VN.UTF-8".into(),
            ..Surroundings::default()
        };
        assert!(checks(&here).iter().all(|c| c.mark == Mark::Ok));
    }
}
