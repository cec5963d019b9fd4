//! Search among all procedures while typing: every word, any order, no accents.

use crate::text::fold;

use super::api::ProcedureLine;

/// All procedures, in the order of the list: this desk's level first, most used first.
#[derive(Debug, Default)]
pub struct Index {
    lines: Vec<ProcedureLine>,
    /// Folded ` code words of the name`, each word after one space.
    keys: Vec<String>,
}

impl Index {
    /// Sorts and folds the procedures, once.
    pub fn new(mut lines: Vec<ProcedureLine>) -> Self {
        lines.sort_by(|a, b| {
            let rank = |p: &ProcedureLine| (!p.own_level, std::cmp::Reverse(p.uses));
            rank(a).cmp(&rank(b)).then_with(|| a.code.cmp(&b.code))
        });
        let keys = lines.iter().map(|p| search_key(&p.code, &p.name)).collect();
        Self { lines, keys }
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

    /// The places of all procedures.
    pub fn all(&self) -> Vec<u32> {
        (0..self.lines.len() as u32).collect()
    }

    /// The places among `within` whose code or name holds every word of `query`; an exact code
    /// comes first.
    pub fn search(&self, query: &str, within: &[u32]) -> Vec<u32> {
        let folded = fold(query);
        let words: Vec<String> = folded
            .split(|c: char| !c.is_alphanumeric() && c != '.')
            .filter(|w| !w.is_empty())
            .map(|w| if w.starts_with(|c: char| c.is_ascii_digit()) { w.into() } else { format!(" {w}") })
            .collect();
        let fits = |place: &&u32| {
            self.keys.get(**place as usize).is_some_and(|key| words.iter().all(|w| key.contains(w.as_str())))
        };
        let mut found: Vec<u32> = within.iter().filter(fits).copied().collect();
        let exact = |place: &u32| self.get(*place).is_some_and(|p| p.code == folded);
        if let Some(at) = found.iter().position(exact) {
            found[..=at].rotate_right(1);
        }
        found
    }
}

fn search_key(code: &str, name: &str) -> String {
    let folded = fold(name);
    let mut key = String::with_capacity(code.len() + folded.len() + 2);
    key.push(' ');
    key.push_str(code);
    for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        key.push(' ');
        key.push_str(word);
    }
    key
}

/// The list while a query is being typed: each longer query searches only what the last one found.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Narrowing {
    query: String,
    /// Places found, in order.
    pub found: Vec<u32>,
}

impl Narrowing {
    /// The list for `query`.
    pub fn update(&mut self, index: &Index, query: &str) {
        if self.query == query && !(query.is_empty() && self.found.len() != index.len()) {
            return;
        }
        let narrower = !self.query.is_empty() && query.starts_with(&self.query);
        if query.trim().is_empty() {
            self.found = index.all();
        } else if narrower {
            self.found = index.search(query, &self.found);
        } else {
            self.found = index.search(query, &index.all());
        }
        self.query = query.to_owned();
    }

    /// Searches again, after the procedures themselves changed.
    pub fn restart(&mut self, index: &Index) {
        let query = std::mem::take(&mut self.query);
        self.found.clear();
        self.update(index, &query);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(code: &str, name: &str, own_level: bool, uses: u32) -> ProcedureLine {
        ProcedureLine { code: code.into(), name: name.into(), own_level, uses, ..Default::default() }
    }

    fn index() -> Index {
        Index::new(vec![
            line("1.001193", "Thủ tục đăng ký khai sinh", true, 9),
            line("1.000656", "Thủ tục đăng ký khai tử", true, 2),
            line("2.000815", "Chứng thực bản sao từ bản chính", true, 50),
            line("1.009999", "Đăng ký hòa giải viên", false, 99),
        ])
    }

    fn codes(query: &str) -> Vec<String> {
        let index = index();
        let mut list = Narrowing::default();
        for end in query.char_indices().map(|(i, c)| i + c.len_utf8()) {
            list.update(&index, &query[..end]);
        }
        if query.is_empty() {
            list.update(&index, "");
        }
        list.found.iter().filter_map(|p| index.get(*p)).map(|p| p.code.clone()).collect()
    }

    #[test]
    fn own_level_then_most_used() {
        assert_eq!(codes(""), ["2.000815", "1.001193", "1.000656", "1.009999"]);
    }

    #[test]
    fn words_in_any_order_without_accents() {
        assert_eq!(codes("sinh khai"), ["1.001193"]);
        assert_eq!(codes("Đăng Kí"), Vec::<String>::new());
        assert_eq!(codes("dang ky"), ["1.001193", "1.000656", "1.009999"]);
        assert_eq!(codes("hoà giải"), ["1.009999"]);
        assert_eq!(codes("1193"), ["1.001193"]);
        assert_eq!(codes("1.009999"), ["1.009999"]);
    }

    #[test]
    fn deleting_widens_again() {
        let index = index();
        let mut list = Narrowing::default();
        list.update(&index, "khai sinh");
        list.update(&index, "khai");
        assert_eq!(list.found.len(), 2);
    }
}
