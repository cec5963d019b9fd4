//! `motcua print`: one form of one dossier into a file.

use std::path::PathBuf;

use clap::Args;

use super::exit::Failure;
use super::output;
use super::place::{Place, runtime};
use super::receive::{script_actor, write};
use crate::usecases::print_form::{self, Subject};

/// Options of `motcua print`.
#[derive(Debug, Args)]
pub struct PrintArgs {
    /// Mẫu in: mau-01, mau-01-a4, phieu-kiem-soat …
    form: String,
    /// Mã hồ sơ
    dossier: String,
    /// Tệp PDF
    #[arg(long, value_name = "TỆP")]
    out: PathBuf,
    #[command(flatten)]
    place: Place,
}

/// Prints and records the print.
///
/// # Errors
/// No such dossier or form; the file cannot be written.
pub fn run(args: &PrintArgs) -> Result<(), Failure> {
    let (app, _) = args.place.open()?;
    let actor = script_actor(&app, None)?;
    let subject = Subject::Dossier(args.dossier.clone());
    let pdf = runtime()?.block_on(print_form::pdf(&app, &actor, &subject, &args.form))?;
    app.store.close();
    write(&args.out, &pdf)?;
    output::json(&serde_json::json!({ "file": args.out, "bytes": pdf.len() }))
}
