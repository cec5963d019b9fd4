//! Handing back: the sheet, who may collect, the list to the post.

use axum::extract::{Path, State as Extract};
use axum::response::Json as Reply;

use super::super::auth::SignedIn;
use super::super::body::{Json, RequestKey};
use super::super::problem::Failed;
use super::super::{State, convert};
use crate::domain::handing_back::Standing;
use crate::usecases::handing_back;
use crate::usecases::post_list::{self as use_post, Letter};
use crate::usecases::rules::iso;
use crate::wire::{
    CollectorShown, CollectorStanding, PostListMade, PostListRequest, PostLists, PostWaiting,
    Problem, ReturnSheet,
};

/// What to see and check before the result is handed back.
#[utoipa::path(get, path = "/api/dossiers/{code}/return", params(("code" = String, Path)), security(("bearer" = [])),
    responses((status = 200, body = ReturnSheet), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn sheet(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
) -> Result<Reply<ReturnSheet>, Failed> {
    let sheet = handing_back::sheet(&state.app, &actor, &code).await?;
    Ok(Reply(convert::return_sheet(sheet)))
}

/// In what standing somebody may collect; changes nothing.
#[utoipa::path(post, path = "/api/dossiers/{code}/collector", request_body = CollectorShown, security(("bearer" = [])),
    params(("code" = String, Path)),
    responses((status = 200, body = CollectorStanding), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 413, body = Problem),
              (status = 422, body = Problem)))]
pub(super) async fn collector(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    Path(code): Path<String>,
    Json(body): Json<CollectorShown>,
) -> Result<Reply<CollectorStanding>, Failed> {
    let collector = convert::collector(&body)?;
    let standing = handing_back::check(&state.app, &actor, &code, &collector).await?;
    let id = match standing {
        Standing::Owner => "owner",
        Standing::Submitter => "submitter",
        Standing::Authorised => "authorised",
    };
    Ok(Reply(CollectorStanding {
        standing: id.to_owned(),
        label: standing.label().to_owned(),
    }))
}

/// Makes a hand-over list to the post; every dossier on it is handed back by post with it.
#[utoipa::path(post, path = "/api/post-lists", request_body = PostListRequest, security(("bearer" = [])),
    params(("Idempotency-Key" = String, Header)),
    responses((status = 200, body = PostListMade), (status = 400, body = Problem), (status = 401, body = Problem),
              (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
              (status = 412, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn post_list(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
    RequestKey(key): RequestKey,
    Json(body): Json<PostListRequest>,
) -> Result<Reply<PostListMade>, Failed> {
    let letters = body.letters.into_iter().map(|letter| Letter {
        code: letter.code,
        consignment: letter.consignment,
    });
    let letters = letters.collect();
    let made = use_post::make(&state.app, &actor, &key, &body.carrier, letters).await?;
    Ok(Reply(PostListMade {
        id: made.id,
        number: made.number,
        letters: i64::try_from(made.letters).unwrap_or(0),
        carrier: body.carrier,
        at: String::new(),
    }))
}

/// Results that wait for the post at the officer's desk, and the lists made there.
#[utoipa::path(get, path = "/api/post-lists", security(("bearer" = [])),
    responses((status = 200, body = PostLists), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub(super) async fn post_lists(
    Extract(state): Extract<State>,
    SignedIn(actor): SignedIn,
) -> Result<Reply<PostLists>, Failed> {
    let found = use_post::post_desk(&state.app, &actor).await?;
    let waiting = found.waiting.into_iter().map(|dossier| PostWaiting {
        owner: dossier.content.owner.name.to_string(),
        address: dossier.content.owner.address.to_string(),
        procedure: dossier.content.procedure_name.clone(),
        collect_at: dossier.content.collect_at.to_string(),
        code: dossier.code,
    });
    let made = found.made.into_iter().map(|(list, letters)| PostListMade {
        id: list.id,
        number: list.number,
        letters,
        carrier: list.carrier,
        at: iso(list.at),
    });
    Ok(Reply(PostLists {
        waiting: waiting.collect(),
        made: made.collect(),
    }))
}
