//! Accepting what is not right with a process: a named person answers for following it all the same.

use super::done;
use crate::client::Client;
use crate::messages::say;
use crate::tui::api::{OrderRequest, Ordered};
use crate::wire::{AcceptRequest, Problem};

pub(super) async fn accept(client: &Client, order: &OrderRequest) -> Result<Ordered, Box<Problem>> {
    let finding = order.value("finding");
    let one = (!finding.is_empty() && finding != "all").then(|| finding.to_owned());
    let body = AcceptRequest {
        findings: one.into_iter().collect(),
        reason: order.value("reason").to_owned(),
    };
    let process = order.targets.first().map_or("", String::as_str);
    let accepted = client.accept_process(process, &order.key, &body).await?;
    Ok(done(say!(
        "flows.points_accepted",
        count = accepted.findings.len()
    )))
}
