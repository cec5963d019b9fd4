//! The people a dossier is about.

use serde::{Deserialize, Serialize};

use crate::text::{HumanText, fold};

/// Kind of party (đối tượng), numbered by the national portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartyKind {
    /// Công dân.
    #[default]
    Citizen,
    /// Doanh nghiệp.
    Enterprise,
    /// Cơ quan nhà nước.
    StateAgency,
    /// Tổ chức.
    Organisation,
}

/// A party as the slip prints it. The owner (chủ hồ sơ) is one; a submitter (người nộp) who is not the
/// owner is another.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Person {
    /// Full name, or the name of the organisation.
    pub name: HumanText,
    /// Kind of party.
    #[serde(default)]
    pub kind: PartyKind,
    /// Number of the identity paper: căn cước, CMND, passport or tax code.
    #[serde(default)]
    pub identity: HumanText,
    /// Date of birth as taken, `dd/mm/yyyy` or a year.
    #[serde(default)]
    pub birth: HumanText,
    /// Telephone, digits only.
    #[serde(default)]
    pub phone: HumanText,
    /// E-mail.
    #[serde(default)]
    pub email: HumanText,
    /// Address in one line.
    #[serde(default)]
    pub address: HumanText,
}

impl Person {
    /// Words by which the person is found.
    #[must_use]
    pub fn search_key(&self) -> String {
        fold(self.name.as_str())
    }

    /// Numbers by which the person is found: identity and telephone, letters and digits only.
    #[must_use]
    pub fn numbers(&self) -> Vec<String> {
        [&self.identity, &self.phone]
            .into_iter()
            .map(|number| bare(number.as_str()))
            .filter(|number| number.len() >= 3)
            .collect()
    }
}

/// A number without spaces, dots and dashes, upper case.
#[must_use]
pub fn bare(number: &str) -> String {
    number
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// What does not agree inside an identity number of 12 digits, if anything: digit 4 tells century and
/// sex, digits 5–6 the year of birth (TT 59/2021/TT-BCA).
#[must_use]
pub fn identity_disagreement(identity: &str, birth: &str) -> Option<&'static str> {
    let digits: Vec<u32> = identity.chars().filter_map(|c| c.to_digit(10)).collect();
    if digits.len() != 12 || identity.chars().count() != 12 {
        return None;
    }
    let year: u32 = birth.rsplit('/').next()?.parse().ok()?;
    let century = 1900 + 100 * (digits[3] / 2);
    if century + digits[4] * 10 + digits[5] == year {
        return None;
    }
    Some("Số định danh không khớp năm sinh; đối chiếu lại với thẻ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identity_number_tells_the_year_of_birth() {
        assert_eq!(identity_disagreement("001090123445", "01/02/1990"), None);
        assert_eq!(identity_disagreement("026302000001", "2002"), None);
        assert!(identity_disagreement("001090123445", "01/02/1991").is_some());
        assert_eq!(identity_disagreement("123456789", "01/02/1991"), None);
    }

    #[test]
    fn numbers_are_found_without_their_dots() {
        assert_eq!(bare("0912.345 678"), "0912345678");
        assert_eq!(bare("c1234567"), "C1234567");
    }
}
