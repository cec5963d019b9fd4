//! Who has been at the desk before.

/// Somebody known, as they were last.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KnownPerson {
    /// Part of a person (`name`, `identity`, `born`, `phone`, `email`, `address`) and what it held.
    pub values: Vec<(&'static str, String)>,
    /// Day of their last dossier, `dd/mm/yyyy`.
    pub last: String,
}

impl KnownPerson {
    /// What one part held.
    pub fn value(&self, part: &str) -> &str {
        let found = self.values.iter().find(|(known, _)| *known == part);
        found.map_or("", |(_, text)| text)
    }
}
