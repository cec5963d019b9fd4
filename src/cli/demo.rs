//! `motcua demo`: the demonstration office at one key; `motcua demo fill`: made-up dossiers for trying the program at size.

use std::time::Instant;

use chrono::NaiveDateTime;
use clap::{Args, Subcommand};
use serde::Serialize;

use super::desk::{self, DeskArgs};
use super::exit::{Exit, Failure};
use super::output;
use super::place::Place;
use crate::home::{Folders, StartError, load_rules};
use crate::usecases::demo_fill::{Filled, Order, fill};
use crate::usecases::rules::instant;

/// Options of `motcua demo`.
#[derive(Debug, Args)]
pub struct DemoArgs {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    desk: DeskArgs,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Tạo hồ sơ giả cho cơ quan trình diễn (kho trống), cùng số gieo cho cùng dữ liệu
    Fill {
        /// Số hồ sơ
        #[arg(long, value_name = "SỐ", default_value_t = 1_000)]
        dossiers: usize,
        /// Số gieo
        #[arg(long, value_name = "SỐ", default_value_t = 1)]
        seed: u64,
        /// Thời điểm cuối, ví dụ 2026-07-14T10:00 (mặc định: bây giờ)
        #[arg(long, value_name = "NGÀY_GIỜ", value_parser = moment)]
        until: Option<NaiveDateTime>,
        #[command(flatten)]
        place: Place,
    },
}

/// The summary for scripts.
#[derive(Serialize)]
struct Summary {
    #[serde(flatten)]
    filled: Filled,
    seed: u64,
    seconds: f64,
}

/// Opens the demonstration office, never a real one; or fills it and answers a summary.
///
/// # Errors
/// Not the demonstration office, not empty, the store.
pub fn run(args: &DemoArgs) -> Result<(), Failure> {
    let Some(What::Fill {
        dossiers,
        seed,
        until,
        place,
    }) = &args.what
    else {
        return show(&args.desk);
    };
    let (app, _) = place.open()?;
    let order = Order {
        dossiers: *dossiers,
        seed: *seed,
        until: until.map(instant),
    };
    let begun = Instant::now();
    let mut told = 0;
    let filled = fill(&app, order, &mut |so_far: Filled| {
        // About a hundred lines however many dossiers.
        if so_far.dossiers >= told {
            told = so_far.dossiers + dossiers / 100 + 1;
            eprintln!(
                "{}/{dossiers} hồ sơ, {} sự kiện",
                so_far.dossiers, so_far.events
            );
        }
    })?;
    app.store.close();
    let seconds = (begun.elapsed().as_secs_f64() * 10.0).round() / 10.0;
    output::json(&Summary {
        filled,
        seed: *seed,
        seconds,
    })
}

fn show(desk: &DeskArgs) -> Result<(), Failure> {
    let folders = Folders::find(desk.place().data.as_deref()).ok_or(StartError::NoHome)?;
    if load_rules(&folders.config)?.office.demo {
        return desk::run(desk);
    }
    let text = format!(
        "{} là cơ quan thật, không phải trình diễn. Chưa mở gì. Dùng motcua demo --data với một thư mục trống.",
        folders.office().display()
    );
    Err(Failure::new(Exit::Refused, "MC-9094", text))
}

fn moment(text: &str) -> Result<NaiveDateTime, String> {
    ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
        .ok_or_else(|| "viết như 2026-07-14T10:00".to_owned())
}
