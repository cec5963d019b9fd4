//! What a person types at the terminal: lines, and passwords that are not shown.

use std::io::{BufRead as _, IsTerminal as _, Write as _};

use super::exit::{Exit, Failure};
use crate::text::Secret;

/// A new password for `officer`: asked for twice without being shown, or one line of standard input.
///
/// # Errors
/// Nothing was typed, or not the same twice.
pub fn new_password(officer: &str, stdin: bool) -> Result<Secret, Failure> {
    if stdin {
        let mut line = String::new();
        let read = std::io::stdin().lock().read_line(&mut line);
        let typed = Secret::new(line.trim_end_matches(['\r', '\n']));
        return match read {
            Ok(_) if !typed.is_empty() => Ok(typed),
            _ => Err(nothing()),
        };
    }
    let first = unseen(&format!("Mật khẩu mới của {officer}: "))?;
    let second = unseen("Gõ lại lần nữa: ")?;
    if first != second {
        let text = "Hai lần gõ không giống nhau. Mật khẩu chưa đổi. Chạy lại lệnh và gõ lại.";
        return Err(Failure::new(Exit::Refused, "MC-9040", text));
    }
    Ok(first)
}

/// A password chosen by the person at the terminal; none when only Enter was pressed.
///
/// # Errors
/// Not the same twice.
pub fn own_password(officer: &str) -> Result<Option<Secret>, Failure> {
    let question = format!("Mật khẩu của {officer} (Enter: máy đặt một mật khẩu dùng một lần): ");
    let first = rpassword::prompt_password(question).map_err(|_| nothing())?;
    if first.is_empty() {
        return Ok(None);
    }
    match unseen("Gõ lại lần nữa: ")? == Secret::new(first.clone()) {
        true => Ok(Some(Secret::new(first))),
        false => {
            let text = "Hai lần gõ không giống nhau. Chưa lập gì. Chạy lại motcua init.";
            Err(Failure::new(Exit::Refused, "MC-9093", text))
        }
    }
}

fn unseen(question: &str) -> Result<Secret, Failure> {
    let typed = rpassword::prompt_password(question).map_err(|_| nothing())?;
    if typed.is_empty() {
        return Err(nothing());
    }
    Ok(Secret::new(typed))
}

fn nothing() -> Failure {
    let text = "Chưa gõ mật khẩu, hoặc không có cửa sổ dòng lệnh để gõ. Mật khẩu chưa đổi. Chạy trong cửa sổ dòng lệnh, hoặc thêm --stdin.";
    Failure::new(Exit::Refused, "MC-9041", text)
}

/// One line of an answer; `usual` when only Enter was pressed. None without a terminal.
pub fn answer(question: &str, usual: &str) -> Option<String> {
    let stdin = std::io::stdin();
    if !stdin.is_terminal() {
        return None;
    }
    let hint = match usual {
        "" => String::new(),
        usual => format!(" [{usual}]"),
    };
    eprint!("{question}{hint}: ");
    std::io::stderr().flush().ok()?;
    let mut line = String::new();
    stdin.lock().read_line(&mut line).ok().filter(|n| *n > 0)?;
    let typed = line.trim();
    Some(if typed.is_empty() { usual } else { typed }.to_owned())
}
