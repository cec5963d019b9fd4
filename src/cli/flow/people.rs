//! `motcua flow accept|staff|deputy|roster`: each is one use case and one event.

use chrono::NaiveDate;
use clap::Args;

use super::super::exit::Failure;
use super::super::output;
use super::super::place::{Place, runtime};
use super::super::receive::script_actor;
use crate::domain::org::Actor;
use crate::domain::process::StepKind;
use crate::usecases::App;
use crate::usecases::accept_process;
use crate::usecases::deputise::{DeputyRequest, deputise};
use crate::usecases::roster::{DutyRequest, put_on_duty};
use crate::usecases::staff::{StaffRequest, staff as use_staff};
use crate::usecases::staffing::StaffingError;
use crate::worktime::Half;

/// Who does it, and where.
#[derive(Debug, Args)]
struct By {
    /// Cán bộ đứng tên (chỉ ở cơ quan trình diễn; cơ quan thật dùng biến MOTCUA_OFFICER_TOKEN)
    #[arg(long = "by", value_name = "THƯ")]
    by: Option<String>,
    #[command(flatten)]
    place: Place,
}

impl By {
    fn open(&self) -> Result<(App, Actor, String), Failure> {
        let (app, _) = self.place.open()?;
        let actor = script_actor(&app, self.by.as_deref())?;
        Ok((app, actor, uuid::Uuid::now_v7().to_string()))
    }
}

/// Options of `motcua flow accept`.
#[derive(Debug, Args)]
pub struct AcceptArgs {
    /// Mã quy trình
    process: String,
    /// Điểm được nhận, ví dụ divided hoặc unstaffed:3; không ghi là mọi điểm nhận được
    #[arg(long = "finding", value_name = "ĐIỂM")]
    findings: Vec<String>,
    /// Vì sao vẫn dùng quy trình này
    #[arg(long, value_name = "LÝ_DO")]
    reason: String,
    #[command(flatten)]
    by: By,
}

/// Accepts findings.
///
/// # Errors
/// As the use case.
pub fn accept(args: &AcceptArgs) -> Result<(), Failure> {
    let (app, actor, key) = args.by.open()?;
    let accepting = accept_process::accept(
        &app,
        &actor,
        &key,
        &args.process,
        &args.findings,
        &args.reason,
    );
    let done = runtime()?.block_on(accepting)?;
    app.store.close();
    output::json(&done)
}

/// Options of `motcua flow staff`.
#[derive(Debug, Args)]
pub struct StaffArgs {
    /// Đơn vị
    #[arg(long, value_name = "ĐƠN_VỊ")]
    org: String,
    /// Vai trò ở bước
    #[arg(long, value_name = "VAI_TRÒ")]
    role: String,
    /// Cán bộ; bỏ trống là trả lại cho cả nhóm
    #[arg(long, value_name = "THƯ", default_value = "")]
    officer: String,
    /// Chỉ thủ tục này (mã quốc gia)
    #[arg(long, value_name = "MÃ", default_value = "")]
    procedure: String,
    /// Chỉ lĩnh vực này
    #[arg(long, value_name = "LĨNH_VỰC", default_value = "")]
    field: String,
    /// Chỉ loại bước này: receive, examine, approve, sign, issue, return
    #[arg(long, value_name = "LOẠI")]
    kind: Option<String>,
    /// Từ ngày (mặc định: hôm nay)
    #[arg(long, value_name = "NGÀY")]
    from: Option<NaiveDate>,
    /// Đến hết ngày (mặc định: không hạn)
    #[arg(long, value_name = "NGÀY")]
    to: Option<NaiveDate>,
    #[command(flatten)]
    by: By,
}

/// Sets the usual officer of a step.
///
/// # Errors
/// As the use case.
pub fn staff(args: &StaffArgs) -> Result<(), Failure> {
    let kind = args.kind.as_deref().map(|kind| {
        let wrong = || crate::usecases::UseCaseError::from(StaffingError::NoKind(kind.to_owned()));
        StepKind::from_id(kind).ok_or_else(wrong)
    });
    let request = StaffRequest {
        org: args.org.clone(),
        procedure: args.procedure.clone(),
        field: args.field.clone(),
        role: args.role.clone(),
        kind: kind.transpose()?,
        officer: args.officer.clone(),
        from: args.from,
        to: args.to,
    };
    let (app, actor, key) = args.by.open()?;
    let entry = runtime()?.block_on(use_staff(&app, &actor, &key, request))?;
    app.store.close();
    output::json(&entry)
}

/// Options of `motcua flow deputy`.
#[derive(Debug, Args)]
pub struct DeputyArgs {
    /// Đơn vị
    #[arg(long, value_name = "ĐƠN_VỊ")]
    org: String,
    /// Cán bộ vắng mặt
    #[arg(long, value_name = "THƯ")]
    officer: String,
    /// Người làm thay; bỏ trống là cán bộ đã đi làm lại
    #[arg(long, value_name = "THƯ", default_value = "")]
    deputy: String,
    /// Từ ngày (mặc định: hôm nay)
    #[arg(long, value_name = "NGÀY")]
    from: Option<NaiveDate>,
    /// Đến hết ngày
    #[arg(long, value_name = "NGÀY")]
    to: Option<NaiveDate>,
    /// Lý do
    #[arg(long, value_name = "LÝ_DO")]
    reason: String,
    #[command(flatten)]
    by: By,
}

/// Sets a deputy.
///
/// # Errors
/// As the use case.
pub fn deputy(args: &DeputyArgs) -> Result<(), Failure> {
    let (app, actor, key) = args.by.open()?;
    let request = DeputyRequest {
        org: args.org.clone(),
        officer: args.officer.clone(),
        deputy: args.deputy.clone(),
        from: args.from,
        to: args.to,
        reason: args.reason.clone(),
    };
    let entry = runtime()?.block_on(deputise(&app, &actor, &key, request))?;
    app.store.close();
    output::json(&entry)
}

/// Options of `motcua flow roster`.
#[derive(Debug, Args)]
pub struct RosterArgs {
    /// Đơn vị
    #[arg(long, value_name = "ĐƠN_VỊ")]
    org: String,
    /// Vai trò trực
    #[arg(long, value_name = "VAI_TRÒ")]
    role: String,
    /// Cán bộ; bỏ trống là bỏ lượt trực
    #[arg(long, value_name = "THƯ", default_value = "")]
    officer: String,
    /// Từ ngày
    #[arg(long, value_name = "NGÀY")]
    from: NaiveDate,
    /// Đến hết ngày (mặc định: chỉ ngày đầu)
    #[arg(long, value_name = "NGÀY")]
    to: Option<NaiveDate>,
    /// Buổi: am hoặc pm (mặc định: cả ngày)
    #[arg(long, value_name = "BUỔI", value_parser = half)]
    half: Option<Half>,
    #[command(flatten)]
    by: By,
}

fn half(text: &str) -> Result<Half, String> {
    match text {
        "am" => Ok(Half::Am),
        "pm" => Ok(Half::Pm),
        _ => Err("viết am hoặc pm".to_owned()),
    }
}

/// Sets a turn of duty.
///
/// # Errors
/// As the use case.
pub fn roster(args: &RosterArgs) -> Result<(), Failure> {
    let (app, actor, key) = args.by.open()?;
    let request = DutyRequest {
        org: args.org.clone(),
        role: args.role.clone(),
        officer: args.officer.clone(),
        from: args.from,
        to: args.to,
        half: args.half,
    };
    let entry = runtime()?.block_on(put_on_duty(&app, &actor, &key, request))?;
    app.store.close();
    output::json(&entry)
}
