//! In which ways a receipt may be given on a day, and how its symbol, series and number look: rows with
//! validity dates, because the law of receipts changed in 2022 and again in 2026.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::fee::{FeeRefusal, When};
use super::receipt::ReceiptNumber;
use crate::text::amount::Dialect;

mod pattern;

pub use pattern::Pattern;

/// How a receipt is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Written by hand in a paper book; the number on the paper is typed in or taken from the book.
    HandBook,
    /// Printed by us on the paper of a book.
    PrintedBook,
    /// Made and signed by a licensed provider through a port.
    Electronic,
}

impl Mode {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::PrintedBook, Self::HandBook, Self::Electronic];

    /// Identifier in tables and on the wire.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::HandBook => "hand_book",
            Self::PrintedBook => "printed_book",
            Self::Electronic => "electronic",
        }
    }

    /// The mode of that identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.id() == id)
    }

    /// Name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::HandBook => "Viết tay theo quyển",
            Self::PrintedBook => "In trên quyển giấy",
            Self::Electronic => "Điện tử",
        }
    }

    /// Whether numbers come from a paper book of the office.
    #[must_use]
    pub fn has_book(self) -> bool {
        self != Self::Electronic
    }
}

/// One way of giving receipts during a period.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModeRule {
    /// Identifier, kept with every receipt.
    pub id: String,
    /// The way.
    pub mode: Mode,
    /// The law it rests on.
    pub law: String,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day, when it ends.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
    /// Form symbol (ký hiệu mẫu).
    pub symbol: Pattern,
    /// Series (ký hiệu).
    pub series: Pattern,
    /// Least digits of the printed number.
    pub digits: usize,
    /// Highest number.
    pub highest: u32,
    /// The series begins with the year of the receipt (NĐ 254/2026): numbers start anew each year.
    #[serde(default)]
    pub year_in_series: bool,
}

impl ModeRule {
    /// Whether it is in force on `date`.
    #[must_use]
    pub fn covers(&self, date: NaiveDate) -> bool {
        self.valid_from <= date && self.valid_to.is_none_or(|to| date <= to)
    }

    /// All of it in one line, for whoever compares two versions.
    #[must_use]
    pub fn in_words(&self) -> String {
        let to = self
            .valid_to
            .map_or(String::new(), |to| format!(" đến {to}"));
        let year = if self.year_in_series {
            ", ký hiệu theo năm"
        } else {
            ""
        };
        format!(
            "{}, {}, từ {}{to}; ký hiệu mẫu {}, ký hiệu {}, số {} chữ số đến {}{year}",
            self.mode.label(),
            self.law,
            self.valid_from,
            self.symbol.as_str(),
            self.series.as_str(),
            self.digits,
            self.highest,
        )
    }

    /// The number as printed: `0000123`.
    #[must_use]
    pub fn printed(&self, number: u32) -> String {
        format!("{number:0width$}", width = self.digits)
    }

    /// Whether a receipt made on `date` may carry `given`.
    ///
    /// # Errors
    /// [`FeeRefusal::WrongNumber`] says which part is wrong.
    pub fn accepts(&self, given: &ReceiptNumber, date: NaiveDate) -> Result<(), FeeRefusal> {
        let wrong = |what, text: &str| FeeRefusal::WrongNumber {
            what,
            text: text.to_owned(),
            rule: self.law.clone(),
        };
        if !self.symbol.matches(&given.symbol) {
            return Err(wrong("Ký hiệu mẫu", &given.symbol));
        }
        let year = format!("{:02}", date.year().rem_euclid(100));
        let dated = !self.year_in_series || given.series.starts_with(&year);
        if !self.series.matches(&given.series) || !dated {
            return Err(wrong("Ký hiệu", &given.series));
        }
        if given.number == 0 || given.number > self.highest {
            return Err(wrong("Số", &given.number.to_string()));
        }
        Ok(())
    }
}

/// The two regional words of amounts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    thousand: Thousand,
    zero: Zero,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
enum Thousand {
    #[serde(rename = "nghìn")]
    Nghin,
    #[serde(rename = "ngàn")]
    Ngan,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
enum Zero {
    #[serde(rename = "linh")]
    Linh,
    #[serde(rename = "lẻ")]
    Le,
}

/// When money is taken.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Collect {
    usual: When,
    #[serde(default)]
    before: Vec<String>,
    prefer: Vec<Mode>,
}

