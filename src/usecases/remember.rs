//! Remember (người đã nộp): who has been here before, with what they gave last time, and what they
//! have handed in today already.

use super::find::found_rows;
use super::rules::date;
use super::{App, UseCaseError};
use crate::domain::lifecycle::State;
use crate::domain::org::Actor;
use crate::domain::person::{Person, bare};
use crate::domain::role::{Permit, Right};
use crate::domain::scope::Reader;
use crate::records::people::{Earlier, MOST, earlier};
use crate::text::fold;

/// Somebody known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// As they were when they last came.
    pub person: Person,
    /// Code of that dossier.
    pub code: String,
    /// When that was, UTC milliseconds.
    pub at: i64,
}

/// The answer to a name, an identity number or a telephone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Remembered {
    /// People, who came last first; each once.
    pub people: Vec<Known>,
    /// Codes of dossiers of the same procedure received today.
    pub today: Vec<String>,
}

/// Who of the dossiers `actor` may see is meant by `text`; `procedure` is the one being taken in.
///
/// # Errors
/// Not allowed to receive; the store.
pub async fn remember(
    app: &App,
    actor: &Actor,
    text: &str,
    procedure: &str,
) -> Result<Remembered, UseCaseError> {
    let _permit = Permit::ask(actor, Right::Receive)?;
    let reader = Reader::searching(actor)?;
    let (engine, asked) = (app.store.engine(), text.to_owned());
    let found = app
        .store
        .read(move |tx| {
            let mut rows = found_rows(tx, engine, &asked, reader.clone())?;
            // What was deleted by mistake of the desk is no earlier visit, also for who may see it.
            rows.retain(|row| row.state != State::Deleted);
            rows.truncate(MOST);
            earlier(tx, &reader, &rows)
        })
        .await?;
    let today = date(app.clock.now());
    let same_day = |e: &&Earlier| date(e.received_at) == today;
    let again = |e: &&Earlier| same_day(e) && e.content.procedure == procedure;
    Ok(Remembered {
        today: found.iter().filter(again).map(|e| e.code.clone()).collect(),
        people: known(found, text),
    })
}

/// Each person of `found` once, as they were last, if they are meant by `text`.
fn known(found: Vec<Earlier>, text: &str) -> Vec<Known> {
    let mut people: Vec<Known> = Vec::new();
    for Earlier {
        code,
        received_at,
        content,
    } in found
    {
        let parties = std::iter::once(content.owner).chain(content.submitter);
        for person in parties.filter(|person| is_meant(person, text)) {
            if people.iter().all(|known| !is_same(&known.person, &person)) {
                let (code, at) = (code.clone(), received_at);
                people.push(Known { person, code, at });
            }
        }
    }
    people
}

/// A dossier is found by its owner and by its submitter: only one of them may be meant.
fn is_meant(person: &Person, text: &str) -> bool {
    if text.chars().any(|c| c.is_ascii_digit()) {
        return person.numbers().contains(&bare(text));
    }
    let (name, words) = (person.search_key(), fold(text));
    words.split(' ').all(|word| name.contains(word))
}

fn is_same(a: &Person, b: &Person) -> bool {
    match (a.identity.as_str(), b.identity.as_str()) {
        ("", _) | (_, "") => a.search_key() == b.search_key() && a.birth == b.birth,
        (a, b) => a == b,
    }
}
