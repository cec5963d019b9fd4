//! Questions about money, and their answers in one sentence.

use super::super::{Ask, Reply};
use crate::client::Client;
use crate::messages::say;
use crate::text::amount::{figures, signed_figures};
use crate::wire::{CollectedView, Problem};

/// Answers a question about money; anything else is none of ours and changes nothing.
pub(super) async fn answer(client: &Client, ask: &Ask) -> Result<Reply, Box<Problem>> {
    Ok(match ask {
        Ask::Fees(code) => Reply::Fees(Box::new(client.fees(code).await?)),
        Ask::Collect { code, key, request } => {
            Reply::Money(collected(&client.collect(code, key, request).await?))
        }
        Ask::Exempt { code, key, request } => {
            let done = client.exempt(code, key, request).await?;
            Reply::Money(say!("money.exempted", count = done.lines.len()))
        }
        Ask::OpenShift { key, request } => {
            let shift = client.open_shift(key, request).await?;
            Reply::Money(say!(
                "money.shift_opened",
                id = shift.id,
                opening_dong = signed_figures(shift.opening_dong)
            ))
        }
        Ask::CloseShift { id, key, request } => {
            let shift = client.close_shift(*id, key, request).await?;
            Reply::Money(say!("money.shift_closed", id = shift.id))
        }
        _ => till(client).await?,
    })
}

async fn till(client: &Client) -> Result<Reply, Box<Problem>> {
    let own = client.own_shift().await?;
    Ok(Reply::Till(own.day_book.map(Box::new)))
}

fn collected(done: &CollectedView) -> String {
    let receipt = |r: &crate::wire::ReceiptView| match r.number.as_str() {
        "" => say!(
            "money.receipt_pending",
            kind_label = r.kind_label,
            amount_dong = figures(r.amount_dong)
        ),
        number => say!(
            "money.receipt_numbered",
            kind_label = r.kind_label,
            amount_dong = figures(r.amount_dong),
            number
        ),
    };
    let receipts: Vec<String> = done.receipts.iter().map(receipt).collect();
    let change = match done.change_dong {
        0 => String::new(),
        dong => say!("money.change_given", dong = figures(dong)),
    };
    say!("money.collected", join = receipts.join("; "), change)
}
