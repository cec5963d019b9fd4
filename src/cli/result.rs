//! `motcua result`: results of a dossier by command.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::attach::{attach, name, read};
use super::exit::Failure;
use super::output;
use super::place::{Place, runtime};
use super::receive::script_actor;
use crate::domain::attachment::AttachmentKind;
use crate::domain::result::ResultForm;
use crate::inspect;
use crate::usecases::attachments::Offered;
use crate::usecases::results::{self, Drafted, Finish};

/// Options of `motcua result`.
#[derive(Debug, Args)]
pub struct ResultArgs {
    #[command(subcommand)]
    command: ResultCommand,
}

#[derive(Debug, Subcommand)]
enum ResultCommand {
    /// Đưa một kết quả chính thức lên hồ sơ: tệp PDF ký số, hoặc bản quét màu từ 200 dpi
    Add(AddArgs),
    /// Liệt kê kết quả của hồ sơ
    List(ListArgs),
}

#[derive(Debug, Args)]
struct AddArgs {
    /// Mã hồ sơ
    dossier: String,
    /// Tệp kết quả
    file: PathBuf,
    /// Số văn bản
    #[arg(long, value_name = "SỐ")]
    number: String,
    /// Ngày văn bản, ví dụ 2025-08-04
    #[arg(long, value_name = "NGÀY")]
    date: NaiveDate,
    /// Trích yếu
    #[arg(long, value_name = "TRÍCH_YẾU", default_value = "Kết quả giải quyết")]
    title: String,
    /// Người ký
    #[arg(long, value_name = "TÊN", default_value = "")]
    signed_by: String,
    /// Văn thư hoặc lãnh đạo đứng tên (chỉ ở cơ quan trình diễn)
    #[arg(long, value_name = "THƯ")]
    officer: Option<String>,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
struct ListArgs {
    /// Mã hồ sơ
    dossier: String,
    #[command(flatten)]
    place: Place,
}

/// Runs the subcommand.
///
/// # Errors
/// The file cannot be read; refused; the store.
pub fn run(args: &ResultArgs) -> Result<(), Failure> {
    match &args.command {
        ResultCommand::Add(args) => add(args),
        ResultCommand::List(args) => list(args),
    }
}

/// Attaches the file, drafts the result and finishes it: signed when the file is, else as a scan.
fn add(args: &AddArgs) -> Result<(), Failure> {
    let bytes = read(&args.file)?;
    let form = match inspect::as_signed(&bytes) {
        Ok(_) => ResultForm::SignedFile,
        Err(_) => ResultForm::Scan,
    };
    let (app, _) = args.place.open()?;
    let actor = script_actor(&app, args.officer.as_deref())?;
    let code = &args.dossier;
    let offered = Offered {
        code: code.clone(),
        label: args.title.clone(),
        kind: match form {
            ResultForm::SignedFile => AttachmentKind::Result,
            ResultForm::Scan => AttachmentKind::Scan,
        },
        name: name(&args.file),
        bytes,
    };
    let attachment = attach(&app, &actor, None, offered)?;
    let draft = Drafted {
        title: args.title.clone(),
        attachment: Some(attachment),
        note: String::new(),
    };
    let finish = Finish {
        number: args.number.clone(),
        date: args.date,
        signed_by: args.signed_by.clone(),
        form,
        attachment,
    };
    let key = uuid::Uuid::now_v7().to_string();
    let done = runtime()?.block_on(async {
        let no = results::add(&app, &actor, &format!("{key}-1"), code, draft).await?;
        let key = format!("{key}-2");
        let remarks = results::finalise(&app, &actor, &key, code, no, finish).await?;
        Ok::<_, crate::usecases::UseCaseError>((no, remarks))
    });
    app.store.close();
    let (no, remarks) = done?;
    output::json(&serde_json::json!({
        "result": no, "attachment": attachment, "form": form, "remarks": remarks,
    }))
}

fn list(args: &ListArgs) -> Result<(), Failure> {
    let (app, _) = args.place.open()?;
    let actor = script_actor(&app, None)?;
    let all = runtime()?.block_on(results::list(&app, &actor, &args.dossier));
    app.store.close();
    for result in all? {
        let date = result.date.map_or("-".to_owned(), |d| d.to_string());
        output::line(&format!(
            "{}  {}  {}  {date}  {}",
            result.no,
            result.state.label(),
            result.number,
            result.title
        ));
    }
    Ok(())
}
