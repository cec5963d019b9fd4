//! `motcua print`: one form of one dossier, the register book or a hand-over record into a file.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use super::exit::{Exit, Failure};
use super::output;
use super::place::{Place, runtime};
use super::receive::{script_actor, write};
use crate::domain::org::Actor;
use crate::usecases::App;
use crate::usecases::print_form::{self, Subject};
use crate::usecases::print_list::{self, ListPaper};

/// Options of `motcua print`.
#[derive(Debug, Args)]
pub struct PrintArgs {
    /// Mẫu in: mau-01, mau-01-a4, phieu-kiem-soat …; register: sổ theo dõi; hand-over-list: biên bản giao nhận
    form: String,
    /// Mã hồ sơ (một mẫu của một hồ sơ)
    dossier: Option<String>,
    /// Tệp PDF
    #[arg(long, value_name = "TỆP")]
    out: PathBuf,
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
    let pdf = made(args, &app, &actor)?;
    app.store.close();
    write(&args.out, &pdf)?;
    output::json(&serde_json::json!({ "file": args.out, "bytes": pdf.len() }))
}

fn made(args: &PrintArgs, app: &App, actor: &Actor) -> Result<Vec<u8>, Failure> {
    let reason = &args.reason;
    let list = match args.form.as_str() {
        "register" => Some(ListPaper::Register {
            from: args.from.ok_or_else(|| lacking("--from"))?,
            to: args.to.ok_or_else(|| lacking("--to"))?,
            book: args.book.clone(),
        }),
        "hand-over-list" => Some(ListPaper::HandOver {
            dossiers: args.dossiers.clone(),
            receiver: args.receiver.clone(),
        }),
        _ => None,
    };
    if let Some(paper) = list {
        return Ok(runtime()?.block_on(print_list::pdf(app, actor, paper, reason))?);
    }
    let code = args.dossier.clone().ok_or_else(|| lacking("mã hồ sơ"))?;
    let subject = Subject::Dossier(code);
    let made = print_form::pdf(app, actor, &subject, &args.form, reason);
    Ok(runtime()?.block_on(made)?)
}

fn lacking(what: &str) -> Failure {
    let text = format!("Lệnh in thiếu {what}. Chưa in gì. Xem: motcua print --help.");
    Failure::new(Exit::Usage, "MC-4045", text)
}
