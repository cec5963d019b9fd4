//! All procedures, as the desk searches them while typing.

use crate::text::procedure_search::{ProcedureSearch, Searched};

use super::api::ProcedureLine;

/// The procedures and their search keys, made once.
#[derive(Debug, Default)]
pub struct Index {
    lines: Vec<ProcedureLine>,
    search: ProcedureSearch,
}

impl Index {
    /// Folds the names, once.
    pub fn new(lines: Vec<ProcedureLine>) -> Self {
        Self {
            search: ProcedureSearch::new(lines.iter().map(searched)),
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
}

fn searched(line: &ProcedureLine) -> Searched<'_> {
    Searched {
        code: &line.code,
        name: &line.name,
        own_level: line.own_level,
        used: line.uses,
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
        list.update(&index, "dang ky");
        assert_eq!(list.found.len(), 3, "other words look among all");
        list.update(&index, "");
        assert_eq!(list.found.len(), 4);
        assert_eq!(list.shorter, [], "what is kept is what is typed");
    }
}
