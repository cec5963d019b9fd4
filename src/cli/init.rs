//! `motcua init`: makes a real office: its file, its first two accounts.

use std::path::{Path, PathBuf};

use clap::Args;

use super::exit::{Exit, Failure};
use super::output;
use super::place::{Place, runtime};
use super::typed::answer;
use crate::home::{Folders, StartError, load_rules};
use crate::usecases::App;
use crate::usecases::accounts::{one_time_password, set_password};
use crate::usecases::found_office::{Founding, QUESTIONS};

/// Options of `motcua init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// Tệp TOML có sẵn các câu trả lời (id, name, level, code, head_upper, …)
    #[arg(long, value_name = "TỆP")]
    answers: Option<PathBuf>,
    /// Một câu trả lời, ví dụ --set name="UBND xã Minh Tân"; dùng được nhiều lần
    #[arg(long, value_name = "TÊN=GIÁ_TRỊ")]
    set: Vec<String>,
    #[command(flatten)]
    place: Place,
}

/// Asks what is not given, writes the office file, makes the accounts and shows each password once.
///
/// # Errors
/// There is an office already; answers are missing or wrong; the store.
pub fn run(args: &InitArgs) -> Result<(), Failure> {
    let folders = Folders::find(args.place.data.as_deref()).ok_or(StartError::NoHome)?;
    let file = folders.office();
    if file.exists() {
        let text = format!(
            "Đã có tệp cơ quan {}. Chưa có gì thay đổi. Sửa tệp đó, hoặc dùng --data với một thư mục trống.",
            file.display()
        );
        return Err(Failure::new(Exit::Refused, "MC-9042", text));
    }
    let founding = ask_missing(given(args)?)?;
    write_office(&folders.config, &file, &founding)?;
    let made = open_and_fill(args, &founding);
    if made.is_err() {
        // Half an office is worse than none: the next try starts from nothing again.
        let _ = std::fs::remove_file(&file);
    }
    let passwords = made?;
    output::line(&format!(
        "√ Đã lập cơ quan “{}”: {}",
        founding.id,
        file.display()
    ));
    for (officer, password) in passwords {
        output::line(&format!("{officer}  {password}"));
    }
    output::line(
        "Mỗi mật khẩu chỉ hiện một lần và phải đổi khi đăng nhập lần đầu. Tiếp theo: motcua desk",
    );
    Ok(())
}

/// The answers of the file, with those of the command line over them.
fn given(args: &InitArgs) -> Result<Founding, Failure> {
    let mut founding = match &args.answers {
        None => Founding::default(),
        Some(file) => {
            let text = std::fs::read_to_string(file).map_err(|e| wrong(&e.to_string()))?;
            toml::from_str(&text).map_err(|e| wrong(e.message()))?
        }
    };
    for pair in &args.set {
        let (key, value) = pair.split_once('=').ok_or_else(|| wrong(pair))?;
        *founding.answer(key).ok_or_else(|| wrong(pair))? = value.to_owned();
    }
    Ok(founding)
}

fn ask_missing(mut founding: Founding) -> Result<Founding, Failure> {
    for question in QUESTIONS {
        let Some(slot) = founding.answer(question.key) else {
            continue;
        };
        if slot.trim().is_empty() {
            *slot =
                answer(question.words, question.usual).unwrap_or_else(|| question.usual.to_owned());
        }
        if slot.trim().is_empty() {
            let text = format!(
                "Thiếu câu trả lời “{}” ({}). Chưa lập gì. Thêm --set {}=…, hoặc chạy trong cửa sổ dòng lệnh.",
                question.key, question.words, question.key
            );
            return Err(Failure::new(Exit::Refused, "MC-9043", text));
        }
    }
    let addresses = [&founding.admin_email, &founding.desk_email];
    match addresses.iter().find(|email| !email.contains('@')) {
        Some(email) => Err(wrong(&format!("“{email}” không phải thư công vụ"))),
        None => Ok(founding),
    }
}

/// Writes the file and reads it back as a start would.
fn write_office(config: &Path, file: &Path, founding: &Founding) -> Result<(), Failure> {
    let written =
        std::fs::create_dir_all(config).and_then(|()| std::fs::write(file, founding.office_file()));
    written.map_err(|error| {
        Failure::from(StartError::Folder {
            path: config.to_owned(),
            why: error.to_string(),
        })
    })?;
    load_rules(config).map(drop).map_err(|error| {
        let _ = std::fs::remove_file(file);
        error.into()
    })
}

fn open_and_fill(args: &InitArgs, founding: &Founding) -> Result<Vec<(String, String)>, Failure> {
    let (app, _) = args.place.open()?;
    let made = passwords(&app, founding);
    app.store.close();
    made
}

fn passwords(app: &App, founding: &Founding) -> Result<Vec<(String, String)>, Failure> {
    let runtime = runtime()?;
    let mut made = Vec::new();
    for officer in founding.officers() {
        let password = one_time_password(app);
        runtime.block_on(set_password(app, &officer, &password, true))?;
        made.push((officer, password.reveal().to_owned()));
    }
    Ok(made)
}

fn wrong(what: &str) -> Failure {
    let text = format!(
        "Câu trả lời chưa dùng được: {what}. Chưa lập gì. Sửa rồi chạy lại; motcua init --help xem các tên."
    );
    Failure::new(Exit::Refused, "MC-9044", text)
}
