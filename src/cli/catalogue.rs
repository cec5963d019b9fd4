//! `motcua catalogue`: check the files, propose a change, look at it, approve or refuse it.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::exit::{Exit, Failure};
use super::output;
use super::place::{Place, runtime};
use super::receive::script_actor;
use crate::catalogue::{ChangeSet, FieldChange, Problem, check_office, check_shipped};
use crate::records::catalogue_changes::CatalogueChange;
use crate::usecases::change_catalogue::{self, Decided, Difference, Verdict, kept_difference};
use crate::usecases::rules::local;

/// Arguments of `motcua catalogue`.
#[derive(Debug, Args)]
pub struct CatalogueArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Kiểm tra thủ tục, quy trình, biểu mẫu: báo tệp, dòng và cách sửa
    Check {
        /// Thư mục của cơ quan có catalogue/, processes/, forms/; không ghi thì kiểm tra dữ liệu kèm theo chương trình
        dir: Option<PathBuf>,
    },
    /// Đề nghị một thay đổi danh mục: kiểm tra, cho xem phần khác nhau, chờ người thứ hai duyệt
    Propose {
        /// Thư mục có catalogue/, processes/, forms/, calendars/, policies.toml, schemes.toml
        dir: PathBuf,
        /// Ngày bắt đầu hiệu lực, ví dụ 2026-01-31
        #[arg(long, value_name = "NGÀY")]
        valid_from: NaiveDate,
        /// Lý do, căn cứ
        #[arg(long, value_name = "LÝ_DO")]
        reason: String,
        #[command(flatten)]
        who: Who,
    },
    /// Các thay đổi gần đây
    List {
        #[command(flatten)]
        who: Who,
    },
    /// Xem một thay đổi: từng thủ tục, cũ → mới
    Show {
        /// Số của thay đổi
        id: i64,
        #[command(flatten)]
        who: Who,
    },
    /// Duyệt một thay đổi (người khác người đề nghị)
    Approve {
        /// Số của thay đổi
        id: i64,
        /// Ý kiến
        #[arg(long, value_name = "Ý_KIẾN", default_value = "")]
        reason: String,
        #[command(flatten)]
        who: Who,
    },
    /// Từ chối một thay đổi, kèm lý do
    Refuse {
        /// Số của thay đổi
        id: i64,
        /// Lý do
        #[arg(long, value_name = "LÝ_DO")]
        reason: String,
        #[command(flatten)]
        who: Who,
    },
    /// Rút đề nghị của chính mình
    Withdraw {
        /// Số của thay đổi
        id: i64,
        #[command(flatten)]
        who: Who,
    },
}

/// In whose name, on which installation.
#[derive(Debug, Args)]
pub struct Who {
    /// Cán bộ đứng tên (chỉ ở cơ quan trình diễn)
    #[arg(long, value_name = "THƯ")]
    pub officer: Option<String>,
    #[command(flatten)]
    pub place: Place,
}

/// Checks, proposes, shows or decides.
///
/// # Errors
/// `MC-3102` when a file has a problem; each is printed as `file:line: what – mend`; as the use cases.
pub fn run(args: CatalogueArgs) -> Result<(), Failure> {
    match args.action {
        Action::Check { dir } => check(dir.as_deref()),
        Action::Propose {
            dir,
            valid_from,
            reason,
            who,
        } => propose(&dir, valid_from, &reason, &who),
        Action::List { who } => list(&who),
        Action::Show { id, who } => show(id, &who),
        Action::Approve { id, reason, who } => decide(id, Verdict::Approve, &reason, &who),
        Action::Refuse { id, reason, who } => decide(id, Verdict::Refuse, &reason, &who),
        Action::Withdraw { id, who } => decide(id, Verdict::Withdraw, "", &who),
    }
}

fn check(dir: Option<&Path>) -> Result<(), Failure> {
    let checked = dir.map_or_else(check_shipped, check_office);
    faulty(&checked.problems)?;
    output::line(&format!(
        "Đúng cả: {} thủ tục, {} quy trình, {} biểu mẫu.",
        checked.procedures, checked.processes, checked.forms
    ));
    Ok(())
}

