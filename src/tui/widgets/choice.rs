//! One value of a coded field, found by its code, its name, or part of the name without accents.

use crate::text::fold;

/// A value to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is stored.
    pub code: String,
    /// What is shown.
    pub name: String,
    key: String,
}

impl Choice {
    /// A value with its code and its name.
    pub fn new(code: &str, name: &str) -> Self {
        let key = format!("{} {}", fold(code), fold(name));
        Self {
            code: code.to_owned(),
            name: name.to_owned(),
            key,
        }
    }

    /// Whether every word of `folded` occurs in the code or the name.
    pub fn fits(&self, folded: &str) -> bool {
        folded.split(' ').all(|word| self.key.contains(word))
    }
}

/// The value meant by `typed`: its number in the list (`1`…), its code, its whole name, or the
/// only one the words fit.
pub fn meant<'a>(choices: &'a [Choice], typed: &str) -> Option<&'a Choice> {
    let folded = fold(typed);
    if folded.is_empty() {
        return None;
    }
    let exact = |c: &&Choice| fold(&c.code) == folded || fold(&c.name) == folded;
    if let Some(choice) = choices.iter().find(exact) {
        return Some(choice);
    }
    let numbered = folded.parse::<usize>().ok().filter(|n| *n >= 1);
    if let Some(choice) = numbered.and_then(|n| choices.get(n - 1)) {
        return Some(choice);
    }
    let mut fitting = choices.iter().filter(|c| c.fits(&folded));
    fitting.next().filter(|_| fitting.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_number_code_name_or_part() {
        let list = [
            Choice::new("direct", "Trực tiếp tại quầy"),
            Choice::new("post", "Bưu chính công ích"),
            Choice::new("online", "Trực tuyến"),
        ];
        let code = |typed| meant(&list, typed).map(|c| c.code.as_str());
        assert_eq!(code("2"), Some("post"));
        assert_eq!(code("ONLINE"), Some("online"));
        assert_eq!(code("buu chinh"), Some("post"));
        assert_eq!(code("trực tuyến"), Some("online"));
        assert_eq!(code("truc"), None, "two fit");
        assert_eq!(code("xyz"), None);
        assert_eq!(code(""), None);
    }
}
