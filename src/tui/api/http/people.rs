//! Known people as the intake shows them.

use crate::tui::api::KnownPerson;
use crate::wire;

/// Somebody known.
pub fn known(known: wire::KnownPerson) -> KnownPerson {
    let person = known.person;
    let mut day: Vec<&str> = known.day.split('-').collect();
    day.reverse();
    KnownPerson {
        last: day.join("/"),
        values: vec![
            ("name", person.name),
            ("identity", person.identity),
            ("born", person.birth),
            ("phone", person.phone),
            ("email", person.email),
            ("address", person.address),
        ],
    }
}
