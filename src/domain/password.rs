//! What may be a password: long enough, not one that everybody tries, not the login name.

use crate::text::{Secret, fold, nfkc};

/// Longest password in letters; all of it counts, nothing is cut off.
const LONGEST: usize = 200;

/// What everybody tries first, folded and without digits at the end; a longer word that merely
/// holds one of them is fine.
const TRIED_FIRST: &[&str] = &[
    "password",
    "passw0rd",
    "matkhau",
    "qwerty",
    "qwertyuiop",
    "asdfghjkl",
    "abc",
    "abcd",
    "abcdef",
    "abcdefgh",
    "admin",
    "administrator",
    "motcua",
    "hoso",
    "canbo",
    "vietnam",
    "xinchao",
    "iloveyou",
    "welcome",
    "letmein",
    "anhyeuem",
    "emyeuanh",
    "zxcvbnm",
    "p@ssw0rd",
    "p@ssword",
];

/// Why a password cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Weak {
    /// Too short.
    #[error("Mật khẩu mới cần ít nhất {0} ký tự. Mật khẩu cũ vẫn dùng. Gõ mật khẩu dài hơn.")]
    Short(usize),
    /// Longer than [`LONGEST`].
    #[error("Mật khẩu mới dài quá 200 ký tự. Mật khẩu cũ vẫn dùng. Gõ mật khẩu ngắn hơn.")]
    Long,
    /// Tried by everybody.
    #[error(
        "Mật khẩu mới quá dễ đoán. Mật khẩu cũ vẫn dùng. Gõ vài từ không liên quan, hoặc một câu riêng."
    )]
    Common,
    /// The login name.
    #[error("Mật khẩu mới chứa tên đăng nhập. Mật khẩu cũ vẫn dùng. Gõ mật khẩu khác.")]
    LoginName,
    /// As before.
    #[error("Mật khẩu mới trùng mật khẩu cũ. Mật khẩu cũ vẫn dùng. Gõ mật khẩu khác.")]
    Same,
}

impl Weak {
    /// Code shown before the sentence.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Short(_) => "MC-7031",
            Self::Long => "MC-7032",
            Self::Common => "MC-7033",
            Self::LoginName => "MC-7034",
            Self::Same => "MC-7035",
        }
    }
}

/// The form in which a password is hashed and compared.
#[must_use]
pub fn canonical(typed: &Secret) -> Secret {
    Secret::new(nfkc(typed.reveal()))
}

/// Checks a new password of `officer`, in its canonical form, of at least `least` letters.
///
/// # Errors
/// [`Weak`].
pub fn check(password: &Secret, officer: &str, least: usize) -> Result<(), Weak> {
    let letters = password.letters();
    if letters < least {
        return Err(Weak::Short(least));
    }
    if letters > LONGEST {
        return Err(Weak::Long);
    }
    let folded = fold(password.reveal()).replace(' ', "");
    let name = fold(officer.split('@').next().unwrap_or(officer));
    if name.len() >= 4 && folded.contains(&name) {
        return Err(Weak::LoginName);
    }
    let word = folded.trim_end_matches(|c: char| !c.is_alphabetic());
    let few_letters = {
        let mut seen: Vec<char> = folded.chars().collect();
        seen.sort_unstable();
        seen.dedup();
        seen.len() <= 3
    };
    let digits_only = word.is_empty() && letters < 16;
    if few_letters || digits_only || TRIED_FIRST.contains(&word) {
        return Err(Weak::Common);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easy_ones_are_refused_and_phrases_taken() {
        let check = |text: &str| check(&Secret::new(text), "nguyen.van.a@xa.example", 10);
        assert_eq!(check("ngắn"), Err(Weak::Short(10)));
        assert_eq!(check(&"dài ".repeat(51)), Err(Weak::Long));
        for common in [
            "matkhau123456",
            "Mật Khẩu 2026",
            "1234567890",
            "aaaaaaaaaaaa",
            "Password1!!!!",
        ] {
            assert_eq!(check(common), Err(Weak::Common), "{common}");
        }
        assert_eq!(check("Nguyen.Van.A2026"), Err(Weak::LoginName));
        for good in ["trà đá vỉa hè 7h", "BKFGXQ4TLV0P", "đồng lúa chín vàng"] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
    }

    #[test]
    fn the_same_keys_are_the_same_password() {
        let composed = canonical(&Secret::new("mật ｋhẩu"));
        assert_eq!(composed, canonical(&Secret::new("ma\u{323}\u{302}t khẩu")));
    }
}