/// What is printed of a unit that collects, beside its name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Collector {
    /// Unit.
    pub org: String,
    /// Mã số thuế.
    pub tax_code: String,
    /// Who it collects for, when it is an agent.
    #[serde(default)]
    pub principal: String,
}

/// Receipt rules of an installation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptRules {
    words: Words,
    collect: Collect,
    #[serde(default)]
    collector: Vec<Collector>,
    /// Ways by period.
    pub mode: Vec<ModeRule>,
}

impl ReceiptRules {
    /// What it says beside the ways by period, name and value each, for whoever compares two versions.
    #[must_use]
    pub fn other_words(&self) -> Vec<(String, String)> {
        let modes: Vec<&str> = self.collect.prefer.iter().map(|m| m.label()).collect();
        let collectors = self.collector.iter().map(|c| {
            let value = format!("mã số thuế {}; {}", c.tax_code, c.principal);
            (format!("Đơn vị thu {}", c.org), value)
        });
        let dialect = self.dialect();
        let words = [
            if dialect.ngan { "ngàn" } else { "nghìn" },
            if dialect.le { "lẻ" } else { "linh" },
        ];
        let mut lines = vec![
            ("Cách đọc số tiền".to_owned(), words.join(", ")),
            (
                "Thường thu".to_owned(),
                self.collect.usual.label().to_owned(),
            ),
            ("Thu trước".to_owned(), self.collect.before.join(", ")),
            ("Cách cấp biên lai".to_owned(), modes.join(", ")),
        ];
        lines.extend(collectors);
        lines
    }

    /// How amounts are written out.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        Dialect {
            ngan: self.words.thousand == Thousand::Ngan,
            le: self.words.zero == Zero::Le,
        }
    }

    /// What is printed of the unit `org` as collector, when the file says it.
    #[must_use]
    pub fn collector(&self, org: &str) -> Option<&Collector> {
        self.collector.iter().find(|collector| collector.org == org)
    }

    /// When the fees of a procedure (national code, without suffix) are taken.
    #[must_use]
    pub fn when(&self, procedure: &str) -> When {
        if self.collect.before.iter().any(|code| code == procedure) {
            When::Before
        } else {
            self.collect.usual
        }
    }

    /// Ways in force on `date`.
    #[must_use]
    pub fn on(&self, date: NaiveDate) -> Vec<&ModeRule> {
        Mode::ALL
            .into_iter()
            .filter_map(|mode| self.rule(mode, date))
            .collect()
    }

    /// Ways in force on `date` that are tried when nobody names one, in the order of the office.
    #[must_use]
    pub fn usual(&self, date: NaiveDate) -> Vec<&ModeRule> {
        let preferred = self.collect.prefer.iter();
        preferred
            .filter_map(|mode| self.rule(*mode, date))
            .collect()
    }

    /// The rule of `mode` on `date`, when it is in force.
    #[must_use]
    pub fn rule(&self, mode: Mode, date: NaiveDate) -> Option<&ModeRule> {
        self.mode
            .iter()
            .find(|rule| rule.mode == mode && rule.covers(date))
    }

    /// The rule a receipt was given under.
    #[must_use]
    pub fn of(&self, id: &str) -> Option<&ModeRule> {
        self.mode.iter().find(|rule| rule.id == id)
    }

    /// What is wrong in itself: the row it is in, what, and the mend.
    #[must_use]
    pub fn faults(&self) -> Vec<(String, String, &'static str)> {
        let mut found = Vec::new();
        for (i, rule) in self.mode.iter().enumerate() {
            let mut fault = |what: String, mend| found.push((rule.id.clone(), what, mend));
            if rule.valid_to.is_some_and(|to| to < rule.valid_from) {
                fault("valid_to trước valid_from".into(), "sửa ngày cuối");
            }
            if rule.highest == 0 || rule.highest > 99_999_999 {
                fault(
                    format!("số cao nhất {} không được", rule.highest),
                    "ghi highest từ 1 đến 99999999",
                );
            }
            if !(1..=8).contains(&rule.digits) {
                fault(
                    format!("số chữ số {} không được", rule.digits),
                    "ghi digits từ 1 đến 8",
                );
            }
            for other in &self.mode[..i] {
                if other.id == rule.id {
                    fault(format!("id “{}” đã dùng", rule.id), "đặt id khác");
                } else if other.mode == rule.mode && overlap(other, rule) {
                    fault(
                        format!("trùng ngày hiệu lực với “{}”", other.id),
                        "sửa valid_from hoặc valid_to cho nối tiếp nhau",
                    );
                }
            }
        }
        if !self.mode.iter().any(|rule| rule.valid_to.is_none()) {
            let last = self.mode.last().map_or(String::new(), |r| r.id.clone());
            found.push((
                last,
                "không cách lập biên lai nào còn hiệu lực về sau".to_owned(),
                "bỏ valid_to ở cách đang dùng",
            ));
        }
        found
    }
}

