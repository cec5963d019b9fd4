//! `motcua show` and `motcua act`: one dossier in full, and one act on it, for scripts.

use clap::Args;

use super::exit::{Exit, Failure};
use super::output;
use super::place::{Place, runtime};
use super::receive::{read, script_actor};
use crate::server;
use crate::wire::ActRequest;

/// Options of `motcua show`.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// Mã hồ sơ
    dossier: String,
    /// Cán bộ đứng tên (chỉ ở cơ quan trình diễn)
    #[arg(long, value_name = "THƯ")]
    officer: Option<String>,
    #[command(flatten)]
    place: Place,
}

/// Shows the dossier as JSON: content, steps, life, trail, and what this officer may do now.
///
/// # Errors
/// No such dossier for this officer; the store.
pub fn show(args: &ShowArgs) -> Result<(), Failure> {
    let (app, _) = args.place.open()?;
    let actor = script_actor(&app, args.officer.as_deref())?;
    let view = runtime()?.block_on(server::open_wire(&app, &actor, &args.dossier))?;
    app.store.close();
    output::json(&view)
}

/// Options of `motcua act`.
#[derive(Debug, Args)]
pub struct ActArgs {
    /// Mã hồ sơ
    dossier: String,
    /// Việc cần làm, như forward, take, approve, request_supplement (xem motcua show)
    act: String,
    /// Lý do hoặc ghi chú
    #[arg(long, default_value = "")]
    note: String,
    /// Tệp JSON của các nội dung khác mà việc này cần (papers, due, amount_dong…); “-” là đầu vào chuẩn
    #[arg(long, value_name = "TỆP")]
    json: Option<String>,
    /// Phiên bản hồ sơ đã xem; bỏ trống là phiên bản đang có
    #[arg(long)]
    seen: Option<i64>,
    /// Khóa chống gửi trùng
    #[arg(long, value_name = "KHÓA")]
    key: Option<String>,
    /// Cán bộ đứng tên (chỉ ở cơ quan trình diễn)
    #[arg(long, value_name = "THƯ")]
    officer: Option<String>,
    #[command(flatten)]
    place: Place,
}

/// Does the act and answers JSON.
///
/// # Errors
/// No such act or dossier; refused by the life cycle; somebody was faster; the store.
pub fn run(args: &ActArgs) -> Result<(), Failure> {
    let order = order(args)?;
    let (app, _) = args.place.open()?;
    let actor = script_actor(&app, args.officer.as_deref())?;
    let key = args.key.clone();
    let key = key.unwrap_or_else(|| uuid::Uuid::now_v7().to_string());
    let done = runtime()?.block_on(async {
        let seen = match args.seen {
            Some(seen) => seen,
            None => {
                let view = server::open_wire(&app, &actor, &args.dossier).await?;
                view.line.version
            }
        };
        server::act_wire(&app, &actor, &key, (&args.dossier, seen), order).await
    })?;
    app.store.close();
    output::json(&done)
}

fn order(args: &ActArgs) -> Result<ActRequest, Failure> {
    let mut order = match &args.json {
        Some(name) => details(name)?,
        None => ActRequest::default(),
    };
    order.act.clone_from(&args.act);
    if !args.note.is_empty() {
        order.note.clone_from(&args.note);
    }
    Ok(order)
}

fn details(name: &str) -> Result<ActRequest, Failure> {
    let wrong = |error: serde_json::Error| {
        let text = format!(
            "Tệp {name} không đúng mẫu ({error}). Chưa có gì được lưu. Sửa tệp rồi chạy lại."
        );
        Failure::new(Exit::Refused, "MC-9024", text)
    };
    serde_json::from_str(&read(name)?).map_err(wrong)
}
