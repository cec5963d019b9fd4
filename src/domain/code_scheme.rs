//! The dossier code (mã hồ sơ): template, counter scope, width and validity are data (TT 01/2018 Art. 19).

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// How dossier codes are made during a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeScheme {
    /// Identifier, kept with every dossier.
    pub id: String,
    /// Text with `{org_code}`, `{yymmdd}`, `{yyyy}` and `{seq}`.
    pub template: String,
    /// What shares one running number; the same placeholders without `{seq}`.
    pub counter: String,
    /// Least number of digits of `{seq}`; a larger number widens, it never wraps.
    pub width: usize,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day, when it has ended.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
}

/// The schemes of an installation, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeSchemes {
    /// Schemes.
    pub scheme: Vec<CodeScheme>,
}

impl CodeSchemes {
    /// The scheme in force on `date`.
    #[must_use]
    pub fn on(&self, date: NaiveDate) -> Option<&CodeScheme> {
        let covers =
            |s: &&CodeScheme| s.valid_from <= date && s.valid_to.is_none_or(|to| date <= to);
        self.scheme.iter().rev().find(covers)
    }
}

impl CodeScheme {
    /// The counter that numbers dossiers of `org_code` received on `date` (Vietnam time).
    #[must_use]
    pub fn counter_of(&self, org_code: &str, date: NaiveDate) -> String {
        fill(&self.counter, org_code, date)
    }

    /// The code with running number `seq`.
    #[must_use]
    pub fn code(&self, org_code: &str, date: NaiveDate, seq: i64) -> String {
        let number = format!("{seq:0width$}", width = self.width);
        fill(&self.template, org_code, date).replace("{seq}", &number)
    }

    /// Whether `seq` no longer fits the width: the desk must be warned.
    #[must_use]
    pub fn overflows(&self, seq: i64) -> bool {
        seq.to_string().len() > self.width
    }
}

fn fill(template: &str, org_code: &str, date: NaiveDate) -> String {
    // Written out: reading a format text takes longer than writing the date, and this runs while
    // other receipts wait for their number.
    let (year, month, day) = (date.year(), date.month(), date.day());
    let yymmdd = format!("{:02}{month:02}{day:02}", year.rem_euclid(100));
    template
        .replace("{org_code}", org_code)
        .replace("{yymmdd}", &yymmdd)
        .replace("{yyyy}", &format!("{year:04}"))
}

/// A code as typed, scanned or pasted, made comparable: no spaces, no line end, upper case, at most
/// 64 characters. Foreign codes pass as opaque text.
#[must_use]
pub fn normalise(code: &str) -> String {
    code.chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .take(64)
        .collect::<String>()
        .to_uppercase()
}

/// The running number at the end of a code, without its zeros: what people quote as "the last digits".
#[must_use]
pub fn last_digits(code: &str) -> Option<String> {
    let tail = code.rsplit('-').next()?;
    let number: u64 = tail.parse().ok()?;
    Some(number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scheme() -> CodeScheme {
        CodeScheme {
            id: "tt01-2018".into(),
            template: "{org_code}-{yymmdd}-{seq}".into(),
            counter: "{org_code}/{yymmdd}".into(),
            width: 4,
            valid_from: NaiveDate::from_ymd_opt(2019, 1, 6).unwrap(),
            valid_to: None,
        }
    }

    #[test]
    fn makes_the_codes_seen_in_practice() {
        let date = NaiveDate::from_ymd_opt(2020, 11, 5).unwrap();
        assert_eq!(
            scheme().code("000.00.12.H62", date, 4),
            "000.00.12.H62-201105-0004"
        );
        assert_eq!(scheme().code("H62.12", date, 12345), "H62.12-201105-12345");
        assert!(scheme().overflows(12345) && !scheme().overflows(9999));
        assert_eq!(scheme().counter_of("H62.12", date), "H62.12/201105");
    }

    #[test]
    fn reads_codes_as_people_give_them() {
        assert_eq!(normalise(" h62.12-201105-0004\r\n"), "H62.12-201105-0004");
        assert_eq!(last_digits("H62.12-201105-0004").as_deref(), Some("4"));
        assert_eq!(
            last_digits("G22.99.3-241219795252").as_deref(),
            Some("241219795252")
        );
        assert_eq!(last_digits("HS-BT"), None);
    }
}
