//! The office's files and its database.

use serde::Serialize;

use super::check::Check;
use crate::cli::exit::Failure;
use crate::cli::place::{Place, runtime};
use crate::home::{Folders, MachineClock, load_rules};
use crate::records::{outbox, settings, trail};
use crate::store::{Engine, StoreError};
use crate::usecases::verify::verify;
use crate::usecases::{App, Clock as _, UseCaseError};

/// What scripts read of the database.
#[derive(Debug, Serialize)]
pub struct StoreReport {
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

/// Office files first, then the database; the outer lines are there also when it cannot be opened.
pub fn checks(
    place: &Place,
    folders: &Folders,
) -> (Vec<Check>, Result<Option<StoreReport>, Failure>) {
    let mut checks = vec![office(folders)];
    if place.database.is_none() && !folders.database().exists() {
        if let Err(error) = std::fs::create_dir_all(&folders.data) {
            let failure = crate::home::StartError::Folder {
                path: folders.data.clone(),
                why: error.to_string(),
            };
            return (checks, Err(failure.into()));
        }
        checks.push(Check::care(
            "database",
            format!("Chưa có kho dữ liệu ở {}", folders.data.display()),
            "chạy motcua init để lập cơ quan, hoặc motcua để dùng thử",
        ));
        return (checks, Ok(None));
    }
    match place.open() {
        Ok((app, folders)) => {
            let looked = look(&app, &folders, &mut checks);
            app.store.close();
            (checks, looked.map(Some).map_err(Failure::from))
        }
        Err(failure) => {
            let seen = format!("Kho dữ liệu không mở được ({})", failure.code);
            checks.push(Check::bad("database", seen, "xem câu báo lỗi ở dưới"));
            (checks, Err(failure))
        }
    }
}

fn office(folders: &Folders) -> Check {
    const ID: &str = "office";
    match load_rules(&folders.config) {
        Ok(rules) => {
            let demo = if rules.office.demo {
                " (trình diễn)"
            } else {
                ""
            };
            let seen = format!(
                "Tệp cơ quan “{}”{demo}: {} đơn vị, {} cán bộ, {} thủ tục, lịch đến {}",
                rules.office.id,
                rules.office.orgs.len(),
                rules.office.officers.len(),
                rules.catalogue.index().len(),
                rules.calendar.ends_on().format("%d/%m/%Y"),
            );
            Check::ok(ID, seen)
        }
        Err(error) => {
            let text = error.to_string();
            let seen: Vec<&str> = text.lines().take(3).collect();
            let seen = format!("Tệp cơ quan: {}", seen.join(" "));
            Check::bad(ID, seen, "chạy motcua check, sửa từng dòng")
        }
    }
}

fn look(
    app: &App,
    folders: &Folders,
    checks: &mut Vec<Check>,
) -> Result<StoreReport, UseCaseError> {
    let engine = match app.store.engine() {
        Engine::Sqlite => "sqlite",
        Engine::Postgres => "postgres",
    };
    let quick: String = app.store.read_blocking(settings::quick_check)?;
    checks.push(match quick.as_str() {
        // Every migration was carried out or found as it shipped: otherwise it would not have opened.
        "ok" => Check::ok(
            "database",
            format!("Kho {engine}: nguyên vẹn, lược đồ đúng bản"),
        ),
        found => Check::bad(
            "database",
            format!("Kho {engine} hỏng: {found}"),
            "dừng làm việc, chép kho ra nơi khác rồi phục hồi bản sao lưu (motcua manual sao-luu)",
        ),
    });
    let runtime = runtime().map_err(|_| UseCaseError::from(StoreError::Closed));
    let verdict = runtime?.block_on(verify(app, &[]))?;
    let whole = verdict.faults.is_empty();
    let said = format!(
        "Lưu vết: {} việc, {} hồ sơ",
        verdict.events, verdict.dossiers
    );
    checks.push(match whole {
        true => Check::ok("trail", format!("{said}, nguyên vẹn")),
        false => Check::bad(
            "trail",
            format!("{said}, KHÔNG nguyên vẹn"),
            "chạy motcua audit verify",
        ),
    });
    checks.push(last_event(app)?);
    let waiting = app.store.read_blocking(outbox::waiting)?;
    let office = app.store.read_blocking(|tx| settings::get(tx, "office"))?;
    let rules = &app.rules;
    Ok(StoreReport {
        version: env!("CARGO_PKG_VERSION"),
        engine,
        data: folders.data.display().to_string(),
        config: folders.config.display().to_string(),
        office: office.unwrap_or_default(),
        demo: rules.office.demo,
        calendar_until: rules.calendar.ends_on().to_string(),
        procedures: rules.catalogue.index().len(),
        catalogue: rules.catalogue.version().to_owned(),
        outbox_waiting: waiting,
        events: verdict.events,
        dossiers: verdict.dossiers,
        trail_whole: whole,
    })
}

/// Nothing is written while the clock is behind the last event.
fn last_event(app: &App) -> Result<Check, UseCaseError> {
    let last = app.store.read_blocking(trail::seen_head)?;
    let behind = last.map_or(0, |last| (last.at - MachineClock.now()) / 1000);
    Ok(match behind {
        1.. => Check::bad(
            "clock_behind",
            format!("Đồng hồ máy chậm hơn việc cuối cùng {behind} giây: chưa ghi được gì"),
            "đặt lại giờ của máy",
        ),
        _ => Check::ok("clock_behind", "Đồng hồ không chậm hơn việc cuối cùng"),
    })
}
