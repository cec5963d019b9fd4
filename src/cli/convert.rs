//! `motcua convert`: open dossiers put under the rules of today, one by its code or many of a procedure.

use chrono::NaiveDate;
use clap::Args;

use super::catalogue::{Who, fields};
use super::exit::{Exit, Failure};
use super::output;
use super::place::runtime;
use super::receive::script_actor;
use crate::domain::org::Actor;
use crate::domain::procedure::ProcedureCode;
use crate::usecases::App;
use crate::usecases::convert::{Many, Step, convert, convert_many, preview};
use crate::usecases::rules::instant;

/// Options of `motcua convert`.
#[derive(Debug, Args)]
pub struct ConvertArgs {
    /// Mã hồ sơ
    #[arg(conflicts_with = "procedure", required_unless_present = "procedure")]
    dossier: Option<String>,
    /// Mọi hồ sơ đang giải quyết của thủ tục này
    #[arg(long, value_name = "MÃ", requires = "received_before")]
    procedure: Option<String>,
    /// Chỉ hồ sơ nhận trước ngày này
    #[arg(long, value_name = "NGÀY", requires = "procedure")]
    received_before: Option<NaiveDate>,
    /// Lý do, căn cứ chuyển
    #[arg(
        long,
        value_name = "LÝ_DO",
        required_unless_present = "dry_run",
        default_value = ""
    )]
    reason: String,
    /// Chỉ xem phần sẽ khác, không chuyển
    #[arg(long, conflicts_with = "procedure")]
    dry_run: bool,
    #[command(flatten)]
    who: Who,
}

/// Shows or converts.
///
/// # Errors
/// As the use case; with `--procedure`, when any dossier was left.
pub fn run(args: &ConvertArgs) -> Result<(), Failure> {
    let (app, _) = args.who.place.open()?;
    let actor = script_actor(&app, args.who.officer.as_deref())?;
    let done = match (&args.dossier, &args.procedure) {
        (Some(code), _) => one(&app, &actor, code, args),
        (None, procedure) => many(&app, &actor, procedure.as_deref().unwrap_or(""), args),
    };
    app.store.close();
    done
}

fn one(app: &App, actor: &Actor, code: &str, args: &ConvertArgs) -> Result<(), Failure> {
    let runtime = runtime()?;
    let seen = runtime.block_on(preview(app, actor, code))?;
    fields(&seen.changes);
    if seen.back_to_desk {
        output::line("  Quy trình mới không có bước tương ứng: hồ sơ về lại một cửa.");
    }
    if args.dry_run {
        return Ok(());
    }
    let key = uuid::Uuid::now_v7().to_string();
    let about = (seen.code.as_str(), seen.version);
    let done = runtime.block_on(convert(app, actor, &key, about, &args.reason))?;
    output::json(&done)
}

fn many(app: &App, actor: &Actor, procedure: &str, args: &ConvertArgs) -> Result<(), Failure> {
    let unknown = || {
        Failure::from(crate::usecases::UseCaseError::NoProcedure(
            procedure.to_owned(),
        ))
    };
    let procedure_code = ProcedureCode::parse(procedure).ok_or_else(unknown)?;
    let before = args.received_before.unwrap_or_default();
    let many = Many {
        procedure: procedure_code,
        before: instant(before.and_time(chrono::NaiveTime::MIN)),
    };
    let (mut converted, mut current, mut left) = (0, 0, 0);
    let said = |step: Step| {
        match step {
            Step::Converted(done) => {
                converted += 1;
                output::line(&format!("{}  đã chuyển", done.code));
            }
            Step::Current(_) => current += 1,
            Step::Left(code, error) => {
                left += 1;
                output::line(&format!("{code}  {} {error}", error.code()));
            }
        }
        true
    };
    runtime()?.block_on(convert_many(app, actor, &many, &args.reason, said))?;
    output::line(&format!(
        "Đã chuyển {converted}, đang đúng phiên bản {current}, chưa chuyển được {left}."
    ));
    if left == 0 {
        return Ok(());
    }
    let text = format!(
        "Còn {left} hồ sơ chưa chuyển được, lý do ghi ở trên. Hồ sơ đã chuyển vẫn giữ. Sửa từng hồ sơ rồi chạy lại."
    );
    Err(Failure::new(Exit::Refused, "MC-3116", text))
}
