//! Codes of fields that cannot be kept as they are; each has a row in the manual page of codes.

/// The procedure has no such case.
pub const NO_SUCH_CASE: &str = "MC-1101";
/// Hidden characters, signs that no form can print, or too long a text.
pub const UNFIT_TEXT: &str = "MC-1102";
/// Something must be given here.
pub const MISSING: &str = "MC-1103";
/// The time limit is missing or not written as one.
pub const LIMIT: &str = "MC-1104";
/// A count of papers or sets out of range.
pub const COUNT: &str = "MC-1105";
/// No channel of receipt of that name.
pub const CHANNEL: &str = "MC-1106";
/// Not a date or year of birth.
pub const BIRTH: &str = "MC-1107";
/// Not a telephone number.
pub const PHONE: &str = "MC-1108";
/// Not an e-mail address.
pub const EMAIL: &str = "MC-1109";
/// An amount below zero or beyond reason.
pub const MONEY: &str = "MC-1110";
/// A value that does not fit the kind of its field.
pub const MISFIT: &str = "MC-1111";
