//! `motcua printer`: the office's printers – check the file, list, how they are, a test page.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::exit::{Exit, Failure};
use super::output;
use super::place::{Place, runtime};
use crate::catalogue::Problem;
use crate::domain::printer::{Printer, PrinterKind, Printers};
use crate::home::Folders;
use crate::print::spool::{Condition, Fault, PrintJob, Sent, Spool as _};
use crate::print::{self, Fonts, Shelf};
use crate::usecases::office_printers::{PRINTERS_FILE, office_printers, read};
use crate::usecases::print_jobs::device;

/// Arguments of `motcua printer`.
#[derive(Debug, Args)]
pub struct PrinterArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Kiểm tra tệp máy in: báo tệp, dòng và cách sửa
    Check {
        /// Tệp printers.toml; không ghi thì kiểm tra tệp đang dùng
        file: Option<PathBuf>,
        #[command(flatten)]
        place: Place,
    },
    /// Liệt kê máy in và quy định quầy nào, giấy nào in ở đâu
    List {
        #[command(flatten)]
        place: Place,
    },
    /// Hỏi từng máy in: sẵn sàng, hết giấy, kẹt giấy, tắt …
    Status {
        #[command(flatten)]
        place: Place,
    },
    /// In một tờ thử (dữ liệu giả) ra một máy in; không ghi vào lưu vết
    Test {
        /// Mã máy in
        printer: String,
        #[command(flatten)]
        place: Place,
    },
}

/// Runs `motcua printer …`.
///
/// # Errors
/// `MC-4080` for a faulty file, `MC-4081` for one that cannot be read, `MC-4082` for a printer that does
/// not print.
pub fn run(args: PrinterArgs) -> Result<(), Failure> {
    match args.action {
        Action::Check { file, place } => check(file, &place),
        Action::List { place } => {
            list(&in_use(&place)?.1);
            Ok(())
        }
        Action::Status { place } => status(&in_use(&place)?.1),
        Action::Test { printer, place } => test(&printer, &in_use(&place)?.1),
    }
}

fn check(file: Option<PathBuf>, place: &Place) -> Result<(), Failure> {
    let (name, printers) = match file {
        Some(file) => {
            let name = file.display().to_string();
            let text = std::fs::read_to_string(&file).map_err(|error| unread(&name, &error))?;
            (name, read(&file, &text).map_err(faulty)?)
        }
        None => in_use(place)?,
    };
    output::line(&format!(
        "{name}: đúng. {} máy in, {} quy định.",
        printers.printer.len(),
        printers.rule.len()
    ));
    Ok(())
}

/// The printers in use, and the name of their file.
fn in_use(place: &Place) -> Result<(String, Printers), Failure> {
    let folders = Folders::find(place.data.as_deref());
    let config = folders.map_or(PathBuf::new(), |folders| folders.config);
    let name = config.join(PRINTERS_FILE).display().to_string();
    Ok((name, office_printers(&config).map_err(faulty)?))
}

/// Says every problem.
fn faulty(problems: Vec<Problem>) -> Failure {
    for problem in &problems {
        output::line(&problem.to_string());
    }
    let text = format!(
        "Tệp máy in có {} lỗi, ghi ở trên. Máy chủ đang chạy vẫn dùng tệp trước. Hãy sửa từng dòng rồi kiểm tra lại.",
        problems.len()
    );
    Failure::new(Exit::Refused, "MC-4080", text)
}

fn unread(name: &str, error: &std::io::Error) -> Failure {
    let text = format!(
        "Không đọc được tệp {name} ({error}). Chưa có gì thay đổi. Hãy kiểm tra đường dẫn và quyền đọc."
    );
    Failure::new(Exit::NotFound, "MC-4081", text)
}

