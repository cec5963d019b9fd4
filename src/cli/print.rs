//! `motcua print`: one form of one dossier, the register book or a hand-over record, into a file or on its
//! way to a printer that the server carries to.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use serde_json::{Value, json};

use super::exit::{Exit, Failure};
use super::output;
use super::place::{Place, runtime};
use super::receive::{script_actor, write};
use crate::domain::org::Actor;
use crate::domain::printer::At;
use crate::usecases::App;
use crate::usecases::print_form::{self, Subject};
use crate::usecases::print_jobs::{self, Order};
use crate::usecases::print_list::ListPaper;

/// Options of `motcua print`.
#[derive(Debug, Args)]
pub struct PrintArgs {
    /// Mẫu in: mau-01, mau-01-a4, phieu-kiem-soat …; register: sổ theo dõi; hand-over-list: biên bản giao nhận
    form: String,
    /// Mã hồ sơ (một mẫu của một hồ sơ)
    dossier: Option<String>,
    /// Tệp PDF; không ghi thì giấy ra ở máy in của máy chủ, theo quy định của quầy
    #[arg(long, value_name = "TỆP")]
    out: Option<PathBuf>,
    /// Không có --out: quầy, như ghi trên màn hình
    #[arg(long, value_name = "QUẦY", default_value = "", conflicts_with = "out")]
    desk: String,
    /// Không có --out: máy in khác quy định
    #[arg(long, value_name = "MÃ", default_value = "", conflicts_with = "out")]
    printer: String,
    /// Không có --out: khay khác quy định
    #[arg(long, value_name = "KHAY", default_value = "", conflicts_with = "out")]
    tray: String,
    /// Không có --out: số bản khác quy định
    #[arg(long, value_name = "SỐ", conflicts_with = "out")]
    copies: Option<u32>,
    /// Lý do in lại (bắt buộc từ lần in thứ hai)
    #[arg(long, value_name = "LÝ_DO", default_value = "")]
    reason: String,
    /// Sổ theo dõi: ngày đầu
    #[arg(long, value_name = "NGÀY")]
    from: Option<NaiveDate>,
    /// Sổ theo dõi: ngày cuối
    #[arg(long, value_name = "NGÀY")]
    to: Option<NaiveDate>,
    /// Sổ theo dõi: quyển số
    #[arg(long, value_name = "SỐ", default_value = "")]
    book: String,
    /// Biên bản giao nhận: các mã hồ sơ, cách nhau bằng dấu phẩy
    #[arg(long, value_name = "MÃ", value_delimiter = ',')]
    dossiers: Vec<String>,
    /// Biên bản giao nhận: bên nhận
    #[arg(long, value_name = "ĐƠN_VỊ", default_value = "")]
    receiver: String,
    /// Cán bộ đứng tên (chỉ ở cơ quan trình diễn; mặc định: cán bộ một cửa đầu tiên)
    #[arg(long, value_name = "THƯ")]
    officer: Option<String>,
    #[command(flatten)]
    place: Place,
}

/// Prints and records the print.
///
/// # Errors
/// No such dossier or form; something is missing; the file cannot be written.
pub fn run(args: &PrintArgs) -> Result<(), Failure> {
    let (app, _) = args.place.open()?;
    let actor = script_actor(&app, args.officer.as_deref())?;
    let subject = subject(args)?;
    let said = match &args.out {
        Some(file) => {
            let made = print_form::pdf(&app, &actor, &subject, &args.form, &args.reason);
            let pdf = runtime()?.block_on(made)?;
            write(file, &pdf)?;
            json!({ "file": file, "bytes": pdf.len() })
        }
        None => queued(args, &app, &actor, subject)?,
    };
    app.store.close();
    output::json(&said)
}

/// Puts the paper on its way: the server that runs on this database carries it, now or at its next start.
fn queued(args: &PrintArgs, app: &App, actor: &Actor, subject: Subject) -> Result<Value, Failure> {
    let order = Order {
        subject,
        form: args.form.clone(),
        reason: args.reason.clone(),
        desk: args.desk.clone(),
        printer: args.printer.clone(),
        tray: args.tray.clone(),
        copies: args.copies,
        carried_by: Some(At::Server),
    };
    let key = uuid::Uuid::now_v7().to_string();
    let job = runtime()?.block_on(print_jobs::queue(app, actor, &key, order))?;
    Ok(json!({
        "job": job.id,
        "state": job.state.id(),
        "printer": job.printer,
        "tray": job.tray,
        "copies": job.copies,
        "number": job.number,
    }))
}

fn subject(args: &PrintArgs) -> Result<Subject, Failure> {
    Ok(match args.form.as_str() {
        "register" => Subject::List(ListPaper::Register {
            from: args.from.ok_or_else(|| lacking("--from"))?,
            to: args.to.ok_or_else(|| lacking("--to"))?,
            book: args.book.clone(),
        }),
        "hand-over-list" => Subject::List(ListPaper::HandOver {
            dossiers: args.dossiers.clone(),
            receiver: args.receiver.clone(),
        }),
        _ => Subject::Dossier(args.dossier.clone().ok_or_else(|| lacking("mã hồ sơ"))?),
    })
}

fn lacking(what: &str) -> Failure {
    let text = format!("Lệnh in thiếu {what}. Chưa in gì. Xem: motcua print --help.");
    Failure::new(Exit::Usage, "MC-4045", text)
}
