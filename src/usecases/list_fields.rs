//! The fields of papers of many dossiers.

use super::Rules;
use super::paper_fields::head;
use super::rules::local;
use crate::domain::dossier::Dossier;
use crate::domain::life::Life;
use crate::domain::lifecycle::State;
use crate::domain::org::Actor;
use crate::print::{FormData, date_words};
use crate::records::register::Entry;

/// A day in milliseconds: the last day of a range is the one before its end.
const DAY_MS: i64 = 24 * 3_600_000;

/// The register book of the officer's desk between `start` and `end` (UTC milliseconds, the end not
/// in it).
pub(super) fn register_fields(
    rules: &Rules,
    actor: &Actor,
    (start, end): (i64, i64),
    book: &str,
    rows: &[Entry],
) -> FormData {
    let last_day = end - DAY_MS;
    let mut data = head(rules, actor.org(), actor.officer(), last_day);
    data.set("from_date", date_words(start));
    data.set("to_date", date_words(last_day));
    data.set("book_number", book);
    data.set("row_count", rows.len().to_string());
    let place = rules.office.org(actor.org()).map_or("", |o| &o.place);
    for (i, row) in rows.iter().enumerate() {
        let content = &row.content;
        data.push_row(
            "rows",
            [
                ("number", (i + 1).to_string()),
                ("code", row.code.clone()),
                ("content", content.summary.to_string()),
                ("sets", format!("{:02}", content.sets)),
                ("owner", content.owner.name.to_string()),
                ("address", content.owner.address.to_string()),
                ("phone", content.owner.phone.to_string()),
                ("received", day(row.received_at)),
                ("due", row.due_at.map_or(String::new(), day)),
                ("returned", row.returned_at.map_or(String::new(), day)),
                ("collector", collector(&row.life)),
                ("clerk", rules.office.officer_name(&row.clerk).to_owned()),
                ("place", place.to_owned()),
                ("note", remark(row.state)),
            ],
        );
    }
    data
}

/// Ends other than a result are remarked.
fn remark(state: State) -> String {
    if state.is_final() && state != State::ResultReturned {
        return state.label().to_owned();
    }
    String::new()
}

fn collector(life: &Life) -> String {
    let named = life.collector.as_ref().map(|c| c.name.to_string());
    let posted = life.posted.as_ref().filter(|number| !number.is_empty());
    named
        .or_else(|| posted.map(|number| format!("Bưu chính: {number}")))
        .unwrap_or_default()
}

/// The record of a hand-over of `dossiers` by the officer; its time is written by hand.
pub(super) fn hand_over_fields(
    rules: &Rules,
    actor: &Actor,
    receiver: &str,
    dossiers: &[Dossier],
) -> FormData {
    let received = dossiers.iter().map(|d| d.clock.received_at);
    // A reprint of the same dossiers has the same bytes, so the date is left to the hand.
    let mut data = head(
        rules,
        actor.org(),
        actor.officer(),
        received.max().unwrap_or(0),
    );
    data.set("issued_date", "");
    let unit = |org: &str| {
        rules
            .office
            .org(org)
            .map_or(org.to_owned(), |o| o.name.clone())
    };
    data.set("giver_org", unit(actor.org()));
    data.set("receiver_org", unit(receiver));
    data.set("giver_name", actor.name());
    data.set("row_count", dossiers.len().to_string());
    for (i, dossier) in dossiers.iter().enumerate() {
        let (content, clock) = (&dossier.content, &dossier.clock);
        data.push_row(
            "rows",
            [
                ("number", (i + 1).to_string()),
                ("code", dossier.code.clone()),
                ("content", content.summary.to_string()),
                ("org", unit(&dossier.position.org)),
                ("received", day(clock.received_at)),
                ("due", clock.due_at.map_or(String::new(), day)),
                ("limit", clock.limit.in_words()),
                ("sets", format!("{:02}", content.sets)),
                ("owner", content.owner.name.to_string()),
            ],
        );
    }
    data
}

fn day(at: i64) -> String {
    local(at).format("%d/%m/%Y").to_string()
}
