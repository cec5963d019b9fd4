//! All procedures, as the desk searches them while typing.

use std::collections::HashMap;

use crate::text::procedure_search::{ProcedureSearch, Searched};
use crate::text::{Packed, Span};

/// One procedure in the search list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ProcedureLine<'a> {
    /// National code, e.g. `1.001193`.
    pub code: &'a str,
    /// Full name.
    pub name: &'a str,
    /// Field of administration.
    pub field: &'a str,
    /// Time limit in words, e.g. `½ ngày`.
    pub limit: &'a str,
    /// Whether this desk's level receives it.
    pub own_level: bool,
    /// How often this desk received it; most used first.
    pub uses: u32,
}

/// The procedures and their search keys, made once and kept all day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Index {
    texts: Packed,
    rows: Vec<Row>,
    search: ProcedureSearch,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    code: Span,
    name: Span,
    field: Span,
    limit: Span,
    own_level: bool,
    uses: u32,
}

impl Index {
    /// Folds the names, once.
    pub fn new<'a>(lines: impl IntoIterator<Item = ProcedureLine<'a>>) -> Self {
        let mut texts = Packed::default();
        // Thousands of procedures share a few dozen fields and limits.
        let mut shared: HashMap<&str, Span> = HashMap::new();
        let row = |line: ProcedureLine<'a>| {
            let mut once = |text| *shared.entry(text).or_insert_with(|| texts.push(text));
            let (field, limit) = (once(line.field), once(line.limit));
            Row {
                code: texts.push(line.code),
                name: texts.push(line.name),
                field,
                limit,
                own_level: line.own_level,
                uses: line.uses,
            }
        };
        let mut rows: Vec<Row> = lines.into_iter().map(row).collect();
        texts.finish();
        rows.shrink_to_fit();
        let searched = |row: &Row| Searched {
            code: texts.get(row.code),
            name: texts.get(row.name),
            own_level: row.own_level,
            used: row.uses,
        };
        let search = ProcedureSearch::new(rows.iter().map(searched));
        Self {
            texts,
            rows,
            search,
        }
    }

    /// How many procedures there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether none has arrived yet.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The procedure at a place.
    pub fn get(&self, place: u32) -> Option<ProcedureLine<'_>> {
        self.rows.get(place as usize).map(|row| self.line(row))
    }

    /// The procedure with this code.
    pub fn by_code(&self, code: &str) -> Option<ProcedureLine<'_>> {
        self.lines().find(|line| line.code == code)
    }

    /// All, as they came.
    pub fn lines(&self) -> impl Iterator<Item = ProcedureLine<'_>> {
        self.rows.iter().map(|row| self.line(row))
    }

    fn line(&self, row: &Row) -> ProcedureLine<'_> {
        ProcedureLine {
            code: self.texts.get(row.code),
            name: self.texts.get(row.name),
            field: self.texts.get(row.field),
            limit: self.texts.get(row.limit),
            own_level: row.own_level,
            uses: row.uses,
        }
    }
}

/// The list while a query is being typed.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Narrowing {
    query: Option<String>,
    /// Places found, best first.
    pub found: Vec<u32>,
    /// What each shorter query found, the shortest first: a letter taken back needs no search.
    shorter: Vec<(String, Vec<u32>)>,
}

impl Narrowing {
    /// The list for `query`.
    pub fn update(&mut self, index: &Index, query: &str) {
        if self.query.as_deref() == Some(query) {
            return;
        }
        let found = std::mem::take(&mut self.found);
        if let Some(before) = self.query.replace(query.to_owned()) {
            self.shorter.push((before, found));
        }
        while (self.shorter.last()).is_some_and(|(words, _)| !query.starts_with(words.as_str())) {
            self.shorter.pop();
        }
        self.found = match self.shorter.last() {
            Some((words, _)) if words == query => self.shorter.pop().unwrap_or_default().1,
            // More words cannot bring back what fewer words did not find; more digits of a code can.
            Some((words, found))
                if !words.is_empty() && query.starts_with(|c: char| !c.is_ascii_digit()) =>
            {
                index.search.search(query, Some(found))
            }
            _ => index.search.search(query, None),
        };
    }

    /// Searches again, after the procedures themselves changed.
    pub fn restart(&mut self, index: &Index) {
        let query = std::mem::take(self).query.unwrap_or_default();
        self.update(index, &query);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line<'a>(code: &'a str, name: &'a str, own_level: bool, uses: u32) -> ProcedureLine<'a> {
        ProcedureLine {
            code,
            name,
            own_level,
            uses,
            ..Default::default()
        }
    }

    fn index() -> Index {
        Index::new([
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
            .map(|p| p.code.to_owned())
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
        list.update(&index, "dang ky");
        assert_eq!(list.found.len(), 3, "other words look among all");
        list.update(&index, "");
        assert_eq!(list.found.len(), 4);
        assert_eq!(list.shorter, [], "what is kept is what is typed");
    }
}