fn list(printers: &Printers) {
    for printer in &printers.printer {
        output::line(&format!(
            "{}  {}  {}  {}",
            printer.id,
            printer.name,
            printer.address,
            printer.papers.join(" ")
        ));
        for tray in &printer.trays {
            output::line(&format!("    {}  {}", tray.id, tray.name));
        }
    }
    let any = |text: &str, all: &str| match text {
        "" => all.to_owned(),
        text => text.to_owned(),
    };
    for rule in &printers.rule {
        output::line(&format!(
            "{}, {} → {} {} × {}",
            any(&rule.desk, "mọi quầy"),
            any(&rule.form, "mọi giấy"),
            rule.printer,
            rule.tray,
            rule.copies
        ));
    }
}

fn status(printers: &Printers) -> Result<(), Failure> {
    let runtime = runtime()?;
    let mut stopped = 0;
    for printer in &printers.printer {
        let words = match condition(&runtime, printer) {
            None => "không báo trạng thái".to_owned(),
            Some(Condition::Ready) => "sẵn sàng".to_owned(),
            Some(Condition::Stopped(trouble)) => {
                stopped += 1;
                let fault = trouble.fault;
                let said = match trouble.said.as_str() {
                    "" => String::new(),
                    said => format!(" ({said})"),
                };
                format!("{} {}{said}. {}", fault.code(), fault.words(), fault.mend())
            }
        };
        output::line(&format!("{}  {}: {words}", printer.id, printer.name));
    }
    match stopped {
        0 => Ok(()),
        _ => Err(not_ready(&format!("{stopped} máy in chưa sẵn sàng"))),
    }
}

fn condition(runtime: &tokio::runtime::Runtime, printer: &Printer) -> Option<Condition> {
    if !printer.kind.tells_its_state() {
        return None;
    }
    Some(runtime.block_on(device(printer)?.condition()))
}

/// A page of made-up data.
fn test(id: &str, printers: &Printers) -> Result<(), Failure> {
    let missing = || not_ready(&format!("Không có máy in “{id}” trong tệp máy in"));
    let printer = printers.get(id).ok_or_else(missing)?;
    let form = match printer.kind {
        PrinterKind::Raw9100 => "phieu-hen-80mm".to_owned(),
        _ => format!(
            "mau-01-{}",
            printer.papers.first().map_or("a5", String::as_str)
        ),
    };
    let shelf = Shelf::built_in().map_err(|error| not_ready(&error.to_string()))?;
    let made = || -> Result<Vec<u8>, crate::print::PrintError> {
        let template = shelf.get(&form)?;
        let data = print::sample(&template.kind, None)?;
        match printer.kind {
            PrinterKind::Raw9100 => Ok(print::ticket(Fonts::load()?, &template, &data)?
                .bytes()
                .to_vec()),
            _ => print::pdf(Fonts::load()?, &template, &data),
        }
    };
    let job = PrintJob {
        name: format!("motcua-thu-{}", std::process::id()),
        content: made().map_err(|error| not_ready(&error.to_string()))?,
        copies: 1,
        size: form.rsplit_once('-').map_or("", |(_, s)| s).to_owned(),
        ..PrintJob::default()
    };
    let device = device(printer).ok_or_else(missing)?;
    let sent = runtime()?.block_on(async {
        match device.condition().await {
            Condition::Ready => device.send(&job).await,
            Condition::Stopped(trouble) => Sent::NotSent(trouble),
        }
    });
    match sent {
        Sent::Done(receipt) => {
            let file = receipt
                .file
                .map_or(String::new(), |f| f.display().to_string());
            output::line(&format!("Đã in tờ thử. {file}"));
            Ok(())
        }
        Sent::Accepted(number) => {
            output::line(&format!("Máy in đã nhận tờ thử, việc số {number}."));
            Ok(())
        }
        Sent::NotSent(trouble) | Sent::Refused(trouble) | Sent::Doubtful(trouble) => {
            let fault: Fault = trouble.fault;
            let said = match trouble.said.as_str() {
                "" => String::new(),
                said => format!(" ({said})"),
            };
            Err(not_ready(&format!(
                "{} {} {}{said}",
                fault.code(),
                printer.name,
                fault.words()
            )))
        }
    }
}

fn not_ready(what: &str) -> Failure {
    let text = format!("{what}. Hồ sơ không liên quan. Xem lại máy in và tệp printers.toml.");
    Failure::new(Exit::Other, "MC-4082", text)
}
