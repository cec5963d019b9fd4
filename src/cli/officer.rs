//! `motcua officer token`: a token for an officer of a real office; shown once, kept as a hash.

use clap::{Args, Subcommand};

use super::exit::Failure;
use super::output;
use super::place::{Place, runtime};
use crate::usecases::sign_in::issue_token;

/// Options of `motcua officer`.
#[derive(Debug, Args)]
pub struct OfficerArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Cấp mã đăng nhập cho cán bộ; chỉ hiện một lần
    Token {
        /// Thư công vụ của cán bộ
        officer: String,
        #[command(flatten)]
        place: Place,
    },
}

/// Issues a token.
///
/// # Errors
/// No such officer; the store.
pub fn run(args: &OfficerArgs) -> Result<(), Failure> {
    let What::Token { officer, place } = &args.what;
    let (app, _) = place.open()?;
    let token = runtime()?.block_on(issue_token(&app, officer))?;
    app.store.close();
    output::line(&token);
    Ok(())
}