fn faulty(problems: &[Problem]) -> Result<(), Failure> {
    for problem in problems {
        output::line(&problem.to_string());
    }
    let count = problems.len();
    if count == 0 {
        return Ok(());
    }
    let text = format!(
        "Dữ liệu danh mục có {count} lỗi, ghi ở trên. Chưa có gì bị thay đổi. Hãy sửa từng dòng rồi kiểm tra lại."
    );
    Err(Failure::new(Exit::Refused, "MC-3102", text))
}

fn propose(dir: &Path, valid_from: NaiveDate, reason: &str, who: &Who) -> Result<(), Failure> {
    let set = match ChangeSet::read(dir, valid_from) {
        Ok(set) => set,
        Err(problems) => return faulty(&problems),
    };
    let (app, _) = who.place.open()?;
    let actor = script_actor(&app, who.officer.as_deref())?;
    // The same folder proposed twice by mistake is one proposal.
    let key = format!("propose/{}", &set.digest()[..32]);
    let runtime = runtime()?;
    let done = runtime.block_on(change_catalogue::propose(&app, &actor, &key, set, reason))?;
    let change = runtime.block_on(change_catalogue::one(&app, &actor, done.id))?;
    print(&change);
    app.store.close();
    Ok(())
}

fn list(who: &Who) -> Result<(), Failure> {
    let (app, _) = who.place.open()?;
    let actor = script_actor(&app, who.officer.as_deref())?;
    for change in runtime()?.block_on(change_catalogue::newest(&app, &actor))? {
        let procedures = kept_difference(&change).procedures.len();
        output::line(&format!(
            "{}  {}  từ {}  {procedures} thủ tục  {}",
            change.id,
            change.state.label(),
            change.valid_from.format("%d/%m/%Y"),
            change.reason
        ));
    }
    app.store.close();
    Ok(())
}

fn show(id: i64, who: &Who) -> Result<(), Failure> {
    let (app, _) = who.place.open()?;
    let actor = script_actor(&app, who.officer.as_deref())?;
    let change = runtime()?.block_on(change_catalogue::one(&app, &actor, id))?;
    print(&change);
    app.store.close();
    Ok(())
}

fn decide(id: i64, verdict: Verdict, reason: &str, who: &Who) -> Result<(), Failure> {
    let (app, _) = who.place.open()?;
    let actor = script_actor(&app, who.officer.as_deref())?;
    let key = uuid::Uuid::now_v7().to_string();
    let deciding = change_catalogue::decide(&app, &actor, &key, id, verdict, reason);
    let done: Decided = runtime()?.block_on(deciding)?;
    output::json(&done)?;
    app.store.close();
    Ok(())
}

fn print(change: &CatalogueChange) {
    output::line(&format!(
        "Thay đổi số {} · {} · {} đề nghị {}",
        change.id,
        change.state.label(),
        change.author,
        local(change.at).format("%H:%M %d/%m/%Y")
    ));
    output::line(&format!(
        "Hiệu lực từ {} · {}",
        change.valid_from.format("%d/%m/%Y"),
        change.reason
    ));
    if let Some(by) = &change.decided_by {
        let words = change.decided_reason.as_deref().unwrap_or_default();
        output::line(&format!("Quyết định: {by} · {words}"));
    }
    difference(&kept_difference(change));
}

fn difference(difference: &Difference) {
    for affected in &difference.procedures {
        let own = &affected.difference;
        output::line(&format!(
            "\n{} {} – {}",
            own.code,
            own.name,
            own.fate.label()
        ));
        fields(&own.fields);
        if affected.open > 0 {
            output::line(&format!(
                "  {} hồ sơ đang giải quyết giữ nguyên quy định cũ",
                affected.open
            ));
        }
    }
    if !difference.others.is_empty() {
        output::line("\nLịch, chính sách, quy tắc mã");
        fields(&difference.others);
    }
}

/// `old → new`, a value a line.
pub fn fields(changes: &[FieldChange]) {
    let shown = |text: &str| match text {
        "" => "(không có)".to_owned(),
        text => text.to_owned(),
    };
    for change in changes {
        let (old, new) = (shown(&change.old), shown(&change.new));
        output::line(&format!("  {}: {old} → {new}", change.field));
    }
}
