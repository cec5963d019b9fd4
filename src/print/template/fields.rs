//! Which fields each kind of template may use: `print-templates/fields.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// Field name → what it holds, in Vietnamese.
pub type Names = BTreeMap<String, String>;

/// One kind of template: a form that the program can fill.
#[derive(Clone, Debug, Deserialize)]
pub struct Kind {
    /// What the kind is called.
    pub label: String,
    /// Its own fields.
    #[serde(default)]
    pub fields: Names,
    /// Beginning of further field names, such as the answers of an intake form.
    #[serde(default)]
    pub prefix: Option<String>,
    /// Its lists: columns of each.
    #[serde(default)]
    pub lists: BTreeMap<String, Names>,
}

/// All kinds, and the fields that every kind has.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Catalog {
    /// Fields of every form.
    #[serde(default)]
    pub common: Names,
    /// Flags of every form, for `when` and `unless`.
    #[serde(default)]
    pub flags: Names,
    /// Kinds by name.
    #[serde(default)]
    pub kind: BTreeMap<String, Kind>,
}

/// The catalogue that belongs to this build: a field is a promise of the program, so an office
/// cannot add one by editing the file.
pub fn catalog() -> &'static Catalog {
    static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
        toml::from_str(include_str!("../../../print-templates/fields.toml")).unwrap_or_default()
    });
    &CATALOG
}

/// Label of the copy being printed; filled by the layout.
const COPY: &str = "copy";

impl Catalog {
    /// Whether `name` (or `list.column`) may stand in a text of this kind.
    pub fn has_field(&self, kind: &str, name: &str) -> bool {
        let Some(own) = self.kind.get(kind) else {
            return false;
        };
        match name.split_once('.') {
            Some((list, column)) => own.lists.get(list).is_some_and(|c| c.contains_key(column)),
            None => {
                let open = own.prefix.as_ref();
                name == COPY
                    || own.fields.contains_key(name)
                    || self.common.contains_key(name)
                    || open.is_some_and(|prefix| name.starts_with(prefix.as_str()))
            }
        }
    }

    /// What a field or list of this kind holds.
    pub fn meaning(&self, kind: &str, name: &str) -> Option<&str> {
        let own = self.kind.get(kind)?.fields.get(name);
        own.or_else(|| self.common.get(name)).map(String::as_str)
    }

    /// Whether `name` may stand in `when` or `unless`: a field, a flag or a list.
    pub fn has_condition(&self, kind: &str, name: &str) -> bool {
        self.has_field(kind, name) || self.flags.contains_key(name) || self.has_list(kind, name)
    }

    /// Whether the kind has this list.
    pub fn has_list(&self, kind: &str, list: &str) -> bool {
        self.kind
            .get(kind)
            .is_some_and(|k| k.lists.contains_key(list))
    }

    /// The allowed names nearest to a wrong one, for the mend.
    pub fn near(&self, kind: &str, name: &str) -> Vec<String> {
        let Some(own) = self.kind.get(kind) else {
            return Vec::new();
        };
        let columns = own
            .lists
            .iter()
            .flat_map(|(l, c)| c.keys().map(move |k| format!("{l}.{k}")));
        let all = own
            .fields
            .keys()
            .chain(self.common.keys())
            .cloned()
            .chain(columns);
        let mut scored: Vec<_> = all.map(|n| (distance(&n, name), n)).collect();
        scored.sort();
        scored.into_iter().take(3).map(|(_, n)| n).collect()
    }
}

/// Edit distance of two names.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let change = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_is_readable_and_suggests() {
        let c = catalog();
        assert!(c.kind.len() >= 5, "fields.toml is read");
        assert!(c.has_field("receipt", "papers.name") && c.has_field("receipt", "copy"));
        assert_eq!(c.near("receipt", "owner_nam")[0], "owner_name");
    }
}
