//! `motcua doctor`: one page that tells whether this installation is well.

use clap::Args;
use serde::Serialize;

use super::exit::Failure;
use super::output;
use super::place::{Place, runtime};
use crate::records::{outbox, settings};
use crate::store::Engine;
use crate::usecases::verify::verify;

/// Options of `motcua doctor`.
#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// Trả lời bằng JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Serialize)]
struct Report {
    version: &'static str,
    engine: &'static str,
    data: String,
    config: String,
    office: String,
    demo: bool,
    calendar_until: String,
    procedures: usize,
    catalogue: String,
    outbox_waiting: i64,
    events: i64,
    dossiers: i64,
    trail_whole: bool,
}

/// Looks at everything and says what it saw.
///
/// # Errors
/// The installation cannot be opened.
pub fn run(args: &DoctorArgs) -> Result<(), Failure> {
    let (app, folders) = args.place.open()?;
    let verdict = runtime()?.block_on(verify(&app, &[]))?;
    let waiting = app
        .store
        .read_blocking(outbox::waiting)
        .map_err(crate::usecases::UseCaseError::from)?;
    let office = app.store.read_blocking(|tx| settings::get(tx, "office"));
    let office = office
        .map_err(crate::usecases::UseCaseError::from)?
        .unwrap_or_default();
    let rules = &app.rules;
    let report = Report {
        version: env!("CARGO_PKG_VERSION"),
        engine: if app.store.engine() == Engine::Sqlite {
            "sqlite"
        } else {
            "postgres"
        },
        data: folders.data.display().to_string(),
        config: folders.config.display().to_string(),
        office,
        demo: rules.office.demo,
        calendar_until: rules.calendar.ends_on().to_string(),
        procedures: rules.catalogue.index().len(),
        catalogue: rules.catalogue.version().to_owned(),
        outbox_waiting: waiting,
        events: verdict.events,
        dossiers: verdict.dossiers,
        trail_whole: verdict.faults.is_empty(),
    };
    app.store.close();
    if args.json {
        return output::json(&report);
    }
    print(&report);
    Ok(())
}

fn print(report: &Report) {
    let yes = |good: bool| {
        if good {
            "√ nguyên vẹn"
        } else {
            "× KHÔNG nguyên vẹn – chạy motcua audit verify"
        }
    };
    let lines = [
        format!(
            "motcua {} · kho {} tại {}",
            report.version, report.engine, report.data
        ),
        format!(
            "Cơ quan: {}{}",
            report.office,
            if report.demo { " (trình diễn)" } else { "" }
        ),
        format!("Cấu hình: {}", report.config),
        format!("Lịch làm việc đến hết {}", report.calendar_until),
        format!(
            "Danh mục: {} thủ tục, phiên bản {}",
            report.procedures, report.catalogue
        ),
        format!("Thông báo chờ gửi: {}", report.outbox_waiting),
        format!(
            "Lưu vết: {} sự kiện, {} hồ sơ, {}",
            report.events,
            report.dossiers,
            yes(report.trail_whole)
        ),
    ];
    lines.iter().for_each(|line| output::line(line));
}
