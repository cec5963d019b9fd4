//! Handing back (trả kết quả): who may take a result home, and what must be written down of them.
//!
//! The owner and the submitter of the receipt collect with their own identity paper; anybody else
//! needs an authorisation (giấy ủy quyền), whose kind, number and date are kept.

use serde::{Deserialize, Serialize};

use super::dossier::Content;
use super::person::{Person, bare};
use crate::text::HumanText;

/// Who collects a result.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Collector {
    /// Full name.
    pub name: HumanText,
    /// Number of the identity paper shown.
    pub identity: HumanText,
    /// Kind, number and date of the authorisation; empty for the owner and the submitter.
    #[serde(default)]
    pub authorisation: HumanText,
}

/// In what standing somebody collects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The owner (chủ hồ sơ).
    Owner,
    /// The person who handed the dossier in (người nộp).
    Submitter,
    /// Somebody else, by authorisation.
    Authorised,
}

impl Standing {
    /// Name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Owner => "Chủ hồ sơ",
            Self::Submitter => "Người nộp hồ sơ",
            Self::Authorised => "Người được ủy quyền",
        }
    }
}

/// Why a result cannot be given to somebody. `Display` is the sentence for the clerk.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotCollector {
    /// No name.
    #[error("Chưa ghi người nhận kết quả. Kết quả chưa trả. Gõ họ tên người nhận rồi bấm F9.")]
    NameMissing,
    /// No identity number where one is needed.
    #[error(
        "Chưa ghi số giấy tờ của người nhận. Kết quả chưa trả. Xem giấy tờ rồi gõ số định danh, hộ chiếu hoặc mã số thuế."
    )]
    IdentityMissing,
    /// Neither owner nor submitter, and no authorisation.
    #[error(
        "Người nhận không phải chủ hồ sơ hay người nộp. Kết quả chưa trả. Ghi loại và ngày của giấy ủy quyền, hoặc kiểm tra lại số giấy tờ."
    )]
    AuthorisationMissing,
    /// The identity number is the owner's or the submitter's, the name is not.
    #[error(
        "Số giấy tờ là của {expected}, họ tên lại khác. Kết quả chưa trả. Đối chiếu lại giấy tờ của người nhận."
    )]
    NameDiffers {
        /// Whose number it is.
        expected: String,
    },
}

impl NotCollector {
    /// Code shown before the sentence.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NameMissing => "MC-1260",
            Self::IdentityMissing => "MC-1261",
            Self::AuthorisationMissing => "MC-1262",
            Self::NameDiffers { .. } => "MC-1263",
        }
    }
}

impl Collector {
    /// In what standing this person collects the result of a dossier with `content`.
    ///
    /// A party is known by its identity number and name; a party taken in without a number, by its name
    /// alone, and then the collector's number must still be written down.
    ///
    /// # Errors
    /// [`NotCollector`] says what is missing.
    pub fn check(&self, content: &Content) -> Result<Standing, NotCollector> {
        if self.name.is_empty() {
            return Err(NotCollector::NameMissing);
        }
        if bare(self.identity.as_str()).len() < 6 {
            return Err(NotCollector::IdentityMissing);
        }
        if self.is(&content.owner)? {
            return Ok(Standing::Owner);
        }
        if let Some(submitter) = &content.submitter
            && self.is(submitter)?
        {
            return Ok(Standing::Submitter);
        }
        // The paper is told by its kind and its date; some have no number.
        let told = self.authorisation.as_str();
        let kind = told.chars().any(char::is_alphabetic);
        if kind && told.chars().filter(char::is_ascii_digit).count() >= 4 {
            return Ok(Standing::Authorised);
        }
        Err(NotCollector::AuthorisationMissing)
    }

    fn is(&self, party: &Person) -> Result<bool, NotCollector> {
        let same_name = fold_name(&self.name) == fold_name(&party.name);
        if bare(party.identity.as_str()).is_empty() {
            return Ok(same_name);
        }
        if bare(party.identity.as_str()) != bare(self.identity.as_str()) {
            return Ok(false);
        }
        if !same_name && self.authorisation.is_empty() {
            let expected = party.name.to_string();
            return Err(NotCollector::NameDiffers { expected });
        }
        Ok(same_name)
    }
}

