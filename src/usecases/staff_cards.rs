//! Staff cards: given at the server, taken by a desk for as long as a working day after a password.
//!
//! A card is something one holds, and it can be lost or copied. So it never stands alone: it opens a
//! desk only while its officer has proved by password who that is (`card_hours` of the office).

use serde_json::json;

use super::accounts::{By, Entered, by_the_server, fail, known, open_session};
use super::sign_in::{actor, token_hash};
use super::write::unkeyed;
use super::{App, UseCaseError};
use crate::records::staff_cards;
use crate::store::StoreError;
use crate::text::{Secret, staff_card};

const HOUR_MS: i64 = 3_600_000;

/// Makes a card for `officer` and answers what is to stand on it; only its hash is kept. A card
/// given before ends.
///
/// # Errors
/// No such officer; the store.
pub async fn give(app: &App, officer: &str) -> Result<Secret, UseCaseError> {
    let officer = known(app, officer)?;
    let card = staff_card::of_secret(&app.secret(staff_card::LETTERS));
    let hash = token_hash(&card);
    unkeyed(app, move |tx, writing| {
        staff_cards::give(tx, &officer, &hash, writing.at)?;
        by_the_server(
            tx,
            writing,
            "card_given",
            "",
            &json!({ "officer": officer }),
        )
    })
    .await?;
    Ok(Secret::new(card))
}

/// Takes the card of `officer` away; false when there was none.
///
/// # Errors
/// No such officer; the store.
pub async fn withdraw(app: &App, officer: &str) -> Result<bool, UseCaseError> {
    let officer = known(app, officer)?;
    unkeyed(app, move |tx, writing| {
        let had = staff_cards::take(tx, &officer)?;
        if had {
            by_the_server(
                tx,
                writing,
                "card_withdrawn",
                "",
                &json!({ "officer": officer }),
            )?;
        }
        Ok(had)
    })
    .await
}

/// Opens a session for the officer whose card says `card`.
///
/// # Errors
/// [`UseCaseError::WrongCard`] for a strange card, for one whose officer has not come in by password
/// lately, and for an account that waits or is closed; the store.
pub async fn sign_in(app: &App, card: &Secret, client: &str) -> Result<Entered, UseCaseError> {
    let hash = token_hash(card.reveal());
    let found = app
        .store
        .read(move |tx| staff_cards::owner(tx, &hash))
        .await;
    let owner = found.map_err(|error: StoreError| UseCaseError::from(error))?;
    let hours = i64::from(app.rules.office.sign_in.card_hours);
    let fresh = |proved: i64| app.clock.now() - proved < hours * HOUR_MS;
    let officer = owner
        .filter(|(_, proved)| fresh(*proved))
        .and_then(|(id, _)| app.rules.office.officer(&id));
    let Some(officer) = officer else {
        return fail(app, None, client.to_owned(), UseCaseError::WrongCard).await;
    };
    let actor = actor(app, Some(officer), &officer.id, 0, client)?;
    open_session(app, actor, By::Card, |_| UseCaseError::WrongCard).await
}
