//! Papers of many dossiers: the register book of the desk, the record of a hand-over.

use super::done;
use crate::client::Client;
use crate::tui::api::http::failure;
use crate::tui::api::http::paper::Paper;
use crate::tui::api::{Failure, OrderRequest, Ordered};
use crate::wire::{HandOverPrint, RegisterPrint};

pub(super) async fn register(
    client: &Client,
    paper: &Paper,
    order: &OrderRequest,
) -> Result<Ordered, Failure> {
    let text = |id: &str| order.value(id).to_owned();
    let body = RegisterPrint {
        from: text("from"),
        to: text("to"),
        book: text("book"),
        reason: text("again"),
    };
    let name = format!("so-theo-doi-{}-{}", body.from, body.to);
    let pdf = client.print_register(&body).await.map_err(failure)?;
    deliver(paper, name, pdf).await
}

pub(super) async fn hand_over(
    client: &Client,
    paper: &Paper,
    order: &OrderRequest,
) -> Result<Ordered, Failure> {
    let first = order.targets.first().map_or("", String::as_str);
    let name = format!("bien-ban-giao-nhan-{first}-{}", order.targets.len());
    let body = HandOverPrint {
        dossiers: order.targets.clone(),
        receiver: order.value("receiver").to_owned(),
        reason: order.value("again").to_owned(),
    };
    let pdf = client.print_hand_over(&body).await.map_err(failure)?;
    deliver(paper, name, pdf).await
}

async fn deliver(paper: &Paper, name: String, pdf: Vec<u8>) -> Result<Ordered, Failure> {
    let printed = paper.clone().hand_on(name, pdf).await?;
    Ok(done(format!("{} {}", printed.words, printed.file)))
}
