//! A plain pattern for symbols and series: fixed letters, `[classes]` and `{counts}`.

use serde::Deserialize;

/// The whole text must fit: `EBL0[12]`, `[0-9]{2}T[A-E]{2}`. Length is fixed, so there is nothing to try
/// twice.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Pattern {
    text: String,
    letters: Vec<Vec<(char, char)>>,
}

impl Pattern {
    /// Whether `text` fits.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        let fits = |(class, c): (&Vec<(char, char)>, char)| {
            class.iter().any(|(low, high)| (*low..=*high).contains(&c))
        };
        text.chars().count() == self.letters.len()
            && self.letters.iter().zip(text.chars()).all(fits)
    }

    /// The pattern as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// Longest text a pattern may describe.
const LONGEST: usize = 40;

impl TryFrom<String> for Pattern {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = |why: &str| format!("mẫu “{text}” sai: {why}");
        let mut letters: Vec<Vec<(char, char)>> = Vec::new();
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            match c {
                '[' => letters.push(class(&mut rest).ok_or_else(|| wrong("lớp [..] không đóng"))?),
                '{' => {
                    let count: String = rest.by_ref().take_while(|c| *c != '}').collect();
                    let count: usize = count.parse().map_err(|_| wrong("số lần {n} sai"))?;
                    let last = letters
                        .pop()
                        .ok_or_else(|| wrong("{n} không đứng sau gì"))?;
                    if count == 0 || count > LONGEST {
                        return Err(wrong("số lần {n} sai"));
                    }
                    letters.extend(std::iter::repeat_n(last, count));
                }
                '\\' | '*' | '+' | '?' | '(' | ')' | '|' | '.' | '^' | '$' | ']' | '}' => {
                    return Err(wrong("chỉ dùng chữ, số, [..] và {n}"));
                }
                c => letters.push(vec![(c, c)]),
            }
            if letters.len() > LONGEST {
                return Err(wrong("dài quá 40 chữ"));
            }
        }
        if letters.is_empty() {
            return Err(wrong("để trống"));
        }
        Ok(Self { text, letters })
    }
}

/// The letters up to `]`; none when it is not closed or empty.
fn class(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Option<Vec<(char, char)>> {
    let mut found = Vec::new();
    loop {
        let low = rest.next()?;
        if low == ']' {
            return (!found.is_empty()).then_some(found);
        }
        if rest.peek() != Some(&'-') {
            found.push((low, low));
            continue;
        }
        rest.next();
        let high = rest.next()?;
        if high == ']' || high < low {
            return None;
        }
        found.push((low, high));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(text: &str) -> Result<Pattern, String> {
        Pattern::try_from(text.to_owned())
    }

    #[test]
    fn fits_the_whole_text_or_not_at_all() {
        let series = pattern("[0-9]{2}T[A-CX]{2}").unwrap();
        assert!(series.matches("26TAX"));
        for wrong in ["26TA", "26TAXX", "2ATAX", "26tax", "26TDX", ""] {
            assert!(!series.matches(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_pattern_that_is_none_is_named() {
        for wrong in ["", "[", "[]", "[9-0]", "a{0}", "{2}", "a*", "a{x}", "^a$"] {
            assert!(pattern(wrong).is_err(), "{wrong}");
        }
    }
}
