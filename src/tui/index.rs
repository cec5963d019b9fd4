//! All procedures, as the desk searches them while typing.

use std::collections::HashMap;

use crate::text::procedure_search::{SearchEntry, search};

use super::api::ProcedureLine;

const OWN: &str = "own";

/// The procedures and their search keys, made once.
#[derive(Debug, Default)]
pub struct Index {
    lines: Vec<ProcedureLine>,
    entries: Vec<SearchEntry>,
    uses: HashMap<String, u32>,
}

impl Index {
    /// Folds the names, once.
    pub fn new(lines: Vec<ProcedureLine>) -> Self {
        let entry = |p: &ProcedureLine| {
            let levels: &[&str] = if p.own_level { &[OWN] } else { &[] };
            SearchEntry::new(&p.code, &p.name, levels)
        };
        Self {
            entries: lines.iter().map(entry).collect(),
            uses: lines
                .iter()
                .filter(|p| p.uses > 0)
                .map(|p| (p.code.clone(), p.uses))
                .collect(),
            lines,
        }
    }

    /// How many procedures there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether none has arrived yet.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The procedure at a place.
    pub fn get(&self, place: u32) -> Option<&ProcedureLine> {
        self.lines.get(place as usize)
    }

    /// The procedure with this code.
    pub fn by_code(&self, code: &str) -> Option<&ProcedureLine> {
        self.lines.iter().find(|p| p.code == code)
    }

    fn search(&self, query: &str) -> Vec<u32> {
        let hits = search(&self.entries, query, OWN, &self.uses);
        hits.into_iter().map(|hit| hit.position as u32).collect()
    }
}

/// The list while a query is being typed.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Narrowing {
    query: Option<String>,
    /// Places found, best first.
    pub found: Vec<u32>,
}

impl Narrowing {
    /// The list for `query`.
    pub fn update(&mut self, index: &Index, query: &str) {
        if self.query.as_deref() == Some(query) {
            return;
        }
        // More words cannot bring back what fewer words did not find; more digits of a code can.
        let longer = self
            .query
            .as_deref()
            .is_some_and(|q| !q.is_empty() && query.starts_with(q));
        let words = query.starts_with(|c: char| !c.is_ascii_digit());
        if !(longer && words && self.found.is_empty()) {
            self.found = index.search(query);
        }
        self.query = Some(query.to_owned());
    }

    /// Searches again, after the procedures themselves changed.
    pub fn restart(&mut self, index: &Index) {
        let query = self.query.take().unwrap_or_default();
        self.update(index, &query);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(code: &str, name: &str, own_level: bool, uses: u32) -> ProcedureLine {
        ProcedureLine {
            code: code.into(),
            name: name.into(),
            own_level,
            uses,
            ..Default::default()
        }
    }

    fn index() -> Index {
        Index::new(vec![
            line("1.001193", "Thủ tục đăng ký khai sinh", true, 9),
            line("1.000656", "Thủ tục đăng ký khai tử", true, 2),
            line("2.000815", "Chứng thực bản sao từ bản chính", true, 50),
            line("1.009999", "Đăng ký hòa giải viên", false, 99),
        ])
    }

    /// Types the query letter by letter.
    fn codes(query: &str) -> Vec<String> {
        let index = index();
        let mut list = Narrowing::default();
        list.update(&index, "");
        for end in query.char_indices().map(|(i, c)| i + c.len_utf8()) {
            list.update(&index, &query[..end]);
        }
        list.found
            .iter()
            .filter_map(|p| index.get(*p))
            .map(|p| p.code.clone())
            .collect()
    }

    #[test]
    fn own_level_then_most_used() {
        assert_eq!(codes(""), ["2.000815", "1.001193", "1.000656", "1.009999"]);
    }

    #[test]
    fn words_in_any_order_without_accents() {
        assert_eq!(codes("sinh khai"), ["1.001193"]);
        assert_eq!(codes("dang ky"), ["1.001193", "1.000656", "1.009999"]);
        assert_eq!(codes("hoà giải"), ["1.009999"]);
        assert_eq!(codes("1193"), ["1.001193"], "although 119 finds nothing");
        assert_eq!(codes("khong co dau"), Vec::<String>::new());
    }

    #[test]
    fn deleting_widens_again() {
        let index = index();
        let mut list = Narrowing::default();
        list.update(&index, "khai sinhh");
        assert!(list.found.is_empty());
        list.update(&index, "khai sinh");
        assert_eq!(list.found.len(), 1);
        list.update(&index, "khai");
        assert_eq!(list.found.len(), 2);
    }
}
