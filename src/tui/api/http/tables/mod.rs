//! Tables of the office: one file each, from the server's answer to rows and acts, and from an order
//! to the call that carries it out.

pub(in crate::tui::api) mod books;
mod flows;
pub(in crate::tui::api) mod post;
pub(in crate::tui::api) mod receipts;
pub(in crate::tui::api) mod shifts;
pub(in crate::tui::api) mod staffing;

use chrono::NaiveDate;

use super::super::{OrderRequest, Ordered, Table, TableOf};
use super::{failure, said};
use crate::client::Client;
use crate::messages::say;
use crate::tui::api::Failure;
use crate::wire::Me;

/// A table as it is now.
pub(super) async fn table(client: &Client, me: &Me, of: &TableOf) -> Result<Table, Failure> {
    match of {
        TableOf::Receipts(code) => receipts::table(client, me, code).await,
        TableOf::Books => books::table(client, me).await,
        TableOf::Shifts => shifts::table(client, me).await,
        TableOf::Post => post::table(client).await,
        TableOf::Deputies => staffing::deputies(client, me).await,
        TableOf::Duties => staffing::duties(client, me).await,
    }
    .map_err(failure)
}

/// Carries out an order.
pub(super) async fn carry_out(client: &Client, order: &OrderRequest) -> Result<Ordered, Failure> {
    match order.act.as_str() {
        "cancel_receipt" => receipts::cancel(client, order).await,
        "replace_receipt" => receipts::replace(client, order).await,
        "refund_receipt" => receipts::refund(client, order).await,
        "issue_receipt" => receipts::issue(client, order).await,
        "add_book" => books::add(client, order).await,
        "approve_shift" => shifts::approve(client, order).await,
        "post_list" => post::make(client, order).await,
        "deputise" | "end_deputy" => staffing::deputise(client, order).await,
        "put_on_duty" | "end_duty" => staffing::put_on_duty(client, order).await,
        "accept_process" => flows::accept(client, order).await,
        other => {
            let text = say!("tables.unknown_act", other);
            return Err(said("MC-9060", &text));
        }
    }
    .map_err(failure)
}

/// One sentence, and nothing to print.
fn done(words: String) -> Ordered {
    Ordered {
        words,
        papers: Vec::new(),
    }
}

/// Why the role may not, when it lacks the right; the server has the last word.
fn lacks(me: &Me, right: &str, words: &str) -> Option<String> {
    let held = me.rights.iter().any(|own| own == right);
    (!held).then(|| words.to_owned())
}

/// A moment for a narrow column: `20/11 09:41`.
fn moment(iso: &str) -> String {
    let day = iso.get(..10).and_then(|day| day.parse::<NaiveDate>().ok());
    match (day, iso.get(11..16)) {
        (Some(day), Some(time)) => format!("{} {time}", day.format("%d/%m")),
        _ => iso.to_owned(),
    }
}

fn day(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}