/// Names are compared as they are heard in a queue: without case and spaces, with their marks.
fn fold_name(name: &HumanText) -> String {
    let lower = name.as_str().to_lowercase();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How a result leaves the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// Over the counter.
    Counter,
    /// By the public postal service (bưu chính công ích).
    Post,
}

impl Delivery {
    /// What was asked for at receipt, by the place of collection written on the slip.
    #[must_use]
    pub fn asked(content: &Content) -> Self {
        let place = crate::text::fold(content.collect_at.as_str());
        if place.contains("buu chinh") || place.contains("buu dien") {
            return Self::Post;
        }
        Self::Counter
    }

    /// Name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Counter => "Nhận tại quầy",
            Self::Post => "Qua bưu chính công ích",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::dossier::Channel;

    fn text(words: &str) -> HumanText {
        HumanText::line(words, 200).unwrap()
    }

    fn person(name: &str, identity: &str) -> Person {
        Person {
            name: text(name),
            identity: text(identity),
            ..Person::default()
        }
    }

    fn content(owner: Person, submitter: Option<Person>) -> Content {
        Content {
            procedure: "1".into(),
            procedure_name: "x".into(),
            field: "x".into(),
            case: "1".into(),
            case_name: String::new(),
            owner,
            submitter,
            summary: text("x"),
            papers: Vec::new(),
            sets: 1,
            fees: Vec::new(),
            channel: Channel::Direct,
            collect_at: text("Tại nhà qua dịch vụ bưu chính công ích"),
            note: HumanText::default(),
            answers: std::collections::BTreeMap::new(),
            lookup_pin: String::new(),
        }
    }

    fn collector(name: &str, identity: &str) -> Collector {
        Collector {
            name: text(name),
            identity: text(identity),
            ..Collector::default()
        }
    }

    fn dossier() -> Content {
        content(
            person("Nguyễn Thị Ví Dụ", "001185000123"),
            Some(person("Y Bhăm Êban", "066090000001")),
        )
    }

    #[test]
    fn owner_and_submitter_collect_with_their_own_number() {
        let check = |name, identity| collector(name, identity).check(&dossier());
        assert_eq!(
            check("nguyễn  thị ví dụ", "001 185 000 123"),
            Ok(Standing::Owner)
        );
        assert_eq!(
            check("Y Bhăm Êban", "066090000001"),
            Ok(Standing::Submitter)
        );
    }

    #[test]
    fn anybody_else_needs_an_authorisation_with_kind_and_date() {
        let mut other = collector("Lê Văn Khác", "001090000009");
        assert_eq!(
            other.check(&dossier()),
            Err(NotCollector::AuthorisationMissing)
        );
        other.authorisation = text("Giấy ủy quyền");
        assert_eq!(
            other.check(&dossier()),
            Err(NotCollector::AuthorisationMissing)
        );
        other.authorisation = text("Giấy ủy quyền ngày 01/8/2025");
        assert_eq!(other.check(&dossier()), Ok(Standing::Authorised));
    }

    #[test]
    fn what_is_missing_is_named() {
        let check = |name, identity| collector(name, identity).check(&dossier());
        assert_eq!(check("", "001185000123"), Err(NotCollector::NameMissing));
        assert_eq!(
            check("Nguyễn Thị Ví Dụ", ""),
            Err(NotCollector::IdentityMissing)
        );
        // The same name with another number is another person.
        assert_eq!(
            check("Nguyễn Thị Ví Dụ", "001185000124"),
            Err(NotCollector::AuthorisationMissing)
        );
        assert!(matches!(
            check("Lê Văn Khác", "001185000123"),
            Err(NotCollector::NameDiffers { .. })
        ));
    }

    #[test]
    fn a_party_without_a_number_is_known_by_name() {
        let content = content(person("Nguyễn Thị Ví Dụ", ""), None);
        let known = collector("Nguyễn Thị Ví Dụ", "001185000123").check(&content);
        assert_eq!(known, Ok(Standing::Owner));
        assert_eq!(Delivery::asked(&content), Delivery::Post);
    }
}
