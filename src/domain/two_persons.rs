//! Maker, checker and approver are three people (roles page §2): who proposed something never
//! agrees to it, whatever roles the person holds.

use super::org::Actor;

/// The same person a second time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "Việc này cần người thứ hai, và chính bạn đã làm bước trước. Chưa có gì thay đổi. Nhờ người khác có quyền duyệt."
)]
pub struct SamePerson;

impl SamePerson {
    /// Code shown before the sentence.
    pub const CODE: &str = "MC-7030";
}

/// Passes when `actor` is not the officer `maker`.
///
/// # Errors
/// [`SamePerson`].
pub fn second_person(maker: &str, actor: &Actor) -> Result<(), SamePerson> {
    another_person(&[maker], actor)
}

/// Passes when `actor` is none of the officers who did the steps before.
///
/// # Errors
/// [`SamePerson`].
pub fn another_person(before: &[&str], actor: &Actor) -> Result<(), SamePerson> {
    // Login names are addresses: the same one in capitals is the same person.
    let same = |officer: &&str| officer.to_lowercase() == actor.officer().to_lowercase();
    if before.iter().any(same) {
        return Err(SamePerson);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::org::{Grant, Officer};
    use crate::domain::role::RoleBook;

    #[test]
    fn nobody_is_the_second_person_of_oneself() {
        let officer = Officer {
            id: "a@x.example".to_owned(),
            name: String::new(),
            title: String::new(),
            grants: vec![Grant {
                role: "x".into(),
                org: "o".to_owned(),
                fields: Vec::new(),
            }],
        };
        let actor = Actor::of(&officer, 0, &RoleBook::default(), "").unwrap();
        assert_eq!(second_person("b@x.example", &actor), Ok(()));
        assert_eq!(second_person("A@x.example", &actor), Err(SamePerson));
        assert_eq!(
            another_person(&["b@x.example", "a@x.example"], &actor),
            Err(SamePerson)
        );
    }
}
