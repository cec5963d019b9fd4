//! `motcua find`: dossiers by code, last digits, name, telephone or identity number.

use clap::Args;

use super::exit::Failure;
use super::output;
use super::place::{Place, runtime};
use super::receive::script_actor;
use crate::server;

/// Options of `motcua find`.
#[derive(Debug, Args)]
pub struct FindArgs {
    /// Điều cần tìm; nhiều từ không cần đặt trong ngoặc kép
    #[arg(required = true, num_args = 1.., value_name = "TỪ")]
    words: Vec<String>,
    /// Trả lời bằng JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Place,
}

/// Searches; nothing found is an answer, not a failure.
///
/// # Errors
/// The store.
pub fn run(args: &FindArgs) -> Result<(), Failure> {
    let (app, _) = args.place.open()?;
    let actor = script_actor(&app, None)?;
    let page = runtime()?.block_on(server::find_wire(&app, &actor, &args.words.join(" ")))?;
    app.store.close();
    if args.json {
        return output::json(&page);
    }
    for row in &page.rows {
        let due = row.due.as_deref().unwrap_or("-");
        output::line(&format!(
            "{}  {}  {}  {due}",
            row.code, row.owner, row.state_label
        ));
    }
    output::line(&format!(
        "{} hồ sơ, tìm theo {}",
        page.rows.len(),
        page.about
    ));
    Ok(())
}
