//! An act chosen from a list, without the dossier open.

use super::failure::{failure, said};
use super::{from_wire, to_wire};
use crate::client::Client;
use crate::messages::Text;
use crate::tui::api::{ActOn, ActRequest, Failure, Reply};

/// The first of the acts that the dossier allows; when none is, why not. The version is the one seen
/// in the list, so that a dossier that moved since is refused and not moved twice.
pub(super) async fn act_on(client: &Client, order: &ActOn) -> Result<Reply, Failure> {
    let request = &order.request;
    let act = match order.acts.as_slice() {
        [only] => only.clone(),
        several => {
            let view = client.dossier(&request.dossier).await.map_err(failure)?;
            let offered = |id: &String| view.acts.iter().find(|a| a.act == *id);
            let offers: Vec<_> = several.iter().filter_map(offered).collect();
            let open = offers.iter().find(|a| a.blocked.is_none());
            open.map(|a| a.act.clone()).ok_or_else(|| {
                let why = offers.iter().find_map(|a| a.blocked.clone());
                said(
                    "MC-9050",
                    &why.unwrap_or_else(|| NOTHING_TO_DO.words().to_owned()),
                )
            })?
        }
    };
    let body = to_wire::act(&ActRequest {
        act,
        ..request.clone()
    });
    let acted = client.act(&request.dossier, request.version, &request.key, &body);
    let acted = acted.await.map_err(failure)?;
    Ok(Reply::ActedOn(from_wire::acted(&acted), acted.version))
}

const NOTHING_TO_DO: Text = Text::of("http.nothing_to_do");
