//! `motcua init`: makes a real office: asks, shows what it will write, asks again, writes its files and
//! its first accounts, and says what comes next.

use std::path::{Path, PathBuf};

use clap::Args;

use super::exit::{Exit, Failure};
use super::output;
use super::place::{Place, runtime};
use super::typed::{answer, new_password, own_password};
use crate::home::{Folders, StartError, load_rules};
use crate::text::Secret;
use crate::usecases::App;
use crate::usecases::accounts::{one_time_password, set_password};
use crate::usecases::found_office::{Founding, QUESTIONS, Unit};

/// Options of `motcua init`.
#[derive(Debug, Default, Args)]
pub struct InitArgs {
    /// Tệp TOML có sẵn các câu trả lời (id, name, level, code, head_upper, …)
    #[arg(long, value_name = "TỆP")]
    answers: Option<PathBuf>,
    /// Một câu trả lời, ví dụ --set name="UBND xã Minh Tân"; dùng được nhiều lần
    #[arg(long, value_name = "TÊN=GIÁ_TRỊ")]
    set: Vec<String>,
    /// Một đơn vị trực thuộc, ví dụ --unit tu-phap="Bộ phận Tư pháp"; dùng được nhiều lần
    #[arg(long, value_name = "MÃ=TÊN")]
    unit: Vec<String>,
    /// Mật khẩu của quản trị đầu tiên: một dòng ở đầu vào chuẩn (mặc định: máy đặt một lần)
    #[arg(long)]
    admin_password_stdin: bool,
    /// Không hỏi lại trước khi ghi
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    place: Place,
}

impl InitArgs {
    /// Everything is asked, for the installation at `place`.
    pub fn at(place: &Place) -> Self {
        Self {
            place: place.clone(),
            ..Self::default()
        }
    }
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
    let (founding, asked) = ask_missing(given(args)?)?;
    let admin = match (args.admin_password_stdin, asked) {
        (true, _) => Some(new_password(&founding.admin_email, true)?),
        (false, true) => own_password(&founding.admin_email)?,
        (false, false) => None,
    };
    show(&folders, &founding);
    if asked && !args.yes && !agreed() {
        let text = "Đã thôi theo ý người lập. Chưa ghi gì. Chạy lại motcua init khi sẵn sàng.";
        return Err(Failure::new(Exit::Refused, "MC-9092", text));
    }
    write_office(&folders.config, &file, &founding)?;
    let made = open_and_fill(args, &founding, admin.as_ref());
    if made.is_err() {
        // Half an office is worse than none: the next try starts from nothing again.
        let _ = std::fs::remove_file(&file);
        let _ = std::fs::remove_file(folders.config.join(DESK));
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
        "Mật khẩu máy đặt chỉ hiện một lần và phải đổi khi đăng nhập lần đầu. Việc tiếp theo:",
    );
    for line in NEXT {
        output::line(line);
    }
    Ok(())
}

const DESK: &str = "desk.toml";

/// What to do after the office is made.
const NEXT: [&str; 4] = [
    "  1. motcua doctor      khám màn hình, máy in, ổ đĩa",
    "  2. motcua desk        mở quầy, đăng nhập bằng thư công vụ",
    "  3. office.toml        thêm cán bộ, đơn vị; xong chạy motcua check",
    "  4. motcua manual      sổ tay; trang quan-tri cho người quản trị",
];

/// What will be written, line by line.
fn show(folders: &Folders, founding: &Founding) {
    let files = [
        (folders.office(), founding.office_file()),
        (folders.config.join(DESK), founding.desk_file()),
    ];
    for (file, text) in files {
        output::line(&format!("Sẽ ghi {}:", file.display()));
        for line in text.lines() {
            output::line(&format!("  │ {line}"));
        }
    }
}

/// Asked at the terminal; nothing but yes is yes.
fn agreed() -> bool {
    let said = answer(
        "Ghi các tệp trên và tạo kho dữ liệu? (c: có, k: không)",
        "c",
    );
    said.is_some_and(|said| ["c", "co", "có", "y"].contains(&said.to_lowercase().as_str()))
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
    for unit in &args.unit {
        founding
            .units
            .push(Unit::read(unit).ok_or_else(|| wrong(unit))?);
    }
    Ok(founding)
}

/// Asks what was not given, one question a line; whether anybody was there to answer.
fn ask_missing(mut founding: Founding) -> Result<(Founding, bool), Failure> {
    let mut asked = false;
    for question in QUESTIONS {
        let Some(slot) = founding.answer(question.key) else {
            continue;
        };
        if slot.trim().is_empty() {
            let said = answer(question.words, question.usual);
            asked |= said.is_some();
            *slot = said.unwrap_or_else(|| question.usual.to_owned());
        }
        if slot.trim().is_empty() {
            let text = format!(
                "Thiếu câu trả lời “{}” ({}). Chưa lập gì. Thêm --set {}=…, hoặc chạy trong cửa sổ dòng lệnh.",
                question.key, question.words, question.key
            );
            return Err(Failure::new(Exit::Refused, "MC-9043", text));
        }
    }
    if asked && founding.units.is_empty() {
        ask_units(&mut founding);
    }
    let addresses = [&founding.admin_email, &founding.desk_email];
    match addresses.iter().find(|email| !email.contains('@')) {
        Some(email) => Err(wrong(&format!("“{email}” không phải thư công vụ"))),
        None => Ok((founding, asked)),
    }
}

/// Units below, until an empty line.
fn ask_units(founding: &mut Founding) {
    const WORDS: &str = "Đơn vị trực thuộc, dạng tu-phap=Bộ phận Tư pháp (Enter trống: hết)";
    while let Some(said) = answer(WORDS, "").filter(|said| !said.is_empty()) {
        match Unit::read(&said) {
            Some(unit) => founding.units.push(unit),
            None => eprintln!("! Chưa hiểu “{said}”: mã chữ thường không dấu, dấu =, rồi tên."),
        }
    }
}

/// Writes the file and reads it back as a start would.
fn write_office(config: &Path, file: &Path, founding: &Founding) -> Result<(), Failure> {
    let written = std::fs::create_dir_all(config)
        .and_then(|()| std::fs::write(file, founding.office_file()))
        .and_then(|()| std::fs::write(config.join(DESK), founding.desk_file()));
    written.map_err(|error| {
        Failure::from(StartError::Folder {
            path: config.to_owned(),
            why: error.to_string(),
        })
    })?;
    load_rules(config).map(drop).map_err(|error| {
        let _ = std::fs::remove_file(file);
        let _ = std::fs::remove_file(config.join(DESK));
        error.into()
    })
}

fn open_and_fill(
    args: &InitArgs,
    founding: &Founding,
    admin: Option<&Secret>,
) -> Result<Vec<(String, String)>, Failure> {
    let (app, _) = args.place.open()?;
    let made = passwords(&app, founding, admin);
    app.store.close();
    made
}

/// The administrator, who comes first, may have chosen a password; the others get one for one use.
fn passwords(
    app: &App,
    founding: &Founding,
    admin: Option<&Secret>,
) -> Result<Vec<(String, String)>, Failure> {
    let runtime = runtime()?;
    let mut made = Vec::new();
    for (place, officer) in founding.officers().into_iter().enumerate() {
        if let Some(own) = admin.filter(|_| place == 0) {
            runtime.block_on(set_password(app, &officer, own, false))?;
            continue;
        }
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