fn overlap(one: &ModeRule, other: &ModeRule) -> bool {
    let ends = |rule: &ModeRule| rule.valid_to.unwrap_or(NaiveDate::MAX);
    one.valid_from <= ends(other) && other.valid_from <= ends(one)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped() -> ReceiptRules {
        toml::from_str(include_str!("../../assets/receipts/receipts.toml")).unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn modes(text: &str) -> Vec<Mode> {
        shipped().on(day(text)).iter().map(|r| r.mode).collect()
    }

    fn number(symbol: &str, series: &str, number: u32) -> ReceiptNumber {
        ReceiptNumber {
            symbol: symbol.to_owned(),
            series: series.to_owned(),
            number,
        }
    }

    #[test]
    fn paper_ends_with_2026() {
        let paper_only = [Mode::PrintedBook, Mode::HandBook];
        assert_eq!(modes("2016-12-31"), []);
        assert_eq!(modes("2020-01-01"), paper_only);
        assert_eq!(modes("2025-08-04"), Mode::ALL);
        assert_eq!(modes("2026-12-31"), Mode::ALL);
        assert_eq!(modes("2027-01-01"), [Mode::Electronic]);
        assert!(shipped().faults().is_empty(), "{:?}", shipped().faults());
    }

    #[test]
    fn the_numbers_of_the_decree_of_2026() {
        let rules = shipped();
        let on = day("2026-07-01");
        let rule = rules.rule(Mode::Electronic, on).unwrap();
        rule.accepts(&number("EBL01", "26TAA", 1), on).unwrap();
        rule.accepts(&number("EBL02", "26TYX", 99_999_999), on)
            .unwrap();
        for wrong in [
            number("EBL03", "26TAA", 1),
            number("EBL011", "26TAA", 1),
            number("EBL01", "26TAF", 1),
            number("EBL01", "25TAA", 1),
            number("EBL01", "26PAA", 1),
            number("EBL01", "26TAA", 0),
            number("EBL01", "26TAA", 100_000_000),
        ] {
            assert!(rule.accepts(&wrong, on).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn the_numbers_of_the_rules_before() {
        let (rules, on) = (shipped(), day("2025-08-04"));
        let paper = rules.rule(Mode::PrintedBook, on).unwrap();
        paper
            .accepts(&number("01BLP0-001", "AA-23P", 7), on)
            .unwrap();
        assert_eq!(paper.printed(7), "0000007");
        let electronic = rules.rule(Mode::Electronic, on).unwrap();
        electronic
            .accepts(&number("01BLP0-001", "BI-23T", 7), on)
            .unwrap();
        assert!(
            electronic
                .accepts(&number("EBL01", "25TAA", 7), on)
                .is_err()
        );
    }

    #[test]
    fn a_broken_table_is_found() {
        let mut rules = shipped();
        rules.mode[0].valid_to = Some(day("2016-01-01"));
        rules.mode[2].valid_from = day("2017-01-01");
        rules.mode[3].id = "hand-2022".to_owned();
        rules.mode[4].highest = 0;
        rules.mode[5].valid_to = Some(day("2030-01-01"));
        assert_eq!(rules.faults().len(), 4, "{:?}", rules.faults());
    }

    #[test]
    fn prepaid_is_a_list() {
        let text = include_str!("../../assets/receipts/receipts.toml");
        let text = text.replace("before = []", "before = [\"2.000815\"]");
        let rules: ReceiptRules = toml::from_str(&text).unwrap();
        assert_eq!(rules.when("2.000815"), When::Before);
        assert_eq!(rules.when("1.001193"), When::After);
    }
}
